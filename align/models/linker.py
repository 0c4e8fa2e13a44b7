"""What linking has learned: the weights of the evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from align.models.checkpoints import checkpoint, reading


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence counts; learned by ``python -m eval.train_link``.

    Attributes:
        match: One weight per ``evidence.FEATURES``.
        alone: One weight per ``evidence.NULL_FEATURES``, for a segment without counterpart in
            each mode: left out or added singly, or part of a foreign stretch.
        open: Potential of starting a run in each mode.
        price: What a matched link must earn; higher makes fewer, safer links.
        null_price: What a segment without counterpart must earn.
        calibration: Slope and bend by which the log odds of a probability become those of a score.
    """

    match: tuple[float, ...]
    alone: tuple[tuple[float, ...], tuple[float, ...]]
    open: tuple[float, float]
    price: float
    null_price: float
    calibration: tuple[float, float] = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Linker:
    """A trained linker.

    Attributes:
        name: What a signature calls it.
        encoder: Name of the encoder whose vectors it was trained on.
    """

    name: str
    encoder: str
    weights: Weights


def load_linker(folder: Traversable | None = None) -> Linker:
    """The linker in ``folder``; by default the one that comes with the package.

    Raises:
        ModelError: The folder holds no linker, or a broken one.
    """
    folder = folder or checkpoint("linker")
    with reading("linker", folder):
        about = json.loads((folder / "linker.json").read_text(encoding="utf-8"))
        curve = about["calibration"]
        weights = Weights(
            match=tuple(about["match"].values()),
            alone=(tuple(about["single"].values()), tuple(about["stretch"].values())),
            open=(about["open single"], about["open stretch"]),
            price=about["price"],
            null_price=about["null_price"],
            calibration=(curve["slope"], curve["bend"]),
        )
        return Linker(about["name"], about["encoder"], weights)
