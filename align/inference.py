"""Turns without a mark, judged by the other turns of the same speaker."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from align.delivery import Reading, State, Stretch, body_of, direct
from align.text import fold, has_words, words
from align.transcripts.label_words import NO_PERSON, TITLES
from align.transcripts.markers import find_marks
from align.types import Delivery, Evidence, MarkKind, Transcript, Turn

SAME_SPEAKER = "same speaker"
UNMARKED_BUT_INTERPRETED_ELSEWHERE = 0.6
# ``Thank you very much.`` is said in English by those who are interpreted otherwise.
TOO_SHORT = 4

_SAYS_ENGLISH = re.compile(r"\b(?:in|to|with) english\b|\b(?:en |l')anglais\b")
# Records of the United Nations mark every turn that was not spoken in the record's language.
_NEVER_FORGOTTEN = frozenset({"spoke in"})


def identity(speaker: str) -> tuple[str, ...]:
    """The words of a name that tell its bearer from others; empty for ``QUESTION`` and its like.

    >>> identity("FOREIGN MINISTER LE DRIAN"), identity("QUESTION"), identity("MODERATOR")
    (('le', 'drian'), (), ('moderator',))
    """
    name = fold(re.sub(r"[(\[][^)\]]*[)\]]", " ", speaker)).split(",")[0].strip(" .")
    if not name or NO_PERSON.fullmatch(name):
        return ()
    tokens = name.split()
    kept = tuple(
        t for t in tokens if t not in TITLES and t not in {"of", "the", "foreign", "prime"}
    )
    return kept or tuple(tokens)


def _people(turns: Sequence[Turn]) -> list[tuple[str, ...]]:
    """Who speaks each turn; a short name stands for the one longer name that ends with it."""
    names = [identity(turn.speaker) for turn in turns]
    longer: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for name in set(names):
        for n in range(1, len(name)):
            longer[name[-n:]].add(name)
    return [next(iter(longer[name])) if len(longer[name]) == 1 else name for name in names]


def infer(
    transcript: Transcript, readings: Sequence[Reading], fixed: frozenset[int]
) -> dict[int, State]:
    """New states for unmarked turns of speakers who are interpreted in their other turns."""
    by_person: Mapping[tuple[str, ...], list[int]] = defaultdict(list)
    for i, person in enumerate(_people(transcript.turns)):
        if person and i not in fixed and any(_tells(s) for s in readings[i].stretches):
            by_person[person].append(i)
    marked_once = not any(
        sum(readings[i].marked and _starts_interpreted(readings[i]) for i in indices) > 1
        for indices in by_person.values()
    )
    inferred: dict[int, State] = {}
    for indices in by_person.values():
        inferred.update(_infer_person(transcript, readings, indices, marked_once=marked_once))
    return inferred


def _tells(stretch: Stretch) -> bool:
    """Whether a stretch says anything about how its speaker is heard."""
    return stretch.state.delivery is not Delivery.UNTRANSLATED


def _infer_person(
    transcript: Transcript,
    readings: Sequence[Reading],
    indices: Sequence[int],
    *,
    marked_once: bool,
) -> Iterator[tuple[int, State]]:
    """New states for the unmarked turns of one person.

    What can be forgotten is the mark at the start of a turn, so what counts is how the person's
    marked turns start: a switch into English further on changes nothing. A turn that starts with
    lost words needs less evidence, for the mark may be lost with them. So does any turn in a record
    where nobody is marked twice (``marked_once``): there one mark stands for all turns after it.
    """
    text, turns = transcript.text, transcript.turns
    unmarked = [i for i in indices if not readings[i].marked]
    marked = [i for i in indices if readings[i].marked]
    interpreted = [i for i in marked if _starts_interpreted(readings[i])]
    if not interpreted:
        return
    says_english = any(_SAYS_ENGLISH.search(fold(turns[i].span.of(text))) for i in unmarked)
    always = len(interpreted) == len(marked) and not says_english
    switches = sum(len(readings[i].stretches) > 1 for i in interpreted)
    speaker = turns[interpreted[0]].speaker
    count = f"{len(interpreted)} other turn{'s' if len(interpreted) > 1 else ''}"
    stands_for_all = (
        marked_once and not switches and len(marked) == 1 and interpreted[0] < unmarked[0]
        if unmarked
        else False
    )
    for i in unmarked:
        lost = _starts_with_a_gap(text, turns[i])
        enough = stands_for_all or len(interpreted) >= (1 if lost else 2) * len(unmarked)
        if always and enough and (lost or _word_count(text, turns[i]) > TOO_SHORT):
            why = f"{speaker} is marked as interpreted in {count}; here no mark says otherwise."
            doubts = len(unmarked) - 1 + min(switches, 2)
            confidence = round(0.95 - 0.45 / (1 + len(interpreted)) - 0.05 * doubts, 2)
            language = _one_language(readings[k] for k in interpreted)
            evidence = Evidence(SAME_SPEAKER, why)
            yield i, State(Delivery.INTERPRETED, evidence, language, max(0.5, confidence))
        else:
            why = f"No mark here, though {speaker} is interpreted in {count}, but not always."
            yield i, direct(why, UNMARKED_BUT_INTERPRETED_ELSEWHERE)


def _word_count(text: str, turn: Turn) -> int:
    return sum(len(words(span.of(text))) for span in turn.paragraphs)


def _starts_interpreted(reading: Reading) -> bool:
    """Whether a turn starts with the interpreter, in a record that may forget to say so."""
    told = [s.state for s in reading.stretches if _tells(s)]
    return (
        bool(told)
        and told[0].delivery is Delivery.INTERPRETED
        and told[0].evidence.rule not in _NEVER_FORGOTTEN
    )


def _starts_with_a_gap(text: str, turn: Turn) -> bool:
    """Whether the first words of a turn are lost."""
    body = body_of(turn)
    marks = find_marks(text, turn.paragraphs[:1], record="en") if body else ()
    return bool(
        body
        and marks
        and marks[0].kind is MarkKind.GAP
        and not has_words(text[body.start : marks[0].span.start])
    )


def _one_language(readings: Iterable[Reading]) -> str | None:
    """The language interpreted in these turns, where it is one."""
    stretches = (s for reading in readings for s in reading.stretches)
    told = {s.state.language for s in stretches if s.state.delivery is Delivery.INTERPRETED}
    languages = told - {None}
    return next(iter(languages)) if len(languages) == 1 else None
