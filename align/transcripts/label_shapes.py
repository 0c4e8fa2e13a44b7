"""What the name in a label looks like, and what stands beside it: times and markers.

A new shape is a member of ``Shape`` and a line in ``shape_of``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from align.text import fold
from align.transcripts.brackets import read_bracket
from align.transcripts.label_words import (
    ALSO_NAMES,
    BEFORE_SURNAMES,
    BEGIN_NO_NAME,
    CONNECTORS,
    FUNCTION_WORDS,
    HONORIFICS,
    INTERPRETER,
    PARTICLES,
    POSTNOMINALS,
    ROLES,
    STYLE,
    TITLES,
)
from align.transcripts.mark_rules import Place
from align.types import MarkKind


class Shape(Enum):
    """What the name in a label looks like."""

    LETTER = "Q, A, R"
    ROLE = "QUESTION, Moderator, Speaker 1"
    CAPS = "SECRETARY BLINKEN"
    SURNAME = "Jean-Pierre ELKABBACH"
    TITLED = "President of France Emmanuel Macron"
    NAME = "Emmanuel Macron"
    SINGLE = "Macron"
    ADDRESS = "Mr. President"


TIME_TEXT = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
TIME = re.compile(rf"[\[(<{{]?[ \t]*{TIME_TEXT}(?:[ \t]*[-–][ \t]*{TIME_TEXT})?[ \t]*[\])>}}]?")
BRACKET = re.compile(r"[(\[]([^()\[\]\n]{0,120})[)\]]")
_UNBRACKETED = re.compile(
    r"[ \t]*(?:[/,–—-][ \t]*|\b(?=(?:via|through|par|as)\b))"
    r"(?:\b(?:via|through|par|as)[ \t]+)?(?:an? |the |un |une )?"
    r"(?:interpret\w+|translat\w+|interpr[eèé]te|traduct\w+)$",
    re.IGNORECASE,
)
_WORD_SHAPE = re.compile(r"[\w'’.\-–—&/#°?]+,?")


def label_time(text: str) -> float | None:
    """The first time in a label, in seconds.

    >>> label_time("Ana Diaz/Translator: (01:02:03)"), label_time("QUESTION:")
    (3723.0, None)
    """
    match = re.search(TIME_TEXT, text)
    if match is None:
        return None
    seconds = 0.0
    for part in match.group().replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


@lru_cache(maxsize=4096)
def clean_head(head: str) -> tuple[str, bool]:
    """The name in a label, and whether a marker or a time stood beside it.

    >>> clean_head("FRANCOIS HOLLANDE, PRESIDENT OF FRANCE (through translator)")
    ('FRANCOIS HOLLANDE, PRESIDENT OF FRANCE', True)
    """
    marked = False

    def keep(match: re.Match[str]) -> str:
        nonlocal marked
        inner = match.group(1)
        if TIME.fullmatch(inner.strip()) or read_bracket(inner, Place.LABEL):
            marked = True
            return " "
        return match.group()

    name = BRACKET.sub(keep, head)
    if marked and not any(map(str.isalpha, name)) and INTERPRETER.fullmatch(fold(head)):
        alone = head.strip(" ()[]")
        name = "" if _UNBRACKETED.fullmatch(alone) else alone
    before, comma, last = name.rpartition(",")
    if comma and any(f.rule.kind is MarkKind.INTERPRETED for f in read_bracket(last, Place.LABEL)):
        marked, name = True, before
    if shorter := _UNBRACKETED.sub("", name):
        marked = marked or shorter != name
        name = shorter if shorter.strip() else name
    without_time = TIME.sub(" ", name)
    marked = marked or without_time != name
    name = " ".join(without_time.split()).strip(" ,;-–—*_>/")
    if name[:1] + name[-1:] in {"[]", "()"} and name.count(name[0]) == 1:
        name = name[1:-1].strip()
    return name, marked


def without_brackets(name: str) -> str:
    """The name without what stands in brackets, brackets inside brackets included."""
    while (shorter := BRACKET.sub(" ", name)) != name:
        name = shorter
    return " ".join(name.split())


def _is_caps(tokens: Sequence[str]) -> bool:
    names = [t for t in tokens if fold(t) not in HONORIFICS and t not in PARTICLES]
    return bool(names) and all(
        t.isupper()
        or not any(c.isalpha() for c in t)
        or re.fullmatch(r"(?:Mc|Mac|De|O['’]|d['’])[A-ZÀ-Þ-]+", t)
        for t in names
    )


def _is_name_word(token: str) -> bool:
    return token[:1].isupper() or token in PARTICLES or token[:2] in {"d'", "d’", "l'", "l’", "al"}


def is_title_word(token: str) -> bool:
    """Whether a word is a title: ``Minister``, ``Mme``."""
    return fold(token).strip(",") in TITLES


def _plain(tokens: Sequence[str], *, named: bool = False) -> bool:
    """Whether the words could make a name at all: no sentence punctuation, no pronouns.

    ``named``: a name stands before them.
    """
    has_shape = all(
        _WORD_SHAPE.fullmatch(token) and not (token.endswith(".") and len(token) > 6)
        for token in tokens
    )
    return has_shape and not _has_function_words(tokens, named=named)


def _has_function_words(tokens: Sequence[str], *, named: bool) -> bool:
    """Whether a word stands there that no name holds, or none in this place.

    >>> [_has_function_words(name.split(), named=False) for name in ("LADY MAY", "MAY WE", "SO")]
    [False, True, True]
    """
    words = [fold(token).strip(",.") for token in tokens]
    style = STYLE.match(" ".join(words))
    start = len(style[0].split()) if style else 0
    end = len(words) - sum(word in POSTNOMINALS for word in words[-1:])
    ends = {start, end - 1}
    named = named or any(word not in FUNCTION_WORDS | CONNECTORS for word in words[start:end])
    return any(
        words[place] in FUNCTION_WORDS
        and not (
            named and place in ends and words[place] in ALSO_NAMES and tokens[place][0].isupper()
        )
        for place in range(start, end)
    )


@lru_cache(maxsize=4096)
def shape_of(name: str) -> Shape | None:
    """The shape of a name, None if it cannot be one.

    >>> shape_of("MR KIRBY"), shape_of("Two things, simply")
    (<Shape.CAPS: 'SECRETARY BLINKEN'>, None)
    """
    main = without_brackets(name)
    first, _, rest = main.partition(",")
    tokens = first.split()
    if re.fullmatch(r"[QAR]", main):
        return Shape.LETTER
    if ROLES.fullmatch(fold(main).strip(". ")) and len(main) > 1 and main[0].isupper():
        return Shape.ROLE
    if ROLES.fullmatch(fold(first).strip()) and rest and _is_name(rest.split()):
        return Shape.ROLE
    if not tokens or len(tokens) > 12 or not tokens[0][0].isalpha() or not _plain(tokens):
        return None
    if len(rest.split()) > 12 or not _plain(rest.split(), named=True):
        return None
    if any(c.isdigit() for c in first) or fold(tokens[0]) in BEGIN_NO_NAME:
        return None
    if (
        _is_caps(tokens)
        and sum(c.isalpha() for c in first) > 1
        and (not rest or _is_caps(rest.split()))
    ):
        return Shape.CAPS
    return _mixed_shape(tokens, rest)


def _is_name(tokens: Sequence[str]) -> bool:
    """Whether all words have capitals and could be a name: *Le Soir* in ``Question, Le Soir:``."""
    return len(tokens) <= 5 and all(t[0].isupper() for t in tokens) and _plain(tokens, named=True)


def _mixed_shape(tokens: Sequence[str], rest: str) -> Shape | None:
    titled = any(map(is_title_word, tokens))
    french_title = fold(tokens[0]) in {"le", "la", "l'", "m.", "mme"} and titled
    if french_title and 1 < len(tokens) <= 9 and tokens[0][0].isupper():
        return Shape.TITLED
    begins = tokens[0][0].isupper() or (tokens[0] in BEFORE_SURNAMES and len(tokens) > 1)
    if not begins or not all(_is_name_word(t) or t in CONNECTORS for t in tokens):
        return None
    if fold(tokens[0]) in HONORIFICS and all(
        is_title_word(t) or fold(t) in {"le", "la"} for t in tokens
    ):
        return Shape.ADDRESS
    if len(tokens) > 1 and tokens[-1].isupper() and len(tokens[-1]) > 2:
        return Shape.SURNAME
    if titled and len(tokens) > 1:
        return Shape.TITLED
    if not all(map(_is_name_word, tokens)):
        return None
    if any(map(is_title_word, rest.split())) and len(tokens) <= 5:
        return Shape.TITLED
    if len(tokens) == 1:
        return Shape.SINGLE if len(tokens[0]) > 1 else None
    return Shape.NAME if len(tokens) <= 6 else None
