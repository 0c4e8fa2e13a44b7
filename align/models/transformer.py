"""Any sentence encoder the user names: a local folder or a name on the hub."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from align.errors import MissingExtraError, ModelError
from align.models.protocols import Vectors

TEXTS_AT_ONCE = 32


class TransformerEncoder:
    """An encoder in the format of sentence-transformers (LaBSE, multilingual E5, …)."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _model(self) -> Any:
        try:
            from sentence_transformers import SentenceTransformer
        except ModuleNotFoundError as error:
            raise MissingExtraError(error.name or "sentence-transformers", "encoders") from error
        try:
            return SentenceTransformer(self.name)
        except (OSError, ValueError) as error:
            raise ModelError(
                "The encoder {name!r} cannot be loaded: {cause} Give the path of a folder that "
                "holds one, or the name of one on the hub.",
                name=self.name,
                cause=str(error).splitlines()[0],
            ) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape (texts, dimensions); an empty text has a zero row."""
        vectors = np.asarray(
            self._model.encode(
                list(texts),
                batch_size=TEXTS_AT_ONCE,
                normalize_embeddings=True,
                show_progress_bar=False,
            ),
            dtype=np.float32,
        )
        vectors[[not text.strip() for text in texts]] = 0
        return vectors
