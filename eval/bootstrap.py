"""How sure a pooled score is: documents drawn again and again, with replacement (Efron 1979).

A statistic takes counts pooled over documents, one row per draw, and gives one value per row.
Draws are made inside each corpus, so that every draw has as many documents of each as there are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Statistic = Callable[[Array], Array]

ROUNDS, SEED = 2000, 1
CONFIDENCE = 0.95
#: Fewer documents than this say nothing about how documents differ.
FEWEST = 4


def draw(strata: Sequence[str], rounds: int = ROUNDS, seed: int = SEED) -> Array:
    """How often each document is drawn, shape (rounds, documents)."""
    random, labels = np.random.default_rng(seed), np.array(strata)
    times = np.zeros((rounds, len(strata)))
    for label in sorted(set(strata)):
        members = np.flatnonzero(labels == label)
        share = np.full(len(members), 1 / len(members))
        times[:, members] = random.multinomial(len(members), share, size=rounds)
    return times


def interval(counts: Array, strata: Sequence[str], statistic: Statistic) -> tuple[float, float]:
    """The middle 95 % of the statistic over draws; two NaN for too few documents."""
    if len(counts) < FEWEST:
        return float("nan"), float("nan")
    values = statistic(draw(strata) @ counts)
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)


def paired_p(ours: Array, theirs: Array, strata: Sequence[str], statistic: Statistic) -> float:
    """Two-sided p value that the same documents give both the same statistic.

    Twice the share of draws in which the difference lies on the rarer side of zero, as Efron &
    Tibshirani (1993) take it from the percentile interval; NaN for too few documents.
    """
    if len(ours) < FEWEST:
        return float("nan")
    times = draw(strata)
    difference = statistic(times @ ours) - statistic(times @ theirs)
    rarer = min(int((difference <= 0).sum()), int((difference >= 0).sum()))
    return min(1.0, 2 * (rarer + 1) / (len(difference) + 1))
