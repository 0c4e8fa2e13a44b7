"""From plain text to turns: lines, labels, what stands before and after, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from align.languages import record_language
from align.text import ends_sentence, has_words, lines, trim
from align.transcripts.boilerplate import (
    Where,
    is_greeting,
    is_heading,
    is_label_like,
    is_speech,
    is_title,
    opens_tail,
    rule_for,
)
from align.transcripts.labels import Candidate, Separator, Shape, accept, inside_labels, line_label
from align.transcripts.markers import find_marks, page_note
from align.types import Dropped, MarkKind, Span, Turn

PAGE_MARK = "mark above the first speaker"
HEADING = "heading above the first speaker"
FOOTER = "title after the last speech"
BELOW = "below the last speech"

_ALONE = re.compile(r"[(\[{][^()\[\]{}]{1,120}[)\]}][.:]?")
_SENTENCE_INSIDE = re.compile(r"[.!?]\s")
_BRACKET_AFTER = re.compile(r":\s*[(\[]")
_GOES_ON = re.compile(r"[\w,;’'-]$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it; ``apart`` when an empty line stands before it."""

    span: Span
    apart: bool
    indented: bool = False


@dataclass(slots=True)
class _Block:
    """A label and the lines under it, while they are being collected."""

    label: Candidate | None
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Layout:
    """How the document breaks its lines.

    Attributes:
        wrapped: Lines are cut at a width, not at the end of a paragraph.
        width: That width.
        cased: Paragraphs begin with capitals, so a small letter goes on with a sentence.
        empty_lines: Empty lines stand between paragraphs.
    """

    wrapped: bool
    width: int
    cased: bool
    empty_lines: bool


