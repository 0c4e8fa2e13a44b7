"""Vectors into links: a semi-Markov conditional random field over both texts.

A path through the grid of places (i, j) is a sequence of links: matched ones of a shape (m, n),
and single segments without counterpart. Each step has a potential: evidence times weights. A run of
segments without counterpart is in one of two modes, each with a price for the start of the run and
one for each segment: a few segments left out or added, or a foreign stretch, dear to begin and
almost free to go on with. Forward and backward sums (Sarawagi & Cohen 2004) give every
candidate link its probability; the links returned are the path with the highest sum of
probabilities less a fixed price a link, which is the expected number of exactly right links less
that of wrong ones. The probability is the link's score.

Everything here is arithmetic on arrays; rows are source places, and every row is one vector
operation over the target places of its band.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from align.band import find_band
from align.embed import Side
from align.evidence import Band, Scene, features, nearness, null_features, possible, shapes
from align.models.linker import Weights
from align.types import Link, LinkKind

Doubles = NDArray[np.float64]
NEVER = -1e30
#: How a segment can be without counterpart: single ones, or as part of a foreign stretch.
MODES = 2
#: Most source segments that a target segment without words may stand for.
SILENT_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Potentials:
    """Log potentials of all steps; a segment without counterpart is in one of two modes.

    Attributes:
        match: For each row i, (shapes, columns of the row).
        omitted: (modes, source segments).
        added: (modes, target segments).
        open_omitted: (modes, 1), for the start of a run.
        open_added: (modes, target segments + 1), for the start of a run at each segment.
    """

    match: tuple[Doubles, ...]
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

    match: tuple[Doubles, ...]
    omitted: Doubles
    added: Doubles
    opened: Doubles
    evidence: float


@dataclass(frozen=True, slots=True)
class _Forward:
    """For each row, the sum over all paths to each column, by the step they end with."""

    matched: list[Doubles]
    omitted: list[Doubles]
    added: list[Doubles]
    total: list[Doubles]


OnRow = Callable[[int, int], None]


def link(
    source: Side, target: Side, weights: Weights, *, on_row: OnRow | None = None
) -> tuple[Link, ...]:
    """Links between two sides, in order, every segment in exactly one; the score is a probability.

    Memory grows linearly with the number of segments, and so does time, but for the search of
    anchors in long texts, which compares all with all.
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
        scores[~possible(scene, block)] = NEVER
        match += list(scores.transpose(1, 0, 2))
    modes = np.array(weights.alone).T
    omitted = (null_features(scene.source_near, scene.source) @ modes).T
    added = (null_features(scene.target_near, scene.target) @ modes).T
    opening = np.array(weights.open)[:, None]
    return Potentials(tuple(match), omitted, added, opening, _open_added(opening, scene.target))


def _open_added(opening: Doubles, target: Side) -> Doubles:
    """The price of starting a run at each segment; free where one is expected to begin."""
    expected = np.pad(target.alone, 1)
    begins = expected[1:] & ~expected[:-1]
    return np.where(begins, 0.0, opening)


def infer(
    potentials: Potentials, band: Band, longest: int, on_row: OnRow | None = None
) -> Posterior:
    """Probability of every step, by forward and backward sums over the band."""
    forward = _forward(potentials, band, longest, on_row)
    return _backward(potentials, band, longest, forward, on_row)


def _forward(potentials: Potentials, band: Band, longest: int, on_row: OnRow | None) -> _Forward:
    steps, before = shapes(longest), _before(potentials.added)
    sums = _Forward([], [], [], [])
    for i in range(len(band)):
        columns = slice(int(band.low[i]), int(band.high[i]) + 1)
        arrive = _gather(sums.total, band, i, steps, longest) + potentials.match[i]
        matched = _log_sum(arrive)
        omitted = np.full((MODES, len(matched)), NEVER)
        if i == 0:
            matched[0] = 0.0
        else:
            start = _columns(sums.matched[i - 1], band, i - 1, columns)
            start = start + potentials.open_omitted
            omitted = np.logaddexp(start, _columns(sums.omitted[i - 1], band, i - 1, columns))
            omitted += potentials.omitted[:, i - 1, None]
        either = np.logaddexp(matched, _log_sum(omitted))
        added = np.full_like(omitted, NEVER)
        opening = potentials.open_added[:, columns] - before[:, columns]
        run = np.logaddexp.accumulate(either + opening, axis=1)
        added[:, 1:] = run[:, :-1] + before[:, columns][:, 1:]
        sums.matched.append(matched)
        sums.omitted.append(omitted)
        sums.added.append(added)
        sums.total.append(np.logaddexp(either, _log_sum(added)))
        if on_row:
            on_row(i, 2 * len(band))
    return sums


