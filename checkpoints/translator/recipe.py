"""How a translator is made: every number of a training run, under one name."""

from __future__ import annotations

from dataclasses import asdict, dataclass

PAD, EOS, UNKNOWN, GAP = "<pad>", "</s>", "<unk>", "<gap>"
TO_FRENCH, TO_ENGLISH = ">>fra<<", ">>eng<<"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Shape, text and schedule of one model.

    Attributes:
        width: Of the vectors between layers.
        inner: Of the feed-forward layers.
        vocabulary: Pieces of the joint vocabulary, special ones included.
        to_english: Share of the pairs that are learned from French to English.
        candidates: Pieces drawn beside those of the batch for the loss (Jean et al. 2015);
            0 computes the whole softmax.
        longest: In pieces; longer pairs are left out.
        batch: Pieces of one step on either side, padding included.
        peak: Highest learning rate, reached after ``warmup`` steps; inverse square root after it,
            linearly to nothing over the last ``cooldown`` share of the run.
        guidance: Weight of the guided alignment loss (Chen et al. 2016) on head 0 of the last
            decoder layer.
    """

    encoder_layers: int
    decoder_layers: int
    width: int
    inner: int
    heads: int
    vocabulary: int
    to_english: float
    candidates: int
    dropout: float
    longest: int
    batch: int
    peak: float
    warmup: int
    cooldown: float
    smoothing: float
    guidance: float

    def __str__(self) -> str:
        return "|".join(f"{name}:{value}" for name, value in asdict(self).items())


RECIPES = {
    # What two processor cores learn in two hours: wide vectors, few layers, cheap softmax.
    "cpu": Recipe(
        encoder_layers=3,
        decoder_layers=1,
        width=256,
        inner=512,
        heads=4,
        vocabulary=8000,
        to_english=0.0,
        candidates=500,
        dropout=0.0,
        longest=64,
        batch=3000,
        peak=1.5e-3,
        warmup=300,
        cooldown=0.3,
        smoothing=0.0,
        guidance=0.3,
    ),
    # What a graphics processor learns in ten minutes.
    "gpu": Recipe(
        encoder_layers=6,
        decoder_layers=2,
        width=512,
        inner=2048,
        heads=8,
        vocabulary=8000,
        to_english=0.25,
        candidates=0,
        dropout=0.0,
        longest=128,
        batch=24_000,
        peak=7e-4,
        warmup=800,
        cooldown=0.5,
        smoothing=0.1,
        guidance=0.1,
    ),
}
