"""What the built-in encoder makes of a token by itself, made once for each distinct token.

The first of its two convolutions is linear in each place of the n-gram before the places are added
up, so that what a token brings to a place can be looked up. Tables are kept from one call to the
next, because most tokens of a text were in the texts before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.models.protocols import Vectors

Ids = NDArray[np.int64]

WIDTH, CHANNELS = 512, 256
#: (n-gram order, tokens of it that stand left of the centre), one convolution branch each.
BRANCHES = ((2, 0), (3, 1), (5, 2))
#: Separates sequences in a stream; stands for "nothing there".
BLANK = -1
#: Tokens whose tables are kept: 15 KB each, so 250 MB once so many have been met.
KEPT = 16_384
#: Tokens are taken in multiples of this, so that every row comes out of full tiles of a matrix
#: product: what a token gets does not depend on which tokens were met with it.
TILE = 16


@dataclass(frozen=True, slots=True)
class Branch:
    """The tables of a convolution branch.

    Attributes:
        inputs: What its first convolution is given for each token, (tokens, 256).
        makes: What that makes of the token in each place of the n-gram, each (tokens, 256).
    """

    inputs: Vectors
    makes: tuple[Vectors, ...]


@dataclass(slots=True)
class Tables:
    """Tables of the tokens met so far. Rows are only added, so that they can be read meanwhile.

    Attributes:
        room: How many tokens fit.
        places: The row of each id, and of ``BLANK`` at the end; -1 where it has none.
        embedded: The embeddings, (room, 512).
        branches: One each of ``BRANCHES``.
        ids: The id of each row in use.
    """

    weights: Any
    room: int
    places: Ids = field(init=False)
    embedded: Vectors = field(init=False)
    branches: tuple[Branch, ...] = field(init=False)
    ids: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The system gives memory to these when they are first written to, not here.
        rows = self.room + TILE
        self.places = np.full(len(self.weights.table) + 1, -1)
        self.embedded = np.empty((rows, WIDTH), np.float32)
        self.branches = tuple(
            Branch(
                np.empty((rows, CHANNELS), np.float32),
                tuple(np.empty((rows, CHANNELS), np.float32) for _ in range(order)),
            )
            for order, _ in BRANCHES
        )

    def add(self, ids: Ids) -> None:
        """Makes the rows of distinct ids that have none yet."""
        padded = np.full(-len(ids) % TILE + len(ids), BLANK)
        padded[: len(ids)] = ids
        start = len(self.ids)
        rows = slice(start, start + len(padded))
        self.embedded[rows] = _embed(self.weights, padded)
        projected = self.embedded[rows] @ self.weights.proj_W
        projected += self.weights.proj_b
        _normalize(projected, self.weights.ln_g_all, self.weights.ln_b_all, self.weights.eps)
        projected[padded == BLANK] = 0
        for i, branch in enumerate(self.branches):
            branch.inputs[rows] = projected[:, i * CHANNELS : (i + 1) * CHANNELS]
            kernels = np.split(self.weights.w1[i], len(branch.makes))
            for made, kernel in zip(branch.makes, kernels, strict=True):
                np.matmul(branch.inputs[rows], kernel, out=made[rows])
            branch.makes[0][rows] += self.weights.b1[i]
        self.places[ids] = np.arange(start, start + len(ids))
        self.ids.extend(ids.tolist())

    def take_over(self, other: Tables, count: int) -> None:
        """Takes the first rows of another; this one must be empty."""
        for own, theirs in zip(self._arrays(), other._arrays(), strict=True):
            own[:count] = theirs[:count]
        self.ids.extend(other.ids[:count])
        self.places[self.ids] = np.arange(count)

    def _arrays(self) -> list[Vectors]:
        made = [each for branch in self.branches for each in (branch.inputs, *branch.makes)]
        return [self.embedded, *made]


class TokenTables:
    """The tables of whatever tokens come, no more kept than ``KEPT`` of them.

    Attributes:
        weights: Of the network that they are made with.
    """

    def __init__(self, weights: Any) -> None:
        self.weights = weights
        self._lock = Lock()
        self._tables = Tables(weights, KEPT)

    def of(self, tokens: Ids) -> tuple[Tables, Ids]:
        """Tables that have a row for each token, and the row of each."""
        with self._lock:
            tables = self._tables
            missing = np.unique(tokens[tables.places[tokens] < 0])
            if len(tables.ids) + len(missing) > tables.room:
                tables, missing = self._renewed(tokens)
            if len(missing):
                tables.add(missing)
            self._tables = tables
            return tables, tables.places[tokens]

    def _renewed(self, tokens: Ids) -> tuple[Tables, Ids]:
        """New tables with the tokens that were met first, which are the frequent ones, if all fit.

        The old ones are left alone: another thread may be reading them.
        """
        old, wanted = self._tables, np.unique(tokens)
        first = np.array(old.ids[: KEPT // 2])
        missing = np.setdiff1d(wanted, first)
        if len(first) + len(missing) > KEPT:
            return Tables(old.weights, max(KEPT, len(wanted))), wanted
        tables = Tables(old.weights, KEPT)
        tables.take_over(old, len(first))
        return tables, missing


def _embed(weights: Any, ids: Ids) -> Vectors:
    """Rows of the 8-bit embedding table as floats, (ids, 512); zero for BLANK."""
    chunk = ids % len(weights.scale)
    rows = weights.table[ids].astype(np.float32)
    rows *= weights.scale[chunk, None]
    rows += weights.lo[chunk, None]
    rows[ids == BLANK] = 0
    return np.asarray(rows)


def _normalize(rows: Vectors, gain: Vectors, shift: Vectors, tiny: float) -> Vectors:
    """Layer normalisation of each row, in place."""
    rows -= rows.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", rows, rows) / rows.shape[1]
    rows *= np.reciprocal(np.sqrt(variance + tiny))[:, None]
    rows *= gain
    rows += shift
    return rows
