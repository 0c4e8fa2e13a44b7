"""Training pairs as numbers: kept compactly, read in batches of like length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint16]
Places = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row ``i`` is ``flat[starts[i]:starts[i + 1]]``."""

    flat: Ids
    starts: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Pieces of each row."""
        return np.diff(self.starts)

    def row(self, index: int) -> Ids:
        """One row."""
        return self.flat[self.starts[index] : self.starts[index + 1]]


@dataclass(frozen=True, slots=True)
class TokenPairs:
    """English and French pieces, row by row, with where each piece's counterpart stands.

    Attributes:
        english_guide: For each English piece the place of its French counterpart in the row,
            -1 where unsure.
        french_guide: For each French piece the place of its English counterpart.
    """

    english: Ragged
    french: Ragged
    english_guide: Places
    french_guide: Places


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """``rows`` end to end."""
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    flat = np.fromiter((i for row in rows for i in row), dtype=np.uint16, count=int(starts[-1]))
    return Ragged(flat, starts)


def save(pairs: TokenPairs, path: Path) -> None:
    """Writes ``pairs`` as a compressed NumPy archive; lengths, not starts, to save room."""
    np.savez_compressed(
        path,
        english=pairs.english.flat,
        french=pairs.french.flat,
        english_lengths=pairs.english.lengths.astype(np.uint8),
        french_lengths=pairs.french.lengths.astype(np.uint8),
        english_guide=pairs.english_guide.astype(np.int8),
        french_guide=pairs.french_guide.astype(np.int8),
    )


def load(path: Path) -> TokenPairs:
    """What ``save`` wrote."""
    with np.load(path) as kept:

        def side(name: str) -> Ragged:
            lengths = kept[f"{name}_lengths"].astype(np.int64)
            return Ragged(kept[name], np.concatenate(([0], np.cumsum(lengths))))

        return TokenPairs(
            side("english"),
            side("french"),
            kept["english_guide"].astype(np.int16),
            kept["french_guide"].astype(np.int16),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded rows of one direction.

    Attributes:
        source: Shape (rows, source pieces), language piece in front and end piece behind.
        target: Shape (rows, target pieces), end piece behind.
        guide: Shape of ``target``: the column of ``source`` that a piece translates, -1 unsure.
    """

    source: NDArray[np.int64]
    target: NDArray[np.int64]
    guide: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Special:
    """Ids that are no words."""

    pad: int
    eos: int
    to_french: int
    to_english: int


def batches(
    pairs: TokenPairs, size: int, special: Special, *, both_ways: bool, seed: int
) -> Iterator[Batch]:
    """One pass over ``pairs`` in random order, ``size`` pieces a batch, like lengths together.

    The order depends on ``seed`` alone, so that a run can go on where it stopped.
    """
    rng = np.random.default_rng(seed)
    count = len(pairs.english.lengths)
    direction = rng.integers(0, 2, count) if both_ways else np.zeros(count, dtype=np.int64)
    longest = np.maximum(pairs.english.lengths, pairs.french.lengths)
    order = np.argsort(longest + rng.random(count) * 2, kind="stable")
    groups = _cut(order, longest[order] + 2, size)
    for number in rng.permutation(len(groups)):
        rows = groups[number]
        for way in (0, 1):
            chosen = rows[direction[rows] == way]
            if len(chosen):
                yield _pad(pairs, chosen, way == 0, special)


def _cut(
    order: NDArray[np.int64], lengths: NDArray[np.int64], size: int
) -> list[NDArray[np.int64]]:
    """``order`` cut where rows times the longest length would pass ``size``."""
    groups, start = [], 0
    for index in range(len(order)):
        if (index + 1 - start) * lengths[index] > size and index > start:
            groups.append(order[start:index])
            start = index
    groups.append(order[start:])
    return groups


def _pad(pairs: TokenPairs, rows: NDArray[np.int64], to_french: bool, special: Special) -> Batch:
    source, target, guide, language = (
        (pairs.english, pairs.french, pairs.french_guide, special.to_french)
        if to_french
        else (pairs.french, pairs.english, pairs.english_guide, special.to_english)
    )
    lengths = source.lengths[rows]
    places, inside = _grid(target, rows)
    wanted = np.where(inside, target.flat[places], special.pad)
    guided = np.where(inside & (guide[places] >= 0), guide[places] + 1, -1)
    ends = np.arange(len(rows)), target.lengths[rows]
    wanted[ends], guided[ends] = special.eos, lengths + 1
    places, inside = _grid(source, rows)
    shown = np.where(inside, source.flat[places], special.pad)
    shown[np.arange(len(rows)), lengths] = special.eos
    first = np.full((len(rows), 1), language)
    return Batch(
        np.hstack((first, shown)).astype(np.int64), wanted.astype(np.int64), guided.astype(np.int64)
    )


def _grid(side: Ragged, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each piece of each row stands in ``side.flat``, with room for an end, and which are."""
    columns = np.arange(int(side.lengths[rows].max()) + 1)
    inside = columns < side.lengths[rows][:, None]
    return np.where(inside, side.starts[rows][:, None] + columns, 0), inside
