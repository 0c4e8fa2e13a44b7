"""Learns the weights of the linker from gold alignments: ``python -m eval.train_link``.

Maximises the conditional log likelihood of the gold links (Sarawagi & Cohen 2004) with an L2
penalty, by L-BFGS. Writes ``checkpoints/linker/linker.json``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from align.link import NEVER, Potentials, infer, make_scene
from align.models.linker import Linker, Weights, load_linker
from align.models.load import load_models
from align.models.protocols import Encoder
from eval.gold import GoldDocument, Pair, read_corpora

Array = NDArray[np.float64]
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Example:
    """A gold document as evidence: features of every candidate, and their sums along the gold."""

    name: str
    band: Band
    longest: int
    match: tuple[NDArray[np.float32], ...]
    possible: tuple[NDArray[np.bool_], ...]
    omitted: NDArray[np.float32]
    added: NDArray[np.float32]
    gold: Array


def make_example(document: GoldDocument, encoder: Encoder, linker: Linker) -> Example | None:
    """The evidence of a document; None if its gold has a link of a shape the linker cannot make."""
    source = embed_texts(document.source, encoder, linker, LONGEST)
    target = embed_texts(document.target, encoder, linker, LONGEST)
    band = find_band(source, target)
    scene = make_scene(source, target, band)
    rows = [
        row
        for block in band.blocks()
        for row in zip(
            features(scene, block).transpose(1, 0, 2, 3),
            possible(scene.longest, block).transpose(1, 0, 2),
            strict=True,
        )
    ]
    match, allowed = tuple(row[0] for row in rows), tuple(row[1] for row in rows)
    omitted = null_features(scene.source_near, source)
    added = null_features(scene.target_near, target)
    gold = gold_sums(document.links, band, match, omitted, added, scene.longest)
    if gold is None:
        return None
    return Example(document.name, band, scene.longest, match, allowed, omitted, added, gold)


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
    sums = np.zeros(len(FEATURES) + len(NULL_FEATURES) + 1)
    matched, alone = slice(0, len(FEATURES)), slice(len(FEATURES), -1)
    i = j = 0
    state = ""
    for source, target in omissions_first(links):
        if source and target:
            if source[0] != i or target[0] != j or (len(source), len(target)) not in place:
                return None
            i, j = i + len(source), j + len(target)
            if not band.low[i] <= j <= band.high[i]:
                return None
            k = place[len(source), len(target)]
            sums[matched] += match[i][k, j - int(band.low[i])]
            state = ""
            continue
        for row in omitted[list(source)]:
            sums[alone] += row
        for row in added[list(target)]:
            sums[alone] += row
        kind = "omitted" if source else "added"
        sums[-1] += state != kind
        state = kind
        i, j = i + len(source), j + len(target)
    return sums if (i, j) == (len(omitted), len(added)) else None


def omissions_first(links: Sequence[Pair]) -> list[Pair]:
    """Links with the omissions of every run without counterpart put before its additions."""
    ordered: list[Pair] = []
    run: list[Pair] = []
    for link in links:
        if all(link):
            ordered += [*sorted(run, key=lambda each: not each[0]), link]
            run = []
        else:
            run.append(link)
    return ordered + sorted(run, key=lambda each: not each[0])


def log_likelihood(example: Example, vector: Array) -> tuple[float, Array]:
    """Log probability of the gold links, and its gradient."""
    matched, alone = vector[: len(FEATURES)], vector[len(FEATURES) : -1]
    scores = tuple(
        np.where(allowed, rows @ matched, NEVER)
        for rows, allowed in zip(example.match, example.possible, strict=True)
    )
    potentials = Potentials(
        scores, example.omitted @ alone, example.added @ alone, float(vector[-1])
    )
    posterior = infer(potentials, example.band, example.longest)
    expected = np.zeros_like(vector)
    for probability, rows in zip(posterior.match, example.match, strict=True):
        expected[: len(FEATURES)] += np.tensordot(probability, rows, 2)
    expected[len(FEATURES) : -1] = posterior.omitted @ example.omitted
    expected[len(FEATURES) : -1] += posterior.added @ example.added
    expected[-1] = posterior.opened
    return float(example.gold @ vector - posterior.evidence), example.gold - expected


def train(
    examples: Sequence[Example], start: Array, penalty: float, iterations: int
) -> tuple[Array, float]:
    """Weights of highest penalised likelihood, and that likelihood."""

    def loss(vector: Array) -> tuple[float, Array]:
        value, slope = -penalty * float(vector @ vector), -2 * penalty * vector
        for example in examples:
            each, gradient = log_likelihood(example, vector)
            value, slope = value + each, slope + gradient
        return -value, -slope

    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return np.asarray(best.x), -float(best.fun)


def as_weights(vector: Array, price: float, null_price: float) -> Weights:
    """The learned vector as the linker reads it."""
    rounded = [round(float(value), 4) for value in vector]
    return Weights(
        tuple(rounded[: len(FEATURES)]),
        tuple(rounded[len(FEATURES) : -1]),
        rounded[-1],
        price,
        null_price,
    )


def as_vector(weights: Weights) -> Array:
    """The reverse of ``as_weights``."""
    return np.array([*weights.match, *weights.alone, weights.open])


def write(linker: Linker, folder: Path) -> None:
    """Writes the weights with the names of the evidence beside them."""
    weights = linker.weights
    about = {
        "name": linker.name,
        "encoder": linker.encoder,
        "adapter": None,
        "price": weights.price,
        "null_price": weights.null_price,
        "open": weights.open,
        "alone": dict(zip(NULL_FEATURES, weights.alone, strict=True)),
        "match": dict(zip(FEATURES, weights.match, strict=True)),
    }
    (folder / "linker.json").write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--penalty", type=float, default=0.3)
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--leave-out", nargs="*", default=[], help="names of documents")
    parser.add_argument("--output", type=Path, default=Path("checkpoints/linker"))
    options = parser.parse_args()
    models, began = load_models(), time.monotonic()
    made = [
        make_example(document, models.encoder, models.linker)
        for document in read_corpora()
        if document.name not in options.leave_out
    ]
    examples = [example for example in made if example]
    print(f"{len(examples)} documents, {len(made) - len(examples)} beyond the linker's shapes")
    start = as_vector(models.linker.weights)
    vector, likelihood = train(examples, start, options.penalty, options.iterations)
    print(f"log likelihood {likelihood:.1f} after {time.monotonic() - began:.0f} s")
    old = load_linker()
    weights = as_weights(vector, old.weights.price, old.weights.null_price)
    write(replace(old, weights=weights), options.output)


if __name__ == "__main__":
    main()
