"""A report as a translation memory: TMX 1.4b, one unit per row."""

from __future__ import annotations

from importlib.metadata import version
from types import ModuleType
from typing import TYPE_CHECKING, Any

from align.report.exchange import Unit, facts, fit, units, warnings
from align.report.storage import LANGUAGES, parsed, toolkit, written
from align.types import Report

if TYPE_CHECKING:
    from lxml.etree import _Element


def write_tmx(report: Report) -> bytes:
    """Every row as a unit, a row without counterpart with one language alone.

    Raises:
        MissingExtraError: The library that writes TMX is not installed.
    """
    from lxml import etree

    tmx = toolkit("tmx")
    store = tmx.tmxfile(sourcelanguage=LANGUAGES[0], targetlanguage=LANGUAGES[1])
    header = store.document.getroot().find("header")
    header.set("creationtool", "interpreted-align")
    header.set("creationtoolversion", version("interpreted-align"))
    header.set("segtype", "block")
    header.set("o-tmf", report.schema)
    for warning in warnings(report):
        etree.SubElement(header, "note").text = warning
    for name, value in facts(report):
        etree.SubElement(header, "prop", type=f"x-{name}").text = value
    for unit in units(report):
        store.addunit(_unit(tmx, unit))
    return written(store)


def read_tmx(data: bytes, name: str = "memory") -> tuple[tuple[str, str], ...]:
    """French and English of every unit of a TMX file; "" where a unit has not both."""
    store = parsed(toolkit("tmx").tmxfile.parsestring, data, name, "TMX")
    return tuple((_in(unit, LANGUAGES[0]), _in(unit, LANGUAGES[1])) for unit in store.units)


def _unit(tmx: ModuleType, unit: Unit) -> Any:
    made = tmx.tmxunit(None)
    for language, text in zip(LANGUAGES, (unit.source, unit.target), strict=True):
        if text:
            made.xmlelement.append(made.createlanguageNode(language, text, "target"))
    made.xmlelement.set("tuid", str(unit.number))
    _describe(made.xmlelement, unit)
    return made


def _describe(element: _Element, unit: Unit) -> None:
    """Notes and properties, which stand before the texts."""
    from lxml import etree

    place = 0
    for note in unit.notes:
        made = etree.Element("note")
        made.text = fit(f"{note.category} ({note.author}): {note.text}")
        element.insert(place, made)
        place += 1
    for name, value in unit.facts:
        made = etree.Element("prop", type=f"x-{name}")
        made.text = value
        element.insert(place, made)
        place += 1


def _in(unit: Any, language: str) -> str:
    xml = "{http://www.w3.org/XML/1998/namespace}lang"
    for variant in unit.xmlelement.iterchildren("tuv"):
        if variant.get(xml) == language:
            return "".join(variant.find("seg").itertext())
    return ""
