"""From the neighbours of sentences to the documents they vote for. Arithmetic on arrays only.

The margin of a vote is how much nearer a sentence comes to its best sentence in a document than to
its neighbourhood at large (the margin criterion of Artetxe & Schwenk 2019, as a difference): a
sentence that is said everywhere, such as a thank you, votes for nobody. Only votes that follow each
other in the order of both texts count together, so that a document of the same topic, whose
sentences match here and there, gathers little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

#: Stands for "no neighbour".
NOBODY = -1
#: Neighbours from this rank on are the neighbourhood at large: the first ones may be versions.
AT_LARGE = 4
#: The least that is taken for the neighbourhood at large: in a small library the neighbours of a
#: sentence are far away, and any of them would win by a wide margin.
FLOOR = 0.45


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest sentences of the library for each sentence asked, nearest first.

    Attributes:
        documents: Keys of their documents, (asked, neighbours); ``NOBODY`` where there is none.
        places: Their places in those documents, same shape.
        similarity: Cosines, same shape; 0 where there is none.
    """

    documents: NDArray[np.int64]
    places: NDArray[np.int64]
    similarity: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes for one document.

    Attributes:
        votes: Sum of the margins of the best chain.
        voters: Sentences in that chain.
    """

    key: int
    votes: float
    voters: int


def count_votes(neighbours: Neighbours) -> tuple[Tally, ...]:
    """The documents that got votes, the one with the most first."""
    ballots: dict[int, dict[tuple[int, int], float]] = defaultdict(dict)
    for asked, background in enumerate(_background(neighbours.similarity)):
        for key, place, similarity in zip(
            neighbours.documents[asked].tolist(),
            neighbours.places[asked].tolist(),
            neighbours.similarity[asked].tolist(),
            strict=True,
        ):
            if key != NOBODY and similarity > background:
                ballots[key][asked, place] = similarity - background
    tallies = [Tally(key, *best_chain(votes)) for key, votes in ballots.items()]
    return tuple(sorted(tallies, key=lambda each: (-each.votes, each.key)))


def _background(similarity: NDArray[np.float64]) -> Sequence[float]:
    """The mean similarity of the neighbourhood at large of each sentence."""
    start = min(AT_LARGE, max(0, similarity.shape[1] - 1))
    return [max(FLOOR, float(each)) for each in similarity[:, start:].mean(axis=1)]


def best_chain(votes: dict[tuple[int, int], float]) -> tuple[float, int]:
    """Weight and length of the heaviest chain of (asked, place) that rises on both sides.

    Several sentences asked may stand for one place, since interpreters split sentences.

    >>> best_chain({(0, 5): 1.0, (1, 2): 0.4, (2, 6): 1.0})
    (2.0, 2)
    """
    best: list[tuple[int, int, float, int]] = []
    for (asked, place), weight in sorted(votes.items()):
        before = [
            (total, length) for at, there, total, length in best if at < asked and there <= place
        ]
        total, length = max(before, default=(0.0, 0))
        best.append((asked, place, total + weight, length + 1))
    return max(((total, length) for _, _, total, length in best), default=(0.0, 0))
