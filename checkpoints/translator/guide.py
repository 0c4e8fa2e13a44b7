"""Which piece translates which: a lexicon and places, learned from the pairs themselves.

IBM model 1 with a prior for the diagonal (Dyer, Chahuneau & Smith 2013), by expectation
maximisation over pieces. The places guide one attention head, the lexicon the first embeddings.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from checkpoints.translator.tokens import Ids, Places, Ragged

Table = NDArray[np.float32]
Starts = NDArray[np.int64]
Weights = NDArray[np.float64]

TENSION = 4.0
#: Prior probability that a piece has no counterpart.
NULL = 0.08
SURE = 0.5


def learn_lexicon(source: Ragged, target: Ragged, size: int, rounds: int = 5) -> Table:
    """The probability of each target piece given a source piece, shape (size + 1, size).

    The last row is that of no counterpart.
    """
    table = np.full((size + 1, size), 1.0 / size, dtype=np.float32)
    for _ in range(rounds):
        counts = np.zeros_like(table)
        _expect(source.flat, source.starts, target.flat, target.starts, table, counts)
        counts += 1e-6
        table = counts / counts.sum(axis=1, keepdims=True)
    return table


def find_places(source: Ragged, target: Ragged, table: Table) -> Places:
    """For each target piece the place of its counterpart in the source row; -1 where unsure."""
    places = np.empty(len(target.flat), dtype=np.int16)
    _decide(source.flat, source.starts, target.flat, target.starts, table, places)
    return places


@njit(cache=True)
def _weigh(source: Ids, target_piece: int, at: float, table: Table, weights: Weights) -> float:
    """The sum of what speaks for each source place, none last; fills ``weights`` with it."""
    length = len(source)
    norm = 0.0
    for i in range(length):
        weights[i] = math.exp(-TENSION * abs((i + 0.5) / length - at))
        norm += weights[i]
    total = float(NULL * table[table.shape[0] - 1, target_piece])
    weights[length] = total
    for i in range(length):
        weights[i] *= (1.0 - NULL) / norm * table[source[i], target_piece]
        total += weights[i]
    return float(total)


@njit(cache=True)
def _expect(
    source: Ids,
    source_starts: Starts,
    target: Ids,
    target_starts: Starts,
    table: Table,
    counts: Table,
) -> None:
    weights = np.empty(512)
    null = table.shape[0] - 1
    for row in range(len(source_starts) - 1):
        pieces = source[source_starts[row] : source_starts[row + 1]]
        first, last = target_starts[row], target_starts[row + 1]
        for j in range(first, last):
            total = _weigh(pieces, target[j], (j - first + 0.5) / (last - first), table, weights)
            for i in range(len(pieces)):
                counts[pieces[i], target[j]] += weights[i] / total
            counts[null, target[j]] += weights[len(pieces)] / total


@njit(cache=True)
def _decide(
    source: Ids,
    source_starts: Starts,
    target: Ids,
    target_starts: Starts,
    table: Table,
    places: Places,
) -> None:
    weights = np.empty(512)
    for row in range(len(source_starts) - 1):
        pieces = source[source_starts[row] : source_starts[row + 1]]
        first, last = target_starts[row], target_starts[row + 1]
        for j in range(first, last):
            total = _weigh(pieces, target[j], (j - first + 0.5) / (last - first), table, weights)
            best = int(np.argmax(weights[: len(pieces)]))
            places[j] = best if weights[best] > SURE * total else -1
