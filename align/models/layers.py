"""A small network of a few layers, and the arrays it is kept as; running it needs NumPy alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layers:
    """A small network: each layer's weights and offsets, with ``tanh`` between them.

    Attributes:
        mean: What is taken from each feature first.
        scale: What it is then divided by.
    """

    mean: Floats
    scale: Floats
    weights: tuple[Floats, ...]
    offsets: tuple[Floats, ...]

    def probability(self, features: Floats) -> Floats:
        """One probability a row."""
        value = (features - self.mean) / self.scale
        for weight, offset in zip(self.weights[:-1], self.offsets[:-1], strict=True):
            value = np.tanh(value @ weight + offset)
        logit = (value @ self.weights[-1] + self.offsets[-1])[:, 0]
        return np.asarray(1 / (1 + np.exp(-logit)))


def pack_layers(layers: Layers, prefix: str = "") -> dict[str, NDArray[np.float32]]:
    """The arrays of a network; ``prefix`` keeps it apart in a file that holds several."""
    arrays = {f"{prefix}mean": layers.mean, f"{prefix}scale": layers.scale}
    for number, (weight, offset) in enumerate(zip(layers.weights, layers.offsets, strict=True)):
        arrays[f"{prefix}weights{number}"] = weight
        arrays[f"{prefix}offsets{number}"] = offset
    return {key: value.astype(np.float32) for key, value in arrays.items()}


def unpack_layers(arrays: Mapping[str, NDArray[Any]], prefix: str = "") -> Layers:
    """The reverse of ``pack_layers``. Raises ``KeyError`` where an array is missing."""

    def held(name: str) -> Floats:
        return np.asarray(arrays[f"{prefix}{name}"], np.float64)

    depth = max(1, sum(key.startswith(f"{prefix}weights") for key in arrays))
    return Layers(
        held("mean"),
        held("scale"),
        tuple(held(f"weights{n}") for n in range(depth)),
        tuple(held(f"offsets{n}") for n in range(depth)),
    )
