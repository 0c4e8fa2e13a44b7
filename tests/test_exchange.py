"""Reports as files for other tools: each is read back, and held to its schema."""

from __future__ import annotations

import json
import os
import re
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from align import compare, load_models, original_from, read_transcript
from align.errors import InputError, MissingExtraError
from align.report import WRITERS, write_report, writer_for
from align.report.docx import read_docx, write_docx
from align.report.exchange import DRAFT_WARNING, STRANGERS_WARNING, fit, units
from align.report.mqm import COLUMNS, NO_ERROR, RATER, read_mqm, write_mqm
from align.report.tmx import read_tmx, write_tmx
from align.report.xliff import read_xliff, write_xliff
from align.report.xliff12 import read_xliff12, write_xliff12
from align.review import (
    Annotate,
    Decide,
    Flag,
    Kind,
    Merge,
    SetBookmark,
    new_edit,
    place_of,
    review,
)
from align.samples import PRESS_CONFERENCE
from align.types import (
    Finding,
    GapVerdict,
    LinkKind,
    Origin,
    Place,
    Report,
    Ruling,
    Side,
    Span,
    Verdict,
)

ROOT = Path(__file__).parent
SCHEMAS = Path(os.environ.get("ALIGN_SCHEMAS", ROOT.parent / "build" / "schemas"))
ANNA = "Anna Lind"
NOTE = "Ask the speaker & <check> it."


@cache
def machine() -> Report:
    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    french = original_from(read_transcript(PRESS_CONFERENCE.french))
    return compare(transcript, french, load_models())


@cache
def matched() -> int:
    """The second of two rows with both sides and without findings, far from the others."""
    found = {finding.link for finding in machine().findings}
    links = machine().comparison.alignment.links
    return next(
        index
        for index in range(1, len(links))
        if not found & {index - 1, index, index + 1}
        and links[index].kind is links[index - 1].kind is LinkKind.MATCHED
    )


@cache
def far() -> Finding:
    """The first finding that no merge of the first rows can touch."""
    return next(finding for finding in machine().findings if finding.link > matched())


@cache
def reviewed() -> Report:
    """A merge, a flag, a decision of either kind, a note and a bookmark."""
    target = machine().comparison.alignment.target
    flagged = target[machine().comparison.alignment.links[matched()].target[0]].span
    dismissed, accepted = far().id, machine().findings[-1].id
    actions = (
        Decide(dismissed, Ruling.DISMISSED, "A slip of the record."),
        Decide(accepted, Ruling.ACCEPTED, "Plainly."),
        Flag(Kind.ADDITION, target=Span(flagged.start, flagged.start + 6), note="Not said."),
        Annotate(place_of(machine(), matched()), NOTE),
        SetBookmark(place_of(machine(), matched()), label="here"),
        Merge(place_of(machine(), 0), place_of(machine(), 1)),
    )
    return review(machine(), [new_edit(action, ANNA) for action in actions])


@cache
def drafted() -> Report:
    original = replace(machine().comparison.original, origin=Origin.PRODUCED)
    return replace(
        machine(), comparison=replace(machine().comparison, original=original), findings=()
    )


def texts(report):
    return tuple((unit.source, unit.target) for unit in units(report))


def xml(data: bytes):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False))


# ---------------------------------------------------------------- all formats


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)
@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_same_report_gives_the_same_bytes(writer, report):
    assert writer.write(report()) == writer.write(report())


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)
def test_machine_draft_is_marked_as_such_in_every_format(writer):
    def told(report):
        data = writer.write(report)
        if writer.suffix == ".docx":
            data = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
        return data.decode("utf-8-sig").lower()

    words = "produced" if writer.suffix in {".json"} else "machine draft"
    assert words in told(drafted())
    assert words not in told(machine())


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.suffix)
def test_what_the_reviewer_said_is_in_every_format(writer):
    data = writer.write(reviewed())
    if writer.suffix == ".docx":
        data = zipfile.ZipFile(BytesIO(data)).read("word/comments.xml")
    told = data.decode("utf-8-sig")
    assert ANNA in told
    assert "Ask the speaker" in told
    assert "Plainly." in told


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.mqm.tsv", ".mqm.tsv"),
        ("a.TSV", ".tsv"),
        ("a.xliff", ".xlf"),
        ("a.1.2.xlf", ".1.2.xlf"),
        ("a.1.2.XLIFF", ".1.2.xlf"),
        ("mqm.tsv", ".tsv"),
    ],
)
def test_the_longest_suffix_picks_the_format(name, suffix):
    assert writer_for(Path(name)).suffix == suffix