def _backward(
    potentials: Potentials, band: Band, longest: int, forward: _Forward, on_row: OnRow | None
) -> Posterior:
    rows, steps, before = len(band), shapes(longest), _before(potentials.added)
    evidence = float(forward.total[-1][-1])
    match: list[Doubles] = [np.empty(0)] * rows
    omit, add = np.zeros_like(potentials.omitted), np.zeros_like(potentials.added)
    opened = np.zeros(MODES)
    onward: dict[int, Doubles] = {}  # rows below: potential of each shape and what follows it
    after_omission = np.empty((MODES, 0))
    for i in range(rows - 1, -1, -1):
        low, high = int(band.low[i]), int(band.high[i])
        columns = slice(low, high + 1)
        leave = _log_sum(_spread(onward, band, i, steps, longest))
        if i == rows - 1:
            leave[-1] = 0.0
        drop = np.full((MODES, len(leave)), NEVER)
        if i + 1 < rows:
            drop = _columns(after_omission, band, i + 1, columns)
            drop = drop + potentials.omitted[:, i, None]
        # After an addition only a match or a further addition of its mode may follow.
        run = np.logaddexp.accumulate((leave + before[:, columns])[:, ::-1], axis=1)[:, ::-1]
        step = np.full_like(drop, NEVER)
        step[:, :-1] = (run - before[:, columns])[:, 1:] + potentials.added[:, low:high]

        start_added = step + potentials.open_added[:, columns]
        follow = np.logaddexp(leave, _log_sum(start_added))
        after_match = np.logaddexp(follow, _log_sum(drop + potentials.open_omitted))
        after_omission = np.logaddexp(follow, drop)

        matched, omitted, added = forward.matched[i], forward.omitted[i], forward.added[i]
        if i + 1 < rows:
            begin = np.exp(matched + potentials.open_omitted + drop - evidence)
            opened += begin.sum(axis=1)
            omit[:, i] = (begin + np.exp(omitted + drop - evidence)).sum(axis=1)
        either = np.logaddexp(matched, _log_sum(omitted))
        begin = np.exp(either + start_added - evidence)
        opened += begin.sum(axis=1)
        add[:, low:high] += (begin + np.exp(added + step - evidence))[:, :-1]

        arrive = _gather(forward.total, band, i, steps, longest) + potentials.match[i]
        match[i] = np.exp(np.minimum(arrive + after_match - evidence, 0.0))
        onward[i] = potentials.match[i] + after_match
        onward.pop(i + longest, None)
        if on_row:
            on_row(2 * rows - i - 1, 2 * rows)
    return Posterior(tuple(match), omit, add, opened, evidence)


def decode(posterior: Posterior, band: Band, longest: int, weights: Weights) -> tuple[Link, ...]:
    """The path whose links earn most: their probabilities, less a price for each."""
    rows, steps = len(band), shapes(longest)
    omitted, added = (
        values.sum(axis=0) - weights.null_price for values in (posterior.omitted, posterior.added)
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
    i, j = len(band) - 1, posterior.added.shape[1]
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
            links.append(Link((i,), (), _probability(posterior.omitted[:, i])))
        else:
            j -= 1
            links.append(Link((), (j,), _probability(posterior.added[:, j])))
    return tuple(reversed(links))


def join_silent(links: Sequence[Link], silent: Collection[int]) -> tuple[Link, ...]:
    """Links in which a target segment without words gets the source segments left out there.

    Nothing of a segment such as ``(Inaudible.)`` can be compared. Where it stands alone between
    two matched links, and so do up to ``SILENT_ANSWERS`` source segments, they are its best
    reading; the score of such a link is 0, since no word speaks for it.

    >>> join_silent([Link((0,), ()), Link((), (0,))], {0})
    (Link(source=(0,), target=(0,), score=0.0),)
    """
    joined: list[Link] = []
    for is_matched, run in groupby(links, key=lambda each: each.kind is LinkKind.MATCHED):
        group = list(run)
        source = tuple(i for each in group for i in each.source)
        target = tuple(j for each in group for j in each.target)
        is_silent = len(target) == 1 and target[0] in silent
        if not is_matched and is_silent and 0 < len(source) <= SILENT_ANSWERS:
            group = [Link(source, target, 0.0)]
        joined += group
    return tuple(joined)


def _probability(modes: Doubles) -> float:
    return float(modes.sum().clip(0, 1))


def _log_sum(values: Doubles) -> Doubles:
    """Log of the sum of exponentials over the first axis."""
    top = values.max(axis=0)
    return np.asarray(np.log(np.exp(values - top).sum(axis=0)) + top)


def _before(values: Doubles) -> Doubles:
    """Sum of all values before each place, along the last axis."""
    return np.pad(np.cumsum(values, axis=-1), [(0, 0)] * (values.ndim - 1) + [(1, 0)])


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
    reach = range(1, min(longest, i) + 1)
    back = {m: _columns(rows[i - m], band, i - m, slice(low - longest, high)) for m in reach}
    for k, (m, n) in enumerate(steps):
        if m in back:
            out[k] = back[m][longest - n : longest - n + high - low]
    return out


def _spread(
    rows: dict[int, Doubles], band: Band, i: int, steps: tuple[tuple[int, int], ...], longest: int
) -> Doubles:
    """Where each shape leads: row ``i + m`` at ``j + n``; (shapes, columns of row i)."""
    low, high = int(band.low[i]), int(band.high[i]) + 1
    out = np.full((len(steps), high - low), NEVER)
    reach = range(1, min(longest, len(band) - 1 - i) + 1)
    ahead = {m: _columns(rows[i + m], band, i + m, slice(low, high + longest)) for m in reach}
    for k, (m, n) in enumerate(steps):
        if m in ahead:
            out[k] = ahead[m][k, n : n + high - low]
    return out
