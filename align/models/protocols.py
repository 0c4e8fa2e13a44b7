"""What a model must be able to do. Nothing inherits from these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


#: Is told how many of how many texts are done; may raise, to give up.
OnDone = Callable[[int, int], None]


class Encoder(Protocol):
    """Turns texts into unit-length vectors, one row per text; an empty text has a zero row."""

    @property
    def name(self) -> str:
        """What a signature calls this encoder."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (texts, dimensions)."""
        ...


@runtime_checkable
class RunEncoder(Protocol):
    """An encoder that knows a cheaper way to the vectors of runs of consecutive texts."""

    def encode_runs(self, texts: Sequence[str], longest: int) -> Vectors:
        """Vectors of shape (longest, texts, dimensions).

        Row ``[k - 1, j]`` is the vector of the ``k`` texts that end with text ``j``, joined by
        spaces; zero where there are no ``k`` such texts.
        """
        ...


class Translator(Protocol):
    """Translates sentences in plain signs, as ``translation_text.to_model`` writes them."""

    @property
    def name(self) -> str:
        """What a signature calls this translator."""
        ...

    def translate(
        self, texts: Sequence[str], *, out_of: str, into: str, choices: int, on_done: OnDone
    ) -> list[tuple[str, ...]]:
        """Up to ``choices`` renderings of each text, best first; languages as ISO 639-1 codes."""
        ...


class WordPair(NamedTuple):
    """Word ``source`` of one text goes with word ``target`` of the other; ``score`` is in 0 … 1."""

    source: int
    target: int
    score: float


class WordAligner(Protocol):
    """Finds which words of two texts, one the translation of the other, belong together."""

    @property
    def name(self) -> str:
        """What a signature calls this aligner."""
        ...

    @property
    def languages(self) -> tuple[str, str]:
        """The language of the first text of a pair and of the second (ISO 639-1)."""
        ...

    def align(
        self, pairs: Sequence[tuple[Sequence[str], Sequence[str]]]
    ) -> Sequence[Sequence[WordPair]]:
        """The linked words of each pair, in order of the first text; many pairs at once are quick.

        Words are forms as ``align.tokens`` makes them.
        """
        ...
