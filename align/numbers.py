"""The numbers in a text by their value, in digits and in words, in English and in French.

Digits, signs and units are found by rules here, number words by ``text2num``. A number that is
often no number at all (``one``, ``second``, ``neuf``) or only a rough one (``une dizaine``) is
*soft*: it can answer a number on the other side, but its absence says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from align.types import Span


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number of a text.

    Attributes:
        span: Where it stands, its unit included.
        value: What it is worth.
        unit: "percent", "ordinal", "decade", "clock", a unit of time such as "week", "date-06" for
            a day in June; "" for a bare number.
        is_soft: Whether its absence on the other side says nothing.
        others: What else it may be worth: *quinze jours* are fifteen days and two weeks.
        is_rough: Whether it stands for anything near its value.
        measure: What is counted, where that is money, a length or a weight: "euro", "kilometre" …
    """

    span: Span
    value: float
    unit: str = ""
    is_soft: bool = False
    others: tuple[float, ...] = ()
    is_rough: bool = False
    measure: str = ""

    @property
    def days(self) -> float | None:
        """Its length in days, for a number of units of time."""
        length = DAYS.get(self.unit)
        return None if length is None else self.value * length


# --------------------------------------------------------------------- the tables

DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 365.25 / 12,
    "year": 365.25,
    "decade": 3652.5,
    "century": 36525.0,
}
UNITS = {
    "minute": r"minutes?",
    "hour": r"hours?|heures?",
    "day": r"days?|jours?|journées?",
    "week": r"weeks?|semaines?",
    "month": r"months?|mois",
    "year": r"years?|ans?|années?",
    "decade": r"decades?|décennies?",
    "century": r"centur(?:y|ies)|siècles?",
}
SCALES = {
    "en": {"thousand": 1e3, "million": 1e6, "millions": 1e6, "mn": 1e6, "billion": 1e9,
           "billions": 1e9, "bn": 1e9, "trillion": 1e12, "trillions": 1e12},
    "fr": {"mille": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9,
           "md": 1e9, "mds": 1e9, "mrd": 1e9, "billion": 1e12, "billions": 1e12},
}  # fmt: skip
# Words that stand for a number and that text2num leaves alone: value, unit, whether rough.
WORDS: dict[str, dict[str, tuple[float, str, bool]]] = {
    "en": {
        "half": (0.5, "", False), "halves": (0.5, "", False), "quarter": (0.25, "", False),
        "two-thirds": (2 / 3, "", False),
        "two thirds": (2 / 3, "", False), "three-quarters": (0.75, "", False),
        "three quarters": (0.75, "", False), "couple": (2, "", True), "both": (2, "", False),
        "twice": (2, "", False), "double": (2, "", False), "doubled": (2, "", False),
        "twofold": (2, "", False), "thrice": (3, "", False), "triple": (3, "", False),
        "tripled": (3, "", False), "dozen": (12, "", True), "dozens": (24, "", True),
        "a minute": (1, "minute", False), "an hour": (1, "hour", False),
        "a day": (1, "day", False), "a week": (1, "week", False),
        "a month": (1, "month", False), "a year": (1, "year", False),
        "decade": (1, "decade", False), "century": (1, "century", False),
        "fortnight": (2, "week", False), "hundreds": (200, "", True), "tens": (20, "", True),
        "yesterday": (1, "day", False), "day before yesterday": (2, "day", False),
        "tomorrow": (1, "day", False), "day after tomorrow": (2, "day", False),
        "thousands": (2000, "", True), "millions": (2e6, "", True), "billions": (2e9, "", True),
        "twentieth": (20, "ordinal", False), "thirtieth": (30, "ordinal", False),
        "fortieth": (40, "ordinal", False), "fiftieth": (50, "ordinal", False),
        "sixtieth": (60, "ordinal", False), "seventieth": (70, "ordinal", False),
        "eightieth": (80, "ordinal", False), "ninetieth": (90, "ordinal", False),
    },
    "fr": {
        "demi": (0.5, "", False), "demie": (0.5, "", False), "moitié": (0.5, "", False),
        "quart": (0.25, "", False), "tiers": (1 / 3, "", False), "deux tiers": (2 / 3, "", False),
        "trois quarts": (0.75, "", False), "double": (2, "", False), "doublé": (2, "", False),
        "triple": (3, "", False), "dizaine": (10, "", True), "dizaines": (20, "", True),
        "douzaine": (12, "", True), "quinzaine": (15, "", True), "vingtaine": (20, "", True),
        "trentaine": (30, "", True), "quarantaine": (40, "", True),
        "cinquantaine": (50, "", True), "soixantaine": (60, "", True),
        "centaine": (100, "", True), "centaines": (200, "", True), "millier": (1000, "", True),
        "milliers": (2000, "", True), "décennie": (1, "decade", False),
        "siècle": (1, "century", False), "semestre": (6, "month", False),
        "trimestre": (3, "month", False), "hier": (1, "day", False),
        "demain": (1, "day", False), "avant-hier": (2, "day", False),
        "avant hier": (2, "day", False), "après-demain": (2, "day", False),
        "après demain": (2, "day", False),
    },
}  # fmt: skip
# Number words that are more often something else.
OFTEN_NO_NUMBER = frozenset(
    {"one", "first", "second", "third", "thirds", "zero", "o", "oh", "un", "une", "premier"}
    | {"première", "premiers", "premières", "seconde", "deuxième", "troisième", "tiers", "neuf"}
    | {"neuve", "quart", "zéro"}
)
# French counts the first day of a period, so a fortnight is quinze jours and a week huit jours.
INCLUSIVE_DAYS = {8.0: 7.0, 15.0: 14.0}

