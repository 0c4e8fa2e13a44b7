"""What a machine draft of the French got wrong of the English it was made from.

These findings are about the draft, not about the interpreter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from align.languages import record_language
from align.numbers.find import number_values
from align.numbers.values import NumberValue, are_equal
from align.text import fold, words
from align.types import Comparison, Finding, LinkKind, Segment, Severity, Span

CHECK = "draft"
NUMBER, NAME = "Draft/Number", "Draft/Name"
# Names of people, which French writes alike; other names may be translated.
TITLE = (
    r"(?:Mr|Mrs|Ms|Dr|Minister|President|Secretary|Chancellor|Ambassador|Senator|Governor"
    r"|Commissioner|Congressman|Congresswoman|Representative|Spokesperson)\.?"
)
PERSON = re.compile(rf"\b{TITLE} (?:{TITLE} )*((?:[A-ZÀ-ÖØ-Þ][\w-]+ ?){{1,3}})")
#: Two spellings of a name that agree this far are one name: Putin, Poutine.
ALIKE = 0.7


#: A sentence is held against several renderings, each both ways.
_numbers = lru_cache(maxsize=64)(number_values)


def unanswered_numbers(text: str, language: str, other: str, in_language: str) -> list[NumberValue]:
    """The numbers of ``text`` that ``other`` has not, by value; those that are often none aside.

    >>> [n.value for n in unanswered_numbers("24 ships in 2 weeks", "en", "23 navires", "fr")]
    [24.0, 2.0]
    """
    there = _numbers(other, in_language)
    return [
        value
        for value in _numbers(text, language)
        if not value.is_soft and not any(are_equal(value, each) for each in there)
    ]


def unanswered_names(english: str, french: str) -> list[str]:
    """Names of people, known by their title, of which no word of the French is a spelling.

    >>> unanswered_names("I met President Putin and Mr. Vasseur.", "J'ai vu le président Poutine.")
    ['Vasseur']
    """
    spelled = [fold(word) for word in words(french.replace("'", " ").replace("’", " "))]
    names = [name for found in PERSON.finditer(english) for name in found[1].split()]
    return [
        name
        for name in names
        if not re.fullmatch(TITLE, name)
        and not any(SequenceMatcher(None, fold(name), word).ratio() >= ALIKE for word in spelled)
    ]


def check_draft(comparison: Comparison) -> Iterator[Finding]:
    """Numbers that a sentence of the draft lost or made up, and names it lost."""
    alignment = comparison.alignment
    english = record_language(comparison.transcript.text)
    for number, link in enumerate(alignment.links):
        if link.kind is LinkKind.MATCHED:
            source = [alignment.source[index] for index in link.source]
            target = [alignment.target[index] for index in link.target]
            yield from _findings(number, source, target, english)


def _findings(
    link: int, source: Sequence[Segment], target: Sequence[Segment], english: str
) -> Iterator[Finding]:
    drafted, said = (" ".join(each.text for each in side) for side in (source, target))
    for value in unanswered_numbers(said, english, drafted, "fr"):
        number = value.span.of(said)
        message = f"The English says {number}; the machine draft has no such number."
        yield _finding(NUMBER, link, message, (), _place(number, target))
    for value in unanswered_numbers(drafted, "fr", said, english):
        number = value.span.of(drafted)
        message = f"The machine draft says {number}; the English has no such number."
        yield _finding(NUMBER, link, message, _place(number, source), ())
    for name in unanswered_names(said, drafted):
        message = f"The English says {name}; the machine draft has no such name."
        yield _finding(NAME, link, message, (), _place(name, target))


def _place(said: str, segments: Sequence[Segment]) -> tuple[Span, ...]:
    """Where it is said, in the text the segments come from."""
    for segment in segments:
        start = segment.text.find(said)
        if start >= 0:
            begin = segment.span.start + start
            return (Span(begin, begin + len(said)),)
    return ()


def _finding(
    category: str, link: int, message: str, source: tuple[Span, ...], target: tuple[Span, ...]
) -> Finding:
    return Finding(CHECK, category, Severity.NEUTRAL, message, link, source, target, 0.8)
