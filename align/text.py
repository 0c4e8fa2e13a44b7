"""Pure text helpers: folding for comparison, lines, words. Nothing here knows about transcripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from align.types import Span

SPACES = " \t\u00a0\u202f\u2009"
SENTENCE_ENDS = ".!?…"
CLOSERS = "\"'”’»)]}"

_FOLD = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"}
    | dict.fromkeys("\u00a0\u202f\u2009\t\n\r", " ")
)
_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?|\d[\d.,\u00a0\u202f ]*\d|\d")
_SENTENCE_END = re.compile(rf"[{re.escape(SENTENCE_ENDS)}][{re.escape(CLOSERS)} *]*$")


def fold(text: str) -> str:
    """``text`` without case, accents and typographic variants, for comparing, not for showing.

    >>> fold("L’Interprète – Élysée")
    "l'interprete - elysee"
    """
    if text.isascii():
        return text.translate(_FOLD).lower()
    plain = unicodedata.normalize("NFD", text.casefold().translate(_FOLD))
    return "".join(c for c in plain if not unicodedata.combining(c))


def lines(text: str) -> Iterator[Span]:
    r"""The lines of ``text`` without their line ends, empty ones included.

    >>> [span.of("a\n\nb") for span in lines("a\n\nb")]
    ['a', '', 'b']
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Span(start, end)
        start = end + 1
    yield Span(start, len(text))


def trim(text: str, start: int, end: int) -> Span:
    """``text[start:end]`` without white space at either side; empty at ``start`` if none is left.

    >>> trim("  oui ", 0, 6)
    Span(start=2, end=5)
    """
    stretch = text[start:end]
    kept = stretch.strip()
    if not kept:
        return Span(start, start)
    left = start + len(stretch) - len(stretch.lstrip())
    return Span(left, left + len(kept))


def words(text: str) -> list[str]:
    """The words and numbers of ``text``.

    >>> words("It’s 1 000 – no, more.")
    ['It’s', '1 000', 'no', 'more']
    """
    return _WORD.findall(text)


def has_words(text: str) -> bool:
    """Whether a letter or a digit stands in ``text``."""
    return any(c.isalnum() for c in text)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a full stop or its like, closing quotes and brackets aside.

    >>> ends_sentence("He said: “Yes.”"), ends_sentence("U.S. Department of State")
    (True, False)
    """
    return bool(_SENTENCE_END.search(text[-12:].rstrip()))
