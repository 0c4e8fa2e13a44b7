"""Numbers that are told in a phrase: times of day, parts of a million, shares, ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from align.numbers.patterns import BLOT, SCALES, scale
from align.numbers.values import MONTH_NAME, NumberValue, time_of_day
from align.types import Span

_HOURS = {
    "en": "zero one two three four five six seven eight nine ten eleven twelve",
    "fr": "zéro une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze "
    "quinze seize dix-sept dix-huit dix-neuf vingt vingt-et-une vingt-deux vingt-trois",
}
_SMALL = {language: words.split() for language, words in _HOURS.items()}
_MINUTES = {"five": 5, "ten": 10, "quarter": 15, "twenty": 20, "twenty-five": 25, "half": 30}
_MINUTES |= {"cinq": 5, "dix": 10, "quinze": 15, "vingt": 20, "vingt-cinq": 25, "trente": 30}
_MINUTES |= {"quarante": 40, "quarante-cinq": 45, "cinquante": 50, "et quart": 15}
_MINUTES |= {"thirty": 30, "fifteen": 15, "forty-five": 45, "moins le quart": -15}


def _one_of(words: Sequence[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True)).replace("-", r"[\s-]")


_HOUR = rf"(?P<hour>{_one_of(_SMALL['en'][1:])}|1[0-2]|[1-9])(?![\w.,:]*\d)"
_NO_AMOUNT = r"(?!\s*(?:%|per\s?cent|hundred|thousand|million|billion))"
#: What follows an hour that is written in a word, for it to be one.
_DAYTIME = r"(?:[ap]\.?m\b|o['’]clock|in\s+the\s+(?:morning|afternoon|evening)\b|at\s+night\b)"
TIME = {
    "en": re.compile(
        rf"\b(?:(?P<minutes>half|(?:a\s+)?quarter|(?:five|ten|twenty[\s-]five|twenty)"
        rf"(?=(?:\s+minutes)?\s+past))(?:\s+minutes)?\s+(?P<way>past|after|to)\s+{_HOUR}\b"
        rf"{_NO_AMOUNT}|(?P<said>{_one_of(_SMALL['en'][1:])})"
        rf"(?:[\s-]+(?P<sharp>thirty|fifteen|forty-five))?\s+(?={_DAYTIME}))",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"(?<![\w-])(?P<said>{_one_of(_SMALL['fr'])}|[01]?\d|2[0-3])\s+heures?\s+"
        rf"(?P<sharp>et\s+quart|moins\s+le\s+quart|[0-5]\d(?!\d)"
        rf"|(?:quarante|vingt)[\s-]cinq|cinq|dix|quinze|vingt|trente|quarante|cinquante)"
        rf"(?![\w-])(?!\s+(?:minutes|secondes|jours|ans|mois|semaines|mille|millions|pour))",
        re.IGNORECASE,
    ),
}
#: What tells the forenoon from the afternoon.
HALF_AFTER = re.compile(
    r"\s*(?:(?P<am>a\.?m\b|in\s+the\s+morning)|(?P<pm>p\.?m\b|in\s+the\s+(?:afternoon|evening)))",
    re.IGNORECASE,
)
_PARTS = {"half": 0.5, "demi": 0.5, "quarter": 0.25, "quart": 0.25, "third": 1 / 3, "tiers": 1 / 3}
PART_OF_SCALE = {
    "en": re.compile(
        r"\b(?:(?P<many>three|two|a|one)[\s-]+)?(?P<part>half|quarter|third)s?\s+(?:of\s+)?"
        rf"(?:an?|one)\s+(?P<scale>hundred|{'|'.join(SCALES['en'])})\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(?:(?P<many>trois|deux|une?|le)\s+)?(?P<part>demi|quart|tiers)s?(?:-|\s+(?:de\s+|d['’]un\s+))"
        r"(?P<scale>millions?|milliards?)\b",
        re.IGNORECASE,
    ),
}
ORDER = (
    *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "spring", "summer", "autumn", "winter"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
IN_ANY_CASE = {("fr", "weekday"), ("fr", "season"), ("en", "season")}
_WEEKDAYS = {
    "en": "Mondays? Tuesdays? Wednesdays? Thursdays? Fridays? Saturdays? Sundays?",
    "fr": "lundis? mardis? mercredis? jeudis? vendredis? samedis? dimanches?",
}
_SEASONS = {
    "en": (r"spring", r"summer", r"autumn|(?<=the )fall|(?<=last )fall|(?<=next )fall", r"winter"),
    "fr": (r"printemps", r"(?<=l['’])été|(?<=cet )été|(?<=d['’])été", r"automne", r"hiver"),
}
#: English verbs are months only after a word or before a year that says so; “Mars” is a planet.
_VERB = "|".join(rf"(?<=\b{word} )" for word in ("in", "of", "last", "next", "since", "by", "this"))
_YEAR = rf" [\d{BLOT}]{{4}}(?!\w)"
_MONTHS = {
    "en": (r"January", r"February", rf"(?:{_VERB})March|March(?={_YEAR})", r"April",
           rf"(?:{_VERB})May|May(?={_YEAR})", r"June", r"July", r"August", r"September",
           r"October", r"November", r"December"),
    "fr": (r"[Jj]anvier", r"[Ff]évrier", r"mars", r"[Aa]vril", r"mai", r"[Jj]uin", r"[Jj]uillet",
           r"[Aa]oût", r"[Ss]eptembre", r"[Oo]ctobre", r"[Nn]ovembre", r"[Dd]écembre"),
}  # fmt: skip
CALENDAR = {
    language: {
        unit: re.compile(
            "|".join(
                rf"(?P<{name}>\b(?:{words})\b)" for name, words in zip(names, table, strict=True)
            ),
            re.IGNORECASE if (language, unit) in IN_ANY_CASE else re.NOFLAG,
        )
        for unit, names, table in (
            ("weekday", ORDER[:7], _WEEKDAYS[language].split()),
            ("season", ORDER[7:11], _SEASONS[language]),
            (MONTH_NAME, ORDER[11:], _MONTHS[language]),
        )
    }
    for language in ("en", "fr")
}
#: Between the two numbers of a share: “trois Français sur quatre”, “one out of every five”.
SHARE = {
    "en": re.compile(r"(?:\s+[^\W\d_]+){0,2}?\s+(?:in|out\s+of)(?:\s+every)?\s+"),
    "fr": re.compile(r"(?:\s+[^\W\d_]+){0,3}?\s+sur\s+"),
}
MOST_OF_A_SHARE = 100
#: Between the two numbers of a range, of which the second may speak for the first.
RANGE = re.compile(r"[\s\u00a0\u202f]*(?:à|et|ou|to|and|or|–|-)[\s\u00a0\u202f]*(?:de\s+)?")
#: Years of which the last two figures are often said alone.
SAID_BRIEFLY = range(1910, 2100)


def times_of_day(text: str, language: str) -> Iterator[NumberValue]:
    """Times in words: “half past three”, “six p.m.”, “quinze heures trente”."""
    for match in TIME[language].finditer(text):
        words = match.groupdict()
        hour = _small(words["said"] or words["hour"], language)
        minutes = _minutes(words.get("minutes") or words["sharp"])
        if (words.get("way") or "").lower() == "to":
            minutes = -minutes
        half = HALF_AFTER.match(text, match.end())
        known = str(half.lastgroup) if half else ""
        yield time_of_day(Span(*match.span()), (hour + minutes / 60) % 24, known)


def parts_of_scales(text: str, language: str) -> Iterator[NumberValue]:
    """“Half a billion”, “un demi-milliard”, “trois quarts de million”."""
    many = {"three": 3, "trois": 3, "two": 2, "deux": 2}
    for match in PART_OF_SCALE[language].finditer(text):
        worth = {"hundred": 100.0, **SCALES[language]}[match["scale"].lower()]
        share = many.get((match["many"] or "").lower(), 1) * _PARTS[match["part"].lower()]
        yield NumberValue(Span(*match.span()), share * worth)


def days_and_seasons(text: str, language: str) -> Iterator[NumberValue]:
    """Days of the week, seasons and months by their order; soft: “tomorrow” may stand for them."""
    for unit, names in CALENDAR[language].items():
        for match in names.finditer(text):
            order = ORDER.index(str(match.lastgroup))
            value = order - 10 if unit == MONTH_NAME else order
            yield NumberValue(Span(*match.span()), value, unit, is_soft=True)


def read_together(found: Sequence[NumberValue], text: str, language: str) -> list[NumberValue]:
    """Numbers in order, each with what it may be worth beside the next.

    “Three in four” is also 0.75 and then no three; “300 to 450 million” begins with 300 million;
    1988 may be said as 88, 2017 as 17.
    """
    numbers = [_with_short_year(number) for number in found]
    for place in range(len(numbers) - 1):
        first, second = numbers[place], numbers[place + 1]
        between = text[first.span.end : second.span.start]
        if _is_share(first, second) and SHARE[language].fullmatch(between):
            others = (*second.others, first.value / second.value)
            numbers[place] = replace(first, is_soft=True)
            numbers[place + 1] = replace(second, others=others)
        elif (
            second.unit == "percent"
            and not (first.unit or first.measure)
            and (RANGE.fullmatch(between))
        ):
            numbers[place] = replace(first, unit="percent")
        elif RANGE.fullmatch(between) and not first.unit:
            times = _scale_of(second, text, language) / _scale_of(first, text, language)
            others = (*first.others, first.value * times) if times > 1 else first.others
            numbers[place] = replace(first, others=others)
    return numbers


def _small(word: str, language: str) -> int:
    """An hour in a word or in digits."""
    plain = re.sub(r"\s", "-", word.lower())
    return int(plain) if plain.isdigit() else _SMALL[language].index(plain)


def _minutes(words: str | None) -> int:
    plain = re.sub(r"^a\s+", "", (words or "").lower())
    if plain.isdigit():
        return int(plain)
    return _MINUTES.get(plain, 0) or _MINUTES.get(re.sub(r"\s", "-", plain), 0)


def _is_share(first: NumberValue, second: NumberValue) -> bool:
    is_bare = not (first.unit or second.unit or first.measure or second.measure)
    return is_bare and 0 < first.value < second.value <= MOST_OF_A_SHARE


def _scale_of(number: NumberValue, text: str, language: str) -> float:
    """What the number's own words multiply it by: a million in “450 millions d'euros”."""
    digits = re.match(r"[\d.,\u00a0\u202f ]*\d", number.span.of(text))
    if digits is None:
        return 1.0
    scaled = scale(language).match(text, number.span.start + digits.end())
    return SCALES[language][scaled[1].lower()] if scaled else 1.0


def _with_short_year(number: NumberValue) -> NumberValue:
    is_year = not number.unit and not number.measure and number.value in SAID_BRIEFLY
    return replace(number, others=(*number.others, number.value % 100)) if is_year else number
