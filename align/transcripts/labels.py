"""Speaker labels: ``MR. KIRBY:``, ``Q``, ``LE PRÉSIDENT –``, ``Ana Diaz/Translator: (00:09)``.

Finding labels takes two steps. Here everything is read that has the shape of a label;
``label_evidence.py`` keeps what the document shows to be one, so that a colon in prose (``Two
things, simply: First …``) never makes a speaker. A new sign between name and speech is a member of
``Separator``, read by ``_separated`` or ``_pointed``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from align.text import fold
from align.transcripts.brackets import read_bracket
from align.transcripts.label_shapes import (
    BRACKET,
    TIME,
    Shape,
    clean_head,
    label_time,
    shape_of,
    without_brackets,
)
from align.transcripts.mark_rules import Place
from align.types import MarkKind, Span


class Separator(Enum):
    """What stands between the name and the speech."""

    COLON = ":"
    DASH = " - "
    POINT_DASH = ".-"
    POINT = "."
    NOTHING = ""
    LINE = "end of line"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that has the shape of a label.

    Attributes:
        span: Separator, markers and time included.
        speaker: The name as printed, without them.
        inside: Whether it stands in mid-line, after a sentence.
        backed: Whether a marker, a time or ``>>`` in it says that it is a label.
        timed: Whether a time stands in it.
    """

    span: Span
    speaker: str
    shape: Shape
    separator: Separator
    inside: bool = False
    backed: bool = False
    timed: bool = False

    @property
    def key(self) -> str:
        """The same for every spelling of the same label."""
        return fold(self.speaker)

    @property
    def upper(self) -> bool:
        """Whether the label is printed in capitals."""
        return self.shape is Shape.CAPS or (
            self.shape is Shape.ROLE and without_brackets(self.speaker).isupper()
        )


_PREFIX = re.compile(
    rf"[ \t\u00a0]*(?:(>{{1,3}}|[•●▪*_]+)[ \t\u00a0]*)?(?:({TIME.pattern})[ \t]*[-–]?[ \t]*)?"
    r"(?P<number>Q\d{1,4}\.?[ \t\u00a0]+(?=[A-ZÀ-Þ]))?"
)
_BREAKS = re.compile(
    r"[()\[\]]|:|[ \t\u00a0\u202f][-–—−][ \t\u00a0\u202f]"
    r"|\.[ \u00a0\u202f]?[-–—−](?=[ \t\u00a0\u202f])|\n"
)
_LETTER = re.compile(
    r"(?P<letter>[QAR])(?P<sep>[ \t\u00a0]*:|\.[ \u00a0]?[-–—]|[ \u00a0][-–—](?=\s)|[-–—](?=\s)"
    r"|\.(?=\s)|(?=\s))"
    r"(?P<space>[ \t\u00a0]*)(?=\S)"
)
_CHANGE = re.compile(r">{2,3}(?=[ \t]*\S)")
#: ``Q (Ada Roy, AFP):``
_LETTER_NAMED = re.compile(r"(?P<name>Q[ \t]\([^()\n]{2,80}\))[ \t]*:")
_POINTED = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w'’-]*\.?[ \u00a0]){1,5}?"
    r"(?!(?:Mr|Mrs|Ms|Dr|Hon|Gen|Sen|Rep|Gov|St|Lt|Col|Amb|Prof|Rev)\.)[A-ZÀ-Þ][\w'’-]+)"
    r"\.(?=[ \t\u00a0]+[\w\"“(\[])"
)
_POINTED_POLITE = re.compile(
    r"(?P<name>(?:M\.|MM\.|Mme|Mmes|Mr\.|Mrs\.|Ms\.)[ \u00a0](?:[^\s.:;!?()]+[ \u00a0]){0,10}"
    r"[^\s.:;!?()]+(?:[ \u00a0]\([^()\n]{1,80}\))?)\.(?=[ \t\u00a0]+[A-ZÀ-Þ\"“«(\[…])"
)
_BRACKET_NEXT = re.compile(rf"[ \t\u00a0]*{BRACKET.pattern}")
_AFTER = re.compile(rf"[*_]*[ \t\u00a0]*(?:{TIME.pattern}(?=[ \t]*(?:\n|$|\S)))?")
_INSIDE = re.compile(
    r"(?<=[.!?…)\]\"”»—–-])(?:[ \t\u00a0]+|\n)"
    r"(?P<head>[A-ZÀ-Þ>](?:[^\s:()\[\]]{0,30})(?:[ \t\u00a0](?:\([^()\n]{1,80}\)"
    r"|\[[^\[\]\n]{1,80}\]"
    r"|[^\s:()\[\]]{1,30})){0,9}?[ \u00a0]?):(?=\s)"
)
_INSIDE_LETTER = re.compile(r"(?<=[.!?…)\]\"”»—–-])[ \t\u00a0]+(?=Q[ \t\u00a0.:])")
_ABBREVIATED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|M|MM|Mme|Hon|Prof|Gen|Sen|Rep|Gov|St|Jr|Sr|U\.S|No)\.\s*$"
)
SHORTEST, SHORTEST_INSIDE, MAX_HEAD = 2, 6, 170
#: Words of a name that only the mark after it tells.
LONGEST_MARKED = 8


