"""One turn, read mark by mark as a listener would: how its words came to be on the page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from align.identify import likelier
from align.languages import is_surely_not, language_name, printed_language
from align.text import has_words
from align.transcripts.mark_rules import RULES_BY_NAME, Scope
from align.types import Delivery, Evidence, Mark, MarkKind, Span, Turn

NO_MARK = "no mark"
INTERPRETER_TURN = "interpreter's turn"
UNMARKED = 0.9
CLOSED_BY_A_SWITCH = 0.8
UNDECIDED = 0.5
#: Words of a greeting at most.
GREETING = 8
_PAUSES, _CLOSING = ",-–—", "”»"


@dataclass(frozen=True, slots=True)
class State:
    """How the words after a place came to be on the page."""

    delivery: Delivery
    evidence: Evidence
    language: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a turn's body under one state, before neighbours are joined."""

    span: Span
    state: State


@dataclass(frozen=True, slots=True)
class Reading:
    """What the marks of one turn say."""

    stretches: tuple[Stretch, ...]
    marked: bool
    unprinted: tuple[Mark, ...]


def _quote(text: str, mark: Mark) -> str:
    return " ".join(mark.span.of(text).split())


def body_of(turn: Turn) -> Span | None:
    """From the first paragraph of a turn to the last; None where only a label stands."""
    if not turn.paragraphs:
        return None
    return Span(turn.paragraphs[0].start, turn.paragraphs[-1].end)


def mark_start(mark: Mark) -> int:
    """Where a mark starts."""
    return mark.span.start


def is_spoken(text: str, start: int, end: int, marks: Sequence[Mark]) -> bool:
    """Whether anybody spoke words in a stretch: marks do not count."""
    at = start
    first = max(0, bisect_left(marks, start, key=mark_start) - 2)
    for mark in map(marks.__getitem__, range(first, len(marks))):
        if mark.span.start >= end:
            break
        if has_words(text[at : max(at, mark.span.start)]):
            return True
        at = max(at, mark.span.end)
    return at < end and has_words(text[at:end])


_SWITCHES = frozenset(
    {MarkKind.INTERPRETED, MarkKind.SPOKEN, MarkKind.ORIGINAL, MarkKind.UNTRANSLATED}
)
# Marks that only name the language: the words printed after them may be that language itself.
_NAMES_LANGUAGE = frozenset({"in a language", "language alone", "language in label"})


def direct(reason: str, confidence: float = UNMARKED) -> State:
    """The state of words that are the speaker's own."""
    return State(Delivery.DIRECT, Evidence(NO_MARK, reason), None, confidence)


UNMARKED_STATE = direct("No mark says that the words are an interpreter's.")


def state_of(text: str, mark: Mark, *, closed: bool = False, printed: str | None = None) -> State:
    """The state that a switching mark begins.

    ``closed``: a later mark ends it by name, as ``(In English.)`` does. ``printed``: the language
    of the words after it, where they are enough to tell.
    """
    rule = RULES_BY_NAME[mark.rule]
    quoted = f"{_quote(text, mark)!r}"
    if printed and printed == mark.language and rule.name in _NAMES_LANGUAGE | {"language code"}:
        why = f"{quoted} names the language in which the words after it are printed."
        return State(Delivery.DIRECT, Evidence(rule.name, why, mark.span), mark.language)
    if mark.kind is MarkKind.ORIGINAL:
        evidence = Evidence(rule.name, f"The mark {quoted} says so. {rule.why}", mark.span)
        return State(Delivery.DIRECT, evidence, mark.language)
    if mark.kind is MarkKind.INTERPRETED:
        evidence = Evidence(rule.name, f"The mark {quoted} says so. {rule.why}", mark.span)
        return State(Delivery.INTERPRETED, evidence, mark.language, rule.confidence)
    named = language_name(mark.language) if mark.language else "another language"
    if closed:
        why = f"{quoted} says that this was spoken in {named}, and a later mark ends it."
        evidence = Evidence(rule.name, why, mark.span)
        return State(Delivery.INTERPRETED, evidence, mark.language, CLOSED_BY_A_SWITCH)
    why = (
        f"{quoted} says that {named} was spoken; whether the words printed after it are the "
        "interpretation the mark alone cannot tell."
    )
    return State(Delivery.UNCERTAIN, Evidence(rule.name, why, mark.span), mark.language, UNDECIDED)


def _before_interpreter(text: str, state: State, interpreted: Mark) -> State:
    """An undecided state, settled by a mark that says where the interpreter's words begin."""
    if state.delivery is not Delivery.UNCERTAIN:
        return state
    why = f"The interpreter's words begin only at {_quote(text, interpreted)!r}."
    evidence = Evidence(interpreted.rule, why, interpreted.span)
    return State(Delivery.DIRECT, evidence, None, CLOSED_BY_A_SWITCH)


class _Passing(Enum):
    """What ``(in French)`` inside a sentence says."""

    NO = "it does not stand inside a sentence"
    UNPRINTED = "foreign words stood here: Merci, (in French), my friends"
    ASIDE = "the speaker's or the writer's own aside: the text was (in French) long"


def _in_passing(text: str, mark: Mark, end: int) -> _Passing:
    before = text[max(0, mark.span.start - 3) : mark.span.start].rstrip()[-1:]
    after = text[mark.span.end : min(end, mark.span.end + 3)].lstrip(" \t\u00a0")[:1]
    ended = mark.span.of(text)[-2:-1] == "."
    if not (before.isalnum() or before in _PAUSES + _CLOSING):
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


