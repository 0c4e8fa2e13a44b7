"""Vectors into links: a semi-Markov conditional random field over both texts.

A path through the grid of places (i, j) is a sequence of links: matched ones of a shape (m, n),
and single segments without counterpart. Each step has a potential: evidence times weights. Runs of
segments without counterpart pay once for the start of the run, so that a long foreign stretch
costs little more than a short one. Forward and backward sums (Sarawagi & Cohen 2004) give every
candidate link its probability; the links returned are the path with the highest sum of
probabilities less a fixed price a link, which is the expected number of exactly right links less
that of wrong ones. The probability is the link's score.

Everything here is arithmetic on arrays; rows are source places, and every row is one vector
operation over the target places of its band.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from align.band import find_band
from align.embed import Side
from align.evidence import Band, Scene, features, nearness, null_features, possible, shapes
from align.models.linker import Weights
from align.types import Link

Doubles = NDArray[np.float64]
NEVER = -1e30


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log potentials of all steps: ``match[i]`` is (shapes, columns of row i)."""

    match: tuple[Doubles, ...]
    omitted: Doubles
    added: Doubles
    open: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """Probabilities of all steps: ``match[i]`` is (shapes, columns of row i).

    Attributes:
        omitted: That a source segment has no counterpart.
        added: That a target segment has none.
        opened: Expected number of runs without counterpart.
        evidence: Log of the sum over all paths.
    """

    match: tuple[Doubles, ...]
    omitted: Doubles
    added: Doubles
    opened: float
    evidence: float


OnRow = Callable[[int, int], None]


def link(
    source: Side,
    target: Side,
    weights: Weights,
    *,
    on_row: OnRow | None = None,
) -> tuple[Link, ...]:
    """Links between two sides, in order, every segment in exactly one; the score is a probability.

    Time and memory grow linearly with the number of segments.
    """
    if not len(source) or not len(target):
        alone = [Link((i,), (), 1.0) for i in range(len(source))]
        return (*alone, *(Link((), (j,), 1.0) for j in range(len(target))))
    band = find_band(source, target)
    scene = make_scene(source, target, band)
    posterior = infer(weigh(scene, band, weights), band, scene.longest, on_row)
    return decode(posterior, band, scene.longest, weights)


def make_scene(source: Side, target: Side, band: Band) -> Scene:
    """Both sides with how near their segments come to each other inside the band."""
    longest = min(len(source.runs), len(target.runs))
    return Scene(source, target, *nearness(source, target, band), longest)


def weigh(scene: Scene, band: Band, weights: Weights) -> Potentials:
    """Evidence times weights, for every candidate in the band."""
    match = []
    vector = np.array(weights.match, np.float32)
    for block in band.blocks():
        scores = (features(scene, block) @ vector).astype(np.float64)
        scores[~possible(scene.longest, block)] = NEVER
        match += list(scores.transpose(1, 0, 2))
    omitted = null_features(scene.source_near, scene.source) @ np.array(weights.alone)
    added = null_features(scene.target_near, scene.target) @ np.array(weights.alone)
    return Potentials(tuple(match), omitted, added, weights.open)


def infer(
    potentials: Potentials,
    band: Band,
    longest: int,
    on_row: OnRow | None = None,
) -> Posterior:
    """Probability of every step, by forward and backward sums over the band."""
    rows = len(band)
    steps = shapes(longest)
    before = _before(potentials.added)
    matched: list[Doubles] = []
    omitted: list[Doubles] = []
    added: list[Doubles] = []
    totals: list[Doubles] = []
    for i in range(rows):
        columns = slice(int(band.low[i]), int(band.high[i]) + 1)
        arrive = _gather(totals, band, i, steps, longest) + potentials.match[i]
        here = _log_sum(arrive, axis=0)
        if i == 0:
            here[0 - band.low[0]] = 0.0
        drop = np.full_like(here, NEVER)
        if i:
            start = _columns(matched[i - 1], band, i - 1, columns) + potentials.open
            drop = np.logaddexp(start, _columns(omitted[i - 1], band, i - 1, columns))
            drop += potentials.omitted[i - 1]
        either = np.logaddexp(here, drop)
        extra = np.full_like(here, NEVER)
        run = np.logaddexp.accumulate(either - before[columns])
        extra[1:] = run[:-1] + before[columns][1:] + potentials.open
        matched.append(here)
        omitted.append(drop)
        added.append(extra)
        totals.append(np.logaddexp(either, extra))
        if on_row:
            on_row(i, 2 * rows)
    return _backward(potentials, band, longest, totals, matched, omitted, added, on_row)


