"""A report as a Word document: a table of rows, with findings and notes as comments."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from align.report.docx_comments import add_comment, settle_comments
from align.report.exchange import Note, Unit, facts, fit, judged, units, warnings
from align.report.marked import Cut, cuts
from align.types import Decision, Delivery, Finding, LinkKind, Report, Ruling, Side

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

HEAD = ("Row", "French", "English", "About the row")
WIDTHS = (0.5, 4.0, 4.0, 1.5)
"""Of the columns, in inches, on a page turned to landscape."""
AUTHOR = "align (automatic)"
KINDS = {
    LinkKind.MATCHED: "",
    LinkKind.OMITTED: "No English for this",
    LinkKind.ADDED: "No French for this",
}


def write_docx(report: Report) -> bytes:
    """One table row for each row of the report; the same report gives the same bytes."""
    document = _document(report)
    table = _table(document)
    settled: dict[str, bool] = {}
    for unit in units(report):
        settled.update(_fill(document, _new_cells(table), report, unit))
    settle_comments(document, settled)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def read_docx(data: bytes) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[str, str], ...]]:
    """The cells of every row but the head, and author and text of every comment."""
    import docx

    document = docx.Document(io.BytesIO(data))
    rows = tuple(
        tuple("\n".join(p.text for p in cell.paragraphs) for cell in row.cells)
        for row in document.tables[0].rows[1:]
    )
    return rows, tuple((each.author, each.text) for each in document.comments)


# ------------------------------------------------------------------- the frame


def _document(report: Report) -> Document:
    import docx
    from docx.enum.section import WD_ORIENT

    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    transcript = report.comparison.transcript
    title = fit(transcript.title or transcript.name)
    document.core_properties.title = title
    document.core_properties.author = "align"
    document.add_heading(title, level=1)
    for warning in warnings(report):
        document.add_paragraph().add_run(warning).bold = True
    document.add_paragraph("; ".join(f"{name}: {value}" for name, value in facts(report)))
    return document


def _table(document: Document) -> Any:
    from docx.shared import Inches

    table = document.add_table(rows=1, cols=len(HEAD), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = Inches(width)
    for cell, name in zip(table.rows[0].cells, HEAD, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _repeat_head(table)
    return table


def _repeat_head(table: Any) -> None:
    """The head stands on top of every page."""
    from docx.oxml import OxmlElement

    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _new_cells(table: Any) -> tuple[_Cell, ...]:
    from docx.shared import Inches

    cells: tuple[_Cell, ...] = table.add_row().cells
    for cell, width in zip(cells, WIDTHS, strict=True):
        cell.width = Inches(width)
    return cells


# --------------------------------------------------------------------- one row


def _fill(
    document: Document, cells: Sequence[_Cell], report: Report, unit: Unit
) -> Iterator[tuple[str, bool]]:
    """Writes a row; gives its comments, and whether each is settled."""
    row = cells[0].paragraphs[0].add_run(str(unit.number))
    findings = _findings(report, unit)
    places: dict[int, list[Run]] = {}
    for side, cell in ((Side.SOURCE, cells[1]), (Side.TARGET, cells[2])):
        spans = [
            (span, number)
            for number, (finding, _) in enumerate(findings)
            for span in (finding.source if side is Side.SOURCE else finding.target)
        ]
        parts = cuts(report, unit.link, side, [span for span, _ in spans])
        runs = _write(cell.paragraphs[0], parts)
        for number in range(len(findings)):
            own = {at for at, (_, of) in enumerate(spans) if of == number}
            here = [run for run, part in zip(runs, parts, strict=True) if part.held & own]
            if here:
                places[number] = here  # the English words, where there are some
    cells[3].paragraphs[0].add_run(_about(unit))
    for number, (finding, decision) in enumerate(findings):
        anchor = places.get(number) or [row]
        told, is_dismissed = fit(judged(finding, decision)), _is_dismissed(decision)
        yield add_comment(document, anchor, told, _author(decision), is_settled=is_dismissed)
    for note in unit.notes:
        if note.category in {"gap", "note", "bookmark"}:
            yield add_comment(document, [row], _told(note), note.author)


def _findings(report: Report, unit: Unit) -> list[tuple[Finding, Decision | None]]:
    """Every finding of the row, dismissed ones as well: a comment says that they are."""
    review = report.review
    return [
        (finding, review.decision_on(finding) if review else None)
        for finding in report.findings
        if finding.link == unit.number - 1
    ]


def _write(paragraph: Paragraph, parts: Iterable[Cut]) -> list[Run]:
    runs = []
    for part in parts:
        run = paragraph.add_run(part.text)
        run.underline = True if part.held else None
        runs.append(run)
    return runs


def _about(unit: Unit) -> str:
    told = [
        KINDS[unit.kind],
        "" if unit.delivery is Delivery.DIRECT else unit.delivery.value,
        f"score {unit.link.score:.2f}" if unit.kind is LinkKind.MATCHED else "",
        "row made by a reviewer" if unit.is_by_hand else "",
        "French: machine draft" if ("french", "machine draft") in unit.facts else "",
    ]
    return "; ".join(each for each in told if each)


def _author(decision: Decision | None) -> str:
    return decision.by.reviewer if decision else AUTHOR


def _is_dismissed(decision: Decision | None) -> bool:
    return decision is not None and decision.ruling is Ruling.DISMISSED


def _told(note: Note) -> str:
    return f"{note.category}: {note.text}" if note.text else note.category


def _without_times(data: bytes) -> bytes:
    """The same archive with the same time on every part, the earliest that an archive can hold."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return packed.getvalue()