def test_warning_about_strangers_is_in_the_files():
    strangers = replace(machine(), belong_together=False, findings=())
    assert STRANGERS_WARNING.encode() in write_tmx(strangers)
    assert STRANGERS_WARNING.encode() in write_xliff(strangers)


# ------------------------------------------------------------------------ TMX


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_tmx_is_valid_and_read_back(report):
    data = write_tmx(report())
    with (ROOT / "tmx14b.dtd").open("rb") as file:
        dtd = etree.DTD(file)
    assert dtd.validate(xml(data)), dtd.error_log
    assert read_tmx(data) == texts(report())


def test_tmx_names_program_languages_and_version():
    root = xml(write_tmx(machine()))
    header = root.find("header")
    assert root.get("version") == "1.4"
    assert (header.get("srclang"), header.get("creationtool")) == ("fr", "interpreted-align")
    assert header.findtext("prop[@type='x-signature']") == machine().signature


def test_tmx_unit_has_its_facts_and_notes():
    root = xml(write_tmx(reviewed()))
    (unit,) = root.findall(f".//tu[@tuid='{matched()}']")  # one row was merged before it
    notes = [note.text for note in unit.findall("note")]
    assert notes == [
        f"finding ({ANNA}): major Accuracy/Addition (reviewer): Not said. "
        f"Accepted by {ANNA}: Not said.",
        f"note ({ANNA}): {NOTE}",
        f"bookmark ({ANNA}): here",
    ]
    assert unit.findtext("prop[@type='x-kind']") == "matched"
    assert root.findtext(".//tu[@tuid='1']/prop[@type='x-link']") == "made by a reviewer"


def test_tmx_of_a_draft_warns_in_its_head():
    assert xml(write_tmx(drafted())).findtext("header/note") == DRAFT_WARNING


# ---------------------------------------------------------------------- XLIFF

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


# ------------------------------------------------------------------------ MQM


def test_mqm_has_ten_columns_and_is_read_back_as_the_texts_it_marks():
    lines = read_mqm(write_mqm(machine()))
    assert set(lines[0]) == set(COLUMNS)
    plain = {
        (re.sub("</?v>", "", line["source"]), re.sub("</?v>", "", line["target"])) for line in lines
    }
    alignment = machine().comparison.alignment
    flat = {
        (
            " ".join(alignment.source[i].text.replace("\n", " ") for i in link.source),
            " ".join(alignment.target[i].text.replace("\n", " ") for i in link.target),
        )
        for link in alignment.links
    }
    assert plain == flat


def test_mqm_marks_the_words_of_every_finding():
    source = machine().comparison.original.transcript.text
    target = machine().comparison.transcript.text
    lines = read_mqm(write_mqm(machine()))
    for finding in machine().findings:
        own = [
            line
            for line in lines
            if line["docSegId"] == str(finding.link + 1)
            and line["category"] == finding.category
            and line["metadata"]["note"] == finding.message
        ]
        assert own
        for side, text, spans in (
            ("source", source, finding.source),
            ("target", target, finding.target),
        ):
            marked = re.findall("<v>(.*?)</v>", own[0][side])
            if spans and len(spans) == 1 and marked:
                assert marked[0][:10] in " ".join(spans[0].of(text).split())


def test_mqm_token_spans_cover_the_marked_words():
    for line in read_mqm(write_mqm(machine())):
        segment = line["metadata"].get("segment")
        for side in ("source", "target"):
            if segment is None:
                continue
            tokens = segment[f"{side}_tokens"]
            assert "".join(tokens) == re.sub("</?v>", "", line[side])
            spans = line["metadata"].get(f"{side}_spans", [])
            marked = ["".join(tokens[first : last + 1]) for first, last in spans]
            assert marked == re.findall("<v>(.*?)</v>", line[side])


def test_mqm_tells_what_is_clean_from_what_nobody_looked_at():
    lines = {line["docSegId"]: line for line in read_mqm(write_mqm(machine()))}
    for unit in units(machine()):
        line = lines[str(unit.number)]
        if unit.findings:
            continue
        is_held = unit.delivery == "interpreted" and unit.kind is LinkKind.MATCHED
        assert (line["category"], line["rater"]) == ((NO_ERROR, RATER) if is_held else ("", ""))


