"""Whether two texts are of one event at all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from align.embed import Side
from align.types import Link


def measure_belonging(links: Sequence[Link], source: Side, target: Side) -> float:
    """How much of the shorter text is surely matched, 0 … 1.

    Each matched link counts with its size times the square of its similarity and the root of its
    score: a clear resemblance that is hard to cut into links says more than a clear cut between
    texts that hardly resemble each other. A text that holds only one speaker of a joint event is
    measured on that speaker's part.
    """
    matched = [link for link in links if link.source and link.target]
    if not matched:
        return 0.0
    weights = np.array([_similarity(link, source, target) ** 2 for link in matched])
    weights *= np.sqrt([link.score for link in matched])
    said = np.array([source.sizes[list(link.source)].sum() for link in matched])
    heard = np.array([target.sizes[list(link.target)].sum() for link in matched])
    shares = (
        float((sizes * weights).sum() / max(side.sizes.sum(), 1))
        for sizes, side in ((said, source), (heard, target))
    )
    return min(1.0, max(shares))


def _similarity(link: Link, source: Side, target: Side) -> float:
    said = source.runs[len(link.source) - 1, link.source[-1]]
    heard = target.runs[len(link.target) - 1, link.target[-1]]
    return max(0.0, float(said @ heard))
