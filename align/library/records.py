"""What the library knows of its documents, and what a search for an original answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from align.types import Original, Retrieval


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document beside its text; "" and () where it is not known.

    Attributes:
        date: Of the event, as ``2021-06-25``, ``2021-06`` or ``2021``.
        speakers: As printed, in order of appearance.
        address: Where it was published.
        language: ISO 639-1 code.
    """

    title: str = ""
    date: str = ""
    speakers: tuple[str, ...] = ()
    address: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library, without its text.

    Attributes:
        key: Its number inside the library; another one each time it is added.
        hash: SHA-256 of its words, in hexadecimal: the same words are one document.
        name: The file, or what stands for it.
        sentences: How many sentences can be found.
        added: When, as ``2026-11-23T15:30:00+00:00``.
    """

    key: int
    hash: str
    name: str
    about: About
    sentences: int
    added: str

    @property
    def id(self) -> str:
        """What users call it: the beginning of the hash."""
        return self.hash[:12]

    @property
    def label(self) -> str:
        """Its title, or its name where it has none."""
        return self.about.title or self.name

    @property
    def short(self) -> str:
        """The same without folders, for those who need not know where the library's texts lie."""
        return self.about.title or PurePath(self.name).name


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are looked at: all that hold for every field given.

    A document whose date is not known passes no filter by date.

    Attributes:
        speaker: Part of a speaker's name; case and accents do not matter.
        but: Hashes of documents that are passed over.
    """

    since: date | None = None
    until: date | None = None
    speaker: str = ""
    but: frozenset[str] = frozenset()

    @property
    def narrows(self) -> bool:
        """Whether it asks for anything but some documents to be passed over."""
        return bool(self.since or self.until or self.speaker)


EVERYTHING = Filter()


class Relation(StrEnum):
    """What a further document is to the best one."""

    BEST = "best"
    ANOTHER_PART = "another part of the event"
    ANOTHER_VERSION = "another version of the same words"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that sentences of the transcript voted for.

    Attributes:
        votes: Sum of the margins of the sentences that voted for it in its order.
        voters: How many sentences those are.
        belonging: How much of the shorter text is surely matched, 0 … 1; 0 where it was not linked.
        score: Probability that it is an original of the transcript.
    """

    document: Document
    votes: float
    voters: int
    belonging: float
    score: float
    relation: Relation = Relation.UNLIKELY


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a library to a transcript.

    Attributes:
        original: The best document as the original; None if it is not in this library.
        candidates: Documents looked at, best first.
        asked: How many sentences of the transcript were looked for.
        library: Name and version of the library.
    """

    original: Original | None
    candidates: tuple[Candidate, ...]
    asked: int
    library: str

    @property
    def best(self) -> Candidate | None:
        """The first candidate, whether or not it is good enough to be the original."""
        return self.candidates[0] if self.candidates else None

    @property
    def score(self) -> float:
        """Probability that the best candidate is an original of the transcript; 0 without one."""
        return self.best.score if self.best else 0.0

    @property
    def answer(self) -> Original | None:
        """The original, which now tells how surely it was found; None if it is not there."""
        if self.original is None:
            return None
        found = Retrieval(self.library, round(self.score, 4))
        if self.runner_up:
            name, score = self.runner_up.document.short, round(self.runner_up.score, 4)
            found = replace(found, runner_up=name, runner_up_score=score)
        return replace(self.original, found=found)

    @property
    def runner_up(self) -> Candidate | None:
        """The second candidate."""
        return self.candidates[1] if len(self.candidates) > 1 else None

    @property
    def others(self) -> tuple[Candidate, ...]:
        """Further documents of the same event."""
        kinds = (Relation.ANOTHER_PART, Relation.ANOTHER_VERSION)
        return tuple(each for each in self.candidates if each.relation in kinds)