def _mask(text: str, skip: Iterable[Dropped]) -> str:
    """``text`` with what is skipped as line ends, so that every offset stays."""
    parts: list[str] = []
    at = 0
    for dropped in sorted(skip, key=lambda each: each.span):
        start, end = max(at, dropped.span.start), max(at, dropped.span.end)
        parts += [text[at:start], "\n" * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _filled_lines(text: str) -> Iterator[Line]:
    apart = True
    for span in lines(text):
        kept = trim(text, span.start, span.end)
        if kept:
            yield Line(kept, apart, kept.start > span.start)
        apart = not kept


def _layout(text: str, found: Sequence[Line]) -> _Layout:
    pairs = [(a, b) for a, b in pairwise(found) if not b.apart]
    firsts = [text[line.span.start] for line in found if line.apart]
    capitals = sum(not c.islower() for c in firsts)
    lengths = sorted(len(line.span) for line in found)
    width = lengths[int(len(lengths) * 0.9)] if lengths else 0
    open_ends = sum(not ends_sentence(a.span.of(text)) for a, _ in pairs)
    sentences = sum(bool(_SENTENCE_INSIDE.search(a.span.of(text))) for a, _ in pairs)
    return _Layout(
        wrapped=len(pairs) >= 3
        and width <= 140
        and open_ends >= 0.4 * len(pairs)
        and sentences > 0,
        width=width,
        cased=capitals >= 0.7 * len(firsts),
        empty_lines=len(pairs) < len(found) - 1,
    )


def _same_paragraph(text: str, before: Line, after: Line, layout: _Layout) -> bool:
    """Whether a line goes on with the paragraph of the line before it."""
    last, first = before.span.of(text), after.span.of(text)
    if _ALONE.fullmatch(last) or _ALONE.fullmatch(first):
        return False
    goes_on = layout.cased and first[0].islower() and bool(_GOES_ON.search(last))
    if after.apart:
        return goes_on
    if not layout.wrapped:
        return goes_on
    if layout.empty_lines:
        return True
    if after.indented and not before.indented:
        return False
    return not ends_sentence(last) or len(before.span) >= 0.75 * layout.width


def _paragraphs(text: str, found: Sequence[Line], layout: _Layout) -> tuple[Span, ...]:
    spans: list[Span] = []
    for i, line in enumerate(found):
        if i and _same_paragraph(text, found[i - 1], line, layout):
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return tuple(spans)


def _labels(text: str, found: Sequence[Line]) -> tuple[Candidate, ...]:
    candidates: list[Candidate] = []
    for line in found:
        start, end = line.span.start, line.span.end
        label = line_label(text, start, end)
        if is_label_like(line.span.of(text)) and not _speaks(label, line.span.of(text)):
            continue
        if label and label.separator is Separator.LINE:
            if not rule_for(line.span.of(text), Where.ANYWHERE):
                candidates.append(label)
            continue
        if label:
            candidates.append(label)
            start = label.span.end
        candidates.extend(inside_labels(text, start, end))
    titles_end = (line.span.start for line in found if not is_heading(line.span.of(text)))
    return accept(candidates, next(titles_end, 0))


def _speaks(label: Candidate | None, line: str) -> bool:
    """Whether ``Host: Good evening.`` is speech: ``Host: Ada Roy`` is a field of the page."""
    role = label is not None and label.shape is Shape.ROLE
    return role and (ends_sentence(line) or _BRACKET_AFTER.search(line) is not None)


def _blocks(text: str, found: Iterable[Line], labels: Sequence[Candidate]) -> list[_Block]:
    """The lines under each label; the first block has no label."""
    blocks = [_Block(None)]
    waiting = list(reversed(labels))
    for line in found:
        at, apart = line.span.start, line.apart
        while waiting and waiting[-1].span.start < line.span.end:
            label = waiting.pop()
            _add(text, blocks[-1], at, label.span.start, apart=apart)
            blocks.append(_Block(label))
            at, apart = label.span.end, False
        _add(text, blocks[-1], at, line.span.end, apart=apart, indented=line.indented)
    return blocks


def _add(
    text: str, block: _Block, start: int, end: int, *, apart: bool, indented: bool = False
) -> None:
    kept = trim(text, start, max(start, end))
    if kept:
        block.lines.append(Line(kept, apart, indented))


def _says_something(text: str, span: Span, record: str) -> bool:
    """Whether a paragraph is a mark and nothing else, and one that speaks of what follows."""
    if page_note(span.of(text)):
        return True
    marks = find_marks(text, [span], record=record)
    told = {MarkKind.INTERPRETED, MarkKind.SPOKEN, MarkKind.ORIGINAL, MarkKind.GAP}
    rest, at = "", span.start
    for mark in marks:
        rest += text[at : max(at, mark.span.start)]
        at = max(at, mark.span.end)
    return any(mark.kind in told for mark in marks) and not has_words(rest + text[at : span.end])


def _head(text: str, spans: Sequence[Span], record: str) -> tuple[list[Dropped], list[Span]]:
    """What stands above the first label: what belongs to the page, and speech without a label."""
    dropped: list[Dropped] = []
    speech: list[Span] = []
    silent = not any(is_speech(span.of(text)) for span in spans)
    for span in spans:
        line = span.of(text)
        rule = rule_for(line, Where.TOP)
        if not speech and _says_something(text, span, record):
            dropped.append(Dropped(span, PAGE_MARK))
        elif rule:
            dropped.append(Dropped(span, rule.name))
        elif silent or (not speech and is_heading(line)):
            dropped.append(Dropped(span, HEADING))
        else:
            speech.append(span)
    return dropped, speech


def _title(text: str, spans: Sequence[Span]) -> tuple[list[Dropped], list[Span]]:
    """The same for a text without any label, where titles go only if speech surely follows."""
    reasons: list[str] = []
    for span in spans:
        reason = _above_speech(span.of(text))
        if not reason:
            break
        reasons.append(reason)
    end = len(reasons)
    if not _speech_follows(text, spans, end):
        end = next((i for i in range(end) if reasons[i] == HEADING), end)
    return [Dropped(*each) for each in zip(spans[:end], reasons, strict=False)], list(spans[end:])


def _above_speech(line: str) -> str:
    """Why a line at the top of a text without labels is no speech; "" if it may be."""
    if page_note(line):
        return PAGE_MARK
    rule = rule_for(line, Where.TOP)
    return rule.name if rule else HEADING if is_heading(line, 20) else ""


def _speech_follows(text: str, spans: Sequence[Span], start: int) -> bool:
    """Whether a paragraph of speech stands at ``start``, apart from what is above it."""
    if not 0 < start < len(spans):
        return False
    above, line = spans[start - 1], spans[start].of(text)
    spoken = len(line) > 3 * len(above) and ends_sentence(line)
    return "\n\n" in text[above.end : spans[start].start] and (spoken or is_greeting(line))


def _tail(text: str, spans: Sequence[Span], keep: int) -> tuple[list[Span], list[Dropped]]:
    """The last turn's paragraphs, and what stands below them; the first ``keep`` always stay."""
    stop = len(spans)
    dropped: list[Dropped] = []
    opener = next((i for i in range(keep, len(spans)) if _opens_tail(text, spans, i)), None)
    if opener is not None:
        dropped = [Dropped(span, BELOW) for span in spans[opener:]]
        stop = opener
    below = _below(text, spans[:stop], keep)
    for span in spans[below:stop]:
        rule = rule_for(span.of(text), Where.END)
        dropped.append(Dropped(span, rule.name if rule else FOOTER))
    stop = min(stop, below)
    return list(spans[:stop]), dropped


def _below(text: str, spans: Sequence[Span], keep: int) -> int:
    """The index from which only titles and footers stand; the first of them is surely one."""
    titles_end = _punctuated(text, spans)
    start = len(spans)
    found = start
    while start > keep:
        line = spans[start - 1].of(text)
        ruled = rule_for(line, Where.END) is not None
        if not ruled and not (titles_end and is_heading(line, 16)):
            break
        start -= 1
        found = start if ruled or is_title(line) else found
    return found


def _opens_tail(text: str, spans: Sequence[Span], i: int) -> bool:
    if len(spans) - i > 60 or not opens_tail(spans[i].of(text)):
        return False
    return all(len(span) < 300 for span in spans[i + 1 :])


def _punctuated(text: str, spans: Sequence[Span]) -> bool:
    """Whether speech in this text ends in full stops, so that a line without one stands out."""
    spoken = [span.of(text) for span in spans if len(span) > 100]
    return not spoken or sum(map(ends_sentence, spoken)) >= 0.7 * len(spoken)


def find_turns(
    text: str, skip: Sequence[Dropped] = ()
) -> tuple[tuple[Turn, ...], tuple[Dropped, ...]]:
    r"""Every turn, and everything that is no part of the event, ``skip`` included.

    Args:
        text: Decoded and repaired, line ends as ``\n``.
        skip: What is known to belong to the page already.

    >>> turns, _ = find_turns("MS. DIAZ: Good morning.\n\nQUESTION: (Inaudible.)")
    >>> [turn.speaker for turn in turns]
    ['MS. DIAZ', 'QUESTION']
    """
    masked = _mask(text, skip)
    everything = list(_filled_lines(masked))
    page = [(line, rule_for(line.span.of(masked), Where.MIDDLE)) for line in everything]
    dropped = [Dropped(line.span, rule.name) for line, rule in page if rule]
    found = [line for line, rule in page if not rule]
    record = record_language(masked)
    layout = _layout(masked, found)
    first, *blocks = _blocks(masked, found, _labels(masked, found))

    opening = _paragraphs(masked, first.lines, layout)
    above, speech = _head(masked, opening, record) if blocks else _title(masked, opening)
    dropped += above
    turns: list[Turn] = []
    if speech:
        if not blocks:
            speech, below = _tail(masked, speech, 1)
            dropped += below
        turns.append(Turn("", None, tuple(speech)))
    for block in blocks:
        spans = list(_paragraphs(masked, block.lines, layout))
        if block is blocks[-1]:
            spans, below = _tail(masked, spans, 1)
            dropped += below
        if block.label is not None:
            turns.append(Turn(block.label.speaker, block.label.span, tuple(spans)))
    return tuple(turns), tuple(sorted([*skip, *dropped], key=lambda each: each.span))
