"""Evidence for what a gap hid: the words around it, and how well the other side answers them.

A word of the original is *open* if no word link reaches it. Around a gap, the neighbours that are
linked say which stretch of the original belongs there. Arithmetic only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.tokens import Word
from align.types import Span, WordLink

Floats = NDArray[np.float64]

#: French words that English often does without.
SMALL_WORDS = """
le la les l' un une des de du d' au aux à en y ne n' que qu' qui se s' ce c' ça cela cet cette ces
est sont été être a ont ai avons avez avoir était soit fait faire et je j' il elle on nous vous ils
elles me m' te t' lui leur leurs son sa ses mon ma mes notre nos votre vos pas si dont où sur par
pour dans avec plus tout même bien comme ainsi donc là aussi
"""
SMALL = frozenset(SMALL_WORDS.split())
#: English words that hardly end an utterance: what follows them is missing.
HANGING_WORDS = """
a an the this that these those of to in on at by for with from and or but as my our your his her its
their is are was were be been have has had will would can could should must very not n't we i you
they he she it 's 're 've
"""
HANGING = frozenset(HANGING_WORDS.split())
SMALL_WEIGHT = 0.3
#: What a linked word costs inside a stretch, and each word of distance between it and the gap.
LINKED_COST, DISTANCE_COST = 0.8, 0.3
#: English words for a French one; open weight up to which a seam is closed.
LENGTH_RATIO, CLOSED = 0.93, 0.5
#: A link below this probability does not say where a word belongs.
FIRM = 0.4
#: How far around a gap the English counts as near it, and around a word the French.
NEAR = 3
#: How many of its likeliest words a gap is judged by.
TOP = 3
#: A word as likely as this counts towards the telling ones.
LIKELY = 0.3


@dataclass(frozen=True, slots=True)
class Place:
    """The gaps of a matched link, among its words, signs left out.

    Attributes:
        covers: How surely each word of the source and of the target is linked, 0 … 1.
        idle: How often each word stands for nothing, as a rule, 0 … 1; source and target.
        lands: For each source word the place of the target word it is linked to; None if not firm.
        gaps: For each gap of the link, how many target words stand before it.
        seams: For each gap, how surely the words beside it miss words between; None if not known.
    """

    source: tuple[Word, ...]
    target: tuple[Word, ...]
    covers: tuple[Floats, Floats]
    idle: tuple[Floats, Floats]
    lands: tuple[int | None, ...]
    gaps: tuple[int, ...]
    seams: tuple[float | None, ...]


def make_place(
    said: Sequence[Word],
    heard: Sequence[Word],
    links: Sequence[WordLink],
    gaps: Sequence[int],
    idle: tuple[Floats, Floats],
    seams: Sequence[float | None],
) -> Place:
    """The gaps at ``gaps``, offsets in the target's text, among the words of their link."""
    heard_at = {word.span: place for place, word in enumerate(heard)}
    best: dict[Span, WordLink] = {}
    covered = np.zeros(len(heard))
    for link in links:
        if link.source not in best or link.score > best[link.source].score:
            best[link.source] = link
        place = heard_at[link.target]
        covered[place] = max(covered[place], link.score)
    linked = [best.get(word.span) for word in said]
    lands = tuple(
        heard_at[each.target] if each is not None and each.score >= FIRM else None
        for each in linked
    )
    covers = np.array([0.0 if each is None else each.score for each in linked])
    before = tuple(sum(word.span.start < gap for word in heard) for gap in gaps)
    return Place(
        tuple(said), tuple(heard), (covers, covered), idle, lands, before, tuple(seams)
    )  # fmt: skip


# ------------------------------------------------------------------ the stretch of a gap


@dataclass(frozen=True, slots=True)
class Stretch:
    """The words ``start`` … ``end`` of a source that a gap may have hidden, and what speaks for it.

    Attributes:
        value: Weight of its open words, less what linked words and distance cost.
        peak: Weight of its most telling open word.
        distance: Mean distance of its words from the gap, in words.
        elsewhere: Share of the weight of the other words of the link that is open too.
        seam: Weight of the open words between the French of the two English neighbours of the gap;
            None where one of them is not linked.
        short: How many words the English lacks for the length of the French, per gap.
        hanging: Whether the word before the gap waits for another.
    """

    start: int
    end: int
    value: float
    peak: float
    distance: float
    elsewhere: float
    seam: float | None
    short: float
    hanging: bool

    @property
    def features(self) -> tuple[float, ...]:
        """What a verdict is made from; sizes are curbed."""
        return (
            min(self.value, 4.0) ** 0.5 if self.value > 0 else 0.0,
            self.peak,
            min(self.distance, 5.0),
            self.elsewhere,
            min(self.seam or 0.0, 3.0),
            float(self.seam is None),
            float(self.seam is not None and self.seam < CLOSED),
            min(max(self.short, -3.0), 6.0),
            float(self.hanging),
        )


