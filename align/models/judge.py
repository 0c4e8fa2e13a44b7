"""The built-in judge of fidelity: which words of a link the other side does not say.

Weights are learned by ``python -m eval.train_fidelity``; running it needs NumPy alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from align.models.checkpoints import checkpoint, read_arrays, reading
from align.models.layers import Layers, unpack_layers
from align.models.lexicon import Lexicon, load_lexicon, numbers
from align.models.protocols import Encoder, Vectors
from align.models.use_m3 import UseM3

Floats = NDArray[np.float64]

#: How many words of a language count as common.
COMMON = 300
#: So many counts of a stem are worth as much as those of the words themselves.
STEM_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """All that was learned.

    Attributes:
        words: Which words the other side does not say.
        link: What each feature of ``align.meaning.LINK_FEATURES`` speaks for the two sides of a
            link meaning the same; the last is the offset.
        findings: What a finding of each check takes away.
    """

    name: str
    words: Layers
    link: Floats
    findings: Mapping[str, float]


class Judge:
    """Loads lexicon and weights on first use; ``encoder`` makes the vectors of words and sides."""

    def __init__(self, encoder: Encoder | None = None, folder: Traversable | None = None) -> None:
        self.encoder = encoder or UseM3()
        self._folder = folder

    @property
    def name(self) -> str:
        """What a signature calls this judge."""
        return self.weights.name

    @cached_property
    def weights(self) -> Weights:
        """What was learned."""
        return load_weights(self._folder)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return load_lexicon()

    @cached_property
    def _ranks(self) -> Mapping[str, Floats]:
        """The rank of each word of the lexicon, 0 … 1, by language."""
        return {language: _ranked(self._lexicon.side(language).totals) for language in ("fr", "en")}

    def ranks(self, forms: Sequence[str], language: str) -> Floats:
        """0 for the commonest word of "fr" or "en", 1 for one that is not common or not known."""
        ids = self._lexicon.side(language).numbers(forms)
        return np.asarray(np.where(ids > 0, self._ranks[language][ids], 1.0))

    def translations(self, french: Sequence[str], english: Sequence[str]) -> tuple[Floats, Floats]:
        """Probability of each English word given each French word, and the other way round."""
        lexicon = self._lexicon
        ids, stems = numbers(french, lexicon.french)
        ids_there, stems_there = numbers(english, lexicon.english)
        one, other = ids[:, None], ids_there[None]
        joint = np.where((one > 0) & (other > 0), lexicon.joint(one, other), 0)
        one_stem, other_stem = stems[:, None], stems_there[None]
        known = (one_stem > 0) & (other_stem > 0)
        joint_stem = np.where(known, lexicon.stem_joint(one_stem, other_stem), 0)
        totals, totals_there = lexicon.french.totals[one], lexicon.english.totals[other]
        stem_totals = lexicon.stem_totals[0][one_stem], lexicon.stem_totals[1][other_stem]
        return (
            np.maximum(joint / (totals + 1), STEM_SHARE * joint_stem / (stem_totals[0] + 1)),
            np.maximum(joint / (totals_there + 1), STEM_SHARE * joint_stem / (stem_totals[1] + 1)),
        )

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of words or of whole texts, one row each."""
        return self.encoder.encode(texts)


def _ranked(totals: NDArray[np.float32]) -> Floats:
    order = np.empty(len(totals))
    order[np.argsort(-totals, kind="stable")] = np.arange(len(totals))
    return np.asarray(np.log1p(np.minimum(order, COMMON)) / np.log1p(COMMON))


def load_weights(folder: Traversable | None = None) -> Weights:
    """The weights in ``folder``; by default those that come with the package.

    Raises:
        ModelError: The folder holds no judge, or a broken one.
    """
    folder = folder or checkpoint("fidelity")
    with reading("judge of fidelity", folder):
        about = json.loads((folder / "judge.json").read_text(encoding="utf-8"))
        arrays = read_arrays(folder / "judge.npz")
        link = np.asarray(arrays["link"], np.float64)
        return Weights(about["name"], unpack_layers(arrays), link, about["findings"])
