"""Text into the pieces a translation model reads, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from align.errors import MissingExtraError, ModelError
from align.models.checkpoints import BROKEN

#: ISO 639-1 → 639-3, of which translation models make their language tokens.
ISO_639_3 = {
    "ar": "arb", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "it": "ita", "ja": "jpn",
    "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "uk": "ukr", "zh": "zho",
}  # fmt: skip
EOS = "</s>"


class Pieces(Protocol):
    """How a model cuts text, and how it is told what to write."""

    def cut(self, text: str, out_of: str, into: str) -> list[str]:
        """The pieces of a text, with what the model wants before and after them."""
        ...

    def start(self, into: str) -> list[str]:
        """What the rendering must begin with; often nothing."""
        ...

    def join(self, pieces: Sequence[str]) -> str:
        """The text that the model's pieces make."""
        ...


class MarianPieces:
    """The SentencePiece vocabularies of a Marian folder; the language token stands in the text.

    Raises:
        ModelError: One of them is missing or broken.
    """

    def __init__(self, folder: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        try:
            self._source, self._target = (
                SentencePieceProcessor(model_file=str(folder / f"{side}.spm"))
                for side in ("source", "target")
            )
            ids = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(
                "{folder}: its vocabulary cannot be read ({cause})", folder=folder, cause=error
            ) from error
        self._languages = frozenset(piece for piece in ids if piece.startswith(">>"))
        self._folder = folder

    def cut(self, text: str, out_of: str, into: str) -> list[str]:
        """As ``Pieces`` says."""
        del out_of
        return [*self._language(into), *self._source.encode(text, out_type=str), EOS]

    def start(self, into: str) -> list[str]:
        """Nothing: the language token stands in the text."""
        del into
        return []

    def join(self, pieces: Sequence[str]) -> str:
        """As ``Pieces`` says."""
        words = [piece for piece in pieces if piece not in self._languages and piece != EOS]
        return str(self._target.decode(words))

    def _language(self, into: str) -> list[str]:
        """The token of a language; none where the model knows one direction only."""
        if not self._languages:
            return []
        named = (f">>{ISO_639_3.get(into, into)}<<", f">>{into}<<")
        return [_first(named, self._languages.__contains__, self._folder, into)]


class HubPieces:
    """The tokeniser of any other model (NLLB, M2M100), by ``transformers``.

    Raises:
        MissingExtraError: ``transformers`` is not installed.
        ModelError: The folder holds no tokeniser, or a broken one.
    """

    def __init__(self, folder: Path) -> None:
        try:
            from transformers import AutoTokenizer
        except ModuleNotFoundError as error:
            raise MissingExtraError(error.name or "transformers", "encoders") from error
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(str(folder))
        except BROKEN as error:
            raise ModelError(
                "{folder}: its vocabulary cannot be read ({cause})",
                folder=folder,
                cause=str(error).partition("\n")[0],
            ) from error
        self._known = self._tokenizer.get_vocab()
        self._folder = folder

    def cut(self, text: str, out_of: str, into: str) -> list[str]:
        """As ``Pieces`` says."""
        del into
        self._tokenizer.src_lang = self._language(out_of).strip("_")
        return list(self._tokenizer.convert_ids_to_tokens(self._tokenizer(text)["input_ids"]))

    def start(self, into: str) -> list[str]:
        """The language token, which decoding begins with."""
        return [self._language(into)]

    def join(self, pieces: Sequence[str]) -> str:
        """As ``Pieces`` says."""
        ids = self._tokenizer.convert_tokens_to_ids(list(pieces))
        return str(self._tokenizer.decode(ids, skip_special_tokens=True)).strip()

    def _language(self, code: str) -> str:
        scripts = (f"{ISO_639_3.get(code, code)}_{script}" for script in ("Latn", "Cyrl", "Arab"))
        named = (*scripts, f"__{code}__")
        return _first(named, self._known.__contains__, self._folder, code)


def _first(names: Iterable[str], is_known: Callable[[str], bool], folder: Path, code: str) -> str:
    found = next((name for name in names if is_known(name)), None)
    if found is None:
        raise ModelError(
            "{folder}: this translator does not know the language {code!r}",
            folder=folder,
            code=code,
        )
    return found
