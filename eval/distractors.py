"""French sentences that have nothing to do with the questions, and their vectors."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np

from align.models.protocols import Encoder, Vectors
from eval.gold import DataMissingError, data_folder

TEXTS_IN_BLOCK = 16_384


def read_french(count: int) -> list[str]:
    """The first ``count`` different sentences of the training text."""
    return list(_read(data_folder() / "training", count))


@cache
def _read(folder: Path, count: int) -> tuple[str, ...]:
    files = sorted(folder.glob("*.en-fr.tsv.xz"))
    if not files:
        raise DataMissingError(f"{folder}: no *.en-fr.tsv.xz. It should hold the training text.")
    seen: dict[str, None] = {}
    sentences = tuple(islice((text for text in _french(files) if _is_new(text, seen)), count))
    if len(sentences) < count:
        raise DataMissingError(
            f"{folder}: {count:,} distractors were asked for, there are {len(sentences):,}."
        )
    return sentences


def _french(files: Sequence[Path]) -> Iterator[str]:
    for file in files:
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n").partition("\t")[2].strip()


def _is_new(text: str, seen: dict[str, None]) -> bool:
    before = len(seen)
    seen[text] = None
    return bool(text) and len(seen) > before


def encode_kept(
    texts: Sequence[str],
    encoder: Encoder,
    folder: Path | None,
    on_block: Callable[[int], None] = lambda _: None,
) -> Vectors:
    """Vectors of ``texts``; blocks already in ``folder`` are read from there, new ones kept."""
    blocks = []
    for start in range(0, len(texts), TEXTS_IN_BLOCK):
        block = texts[start : start + TEXTS_IN_BLOCK]
        key = hashlib.sha256("\0".join([encoder.name, *block]).encode()).hexdigest()[:24]
        file = folder / f"{key}.npy" if folder else None
        if file and file.is_file():
            vectors = np.load(file)
        else:
            vectors = encoder.encode(block).astype(np.float16)
            if file:
                file.parent.mkdir(parents=True, exist_ok=True)
                np.save(file, vectors)
        blocks.append(vectors)
        on_block(start + len(block))
    return np.concatenate(blocks)
