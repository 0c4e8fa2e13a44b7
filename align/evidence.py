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
#: Rows and columns that are looked at together: (first, last + 1, low, high + 1).
Block = tuple[int, int, int, int]

#: Most segments of a candidate link, both sides together.
MOST_SEGMENTS = 8
#: What ``features`` gives, in order.
FEATURES = (
    "similarity", "similarity over .4", "similarity over .6", "similarity over .8",
    "margin", "similarity times further segments", "margin times further segments",
    "gain", "gain below 0", "lead", "lead below 0",
    "length mismatch squared", "length mismatch", "length mismatch times further segments",
    "similarity times size",
    "1-1", "1-2", "1-3", "2-2", "1-many", "many-many", "segments beyond five",
    "beside", "beside times further segments", "nearest beside", "nearest beside over .4",
    "clearance", "clearance times further segments", "length agreement",
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

    def blocks(self) -> Iterator[Block]:
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


def features(scene: Scene, block: Block) -> Floats:
    """Evidence for every candidate of a block, (shapes, rows, columns, FEATURES); 0 if impossible.

    The *margin* sets a similarity against what the segments reach with others (Artetxe & Schwenk
    2019); *beside* is what a side reaches with the neighbours of the other (Liu & Zhu 2022), and
    *clearance* the similarity less that, times how well the lengths agree; *gain* and *lead* set
    a similarity against the same link with one segment fewer or more. Lengths are compared as Gale
    & Church (1993) do, on a log scale.
    """
    sums = _Sums(
        *(_before(side.sizes) for side in (scene.source, scene.target)),
        *(_before(near.usual) for near in (scene.source_near, scene.target_near)),
    )
    grid = _similarities(scene, block)
    rows = [_evidence(scene, block, sums, grid, m, n) for m, n in shapes(scene.longest)]
    return np.stack(rows)


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums over all segments before each place."""

    said: Floats
    heard: Floats
    usual_source: Floats
    usual_target: Floats


def _evidence(scene: Scene, block: Block, sums: _Sums, grid: Floats, m: int, n: int) -> Floats:
    """The features of the candidates of one shape, (rows, columns, FEATURES)."""
    first, last, low, high = block
    i, j = np.arange(first, last)[:, None], np.arange(low, high)[None]
    height, width = last - first, high - low

    def at(m: int, n: int, down: int = 0, right: int = 0) -> Floats:
        top, left = scene.longest + down, scene.longest + right
        return grid[m, n, top : top + height, left : left + width]

    back_i, back_j = np.maximum(i - m, 0), np.maximum(j - n, 0)
    here = at(m, n)
    usual = (sums.usual_source[i] - sums.usual_source[back_i]) / m
    usual = (usual + (sums.usual_target[j] - sums.usual_target[back_j]) / n) / 2
    margin = here - usual

    beside_target = at(m, 1, 0, -n), at(m, 1, 0, 1)
    beside_source = at(1, n, -m, 0), at(1, n, 1, 0)
    beside = (_mean_of_two(*beside_target) + _mean_of_two(*beside_source)) / 2
    nearest = np.maximum.reduce([*beside_target, *beside_source]).clip(0)

    parts = np.maximum.reduce(
        [at(m - 1, n), at(m - 1, n, -1, 0), at(m, n - 1), at(m, n - 1, 0, -1)]
    )
    wider = np.maximum.reduce([at(m + 1, n), at(m + 1, n, 1, 0), at(m, n + 1), at(m, n + 1, 0, 1)])
    gain = np.where(parts > INVALID, here - parts, 0)
    lead = np.where(wider > INVALID, here - wider, 0)

    said, heard = sums.said[i] - sums.said[back_i], sums.heard[j] - sums.heard[back_j]
    mismatch = np.log((heard + 8) / (said + 8)) - scene.expected
    scaled = heard * sums.said[-1] / max(sums.heard[-1], 1)
    agreement = np.log2(1 + np.minimum(said, scaled) / np.maximum(np.maximum(said, scaled), 1))
    size = np.minimum(np.log((said + heard) / 100 + 0.1), 2)
    further, capped = m + n - 2, np.minimum(np.abs(mismatch), 1.5)
    clearance = (here - beside) * agreement
    values = (
        here, np.maximum(here - 0.4, 0), np.maximum(here - 0.6, 0), np.maximum(here - 0.8, 0),
        margin, further * here, further * margin,
        gain, np.minimum(gain, 0), lead, np.minimum(lead, 0),
        mismatch**2, capped, further * capped, size * here,
        *_shape_flags(m, n),
        beside, further * beside, nearest, np.maximum(nearest - 0.4, 0),
        clearance, further * clearance, agreement,
    )  # fmt: skip
    cells = np.empty((height, width, len(values)), np.float32)
    for k, value in enumerate(values):
        cells[..., k] = value
    cells[(i < m) | (j < n)] = 0
    return cells


def _mean_of_two(one: Floats, other: Floats) -> Floats:
    """Mean of those that are there; 0 where none is."""
    there = (one > INVALID).astype(np.float32) + (other > INVALID)
    total = np.where(one > INVALID, one, 0) + np.where(other > INVALID, other, 0)
    return np.asarray(total / np.maximum(there, 1))


def possible(scene: Scene, block: Block) -> NDArray[np.bool_]:
    """Which candidates of a block exist and cross no boundary, (shapes, rows, columns)."""
    first, last, low, high = block
    i, j = np.arange(first, last), np.arange(low, high)
    sides = (i, scene.source.groups), (j, scene.target.groups)
    whole = [
        [_is_whole(ends, groups, size) for size in range(1, scene.longest + 1)]
        for ends, groups in sides
    ]
    return np.stack(
        [whole[0][m - 1][:, None] & whole[1][n - 1][None] for m, n in shapes(scene.longest)]
    )


def _is_whole(ends: Ints, groups: Ints, size: int) -> NDArray[np.bool_]:
    """Whether the ``size`` segments before each end exist and belong to one group."""
    last = np.clip(ends - 1, 0, len(groups) - 1)
    first = np.clip(ends - size, 0, len(groups) - 1)
    return np.asarray((ends >= size) & (groups[first] == groups[last]))


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


def _similarities(scene: Scene, block: Block) -> Floats:
    """Similarity of every candidate of a block and of those around it.

    Shape (longest + 2, longest + 2, rows, columns): ``[m, n]`` is the shape of the candidate, with
    ``longest`` rows and columns before the block and one after it; INVALID where there is none.
    """
    first, last, low, high = block
    reach, size = scene.longest, scene.longest + 2
    top, left = first - reach, low - reach
    grid = np.full((size, size, last + 1 - top, high + 1 - left), INVALID)
    for m, n in shapes(scene.longest):
        i0, i1 = max(top, m), min(last + 1, len(scene.source) + 1)
        j0, j1 = max(left, n), min(high + 1, len(scene.target) + 1)
        if i0 < i1 and j0 < j1:
            said, heard = scene.source.runs[m - 1, i0 - 1 : i1 - 1], scene.target.runs[n - 1]
            place = grid[m, n, i0 - top : i1 - top, j0 - left : j1 - left]
            np.matmul(said, heard[j0 - 1 : j1 - 1].T, out=place)
    return grid
