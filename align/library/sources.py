"""Where documents come from: files, folders, rows of tables and of datasets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.library.about import about, complete
from align.library.dates import days_of, find_date
from align.library.records import About
from align.rows import READERS as TABLES
from align.rows import Row, is_saved_dataset, open_rows
from align.settings import DEFAULTS, Settings
from align.transcripts.read import READERS, parse_transcript, read_bytes
from align.types import Transcript

SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes) | set(TABLES)
#: What rows call the fields of ``About``, and the text.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "texte", "body", "content", "french", "fr"),
    "name": ("name", "id", "file", "document"),
    "title": ("title", "titre"),
    "date": ("date", "published", "spoken"),
    "speakers": ("speakers", "speaker", "author", "intervenant", "intervenants"),
    "address": ("address", "url", "link", "source"),
    "language": ("language", "lang", "langue"),
}

#: Tables in which every row may have other columns.
FREE = ".jsonl"

Read = tuple[Transcript, About]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that may be read; reading raises ``InputError`` where it cannot.

    Attributes:
        size: Bytes or characters, so that much is read at a time and no more; 0 if not known.
    """

    name: str
    read: Callable[[], Read]
    size: int = 0


def from_paths(paths: Sequence[Path], settings: Settings = DEFAULTS) -> Iterator[Incoming]:
    """The documents of files, folders, tables and saved datasets, in order.

    What cannot be opened is a document too, whose reading raises ``InputError``.
    """
    for path in paths:
        yield from _whole(str(path), _from_path(path, settings))


def _from_path(path: Path, settings: Settings) -> Iterator[Incoming]:
    is_table = path.suffix.lower() in TABLES
    if path.is_dir() and not is_saved_dataset(path):
        yield from _from_folder(path, settings)
    elif path.is_dir() or is_table:
        yield from from_dataset(str(path), settings=settings)
    else:
        size = path.stat().st_size if path.is_file() else 0
        yield Incoming(str(path), partial(_read_file, path, settings), size)


def _whole(name: str, incoming: Iterator[Incoming]) -> Iterator[Incoming]:
    """The documents up to the first that cannot be had, which stands for the rest."""
    try:
        yield from incoming
    except InputError as error:
        yield Incoming(name, partial(_refuse, error))


def _refuse(error: InputError) -> Read:
    raise error


def _from_folder(folder: Path, settings: Settings) -> Iterator[Incoming]:
    files = [
        each
        for each in sorted(folder.rglob("*"))
        if each.suffix.lower() in SUFFIXES
        and each.is_file()
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
    ]
    if not files:
        kinds = ", ".join(sorted(SUFFIXES))
        raise InputError(folder, f"no document lies in this folder. Files end in {kinds}.")
    yield from from_paths(files, settings)


def _read_file(path: Path, settings: Settings) -> Read:
    data = read_bytes(path, settings=settings)
    transcript = parse_transcript(data, path.name, settings=settings)
    return transcript, about(transcript, data)


def from_dataset(
    name: str, split: str | None = None, *, settings: Settings = DEFAULTS
) -> Iterator[Incoming]:
    """The rows of a table or a dataset: a file, a saved folder, or a name on the hub, streamed."""
    yield from _whole(name, _from_rows(name, split, settings))


def _from_rows(name: str, split: str | None, settings: Settings) -> Iterator[Incoming]:
    is_free = Path(name).suffix.lower() == FREE
    for number, row in enumerate(open_rows(name, split, extra="library").read(), 1):
        if number == 1 and not is_free and not isinstance(row, InputError):
            _require_text(name, row)
        called = f"{Path(name).name}:{number}"
        if isinstance(row, InputError):
            yield Incoming(called, partial(_refuse, row))
        else:
            size = len(str(_value(row, "text") or ""))
            yield Incoming(called, partial(read_row, row, called, settings), size)


def _require_text(name: str, row: Row) -> None:
    if not set(COLUMNS["text"]) & row.keys():
        wanted, found = " or ".join(COLUMNS["text"]), ", ".join(map(str, row)) or "none"
        raise InputError(name, f"no column holds texts: expected {wanted}; found {found}")


def read_row(row: Row, name: str, settings: Settings = DEFAULTS) -> Read:
    """The document in a row; ``COLUMNS`` tells what its columns may be called."""
    text = _value(row, "text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(name, f"no text: expected {' or '.join(COLUMNS['text'])}")
    transcript = parse_transcript(text, str(_value(row, "name") or name), settings=settings)
    return transcript, complete(_about_row(row), about(transcript))


def _about_row(row: Row) -> About:
    speakers = _value(row, "speakers") or ()
    date = str(_value(row, "date") or "")
    return About(
        title=str(_value(row, "title") or ""),
        date=find_date(date) or (date if days_of(date) else ""),
        speakers=(speakers,) if isinstance(speakers, str) else tuple(map(str, speakers)),
        address=str(_value(row, "address") or ""),
        language=str(_value(row, "language") or "")[:2].lower(),
    )


def _value(row: Row, field: str) -> Any:
    return next((row[name] for name in COLUMNS[field] if row.get(name) not in (None, "")), None)
