"""Above the first speaker and below the last: what belongs to the page, and what is spoken."""

from __future__ import annotations

from collections.abc import Sequence

from align.text import ends_sentence, has_words
from align.transcripts.boilerplate import Where, rule_for
from align.transcripts.brackets import page_note
from align.transcripts.headings import is_greeting, is_heading, is_speech, is_title, opens_tail
from align.transcripts.markers import find_marks
from align.types import Dropped, MarkKind, Span

PAGE_MARK = "mark above the first speaker"
HEADING = "heading above the first speaker"
FOOTER = "title after the last speech"
BELOW = "below the last speech"


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


def front_of(text: str, lines: Sequence[Span], record: str) -> list[Dropped]:
    """The lines above the first label that a rule tells, one by one, as they stand on the page."""
    told = [(line, rule_for(line.of(text), Where.TOP)) for line in lines]
    return [
        Dropped(line, rule.name)
        for line, rule in told
        if rule and not _says_something(text, line, record)
    ]


def head_of(text: str, spans: Sequence[Span], record: str) -> tuple[list[Dropped], list[Span]]:
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


def title_of(text: str, spans: Sequence[Span]) -> tuple[list[Dropped], list[Span]]:
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


def foot_of(text: str, lines: Sequence[Span], keep: int) -> tuple[int, list[Dropped]]:
    """How many lines of the last turn stand above the foot of the page, and the lines of the foot.

    Lines, because a foot has no paragraphs: where lines are wrapped its own would be joined.
    """
    opener = (i for i in range(keep, len(lines)) if _opens_tail(text, lines, i))
    stop = next(opener, len(lines))
    dropped = [Dropped(line, BELOW) for line in lines[stop:]]
    while stop > keep and (rule := rule_for(lines[stop - 1].of(text), Where.END)):
        stop -= 1
        dropped.append(Dropped(lines[stop], rule.name))
    return stop, dropped


def tail_of(text: str, spans: Sequence[Span], keep: int) -> tuple[list[Span], list[Dropped]]:
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
