"""What is to be compared: one row a document, read one at a time."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from align.errors import InputError
from align.rows import Row, Rows, open_rows
from align.scores import Pair, parse_links
from align.settings import DEFAULTS, Settings
from align.transcripts.read import read_bytes, refuse_long

COLUMNS = "transcript or transcript_text, french or french_text, gold or links, name"
LONGEST_PART = 100
#: What the files of a dataset end in.
TABLES = frozenset({".jsonl", ".json", ".csv", ".tsv", ".parquet", ".arrow"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it came: its bytes, and the file name that tells its format."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """One document, all that is needed to compare it.

    Attributes:
        number: Its row in the manifest, from 1.
        name: What tables and files call it.
        transcript: The English; None for a row that cannot be used.
        french: What the speakers said; None where it is to be found in a library.
        gold: Links between lines of the two texts, from 0; None where nobody made them.
        trouble: Why the row cannot be used; "" if it can.
        is_named: Whether the row gives the name; else it is that of the transcript.
    """

    number: int
    name: str
    transcript: Text | None = None
    french: Text | None = None
    gold: tuple[Pair, ...] | None = None
    trouble: str = ""
    is_named: bool = True

    @property
    def fingerprint(self) -> str:
        """Changes with everything that its result is made from."""
        return sha256(repr(self._made_from).encode()).hexdigest()

    @property
    def _made_from(self) -> tuple[object, ...]:
        return (self.name, self.transcript, self.french, self.gold, self.trouble)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The documents of a batch, read as often as they are asked for, one at a time.

    Attributes:
        settings: How long a text may be; those of the task that the documents are for.
    """

    rows: Rows
    settings: Settings = DEFAULTS

    @property
    def total(self) -> int | None:
        """How many there are; None where only reading them all would tell."""
        return self.rows.total

    def jobs(self) -> Iterator[Job]:
        """Every document in order; a row that cannot be used is one with its trouble."""
        for number, row in enumerate(self.rows.read(), 1):
            yield _job(self.rows, number, row, self.settings)


def open_manifest(name: str, settings: Settings = DEFAULTS) -> Manifest:
    """The manifest in a table: see ``align.rows.open_rows`` and docs/batch.md."""
    path = Path(name)
    if path.is_dir() and not any(each.suffix.lower() in TABLES for each in path.rglob("*")):
        raise InputError(
            path,
            "this folder holds no table. Write one that names its documents, a .csv with the "
            "columns transcript and french, and give that",
        )
    return Manifest(open_rows(name), settings)


def _job(rows: Rows, number: int, row: Row | InputError, settings: Settings) -> Job:
    named = f"{Path(rows.name).stem}-{number:07}"
    if isinstance(row, InputError):
        return Job(number, named, trouble=str(row))
    named = _name(row, rows.folder) or named
    is_named = row.get("name") not in (None, "")
    try:
        sides = ("transcript", "french")
        transcript, french = (_text(rows, row, side, named, settings) for side in sides)
        if transcript is None:
            found = ", ".join(map(str, row)) or "none"
            raise InputError(
                rows.name, f"row {number} names no transcript; columns {COLUMNS}; found {found}"
            )
        return Job(number, named, transcript, french, _gold(rows, row, settings), is_named=is_named)
    except InputError as error:
        return Job(number, named, trouble=str(error), is_named=is_named)


def _name(row: Row, folder: Path) -> str:
    """The name a row gives, or the path of its transcript without what says its format."""
    if row.get("name") not in (None, ""):
        return str(row["name"])
    if not row.get("transcript"):
        return ""
    path = Path(str(row["transcript"]))
    path = path.relative_to(folder) if path.is_relative_to(folder) else path
    return path.with_name(path.name.split(".")[0] or path.name).as_posix()


def _text(rows: Rows, row: Row, side: str, name: str, settings: Settings) -> Text | None:
    path, text = row.get(side), row.get(f"{side}_text")
    if path:
        return Text(Path(str(path)).name, _read(rows.folder / str(path), settings))
    if text:
        return Text(f"{name}.{side}", str(text).encode("utf-8", "replace"))
    return None


def _read(path: Path, settings: Settings) -> bytes:
    data = read_bytes(path, settings=settings)
    refuse_long(data, str(path), settings.max_characters)
    return data


def _gold(rows: Rows, row: Row, settings: Settings) -> tuple[Pair, ...] | None:
    path, links = row.get("gold"), row.get("links")
    if path:
        data = _read(rows.folder / str(path), settings)
        return parse_links(data.decode("utf-8", "replace"), str(path))
    return _pairs(rows, links) if links not in (None, "") else None


def _pairs(rows: Rows, links: Any) -> tuple[Pair, ...]:
    try:
        given = json.loads(links) if isinstance(links, str) else links
        return tuple((_ids(source), _ids(target)) for source, target in given)
    except (ValueError, TypeError) as error:
        raise InputError(
            rows.name, f"expected links such as [[[0], [0, 1]], [[1], []]], got {str(links)[:60]}"
        ) from error


def _ids(side: Any) -> tuple[int, ...]:
    return tuple(int(each) for each in side)


def file_stem(name: str) -> str:
    """Where the reports of a document lie below their folder, without suffix.

    A name that is a plain path stays as it is; any other is made one, with a few characters of its
    digest so that no two names become one file.

    >>> file_stem("2021/talk-3"), file_stem("../À bientôt?")
    ('2021/talk-3', 'À-bientôt-2a05bab2')
    """
    parts = [_plain(part) for part in unicodedata.normalize("NFC", name).split("/")]
    stem = "/".join(part for part in parts if part) or "document"
    return stem if stem == name else f"{stem}-{sha256(name.encode()).hexdigest()[:8]}"


def _plain(part: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_." else "-" for c in part)
    return kept.strip(".-")[:LONGEST_PART]
