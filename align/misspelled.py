"""Words that a translator made up, put right from the English they were made from.

A model that writes by pieces misspells what it has rarely seen: *appiance* for *alliance*. No
lexicon knows such a word. What it stands for is told by its letters: those of an English name of
the sentence, or of a French word that translates one of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from align.models.lexicon import load_lexicon
from align.text import fold
from align.tokens import Word, find_words, split_forms

#: Letters of a word that is looked at, at least.
SHORTEST = 4
#: Two words whose letters agree this far (0 … 100) are one, misspelled; two acronyms sooner.
ALIKE, ACRONYMS_ALIKE, SAME = 70, 30, 100
#: A word that begins with so many letters of a name, so many in a hundred of them, is that name.
BEGINNING, BEGUN = 4, 50
#: A French word that stands for so large a share of an English one translates it.
TRANSLATES = 0.02
#: Endings of persons and tenses that a lexicon need not know of a verb that it knows.
VERB = re.compile(r"(?:r(?:ai|as|a|ont)|r?(?:ais|ait|aient)|r?(?:i?ons|i?ez))$")


@dataclass(frozen=True, slots=True)
class _Guess:
    """What a word may have been meant to be, and how far their letters agree."""

    word: str
    likeness: float


def made_up(english: str, french: str) -> list[Word]:
    """The words of the French that the lexicon does not know and that are not the English ones.

    An English word that has a French one is no name, and is told, too.

    >>> [word.form for word in made_up("A brittle peace", "Une paix britittle")]
    ['britittle']
    """
    known, said = load_lexicon().french.ids, _said(english)
    return [
        word
        for word in find_words(french, "fr")
        if len(word.form) >= SHORTEST
        and word.form.isalpha()
        and word.form not in known
        and (fold(word.form) not in said or translations(word.form))
    ]


@lru_cache(maxsize=64)
def _said(english: str) -> frozenset[str]:
    return frozenset(fold(each) for each in split_forms(english, "en"))


def put_right(english: str, french: str) -> str:
    """The French with each made-up word replaced by what it resembles; unlike ones stay.

    Where all is in capitals, acronyms cannot be told, and all words stay.

    >>> put_right("I met Mr. Blinken.", "J'ai rencontré M. Blinkben.")
    "J'ai rencontré M. Blinken."
    """
    wrong = [] if english.isupper() else made_up(english, french)
    said = [word for word in find_words(english, "en") if len(word.form) >= SHORTEST - 1]
    meant = [word.span.of(english) for word in said] if wrong else []
    names = [each for each in meant[1:] if each[0].isupper() and not each.isupper()]
    for word in reversed(wrong):
        start, end = word.span.start, word.span.end
        wrong_word = french[start:end]
        guesses = (_guess(wrong_word, each) for each in meant)
        best = max(guesses, key=lambda guess: guess.likeness, default=_Guess("", 0))
        meant_here = best.word if best.likeness >= ALIKE else _name_begun(wrong_word, names, french)
        if meant_here:
            french = french[:start] + meant_here + french[end:]
    return french


def _name_begun(wrong: str, names: Sequence[str], french: str) -> str:
    """The name that a wrong word begins like, as French has it, if it stands nowhere there; or "".

    >>> _name_begun("Azerbamètre", ["Armenia", "Azerbaijan"], "L'Arménie et l'Azerbamètre.")
    'Azerbaïdjan'
    """
    from rapidfuzz.distance import Prefix

    letters, there = fold(wrong), fold(french)
    best = _Guess("", 0)
    for name in names:
        for word in translations(name.lower()) or (name,):
            spelled = fold(word)
            same = Prefix.similarity(letters, spelled)
            if same >= BEGINNING and spelled not in there:
                guess = _Guess(word, 100 * same / len(spelled))
                best = max(best, guess, key=lambda each: each.likeness)
    return best.word[:1].upper() + best.word[1:] if best.likeness >= BEGUN else ""


def _guess(wrong: str, english: str) -> _Guess:
    """What the wrong word should be, if it stands for the English one."""
    from rapidfuzz import fuzz

    if wrong.isupper() and english.isupper():
        likeness = fuzz.ratio(wrong, english)
        return _Guess(english, max(ALIKE, likeness) if likeness >= ACRONYMS_ALIKE else 0)
    form, letters = english.lower(), fold(wrong)
    known = translations(form)
    is_name = english[0].isupper() and not english.isupper()
    spelled = [_Guess(word, fuzz.ratio(letters, fold(word))) for word in known]
    nearest = max(spelled, key=lambda guess: guess.likeness, default=_Guess("", 0))
    as_said = fuzz.ratio(letters, fold(form))
    if (is_name or as_said == SAME) and as_said > nearest.likeness:
        nearest = _Guess(known[0] if known else english, as_said)
    if _is_form_of(letters, fold(nearest.word)):
        return _Guess(wrong, nearest.likeness)
    return _Guess(_in_case_of(wrong, english, nearest.word), nearest.likeness)


def _is_form_of(letters: str, verb: str) -> bool:
    ending = VERB.search(letters)
    return ending is not None and letters != verb and verb.startswith(letters[: ending.start()])


def _in_case_of(wrong: str, english: str, word: str) -> str:
    is_same_name = english[0].isupper() and fold(word) == fold(english)
    return word[:1].upper() + word[1:] if wrong[0].isupper() or is_same_name else word


@cache
def translations(english: str) -> tuple[str, ...]:
    """The French words that translate an English one, the most usual one first."""
    lexicon = load_lexicon()
    own = lexicon.english.ids.get(english)
    if own is None:
        return ()
    french, counts = lexicon.french_of(own)
    usual = counts >= TRANSLATES * float(lexicon.english.totals[own])
    ranked = french[usual][np.argsort(-counts[usual], kind="stable")]
    return tuple(word for number in ranked if (word := lexicon.french.words[number]).isalpha())
