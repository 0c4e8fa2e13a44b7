"""The numbers in a text, in digits and in words, in English and in French.

Digits, signs and units are found by rules here, number words by ``text2num``. A number that is
often no number at all (``one``, ``second``, ``neuf``) or only a rough one (``une dizaine``) is
*soft*: it can answer a number on the other side, but its absence says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from align.numbers import hints
from align.numbers.patterns import (
    AGES,
    ALSO_VERBS,
    AND_A_HALF,
    BLOT,
    BOUND_BEFORE,
    CLOCK,
    DECADE,
    DECADE_WORDS,
    DIVIDED_BEFORE,
    FORTNIGHT,
    GROUPS,
    INCLUSIVE_DAYS,
    MEASURE_AFTER,
    MEASURE_BEFORE,
    MONTH_AFTER,
    MONTH_BEFORE,
    NAME_AFTER,
    NAME_BEFORE,
    OFTEN_NO_NUMBER,
    OTHERWISE,
    PART,
    PERCENT_AFTER,
    ROMAN,
    ROMAN_DIGITS,
    ROUGH_SCALE,
    SCALES,
    SHARE_BEFORE,
    TOKEN,
    UNIT_AFTER,
    WORDS,
    WORTH,
    figure,
    listed,
    months,
    scale,
)
from align.numbers.said import (
    days_and_seasons,
    parts_of_scales,
    read_together,
    times_of_day,
)
from align.numbers.values import DAYS, NumberValue, are_equal, time_of_day
from align.types import Span


def number_values(text: str, language: str) -> tuple[NumberValue, ...]:
    """Every number of a text in English ("en") or French ("fr"), in order; none in others.

    >>> [(n.value, n.unit) for n in number_values("quinze jours et 2,5 %", "fr")]
    [(15.0, 'day'), (2.5, 'percent')]
    """
    if language not in GROUPS:
        return ()
    found: list[NumberValue] = []
    left, seen = text, hints.look(text)  # what is taken is blotted out
    for finder, has_hint in FINDERS:
        if seen.text != left:
            seen = hints.look(left)
        if not (seen.is_odd or has_hint(seen, language)):
            continue
        for bare in finder(left, language):
            if BLOT in left[bare.span.start : bare.span.end]:
                continue
            number = _completed(bare, text, language)
            found.append(number)
            start, end = number.span.start, number.span.end
            left = left[:start] + BLOT * (end - start) + left[end:]
    ordered = sorted(found, key=lambda number: number.span)
    return tuple(read_together(ordered, text, language))


def share_a_number(one: str, other: str, languages: tuple[str, str]) -> bool:
    """Whether any number of two texts, each in its language, is the same.

    >>> share_a_number("IIIe", "Third", ("fr", "en")), share_a_number("trois", "4", ("fr", "en"))
    (True, False)
    """
    values = [number_values(said, each) for said, each in zip((one, other), languages, strict=True)]
    return any(are_equal(value, there) for value in values[0] for there in values[1])


# ------------------------------------------------------------------- the finders


def _decades(text: str, _language: str) -> Iterator[NumberValue]:
    for match in DECADE.finditer(text):
        words = match["frw"] or match["enw"]
        value = DECADE_WORDS[words.lower()] if words else int(match["fr"] or match["en"])
        yield NumberValue(Span(*match.span()), value, "decade of")


def _ages(text: str, language: str) -> Iterator[NumberValue]:
    for match in AGES.finditer(text) if language == "en" else ():
        yield NumberValue(Span(*match.span("age")), int(match["age"][:-1]), "year")


def _clocks(text: str, _language: str) -> Iterator[NumberValue]:
    for match in CLOCK.finditer(text):
        minutes = int(match["m1"] or match["m2"] or 0)
        half = match["half1"] or match["half2"] or ""
        yield time_of_day(Span(*match.span()), int(match["hour"]) + minutes / 60, half)


def _romans(text: str, _language: str) -> Iterator[NumberValue]:
    for match in ROMAN.finditer(text):
        digits = [ROMAN_DIGITS[letter] for letter in match["roman"]]
        signed = [-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)]
        yield NumberValue(Span(*match.span()), sum(signed), "ordinal", sum(signed) <= 3)


def _digits(text: str, language: str) -> Iterator[NumberValue]:
    for match in figure(language).finditer(text):
        if NAME_BEFORE.search(text, max(0, match.start() - 16), match.start()):
            continue
        whole = re.sub(r"\D", "", match["whole"])
        value = float(f"{whole[:300]}.{(match['fraction'] or '0')[:300]}")
        scaled = scale(language).match(text, match.end())
        if scaled is not None:
            value *= SCALES[language][scaled[1].lower()]
        elif match["ordinal"] is None and NAME_AFTER.match(text, match.end()):
            continue
        span = Span(match.start(), scaled.end() if scaled else match.end())
        unit = "ordinal" if match["ordinal"] else ""
        others = () if scaled else _read_otherwise(match[0])
        yield NumberValue(span, value, unit, value <= (2 if unit else 1), others)


def _read_otherwise(figure: str) -> tuple[float, ...]:
    """What “1,335” is worth for those who write it the other way: 1335 or 1.335."""
    if not re.fullmatch(r"\d{1,3}[.,](?!000)\d{3}", figure):
        return ()
    whole, rest = re.split("[.,]", figure)
    return float(f"{whole}{rest}"), float(f"{whole}.{rest}")


def _parts(text: str, _language: str) -> Iterator[NumberValue]:
    for match in PART.finditer(text):
        many = 2 if match["many"].lower() in {"two", "deux"} else 1
        yield NumberValue(Span(*match.span()), many / 3)


def _listed_words(text: str, language: str) -> Iterator[NumberValue]:
    for match in listed(language).finditer(text):
        word, end = match[0].lower(), match.end()
        value, unit, is_rough = WORDS[language][word]
        if is_rough and (scaled := ROUGH_SCALE[language].match(text, end)):
            value, end = value * WORTH[scaled[1].lower()], scaled.end()
        others = OTHERWISE.get(word, ())
        yield NumberValue(Span(match.start(), end), value, unit, True, others, is_rough)


def _number_words(text: str, language: str) -> Iterator[NumberValue]:
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    text = PERCENT_AFTER.sub(lambda match: BLOT * len(match[0]), text)
    tokens = [hints.Token(match[0], match.start(), match.end()) for match in TOKEN.finditer(text)]
    last: NumberValue | None = None
    for found in find_numbers(tokens, language, 0.0):
        words = [token.word.lower() for token in tokens[found.start : found.end]]
        if any(word.isdigit() for word in words):
            continue
        span = Span(tokens[found.start].start, tokens[found.end - 1].end)
        value, unit = found.value, "ordinal" if found.is_ordinal else ""
        if {"virgule", "point"} & set(words):
            value *= SCALES[language].get(words[-1], 1.0)
        is_scale = len(words) == 1 and words[0] in SCALES[language]
        is_soft = value <= 2 or is_scale or set(words) <= OFTEN_NO_NUMBER
        is_share = (
            unit and value > 2 and SHARE_BEFORE.search(text, max(0, span.start - 8), span.start)
        )
        others = (1 / value,) if is_share else ()
        number = NumberValue(span, value, unit, is_soft, others, is_scale)
        if last is not None and language == "en" and _is_year(last, number, text):
            number = NumberValue(Span(last.span.start, span.end), 100 * last.value + value)
            last = None
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


Finder = Callable[[str, str], Iterator[NumberValue]]
#: Each finder, and what must be seen of a text for it to find anything.
FINDERS: tuple[tuple[Finder, hints.Hint], ...] = (
    (_ages, hints.digits),
    (_decades, hints.decades),
    (_clocks, hints.digits),
    (times_of_day, hints.times),
    (_romans, hints.romans),
    (parts_of_scales, hints.shares),
    (_digits, hints.digits),
    (_parts, hints.shares),
    (_listed_words, hints.listed_words),
    (_number_words, hints.number_words),
    (days_and_seasons, hints.calendar),
)


def _is_year(first: NumberValue, second: NumberValue, text: str) -> bool:
    """Whether two numbers are a year as it is said in English: nineteen eighty-nine."""
    between = text[first.span.end : second.span.start]
    halves = 13 <= first.value <= 21 and 10 <= second.value <= 99
    return halves and between in {" ", "-"} and not first.unit and not second.unit


# ------------------------------------------------------- what stands beside a number


def _completed(number: NumberValue, text: str, language: str) -> NumberValue:
    """The number with what stands beside it: a half, a scale, a percent sign, a unit, a month."""
    if language == "fr" and FORTNIGHT.match(text, number.span.start):
        number = replace(number, unit="day")
    whole = _with_measure(_with_unit(_with_half(number, text, language), text), text)
    is_inclusive = language == "fr" and whole.unit == "day" and whole.value in INCLUSIVE_DAYS
    others = (INCLUSIVE_DAYS[whole.value],) if is_inclusive else ()
    start = number.span.start
    if whole.value and not whole.unit and DIVIDED_BEFORE.search(text, max(0, start - 24), start):
        others = (1 / whole.value,)
    is_all = whole.unit == "percent" and whole.value == 100  # “all” says so, too
    is_unsure = number.is_soft and not _is_firm(number, whole) and not _is_bounded(whole, text)
    return replace(
        whole,
        is_soft=is_unsure or is_all,
        others=(*number.others, *others) if number.unit == whole.unit else others,
    )


def _is_firm(bare: NumberValue, whole: NumberValue) -> bool:
    """Whether what stands beside it makes it one: “two weeks” does, “a year” does not."""
    has_gained = whole.unit != bare.unit or whole.value != bare.value
    return has_gained and not bare.is_rough and not (whole.unit in DAYS and whole.value < 2)


def _is_bounded(number: NumberValue, text: str) -> bool:
    """Whether it is a time with a bound before it: “more than an hour”."""
    start = number.span.start
    is_after_bound = BOUND_BEFORE.search(text, max(0, start - 16), start) is not None
    return number.unit in DAYS and is_after_bound


def _with_half(number: NumberValue, text: str, language: str) -> NumberValue:
    half = AND_A_HALF.match(text, number.span.end)
    if half is None:
        return number
    value = number.value + 0.5 * _last_scale(number.span.of(text), language)
    end = half.end()
    if scaled := scale(language).match(text, end):
        value, end = value * SCALES[language][scaled[1].lower()], scaled.end()
    return replace(number, span=Span(number.span.start, end), value=value)


def _with_unit(number: NumberValue, text: str) -> NumberValue:
    """The number with a percent sign, a month or a unit of time."""
    start, end, value = number.span.start, number.span.end, number.value
    if not number.unit and (percent := PERCENT_AFTER.match(text, end)):
        return replace(number, span=Span(start, percent.end()), unit="percent")
    if number.unit in {"", "ordinal"} and (dated := _dated(text, number.span, value)):
        return replace(number, span=dated[1], unit=dated[0])
    if not number.unit and (time := UNIT_AFTER.match(text, end)):
        end = time.end()
        if half := AND_A_HALF.match(text, end):
            value, end = value + 0.5, half.end()
        return replace(number, span=Span(start, end), value=value, unit=str(time.lastgroup))
    return number


def _with_measure(number: NumberValue, text: str) -> NumberValue:
    """The number with what is counted, before it or after it; one that has a unit as it is."""
    start, end = number.span.start, number.span.end
    if number.unit:
        return number
    if after := MEASURE_AFTER.match(text, end):
        return replace(number, span=Span(start, after.end()), measure=str(after.lastgroup))
    if before := MEASURE_BEFORE.search(text, max(0, start - 8), start):
        return replace(number, span=Span(before.start(), end), measure=str(before.lastgroup))
    return number


def _last_scale(words: str, language: str) -> float:
    """What a half is a half of: “un milliard et demi”, “two and a half”."""
    last = re.search(r"[^\W\d_]+$", words.rstrip())
    return SCALES[language].get(last[0].lower(), 1.0) if last else 1.0


def _dated(text: str, span: Span, value: float) -> tuple[str, Span] | None:
    """The unit and the place of a day with its month: “6 juin”, “June 6th”, “the 6th of June”."""
    if value != int(value) or not 1 <= value <= 31:
        return None
    for at, before in ((MONTH_AFTER.match(text, span.end), 0), (_word_before(text, span.start), 1)):
        month = at and at[1] not in ALSO_VERBS and months().get(at[1].lower())
        if at and month:
            place = Span(at.start(1), span.end) if before else Span(span.start, at.end(1))
            return f"date-{month:02}", place
    return None


def _word_before(text: str, place: int) -> re.Match[str] | None:
    return MONTH_BEFORE.search(text, max(0, place - 24), place)
