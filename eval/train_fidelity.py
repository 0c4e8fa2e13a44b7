"""Learns the judge of fidelity: ``python -m eval.train_fidelity --out checkpoints/fidelity``.

Learns from parallel text made wrong on purpose (``eval.perturb``) and from one half of the labels
of people; the other half stays unseen, and ``python -m eval.fidelity --half 1`` scores it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from align.meaning import Sides, find_sides, link_features
from align.models.judge import Judge
from align.models.layers import Layers
from align.models.load import load_models
from align.types import Span
from align.words import link_words
from eval.command import print_lines
from eval.fidelity_gold import PARTIAL, MarkedPair, printed, read_marked, read_voted
from eval.gold import DataMissingError, data_folder
from eval.pairs import comparison_of, pairs_as_document
from eval.perturb import perturb

Floats = NDArray[np.float64]

NAME, SEED = "judge-2", 3
HIDDEN, ROUNDS, DECAY = 32, 25, 0.1
#: How often the words that a person marked are shown beside those that were planted.
TIMES = 2
#: The half of the labels that is learned from.
LEARNED = 0
#: What one label of a person counts beside one that was planted.
PERSON = 3.0
#: What a vote on whether two sides mean the same counts; it is the very question that is asked.
VOTED = 12.0
#: What one that was planted counts where links are judged as a whole: real differences are subtler.
PLANTED = 0.1
#: What a finding of full confidence takes from the logit of "the same"; set by hand.
FINDINGS = {"numbers": 3.0, "names": 2.0, "negation": 2.5, "hedge": 1.0}


@dataclass(frozen=True, slots=True)
class Example:
    """One pair with its evidence and what is right.

    Attributes:
        unsaid: For each side, 1 for the words that it alone says.
        is_same: Whether it says the same; None where nobody says so.
        weight: What it counts.
    """

    sides: Sides
    unsaid: tuple[Floats, Floats] | None
    is_same: bool | None
    weight: float = 1.0


def parallel(file: Path, count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Pairs of the parallel text, French first, drawn from all over it."""
    random = Random(seed)  # noqa: S311
    if not file.is_file():
        raise DataMissingError(f"{file}: no such file.")
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        drawn = (line for line in lines if random.random() < count / 400_000)
        for line in islice(drawn, count):
            english, french = line.rstrip("\n").split("\t")
            sizes = len(english.split()), len(french.split())
            if min(sizes) >= 3 and max(sizes) <= 40 and 0.5 < sizes[0] / sizes[1] < 2:
                yield french, english


def examples(pairs: Sequence[tuple[str, str]], judge: Judge) -> list[Sides | None]:
    """The evidence of each pair."""
    comparison = comparison_of(pairs_as_document(pairs), apart=True)
    words = link_words(comparison, load_models().word_aligner)
    return list(find_sides(replace(comparison, words=words), judge))


def planted(judge: Judge, count: int) -> Iterator[Example]:
    """Examples made wrong on purpose."""
    pairs = list(parallel(data_folder() / "training" / "part-1.en-fr.tsv.xz", count))
    made = list(perturb(pairs, load_models().word_aligner, SEED))
    starts = _starts([(each.source, each.target) for each in made])
    for each, sides, start in zip(
        made, examples([(p.source, p.target) for p in made], judge), starts, strict=True
    ):
        if sides is not None:
            unsaid = (
                _covered(sides.source, each.source_alone, start[0]),
                _covered(sides.target, each.target_alone, start[1]),
            )
            yield Example(sides, unsaid, each.kind == "clean")


def marked(judge: Judge, pairs: Sequence[MarkedPair]) -> Iterator[Example]:
    """Examples whose unsaid words two people have marked."""
    texts = [(printed(each.source), printed(each.target)) for each in pairs]
    starts = _starts([(one[0], two[0]) for one, two in texts])
    found = examples([(one[0], two[0]) for one, two in texts], judge)
    for pair, places, sides, start in zip(pairs, texts, found, starts, strict=True):
        if sides is None:
            continue
        alone = [
            tuple(
                Span(*places[side][1][n])
                for n in range(len(places[side][1]))
                if sum(n in marks for marks in chosen) * 2 >= len(chosen)
            )
            for side, chosen in enumerate(
                ([m.source for m in pair.marks], [m.target for m in pair.marks])
            )
        ]
        labels = {mark.label for mark in pair.marks}
        is_same = (
            True
            if labels == {"sure"}
            else False
            if labels & {PARTIAL, "not corresponding"}
            else None
        )
        unsaid = tuple(
            _covered(words, spans, begin)
            for words, spans, begin in zip((sides.source, sides.target), alone, start, strict=True)
        )
        yield Example(sides, (unsaid[0], unsaid[1]), is_same, PERSON)


