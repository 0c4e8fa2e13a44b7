"""Learns the judge of gaps: ``python -m eval.train_gaps --output checkpoints/gaps``.

Plants gaps in parallel text below ``ALIGN_DATA``, in part of it after leaving English words out as
interpreters do, and in the half of the gold that ``python -m eval.gaps`` does not report. Needs the
model of seams that ``eval.train_seam`` writes. Learns first which words a gap hid, then whether it
hid any, from other sentences than the words were learned from.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from align.gap_clues import Place, Stretch, find_stretches, gap_clues, word_clues
from align.gaps import find_places
from align.models.gap_judge import GapJudge
from align.models.layers import Layers, pack_layers
from align.models.lexicon import load_lexicon
from align.models.load import load_models
from align.models.seam import load_seam
from eval.command import print_lines
from eval.gaps import is_held_out, read_pairs
from eval.gold import data_folder
from eval.plant import Pair, Planted, condense, plant_all
from eval.train_fidelity import parallel

Floats = NDArray[np.float64]

SEED, ROUNDS, DECAY = 11, 40, 0.3
#: Share of the parallel text where words are left out first, and again.
CONDENSED = 0.45
#: What a gap of the gold counts beside one of the parallel text: how often it is planted.
GOLD_TIMES = 4
#: Share of the sentences whose seams are taken to be unknown, as they are in French.
SEAMLESS = 0.1
UNITS = {"words": (32,), "verdict": (16,)}
NO_LAYERS = Layers(np.zeros(1), np.ones(1), (), ())


@dataclass(frozen=True, slots=True)
class Case:
    """The gaps of one sentence.

    Attributes:
        lost: For each gap, 1 for each source word that it hid, (gaps, words).
        counts: Whether each gap leaves a trace or takes nothing.
    """

    place: Place
    stretches: tuple[Stretch, ...]
    lost: Floats
    counts: tuple[bool, ...]


def cases(pairs: Sequence[Pair], judge: GapJudge, random: Random) -> Iterator[Case]:
    """Every pair with gaps planted in it."""
    cut, planted = plant_all(pairs, load_models().word_aligner, random)
    for gaps, found in find_places(cut, judge):
        row = planted[gaps[0]].row
        offset = cut.alignment.source[row].span.start
        place = replace(found, seams=(None,) * len(gaps)) if random.random() < SEAMLESS else found
        lost = np.array([_hidden(place, planted[gap], offset) for gap in gaps])
        counts = tuple(not planted[gap].removed or bool(planted[gap].lost) for gap in gaps)
        yield Case(place, tuple(find_stretches(place)), lost, counts)


def _hidden(place: Place, planted: Planted, offset: int) -> list[float]:
    starts = {span.start + offset for span in planted.lost}
    return [float(word.span.start in starts) for word in place.source]


def parallel_pairs(count: int, random: Random) -> list[Pair]:
    """Pairs of the parallel text, some with English left out."""
    file = data_folder() / "training" / "part-2.en-fr.tsv.xz"
    pairs = [Pair("parallel", french, english) for french, english in parallel(file, count, SEED)]
    for _ in range(2):
        pairs = [condense(each, random) if random.random() < CONDENSED else each for each in pairs]
    return pairs


# ------------------------------------------------------------------ learning


def learn_words(learned: Sequence[Case]) -> Layers:
    """Which words a gap hid."""
    rows, wanted = [], []
    for case in learned:
        for number, stretch in enumerate(case.stretches):
            if case.counts[number]:
                rows.append(word_clues(case.place, number, stretch))
                wanted.append(case.lost[number])
    return fit(np.concatenate(rows), np.concatenate(wanted), UNITS["words"])


def learn_verdicts(learned: Sequence[Case], words: Layers) -> Layers:
    """Whether a gap hid any."""
    rows, wanted = [], []
    for case in learned:
        clues = [word_clues(case.place, n, each) for n, each in enumerate(case.stretches)]
        chances = np.stack([words.probability(each) for each in clues])
        chances = np.where(chances == chances.max(0), chances, 0.0)
        for number, stretch in enumerate(case.stretches):
            if case.counts[number]:
                rows.append(gap_clues(case.place, number, stretch, chances[number]))
                wanted.append(float(case.lost[number].any()))
    return fit(np.stack(rows), np.array(wanted), UNITS["verdict"])


def fit(rows: Floats, wanted: Floats, units: tuple[int, ...]) -> Layers:
    """A small network that gives the probability of each answer."""
    from sklearn.neural_network import MLPClassifier

    mean, scale = rows.mean(0), rows.std(0) + 1e-6
    network = MLPClassifier(
        units, activation="tanh", alpha=DECAY, max_iter=ROUNDS, batch_size=256,
        learning_rate_init=2e-3, random_state=SEED, early_stopping=True, validation_fraction=0.08,
        n_iter_no_change=4,
    )  # fmt: skip
    network.fit((rows - mean) / scale, wanted.astype(int))
    return Layers(mean, scale, tuple(network.coefs_), tuple(network.intercepts_))


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    random = Random(SEED)  # noqa: S311
    judge = GapJudge(load_lexicon(), load_seam(options.output), NO_LAYERS, NO_LAYERS)
    gold = [pair for row, pair in enumerate(read_pairs()) if not is_held_out(row)]
    learned = list(cases(parallel_pairs(options.pairs, random), judge, random))
    for _ in range(GOLD_TIMES):
        learned += cases(gold, judge, random)
    random.shuffle(learned)
    yield f"{len(learned):,} sentences with {sum(len(each.counts) for each in learned):,} gaps"
    half = len(learned) // 2
    words = learn_words(learned[:half])
    verdict = learn_verdicts(learned[half:], words)
    file = options.output / "verdict.npz"
    arrays = pack_layers(words, "words_") | pack_layers(verdict, "verdict_")
    np.savez_compressed(file, allow_pickle=False, **arrays)
    yield f"{file} sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m eval.train_gaps", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path("checkpoints/gaps"))
    parser.add_argument("--pairs", type=int, default=7000, help="pairs of parallel text")
    return print_lines(run(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
