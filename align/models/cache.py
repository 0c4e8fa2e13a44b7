"""Vectors kept on disk by content, so that a slow encoder sees each text once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from align.models.protocols import Encoder, Vectors

ASKED_AT_ONCE = 500


class CachedEncoder:
    """An encoder that remembers its vectors in one SQLite file."""

    def __init__(self, encoder: Encoder, file: Path) -> None:
        self._encoder = encoder
        self._file = file
        self.name = encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The encoder's vectors; only texts not seen before are encoded."""
        keys = [hashlib.sha256(f"{self.name}\0{text}".encode()).digest() for text in texts]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=60)) as base, base:
            base.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, row BLOB)")
            known = _look_up(base, keys)
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if new:
                rows = self._encoder.encode(list(new.values())).astype(np.float32)
                fresh = dict(zip(new, rows, strict=True))
                base.executemany(
                    "INSERT OR REPLACE INTO vectors VALUES (?, ?)",
                    ((key, row.tobytes()) for key, row in fresh.items()),
                )
                known.update(fresh)
        return np.stack([known[key] for key in keys]) if keys else np.zeros((0, 0), np.float32)


def _look_up(base: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for begin in range(0, len(keys), ASKED_AT_ONCE):
        part = keys[begin : begin + ASKED_AT_ONCE]
        holes = ",".join("?" * len(part))
        query = f"SELECT key, row FROM vectors WHERE key IN ({holes})"  # noqa: S608
        for key, row in base.execute(query, part):
            found[key] = np.frombuffer(row, np.float32)
    return found
