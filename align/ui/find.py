"""Searching both texts: plain words without regard to case and accents, or a regular expression."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from align.errors import AlignError
from align.types import Span

SECONDS = 1.5
"""So long may a search take; a pattern that runs away is stopped."""

LONGEST = 300
"""So long may a query be, in characters."""

SAME = str.maketrans({"’": "'", "‘": "'", "\u202f": " ", "\u00a0": " ", "–": "-", "—": "-"})


class SearchError(AlignError):
    """A query that cannot be searched for.

    Attributes:
        kind: ``bad``, ``slow`` or ``long``: the key of its words.
        reason: What is wrong with a pattern, and where.
    """

    def __init__(self, kind: str, reason: str = "") -> None:
        self.kind = kind
        self.reason = reason
        super().__init__(f"this search cannot be done ({kind}): {reason}")


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for."""

    text: str
    is_pattern: bool = False


def search(texts: Iterable[str], query: Query) -> Iterator[tuple[Span, ...]]:
    """For each text the places that answer ``query``.

    Raises:
        SearchError: The pattern is not one, or it takes longer than ``SECONDS`` in all.
    """
    wanted = query.text.strip()
    if len(wanted) > LONGEST:
        raise SearchError("long", str(LONGEST))
    if query.is_pattern:
        yield from _by_pattern(texts, wanted)
    else:
        for text in texts:
            yield tuple(_plain(folded(text), folded(wanted)))


def folded(text: str) -> str:
    """``text`` in small letters without accents, every character in its place.

    >>> folded("L’Été — œuvre")
    "l'ete - œuvre"
    """
    return "".join(_base(each) for each in text.translate(SAME))


def _base(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    small = unicodedata.normalize("NFD", letter)[0].lower()
    return small if len(small) == 1 else letter


def _plain(text: str, wanted: str) -> Iterator[Span]:
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        yield Span(at, at + len(wanted))
        at = text.find(wanted, at + len(wanted))


def _by_pattern(texts: Iterable[str], pattern: str) -> Iterator[tuple[Span, ...]]:
    import regex

    try:
        compiled = regex.compile(pattern, regex.IGNORECASE)
    except regex.error as error:
        raise SearchError("bad", str(error)) from error
    end = time.monotonic() + SECONDS
    try:
        for text in texts:
            yield tuple(_matches(compiled, text, end))
    except TimeoutError as error:
        raise SearchError("slow", f"{SECONDS:g}") from error


def _matches(compiled: Any, text: str, end: float) -> Iterator[Span]:
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    for match in compiled.finditer(text, timeout=left, concurrent=True):
        if match.end() > match.start():
            yield Span(*match.span())
