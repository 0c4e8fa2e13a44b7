"""Edits of the sentence split, on either side."""

from __future__ import annotations

from dataclasses import replace

from align.errors import EditError
from align.review.draft import NAMES, Draft, Pair, pair_of
from align.segment import spoken_words
from align.text import has_words, trim
from align.types import JoinSentences, Segment, Side, Span, SplitSentence


def join_sentences(draft: Draft, action: JoinSentences) -> None:
    """The sentence and the next one of its side become one, in the row of the first."""
    side = action.sentence.side
    row, index = draft.sentence_at(action.sentence)
    first = draft.pairs[row].side(side)[index]
    after, number = _next(draft, side, row, index)
    second = draft.pairs[after].side(side)[number]
    _require_one_passage(first, second, side)
    joined = _spoken(draft, side, replace(first, span=Span(first.span.start, second.span.end)))
    if after != row:
        draft.pairs[after] = _with(draft.pairs[after], side, number, number, ())
    last = number if after == row else index
    draft.pairs[row] = _with(draft.pairs[row], side, index, last, (joined,))
    if not draft.pairs[after]:
        del draft.pairs[after]


def split_sentence(draft: Draft, action: SplitSentence) -> None:
    """The sentence becomes two, both in its row."""
    side, offset = action.at.side, action.at.offset
    row, index = draft.sentence_at(action.at)
    segment = draft.pairs[row].side(side)[index]
    text = draft.transcript(side).text
    marks = [mark.span for mark in draft.detection(side).marks]
    if any(mark.start < offset < mark.end for mark in marks):
        raise EditError("a mark cannot be cut in two; split before it or after it")
    if 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum():
        raise EditError("a word cannot be cut in two; split before the first letter of a word")
    parts = tuple(
        _spoken(draft, side, replace(segment, span=trim(text, start, end)))
        for start, end in ((segment.span.start, offset), (offset, segment.span.end))
    )
    if not all(has_words(part.text) for part in parts):
        raise EditError(
            "nothing would be left on one side of the cut; point at the first letter of the word "
            "that begins the second sentence"
        )
    draft.pairs[row] = _with(draft.pairs[row], side, index, index, parts)


def _next(draft: Draft, side: Side, row: int, index: int) -> tuple[int, int]:
    """Row and index of the sentence that follows on the same side."""
    if index + 1 < len(draft.pairs[row].side(side)):
        return row, index + 1
    for after in range(row + 1, len(draft.pairs)):
        if draft.pairs[after].side(side):
            return after, 0
    raise EditError(
        "this is the last {side} sentence; join it from the one before it", side=NAMES[side]
    )


def _require_one_passage(first: Segment, second: Segment, side: Side) -> None:
    if first.turn != second.turn:
        raise EditError(
            "these two {side} sentences are of two turns; only sentences of one turn can "
            "be joined (merge their rows instead)",
            side=NAMES[side],
        )
    if first.passage != second.passage:
        raise EditError(
            "these two {side} sentences are of two passages with their own delivery; only "
            "sentences of one passage can be joined (merge their rows instead)",
            side=NAMES[side],
        )


def _spoken(draft: Draft, side: Side, segment: Segment) -> Segment:
    """``segment`` with the text and the words that stand under its span."""
    start = segment.span.start
    text = segment.span.of(draft.transcript(side).text)
    detection = draft.detection(side)
    spans = {
        *(mark.span for mark in detection.marks),
        *(span for gap in detection.gaps for span in gap.marks),
    }
    inner = sorted(span for span in spans if span in segment.span)
    relative = [Span(span.start - start, span.end - start) for span in inner]
    return replace(segment, text=text, spoken=spoken_words(text, relative))


def _with(pair: Pair, side: Side, first: int, last: int, put: tuple[Segment, ...]) -> Pair:
    """``pair`` with ``put`` in the place of its sentences ``first`` to ``last``."""
    own, other = pair.side(side), pair.target if side is Side.SOURCE else pair.source
    return pair_of(side, own[:first] + put + own[last + 1 :], other)
