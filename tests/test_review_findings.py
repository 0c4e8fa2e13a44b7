"""Findings, deliveries and notes under review: what the models and checks say of changed rows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reviewing import ANNA, alignment_of, entries, links, machine, made, neighbours

from align import load_models
from align.meaning import read_meanings
from align.report.json import write_json
from align.review import Reader, place_of, reader_by, review
from align.review.near import found_in
from align.types import (
    Annotate,
    Decide,
    Delivery,
    Direction,
    Flag,
    Kind,
    LinkKind,
    Merge,
    Move,
    Ruling,
    SetBookmark,
    SetDelivery,
    Severity,
    Span,
    Split,
    at_source,
    at_target,
)
from align.words import link_words


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
    assert (found.link, found.category, found.severity) == (at, "Accuracy/Omission", Severity.MAJOR)
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
