"""Rows and sentences under review: what each edit makes of them."""

from __future__ import annotations

from reviewing import links, machine, made, neighbours, row, shown

from align.review import place_of
from align.types import (
    Direction,
    JoinSentences,
    LinkKind,
    Merge,
    Move,
    Span,
    Split,
    SplitSentence,
    at_source,
    at_target,
)

# ----------------------------------------------------------------------- rows


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


# ------------------------------------------------------------------ sentences


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
