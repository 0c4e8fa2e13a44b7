"""The trained model as files: half precision, in pieces, with their SHA-256."""

from __future__ import annotations

import shutil
from pathlib import Path

from align.models.files import write_sums
from checkpoints.translator.training import Run
from checkpoints.translator.vocabulary import VOCABULARY

LARGEST_PIECE = "45MB"


def export(run: Run, vocabulary: Path, folder: Path) -> None:
    """Writes the averaged model and its vocabulary into ``folder``, as Marian loads them."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.safetensors*"):
        old.unlink()
    model = run.average.cpu().half()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder, max_shard_size=LARGEST_PIECE, safe_serialization=True)
    for name in VOCABULARY:
        shutil.copy(vocabulary / name, folder / name)
    for path in folder.iterdir():
        path.chmod(0o644)
    write_sums(folder)
