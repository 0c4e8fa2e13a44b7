"""How numbers, their units and what is counted are written in English and in French."""

from __future__ import annotations

import re
from functools import cache

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
        "several hundred": (200, "", True), "few hundred": (200, "", True),
        "day before yesterday": (-2, "from today", False),
        "yesterday": (-1, "from today", False), "last night": (-1, "from today", False),
        "today": (0, "from today", False), "tonight": (0, "from today", False),
        "this morning": (0, "from today", False), "this afternoon": (0, "from today", False),
        "this evening": (0, "from today", False),
        "tomorrow": (1, "from today", False), "day after tomorrow": (2, "from today", False),
        "bastille day": (14, "date-07", False), "armistice day": (11, "date-11", False),
        "d-day": (6, "date-06", False), "may day": (1, "date-05", False),
        "new year's day": (1, "date-01", False), "new year’s day": (1, "date-01", False),
        "christmas": (25, "date-12", False),
        "noon": (12, "clock", False), "midday": (12, "clock", False),
        "midnight": (0, "clock", False), "9/11": (11, "date-09", False),
        "trillion": (1e12, "", True), "trillions": (2e12, "", True),
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
        "trimestre": (3, "month", False),
        "avant-hier": (-2, "from today", False), "avant hier": (-2, "from today", False),
        "hier": (-1, "from today", False), "cette nuit": (0, "from today", False),
        "aujourd'hui": (0, "from today", False), "aujourd’hui": (0, "from today", False),
        "ce matin": (0, "from today", False), "cet après-midi": (0, "from today", False),
        "ce soir": (0, "from today", False), "demain": (1, "from today", False),
        "après-demain": (2, "from today", False), "après demain": (2, "from today", False),
        "noël": (25, "date-12", False),
        "midi": (12, "clock", False), "minuit": (0, "clock", False),
    },
}  # fmt: skip
# What else a word of ``WORDS`` may be worth: the night, the year that is left unsaid.
OTHERWISE = {"9/11": (2001.0,), "last night": (0.0,), "cette nuit": (-1.0,)}
# What multiplies a rough word: “une dizaine de millions”, “several hundred thousand”.
ROUGH_SCALE = {
    "en": re.compile(r"\s+(?:of\s+)?(thousand|million|billion|trillion)s?\b", re.IGNORECASE),
    "fr": re.compile(r"\s+(?:de\s+|d['’])(millier|million|milliard)s?\b", re.IGNORECASE),
}
WORTH = {"thousand": 1e3, "millier": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e9,
         "trillion": 1e12}  # fmt: skip
# Number words that are more often something else.
OFTEN_NO_NUMBER = frozenset(
    {"one", "first", "second", "third", "thirds", "zero", "o", "oh", "un", "une", "premier"}
    | {"première", "premiers", "premières", "seconde", "deuxième", "troisième", "tiers", "neuf"}
    | {"neuve", "neufs", "neuves", "cents", "quart", "zéro"}
)
# “Une quinzaine” by itself is a time; “une quinzaine de pays” is not.
FORTNIGHT = re.compile(r"quinzaine(?!\w|\s+d(?:e\b|es\b|['’]))", re.IGNORECASE)
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
PERCENT_AFTER = re.compile(rf"[\s\u00a0\u202f-]*(?:{PERCENT})", re.IGNORECASE)
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
# “Swiss francs”, “Hong Kong dollars”.
_WHOSE = r"(?:(?:Swiss|French|Belgian|CFA|Czech|Swedish|Danish|Norwegian|Russian|Chinese)\s+)?"
MEASURES = {
    "euro": (r"euros?\b|€|EUR\b", r"€|EUR|euros?"),
    "dollar": (r"(?:[A-Z]{2}\s)?dollars?\b|\$|USD\b", r"\$|USD|dollars?"),
    "pound": (r"pounds?\b|livres?\b|£|GBP\b", r"£|GBP"),
    "rouble": (rf"{_WHOSE}(?:rou|ru)bles?\b|RUB\b", r"(?!)"),
    "yuan": (rf"{_WHOSE}(?:yuans?|renminbis?)\b|RMB\b|CNY\b", r"(?!)"),
    "yen": (r"(?:Japanese\s+)?yens?\b|JPY\b", r"(?!)"),
    # A “franc-tireur” is no money.
    "franc": (rf"{_WHOSE}francs?\b(?!-)|CHF\b", r"CHF"),
    "crown": (rf"{_WHOSE}(?:couronnes?|crowns?|kron(?:a|or|er?)|korunas?)\b", r"(?!)"),
    "zloty": (r"(?:Polish\s+)?z[lł]ot(?:ys?|ych|ies)\b", r"(?!)"),
    "hryvnia": (r"(?:Ukrainian\s+)?h?ryvnias?\b|hryvnas?\b", r"(?!)"),
    "rupee": (r"(?:Indian\s+)?(?:rupees?|roupies?)\b", r"(?!)"),
    "shekel": (r"(?:Israeli\s+)?sh[eé]kels?\b", r"(?!)"),
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
# “The over-65s”, “under 25s”: ages, no decades.
AGES = re.compile(r"\b(?:over|under)[-\s](?P<age>\d{1,2}s)\b", re.IGNORECASE)
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
# “Divisé par quatre” is what “a quarter of” says, and “un cinquième” is 20 percent.
DIVIDED_BEFORE = re.compile(r"\bdivis\w+\s+par\s+$|\bdivided\s+by\s+$", re.IGNORECASE)
SHARE_BEFORE = re.compile(r"(?<![\w-])(?:une?|an?|one)\s+$", re.IGNORECASE)
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
# A figure that is part of a name or a date: G20, G 20, COVID-19, P5+1, F-16, 1.2.3, 9/11.
NAME_BEFORE = re.compile(
    r"(?:[^\W\d_]|(?<![^\W_])[A-Z][^\W\d_]{0,12}[-‐‑]|(?<![^\W_])[A-Z][\s\u00a0]|\d[.,:/+]|[EP]\d\+|_)$"
)
NAME_AFTER = re.compile(r"[^\W\d_]|[-‐‑][A-Z]\b|_|/\d")
#: Stands where a number was found already; part of no word, figure or sign.
BLOT = "\x00"
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
def figure(language: str) -> re.Pattern[str]:
    """Digits with their group signs, a fraction and the end of an ordinal."""
    return re.compile(
        rf"(?P<whole>{GROUPS[language]}){FRACTION[language]}(?P<ordinal>{ORDINAL_END[language]})?",
    )


@cache
def scale(language: str) -> re.Pattern[str]:
    """A word that multiplies the number before it."""
    return re.compile(rf"[\s\u00a0-]?({'|'.join(SCALES[language])})\b", re.IGNORECASE)


@cache
def listed(language: str) -> re.Pattern[str]:
    """A word of ``WORDS``, the longest that fits."""
    longest_first = sorted(WORDS[language], key=len, reverse=True)
    return re.compile(rf"(?<![\w])(?:{'|'.join(longest_first)})(?!\w)", re.IGNORECASE)
