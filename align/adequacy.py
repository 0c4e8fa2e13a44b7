"""How much of an English sentence a French rendering says, by the word lexicon."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from align.models.lexicon import Floats, Ids, load_lexicon
from align.tokens import split_forms

#: Share of what speaks for an English word that it has by itself, whatever the French.
BY_ITSELF = 0.02
#: How often a French word must have been linked for its translations to be believed.
KNOWN = 5


def adequacy(english: str, french: str) -> float:
    """Log probability of the English words, each from the French word that best accounts for it.

    IBM model 1 (Brown et al. 1993) with the best link of each word instead of all: what a rendering
    drops stays unsaid and costs most.

    >>> dropped, whole = "La paix est fragile.", "La paix est fragile et la guerre menace."
    >>> english = "Peace is fragile and war is a threat."
    >>> adequacy(english, whole) > adequacy(english, dropped)
    True
    """
    lexicon = load_lexicon()
    asked, alone = _asked(english)
    said = lexicon.french.numbers(split_forms(french, "fr"))
    best = np.zeros(len(asked))
    if len(said):
        seen = np.maximum(lexicon.french.totals[said], KNOWN)
        best = (lexicon.joint(said[:, None], asked[None]) / seen[:, None]).max(axis=0)
    return float(np.log((1 - BY_ITSELF) * best + BY_ITSELF * alone).sum())


@lru_cache(maxsize=64)
def _asked(english: str) -> tuple[Ids, Floats]:
    """The numbers of the English words and their probabilities, for several renderings."""
    lexicon = load_lexicon()
    asked = lexicon.english.numbers(split_forms(english, "en"))
    return asked, (lexicon.english.totals[asked] + 1) / lexicon.english.totals.sum()
