"""What a reader is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from align.transcripts.decode import clean, repair
from align.types import Cue, Dropped, Span, Turn


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it came and as text.

    Attributes:
        name: The file, as the user named it.
        data: Its bytes.
        text: Its clean text; "" for .docx and our JSON, which are read from the bytes.
        limit: The longest text allowed, in characters.
    """

    name: str
    data: bytes
    text: str
    limit: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader found. ``turns`` is None where they are still to be found in the text."""

    text: str
    title: str = ""
    cues: tuple[Cue, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    repaired: bool = False
    turns: tuple[Turn, ...] | None = None
    name: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document; ``rule`` says why it is no part of the event, "" if it is."""

    text: str
    rule: str = ""


def join_blocks(blocks: Iterable[Block], title: str = "") -> Reading:
    r"""The paragraphs as one text, blank lines between; dropped ones stay in it, with their span.

    >>> reading = join_blocks([Block("Menu", "nav"), Block("Bonjour.")])
    >>> reading.text, reading.dropped
    ('Menu\n\nBonjour.', (Dropped(span=Span(start=0, end=4), rule='nav'),))
    """
    parts: list[str] = []
    dropped: list[Dropped] = []
    place, repaired, last = 0, False, ""
    for block in blocks:
        text = _tidy(block.text)
        if not text:
            continue
        mended = _tidy(repair(block.text))
        repaired = repaired or mended != text
        span = Span(place, place + len(mended))
        if block.rule and block.rule == last:
            span = Span(dropped.pop().span.start, span.end)
        if block.rule:
            dropped.append(Dropped(span, block.rule))
        parts.append(mended)
        place, last = span.end + 2, block.rule
    return Reading("\n\n".join(parts), clean(title).strip(), (), tuple(dropped), repaired)


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)
