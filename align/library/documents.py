"""Documents into the library, out of it, and what it knows of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import randbits
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import InputError
from align.library.dates import days_of
from align.library.records import EVERYTHING, About, Document, Filter
from align.library.store import Library, writing
from align.models.protocols import Vectors
from align.settings import DEFAULTS, Settings
from align.text import fold
from align.transcripts.read import parse_transcript
from align.types import Transcript

COLUMNS = (
    "key", "hash", "name", "title", "date", "speakers", "address", "language", "sentences", "added"
)  # fmt: skip
KEYS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready to be put in.

    Attributes:
        record: Its transcript, as our JSON.
        places: The place of each sentence among the segments of the document.
        texts: Their words.
        vectors: One row a sentence; kept as floats of 16 bits.
    """

    hash: str
    name: str
    about: About
    record: str
    places: tuple[int, ...]
    texts: tuple[str, ...]
    vectors: NDArray[np.float16] | Vectors


def put(library: Library, entries: Sequence[Entry]) -> tuple[Document | None, ...]:
    """Adds documents; for each the new document, or None where its words were there before."""
    if not entries:
        return ()
    with writing(library.folder):
        known = known_hashes(library, [each.hash for each in entries])
        fresh: dict[str, tuple[Entry, Document]] = {}
        for each in entries:
            if each.hash not in known and each.hash not in fresh:
                fresh[each.hash] = (each, _new_document(each))
        if fresh:
            library.sentences.add(_sentence_rows(list(fresh.values()), library.sentences.schema))
            rows = [_document_row(*each) for each in fresh.values()]
            library.documents.add(rows)
    made = {id(entry): document for entry, document in fresh.values()}
    return tuple(made.get(id(each)) for each in entries)


def remove(library: Library, documents: Sequence[Document]) -> None:
    """Takes documents out, with their sentences."""
    keys = [each.key for each in documents]
    with writing(library.folder):
        for part in parts(keys):
            library.documents.delete(among("key", part))
        for part in parts(keys):
            library.sentences.delete(among("document", part))


def _new_document(entry: Entry) -> Document:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Document(randbits(62), entry.hash, entry.name, entry.about, len(entry.texts), now)


def _document_row(entry: Entry, document: Document) -> dict[str, Any]:
    about = asdict(document.about) | {"speakers": list(document.about.speakers)}
    own = {"key": document.key, "hash": document.hash, "name": document.name}
    counted = {"sentences": document.sentences, "added": document.added}
    return {**own, **about, **counted, "record": entry.record}


def _sentence_rows(fresh: Sequence[tuple[Entry, Document]], schema: Any) -> Any:
    import pyarrow as pa

    vectors = np.concatenate([entry.vectors for entry, _ in fresh]).astype(np.float16)
    keys = [document.key for entry, document in fresh for _ in entry.texts]
    columns = {
        "document": pa.array(keys, pa.int64()),
        "place": pa.array([at for entry, _ in fresh for at in entry.places], pa.int32()),
        "text": pa.array([text for entry, _ in fresh for text in entry.texts], pa.string()),
        "vector": pa.FixedSizeListArray.from_arrays(
            pa.array(vectors.ravel(), pa.float16()), schema.field("vector").type.list_size
        ),
    }
    return pa.table(columns, schema=schema)


def list_documents(library: Library, chosen: Filter = EVERYTHING) -> tuple[Document, ...]:
    """The documents that pass a filter, by date and name."""
    found = [
        each
        for each in map(_document, _rows(library, COLUMNS))
        if passes(each.about, chosen) and each.hash not in chosen.but
    ]
    return tuple(sorted(found, key=lambda each: (each.about.date, each.name, each.hash)))


def documents_of(library: Library, keys: Sequence[int]) -> dict[int, Document]:
    """The documents of some keys; those that are not in the library are left out."""
    found = (
        _document(row)
        for part in parts(keys)
        for row in _rows(library, COLUMNS, among("key", part))
    )
    return {each.key: each for each in found}


