"""What a text shows before anything slow is done with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from align.detect import detect
from align.report.figures import Lane, lanes
from align.report.summary import words_by_delivery
from align.segment import segment
from align.types import Delivery, GapKind, Transcript


@dataclass(frozen=True, slots=True)
class Glance:
    """What was found in one text.

    Attributes:
        interpreted_share: Share of the spoken words that are interpreted, 0 … 1.
        gaps: Kind → count, most frequent first.
        dropped: How many lines were left out because they belong to the page around the text.
    """

    turns: int
    speakers: tuple[str, ...]
    words: int
    interpreted_share: float
    deliveries: frozenset[Delivery]
    gaps: Mapping[GapKind, int]
    dropped: int
    lanes: tuple[Lane, ...]


def glance(transcript: Transcript, language: str) -> Glance:
    """What is found in ``transcript``, which is in ``language``."""
    detection = detect(transcript)
    segments = segment(transcript, detection, language=language)
    words = words_by_delivery(segments, detection.passages)
    total = sum(words.values())
    return Glance(
        turns=len(transcript.turns),
        speakers=transcript.speakers,
        words=total,
        interpreted_share=words[Delivery.INTERPRETED] / total if total else 0.0,
        deliveries=frozenset(passage.delivery for passage in detection.passages),
        gaps=dict(Counter(gap.kind for gap in detection.gaps).most_common()),
        dropped=len(transcript.dropped),
        lanes=lanes(transcript, detection),
    )
