"""How well pairs that are no translations are told from true ones: ``python -m eval.corpus``.

Pairs of the training text are made worse in known ways; a part of them is held out from training,
and every number is of that part. ``--train`` learns the judge anew.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from align.corpus.judge import FEATURES, SHORTEST, check_pair, features_of, load_judge
from align.corpus.pairs import TextPair
from align.corpus.score import AT_ONCE, JudgePart, Outputs, score_corpus
from align.errors import MissingExtraError
from align.models.load import load_models
from align.settings import DEFAULTS
from align.workers import EngineName, open_engine
from eval.bootstrap import SEED
from eval.calibration import bins, calibration_error
from eval.command import print_lines, processor_seconds
from eval.gold import DataMissingError, data_folder

NAME = "pair-1"
FILES = ("part-1.en-fr.tsv.xz", "part-2.en-fr.tsv.xz")
#: Kinds of wrong pairs; "nearly right" has the most similar other sentence of the sample.
KINDS = ("shuffled", "nearly right", "neighbour", "truncated", "copied")
#: Every so many lines one pair is taken, with the line after it for its neighbour.
STRIDE, STRIDE_FOR_PACE = 150, 30
#: A true pair may be flagged this often at the threshold.
FALSE_ALARMS = 0.02

#: Pairs whose words are checked for their pace, which is slow.
WORDWISE = 256
WORDS = JudgePart(DEFAULTS, has_words=True)

Floats = NDArray[np.float64]


def sample(count: int, file: str, stride: int = STRIDE) -> list[tuple[str, str, str]]:
    """(source, target, target of the line after) spread over a file of the training text."""
    chosen = []
    path = data_folder() / "training" / file
    if not path.is_file():
        raise DataMissingError(f"{path}: no such file. It should hold parallel text.")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        before: tuple[str, str] | None = None
        for number, line in enumerate(lines):
            english, _, french = line.rstrip("\n").partition("\t")
            if before:
                chosen.append((*before, english))
                before = None
                if len(chosen) == count:
                    break
            elif number % stride == 0 and min(len(english), len(french)) >= SHORTEST:
                before = french, english
    return chosen


def make_pairs(count: int, file: str, seed: int) -> dict[str, list[tuple[str, str]]]:
    """True pairs, and wrong ones of every kind."""
    random = Random(seed)  # noqa: S311
    taken = sample(count, file)
    true = [(source, target) for source, target, _ in taken]
    turn = random.randrange(1, len(true))
    nearest = _nearest([target for _, target in true])
    return {
        "true": true,
        "shuffled": [(s, true[(i + turn) % len(true)][1]) for i, (s, _) in enumerate(true)],
        "nearly right": [(s, true[nearest[i]][1]) for i, (s, _) in enumerate(true)],
        "neighbour": [(source, after) for source, _, after in taken],
        "truncated": [_truncated(pair, random) for pair in true if _is_long(pair)],
        "copied": [(s, s) if i % 2 else (t, t) for i, (s, t) in enumerate(true[: count // 4])],
    }


def _nearest(texts: Sequence[str]) -> NDArray[np.int64]:
    vectors = load_models().encoder.encode(texts)
    nearness = vectors @ vectors.T
    np.fill_diagonal(nearness, -1)
    same = {text: i for i, text in enumerate(texts)}
    for i, text in enumerate(texts):
        nearness[i, same[text]] = -1
    return np.asarray(nearness.argmax(1), dtype=np.int64)


def _is_long(pair: tuple[str, str]) -> bool:
    return min(len(side.split()) for side in pair) >= 8


def _truncated(pair: tuple[str, str], random: Random) -> tuple[str, str]:
    """One side without 40 to 70 % of its words, at its beginning or its end."""
    side = random.randrange(2)
    words = pair[side].split()
    kept = max(2, round(len(words) * random.uniform(0.3, 0.6)))
    cut = " ".join(words[:kept] if random.random() < 0.5 else words[-kept:])
    return (cut, pair[1]) if side == 0 else (pair[0], cut)


def seen(pairs: Sequence[tuple[str, str]]) -> Floats:
    """The features of pairs, (pairs, features)."""
    texts = [TextPair(i, source, target) for i, (source, target) in enumerate(pairs, 1)]
    vectors = load_models().encoder.encode([p.source for p in texts] + [p.target for p in texts])
    similarities = np.einsum("ij,ij->i", vectors[: len(texts)], vectors[len(texts) :])
    return features_of(texts, similarities.astype(np.float64), [check_pair(p) for p in texts])


def train(kinds: dict[str, Floats]) -> tuple[dict[str, float], float]:
    """Weights by feature and the bias; true pairs count as much as all wrong ones together."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ModuleNotFoundError as error:
        raise MissingExtraError("scikit-learn", "eval") from error
    table = np.vstack(list(kinds.values()))
    is_true = np.concatenate([np.full(len(each), name == "true") for name, each in kinds.items()])
    share = np.concatenate(
        [np.full(len(each), (len(KINDS) if name == "true" else 1) / len(each))
         for name, each in kinds.items()]
    )  # fmt: skip
    scale = table.std(0)
    model = LogisticRegression(C=10, max_iter=2000)
    model.fit(table / scale, is_true, sample_weight=share / share.mean())
    weights = model.coef_[0] / scale
    return dict(zip(FEATURES, map(float, weights), strict=True)), float(model.intercept_[0])


