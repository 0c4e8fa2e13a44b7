"""Saying things in the language of the page; every word is in ``vocabulary``."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Any

from align.errors import AlignError
from align.ui.vocabulary import WORDS

NARROW = re.compile(r" (?=[;!?%])")
"""A space that French sets narrow."""
WHOLE = re.compile(r" (?=[:»])|(?<=«) ")
UNNAMED = "Reviewer"
"""Who gave no name goes by this and a mark of the browser, whatever the language of the page."""


class Language(StrEnum):
    """The languages that the page speaks."""

    ENGLISH = "en"
    FRENCH = "fr"


def say(key: str, language: Language, **facts: Any) -> str:
    """The words of ``key`` in ``language``, with ``facts`` filled in.

    >>> say("compare", Language.FRENCH)
    'Comparer'
    """
    return words_of(key, language).format(**facts)


def words_of(key: str, language: Language) -> str:
    """The words of ``key`` with their facts not yet filled in.

    >>> words_of("row.n", Language.FRENCH)
    'Ligne {n}'
    """
    return _both(key)[list(Language).index(language)]


@cache
def _both(key: str) -> tuple[str, str]:
    if key not in WORDS:
        raise AlignError("the page has no words for {key!r}", key=key)
    english, french = WORDS[key]
    return english, typeset(french)


def typeset(french: str) -> str:
    r"""French with its spaces made unbreakable: narrow before ; ! ? %, whole before : and in « ».

    >>> typeset("Qui ? « Moi » : oui.")
    'Qui\u202f? «\xa0Moi\xa0»\xa0: oui.'
    """
    return NARROW.sub("\u202f", WHOLE.sub("\u00a0", french))


def count(key: str, n: int, language: Language) -> str:
    """A number and what it counts, as the language writes both.

    >>> count("gaps", 1, Language.ENGLISH), count("gaps", 1_400, Language.FRENCH)
    ('1 gap', '1\u202f400 lacunes')
    """
    one, _, many = words_of(key, language).partition("|")
    alone = n == 1 or (n == 0 and language is Language.FRENCH)
    return (one if alone else many).format(n=number(n, language))


def count_word(key: str, n: int, language: Language) -> str:
    """The word for ``n`` of something, without the number.

    >>> count_word("figure.gaps", 2, Language.ENGLISH)
    'gaps'
    """
    one, _, many = words_of(key, language).partition("|")
    return one if n == 1 or (n == 0 and language is Language.FRENCH) else many


def reviewer(name: str, language: Language) -> str:
    """A reviewer's name; that of one without a name in the language of the page.

    >>> reviewer("Reviewer k7f2", Language.FRENCH), reviewer("Anna Lind", Language.FRENCH)
    ('Relecteur k7f2', 'Anna Lind')
    """
    mark = re.fullmatch(f"{UNNAMED}( [a-z0-9]{{1,8}})?", name)
    return say("reviewer.unnamed", language) + (mark[1] or "") if mark else name


def say_or(key: str, otherwise: str, language: Language) -> str:
    """The words of ``key``, or ``otherwise`` where the table has none: names made elsewhere.

    >>> say_or("stage.Polishing", "Polishing", Language.FRENCH)
    'Polishing'
    """
    return (words_of(key, language) if key in WORDS else "") or otherwise


def number(n: int, language: Language) -> str:
    """Thousands set apart as the language does it."""
    return f"{n:,}".replace(",", "\u202f" if language is Language.FRENCH else ",")


def percent(share: float, language: Language) -> str:
    """A share as a whole percentage; a trace is not called nothing.

    >>> percent(0.584, Language.ENGLISH), percent(0.004, Language.ENGLISH)
    ('58%', 'under 1%')
    """
    if 0 < share < 0.005:
        return say("trace", language)
    return say("share", language, n=f"{share * 100:.0f}")


def score(value: float, language: Language) -> str:
    """A probability or a score with two digits.

    >>> score(0.934, Language.FRENCH)
    '0,93'
    """
    written = f"{value:.2f}"
    return written.replace(".", ",") if language is Language.FRENCH else written


def spoken(code: str | None, language: Language) -> str:
    """The name of a language in the language of the page; "" where none is known.

    >>> spoken("ar", Language.FRENCH), spoken(None, Language.ENGLISH)
    ('arabe', '')
    """
    from babel import Locale

    return str(Locale(language.value).languages.get(code, code)) if code else ""


def preferred(wish: str, accepted: str) -> Language:
    """The language to begin with: the one wished for, else the first one the browser accepts.

    >>> preferred("", "de, fr-CA;q=0.8, en;q=0.5").value
    'fr'
    """
    known = {each.value: each for each in Language}
    for asked in (wish, *accepted.split(",")):
        code = asked.strip().lower()[:2]
        if code in known:
            return known[code]
    return Language.ENGLISH
