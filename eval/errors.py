"""Where links differ from the gold, by kind: ``python -m eval.errors --show 5``.

A difference is the smallest stretch of both texts at whose ends the links and the gold agree.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from align.embed import embed_texts
from align.link import link
from align.models.linker import load_linker
from align.models.load import load_models
from align.pipeline import sign
from align.scores import Pair
from align.settings import DEFAULTS
from eval.alignment import choose
from eval.command import print_lines
from eval.gold import DataMissingError, GoldDocument, in_order, read_corpora

#: What each kind means, in the order in which a difference is put down as one.
KINDS = {
    "absorbed": "the gold leaves a segment alone, we link it",
    "left alone": "we leave a segment alone, the gold links it",
    "other one alone": "both leave a segment alone, not the same",
    "merged": "one link of ours holds several of the gold",
    "split": "several links of ours are one of the gold",
    "regrouped": "both have several links, cut at other places",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Links of one stretch: those of the gold, and ours."""

    document: GoldDocument
    gold: tuple[Pair, ...]
    made: tuple[Pair, ...]

    @property
    def kind(self) -> str:
        """One of ``KINDS``."""
        alone, ours = ([pair for pair in side if not all(pair)] for side in (self.gold, self.made))
        if alone and not ours:
            return "absorbed"
        if ours and not alone:
            return "left alone"
        if ours and alone:
            return "other one alone"
        if len(self.made) == 1:
            return "merged"
        return "split" if len(self.gold) == 1 else "regrouped"


def differences(document: GoldDocument, made: Sequence[Pair]) -> Iterator[Difference]:
    """The stretches in which the links made are not those of the gold."""
    waiting: tuple[list[Pair], list[Pair]] = ([], [])
    known = in_order(document.links), in_order(made)
    places = [list(_ends(links)) for links in known]
    common = sorted(set(places[0]) & set(places[1]))
    taken = [0, 0]
    for end in common:
        for side in (0, 1):
            while taken[side] < len(known[side]) and _within(places[side][taken[side]], end):
                waiting[side].append(known[side][taken[side]])
                taken[side] += 1
        if set(waiting[0]) != set(waiting[1]):
            yield Difference(document, tuple(waiting[0]), tuple(waiting[1]))
        waiting[0].clear()
        waiting[1].clear()


def _ends(links: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """How many segments of each side are done after each link."""
    i = j = 0
    for source, target in links:
        i, j = i + len(source), j + len(target)
        yield i, j


def _within(place: tuple[int, int], end: tuple[int, int]) -> bool:
    return place[0] <= end[0] and place[1] <= end[1]


def lines(found: Sequence[Difference], show: int, signature: str) -> Iterator[str]:
    """How many differences of each kind, the gold links lost by them, and some of them in full."""
    by_kind = defaultdict(list)
    for each in found:
        by_kind[each.kind].append(each)
    yield f"{'kind':16} {'times':>5} {'gold links':>10}  {'meaning':46} signature"
    for kind, meaning in KINDS.items():
        links = sum(len(each.gold) for each in by_kind[kind])
        yield f"{kind:16} {len(by_kind[kind]):5} {links:10}  {meaning:46} {signature}"
    for kind in KINDS:
        for each in by_kind[kind][:show]:
            yield f"\n{kind}: {each.document.corpus}/{each.document.name}"
            yield from _texts("gold", each.document, each.gold)
            yield from _texts("ours", each.document, each.made)


def _texts(name: str, document: GoldDocument, links: Sequence[Pair]) -> Iterator[str]:
    for source, target in links:
        said = " | ".join(document.source[i] for i in source) or "–"
        heard = " | ".join(document.target[j] for j in target) or "–"
        yield f"  {name}  {said}  =  {heard}"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.errors", description=__doc__)
    parser.add_argument("--corpus", default="eptic/en_sp_*__fr_sp_*", help="pattern of corpora")
    parser.add_argument("--document", default="*", help="pattern of documents")
    parser.add_argument("--linker", type=Path, help="folder of another trained linker")
    parser.add_argument("--show", type=int, default=0, help="so many of each kind in full")
    return parser.parse_args(arguments)


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    documents = list(choose(read_corpora(), options.corpus, options.document))
    if not documents:
        raise DataMissingError("No gold document was found. Check the patterns.")
    models = load_models()
    weights = (load_linker(options.linker) if options.linker else models.linker).weights
    found: list[Difference] = []
    for document in documents:
        source, target = (
            embed_texts(texts, models.encoder, DEFAULTS.max_merge)
            for texts in (document.source, document.target)
        )
        links = link(source, target, weights)
        found += differences(document, [(each.source, each.target) for each in links])
    yield from lines(found, options.show, sign(models, DEFAULTS))


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    return print_lines(run(parse(arguments)))


if __name__ == "__main__":
    sys.exit(main())
