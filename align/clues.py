"""Evidence, word by word, for whether the two sides of a link say the same. Arithmetic only.

A word is *answered* by a word of the other side that means what it means: by the word links, by
the lexicon, by the vectors of the two words, or by their letters. Its features tell how well it is
answered, how well its neighbours are, and what the whole link looks like.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: What each word has before its neighbours and its link are looked at.
OWN = (
    "linked", "answered", "answered alone", "mutual", "lexicon here", "lexicon there",
    "explained", "similar", "rank", "sign", "figure", "capital", "letters", "offset",
)  # fmt: skip
#: Which of them are looked at in the neighbours, too.
BESIDE = ("linked", "answered", "answered alone", "explained", "sign", "offset")
AVERAGED = ("linked", "answered", "answered alone", "explained")
REACH = 3
WINDOWS = (2, 5)
EDGE = 5
FLOOR = 1e-4
#: Vectors of unrelated words come as near as this.
UNRELATED = 0.45
LIKE_BEGINNING = 0.5


@dataclass(frozen=True, slots=True)
class Bundle:
    """The words of one side of a link, as arrays of one value a word.

    Attributes:
        forms: As they stand in a lexicon.
        ranks: 0 for the commonest words, 1 for all that are not common.
        signs: 1 for what has neither letter nor digit.
        capitals: 1 for what begins with a capital letter.
        vectors: One unit row a word; zero for words that are too common to have a meaning alone.
    """

    forms: tuple[str, ...]
    ranks: Floats
    signs: Floats
    capitals: Floats
    vectors: Floats

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def weights(self) -> Floats:
        """What each word counts: rare words most, signs nearly nothing."""
        return np.asarray(self.ranks**2 * (1 - self.signs) + 1e-3)


@dataclass(frozen=True, slots=True)
class Tables:
    """What is known of each pair of words of a link, each (source words, target words).

    Attributes:
        links: Scores of the word links, zero elsewhere.
        there: Probability of the target word given the source word.
        back: Probability of the source word given the target word.
    """

    links: Floats
    there: Floats
    back: Floats

    @property
    def turned(self) -> Tables:
        """The same seen from the target."""
        return Tables(self.links.T, self.back.T, self.there.T)


@dataclass(frozen=True, slots=True)
class Clues:
    """The features of the words of one link, (words, features) for each side.

    Attributes:
        whole: Features of the link itself.
    """

    source: Floats
    target: Floats
    whole: Floats


def find_clues(source: Bundle, target: Bundle, tables: Tables, similarity: float) -> Clues:
    """The evidence of one link with words on both sides; ``similarity`` is that of its sides."""
    similar = source.vectors @ target.vectors.T
    answers = _answers(source, target, tables, similar)
    own = (
        _own(source, answers, tables, similar),
        _own(target, answers.T, tables.turned, similar.T),
    )
    answered = [_mean(part, side) for part, side in zip(own, (source, target), strict=True)]
    longer = float(np.log((source.signs == 0).sum() + 1) - np.log((target.signs == 0).sum() + 1))
    whole = np.array([similarity, *answered, longer, *map(_log_length, (source, target))])
    here, back = whole, whole[[0, 2, 1, 3, 5, 4]] * [1, 1, 1, -1, 1, 1]
    return Clues(_in_context(own[0], source, here), _in_context(own[1], target, back), whole)


def _answers(source: Bundle, target: Bundle, tables: Tables, similar: Floats) -> Floats:
    """How well each pair of words answers each other, 0 … 1."""
    by_meaning = np.clip((similar - UNRELATED) / 0.5, 0, 0.95)
    best = np.maximum.reduce(
        [np.sqrt(tables.there * tables.back), by_meaning, _by_letters(source, target)]
    )
    i, j = ((np.arange(len(side)) + 0.5) / len(side) for side in (source, target))
    return np.asarray(np.maximum(best * np.exp(-2 * np.abs(i[:, None] - j)), tables.links * best))


def _by_letters(source: Bundle, target: Bundle) -> Floats:
    """1 for the same word, less for one that begins alike."""
    table = np.zeros((len(source), len(target)))
    alike: dict[str, list[int]] = {}
    for j, form in enumerate(target.forms):
        alike.setdefault(form[:4], []).append(j)
    for i, one in enumerate(source.forms):
        for j in alike.get(one[:4], ()):
            other = target.forms[j]
            if one == other:
                table[i, j] = 1.0
            elif min(len(one), len(other)) > 5:
                table[i, j] = LIKE_BEGINNING
    return table


def _own(side: Bundle, answers: Floats, tables: Tables, similar: Floats) -> Floats:
    places = np.arange(len(side))
    best = answers.argmax(1)
    rivals = answers.sum(0) + 0.1
    top = answers.max(1)
    columns = (
        tables.links.max(1),
        top,
        (answers**2 / rivals).max(1),
        top * (answers.argmax(0)[best] == places),
        _log(tables.back.max(1)),
        _log(tables.there.max(1)),
        _log(tables.back.mean(1)),
        similar.max(1),
        side.ranks,
        side.signs,
        np.array([float(form[0].isdigit()) for form in side.forms]),
        side.capitals,
        np.array([min(len(form), 12) / 12 for form in side.forms]),
        best / answers.shape[1] - places / len(side),
    )
    return np.stack(columns, axis=1)


def _log(values: Floats) -> Floats:
    return np.asarray(np.log(values + FLOOR) / -np.log(FLOOR))


def _log_length(side: Bundle) -> float:
    return float(np.log((side.signs == 0).sum() + 1))


def _mean(own: Floats, side: Bundle) -> float:
    return float((own[:, OWN.index("answered alone")] * side.weights).sum() / side.weights.sum())


def _in_context(own: Floats, side: Bundle, whole: Floats) -> Floats:
    """The features of each word with those of its neighbours, its clause and its link."""
    count = len(own)
    columns = own[:, [OWN.index(name) for name in BESIDE]]
    padded = np.pad(columns, ((REACH, REACH), (0, 0)))
    beside = [padded[REACH + k : REACH + k + count] for k in range(-REACH, REACH + 1) if k]
    averaged = own[:, [OWN.index(name) for name in AVERAGED]]
    windows = [_window_means(averaged, side.weights, reach) for reach in WINDOWS]
    places = np.arange(count)
    edges = np.stack(
        [places / count, np.minimum(places, EDGE) / EDGE, np.minimum(count - places, EDGE) / EDGE],
        axis=1,
    )
    wholes = np.broadcast_to(whole, (count, len(whole)))
    clauses = _clause_means(averaged, side)
    return np.concatenate([own, *beside, *windows, clauses, edges, wholes], axis=1)


def _window_means(values: Floats, weights: Floats, reach: int) -> Floats:
    """Weighted means over the words up to ``reach`` to either side."""
    places = np.arange(len(values))
    low, high = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    sums = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values * weights[:, None], 0)])
    totals = np.concatenate([[0.0], np.cumsum(weights)])
    return np.asarray((sums[high] - sums[low]) / (totals[high] - totals[low])[:, None])


def _clause_means(values: Floats, side: Bundle) -> Floats:
    """Weighted means over the words between two signs, and the logarithm of how many they are."""
    group = np.cumsum(side.signs).astype(np.int64)
    totals = np.bincount(group, side.weights) + 1e-9
    means = [np.bincount(group, column * side.weights) / totals for column in values.T]
    sizes = np.log(np.bincount(group) + 1)
    return np.stack([*(mean[group] for mean in means), sizes[group]], axis=1)
