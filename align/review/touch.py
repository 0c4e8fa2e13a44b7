"""What an edit touches, to tell whether two edits made at the same time can both stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.errors import EditError
from align.review.apply import drafted
from align.review.draft import Draft
from align.types import (
    Action,
    Annotate,
    Decide,
    Edit,
    Flag,
    JoinSentences,
    Merge,
    Move,
    Place,
    Redo,
    Report,
    SetBookmark,
    SetDelivery,
    Side,
    Split,
    SplitSentence,
    Undo,
)

Touched = frozenset[tuple[str, int | str]]
"""Sentences, each by its side and where it begins, and findings by their id."""


def place_of(report: Report, link: int) -> Place:
    """A place that stands for the row with this index: where its first sentence begins."""
    alignment = report.comparison.alignment
    row = alignment.links[link]
    if row.source:
        return Place(Side.SOURCE, alignment.source[row.source[0]].span.start)
    return Place(Side.TARGET, alignment.target[row.target[0]].span.start)


def touched(machine: Report, log: Sequence[Edit], edit: Edit) -> Touched:
    """What ``edit`` touches when it is made after ``log``."""
    action = edit.action
    if isinstance(action, Decide):
        return frozenset({("finding", action.finding)})
    if isinstance(action, Undo | Redo):
        named = next((each for each in log if each.id == action.edit), None)
        if named is None:
            return frozenset()
        return touched(machine, log, named) | _of_rows(drafted(machine, log), named.action, 1)
    return _of_rows(drafted(machine, log), action, _reach(action))


def clashing(machine: Report, log: Sequence[Edit], since: Sequence[Edit], edit: Edit) -> list[Edit]:
    """Those of ``since`` that touch what ``edit`` does; both were made after ``log``."""
    own = touched(machine, log, edit)
    return [
        each
        for number, each in enumerate(since)
        if own & touched(machine, (*log, *since[:number]), each)
    ]


def _reach(action: Action) -> int:
    """How many rows to either side an action may change."""
    return 1 if isinstance(action, Move | JoinSentences) else 0


def _of_rows(draft: Draft, action: Action, reach: int) -> Touched:
    rows = sorted(_rows(draft, action))
    if not rows:
        return frozenset()
    pairs = draft.pairs[max(rows[0] - reach, 0) : rows[-1] + reach + 1]
    return frozenset(
        (side.value, segment.span.start)
        for pair in pairs
        for side in Side
        for segment in pair.side(side)
    )


def _rows(draft: Draft, action: Action) -> Iterator[int]:
    for place in _places(action):
        try:
            yield draft.row_at(place)
        except EditError:
            continue


def _places(action: Action) -> Iterator[Place]:
    match action:
        case Merge(first, last):
            yield from (first, last)
        case Split(row) | SetBookmark(row):
            yield row
        case Move(place) | JoinSentences(place) | SplitSentence(place) | SetDelivery(place):
            yield place
        case Flag(_, source, target):
            if source is not None:
                yield Place(Side.SOURCE, source.start)
            if target is not None:
                yield Place(Side.TARGET, target.start)
        case Annotate():
            return  # notes stand side by side
