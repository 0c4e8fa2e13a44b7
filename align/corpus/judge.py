"""How far a pair is a translation: what is seen of it, and a probability learned from examples.

A logistic model over a few things that can be seen of any pair. It has learned from true pairs and
from shuffled, truncated, copied and nearly right ones: ``python -m eval.corpus --train``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from align.checks import Check
from align.checks.numbers import check_numbers
from align.corpus.lines import comparison_of
from align.corpus.pairs import TextPair
from align.models.checkpoints import checkpoint, reading
from align.models.protocols import Encoder
from align.text import fold, words
from align.types import Finding

#: What needs neither a whole text nor word links; the judge has learned from its findings.
PAIR_CHECKS: tuple[Check, ...] = (check_numbers,)
FEATURES = (
    "similarity",
    "similarity squared",
    "similarity, short",
    "short",
    "longer",
    "shorter",
    "longer, short",
    "shorter, short",
    "numbers",
    "copied",
)
#: Characters of English for each of French, by the median of parallel text.
RATIO = 0.9
#: Texts below this length are taken to be of it: the judge has not learned from shorter ones.
SHORTEST = 20
#: Words that are copied whole say nothing below this length: names are the same everywhere.
LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Judge:
    """The trained model.

    Attributes:
        name: What a signature calls it.
        encoder: The encoder whose similarities it has learned from.
        weights: One per ``FEATURES``.
        bias: The log odds of a pair of which nothing is seen.
        threshold: A pair whose probability is below it is flagged, unless another is asked for.
    """

    name: str
    encoder: str
    weights: tuple[float, ...]
    bias: float
    threshold: float

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """One for each row of features, (pairs,)."""
        odds = features @ np.array(self.weights) + self.bias
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))))


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what is thought of it.

    Attributes:
        similarity: Cosine of the two vectors, -1 … 1.
        probability: That it is a translation, 0 … 1.
    """

    pair: TextPair
    similarity: float
    probability: float
    findings: tuple[Finding, ...]


@cache
def load_judge() -> Judge:
    """The judge that comes with the package. Raises ``ModelError`` if it is broken."""
    folder = checkpoint("corpus")
    with reading("judge of pairs", folder):
        about = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        weights = tuple(float(about["weights"][name]) for name in FEATURES)
        return Judge(about["name"], about["encoder"], weights, about["bias"], about["threshold"])


def judge_pairs(
    pairs: Sequence[TextPair],
    encoder: Encoder,
    judge: Judge,
    checks: tuple[Check, ...] = PAIR_CHECKS,
) -> tuple[Judged, ...]:
    """Every pair with its similarity, its probability and its findings, in order."""
    vectors = encoder.encode([pair.source for pair in pairs] + [pair.target for pair in pairs])
    source, target = vectors[: len(pairs)], vectors[len(pairs) :]
    similarities = np.einsum("ij,ij->i", source, target).astype(np.float64)
    findings = [check_pair(pair, checks) for pair in pairs]
    has_both = np.array([bool(pair.source and pair.target) for pair in pairs], np.bool_)
    probabilities = judge.probabilities(features_of(pairs, similarities, findings)) * has_both
    return tuple(
        Judged(pair, round(float(similarity), 4), round(float(probability), 4), found)
        for pair, similarity, probability, found in zip(
            pairs, similarities, probabilities, findings, strict=True
        )
    )


def features_of(
    pairs: Sequence[TextPair],
    similarities: NDArray[np.float64],
    findings: Sequence[tuple[Finding, ...]],
) -> NDArray[np.float64]:
    """What is seen of each pair, (pairs, features)."""
    rows = [
        _features(pair, float(similarity), found)
        for pair, similarity, found in zip(pairs, similarities, findings, strict=True)
    ]
    return np.array(rows, np.float64).reshape(len(pairs), len(FEATURES))


def _features(
    pair: TextPair, similarity: float, findings: tuple[Finding, ...]
) -> tuple[float, ...]:
    source, target = max(1, len(pair.source)), max(1, len(pair.target))
    ratio = math.log(target / source / RATIO)
    short = 1 / math.sqrt(max(SHORTEST, min(source, target)))
    numbers = sum(1 for each in findings if each.check == "numbers")
    return (
        similarity,
        similarity**2,
        similarity * short,
        short,
        max(0.0, ratio),
        max(0.0, -ratio),
        max(0.0, ratio) * short,
        max(0.0, -ratio) * short,
        float(min(numbers, 3)),
        copied_share(pair),
    )


def copied_share(pair: TextPair) -> float:
    """The share of the longer words of the target that the source has letter by letter.

    >>> copied_share(TextPair(1, "Le port est ouvert.", "Le port est ouvert."))
    1.0
    """
    known = set(map(_folded, words(pair.source)))
    asked = [_folded(word) for word in words(pair.target) if len(word) >= LONG_WORD]
    return sum(word in known for word in asked) / len(asked) if asked else 0.0


#: The same words come again and again in a corpus.
_folded = lru_cache(maxsize=1 << 16)(fold)


def check_pair(pair: TextPair, checks: tuple[Check, ...] = PAIR_CHECKS) -> tuple[Finding, ...]:
    """The findings of a pair, as of two texts of one sentence each."""
    if not pair.source or not pair.target:
        return ()
    comparison = comparison_of((pair.source,), (pair.target,), [((0,), (0,))])
    return tuple(finding for check in checks for finding in check(comparison))
