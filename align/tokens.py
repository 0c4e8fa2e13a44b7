"""The words of a text with their places, as word links and checks count them.

A French elision is a word of its own (*l'*, *qu'*), so is a clitic after a hyphen (*dit-il*), an
English *'s* or *n't*, a number with all its digits, and every sign. The parts of a compound with a
hyphen are words, save those that mean nothing apart (*peut-être*).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from align.types import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its place.

    Attributes:
        form: As it stands in a lexicon: small letters, straight apostrophes.
    """

    span: Span
    form: str

    @property
    def is_sign(self) -> bool:
        """Whether it has neither letter nor digit."""
        return not any(map(str.isalnum, self.form))


_NUMBER = r"\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,:]\d+)*"
_INITIALS = r"(?:[^\W\d_]\.){2,}"
_LETTERS = r"[^\W\d_]+"
_SIGN = r"[^\w\s]|_"
_WHOLE_FRENCH = (
    r"c['’]est[-‑]à[-‑]dire|peut[-‑]être|vis[-‑]à[-‑]vis|au[-‑]delà|rendez[-‑]vous|là[-‑]bas"
    r"|aujourd['’]hui|quelqu['’]une?|presqu['’]îles?|prud['’]hommes?|grand['’](?:chose|mères?)"
)
_ELISION = r"(?:(?:lors|puis|quoi|jus|presqu?)?qu|[cdjlmnstç])['’](?=\w)"
_LINKING_T = r"(?<=[-‑])t(?=[-‑](?:ils?|elles?|on)\b)"
_PATTERNS = {
    "fr": re.compile(
        rf"{_NUMBER}|{_INITIALS}|(?P<left_out>{_LINKING_T}|(?<=\w)[-‑](?=\w))"
        rf"|\b(?:{_WHOLE_FRENCH})\b|\b{_ELISION}|{_LETTERS}|{_SIGN}",
        re.IGNORECASE,
    ),
    "en": re.compile(
        rf"{_NUMBER}|{_INITIALS}|(?P<left_out>(?<=\w)[-‑](?=\w))"
        rf"|{_LETTERS}?(?=n['’]t\b)|n['’]t\b|\bo['’](?:clock\b|(?=[^\W\d_]{{3}}){_LETTERS})"
        rf"|['’](?:s|re|ve|ll|d|m)\b|{_LETTERS}|{_SIGN}",
        re.IGNORECASE,
    ),
}
_GROUPS = re.compile(r"[\s,](?=\d{3}(?!\d))")
#: Languages whose words are known.
LANGUAGES = frozenset(_PATTERNS)


def find_words(
    text: str, language: str, start: int = 0, marks: Iterable[Span] = ()
) -> Iterator[Word]:
    """The words of ``text``, which begins at ``start`` of a whole; words in ``marks`` left out.

    ``marks`` count from the start of ``text``.

    >>> [word.form for word in find_words("L’accord, dit-il, n'a pas 1 000 pages.", "fr")]
    ["l'", 'accord', ',', 'dit', 'il', ',', "n'", 'a', 'pas', '1000', 'pages', '.']
    >>> [word.form for word in find_words("They don't say it's long-term.", "en")]
    ['they', 'do', "n't", 'say', 'it', "'s", 'long', 'term', '.']
    """
    hidden = list(marks)
    for match in _PATTERNS[language].finditer(text):
        if match["left_out"] is None and match[0]:
            begin, end = match.span()
            if not any(mark.start <= begin < mark.end for mark in hidden):
                yield Word(Span(start + begin, start + end), form(match[0]))


def split_forms(text: str, language: str) -> list[str]:
    """The forms of the words of ``text`` alone; what ``find_words`` finds, quicker."""
    return [
        form(match[0])
        for match in _PATTERNS[language].finditer(text)
        if match["left_out"] is None and match[0]
    ]


def form(word: str) -> str:
    """A word as it stands in a lexicon.

    >>> form("L’"), form("1 000"), form("2,5"), form("Élysée")
    ("l'", '1000', '2.5', 'élysée')
    """
    if word[0].isdigit():
        return _GROUPS.sub("", word).replace(",", ".")
    return word.lower().replace("’", "'")
