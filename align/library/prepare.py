"""From documents that come in to entries: read, told apart by content, split and embedded.

It is what takes the time, needs nothing but the library's note of what is there, and can be sent to
another process.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import numpy as np

from align.detect import detect
from align.errors import InputError
from align.identify import is_in
from align.languages import language_name
from align.library.about import complete
from align.library.documents import Entry, known_hashes
from align.library.records import About
from align.library.sources import Incoming
from align.library.store import Library, open_library
from align.models.load import load_models
from align.models.protocols import Encoder
from align.segment import segment
from align.settings import Settings
from align.transcripts.json import dump_transcript
from align.types import Transcript

#: What one worker does at a time: some 1,000 sentences, as many as the encoder takes in one pass.
CHARACTERS, DOCUMENTS = 120_000, 500
SILENT = "nobody speaks in it"

Part = tuple[Incoming, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that came in.

    Attributes:
        entry: What is to be put in; None for one that is there already, or is refused.
        reason: Why it is refused; "" if it is not.
    """

    name: str
    entry: Entry | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Prepares some documents.

    Attributes:
        library: Gives the library that is asked what is there already.
        encoder: Gives the encoder.
        given: Said of all documents; stands before what they say themselves.
    """

    library: Callable[[], Library]
    encoder: Callable[[], Encoder]
    given: About

    def __call__(self, part: Part) -> tuple[Prepared, ...]:
        """Each document, in order."""
        library = self.library()
        read = [_read(each, self.given, library.note.language) for each in part]
        known = known_hashes(library, [each.hash for each in read if isinstance(each, _Read)])
        fresh = {
            each.hash: each
            for each in reversed(read)
            if isinstance(each, _Read) and each.hash not in known
        }
        split = [_split(each, library.note.language) for each in fresh.values()]
        entries = {entry.hash: entry for entry in _entries(split, self.encoder())}
        return tuple(_prepared(each, fresh, entries) for each in read)


def prepare_elsewhere(folder: Path, settings: Settings, given: About) -> Prepare:
    """What prepares documents in another process."""
    return Prepare(_Opened(folder), _Loaded(settings), given)


@dataclass(frozen=True, slots=True)
class _Opened:
    folder: Path

    def __call__(self) -> Library:
        return _library(self.folder)


@dataclass(frozen=True, slots=True)
class _Loaded:
    settings: Settings

    def __call__(self) -> Encoder:
        return load_models(self.settings).encoder


@cache
def _library(folder: Path) -> Library:
    return open_library(folder)


def parts_of(incoming: Iterable[Incoming]) -> Iterator[Part]:
    """Documents in parts of about ``CHARACTERS``."""
    part: list[Incoming] = []
    for each in incoming:
        part.append(each)
        if sum(one.size for one in part) >= CHARACTERS or len(part) == DOCUMENTS:
            yield tuple(part)
            part = []
    if part:
        yield tuple(part)


@dataclass(frozen=True, slots=True)
class _Read:
    """A document read, not yet split."""

    hash: str
    name: str
    about: About
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class _Split:
    """Its sentences, and their places among its segments."""

    read: _Read
    places: tuple[int, ...]
    texts: tuple[str, ...]


def hash_of(transcript: Transcript) -> str:
    """SHA-256 of what stands in the turns of a transcript, whatever stands around them.

    Spaces, and how a page was cut into lines, do not matter.
    """
    spans = (span for turn in transcript.turns for span in turn.paragraphs)
    words = " ".join(word for span in spans for word in span.of(transcript.text).split())
    return hashlib.sha256(unicodedata.normalize("NFKC", words).encode()).hexdigest()


def _read(incoming: Incoming, given: About, language: str) -> _Read | Prepared:
    try:
        transcript, own = incoming.read()
    except InputError as error:
        return Prepared(incoming.name, reason=str(error))
    if not is_in(transcript.text, language):
        foreign = InputError(
            incoming.name,
            f"this library is for texts in {language_name(language)}, and this one is in "
            f"{language_name(own.language)}",
        )
        return Prepared(incoming.name, reason=str(foreign))
    known = complete(given, complete(own, About(language=language)))
    return _Read(hash_of(transcript), incoming.name, known, transcript)


def _split(read: _Read, language: str) -> _Split:
    segments = segment(read.transcript, detect(read.transcript), language=language)
    spoken = [(place, each.spoken) for place, each in enumerate(segments) if each.spoken]
    return _Split(read, tuple(at for at, _ in spoken), tuple(text for _, text in spoken))


def _entries(split: Sequence[_Split], encoder: Encoder) -> Iterator[Entry]:
    vectors = encoder.encode(list(chain.from_iterable(each.texts for each in split)))
    start = 0
    for each in split:
        end, own = start + len(each.texts), each.read
        rows = vectors[start:end].astype(np.float16)
        record = dump_transcript(own.transcript)
        yield Entry(own.hash, own.name, own.about, record, each.places, each.texts, rows)
        start = end


def _prepared(
    each: _Read | Prepared, fresh: dict[str, _Read], entries: dict[str, Entry]
) -> Prepared:
    if isinstance(each, Prepared):
        return each
    if fresh.get(each.hash) is not each:
        return Prepared(each.name)
    entry = entries[each.hash]
    if not entry.texts:
        return Prepared(each.name, reason=str(InputError(each.name, SILENT)))
    return Prepared(each.name, entry)
