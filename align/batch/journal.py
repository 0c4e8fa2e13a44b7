"""What is done, in one SQLite file that survives the death of the run at any moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from align.errors import InputError
from align.scores import AlignmentScore, Ratio

SCHEMA = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY COLLATE NOCASE, number INTEGER, fingerprint TEXT, row TEXT, score TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS in_order ON documents (number);
"""
#: Documents passed over as done between two commits.
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """What the tables say of one document: cells by column, and counts where there is gold."""

    name: str
    cells: Mapping[str, Any]
    score: AlignmentScore | None


class Journal:
    """The documents that are done. What was recorded outlives this process, however it ends."""

    def __init__(self, file: Path, made_by: str) -> None:
        """Opens a journal, or begins one.

        Raises:
            InputError: Another run holds it, or its results were made in another way.
        """
        self._base = sqlite3.connect(file, timeout=1)
        self._skipped = 0
        try:
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            # Nothing is lost when a process dies; if the machine does, the last documents are.
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(SCHEMA)
            self._base.execute("INSERT OR IGNORE INTO about VALUES ('made by', ?)", (made_by,))
            (found,) = self._base.execute("SELECT value FROM about WHERE name = 'made by'")
        except sqlite3.OperationalError as error:
            raise InputError(
                file.parent, f"another run is writing here, or the folder is not ours ({error})"
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(file, f"is no journal of a batch ({error}); remove it") from error
        if found[0] != made_by:
            raise InputError(
                file.parent,
                f"holds results made in another way ({found[0]}; now {made_by}). Choose another "
                "folder, or give the same options",
            )
        self._base.execute("UPDATE documents SET number = NULL WHERE number NOT NULL")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()

    def is_taken(self, name: str) -> bool:
        """Whether an earlier row of this manifest has that name."""
        found = self._base.execute("SELECT number FROM documents WHERE name = ?", (name,))
        return any(number is not None for (number,) in found)

    def find(self, name: str, fingerprint: str) -> Entry | None:
        """The result an earlier run made from the same texts, if any did."""
        query = "SELECT name, row, score FROM documents WHERE name = ? AND fingerprint = ?"
        found = self._base.execute(query, (name, fingerprint)).fetchone()
        return _entry(*found) if found else None

    def keep(self, name: str, number: int) -> None:
        """Takes the earlier result as the one of row ``number``."""
        self._base.execute("UPDATE documents SET number = ? WHERE name = ?", (number, name))
        self._skipped += 1
        if self._skipped % AT_ONCE == 0:
            self._base.commit()

    def record(self, number: int, fingerprint: str, entry: Entry) -> None:
        """Writes down that a document is done."""
        score = json.dumps(asdict(entry.score)) if entry.score else None
        row = entry.name, number, fingerprint, json.dumps(entry.cells), score
        self._base.execute("INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?)", row)
        self._base.commit()

    def entries(self) -> Iterator[Entry]:
        """Every document of the manifest, in its order."""
        rows = self._base.execute(
            "SELECT name, row, score FROM documents WHERE number NOT NULL ORDER BY number"
        )
        for name, row, score in rows:
            yield _entry(name, row, score)

    def close_to(self, file: Path) -> None:
        """Writes the journal anew, in order: the same documents make the same bytes."""
        file.unlink(missing_ok=True)
        with closing(sqlite3.connect(file)) as fresh, fresh:
            fresh.executescript(SCHEMA)
            fresh.executemany(
                "INSERT INTO about VALUES (?, ?)", self._base.execute("SELECT * FROM about")
            )
            fresh.executemany(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?)",
                self._base.execute("SELECT * FROM documents WHERE number NOT NULL ORDER BY name"),
            )
        self._base.commit()
        self._base.close()


def _entry(name: str, row: str, score: str | None) -> Entry:
    return Entry(name, json.loads(row), _score(score) if score else None)


def _score(text: str) -> AlignmentScore:
    return AlignmentScore(**{name: Ratio(**counts) for name, counts in json.loads(text).items()})
