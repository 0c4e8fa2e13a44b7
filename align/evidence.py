"""What speaks for and against each candidate link: vectors and sizes → features.

A candidate takes ``m`` source segments ending before place ``i`` and ``n`` target segments ending
before place ``j``. Candidates are looked at inside a *band*: for each ``i``, a range of ``j``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.embed import Side

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

#: Shapes (m, n) of a candidate link.
MOST_SEGMENTS = 8
#: What the sums in ``features`` are called, in order.
FEATURES = (
    "similarity", "similarity over .4", "similarity over .6", "similarity over .8",
    "margin", "similarity times further segments", "margin times further segments",
    "gain over its parts", "loss against its parts", "gain over wider", "loss against wider",
    "length mismatch squared", "length mismatch", "length mismatch times further segments",
    "similarity times size",
    "1-1", "1-2", "1-3", "2-2", "1-many", "many-many", "segments beyond five",
)  # fmt: skip
NULL_FEATURES = ("any", "best similarity", "best similarity over .5", "size")

ROWS_AT_ONCE = 32
NEIGHBOURS = 4
INVALID = np.float32(-1)


def shapes(longest: int) -> tuple[tuple[int, int], ...]:
    """The shapes of links with at most ``longest`` segments a side and ``MOST_SEGMENTS`` in all.

    >>> shapes(2)
    ((1, 1), (1, 2), (2, 1), (2, 2))
    """
    sides = range(1, longest + 1)
    return tuple((m, n) for m in sides for n in sides if m + n <= MOST_SEGMENTS)


@dataclass(frozen=True, slots=True)
class Band:
    """Places looked at: for ``i`` in 0 … N, every ``j`` with ``low[i] <= j <= high[i]``."""

    low: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.low)

    def blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """Rows ``first … last`` that share their columns: (first, last + 1, low, high + 1)."""
        change = np.flatnonzero((np.diff(self.low) != 0) | (np.diff(self.high) != 0)) + 1
        edges = [0, *change.tolist(), len(self)]
        for begin, end in pairwise(edges):
            for first in range(begin, end, ROWS_AT_ONCE):
                last = min(end, first + ROWS_AT_ONCE)
                yield first, last, int(self.low[first]), int(self.high[first]) + 1


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near each segment comes to the other side inside the band.

    Attributes:
        best: Highest similarity of each segment.
        usual: Mean of its ``NEIGHBOURS`` highest: what a wrong partner reaches, too.
    """

    best: Floats
    usual: Floats


def nearness(source: Side, target: Side, band: Band) -> tuple[Nearness, Nearness]:
    """Nearness of the source segments and of the target segments."""
    top = np.full((len(source), NEIGHBOURS), INVALID)
    top_target = np.full((len(target), NEIGHBOURS), INVALID)
    for first, last, low, high in band.blocks():
        rows, columns = slice(max(first - 1, 0), last - 1), slice(max(low - 1, 0), high - 1)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            continue
        similarity = source.runs[0, rows] @ target.runs[0, columns].T
        top[rows] = _highest(top[rows], similarity)
        top_target[columns] = _highest(top_target[columns], similarity.T)
    return _near(top), _near(top_target)


def _highest(known: Floats, more: Floats) -> Floats:
    both = np.concatenate([known, more], axis=1)
    return -np.partition(-both, NEIGHBOURS - 1, axis=1)[:, :NEIGHBOURS]


def _near(top: Floats) -> Nearness:
    found = top > INVALID
    usual = np.where(found, top, 0).sum(1) / np.maximum(found.sum(1), 1)
    return Nearness(top.max(1), usual.astype(np.float32))