def read_turn(
    text: str, turn: Turn, marks: Sequence[Mark], base: State, record: str, *, rendered_next: bool
) -> tuple[Reading, State]:
    """The stretches of a turn, and the state the next turn begins with (toggles cross turns)."""
    body = body_of(turn) or Span(turn.span.end, turn.span.end)
    switching = _with_languages(text, [mark for mark in marks if mark.kind in _SWITCHES])
    state, at, marked = base, body.start, False
    stretches: list[Stretch] = []
    unprinted: list[Mark] = []
    for i, mark in enumerate(switching):
        reach = _reach(switching, i, body)
        place = min(max(at, mark.span.start), reach.start)
        stretches.append(Stretch(Span(at, place), state))
        at = place
        heard = is_spoken(text, reach.start, reach.end, marks)
        spoken = mark.kind is MarkKind.SPOKEN or (
            mark.rule == "spoke in" and not heard and mark.span in body
        )
        is_silent = not heard and (spoken or mark.rule == "no interpreter")
        passing = _in_passing(text, mark, body.end) if spoken else _Passing.NO
        if passing is _Passing.ASIDE:
            continue
        if mark.kind is MarkKind.UNTRANSLATED or passing is _Passing.UNPRINTED or is_silent:
            if spoken or is_silent or not _rendered(text, mark, marks, body):
                unprinted.append(mark)
                stop = _after_stop(text, reach)
                stretches.append(Stretch(Span(place, stop), _untranslated(text, mark)))
                at = stop
            continue
        following = switching[i + 1] if i + 1 < len(switching) else None
        closed = following is not None and following.kind is MarkKind.ORIGINAL
        printed = _printed(reach.of(text), mark.language, record)
        state, marked = state_of(text, mark, closed=closed, printed=printed), True
        if following is not None and following.kind is MarkKind.INTERPRETED:
            state = _before_interpreter(text, state, following)
        if RULES_BY_NAME[mark.rule].scope is Scope.TOGGLE:
            base = state
    stretches.append(Stretch(Span(at, body.end), state))
    if rendered_next:
        unprinted = [m for m in unprinted if is_spoken(text, m.span.end, body.end, marks)]
    joined = _join(text, stretches, marks, record) if body else ()
    return Reading(joined, marked, tuple(unprinted)), base


def _printed(words: str, named: str | None, record: str) -> str | None:
    """The language in which the words after a mark are printed, where they are enough to tell.

    A greeting holds none of the commonest words: of two languages it is in the likelier one.
    """
    if is_surely_not(words, record):
        return named
    printed = printed_language(words)
    if printed is None and named and named != record and len(words.split()) <= GREETING:
        return likelier(words, named, record)
    return printed


def _rendered(text: str, mark: Mark, marks: Sequence[Mark], body: Span) -> bool:
    """Whether the interpretation of unwritten foreign speech follows at once."""
    first = bisect_left(marks, mark.span.end, key=mark_start)
    for other in map(marks.__getitem__, range(first, len(marks))):
        if other.kind is MarkKind.INTERPRETED:
            return not has_words(text[mark.span.end : min(other.span.start, body.end)])
    return False


def _untranslated(text: str, mark: Mark) -> State:
    named = language_name(mark.language) if mark.language else "Another language"
    why = f"{named} was spoken at {_quote(text, mark)!r}, and nothing is printed for it."
    evidence = Evidence(mark.rule, why, mark.span)
    return State(Delivery.UNTRANSLATED, evidence, mark.language)


def _join(
    text: str, stretches: Iterable[Stretch], marks: Sequence[Mark], record: str
) -> tuple[Stretch, ...]:
    """Stretches without words go to a neighbour; neighbours that say the same become one."""
    joined: list[Stretch] = []
    pending: int | None = None
    for stretch in stretches:
        start = stretch.span.start if pending is None else pending
        end = stretch.span.end
        kept = stretch.state.delivery is Delivery.UNTRANSLATED
        if not kept and not is_spoken(text, stretch.span.start, end, marks):
            pending = start if end > start else pending
            continue
        last = joined[-1] if joined else None
        if last and _same(last.state, stretch.state, record):
            language = last.state.language or stretch.state.language
            joined[-1] = Stretch(Span(last.span.start, end), replace(last.state, language=language))
        else:
            joined.append(Stretch(Span(start, end), stretch.state))
        pending = None
    stretches = list(stretches)
    if pending is not None and stretches:
        end = stretches[-1].span.end
        if joined:
            joined[-1] = replace(joined[-1], span=Span(joined[-1].span.start, end))
        else:
            joined.append(Stretch(Span(pending, end), stretches[-1].state))
    return tuple(joined)


def _same(before: State, after: State, record: str) -> bool:
    """Whether two states say the same; direct speech is in the language of the record if unsaid."""
    if before.delivery is not after.delivery:
        return False
    if before.delivery is Delivery.DIRECT:
        return (before.language or record) == (after.language or record)
    return len({before.language, after.language} - {None}) < 2


def interpreter_state(language: str | None) -> State:
    """The state of words under the interpreter's own label."""
    why = "The label says that an interpreter speaks; the words render the turn before."
    return State(Delivery.INTERPRETED, Evidence(INTERPRETER_TURN, why), language)
