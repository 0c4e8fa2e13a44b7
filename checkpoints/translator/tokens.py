"""Training pairs as numbers: kept compactly, read in batches of like length."""

from __future__ import annotations

import lzma
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint16]
Rows = NDArray[np.int64]
#: Ids are pairs of bytes, which the compressor should know.
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 3, "lp": 1, "pb": 1}]


@dataclass(frozen=True, slots=True)
class Ragged:
    """Rows of different lengths: row ``i`` is ``flat[starts[i]:starts[i + 1]]``."""

    flat: Ids
    starts: Rows

    @property
    def lengths(self) -> Rows:
        """Pieces of each row."""
        return np.diff(self.starts)

    def row(self, index: int) -> Ids:
        """One row."""
        return self.flat[self.starts[index] : self.starts[index + 1]]

    def part(self, start: int, stop: int) -> Ragged:
        """Rows ``start … stop - 1``."""
        starts = self.starts[start : stop + 1]
        return Ragged(self.flat[starts[0] : starts[-1]], starts - starts[0])


@dataclass(frozen=True, slots=True)
class TokenPairs:
    """English and French pieces, row by row."""

    english: Ragged
    french: Ragged

    def __len__(self) -> int:
        return len(self.english.starts) - 1

    def cut(self, count: int) -> Iterator[TokenPairs]:
        """The same rows in parts of ``count``."""
        for start in range(0, len(self), count):
            stop = min(start + count, len(self))
            yield TokenPairs(self.english.part(start, stop), self.french.part(start, stop))


def ragged(rows: Sequence[Sequence[int] | Ids]) -> Ragged:
    """``rows`` end to end."""
    arrays = [np.asarray(row, dtype=np.uint16) for row in rows]
    flat = np.concatenate(arrays) if arrays else np.empty(0, dtype=np.uint16)
    return _laid(flat, np.array([len(row) for row in arrays], dtype=np.int64))


def _laid(flat: Ids, lengths: NDArray[np.integer]) -> Ragged:
    """Rows of these lengths, end to end in ``flat``."""
    return Ragged(flat, np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))))


def save(pairs: TokenPairs, path: Path) -> None:
    """Writes ``pairs`` as a compressed NumPy archive; lengths, not starts, to save room."""
    with lzma.open(path, "wb", filters=FILTERS) as file:
        arrays = BytesIO()  # an archive is written with steps back, which a compressor cannot do
        np.savez(
            arrays,
            english=pairs.english.flat,
            french=pairs.french.flat,
            english_lengths=pairs.english.lengths.astype(np.uint8),
            french_lengths=pairs.french.lengths.astype(np.uint8),
        )
        file.write(arrays.getbuffer())


def load(paths: Sequence[Path]) -> TokenPairs:
    """What ``save`` wrote, one file after the other."""
    sides: tuple[list[Ids], list[Ids]] = [], []
    lengths: tuple[list[Ids], list[Ids]] = [], []
    for path in paths:
        with lzma.open(path) as file, np.load(BytesIO(file.read())) as kept:
            for number, name in enumerate(("english", "french")):
                sides[number].append(kept[name])
                lengths[number].append(kept[f"{name}_lengths"])
    english, french = (
        _laid(np.concatenate(flat), np.concatenate(long))
        for flat, long in zip(sides, lengths, strict=True)
    )
    return TokenPairs(english, french)


@dataclass(frozen=True, slots=True)
class Special:
    """Ids that are no words."""

    pad: int
    eos: int
    to_french: int
    to_english: int


@dataclass(frozen=True, slots=True)
class Plan:
    """One batch.

    Attributes:
        rows: Of the pairs.
        to_french: Whether they are learned from English to French.
        read: Pieces of each row on the side that is read.
        written: Most pieces of a row on the other side.
        pieces: Of all rows on that side.
    """

    rows: Rows
    to_french: bool
    read: int
    written: int
    pieces: int


def plan(pairs: TokenPairs, size: int, *, to_english: float, seed: int) -> list[Plan]:
    """One pass over ``pairs`` in random order: batches of at most ``size`` pieces a side.

    The rows of a batch have as many pieces on the side that is read, so that nothing is padded
    there, and about as many on the other. A share ``to_english`` of the rows is learned that way.
    The order depends on ``seed`` alone, so that a run can go on where it stopped.
    """
    rng = np.random.default_rng(seed)
    backwards = rng.random(len(pairs)) < to_english
    noise = rng.random(len(pairs)) * 2
    made: list[Plan] = []
    for to_french in (True, False):
        sides = (pairs.english, pairs.french) if to_french else (pairs.french, pairs.english)
        read, written = (side.lengths for side in sides)
        rows = np.flatnonzero(backwards != to_french)
        rows = rows[np.lexsort((written[rows] + noise[rows], read[rows]))]
        for group in np.split(rows, np.flatnonzero(np.diff(read[rows])) + 1):
            for batch in _cut(group, np.maximum(written[group] + 1, read[group] + 2), size):
                there = written[batch]
                made.append(
                    Plan(batch, to_french, int(read[batch[0]]), int(there.max()), int(there.sum()))
                )
    return [made[number] for number in rng.permutation(len(made))]


def _cut(rows: Rows, lengths: Rows, size: int) -> Iterator[Rows]:
    """``rows`` cut where their number times the longest of ``lengths`` would pass ``size``."""
    longest = np.maximum.accumulate(lengths)
    start = 0
    while start < len(rows):
        fits = (np.arange(1, len(rows) - start + 1) * longest[start:]) <= size
        count = max(1, int(fits.sum()))
        yield rows[start : start + count]
        start += count
