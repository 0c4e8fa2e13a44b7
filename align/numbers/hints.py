"""What a text must hold for a finder of numbers to find anything in it.

Most sentences hold nothing for most finders, and a look at their words tells so in a fraction of
the time. A hint is never wrong the other way: whatever a finder could take has a digit, one of its
words, or one of its letters in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from align.numbers.patterns import DECADE_WORDS, WORDS

_RUN = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
#: Letters that a pattern blind to case takes for another letter, which ``str.lower`` does not.
_ODD = re.compile("[ſKİı]")


@dataclass(frozen=True, slots=True)
class Seen:
    """What can be seen of a text at a glance.

    Attributes:
        lower: The text in small letters.
        words: Its runs of letters, in small letters.
        has_digits: Whether a digit stands in it.
        is_odd: Whether it has letters that make hints unsafe.
    """

    text: str
    lower: str
    words: frozenset[str]
    has_digits: bool
    is_odd: bool


Hint = Callable[[Seen, str], bool]


def look(text: str) -> Seen:
    """What is seen of a text."""
    lower = text.lower()
    is_odd = not text.isascii() and _ODD.search(text) is not None
    has_digits = _DIGIT.search(text) is not None
    return Seen(text, lower, frozenset(_RUN.findall(lower)), has_digits, is_odd)


def digits(seen: Seen, _language: str) -> bool:
    """For what is written in digits."""
    return seen.has_digits


def decades(seen: Seen, _language: str) -> bool:
    """For decades: “1990s”, “années vingt”, “the nineties”."""
    return seen.has_digits or not seen.words.isdisjoint(_DECADES)


def times(seen: Seen, language: str) -> bool:
    """For times of day in words."""
    return not seen.words.isdisjoint(_TIMES[language])


def romans(seen: Seen, _language: str) -> bool:
    """For Roman figures."""
    return any(letter in seen.text for letter in "IVX")


def shares(seen: Seen, _language: str) -> bool:
    """For halves, thirds and quarters."""
    return not seen.words.isdisjoint(_SHARES)


def listed_words(seen: Seen, language: str) -> bool:
    """For the words of ``WORDS``."""
    return seen.has_digits or not seen.words.isdisjoint(_last_words(language))


def number_words(seen: Seen, language: str) -> bool:
    """For what ``text2num`` reads; percentages are taken out of the text before."""
    if "cent" in seen.lower or "p." in seen.lower:
        return True
    return any(_is_number(word, language) for word in seen.words)


def calendar(seen: Seen, language: str) -> bool:
    """For days of the week, seasons and months."""
    return not seen.words.isdisjoint(_CALENDAR[language])


_DECADES = frozenset({"années", *DECADE_WORDS})
_TIMES = {
    "en": frozenset({"half", "quarter", "past", "am", "pm", "m", "o", "night"})
    | frozenset({"morning", "afternoon", "evening"}),
    "fr": frozenset({"heure", "heures"}),
}
_SHARES = frozenset(
    f"{part}{end}"
    for part in ("half", "quarter", "third", "demi", "quart", "tiers")
    for end in ("", "s")
)
_DAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_SEASONS = {"en": "spring summer autumn fall winter", "fr": "printemps été automne hiver"}
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_CALENDAR = {
    language: frozenset({*days.split(), *(f"{day}s" for day in days.split())})
    | frozenset(_SEASONS[language].split())
    | frozenset(_MONTHS[language].split())
    for language, days in _DAYS.items()
}


@cache
def _last_words(language: str) -> frozenset[str]:
    runs = (_RUN.findall(listed.lower()) for listed in WORDS[language])
    return frozenset(each[-1] for each in runs if each)


@lru_cache(maxsize=1 << 16)
def _is_number(word: str, language: str) -> bool:
    """Whether a word by itself is a number. No number is made of words that are none."""
    from text_to_num import find_numbers  # type: ignore[import-untyped]

    return bool(find_numbers([Token(word)], language, 0.0))


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place, in the form that text2num asks for."""

    word: str
    start: int = 0
    end: int = 0

    def text(self) -> str:
        """The word."""
        return self.word

    def nt_separated(self, _previous: Token) -> bool:
        """Whether a pause or so parts it from the word before: nobody knows."""
        return False

    def not_a_number_part(self) -> bool:
        """Whether it surely belongs to no number: nobody knows."""
        return False
