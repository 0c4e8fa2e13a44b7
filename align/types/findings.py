"""What the gaps hid, and what the checks found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2s

from align.types.texts import Span


class Verdict(StrEnum):
    """What a gap hid."""

    LOST = "lost"
    NOTHING_LOST = "nothing lost"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class GapVerdict:
    """What a gap of interpreted speech hid, as far as the original tells.

    Attributes:
        gap: Index into ``Detection.gaps``.
        link: Index into ``Alignment.links``.
        source: The original's words that no word of the target accounts for at this place.
        confidence: 0 … 1.
        reason: One sentence that says why.
    """

    gap: int
    link: int
    verdict: Verdict
    source: tuple[Span, ...]
    confidence: float
    reason: str


class Severity(StrEnum):
    """MQM severities, lightest first; NEUTRAL asks for a look and weighs nothing."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """MQM penalty points."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for the reviewer.

    Attributes:
        check: Name of the check that found it.
        category: MQM category, for example ``Accuracy/Omission``; ``Gap`` for words that the
            record lost.
        message: One sentence that says why.
        link: Index into ``Alignment.links``.
        source: Spans in the original's text.
        target: Spans in the transcript's text.
        confidence: 0 … 1.
    """

    check: str
    category: str
    severity: Severity
    message: str
    link: int
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """What it is known by: the same words found by the same check, whatever row holds them."""
        spans = [
            [f"{span.start}-{span.end}" for span in side] for side in (self.source, self.target)
        ]
        told = "|".join((self.check, self.category, *map(" ".join, spans)))
        return blake2s(told.encode(), digest_size=8).hexdigest()