def transcript_of(
    library: Library, document: Document, settings: Settings = DEFAULTS
) -> Transcript:
    """The text of a document, as it was read."""
    return parse_transcript(_record(library, document).encode(), document.name, settings=settings)


def pick(library: Library, names: Sequence[str]) -> tuple[Document, ...]:
    """The documents that users name by id, by the beginning of an id, or by name.

    Raises:
        InputError: There is no such document, or there are several.
    """
    documents = list_documents(library)
    return tuple(_pick(library, documents, name) for name in names)


def _pick(library: Library, documents: Sequence[Document], name: str) -> Document:
    found = [each for each in documents if each.hash.startswith(name)] if len(name) >= 4 else []
    found = found or [
        each for each in documents if name in (each.name, each.about.title, Path(each.name).name)
    ]
    if len(found) != 1:
        several = ", ".join(f"{each.id} {each.label}" for each in found[:5])
        what = (
            f"several documents are called {name!r}: {several}"
            if found
            else f"it holds no document {name!r}"
        )
        raise InputError(library.folder, f"{what}. align library list shows their ids.")
    return found[0]


def _record(library: Library, document: Document) -> str:
    rows = _rows(library, ("record",), f"key = {document.key}")
    if not rows:
        raise InputError(document.label, "this document was removed from the library just now.")
    return str(rows[0]["record"])


def known_hashes(library: Library, hashes: Sequence[str]) -> set[str]:
    """Those of ``hashes`` whose documents are in the library."""
    return {
        str(row["hash"])
        for part in parts(hashes)
        for row in _rows(library, ("hash",), among("hash", part))
    }


def condition(library: Library, chosen: Filter) -> str:
    """What a sentence must fulfil to be of a document that passes; "" where all do."""
    if chosen.narrows:
        return among("document", [each.key for each in list_documents(library, chosen)])
    if chosen.but:
        rows = _rows(library, ("key",), among("hash", sorted(chosen.but)))
        return f"NOT {among('document', [row['key'] for row in rows])}" if rows else ""
    return ""


def all_keys(library: Library) -> dict[int, int]:
    """For each document, how many sentences it has."""
    return {row["key"]: row["sentences"] for row in _rows(library, ("key", "sentences"))}


def passes(about: About, chosen: Filter) -> bool:
    """Whether a document passes a filter; a date may be a year or a month alone.

    >>> passes(About(date="2021-06"), Filter(since=date(2021, 6, 25)))
    True
    """
    speakers = (fold(each) for each in about.speakers)
    said = not chosen.speaker or any(fold(chosen.speaker) in each for each in speakers)
    if not (chosen.since or chosen.until):
        return said
    days = days_of(about.date)
    since, until = chosen.since or date.min, chosen.until or date.max
    return said and days is not None and days[0] <= until and days[1] >= since


def among(column: str, values: Sequence[int] | Sequence[str]) -> str:
    """The condition that a column holds one of some numbers or hashes.

    >>> among("key", [1, 2]), among("hash", ["ab"])
    ('key IN (1,2)', "hash IN ('ab')")
    """
    if not values:
        return "false"
    told = ",".join(str(each) if isinstance(each, int) else f"'{each}'" for each in values)
    return f"{column} IN ({told})"


def parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Slices short enough for one condition."""
    for start in range(0, len(values), KEYS_AT_ONCE):
        yield values[start : start + KEYS_AT_ONCE]


def _rows(library: Library, columns: Sequence[str], where: str = "") -> list[dict[str, Any]]:
    query = library.documents.search().select(list(columns))
    rows: list[dict[str, Any]] = (query.where(where) if where else query).to_list()
    return rows


def _document(row: dict[str, Any]) -> Document:
    about = About(
        row["title"], row["date"], tuple(row["speakers"]), row["address"], row["language"]
    )
    return Document(row["key"], row["hash"], row["name"], about, row["sentences"], row["added"])
