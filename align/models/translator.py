"""Translation by CTranslate2: 8-bit on a processor, half precision on a graphics card.

A model is converted once and kept, by its content, in the user's cache folder.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from align.errors import MissingExtraError, ModelError
from align.models.files import content_key, made_once, wrong_files
from align.models.marian import convert_marian, is_convertible, read_config
from align.models.pieces import HubPieces, MarianPieces, Pieces
from align.models.protocols import OnDone
from align.models.translation_text import cut_long

OWN = "en-fr"
#: As wide as many renderings as are asked for, and so wide at least.
BEAM = 4
#: Pieces in one batch, padding included: enough for a core, few enough to tell of progress.
BATCH = 1536
#: Longer sentences, in pieces, are translated in parts; models have seen few of them. A model may
#: ask for less by the ``model_max_length`` of its ``tokenizer_config.json``.
LONGEST = 120
#: Options of decoding that a model may set; CTranslate2 and transformers call them alike.
MANNER = ("repetition_penalty", "no_repeat_ngram_size", "length_penalty")
#: Changes when a conversion would come out differently.
CONVERSION = "1"


class CTranslator:
    """A translation model; converted and loaded on first use.

    Attributes:
        name: What a signature calls it.
    """

    def __init__(self, name: str, cache: Path, *, device: str = "auto") -> None:
        self._asked, self._cache, self._device = name, cache, device
        self.name = Path(name).name if Path(name).is_dir() else name

    @cached_property
    def folder(self) -> Path:
        """Where the model lies.

        Raises:
            ModelError: There is none, or its files are not what they should be.
        """
        if self._asked == OWN:
            return own_checkpoint()
        return Path(self._asked) if Path(self._asked).is_dir() else _from_hub(self._asked)

    @cached_property
    def pieces(self) -> Pieces:
        """How the model cuts text."""
        is_marian = read_config(self.folder).get("model_type") == "marian"
        return MarianPieces(self.folder) if is_marian else HubPieces(self.folder)

    @cached_property
    def _model(self) -> Any:
        try:
            import ctranslate2
            import safetensors  # noqa: F401 - told now, not in the middle of a conversion
        except ModuleNotFoundError as error:
            raise MissingExtraError(error.name or "ctranslate2", "translate") from error
        device = self._device
        if device == "auto":
            device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
        kind = "float16" if device == "cuda" else "int8"
        key = content_key(self.folder, f"{CONVERSION} {kind} {ctranslate2.__version__}")
        home = made_once(self._cache / key, lambda into: _convert(self.folder, into, kind))
        threads = {} if device == "cuda" else {"inter_threads": cores(), "intra_threads": 1}
        try:
            return ctranslate2.Translator(str(home), device=device, compute_type=kind, **threads)
        except (RuntimeError, ValueError) as error:
            raise ModelError(
                "The translator {name!r} cannot be loaded: {cause}", name=self._asked, cause=error
            ) from error

    def translate(
        self, texts: Sequence[str], *, out_of: str, into: str, choices: int, on_done: OnDone
    ) -> list[tuple[str, ...]]:
        """Up to ``choices`` renderings of each text, best first; see ``protocols``."""
        if not texts:
            return []
        parts = [cut_long(text, lambda part: self._fits(part, out_of, into)) for text in texts]
        cut = [self.pieces.cut(part, out_of, into) for of_text in parts for part in of_text]
        owners = [number for number, of_text in enumerate(parts) for _ in of_text]
        left = [len(of_text) for of_text in parts]
        found: list[tuple[str, ...]] = [()] * len(cut)
        for batch, results in self._batches(cut, into, choices):
            for index, result in zip(batch, results, strict=True):
                found[index] = tuple(self.pieces.join(each) for each in result.hypotheses)
                left[owners[index]] -= 1
            on_done(left.count(0), len(texts))
        rest = iter(found)
        return [_joined([next(rest) for _ in of_text]) for of_text in parts]

    def _fits(self, text: str, out_of: str, into: str) -> bool:
        return len(self.pieces.cut(text, out_of, into)) <= min(LONGEST, self._longest)

    @cached_property
    def _longest(self) -> int:
        told = read_config(self.folder, "tokenizer_config.json").get("model_max_length", LONGEST)
        return int(told)

    @cached_property
    def _manner(self) -> dict[str, float]:
        """How the model wants to be decoded, where its ``generation_config.json`` says so."""
        name = "generation_config.json"
        told = read_config(self.folder, name) if (self.folder / name).is_file() else {}
        return {option: told[option] for option in MANNER if told.get(option)}

    def _batches(
        self, cut: Sequence[list[str]], into: str, choices: int
    ) -> Iterator[tuple[list[int], list[Any]]]:
        """Batches as they are ready; no more of them are begun than keep every core busy."""
        running: deque[tuple[list[int], Any]] = deque()
        start = self.pieces.start(into)
        for batch in by_length([len(each) for each in cut], BATCH):
            begun = self._model.translate_batch(
                [cut[index] for index in batch],
                target_prefix=[start] * len(batch) if start else None,
                beam_size=max(BEAM, choices),
                num_hypotheses=choices,
                max_input_length=4 * LONGEST,
                max_decoding_length=2 * len(cut[batch[0]]) + 24,
                disable_unk=True,
                asynchronous=True,
                **self._manner,
            )
            running.append((batch, begun))
            if len(running) > cores():
                yield _ready(*running.popleft())
        while running:
            yield _ready(*running.popleft())


def own_checkpoint() -> Path:
    """The folder of the translator that comes with the package.

    Raises:
        ModelError: It is missing, or one of its files is not the one that was made.
    """
    with as_file(files("align.checkpoints") / OWN) as folder:
        if not (folder / "config.json").is_file():
            raise ModelError(
                "{folder}: no translator here; restore the checkpoints folder, or name another "
                "translator with --translator",
                folder=folder,
            )
        if wrong := wrong_files(folder):
            raise ModelError(
                "{folder}: {files} is not as it was made (its SHA-256 does not fit "
                "SHA256SUMS); restore the checkpoints folder",
                folder=folder,
                files=", ".join(wrong),
            )
        return folder


def by_length(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Indices in batches of like length, longest first; no batch above ``most``, padding included.

    >>> list(by_length([2, 5, 4], 10))
    [[1, 2], [0]]
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: -lengths[index]):
        if batch and lengths[batch[0]] * (len(batch) + 1) > most:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def cores() -> int:
    """How many cores may be used: those of this process, or ``OMP_NUM_THREADS`` if fewer."""
    told = os.environ.get("OMP_NUM_THREADS", "")
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(own, int(told)) if told.isdigit() and int(told) else own


def _ready(batch: list[int], begun: Any) -> tuple[list[int], list[Any]]:
    return batch, [each.result() for each in begun]


def _joined(parts: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Renderings of a whole from those of its parts: the best of each, then the second best."""
    return tuple(" ".join(choice) for choice in zip(*parts, strict=False))


def _convert(folder: Path, into: Path, kind: str) -> None:
    if is_convertible(folder):
        convert_marian(folder, into, kind)
        return
    try:
        import torch  # noqa: F401
        from ctranslate2.converters import TransformersConverter
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "torch", "encoders") from error
    try:
        TransformersConverter(str(folder)).convert(str(into), quantization=kind)
    except (OSError, ValueError, KeyError, NotImplementedError) as error:
        raise ModelError(
            "{folder}: this model cannot be converted for translation ({cause}); Marian "
            "and NLLB models can",
            folder=folder,
            cause=error,
        ) from error


def _from_hub(name: str) -> Path:
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "huggingface_hub", "encoders") from error
    try:
        return Path(snapshot_download(name, ignore_patterns=["*.h5", "*.msgpack", "*.ot"]))
    except (OSError, ValueError, HfHubHTTPError, HFValidationError) as error:
        raise ModelError(
            "The translator {name!r} cannot be loaded: {cause} Give the path of a folder "
            "that holds one, or the name of one on the hub.",
            name=name,
            cause=str(error).splitlines()[0],
        ) from error