GROUPS = {
    # A group sign stands before exactly three digits; spaces are used in both languages.
    "en": r"\d{1,3}(?:,\d{3})+(?!\d)|\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d+",
    "fr": r"\d{1,3}(?:[\u00a0\u202f\u2009 ]\d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?!\d)|\d+",
}
FRACTION = {
    "en": r"(?:\.(?P<fraction>\d+)(?!\d|\.\d))?",
    "fr": r"(?:[,.](?P<fraction>\d+)(?!\d|[.,]\d))?",
}
ORDINAL_END = {
    "en": r"(?:st|nd|rd|th)\b",
    "fr": r"(?:ers?|ères?|res?|[èe]mes?|es?|nde?s?|ᵉ|°)(?!\w)",
}
PERCENT = r"%|pour[\s-]?cents?\b|per[\s-]?cent\b|percentage[\s]points?\b|p\.\s?100"
PERCENT_AFTER = re.compile(rf"[\s\u00a0\u202f]*(?:{PERCENT})", re.IGNORECASE)
UNIT_AFTER = re.compile(
    r"[\s-]+(?:(?:(?:of\s+)?an?|de|full|more|dernière?s|derniers|prochaine?s|autres)\s+|d[’'](?:une?\s+)?)?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in UNITS.items())
    + r")\b",
    re.IGNORECASE,
)
AND_A_HALF = re.compile(r"[\s-]+(?:and[\s-]+a[\s-]+half|et\s+demie?)\b", re.IGNORECASE)
# “More than an hour” is an amount; “an hour” alone often is a way of speaking.
BOUND_BEFORE = re.compile(
    r"\b(?:(?:plus|moins)\s+d(?:e\s+|['’]\s?)|(?:au\s+(?:moins|plus))\s+|(?:more|less)\s+than\s+"
    r"|at\s+(?:least|most)\s+|over\s+|under\s+)(?:une?\s+|an?\s+)?$",
    re.IGNORECASE,
)
MEASURES = {
    "euro": (r"euros?\b|€|EUR\b", r"€|EUR|euros?"),
    "dollar": (r"(?:[A-Z]{2}\s)?dollars?\b|\$|USD\b", r"\$|USD|dollars?"),
    "pound": (r"pounds?\b|livres?\b|£|GBP\b", r"£|GBP"),
    "kilometre": (r"kilomet(?:re|er)s?\b|kilomètres?\b|km\b", r"(?!)"),
    "mile": (r"miles?\b|milles?\s+marins?\b|nautical\s+miles?\b", r"(?!)"),
    "metre": (r"met(?:re|er)s?\b|mètres?\b", r"(?!)"),
    "tonne": (r"tonn?es?\b|tons?\b", r"(?!)"),
    "kilogram": (r"kilo(?:gram(?:me)?)?s?\b|kg\b", r"(?!)"),
    "hectare": (r"hectares?\b", r"(?!)"),
    "acre": (r"acres?\b", r"(?!)"),
}
MEASURE_AFTER = re.compile(
    r"[\s\u00a0\u202f-]*(?:d['’]|(?:de|of)\s+)?(?:"
    + "|".join(f"(?P<{name}>{after})" for name, (after, _) in MEASURES.items())
    + ")",
    re.IGNORECASE,
)
MEASURE_BEFORE = re.compile(
    "(?:" + "|".join(f"(?P<{name}>{before})" for name, (_, before) in MEASURES.items()) + r")\s?$"
)
CLOCK = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])(?:"
    r"\s?h\s?(?P<m1>[0-5]\d)?\b|:(?P<m2>[0-5]\d)(?![\d:])(?P<half1>\s?[ap]\.?m\b\.?)?"
    r"|(?P<half2>\s?[ap]\.?m\b\.?)|\s(?=o['’]clock))",
    re.IGNORECASE,
)
DECADE = re.compile(
    r"\bannées\s+(?P<fr>\d{2,4})(?!\d)|(?<![\w’'])[’']?(?P<en>\d0|\d{3}0)[’']?s\b|"
    r"\bannées\s+(?P<frw>vingt|trente|quarante|cinquante|soixante(?:-dix)?|quatre-vingt(?:-dix)?)s?"
    r"(?![\w-])|\b(?P<enw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b",
    re.IGNORECASE,
)
DECADE_WORDS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "soixante-dix": 70, "quatre-vingt": 80, "quatre-vingt-dix": 90,
}  # fmt: skip
ROMAN = re.compile(
    r"(?<![\w.])(?P<roman>[IVX]{1,6})(?:(?P<end>e|ème|ᵉ|er|ère|th|st|nd|rd)\b"
    r"|(?=\s+(?:siècles?|century|centuries)\b))"
)
ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
# A fraction that is one for sure; “third countries” and “pays tiers” are not.
PART = re.compile(
    r"\b(?P<many>a|one|un|two|deux)[\s-]+(?:thirds?|tiers)\b(?=\s+(?:of|de|du|des|d[’'])\b)",
    re.IGNORECASE,
)
TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
# A figure that is part of a name: G20, G 20, COVID-19, P5+1, F-16, 1.2.3.
NAME_BEFORE = re.compile(
    r"(?:[^\W\d_]|(?<![^\W_])[A-Z][^\W\d_]{0,12}[-‐‑]|(?<![^\W_])[A-Z][\s\u00a0]|\d[.,:/+]|[EP]\d\+|_)$"
)
NAME_AFTER = re.compile(r"[^\W\d_]|[-‐‑][A-Z]\b|_")
#: Stands where a number was found already; part of no word, figure or sign.
BLOT = "\x00"


