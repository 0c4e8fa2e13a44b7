"""From a transcript to passages and gaps: who is interpreted where, and where words are lost.

A turn is read mark by mark, as a listener would: each mark says how the words after it came to be
on the page. Then turns without a mark are compared with the other turns of the same speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from align.languages import is_surely_not, language_name, printed_language, record_language
from align.text import fold, has_words, trim, words
from align.transcripts.labels import INTERPRETER, NO_PERSON, TITLES, label_time
from align.transcripts.markers import RULES_BY_NAME, Scope, find_marks
from align.transcripts.turns import PAGE_MARK
from align.types import (
    Delivery,
    Detection,
    Evidence,
    Gap,
    GapKind,
    Mark,
    MarkKind,
    Passage,
    Span,
    Transcript,
    Turn,
)

NO_MARK = "no mark"
SAME_SPEAKER = "same speaker"
INTERPRETER_TURN = "interpreter's turn"

UNMARKED = 0.9
UNMARKED_BUT_INTERPRETED_ELSEWHERE = 0.6
CLOSED_BY_A_SWITCH = 0.8
UNDECIDED = 0.5
# ``Thank you very much.`` is said in English by those who are interpreted otherwise.
TOO_SHORT = 4

_PAUSES = ",-–—"

_SAYS_ENGLISH = re.compile(r"\b(?:in|to|with) english\b|\b(?:en |l')anglais\b")
# Records of the United Nations mark every turn that was not spoken in the record's language.
_NEVER_FORGOTTEN = frozenset({"spoke in"})


@dataclass(frozen=True, slots=True)
class _State:
    """How the words after a place came to be on the page."""

    delivery: Delivery
    evidence: Evidence
    language: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a turn's body under one state, before neighbours are joined."""

    span: Span
    state: _State


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the marks of one turn say."""

    stretches: tuple[_Stretch, ...]
    marked: bool
    unprinted: tuple[Mark, ...]


def _quote(text: str, mark: Mark) -> str:
    return " ".join(mark.span.of(text).split())


def _body(turn: Turn) -> Span | None:
    if not turn.paragraphs:
        return None
    return Span(turn.paragraphs[0].start, turn.paragraphs[-1].end)


def _start(mark: Mark) -> int:
    return mark.span.start


def _spoken(text: str, start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Whether anybody spoke words in a stretch: marks do not count."""
    at = start
    first = max(0, bisect_left(marks, start, key=_start) - 2)
    for mark in map(marks.__getitem__, range(first, len(marks))):
        if mark.span.start >= end:
            break
        if has_words(text[at : max(at, mark.span.start)]):
            return True
        at = max(at, mark.span.end)
    return at < end and has_words(text[at:end])


# ------------------------------------------------------------- reading a turn

_SWITCHES = frozenset(
    {MarkKind.INTERPRETED, MarkKind.SPOKEN, MarkKind.ORIGINAL, MarkKind.UNTRANSLATED}
)
# Marks that only name the language: the words printed after them may be that language itself.
_NAMES_LANGUAGE = frozenset({"in a language", "language alone", "language in label"})


def _direct(reason: str, confidence: float = UNMARKED) -> _State:
    return _State(Delivery.DIRECT, Evidence(NO_MARK, reason), None, confidence)


_UNMARKED_STATE = _direct("No mark says that the words are an interpreter's.")


