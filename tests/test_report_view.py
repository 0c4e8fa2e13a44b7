"""Rows of a report, as every drawing shows them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_reports import DIRECT, INTERPRETED, page, report, small, turns_of

from align.report.view import Filter, Fold, view
from align.types import (
    Gap,
    GapKind,
    LinkKind,
    Span,
    Turn,
)


def test_rows_stand_in_order_under_the_turn_of_their_english():
    blocks = view(small()).blocks
    assert [
        (each.speaker, [row.number for s in each.stretches for row in s.rows]) for each in blocks
    ] == [
        ("HOST", [1]),
        ("MINISTER", [2, 3, 4, 5]),
        ("HOST", [6]),
    ]


def test_an_omitted_sentence_stands_with_the_turn_that_renders_its_neighbours():
    omitted = [row for row in view(small()).rows if row.kind is LinkKind.OMITTED]
    assert [row.delivery for row in omitted] == [INTERPRETED, INTERPRETED]


def test_a_gap_is_a_piece_of_its_sentence_and_keeps_its_words():
    (row,) = (row for row in view(small()).rows if row.number == 3)
    assert [(each.kind.value, each.text, each.label) for each in row.target[0].pieces] == [
        ("switch", "(Via interpreter)", "interpreted"),
        ("words", " ", ""),
        ("gap", "(In progress)", "start lost"),
        ("words", " ", ""),
        ("words", "The ", ""),
        ("gap", "(inaudible)", "inaudible"),
        ("words", " costs ", ""),
        ("words", "214", ""),
        ("words", ".", ""),
    ]


def test_direct_speech_without_french_is_counted_apart():
    summary = view(small()).summary
    assert (summary.links[LinkKind.ADDED], summary.unanswered) == (3, 1)


def test_interpreted_share_counts_spoken_words_only():
    summary = view(small()).summary
    assert (summary.words, summary.interpreted_share) == (10, 0.7)


@pytest.mark.parametrize(
    ("only", "numbers"),
    [
        (set(), [1, 2, 3, 4, 5, 6]),
        ({Filter.INTERPRETED}, [2, 3, 4, 5]),
        ({Filter.GAPS}, [3]),
        ({Filter.UNMATCHED}, [1, 2, 4, 5, 6]),
        ({Filter.FINDINGS}, [3]),
        ({Filter.INTERPRETED, Filter.UNMATCHED}, [2, 4, 5]),
        ({Filter.GAPS, Filter.UNMATCHED}, []),
    ],
)
def test_filters_keep_the_rows_that_pass_all_of_them(only, numbers):
    assert [row.number for row in view(small()).rows if only <= row.passes] == numbers


def test_a_long_run_of_direct_speech_is_one_line():
    english = [f"Sentence {number}." for number in range(38)]
    made = report(
        [("M", "", [(DIRECT, ["Bonjour."])])],
        [("HOST", "", [(DIRECT, english)]), ("M", "", [(INTERPRETED, ["Hello."])])],
        [*[(0, 1, 0.0)] * 38, (1, 1, 0.9)],
    )
    (item,) = view(made).blocks[0].stretches[0].items
    assert isinstance(item, Fold)
    assert item.label == "38 sentences of English speech with no French counterpart"
    assert not item.worrying


def test_a_turn_of_marks_alone_is_still_shown():
    made = small()
    comparison = made.comparison
    text = comparison.transcript.text + "Q: (Inaudible.)"
    label = Span(len(text) - 15, len(text) - 12)
    span = Span(len(text) - 12, len(text))
    transcript = replace(
        comparison.transcript,
        text=text,
        turns=(*comparison.transcript.turns, Turn("Q", label, (span,))),
    )
    gap = Gap(3, span, GapKind.INAUDIBLE, (span,))
    detection = replace(comparison.detection, gaps=(*comparison.detection.gaps, gap))
    made = replace(made, comparison=replace(comparison, transcript=transcript, detection=detection))
    assert [piece.text for piece in view(made).blocks[3].leftover] == ["(Inaudible.)"]
    assert "(Inaudible.)" in page(made)


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)).filter(any), min_size=1, max_size=12),
    st.lists(st.integers(1, 4), min_size=1, max_size=6),
)
def test_every_row_is_shown_once_and_in_order_whatever_the_links(shapes, turn_lengths):
    source, target = (sum(shape[each] for shape in shapes) for each in (0, 1))
    french = turns_of(source, turn_lengths, "Phrase")
    english = turns_of(target, turn_lengths[::-1], "Sentence")
    if not english:
        return
    made = report(french, english, [(*shape, 0.5) for shape in shapes])
    assert [row.number for row in view(made).rows] == list(range(1, len(shapes) + 1))
