"""How good word links are: ``python -m eval.words``.

Prints the alignment error rate (Och & Ney 2003), precision and recall on links that people made,
``AER = 1 - (|A ∩ S| + |A ∩ P|) / (|A| + |S|)``, and pairs a second of processor time. Our words are
mapped to the tokens of the gold; a word that covers two tokens links both. ``--rival`` trains
eflomal (GPL-3, extra ``rivals``) on the given number of training pairs and the test sentences, and
symmetrises its two directions by grow-diag-final-and. awesome-align and SimAlign need models that
have to be downloaded, so they are not run here. ``--speed`` says how many links a second of
processor time word linking, reading meanings and checking take, and how time grows with length.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import StringIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from align.checks import find_all
from align.errors import MissingExtraError
from align.meaning import read_meanings
from align.models.load import load_models
from align.words import link_words
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder
from eval.pairs import comparison_of, pairs_as_document
from eval.train_words import read_pairs
from eval.word_gold import GoldPair, as_text, own_words, read_word_gold

Result = TypeVar("Result")
Found = frozenset[tuple[int, int]]
Texts = tuple[list[str], list[str]]
Linker = Callable[[Sequence[Texts]], list[Found]]
NEIGHBOURS = ((-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1))


def lines(
    pairs: Sequence[GoldPair], linkers: Iterable[tuple[str, Linker]], fold: int | None
) -> Iterator[str]:
    """The table: a line per corpus and aligner."""
    yield f"{'corpus':18} {'pairs':>5}  {'AER':>6} {'P':>6} {'R':>6}  {'pairs/s':>7}  signature"
    prepared = [(own_words(p.french, "fr"), own_words(p.english, "en")) for p in pairs]
    texts = [([w.form for w in one[0]], [w.form for w in two[0]]) for one, two in prepared]
    for signature, linker in linkers:
        began = time.process_time()
        found = linker(texts)
        speed = len(texts) / (time.process_time() - began)
        as_tokens = [
            frozenset((a, b) for i, j in each for a in one[1][i] for b in two[1][j])
            for each, (one, two) in zip(found, prepared, strict=True)
        ]
        for corpus in dict.fromkeys(pair.corpus for pair in pairs):
            chosen = [n for n, pair in enumerate(pairs) if pair.corpus == corpus]
            if fold is not None:
                chosen = chosen[fold::2]
            error, precision, recall = score([(as_tokens[n], pairs[n]) for n in chosen])
            yield (
                f"{corpus:18} {len(chosen):5}  {error:6.4f} {precision:6.4f} {recall:6.4f}  "
                f"{speed:7.0f}  {signature}"
            )


def score(judged: Iterable[tuple[Found, GoldPair]]) -> tuple[float, float, float]:
    """AER, precision and recall over all pairs together.

    >>> one = frozenset({(0, 0)})
    >>> score([(one | {(1, 1)}, GoldPair("", (), (), one, one))])
    (0.33333333333333337, 0.5, 1.0)
    """
    made = sure = possible = wanted = 0
    for found, gold in judged:
        made, wanted = made + len(found), wanted + len(gold.sure)
        sure, possible = sure + len(found & gold.sure), possible + len(found & gold.possible)
    error = 1 - (sure + possible) / (made + wanted)
    return error, possible / max(made, 1), sure / max(wanted, 1)


def ours() -> tuple[str, Linker]:
    """Our aligner, its lexicon loaded."""
    aligner = load_models().word_aligner
    aligner.align([(["paix"], ["peace"])])

    def link(texts: Sequence[Texts]) -> list[Found]:
        return [frozenset((a, b) for a, b, _ in links) for links in aligner.align(texts)]

    return f"words:{aligner.name}", link


def eflomal(count: int) -> tuple[str, Linker]:
    """eflomal, trained on ``count`` training pairs and the test sentences."""
    try:
        from eflomal import Aligner
    except ModuleNotFoundError as error:
        raise MissingExtraError("eflomal", "rivals") from error
    files = sorted((data_folder() / "training").glob("part-*.en-fr.tsv.xz"))
    if not files:
        raise DataMissingError(f"{data_folder() / 'training'}: no part-*.en-fr.tsv.xz there.")

    def link(texts: Sequence[Texts]) -> list[Found]:
        both = [*texts, *islice(read_pairs(files, 3), count)]
        sides = ["".join(" ".join(pair[side]) + "\n" for pair in both) for side in (0, 1)]
        with TemporaryDirectory() as folder:
            names = [str(Path(folder) / name) for name in ("there", "back")]
            Aligner(model=3).align(
                StringIO(sides[0]), StringIO(sides[1]), links_filename_fwd=names[0],
                links_filename_rev=names[1], quiet=True,
            )  # fmt: skip
            there, back = (_read_links(Path(name), len(texts)) for name in names)
        return [grow_diag_final_and(one, other) for one, other in zip(there, back, strict=True)]

    return f"words:eflomal|symmetrised:grow-diag-final-and|pairs:{count}", link


def _read_links(file: Path, count: int) -> list[set[tuple[int, int]]]:
    rows = file.read_text(encoding="utf-8").splitlines()[:count]
    return [{(int(i), int(j)) for i, _, j in (x.partition("-") for x in r.split())} for r in rows]


def grow_diag_final_and(there: set[tuple[int, int]], back: set[tuple[int, int]]) -> Found:
    """The links of two directions as one (Koehn, Och & Marcu 2003).

    >>> sorted(grow_diag_final_and({(0, 0), (1, 1)}, {(0, 0), (1, 0)}))
    [(0, 0), (1, 0), (1, 1)]
    """
    union, links = there | back, there & back
    is_growing = True
    while is_growing:
        is_growing = False
        for i, j in sorted(links):
            for di, dj in NEIGHBOURS:
                new = (i + di, j + dj)
                if new in union and new not in links and not _both_linked(new, links):
                    links.add(new)
                    is_growing = True
    for direction in (there, back):
        for new in sorted(direction):
            if not any(a == new[0] or b == new[1] for a, b in links):
                links.add(new)
    return frozenset(links)


def _both_linked(new: tuple[int, int], links: set[tuple[int, int]]) -> bool:
    return any(a == new[0] for a, _ in links) and any(b == new[1] for _, b in links)


def speed(pairs: Sequence[GoldPair]) -> Iterator[str]:
    """Links a second of processor time, stage by stage, and the time of ever longer links."""
    models = load_models()
    texts = [(as_text(pair.french)[0], as_text(pair.english)[0]) for pair in pairs]
    for rows in (texts[:20], texts):  # the first to load the models
        bare = comparison_of(pairs_as_document(rows), apart=True)
        linking, words = timed(partial(link_words, bare, models.word_aligner))
        linked = replace(bare, words=words)
        reading, meanings = timed(partial(read_meanings, linked, models.judge))
        read = replace(linked, meanings=meanings)
        checking, _ = timed(partial(find_all, read))
    for stage, seconds in (
        ("word links", linking), ("meanings", reading), ("checks", checking),
        ("word links and checks", linking + checking), ("all", linking + reading + checking),
    ):  # fmt: skip
        yield f"{stage:22} {len(texts) / seconds:6.0f} links/s"
    words_of_all = [[word for pair in pairs for word in side(pair)] for side in (_french, _english)]
    for size in (50, 100, 200, 400, 800, 1600):
        pair = words_of_all[0][:size], words_of_all[1][:size]
        many = [pair] * (3200 // size)
        seconds, _ = timed(partial(models.word_aligner.align, many))
        yield f"links of {size:5} words     {3200 / seconds:6.0f} words/s"


def _french(pair: GoldPair) -> tuple[str, ...]:
    return pair.french


def _english(pair: GoldPair) -> tuple[str, ...]:
    return pair.english


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """The processor seconds that a piece of work takes, and what comes out."""
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def measure(options: argparse.Namespace) -> Iterator[str]:
    """All that the command prints."""
    pairs = list(read_word_gold())
    if options.speed:
        yield from speed(pairs)
        return
    linkers = [ours(), *([eflomal(options.rival)] if options.rival is not None else [])]
    yield from lines(pairs, linkers, options.fold)


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options and prints; the exit code is 2 if data are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rival", type=int, metavar="PAIRS", help="eflomal beside ours")
    parser.add_argument("--speed", action="store_true", help="links a second, and nothing else")
    parser.add_argument("--fold", type=int, choices=(0, 1), help="every second pair alone")
    return print_lines(measure(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
