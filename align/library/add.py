"""Documents into a library, in blocks: each block is in it as a whole, or not at all."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from align.detect import detect
from align.errors import InputError
from align.identify import is_in
from align.languages import language_name
from align.library.about import complete
from align.library.documents import Entry, known_hashes, put
from align.library.index import keep_up
from align.library.records import About
from align.library.sources import Incoming
from align.library.store import Library, require_encoder
from align.models.protocols import Encoder
from align.segment import segment
from align.transcripts.json import dump_transcript
from align.types import Transcript

#: Characters embedded and kept at once, some 5,000 sentences: what is lost at most when killed.
BLOCK = 600_000
NOTHING = About()


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


def add(
    library: Library, incoming: Iterable[Incoming], encoder: Encoder, given: About = NOTHING
) -> Iterator[Outcome]:
    """Adds documents; each outcome is told when it has become true.

    Args:
        library: Where to.
        incoming: Where from; what cannot be read is told and passed over.
        encoder: The library's own.
        given: Said of all of them; stands before what the files say.

    Raises:
        InputError: The library cannot be written to, or another encoder made its vectors.
    """
    require_encoder(library, encoder)
    waiting: list[_Read] = []
    for each in incoming:
        try:
            waiting.append(_read(each, given, library.note.language))
        except InputError as error:
            yield Outcome(each.name, Kind.REFUSED, reason=str(error))
        if sum(len(one.transcript.text) for one in waiting) >= BLOCK:
            yield from _add_block(library, waiting, encoder)
            waiting = []
    yield from _add_block(library, waiting, encoder)
    keep_up(library)


def hash_of(transcript: Transcript) -> str:
    """SHA-256 of what stands in the turns of a transcript, whatever stands around them.

    Spaces, and how a page was cut into lines, do not matter.
    """
    spans = (span for turn in transcript.turns for span in turn.paragraphs)
    words = " ".join(word for span in spans for word in span.of(transcript.text).split())
    return hashlib.sha256(unicodedata.normalize("NFKC", words).encode()).hexdigest()


def _read(incoming: Incoming, given: About, language: str) -> _Read:
    transcript, own = incoming.read()
    if not is_in(transcript.text, language):
        raise InputError(
            incoming.name,
            f"this library is for texts in {language_name(language)}, and this one is in "
            f"{language_name(own.language)}",
        )
    known = complete(given, complete(own, About(language=language)))
    return _Read(hash_of(transcript), incoming.name, known, transcript)


def _add_block(library: Library, waiting: Sequence[_Read], encoder: Encoder) -> Iterator[Outcome]:
    known = known_hashes(library, [each.hash for each in waiting])
    first = {each.hash: each for each in reversed(waiting) if each.hash not in known}
    split = [
        _split(each, library.note.language) for each in waiting if first.get(each.hash) is each
    ]
    spoken = {id(each.read): each for each in split if each.texts}
    added = {each.hash for each in _put(library, list(spoken.values()), encoder)}
    for each in waiting:
        if each.hash in known or first[each.hash] is not each:
            yield Outcome(each.name, Kind.KNOWN)
        elif id(each) not in spoken:
            yield Outcome(each.name, Kind.REFUSED, reason=f"{each.name}: nobody speaks in it")
        else:
            kind = Kind.ADDED if each.hash in added else Kind.KNOWN
            yield Outcome(each.name, kind, len(spoken[id(each)].texts))


def _split(read: _Read, language: str) -> _Split:
    segments = segment(read.transcript, detect(read.transcript), language=language)
    spoken = [(place, each.spoken) for place, each in enumerate(segments) if each.spoken]
    return _Split(read, tuple(at for at, _ in spoken), tuple(text for _, text in spoken))


def _put(library: Library, split: Sequence[_Split], encoder: Encoder) -> list[Entry]:
    """The documents that nobody else had added in the meantime."""
    vectors = encoder.encode(list(chain.from_iterable(each.texts for each in split)))
    entries, start = [], 0
    for each in split:
        end = start + len(each.texts)
        own, record = each.read, dump_transcript(each.read.transcript)
        entries.append(
            Entry(
                own.hash, own.name, own.about, record, each.places, each.texts, vectors[start:end]
            )
        )  # fmt: skip
        start = end
    made = put(library, entries)
    return [entry for entry, document in zip(entries, made, strict=True) if document]
