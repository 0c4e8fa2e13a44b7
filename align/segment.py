"""Text into segments: sentence-like units whose spans point into the text they came from.

Sentencex finds the sentence ends, in a copy of the text of the same length in which whatever would
mislead it is masked: marks, quotes, and the full stops of abbreviations. What it finds is then
checked once more against the real text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from align.settings import Settings
from align.text import has_words, trim
from align.types import Detection, MarkKind, Segment, Span, Transcript

# What ends with a full stop inside a sentence: (name, pattern, why). Each pattern covers the
# abbreviation with all of its full stops, and looks ahead for what must follow.
STARTERS = (
    r"The|A|An|I|It|He|She|We|You|They|This|That|These|Those|There|And|But|So|In|On|As|If|For|Now"
    r"|Well|Yes|No|What|Who|How|When|Thank|Let|My|Our"
    r"|Il|Elle|Ils|Elles|Nous|Vous|Je|On|Ce|Cela|C|J|Les|Des|Un|Une|Et|Mais|Donc|Or|Dans|Pour|Si"
    r"|Oui|Non|Merci|Voilà|Alors|Mon|Notre|Nos"
)
BEGINS = rf"(?!\s+(?:{STARTERS})\b)"
ABBREVIATIONS: tuple[tuple[str, str, str], ...] = (
    (
        "title before a name",
        r"(?:MM?|Mmes?|Mlles?|Mgr|Mgrs|Me|Mr|Mrs|Ms|Messrs|Dr|Drs|Prof|Pr|Sen|Rep|Gov|Amb|Gen|Gén"
        r"|Col|Lt|Capt|Cdt|Sgt|Maj|Adm|Cmdr|Hon|Rev|St|Ste|Sts|Fr|Sr|Bro|Pres|Supt|Vve|S\.E|S\.M"
        r"|H\.E|H\.M)\.(?=[\s\u00a0]*(?:[A-ZÀ-ÖØ-Þ]|d[eu]\b|l[ae]\b|v[ao]n\b))",
        "a name follows",
    ),
    (
        "reference before a number",
        r"(?:art|arts|p|pp|n[o°º]|nos|No|Nos|al|par|para|paras|sec|sect|chap|ch|fig|vol|t|éd|ed"
        r"|tab|ann|Art|Vol|Fig|Sec|Chap|av|tél|tel)\.(?=[\s\u00a0]*(?:\d|[IVXLC]{2,}\b))",
        "a number follows",
    ),
    (
        "letters with full stops",
        rf"(?:[A-Za-zÀ-ÿ]\.){{2,6}}(?=[-–,;:’'/)]|[\s\u00a0]+\S){BEGINS}",
        "U.S. and p.m. end a sentence only where the next one plainly begins",
    ),
    (
        "initial",
        rf"(?!I\.\s)(?:[A-ZÀ-ÖØ-Þ]\.[- ]?){{0,5}}[A-ZÀ-ÖØ-Þ]\.(?=[\s\u00a0]*[A-ZÀ-ÖØ-Þ]){BEGINS}",
        "J. F., but not the last word of “you and I.”",
    ),
    (
        "inside a sentence",
        r"(?:cf|vs|viz|ca|c\.-à-d|p\. ?ex|env|approx|resp|incl|excl|dép|hab|e\.g|i\.e)\.",
        "never the last word",
    ),
    (
        "anywhere in a sentence",
        rf"(?:etc|Jr|Inc|Ltd|Corp|Co|Cie|Bros|Ph\.D|Jan|Feb|Aug|Sept|Oct|Nov|Dec|janv|févr|juil"
        rf"|Dept|Univ|Gov|Govt|Ave|Blvd|bd|boul|dept|min|max|mio|mrd|J\.-C|a\.m|p\.m|al)\."
        rf"(?=[\s\u00a0]+\S){BEGINS}",
        "the last word only where the next sentence plainly begins",
    ),
    ("number of a list item", r"(?:\A|(?<=\n))\s*\(?\d{1,2}\.(?=\s)", "1. 2. 3."),
    ("per cent", r"(?<=\d)p\.(?=[\s\u00a0]*\d)", "15p. 100 is 15 percent in Canada"),
)
# These stand where others begin a word.
ANYWHERE = frozenset({"number of a list item", "per cent"})
ABBREVIATION = re.compile(
    "|".join(
        pattern if name in ANYWHERE else rf"(?<![^\W_])(?:{pattern})"
        for name, pattern, _ in ABBREVIATIONS
    )
)

# Words that end a sentence, and that splitters take for abbreviations: “it is for me. Thank you.”
LAST_WORD = re.compile(
    r"(?:(?<![^\W_])(?:me|no|may|ill|miss|art|ok|OK|fed|id|fig|con|vol|sec)"
    r"|\b(?:and|than|am|do|as|or) I|\b(?:[Pp]lan|[Oo]ption|[Gg]roup|[Pp]hase) [A-H]"
    r"|(?:\A|(?<=[.?!…]\s))No)\.(?=\s+(?![IVXLC]{2,}\b|[VXLC]\b)[A-ZÀ-ÖØ-Þ])"
)

PAIRS = {"«": "»", "“": "”", "‹": "›", "(": ")", "[": "]", '"': '"'}
QUOTE_SIGNS = re.compile(r"[«»“”‹›()\[\]\"]")
WORD = re.compile(r"[^\W_]")
SPACES = re.compile(r"\s*")
HIDDEN = dict.fromkeys(map(ord, '«»“”„‹›"()[]\n\r\t\u00a0\u202f'), " ") | {ord("…"): "."}
# What belongs to a sentence after its full stop: what closes, and a straight quote that touches it.
CLOSING = re.compile(r"(?:\s*[»”›)\]]|\")*")
# A quotation up to this length stays in one piece, as brackets do, in characters.
SHORT = 160
DEEPEST = 6
# Marks that follow what they are about.
FOLLOWING = frozenset({MarkKind.NOISE, MarkKind.NOTE})

CUT = "\x00"
# What is left of a sentence around its marks, in this order: (name, pattern, what stays).
LEFT_OVERS = (
    ("run of marks", re.compile(rf"{CUT}(?:[\s.,;:…–—-]*{CUT})+"), CUT),
    ("at the start", re.compile(rf"^[\s–—-]*{CUT}[\s.,;:…–—-]*"), ""),
    (
        "at the end",
        re.compile(rf"(?<![\s,;:–—-])[\s,;:–—-]*{CUT}[\s,;:–—-]*?(?= ?[?!]$|[.…]?$)"),
        "",
    ),
    ("two dashes", re.compile(rf"\s*([–—]|(?<!-)-+)\s*{CUT}\s*(?:[–—]|-+)\s*"), r" \1 "),
    ("before a full stop", re.compile(rf"\s*{CUT}\s*(?=[.,…)\]])"), ""),
    ("before other signs", re.compile(rf"\s*{CUT}(\s?)\s*(?=[?!:;»”])"), r"\1"),
    ("between words", re.compile(rf"\s*{CUT}\s*"), " "),
)


def segment(transcript: Transcript, detection: Detection, *, language: str) -> tuple[Segment, ...]:
    """The sentences of every turn, in order; a paragraph or a passage always ends a sentence.

    Args:
        transcript: Whose text is split.
        detection: Its passages, gaps and marks.
        language: ISO 639-1 code of the language the text is written in.
    """
    has_capitals = _has_capitals(transcript.text)
    return _segments(
        transcript, detection, lambda block: _sentence_cuts(block, language, has_capitals)
    )


def split(
    transcript: Transcript, detection: Detection, language: str, settings: Settings
) -> tuple[Segment, ...]:
    """The sentences of a text: found, or the lines where the user has split it."""
    if settings.own_split:
        return segment_lines(transcript, detection)
    return segment(transcript, detection, language=language)


def segment_lines(transcript: Transcript, detection: Detection) -> tuple[Segment, ...]:
    """The lines of every turn, for texts that come with their own split: one segment a line."""
    return _segments(
        transcript, detection, lambda block: [at.end() for at in re.finditer("\n", block.text)]
    )


def spoken_words(text: str, marks: Iterable[Span]) -> str:
    """The text without its marks, which stand at ``marks``, and without what they leave behind.

    >>> spoken_words("these (inaudible) demand -- (inaudible).", [Span(6, 17), Span(28, 39)])
    'these demand.'
    """
    parts, place = [], 0
    for mark in marks:
        parts.append(text[place : mark.start])
        place = mark.end
    left = " ".join(CUT.join([*parts, text[place:]]).split())
    if CUT in left:
        for _, pattern, stays in LEFT_OVERS:
            left = pattern.sub(stays, left)
    return " ".join(left.split()) if has_words(left) else ""


# ------------------------------------------------------------------------ blocks


@dataclass(frozen=True, slots=True)
class _Block:
    """The part of a paragraph that lies in one passage; its spans count from its own start.

    Attributes:
        marks: Every mark in it.
        gap_marks: Those that stand for lost words.
        following: Those that belong to the sentence before them.
        runs: Gaps, which are never cut.
    """

    start: int
    text: str
    turn: int
    paragraph: int
    passage: int
    marks: tuple[Span, ...]
    gap_marks: frozenset[Span]
    following: frozenset[Span]
    runs: tuple[Span, ...]


class _Inside:
    """Finds the spans that lie inside another, counted from its start."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(set(spans))
        self.starts = [span.start for span in self.spans]

    def __call__(self, outer: Span) -> tuple[Span, ...]:
        first, last = bisect_left(self.starts, outer.start), bisect_left(self.starts, outer.end)
        return tuple(
            Span(span.start - outer.start, span.end - outer.start)
            for span in self.spans[first:last]
            if span in outer
        )


