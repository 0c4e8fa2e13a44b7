"""Vectors into links: where to look, what speaks for each candidate, and the most probable path.

The field (``field.py``) gives every candidate link its probability. The links returned are the path
with the highest sum of probabilities less a fixed price a link, which is the expected number of
exactly right links less that of wrong ones. The score of a link is its probability, corrected by
what held-out documents have shown (Platt 1999).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from align.band import find_band
from align.embed import Side
from align.errors import ModelError
from align.evidence import (
    FEATURES,
    NULL_FEATURES,
    Scene,
    make_scene,
    measure,
    null_features,
    possible,
    spread,
)
from align.field import OnRow, Posterior, Potentials, infer, moved, origins
from align.grid import Band, Block, Floats, Tile, shapes, tiles
from align.models.linker import Weights
from align.speakers import differ
from align.types import Link, LinkKind

Doubles = NDArray[np.float64]
NEVER = -1e30
#: How near to 0 and 1 a probability is believed.
TINY = 1e-6
#: Last steps of a path other than a link.
OMITTED, ADDED = -1, -2
#: Log potential of linking what one speaker says to what another one says.
OTHER_SPEAKER = -4.0
#: Most source segments that a target segment without words may stand for, and most target segments
#: that may be alone beside it.
SILENT_NEAR = 3


def link(
    source: Side, target: Side, weights: Weights, *, on_row: OnRow | None = None
) -> tuple[Link, ...]:
    """Links between two sides, in order, every segment in exactly one; the score is a probability.

    Time and memory grow linearly with the number of segments.

    Raises:
        ModelError: The weights are not those of this evidence.
    """
    if not len(source) or not len(target):
        alone = [Link((i,), (), 1.0) for i in range(len(source))]
        return (*alone, *(Link((), (j,), 1.0) for j in range(len(target))))
    if (len(weights.match), len(weights.alone[0])) != (len(FEATURES), len(NULL_FEATURES)):
        raise ModelError(
            "this linker was learned from other evidence than is looked at now; learn it anew: "
            "python -m eval.train_link"
        )
    band = find_band(source, target)
    potentials = weigh(make_scene(source, target, band), band, weights)
    return decode(infer(potentials, on_row), potentials, weights)


def weigh(scene: Scene, band: Band, weights: Weights) -> Potentials:
    """Evidence times weights, for every candidate in the band."""
    blocks = band.blocks()
    match: list[Floats] = [np.empty(0, np.float32)] * len(blocks)
    for tile in tiles(blocks):
        scores = _weigh_tile(scene, tile, np.array(weights.match, np.float32))
        for number, score in zip(tile.numbers, scores, strict=True):
            match[number] = score
    modes = np.array(weights.alone).T
    omitted = (null_features(scene.best_source, scene.source) @ modes).T
    added = (null_features(scene.best_target, scene.target) @ modes).T
    opening = np.array(weights.open)[:, None]
    prices = _open_omitted(opening, scene.target), _open_added(opening, scene.target)
    return Potentials(blocks, scene.longest, tuple(match), omitted, added, *prices)


def _weigh_tile(scene: Scene, tile: Tile, weights: Floats) -> Floats:
    """Scores of the candidates of a tile, (blocks, rows, shapes, columns)."""
    steps, allowed = shapes(scene.longest), possible(scene, tile)
    scores = np.empty((len(tile.first), tile.rows, len(steps), tile.columns), np.float32)
    others = _other_speakers(scene, tile)
    for k, (shape, evidence) in enumerate(zip(steps, measure(scene, tile), strict=True)):
        counts = weights @ spread(*shape)
        total = np.tensordot(counts[:-1], evidence, 1) + (others + counts[-1])
        scores[:, :, k] = np.where(allowed[k], total, -np.inf)
    return scores


def _other_speakers(scene: Scene, tile: Tile) -> Floats:
    """The price of two speakers in one link, (blocks, rows, columns)."""
    said, heard = scene.source.speakers, scene.target.speakers
    if said is None or heard is None:
        return np.zeros((len(tile.first), tile.rows, tile.columns), np.float32)
    i, j = (np.maximum(ends - 1, 0) for ends in tile.ends)
    return np.float32(OTHER_SPEAKER) * differ(said[i], heard[j])


def _open_omitted(opening: Doubles, target: Side) -> Doubles:
    """The price of a run left out before each target segment; lower where speech is known lost.

    It is free there in the mode for single segments. A path leaves out before it adds, so the same
    holds before segments expected alone.
    """
    prices = np.repeat(opening, len(target) + 1, axis=1)
    if target.late is not None:
        is_lost = np.append(target.late, False)
        for j in reversed(np.flatnonzero(target.alone)):
            is_lost[j] |= is_lost[j + 1]
        prices[0, is_lost] = 0.0
    return prices


def _open_added(opening: Doubles, target: Side) -> Doubles:
    """The price of starting a run at each segment; free where one is expected to begin."""
    expected = np.pad(target.alone, 1)
    begins = expected[1:] & ~expected[:-1]
    return np.where(begins, 0.0, opening)


def decode(posterior: Posterior, potentials: Potentials, weights: Weights) -> tuple[Link, ...]:
    """The path whose links earn most: their probabilities, less a price for each."""
    omitted, added = (
        values.sum(axis=0) - weights.null_price for values in (posterior.omitted, posterior.added)
    )
    before = np.concatenate([[0.0], np.cumsum(added)])
    choices: list[NDArray[np.int8]] = []
    frame, left = np.full((potentials.longest, 1), NEVER), 0
    for number, block in enumerate(potentials.blocks):
        margin = block.low - potentials.longest
        width = potentials.longest + block.columns
        above = moved(frame[-potentials.longest :], left, margin, width, NEVER)
        frame, left = np.concatenate([above, np.full((block.rows, width), NEVER)]), margin
        gains = _gains(posterior, potentials, number, weights.price)
        choices.append(_fill(frame, gains, block, omitted, before[block.low : block.high]))
    return _trace(posterior, potentials, choices, weights)


def _gains(posterior: Posterior, potentials: Potentials, number: int, price: float) -> Floats:
    can_be = potentials.match[number] > -np.inf
    return np.where(can_be, posterior.match[number] - np.float32(price), np.float32(NEVER))


def _fill(
    frame: Doubles, gains: Floats, block: Block, omitted: Doubles, before: Doubles
) -> NDArray[np.int8]:
    """The last step of the best path to each place of a block: a shape, OMITTED or ADDED.

    Writes what the paths are worth into the frame, which has what lies above and to the left.
    """
    longest, width = frame.shape[0] - block.rows, frame.shape[1]
    origin, columns = origins(longest, block.columns), np.arange(block.columns)
    places = frame.reshape(-1)
    choices = np.empty((block.rows, block.columns), np.int8)
    for r in range(block.rows):
        arrive = places[r * width :].take(origin)
        arrive += gains[r]
        choice = choices[r] = arrive.argmax(axis=0)
        best, i = arrive[choice, columns], block.first + r
        if i:
            dropped = frame[longest + r - 1, longest:] + omitted[i - 1]
            choices[r, dropped > best] = OMITTED
            np.maximum(best, dropped, out=best)
        else:
            best[0] = 0.0
        best -= before
        reached = np.maximum.accumulate(best)
        choices[r, reached > best] = ADDED
        frame[longest + r, longest:] = reached + before
    return choices


def _trace(
    posterior: Posterior,
    potentials: Potentials,
    choices: Sequence[NDArray[np.int8]],
    weights: Weights,
) -> tuple[Link, ...]:
    """The links of the best path, in order, each with its corrected probability."""
    omitted, added = (
        calibrated(values.sum(axis=0), weights.calibration)
        for values in (posterior.omitted, posterior.added)
    )
    steps = shapes(potentials.longest)
    links: list[Link] = []
    number = len(choices) - 1
    i, j = posterior.omitted.shape[1], posterior.added.shape[1]
    while i or j:
        while potentials.blocks[number].first > i:
            number -= 1
        block = potentials.blocks[number]
        place = i - block.first, j - block.low
        choice = int(choices[number][place])
        if choice == OMITTED:
            i -= 1
            links.append(Link((i,), (), float(omitted[i])))
        elif choice == ADDED:
            j -= 1
            links.append(Link((), (j,), float(added[j])))
        else:
            m, n = steps[choice]
            probability = np.array(posterior.match[number][place[0], choice, place[1]], np.float64)
            score = float(calibrated(probability, weights.calibration))
            links.append(Link(tuple(range(i - m, i)), tuple(range(j - n, j)), score))
            i, j = i - m, j - n
    return tuple(reversed(links))


def join_silent(links: Sequence[Link], silent: Collection[int]) -> tuple[Link, ...]:
    """Links in which a target segment without words gets the source segments left out there.

    Nothing of a segment such as ``(Inaudible.)`` can be compared. Where it is the only one of its
    kind between two matched links, and of the segments that can be compared up to ``SILENT_NEAR``
    are alone there on either side, those of the source are its best reading; the score of such a
    link is 0, since no word speaks for it.

    >>> join_silent([Link((0,), ()), Link((), (0,))], {0})
    (Link(source=(0,), target=(0,), score=0.0),)
    """
    joined: list[Link] = []
    for is_matched, run in groupby(links, key=lambda each: each.kind is LinkKind.MATCHED):
        group = list(run)
        left_out = tuple(i for each in group for i in each.source)
        added = [each for each in group if each.target]
        wordless = [k for k, each in enumerate(added) if each.target[0] in silent]
        is_near = len(added) - 1 <= SILENT_NEAR and 0 < len(left_out) <= SILENT_NEAR
        if not is_matched and len(wordless) == 1 and is_near:
            added[wordless[0]] = Link(left_out, added[wordless[0]].target, 0.0)
            group = added
        joined += group
    return tuple(joined)


def log_odds(probability: Doubles) -> Doubles:
    """Of probabilities that are not believed to be quite 0 or 1."""
    believed = probability.clip(TINY, 1 - TINY)
    return np.asarray(np.log(believed / (1 - believed)))


def calibrated(probability: Doubles, curve: Sequence[float]) -> Doubles:
    """The share of links of this probability that held-out documents have shown to be right.

    The log odds of a probability, x, become slope * x + bend * x * x, and stay what they are beyond
    the top of that curve.

    >>> calibrated(np.array([0.2, 0.5]), (1.0, 0.0)).round(3).tolist()
    [0.2, 0.5]
    """
    slope, bend = curve
    odds = log_odds(probability)
    if bend:
        top = -slope / (2 * bend)
        odds = np.minimum(odds, top) if bend < 0 else np.maximum(odds, top)
    return np.asarray(1 / (1 + np.exp(-(slope * odds + bend * odds**2))))
