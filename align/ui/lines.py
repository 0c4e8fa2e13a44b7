"""A row's sentences cut into bits that look and act alike: words, links, findings, hits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.report.sentences import Piece, PieceKind, Sentence
from align.types import Severity, Span, WordLink

WORD = re.compile(r"\w+(?:['’-]\w+)*['’]?")


@dataclass(frozen=True, slots=True)
class Bit:
    """Neighbouring characters that look and act alike.

    Attributes:
        at: Where the first character stands in the text; None for a space that is ours.
        link: The number of the word links it takes part in, within its row.
        findings: Which of the row's findings are about it, counted from 0.
        severity: The gravest of these.
        is_lost: Whether it is what a gap of the other side hid.
        is_word: Whether it is a word, not what stands between words.
        is_hit: Whether a search found it.
    """

    text: str
    kind: PieceKind
    label: str
    at: int | None
    link: int | None = None
    findings: tuple[int, ...] = ()
    severity: Severity | None = None
    is_word: bool = False
    is_hit: bool = False
    is_lost: bool = False

    @property
    def classes(self) -> str:
        """How it looks, as names for a stylesheet."""
        named = {
            "w": self.is_word,
            "linked": self.link is not None,
            "hit": self.is_hit,
            "lost": self.is_lost,
        }
        return " ".join(name for name, holds in named.items() if holds)


@dataclass(frozen=True, slots=True)
class Layers:
    """What lies over the text of one side of a row: places in that side's text."""

    links: Mapping[Span, int]
    findings: Sequence[tuple[Span, ...]]
    hits: Sequence[Span] = ()
    lost: Sequence[Span] = ()

    @property
    def edges(self) -> list[int]:
        """Where the look of the text may change, rising."""
        found = (span for each in self.findings for span in each)
        spans = (*self.links, *found, *self.hits, *self.lost)
        return sorted({edge for span in spans for edge in (span.start, span.end)})


def link_groups(words: Iterable[WordLink]) -> tuple[dict[Span, int], dict[Span, int]]:
    """For each linked word of the source and of the target the number of its group.

    Words that are linked, however indirectly, are of one group.

    >>> one, two, three = Span(0, 2), Span(0, 3), Span(4, 7)
    >>> link_groups([WordLink(one, two), WordLink(one, three)])[1]
    {Span(start=0, end=3): 0, Span(start=4, end=7): 0}
    """
    groups: list[tuple[set[Span], set[Span]]] = []
    for word in words:
        touching = [each for each in groups if word.source in each[0] or word.target in each[1]]
        groups = [each for each in groups if each not in touching]
        groups.append(
            (
                {word.source}.union(*(each[0] for each in touching)),
                {word.target}.union(*(each[1] for each in touching)),
            )
        )
    groups.sort(key=lambda group: min(group[0]))
    source = {span: n for n, group in enumerate(groups) for span in sorted(group[0])}
    target = {span: n for n, group in enumerate(groups) for span in sorted(group[1])}
    return source, target


def bits(sentence: Sentence, over: Layers) -> Iterator[Bit]:
    """The sentence in order, cut wherever it looks or acts differently."""
    edges = over.edges
    for piece in sentence.pieces:
        if piece.start is None:
            yield Bit(piece.text, piece.kind, piece.label, None)
        else:
            yield from _cut(piece, piece.start, over, edges)


def _cut(piece: Piece, start: int, over: Layers, edges: Sequence[int]) -> Iterator[Bit]:
    end = start + len(piece.text)
    inner = edges[bisect_right(edges, start) : bisect_right(edges, end - 1)]
    words = _words(piece, start) if piece.kind is PieceKind.WORDS else []
    cuts = {start, end}
    if piece.kind is PieceKind.WORDS:
        cuts.update(inner, (edge for word in words for edge in (word.start, word.end)))
    for low, high in pairwise(sorted(cuts)):
        here = Span(low, high)
        yield Bit(
            text=piece.text[low - start : high - start],
            kind=piece.kind,
            label=piece.label,
            at=low,
            link=next((n for span, n in over.links.items() if here in span), None),
            findings=tuple(
                n for n, spans in enumerate(over.findings) if any(here.overlaps(s) for s in spans)
            ),
            severity=piece.severity,
            is_word=any(here in word for word in words),
            is_hit=any(here.overlaps(hit) for hit in over.hits),
            is_lost=any(here.overlaps(span) for span in over.lost),
        )


def _words(piece: Piece, start: int) -> list[Span]:
    found = WORD.finditer(piece.text)
    return [Span(start + each.start(), start + each.end()) for each in found]