def _segments(
    transcript: Transcript, detection: Detection, cuts: Callable[[_Block], list[int]]
) -> tuple[Segment, ...]:
    return tuple(
        each
        for block in _blocks(transcript, detection)
        for each in _block_segments(block, cuts(block))
    )


def _blocks(transcript: Transcript, detection: Detection) -> Iterator[_Block]:
    marks = _Inside(each.span for each in detection.marks)
    gap_marks = _Inside(span for gap in detection.gaps for span in gap.marks)
    following = _Inside(each.span for each in detection.marks if each.kind in FOLLOWING)
    runs = _Inside(gap.span for gap in detection.gaps)
    passages: dict[int, list[int]] = {}
    for index, passage in enumerate(detection.passages):
        passages.setdefault(passage.turn, []).append(index)
    paragraph = -1
    for number, turn in enumerate(transcript.turns):
        own = passages.get(number, [])
        starts = [detection.passages[index].span.start for index in own]
        for span in turn.paragraphs:
            paragraph += 1
            inner = [start for start in starts if span.start < start < span.end]
            for part in map(Span, [span.start, *inner], [*inner, span.end]) if own else ():
                yield _Block(
                    start=part.start,
                    text=part.of(transcript.text),
                    turn=number,
                    paragraph=paragraph,
                    passage=own[max(0, bisect_right(starts, part.start) - 1)],
                    marks=tuple(sorted({*marks(part), *gap_marks(part)})),
                    gap_marks=frozenset(gap_marks(part)),
                    following=frozenset(following(part)),
                    runs=runs(part),
                )


