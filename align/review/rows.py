"""Merge, split and move: what becomes of the rows."""

from __future__ import annotations

from align.errors import EditError
from align.review.draft import NAMES, Draft, Pair, Sentences, pair_of
from align.types import Direction, Merge, Move, Place, Side, Split


def merge(draft: Draft, action: Merge) -> None:
    """One row of several that follow each other."""
    ends = draft.row_at(action.first), draft.row_at(action.last)
    first, last = min(ends), max(ends)
    if first == last:
        raise EditError("this is one row already; to merge, point at two rows")
    rows = draft.pairs[first : last + 1]
    source = tuple(segment for pair in rows for segment in pair.source)
    target = tuple(segment for pair in rows for segment in pair.target)
    draft.put(first, last, [Pair(source, target)])


def split(draft: Draft, action: Split) -> None:
    """Two rows of one."""
    row = draft.row_at(action.row)
    pair = draft.pairs[row]
    cut = {
        side: _cut(draft, pair.side(side), side, offset)
        for side, offset in ((Side.SOURCE, action.source), (Side.TARGET, action.target))
    }
    source, target = cut[Side.SOURCE], cut[Side.TARGET]
    parts = (
        Pair(pair.source[:source], pair.target[:target]),
        Pair(pair.source[source:], pair.target[target:]),
    )
    if not all(parts):
        raise EditError(
            "one of the two rows would be empty; choose a sentence that begins the second row "
            "and leave at least one for the first"
        )
    draft.put(row, row, parts)


def _cut(draft: Draft, sentences: Sentences, side: Side, offset: int | None) -> int:
    """How many sentences stay in the first row."""
    if offset is None:
        return len(sentences)
    draft.row_at(Place(side, offset))
    for number, segment in enumerate(sentences):
        if segment.span.start <= offset < segment.span.end:
            return number
    raise EditError(
        "the {side} sentence at character {offset} is not in this row; choose one of "
        "the row that is split",
        side=NAMES[side],
        offset=offset,
    )


def move(draft: Draft, action: Move) -> None:
    """A sentence at the edge of a row goes to the row beside it; an emptied row is gone."""
    row, index = draft.sentence_at(action.sentence)
    side = action.sentence.side
    own = draft.pairs[row].side(side)
    is_back = action.to is Direction.PREVIOUS
    beside = row - 1 if is_back else row + 1
    if not 0 <= beside < len(draft.pairs):
        raise EditError(
            "there is no {way} row to move this sentence to; split the row", way=action.to
        )
    if index != (0 if is_back else len(own) - 1):
        edge = "first" if is_back else "last"
        raise EditError(
            "only the {edge} sentence of a row can move to the {way} one; move the {side} "
            "sentences {where} it first",
            edge=edge,
            way=action.to,
            side=NAMES[side],
            where="before" if is_back else "after",
        )
    moved, kept = (own[:1], own[1:]) if is_back else (own[-1:], own[:-1])
    there = draft.pairs[beside].side(side)
    left = pair_of(side, kept, _other(draft.pairs[row], side))
    grown = pair_of(
        side,
        there + moved if is_back else moved + there,
        _other(draft.pairs[beside], side),
    )
    first = min(row, beside)
    draft.put(first, first + 1, [grown, left] if is_back else [left, grown])


def _other(pair: Pair, side: Side) -> Sentences:
    return pair.target if side is Side.SOURCE else pair.source
