"""The trained model as files: half precision, in pieces, with their SHA-256."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from checkpoints.translator.training import Run

LARGEST_PIECE = "45MB"
SUMS = "SHA256SUMS"
VOCABULARY = ("source.spm", "target.spm", "vocab.json", "tokenizer_config.json")


def export(run: Run, vocabulary: Path, folder: Path) -> None:
    """Writes the averaged model and its vocabulary into ``folder``, as Marian loads them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.safetensors*"):
        old.unlink()
    model = run.average.cpu().half()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder, max_shard_size=LARGEST_PIECE, safe_serialization=True)
    for name in VOCABULARY:
        shutil.copy(vocabulary / name, folder / name)
    write_sums(folder)


def write_sums(folder: Path) -> None:
    """Writes the SHA-256 of every file of the model, as ``sha256sum --check`` reads it."""
    files = sorted(path for path in folder.iterdir() if path.name not in {SUMS, "README.md"})
    for path in files:
        path.chmod(0o644)
    lines = (f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (folder / SUMS).write_text("".join(lines), "utf-8")
