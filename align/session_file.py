"""The file that review sessions are kept in: SQLite, saved whole or not at all, private."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from align.errors import InputError

APPLICATION = 0x616C676E  # "algn"; says whose file this is
FORMAT = 1
SECONDS_TO_WAIT = 20
TABLES = """
CREATE TABLE IF NOT EXISTS session (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  digest BLOB NOT NULL UNIQUE,
  title TEXT NOT NULL,
  report BLOB NOT NULL,
  created TEXT NOT NULL,
  touched TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS edit (
  session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  entry TEXT NOT NULL,
  PRIMARY KEY (session, version)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Store:
    """The file with the sessions; ``open_store`` makes sure that it is one."""

    path: Path


def open_store(path: str | Path) -> Store:
    """The store in the file ``path``, which is made if it is not there.

    Raises:
        InputError: The file is something else, or cannot be read and written.
    """
    store = Store(Path(path))
    with connected(store) as db:
        _prepare(db, store.path)
    return store


@contextmanager
def connected(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection of its own for each use, so that any thread may use the store."""
    try:
        db = sqlite3.connect(store.path, timeout=SECONDS_TO_WAIT, isolation_level=None)
        try:
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            yield db
        finally:
            db.close()
    except sqlite3.Error as error:
        raise InputError(
            store.path, "review sessions cannot be kept here: {cause}", cause=error
        ) from error


@contextmanager
def writing(store: Store) -> Iterator[sqlite3.Connection]:
    """All of it is saved, or nothing; others wait."""
    with connected(store) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if (application, version) == (APPLICATION, FORMAT):
        return
    if application == APPLICATION:
        raise InputError(
            path,
            "these sessions have format {version}; expected {known}",
            version=version,
            known=FORMAT,
        )
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables:
        raise InputError(path, "is a database of another program; choose another file")
    path.chmod(0o600)
    db.execute("PRAGMA auto_vacuum = INCREMENTAL")
    db.execute("PRAGMA journal_mode = WAL")
    db.executescript(
        f"BEGIN IMMEDIATE; {TABLES}"
        f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT}; COMMIT;"
    )


def give_back_space(store: Store) -> None:
    """Makes the file smaller by what was removed."""
    with connected(store) as db:
        db.execute("PRAGMA incremental_vacuum").fetchall()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