# ----------------------------------------------------------------------- finding


def number_values(text: str, language: str) -> tuple[NumberValue, ...]:
    """Every number of a text in English ("en") or French ("fr"), in order; none in others.

    >>> [(n.value, n.unit) for n in number_values("quinze jours et 2,5 %", "fr")]
    [(15.0, 'day'), (2.5, 'percent')]
    """
    if language not in GROUPS:
        return ()
    found: list[NumberValue] = []
    left = text  # what is taken is blotted out
    for finder in FINDERS:
        for bare in finder(left, language):
            if BLOT in left[bare.span.start : bare.span.end]:
                continue
            number = _with_unit(bare, text, language)
            found.append(number)
            start, end = number.span.start, number.span.end
            left = left[:start] + BLOT * (end - start) + left[end:]
    return tuple(sorted(found, key=lambda number: number.span))


def are_equal(source: NumberValue, target: NumberValue) -> bool:
    """Whether two numbers say the same, whatever their form.

    >>> source, = number_values("quinze jours", "fr")
    >>> [are_equal(source, number_values(text, "en")[0]) for text in ("two weeks", "15 weeks")]
    [True, False]
    """
    units = {source.unit, target.unit}
    if "decade of" in units:
        return source.value % 100 == target.value % 100
    if source.measure and target.measure and source.measure != target.measure:
        return False
    if "clock" in units:
        return any(
            round(abs(one - other) * 60) % 720 == 0
            for one in _hours(source)
            for other in _hours(target)
        )
    if units <= DAYS.keys():
        return _any_near(_lengths(source), _lengths(target), _tolerance(source, target, 0.012))
    if len(units) == 2 and all(unit.startswith("date") for unit in units):
        return False
    if (
        "percent" in units
        and len(units) == 2
        and _any_near([_share(source)], [_share(target)], 0.02)
    ):
        return True
    return _any_near(_values(source), _values(target), _tolerance(source, target, 1e-6))


