"""What speaks for and against each candidate link: vectors and sizes → features.

Candidates are the links that end at a place of the band; see ``align/grid.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from align.edges import make_edges
from align.embed import Side
from align.grid import INVALID, MOST_SEGMENTS, Band, Floats, Ints, Tile, shapes

Named = Mapping[str, Floats]
#: Similarities from which on more of it counts further.
STEPS = {"similarity over .4": 0.4, "similarity over .6": 0.6, "similarity over .8": 0.8}
#: Evidence that ``measure`` gives as arrays; that which also counts by the segments beyond two;
#: and that of the shape alone.
MEASURED = (
    "similarity", *STEPS, "gain", "gain below 0", "lead", "lead below 0",
    "length mismatch", "similarity times size", "clearance", "flush", "overrun",
)  # fmt: skip
FURTHER = ("similarity", "length mismatch", "clearance")
SHAPES = ("1-1", "1-2", "1-3", "2-2", "1-many", "many-many", "segments beyond five")
FEATURES = (*MEASURED, *(f"{name} times further segments" for name in FURTHER), *SHAPES)
NULL_FEATURES = (
    "any", "best similarity", "best similarity over .5", "size",
    "first", "first times size", "last", "last times size",
)  # fmt: skip

#: Characters added to every length before its logarithm is taken; and the usual logarithm.
SMALLEST, USUAL = np.float32(8), np.float32(4.6)
#: Lengths that differ by more than this, as logarithms, count as if they differed by this.
FARTHEST = np.float32(1.5)


@cache
def spread(m: int, n: int) -> Floats:
    """How the features of a shape come from what is measured, (FEATURES, MEASURED + 1).

    The last column is the constant one: ``spread @ [*measured, 1]`` are the features.
    """
    rows = np.zeros((len(FEATURES), len(MEASURED) + 1), np.float32)
    rows[: len(MEASURED), : len(MEASURED)] = np.eye(len(MEASURED))
    for k, name in enumerate(FURTHER):
        rows[len(MEASURED) + k, MEASURED.index(name)] = m + n - 2
    rows[-len(SHAPES) :, -1] = _shape_flags(m, n)
    return rows


def best_similarities(source: Side, target: Side, band: Band) -> tuple[Floats, Floats]:
    """The highest similarity that each segment of either side reaches inside the band."""
    best_source, best_target = (np.full(len(side), INVALID) for side in (source, target))
    for each in band.blocks():
        rows = slice(max(each.first - 1, 0), each.last - 1)
        columns = slice(max(each.low - 1, 0), each.high - 1)
        if rows.start >= rows.stop or columns.start >= columns.stop:
            continue
        similarity = source.runs[0, rows] @ target.runs[0, columns].T
        for best, here, axis in ((best_source, rows, 1), (best_target, columns, 0)):
            np.maximum(best[here], similarity.max(axis=axis), out=best[here])
    return best_source, best_target


def null_features(best: Floats, side: Side) -> Floats:
    """Evidence that a segment has no counterpart, (segments, NULL_FEATURES).

    ``best`` is the highest similarity that each segment of ``side`` reaches.
    First and last are those of a passage: greetings and thanks stand there, which interpreters
    leave out or add.
    """
    size = np.minimum(np.log(side.sizes / 60 + 0.05), 1.5)
    change = side.groups[1:] != side.groups[:-1]
    first, last = (np.insert(change, place, True).astype(float) for place in (0, len(change)))
    rows = (np.ones(len(side)), best, np.maximum(best - 0.5, 0), size)
    edges = (first, first * size, last, last * size)
    return np.stack((*rows, *edges), axis=-1).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scene:
    """Both sides, with what is summed up over them once.

    Attributes:
        best_source: The highest similarity that each source segment reaches inside the band.
        longest: Most segments of a link on one side.
        said: Characters of the source before each place; ``heard``, of the target.
        expected: Log of target characters per source character, at most what two languages differ
            by.
    """

    source: Side
    target: Side
    best_source: Floats
    best_target: Floats
    longest: int
    said: NDArray[np.float64]
    heard: NDArray[np.float64]
    expected: float


def make_scene(source: Side, target: Side, band: Band) -> Scene:
    """Both sides, with what is known of them once the band is."""
    said, heard = _before(source.sizes), _before(target.sizes)
    return Scene(
        source,
        target,
        *best_similarities(source, target, band),
        min(len(source.runs), len(target.runs)),
        said,
        heard,
        float(np.clip(np.log((heard[-1] + 1) / (said[-1] + 1)), -0.25, 0.25)),
    )


def measure(scene: Scene, tile: Tile) -> Iterator[Floats]:
    """Evidence for every candidate of a tile: for each shape, (MEASURED, blocks, rows, columns).

    It is the same array each time, written anew. What it holds of a candidate that is not
    ``possible`` means nothing.
    """
    grid = _make_grid(scene, tile)
    evidence = np.empty((len(MEASURED), len(tile.first), tile.rows, tile.columns), np.float32)
    named = dict(zip(MEASURED, evidence, strict=True))
    edges = make_edges(scene.source, scene.target, scene.longest, tile)
    for m, n in shapes(scene.longest):
        _write_similarity(named, grid, m, n)
        _write_gain(named, grid, m, n)
        _write_lengths(named, scene, tile, m, n)
        _write_clearance(named, scene, tile, grid, m, n)
        named["flush"][:], named["overrun"][:] = edges.of(m, n)
        yield evidence


@dataclass(frozen=True, slots=True)
class _Grid:
    """Similarities of the candidates of a tile and of those around it.

    Attributes:
        values: As ``_similarities`` gives them.
        reach: Rows and columns before the first candidate.
        upright: The higher of the similarity of a shape here and one row above, for the rows of the
            tile and one more; ``across``, here and one column to the left.
    """

    values: Floats
    reach: int
    upright: dict[tuple[int, int], Floats]
    across: dict[tuple[int, int], Floats]

    def at(self, m: int, n: int, down: int = 0, right: int = 0) -> Floats:
        """Similarities of the candidates of a shape so far below and to the right."""
        top, left = self.reach + down, self.reach + right
        rows, columns = (size - self.reach - 1 for size in self.values.shape[-2:])
        return self.values[m, n, :, top : top + rows, left : left + columns]


def _make_grid(scene: Scene, tile: Tile) -> _Grid:
    values, reach = _similarities(scene, tile), scene.longest
    rows, columns = slice(reach, reach + tile.rows), slice(reach, reach + tile.columns)
    upright, across = {}, {}
    for m, n in shapes(scene.longest):
        tall = values[m, n, :, reach - 1 : rows.stop + 1, columns]
        wide = values[m, n, :, rows, reach - 1 : columns.stop + 1]
        upright[m, n] = np.maximum(tall[:, 1:], tall[:, :-1])
        across[m, n] = np.maximum(wide[:, :, 1:], wide[:, :, :-1])
    return _Grid(values, reach, upright, across)


def _write_similarity(named: Named, grid: _Grid, m: int, n: int) -> None:
    here = named["similarity"]
    here[:] = grid.at(m, n)
    for name, least in STEPS.items():
        np.maximum(here - np.float32(least), 0, out=named[name])


def _write_gain(named: Named, grid: _Grid, m: int, n: int) -> None:
    """Sets a similarity against the same link with one segment fewer (gain) or more (lead)."""
    here = named["similarity"]
    fewer = [grid.upright[m - 1, n][:, :-1]] if m > 1 else []
    fewer += [grid.across[m, n - 1][:, :, :-1]] if n > 1 else []
    np.subtract(here, _highest_of(*fewer) if fewer else here, out=named["gain"])
    np.minimum(named["gain"], 0, out=named["gain below 0"])
    more = [grid.upright[each][:, 1:] for each in [(m + 1, n)] if each in grid.upright]
    more += [grid.across[each][:, :, 1:] for each in [(m, n + 1)] if each in grid.across]
    named["lead"][:] = _lead(here, _highest_of(*more)) if more else 0
    np.minimum(named["lead"], 0, out=named["lead below 0"])


def _write_lengths(named: Named, scene: Scene, tile: Tile, m: int, n: int) -> None:
    """Compares lengths as Gale & Church (1993) do, on a log scale."""
    i, j = tile.ends
    said = np.log(_last(scene.said, i, m) + SMALLEST)
    heard = np.log(_last(scene.heard, j, n) + SMALLEST)
    mismatch = np.subtract(heard, said + scene.expected, out=named["length mismatch"])
    np.minimum(np.abs(mismatch, out=mismatch), FARTHEST, out=mismatch)
    size = np.add(said - USUAL, heard - USUAL, out=named["similarity times size"])
    size *= named["similarity"]


def _write_clearance(named: Named, scene: Scene, tile: Tile, grid: _Grid, m: int, n: int) -> None:
    """Sets a similarity against what each side reaches with the neighbours of the other.

    Liu & Zhu (2022); it counts the more, the better the lengths agree.
    """
    here, (i, j) = named["similarity"], tile.ends
    above, below = _halves(i, m, len(scene.source))
    left, right = _halves(j, n, len(scene.target))
    beside = np.multiply(grid.at(m, 1, right=-n), left, out=named["clearance"])
    beside += grid.at(m, 1, right=1) * right
    beside += grid.at(1, n, down=-m) * above
    beside += grid.at(1, n, down=1) * below
    clearance = np.subtract(here, beside, out=beside)
    clearance *= FARTHEST - named["length mismatch"]


def _halves(ends: Ints, count: int, segments: int) -> tuple[Floats, Floats]:
    """What the neighbours before and after count in the mean of a side, half of all; 0 if none."""
    before, after = ends > count, ends < segments
    both = np.maximum(before.astype(np.float32) + after, 1) * 2
    return before / both, after / both


def _lead(here: Floats, wider: Floats) -> Floats:
    lead = here - wider
    lead *= wider > INVALID
    return lead


def _highest_of(first: Floats, *others: Floats) -> Floats:
    out = first
    for other in others:
        out = np.maximum(out, other)
    return out


def possible(scene: Scene, tile: Tile) -> NDArray[np.bool_]:
    """Which candidates of a tile exist and cross no boundary, (shapes, blocks, rows, columns)."""
    sides = zip(tile.ends, (scene.source.groups, scene.target.groups), strict=True)
    whole = [
        [_is_whole(ends, groups, size) for size in range(1, scene.longest + 1)]
        for ends, groups in sides
    ]
    return np.stack([whole[0][m - 1] & whole[1][n - 1] for m, n in shapes(scene.longest)])


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


def _before(values: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def _last(before: NDArray[np.float64], ends: Ints, count: int) -> Floats:
    """Sum over the ``count`` segments before each end."""
    return (before[ends] - before[np.maximum(ends - count, 0)]).astype(np.float32)


def _similarities(scene: Scene, tile: Tile) -> Floats:
    """Similarity of every candidate of a tile and of those around it.

    Shape (longest + 1, longest + 1, blocks, rows, columns): ``[m, n]`` is the shape of the
    candidate, with ``longest`` rows and columns before the block and one after it; INVALID where
    there is none. More than one row before the block is looked at only where ``m`` is 1.
    """
    reach = scene.longest
    height, width = reach + tile.rows + 1, reach + tile.columns + 1
    grid = np.full((reach + 1, reach + 1, len(tile.first), height, width), INVALID)
    for number, (first, low) in enumerate(zip(tile.first.tolist(), tile.low.tolist(), strict=True)):
        top, left, block = first - reach, low - reach, grid[:, :, number]
        begin, end = _existing(left, left + width, 1, scene.target)
        heard = scene.target.runs[:reach, begin - 1 : end - 1].reshape(reach * (end - begin), -1)
        for m in range(1, min(reach, MOST_SEGMENTS - 1) + 1):
            most = min(MOST_SEGMENTS - m, reach)
            upper, lower = _existing(top if m == 1 else first - 1, top + height, m, scene.source)
            some = scene.source.runs[m - 1, upper - 1 : lower - 1]
            some = (some @ heard[: most * (end - begin)].T).reshape(-1, most, end - begin)
            there = block[m, 1 : most + 1, upper - top : lower - top, begin - left : end - left]
            there[:] = some.swapaxes(0, 1)
        for n in range(2, reach + 1):
            block[:, n, :, : max(n - left, 0)] = INVALID
    return grid


def _existing(begin: int, end: int, size: int, side: Side) -> tuple[int, int]:
    """From ``begin`` to before ``end``, the places at which runs of a size end."""
    begin = max(begin, size)
    return begin, max(min(end, len(side) + 1), begin)
