"""The built-in judge of gaps: which words of the original a gap hid, and whether it hid any.

Weights are learned by ``python -m eval.train_gaps``; running it needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from align.models.checkpoints import checkpoint, read_arrays, reading
from align.models.layers import Layers, unpack_layers
from align.models.lexicon import Lexicon, load_lexicon
from align.models.seam import Seam, load_seam

Floats = NDArray[np.float64]

#: How often a word that is not known stands for nothing.
UNKNOWN = 0.3


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
        vocabulary = self.lexicon.side(language)
        ids = vocabulary.numbers(forms)
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
    folder = folder or checkpoint("gaps")
    with reading("judge of gaps", folder):
        arrays = read_arrays(folder / "verdict.npz")
        words, verdict = (unpack_layers(arrays, part) for part in ("words_", "verdict_"))
    return GapJudge(load_lexicon(), load_seam(folder), words, verdict)
