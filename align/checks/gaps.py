"""Each gap in interpreted speech, with the French of its place."""

from __future__ import annotations

from collections.abc import Iterator

from align.checks.wording import quoted
from align.types import Comparison, Delivery, Finding, Gap, GapKind, LinkKind, Severity, Span

NAMES = {
    GapKind.INAUDIBLE: "Words are inaudible here",
    GapKind.OFF_MIC: "Words are lost here, spoken away from the microphone",
    GapKind.CROSSTALK: "Words are lost here where several people speak",
    GapKind.AUDIO_LOST: "Words are lost here with the sound",
    GapKind.START_LOST: "The beginning is lost here",
    GapKind.NOTHING_PRINTED: "Nothing is printed here of what was said",
}
INTERPRETED = frozenset({Delivery.INTERPRETED, Delivery.UNTRANSLATED, Delivery.UNCERTAIN})


def check_gaps(comparison: Comparison) -> Iterator[Finding]:
    """One neutral finding for each gap that stands in a segment of interpreted speech."""
    target = comparison.alignment.target
    link_of = {
        index: number
        for number, link in enumerate(comparison.alignment.links)
        for index in link.target
    }
    segment = 0
    for gap in sorted(comparison.detection.gaps, key=lambda gap: gap.span):
        while segment < len(target) and target[segment].span.end <= gap.span.start:
            segment += 1
        if segment == len(target) or not target[segment].span.overlaps(gap.span):
            continue
        passage = comparison.detection.passages[target[segment].passage]
        if passage.delivery in INTERPRETED:
            yield _finding(comparison, gap, link_of[segment])


def _finding(comparison: Comparison, gap: Gap, number: int) -> Finding:
    link = comparison.alignment.links[number]
    source = [comparison.alignment.source[index] for index in link.source]
    french = " ".join(segment.spoken for segment in source if segment.spoken)
    is_matched = link.kind is LinkKind.MATCHED and bool(french)
    told = f"The French says: {quoted(french)}" if is_matched else "No French stands beside it."
    spans: tuple[Span, ...] = tuple(segment.span for segment in source)
    return Finding(
        check="gaps",
        category="Accuracy/Omission",
        severity=Severity.NEUTRAL,
        message=f"{NAMES[gap.kind]}. {told}",
        link=number,
        source=spans,
        target=(gap.span,),
    )
