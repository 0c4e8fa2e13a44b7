"""Where documents come from: files, folders, lines of JSON, datasets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.library.about import about, complete
from align.library.dates import days_of, find_date
from align.library.records import About
from align.rows import is_saved_dataset, load_parts
from align.settings import DEFAULTS, Settings
from align.transcripts.read import READERS, parse_transcript, read_bytes
from align.types import Transcript

SUFFIXES = frozenset(suffix for reader in READERS for suffix in reader.suffixes)
LINES = ".jsonl"
NO_DATASET = "there is no such dataset ({}). Name a folder that holds one, or one of the hub."
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

Read = tuple[Transcript, About]


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document that may be read; reading raises ``InputError`` where it cannot."""

    name: str
    read: Callable[[], Read]


def from_paths(paths: Sequence[Path], settings: Settings = DEFAULTS) -> Iterator[Incoming]:
    """The documents of files, folders, ``.jsonl`` files and saved datasets, in order.

    What cannot be opened is a document too, whose reading raises ``InputError``.
    """
    for path in paths:
        yield from _whole(str(path), _from_path(path, settings))


def _from_path(path: Path, settings: Settings) -> Iterator[Incoming]:
    if path.is_dir() and is_saved_dataset(path):
        yield from from_dataset(str(path), settings=settings)
    elif path.is_dir():
        yield from _from_folder(path, settings)
    elif path.suffix.lower() == LINES:
        yield from _from_lines(path, settings)
    else:
        yield Incoming(str(path), partial(_read_file, path, settings))


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
        if each.suffix.lower() in SUFFIXES | {LINES}
        and each.is_file()
        and not any(part.startswith(".") for part in each.relative_to(folder).parts)
    ]
    if not files:
        kinds = ", ".join(sorted(SUFFIXES | {LINES}))
        raise InputError(folder, f"no document lies in this folder. Files end in {kinds}.")
    yield from from_paths(files, settings)


def _read_file(path: Path, settings: Settings) -> Read:
    data = read_bytes(path, settings=settings)
    transcript = parse_transcript(data, path.name, settings=settings)
    return transcript, about(transcript, data)


def _from_lines(path: Path, settings: Settings) -> Iterator[Incoming]:
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    name = f"{path.name}:{number}"
                    yield Incoming(name, partial(_read_line, line, path, number, settings))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(path, f"cannot be read ({error}). It should be UTF-8.") from error


def _read_line(line: str, path: Path, number: int, settings: Settings) -> Read:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(path, f"this is no JSON: {error}", line=number) from error
    if not isinstance(row, dict):
        raise InputError(path, "expected an object with the field text", line=number)
    return read_row(row, f"{path.name}:{number}", settings)


def from_dataset(
    name: str, split: str | None = None, *, settings: Settings = DEFAULTS
) -> Iterator[Incoming]:
    """The rows of a dataset: a saved folder, files of rows, or a name on the hub, streamed."""
    titles = (f"{Path(name).name}:{number}" for number in count(1))
    rows = zip(titles, _rows(name, split), strict=False)
    yield from _whole(
        name, (Incoming(title, partial(read_row, row, title, settings)) for title, row in rows)
    )


def _rows(name: str, split: str | None) -> Iterator[Mapping[str, Any]]:
    parts = load_parts(name, "library", NO_DATASET)
    if split is not None and split not in parts:
        raise InputError(name, f"it has no split {split!r}; {', '.join(filter(None, parts))}")
    for part in [parts[split]] if split else parts.values():
        yield from part


def read_row(row: Mapping[str, Any], name: str, settings: Settings = DEFAULTS) -> Read:
    """The document in a row; ``COLUMNS`` tells what its columns may be called."""
    text = _value(row, "text")
    if not isinstance(text, str) or not text.strip():
        raise InputError(name, f"no text: expected a column {' or '.join(COLUMNS['text'][:2])}")
    transcript = parse_transcript(text, str(_value(row, "name") or name), settings=settings)
    return transcript, complete(_about_row(row), about(transcript))


def _about_row(row: Mapping[str, Any]) -> About:
    speakers = _value(row, "speakers") or ()
    date = str(_value(row, "date") or "")
    return About(
        title=str(_value(row, "title") or ""),
        date=find_date(date) or (date if days_of(date) else ""),
        speakers=(speakers,) if isinstance(speakers, str) else tuple(map(str, speakers)),
        address=str(_value(row, "address") or ""),
        language=str(_value(row, "language") or "")[:2].lower(),
    )


def _value(row: Mapping[str, Any], field: str) -> Any:
    return next((row[name] for name in COLUMNS[field] if row.get(name) is not None), None)
