"""Pairs of sentences as a comparison, so that every stage and every check can be run on them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from align.types import (
    Alignment,
    Comparison,
    Delivery,
    Detection,
    Evidence,
    Link,
    Original,
    Passage,
    Segment,
    Span,
    Transcript,
    Turn,
)
from eval.gold import GoldDocument


def pairs_as_document(pairs: Sequence[tuple[str, str]]) -> GoldDocument:
    """Pairs, French first, that have nothing to do with each other."""
    links = tuple(((n,), (n,)) for n in range(len(pairs)))
    source, target = tuple(each[0] for each in pairs), tuple(each[1] for each in pairs)
    return GoldDocument("pairs", "pairs", source, target, links)


def comparison_of(document: GoldDocument, *, apart: bool = False) -> Comparison:
    """A comparison, all of it interpreted, with the links of the gold.

    Args:
        document: French first.
        apart: Each sentence is a turn of its own, so that no link is read in the light of others.
    """
    source, target = (_side(lines, apart=apart) for lines in (document.source, document.target))
    links = tuple(Link(left, right, 1.0) for left, right in document.links)
    original = Original(source[0], source[1])
    return Comparison(target[0], target[1], original, Alignment(source[2], target[2], links))


def _side(
    lines: Sequence[str], *, apart: bool
) -> tuple[Transcript, Detection, tuple[Segment, ...]]:
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    groups = [[span] for span in spans] if apart else [spans]
    transcript = Transcript(
        "gold", "\n".join(lines), tuple(Turn("", None, tuple(group)) for group in groups)
    )
    evidence = Evidence("gold", "The gold says so.")
    passages = tuple(
        Passage(n, Span(group[0].start, group[-1].end), Delivery.INTERPRETED, evidence)
        for n, group in enumerate(groups)
    )
    segments = tuple(
        Segment(span, line, line, n if apart else 0, n, n if apart else 0)
        for n, (span, line) in enumerate(zip(spans, lines, strict=True))
    )
    return transcript, Detection(passages, (), ()), segments
