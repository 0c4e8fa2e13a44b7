"""Rows of a table, one at a time, whatever holds them: JSON lines, TSV, CSV, Parquet, a dataset."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from align.errors import AlignError, InputError, MissingExtraError

Row = Mapping[str, Any]
AT_ONCE = 64
#: The longest cell of a TSV file, in characters.
LONGEST_CELL = 100_000_000
KNOWN = ".jsonl, .tsv, .csv or .parquet"
NO_TABLE = (
    f"no such table ({{}}). Give a {KNOWN} file, the folder of a dataset, or the name "
    "of one of the hub"
)
NOT_UTF_8 = "this row is not UTF-8. Save the file as UTF-8"
#: What stands for bytes that are no UTF-8 once they are read with ``surrogateescape``.
STRAY = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that is read row by row, as often as it is asked for.

    Attributes:
        name: What errors call it.
        folder: What paths in its cells are relative to.
        total: How many rows there are; None where only reading them all would tell.
        read: Each row, or the error that stands in its place.
    """

    name: str
    folder: Path
    total: int | None
    read: Callable[[], Iterator[Row | InputError]]


def open_rows(name: str, split: str | None = None, *, extra: str = "corpora") -> Rows:
    """The rows of a ``.jsonl``, ``.tsv``, ``.csv`` or ``.parquet`` file, or of a dataset.

    Args:
        name: The file, or the folder of a dataset, or its name on the hub.
        split: Only this part of a dataset.
        extra: The extra that brings what reads Parquet and datasets.

    Raises:
        InputError: There is no such table, or it cannot be read at all.
    """
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix not in READERS and path.is_file():
        raise InputError(path, f"no table is read from such a file. Give a {KNOWN} file")
    if suffix not in READERS or path.is_dir():
        return _dataset(name, split, extra)
    if split is not None:
        raise InputError(path, f"a file of rows has no splits; leave out {split!r}")
    if not path.is_file():
        raise InputError(path, "there is no such file. Check the name and the folder.")
    try:
        return READERS[suffix](path, extra)
    except OSError as error:
        raise InputError(path, f"this table cannot be read ({error})") from error


def _json_lines(path: Path, _extra: str) -> Rows:
    def read() -> Iterator[Row | InputError]:
        with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield _json_row(path, number, line)

    return Rows(str(path), path.parent, _count_lines(path), read)


def _json_row(path: Path, number: int, line: str) -> Row | InputError:
    if STRAY.search(line):
        return InputError(path, NOT_UTF_8, line=number)
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return InputError(path, f"this line is no JSON ({error})", line=number)
    if not isinstance(row, dict):
        return InputError(path, 'expected an object such as {"name": …}', line=number)
    return row


def _tsv(path: Path, _extra: str) -> Rows:
    return _separated(path, "\t")


def _csv(path: Path, _extra: str) -> Rows:
    """French spreadsheets separate by semicolons, since their numbers have commas."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as file:
        head = file.readline()
    return _separated(path, ";" if head.count(";") > head.count(",") else ",")


def _separated(path: Path, mark: str) -> Rows:
    csv.field_size_limit(LONGEST_CELL)

    def read() -> Iterator[Row | InputError]:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            rows = csv.DictReader(file, delimiter=mark, restkey="", restval="")
            try:
                for row in rows:
                    cells = {key: cell for key, cell in row.items() if key}
                    is_stray = STRAY.search("".join(cells.values()))
                    yield InputError(path, NOT_UTF_8, line=rows.line_num) if is_stray else cells
            except csv.Error as error:
                raise InputError(path, f"is no table: {error}", line=rows.line_num) from error

    return Rows(str(path), path.parent, _count_rows(path, mark), read)


def _count_rows(path: Path, mark: str) -> int:
    """As ``csv`` counts them: a cell in quotes may hold several lines."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        return max(0, sum(1 for row in csv.reader(file, delimiter=mark) if row) - 1)


def _count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def _parquet(path: Path, extra: str) -> Rows:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ModuleNotFoundError as error:
        raise MissingExtraError("pyarrow", extra) from error
    try:
        total = ParquetFile(path).metadata.num_rows
    except (ArrowException, OSError) as error:
        raise InputError(path, f"is no Parquet file that can be read: {error}") from error

    def read() -> Iterator[Row]:
        for batch in ParquetFile(path).iter_batches(AT_ONCE):
            yield from batch.to_pylist()

    return Rows(str(path), path.parent, total, read)


def _dataset(name: str, split: str | None, extra: str) -> Rows:
    path, found = Path(name), load_parts(name, extra)
    if split is not None and split not in found:
        there = ", ".join(filter(None, found)) or "no splits"
        raise InputError(name, f"it has no split {split!r}, but {there}")
    parts = list(found.values()) if split is None else [found[split]]
    known = [getattr(part, "num_rows", None) for part in parts]
    total = None if None in known else sum(each for each in known if each is not None)

    def read() -> Iterator[Row]:
        try:
            for part in parts:
                yield from part
        except (OSError, ValueError) as error:
            raise _no_table(name, error) from error

    return Rows(name, path if path.is_dir() else Path(), total, read)


def load_parts(name: str, extra: str) -> Mapping[str, Any]:
    """The parts of a dataset by name (one without parts: ""), streamed unless saved here.

    Args:
        name: A saved folder, a folder of files, or a name on the hub.
        extra: The extra that brings ``datasets``.
    """
    try:
        from datasets import load_dataset, load_from_disk
        from datasets.exceptions import DatasetsError
    except ModuleNotFoundError as error:
        raise MissingExtraError(error.name or "datasets", extra) from error
    try:
        saved = is_saved_dataset(Path(name))
        found = load_from_disk(name) if saved else load_dataset(name, streaming=True)
    except (DatasetsError, OSError, ValueError) as error:
        raise _no_table(name, error) from error
    return found if isinstance(found, dict) else {"": found}


def _no_table(name: str, error: Exception) -> InputError:
    told = " ".join(str(error).split())[:200]
    return InputError(name, NO_TABLE.format(told))


def is_saved_dataset(folder: Path) -> bool:
    """Whether ``datasets`` saved a dataset in ``folder``."""
    return any((folder / mark).is_file() for mark in ("state.json", "dataset_dict.json"))


READERS: Mapping[str, Callable[[Path, str], Rows]] = {
    ".jsonl": _json_lines,
    ".tsv": _tsv,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""A new kind of file is one line here."""


def whole_rows(rows: Rows) -> Iterator[Row]:
    """The rows of a table in which every row counts; the first bad one ends it."""
    for row in rows.read():
        if isinstance(row, AlignError):
            raise row
        yield row
