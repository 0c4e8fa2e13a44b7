"""Sentences that look for their translation among distractors: P@1 and xSIM."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.models.protocols import Encoder, Vectors
from eval.distractors import encode_kept, read_french
from eval.gold import DataMissingError, data_folder

#: Neighbours in the margin (Artetxe & Schwenk 2019).
NEAREST = 4
ROWS_AT_ONCE = 16_384


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was reached on one set.

    Attributes:
        first: Share whose nearest sentence by cosine is right (P@1).
        error: Share whose best sentence by the ratio margin is wrong (xSIM).
    """

    name: str
    pairs: int
    distractors: int
    first: float
    error: float


def read_sets(folder: Path | None = None) -> dict[str, list[tuple[str, str]]]:
    """English and French sentences of PUD, Tatoeba and newstest2013."""
    folder = folder or data_folder()
    files = {
        "PUD": (folder / "sentences/pud/pud.en-fr.tsv",),
        "Tatoeba": tuple(folder / f"sentences/tatoeba/tatoeba.fra-eng.{s}" for s in ("eng", "fra")),
        "newstest2013": tuple(folder / f"translation/newstest2013.{s}" for s in ("en", "fr")),
    }
    return {name: list(_pairs(paths)) for name, paths in files.items()}


def _pairs(paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    try:
        sides = [path.read_text(encoding="utf-8").rstrip("\n").split("\n") for path in paths]
    except FileNotFoundError as error:
        raise DataMissingError(f"{error.filename}: no such file.") from error
    if len(sides) == 2:
        return zip(*sides, strict=True)
    return ((row[-2], row[-1]) for row in (line.split("\t") for line in sides[0]))


def retrieve(
    name: str, pairs: Sequence[tuple[str, str]], encoder: Encoder, count: int, folder: Path | None
) -> Retrieved:
    """P@1 and xSIM of one set among ``count`` distractors; the same French counts as right."""
    english = encoder.encode([left for left, _ in pairs])
    french = [right for _, right in pairs]
    strangers = read_french(count) if count else []
    vectors = encoder.encode(french)
    far = encode_kept(strangers, encoder, folder) if count else vectors[:0]
    texts = [*french, *strangers]
    order, cosines = _nearest(english, [vectors, far])
    best = [texts[at] == right for at, right in zip(order[:, 0], french, strict=True)]
    chosen = order[np.arange(len(pairs)), _margins(english, order, cosines, vectors, far).argmax(1)]
    right = [texts[at] == own for at, own in zip(chosen, french, strict=True)]
    return Retrieved(name, len(pairs), count, float(np.mean(best)), 1 - float(np.mean(right)))


def _nearest(asked: Vectors, parts: Sequence[Vectors]) -> tuple[NDArray[np.int64], Vectors]:
    """Places and cosines of the ``NEAREST`` rows of all parts, nearest first; compared exactly."""
    places = np.zeros((len(asked), 0), np.int64)
    cosines = np.zeros((len(asked), 0), np.float32)
    start = 0
    for part in parts:
        for low in range(0, len(part), ROWS_AT_ONCE):
            rows = part[low : low + ROWS_AT_ONCE].astype(np.float32)
            found = asked @ rows.T
            top = np.argpartition(-found, min(NEAREST, len(rows)) - 1, axis=1)[:, :NEAREST]
            places = np.hstack([places, top + start + low])
            cosines = np.hstack([cosines, np.take_along_axis(found, top, 1)])
            kept = np.argsort(-cosines, axis=1, kind="stable")[:, :NEAREST]
            places = np.take_along_axis(places, kept, 1)
            cosines = np.take_along_axis(cosines, kept, 1)
        start += len(part)
    return places, cosines


def _margins(
    english: Vectors, order: NDArray[np.int64], cosines: Vectors, near: Vectors, far: Vectors
) -> Vectors:
    """The ratio margin of each candidate: its cosine over the mean of both neighbourhoods."""
    distinct, back = np.unique(order, return_inverse=True)
    rows = np.stack(
        [near[at] if at < len(near) else far[at - len(near)] for at in distinct.tolist()]
    ).astype(np.float32)
    _, around = _nearest(rows, [english])
    other = around.mean(axis=1)[back].reshape(order.shape)
    return np.asarray(cosines / (0.5 * (cosines.mean(axis=1, keepdims=True) + other)))
