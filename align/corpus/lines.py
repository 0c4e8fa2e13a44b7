"""Lines that are known to belong together, as a comparison: every check can be run on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from align.scores import Pair
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

GIVEN = Evidence("given", "The corpus says so.")


def comparison_of(
    source: Sequence[str], target: Sequence[str], links: Iterable[Pair], *, apart: bool = False
) -> Comparison:
    """A comparison with these links, all of it interpreted; each line is a segment.

    Args:
        source: Lines of the original.
        target: Lines of the transcript.
        links: Places of lines, source first.
        apart: Each line is a turn of its own, so that no link is read in the light of others.
    """
    said, heard = (_side(lines, apart=apart) for lines in (source, target))
    made = tuple(Link(left, right, 1.0) for left, right in links)
    original = Original(said[0], said[1])
    return Comparison(heard[0], heard[1], original, Alignment(said[2], heard[2], made))


def _side(
    lines: Sequence[str], *, apart: bool
) -> tuple[Transcript, Detection, tuple[Segment, ...]]:
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    spans = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=False)]
    groups = [[span] for span in spans] if apart else [spans]
    transcript = Transcript(
        "lines", "\n".join(lines), tuple(Turn("", None, tuple(group)) for group in groups)
    )
    passages = tuple(
        Passage(n, Span(group[0].start, group[-1].end), Delivery.INTERPRETED, GIVEN)
        for n, group in enumerate(groups)
    )
    segments = tuple(
        Segment(span, line, line, n if apart else 0, n, n if apart else 0)
        for n, (span, line) in enumerate(zip(spans, lines, strict=True))
    )
    return transcript, Detection(passages, (), ()), segments
