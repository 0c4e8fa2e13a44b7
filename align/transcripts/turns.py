"""From plain text to turns: lines, labels, what stands before and after, paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from align.languages import record_language
from align.text import ends_sentence, lines, trim
from align.transcripts.boilerplate import Where, is_label_like, rule_for
from align.transcripts.brackets import read_bracket
from align.transcripts.edges import foot_of, front_of, head_of, tail_of, title_of
from align.transcripts.headings import is_greeting, is_heading, is_title
from align.transcripts.label_evidence import accept
from align.transcripts.label_shapes import Shape
from align.transcripts.labels import Candidate, Separator, inside_labels, line_label
from align.transcripts.mark_rules import Place
from align.transcripts.running import NAME, running_lines
from align.types import Dropped, Span, Turn

_ALONE = re.compile(r"[(\[{][^()\[\]{}]{1,120}[)\]}][.:]?")
_SENTENCE_INSIDE = re.compile(r"[.!?]\s")
_BRACKET_AFTER = re.compile(r":\s*[(\[]")
_BRACKET_LAST = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_LEADERS = re.compile(r"(?: ?\.){4}")
# In the records of a committee the names of those who are heard, not their words.
_WITNESS = re.compile(r"Witness(?:es)?: [A-ZÀ-Þ][\w'’.-]+(?:,?\s[A-ZÀ-Þ][\w'’.-]+)*$")
#: Words of a title behind its colon that is printed in capitals.
LONGEST_SUBTITLE = 6
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
        is_whole = i and not text[found[i - 1].span.end : line.span.start].strip()
        if is_whole and _same_paragraph(text, found[i - 1], line, layout):
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return tuple(spans)


def _labels(text: str, found: Sequence[Line]) -> tuple[Candidate, ...]:
    candidates: list[Candidate] = []
    spoke = begun = False
    for line in found:
        start, end = line.span.start, line.span.end
        label = line_label(text, start, end)
        speaks = _speaks(label, line.span.of(text))
        if is_label_like(line.span.of(text)) and not (speaks or (spoke and _is_role(label))):
            continue
        spoke = spoke or speaks
        if label and not begun and _heads(label, text[label.span.end : end]):
            continue
        begun = begun or (label is not None and ends_sentence(line.span.of(text)))
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


def _heads(label: Candidate, rest: str) -> bool:
    """Whether a title has a colon inside: ``Foreign Affairs Council: Remarks upon arrival``."""
    is_short = len(rest.split()) <= LONGEST_SUBTITLE or not rest.isupper()
    return (
        label.separator is Separator.COLON
        and not (label.backed or label.shape is Shape.ROLE or ends_sentence(rest.strip()))
        and is_title(rest.strip())
        and not read_bracket(rest.strip(), Place.LINE)
        and not is_greeting(rest)
        and is_short
    )


def _speaks(label: Candidate | None, line: str) -> bool:
    """Whether ``Host: Good evening.`` is speech: ``Host: Ada Roy`` is a field of the page."""
    if _LEADERS.search(line) or _WITNESS.match(line):
        return False
    return _is_role(label) and (
        ends_sentence(_BRACKET_LAST.sub("", line)) or _BRACKET_AFTER.search(line) is not None
    )


def _is_role(label: Candidate | None) -> bool:
    return label is not None and label.shape is Shape.ROLE


def _blocks(text: str, found: Iterable[Line], labels: Sequence[Candidate]) -> list[_Block]:
    """The lines under each label; the first block has no label."""
    blocks = [_Block(None)]
    waiting = list(reversed(labels))
    for line in found:
        if not waiting or waiting[-1].span.start >= line.span.end:
            blocks[-1].lines.append(line)
            continue
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


def _page_lines(text: str, found: Sequence[Line]) -> list[tuple[Line, str]]:
    """Each line with the name of what makes it a part of the page, or ""."""
    running = running_lines([line.span.of(text) for line in found])
    return [
        (line, NAME if said in running else rule.name if rule else "")
        for line in found
        for said in (line.span.of(text),)
        for rule in (rule_for(said, Where.MIDDLE),)
    ]


def _take_off(text: str, first: _Block, last: _Block, record: str) -> list[Dropped]:
    """Takes the lines of the page off the front of a record and off its foot."""
    front = front_of(text, [line.span for line in first.lines], record)
    gone = {each.span for each in front}
    first.lines = [line for line in first.lines if line.span not in gone]
    stop, foot = foot_of(text, [line.span for line in last.lines], 1)
    del last.lines[stop:]
    return [*front, *foot]


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
    page = _page_lines(masked, everything)
    dropped = [Dropped(line.span, rule) for line, rule in page if rule]
    found = [line for line, rule in page if not rule]
    masked = _mask(masked, dropped)
    record = record_language(masked)
    layout = _layout(masked, found)
    first, *blocks = _blocks(masked, found, _labels(masked, found))

    if blocks:
        dropped += _take_off(masked, first, blocks[-1], record)
    opening = _paragraphs(masked, first.lines, layout)
    above, speech = head_of(masked, opening, record) if blocks else title_of(masked, opening)
    dropped += above
    turns: list[Turn] = []
    if speech:
        if not blocks:
            speech, below = tail_of(masked, speech, 1)
            dropped += below
        turns.append(Turn("", None, tuple(speech)))
    for block in blocks:
        spans = list(_paragraphs(masked, block.lines, layout))
        if block is blocks[-1]:
            spans, below = tail_of(masked, spans, 1)
            dropped += below
        if block.label is not None:
            turns.append(Turn(block.label.speaker, block.label.span, tuple(spans)))
    return tuple(turns), tuple(sorted([*skip, *dropped], key=lambda each: each.span))