def find_stretches(place: Place) -> list[Stretch]:
    """The stretch that each gap may have hidden, the best first served; none overlap."""
    taken: set[int] = set()
    found: dict[int, Stretch] = {}
    waiting = list(range(len(place.gaps)))
    while waiting:
        tried = [(find_stretch(place, place.gaps[each], taken), each) for each in waiting]
        stretch, chosen = max(tried, key=lambda pair: pair[0].value)
        found[chosen] = stretch
        taken |= set(range(stretch.start, stretch.end))
        waiting.remove(chosen)
    return [found[each] for each in range(len(place.gaps))]


def find_stretch(place: Place, gap: int, taken: set[int]) -> Stretch:
    """The run of words whose open weight, less its costs, is largest (Bentley 1984)."""
    distances, covers = _distances(place, gap), place.covers[0].tolist()
    best = (0.0, 0, 0)
    start, total = 0, 0.0
    weights = [_weight(word) for word in place.source]
    for i, weight in enumerate(weights):
        gain = weight * (1 - covers[i]) - LINKED_COST * covers[i]
        gain -= DISTANCE_COST * max(0, distances[i] - 1)
        if i in taken:
            start, total = i + 1, 0.0
            continue
        if total <= 0:
            start, total = i, 0.0
        total += gain
        if total > best[0]:
            best = (total, start, i + 1)
    value, first, last = best
    inside = range(first, last)
    opened = [weight * (1 - cover) for weight, cover in zip(weights, covers, strict=True)]
    other = sum(weights) - sum(weights[i] for i in inside)
    before = place.target[gap - 1].form if gap else ""
    return Stretch(
        first,
        last,
        value,
        max((opened[i] for i in inside), default=0.0),
        sum(distances[i] for i in inside) / max(len(inside), 1),
        (sum(opened) - sum(opened[i] for i in inside)) / max(other, 1.0),
        _seam(place, gap, opened),
        (LENGTH_RATIO * len(place.source) - len(place.target)) / len(place.gaps),
        before in HANGING,
    )


def _seam(place: Place, gap: int, opened: Sequence[float]) -> float | None:
    """The open weight between the French of the word before the gap and of the word after it."""
    sides = [
        [i for i, landed in enumerate(place.lands) if landed == neighbour]
        for neighbour in (gap - 1, gap)
    ]
    if gap == 0:
        sides[0] = [-1]
    if gap == len(place.target):
        sides[1] = [len(place.source)]
    if not all(sides):
        return None
    low, high = min(((a, b) for a in sides[0] for b in sides[1]), key=lambda ab: abs(ab[0] - ab[1]))
    return sum(opened[i] for i in range(min(low, high) + 1, max(low, high)))


def _distances(place: Place, gap: int) -> list[int]:
    """How far each source word is from the gap, in target words: 0 where it may stand in it."""
    far = []
    for low, high in _bounds(place):
        far.append(max(low + 1 - gap, gap - high, 0))
    return far


def _bounds(place: Place) -> list[tuple[int, int]]:
    """Between which target words each source word belongs: those of its linked neighbours."""
    size, many = len(place.source), len(place.target)
    left, right = [-1] * size, [many] * size
    for i in range(1, size):
        landed = place.lands[i - 1]
        left[i] = left[i - 1] if landed is None else landed
    for i in range(size - 2, -1, -1):
        landed = place.lands[i + 1]
        right[i] = right[i + 1] if landed is None else landed
    return [
        (min(left[i], right[i]), max(left[i], right[i])) if landed is None else (landed, landed)
        for i, landed in enumerate(place.lands)
    ]


def weight_of(words: Sequence[Word]) -> float:
    """What words count together; those that English often does without count little."""
    return sum(map(_weight, words))


def _weight(word: Word) -> float:
    return SMALL_WEIGHT if word.form in SMALL else 1.0


