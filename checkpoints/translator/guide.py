"""Which piece translates which: a lexicon learned from the pairs themselves.

IBM model 1 with a prior for the diagonal (Dyer, Chahuneau & Smith 2013), by expectation
maximisation over pieces. The lexicon may start embeddings, and finds the places that guide one
attention head (``batches.py``).
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numba import njit
from numpy.typing import NDArray

from checkpoints.translator.tokens import Ids, Ragged, Rows

Table = NDArray[np.float32]
Weights = NDArray[np.float64]

TENSION = 4.0
#: Prior probability that a piece has no counterpart.
NULL = 0.08
#: Less probable translations are not kept.
LEAST = 1e-3


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


def save_lexicon(table: Table, path: Path) -> None:
    """Writes the probable translations."""
    from scipy import sparse

    sparse.save_npz(path, sparse.csr_array(np.where(table < LEAST, 0.0, table).astype(np.float32)))


def load_lexicon(path: Path) -> Table:
    """What ``save_lexicon`` wrote."""
    from scipy import sparse

    table: Table = sparse.load_npz(path).toarray()
    return table


@njit(cache=True)
def _weigh(
    source: Rows | Ids, target_piece: int, at: float, table: Table, weights: Weights
) -> float:
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
    source_starts: Rows,
    target: Ids,
    target_starts: Rows,
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
