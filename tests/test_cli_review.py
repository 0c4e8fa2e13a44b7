"""Export, replay and sessions from the command line."""

from __future__ import annotations

from functools import cache

import pytest
from reviewing import machine
from running import align as run

from align import load_models
from align.codes import Code
from align.report import WRITERS, read_report, write_report
from align.review import place_of, reader_by, review, write_log
from align.sessions import append, begin, open_store
from align.types import Annotate, Merge, new_edit


@cache
def log():
    first, second = place_of(machine(), 0), place_of(machine(), 1)
    return (new_edit(Merge(first, second), "Anna"), new_edit(Annotate(first, "Look."), "Bruno"))


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.json"
    write_report(machine(), path)
    return path


def test_export_writes_every_format(report, tmp_path):
    paths = [tmp_path / f"out{writer.suffix}" for writer in WRITERS]
    done = run("export", report, *(part for path in paths for part in ("-o", path)))
    assert done.exit_code == Code.DONE, done.output
    assert [path.read_bytes() for path in paths] == [w.write(machine()) for w in WRITERS]


def test_review_replays_a_log(report, tmp_path):
    lines = tmp_path / "log.jsonl"
    lines.write_bytes(write_log(machine(), log()))
    done = run("review", report, "--log", lines, "-o", tmp_path / "out.json")
    assert done.exit_code == Code.DONE, done.output
    assert read_report(tmp_path / "out.json") == review(machine(), log(), reader_by(load_models()))


def test_impossible_log_is_told_in_one_line(report, tmp_path):
    lines = tmp_path / "log.jsonl"
    lines.write_bytes(write_log(machine(), (*log(), new_edit(log()[0].action, "Anna"))))
    done = run("review", report, "--log", lines, "-o", tmp_path / "out.json")
    assert done.exit_code == Code.INPUT
    assert "merge by Anna: this is one row already" in done.output
    assert not (tmp_path / "out.json").exists()


def test_sessions_are_listed_exported_and_removed(report, tmp_path):
    store = open_store(tmp_path / "reviews.db")
    session = begin(store, machine())
    reader = reader_by(load_models())
    for edit in log():
        session = append(store, session, edit, reader=reader)
    listed = run("sessions", store.path)
    assert "2 edits Anna, Bruno" in listed.output
    assert session.id not in listed.output
    out, lines = tmp_path / "out.json", tmp_path / "log.jsonl"
    done = run("sessions", store.path, "--export", 1, "-o", out, "--log", lines)
    assert done.exit_code == Code.DONE, done.output
    assert read_report(out) == session.report
    again = run("review", report, "--log", lines, "-o", tmp_path / "again.json")
    assert again.exit_code == Code.DONE
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()
    assert "1 session removed" in run("sessions", store.path, "--expire", 0).output
    assert run("sessions", store.path).output == ""


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["export", "{report}", "-o", "x.odt"], Code.USAGE, ".mqm.tsv"),
        (["export", "nothing.json", "-o", "x.tmx"], Code.INPUT, "nothing.json: cannot be read"),
        (["review", "{report}", "--log", "no.jsonl", "-o", "x.tmx"], Code.INPUT, "cannot be read"),
        (["sessions", "nowhere.db"], Code.INPUT, "there is no such file"),
    ],
)
def test_what_cannot_be_done_is_told(report, arguments, code, told):
    done = run(*(each.format(report=report) for each in arguments))
    assert done.exit_code == code
    assert told in " ".join(done.output.split())
