"""Two sides of any size with planted links, for measuring time and memory."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from align.embed import Side
from align.scores import Pair

Floats = NDArray[np.float32]

WIDTH = 512
#: Links per hundred, by shape; roughly those of interpreted speech.
SHAPES = {(1, 1): 74, (1, 2): 9, (2, 1): 9, (1, 0): 4, (0, 1): 4}
#: What any two segments share, and what a segment shares with its counterpart: unrelated pairs
#: have a similarity of about .25, linked ones of about .7.
COMMON, KEPT = 0.25, 0.6


def make_sides(count: int, longest: int, seed: int = 1) -> tuple[Side, Side, tuple[Pair, ...]]:
    """Source and target of about ``count`` segments, and the links between them."""
    random = np.random.default_rng(seed)
    links, sizes = _links(count, random)
    rows, columns = (max(max(link[side], default=0) for link in links) + 1 for side in (0, 1))
    said = random.standard_normal((rows, WIDTH), np.float32) / np.float32(WIDTH**0.5)
    heard = random.standard_normal((columns, WIDTH), np.float32) / np.float32(WIDTH**0.5)
    source_sizes, target_sizes = np.zeros(rows), np.zeros(columns)
    for (left, right), size in zip(links, sizes, strict=True):
        if left and right:
            whole, parts = (left, right) if len(left) < len(right) else (right, left)
            mine, theirs = (said, heard) if whole is left else (heard, said)
            meant = theirs[list(parts)].sum(0) / len(parts) ** 0.5
            mine[whole[0]] = KEPT * meant + (1 - KEPT**2) ** 0.5 * mine[whole[0]]
        source_sizes[list(left)] = size / max(len(left), 1)
        target_sizes[list(right)] = size * random.lognormal(0, 0.2) / max(len(right), 1)
    common = random.standard_normal(WIDTH).astype(np.float32)
    common *= np.float32(COMMON**0.5 / np.linalg.norm(common))
    own = np.float32((1 - COMMON) ** 0.5)
    source = _side(common + own * said, source_sizes, longest)
    return source, _side(common + own * heard, target_sizes, longest), links


def _side(segments: Floats, sizes: NDArray[np.float64], longest: int) -> Side:
    return Side(
        _runs(segments, longest),
        np.stack((segments, segments)).astype(np.float16),
        sizes.round(),
        np.zeros(len(sizes), np.int64),
        np.zeros(len(sizes), np.bool_),
    )


def _links(count: int, random: np.random.Generator) -> tuple[tuple[Pair, ...], NDArray[np.float64]]:
    shapes, weights = list(SHAPES), np.array(list(SHAPES.values()), float)
    chosen = random.choice(len(shapes), size=count, p=weights / weights.sum())
    links: list[Pair] = []
    i = j = 0
    for m, n in (shapes[k] for k in chosen):
        if max(i + m, j + n) <= count:
            links.append((tuple(range(i, i + m)), tuple(range(j, j + n))))
            i, j = i + m, j + n
    return tuple(links), random.uniform(40, 180, len(links))


def _runs(segments: Floats, longest: int) -> Floats:
    """Unit vectors of all runs, from sums."""
    runs = np.zeros((longest, *segments.shape), np.float32)
    runs[0] = segments
    for k in range(1, longest):
        runs[k, k:] = runs[k - 1, k:] + segments[:-k]
    for k in range(longest):
        runs[k] /= np.maximum(np.linalg.norm(runs[k], axis=1, keepdims=True), 1e-9)
    return runs
