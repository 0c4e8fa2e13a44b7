"""Sessions: kept, resumed, shared by tabs and reviewers, removed."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from reviewing import ANNA, BRUNO, machine

from align import sessions as store_module
from align.errors import AlignError, EditError, InputError, StaleEditError
from align.report.json import read_json, write_json
from align.review import place_of, review
from align.sessions import (
    append,
    begin,
    expire,
    list_sessions,
    open_store,
    refresh,
    remove,
    resume,
)
from align.types import (
    Annotate,
    Decide,
    Merge,
    Redo,
    Ruling,
    SetBookmark,
    Undo,
    at_target,
    new_edit,
)


@pytest.fixture
def store(tmp_path):
    return open_store(tmp_path / "reviews.db")


def note(text, by=ANNA, row=0):
    return new_edit(Annotate(place_of(machine(), row), text), by)


def merge(row, by=ANNA):
    return new_edit(Merge(place_of(machine(), row), place_of(machine(), row + 1)), by)


def test_session_is_resumed_as_it_was_left(store):
    begun = begin(store, machine())
    left = append(store, append(store, begun, merge(0)), note("Look."))
    resumed = resume(open_store(store.path), begun.id)
    assert resumed == left
    assert resumed.report == review(machine(), left.edits)
    assert resumed.machine == machine()


def exported(report):
    """A report as a file that was written and read again."""
    return read_json(write_json(report))


def test_an_exported_review_is_gone_on_with_elsewhere(store, tmp_path):
    left = append(store, append(store, begin(store, machine()), merge(0)), note("Look."))
    left = append(store, left, new_edit(Undo(left.edits[0].id), ANNA))
    elsewhere = open_store(tmp_path / "elsewhere.db")
    opened = begin(elsewhere, exported(left.report))
    assert opened.id != left.id
    assert (opened.machine, opened.edits, opened.report) == (left.machine, left.edits, left.report)
    assert resume(elsewhere, opened.id) == opened
    again = append(elsewhere, opened, new_edit(Redo(left.edits[0].id), ANNA))
    assert again.report == review(machine(), left.edits[:2])


def test_a_decision_on_what_a_row_since_undone_brought_forth_survives_the_export(store):
    """The log is kept whole: what stands of it may rest on what does not."""
    left = begin(store, machine())
    known = {finding.id for finding in left.report.findings}
    for row in range(len(machine().comparison.alignment.links) - 1):
        merged = append(store, left, merge(row))
        new = [each.id for each in merged.report.findings if each.id not in known]
        if new:
            break
        left = append(store, merged, new_edit(Undo(merged.edits[-1].id), ANNA))
    assert new
    decided = append(store, merged, new_edit(Decide(new[0], Ruling.DISMISSED), ANNA))
    undone = append(store, decided, new_edit(Undo(merged.edits[-1].id), ANNA))
    assert begin(store, exported(undone.report)).report == undone.report


def test_a_review_that_was_saved_without_its_log_is_not_taken_for_none(store):
    left = append(store, begin(store, machine()), merge(0)).report
    without = replace(left, review=replace(left.review, log=()))
    with pytest.raises(AlignError, match="without the edits"):
        begin(store, without)


def test_a_log_that_does_not_fit_its_report_is_refused_and_leaves_no_session(store):
    left = append(store, begin(store, machine()), note("Look.")).report
    wrong = replace(left.review.log[0], action=Annotate(at_target(10**6), "Where?"))
    with pytest.raises(AlignError, match=r"does not fit it: .*character"):
        begin(store, replace(left, review=replace(left.review, log=(wrong,))))
    assert len(list_sessions(store)) == 1


def test_undo_is_resumed_too(store):
    merged = append(store, begin(store, machine()), merge(0))
    undone = append(store, merged, new_edit(Undo(merged.edits[0].id), ANNA))
    assert undone.report == machine()
    assert resume(store, undone.id).report == machine()


def test_ids_are_long_differ_and_do_not_stand_in_the_file(store):
    ids = {begin(store, machine()).id for _ in range(20)}
    assert len(ids) == 20
    assert min(map(len, ids)) >= 32
    data = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert not any(each.encode() in data for each in ids)


def test_file_can_be_read_by_its_owner_alone(store):
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


@pytest.mark.parametrize("guess", ["", "1", "x" * 32, "' OR 1=1 --", "\ud800"])
def test_guessed_id_opens_nothing(store, guess):
    begin(store, machine())
    with pytest.raises(AlignError, match="there is no such review session; it may have expired"):
        resume(store, guess)


def test_one_session_holds_nothing_of_another(store):
    one, other = begin(store, machine()), begin(store, machine())
    append(store, one, note("secret"))
    assert resume(store, other.id).edits == ()


# ------------------------------------------------------------ two at one time


def test_second_tab_is_refused_and_told_what_happened_meanwhile(store):
    first = begin(store, machine())
    second = resume(store, first.id)
    first = append(store, first, merge(0))
    with pytest.raises(StaleEditError, match=r"merge by Anna Lind.*make it again") as caught:
        append(store, second, note("late", BRUNO))
    assert caught.value.since == first.edits
    assert resume(store, first.id) == first


def test_edit_of_other_rows_is_rebased_where_asked(store):
    far = len(machine().comparison.alignment.links) - 2
    first = begin(store, machine())
    second = resume(store, first.id)
    first = append(store, first, merge(0))
    second = append(store, second, merge(far, BRUNO), rebase=True)
    assert [edit.reviewer for edit in second.edits] == [ANNA, BRUNO]
    assert refresh(store, first) == second
    assert len(second.report.by_hand) == 2


def test_edit_of_the_same_row_is_not_rebased(store):
    first = begin(store, machine())
    second = resume(store, first.id)
    append(store, first, merge(0))
    bookmark = new_edit(SetBookmark(place_of(machine(), 1)), BRUNO)
    with pytest.raises(StaleEditError, match="merge by Anna Lind"):
        append(store, second, bookmark, rebase=True)


def test_two_decisions_on_one_finding_clash_and_on_two_do_not(store):
    findings = [each.id for each in machine().findings[:2]]
    first = begin(store, machine())
    second = third = resume(store, first.id)
    append(store, first, new_edit(Decide(findings[0], Ruling.ACCEPTED), ANNA))
    with pytest.raises(StaleEditError):
        append(store, second, new_edit(Decide(findings[0], Ruling.DISMISSED), BRUNO), rebase=True)
    both = append(store, third, new_edit(Decide(findings[1], Ruling.DISMISSED), BRUNO), rebase=True)
    assert [each.ruling for each in both.report.review.decisions] == ["accepted", "dismissed"]


def test_many_at_once_lose_no_note(store):
    begun = begin(store, machine())

    def write(number):
        return append(store, begun, note(f"note {number}", f"Reviewer {number}"), rebase=True)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(12)))
    texts = [each.text for each in resume(store, begun.id).report.review.remarks]
    assert sorted(texts) == sorted(f"note {number}" for number in range(12))


def test_impossible_edit_is_not_saved(store):
    begun = begin(store, machine())
    with pytest.raises(EditError, match="there is no finding"):
        append(store, begun, new_edit(Decide("nothing", Ruling.ACCEPTED), ANNA))
    assert resume(store, begun.id) == begun


# -------------------------------------------------------------------- crashes

WRITER = """
import sys
from pathlib import Path
from align.review import place_of
from align.types import Annotate, new_edit
from align.sessions import append, open_store, resume
store = open_store(Path(sys.argv[1]))
session = resume(store, sys.argv[2])
for number in range(10_000):
    place = place_of(session.machine, 0)
    session = append(store, session, new_edit(Annotate(place, str(number)), "Anna"))
    print(number, flush=True)
