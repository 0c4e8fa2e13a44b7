"""The gaps of interpreted speech, row by row, with the French of their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks.wording import counted, quoted
from align.types import Comparison, Delivery, Finding, Gap, GapKind, LinkKind, Severity

# Words are lost here, and the record says so: nothing that an interpreter did.
CATEGORY = "Gap"
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
    """One neutral finding for each link with gaps in interpreted speech, however many they are."""
    target = comparison.alignment.target
    link_of = {
        index: number
        for number, link in enumerate(comparison.alignment.links)
        for index in link.target
    }
    by_link: dict[int, list[Gap]] = {}
    segment = 0
    for gap in sorted(comparison.detection.gaps, key=lambda gap: gap.span):
        while segment < len(target) and target[segment].span.end <= gap.span.start:
            segment += 1
        if segment == len(target) or not target[segment].span.overlaps(gap.span):
            continue
        passage = comparison.detection.passages[target[segment].passage]
        if passage.delivery in INTERPRETED:
            by_link.setdefault(link_of[segment], []).append(gap)
    for number, gaps in by_link.items():
        yield _finding(comparison, gaps, number)


def _finding(comparison: Comparison, gaps: Sequence[Gap], number: int) -> Finding:
    source = [comparison.alignment.source[i] for i in comparison.alignment.links[number].source]
    return Finding(
        check="gaps",
        category=CATEGORY,
        severity=Severity.NEUTRAL,
        message=f"{_lost(gaps)} {_french(comparison, number)}",
        link=number,
        source=tuple(segment.span for segment in source),
        target=tuple(gap.span for gap in gaps),
    )


def _lost(gaps: Sequence[Gap]) -> str:
    """What is lost, each kind once, and in how many places where there are several."""
    kinds = " ".join(f"{NAMES[kind]}." for kind in dict.fromkeys(gap.kind for gap in gaps))
    return kinds if len(gaps) == 1 else f"{counted(len(gaps), 'gap')} in this row. {kinds}"


def _french(comparison: Comparison, number: int) -> str:
    """The French beside the gaps, whole, or that there is none; and what it is worth."""
    alignment = comparison.alignment
    link = alignment.links[number]
    sentences = (alignment.source[index].spoken for index in link.source)
    french = " ".join(sentence for sentence in sentences if sentence)
    if link.kind is not LinkKind.MATCHED or not french:
        return "No French stands beside it."
    is_compared = any(alignment.target[index].spoken for index in link.target)
    if link.score == 0 or not is_compared:
        return (
            "Nothing of it could be compared; the French at this place says: "
            f"{quoted(french, whole=True)}"
        )
    return f"The French says: {quoted(french, whole=True)}"