def learn(options: argparse.Namespace) -> Iterator[str]:
    """Trains on the first part of the training text and writes the judge."""
    kinds = {name: seen(pairs) for name, pairs in make_pairs(options.pairs, FILES[0], SEED).items()}
    weights, bias = train(kinds)
    odds = kinds["true"] @ np.array(list(weights.values())) + bias
    threshold = 1 / (1 + math.exp(-float(np.quantile(odds, FALSE_ALARMS))))
    about = {
        "name": NAME,
        "encoder": DEFAULTS.encoder,
        "threshold": round(threshold, 3),
        "bias": round(bias, 5),
        "weights": {name: round(value, 5) for name, value in weights.items()},
    }
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "judge.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    yield f"{NAME}: trained on {sum(map(len, kinds.values()))} pairs of {FILES[0]}"


def hold_out(options: argparse.Namespace) -> Iterator[str]:
    """What the judge makes of pairs of the second part, by kind."""
    judge = load_judge()
    signature = f"judge:{judge.name}|encoder:{judge.encoder}|threshold:{judge.threshold:g}"
    signature += f"|held out:{FILES[1]}|pairs:{options.pairs}|seed:{SEED}"
    found = {
        name: judge.probabilities(seen(pairs))
        for name, pairs in make_pairs(options.pairs, FILES[1], SEED).items()
    }
    yield f"{'pairs':14} {'count':>6} {'flagged':>8} {'AUC':>6}  signature"
    for name, values in found.items():
        auc = "–" if name == "true" else f"{_auc(found['true'], values):.3f}"
        flagged = (values < judge.threshold).mean()
        yield f"{name:14} {len(values):6} {flagged:8.3f} {auc:>6}  {signature}"
    wrong = [found[name] for name in KINDS]
    size = min(len(each) for each in (found["true"], *wrong))
    even = np.concatenate([each[: size // len(KINDS)] for each in wrong])
    judged = [(float(value), True) for value in found["true"][: len(even)]]
    judged += [(float(value), False) for value in even]
    yield f"expected calibration error {calibration_error(judged):.3f}  {signature}"
    for each in bins(judged):
        yield f"{each.low:4.1f}–{each.high:4.1f} {each.links:6} {each.score:6.3f} {each.right:6.3f}"


def _auc(true: Floats, wrong: Floats) -> float:
    """How often a true pair is held to be likelier than a wrong one."""
    order = np.concatenate([wrong, true]).argsort(kind="stable").argsort(kind="stable")
    above = order[len(wrong) :].sum() - len(true) * (len(true) - 1) / 2
    return float(above / (len(true) * len(wrong)))


def speed(options: argparse.Namespace) -> Iterator[str]:
    """Pairs a second: of processor time in one process, then through the whole command."""
    pairs = [
        TextPair(i, source, target)
        for i, (source, target, _) in enumerate(sample(options.pairs, FILES[1], STRIDE_FOR_PACE), 1)
    ]
    words = sum(len(f"{pair.source} {pair.target}".split()) for pair in pairs) / len(pairs)
    yield f"{len(pairs):,} pairs of {FILES[1]}, {words:.0f} words in both texts of one"
    texts = [pair.source for pair in pairs] + [pair.target for pair in pairs]
    encoder = load_models().encoder
    encoder.encode(texts[:1])
    for name, task, count in (
        ("vectors alone", lambda: encoder.encode(texts), len(pairs)),
        ("numbers checked", lambda: judge_all(pairs, JudgePart(DEFAULTS)), len(pairs)),
        ("all words checked", lambda: judge_all(pairs[:WORDWISE], WORDS), len(pairs[:WORDWISE])),
    ):
        busy = time.process_time()
        task()
        rate = count / (time.process_time() - busy)
        yield f"one process, {name}: {rate:.0f} pairs a processor second"
    for workers in options.workers:
        yield f"workers {workers}: {pace(pairs, workers)}"


def judge_all(pairs: Sequence[TextPair], part: JudgePart) -> None:
    """Judges pairs as a worker would."""
    for start in range(0, len(pairs), AT_ONCE):
        part(tuple(pairs[start : start + AT_ONCE]))


def pace(pairs: Sequence[TextPair], workers: int) -> str:
    """Pairs a second by the clock, once all workers have begun, and by the processors' time."""
    began: list[tuple[float, int]] = []
    busy = processor_seconds()
    with closing(open_engine(EngineName.LOCAL, workers)) as engine:
        score_corpus(
            pairs,
            Outputs(),
            DEFAULTS,
            engine,
            on_progress=lambda now: began.append((time.perf_counter(), now.done)),
        )
    busy = processor_seconds() - busy
    (start, first), (end, last) = began[min(workers, len(began)) - 1], began[-1]
    rate = (last - first) / max(end - start, 1e-9)
    by_clock = f"{rate:.0f}" if rate else "too few (name more with --pairs)"
    return f"{by_clock} pairs a second by the clock, {len(pairs) / busy:.0f} a processor second"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m eval.corpus", description=__doc__)
    parser.add_argument("--pairs", type=int, default=3000, help="true pairs; as many of each kind")
    parser.add_argument("--train", action="store_true", help="learn the judge anew")
    parser.add_argument("--out", type=Path, default=Path("checkpoints/corpus"))
    parser.add_argument("--speed", action="store_true", help="measure pairs a second")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; 2 if it cannot."""
    options = parse(arguments)
    run = learn if options.train else speed if options.speed else hold_out
    return print_lines(run(options))


if __name__ == "__main__":
    sys.exit(main())
