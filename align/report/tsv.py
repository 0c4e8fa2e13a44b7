"""A report as a table: one line per link, for spreadsheets and scripts. See docs/report.md."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from align.errors import InputError
from align.report.exchange import judged, origin_in_words
from align.report.view import Row, view
from align.types import Report

COLUMNS = (
    "row",
    "kind",
    "score",
    "french_ids",
    "english_ids",
    "french",
    "english",
    "speaker",
    "delivery",
    "findings",
    "review",
    "french_origin",
    "signature",
)
FORMULA_STARTS = tuple("=+-@＝＋－＠'")
"""What a spreadsheet may take for the start of a formula, and the quote that guards against it."""


def write_tsv(report: Report) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets read the accents."""
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, dialect="excel-tab", lineterminator="\n")
    writer.writeheader()
    for speaker, row in view(report, words=False).spoken_rows:
        cells = _cells(row, speaker, report)
        writer.writerow({name: guarded(cell) for name, cell in cells.items()})
    return table.getvalue().encode("utf-8-sig")


def read_tsv(data: bytes, name: str = "table") -> tuple[dict[str, str], ...]:
    """The lines of a table that ``write_tsv`` wrote, one mapping of column to cell per line.

    Raises:
        InputError: The table is another one.
    """
    reader = csv.DictReader(io.StringIO(decoded(data, name)), dialect="excel-tab")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError(name, f"expected the columns {', '.join(COLUMNS)}", line=1)
    return tuple({key: unguarded(cell) for key, cell in line.items()} for line in reader)


def decoded(data: bytes, name: str) -> str:
    """The text of a table in UTF-8; raises ``InputError`` for anything else."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(name, "expected UTF-8: {cause}", cause=error) from error


def guarded(cell: str) -> str:
    r"""One line that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("two\nlines")
    ("'=1+1", 'two lines')
    """
    line = " ".join(cell.replace("\0", "").split())
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line


def unguarded(cell: str) -> str:
    """What ``guarded`` was given, spaces aside."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell


def _cells(row: Row, speaker: str, report: Report) -> dict[str, str]:
    return {
        "row": str(row.number),
        "kind": row.kind.value,
        "score": f"{row.score:.3f}",
        "french_ids": " ".join(str(sentence.number) for sentence in row.source),
        "english_ids": " ".join(str(sentence.number) for sentence in row.target),
        "french": " ".join(sentence.text for sentence in row.source),
        "english": " ".join(sentence.text for sentence in row.target),
        "speaker": speaker,
        "delivery": row.delivery.value,
        "findings": " | ".join(
            judged(finding, row.review.decision_on(finding)) for finding in row.findings
        ),
        "review": " | ".join(_said(row)),
        "french_origin": origin_in_words(report),
        "signature": report.signature,
    }


def _said(row: Row) -> Iterator[str]:
    """What reviewers did to the row and said beside it."""
    if row.review.by_hand:
        yield "row made by a reviewer"
    for mark in row.review.bookmarks:
        yield f"bookmark by {mark.by.reviewer}: {mark.label}".removesuffix(": ")
    for remark in row.review.remarks:
        yield f"note by {remark.by.reviewer}: {remark.text}"
