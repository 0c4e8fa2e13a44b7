"""The gaps of interpreted speech, row by row, with the French of their place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.checks.wording import counted, quoted
from align.gaps import gaps_by_link
from align.types import (
    Comparison,
    Finding,
    Gap,
    GapKind,
    GapVerdict,
    LinkKind,
    Severity,
    Verdict,
)

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


def check_gaps(comparison: Comparison, verdicts: Sequence[GapVerdict] = ()) -> Iterator[Finding]:
    """One neutral finding for each link with gaps in interpreted speech, however many they are.

    It tells what ``verdicts`` say of these gaps, as ``judge_gaps`` makes them.
    """
    told: dict[int, list[GapVerdict]] = {}
    for verdict in verdicts if comparison.words else ():
        told.setdefault(verdict.link, []).append(verdict)
    for number, indices in gaps_by_link(comparison).items():
        gaps = [comparison.detection.gaps[index] for index in indices]
        inside = [gap for gap in gaps if _is_inside(comparison, gap, number)]
        if inside:
            yield _finding(comparison, inside, number, told.get(number, ()))


def _is_inside(comparison: Comparison, gap: Gap, number: int) -> bool:
    """Whether a gap stands in a sentence of the link; a lost start may stand before them all."""
    segments = (comparison.alignment.target[j] for j in comparison.alignment.links[number].target)
    return any(segment.span.overlaps(gap.span) for segment in segments)


def _finding(
    comparison: Comparison, gaps: Sequence[Gap], number: int, verdicts: Sequence[GapVerdict]
) -> Finding:
    source = [comparison.alignment.source[i] for i in comparison.alignment.links[number].source]
    return Finding(
        check="gaps",
        category=CATEGORY,
        severity=Severity.NEUTRAL,
        message=" ".join(
            [_lost(gaps), *_judged(comparison, verdicts), _french(comparison, number)]
        ),
        link=number,
        source=tuple(span for verdict in verdicts for span in verdict.source)
        or tuple(segment.span for segment in source),
        target=tuple(gap.span for gap in gaps),
    )


def _judged(comparison: Comparison, verdicts: Sequence[GapVerdict]) -> Iterator[str]:
    """What each gap hid, in order."""
    text = comparison.original.transcript.text
    for each in verdicts:
        french = " … ".join(quoted(span.of(text)) for span in each.source)
        sure = f"{each.confidence:.0%} sure"
        if each.verdict is Verdict.LOST and french:
            yield f"Lost: {french} ({sure})."
        elif each.verdict is Verdict.NOTHING_LOST:
            yield f"Nothing of the French was lost ({sure})."
        elif each.verdict is Verdict.CANNOT_TELL and french:
            yield f"It cannot be told whether {french} was lost."


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
