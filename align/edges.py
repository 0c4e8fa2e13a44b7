"""How well the two sides of a link begin and end together, from their first and last words.

The vector of a whole run hardly changes when a clause at its edge belongs to the next sentence. Its
first and last words alone do tell. An interpreter who moves a clause over the end of a sentence
leaves words that are nearer to the sentence across the boundary than to the one that should hold
them; such sentences are linked together, not one by one. And a sentence that only one side says
has edges that agree with nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from align.embed import Side
from align.grid import Floats, Ints, Tile

#: Rows of ``Side.edges``, and the step from a segment to its neighbour at that edge.
FIRST, LAST = 0, 1
BACK, ON = -1, 1


@dataclass(frozen=True, slots=True)
class Edges:
    """The edges of the candidates of a tile.

    *Flush* is the similarity of the first words of the two sides, or of the last ones. *Overrun* is
    by how much such words are nearer to the segment across the boundary than to their own, summed
    over both sides; 0 at either end of a text.

    Attributes:
        began: (2, blocks, rows, columns): flush and overrun of what begins at each place, for
            ``reach`` more rows above and columns to the left.
        ended: The same of what ends at each place.
    """

    began: Floats
    ended: Floats
    reach: int

    def of(self, m: int, n: int) -> Floats:
        """Flush and overrun of the candidates of a shape, (2, blocks, rows, columns)."""
        rows, columns = self.ended.shape[-2:]
        top, left = self.reach - m, self.reach - n
        return self.began[..., top : top + rows, left : left + columns] + self.ended


def make_edges(source: Side, target: Side, longest: int, tile: Tile) -> Edges:
    """The edges of all candidates of a tile, of up to ``longest`` segments a side."""
    began = np.empty((2, len(tile.first), longest + tile.rows, longest + tile.columns), np.float32)
    ended = np.empty((2, len(tile.first), tile.rows, tile.columns), np.float32)
    for number, (first, low) in enumerate(zip(tile.first.tolist(), tile.low.tolist(), strict=True)):
        i, j = (
            np.arange(first - longest, first + tile.rows),
            np.arange(low - longest, low + tile.columns),
        )
        began[:, number] = _agreement((source, target), FIRST, (i, j), BACK)
        ended[:, number] = _agreement(
            (source, target), LAST, (i[longest:] - 1, j[longest:] - 1), ON
        )
    return Edges(began, ended, longest)


def _agreement(
    sides: tuple[Side, Side], edge: int, segments: tuple[Ints, Ints], step: int
) -> Floats:
    """Flush and overrun of some segments with each other at one edge, (2, rows, columns)."""
    words, leaning = [], []
    for side, index in zip(sides, segments, strict=True):
        own, across = (np.clip(each, 0, len(side) - 1) for each in (index, index + step))
        words.append(side.edges[edge, own].astype(np.float32))
        leaning.append(side.runs[0, across] - side.runs[0, own])
    over = np.maximum(words[0] @ leaning[1].T, 0) + np.maximum(leaning[0] @ words[1].T, 0)
    return np.stack((words[0] @ words[1].T, over))
