"""Whether the score of a link is what it says: the probability that the link is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Links whose score lies between ``low`` and ``high``."""

    low: float
    high: float
    links: int
    score: float
    right: float


def bins(judged: Sequence[tuple[float, bool]], count: int = BINS) -> tuple[Bin, ...]:
    """Mean score and share of right links per bin of equal width; empty bins are left out.

    >>> [(each.links, each.right) for each in bins([(0.95, True), (0.91, False), (0.1, False)])]
    [(1, 0.0), (2, 0.5)]
    """
    if not judged:
        return ()
    scores, right = (np.array(column, float) for column in zip(*judged, strict=True))
    place = np.minimum((scores * count).astype(int), count - 1)
    return tuple(
        Bin(
            k / count,
            (k + 1) / count,
            int((place == k).sum()),
            float(scores[place == k].mean()),
            float(right[place == k].mean()),
        )
        for k in np.unique(place)
    )


def calibration_error(judged: Sequence[tuple[float, bool]], count: int = BINS) -> float:
    """Expected calibration error (Naeini et al. 2015): the mean gap, weighted by links.

    >>> round(calibration_error([(0.9, True), (0.9, False)]), 3)
    0.4
    """
    gaps = [each.links * abs(each.right - each.score) for each in bins(judged, count)]
    return sum(gaps) / max(len(judged), 1)