def _breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int, Separator]]:
    """Where a name starting at ``start`` could end: place, end of the separator, its kind."""
    depth = 0
    for match in _BREAKS.finditer(text, start, min(end, start + MAX_HEAD)):
        found = match.group()
        if found == "\n":
            return
        if found in "([":
            depth += 1
        elif found in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and found == ":":
            before, after = (
                text[match.start() - 1 : match.start()],
                text[match.end() : match.end() + 1],
            )
            if not (before.isdigit() and after.isdigit()):
                yield match.start(), match.end(), Separator.COLON
        elif depth == 0:
            kind = Separator.POINT_DASH if found[0] == "." else Separator.DASH
            yield match.start(), match.end(), kind


def _letter(text: str, start: int, end: int, *, inside: bool) -> Candidate | None:
    if named := _LETTER_NAMED.match(text, start, end):
        name, _ = clean_head(named["name"])
        return Candidate(Span(start, named.end()), name, Shape.LETTER, Separator.COLON, inside)
    match = _LETTER.match(text, start, end)
    if match is None:
        return None
    sep, letter = match["sep"].strip(), match["letter"]
    separator = {"": Separator.NOTHING, ":": Separator.COLON, ".": Separator.POINT}.get(
        sep, Separator.DASH
    )
    following = text[match.end()]
    if separator is Separator.NOTHING:
        wide = len(match["space"]) > 1 or "\t" in match["space"]
        if (letter != "Q" and not wide) or not (
            following.isupper() or following in "([\"“‘'’.…—–-"
        ):
            return None
    stop = match.end() - len(match["space"])
    return Candidate(Span(start, stop), letter, Shape.LETTER, separator, inside)


def line_label(text: str, start: int, end: int) -> Candidate | None:
    """The label at the start of the line ``text[start:end]``, if it has the shape of one."""
    prefix = _PREFIX.match(text, start, end)
    begin = prefix.end() if prefix else start
    backed = bool(
        prefix and (prefix.group(2) or prefix["number"] or (prefix.group(1) or "").startswith(">>"))
    )
    if end - begin < SHORTEST or not (text[begin].isalpha() or text[begin] in "[("):
        return None
    return (
        _letter(text, begin, end, inside=False)
        or _separated(text, start, begin, end, backed=backed)
        or _pointed(text, start, begin, end, backed=backed)
        or _line_alone(text, start, begin, end, backed=backed)
        or _unnamed(text, start, end)
    )


def _unnamed(text: str, start: int, end: int) -> Candidate | None:
    """The sign of captions that somebody else speaks, as in ``>> GOOD EVENING``."""
    sign = _CHANGE.match(text, start, end)
    if sign is None:
        return None
    return Candidate(Span(*sign.span()), "", Shape.ROLE, Separator.NOTHING, False, True)


def _separated(text: str, start: int, begin: int, end: int, *, backed: bool) -> Candidate | None:
    """A name that begins at ``begin``, before a colon or a dash; the label begins at ``start``."""
    for at, stop, separator in _breaks(text, begin, end):
        is_colon = separator is Separator.COLON
        if is_colon and stop < end and text[stop].isalnum() and not text[begin:at].isupper():
            continue
        name, marked = clean_head(text[begin:at])
        shape = shape_of(name) if name else None
        if shape is None and is_colon and _is_marked(text[begin:at], name):
            shape = Shape.NAME
        if shape is not None:
            last = _absorb(text, stop, end)
            timed = label_time(text[start:last]) is not None
            backed = backed or marked or timed or _marked_after(text, last, end)
            return Candidate(Span(start, last), name, shape, separator, False, backed, timed)
        if is_colon:
            break
    return None