def _block_segments(block: _Block, cuts: list[int]) -> Iterator[Segment]:
    """Pieces between the cuts; one with neither words nor a gap goes to the one before it."""
    pieces = [trim(block.text, *ends) for ends in pairwise([0, *cuts, len(block.text)])]
    joined: list[Span] = []
    waiting: int | None = None
    marks, gaps = _Inside(block.marks), _Inside(block.gap_marks)
    for piece in pieces:
        if not len(piece):
            continue
        inner = marks(piece)
        if gaps(piece) or spoken_words(piece.of(block.text), inner):
            joined.append(Span(piece.start if waiting is None else waiting, piece.end))
            waiting = None
        elif joined:
            joined[-1] = Span(joined[-1].start, piece.end)
        elif waiting is None:
            waiting = piece.start
    for span in joined:
        text = span.of(block.text)
        yield Segment(
            span=Span(block.start + span.start, block.start + span.end),
            text=text,
            spoken=spoken_words(text, marks(span)),
            turn=block.turn,
            paragraph=block.paragraph,
            passage=block.passage,
        )


# --------------------------------------------------------------------- sentences


def _sentence_cuts(block: _Block, language: str, has_capitals: bool) -> list[int]:
    """Where sentences end, in order."""
    masked = _masked(block)
    whole = _Merged([*block.marks, *block.runs, *_short_pairs(block.text)])
    following = {span.start: span.end for span in block.following}
    cuts: list[int] = []
    word = WORD.search(masked)
    for end in _sentence_ends(masked, language):
        if word is not None and word.start() < end:
            word = WORD.search(masked, end)
        if word is None:
            break
        if has_capitals and word[0].islower():
            continue
        cut = _after_what_closes(block.text, end, following)
        if cut <= word.start() and cut not in whole:
            cuts.append(cut)
    return cuts


