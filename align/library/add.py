"""Documents into a library, in blocks: each block is in it as a whole, or not at all."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from align.detect import detect
from align.errors import InputError
from align.identify import is_in
from align.languages import language_name
from align.library.about import complete
from align.library.documents import Entry, known_hashes, put
from align.library.index import keep_up
from align.library.records import About
from align.library.sources import Incoming
from align.library.store import Library
from align.models.protocols import Encoder
from align.segment import segment
from align.transcripts.json import dump_transcript
from align.types import Transcript

#: Sentences embedded and kept at once; what is lost at most when the program is killed.
BLOCK = 4096


class Kind(StrEnum):
    """What became of a document."""

    ADDED = "added"
    KNOWN = "was there"
    REFUSED = "not added"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document, and why if it was not added."""

    name: str
    kind: Kind
    sentences: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document read and split, without its vectors."""

    hash: str
    name: str
    about: About
    transcript: Transcript
    places: tuple[int, ...]
    texts: tuple[str, ...]


def add(
    library: Library, incoming: Iterable[Incoming], encoder: Encoder, given: About = About()
) -> Iterator[Outcome]:
    """Adds documents; each outcome is told when it is true.

    Args:
        library: Where to.
        incoming: Where from; what cannot be read is told and passed over.
        encoder: The library's own.
        given: Said of all of them; stands before what the files say.
    """
    waiting: list[_Ready] = []
    for each in incoming:
        try:
            ready = _ready(each, given, library.note.language)
        except InputError as error:
            yield Outcome(each.name, Kind.REFUSED, reason=str(error))
            continue
        waiting.append(ready)
        if sum(len(one.texts) for one in waiting) >= BLOCK:
            yield from _put(library, waiting, encoder)
            waiting = []
    yield from _put(library, waiting, encoder)
    keep_up(library)


def hash_of(transcript: Transcript) -> str:
    """SHA-256 of the words that are spoken in a transcript, whatever stands around them.

    Spaces, and how a page was cut into lines, do not matter.
    """
    spans = (span for turn in transcript.turns for span in turn.paragraphs)
    words = " ".join(word for span in spans for word in span.of(transcript.text).split())
    return hashlib.sha256(unicodedata.normalize("NFKC", words).encode()).hexdigest()


def _ready(incoming: Incoming, given: About, language: str) -> _Ready:
    transcript, own = incoming.read()
    if not is_in(transcript.text, language):
        raise InputError(
            incoming.name,
            f"this library is for texts in {language_name(language)}; this one is in "
            f"{language_name(own.language or '?')}",
        )
    segments = segment(transcript, detect(transcript), language=language)
    spoken = [(place, each.spoken) for place, each in enumerate(segments) if each.spoken]
    if not spoken:
        raise InputError(incoming.name, "nobody says a word in it")
    places, texts = zip(*spoken, strict=True)
    known = complete(given, complete(own, About(language=language)))
    return _Ready(hash_of(transcript), incoming.name, known, transcript, places, texts)


def _put(library: Library, waiting: list[_Ready], encoder: Encoder) -> Iterator[Outcome]:
    known = known_hashes(library, [each.hash for each in waiting])
    new = {each.hash: each for each in waiting if each.hash not in known}
    vectors = encoder.encode([text for each in new.values() for text in each.texts])
    entries, start = [], 0
    for each in new.values():
        end = start + len(each.texts)
        record = dump_transcript(each.transcript)
        entries.append(
            Entry(
                each.hash, each.name, each.about, record, each.places, each.texts,
                vectors[start:end],
            )
        )  # fmt: skip
        start = end
    made = {entry.hash for entry, document in zip(entries, put(library, entries)) if document}
    for each in waiting:
        kind = Kind.ADDED if new.get(each.hash) is each and each.hash in made else Kind.KNOWN
        yield Outcome(each.name, kind, len(each.texts))
