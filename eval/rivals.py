"""Known aligners on the same vectors, written from their papers, to be printed beside ours.

Each takes two sides and gives links in order. All look at every place (no band), which is at least
as exact as the searches of the originals; they are for comparing scores, not speed.

* ``gale-church``: Gale & Church 1993, lengths in characters alone.
* ``vecalign``: Thompson & Koehn 2019, normalised cosine distance weighted by segments.
* ``bertalign``: Liu & Zhu 2022, similarity less that to the neighbours, with a length factor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.special import log_ndtr

from align.embed import Side
from align.types import Link

Grid = NDArray[np.float64]
Shape = tuple[int, int]
Aligner = Callable[[Side, Side], tuple[Link, ...]]

#: Gale & Church 1993, table 5 and section 3: prior of each kind, variance per character.
PRIORS = {(1, 1): 0.89, (1, 2): 0.0445, (2, 1): 0.0445, (2, 2): 0.011}
SKIP_PRIOR, VARIANCE = 0.00495, 6.8
#: The settings that the authors' programs come with.
VECALIGN_SEGMENTS, VECALIGN_PERCENTILE = 8, 20
BERTALIGN_SEGMENTS, BERTALIGN_SKIP = 5, 0.1
IMPOSSIBLE = np.inf


def gale_church(source: Side, target: Side) -> tuple[Link, ...]:
    """Links by lengths alone."""
    before, after = _before(source.sizes), _before(target.sizes)
    costs = {}
    for (m, n), prior in PRIORS.items():
        said, heard = (
            (before[m:] - before[:-m])[:, None],
            (after[n:] - after[:-n])[None],
        )
        mean = np.maximum((said + heard) / 2, 1)
        delta = np.abs(heard - said) / np.sqrt(VARIANCE * mean)
        costs[m, n] = -(np.log(2) + log_ndtr(-delta)) - np.log(prior)
    skip_source, skip_target = (
        -np.log(SKIP_PRIOR) - np.log(2) - log_ndtr(-np.sqrt(np.maximum(side.sizes, 1) / VARIANCE))
        for side in (source, target)
    )
    return cheapest(costs, skip_source, skip_target)


def vecalign(source: Side, target: Side) -> tuple[Link, ...]:
    """Links by normalised distance; a skip costs what the best fifth of 1-1 links cost."""
    usual_source, usual_target = _usual_distance(source, target), _usual_distance(target, source)
    costs = {}
    for m, n in _shapes(source, target, VECALIGN_SEGMENTS):
        said, heard = source.runs[m - 1, m - 1 :], target.runs[n - 1, n - 1 :]
        usual = usual_source[m - 1][m - 1 :, None] + usual_target[n - 1][None, n - 1 :]
        costs[m, n] = 2 * m * n * (1 - said @ heard.T) / (usual + 1e-6)
    skip = float(np.percentile(costs[1, 1], VECALIGN_PERCENTILE))
    return cheapest(costs, np.full(len(source), skip), np.full(len(target), skip))


def bertalign(source: Side, target: Side) -> tuple[Link, ...]:
    """Links by similarity less that to the neighbours, times a length factor; skips cost .1."""
    before, after = _before(source.sizes), _before(target.sizes)
    ratio = before[-1] / max(after[-1], 1)
    costs = {}
    for m, n in _shapes(source, target, BERTALIGN_SEGMENTS):
        said, heard = source.runs[m - 1, m - 1 :], target.runs[n - 1, n - 1 :]
        beside_target = _beside(said @ target.runs[0].T, n)
        beside_source = _beside(heard @ source.runs[0].T, m).T
        margin = said @ heard.T - (beside_source + beside_target) / 2
        sizes = np.broadcast_arrays(
            (before[m:] - before[:-m])[:, None], ratio * (after[n:] - after[:-n])[None]
        )
        factor = np.log2(1 + np.minimum(*sizes) / np.maximum(np.maximum(*sizes), 1))
        costs[m, n] = -margin * factor
    skips = (np.full(len(side), BERTALIGN_SKIP) for side in (source, target))
    return cheapest(costs, *skips)


RIVALS: Mapping[str, Aligner] = {
    "gale-church": gale_church,
    "vecalign": vecalign,
    "bertalign": bertalign,
}


def cheapest(
    costs: Mapping[Shape, Grid], skip_source: NDArray[np.floating], skip_target: Grid
) -> tuple[Link, ...]:
    """The links of the cheapest path; ``costs[m, n][i, j]`` is of ``m`` and ``n`` from i and j."""
    rows, columns = len(skip_source), len(skip_target)
    steps, skipped = list(costs), _before(skip_target)
    total = np.full((rows + 1, columns + 1), IMPOSSIBLE)
    taken = np.zeros((rows + 1, columns + 1), np.int8)
    for i in range(rows + 1):
        ways = np.full((len(steps) + 2, columns + 1), IMPOSSIBLE)
        for k, (m, n) in enumerate(steps):
            if i >= m and columns >= n:
                ways[k, n:] = total[i - m, : columns + 1 - n] + costs[m, n][i - m]
        if i:
            ways[-2] = total[i - 1] + skip_source[i - 1]
        else:
            ways[0, 0] = 0.0
        best = ways[:-1].min(0)
        total[i] = np.minimum.accumulate(best - skipped) + skipped
        taken[i] = np.where(total[i] < best - 1e-9, len(steps) + 1, ways[:-1].argmin(0))
    return _trace(taken, [*steps, (1, 0), (0, 1)])


def _trace(taken: NDArray[np.int8], steps: Sequence[Shape]) -> tuple[Link, ...]:
    i, j = taken.shape[0] - 1, taken.shape[1] - 1
    links = []
    while i or j:
        m, n = steps[taken[i, j]]
        links.append(Link(tuple(range(i - m, i)), tuple(range(j - n, j)), 1.0))
        i, j = i - m, j - n
    return tuple(reversed(links))


def _shapes(source: Side, target: Side, most: int) -> list[Shape]:
    """Shapes of at most ``most`` segments in all that the vectors and the texts allow."""
    sides = (range(1, min(len(side.runs), len(side)) + 1) for side in (source, target))
    first, second = sides
    return [(m, n) for m in first for n in second if m + n <= most]


def _usual_distance(side: Side, other: Side) -> Grid:
    """Mean distance of every run to all runs of the other side, (longest, segments)."""
    there = np.concatenate([other.runs[k, k:] for k in range(len(other.runs))])
    return np.asarray(1 - side.runs @ there.mean(0), np.float64)


def _beside(similarity: NDArray[np.floating], size: int) -> Grid:
    """Mean similarity to the segments left and right of each window of ``size``, (rows, windows).

    >>> _beside(np.array([[1.0, 2.0, 4.0]]), 1).tolist()
    [[2.0, 2.5, 2.0]]
    """
    padded = np.pad(similarity, ((0, 0), (1, 1)))
    windows = sliding_window_view(padded, size + 2, axis=1)
    places = np.arange(windows.shape[1])
    known = (places > 0).astype(int) + (places < windows.shape[1] - 1)
    return np.asarray((windows[..., 0] + windows[..., -1]) / np.maximum(known, 1))


def _before(values: NDArray[np.floating]) -> Grid:
    return np.concatenate([[0.0], np.cumsum(values)])
