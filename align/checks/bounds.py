"""Amounts that one side leaves open and the other does not, or the other way round.

*More than an hour* is neither *an hour* nor *less than an hour*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from align.checks.links import Pair, interpreted_pairs, languages_of
from align.checks.wording import quoted
from align.cues import has_match, strong_cues
from align.denial import TABLES
from align.numbers.find import share_a_number
from align.types import Comparison, Finding, Segment, Severity, Span

CHECK = "bounds"
CATEGORIES = ("Accuracy/Omission/Hedge", "Accuracy/Addition/Hedge")
TURNED = "Accuracy/Mistranslation/Number"
NAMES = {"fr": "French", "en": "English"}
_FRENCH_NUMBER = (
    r"(?:\d[\d.,\u00a0\u202f ]*|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|cents?|mille)\b"
    r"|(?:un|une|la|le)\s+(?:bonne\s+)?(?:heures?|ans?|années?|mois|semaine|jour|journée|minute"
    r"|siècle|tiers|quart|moitié|million|milliard|millier|centaine|dizaine|vingtaine|trentaine"
    r"|cinquantaine|décennie)\b(?:\s+et\s+demie?\b)?)"
)
_ENGLISH_NUMBER = (
    r"(?:\d[\d.,]*|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty"
    r"|ninety|hundreds?|thousands?|millions?|billions?|half|twice)\b|(?:an?|one|the)\s+(?:hour|year"
    r"|month|week|day|minute|century|third|quarter|half|hundred|thousand|million|billion|dozen"
    r"|decade|score)\b(?:\s+and\s+a\s+half\b)?)"
)
NUMBERS = {
    language: re.compile(rf"\b{part}", re.IGNORECASE)
    for language, part in (("fr", _FRENCH_NUMBER), ("en", _ENGLISH_NUMBER))
}
#: What leaves an amount open, right before it.
OPEN = {
    "fr": re.compile(
        r"(?<![\w’'-])(?:(?:pas\s+)?plus\s+(?:de\s+|d['’])|(?:pas\s+)?moins\s+(?:de\s+|d['’])|près\s+(?:de\s+|d['’])"
        r"|au\s+moins\s+(?:de\s+|d['’])?|environ\s+|presque\s+|à\s+peu\s+près\s+|au\s+bas\s+mot\s+"
        rf"|à\s+peine\s+|au\s+plus\s+){_FRENCH_NUMBER}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?<![\w’'-])(?:(?:not? )?(?:more|less|fewer) than|at least|at most|nearly|almost"
        r"|approximately|roughly|up to|barely|over|about|around)[\s-]+"
        rf"{_ENGLISH_NUMBER}",
        re.IGNORECASE,
    ),
}
#: Open upwards or downwards, by how an open amount begins; what says neither is left out.
UP = re.compile(r"plus\b|au\s+moins|more\b|at\s+least|over\b", re.IGNORECASE)
DOWN = re.compile(r"moins\b|au\s+plus|less\b|fewer\b|at\s+most|up\s+to", re.IGNORECASE)
#: What can say so on the other side wherever it stands, and amounts that are open by themselves.
ANSWERS = {
    "fr": re.compile(
        r"\b(?:plus|au-delà|dépass\w*|moins|supérieure?s?|inférieure?s?|environ|près|presque"
        r"|quelques?|autour|à peu|jusqu\w*|quasi\w*|voire|minimum|maximum|excéd\w*|outre"
        r"|approxim\w*|avoisin\w*|frôl\w*|peine|estim\w*|alentours|ordre|minim\w*|maxim\w*|large\w*"
        r"|[a-zé]{3,}aines?|milliers?|passé|depuis|dès|entre)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:more|less|few\w*|above|least|most|upwards?|excess|exceed\w*|beyond|plus|approx\w*"
        r"|roughly|nearly|almost|further|min(?:imum|imal)|max(?:imum|imal)|estimat\w*|as many"
        r"|as much|higher|older|longer|larger|greater|barely|hardly|scarcely|practically|virtually"
        r"|until|dozens?|hundreds|thousands|millions|or so|odd|mere\w*|between|close to)\b",
        re.IGNORECASE,
    ),
}
#: What says so only right before an amount, a word or two between.
ANSWERS_BEFORE = {
    "fr": re.compile(
        rf"\b(?:vers|sous|bien|tout|toute|encore|même|bon|bonne|loin)\s+(?:\S+\s+)?{_FRENCH_NUMBER}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:over|about|around|some|up to|under|below|within|past|just|well|near|good|another"
        rf"|only|even|full|every|through)[\s-]+(?:\S+\s+){{0,2}}{_ENGLISH_NUMBER}",
        re.IGNORECASE,
    ),
}
#: “Over seven years” is no more than seven where the French says *sur*, *en* or *pendant*.
OVER_TIME = re.compile(
    rf"over\s+(?:(?:an?|one|the)\s+|{_ENGLISH_NUMBER}[\s-]+)"
    r"(?:minute|hour|day|week|month|year|decade|centur)",
    re.IGNORECASE,
)
IN_TIME = re.compile(
    r"\b(?:sur|en|pendant|durant|dans|au\s+cours\s+d\w+)\s+(?:(?:les|ces|l['’]espace\s+d\w+"
    rf"|une\s+période\s+de)\s+)?{_FRENCH_NUMBER}",
    re.IGNORECASE,
)


def check_bounds(comparison: Comparison) -> Iterator[Finding]:
    """One finding for each open amount that the other side gives as a firm one."""
    languages = languages_of(comparison)
    if not set(languages) <= OPEN.keys():
        return
    for pair in interpreted_pairs(comparison):
        yield from _findings(pair, languages, 0)
        yield from _findings(pair, languages, 1)
        yield from _turned(pair, languages)


def _findings(pair: Pair, languages: tuple[str, str], side: int) -> Iterator[Finding]:
    sides = pair.source, pair.target
    here, there = languages[side], languages[1 - side]
    if pair.has_gap or not has_match(sides[1 - side], NUMBERS[there]):
        return
    if any(has_match(sides[1 - side], table[there]) for table in (ANSWERS, ANSWERS_BEFORE)):
        return
    for said, span in _amounts(sides[side], here, sides[1 - side]):
        yield Finding(
            CHECK,
            CATEGORIES[side],
            Severity.MINOR,
            f"The {NAMES[here]} says {quoted(said)}; nothing in the {NAMES[there]} leaves the "
            "amount open.",
            pair.number,
            (span,) if side == 0 else (),
            (span,) if side == 1 else (),
            0.6,
        )


def _amounts(
    segments: Sequence[Segment], language: str, others: Sequence[Segment]
) -> Iterator[tuple[str, Span]]:
    """The open amounts of a side with their places; a stretch of time that only says how long."""
    is_in_time = has_match(others, IN_TIME)
    for segment in segments:
        for match in OPEN[language].finditer(segment.text):
            if not (is_in_time and OVER_TIME.match(segment.text, match.start())):
                said, start = match[0].rstrip(" .,"), segment.span.start + match.start()
                yield said, Span(start, start + len(said))


def _turned(pair: Pair, languages: tuple[str, str]) -> Iterator[Finding]:
    """One open amount on each side, one open upwards and the other downwards; nothing denied."""
    sides = pair.source, pair.target
    if any(strong_cues(side, each, TABLES) for side, each in zip(sides, languages, strict=True)):
        return
    found = [list(_amounts(sides[at], languages[at], sides[1 - at])) for at in (0, 1)]
    if not len(found[0]) == len(found[1]) == 1:
        return
    (one, place), (other, place_there) = found[0][0], found[1][0]
    is_opposite = (UP.match(one) and DOWN.match(other)) or (DOWN.match(one) and UP.match(other))
    if is_opposite and share_a_number(one, other, languages):
        here, there = (NAMES[each] for each in languages)
        message = (
            f"The {here} says {quoted(one)}; the {there} says {quoted(other)}, "
            "which is the other way round."
        )
        spans = (place,), (place_there,)
        yield Finding(CHECK, TURNED, Severity.MAJOR, message, pair.number, *spans, 0.6)