def _backward(
    potentials: Potentials,
    band: Band,
    longest: int,
    totals: list[Doubles],
    matched: list[Doubles],
    omitted: list[Doubles],
    added: list[Doubles],
    on_row: OnRow | None,
) -> Posterior:
    rows, steps = len(band), shapes(longest)
    before = _before(potentials.added)
    evidence = float(totals[-1][-1])
    match: list[Doubles] = [np.empty(0)] * rows
    omit, add, opened = np.zeros(rows - 1), np.zeros(len(potentials.added)), 0.0
    #: For rows below: potential + what follows, per shape; then what follows an omission.
    onward: dict[int, Doubles] = {}
    after_drop: Doubles = np.empty(0)
    for i in range(rows - 1, -1, -1):
        low, high = int(band.low[i]), int(band.high[i])
        columns = slice(low, high + 1)
        leave = _spread(onward, band, i, steps, longest)
        here = _log_sum(leave, axis=0)
        if i == rows - 1:
            here[-1] = 0.0
        drop = np.full_like(here, NEVER)
        if i + 1 < rows:
            drop = _columns(after_drop, band, i + 1, columns) + potentials.omitted[i]
        # After an addition only a match or a further addition may follow.
        tail = np.logaddexp.accumulate((here + before[columns])[::-1])[::-1] - before[columns]
        step = np.full_like(here, NEVER)
        step[:-1] = tail[1:] + potentials.added[low:high]
        from_match = np.logaddexp(here, np.logaddexp(drop, step) + potentials.open)
        from_drop = np.logaddexp(here, np.logaddexp(drop, step + potentials.open))

        if i + 1 < rows:
            begin = np.exp(matched[i] + potentials.open + drop - evidence)
            opened += float(begin.sum())
            omit[i] = float((begin + np.exp(omitted[i] + drop - evidence)).sum())
        begin = np.exp(np.logaddexp(matched[i], omitted[i]) + potentials.open + step - evidence)
        opened += float(begin.sum())
        add[low:high] += (begin + np.exp(added[i] + step - evidence))[:-1]

        arrive = _gather(totals, band, i, steps, longest)
        match[i] = np.exp(np.minimum(arrive + potentials.match[i] + from_match - evidence, 0.0))
        onward[i] = potentials.match[i] + from_match
        onward.pop(i + longest, None)
        after_drop = from_drop
        if on_row:
            on_row(2 * rows - i - 1, 2 * rows)
    return Posterior(tuple(match), omit, add, opened, evidence)


def decode(posterior: Posterior, band: Band, longest: int, weights: Weights) -> tuple[Link, ...]:
    """The path whose links earn most: their probabilities, less a price for each."""
    rows, steps = len(band), shapes(longest)
    omitted, added = (
        values - weights.null_price for values in (posterior.omitted, posterior.added)
    )
    before = _before(added)
    worth: list[Doubles] = []
    for i in range(rows):
        columns = slice(int(band.low[i]), int(band.high[i]) + 1)
        arrive = _gather(worth, band, i, steps, longest) + posterior.match[i] - weights.price
        best = arrive.max(axis=0)
        if i == 0:
            best[0] = 0.0
        else:
            above = _columns(worth[i - 1], band, i - 1, columns) + omitted[i - 1]
            best = np.maximum(best, above)
        worth.append(np.maximum.accumulate(best - before[columns]) + before[columns])
    return _trace(posterior, band, longest, weights.price, worth, omitted)


