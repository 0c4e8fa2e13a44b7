"""What a machine draft of the French got wrong of the English it was made from.

These findings are about the draft, not about the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from align.languages import record_language
from align.numbers import NumberValue, are_equal, number_values
from align.types import Comparison, Finding, LinkKind, Segment, Severity, Span

CHECK = "draft"
CATEGORY = "Draft/Number"


def unanswered_numbers(text: str, language: str, other: str, in_language: str) -> list[NumberValue]:
    """The numbers of ``text`` that ``other`` has not, by value; those that are often none aside.

    >>> [n.value for n in unanswered_numbers("24 ships in 2 weeks", "en", "23 navires", "fr")]
    [24.0, 2.0]
    """
    there = number_values(other, in_language)
    return [
        value
        for value in number_values(text, language)
        if not value.is_soft and not any(are_equal(value, each) for each in there)
    ]


def check_draft(comparison: Comparison) -> Iterator[Finding]:
    """Numbers that a sentence of the draft lost or made up, for whoever reads it."""
    alignment = comparison.alignment
    english = record_language(comparison.transcript.text)
    for number, link in enumerate(alignment.links):
        if link.kind is LinkKind.MATCHED:
            source = [alignment.source[index] for index in link.source]
            target = [alignment.target[index] for index in link.target]
            yield from _findings(number, source, target, english)


def _findings(
    link: int, source: Sequence[Segment], target: Sequence[Segment], english: str
) -> Iterator[Finding]:
    drafted, said = (" ".join(each.text for each in side) for side in (source, target))
    for value in unanswered_numbers(said, english, drafted, "fr"):
        words = value.span.of(said)
        message = f"The English says {words}; the machine draft has no such number."
        yield _finding(link, message, (), _place(words, target))
    for value in unanswered_numbers(drafted, "fr", said, english):
        words = value.span.of(drafted)
        message = f"The machine draft says {words}; the English has no such number."
        yield _finding(link, message, _place(words, source), ())


def _place(words: str, segments: Sequence[Segment]) -> tuple[Span, ...]:
    """Where the words stand, in the text the segments come from."""
    for segment in segments:
        start = segment.text.find(words)
        if start >= 0:
            begin = segment.span.start + start
            return (Span(begin, begin + len(words)),)
    return ()


def _finding(
    link: int, message: str, source: tuple[Span, ...], target: tuple[Span, ...]
) -> Finding:
    return Finding(CHECK, CATEGORY, Severity.NEUTRAL, message, link, source, target, 0.8)