def null_features(near: Nearness, side: Side) -> Floats:
    """Evidence that a segment has no counterpart, (segments, NULL_FEATURES)."""
    size = np.minimum(np.log(side.sizes / 60 + 0.05), 1.5)
    rows = (np.ones(len(side)), near.best, np.maximum(near.best - 0.5, 0), size)
    return np.stack(rows, axis=-1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scene:
    """Both sides with what is summed up over them once."""

    source: Side
    target: Side
    source_near: Nearness
    target_near: Nearness
    longest: int

    @property
    def expected(self) -> float:
        """Log of target characters per source character, within what two languages differ by."""
        ratio = (self.target.sizes.sum() + 1) / (self.source.sizes.sum() + 1)
        return float(np.clip(np.log(ratio), -0.25, 0.25))


def features(scene: Scene, block: tuple[int, int, int, int]) -> Floats:
    """Evidence for every candidate of a block, (shapes, rows, columns, FEATURES); 0 if impossible.

    The *margin* sets a similarity against what the segments reach with others (Artetxe & Schwenk
    2019); *gain* and *loss* set it against the same link with one segment fewer or more; lengths
    are compared as Gale & Church (1993) do, on a log scale.
    """
    first, last, low, high = block
    i, j = np.arange(first, last)[:, None], np.arange(low, high)[None]
    grid = _similarities(scene, block)
    before_source, before_target = _before(scene.source.sizes), _before(scene.target.sizes)
    usual_source, usual_target = _before(scene.source_near.usual), _before(scene.target_near.usual)
    stacked = []
    for m, n in shapes(scene.longest):
        possible = (i >= m) & (j >= n)
        back_i, back_j = np.maximum(i - m, 0), np.maximum(j - n, 0)
        here = grid[m, n, 1:-1, 1:-1]
        usual = (usual_source[i] - usual_source[back_i]) / m
        usual = (usual + (usual_target[j] - usual_target[back_j]) / n) / 2
        margin = here - usual
        parts = np.maximum.reduce(
            [grid[m - 1, n, 1:-1, 1:-1], grid[m - 1, n, :-2, 1:-1],
             grid[m, n - 1, 1:-1, 1:-1], grid[m, n - 1, 1:-1, :-2]]
        )  # fmt: skip
        wider = np.maximum.reduce(
            [grid[m + 1, n, 1:-1, 1:-1], grid[m + 1, n, 2:, 1:-1],
             grid[m, n + 1, 1:-1, 1:-1], grid[m, n + 1, 1:-1, 2:]]
        )  # fmt: skip
        gain = np.where(parts > INVALID, here - parts, 0)
        lead = np.where(wider > INVALID, here - wider, 0)
        said = before_source[i] - before_source[back_i]
        heard = before_target[j] - before_target[back_j]
        mismatch = np.log((heard + 8) / (said + 8)) - scene.expected
        size = np.minimum(np.log((said + heard) / 100 + 0.1), 2)
        further, capped = m + n - 2, np.minimum(np.abs(mismatch), 1.5)
        values = (
            here, np.maximum(here - 0.4, 0), np.maximum(here - 0.6, 0), np.maximum(here - 0.8, 0),
            margin, further * here, further * margin,
            gain, np.minimum(gain, 0), lead, np.minimum(lead, 0),
            mismatch**2, capped, further * capped, size * here,
            *_shape_flags(m, n),
        )  # fmt: skip
        cell = np.stack(np.broadcast_arrays(*values), axis=-1).astype(np.float32)
        cell[~possible] = 0
        stacked.append(cell)
    return np.stack(stacked)


def possible(longest: int, block: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    """Which candidates of a block have enough segments before them, (shapes, rows, columns)."""
    first, last, low, high = block
    i, j = np.arange(first, last)[:, None], np.arange(low, high)[None]
    return np.stack([(i >= m) & (j >= n) for m, n in shapes(longest)])


def _shape_flags(m: int, n: int) -> tuple[float, ...]:
    few, many = min(m, n), max(m, n)
    return (
        float((few, many) == (1, 1)),
        float((few, many) == (1, 2)),
        float((few, many) == (1, 3)),
        float((few, many) == (2, 2)),
        float(few == 1 and many >= 4),
        float(few > 1 and many > 2),
        float(max(m + n - 5, 0)),
    )


def _before(values: NDArray[np.floating]) -> Floats:
    return np.concatenate([[0], np.cumsum(values, dtype=np.float64)]).astype(np.float32)


def _similarities(scene: Scene, block: tuple[int, int, int, int]) -> Floats:
    """Similarity of every candidate, with one row and one column more on each side.

    Shape (longest + 2, longest + 2, rows + 2, columns + 2): ``[m, n]`` is the shape of the
    candidate; INVALID where there is none.
    """
    first, last, low, high = block
    size = scene.longest + 2
    grid = np.full((size, size, last - first + 2, high - low + 2), INVALID)
    for m, n in shapes(scene.longest):
        i0, i1 = max(first - 1, m), min(last + 1, len(scene.source) + 1)
        j0, j1 = max(low - 1, n), min(high + 1, len(scene.target) + 1)
        if i0 < i1 and j0 < j1:
            said, heard = scene.source.runs[m - 1, i0 - 1 : i1 - 1], scene.target.runs[n - 1]
            place = grid[m, n, i0 - first + 1 : i1 - first + 1, j0 - low + 1 : j1 - low + 1]
            np.matmul(said, heard[j0 - 1 : j1 - 1].T, out=place)
    return grid
