"""Documents into a library, in blocks: each block is in it as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice

from align.library.documents import put
from align.library.index import keep_up
from align.library.prepare import Part, Prepare, Prepared, parts_of, prepare_elsewhere
from align.library.records import About
from align.library.sources import Incoming
from align.library.store import Library, require_encoder
from align.models.protocols import Encoder
from align.settings import DEFAULTS, Settings
from align.workers import Engine, Lost, in_order

#: Sentences kept at once: with those of the parts under way, what is lost at most when killed.
BLOCK = 4_000
#: No more parts than this are done by this process alone: workers take seconds to start.
ALONE = 4
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


def add(
    library: Library,
    incoming: Iterable[Incoming],
    encoder: Encoder,
    given: About = NOTHING,
    *,
    engine: Engine | None = None,
    settings: Settings = DEFAULTS,
) -> Iterator[Outcome]:
    """Adds documents; each outcome is told when it has become true, in order.

    Args:
        library: Where to.
        incoming: Where from; what cannot be read is told and passed over.
        encoder: The library's own.
        given: Said of all of them; stands before what the files say.
        engine: What reads and embeds once there is much to do; None for this process alone.
        settings: What other processes load their encoder by.

    Raises:
        InputError: The library cannot be written to, or another encoder made its vectors.
    """
    require_encoder(library, encoder)
    here = Prepare(lambda: library, lambda: encoder, given)
    parts = parts_of(incoming)
    first = list(islice(parts, ALONE + 1))
    if engine is None or len(first) <= ALONE:
        prepared: Iterable[tuple[Prepared, ...]] = map(here, chain(first, parts))
    else:
        there = prepare_elsewhere(library.folder, settings, given)
        prepared = _elsewhere(there, chain(first, parts), engine)
    yield from _put(library, chain.from_iterable(prepared))
    keep_up(library)


def _elsewhere(
    prepare: Prepare, parts: Iterable[Part], engine: Engine
) -> Iterator[tuple[Prepared, ...]]:
    """The same by the workers of an engine."""
    with closing(in_order(prepare, parts, engine)) as results:
        for part, prepared in results:
            yield _lost(part) if isinstance(prepared, Lost) else prepared


def _lost(part: Part) -> tuple[Prepared, ...]:
    reason = "its process died each time, most likely for want of memory; add it by itself"
    return tuple(Prepared(each.name, reason=f"{each.name}: {reason}") for each in part)


def _put(library: Library, prepared: Iterable[Prepared]) -> Iterator[Outcome]:
    waiting: list[Prepared] = []
    sentences = 0
    for each in prepared:
        waiting.append(each)
        sentences += len(each.entry.texts) if each.entry else 0
        if sentences >= BLOCK:
            yield from _put_block(library, waiting)
            waiting, sentences = [], 0
    yield from _put_block(library, waiting)


def _put_block(library: Library, waiting: Sequence[Prepared]) -> Iterator[Outcome]:
    """The outcomes of a block; others may have added some of it in the meantime."""
    made = iter(put(library, [each.entry for each in waiting if each.entry]))
    for each in waiting:
        if each.reason:
            yield Outcome(each.name, Kind.REFUSED, reason=each.reason)
        elif each.entry and next(made):
            yield Outcome(each.name, Kind.ADDED, len(each.entry.texts))
        else:
            yield Outcome(each.name, Kind.KNOWN)