def _values(number: NumberValue) -> list[float]:
    return [number.value, *number.others]


def _hours(number: NumberValue) -> list[float]:
    """The times of day it may be: “6.30” and “1200” are times beside a time."""
    if number.unit == "clock" or number.unit:
        return [number.value]
    whole, rest = divmod(number.value, 1)
    return [
        number.value,
        whole + round(rest * 100) / 60,
        number.value // 100 + number.value % 100 / 60,
    ]


def _lengths(number: NumberValue) -> list[float]:
    return [DAYS[number.unit] * value for value in _values(number)]


def _share(number: NumberValue) -> float:
    return number.value / 100 if number.unit == "percent" else number.value


def _tolerance(source: NumberValue, target: NumberValue, exact: float) -> float:
    return 0.3 if source.is_rough or target.is_rough else exact


def _any_near(ones: list[float], others: list[float], tolerance: float) -> bool:
    return any(
        abs(one - other) <= tolerance * max(abs(one), abs(other))
        for one in ones
        for other in others
    )


# ------------------------------------------------------------------- the finders


def _decades(text: str, _language: str) -> Iterator[NumberValue]:
    for match in DECADE.finditer(text):
        words = match["frw"] or match["enw"]
        value = DECADE_WORDS[words.lower()] if words else int(match["fr"] or match["en"])
        yield NumberValue(Span(*match.span()), value, "decade of")


def _clocks(text: str, _language: str) -> Iterator[NumberValue]:
    for match in CLOCK.finditer(text):
        minutes = int(match["m1"] or match["m2"] or 0)
        yield NumberValue(Span(*match.span()), int(match["hour"]) + minutes / 60, "clock")


def _romans(text: str, _language: str) -> Iterator[NumberValue]:
    for match in ROMAN.finditer(text):
        digits = [ROMAN_DIGITS[letter] for letter in match["roman"]]
        signed = [-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True)]
        yield NumberValue(Span(*match.span()), sum(signed), "ordinal", sum(signed) <= 3)


def _digits(text: str, language: str) -> Iterator[NumberValue]:
    for match in _figure(language).finditer(text):
        if NAME_BEFORE.search(text, max(0, match.start() - 16), match.start()):
            continue
        whole = re.sub(r"\D", "", match["whole"])
        value = float(f"{whole[:300]}.{(match['fraction'] or '0')[:300]}")
        scaled = _scale(language).match(text, match.end())
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
    for match in _listed(language).finditer(text):
        value, unit, is_rough = WORDS[language][match[0].lower()]
        yield NumberValue(Span(*match.span()), value, unit, is_soft=True, is_rough=is_rough)


def _number_words(text: str, language: str) -> Iterator[NumberValue]:
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    text = PERCENT_AFTER.sub(lambda match: BLOT * len(match[0]), text)
    tokens = [_Token(match) for match in TOKEN.finditer(text)]
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
        number = NumberValue(span, value, unit, is_soft, is_rough=is_scale)
        if last is not None and language == "en" and _is_year(last, number, text):
            number = NumberValue(Span(last.span.start, span.end), 100 * last.value + value)
            last = None
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