def voted(judge: Judge) -> Iterator[Example]:
    """Examples of which five people said whether they mean the same."""
    pairs = [each for each in read_voted() if each.name % 2 == LEARNED]
    found = examples([(each.source, each.target) for each in pairs], judge)
    for pair, sides in zip(pairs, found, strict=True):
        if sides is not None:
            yield Example(sides, None, pair.is_same, VOTED * pair.agreement)


def _starts(pairs: Iterable[tuple[str, str]]) -> list[tuple[int, int]]:
    """Where each pair begins in the joined texts."""
    starts, place = [], (0, 0)
    for one, two in pairs:
        starts.append(place)
        place = place[0] + len(one) + 1, place[1] + len(two) + 1
    return starts


def _covered(words: Sequence[object], spans: Sequence[Span], start: int) -> Floats:
    moved = [Span(each.start + start, each.end + start) for each in spans]
    return np.array([float(any(s.overlaps(w.span) for s in moved)) for w in words])  # type: ignore[attr-defined]


# ------------------------------------------------------------------ learning


def learn_words(learned: Sequence[Example]) -> Layers:
    """The network that tells which words are not said."""
    from sklearn.neural_network import MLPClassifier

    rows, labels = [], []
    for each in learned:
        if each.unsaid is not None:
            for part, unsaid in zip(
                (each.sides.clues.source, each.sides.clues.target), each.unsaid, strict=True
            ):
                for _ in range(1 if each.weight == 1 else TIMES):
                    rows.append(part)
                    labels.append(unsaid)
    features, wanted = np.concatenate(rows), np.concatenate(labels) >= 0.5
    mean, scale = features.mean(0), features.std(0) + 1e-6
    network = MLPClassifier(
        (HIDDEN,), activation="tanh", alpha=DECAY, max_iter=ROUNDS, batch_size=256,
        learning_rate_init=2e-3, random_state=SEED,
    )  # fmt: skip
    network.fit((features - mean) / scale, wanted.astype(int))
    return Layers(mean, scale, tuple(network.coefs_), tuple(network.intercepts_))


def learn_link(learned: Sequence[Example], words: Layers) -> Floats:
    """What each feature of a link speaks for its sides meaning the same."""
    from sklearn.linear_model import LogisticRegression

    chosen = [each for each in learned if each.is_same is not None]
    rows = np.stack(
        [
            link_features(
                each.sides,
                words.probability(each.sides.clues.source),
                words.probability(each.sides.clues.target),
            )
            for each in chosen
        ]
    )
    scale = rows.std(0) + 1e-6
    scale[-1] = 1.0
    model = LogisticRegression(C=0.3, fit_intercept=False, max_iter=2000)
    model.fit(
        rows / scale,
        [bool(each.is_same) for each in chosen],
        sample_weight=[each.weight if each.weight != 1 else PLANTED for each in chosen],
    )
    return np.asarray(model.coef_[0] / scale)


def save(folder: Path, words: Layers, link: Floats) -> str:
    """Writes the judge; the SHA-256 of its weights."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays = {"mean": words.mean, "scale": words.scale, "link": link}
    for number, (weight, offset) in enumerate(zip(words.weights, words.offsets, strict=True)):
        arrays[f"weights{number}"], arrays[f"offsets{number}"] = weight, offset
    file = folder / "judge.npz"
    small = {key: value.astype(np.float32) for key, value in arrays.items()}
    np.savez_compressed(file, allow_pickle=False, **small)
    about = {"name": NAME, "findings": FINDINGS}
    (folder / "judge.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def run(options: argparse.Namespace) -> Iterator[str]:
    """The lines that the command prints."""
    judge = Judge()
    pairs = [each for each in read_marked() if each.name % 2 == LEARNED]
    by_people = [*marked(judge, pairs), *voted(judge)]
    learned = [*planted(judge, options.pairs), *by_people]
    yield f"{len(learned)} examples"
    words = learn_words(learned)
    link = learn_link([*planted(judge, options.link_pairs), *by_people], words)
    yield f"{options.out}/judge.npz sha256:{save(options.out, words, link)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m eval.train_fidelity", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--pairs", type=int, default=3000, help="pairs of parallel text")
    parser.add_argument(
        "--link-pairs", type=int, default=400, help="those that links as a whole are learned from"
    )
    return print_lines(run(parser.parse_args(arguments)))


if __name__ == "__main__":
    sys.exit(main())
