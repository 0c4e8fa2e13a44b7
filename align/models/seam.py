"""Whether words are missing between two stretches of English, by the words beside the seam alone.

A small network that has seen English text with and without words taken out; learned by
``python -m eval.train_seam``. Running it needs NumPy alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.models.checkpoints import checkpoint, read_arrays, reading

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

#: Words looked at on each side of a seam.
REACH = 4
#: Number of what stands beyond the beginning and the end of a text.
NOTHING = 0
#: Sounds that say nothing.
HESITATIONS = frozenset({"ehm", "uh", "um", "er", "erm", "uhm", "eh"})


@dataclass(frozen=True)
class Seam:
    """The network: a vector for each word, one hidden layer.

    Attributes:
        words: Word 0 is nothing; ``~ed`` stands for unknown words that end in *ed*.
        table: A vector a word, (words, size).
        hidden: Weights of the layer, (2 × REACH × size, units), and its offsets.
        out: Weights of the result, (units,), and its offset.
    """

    words: tuple[str, ...]
    table: Floats
    hidden: tuple[Floats, Floats]
    out: tuple[Floats, float]

    @cached_property
    def ids(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    def number(self, word: str) -> int:
        """The number of a word, or of its ending."""
        return self.ids.get(word, self.ids.get(ending(word), NOTHING))

    def odds(self, seams: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Floats:
        """The logit that words are missing between each pair of stretches, (seams,)."""
        if not seams:
            return np.zeros(0, np.float32)
        rows = np.array([self._row(*seam) for seam in seams])
        value = self.table[rows].reshape(len(rows), -1) @ self.hidden[0] + self.hidden[1]
        return np.asarray(np.maximum(value, 0) @ self.out[0] + self.out[1], np.float32)

    def _row(self, before: Sequence[str], after: Sequence[str]) -> list[int]:
        left = [self.number(word) for word in before if word not in HESITATIONS][-REACH:]
        right = [self.number(word) for word in after if word not in HESITATIONS][:REACH]
        pad = [NOTHING] * REACH
        return [*pad[len(left) :], *left, *right, *pad[len(right) :]]


def ending(word: str) -> str:
    """What stands for a word that is not known.

    >>> ending("unlinked"), ending("1984")
    ('~ed', '~0')
    """
    return "~0" if word[0].isdigit() else f"~{word[-2:]}"


def load_seam(folder: Traversable | None = None) -> Seam:
    """The network in ``folder``; by default the one that comes with the package.

    Raises:
        ModelError: The folder holds none, or a broken one.
    """
    folder = folder or checkpoint("gaps")
    with reading("model of seams", folder):
        return unpack(read_arrays(folder / "seam.npz"))


def pack(seam: Seam) -> dict[str, NDArray[Any]]:
    """The arrays of the file; the vectors of words in a byte a number."""
    scale = np.abs(seam.table).max(0) / 127 + 1e-9
    return {
        "words": np.frombuffer("\n".join(seam.words).encode(), np.uint8),
        "table": np.round(seam.table / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "hidden": seam.hidden[0].astype(np.float16),
        "hidden_offset": seam.hidden[1].astype(np.float32),
        "out": seam.out[0].astype(np.float32),
        "out_offset": np.array(seam.out[1], np.float32),
    }


def unpack(arrays: dict[str, NDArray[Any]]) -> Seam:
    """The reverse of ``pack``."""
    table = arrays["table"].astype(np.float32) * arrays["scale"]
    return Seam(
        tuple(arrays["words"].tobytes().decode().split("\n")),
        np.asarray(table, np.float32),
        (arrays["hidden"].astype(np.float32), arrays["hidden_offset"].astype(np.float32)),
        (arrays["out"].astype(np.float32), float(arrays["out_offset"])),
    )
