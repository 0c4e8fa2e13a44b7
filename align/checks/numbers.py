"""Numbers that differ by value between linked segments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from align.languages import record_language
from align.numbers import NumberValue, are_equal, number_values
from align.types import Comparison, Delivery, Finding, Link, LinkKind, Segment, Severity, Span

CHECK = "numbers"
CHANGED = "Accuracy/Mistranslation/Number"
MISSING = "Accuracy/Omission/Number"
ADDED = "Accuracy/Addition/Number"


def check_numbers(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of interpreted speech that one side has and the other, near by, has not."""
    alignment = comparison.alignment
    source_text, target_text = comparison.original.transcript.text, comparison.transcript.text
    source = _by_link(alignment.source, [link.source for link in alignment.links], "fr")
    target = _by_link(
        alignment.target, [link.target for link in alignment.links], record_language(target_text)
    )
    for number, link in enumerate(alignment.links):
        if link.kind is LinkKind.MATCHED and not _is_direct(comparison, link):
            lost = _unanswered(source, target, number)
            added = _unanswered(target, source, number)
            yield from _findings(number, lost, added, source_text, target_text)


def _is_direct(comparison: Comparison, link: Link) -> bool:
    """Whether nobody interpreted this: the speaker's own English is held against no French."""
    passages = {comparison.alignment.target[index].passage for index in link.target}
    return all(
        comparison.detection.passages[passage].delivery is Delivery.DIRECT for passage in passages
    )


def _by_link(
    segments: Sequence[Segment], sides: Sequence[tuple[int, ...]], language: str
) -> list[list[NumberValue]]:
    """The numbers of each link, their spans in the whole text."""
    return [
        [
            replace(value, span=_moved(value.span, segments[index].span.start))
            for index in side
            for value in number_values(segments[index].text, language)
        ]
        for side in sides
    ]


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _unanswered(
    ones: Sequence[list[NumberValue]], others: Sequence[list[NumberValue]], number: int
) -> list[NumberValue]:
    """The numbers of link ``number`` that nothing in the same link or the next ones equals.

    A number that is said twice is answered by one that is said once: interpreters begin anew.
    """
    near = [value for link in others[max(0, number - 1) : number + 2] for value in link]
    return [
        value
        for value in ones[number]
        if not value.is_soft and not any(are_equal(value, other) for other in near)
    ]


def _findings(
    link: int, lost: list[NumberValue], added: list[NumberValue], french: str, english: str
) -> Iterator[Finding]:
    """Each lost number goes with an added one of its kind: that is a changed number."""
    for value in lost:
        change = next((other for other in added if _same_kind(value, other)), None)
        said = value.span.of(french)
        if change is not None:
            added = [other for other in added if other is not change]
            message = f"The French says {said}; the English says {change.span.of(english)}."
            yield Finding(
                CHECK, CHANGED, Severity.MAJOR, message, link, (value.span,), (change.span,), 0.8
            )
        else:
            message = f"The French says {said}; the English has no such number."
            yield Finding(CHECK, MISSING, Severity.MINOR, message, link, (value.span,), (), 0.5)
    for value in added:
        message = f"The English says {value.span.of(english)}; the French has no such number."
        yield Finding(CHECK, ADDED, Severity.MINOR, message, link, (), (value.span,), 0.5)


def _same_kind(one: NumberValue, other: NumberValue) -> bool:
    """Whether one can be what became of the other: a day does not become a percentage."""
    kinds = {one.unit.split("-")[0], other.unit.split("-")[0]}
    return len(kinds) == 1 or "" in kinds or not kinds & {"percent", "date", "decade of"}
