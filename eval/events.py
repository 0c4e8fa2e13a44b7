"""Joint events made of real speeches: one transcript of many speakers, part of their French.

An event is put together from *pieces* of speeches, the French of some and the English of some. A
segment is *foreign* if its speech is not on the other side; the gold leaves it unlinked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from align.scores import Pair
from eval.gold import DataMissingError, GoldDocument, data_folder, in_order, read_corpora

#: French speeches with their interpretation; English speeches with theirs, to be foreign.
SPEECHES, OTHERS = "en_sp_tt_from_fr__fr_sp_st", "en_sp_st__fr_sp_tt"
LONG_STRETCH = 150
#: Share of the links of a speech that lose one side.
MISSING = 0.12


@dataclass(frozen=True, slots=True)
class Piece:
    """Some consecutive segments of one side of a speech."""

    speech: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Event:
    """A made event: gold links, and the segments of each side that have nothing to do here."""

    kind: str
    document: GoldDocument
    foreign_source: frozenset[int]
    foreign_target: frozenset[int]


Plan = tuple[list[Piece], list[Piece]]


@dataclass(frozen=True, slots=True)
class Bank:
    """Speeches to make events of, the French as source.

    Attributes:
        own: Places of those held in French and interpreted into English.
        other: Places of those held in English.
    """

    speeches: tuple[GoldDocument, ...]
    own: tuple[int, ...]
    other: tuple[int, ...]

    def source(self, speech: int) -> Piece:
        """The whole French of a speech."""
        return Piece(speech, 0, len(self.speeches[speech].source))

    def target(self, speech: int) -> Piece:
        """The whole English of a speech."""
        return Piece(speech, 0, len(self.speeches[speech].target))


def read_bank(folder: Path | None = None) -> Bank:
    """The speeches of the EPTIC gold."""
    folder = folder or data_folder() / "alignment" / "eptic"
    own = [turn_round(each) for each in read_corpora(folder) if each.corpus == SPEECHES]
    other = [turn_round(each) for each in read_corpora(folder) if each.corpus == OTHERS]
    if not own or not other:
        raise DataMissingError(f"{folder}: expected the folders {SPEECHES} and {OTHERS}.")
    places = range(len(own) + len(other))
    return Bank((*own, *other), tuple(places[: len(own)]), tuple(places[len(own) :]))


def turn_round(document: GoldDocument) -> GoldDocument:
    """The same document with its sides exchanged."""
    links = in_order([(target, source) for source, target in document.links])
    return GoldDocument(document.corpus, document.name, document.target, document.source, links)


def make_events(bank: Bank, trials: int, seed: int) -> Iterator[Event]:
    """``trials`` events of every kind."""
    for kind, plan in KINDS.items():
        random = Random(f"{seed} {kind}")  # noqa: S311
        for number in range(trials):
            source, target = plan(bank, random)
            yield put_together(bank, kind, str(number), source, target)


def put_together(
    bank: Bank, kind: str, name: str, source: Sequence[Piece], target: Sequence[Piece]
) -> Event:
    """The event of these pieces, which must follow each other in the same order on both sides."""
    said, heard = _places(source), _places(target)
    links: list[Pair] = []
    foreign_source, foreign_target = set[int](), set[int]()
    for speech in dict.fromkeys(piece.speech for piece in (*source, *target)):
        for left, right in bank.speeches[speech].links:
            here = tuple(said[speech, i] for i in left if (speech, i) in said)
            there = tuple(heard[speech, j] for j in right if (speech, j) in heard)
            lost = len(here) < len(left) or len(there) < len(right)
            if here and there:
                links.append((here, there))
                continue
            links += [*(((i,), ()) for i in here), *(((), (j,)) for j in there)]
            if lost:
                foreign_source.update(here)
                foreign_target.update(there)
    document = GoldDocument(
        f"joint/{kind}",
        name,
        tuple(text for piece in source for text in _texts(bank, piece, side=0)),
        tuple(text for piece in target for text in _texts(bank, piece, side=1)),
        in_order(links),
    )
    return Event(kind, document, frozenset(foreign_source), frozenset(foreign_target))


def _texts(bank: Bank, piece: Piece, side: int) -> tuple[str, ...]:
    speech = bank.speeches[piece.speech]
    return (speech.source, speech.target)[side][piece.first : piece.last]


def _places(pieces: Sequence[Piece]) -> dict[tuple[int, int], int]:
    """Where every (speech, segment) stands in the event."""
    segments = ((each.speech, i) for each in pieces for i in range(each.first, each.last))
    return {segment: place for place, segment in enumerate(segments)}


def _pick(speeches: Sequence[int], count: int, random: Random) -> list[int]:
    return random.sample(list(speeches), min(count, len(speeches)))


def all_given(bank: Bank, random: Random) -> Plan:
    """Five speeches, all on both sides: nothing is foreign."""
    chosen = _pick(bank.own, 5, random)
    return [bank.source(each) for each in chosen], [bank.target(each) for each in chosen]


def one_speaker(bank: Bank, random: Random) -> Plan:
    """Five speeches in English, the French of one."""
    chosen = _pick(bank.own, 5, random)
    return [bank.source(random.choice(chosen))], [bank.target(each) for each in chosen]


def foreign_between(bank: Bank, random: Random) -> Plan:
    """Four speeches on both sides; in the transcript, an English speech after each."""
    chosen, between = _pick(bank.own, 4, random), _pick(bank.other, 4, random)
    target = [bank.target(each) for pair in zip(chosen, between, strict=True) for each in pair]
    return [bank.source(each) for each in chosen], target


def every_second_missing(bank: Bank, random: Random) -> Plan:
    """Six speeches in English, the French of every second one."""
    chosen = _pick(bank.own, 6, random)
    return [bank.source(each) for each in chosen[::2]], [bank.target(each) for each in chosen]


def half_french(bank: Bank, random: Random) -> Plan:
    """One speech, the first or the second half of its French."""
    speech = _long(bank, random)
    return [cut_half(bank, speech, random, side=0)], [bank.target(speech)]


def half_transcript(bank: Bank, random: Random) -> Plan:
    """One speech, the first or the second half of its English."""
    speech = _long(bank, random)
    return [bank.source(speech)], [cut_half(bank, speech, random, side=1)]


def long_front(bank: Bank, random: Random) -> Plan:
    """One speech after at least 150 segments of English that have no French."""
    speech = random.choice(bank.own)
    front: list[Piece] = []
    for other in _pick(bank.other, len(bank.other), random):
        if sum(piece.last for piece in front) < LONG_STRETCH:
            front.append(bank.target(other))
    return [bank.source(speech)], [*front, bank.target(speech)]


def long_french_front(bank: Bank, random: Random) -> Plan:
    """One speech after at least 150 segments of French that have no English."""
    speech = random.choice(bank.own)
    front: list[Piece] = []
    for other in _pick(bank.other, len(bank.other), random):
        if sum(piece.last for piece in front) < LONG_STRETCH:
            front.append(bank.source(other))
    return [*front, bank.source(speech)], [bank.target(speech)]


def sentences_missing(bank: Bank, random: Random) -> Plan:
    """One speech without one side of every eighth link or so: left out or added in speaking."""
    speech = _long(bank, random)
    kept: Plan = [], []
    at = [0, 0]
    for link in bank.speeches[speech].links:
        lost = random.choice((0, 1)) if random.random() < MISSING and all(link) else None
        for side, pieces in enumerate(kept):
            first, at[side] = at[side], at[side] + len(link[side])
            if side != lost and link[side]:
                pieces.append(Piece(speech, first, at[side]))
    return kept


KINDS: Mapping[str, Callable[[Bank, Random], Plan]] = {
    "all given": all_given,
    "one speaker": one_speaker,
    "foreign between": foreign_between,
    "every second missing": every_second_missing,
    "half the French": half_french,
    "half the transcript": half_transcript,
    "long English front": long_front,
    "long French front": long_french_front,
    "sentences missing": sentences_missing,
}


def _long(bank: Bank, random: Random) -> int:
    """A speech of at least ten links."""
    return random.choice([each for each in bank.own if len(bank.speeches[each].links) >= 10])


def cut_half(bank: Bank, speech: int, random: Random, side: int) -> Piece:
    """Half of one side, cut between two links."""
    links, whole = bank.speeches[speech].links, (bank.source, bank.target)[side](speech)
    cut = sum(len(link[side]) for link in links[: len(links) // 2])
    return random.choice([Piece(speech, 0, cut), Piece(speech, cut, whole.last)])