FINDERS = (_decades, _clocks, _romans, _digits, _parts, _listed_words, _number_words)


# --------------------------------------------------------------------- the pieces


class _Token:
    """A word with its place, in the form that text2num asks for."""

    def __init__(self, match: re.Match[str]) -> None:
        self.word, self.start, self.end = match[0], match.start(), match.end()

    def text(self) -> str:
        return self.word

    def nt_separated(self, _previous: _Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def _is_year(first: NumberValue, second: NumberValue, text: str) -> bool:
    """Whether two numbers are a year as it is said in English: nineteen eighty-nine."""
    between = text[first.span.end : second.span.start]
    halves = 13 <= first.value <= 21 and 10 <= second.value <= 99
    return halves and between in {" ", "-"} and not first.unit and not second.unit


def _with_unit(number: NumberValue, text: str, language: str) -> NumberValue:
    """The number with what follows it: a half, a scale, a percent sign, a unit, a month."""
    value, end, unit = number.value, number.span.end, number.unit
    if half := AND_A_HALF.match(text, end):
        value, end = value + 0.5 * _last_scale(text[number.span.start : end], language), half.end()
        if scaled := _scale(language).match(text, end):
            value, end = value * SCALES[language][scaled[1].lower()], scaled.end()
    start = number.span.start
    if not unit and (percent := PERCENT_AFTER.match(text, end)):
        unit, end = "percent", percent.end()
    elif unit in {"", "ordinal"} and (dated := _dated(text, Span(start, end), value)):
        unit, start, end = dated[0], dated[1].start, dated[1].end
    elif not unit and (measure := UNIT_AFTER.match(text, end)):
        unit, end = str(measure.lastgroup), measure.end()
        if half := AND_A_HALF.match(text, end):
            value, end = value + 0.5, half.end()
    counted_as = ""
    if not unit and (counted := MEASURE_AFTER.match(text, end)):
        counted_as, end = str(counted.lastgroup), counted.end()
    elif not unit and (counted := MEASURE_BEFORE.search(text, max(0, start - 8), start)):
        counted_as, start = str(counted.lastgroup), counted.start()
    # “two weeks” and “the first of May” are firm; “a year” and “some dozen years” are not.
    has_gained = unit != number.unit or value != number.value
    is_bounded = unit in DAYS and BOUND_BEFORE.search(text, max(0, start - 16), start) is not None
    is_firm = has_gained and not number.is_rough and not (unit in DAYS and value < 2)
    is_inclusive = language == "fr" and unit == "day" and value in INCLUSIVE_DAYS
    return replace(
        number,
        span=Span(start, end),
        value=value,
        unit=unit,
        is_soft=number.is_soft and not is_firm and not is_bounded,
        others=(INCLUSIVE_DAYS[value],) if is_inclusive else number.others if not unit else (),
        measure=counted_as,
    )


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


ALSO_VERBS = frozenset({"may", "march", "mar"})
MONTH_AFTER = re.compile(r"(?:[\s\u00a0]+(?:of[\s]+)?|-)([^\W\d_]+)")
MONTH_BEFORE = re.compile(r"\b([A-Z][a-z]+)\.?\s+(?:the\s+)?$")


@cache
def months() -> dict[str, int]:
    """Every name of a month in English and French with its number.

    >>> months()["june"], months()["août"]
    (6, 8)
    """
    from babel.dates import get_month_names

    return {
        str(name).lower().rstrip("."): number
        for locale in ("en", "fr")
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, locale=locale).items()
    }


@cache
def _figure(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<whole>{GROUPS[language]}){FRACTION[language]}(?P<ordinal>{ORDINAL_END[language]})?",
    )


@cache
def _scale(language: str) -> re.Pattern[str]:
    return re.compile(rf"[\s\u00a0-]?({'|'.join(SCALES[language])})\b", re.IGNORECASE)


@cache
def _listed(language: str) -> re.Pattern[str]:
    longest_first = sorted(WORDS[language], key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)
