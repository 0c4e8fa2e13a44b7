"""Which places to look at: all of them for short texts, a band around anchors for long ones.

An anchor is a pair of segments that prefer each other over all others; the longest chain of
anchors that rises on both sides (as in Melamed 1999) shows the way. Between two anchors the band
holds the whole rectangle they span, so that a long stretch without counterpart fits inside.

In long texts the way is found coarse to fine, so that time grows with their length and not with its
square: first among the means of ``FACTOR`` segments, then among segments near that way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.embed import Side
from align.grid import INVALID, ROWS_AT_ONCE, Band, Floats

#: A pair of segments that belong together, source first; a rising chain of them is a way.
Anchor = tuple[int, int]
Ranges = tuple[NDArray[np.int64], NDArray[np.int64]]

#: Up to this many places every one is looked at.
SMALL = 10_000
#: Columns on either side of the way, in segments.
MARGIN = 6
#: The columns of a block are a multiple of this: blocks of one size are worked on together.
WIDTHS = 16
#: How far an anchor must lead over the second best on both sides.
LEAD = 0.05
#: Between two anchors that span more places than this, any pair that prefers each other will do.
WIDE = 1_000_000
#: Texts of more segments are compared coarsely first, so many segments at a time; then, so many
#: of those to either side of the way are looked at.
LONG, FACTOR, COARSE_MARGIN = 4096, 16, 4
#: Source segments compared at once; bounds memory.
ROWS_COMPARED = 512


def find_band(source: Side, target: Side) -> Band:
    """The band for two sides; it always holds the first and the last place."""
    rows, columns = len(source), len(target)
    if rows * columns <= SMALL:
        return Band(np.zeros(rows + 1, np.int64), np.full(rows + 1, columns))
    way = _find_way(source.runs[0], target.runs[0])
    low, high = _around(_fill_wide(way, source, target), rows, columns, MARGIN)
    for begin in range(0, rows + 1, ROWS_AT_ONCE):
        block = slice(begin, begin + ROWS_AT_ONCE)
        low[block], high[block] = _even(low[block].min(), high[block].max(), columns)
    return Band(low, high)


def _even(low: int, high: int, columns: int) -> tuple[int, int]:
    """The range widened to a multiple of ``WIDTHS`` columns, as far as there are so many.

    >>> _even(3, 20, 100), _even(90, 100, 100)
    ((3, 34), (85, 100))
    """
    width = -(-(high - low + 1) // WIDTHS) * WIDTHS
    high = min(low + width - 1, columns)
    return max(high - width + 1, 0), high


def _find_way(source: Floats, target: Floats) -> list[Anchor]:
    """The way through two texts, given a vector for each segment."""
    rows, columns = len(source), len(target)
    if max(rows, columns) <= LONG:
        return _chain(_anchors(source, target, LEAD))
    coarse = _coarse(source), _coarse(target)
    way = _find_way(*coarse) if max(map(len, coarse)) > LONG else _chain(_anchors(*coarse, 0))
    low, high = _around(way, len(coarse[0]), len(coarse[1]), COARSE_MARGIN)
    near = low.repeat(FACTOR) * FACTOR, (high.repeat(FACTOR) + 1) * FACTOR
    return _chain(_anchors(source, target, LEAD, near))


def _coarse(vectors: Floats) -> Floats:
    """Unit vectors of the means of ``FACTOR`` segments, less what all segments share."""
    begins = np.arange(0, len(vectors), FACTOR)
    sums = np.add.reduceat(vectors - vectors.mean(axis=0), begins, axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9))


def _fill_wide(way: Sequence[Anchor], source: Side, target: Side) -> list[Anchor]:
    """The way with less clear anchors where clear ones leave a wide space between."""
    filled: list[Anchor] = []
    ends = [(0, 0), *way, (len(source), len(target))]
    for (i, j), (next_i, next_j) in pairwise(ends):
        if (next_i - i) * (next_j - j) > WIDE:
            said, heard = source.runs[0, i:next_i], target.runs[0, j:next_j]
            filled += [(i + a, j + b) for a, b in _chain(_anchors(said, heard, 0))]
        filled.append((next_i, next_j))
    return filled[:-1]


def _around(way: Sequence[Anchor], rows: int, columns: int, margin: int) -> Ranges:
    """First and last column of each row: the rectangles between anchors, and a margin."""
    low, high = np.full(rows + 1, columns), np.zeros(rows + 1, np.int64)
    for (i, j), (next_i, next_j) in pairwise([(0, 0), *way, (rows, columns)]):
        between = slice(i, next_i + 1)
        low[between] = np.minimum(low[between], j - margin)
        high[between] = np.maximum(high[between], next_j + margin)
    return low.clip(0), high.clip(max=columns)


def _anchors(
    source: Floats, target: Floats, lead: float, near: Ranges | None = None
) -> list[Anchor]:
    """Pairs that are each other's best match by a lead, in order of the source.

    Each row is compared with the columns ``near`` it, or with all.
    """
    best, ahead = np.zeros(len(source), np.int64), np.full(len(source), -1.0)
    back, top, second = np.zeros(len(target), np.int64), *np.full((2, len(target)), -1.0)
    for begin in range(0, len(source), ROWS_COMPARED):
        rows = slice(begin, begin + ROWS_COMPARED)
        low, high = (0, len(target)) if near is None else (near[0][rows].min(), near[1][rows].max())
        block = source[rows] @ target[low:high].T
        if block.size == 0:
            continue
        at, first, next_best = _two_best(block)
        best[rows], ahead[rows] = at + low, first - next_best
        down, first, next_best = _two_best(block.T)
        columns = slice(low, min(high, len(target)))
        second[columns] = np.maximum.reduce(
            [second[columns], next_best, np.minimum(first, top[columns])]
        )
        back[columns] = np.where(first > top[columns], down + begin, back[columns])
        top[columns] = np.maximum(top[columns], first)
    clear = (ahead > lead) & (back[best] == np.arange(len(source)))
    clear &= (top - second)[best] > lead
    return [(int(i), int(best[i])) for i in np.flatnonzero(clear)]


def _two_best(similarity: Floats) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Place of the highest value of each row, that value, and the next."""
    at = similarity.argmax(axis=1)[:, None]
    first = np.take_along_axis(similarity, at, 1)
    np.put_along_axis(similarity, at, INVALID, 1)
    second = similarity.max(axis=1)
    np.put_along_axis(similarity, at, first, 1)
    return at[:, 0], first[:, 0], second


def _chain(anchors: list[Anchor]) -> list[Anchor]:
    """The longest chain of anchors that rises on both sides.

    >>> _chain([(0, 0), (1, 7), (2, 1), (3, 2)])
    [(0, 0), (2, 1), (3, 2)]
    """
    ends: list[int] = []
    owners: list[int] = []
    previous: list[int] = []
    for place, (_, j) in enumerate(anchors):
        length = bisect_left(ends, j)
        previous.append(owners[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            owners.append(place)
        else:
            ends[length], owners[length] = j, place
    chain: list[Anchor] = []
    place = owners[-1] if owners else -1
    while place >= 0:
        chain.append(anchors[place])
        place = previous[place]
    return chain[::-1]
