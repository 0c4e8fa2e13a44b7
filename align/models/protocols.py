"""What a model must be able to do. Nothing inherits from these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

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
        self, texts: Sequence[str], *, into: str, choices: int, on_done: OnDone
    ) -> list[tuple[str, ...]]:
        """Up to ``choices`` renderings of each text in the language ``into``, best first."""
        ...