def _sentence_ends(masked: str, language: str) -> Iterator[int]:
    """Right after the last sign of each sentence but the last one."""
    from sentencex import (  # type: ignore[import-untyped]
        get_sentence_boundaries,
    )

    for boundary in get_sentence_boundaries(language, masked)[:-1]:
        end = int(boundary["end_index"])
        while end > 0 and masked[end - 1] == " ":
            end -= 1
        yield end


def _masked(block: _Block) -> str:
    """The text, of the same length, without what would mislead a splitter."""
    characters = list(block.text.translate(HIDDEN))
    for mark in block.marks:
        words = _as_words(mark.of(block.text)) if mark in block.gap_marks else " " * len(mark)
        characters[mark.start : mark.end] = words
    for found in ABBREVIATION.finditer(block.text):
        for place in range(found.start(), found.end()):
            if characters[place] == ".":
                characters[place] = "x"
    for found in LAST_WORD.finditer(block.text):
        characters[found.end() - 1] = "!"
    return "".join(characters)


def _as_words(gap: str) -> str:
    """A word as long as the gap; it begins and ends a sentence if the gap is printed like one.

    >>> _as_words("(Inaudible.)"), _as_words("(inaudible)")
    ('Xxxxxxxxxxx.', 'xxxxxxxxxxx')
    """
    begins = re.match(r"\W*[^\W\d_a-z][a-z]", gap) is not None
    ends = re.search(r"[.?!]\W*$", gap) is not None
    first, last = "X" if begins else "x", "." if ends else "x"
    return first + "x" * (len(gap) - 2) + last if len(gap) > 1 else first


def _after_what_closes(text: str, end: int, following: Mapping[int, int]) -> int:
    """Past the closing quotes and brackets after ``end``, and marks such as ``(Laughter.)``."""
    while True:
        closed = CLOSING.match(text, end)
        end = closed.end() if closed else end
        spaces = SPACES.match(text, end)
        beyond = following.get(spaces.end() if spaces else end)
        if beyond is None:
            return end
        end = beyond


def _short_pairs(text: str) -> Iterator[Span]:
    """Quotations and brackets that are short enough to stay whole."""
    opened: list[tuple[str, int]] = []
    for sign in QUOTE_SIGNS.finditer(text):
        level = next((n for n, (closer, _) in enumerate(opened) if closer == sign[0]), None)
        if level is not None:
            start = opened[level][1]
            del opened[level:]
            if sign.start() - start <= SHORT:
                yield Span(start, sign.start())
        elif sign[0] in PAIRS:
            opened = [*opened[-DEEPEST:], (PAIRS[sign[0]], sign.start())]


class _Merged:
    """Whether a place lies strictly inside any of some spans, which may overlap."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.ends: list[tuple[int, int]] = []
        for span in sorted(spans):
            if self.ends and span.start < self.ends[-1][1]:
                start, end = self.ends.pop()
                self.ends.append((start, max(end, span.end)))
            else:
                self.ends.append((span.start, span.end))

    def __contains__(self, place: int) -> bool:
        index = bisect_left(self.ends, (place, 0)) - 1
        return index >= 0 and self.ends[index][0] < place < self.ends[index][1]


def _has_capitals(text: str) -> bool:
    """Whether sentences begin with capitals here; some automatic transcripts have none."""
    sample = text[:20_000]
    return 200 * sum(map(str.isupper, sample)) > sum(map(str.isalpha, sample))
