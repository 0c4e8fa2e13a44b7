"""What the checks of words share: which links they look at, and the words there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from align.delivery import mark_start
from align.languages import record_language
from align.types import (
    Comparison,
    Delivery,
    Detection,
    Link,
    LinkKind,
    Mark,
    Meaning,
    Segment,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A link of interpreted speech with both sides.

    Attributes:
        number: Index into ``Alignment.links``.
        has_gap: Whether words are lost on either side.
        meaning: None where none was read.
    """

    number: int
    link: Link
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    has_gap: bool
    meaning: Meaning | None


def interpreted_pairs(comparison: Comparison) -> Iterator[Pair]:
    """Every matched link that an interpreter answers for, in order."""
    alignment = comparison.alignment
    here, there = comparison.original.detection, comparison.detection
    for number, link in enumerate(alignment.links):
        if link.kind is LinkKind.MATCHED and not is_direct(comparison, link):
            source = unmarked([alignment.source[i] for i in link.source], here)
            target = unmarked([alignment.target[j] for j in link.target], there)
            lost = comparison.original.detection.gaps, comparison.detection.gaps
            has_gap = any(
                segment.span.overlaps(gap.span)
                for segments, gaps in zip((source, target), lost, strict=True)
                for segment in segments
                for gap in gaps
            )
            is_read = len(comparison.meanings) == len(alignment.links)
            meaning = comparison.meanings[number] if is_read else None
            yield Pair(number, link, source, target, has_gap, meaning)


def unmarked(segments: Sequence[Segment], detection: Detection) -> tuple[Segment, ...]:
    """The segments with spaces where nobody spoke: marks, lines of the page. Every place stays."""
    return tuple(_unmarked(segment, detection.marks) for segment in segments)


def _unmarked(segment: Segment, marks: Sequence[Mark]) -> Segment:
    text, start = segment.text, segment.span.start
    first = bisect_left(marks, start, key=mark_start)
    for mark in map(marks.__getitem__, range(first, len(marks))):
        if mark.span.start >= segment.span.end:
            break
        begin, end = mark.span.start - start, min(mark.span.end - start, len(text))
        text = text[:begin] + " " * (end - begin) + text[end:]
    return segment if text is segment.text else replace(segment, text=text)


def is_direct(comparison: Comparison, link: Link) -> bool:
    """Whether nobody interpreted this: the speaker's own English is held against no French."""
    passages = {comparison.alignment.target[index].passage for index in link.target}
    return all(
        comparison.detection.passages[passage].delivery is Delivery.DIRECT for passage in passages
    )


def spoken(segments: Sequence[Segment]) -> str:
    """The words of segments, without marks."""
    return " ".join(segment.spoken for segment in segments)


def languages_of(comparison: Comparison) -> tuple[str, str]:
    """The languages of the source and of the target; the source of an English text is French."""
    target = _language(comparison.transcript.text)
    if target == "en":
        return "fr", "en"
    return _language(comparison.original.transcript.text), target


@lru_cache(maxsize=8)
def _language(text: str) -> str:
    return record_language(text)
