"""Words whose presence on one side asks for an answer on the other, as tables and patterns.

Each table has, for a language, *strong* words, which ask for an answer, and *weak* ones, which can
give one but ask for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from align.types import Segment, Span


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]


#: Where a word begins: an elided word may stand before it, as in *d’éviter* and *qu’aucun*.
BEGINS = r"(?<![\w-])(?<![^\W\d_cdjlmnstu]['’])"


def cues(strong: str, weak: str) -> Cues:
    """Both patterns on whole words, blind to case.

    >>> seen = cues("aucun", "éviter").weak
    >>> [bool(seen.search(text)) for text in ("d’éviter", "l’éviter", "réinviter", "mal-éviter")]
    [True, True, False, False]
    """
    return Cues(
        *(re.compile(rf"{BEGINS}(?:{part})(?!\w)", re.IGNORECASE) for part in (strong, weak))
    )


def strong_cues(
    segments: Sequence[Segment], language: str, tables: Mapping[str, Cues]
) -> tuple[Span, ...]:
    """Where the words stand that ask for an answer."""
    return tuple(find_spans(segments, tables[language].strong))


def weak_cues(
    segments: Sequence[Segment], language: str, tables: Mapping[str, Cues]
) -> tuple[Span, ...]:
    """Where the words stand that can give an answer and ask for none."""
    return tuple(find_spans(segments, tables[language].weak))


def has_any(segments: Sequence[Segment], language: str, tables: Mapping[str, Cues]) -> bool:
    """Whether any word stands there that could be an answer."""
    table = tables[language]
    return any(has_match(segments, part) for part in (table.strong, table.weak))


def has_match(segments: Sequence[Segment], pattern: re.Pattern[str]) -> bool:
    """Whether a pattern is found in any of the segments."""
    return any(pattern.search(segment.text) for segment in segments)


def find_spans(segments: Sequence[Segment], pattern: re.Pattern[str]) -> Iterator[Span]:
    """Where a pattern is found in segments, as places of the whole text."""
    for segment in segments:
        for match in pattern.finditer(segment.text):
            start = segment.span.start
            yield Span(start + match.start(), start + match.end())


def words_at(segments: Sequence[Segment], span: Span) -> str:
    """The words at a place of the whole text that lies in one of the segments."""
    held = next(each for each in segments if each.span.overlaps(span))
    return held.text[span.start - held.span.start : span.end - held.span.start]
