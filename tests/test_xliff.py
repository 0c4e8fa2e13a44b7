"""Reports as XLIFF 2.0 and 1.2, held to the schemas of the standards."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from lxml import etree
from reviewed_reports import NOTE, drafted, matched, reviewed, texts, xml
from reviewing import ANNA, machine

from align.report.exchange import DRAFT_WARNING, units
from align.report.xliff import read_xliff, write_xliff
from align.report.xliff12 import read_xliff12, write_xliff12

SCHEMAS = Path(os.environ.get("ALIGN_SCHEMAS", Path(__file__).parents[1] / "build" / "schemas"))
CORE = "{urn:oasis:names:tc:xliff:document:2.0}"
METADATA = "{urn:oasis:names:tc:xliff:metadata:2.0}"


def xliff_schema(name: str = "xliff-core-2.0.xsd") -> etree.XMLSchema:
    """A schema of the standard, as ``make schemas`` fetches it."""
    found = sorted(SCHEMAS.rglob(name))
    if not found:
        pytest.skip(f"no {name} in {SCHEMAS}; fetch it with: make schemas")
    place = re.compile(rb'schemaLocation="[^"]*xml\.xsd"')
    beside = (found[0].parent / "xml.xsd").as_uri().encode()
    text = place.sub(b'schemaLocation="' + beside + b'"', found[0].read_bytes())
    return etree.XMLSchema(etree.fromstring(text))


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_xliff_is_valid_by_the_schema_of_the_standard(report):
    schema = xliff_schema()
    assert schema.validate(xml(write_xliff(report()))), schema.error_log


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_xliff_is_read_back(report):
    assert read_xliff(write_xliff(report())) == texts(report())


def test_xliff_units_hold_metadata_notes_and_segment_in_the_order_of_the_standard():
    root = xml(write_xliff(reviewed()))
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "fr", "en")
    ids = [unit.get("id") for unit in root.iter(f"{CORE}unit")]
    assert ids == [f"r{number}" for number in range(1, len(ids) + 1)]
    orders = {tuple(child.tag for child in unit) for unit in root.iter(f"{CORE}unit")}
    assert orders == {
        (f"{METADATA}metadata", f"{CORE}segment"),
        (f"{METADATA}metadata", f"{CORE}notes", f"{CORE}segment"),
    }


def test_xliff_state_and_notes_say_what_a_reviewer_did():
    root = xml(write_xliff(reviewed()))
    segments = {unit.get("id"): unit.find(f"{CORE}segment") for unit in root.iter(f"{CORE}unit")}
    assert segments["r1"].get("state") == "reviewed"
    assert segments[f"r{matched()}"].get("state") == "translated"
    notes = root.findall(f".//{CORE}unit[@id='r{matched()}']//{CORE}note")
    assert [(note.get("category"), note.get("appliesTo")) for note in notes] == [
        ("finding", "target"),
        ("note", None),
        ("bookmark", None),
    ]
    assert notes[1].text == f"{ANNA}: {NOTE}"


def test_xliff_of_a_draft_says_so_on_every_unit_and_on_top():
    root = xml(write_xliff(drafted()))
    assert DRAFT_WARNING in root.findtext(f"{CORE}file/{CORE}notes/{CORE}note")
    states = {segment.get("subState") for segment in root.iter(f"{CORE}segment")}
    assert states == {"align:machine-draft"}


# ------------------------------------------------------------------ XLIFF 1.2

CORE12 = "{urn:oasis:names:tc:xliff:document:1.2}"


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_xliff_1_2_is_valid_by_the_strict_schema_of_the_standard(report):
    schema = xliff_schema("xliff-core-1.2-strict.xsd")
    assert schema.validate(xml(write_xliff12(report()))), schema.error_log


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_xliff_1_2_is_read_back(report):
    assert read_xliff12(write_xliff12(report())) == texts(report())


def test_xliff_1_2_says_what_a_reviewer_did_and_approves_nothing():
    root = xml(write_xliff12(reviewed()))
    made = {unit.get("id"): unit for unit in root.iter(f"{CORE12}trans-unit")}
    assert made["r1"].find(f"{CORE12}target").get("state") == "signed-off"
    assert made[f"r{matched()}"].find(f"{CORE12}target").get("state") == "translated"
    assert not any("approved" in unit.attrib for unit in made.values())
    notes = made[f"r{matched()}"].findall(f"{CORE12}note")
    assert [(note.get("from"), note.get("annotates")) for note in notes] == [
        (ANNA, "target"),
        (ANNA, "general"),
        (ANNA, "general"),
    ]
    assert notes[1].text == f"note: {NOTE}"


def test_xliff_1_2_of_a_draft_says_so_on_every_unit_and_on_top():
    root = xml(write_xliff12(drafted()))
    assert DRAFT_WARNING in root.findtext(f"{CORE12}file/{CORE12}header/{CORE12}note")
    facts = [
        each.text
        for each in root.iter(f"{CORE12}context")
        if each.get("context-type") == "x-french"
    ]
    assert facts == ["machine draft"] * len(units(drafted()))
    told = {each.get("state-qualifier") for each in root.iter(f"{CORE12}target")}
    assert told == {"x-align-machine-draft"}
