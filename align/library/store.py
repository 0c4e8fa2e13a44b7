"""How a library lies in its folder: a note of what it is, two tables, and a lock for writers.

The table of documents is the truth. A sentence whose document is not in it counts for nothing, so
each change has one moment at which it becomes true: documents are added after their sentences and
removed before them, and whoever is killed in between leaves nothing but rows that nobody sees until
``mend`` takes them away. LanceDB writes every change as a new version of a table: readers are never
in the way of writers. Writers take turns, which is what makes "once by content" hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from align.errors import InputError, MissingExtraError
from align.models.protocols import Encoder

if TYPE_CHECKING:
    from lancedb.table import Table

#: Rises when a library made by this program could not be read by an older one.
FORMAT = 1
NOTE, LOCK, TABLES = "library.json", "library.lock", "tables"
#: Seconds that a writer waits for another one, which may be making the index anew.
PATIENCE = 600.0
#: Bytes of index and of metadata that a search may keep in memory.
INDEX_CACHE, METADATA_CACHE = 256 << 20, 64 << 20
#: What the encoder is known by: it must give the same vector for this sentence ever after.
PROBE = "Nous vous remercions de votre visite et de la qualité de nos échanges."
SAME = 0.999


@dataclass(frozen=True, slots=True)
class Note:
    """What a library says of itself.

    Attributes:
        language: ISO 639-1 code of the language of its documents.
        probe: The vector of ``PROBE``.
    """

    format: int
    encoder: str
    language: str
    probe: tuple[float, ...]


@dataclass(frozen=True)
class Library:
    """An open library. May be held open while others write: each question sees the newest state."""

    folder: Path
    note: Note

    @property
    def name(self) -> str:
        """What it is called in answers: the folder's name."""
        return self.folder.resolve().name

    @property
    def version(self) -> int:
        """Rises with every change of the documents."""
        return int(self.documents.version)

    @cached_property
    def documents(self) -> Table:
        """One row a document."""
        return _open_table(self, "documents")

    @cached_property
    def sentences(self) -> Table:
        """One row a sentence."""
        return _open_table(self, "sentences")

    @cached_property
    def base(self) -> Any:
        """The database, which always reads the newest version."""
        return connect(self.folder)


def open_library(folder: str | Path) -> Library:
    """The library in ``folder``; raises ``InputError`` where there is none that can be used."""
    folder = Path(folder)
    if not folder.is_dir():
        raise InputError(folder, "there is no such folder. Make a library with: align library add")
    try:
        kept = json.loads((folder / NOTE).read_text(encoding="utf-8"))
        found = int(kept["format"])
    except FileNotFoundError as error:
        raise InputError(
            folder,
            "this folder is no library ({note} is missing). Make one: align library add",
            note=NOTE,
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            folder, "{note} cannot be read ({cause}). Restore it.", note=NOTE, cause=error
        ) from error
    if found > FORMAT:
        raise InputError(
            folder,
            "this library was made by a newer version of align (format {found}, this "
            "version knows {known}). Update align.",
            found=found,
            known=FORMAT,
        )
    return Library(folder, Note(found, kept["encoder"], kept["language"], tuple(kept["probe"])))


def make_library(folder: str | Path, encoder: Encoder, language: str) -> Library:
    """The library in ``folder``, made if the folder is new or empty."""
    folder = Path(folder)
    if folder.is_dir() and (folder / NOTE).is_file():
        return open_library(folder)
    strangers = folder.is_dir() and {each.name for each in folder.iterdir()} - {LOCK, TABLES}
    if strangers or (folder.exists() and not folder.is_dir()):
        raise InputError(
            folder, "this is no library, and not empty. Name a library, or a new folder for one."
        )
    probe = tuple(round(float(each), 5) for each in encoder.encode([PROBE])[0])
    with writing(folder, make=True):
        if not (folder / NOTE).is_file():
            _make_tables(folder, len(probe))
            note = Note(FORMAT, encoder.name, language, probe)
            draft = folder / f"{NOTE}.new"
            draft.write_text(json.dumps(asdict(note)) + "\n", encoding="utf-8")
            draft.replace(folder / NOTE)
    return open_library(folder)


def require_encoder(library: Library, encoder: Encoder) -> None:
    """Raises ``InputError`` if the vectors of ``library`` were made by another encoder."""
    kept = np.array(library.note.probe)
    here = encoder.encode([PROBE])[0]
    if here.shape != kept.shape or float(here @ kept) < SAME:
        if encoder.name == library.note.encoder:
            raise InputError(
                library.folder,
                "its vectors were made by another version of the encoder {encoder}. Make a new "
                "library.",
                encoder=encoder.name,
            )
        raise InputError(
            library.folder,
            "its vectors were made by the encoder {made_by}, but {encoder} is to search "
            "it. Name that encoder, or make a new library.",
            made_by=library.note.encoder,
            encoder=encoder.name,
        )


@contextmanager
def writing(folder: Path, *, make: bool = False) -> Iterator[None]:
    """Only one process at a time is in here; the others wait, and say so if it takes too long.

    The lock is the operating system's: it ends with its process, however that ends.
    """
    from filelock import FileLock, Timeout

    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / LOCK, timeout=PATIENCE), _told(folder):
            yield
    except Timeout as error:
        raise InputError(
            folder,
            "another process has been writing to this library for {seconds:g} seconds. Try "
            "again when it is done.",
            seconds=PATIENCE,
        ) from error
    except PermissionError as error:
        raise InputError(
            folder, "writing here is not permitted. Change its permissions."
        ) from error


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What LanceDB says of a full disk, told to the user."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        if "No space left" not in str(error):
            raise
        raise InputError(
            folder, "the disk is full. What was added before is kept; make room and add again."
        ) from error


def connect(folder: Path) -> Any:
    """The database in the folder of a library."""
    try:
        import lancedb
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "lancedb", "library") from error
    session = lancedb.Session(
        index_cache_size_bytes=INDEX_CACHE, metadata_cache_size_bytes=METADATA_CACHE
    )
    return lancedb.connect(folder / TABLES, read_consistency_interval=timedelta(0), session=session)


def _open_table(library: Library, name: str) -> Any:
    try:
        return library.base.open_table(name)
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(
            library.folder,
            "its table {of!r} cannot be read ({cause}). Restore it, or add all anew.",
            of=name,
            cause=error,
        ) from error


def _make_tables(folder: Path, dimensions: int) -> None:
    import pyarrow as pa

    strings = {name: pa.string() for name in ("hash", "name", "title", "date", "address")}
    documents = {"key": pa.int64(), **strings, "language": pa.string(), "added": pa.string()}
    documents |= {"speakers": pa.list_(pa.string()), "sentences": pa.int32()}
    documents |= {"record": pa.large_string()}
    sentences = {"document": pa.int64(), "place": pa.int32(), "text": pa.string()}
    sentences |= {"vector": pa.list_(pa.float16(), dimensions)}
    base = connect(folder)
    base.create_table("documents", schema=pa.schema(documents), exist_ok=True)
    base.create_table("sentences", schema=pa.schema(sentences), exist_ok=True)