def _state_of(text: str, mark: Mark, *, closed: bool = False, printed: str | None = None) -> _State:
    """The state that a switching mark begins.

    ``closed``: a later mark ends it by name, as ``(In English.)`` does. ``printed``: the language
    of the words after it, where they are enough to tell.
    """
    rule = RULES_BY_NAME[mark.rule]
    quoted = f"{_quote(text, mark)!r}"
    if printed and printed == mark.language and rule.name in _NAMES_LANGUAGE | {"language code"}:
        why = f"{quoted} names the language in which the words after it are printed."
        return _State(Delivery.DIRECT, Evidence(rule.name, why, mark.span), mark.language)
    if mark.kind is MarkKind.ORIGINAL:
        evidence = Evidence(rule.name, f"The mark {quoted} says so. {rule.why}", mark.span)
        return _State(Delivery.DIRECT, evidence, mark.language)
    if mark.kind is MarkKind.INTERPRETED:
        evidence = Evidence(rule.name, f"The mark {quoted} says so. {rule.why}", mark.span)
        return _State(Delivery.INTERPRETED, evidence, mark.language, rule.confidence)
    named = language_name(mark.language) if mark.language else "another language"
    if closed:
        why = f"{quoted} says that this was spoken in {named}, and a later mark ends it."
        evidence = Evidence(rule.name, why, mark.span)
        return _State(Delivery.INTERPRETED, evidence, mark.language, CLOSED_BY_A_SWITCH)
    why = (
        f"{quoted} says that {named} was spoken; whether the words printed after it are the "
        "interpretation the mark alone cannot tell."
    )
    return _State(Delivery.UNCERTAIN, Evidence(rule.name, why, mark.span), mark.language, UNDECIDED)


class _Passing(Enum):
    """What ``(in French)`` inside a sentence says."""

    NO = "it does not stand inside a sentence"
    UNPRINTED = "foreign words stood here: Merci, (in French), my friends"
    ASIDE = "the speaker's or the writer's own aside: the text was (in French) long"


def _in_passing(text: str, mark: Mark, end: int) -> _Passing:
    before = text[max(0, mark.span.start - 3) : mark.span.start].rstrip()[-1:]
    after = text[mark.span.end : min(end, mark.span.end + 3)].lstrip(" \t\u00a0")[:1]
    ended = mark.span.of(text)[-2:-1] == "."
    if not (before.isalnum() or before in _PAUSES):
        return _Passing.NO
    if ended or (after and after in f".;{_PAUSES}") or (before in _PAUSES and after.islower()):
        return _Passing.UNPRINTED
    return _Passing.ASIDE if after.islower() else _Passing.NO


def _reach(marks: Sequence[Mark], i: int, body: Span) -> Span:
    """From the end of a switching mark to the next one or the end of the turn."""
    end = body.end if i + 1 == len(marks) else max(body.start, marks[i + 1].span.start)
    start = max(body.start, marks[i].span.end)
    return Span(min(start, end), end)


def _after_stop(text: str, reach: Span) -> int:
    """The start of a stretch without the full stop or comma that ends what came before."""
    stop = reach.start
    while stop < reach.end and text[stop] in ".,;:!?…":
        stop += 1
    return stop


def _with_languages(text: str, switching: Iterable[Mark]) -> list[Mark]:
    """Without ``(In French.)`` right before ``(Via interpreter)``, which inherits the language."""
    kept: list[Mark] = []
    for mark in switching:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.kind is MarkKind.SPOKEN
            and mark.kind is MarkKind.INTERPRETED
            and not has_words(text[last.span.end : mark.span.start])
        ):
            both = Span(last.span.start, mark.span.end)
            kept[-1] = replace(mark, span=both, language=mark.language or last.language)
        else:
            kept.append(mark)
    return kept


