"""From a file, or from pasted text, to a ``Transcript``.

A new format is one row of ``READERS``: how it is called, what its files end in, how its content is
recognised, and the function that reads it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from align.errors import InputError
from align.settings import DEFAULTS, Settings
from align.transcripts.content import Content, Reading
from align.transcripts.decode import decode, refuse_binary
from align.transcripts.docx import read_docx
from align.transcripts.html import is_html, read_html
from align.transcripts.json import is_json, read_json
from align.transcripts.label_shapes import label_time
from align.transcripts.plain import read_markdown, read_plain
from align.transcripts.subtitles import is_subtitles, read_subtitles
from align.transcripts.turns import find_turns
from align.types import Cue, Dropped, Transcript, Turn

ZIP = b"PK\x03\x04"
STANDARD_INPUT = "-"
PASTED = "pasted text"
# Markup and packing make a file longer than the text in it, but not without end.
BYTES_PER_CHARACTER = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Attributes:
        name: What users call it.
        suffixes: What its files end in.
        sniff: Whether the content is of this format, whatever the file is called.
        read: The reader itself.
    """

    name: str
    suffixes: tuple[str, ...]
    sniff: Callable[[Content], bool]
    read: Callable[[Content], Reading]


READERS = (
    Reader("Word document", (".docx",), lambda content: content.data.startswith(ZIP), read_docx),
    Reader("our JSON", (".json",), lambda content: is_json(content.data), read_json),
    Reader(
        "web page", (".html", ".htm", ".xhtml"), lambda content: is_html(content.text), read_html
    ),
    Reader(
        "subtitles", (".srt", ".vtt"), lambda content: is_subtitles(content.text), read_subtitles
    ),
    Reader("Markdown", (".md", ".markdown"), lambda _: False, read_markdown),
    Reader("plain text", (".txt", ".text"), lambda _: False, read_plain),
)


def read_transcript(path: str | Path, *, settings: Settings = DEFAULTS) -> Transcript:
    """The transcript in a file; "-" reads standard input. Raises ``InputError`` where it cannot."""
    if str(path) == STANDARD_INPUT:
        most = settings.max_characters * BYTES_PER_CHARACTER
        return parse_transcript(
            sys.stdin.buffer.read(most + 1), "standard input", settings=settings
        )
    data = read_bytes(path, settings=settings)
    return parse_transcript(data, Path(path).name, settings=settings)


def read_bytes(path: str | Path, *, settings: Settings = DEFAULTS) -> bytes:
    """The bytes of a file, of one too long only so many that its length is noticed."""
    return _bytes(Path(path), settings.max_characters * BYTES_PER_CHARACTER)


def parse_transcript(
    data: bytes | str, name: str = PASTED, *, settings: Settings = DEFAULTS
) -> Transcript:
    """The transcript in bytes or in text; ``name`` tells the format where the content does not."""
    raw = data.encode("utf-8", "replace") if isinstance(data, str) else data
    limit = settings.max_characters
    refuse_long(raw, name, limit)
    content, encoding, repaired = _content(raw, name, limit)
    reading = _reader(content).read(content)
    _check(reading.text, name, limit)
    if reading.turns is None:
        turns, dropped = find_turns(reading.text, reading.dropped)
        encoding = "" if isinstance(data, str) else encoding
    else:
        turns, dropped, encoding = reading.turns, (), reading.encoding
    return Transcript(
        name=reading.name or name,
        text=reading.text,
        turns=turns,
        dropped=_together(reading.dropped, dropped),
        cues=reading.cues or _label_cues(reading.text, turns),
        title=reading.title,
        encoding=encoding,
        repaired=reading.repaired or repaired,
    )


def _label_cues(text: str, turns: tuple[Turn, ...]) -> tuple[Cue, ...]:
    """Times that stand in labels, such as ``Speaker 1: (00:42)``; each lasts until the next."""
    starts = [
        (turn.span, time)
        for turn in turns
        if turn.label is not None and (time := label_time(turn.label.of(text))) is not None
    ]
    ends = [time for _, time in starts[1:]]
    return tuple(
        Cue(span, start, end if end is not None and end >= start else None)
        for (span, start), end in zip_longest(starts, ends)
    )


def _bytes(path: Path, most: int) -> bytes:
    try:
        if path.is_dir():
            raise InputError(path, "this is a folder. Name the file in it.")
        if path.exists() and not path.is_file():
            raise InputError(
                path, "this is a device or a pipe. Give a file, or - for standard input."
            )
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError(path, "there is no such file. Check the name and the folder.") from error
    except PermissionError as error:
        raise InputError(
            path, "reading this file is not permitted. Change its permissions or copy it."
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(
            path, "this file cannot be read ({cause}). Copy it elsewhere.", cause=error
        ) from error


def _content(raw: bytes, name: str, limit: int) -> tuple[Content, str, bool]:
    if raw.startswith(ZIP) or is_json(raw):
        return Content(name, raw, "", limit), "", False
    if name.lower().endswith(".docx"):
        refuse_binary(raw, name)
    decoded = decode(raw, name)
    if not decoded.text.strip():
        raise InputError(name, "there is no text in it. Check that the right file was given.")
    return Content(name, raw, decoded.text, limit), decoded.encoding, decoded.repaired


def _reader(content: Content) -> Reader:
    suffix = Path(content.name).suffix.lower()
    named = next((each for each in READERS if suffix in each.suffixes), READERS[-1])
    return next((each for each in READERS if each.sniff(content)), named)


def refuse_long(raw: bytes, name: str, limit: int) -> None:
    """Raises ``InputError`` for bytes that hold more than a text of ``limit`` characters can."""
    if len(raw) > limit * BYTES_PER_CHARACTER:
        raise InputError(
            name,
            "the text is too long: more than {most:,} bytes, the limit is {limit:,} characters. "
            "Split it into parts, or raise max-characters.",
            most=limit * BYTES_PER_CHARACTER,
            limit=limit,
        )


def _check(text: str, name: str, limit: int) -> None:
    if not text.strip():
        raise InputError(name, "there is no text in it. Check that the right file was given.")
    if len(text) > limit:
        raise InputError(
            name,
            "the text is too long: {count:,} characters, the limit is {limit:,} characters. "
            "Split it into parts, or raise max-characters.",
            count=len(text),
            limit=limit,
        )


def _together(*parts: tuple[Dropped, ...]) -> tuple[Dropped, ...]:
    """All that was dropped, once and in order of the text."""
    return tuple(sorted(dict.fromkeys(sum(parts, ())), key=lambda each: each.span))
