"""Learns the weights of the linker from gold alignments: ``python -m eval.train_link``.

Maximises the conditional log likelihood of the gold links (Sarawagi & Cohen 2004) with an L2
penalty, by L-BFGS, over the gold corpora and over joint events made of their speeches. Writes
``linker.json``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.band import find_band
from align.embed import Side, embed_texts
from align.evidence import (
    FEATURES,
    MEASURED,
    NULL_FEATURES,
    Scene,
    make_scene,
    measure,
    null_features,
    possible,
    spread,
)
from align.field import MODES, Potentials, infer
from align.grid import Block, shapes, tiles
from align.models.linker import Linker, Weights, load_linker
from align.models.load import load_models
from align.scores import Pair
from eval.bootstrap import SEED
from eval.events import make_events, read_bank
from eval.gold import GoldDocument, read_corpora

Array = NDArray[np.float64]
LONGEST = 6
#: From this many segments on, a run without counterpart is a foreign stretch.
STRETCH = 6
#: Where learning starts: what anybody would expect of links, set by hand.
START = {
    "similarity": 6.0, "gain": 5.0, "length mismatch": -2.0, "1-1": 1.0, "many-many": -1.0,
    "single: best similarity": -2.0, "open single": -2.0, "open stretch": -6.0,
}  # fmt: skip
#: What a document of a corpus counts: speeches are what the linker is for.
CORPUS_WEIGHT = (("eptic/*", 1.0), ("joint", 0.15), ("*", 0.25))


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document as evidence, and the sums of that evidence along the gold links.

    Attributes:
        measured: For each block, (shapes, MEASURED + 1, rows × columns); the last is always 1.
        possible: For each block, (shapes, rows × columns).
    """

    weight: float
    blocks: tuple[Block, ...]
    longest: int
    measured: tuple[NDArray[np.float32], ...]
    possible: tuple[NDArray[np.bool_], ...]
    omitted: NDArray[np.float32]
    added: NDArray[np.float32]
    gold: Array


def make_example(document: GoldDocument, source: Side, target: Side) -> Example | None:
    """The evidence of a document; None if its gold has a link of a shape the linker cannot make."""
    band = find_band(source, target)
    scene, blocks = make_scene(source, target, band), band.blocks()
    measured, allowed = measure_blocks(scene, blocks)
    omitted = null_features(scene.best_source, source)
    added = null_features(scene.best_target, target)
    weight = next(each for glob, each in CORPUS_WEIGHT if fnmatch(document.corpus, glob))
    unknown = np.zeros(0)
    example = Example(weight, blocks, scene.longest, measured, allowed, omitted, added, unknown)
    gold = gold_sums(document.links, example)
    return None if gold is None else replace(example, gold=gold)


def measure_blocks(
    scene: Scene, blocks: Sequence[Block]
) -> tuple[tuple[NDArray[np.float32], ...], tuple[NDArray[np.bool_], ...]]:
    """``Example.measured`` and ``Example.possible``."""
    measured: dict[int, NDArray[np.float32]] = {}
    allowed: dict[int, NDArray[np.bool_]] = {}
    for tile in tiles(blocks):
        can_be = possible(scene, tile)
        values = np.ones((len(can_be), len(MEASURED) + 1, *can_be.shape[1:]), np.float32)
        for k, each in enumerate(measure(scene, tile)):
            values[k, :-1] = each
        for place, number in enumerate(tile.numbers):
            measured[number] = values[:, :, place].reshape(*values.shape[:2], -1).copy()
            allowed[number] = can_be[:, place].reshape(len(can_be), -1)
    places = range(len(blocks))
    return tuple(measured[k] for k in places), tuple(allowed[k] for k in places)