def _pointed(text: str, start: int, begin: int, end: int, *, backed: bool) -> Candidate | None:
    """A name before a full stop: ``M. Roy (Ain).``, ``The PRESIDENT.``."""
    if polite := _POINTED_POLITE.match(text, begin, end):
        name, marked = clean_head(polite["name"])
        shape = shape_of(name)
        if shape in {Shape.TITLED, Shape.NAME, Shape.CAPS, Shape.SURNAME}:
            kept = Span(start, polite.end())
            return Candidate(kept, name, shape, Separator.POINT, False, backed or marked)
    if match := _POINTED.match(text, begin, end):
        shape = shape_of(match["name"])
        if shape in {Shape.TITLED, Shape.ROLE, Shape.ADDRESS}:
            return Candidate(Span(start, match.end()), match["name"], shape, Separator.POINT)
    return None


def _is_marked(head: str, name: str) -> bool:
    """Whether a mark before the colon says that this is a label, whatever the name looks like.

    >>> _is_marked("Sophie in 't Veld (through interpreter)", "Sophie in 't Veld")
    True
    """
    last = [*BRACKET.finditer(head)][-1:]
    is_told = any(
        fact.rule.kind in {MarkKind.INTERPRETED, MarkKind.SPOKEN}
        for match in last
        if match.end() == len(head.rstrip())
        for fact in read_bracket(match.group(1), Place.LABEL)
    )
    return is_told and name[:1].isupper() and len(name.split()) <= LONGEST_MARKED


def _marked_after(text: str, stop: int, end: int) -> bool:
    """Whether the speech after a label begins with a marker such as ``(Via interpreter)``."""
    match = _BRACKET_NEXT.match(text, stop, min(end, stop + 130))
    facts = read_bracket(match.group(1), Place.START) if match else ()
    return any(fact.rule.kind is MarkKind.INTERPRETED for fact in facts)


def _absorb(text: str, stop: int, end: int) -> int:
    """The end of a label whose separator ends at ``stop``: a time after it belongs to it."""
    match = _AFTER.match(text, stop, end)
    if match and (match.group().strip(" \t\u00a0") or match.end() >= end):
        return match.end() - (len(match.group()) - len(match.group().rstrip()))
    return stop


def _line_alone(text: str, start: int, begin: int, end: int, *, backed: bool) -> Candidate | None:
    """A line that holds a name and nothing else, perhaps with a time."""
    if end - begin > 90:
        return None
    name, marked = clean_head(text[begin:end])
    shape = shape_of(name) if name else None
    if shape is None or shape in {Shape.LETTER, Shape.ADDRESS}:
        return None
    timed = label_time(text[start:end]) is not None
    if (shape is Shape.SINGLE and not timed) or (
        read_bracket(name, Place.LINE) and not (shape is Shape.ROLE and timed)
    ):
        return None
    if _is_told_of(text[begin:end]):
        return None
    kept = Span(start, begin + len(text[begin:end].rstrip()))
    return Candidate(kept, name, shape, Separator.LINE, False, timed or (backed and marked), timed)


def _is_told_of(line: str) -> bool:
    """Whether a mark in a line tells of sound, so that somebody speaks: ``Right. [crosstalk]``.

    >>> _is_told_of("Sorry [inaudible 00:14]"), _is_told_of("Ada Roy (00:14)")
    (True, False)
    """
    return any(
        fact.rule.kind in {MarkKind.GAP, MarkKind.NOISE, MarkKind.UNTRANSLATED}
        for match in BRACKET.finditer(line)
        for fact in read_bracket(match.group(1), Place.LINE)
    )


def _after_a_mark(head: str) -> int:
    """Where a name may begin after a mark inside ``head``: ``Yes. [Translation] Mr. Roy``."""
    marks = [b.end() for b in BRACKET.finditer(head) if read_bracket(b.group(1), Place.LINE)]
    return max((end for end in marks if head[end:].strip()), default=0)


def inside_labels(text: str, start: int, end: int) -> Iterator[Candidate]:
    """What has the shape of a label in mid-line, after the end of a sentence."""
    if end - start < SHORTEST_INSIDE:
        return
    at = start
    while match := _INSIDE.search(text, at, end):
        at = match.start("head")
        if after := _after_a_mark(match["head"]):
            at += after
            continue
        name, marked = clean_head(match["head"])
        shape = shape_of(name) if name else None
        if shape is None or _ABBREVIATED.search(text, max(start, at - 8), at):
            continue
        stop = _absorb(text, match.end(), end)
        backed = marked or match["head"].startswith(">>") or label_time(text[at:stop]) is not None
        yield Candidate(Span(at, stop), name, shape, Separator.COLON, True, backed)
    for match in _INSIDE_LETTER.finditer(text, start, end):
        if letter := _letter(text, match.end(), end, inside=True):
            yield letter
