"""Sentences, the links between them, and what links say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from align.errors import AlignError
from align.types.texts import Span


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence-like unit.

    Attributes:
        span: Where it stands; ``text`` is what stands there, marks and gaps included.
        spoken: The words alone, without marks; "" when the whole segment is a gap.
        turn: Index into ``Transcript.turns``.
        paragraph: Index of its paragraph in the whole text.
        passage: Index into ``Detection.passages``.
    """

    span: Span
    text: str
    spoken: str
    turn: int
    paragraph: int
    passage: int


class LinkKind(StrEnum):
    MATCHED = "matched"
    OMITTED = "omitted"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """Source segments that correspond to target segments; either side may be empty, never both.

    Attributes:
        source: Indices of consecutive source segments.
        target: Indices of consecutive target segments.
        score: Confidence in 0 … 1.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0

    def __post_init__(self) -> None:
        if not self.source and not self.target:
            raise AlignError("a link needs at least one segment")
        for side in (self.source, self.target):
            if any(after != before + 1 for before, after in pairwise(side)):
                raise AlignError(
                    "a link holds segments that do not follow each other: {side}", side=side
                )

    @property
    def kind(self) -> LinkKind:
        """Read off the sides, so that it cannot contradict them."""
        if not self.target:
            return LinkKind.OMITTED
        return LinkKind.MATCHED if self.source else LinkKind.ADDED


LinkKey = tuple[tuple[Span, ...], tuple[Span, ...]]
"""The spans of a link's segments, source and target."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both sides and the links between them; every segment is in exactly one link, in order."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        for name, segments, used in (
            ("source", self.source, [i for link in self.links for i in link.source]),
            ("target", self.target, [i for link in self.links for i in link.target]),
        ):
            if used != list(range(len(segments))):
                raise AlignError(
                    "links must hold every {name} segment once and in order", name=name
                )

    def count(self, kind: LinkKind) -> int:
        """How many links are of a kind."""
        return sum(link.kind is kind for link in self.links)

    @property
    def keys(self) -> tuple[LinkKey, ...]:
        """For every link the spans of its segments, which say what it is without its number."""
        return tuple(
            (
                tuple(self.source[index].span for index in link.source),
                tuple(self.target[index].span for index in link.target),
            )
            for link in self.links
        )


@dataclass(frozen=True, slots=True)
class WordLink:
    """A source word that corresponds to a target word.

    Attributes:
        source: The word's place in the original's text.
        target: The word's place in the transcript's text.
        score: Confidence in 0 … 1.
    """

    source: Span
    target: Span
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Words of one side of a link that the other side does not seem to say.

    Attributes:
        probability: 0 … 1.
    """

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """How far the two sides of a link say the same, by their words.

    Attributes:
        same: Probability that they mean the same, 0 … 1.
        source: Words of the original that the transcript does not say, in order.
        target: Words of the transcript that the original does not say, in order.
    """

    same: float
    source: tuple[Unsaid, ...] = ()
    target: tuple[Unsaid, ...] = ()