def gold_sums(links: Sequence[Pair], example: Example) -> Array | None:
    """Sum of the evidence along the gold path, or None if the path leaves what can be reached."""
    place = {shape: k for k, shape in enumerate(shapes(example.longest))}
    sums = np.zeros(len(FEATURES) + MODES * (len(NULL_FEATURES) + 1))
    matched, alone = np.split(sums, [len(FEATURES)])
    modes, opened = alone[:-MODES].reshape(MODES, -1), alone[-MODES:]
    i = j = 0
    for source, target in runs_of(links):
        if source and target:
            if source[0] != i or target[0] != j or (len(source), len(target)) not in place:
                return None
            i, j = i + len(source), j + len(target)
            number = next(k for k, block in enumerate(example.blocks) if i < block.last)
            block = example.blocks[number]
            if not block.low <= j < block.high:
                return None
            cell = (i - block.first) * block.columns + j - block.low
            values = example.measured[number][place[len(source), len(target)], :, cell]
            matched += spread(len(source), len(target)) @ values
            continue
        mode = int(max(len(source), len(target)) >= STRETCH)
        opened[mode] += 1
        modes[mode] += example.omitted[list(source)].sum(axis=0)
        modes[mode] += example.added[list(target)].sum(axis=0)
        i, j = i + len(source), j + len(target)
    return sums if (i, j) == (len(example.omitted), len(example.added)) else None


def runs_of(links: Sequence[Pair]) -> list[Pair]:
    """Links with neighbouring omissions joined into one, then neighbouring additions.

    >>> runs_of([((), (0,)), ((0,), ()), ((1,), ()), ((2,), (1,))])
    [((0, 1), ()), ((), (0,)), ((2,), (1,))]
    """
    joined: list[Pair] = []
    for is_matched, run in groupby(links, key=all):
        if is_matched:
            joined += run
            continue
        pairs = list(run)
        omitted = tuple(i for source, _ in pairs for i in source)
        added = tuple(j for _, target in pairs for j in target)
        joined += [pair for pair in ((omitted, ()), ((), added)) if any(pair)]
    return joined


def log_likelihood(example: Example, vector: Array) -> tuple[float, Array]:
    """Log probability of the gold links, and its gradient."""
    matched, rest = np.split(vector, [len(FEATURES)])
    alone, opening = rest[:-MODES].reshape(MODES, -1), rest[-MODES:]
    spreads = np.stack([spread(m, n) for m, n in shapes(example.longest)])
    counts = (matched.astype(np.float32) @ spreads)[:, None]
    scores = tuple(
        np.where(allowed, np.matmul(counts, values)[:, 0], -np.inf)
        .reshape(len(spreads), block.rows, block.columns)
        .transpose(1, 0, 2)
        for block, allowed, values in zip(
            example.blocks, example.possible, example.measured, strict=True
        )
    )
    omitted, added = (example.omitted @ alone.T).T, (example.added @ alone.T).T
    anywhere = np.broadcast_to(opening[:, None], (MODES, len(example.added) + 1))
    posterior = infer(
        Potentials(example.blocks, example.longest, scores, omitted, added, anywhere, anywhere)
    )
    expected = np.zeros_like(vector)
    for probability, values in zip(posterior.match, example.measured, strict=True):
        by_shape = probability.transpose(1, 0, 2)
        sums = np.matmul(values, by_shape.reshape(len(spreads), -1, 1))[:, :, 0]
        expected[: len(FEATURES)] += np.einsum("kfm,km->f", spreads, sums)
    modes = posterior.omitted @ example.omitted + posterior.added @ example.added
    expected[len(FEATURES) :] = np.concatenate([modes.ravel(), posterior.opened])
    return float(example.gold @ vector - posterior.evidence), example.gold - expected


