"""Words that light up together: those that word links join, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.types import Comparison, Span, WordLink

#: So many groups of a row light up; the style sheet has a rule for each.
MOST_GROUPS = 150


@dataclass(frozen=True, slots=True)
class GroupedWord:
    """A linked word.

    Attributes:
        group: The number of its group in its row, from 1.
        leads: Whether it is the first source word of its group, where the keyboard stops.
    """

    span: Span
    group: int
    leads: bool = False


def grouped_words(comparison: Comparison) -> tuple[list[GroupedWord], list[GroupedWord]]:
    """The linked words of the source and of the target."""
    source: list[GroupedWord] = []
    target: list[GroupedWord] = []
    for links in comparison.words:
        for number, (said, heard) in enumerate(_groups(links), start=1):
            if number <= MOST_GROUPS:
                ordered = sorted(said)
                source += [GroupedWord(span, number, span == ordered[0]) for span in ordered]
                target += [GroupedWord(span, number) for span in sorted(heard)]
    return source, target


def _groups(links: Sequence[WordLink]) -> Iterator[tuple[set[Span], set[Span]]]:
    """Source and target words that links join, directly or by way of others."""
    groups: list[tuple[set[Span], set[Span]]] = []
    for link in links:
        touched = [g for g in groups if link.source in g[0] or link.target in g[1]]
        merged: tuple[set[Span], set[Span]] = ({link.source}, {link.target})
        for group in touched:
            merged[0].update(group[0])
            merged[1].update(group[1])
        groups = [*(g for g in groups if g not in touched), merged]
    yield from groups


def word_rules() -> Iterator[str]:
    """Style rules that light up a group on both sides while one of its words has the attention."""
    for number in range(1, MOST_GROUPS + 1):
        word = f".w{number}"
        yield (
            f".align-report .row:has({word}:is(:hover, :focus-within)) {word} "
            "{ background: var(--lit); color: var(--lit-ink); }\n"
        )
