"""The built-in judge of gaps: which words of the original a gap hid, and whether it hid any.

Weights are learned by ``python -m eval.train_gaps``; running it needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from align.errors import ModelError
from align.models.judge import Layers
from align.models.lexicon import Lexicon, load_lexicon
from align.models.seam import Seam, load_seam

Floats = NDArray[np.float64]
Arrays = dict[str, NDArray[np.float32]]

#: How often a word that is not known stands for nothing.
UNKNOWN = 0.3
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class GapJudge:
    """All that verdicts on gaps are made with.

    Attributes:
        words: Which words of the original were lost in a gap.
        verdict: Whether any were.
    """

    lexicon: Lexicon
    seam: Seam
    words: Layers
    verdict: Layers

    def idle(self, forms: Sequence[str], language: str) -> Floats:
        """How often each word of "fr" or "en" stands for nothing, 0 … 1."""
        vocabulary = (self.lexicon.french, self.lexicon.english)[LANGUAGES.index(language)]
        ids = np.array([vocabulary.ids.get(form, 0) for form in forms], np.int64)
        share = vocabulary.nulls[ids] / np.maximum(vocabulary.totals[ids], 1)
        return np.where(ids > 0, np.clip(share, 0, 1), UNKNOWN).astype(np.float64)

    def seams(
        self, contexts: Sequence[tuple[Sequence[str], Sequence[str]]], language: str
    ) -> list[float | None]:
        """The logit that words are missing at each seam; None where the language is not known."""
        if language != "en":
            return [None] * len(contexts)
        return [float(odds) for odds in self.seam.odds(contexts)]


@cache
def built_in_gap_judge() -> GapJudge:
    """The judge that comes with the package, loaded once."""
    return load_gap_judge()


def load_gap_judge(folder: Traversable | None = None) -> GapJudge:
    """The judge in ``folder``; by default the one that comes with the package.

    Raises:
        ModelError: The folder holds none, or a broken one.
    """
    folder = folder or files("align.checkpoints") / "gaps"
    try:
        with (folder / "verdict.npz").open("rb") as file, np.load(file) as arrays:
            words, verdict = (unpack_layers(dict(arrays), part) for part in ("words", "verdict"))
    except FileNotFoundError as error:
        raise ModelError(
            "{place}: no judge of gaps here; restore the checkpoints folder", place=error.filename
        ) from error
    except (ValueError, KeyError, OSError) as error:
        raise ModelError(
            "{folder}: this judge of gaps cannot be read ({cause}); restore the checkpoints folder",
            folder=folder,
            cause=error,
        ) from error
    return GapJudge(load_lexicon(), load_seam(folder), words, verdict)


def pack_layers(layers: Layers, name: str) -> Arrays:
    """The arrays of a network, in a file that holds several."""
    arrays = {f"{name}_mean": layers.mean, f"{name}_scale": layers.scale}
    for number, (weight, offset) in enumerate(zip(layers.weights, layers.offsets, strict=True)):
        arrays[f"{name}_weights{number}"] = weight
        arrays[f"{name}_offsets{number}"] = offset
    return {key: value.astype(np.float32) for key, value in arrays.items()}


def unpack_layers(arrays: Arrays, name: str) -> Layers:
    """The reverse of ``pack_layers``."""
    held = {key: np.asarray(value, np.float64) for key, value in arrays.items()}
    depth = sum(key.startswith(f"{name}_weights") for key in held)
    if not depth:
        raise KeyError(name)
    return Layers(
        held[f"{name}_mean"],
        held[f"{name}_scale"],
        tuple(held[f"{name}_weights{n}"] for n in range(depth)),
        tuple(held[f"{name}_offsets{n}"] for n in range(depth)),
    )
