"""What a bracket says.

Its content is read in four steps. It is folded (case, accents and dashes go), every language name
becomes ``LANG``, and it is cut into facts at commas, dashes and "and". Each fact must then match a
rule *as a whole*: that is what keeps ``(in French Guiana)`` an ordinary bracket. A rule also says
where it may stand, because ``(English)`` after a label says more than ``(English)`` after the name
of a football league.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from align.languages import PARLIAMENT_CODES, language_codes
from align.text import fold
from align.transcripts.mark_rules import (
    AT_START,
    CODE,
    CUT,
    OWN_LANGUAGE,
    OWN_TOGGLE,
    PAGE_NOTE,
    REFERENCE,
    RULES,
    RULES_BY_NAME,
    Place,
    Rule,
)
from align.transcripts.mark_words import GAP_WORDS, OFTEN_MISSPELLED, one_of
from align.types import MarkKind

MAX_LENGTH = 160
#: Codes of languages that stand in brackets for other things after a sentence.
ALSO_WORDS = frozenset({"IT", "PT", "SK"})
#: Letters of a word that is taken for another one, misspelled.
SHORTEST_MISSPELLED = 8
_TIME = re.compile(r"\b\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\b")
_SEPARATOR = re.compile(r"\s*[,;:/|]+\s*|\s+-+\s+|\.\s+|(?<= )(?:and|et|&)(?= )")
_TAIL = re.compile(
    r" (?:due to|because of|owing to|as the|as a|while|during|en raison|a cause|pendant"
    r"|faute de)\b.*"
)
_NOT_WORDS = re.compile(r"[^\w? ,]+")
_NEUTRAL = re.compile(rf"(?:(?:{one_of(GAP_WORDS)}|TIME|\d+)(?: |$))+")


_LANGUAGE_ONLY = frozenset({"language in label", "spoke in", "speaks in"})
NO_INTERPRETER, NOT_TRANSLATED = RULES_BY_NAME["no interpreter"], RULES_BY_NAME["not translated"]
_STRONG = frozenset({MarkKind.INTERPRETED, MarkKind.UNTRANSLATED})


@dataclass(frozen=True, slots=True)
class Fact:
    """What one part of a bracket says."""

    rule: Rule
    language: str | None = None


def _name_languages(words: Sequence[str]) -> tuple[list[str], list[str | None]]:
    """The words with every language name as ``LANG``, and the codes in order."""
    names = language_codes()
    found: list[str] = []
    codes: list[str | None] = []
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            name = " ".join(words[i : i + n])
            if name in names and i + n <= len(words):
                codes.append(names[name])
                found.append("LANG")
                i += n
                break
        else:
            found.append(words[i])
            i += 1
    return found, codes


@lru_cache(maxsize=8192)
def _put_right(word: str) -> str:
    """The word of a mark that this one is, with one slip of a key.

    >>> _put_right("intepreter"), _put_right("inaudbile"), _put_right("transition")
    ('interpreter', 'inaudible', 'transition')
    """
    if len(word) < SHORTEST_MISSPELLED or word in OFTEN_MISSPELLED:
        return word
    from rapidfuzz.distance import OSA

    return next((meant for meant in OFTEN_MISSPELLED if OSA.distance(word, meant) == 1), word)


def _facts(content: str) -> list[str]:
    """The facts of a bracket, folded; separators are cut away, times become ``TIME``."""
    phrase = _TAIL.sub("", _TIME.sub(" TIME ", fold(content)))
    parts = (_NOT_WORDS.sub(" ", part).split() for part in _SEPARATOR.split(phrase))
    facts = [" ".join(map(_put_right, words)) for words in parts if words]
    return [fact.replace(" TIME", "") for fact in facts if fact != "TIME"] or facts


def _match(words: list[str], place: Place) -> Fact | None:
    """The first rule that knows the whole fact at this place."""
    named, codes = _name_languages(words)
    phrase = " ".join(named)
    code = next((code for code in codes if code), None)
    for rule in RULES:
        if place in rule.places and rule.pattern.fullmatch(phrase):
            return Fact(rule, code)
    return None


def _together(facts: list[Fact]) -> tuple[Fact, ...]:
    """Facts of one bracket: a language beside "via interpreter" is the language interpreted."""
    code = next((fact.language for fact in facts if fact.language), None)
    if code and NO_INTERPRETER in {fact.rule for fact in facts}:
        facts = [Fact(NOT_TRANSLATED, code)]
    if any(fact.rule.kind in _STRONG for fact in facts):
        facts = [fact for fact in facts if fact.rule.kind is not MarkKind.SPOKEN]
        told = [fact for fact in facts if fact.rule.name not in _LANGUAGE_ONLY]
        facts = told if any(fact.rule.kind in _STRONG for fact in told) else facts
        facts = [Fact(f.rule, code) if f.rule.kind in _STRONG else f for f in facts]
    return tuple({fact.rule.name: fact for fact in facts}.values())


def _beside_a_title(parts: list[str]) -> list[str]:
    """``[Le Figaro, interpreted]`` in a label: the interpreter's word without the rest."""
    told = [p for p in parts if (f := _match(p.split(), Place.LABEL)) and f.rule.kind in _STRONG]
    return told or parts