def train(
    examples: Sequence[Example],
    penalty: float,
    iterations: int,
    left_out: Sequence[str] = (),
    start: Array | None = None,
) -> tuple[Array, float]:
    """Weights of highest penalised likelihood, and that likelihood.

    The likelihood is concave, so the ``start`` only saves time (by default what anybody would
    expect), and so does it to shorten directions in which documents differ much first (by the
    gradients of the single documents).
    The weights of the ``names`` that are ``left_out`` stay 0.
    """
    free = np.array([name not in left_out for name in names()], float)
    if start is None:
        start = np.array([START.get(name, 0.0) for name in names()])
    vector, value = start * free, 0.0
    for steps in (iterations // 4, iterations // 4, iterations - iterations // 2):
        turn = whitening(examples, vector, penalty) * free[:, None]
        begin = vector

        def loss(inner: Array, turn: Array = turn, begin: Array = begin) -> tuple[float, Array]:
            outer = begin + turn @ inner
            value, slope = -penalty * float(outer @ outer), -2 * penalty * outer
            for example in examples:
                each, gradient = log_likelihood(example, outer)
                value, slope = value + example.weight * each, slope + example.weight * gradient
            return -value, -turn.T @ slope

        best = minimize(
            loss, np.zeros(len(free)), jac=True, method="L-BFGS-B", options={"maxiter": steps}
        )
        vector, value = begin + turn @ best.x, -float(best.fun)
    return np.asarray(vector), value


def whitening(examples: Sequence[Example], vector: Array, penalty: float) -> Array:
    """A turn of the weights after which the likelihood is about equally steep everywhere."""
    steepness = 2 * penalty * np.eye(len(vector))
    for example in examples:
        gradient = log_likelihood(example, vector)[1]
        steepness += example.weight * np.outer(gradient, gradient)
    return np.asarray(np.linalg.inv(np.linalg.cholesky(steepness)).T)


def names() -> tuple[str, ...]:
    """What each learned number stands for."""
    alone = [f"{mode}: {name}" for mode in ("single", "stretch") for name in NULL_FEATURES]
    return (*FEATURES, *alone, "open single", "open stretch")


def as_weights(vector: Array, price: float, null_price: float) -> Weights:
    """The learned vector as the linker reads it."""
    rounded = [round(float(value), 4) for value in vector]
    alone = rounded[len(FEATURES) : -MODES]
    return Weights(
        match=tuple(rounded[: len(FEATURES)]),
        alone=(tuple(alone[: len(NULL_FEATURES)]), tuple(alone[len(NULL_FEATURES) :])),
        open=(rounded[-2], rounded[-1]),
        price=price,
        null_price=null_price,
    )


def as_vector(weights: Weights) -> Array:
    """The weights as they are learned, in the order of ``names``."""
    return np.array([*weights.match, *weights.alone[0], *weights.alone[1], *weights.open])


def write(linker: Linker, folder: Path) -> None:
    """Writes the weights with the names of the evidence beside them."""
    weights = linker.weights
    single, stretch = (dict(zip(NULL_FEATURES, each, strict=True)) for each in weights.alone)
    about = {
        "name": linker.name,
        "encoder": linker.encoder,
        "price": weights.price,
        "null_price": weights.null_price,
        "calibration": dict(zip(("slope", "bend"), weights.calibration, strict=True)),
        "open single": weights.open[0],
        "open stretch": weights.open[1],
        "single": single,
        "stretch": stretch,
        "match": dict(zip(FEATURES, weights.match, strict=True)),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "linker.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Reads the options, trains, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penalty", type=float, default=0.3, help="of the squared weights")
    parser.add_argument("--iterations", type=int, default=16)
    parser.add_argument("--events", type=int, default=5, help="joint events of each kind")
    parser.add_argument("--leave-out", nargs="*", default=[], help="patterns of document names")
    parser.add_argument("--start", type=Path, help="a linker from whose weights on to learn")
    parser.add_argument("--name", default="crf-5")
    parser.add_argument(
        "--prices", type=float, nargs=2, default=(0.4, 0.4), metavar=("LINK", "ALONE")
    )
    parser.add_argument("--output", type=Path, default=Path("checkpoints/linker"))
    options = parser.parse_args()
    models, began = load_models(), time.monotonic()

    def is_kept(document: GoldDocument) -> bool:
        return not any(fnmatch(document.name, pattern) for pattern in options.leave_out)

    bank = read_bank()
    bank = replace(bank, **{
        side: tuple(place for place in getattr(bank, side) if is_kept(bank.speeches[place]))
        for side in ("own", "other")
    })  # fmt: skip
    events = make_events(bank, options.events, SEED) if options.events else iter(())
    documents = [
        *filter(is_kept, read_corpora()),
        *(replace(event.document, corpus="joint") for event in events),
    ]
    made = [
        make_example(
            document,
            embed_texts(document.source, models.encoder, LONGEST),
            embed_texts(document.target, models.encoder, LONGEST),
        )
        for document in documents
    ]
    examples = [example for example in made if example]
    print(f"{len(examples)} documents; {len(made) - len(examples)} beyond the linker's shapes")
    start = as_vector(load_linker(options.start).weights) if options.start else None
    vector, likelihood = train(examples, options.penalty, options.iterations, start=start)
    print(f"log likelihood {likelihood:.1f} after {time.monotonic() - began:.0f} s")
    weights = as_weights(vector, *options.prices)
    write(Linker(options.name, models.encoder.name, weights), options.output)


if __name__ == "__main__":
    main()