"""


def test_every_saved_edit_survives_a_kill(store):
    begun = begin(store, machine())
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store.path), begun.id], stdout=subprocess.PIPE, text=True
    )
    for _ in range(15):
        last = int(writer.stdout.readline())
    os.kill(writer.pid, signal.SIGKILL)
    told = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    last = int(told[-1]) if told else last
    resumed = resume(open_store(store.path), begun.id)
    texts = [each.text for each in resumed.report.review.remarks]
    assert texts[: last + 1] == [str(number) for number in range(last + 1)]
    assert len(texts) <= last + 2
    assert append(store, resumed, note("goes on")).version == resumed.version + 1


def test_several_processes_may_make_the_file_at_once(tmp_path):
    code = "import sys; from pathlib import Path; from align.sessions import open_store;"
    code += "open_store(Path(sys.argv[1]))"
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "new.db")]) for _ in range(3)
    ]
    assert [each.wait() for each in started] == [0, 0, 0]


# ---------------------------------------------------------------- housekeeping


def age(store, session, days):
    with sqlite3.connect(store.path) as db:
        db.execute(
            "UPDATE session SET touched = datetime('now', ?) WHERE number = ?",
            (f"-{days} days", session.number),
        )
    db.close()


def test_session_nobody_touched_expires_and_its_text_is_gone(store):
    old, new = begin(store, machine()), begin(store, machine())
    old = append(store, old, note("a sentence nobody should find again"))
    age(store, old, 31)
    assert expire(store) == 1
    with pytest.raises(AlignError, match="may have expired"):
        resume(store, old.id)
    with pytest.raises(AlignError, match="has expired; export what you see"):
        append(store, old, note("late"))
    assert resume(store, new.id) == new
    data = b"".join(path.read_bytes() for path in store.path.parent.iterdir())
    assert b"nobody should find again" not in data
    assert expire(store, timedelta(days=1)) == 0


def test_removed_session_leaves_no_entry(store):
    session = append(store, begin(store, machine()), note("x"))
    remove(store, session)
    assert list_sessions(store) == ()
    with sqlite3.connect(store.path) as db:
        assert db.execute("SELECT count(*) FROM edit").fetchone() == (0,)
    db.close()


def test_list_tells_who_did_how_much_and_when(store):
    session = append(store, begin(store, machine()), note("x"))
    append(store, session, note("y", BRUNO))
    (listed,) = list_sessions(store)
    assert (listed.number, listed.edits, listed.reviewers) == (1, 2, (ANNA, BRUNO))
    assert listed.created <= listed.touched


# --------------------------------------------------------------------- limits


def test_limits_are_told(store, monkeypatch):
    session = append(store, begin(store, machine()), note("x"))
    monkeypatch.setattr(store_module, "LONGEST_LOG", 1)
    with pytest.raises(AlignError, match="has 1 entries and can have no more; export it"):
        append(store, session, note("y"))
    monkeypatch.setattr(store_module, "MOST_SESSIONS", 1)
    with pytest.raises(AlignError, match=r"holds 1 sessions already.*--expire DAYS"):
        begin(store, machine())
    monkeypatch.setattr(store_module, "LARGEST_REPORT", 1000)
    with pytest.raises(AlignError, match="compare a part of the event"):
        begin(store, machine())


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 20])
def test_file_that_is_no_store_is_named(tmp_path, content):
    path = tmp_path / "talk.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"talk.txt: review sessions cannot be kept here"):
        open_store(path)
    assert path.read_bytes() == content


def test_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(InputError, match="database of another program"):
        open_store(path)
    assert path.read_bytes() == before


def test_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be kept here: unable to open"):
        open_store(Path(tmp_path / "nowhere" / "x.db"))
