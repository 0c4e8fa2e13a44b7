"""Learns the word lexicon from parallel text: ``python -m eval.train_words``.

Reads ``training/*.en-fr.tsv.xz`` below ``ALIGN_DATA``, counts by the compiled rounds of
``eval.word_em`` (extra ``eval``), and writes ``checkpoints/words/lexicon.npz``. All the text takes
a while: with ``--keep FOLDER`` every step is kept there, ``--minutes`` stops after so many, and the
same command goes on from where it stopped.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import MissingExtraError
from align.models.lexicon import Lexicon, make_vocabulary, pack
from align.tokens import split_forms
from eval.command import print_lines
from eval.gold import DataMissingError, data_folder

Ids = NDArray[np.int64]
Doubles = NDArray[np.float64]

LONGEST, REACH = 60, 10
#: A pair of words is kept if it occurs together more often than by chance, or if both are rare.
CHANCE, RARE, DICE = 1.2, 6, 0.1
#: Pairs with fewer links, or a smaller share of the links of both words, are dropped.
LEAST_LINKS, LEAST_SHARE = 1e-3, 1e-4
#: What is shipped is cut more sharply.
SHIPPED_LINKS, SHIPPED_SHARE = 0.2, 5e-4
AWAY = 0.1


@dataclass(frozen=True)
class Corpus:
    """Sentence pairs as numbers of words; 0 stands for a rare word.

    Attributes:
        starts: Where each sentence begins, French and English; one more than there are pairs.
    """

    french: NDArray[np.int32]
    english: NDArray[np.int32]
    starts: tuple[Ids, Ids]
    words: tuple[tuple[str, ...], tuple[str, ...]]

    def seen(self) -> tuple[Doubles, Doubles]:
        """How often each word occurs, French and English."""
        sides = zip((self.french, self.english), self.words, strict=True)
        one, other = (np.bincount(ids, minlength=len(names)).astype(float) for ids, names in sides)
        return one, other


@dataclass
class State:
    """What is learned: joint counts of pairs of words, null shares and jumps of both sides."""

    keys: Ids
    counts: Doubles
    nulls: tuple[Doubles, Doubles]
    jumps: tuple[Doubles, Doubles]


def read_pairs(files: Sequence[Path], every: int) -> Iterator[tuple[list[str], list[str]]]:
    """The words of every n-th sentence pair, French and English, if fit to learn from."""
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in islice(lines, 0, None, every):
                english, _, french = line.rstrip("\n").partition("\t")
                pair = split_forms(french, "fr"), split_forms(english, "en")
                if _is_fit(len(pair[0]), len(pair[1])):
                    yield pair


def _is_fit(one: int, other: int) -> bool:
    return min(one, other) > 0 and max(one, other) <= min(LONGEST, 3 * min(one, other) + 5)


def number_words(pairs: Iterable[tuple[list[str], list[str]]], least: int) -> Corpus:
    """Sentence pairs as numbers; words in order of frequency, those seen less than ``least`` 0."""
    ids: tuple[list[int], list[int]] = ([], [])
    starts: tuple[list[int], list[int]] = ([0], [0])
    found: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair in pairs:
        for side in (0, 1):
            known = found[side]
            ids[side].extend([known.setdefault(word, len(known)) for word in pair[side]])
            starts[side].append(len(ids[side]))
    sides = [
        _by_frequency(np.array(ids[side], np.int32), list(found[side]), least) for side in (0, 1)
    ]
    return Corpus(
        sides[0][0], sides[1][0], (np.array(starts[0]), np.array(starts[1])),
        (sides[0][1], sides[1][1]),
    )  # fmt: skip


def _by_frequency(
    ids: NDArray[np.int32], words: list[str], least: int
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    seen = Counter(dict(enumerate(np.bincount(ids, minlength=len(words)).tolist())))
    kept = [number for number, count in seen.most_common() if count >= least]
    new = np.zeros(len(words), np.int32)
    new[kept] = np.arange(1, len(kept) + 1)
    return new[ids], ("", *(words[number] for number in kept))


def start(corpus: Corpus, bits: int) -> State:
    """Pairs of words that may be translations, counted by how often they occur together."""
    from eval import word_em

    width = len(corpus.words[1])
    keys, counts = np.full(1 << bits, -1, np.int64), np.zeros(1 << bits, np.float32)
    filled = word_em.count_together(
        corpus.french, corpus.starts[0], corpus.english, corpus.starts[1], width, keys, counts,
        64 - bits,
    )  # fmt: skip
    if filled < 0:
        raise DataMissingError(f"More pairs of words than --bits {bits} holds; give more bits.")
    keys, together = keys[keys >= 0], np.asarray(counts[keys >= 0], np.float64)
    seen = corpus.seen()
    one, other = seen[0][keys // width], seen[1][keys % width]
    chance = together * (len(corpus.starts[0]) - 1) / (one * other)
    dice = np.minimum(2 * together / (one + other), 1)
    keep = ((together >= 2) & (chance > CHANCE)) | (one + other <= RARE) | (dice > DICE)
    order = np.argsort(keys[keep])
    jumps = 0.3 ** np.abs(np.arange(-REACH, REACH + 1) - 1) + 0.01
    shares = tuple(each / each.sum() for each in seen)
    return State(
        keys[keep][order], (together * dice)[keep][order], (shares[0], shares[1]),
        (jumps / jumps.sum(), jumps / jumps.sum()),
    )  # fmt: skip


def improve(corpus: Corpus, state: State, *, with_jumps: bool) -> State:
    """One round of expectation and maximisation; pairs that came to nothing are dropped."""
    from eval import word_em

    width, keys = len(corpus.words[1]), state.keys
    bits = int(np.ceil(np.log2(2 * len(keys) + 2)))
    table, rows = np.full(1 << bits, -1, np.int64), np.zeros(1 << bits, np.int32)
    word_em.put(table, rows, keys, 64 - bits)
    totals = totals_of(state, corpus)
    counts, french, english, there, back = word_em.expect(
        corpus.french, corpus.starts[0], corpus.english, corpus.starts[1], width, table, rows,
        64 - bits, state.counts, totals[0], totals[1], state.nulls[0], state.nulls[1],
        state.jumps[0], state.jumps[1], AWAY, with_jumps,
    )  # fmt: skip
    nulls = tuple(np.maximum(each / each.sum(), 1e-6) for each in (french, english))
    jumps = (there / there.sum(), back / back.sum()) if with_jumps else state.jumps
    new = State(keys, counts, (nulls[0], nulls[1]), jumps)
    return cut(new, corpus, LEAST_LINKS, LEAST_SHARE)


def totals_of(state: State, corpus: Corpus) -> tuple[Doubles, Doubles]:
    """How many links each word has, French and English; a little more, so that none is zero."""
    width, sizes = len(corpus.words[1]), [len(words) for words in corpus.words]
    one = np.bincount(state.keys // width, state.counts, sizes[0])
    other = np.bincount(state.keys % width, state.counts, sizes[1])
    return np.asarray(one + 1e-9), np.asarray(other + 1e-9)


def cut(state: State, corpus: Corpus, links: float, share: float) -> State:
    """Without the pairs that have fewer links, or a smaller share of the links of both words."""
    width, totals = len(corpus.words[1]), totals_of(state, corpus)
    shares = [state.counts / totals[0][state.keys // width],
              state.counts / totals[1][state.keys % width]]  # fmt: skip
    keep = (state.counts > links) & (np.maximum(*shares) > share)
    return State(state.keys[keep], state.counts[keep], state.nulls, state.jumps)


def as_lexicon(state: State, corpus: Corpus) -> Lexicon:
    """What is shipped."""
    small, seen = cut(state, corpus, SHIPPED_LINKS, SHIPPED_SHARE), corpus.seen()
    links = state.counts.sum()
    sides = [
        make_vocabulary(
            words, count.astype(np.float32), (null * (count.sum() - links)).astype(np.float32)
        )
        for words, count, null in zip(corpus.words, seen, state.nulls, strict=True)
    ]
    jumps = np.stack(state.jumps).astype(np.float32)
    return Lexicon(sides[0], sides[1], small.keys, small.counts.astype(np.float32), jumps)


def learn(options: argparse.Namespace) -> Iterator[str]:
    """Reads, learns, writes; says how far it is."""
    files = sorted((data_folder() / "training").glob("part-*.en-fr.tsv.xz"))[: options.parts]
    if not files:
        raise DataMissingError(f"{data_folder() / 'training'}: no part-*.en-fr.tsv.xz there.")
    began = time.monotonic()

    def told(what: str) -> str:
        return f"{time.monotonic() - began:6.0f} s  {what}"

    def is_late() -> bool:
        return bool(time.monotonic() - began > 60 * options.minutes)

    corpus = take_up_corpus(options.keep)
    if corpus is None:
        corpus = number_words(read_pairs(files, options.every), options.least)
        keep_corpus(corpus, options.keep)
    yield told(
        f"{len(corpus.starts[0]) - 1:,} sentence pairs, {len(corpus.words[0]):,} French and "
        f"{len(corpus.words[1]):,} English words"
    )
    state, done = take_up_state(options.keep)
    if is_late():
        yield told("the text is read; the same command goes on from here")
        return
    if state is None:
        state = start(corpus, options.bits)
        keep_state(state, 0, options.keep)
        yield told(f"{len(state.keys):,} pairs of words to begin with")
    for number in range(done, options.plain + options.jumping):
        if is_late():
            yield told(f"{number} rounds are done; the same command goes on from here")
            return
        state = improve(corpus, state, with_jumps=number >= options.plain)
        keep_state(state, number + 1, options.keep)
        yield told(
            f"round {number + 1}: {len(state.keys):,} pairs, {state.counts.sum():,.0f} links"
        )
        if number >= options.plain:
            write(as_lexicon(state, corpus), options.output)
    yield told(f"written to {options.output}")


# ------------------------------------------------------------------ what is kept between calls


def keep_corpus(corpus: Corpus, folder: Path | None) -> None:
    """Keeps the numbered text, if a folder is given."""
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        held: dict[str, Any] = {"french": corpus.french, "english": corpus.english}
        held |= {f"words{n}": np.array("\n".join(words)) for n, words in enumerate(corpus.words)}
        held |= {f"starts{n}": each for n, each in enumerate(corpus.starts)}
        with (folder / "corpus.npz").open("wb") as file:
            np.savez(file, **held)


def take_up_corpus(folder: Path | None) -> Corpus | None:
    """The numbered text of an earlier call; None where there was none."""
    if folder is None or not (folder / "corpus.npz").is_file():
        return None
    with np.load(folder / "corpus.npz") as held:
        words = tuple(tuple(str(held[f"words{n}"]).split("\n")) for n in (0, 1))
        starts = held["starts0"], held["starts1"]
        return Corpus(held["french"], held["english"], starts, (words[0], words[1]))


def keep_state(state: State, rounds: int, folder: Path | None) -> None:
    """Keeps what was learned in so many rounds, if a folder is given."""
    if folder:
        held: dict[str, Any] = {
            f"{name}{n}": getattr(state, name)[n] for name in ("nulls", "jumps") for n in (0, 1)
        }
        held |= {"keys": state.keys, "counts": state.counts, "rounds": np.array(rounds)}
        with (folder / "state.part").open("wb") as file:
            np.savez(file, **held)
        (folder / "state.part").replace(folder / "state.npz")


def take_up_state(folder: Path | None) -> tuple[State | None, int]:
    """What an earlier call has learned, and in how many rounds."""
    if folder is None or not (folder / "state.npz").is_file():
        return None, 0
    with np.load(folder / "state.npz") as held:
        nulls, jumps = ((held[f"{name}0"], held[f"{name}1"]) for name in ("nulls", "jumps"))
        return State(held["keys"], held["counts"], nulls, jumps), int(held["rounds"])


def write(lexicon: Lexicon, folder: Path) -> None:
    """Writes ``lexicon.npz``."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = pack(lexicon)
    np.savez_compressed(folder / "lexicon.npz", **arrays)


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the options and learns; the exit code is 2 if data are missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", type=int, default=2, help="files to read")
    parser.add_argument("--every", type=int, default=1, help="read every n-th sentence pair")
    parser.add_argument("--plain", type=int, default=4, help="rounds without jumps (IBM model 1)")
    parser.add_argument("--jumping", type=int, default=4, help="rounds with jumps (HMM)")
    parser.add_argument(
        "--bits", type=int, default=27, help="size of the first table, as 2 ** bits"
    )
    parser.add_argument("--least", type=int, default=3, help="leave out words seen less often")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep every step here")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="then stop")
    parser.add_argument("--output", type=Path, default=Path("checkpoints/words"))
    try:
        import numba  # noqa: F401
    except ModuleNotFoundError as error:
        print(MissingExtraError(error.name or "numba", "eval"), file=sys.stderr)
        return 2
    return print_lines(learn(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