def test_mqm_leaves_dismissed_findings_out_and_names_who_accepted_others():
    lines = read_mqm(write_mqm(reviewed()))
    notes = [line["metadata"].get("note", "") for line in lines]
    assert not any(far().message in note for note in notes)
    accepted = [line for line in lines if line["rater"] == ANNA]
    assert {line["metadata"].get("prior_rater") for line in accepted} == {RATER, None}
    made = reviewed().review.decisions[0].by.time
    assert accepted[0]["metadata"]["timestamp"] >= made.timestamp() * 1000


def test_mqm_of_a_draft_rates_nothing():
    lines = read_mqm(write_mqm(drafted()))
    assert {line["category"] for line in lines} == {""}
    assert lines[0]["metadata"]["evaluation"]["config"]["warnings"] == [DRAFT_WARNING]


def marot(data: bytes) -> list[dict[str, object]]:
    """The rows as Marot reads them: split at line ends and tabs alone, nothing unquoted.

    It takes system, doc, docSegId, globalSegId, rater, source, target, category, severity and
    metadata by their place; shows a line of fewer than nine cells as an error, and bad JSON as a
    note; and gives each rating the weight of the first of its patterns that matches
    ``severity:category``.
    """
    weights = (
        (r"minor:.*punctuation|trivial:", 0.1),
        (r":.*reinterpretation", 0),
        (r":source", 0),
        (r"non.translation", 25),
        (r"minor:", 1),
        (r"major:", 5),
        (r"critical:", 5),
    )
    rows: list[dict[str, object]] = []
    for line in data.decode().split("\n"):
        if not line.strip() or "system\tdoc\t" in line.lower():
            continue
        cells = line.split("\t")
        assert len(cells) == 10, line
        system, doc, seg, _, rater, source, target, category, severity, metadata = cells
        assert system.strip()
        assert doc.strip()
        told = f"{severity}:{category}"
        weight = next((w for shape, w in weights if re.search(shape, told, re.IGNORECASE)), 0)
        for side in (source, target):  # spans do not nest, and every one that opens closes
            assert re.fullmatch(r"(?:(?!</?v>).)*(?:<v>(?:(?!</?v>).)+</v>(?:(?!</?v>).)*)*", side)
            assert not re.search(r"<(?!/?v>)[a-z/!?]", side, re.IGNORECASE)
        rows.append(
            {
                "segment": int(seg),
                "is_human": bool(rater) and not rater.lower().startswith("automqm"),
                "rater": rater,
                "category": category,
                "severity": severity,
                "weight": weight,
                "metadata": json.loads(metadata),
            }
        )
    return rows


@pytest.mark.parametrize("report", [machine, reviewed, drafted])
def test_mqm_is_read_by_the_rules_of_the_viewer(report):
    rows = marot(write_mqm(report()))
    assert {row["segment"] for row in rows} == {unit.number for unit in units(report())}
    assert {row["severity"] for row in rows} <= {
        "Neutral",
        "Minor",
        "Major",
        "Critical",
        "no-error",
        "",
    }
    shapes = r"no-error||Gap|Accuracy/(?:Omission|Addition|Mistranslation)(?:/\w+)*"
    assert all(re.fullmatch(shapes, row["category"]) for row in rows)
    for row in rows:
        assert isinstance(row["metadata"], dict)
        assert (row["category"] == "") == (row["rater"] == "")


def test_mqm_counts_no_automatic_finding_as_one_of_a_person():
    assert not any(row["is_human"] for row in marot(write_mqm(machine())))
    people = {row["rater"] for row in marot(write_mqm(reviewed())) if row["is_human"]}
    assert people == {ANNA}


def test_mqm_gives_findings_the_weight_of_their_severity_in_the_viewer():
    found = [row for row in marot(write_mqm(machine())) if row["category"] not in {"", "no-error"}]
    expected = [f.severity.weight for f in machine().findings]
    assert sorted(row["weight"] for row in found) == sorted(expected)


def test_mqm_holds_no_tag_that_a_viewer_could_run():
    told = "<img src=x onerror=alert(1)> <v>x</v>"
    made = review(machine(), [new_edit(Annotate(place_of(machine(), 1), told), ANNA)])
    assert b"<img" not in write_mqm(made)
    assert "‹img src=x" in write_mqm(made).decode()


