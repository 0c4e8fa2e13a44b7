"""A report as XLIFF 2.0: one unit per row, its facts in the metadata module of the standard."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

from align.report.exchange import DRAFT, Note, Unit, facts, fit, units, warnings
from align.report.storage import LANGUAGES, parsed, texts, toolkit, written
from align.types import LinkKind, Origin, Report, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
PRIORITY = {
    Severity.CRITICAL: "1",
    Severity.MAJOR: "2",
    Severity.MINOR: "4",
    Severity.NEUTRAL: "8",
}


def write_xliff(report: Report) -> bytes:
    """Every row as a unit: the French as its source, the English as its target.

    Raises:
        MissingExtraError: The library that writes XLIFF is not installed.
    """
    from lxml import etree

    xliff = toolkit("xliff2")
    store = xliff.Xliff2File(sourcelanguage=LANGUAGES[0], targetlanguage=LANGUAGES[1])
    root = store.document.getroot()
    root.set("srcLang", LANGUAGES[0])
    root.set("trgLang", LANGUAGES[1])
    body = store.body
    body.set("original", fit(report.comparison.transcript.name))
    body.set("canResegment", "no")
    for warning in warnings(report):
        _note(_notes(body), Note("warning", warning, "align"), "n0")
    _put_facts(body, facts(report))
    is_draft = report.comparison.original.origin is Origin.PRODUCED
    for unit in units(report):
        store.addunit(_unit(xliff, unit, is_draft=is_draft))
    etree.cleanup_namespaces(root)
    return written(store)


def read_xliff(data: bytes, name: str = "translation") -> tuple[tuple[str, str], ...]:
    """French and English of every unit of an XLIFF 2 file; "" where a unit has not both."""
    return texts(parsed(toolkit("xliff2").Xliff2File.parsestring, data, name, "XLIFF 2"))


def _unit(xliff: ModuleType, unit: Unit, *, is_draft: bool) -> Any:
    made = xliff.Xliff2Unit(unit.source)
    if unit.target:
        made.target = unit.target
    segment = made.xmlelement
    segment.attrib.pop(SPACE, None)  # the standard has it on the unit alone
    whole = made.getunitelement()
    whole.set("id", f"r{unit.number}")
    whole.set(SPACE, "preserve")
    segment.set("state", _state(unit))
    segment.set("subState", sub_state(unit, is_draft=is_draft))
    for number, note in enumerate(unit.notes, start=1):
        _note(_notes(whole), note, f"n{number}")
    _put_facts(whole, unit.facts)
    return made


def _state(unit: Unit) -> str:
    if unit.kind is LinkKind.OMITTED:
        return "initial"
    return "reviewed" if unit.is_by_hand else "translated"


def sub_state(unit: Unit, *, is_draft: bool) -> str:
    """What the standard has no word for: the kind of the row, or that its French is a draft."""
    return f"align:{DRAFT.replace(' ', '-')}" if is_draft else f"align:{unit.kind.value}"


def _notes(element: _Element) -> _Element:
    """The notes of a unit or a file, which stand before everything else of the standard."""
    from lxml import etree

    found = element.find(f"{{{CORE}}}notes")
    if found is None:
        found = etree.Element(f"{{{CORE}}}notes")
        element.insert(0, found)
    return found


def _note(notes: _Element, note: Note, number: str) -> None:
    from lxml import etree

    made = etree.SubElement(notes, f"{{{CORE}}}note", id=number, category=note.category)
    if note.side is not None:
        made.set("appliesTo", note.side.value)
    if note.severity is not None:
        made.set("priority", PRIORITY[note.severity])
    made.text = f"{note.author}: {note.text}"


def _put_facts(element: _Element, told: tuple[tuple[str, str], ...]) -> None:
    from lxml import etree

    metadata = etree.Element(f"{{{METADATA}}}metadata", nsmap={"mda": METADATA})
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category="align")
    for name, value in told:
        etree.SubElement(group, f"{{{METADATA}}}meta", type=name).text = value
    element.insert(0, metadata)
