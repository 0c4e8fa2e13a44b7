"""The text of one side of a row, cut where findings begin and end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from align.report.exchange import fit
from align.types import Link, Report, Segment, Side, Span


@dataclass(frozen=True, slots=True)
class Cut:
    """Neighbouring characters that the same spans hold; ``held`` are the numbers of these spans."""

    text: str
    held: frozenset[int] = frozenset()


def cuts(report: Report, link: Link, side: Side, spans: Sequence[Span]) -> tuple[Cut, ...]:
    """The sentences of one side of a row on one line, cut at the ends of ``spans``."""
    comparison = report.comparison
    if side is Side.SOURCE:
        text, segments = comparison.original.transcript.text, comparison.alignment.source
        indices = link.source
    else:
        text, segments = comparison.transcript.text, comparison.alignment.target
        indices = link.target
    made: list[Cut] = []
    for index in indices:
        if made:
            made.append(Cut(" ", made[-1].held & _holding(segments[index].span.start, spans)))
        made.extend(_pieces(text, segments[index], spans))
    return tuple(made)


def _pieces(text: str, segment: Segment, spans: Sequence[Span]) -> Iterator[Cut]:
    start, end = segment.span.start, segment.span.end
    inner = {place for span in spans for place in (span.start, span.end) if start < place < end}
    for first, last in pairwise([start, *sorted(inner), end]):
        line = fit(text[first:last].replace("\n", " ").replace("\t", " "))
        yield Cut(line, _holding(first, spans))


def _holding(place: int, spans: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for i, span in enumerate(spans) if span.start <= place < span.end)
