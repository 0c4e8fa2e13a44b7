"""What the head of a report counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from align.types import (
    Delivery,
    Finding,
    LinkKind,
    Origin,
    Passage,
    Report,
    Ruling,
    Segment,
    Severity,
)

ORIGINS = {
    Origin.GIVEN: "your file",
    Origin.RETRIEVED: "from the library",
    Origin.PRODUCED: "machine draft, not evidence",
}
"""Where the French text comes from, for a reader."""

CHECKED = (
    "sentences without counterpart, gaps, numbers, names, negation, doubt, and words that one side "
    "alone says. Tense, tone and who did what to whom are not checked. A finding is a hint, not a "
    "verdict: a high score says that sentences correspond, not that the interpretation is right."
)
"""What the findings are about, and what they are not."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the head of a report counts.

    Attributes:
        interpreted_share: Share of the spoken words of the transcript that are interpreted, 0 … 1.
        unanswered: Added links in interpreted passages, where French was expected.
        findings: (category, severity) → count, gravest first, without those that are dismissed.
        penalty: MQM points of these for every 100 interpreted words; None without any.
        dismissed: How many findings a reviewer dismissed.
    """

    turns: int
    speakers: tuple[str, ...]
    source_sentences: int
    target_sentences: int
    words: int
    interpreted_share: float
    passages: Mapping[Delivery, int]
    gaps: Mapping[str, int]
    links: Mapping[LinkKind, int]
    unanswered: int
    findings: Mapping[tuple[str, Severity], int]
    penalty: float | None = None
    dismissed: int = 0

    @property
    def is_checked(self) -> bool:
        """Whether an interpreter may answer for any passage."""
        return any(delivery is not Delivery.DIRECT for delivery in self.passages)


def summarise(report: Report) -> Summary:
    """The counts of a report."""
    comparison = report.comparison
    transcript, detection = comparison.transcript, comparison.detection
    alignment = comparison.alignment
    words = words_by_delivery(alignment.target, detection.passages)
    total = sum(words.values())
    findings = standing_findings(report)
    return Summary(
        turns=len(transcript.turns),
        speakers=transcript.speakers,
        source_sentences=len(alignment.source),
        target_sentences=len(alignment.target),
        words=total,
        interpreted_share=words[Delivery.INTERPRETED] / total if total else 0.0,
        passages=_in_order(Delivery, Counter(each.delivery for each in detection.passages)),
        gaps=dict(Counter(gap.kind.value for gap in detection.gaps).most_common()),
        links={kind: alignment.count(kind) for kind in LinkKind},
        unanswered=sum(
            link.kind is LinkKind.ADDED
            and detection.passages[alignment.target[link.target[0]].passage].delivery
            is Delivery.INTERPRETED
            for link in alignment.links
        ),
        findings=_findings_by_weight(findings),
        penalty=_penalty(findings, words[Delivery.INTERPRETED]),
        dismissed=len(report.findings) - len(findings),
    )


def standing_findings(report: Report) -> tuple[Finding, ...]:
    """The findings that no reviewer dismissed."""
    decided = report.review.decisions if report.review else ()
    gone = {each.finding for each in decided if each.ruling is Ruling.DISMISSED}
    return tuple(each for each in report.findings if each.id not in gone)


def rows_in_words(summary: Summary) -> str:
    """How many rows of each kind there are."""
    told = ", ".join(f"{count} {kind}" for kind, count in summary.links.items())
    unneeded = summary.links[LinkKind.ADDED] - summary.unanswered
    if not unneeded:
        return told
    return f"{told} ({unneeded} of them outside interpreted passages, where no French is needed)"


def belonging_in_words(
    belonging: float, *, belong_together: bool, origin: Origin = Origin.GIVEN
) -> str:
    """The answer, then how sure it is; of a draft there is no question.

    >>> belonging_in_words(0.6, belong_together=True)
    'yes, 0.60 of 1'
    """
    if origin is Origin.PRODUCED:
        return "not asked: the French was made from the English"
    return f"{'yes' if belong_together else 'no'}, {belonging:.2f} of 1"


def checked(origin: Origin, *, belong_together: bool, is_checked: bool) -> str:
    """What was looked for, since no finding can mean that nothing was."""
    if origin is Origin.PRODUCED:
        return (
            "nothing of the interpretation: the French text is a machine draft of the English. "
            "Findings name numbers and names that the draft itself got wrong."
        )
    if not belong_together:
        return "nothing: the two texts do not seem to belong together."
    if not is_checked:
        return (
            "sentences without counterpart alone: no passage is marked as interpreted, and the "
            "speaker's own English is held against no French. Mark the turns, as in (Via "
            "interpreter), or say so on the page."
        )
    return CHECKED


def some(count: int, noun: str) -> str:
    """A number and what it counts.

    >>> some(1, "turn"), some(2_000, "row")
    ('1 turn', '2,000 rows')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def words_by_delivery(
    segments: Iterable[Segment], passages: Sequence[Passage]
) -> Counter[Delivery]:
    """How many words were spoken in each delivery."""
    words: Counter[Delivery] = Counter()
    for segment in segments:
        words[passages[segment.passage].delivery] += len(segment.spoken.split())
    return words


def _penalty(findings: Iterable[Finding], words: int) -> float | None:
    points = sum(finding.severity.weight for finding in findings)
    return 100 * points / words if words else None


def penalty_in_words(penalty: float | None) -> str:
    """What the findings weigh together.

    >>> penalty_in_words(2.345), penalty_in_words(None)
    ('2.3 MQM points for every 100 interpreted words', 'no interpreted words to weigh against')
    """
    if penalty is None:
        return "no interpreted words to weigh against"
    return f"{penalty:.1f} MQM points for every 100 interpreted words"


def _in_order(order: Iterable[Delivery], counts: Counter[Delivery]) -> dict[Delivery, int]:
    return {each: counts[each] for each in order if counts[each]}


def _findings_by_weight(findings: Iterable[Finding]) -> dict[tuple[str, Severity], int]:
    counts = Counter((finding.category, finding.severity) for finding in findings)
    order = sorted(counts, key=lambda key: (-key[1].weight, key[0]))
    return {key: counts[key] for key in order}