def test_bad_line_of_mqm_data_is_named():
    data = write_mqm(machine()) + b"one\ttwo\n"
    with pytest.raises(InputError, match=r"ratings, line \d+: expected 10 cells, found 2"):
        read_mqm(data)
    with pytest.raises(InputError, match="expected the columns system, doc"):
        read_mqm(b"row\tkind\n")


# ----------------------------------------------------------------------- DOCX


def test_docx_holds_every_row_with_its_texts():
    rows, _ = read_docx(write_docx(machine()))
    alignment = machine().comparison.alignment
    assert [(row[0], row[1]) for row in rows] == [
        (
            str(number),
            " ".join(alignment.source[i].text.replace("\n", " ") for i in link.source),
        )
        for number, link in enumerate(alignment.links, start=1)
    ]


def test_docx_has_a_comment_for_every_finding_and_note():
    _, comments = read_docx(write_docx(reviewed()))
    told = [text for _, text in comments]
    assert len(comments) == len(reviewed().findings) + len(reviewed().verdicts) + 2
    for finding in reviewed().findings:
        assert any(finding.message in text for text in told)
    assert (ANNA, f"note: {NOTE}") in comments
    assert any(f"Dismissed by {ANNA}: A slip of the record." in text for text in told)


def test_docx_comment_stands_at_the_words_it_is_about():
    document = zipfile.ZipFile(BytesIO(write_docx(reviewed()))).read("word/document.xml")
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    underlined = [
        "".join(run.itertext())
        for run in etree.fromstring(document).iter(f"{word}r")
        if run.find(f"{word}rPr/{word}u") is not None
    ]
    (flagged,) = [each for each in reviewed().findings if each.check == "reviewer"]
    assert flagged.target[0].of(machine().comparison.transcript.text) in underlined


# -------------------------------------------------------------- verdicts, bad


def test_docx_comment_of_a_dismissed_finding_is_resolved_and_no_other():
    with zipfile.ZipFile(BytesIO(write_docx(reviewed()))) as archive:
        comments = xml(archive.read("word/comments.xml"))
        told = xml(archive.read("word/commentsExtended.xml"))
        kinds = archive.read("[Content_Types].xml").decode()
    assert 'PartName="/word/commentsExtended.xml"' in kinds
    extended = "{http://schemas.microsoft.com/office/word/2012/wordml}"
    done = {each.get(f"{extended}paraId"): each.get(f"{extended}done") for each in told}
    words = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    name = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    said = {
        comment[-1].get(name): "".join(comment.itertext())
        for comment in comments.iter(f"{words}comment")
    }
    assert set(done) == set(said)
    resolved = {said[each] for each, state in done.items() if state == "1"}
    assert len(resolved) == 1
    assert "Dismissed by Anna Lind" in resolved.pop()


def test_verdict_on_a_gap_is_a_note_in_its_row():
    gap = next(
        index
        for index, each in enumerate(machine().comparison.detection.gaps)
        if any(each.span in segment.span for segment in machine().comparison.alignment.target)
    )
    span = machine().comparison.alignment.source[0].span
    verdict = GapVerdict(gap, 4, Verdict.LOST, (span,), 0.7, "No English word accounts for it.")
    told = units(replace(machine(), verdicts=(verdict,)))[4].notes
    words = span.of(machine().comparison.original.transcript.text)
    assert told[-1].text == (
        f"Words are lost here: “{words}” (0.70). No English word accounts for it."
    )


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(codec=None), min_size=1, max_size=30))
def test_any_note_whatever_leaves_every_format_whole(text):
    if not text.strip():
        return
    place = Place(Side.TARGET, machine().comparison.alignment.target[0].span.start)
    made = review(machine(), [new_edit(Annotate(place, text), ANNA)])
    assert read_tmx(write_tmx(made)) == texts(made)
    assert read_xliff(write_xliff(made)) == texts(made)
    assert read_mqm(write_mqm(made))
    assert len(read_docx(write_docx(made))[0]) == len(texts(made))


def test_error_without_the_library_names_the_extra(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("importlib.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"interpreted-align\[export\]"):
        write_tmx(machine())


def test_no_character_is_left_that_xml_cannot_hold():
    assert fit("a\x00\x0b\ud800\ufffe\U0001f600") == "a\U0001f600"


def test_report_is_written_under_any_of_the_suffixes(tmp_path):
    for writer in WRITERS:
        path = tmp_path / f"talk{writer.suffix}"
        write_report(machine(), path)
        assert path.read_bytes() == writer.write(machine())
