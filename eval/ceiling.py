"""What the gold of interpreted speech can support: ``python -m eval.ceiling``.

The same interpretation is aligned by people with the speech and, apart from that, with the official
record of the same speech; speech and record are aligned with each other, nearly one to one. Going
from interpretation to speech by way of the record must then give the gold that was made directly,
as far as people agree with themselves. The strict F1 between the two is no aligner's score: it is
how far a perfect one could be told from a good one.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from align.scores import Pair, pool, score
from eval.command import print_lines
from eval.gold import GoldDocument, in_order, read_corpora

#: (directly, to the text between, from there): corpora, and whether the last is turned round.
WAYS = (
    ("en_sp_tt_from_fr__fr_sp_st", "en_sp_tt_from_fr__fr_wr_st", "fr_sp_st__fr_wr_st", True),
    ("en_sp_tt_from_fr__fr_sp_st", "en_sp_tt_from_fr__en_wr_tt_from_fr",
     "en_wr_tt_from_fr__fr_sp_st", False),
)  # fmt: skip


def go_through(first: Sequence[Pair], second: Sequence[Pair]) -> tuple[Pair, ...]:
    """Links between outer texts, given those of each with the text between; (outer, between) each.

    >>> go_through([((0,), (0, 1))], [((0,), (0,)), ((1,), (1,))])
    (((0,), (0, 1)),)
    """
    owner: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        while owner.setdefault(node, node) != node:
            node = owner[node]
        return node

    for side, links in (("first", first), ("second", second)):
        for outer, between in links:
            nodes = [*((side, i) for i in outer), *(("between", j) for j in between)]
            for node in nodes:
                owner[root(node)] = root(nodes[0])
    groups: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for node in owner:
        groups[root(node)].append(node)
    links = [(_of(group, "first"), _of(group, "second")) for group in groups.values()]
    return in_order([link for link in links if any(link)])


def _of(group: Iterable[tuple[str, int]], side: str) -> tuple[int, ...]:
    return tuple(sorted(i for kind, i in group if kind == side))


def turned(links: Iterable[Pair]) -> list[Pair]:
    """The same links with the sides changed over."""
    return [(target, source) for source, target in links]


def by_side(documents: Iterable[GoldDocument], side: str) -> dict[tuple[str, ...], GoldDocument]:
    """Documents by the text of one side."""
    return {getattr(document, side): document for document in documents}


def lines() -> Iterator[str]:
    """One line per way."""
    corpora: dict[str, list[GoldDocument]] = defaultdict(list)
    for document in read_corpora():
        corpora[document.corpus.removeprefix("eptic/")].append(document)
    for direct, there, onward, turn in WAYS:
        to_between = by_side(corpora[there], "source")
        onwards = by_side(corpora[onward], "source" if turn else "target")
        scores = []
        for document in corpora[direct]:
            near, far = to_between.get(document.source), onwards.get(document.target)
            if near and far:
                second = far.links if turn else turned(far.links)
                scores.append(score(document.links, go_through(near.links, second)))
        total = pool(scores)
        yield (
            f"{direct} by way of {there.split('__')[1]}: {len(scores)} documents, "
            f"strict F1 {total.strict:.3f}, lax F1 {total.lax:.3f}, null F1 {total.null:.3f}"
        )


if __name__ == "__main__":
    sys.exit(print_lines(lines()))