@lru_cache(maxsize=8192)
def _read_phrase(content: str, place: Place) -> tuple[Fact, ...]:
    parts = _facts(content)
    if not parts or sum(len(part.split()) for part in parts) > 16:
        return ()
    facts: list[Fact] = []
    whole = _match(" ".join(parts).split(), place)
    if place is Place.LABEL and not whole:
        parts = _beside_a_title(parts)
    for part in parts:
        inner = Place.START if place is Place.MID and len(parts) > 1 else place
        fact = _match(part.split(), inner)
        if fact:
            facts.append(fact)
        elif not _NEUTRAL.fullmatch(part):
            facts = []
            break
    if place is Place.MID and all(fact.rule.name == "language alone" for fact in facts):
        facts = []
    if facts and not (len(facts) == 1 and whole):
        return _together(facts)
    return (whole,) if whole else _together(facts)


def read_bracket(content: str, place: Place, *, square: bool = False) -> tuple[Fact, ...]:
    """What the content of a bracket says at a place; nothing for an ordinary bracket.

    >>> [fact.rule.name for fact in read_bracket("In French – via interpreter", Place.START)]
    ['via interpreter']
    >>> read_bracket("in French Guiana", Place.MID)
    ()
    """
    bare = content.strip()
    if bare in {"...", "…", "....", ". . ."}:
        return (Fact(CUT),)
    if bare.isdigit() and ((square and len(bare) < 4) or (place is Place.LINE and len(bare) < 5)):
        return (Fact(REFERENCE),)
    is_code = len(bare) == 2 and bare.isupper() and bare.lower() in PARLIAMENT_CODES
    if is_code and (place in AT_START or (place is Place.SENTENCE and bare not in ALSO_WORDS)):
        return (Fact(CODE, bare.lower()),)
    return _read_phrase(bare, place)


def in_record(fact: Fact, record: str, place: Place, *, square: bool) -> Fact:
    """The fact as a reader of a record in the language ``record`` takes it."""
    if fact.rule.name == "translation toggle" and fact.language is None:
        return Fact(fact.rule, "en" if record == "fr" else "fr")
    if fact.language != record:
        return fact
    if fact.rule.name == "language alone" and place is Place.LINE and square:
        return Fact(OWN_TOGGLE, record)
    of_a_language = {"in a language", "language alone", "language code", "speech left out"}
    if fact.rule.name in of_a_language | _LANGUAGE_ONLY or fact.rule is NOT_TRANSLATED:
        return Fact(OWN_LANGUAGE, record)
    if fact.rule.kind is MarkKind.INTERPRETED:
        return Fact(fact.rule)
    return fact


def page_note(line: str) -> Fact | None:
    """What a line above the first speaker says of the whole page: ``Unofficial translation``.

    >>> page_note("(Remarks were delivered in French; this is a translation.)").language
    'fr'
    >>> page_note("Remarks at the Translation Centre")
    """
    if len(line) > 2 * MAX_LENGTH:
        return None
    named, codes = _name_languages(_NOT_WORDS.sub(" ", fold(line)).replace(",", " ").split())
    if not PAGE_NOTE.pattern.fullmatch(" ".join(named)):
        return None
    return Fact(PAGE_NOTE, next((code for code in codes if code), None))
