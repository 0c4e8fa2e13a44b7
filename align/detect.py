"""From a transcript to passages and gaps: who is interpreted where, and where words are lost.

Each turn is read mark by mark (``delivery.py``); then turns without a mark are compared with the
other turns of the same speaker (``inference.py``).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from align.delivery import (
    UNMARKED_STATE,
    Reading,
    State,
    Stretch,
    body_of,
    interpreter_state,
    is_spoken,
    mark_start,
    read_turn,
    state_of,
)
from align.inference import infer
from align.languages import record_language
from align.switches import cut_by_language
from align.text import fold, trim
from align.transcripts.edges import PAGE_MARK
from align.transcripts.label_shapes import label_time
from align.transcripts.label_words import INTERPRETER
from align.transcripts.mark_rules import FURNITURE, RULES_BY_NAME
from align.transcripts.markers import find_marks
from align.types import (
    Detection,
    Gap,
    GapKind,
    Mark,
    MarkKind,
    Passage,
    Span,
    Transcript,
    Turn,
)


def _within(marks: Sequence[Mark], span: Span) -> list[Mark]:
    first = bisect_left(marks, span.start, key=mark_start)
    return list(marks[first : bisect_right(marks, span.end, key=mark_start)])


def _page_state(text: str, marks: Sequence[Mark]) -> State:
    """What marks above the first label say about the whole document."""
    told = [
        m for m in marks if m.kind in {MarkKind.INTERPRETED, MarkKind.SPOKEN, MarkKind.ORIGINAL}
    ]
    return state_of(text, told[-1]) if told else UNMARKED_STATE


def detect(transcript: Transcript) -> Detection:
    """Passages, gaps and marks of a transcript, each in order of the text."""
    text, turns = transcript.text, transcript.turns
    record = record_language(text)
    above = [each.span for each in transcript.dropped if each.rule == PAGE_MARK]
    labels = [turn.label for turn in turns if turn.label]
    paragraphs = [span for turn in turns for span in turn.paragraphs]
    marks = _with_furniture(find_marks(text, paragraphs, labels, record, above), transcript)
    first = turns[0].span.start if turns else len(text)
    of_page = [mark for mark in marks if mark.span.end <= first]
    of_turn = [_within(marks, turn.span) for turn in turns]

    readings, fixed = _read_all(transcript, of_turn, _page_state(text, of_page), record)
    states = infer(transcript, readings, fixed)
    passages: list[Passage] = []
    gaps: list[Gap] = []
    for i, reading in enumerate(readings):
        stretches = [
            replace(s, state=states.get(i, s.state)) if s.state is UNMARKED_STATE else s
            for s in reading.stretches
        ]
        parts = [part for each in stretches for part in cut_by_language(text, each, record)]
        passages.extend(_passages(text, i, parts))
        lost = _lost(text, turns[i], of_turn[i], reading)
        if i == 0:
            lost = [m for m in of_page if m.kind is MarkKind.GAP] + lost
        gaps.extend(_gaps(text, i, lost, of_turn[i]))
    return Detection(tuple(passages), tuple(gaps), marks)


def _with_furniture(marks: tuple[Mark, ...], transcript: Transcript) -> tuple[Mark, ...]:
    """The marks, and the lines of the page that stand inside a paragraph."""
    paragraphs = [span for turn in transcript.turns for span in turn.paragraphs]
    starts = [span.start for span in paragraphs]
    cutting = [
        Mark(each.span, FURNITURE.kind, FURNITURE.name)
        for each in transcript.dropped
        if (place := bisect_right(starts, each.span.start)) and each.span in paragraphs[place - 1]
    ]
    return tuple(sorted((*marks, *cutting), key=lambda mark: mark.span)) if cutting else marks


def _lost(text: str, turn: Turn, marks: Sequence[Mark], reading: Reading) -> list[Mark]:
    """The marks of a turn where words are lost; in a label only if it stands for the whole turn."""
    body = body_of(turn)
    silent = body is None or not is_spoken(text, body.start, body.end, marks)
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
    transcript: Transcript, of_turn: Sequence[Sequence[Mark]], base: State, record: str
) -> tuple[list[Reading], frozenset[int]]:
    """Every turn read in order, and the turns about which nothing is left to infer."""
    text, turns = transcript.text, transcript.turns
    renders = [bool(INTERPRETER.fullmatch(fold(turn.speaker))) for turn in turns]
    readings: list[Reading] = []
    fixed: set[int] = set()
    for i, turn in enumerate(turns):
        begin = base
        if renders[i]:
            fixed.add(i)
            begin = interpreter_state(_last_language(readings))
        elif base is not UNMARKED_STATE:
            fixed.add(i)
        rendered_next = i + 1 < len(turns) and renders[i + 1]
        reading, after = read_turn(
            text, turn, of_turn[i], begin, record, rendered_next=rendered_next
        )
        readings.append(reading)
        base = after if not renders[i] else base
    return readings, frozenset(fixed)


def _last_language(readings: Sequence[Reading]) -> str | None:
    stretches = readings[-1].stretches if readings else ()
    return stretches[-1].state.language if stretches else None


def _passages(text: str, turn: int, stretches: Iterable[Stretch]) -> Iterator[Passage]:
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
    return not is_spoken(text, before.span.end, after.span.start, marks)


def _gap(text: str, turn: int, run: Sequence[Mark]) -> Gap:
    spans = tuple(dict.fromkeys(mark.span for mark in run))
    time = next((t for span in spans if (t := label_time(span.of(text))) is not None), None)
    kind = _gap_kind(next((mark for mark in run if mark.kind is MarkKind.GAP), run[0]))
    return Gap(turn, Span(spans[0].start, spans[-1].end), kind, spans, time)
