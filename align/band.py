"""Which places to look at: all of them for short texts, a band around anchors for long ones.

An anchor is a pair of segments that prefer each other over all others; the longest chain of
anchors that rises on both sides (as in Melamed 1999) shows the way. Between two anchors the band
holds the whole rectangle they span, so that a long stretch without counterpart fits inside.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

import numpy as np

from align.embed import Side
from align.evidence import ROWS_AT_ONCE, Band, Floats

#: Up to this many places every one is looked at.
SMALL = 10_000
#: Columns on either side of the way, in segments.
MARGIN = 12
#: How far an anchor must lead over the second best on both sides.
LEAD = 0.05
#: Source segments compared with the whole target at once; bounds memory.
ROWS_COMPARED = 1024


def find_band(source: Side, target: Side) -> Band:
    """The band for two sides; it always holds the first and the last place."""
    rows, columns = len(source), len(target)
    if rows * columns <= SMALL:
        return Band(np.zeros(rows + 1, np.int64), np.full(rows + 1, columns))
    way = [(0, 0), *_chain(_anchors(source.runs[0], target.runs[0])), (rows, columns)]
    low, high = np.full(rows + 1, columns), np.zeros(rows + 1, np.int64)
    for (i, j), (next_i, next_j) in pairwise(way):
        between = slice(i, next_i + 1)
        low[between] = np.minimum(low[between], j - MARGIN)
        high[between] = np.maximum(high[between], next_j + MARGIN)
    for begin in range(0, rows + 1, ROWS_AT_ONCE):
        block = slice(begin, begin + ROWS_AT_ONCE)
        low[block], high[block] = low[block].min(), high[block].max()
    return Band(low.clip(0), high.clip(max=columns))


def _anchors(source: Floats, target: Floats) -> list[tuple[int, int]]:
    """Pairs that are each other's best match by a clear lead, in order of the source."""
    best, lead = np.empty(len(source), np.int64), np.empty(len(source))
    back, back_lead, second = (
        np.zeros(len(target), np.int64),
        np.full(len(target), -1.0),
        np.full(len(target), -1.0),
    )
    for begin in range(0, len(source), ROWS_COMPARED):
        block = source[begin : begin + ROWS_COMPARED] @ target.T
        rows = np.arange(len(block))
        at = block.argmax(1)
        best[begin : begin + len(block)] = at
        top = block[rows, at]
        down = block.argmax(0)
        high = block[down, np.arange(len(target))]
        second = np.maximum(second, np.minimum(high, back_lead))
        rest = block.copy()
        rest[down, np.arange(len(target))] = -1
        second = np.maximum(second, rest.max(0))
        back[high > back_lead] = down[high > back_lead] + begin
        back_lead = np.maximum(back_lead, high)
        block[rows, at] = -1
        lead[begin : begin + len(block)] = top - block.max(1)
    clear = (lead > LEAD) & (back[best] == np.arange(len(source)))
    clear &= (back_lead - second)[best] > LEAD
    return [(int(i), int(best[i])) for i in np.flatnonzero(clear)]


def _chain(anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
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
    chain: list[tuple[int, int]] = []
    place = owners[-1] if owners else -1
    while place >= 0:
        chain.append(anchors[place])
        place = previous[place]
    return chain[::-1]
