"""Scores of sentence alignments, exactly as the field computes them.

Strict and lax precision and recall follow the scoring script of Vecalign (Thompson & Koehn 2019):
precision is over all links that were made, those with an empty side included; recall over the gold
links with both sides. Null links are scored apart, because recall does not see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from align.errors import InputError

_LINK = re.compile(r"\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::.*)?")

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""A link as scores know it: numbers of source segments, numbers of target segments."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Hits out of a total; 0 where there is nothing to hit."""

    hits: int = 0
    total: int = 0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.hits + other.hits, self.total + other.total)

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.hits / self.total if self.total else 0.0


def harmonic(precision: Ratio, recall: Ratio) -> float:
    """F1."""
    both = precision.value + recall.value
    return 2 * precision.value * recall.value / both if both else 0.0


@dataclass(frozen=True, slots=True)
class AlignmentScore:
    """Counts of one or of several documents; adding scores pools them.

    Attributes:
        matched_precision: Strict precision of the links with both sides alone; its recall is
            ``strict_recall``.
    """

    strict_precision: Ratio = Ratio()
    strict_recall: Ratio = Ratio()
    lax_precision: Ratio = Ratio()
    lax_recall: Ratio = Ratio()
    omitted_precision: Ratio = Ratio()
    omitted_recall: Ratio = Ratio()
    added_precision: Ratio = Ratio()
    added_recall: Ratio = Ratio()
    matched_precision: Ratio = Ratio()

    def __add__(self, other: AlignmentScore) -> AlignmentScore:
        return AlignmentScore(
            *(getattr(self, name) + getattr(other, name) for name in self.__slots__)
        )

    @property
    def strict(self) -> float:
        """Strict F1."""
        return harmonic(self.strict_precision, self.strict_recall)

    @property
    def lax(self) -> float:
        """Lax F1."""
        return harmonic(self.lax_precision, self.lax_recall)

    @property
    def matched(self) -> float:
        """Strict F1 of the links with both sides."""
        return harmonic(self.matched_precision, self.strict_recall)

    @property
    def omitted(self) -> float:
        """F1 of links without target."""
        return harmonic(self.omitted_precision, self.omitted_recall)

    @property
    def added(self) -> float:
        """F1 of links without source."""
        return harmonic(self.added_precision, self.added_recall)

    @property
    def null_precision(self) -> Ratio:
        """Precision of links with an empty side."""
        return self.omitted_precision + self.added_precision

    @property
    def null_recall(self) -> Ratio:
        """Recall of links with an empty side."""
        return self.omitted_recall + self.added_recall

    @property
    def null(self) -> float:
        """F1 of links with an empty side."""
        return harmonic(self.null_precision, self.null_recall)


def score(gold: Iterable[Pair], made: Iterable[Pair]) -> AlignmentScore:
    """The score of the links ``made`` against ``gold``; links are sets, their order is no matter.

    >>> score([((0,), (0, 1))], [((0,), (0,)), ((), (1,))]).lax_precision
    Ratio(hits=1, total=2)
    """
    gold, made = links_as_sets(gold), links_as_sets(made)
    full_gold, full_made = ({link for link in links if all(link)} for links in (gold, made))
    omitted = [{link for link in links if not link[1]} for links in (gold, made)]
    added = [{link for link in links if not link[0]} for links in (gold, made)]
    return AlignmentScore(
        strict_precision=_strict(made, gold),
        strict_recall=_strict(full_gold, full_made),
        lax_precision=_lax(made, gold),
        lax_recall=_lax(full_gold, full_made),
        omitted_precision=_strict(omitted[1], omitted[0]),
        omitted_recall=_strict(omitted[0], omitted[1]),
        added_precision=_strict(added[1], added[0]),
        added_recall=_strict(added[0], added[1]),
        matched_precision=_strict(full_made, full_gold),
    )


def parse_links(text: str, name: str) -> tuple[Pair, ...]:
    r"""Links as the field writes them, one a line: ``[source ids]:[target ids]``, from 0.

    What follows a second colon, a cost in most files, is left out. ``name`` is what errors call
    the text.

    >>> parse_links("[0]:[0, 1]\n[1]:[]:0.3", "talk.ref")
    (((0,), (0, 1)), ((1,), ()))
    """
    links = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINK.fullmatch(line)
        if found is None:
            raise InputError(
                name, f"expected a link such as [3]:[4, 5], got {line[:60]!r}", line=number
            )
        links.append((_ids(found[1]), _ids(found[2])))
    return tuple(links)


def _ids(text: str) -> tuple[int, ...]:
    return tuple(int(each) for each in text.replace(",", " ").split())


def pool(scores: Iterable[AlignmentScore]) -> AlignmentScore:
    """The counts of all documents together."""
    return sum(scores, AlignmentScore())


def links_as_sets(links: Iterable[Pair]) -> set[Pair]:
    """Links that compare equal when they hold the same segments; one empty on both sides is none.

    >>> links_as_sets([((2, 1), (0,)), ((1, 2), (0,)), ((), ())])
    {((1, 2), (0,))}
    """
    sets = {(tuple(sorted(set(source))), tuple(sorted(set(target)))) for source, target in links}
    return sets - {((), ())}


def _strict(asked: set[Pair], known: set[Pair]) -> Ratio:
    return Ratio(len(asked & known), len(asked))


def _lax(asked: set[Pair], known: set[Pair]) -> Ratio:
    partners: dict[int, set[int]] = {}
    for source, target in known:
        for i in source:
            partners.setdefault(i, set()).update(target)
    hits = 0
    for source, target in asked:
        reach = set().union(*(partners.get(i, set()) for i in source))
        hits += (source, target) in known or not reach.isdisjoint(target)
    return Ratio(hits, len(asked))
