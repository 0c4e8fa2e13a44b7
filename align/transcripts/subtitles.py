"""SubRip and WebVTT: cues joined into flowing text, each with its time.

Read here and not with pysubs2, which drops a spoken number at the end of a cue and the names of
voices, and cannot say on which line a bad time stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from align.errors import InputError
from align.transcripts.content import Content, Reading
from align.transcripts.decode import clean
from align.types import Cue, Span

CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
TIMES = re.compile(rf"\s*{CLOCK}\s*-->\s*{CLOCK}(?:\s.*)?")
# What is meant to be a time, whether it is one or not.
TWO_CLOCKS = re.compile(r"\s*\d{1,4}:\d\d[:.,]\d.{0,40}\d:\d\d[:.,]\d")
ONE_CLOCK = re.compile(r"^\s*\d+:\d|-->\s*\d+:\d")
EXAMPLE = "00:00:01,500 --> 00:00:03,000"

VOICE = re.compile(r"<v(?:\.[\w.-]*)?[ \t]+([^>\n]{1,200})>")
TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>|<\d[\d:.]{0,20}>|\{\\[^{}\n]{0,300}\}")
ROLLING = re.compile(r"<\d\d:\d\d:\d\d\.\d{3}><c>")
BLOCK = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
# What begins a new paragraph anywhere, and what does so after the end of a sentence.
CAPITALS = r"[A-ZÀ-ÖØ-Þ]"
SPEAKER = re.compile(rf">>|[-–—]\s?{CAPITALS}|{CAPITALS}{{2}}[A-ZÀ-ÖØ-Þ .'’-]{{0,40}}:(?=\s|$)")
NAME = re.compile(
    rf"{CAPITALS}[\w.'’-]*(?:\s(?:{CAPITALS}[\w.'’-]*|d[eu]|l[ae]|v[ao]n|\d+)){{0,5}}\s?:"
)
SENTENCE_END = re.compile(r"[.?!…][»”\"')\]\s]*$")
PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class _Spoken:
    """The lines of one cue and its time in seconds."""

    start: float
    end: float
    lines: tuple[str, ...]


def read_subtitles(content: Content) -> Reading:
    """The cues as paragraphs: a new one at each change of speaker and after each long pause."""
    parts: list[str] = []
    cues: list[Cue] = []
    place, last_end = 0, 0.0
    for cue in _without_repeats(_cues(content), bool(ROLLING.search(content.text))):
        cue_start: int | None = None
        for line in cue.lines:
            if parts:
                paused = cue_start is None and cue.start - last_end >= PAUSE
                ended = SENTENCE_END.search(parts[-1][-20:])
                breaks = SPEAKER.match(line) or (ended and (paused or NAME.match(line)))
                parts.append("\n\n" if breaks else " ")
                place += len(parts[-1])
            cue_start = place if cue_start is None else cue_start
            parts.append(line)
            place += len(line)
        last_end = cue.end
        if cue_start is not None:
            cues.append(Cue(Span(cue_start, place), cue.start, cue.end))
    if not cues:
        raise InputError(
            content.name,
            "there is no time in these subtitles. Expected lines such as {example}; give a "
            "text without times as .txt.",
            example=EXAMPLE,
        )
    return Reading("".join(parts), "", tuple(cues))


def is_subtitles(text: str) -> bool:
    """Whether the text begins as subtitles do."""
    if text.lstrip().startswith("WEBVTT"):
        return True
    first = [line.strip() for line in text[:2000].split("\n") if line.strip()][:2]
    return len(first) == 2 and first[0].isdigit() and "-->" in first[1]


def _cues(content: Content) -> Iterator[_Spoken]:
    lines = content.text.split("\n")
    timed = [number for number, line in enumerate(lines) if _is_time_line(lines, number, line)]
    for place, number in enumerate(timed):
        times = TIMES.fullmatch(lines[number])
        if times is None:
            raise InputError(
                content.name,
                "expected a time such as {example}, got {found!r}",
                line=number + 1,
                example=EXAMPLE,
                found=lines[number].strip()[:80],
            )
        start, end = _seconds(times.groups()[:4]), _seconds(times.groups()[4:])
        is_last = place + 1 == len(timed)
        below = lines[number + 1 :] if is_last else lines[number + 1 : timed[place + 1]]
        yield _Spoken(start, max(start, end), _spoken_lines(below if is_last else _own(below)))


def _is_time_line(lines: list[str], number: int, line: str) -> bool:
    """A line that is meant to be a time; an arrow inside a sentence of a cue is speech."""
    if TWO_CLOCKS.match(line):
        return True
    return "-->" in line and (
        ONE_CLOCK.search(line) is not None or (number > 0 and lines[number - 1].strip().isdigit())
    )


def _seconds(groups: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in groups)
    return round(int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}"), 3)


def _own(lines: list[str]) -> list[str]:
    """The lines without the number or the name of the next cue, right above its time."""
    if not lines or not lines[-1].strip():
        return lines
    stands_alone = len(lines) == 1 or not lines[-2].strip()
    return lines[:-1] if stands_alone or lines[-1].strip().isdigit() else lines


def _spoken_lines(lines: list[str]) -> tuple[str, ...]:
    """The lines that are speech, without tags: notes and styles reach to the next blank line."""
    kept: list[str] = []
    before, is_note = " ", False
    for line in lines:
        begins_note = not before.strip() and before != " " and BLOCK.match(line) is not None
        is_note = bool(line.strip()) and (is_note or begins_note)
        kept.append("" if is_note else _without_tags(line))
        before = line
    return tuple(line for line in kept if line)


def _without_tags(line: str) -> str:
    line = TAG.sub("", VOICE.sub(r">> \1: ", line))
    return re.sub(r"\s+", " ", clean(unescape(line))).strip()


def _without_repeats(cues: Iterator[_Spoken], rolling: bool) -> Iterator[_Spoken]:
    """Rolling captions print each line again while the next one is spoken."""
    last: tuple[str, ...] = ()
    for cue in cues:
        if rolling and last and cue.lines and cue.lines[0] == last[-1]:
            yield _Spoken(cue.start, cue.end, cue.lines[1:])
        else:
            yield cue
        last = cue.lines or last
