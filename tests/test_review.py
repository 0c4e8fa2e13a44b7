"""A review: what each edit does, what cannot be done, and what holds for any log."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from align import compare, load_models, original_from, read_transcript
from align.checks import checks_with, run_checks
from align.errors import EditError, InputError
from align.gaps import judge_gaps
from align.meaning import read_meanings
from align.report.json import read_json, write_json
from align.review import (
    Annotate,
    Decide,
    Direction,
    Flag,
    JoinSentences,
    Kind,
    Merge,
    Move,
    Reader,
    Redo,
    SetBookmark,
    SetDelivery,
    Split,
    SplitSentence,
    Undo,
    at_source,
    at_target,
    clashing,
    enter,
    new_edit,
    place_of,
    read_log,
    reader_by,
    redoable,
    review,
    undoable,
    unreviewed,
    write_log,
)
from align.review.near import found_in
from align.samples import PRESS_CONFERENCE
from align.types import Delivery, LinkKind, Place, Report, Ruling, Severity, Side, Span
from align.words import link_words

ANNA, BRUNO = "Anna Lind", "Bruno Petit"


@cache
def machine() -> Report:
    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    french = original_from(read_transcript(PRESS_CONFERENCE.french))
    return compare(transcript, french, load_models())


def entries(*actions, by=ANNA):
    return tuple(new_edit(action, by) for action in actions)


def made(*actions):
    return review(machine(), entries(*actions))


def links(report):
    return report.comparison.alignment.links


def shown(report):
    """Every row as its French and its English text."""
    alignment = report.comparison.alignment
    return [
        (
            " ".join(alignment.source[i].spoken for i in link.source),
            " ".join(alignment.target[i].spoken for i in link.target),
        )
        for link in links(report)
    ]


def row(kind=LinkKind.MATCHED, *, after=0, report=None):
    """The index of the first row of a kind."""
    every = links(report or machine())
    return next(i for i, link in enumerate(every) if i >= after and link.kind is kind)


def alignment_of(report):
    return report.comparison.alignment


def neighbours():
    """Two rows with both sides that follow each other."""
    every = links(machine())
    return next(
        i for i in range(len(every) - 1) if every[i].kind is every[i + 1].kind is LinkKind.MATCHED
    )


# ---------------------------------------------------------------------- rows


def test_merge_makes_one_row_of_two_and_keeps_all_others():
    at = neighbours()
    before = shown(machine())
    after = made(Merge(place_of(machine(), at), place_of(machine(), at + 1)))
    joined = tuple(" ".join(pair) for pair in zip(before[at], before[at + 1], strict=True))
    assert shown(after) == [*before[:at], joined, *before[at + 2 :]]


def test_merged_row_is_by_hand_and_the_others_keep_their_score():
    at = neighbours()
    after = made(Merge(place_of(machine(), at), place_of(machine(), at + 1)))
    assert after.by_hand == {at}
    assert links(after)[at].score == 1.0
    assert [link.score for link in links(after)[at + 1 :]] == [
        link.score for link in links(machine())[at + 2 :]
    ]


def test_split_after_merge_gives_the_rows_and_scores_of_the_machine():
    at = neighbours()
    first, second = place_of(machine(), at), place_of(machine(), at + 1)
    target = machine().comparison.alignment.target[links(machine())[at + 1].target[0]].span.start
    after = made(Merge(first, second), Split(first, second.offset, target))
    assert links(after) == links(machine())
    assert not after.by_hand
    assert after.findings == machine().findings


def test_split_of_a_one_to_one_row_makes_an_omission_and_an_addition():
    at = next(
        i for i, link in enumerate(links(machine())) if len(link.source) == len(link.target) == 1
    )
    target = machine().comparison.alignment.target[links(machine())[at].target[0]].span.start
    after = made(Split(place_of(machine(), at), None, target))
    assert [link.kind for link in links(after)[at : at + 2]] == [LinkKind.OMITTED, LinkKind.ADDED]


def test_moved_sentence_leaves_its_row_and_joins_the_next():
    at = neighbours()
    alignment = machine().comparison.alignment
    last = alignment.target[links(machine())[at].target[-1]]
    after = made(Move(at_target(last.span.start), Direction.NEXT))
    before = shown(machine())
    assert shown(after)[at + 1][1] == f"{last.spoken} {before[at + 1][1]}"
    assert shown(after)[at][0] == before[at][0]


def test_row_that_a_move_empties_is_gone():
    at = row(LinkKind.ADDED, after=1)
    alone = machine().comparison.alignment.target[links(machine())[at].target[0]]
    after = made(Move(at_target(alone.span.start), Direction.PREVIOUS))
    assert len(links(after)) == len(links(machine())) - 1


# ----------------------------------------------------------------- sentences


def test_split_sentence_keeps_both_parts_in_the_row():
    at = neighbours()
    segment = machine().comparison.alignment.target[links(machine())[at].target[0]]
    cut = segment.span.start + segment.text.rindex(" ") + 1
    after = made(SplitSentence(at_target(cut)))
    assert len(links(after)[at].target) == len(links(machine())[at].target) + 1
    assert shown(after)[at][1].split() == shown(machine())[at][1].split()


def test_joined_sentence_stays_in_the_row_of_the_first():
    alignment = machine().comparison.alignment
    source = alignment.source
    number = next(
        i
        for i in range(len(source) - 1)
        if source[i].passage == source[i + 1].passage
        and not any({i, i + 1} <= set(link.source) for link in alignment.links)
    )
    after = made(JoinSentences(at_source(source[number].span.start)))
    joined = after.comparison.alignment.source[number]
    assert joined.span == Span(source[number].span.start, source[number + 1].span.end)
    assert joined.spoken == f"{source[number].spoken} {source[number + 1].spoken}"


# ------------------------------------------------------- findings, deliveries


def test_dismissed_finding_stays_dismissed_after_an_unrelated_merge():
    finding = machine().findings[-1]
    at = neighbours()
    assert finding.link > at + 2
    after = made(
        Decide(finding.id, Ruling.DISMISSED, "A slip of the record."),
        Merge(place_of(machine(), at), place_of(machine(), at + 1)),
    )
    (same,) = [each for each in after.findings if each.id == finding.id]
    assert same.link == finding.link - 1
    decision = after.review.decision_on(same)
    assert (decision.ruling, decision.note) == (Ruling.DISMISSED, "A slip of the record.")
    assert decision.by.reviewer == ANNA


def test_reopened_finding_has_no_decision():
    finding = machine().findings[0].id
    after = made(Decide(finding, Ruling.ACCEPTED), Decide(finding, Ruling.OPEN))
    assert after.review.decision_on(after.findings[0]) is None


def test_split_into_two_unmatched_rows_finds_the_omission():
    at = next(
        i
        for i, link in enumerate(links(machine()))
        if len(link.source) == len(link.target) == 1
        and link.score > 0.5
        and len(machine().comparison.alignment.source[link.source[0]].spoken) > 60
    )
    alignment = machine().comparison.alignment
    target = alignment.target[links(machine())[at].target[0]].span.start
    after = made(Split(place_of(machine(), at), None, target))
    span = alignment.source[links(machine())[at].source[0]].span
    assert [f.category for f in after.findings if f.link == at and f.source == (span,)] == [
        "Accuracy/Omission"
    ]


def reader():
    return reader_by(load_models())


def merged_at(at, with_reader=None):
    log = entries(Merge(place_of(machine(), at), place_of(machine(), at + 1)))
    return review(machine(), log, with_reader)


def test_models_are_asked_about_the_changed_rows_alone():
    at = neighbours()
    asked = []
    models = load_models()

    class Listening:
        name, languages = models.word_aligner.name, models.word_aligner.languages

        def align(self, pairs):
            asked.extend(pairs)
            return models.word_aligner.align(pairs)

    after = merged_at(at, Reader(Listening(), models.judge)).comparison
    assert len(asked) == 1
    anew = link_words(after, models.word_aligner)[at]
    assert [(each.source, each.target) for each in after.words[at]] == [
        (each.source, each.target) for each in anew
    ]
    assert after.words[at + 1 :] == machine().comparison.words[at + 2 :]
    assert after.meanings[at + 1 :] == machine().comparison.meanings[at + 2 :]


def test_changed_row_means_what_the_whole_program_would_say_of_it():
    at = neighbours()
    after = merged_at(at, reader()).comparison
    anew = read_meanings(after, load_models().judge)[at]
    assert after.meanings[at].same == pytest.approx(anew.same, abs=1e-4)
    assert [each.span for each in after.meanings[at].source] == [each.span for each in anew.source]
    assert [each.span for each in after.meanings[at].target] == [each.span for each in anew.target]


def interpreted_neighbours():
    """Two rows of one sentence on each side, both interpreted, that follow each other."""
    alignment, passages = alignment_of(machine()), machine().comparison.detection.passages

    def fits(link):
        held = len(link.source) == len(link.target) == 1
        return held and passages[alignment.target[link.target[0]].passage].delivery == "interpreted"

    every = links(machine())
    return next(i for i in range(len(every) - 1) if fits(every[i]) and fits(every[i + 1]))


def test_sentence_moved_to_a_row_that_does_not_say_it_is_found_there():
    at = interpreted_neighbours()
    moved = alignment_of(machine()).source[links(machine())[at].source[0]].span
    log = entries(Move(at_source(moved.start), Direction.NEXT))

    def unsaid(report):
        found = (each for each in report.findings if each.link == at + 1)
        return [e for e in found if e.check == "omission" and moved.overlaps(e.source[0])]

    assert unsaid(review(machine(), log, reader()))
    assert not unsaid(review(machine(), log))


def test_same_log_gives_the_same_report_whatever_was_read_before():
    at = neighbours()
    log = entries(
        Merge(place_of(machine(), at), place_of(machine(), at + 1)),
        SetDelivery(at_target(alignment_of(machine()).target[0].span.start), Delivery.INTERPRETED),
        Merge(place_of(machine(), at + 4), place_of(machine(), at + 5)),
    )
    used = reader()
    for length in (1, 3, 2):
        review(machine(), log[:length], used)
    assert write_json(review(machine(), log, used)) == write_json(review(machine(), log, reader()))


def test_findings_of_changed_rows_obey_the_sensitivity_of_the_report():
    at = neighbours()
    every = replace(machine(), signature=machine().signature.replace("vity:0.5", "vity:1"))
    log = entries(
        *(
            Merge(place_of(machine(), n), place_of(machine(), n + 1))
            for n in range(at + 2, at + 8, 2)
        )
    )
    few = [each for each in review(machine(), log, reader()).findings if each.confidence < 0.5]
    many = [each for each in review(every, log, reader()).findings if each.confidence < 0.5]
    assert not few
    assert many


def test_without_an_aligner_a_merged_row_has_the_word_links_of_both():
    at = neighbours()
    after = made(Merge(place_of(machine(), at), place_of(machine(), at + 1)))
    both = (*machine().comparison.words[at], *machine().comparison.words[at + 1])
    assert set(after.comparison.words[at]) == set(both)
    assert after.comparison.words[at]


def test_checks_see_the_changed_rows_and_their_surroundings_alone(monkeypatch):
    seen = []

    def watching(comparison):
        seen.append(len(comparison.alignment.links))
        return iter(())

    found_in.cache_clear()
    monkeypatch.setattr("align.checks.ALL_CHECKS", (watching,))
    last = len(links(machine())) - 1
    made(Merge(place_of(machine(), 0), place_of(machine(), 1)))
    found_in.cache_clear()
    assert len(seen) == 1
    assert seen[0] < last / 2


def test_merging_an_omission_into_its_neighbour_takes_its_finding_away():
    at = next(f.link for f in machine().findings if f.category == "Accuracy/Omission")
    after = made(Merge(place_of(machine(), at - 1), place_of(machine(), at)))
    assert links(machine())[at].kind is LinkKind.OMITTED
    assert "Accuracy/Omission" not in {f.category for f in after.findings if f.link == at - 1}


def test_delivery_is_changed_with_the_reviewer_as_evidence():
    passage = next(
        each
        for each in machine().comparison.detection.passages
        if each.delivery is Delivery.INTERPRETED
    )
    after = made(SetDelivery(at_target(passage.span.start), Delivery.DIRECT))
    (changed,) = [each for each in after.comparison.detection.passages if each.span == passage.span]
    assert (changed.delivery, changed.evidence.reason) == (Delivery.DIRECT, f"{ANNA} says so.")


def test_flag_on_the_source_side_is_an_accepted_omission_on_its_row():
    at = neighbours()
    segment = machine().comparison.alignment.source[links(machine())[at].source[0]]
    span = Span(segment.span.start, segment.span.start + 5)
    after = made(Flag(Kind.OMISSION, source=span, note="The greeting is gone."))
    (found,) = [each for each in after.findings if each.check == "reviewer"]
    assert (found.link, found.category, found.severity) == (
        at,
        "Accuracy/Omission",
        Severity.MAJOR,
    )
    assert after.review.decision_on(found).ruling is Ruling.ACCEPTED


def test_note_and_bookmark_stay_with_their_row():
    at = neighbours()
    place = place_of(machine(), at)
    after = made(Annotate(place, "Ask the speaker."), SetBookmark(place, label="first"))
    assert [(each.place, each.text) for each in after.review.remarks] == [
        (place, "Ask the speaker.")
    ]
    assert [each.label for each in after.review.bookmarks] == ["first"]
    assert not made(SetBookmark(place), SetBookmark(place, on=False)).review.bookmarks


# --------------------------------------------------------------- undo and redo


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


# ------------------------------------------------------------ any log whatever


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
