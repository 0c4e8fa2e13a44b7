"""A report as XLIFF 1.2, which more translation tools open than 2.0: one ``trans-unit`` per row."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from align.report.exchange import Note, Unit, facts, fit, units, warnings
from align.report.storage import LANGUAGES, parsed, texts, toolkit, written
from align.report.xliff import PRIORITY, sub_state
from align.types import Origin, Report, Side

if TYPE_CHECKING:
    from lxml.etree import _Element

CORE = "urn:oasis:names:tc:xliff:document:1.2"
TOOL = "align"
FRAME = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="{CORE}">
<file original="" source-language="{LANGUAGES[0]}" target-language="{LANGUAGES[1]}"
 datatype="plaintext" tool-id="{TOOL}"><header/><body/></file></xliff>"""
"""What the library is given to begin with: by itself it would write version 1.1."""
ABOUT = {Side.SOURCE: "source", Side.TARGET: "target", None: "general"}


def write_xliff12(report: Report) -> bytes:
    """Every row as a unit: the French as its source, the English as its target.

    Raises:
        MissingExtraError: The library that writes XLIFF is not installed.
    """
    from lxml import etree

    xliff = toolkit("xliff")
    store = xliff.Xliff1File.parsestring(FRAME.encode())
    file = store.document.getroot()[0]
    file.set("original", fit(report.comparison.transcript.name))
    _head(file[0], report)
    is_draft = report.comparison.original.origin is Origin.PRODUCED
    for unit in units(report):
        made = store.UnitClass(unit.source)
        store.addunit(made)
        _fill(made, unit, is_draft=is_draft)
    etree.cleanup_namespaces(store.document.getroot())
    return written(store)


def read_xliff12(data: bytes, name: str = "translation") -> tuple[tuple[str, str], ...]:
    """French and English of every unit of an XLIFF 1.2 file; "" where a unit has not both."""
    return texts(parsed(toolkit("xliff").Xliff1File.parsestring, data, name, "XLIFF 1.2"))


def _head(header: _Element, report: Report) -> None:
    """What is told of the whole file, the warnings first, and the program that wrote it."""
    for warning in warnings(report):
        _note(header, Note("warning", warning, TOOL))
    for name, value in facts(report):
        _note(header, Note(name, value, TOOL))
    tool = _add(header, "tool")
    tool.set("tool-id", TOOL)
    tool.set("tool-name", "interpreted-align")
    tool.set("tool-version", version("interpreted-align"))


def _fill(made: Any, unit: Unit, *, is_draft: bool) -> None:
    element = made.xmlelement
    if unit.target:
        made.target = unit.target
        element[-1].set("state", "signed-off" if unit.is_by_hand else "translated")
        element[-1].set("state-qualifier", _qualifier(unit, is_draft=is_draft))
        del element.attrib["approved"]  # the library approves what it is given; nobody did
    element.set("id", f"r{unit.number}")
    group = _add(element, "context-group")
    group.set("purpose", "information")
    for name, value in unit.facts:
        context = _add(group, "context", value)
        context.set("context-type", f"x-{name}")
    for note in unit.notes:
        _note(element, note)


def _qualifier(unit: Unit, *, is_draft: bool) -> str:
    return "x-" + sub_state(unit, is_draft=is_draft).replace(":", "-")


def _note(element: _Element, note: Note) -> None:
    made = _add(element, "note", f"{note.category}: {note.text}" if note.text else note.category)
    made.set("from", note.author)
    made.set("annotates", ABOUT[note.side])
    if note.severity is not None:
        made.set("priority", PRIORITY[note.severity])


def _add(element: _Element, name: str, text: str | None = None) -> _Element:
    from lxml import etree

    made = etree.SubElement(element, f"{{{CORE}}}{name}")
    made.text = text
    return made
