"""Whether the score of a link is what it says: the probability that the link is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.link import calibrated, log_odds

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


def fit(judged: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and bend by which scores become shares of right links; see ``link.calibrated``.

    Platt (1999) with a square in place of the constant: what is above a half is too low here, and
    what is near 1 is not.

    >>> curve = fit([(0.7, True), (0.7, True), (0.7, True), (0.7, True), (0.7, False)] * 50)
    >>> float(calibrated(np.array(0.7), curve).round(2))  # shrunk a little towards no correction
    0.8
    """
    scores, right = (np.array(column, float) for column in zip(*judged, strict=True))
    odds = log_odds(scores)

    def loss(curve: NDArray[np.float64]) -> float:
        slope, bend = curve
        # A weak belief that nothing is to be corrected keeps the curve finite.
        doubt = (slope - 1) ** 2 + bend**2
        corrected = slope * odds + bend * odds**2
        return float(np.logaddexp(0, (1 - 2 * right) * corrected).sum() + doubt)

    slope, bend = minimize(loss, [1.0, 0.0], method="BFGS").x
    return round(float(slope), 3), round(float(bend), 4)


def correct(
    judged: Sequence[tuple[float, bool]], curve: tuple[float, float]
) -> tuple[tuple[float, bool], ...]:
    """The same links with corrected scores."""
    corrected = calibrated(np.array([score for score, _ in judged]), curve)
    return tuple((float(score), right) for score, (_, right) in zip(corrected, judged, strict=True))
