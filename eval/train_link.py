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
from align.embed import embed_texts
from align.evidence import (
    FEATURES,
    NULL_FEATURES,
    Band,
    features,
    null_features,
    possible,
    shapes,
)
from align.link import MODES, NEVER, Potentials, infer, make_scene
from align.models.linker import Linker, Weights
from align.models.load import load_models
from align.models.protocols import Encoder
from align.scores import Pair
from eval.bootstrap import SEED
from eval.events import make_events, read_bank
from eval.gold import GoldDocument, read_corpora

Array = NDArray[np.float64]
LONGEST = 6
#: From this many segments on, a run without counterpart is a foreign stretch.
STRETCH = 6
#: What a document of a corpus counts: speeches are what the linker is for.
CORPUS_WEIGHT = (("eptic/*", 1.0), ("joint", 0.15), ("*", 0.25))


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document as evidence: features of every candidate, and their sums along the gold."""

    weight: float
    band: Band
    longest: int
    match: tuple[NDArray[np.float32], ...]
    possible: tuple[NDArray[np.bool_], ...]
    omitted: NDArray[np.float32]
    added: NDArray[np.float32]
    gold: Array


def make_example(document: GoldDocument, encoder: Encoder) -> Example | None:
    """The evidence of a document; None if its gold has a link of a shape the linker cannot make."""
    source = embed_texts(document.source, encoder, LONGEST)
    target = embed_texts(document.target, encoder, LONGEST)
    band = find_band(source, target)
    scene = make_scene(source, target, band)
    rows = [
        row
        for block in band.blocks()
        for row in zip(
            features(scene, block).transpose(1, 0, 2, 3),
            possible(scene, block).transpose(1, 0, 2),
            strict=True,
        )
    ]
    match, allowed = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    omitted = null_features(scene.source_near, source)
    added = null_features(scene.target_near, target)
    gold = gold_sums(document.links, band, match, omitted, added, scene.longest)
    if gold is None:
        return None
    weight = next(each for glob, each in CORPUS_WEIGHT if fnmatch(document.corpus, glob))
    return Example(
        weight,
        band,
        scene.longest,
        match,
        allowed,
        omitted,
        added,
        gold,
    )


def gold_sums(
    links: Sequence[Pair],
    band: Band,
    match: Sequence[NDArray[np.float32]],
    omitted: NDArray[np.float32],
    added: NDArray[np.float32],
    longest: int,
) -> Array | None:
    """Sum of the evidence along the gold path, or None if the path leaves what can be reached."""
    place = {shape: k for k, shape in enumerate(shapes(longest))}
    sums = np.zeros(len(FEATURES) + MODES * (len(NULL_FEATURES) + 1))
    matched, alone = np.split(sums, [len(FEATURES)])
    modes, opened = alone[:-MODES].reshape(MODES, -1), alone[-MODES:]
    i = j = 0
    for source, target in runs_of(links):
        if source and target:
            if source[0] != i or target[0] != j or (len(source), len(target)) not in place:
                return None
            i, j = i + len(source), j + len(target)
            if not band.low[i] <= j <= band.high[i]:
                return None
            k = place[len(source), len(target)]
            matched += match[i][k, j - int(band.low[i])]
            continue
        mode = int(max(len(source), len(target)) >= STRETCH)
        opened[mode] += 1
        modes[mode] += omitted[list(source)].sum(axis=0) + added[list(target)].sum(axis=0)
        i, j = i + len(source), j + len(target)
    return sums if (i, j) == (len(omitted), len(added)) else None


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
    scores = tuple(
        np.where(allowed, rows @ matched, NEVER)
        for rows, allowed in zip(example.match, example.possible, strict=True)
    )
    omitted, added = (example.omitted @ alone.T).T, (example.added @ alone.T).T
    anywhere = np.broadcast_to(opening[:, None], (MODES, len(example.added) + 1))
    potentials = Potentials(scores, omitted, added, opening[:, None], anywhere)
    posterior = infer(potentials, example.band, example.longest)
    expected = np.zeros_like(vector)
    for probability, rows in zip(posterior.match, example.match, strict=True):
        expected[: len(FEATURES)] += np.tensordot(probability, rows, 2)
    modes = posterior.omitted @ example.omitted + posterior.added @ example.added
    expected[len(FEATURES) :] = np.concatenate([modes.ravel(), posterior.opened])
    return float(example.gold @ vector - posterior.evidence), example.gold - expected


def train(
    examples: Sequence[Example], start: Array, penalty: float, iterations: int
) -> tuple[Array, float]:
    """Weights of highest penalised likelihood, and that likelihood."""

    def loss(vector: Array) -> tuple[float, Array]:
        value, slope = -penalty * float(vector @ vector), -2 * penalty * vector
        for example in examples:
            each, gradient = log_likelihood(example, vector)
            value, slope = value + example.weight * each, slope + example.weight * gradient
        return -value, -slope

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return np.asarray(best.x), -float(best.fun)


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
    """The reverse of ``as_weights``."""
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
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--events", type=int, default=5, help="joint events of each kind")
    parser.add_argument("--leave-out", nargs="*", default=[], help="patterns of document names")
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
    made = [make_example(document, models.encoder) for document in documents]
    examples = [example for example in made if example]
    print(f"{len(examples)} documents; {len(made) - len(examples)} beyond the linker's shapes")
    old = models.linker
    start = as_vector(old.weights)
    vector, likelihood = train(examples, start, options.penalty, options.iterations)
    print(f"log likelihood {likelihood:.1f} after {time.monotonic() - began:.0f} s")
    weights = as_weights(vector, old.weights.price, old.weights.null_price)
    write(replace(old, weights=weights), options.output)


if __name__ == "__main__":
    main()
