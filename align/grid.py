"""The grid of places at which links can end, and the parts of it that are worked on together.

A link of shape ``(m, n)`` at the place ``(i, j)`` takes the ``m`` source segments that end before
``i`` and the ``n`` target segments that end before ``j``. Only the places of a *band* are looked
at: for each row ``i``, a range of columns ``j``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
#: Most segments of a candidate link, both sides together.
MOST_SEGMENTS = 7
#: Rows that share their columns, and cells whose evidence is made together: they fit the cache.
ROWS_AT_ONCE, CELLS_AT_ONCE = 16, 16_384
#: Less than any similarity: stands where there is none.
INVALID = np.float32(-1)


def shapes(longest: int) -> tuple[tuple[int, int], ...]:
    """The shapes of links with at most ``longest`` segments a side and ``MOST_SEGMENTS`` in all.

    >>> shapes(2)
    ((1, 1), (1, 2), (2, 1), (2, 2))
    """
    sides = range(1, longest + 1)
    return tuple((m, n) for m in sides for n in sides if m + n <= MOST_SEGMENTS)


@dataclass(frozen=True, slots=True)
class Block:
    """Rows ``first … last - 1`` and columns ``low … high - 1`` that are looked at together."""

    first: int
    last: int
    low: int
    high: int

    @property
    def rows(self) -> int:
        """How many."""
        return self.last - self.first

    @property
    def columns(self) -> int:
        """How many."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Band:
    """Places looked at: for ``i`` in 0 … N, every ``j`` with ``low[i] <= j <= high[i]``."""

    low: Ints
    high: Ints

    def __len__(self) -> int:
        return len(self.low)

    def blocks(self) -> tuple[Block, ...]:
        """The band from first to last row, in parts whose rows share their columns."""
        change = np.flatnonzero((np.diff(self.low) != 0) | (np.diff(self.high) != 0)) + 1
        edges = [0, *change.tolist(), len(self)]
        return tuple(
            Block(
                first,
                min(end, first + ROWS_AT_ONCE),
                int(self.low[first]),
                int(self.high[first]) + 1,
            )
            for begin, end in pairwise(edges)
            for first in range(begin, end, ROWS_AT_ONCE)
        )


@dataclass(frozen=True, slots=True)
class Tile:
    """Blocks of one size, whose evidence is made together.

    Attributes:
        numbers: Their places among the blocks of the band.
        first: Their first rows; ``low``, their first columns.
    """

    numbers: tuple[int, ...]
    first: Ints
    low: Ints
    rows: int
    columns: int

    @property
    def ends(self) -> tuple[Ints, Ints]:
        """Source and target places: (blocks, rows, 1) and (blocks, 1, columns)."""
        i = self.first[:, None, None] + np.arange(self.rows)[:, None]
        return i, self.low[:, None, None] + np.arange(self.columns)


def tiles(blocks: Sequence[Block]) -> Iterator[Tile]:
    """All blocks, those of one size together as far as they fit the cache."""
    by_size: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, block in enumerate(blocks):
        by_size[block.rows, block.columns].append(number)
    for (rows, columns), numbers in by_size.items():
        at_once = max(1, CELLS_AT_ONCE // (rows * columns))
        for begin in range(0, len(numbers), at_once):
            some = tuple(numbers[begin : begin + at_once])
            first = np.array([blocks[k].first for k in some])
            low = np.array([blocks[k].low for k in some])
            yield Tile(some, first, low, rows, columns)