def _read_turn(
    text: str, turn: Turn, marks: Sequence[Mark], base: _State, record: str, *, rendered_next: bool
) -> tuple[_Reading, _State]:
    """The stretches of a turn, and the state the next turn begins with (toggles cross turns)."""
    body = _body(turn) or Span(turn.span.end, turn.span.end)
    switching = _with_languages(text, [mark for mark in marks if mark.kind in _SWITCHES])
    state, at, marked = base, body.start, False
    stretches: list[_Stretch] = []
    unprinted: list[Mark] = []
    for i, mark in enumerate(switching):
        reach = _reach(switching, i, body)
        place = min(max(at, mark.span.start), reach.start)
        stretches.append(_Stretch(Span(at, place), state))
        at = place
        heard = _spoken(text, reach.start, reach.end, marks)
        spoken = mark.kind is MarkKind.SPOKEN or (
            mark.rule == "spoke in" and not heard and mark.span in body
        )
        passing = _in_passing(text, mark, body.end) if spoken else _Passing.NO
        if passing is _Passing.ASIDE:
            continue
        if (
            mark.kind is MarkKind.UNTRANSLATED
            or passing is _Passing.UNPRINTED
            or (spoken and not heard)
        ):
            if spoken or not _rendered(text, mark, marks, body):
                unprinted.append(mark)
                stop = _after_stop(text, reach)
                stretches.append(_Stretch(Span(place, stop), _untranslated(text, mark)))
                at = stop
            continue
        following = switching[i + 1] if i + 1 < len(switching) else None
        closed = following is not None and following.kind is MarkKind.ORIGINAL
        printed = printed_language(reach.of(text))
        if is_surely_not(reach.of(text), record):
            printed = mark.language
        state, marked = _state_of(text, mark, closed=closed, printed=printed), True
        if RULES_BY_NAME[mark.rule].scope is Scope.TOGGLE:
            base = state
    stretches.append(_Stretch(Span(at, body.end), state))
    if rendered_next:
        unprinted = [m for m in unprinted if _spoken(text, m.span.end, body.end, marks)]
    joined = _join(text, stretches, marks, record) if body else ()
    return _Reading(joined, marked, tuple(unprinted)), base


def _rendered(text: str, mark: Mark, marks: Sequence[Mark], body: Span) -> bool:
    """Whether the interpretation of unwritten foreign speech follows at once."""
    first = bisect_left(marks, mark.span.end, key=_start)
    for other in map(marks.__getitem__, range(first, len(marks))):
        if other.kind is MarkKind.INTERPRETED:
            return not has_words(text[mark.span.end : min(other.span.start, body.end)])
    return False


def _untranslated(text: str, mark: Mark) -> _State:
    named = language_name(mark.language) if mark.language else "Another language"
    why = f"{named} was spoken at {_quote(text, mark)!r}, and nothing is printed for it."
    evidence = Evidence(mark.rule, why, mark.span)
    return _State(Delivery.UNTRANSLATED, evidence, mark.language)


def _join(
    text: str, stretches: Iterable[_Stretch], marks: Sequence[Mark], record: str
) -> tuple[_Stretch, ...]:
    """Stretches without words go to a neighbour; neighbours that say the same become one."""
    joined: list[_Stretch] = []
    pending: int | None = None
    for stretch in stretches:
        start = stretch.span.start if pending is None else pending
        end = stretch.span.end
        kept = stretch.state.delivery is Delivery.UNTRANSLATED
        if not kept and not _spoken(text, stretch.span.start, end, marks):
            pending = start if end > start else pending
            continue
        last = joined[-1] if joined else None
        if last and _same(last.state, stretch.state, record):
            language = last.state.language or stretch.state.language
            joined[-1] = _Stretch(
                Span(last.span.start, end), replace(last.state, language=language)
            )
        else:
            joined.append(_Stretch(Span(start, end), stretch.state))
        pending = None
    stretches = list(stretches)
    if pending is not None and stretches:
        end = stretches[-1].span.end
        if joined:
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, end))
        else:
            joined.append(_Stretch(Span(pending, end), stretches[-1].state))
    return tuple(joined)


def _same(before: _State, after: _State, record: str) -> bool:
    """Whether two states say the same; direct speech is in the language of the record if unsaid."""
    if before.delivery is not after.delivery:
        return False
    if before.delivery is Delivery.DIRECT:
        return (before.language or record) == (after.language or record)
    return len({before.language, after.language} - {None}) < 2


# ------------------------------------------------------------------- speakers


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


def _infer(
    transcript: Transcript, readings: Sequence[_Reading], fixed: frozenset[int]
) -> dict[int, _State]:
    """New states for unmarked turns of speakers who are interpreted in their other turns."""
    by_person: Mapping[tuple[str, ...], list[int]] = defaultdict(list)
    for i, person in enumerate(_people(transcript.turns)):
        if person and i not in fixed and any(_tells(s) for s in readings[i].stretches):
            by_person[person].append(i)
    marked_once = not any(
        sum(readings[i].marked and _starts_interpreted(readings[i]) for i in indices) > 1
        for indices in by_person.values()
    )
    inferred: dict[int, _State] = {}
    for indices in by_person.values():
        inferred.update(_infer_person(transcript, readings, indices, marked_once=marked_once))
    return inferred


