"""Which word of the original each word of the transcript stands for, link by link."""

from __future__ import annotations

from collections.abc import Sequence

from align.languages import record_language
from align.models.protocols import WordAligner
from align.tokens import Word, find_words
from align.types import Comparison, Detection, Segment, Span, WordLink


def link_words(comparison: Comparison, aligner: WordAligner) -> tuple[tuple[WordLink, ...], ...]:
    """The word links of each link, in order of ``alignment.links``; signs are left out.

    Empty for texts in languages that ``aligner`` does not know.
    """
    alignment = comparison.alignment
    source_text, target_text = comparison.original.transcript.text, comparison.transcript.text
    languages = record_language(source_text), record_language(target_text)
    if set(languages) != set(aligner.languages):
        return ()
    source, target = words_of(comparison)
    sides = [
        ([w for i in link.source for w in source[i]], [w for j in link.target for w in target[j]])
        for link in alignment.links
    ]
    swap = languages != aligner.languages
    pairs = [
        tuple([word.form for word in side] for side in (pair[::-1] if swap else pair))
        for pair in sides
    ]
    found = aligner.align([(one, other) for one, other in pairs])
    return tuple(
        tuple(
            WordLink(said.span, heard.span, score)
            for one, other, score in sorted((b, a, s) if swap else (a, b, s) for a, b, s in links)
            if not ((said := pair[0][one]).is_sign or (heard := pair[1][other]).is_sign)
        )
        for pair, links in zip(sides, found, strict=True)
    )


def words_of(
    comparison: Comparison,
) -> tuple[tuple[tuple[Word, ...], ...], tuple[tuple[Word, ...], ...]]:
    """The words of every segment of the source and of the target, marks left out."""
    original, alignment = comparison.original, comparison.alignment
    return (
        _side(original.transcript.text, original.detection, alignment.source),
        _side(comparison.transcript.text, comparison.detection, alignment.target),
    )


def _side(
    text: str, detection: Detection, segments: Sequence[Segment]
) -> tuple[tuple[Word, ...], ...]:
    language = record_language(text)
    marks, place = sorted(mark.span for mark in detection.marks), 0
    made = []
    for segment in segments:
        start = segment.span.start
        while place < len(marks) and marks[place].end <= start:
            place += 1
        inner = [
            Span(max(mark.start - start, 0), mark.end - start)
            for mark in _until(marks, place, segment.span.end)
        ]
        made.append(tuple(find_words(segment.span.of(text), language, start, inner)))
    return tuple(made)


def _until(marks: Sequence[Span], place: int, end: int) -> Sequence[Span]:
    last = place
    while last < len(marks) and marks[last].start < end:
        last += 1
    return marks[place:last]
