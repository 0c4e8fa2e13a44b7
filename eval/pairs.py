"""Pairs of sentences, and gold links, as comparisons: every stage and check can be run on them."""

from __future__ import annotations

from collections.abc import Sequence

from align.corpus import lines
from align.types import Comparison
from eval.gold import GoldDocument


def pairs_as_document(pairs: Sequence[tuple[str, str]]) -> GoldDocument:
    """Pairs, French first, that have nothing to do with each other."""
    links = tuple(((n,), (n,)) for n in range(len(pairs)))
    source, target = tuple(each[0] for each in pairs), tuple(each[1] for each in pairs)
    return GoldDocument("pairs", "pairs", source, target, links)


def comparison_of(document: GoldDocument, *, apart: bool = False) -> Comparison:
    """A comparison, all of it interpreted, with the links of the gold.

    Args:
        document: French first.
        apart: Each sentence is a turn of its own, so that no link is read in the light of others.
    """
    return lines.comparison_of(document.source, document.target, document.links, apart=apart)
