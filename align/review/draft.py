"""A report taken apart for editing: rows hold their sentences, so that nothing is renumbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from align.errors import EditError
from align.types import (
    Alignment,
    Bookmark,
    Decision,
    Detection,
    Finding,
    Link,
    LinkKey,
    Passage,
    Place,
    Remark,
    Report,
    Segment,
    Side,
    Transcript,
)

Sentences = tuple[Segment, ...]
NAMES = {Side.SOURCE: "French", Side.TARGET: "English"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: its French and its English sentences, one side may be empty."""

    source: Sentences
    target: Sentences

    def side(self, side: Side) -> Sentences:
        """The sentences of one side."""
        return self.source if side is Side.SOURCE else self.target

    @property
    def key(self) -> LinkKey:
        """As ``Alignment.keys`` has it."""
        return tuple(each.span for each in self.source), tuple(each.span for each in self.target)

    def __bool__(self) -> bool:
        return bool(self.source or self.target)


def pair_of(side: Side, own: Sentences, other: Sentences) -> Pair:
    """A row with ``own`` on ``side`` and ``other`` on the other."""
    return Pair(own, other) if side is Side.SOURCE else Pair(other, own)


@dataclass(slots=True)
class Draft:
    """What the entries of a log change, while they are applied one after the other.

    Attributes:
        passages: Of each side; their number and their places never change.
        by_hand: The findings that reviewers made.
    """

    report: Report
    pairs: list[Pair]
    passages: dict[Side, list[Passage]]
    by_hand: list[Finding] = field(default_factory=list)
    decisions: dict[str, Decision] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)

    def transcript(self, side: Side) -> Transcript:
        """The text of one side."""
        comparison = self.report.comparison
        if side is Side.SOURCE:
            return comparison.original.transcript
        return comparison.transcript

    def detection(self, side: Side) -> Detection:
        """What was found in the text of one side, before any edit."""
        comparison = self.report.comparison
        return comparison.original.detection if side is Side.SOURCE else comparison.detection

    def row_at(self, place: Place) -> int:
        """The index of the row that holds ``place``."""
        for index, pair in enumerate(self.pairs):
            if any(_holds(segment, place) for segment in pair.side(place.side)):
                return index
        raise EditError(
            "no sentence of the {side} text stands at character {offset}; point at a "
            "character inside a sentence",
            side=NAMES[place.side],
            offset=place.offset,
        )

    def sentence_at(self, place: Place) -> tuple[int, int]:
        """The index of the row that holds ``place``, and of the sentence in it."""
        row = self.row_at(place)
        side = self.pairs[row].side(place.side)
        return row, next(i for i, segment in enumerate(side) if _holds(segment, place))

    def put(self, first: int, last: int, pairs: Sequence[Pair]) -> None:
        """Puts ``pairs`` in the place of the rows ``first`` to ``last``, without empty ones."""
        self.pairs[first : last + 1] = [pair for pair in pairs if pair]


def _holds(segment: Segment, place: Place) -> bool:
    return segment.span.start <= place.offset < segment.span.end


def take_apart(report: Report) -> Draft:
    """``report`` as rows."""
    comparison = report.comparison
    alignment = comparison.alignment
    pairs = [
        Pair(
            tuple(alignment.source[index] for index in link.source),
            tuple(alignment.target[index] for index in link.target),
        )
        for link in alignment.links
    ]
    passages = {
        Side.SOURCE: list(comparison.original.detection.passages),
        Side.TARGET: list(comparison.detection.passages),
    }
    return Draft(report, pairs, passages)


def put_together(draft: Draft) -> Alignment:
    """The rows as an alignment; a row the machine had made too keeps its score, others have 1."""
    machine = draft.report.comparison.alignment
    scores = {key: link.score for key, link in zip(machine.keys, machine.links, strict=True)}
    links: list[Link] = []
    source = target = 0
    for pair in draft.pairs:
        ends = source + len(pair.source), target + len(pair.target)
        sides = tuple(range(source, ends[0])), tuple(range(target, ends[1]))
        links.append(Link(*sides, scores.get(pair.key, 1.0)))
        source, target = ends
    return Alignment(
        tuple(chain.from_iterable(pair.source for pair in draft.pairs)),
        tuple(chain.from_iterable(pair.target for pair in draft.pairs)),
        tuple(links),
    )