# ------------------------------------------------------------------ features


def word_clues(place: Place, number: int, stretch: Stretch) -> Floats:
    """What speaks for each source word having been lost in gap ``number``, (words, features)."""
    gap, size, many = place.gaps[number], len(place.source), len(place.target)
    cover, (idle, idle_there) = place.covers[0], place.idle
    opened = (1 - idle) * (1 - cover)
    opened_there = (1 - idle_there) * (1 - place.covers[1])
    bounds = np.array(_bounds(place)).reshape(size, 2)
    sums = np.concatenate([[0.0], np.cumsum(opened_there)])
    rivals = sums[np.maximum(bounds[:, 1], bounds[:, 0] + 1)] - sums[bounds[:, 0] + 1]
    places = np.arange(size)
    distances = np.array(_distances(place, gap))
    padded = np.pad(cover, 2, constant_values=1.0)
    run_weight, run_far = _runs(cover, opened, distances)
    slant = (places + 0.5) / max(size, 1) * many - gap
    own = (
        cover, idle, opened, [float(word.form in SMALL) for word in place.source],
        [min(len(word.form), 12) / 12 for word in place.source],
        [float(word.form[0].isdigit()) for word in place.source],
        np.minimum(distances, 8), distances == 0, np.minimum(run_far, 8),
        (bounds[:, 0] < gap) & (gap <= bounds[:, 1]), np.minimum(bounds[:, 1] - bounds[:, 0], 12),
        np.minimum(rivals, 5), slant.clip(-12, 12), np.abs(slant).clip(0, 12),
        padded[:-4], padded[1:-3], padded[3:-1], padded[4:],
        np.minimum(run_weight, 5), _near_mean(cover, NEAR),
        (places >= stretch.start) & (places < stretch.end),
    )  # fmt: skip
    whole = (*_whole(place, number, opened, opened_there), *stretch.features)
    return np.concatenate(
        [np.array([np.asarray(each, float) for each in own]).T, np.tile(whole, (size, 1))], axis=1
    )


def gap_clues(place: Place, number: int, stretch: Stretch, chances: Floats) -> Floats:
    """What speaks for words being lost in gap ``number``, (features,).

    ``chances``: how likely each source word was lost in this gap and no other.
    """
    idle, idle_there = place.idle
    opened = (1 - idle) * (1 - place.covers[0])
    opened_there = (1 - idle_there) * (1 - place.covers[1])
    top = np.sort(np.concatenate([chances, np.zeros(TOP)]))[::-1][:TOP]
    telling = chances * (1 - idle)
    amounts = (
        *top, np.log1p(chances.sum()), np.log1p(telling.sum()), telling.max(initial=0.0),
        np.log1p((chances > LIKELY).sum()),
    )  # fmt: skip
    return np.array(
        [*amounts, *_whole(place, number, opened, opened_there), *stretch.features], float
    )


def _whole(place: Place, number: int, opened: Floats, opened_there: Floats) -> tuple[float, ...]:
    """What the gap and its link look like, whichever word is asked about."""
    gap, seam = place.gaps[number], place.seams[number]
    near = opened_there[max(gap - NEAR, 0) : gap + NEAR]
    return (
        0.0 if seam is None else seam, float(seam is None),
        float(opened.sum() / max((1 - place.idle[0]).sum(), 1.0)),
        float(opened_there.sum() / max((1 - place.idle[1]).sum(), 1.0)),
        float(near.sum()), float(opened.sum() - opened_there.sum()) / len(place.gaps),
        float(np.log(len(place.source) + 1)), float(np.log(len(place.target) + 1)),
        float(len(place.gaps) > 1), float(gap == 0), float(gap == len(place.target)),
    )  # fmt: skip


def _runs(cover: Floats, opened: Floats, distances: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """For each open word the weight of its run of open words, and how near the run is."""
    weight, far = np.zeros(len(cover)), distances.astype(float)
    start = 0
    for i in range(len(cover) + 1):
        if i == len(cover) or cover[i] >= FIRM:
            if start < i:
                weight[start:i] = opened[start:i].sum()
                far[start:i] = distances[start:i].min()
            start = i + 1
    return weight, far


def _near_mean(values: Floats, reach: int) -> Floats:
    """Means over the words up to ``reach`` to either side."""
    places = np.arange(len(values))
    low, high = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray((sums[high] - sums[low]) / (high - low))
