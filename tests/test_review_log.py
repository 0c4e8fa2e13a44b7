"""The log of a review: what cannot be entered, how it is kept, and what holds for any log."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reviewing import ANNA, BRUNO, entries, links, machine, made, neighbours

from align.checks import checks_with, run_checks
from align.errors import EditError, InputError
from align.gaps import judge_gaps
from align.report import write_report
from align.report.json import read_json, write_json
from align.review import (
    clashing,
    enter,
    place_of,
    read_log,
    review,
    undoable,
    unreviewed,
    write_log,
)
from align.types import (
    Annotate,
    Decide,
    Delivery,
    Direction,
    Flag,
    JoinSentences,
    Kind,
    Merge,
    Move,
    Place,
    Redo,
    Report,
    Ruling,
    SetBookmark,
    SetDelivery,
    Side,
    Span,
    Split,
    SplitSentence,
    Undo,
    at_target,
    new_edit,
)

# --------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (Merge(at_target(10**6), at_target(0)), "point at a character inside a sentence"),
        (Decide("nothing", Ruling.ACCEPTED), "there is no finding nothing"),
        (Undo("nothing"), "there is no edit nothing to undo"),
        (Redo("nothing"), "there is no edit nothing to redo"),
        (Flag(Kind.OMISSION), "mark some words on at least one side"),
        (Flag(Kind.OMISSION, source=Span(0, 0)), "select at least one word"),
    ],
)
def test_impossible_edit_says_why_and_what_to_do(action, message):
    with pytest.raises(EditError, match=message):
        made(action)


def test_impossible_edit_of_a_row_says_why_and_what_to_do():
    place = place_of(machine(), neighbours())
    for action, message in (
        (Merge(place, place), "point at two rows"),
        (Split(place), "one of the two rows would be empty"),
        (Annotate(place, " "), "the note is empty"),
        (Annotate(place, "x" * 5_000), "5,000 characters and may have 4,000"),
        (SetBookmark(place, on=False), "no bookmark to take away"),
        (SplitSentence(Place(place.side, place.offset + 1)), "before the first letter of a word"),
        (SplitSentence(place), "nothing would be left on one side"),
        (Move(place_of(machine(), 0), Direction.PREVIOUS), "there is no previous row"),
    ):
        with pytest.raises(EditError, match=message):
            made(action)


def test_edit_without_a_name_is_refused():
    with pytest.raises(EditError, match="a reviewer needs a name"):
        new_edit(Undo("x"), "  ")


# -------------------------------------------------------------------- the log


def test_log_is_read_back_and_gives_the_same_report():
    place = place_of(machine(), 0)
    log = entries(
        Annotate(place, "Ünïcode – “ok”\nline"), Decide(machine().findings[0].id, Ruling.ACCEPTED)
    )
    read = read_log(write_log(machine(), log), machine())
    assert read == log
    assert review(machine(), read) == review(machine(), log)


def test_log_of_other_texts_is_refused():
    other = replace(
        machine(),
        comparison=replace(
            machine().comparison,
            transcript=replace(machine().comparison.transcript, text="x" * 10**5),
        ),
    )
    with pytest.raises(InputError, match="line 1: this log belongs to other texts"):
        read_log(write_log(machine(), ()), other)


def test_bad_line_of_a_log_is_named():
    data = write_log(machine(), entries(Annotate(place_of(machine(), 0), "x")))
    broken = data.replace(b'"annotate"', b'"explode"')
    with pytest.raises(
        InputError, match=r"log.jsonl, line 2: .* expected one of the actions merge"
    ):
        read_log(broken, machine(), "log.jsonl")
    with pytest.raises(InputError, match=r"line 2: .*Annotate.text"):
        read_log(data.replace(b'"text":"x",', b""), machine())


def test_the_examples_of_the_page_about_reviews_run(tmp_path, monkeypatch):
    page = Path(__file__).parents[1] / "docs" / "review.md"
    first, second = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    write_report(machine(), "report.json")
    exec(compile(f"{first}\n{second}", page.name, "exec"), names := {})  # noqa: S102
    assert names["session"].edits == names["log"][:1]


def test_reviewed_report_survives_json_and_gives_back_the_machine():
    at = neighbours()
    after = made(
        Merge(place_of(machine(), at), place_of(machine(), at + 1)),
        Annotate(place_of(machine(), 0), "Look."),
    )
    read = read_json(write_json(after))
    assert read == after
    assert unreviewed(read) == machine()
    assert json.loads(write_json(machine()))["review"] is None


# ------------------------------------------------------------- edits together


def test_edits_of_different_rows_do_not_clash_and_of_one_row_do():
    every = links(machine())
    far = len(every) - 1
    (own,) = entries(Merge(place_of(machine(), 0), place_of(machine(), 1)))
    others = entries(
        Merge(place_of(machine(), far - 1), place_of(machine(), far)),
        SetBookmark(place_of(machine(), 1)),
        by=BRUNO,
    )
    assert clashing(machine(), (), others, own) == [others[1]]


# ----------------------------------------------------------- any log whatever


@st.composite
def actions(draw, report: Report, log):
    """An action on something that is there; it may be impossible all the same."""
    alignment = report.comparison.alignment
    side = draw(st.sampled_from(Side))
    segments = alignment.source if side is Side.SOURCE else alignment.target
    segment = draw(st.sampled_from(segments))
    inside = draw(st.integers(0, len(segment.span) - 1))
    place = Place(side, segment.span.start + inside)
    index = draw(st.integers(0, len(alignment.links) - 1))
    cut = draw(st.sampled_from(alignment.source)).span.start
    link = alignment.links[index]
    choices = [
        Merge(place_of(report, index), place_of(report, min(index + 1, len(alignment.links) - 1))),
        Merge(place, place_of(report, index)) if draw(st.booleans()) else Split(place, cut, None),
        Split(
            place_of(report, index),
            alignment.source[link.source[-1]].span.start if link.source else None,
            alignment.target[link.target[-1]].span.start if link.target else None,
        ),
        Move(Place(side, segment.span.start), draw(st.sampled_from(Direction))),
        JoinSentences(place),
        SplitSentence(place),
        SetDelivery(place, draw(st.sampled_from(Delivery))),
        Flag(draw(st.sampled_from(Kind)), **{side.value: segment.span}),
        Annotate(place, "note"),
        SetBookmark(place, on=draw(st.booleans())),
    ]
    if report.findings:
        finding = draw(st.sampled_from(report.findings))
        choices.append(Decide(finding.id, draw(st.sampled_from(Ruling))))
    if log:
        named = draw(st.sampled_from(log))
        choices += [Undo(named.id), Redo(named.id)]
    return draw(st.sampled_from(choices))


def spoken(segments):
    return re.findall(r"\w+", " ".join(each.spoken for each in segments))


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_log_keeps_the_alignment_whole_and_can_be_undone_and_replayed(data):
    log, report = (), machine()
    for _ in range(data.draw(st.integers(1, 12))):
        (edit,) = entries(
            data.draw(actions(report, log)), by=data.draw(st.sampled_from([ANNA, BRUNO]))
        )
        try:
            report = enter(machine(), log, edit)
        except EditError:
            continue
        log += (edit,)
        alignment, before = report.comparison.alignment, machine().comparison.alignment
        for now, then in ((alignment.source, before.source), (alignment.target, before.target)):
            assert spoken(now) == spoken(then)
        ours = [each for each in report.findings if each.check != "reviewer"]
        every = checks_with(report.verdicts)
        assert ours == list(run_checks(report.comparison, every))
        assert report.verdicts == judge_gaps(report.comparison)
        assert all(0 <= each.link < len(alignment.links) for each in report.findings)
    assert review(machine(), read_log(write_log(machine(), log), machine())) == report
    while any(undoable(log, name) for name in (ANNA, BRUNO)):
        for name in (ANNA, BRUNO):
            last = undoable(log, name)
            if last is None:
                continue
            try:
                enter(machine(), log, new_edit(Undo(last.id), name))
            except EditError:
                continue
            log += (new_edit(Undo(last.id), name),)
    assert review(machine(), log) == machine()
