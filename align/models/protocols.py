"""What a model must be able to do. Nothing inherits from these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


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
