"""Reports as files for other tools: each is read back, and held to its schema."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from reviewed_reports import NOTE, drafted, matched, reviewed, texts, xml
from reviewing import ANNA, machine

from align.errors import InputError, MissingExtraError
from align.report import WRITERS, write_report, writer_for
from align.report.docx import read_docx, write_docx
from align.report.exchange import DRAFT_WARNING, STRANGERS_WARNING, fit, units
from align.report.mqm import read_mqm, write_mqm
from align.report.tmx import read_tmx, write_tmx
from align.report.xliff import read_xliff, write_xliff
from align.report.xliff12 import read_xliff12
from align.review import review
from align.types import Annotate, GapVerdict, Place, Side, Verdict, new_edit

ROOT = Path(__file__).parent


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


# -------------------------------------------------------------- verdicts, bad


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


@pytest.mark.parametrize(
    ("read", "standard"), [(read_tmx, "TMX"), (read_xliff, "XLIFF 2"), (read_xliff12, "XLIFF 1.2")]
)
def test_a_file_that_cannot_be_read_back_is_named_with_what_was_expected(read, standard):
    with pytest.raises(InputError, match=rf"talk\.out: expected {standard}: "):
        read(b"no markup at all", "talk.out")


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
