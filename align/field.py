"""A semi-Markov conditional random field over two texts: potentials of steps → probabilities.

A path through the grid of places (i, j) is a sequence of steps: matched links of a shape (m, n),
and single segments without counterpart. A run of segments without counterpart is in one of two
*modes*, each with a price for its start and one for each segment. Forward and backward sums over
the band (Sarawagi & Cohen 2004) give every step its probability.

The sums are of plain numbers, not of logarithms. Every potential is taken relative to leaving its
segments alone in the last mode, and every block of rows has a scale of its own, so that the numbers
stay in range. A row is a few vector operations over the columns of its block.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from align.grid import Block, Floats, Ints, shapes

Doubles = NDArray[np.float64]
Real = TypeVar("Real", Floats, Doubles)
#: How a segment can be without counterpart: singly, or as part of a foreign stretch.
MODES = 2
#: A log potential beyond this counts as this: the sums of a block stay in the range of a float.
STRONGEST = 30.0
#: The same for one addition, whose products run over ``COLUMNS_AT_ONCE``.
STEEPEST = 9.0
#: Columns over which runs of additions are summed at once.
COLUMNS_AT_ONCE = 64

OnRow = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log potentials of all steps.

    Attributes:
        blocks: The rows and columns looked at, from first to last.
        longest: Most segments of a link on one side.
        match: For each block, (rows, shapes, columns); minus infinity for what cannot be.
        omitted: (modes, source segments).
        added: (modes, target segments).
        open_omitted: (modes, target segments + 1), for the start of a run at each place.
        open_added: The same for the start of a run of additions.
    """

    blocks: tuple[Block, ...]
    longest: int
    match: tuple[Floats, ...]
    omitted: Doubles
    added: Doubles
    open_omitted: Doubles
    open_added: Doubles


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of all steps, in the shapes of ``Potentials``.

    Attributes:
        opened: Expected number of runs without counterpart, (modes,).
        evidence: Log of the sum over all paths.
    """

    match: tuple[Floats, ...]
    omitted: Doubles
    added: Doubles
    opened: Doubles
    evidence: float


@dataclass(frozen=True, slots=True)
class _Factors:
    """The potentials of a block as factors, relative to the last mode.

    Attributes:
        match: (rows, shapes, columns); single precision, since all blocks' are kept.
        omitted: (rows, modes, 1), of the segment that ends at each row.
        open_omitted: (modes, columns), and so is ``open_added``.
        chains: Products of the factors of additions, part by part of the columns: (modes, columns,
            columns + 1), from each to each later column and to the first of the next part.
    """

    match: Floats
    omitted: Doubles
    open_omitted: Doubles
    open_added: Doubles
    chains: tuple[Doubles, ...]


@dataclass(frozen=True, slots=True)
class _Forward:
    """For each place of a block, the sum over the paths to it, by the step they end with.

    Attributes:
        total: By any step; ``longest`` more rows above and columns to the left.
        scale: Log of what all numbers here are to be multiplied by.
    """

    total: Doubles
    matched: Doubles
    omitted: Doubles
    added: Doubles
    scale: float


@dataclass(frozen=True, slots=True)
class _Backward:
    """For each place of a block, the sum over the paths from it to the end.

    Attributes:
        match: Factors of the links, (rows, shapes, columns), and ``after_match`` what may follow
            one; both with ``longest`` more rows below and columns to the right.
        after_omission: By mode.
        dropping: By mode, when the next segment of the source is left out.
        adding: By mode, when the next segment of the target is an addition.
    """

    match: Floats
    after_match: Doubles
    after_omission: Doubles
    dropping: Doubles
    adding: Doubles
    scale: float


def infer(potentials: Potentials, on_row: OnRow | None = None) -> Posterior:
    """The probability of every step; ``on_row`` hears of rows done, out of twice their number."""
    blocks, ground = potentials.blocks, _ground(potentials)
    rows = blocks[-1].last
    factors = [_factors(potentials, number, ground) for number in range(len(blocks))]
    forward: list[_Forward] = []
    for number, block in enumerate(blocks):
        above = (blocks[number - 1], forward[-1]) if forward else None
        forward.append(_sum_forward(factors[number], block, potentials.longest, above))
        if on_row:
            on_row(block.last, 2 * rows)
    evidence = float(np.log(forward[-1].total[-1, -1])) + forward[-1].scale
    match: list[Floats] = []
    omit, add = np.zeros_like(potentials.omitted), np.zeros_like(potentials.added)
    opened = np.zeros(MODES)
    below: tuple[Block, _Backward] | None = None
    for number in range(len(blocks) - 1, -1, -1):
        block, before, here = blocks[number], forward.pop(), factors.pop()
        after = _sum_backward(here, block, potentials, below)
        norm = np.exp(before.scale + after.scale - evidence)
        match.append(_match_probabilities(before, here, after, potentials.longest, norm))
        opened += _count_nulls(block, before, here, after, norm, omit, add)
        below = block, after
        if on_row:
            on_row(2 * rows - block.first, 2 * rows)
    lost = float(ground[0][-1] + ground[1][-1])
    return Posterior(tuple(reversed(match)), omit, add, opened, evidence + lost)


def _ground(potentials: Potentials) -> tuple[Doubles, Doubles]:
    """Log potential of leaving all before each place alone in the last mode, for both sides."""
    sides = potentials.omitted[-1], potentials.added[-1]
    source, target = (np.concatenate([[0.0], np.cumsum(side)]) for side in sides)
    return source, target


def _factors(potentials: Potentials, number: int, ground: tuple[Doubles, Doubles]) -> _Factors:
    block, steps = potentials.blocks[number], np.array(shapes(potentials.longest))
    ends = np.arange(block.first, block.last)[:, None], np.arange(block.low, block.high)
    lost_source = ground[0][ends[0]] - ground[0][np.maximum(ends[0] - steps[:, 0], 0)]
    lost_target = ground[1][ends[1]] - ground[1][np.maximum(ends[1] - steps[:, 1:], 0)]
    match = potentials.match[number] - lost_source.astype(np.float32)[:, :, None]
    match -= lost_target.astype(np.float32)
    match = np.exp(np.minimum(match, STRONGEST, out=match), out=match)

    segments = slice(block.low, block.high - 1)
    steps_added = potentials.added[:, segments] - potentials.added[-1, segments]
    chains = tuple(
        _chain(steps_added[:, begin : begin + COLUMNS_AT_ONCE])
        for begin in range(0, block.columns, COLUMNS_AT_ONCE)
    )
    return _Factors(
        match,
        _omission_factors(potentials, block.first, block.last),
        np.exp(potentials.open_omitted[:, block.low : block.high]),
        np.exp(potentials.open_added[:, block.low : block.high]),
        chains,
    )


def _omission_factors(potentials: Potentials, first: int, last: int) -> Doubles:
    """Factors of the source segments that end at some rows, (rows, modes, 1); 0 at row 0."""
    omitted = potentials.omitted[:, max(first - 1, 0) : last - 1]
    factors = np.exp(omitted - omitted[-1]).T[:, :, None]
    return factors if first else np.concatenate([np.zeros((1, MODES, 1)), factors])


def _chain(steps: Doubles) -> Doubles:
    """Products of factors from each column to each later one, given their logarithms."""
    steps = np.clip(steps, -STEEPEST, STEEPEST)
    before = np.concatenate([np.zeros((MODES, 1)), np.cumsum(steps, axis=1)], axis=1)
    columns = min(before.shape[1], COLUMNS_AT_ONCE)
    products = np.exp(before)[:, None, :] * np.exp(-before[:, :columns, None])
    return np.asarray(products * _later(columns, before.shape[1]))


@lru_cache(maxsize=64)
def _later(columns: int, ends: int) -> NDArray[np.bool_]:
    return np.asarray(np.arange(ends) > np.arange(columns)[:, None])


def _sum_forward(
    factors: _Factors, block: Block, longest: int, above: tuple[Block, _Forward] | None
) -> _Forward:
    """The sums of a block, row by row, from those of the block above it."""
    rows, columns = block.rows, block.columns
    total = np.zeros((longest + rows, longest + columns))
    matched = np.zeros((rows, columns))
    omitted, added = (np.zeros((rows, MODES, columns)) for _ in range(2))
    scale, was_matched, was_omitted = 0.0, matched[0], omitted[0]
    if above:
        total[:longest], was_matched, was_omitted, scale = _handed_down(*above, block, longest)
    origin, width, places = origins(longest, columns), longest + columns, total.reshape(-1)
    for r in range(rows):
        arriving = places[r * width :].take(origin)
        arriving *= factors.match[r]
        matched[r] = here = arriving.sum(axis=0)
        if not (above or r):
            here[0] = matched[0, 0] = 1.0
        omitted[r] = was_omitted = (
            was_matched * factors.open_omitted + was_omitted
        ) * factors.omitted[r]
        was_matched = here
        either = here + was_omitted[0] + was_omitted[1]
        added[r] = run = _run(either * factors.open_added, factors.chains)
        total[longest + r, longest:] = either + run[0] + run[1]
    return _Forward(total, matched, omitted, added, scale)


def _handed_down(
    known: Block, by: _Forward, block: Block, longest: int
) -> tuple[Doubles, Doubles, Doubles, float]:
    """What the block above leaves to a block, on a scale of its own: at most 1.

    The sums of its last ``longest`` rows by any step, (longest, longest + columns); those of its
    last row by a link, (columns,), and by an omission, (modes, columns); and the scale.
    """
    width, margin = longest + block.columns, block.low - longest
    halo = moved(by.total[-longest:], known.low - longest, margin, width)
    top = float(halo.max())
    matched = moved(by.matched[-1], known.low, block.low, block.columns) / top
    omitted = moved(by.omitted[-1], known.low, block.low, block.columns) / top
    return halo / top, matched, omitted, by.scale + float(np.log(top))


def _run(starts: Doubles, chains: tuple[Doubles, ...]) -> Doubles:
    """Sum over the runs of additions that end at each column, (modes, columns)."""
    ended = np.empty_like(starts)
    carried = None
    for part, chain in enumerate(chains):
        begin = part * COLUMNS_AT_ONCE
        end = begin + chain.shape[1]
        here = np.matmul(starts[:, None, begin:end], chain)[:, 0]
        if carried is not None:
            here[:, 1:] += carried * chain[:, 0, 1:]
            here[:, :1] = carried
        ended[:, begin:end] = here[:, : end - begin]
        carried = here[:, -1:]
    return ended


def _run_back(leaving: Doubles, chains: tuple[Doubles, ...]) -> Doubles:
    """Sum over the runs of additions that begin at each column and what follows them."""
    begun = np.empty((MODES, len(leaving)))
    onward = None
    for part in range(len(chains) - 1, -1, -1):
        chain, begin = chains[part], part * COLUMNS_AT_ONCE
        end = begin + chain.shape[1]
        here = chain[:, :, : end - begin] @ leaving[begin:end]
        if onward is not None:
            here += chain[:, :, -1] * onward
        begun[:, begin:end] = here
        onward = leaving[begin] + here[:, :1]
    return begun


def _sum_backward(
    factors: _Factors,
    block: Block,
    potentials: Potentials,
    below: tuple[Block, _Backward] | None,
) -> _Backward:
    """The sums of a block, row by row from its last, from those of the block below it."""
    longest, rows, columns = potentials.longest, block.rows, block.columns
    match = np.zeros((rows + longest, factors.match.shape[1], columns + longest), np.float32)
    match[:rows, :, :columns] = factors.match
    after_match = np.zeros((rows + longest, columns + longest))
    after_omission, scale = np.zeros((MODES, columns)), 0.0
    adding, dropping = (np.zeros((rows, MODES, columns)) for _ in range(2))
    if below:
        known, by = below
        match[rows:] = moved(by.match[:longest], known.low, block.low, columns + longest)
        after_match[rows:], after_omission, scale = _handed_up(known, by, block, longest)
        fall = _omission_factors(potentials, block.first + 1, block.last + 1)
    else:
        fall = np.concatenate([factors.omitted[1:], np.zeros((1, MODES, 1))])
    aim, width, places = _aims(longest, columns), columns + longest, after_match.reshape(-1)
    onward = match.take(_onward(longest, rows, columns))
    for r in range(rows - 1, -1, -1):
        leaving = places[r * width :].take(aim)
        leaving *= onward[r]
        leave = leaving.sum(axis=0)
        if not below and r == rows - 1:
            leave[-1] = 1.0
        dropping[r] = drop = after_omission * fall[r]
        adding[r] = add = _run_back(leave, factors.chains)
        begin = add * factors.open_added
        follow = leave + begin[0] + begin[1]
        begin = drop * factors.open_omitted
        after_match[r, :columns] = follow + begin[0] + begin[1]
        after_omission = follow + drop
    return _Backward(match, after_match, after_omission, dropping, adding, scale)


def _handed_up(
    known: Block, by: _Backward, block: Block, longest: int
) -> tuple[Doubles, Doubles, float]:
    """The same from below: what may follow a link, (longest, columns + longest), or an omission."""
    halo = moved(by.after_match[:longest], known.low, block.low, block.columns + longest)
    top = float(halo.max())
    after_omission = moved(by.after_omission, known.low, block.low, block.columns) / top
    return halo / top, after_omission, by.scale + float(np.log(top))


def _match_probabilities(
    before: _Forward, factors: _Factors, after: _Backward, longest: int, norm: float
) -> Floats:
    """Probabilities of the links of a block, (rows, shapes, columns)."""
    rows, _, columns = factors.match.shape
    height = (np.arange(rows) * (longest + columns))[:, None, None]
    arriving = before.total.take(origins(longest, columns) + height)
    arriving *= factors.match
    arriving *= after.after_match[:rows, None, :columns] * norm
    return np.asarray(np.minimum(arriving, 1.0, out=arriving), np.float32)


def _count_nulls(
    block: Block,
    before: _Forward,
    factors: _Factors,
    after: _Backward,
    norm: float,
    omit: Doubles,
    add: Doubles,
) -> Doubles:
    """Adds the probabilities of steps without counterpart; returns how many runs begin."""
    matched = before.matched[:, None] * factors.open_omitted
    begin = np.einsum("rmw,rmw->mr", matched, after.dropping)
    go_on = np.einsum("rmw,rmw->mr", before.omitted, after.dropping)
    here = omit[:, block.first : block.last]
    here += norm * (begin + go_on)[:, : here.shape[1]]
    opened = norm * begin.sum(axis=1)

    either = before.matched + before.omitted[:, 0] + before.omitted[:, 1]
    begin = np.einsum("rw,rmw->mw", either, after.adding) * factors.open_added
    go_on = np.einsum("rmw,rmw->mw", before.added, after.adding)
    add[:, block.low : block.high - 1] += norm * (begin + go_on)[:, :-1]
    return np.asarray(opened + norm * begin.sum(axis=1))


def moved(rows: Real, left: int, wanted: int, width: int, outside: float = 0.0) -> Real:
    """Rows that begin at column ``left``, as ``width`` columns from ``wanted`` on."""
    out = np.full((*rows.shape[:-1], width), outside, rows.dtype)
    begin, end = max(left, wanted), min(left + rows.shape[-1], wanted + width)
    if begin < end:
        out[..., begin - wanted : end - wanted] = rows[..., begin - left : end - left]
    return out


@lru_cache(maxsize=64)
def origins(longest: int, columns: int) -> Ints:
    """Where the links that end in the first row begin, in a frame with a margin above and left."""
    m, n = np.array(shapes(longest)).T[:, :, None]
    return np.asarray((longest - m) * (longest + columns) + longest - n + np.arange(columns))


@lru_cache(maxsize=64)
def _aims(longest: int, columns: int) -> Ints:
    """Where the links that begin in the first row end, in a frame with a margin below and right."""
    m, n = np.array(shapes(longest)).T[:, :, None]
    return np.asarray(m * (columns + longest) + n + np.arange(columns))


@lru_cache(maxsize=16)
def _onward(longest: int, rows: int, columns: int) -> Ints:
    """The same for all rows and a frame of links: (rows, shapes, columns)."""
    m, n = np.array(shapes(longest)).T[:, :, None]
    shape, width = np.arange(len(m))[:, None], columns + longest
    row = np.arange(rows)[:, None, None]
    return np.asarray(((row + m) * len(m) + shape) * width + n + np.arange(columns))