def _tells(stretch: _Stretch) -> bool:
    """Whether a stretch says anything about how its speaker is heard."""
    return stretch.state.delivery is not Delivery.UNTRANSLATED


def _infer_person(
    transcript: Transcript,
    readings: Sequence[_Reading],
    indices: Sequence[int],
    *,
    marked_once: bool,
) -> Iterator[tuple[int, _State]]:
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
            yield i, _State(Delivery.INTERPRETED, evidence, language, max(0.5, confidence))
        else:
            why = f"No mark here, though {speaker} is interpreted in {count}, but not always."
            yield i, _direct(why, UNMARKED_BUT_INTERPRETED_ELSEWHERE)


def _word_count(text: str, turn: Turn) -> int:
    return sum(len(words(span.of(text))) for span in turn.paragraphs)


def _starts_interpreted(reading: _Reading) -> bool:
    """Whether a turn starts with the interpreter, in a record that may forget to say so."""
    told = [s.state for s in reading.stretches if _tells(s)]
    return (
        bool(told)
        and told[0].delivery is Delivery.INTERPRETED
        and told[0].evidence.rule not in _NEVER_FORGOTTEN
    )


def _starts_with_a_gap(text: str, turn: Turn) -> bool:
    """Whether the first words of a turn are lost."""
    body = _body(turn)
    marks = find_marks(text, turn.paragraphs[:1], record="en") if body else ()
    return bool(
        body
        and marks
        and marks[0].kind is MarkKind.GAP
        and not has_words(text[body.start : marks[0].span.start])
    )


def _one_language(readings: Iterable[_Reading]) -> str | None:
    """The language interpreted in these turns, where it is one."""
    stretches = (s for reading in readings for s in reading.stretches)
    told = {s.state.language for s in stretches if s.state.delivery is Delivery.INTERPRETED}
    languages = told - {None}
    return next(iter(languages)) if len(languages) == 1 else None


def _interpreter_state(language: str | None) -> _State:
    why = "The label says that an interpreter speaks; the words render the turn before."
    return _State(Delivery.INTERPRETED, Evidence(INTERPRETER_TURN, why), language)


# ----------------------------------------------------------------------- gaps


def _gap_kind(mark: Mark) -> GapKind:
    return RULES_BY_NAME[mark.rule].gap or GapKind.NOTHING_PRINTED


_ALONE_KINDS = frozenset({GapKind.START_LOST, GapKind.NOTHING_PRINTED})


def _gaps(text: str, turn: int, lost: Sequence[Mark], marks: Sequence[Mark]) -> Iterator[Gap]:
    """Gaps of one turn: marks with nothing spoken between them, in one paragraph, are one gap."""
    run: list[Mark] = []
    for mark in lost:
        if run and not _one_run(text, run[-1], mark, marks):
            yield _gap(text, turn, run)
            run = []
        run.append(mark)
    if run:
        yield _gap(text, turn, run)


def _one_run(text: str, before: Mark, after: Mark, marks: Sequence[Mark]) -> bool:
    if before.span == after.span:
        return True
    kinds = {_gap_kind(before), _gap_kind(after)}
    alone = len(kinds) > 1 and kinds & _ALONE_KINDS
    between = text[before.span.end : after.span.start]
    if alone or "\n\n" in between:
        return False
    return not _spoken(text, before.span.end, after.span.start, marks)


def _gap(text: str, turn: int, run: Sequence[Mark]) -> Gap:
    spans = tuple(dict.fromkeys(mark.span for mark in run))
    time = next((t for span in spans if (t := label_time(span.of(text))) is not None), None)
    kind = _gap_kind(next((mark for mark in run if mark.kind is MarkKind.GAP), run[0]))
    return Gap(turn, Span(spans[0].start, spans[-1].end), kind, spans, time)


# ------------------------------------------------------------------ all of it


