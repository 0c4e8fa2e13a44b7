"""Which word of the original each word of the transcript stands for, link by link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from align.languages import record_language
from align.models.protocols import WordAligner
from align.tokens import Word, find_words
from align.types import Comparison, Detection, Segment, Span, WordLink


def link_words(comparison: Comparison, aligner: WordAligner) -> tuple[tuple[WordLink, ...], ...]:
    """The word links of each link, in order of ``alignment.links``; signs are left out."""
    alignment, languages = comparison.alignment, languages_of(comparison)
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
            _word_links(pair, [(b, a, score) if swap else (a, b, score) for a, b, score in links])
        )
        for pair, links in zip(sides, found, strict=True)
    )


def _word_links(
    pair: tuple[Sequence[Word], Sequence[Word]], links: Iterable[tuple[int, int, float]]
) -> Iterator[WordLink]:
    for one, other, score in sorted(links):
        said, heard = pair[0][one], pair[1][other]
        if not (said.is_sign or heard.is_sign):
            yield WordLink(said.span, heard.span, score)


def languages_of(comparison: Comparison) -> tuple[str, str]:
    """The languages of the source and of the target: one is English, the other French.

    The transcript tells, since it is the longer text and never in the speaker's language.
    """
    target = record_language(comparison.transcript.text)
    return ("en" if target == "fr" else "fr"), target


def words_of(
    comparison: Comparison,
) -> tuple[tuple[tuple[Word, ...], ...], tuple[tuple[Word, ...], ...]]:
    """The words of every segment of the source and of the target, marks left out."""
    original, alignment = comparison.original, comparison.alignment
    languages = languages_of(comparison)
    return (
        _side(original.transcript.text, original.detection, alignment.source, languages[0]),
        _side(comparison.transcript.text, comparison.detection, alignment.target, languages[1]),
    )


@lru_cache(maxsize=4)
def _side(
    text: str, detection: Detection, segments: tuple[Segment, ...], language: str
) -> tuple[tuple[Word, ...], ...]:
    hidden = {mark.span for mark in detection.marks} | {gap.span for gap in detection.gaps}
    marks, place = sorted(hidden), 0
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
