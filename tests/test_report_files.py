"""Reports as JSON and as tables, and the suffixes of files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_reports import DIRECT, INTERPRETED, report, small, with_speech

from align.errors import InputError
from align.report import WRITERS, read_report, write_report, writer_for
from align.report.json import SCHEMA_FILE, read_json, schema, schema_text, write_json
from align.report.tsv import read_tsv, write_tsv
from align.types import (
    Origin,
)

# ------------------------------------------------------------------------ json


texts = st.text(min_size=1, max_size=30).filter(str.strip)


@settings(deadline=None)
@given(
    st.lists(st.tuples(texts, texts), min_size=1, max_size=5),
    st.floats(0, 1),
    st.sampled_from(Origin),
    st.booleans(),
)
def test_a_report_read_back_is_the_report_written(pairs, score, origin, together):
    made = report(
        [("A", "", [(DIRECT, [french for french, _ in pairs])])],
        [("B", "", [(INTERPRETED, [english for _, english in pairs])])],
        [(1, 1, score)] * len(pairs),
        origin=origin,
        belong_together=together,
        belonging=score,
    )
    assert read_json(write_json(made)) == made


def test_findings_gaps_and_marks_survive_too():
    assert read_json(write_json(small())) == small()


def test_the_committed_schema_is_the_schema_of_the_records():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_what_is_written_obeys_the_schema():
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(write_json(small())), schema())


def test_the_schema_refuses_another_version():
    read = json.loads(write_json(small())) | {"schema": "align.report/0"}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(read, schema())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "x.json: expected a report in JSON; this is no JSON"),
        (b"\xff\xfe\x00", "x.json: expected a report in JSON; this is no JSON"),
        (b"[" * 100_000, "x.json: expected a report in JSON; this is no JSON"),
        (b"[1]", "x.json: expected a report written by this program"),
        (b'{"schema": "align.report/9"}', "expected the report version 'align.report/2', found"),
        (b'{"schema": "align.report/2"}', "x.json: is not a whole report: at comparison: Field"),
    ],
)
def test_other_json_is_refused_with_what_it_is(data, message):
    with pytest.raises(
        InputError, match="^" + re.escape(message) if message[0] == "x" else re.escape(message)
    ):
        read_json(data, "x.json")


def test_a_report_that_contradicts_itself_is_refused():
    read = json.loads(write_json(small()))
    read["comparison"]["alignment"]["links"].pop()
    with pytest.raises(
        InputError, match="contradicts itself: links must hold every target segment"
    ):
        read_json(json.dumps(read).encode())


# ------------------------------------------------------------------------- tsv


def test_a_table_has_a_line_for_each_link():
    lines = read_tsv(write_tsv(small()))
    assert [
        (line["row"], line["kind"], line["french_ids"], line["english_ids"]) for line in lines
    ] == [
        ("1", "added", "", "1"),
        ("2", "omitted", "1", ""),
        ("3", "matched", "2", "2"),
        ("4", "omitted", "3", ""),
        ("5", "added", "", "3"),
        ("6", "added", "", "4"),
    ]
    assert lines[2] | {"signature": ""} == {
        "row": "3",
        "kind": "matched",
        "score": "0.800",
        "french_ids": "2",
        "english_ids": "2",
        "french": "Le pont coûte 240.",
        "english": "(Via interpreter) (In progress) The (inaudible) costs 214.",
        "speaker": "MINISTER",
        "delivery": "interpreted",
        "findings": "major Accuracy/Mistranslation (number): "
        "The French says 240, the English says 214.",
        "review": "",
        "french_origin": "given",
        "signature": "",
    }


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "'", "\t="])
def test_no_cell_starts_a_formula(start):
    data = write_tsv(with_speech(f"{start}HYPERLINK(1)"))
    assert f"\t{start.strip()}HYPERLINK" not in data.decode("utf-8-sig")
    assert read_tsv(data)[0]["english"] == f"{start.strip()}HYPERLINK(1)"


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40).filter(str.strip))
def test_a_cell_comes_back_as_it_was_but_for_its_spaces(sentence):
    cell = read_tsv(write_tsv(with_speech(sentence)))[0]["english"]
    assert cell == " ".join(sentence.replace("\0", "").split())


def test_a_table_of_other_columns_is_refused():
    with pytest.raises(InputError, match="expected the columns row, kind"):
        read_tsv(b"a\tb\n1\t2\n")


def test_a_table_that_is_not_utf_8_is_refused():
    with pytest.raises(InputError, match="table: expected UTF-8"):
        read_tsv(write_tsv(small()) + b"\xe9")


# ----------------------------------------------------------------------- files


def test_the_suffix_picks_the_format(tmp_path):
    for writer in WRITERS:
        path = tmp_path / f"report{writer.suffix.upper()}"
        write_report(small(), path)
        assert path.read_bytes() == writer.write(small())
    assert len(list(tmp_path.iterdir())) == len(WRITERS)


def test_an_unknown_suffix_names_the_known_ones():
    with pytest.raises(InputError, match=r"as '\.pdf'; choose one of \.html, \.json, \.tsv"):
        writer_for(Path("report.pdf"))


def test_a_report_is_read_back_from_its_file(tmp_path):
    write_report(small(), tmp_path / "report.json")
    assert read_report(tmp_path / "report.json") == small()


def test_a_missing_report_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nothing\.json: cannot be read: No such file"):
        read_report(tmp_path / "nothing.json")


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_text("before")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
    with pytest.raises(InputError, match="cannot be written: No space"):
        write_report(small(), path)
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["report.json"]
