"""Undo and redo: whose edits they take back, and when they cannot."""

from __future__ import annotations

import pytest
from reviewing import ANNA, BRUNO, entries, machine, neighbours

from align.errors import EditError
from align.review import enter, place_of, redoable, review, undoable
from align.types import Annotate, Merge, Redo, Split, Undo


def test_undo_after_merge_restores_the_links_and_redo_merges_again():
    at = neighbours()
    log = entries(Merge(place_of(machine(), at), place_of(machine(), at + 1)))
    merged = review(machine(), log)
    log += entries(Undo(undoable(log, ANNA).id))
    assert review(machine(), log) == machine()
    log += entries(Redo(redoable(log, ANNA).id))
    assert review(machine(), log) == merged


def test_undo_takes_back_ones_own_last_edit_and_no_one_elses():
    place = place_of(machine(), neighbours())
    log = entries(Annotate(place, "mine")) + entries(Annotate(place, "his"), by=BRUNO)
    assert undoable(log, ANNA) == log[0]
    log += entries(Undo(log[0].id))
    assert [each.text for each in review(machine(), log).review.remarks] == ["his"]
    assert undoable(log, ANNA) is None


def test_who_gives_a_name_later_can_still_undo_what_was_done_before():
    place = place_of(machine(), neighbours())
    log = entries(Annotate(place, "unnamed"), by="Reviewer k7f2")
    log += entries(Annotate(place, "other"), by="Reviewer abcd")
    assert undoable(log, ANNA, "Reviewer k7f2") == log[0]
    log += entries(Undo(log[0].id))
    assert redoable(log, ANNA, "Reviewer k7f2") == log[0]


def test_something_new_ends_what_can_be_redone():
    place = place_of(machine(), 0)
    log = entries(Annotate(place, "one"), Annotate(place, "two"))
    log += entries(Undo(log[1].id))
    log += entries(Undo(log[0].id))
    assert redoable(log, ANNA) == log[0]
    assert redoable((*log, *entries(Annotate(place, "three"))), ANNA) is None


def test_undo_of_what_a_later_edit_builds_on_says_so():
    at = neighbours()
    first, second = place_of(machine(), at), place_of(machine(), at + 1)
    log = entries(Merge(first, second)) + entries(Split(first, second.offset, None), by=BRUNO)
    with pytest.raises(EditError, match=r"A later edit builds on it: undo that one first"):
        enter(machine(), log, *entries(Undo(log[0].id)))
