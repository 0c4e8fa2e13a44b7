"""Numbers that differ by value between linked segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from align.checks.links import interpreted_pairs, languages_of, unmarked
from align.numbers.find import number_values
from align.numbers.values import (
    CALENDAR,
    DAYS,
    FROM_TODAY,
    MONTH_NAME,
    NumberValue,
    are_equal,
)
from align.types import Comparison, Finding, Segment, Severity, Span, WordLink

CHECK = "numbers"
CHANGED = "Accuracy/Mistranslation/Number"
MISSING = "Accuracy/Omission/Number"
ADDED = "Accuracy/Addition/Number"
#: What a number counts stands so many characters from it at most, …
NEAR = 4
#: … and is linked with at least this score.
SURE = 0.5


def check_numbers(comparison: Comparison) -> Iterator[Finding]:
    """Numbers of interpreted speech that one side has and the other, near by, has not."""
    alignment = comparison.alignment
    source_text, target_text = comparison.original.transcript.text, comparison.transcript.text
    languages = languages_of(comparison)
    said = unmarked(alignment.source, comparison.original.detection)
    heard = unmarked(alignment.target, comparison.detection)
    source = _by_link(said, [link.source for link in alignment.links], languages[0])
    target = _by_link(heard, [link.target for link in alignment.links], languages[1])
    turns = _turns(comparison)
    both = (source, target), (target, source)
    for pair in interpreted_pairs(comparison):
        number = pair.number
        lost, added = (_unanswered(*sides, turns, number) for sides in both)
        yield from _findings(number, lost, added, source_text, target_text, pair.has_gap)
        named, other = (_unanswered(*sides, turns, number, _is_named) for sides in both)
        yield from _renamed(number, named, other, source_text, target_text)
        if not lost and not added and comparison.words:
            links = comparison.words[number]
            yield from _swapped(
                number, source[number], target[number], links, source_text, target_text
            )


def _turns(comparison: Comparison) -> list[int | None]:
    """The turn of each link's English; None where it has none."""
    alignment = comparison.alignment
    return [
        alignment.target[link.target[0]].turn if link.target else None for link in alignment.links
    ]


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
    ones: Sequence[list[NumberValue]],
    others: Sequence[list[NumberValue]],
    turns: Sequence[int | None],
    number: int,
    is_asked: Callable[[NumberValue], bool] = lambda value: not value.is_soft,
) -> list[NumberValue]:
    """The firm numbers of a link that nothing in it or beside it, in the same turn, equals.

    A number that is said twice is answered by one that is said once: interpreters begin anew.
    """
    beside = [
        value
        for link in (number - 1, number + 1)
        if 0 <= link < len(others) and turns[link] in {None, turns[number]}
        for value in others[link]
    ]
    return [
        value
        for value in ones[number]
        if is_asked(value)
        and not any(_is_answer(other, value) for other in others[number])
        and not any(_is_answer(other, value) and _is_akin(value, other) for other in beside)
    ]


def _is_answer(other: NumberValue, value: NumberValue) -> bool:
    """Whether a number says what another says; a month alone says no day."""
    has_less = other.unit == MONTH_NAME != value.unit
    return are_equal(value, other) and not has_less


def _is_akin(value: NumberValue, other: NumberValue) -> bool:
    """Whether a number of another link can be this one: *five women* are not *5 percent*."""
    units = {value.unit, other.unit}
    return not other.is_rough and (len(units) == 1 or units <= DAYS.keys())


def _is_named(value: NumberValue) -> bool:
    """A day, a month, a season or a part: only another one in its place is a change."""
    is_part = 0 < value.value < 1 and not value.unit and value.is_soft
    return is_part or value.unit in CALENDAR | {FROM_TODAY, MONTH_NAME}


def _renamed(
    link: int, lost: list[NumberValue], added: list[NumberValue], french: str, english: str
) -> Iterator[Finding]:
    """Another day, month, season or part of a whole: each side names one."""
    for value in lost:
        for other in added:
            if value.unit == other.unit:
                message = _changed(value.span.of(french), other.span.of(english))
                spans = (value.span,), (other.span,)
                yield Finding(CHECK, CHANGED, Severity.MAJOR, message, link, *spans, 0.8)
                return


def _changed(said: str, heard: str) -> str:
    return f"The French says {said}; the English says {heard}."


def _swapped(
    link: int,
    source: Sequence[NumberValue],
    target: Sequence[NumberValue],
    links: Sequence[WordLink],
    french: str,
    english: str,
) -> Iterator[Finding]:
    """Two numbers that have changed places: each stands before what the other counts."""
    for place, one in enumerate(source):
        for other in source[place + 1 :]:
            ends = [_answer(each, target) for each in (one, other)]
            counted = [_counted(each, links) for each in (one, other)]
            if None in ends or None in counted or are_equal(one, other):
                continue
            first, second = (_before(span, target) for span in counted if span is not None)
            if first is not None and (first, second) == (ends[1], ends[0]):
                said = f"{one.span.of(french)} and {other.span.of(french)}"
                heard = f"{first.span.of(english)} and {second.span.of(english)}" if second else ""
                message = (
                    f"The numbers have changed places: {said} in the French, "
                    f"{heard} in the English."
                )
                spans = (one.span, other.span), (ends[1].span, ends[0].span)  # type: ignore[union-attr]
                yield Finding(CHECK, CHANGED, Severity.MAJOR, message, link, *spans, 0.7)


def _answer(value: NumberValue, target: Sequence[NumberValue]) -> NumberValue | None:
    """The one number that equals it; None if none or several do."""
    equal = [other for other in target if are_equal(value, other)]
    return equal[0] if len(equal) == 1 else None


def _counted(value: NumberValue, links: Sequence[WordLink]) -> Span | None:
    """Where the other side has what stands right after a number."""
    after = [
        each
        for each in links
        if 0 <= each.source.start - value.span.end <= NEAR and each.score > SURE
    ]
    return min(after, key=lambda each: each.source).target if after else None


def _before(span: Span, target: Sequence[NumberValue]) -> NumberValue | None:
    """The number right before a place."""
    near = [each for each in target if 0 <= span.start - each.span.end <= NEAR]
    return max(near, key=lambda each: each.span) if near else None


def _findings(
    link: int,
    lost: list[NumberValue],
    added: list[NumberValue],
    french: str,
    english: str,
    has_gap: bool,
) -> Iterator[Finding]:
    """Each lost number goes with an added one of its kind: that is a changed number.

    A number that is gone beside a gap was lost with it.
    """
    for value in lost:
        change = next((other for other in added if _same_kind(value, other)), None)
        said = value.span.of(french)
        if change is not None:
            added = [other for other in added if other is not change]
            message = _changed(said, change.span.of(english))
            yield Finding(
                CHECK, CHANGED, Severity.MAJOR, message, link, (value.span,), (change.span,), 0.8
            )
        elif not has_gap:
            message = f"The French says {said}; the English has no such number."
            yield Finding(CHECK, MISSING, Severity.MINOR, message, link, (value.span,), (), 0.5)
    for value in added:
        message = f"The English says {value.span.of(english)}; the French has no such number."
        yield Finding(CHECK, ADDED, Severity.MINOR, message, link, (), (value.span,), 0.5)


def _same_kind(one: NumberValue, other: NumberValue) -> bool:
    """Whether one can be what became of the other: a day does not become a percentage."""
    kinds = {one.unit.split("-")[0], other.unit.split("-")[0]}
    return len(kinds) == 1 or "" in kinds or not kinds & {"percent", "date", "decade of"}
