"""What the French text settles: passages whose marks left open whether they are interpreted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from align.text import words
from align.types import Alignment, Delivery, Detection, Evidence, Link, LinkKind, Passage

RULE = "French text"
#: Share of a passage's words that must have French for it to be settled.
MOSTLY = 0.6
#: A French text that holds more than this share of the direct English says nothing.
HARDLY = 0.2
CONFIDENCE = 0.9


def settle(detection: Detection, alignment: Alignment) -> Detection:
    """The detection with uncertain passages made interpreted where the French text has their words.

    ``(In French.)`` alone may stand before the interpretation or before English. If the French text
    holds what was said in it, and not what was said in English, it was the interpretation. Where
    the French text also renders the English speeches, nothing is settled; English words that it
    prints as they were said are no rendering.
    """
    matched = _shares(alignment)
    if _share(matched, detection.passages, Delivery.DIRECT) > HARDLY:
        return detection
    passages = tuple(
        _interpreted(passage)
        if passage.delivery is Delivery.UNCERTAIN and _ratio(matched.get(place)) >= MOSTLY
        else passage
        for place, passage in enumerate(detection.passages)
    )
    return replace(detection, passages=passages)


def _interpreted(passage: Passage) -> Passage:
    reason = f"{passage.evidence.reason} The French text has these words: they are interpreted."
    evidence = Evidence(RULE, reason, passage.evidence.span)
    return replace(passage, delivery=Delivery.INTERPRETED, evidence=evidence, confidence=CONFIDENCE)


def _shares(alignment: Alignment) -> dict[int, tuple[int, int]]:
    """For each passage with words: characters that have French, and all characters."""
    counts: dict[int, tuple[int, int]] = {}
    for link in alignment.links:
        is_rendered = link.kind is LinkKind.MATCHED and not _is_printed_twice(alignment, link)
        for place in link.target:
            segment = alignment.target[place]
            size = len(segment.spoken)
            has, of = counts.get(segment.passage, (0, 0))
            counts[segment.passage] = (has + size * is_rendered, of + size)
    return counts


def _is_printed_twice(alignment: Alignment, link: Link) -> bool:
    """Whether both sides hold mostly the same words."""
    said = {word.lower() for index in link.source for word in words(alignment.source[index].spoken)}
    heard = {
        word.lower() for index in link.target for word in words(alignment.target[index].spoken)
    }
    return len(said & heard) > MOSTLY * len(said | heard)


def _share(
    counts: dict[int, tuple[int, int]], passages: Iterable[Passage], delivery: Delivery
) -> float:
    chosen = [
        counts[place]
        for place, passage in enumerate(passages)
        if passage.delivery is delivery and place in counts
    ]
    return _ratio((sum(has for has, _ in chosen), sum(of for _, of in chosen)))


def _ratio(count: tuple[int, int] | None) -> float:
    has, of = count or (0, 0)
    return has / of if of else 0.0