def _trace(
    posterior: Posterior,
    band: Band,
    longest: int,
    price: float,
    worth: list[Doubles],
    omitted: Doubles,
) -> tuple[Link, ...]:
    """Back along the best path: at each place, the step that explains its worth."""
    steps = shapes(longest)
    links: list[Link] = []
    i, j = len(band) - 1, len(posterior.added)
    while i or j:
        column = j - int(band.low[i])
        arrive = np.full(len(steps), NEVER)
        for k, (m, n) in enumerate(steps):
            if i >= m and band.low[i - m] <= j - n <= band.high[i - m]:
                gain = posterior.match[i][k, column] - price
                arrive[k] = worth[i - m][j - n - int(band.low[i - m])] + gain
        k = int(arrive.argmax())
        above = NEVER
        if i and band.low[i - 1] <= j <= band.high[i - 1]:
            above = worth[i - 1][j - int(band.low[i - 1])] + omitted[i - 1]
        here = worth[i][column]
        if arrive[k] >= max(above, here - 1e-9):
            m, n = steps[k]
            score = float(posterior.match[i][k, column])
            links.append(Link(tuple(range(i - m, i)), tuple(range(j - n, j)), score))
            i, j = i - m, j - n
        elif above >= here - 1e-9:
            i -= 1
            links.append(Link((i,), (), _probability(posterior.omitted[i])))
        else:
            j -= 1
            links.append(Link((), (j,), _probability(posterior.added[j])))
    return tuple(reversed(links))


def _probability(value: float) -> float:
    return float(min(max(value, 0.0), 1.0))


def _log_sum(values: Doubles, axis: int) -> Doubles:
    top = values.max(axis=axis)
    return np.asarray(np.log(np.exp(values - top).sum(axis=axis)) + top)


def _before(values: Doubles) -> Doubles:
    """Sum of all values before each place."""
    return np.concatenate([[0.0], np.cumsum(values)])


def _columns(row: Doubles, band: Band, i: int, wanted: slice) -> Doubles:
    """Values of row ``i`` at other columns; NEVER outside its own."""
    low = int(band.low[i])
    if (low, low + row.shape[-1]) == (wanted.start, wanted.stop):
        return row
    out = np.full((*row.shape[:-1], wanted.stop - wanted.start), NEVER)
    begin, end = max(low, wanted.start), min(low + row.shape[-1], wanted.stop)
    if begin < end:
        out[..., begin - wanted.start : end - wanted.start] = row[..., begin - low : end - low]
    return out


def _gather(
    rows: list[Doubles], band: Band, i: int, steps: tuple[tuple[int, int], ...], longest: int
) -> Doubles:
    """Where each shape comes from: row ``i - m`` at ``j - n``; (shapes, columns of row i)."""
    low, high = int(band.low[i]), int(band.high[i]) + 1
    out = np.full((len(steps), high - low), NEVER)
    for m in range(1, min(longest, i) + 1):
        shape = [k for k, step in enumerate(steps) if step[0] == m]
        back = _columns(rows[i - m], band, i - m, slice(low - longest, high))
        shifted = sliding_window_view(back, high - low)
        out[shape] = shifted[[longest - steps[k][1] for k in shape]]
    return out


def _spread(
    rows: dict[int, Doubles], band: Band, i: int, steps: tuple[tuple[int, int], ...], longest: int
) -> Doubles:
    """Where each shape leads: row ``i + m`` at ``j + n``; (shapes, columns of row i)."""
    low, high = int(band.low[i]), int(band.high[i]) + 1
    out = np.full((len(steps), high - low), NEVER)
    for m in range(1, min(longest, len(band) - 1 - i) + 1):
        shape = [k for k, step in enumerate(steps) if step[0] == m]
        ahead = _columns(rows[i + m][shape], band, i + m, slice(low, high + longest))
        for row, k in enumerate(shape):
            n = steps[k][1]
            out[k] = ahead[row, n : n + high - low]
    return out