def _within(marks: Sequence[Mark], span: Span) -> list[Mark]:
    first = bisect_left(marks, span.start, key=_start)
    return list(marks[first : bisect_right(marks, span.end, key=_start)])


def _page_state(text: str, marks: Sequence[Mark]) -> _State:
    """What marks above the first label say about the whole document."""
    told = [
        m for m in marks if m.kind in {MarkKind.INTERPRETED, MarkKind.SPOKEN, MarkKind.ORIGINAL}
    ]
    return _state_of(text, told[-1]) if told else _UNMARKED_STATE


def detect(transcript: Transcript) -> Detection:
    """Passages, gaps and marks of a transcript, each in order of the text."""
    text, turns = transcript.text, transcript.turns
    record = record_language(text)
    above = [each.span for each in transcript.dropped if each.rule == PAGE_MARK]
    labels = [turn.label for turn in turns if turn.label]
    paragraphs = [span for turn in turns for span in turn.paragraphs]
    marks = find_marks(text, paragraphs, labels, record, above)
    first = turns[0].span.start if turns else len(text)
    of_page = [mark for mark in marks if mark.span.end <= first]
    of_turn = [_within(marks, turn.span) for turn in turns]

    readings, fixed = _read_all(transcript, of_turn, _page_state(text, of_page), record)
    states = _infer(transcript, readings, fixed)
    passages: list[Passage] = []
    gaps: list[Gap] = []
    for i, reading in enumerate(readings):
        stretches = [
            replace(s, state=states.get(i, s.state)) if s.state is _UNMARKED_STATE else s
            for s in reading.stretches
        ]
        passages.extend(_passages(text, i, stretches))
        lost = _lost(text, turns[i], of_turn[i], reading)
        if i == 0:
            lost = [m for m in of_page if m.kind is MarkKind.GAP] + lost
        gaps.extend(_gaps(text, i, lost, of_turn[i]))
    return Detection(tuple(passages), tuple(gaps), marks)


def _lost(text: str, turn: Turn, marks: Sequence[Mark], reading: _Reading) -> list[Mark]:
    """The marks of a turn where words are lost; in a label only if it stands for the whole turn."""
    body = _body(turn)
    silent = body is None or not _spoken(text, body.start, body.end, marks)
    in_body = [
        mark
        for mark in marks
        if mark.kind is MarkKind.GAP
        and (
            silent
            or _gap_kind(mark) is GapKind.START_LOST
            or not (turn.label and mark.span in turn.label)
        )
    ]
    return sorted({*in_body, *reading.unprinted}, key=lambda mark: (mark.span, mark.rule))


def _read_all(
    transcript: Transcript, of_turn: Sequence[Sequence[Mark]], base: _State, record: str
) -> tuple[list[_Reading], frozenset[int]]:
    """Every turn read in order, and the turns about which nothing is left to infer."""
    text, turns = transcript.text, transcript.turns
    renders = [bool(INTERPRETER.fullmatch(fold(turn.speaker))) for turn in turns]
    readings: list[_Reading] = []
    fixed: set[int] = set()
    for i, turn in enumerate(turns):
        begin = base
        if renders[i]:
            fixed.add(i)
            begin = _interpreter_state(_last_language(readings))
        elif base is not _UNMARKED_STATE:
            fixed.add(i)
        rendered_next = i + 1 < len(turns) and renders[i + 1]
        reading, after = _read_turn(
            text, turn, of_turn[i], begin, record, rendered_next=rendered_next
        )
        readings.append(reading)
        base = after if not renders[i] else base
    return readings, frozenset(fixed)


def _last_language(readings: Sequence[_Reading]) -> str | None:
    stretches = readings[-1].stretches if readings else ()
    return stretches[-1].state.language if stretches else None


def _passages(text: str, turn: int, stretches: Iterable[_Stretch]) -> Iterator[Passage]:
    for stretch in stretches:
        state = stretch.state
        yield Passage(
            turn=turn,
            span=trim(text, stretch.span.start, stretch.span.end),
            delivery=state.delivery,
            evidence=state.evidence,
            language=state.language,
            confidence=state.confidence,
        )
