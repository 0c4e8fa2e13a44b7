"""Sentences cut into pieces that look alike: words, lost words, marks, places of findings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from align.report.word_groups import GroupedWord
from align.types import Detection, MarkKind, Segment, Severity, Span, Transcript


class PieceKind(StrEnum):
    """What a piece of a sentence is: words somebody spoke, lost words, or a mark of the record."""

    WORDS = "words"
    GAP = "gap"
    SWITCH = "switch"
    NOISE = "noise"


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring characters that are shown alike.

    Attributes:
        label: What the piece is called, for a gap or a mark.
        severity: The gravest finding that points at these characters.
        start: Where the first character stands in the text; None for a space that is ours.
        word: The linked word that this is, or a part of it.
    """

    text: str
    kind: PieceKind = PieceKind.WORDS
    label: str = ""
    severity: Severity | None = None
    start: int | None = None
    word: GroupedWord | None = None


SPACE = Piece(" ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One segment.

    Attributes:
        number: Its number on its side, from 1.
        speaker: Set where the speaker changes.
        paragraph: The number of its paragraph, from 1, where a paragraph begins inside a turn.
    """

    number: int
    pieces: tuple[Piece, ...]
    speaker: str = ""
    paragraph: int | None = None

    @property
    def text(self) -> str:
        """What stands there, on one line, marks included."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def has_gap(self) -> bool:
        """Whether words are lost in it."""
        return any(piece.kind is PieceKind.GAP for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that stands in the text and was not said: a gap or a mark."""

    span: Span
    kind: PieceKind
    label: str


def sentences(
    transcript: Transcript,
    detection: Detection,
    segments: Sequence[Segment],
    highlights: Sequence[tuple[Span, Severity]] = (),
    words: Sequence[GroupedWord] = (),
) -> tuple[Sentence, ...]:
    """Every segment with its marks and gaps; those that stand between segments go along."""
    notes = notes_in(detection)
    reaches = list(_reaches(transcript, segments))
    per_segment_notes = _shared_out([note.span for note in notes], reaches)
    per_segment_words = _shared_out([word.span for word in words], reaches)
    per_segment_highlights = _shared_out([span for span, _ in highlights], reaches)
    made: list[Sentence] = []
    speaker = ""
    for index, segment in enumerate(segments):
        before = segments[index - 1] if index else None
        goes_on = before is not None and before.turn == segment.turn
        breaks = before is not None and goes_on and before.paragraph != segment.paragraph
        here = pieces(
            transcript.text,
            segment.span,
            [notes[each] for each in per_segment_notes[index]],
            [highlights[each] for each in per_segment_highlights[index]],
            [words[each] for each in per_segment_words[index]],
        )
        said = speaker if goes_on else transcript.turns[segment.turn].speaker
        made.append(
            Sentence(
                number=index + 1,
                pieces=tuple(here),
                speaker=said if said != speaker else "",
                paragraph=segment.paragraph + 1 if breaks else None,
            )
        )
        speaker = said
    return tuple(made)


def notes_in(detection: Detection) -> list[Note]:
    """Gaps and marks in order; a mark that is part of a gap is not said twice."""
    gaps = [Note(gap.span, PieceKind.GAP, gap.kind.value) for gap in detection.gaps]
    starts = sorted((gap.span.start, gap.span.end) for gap in detection.gaps)

    def in_gap(span: Span) -> bool:
        at = bisect_left(starts, (span.start + 1, 0)) - 1
        return at >= 0 and span.start < starts[at][1]

    marks = [
        Note(mark.span, _mark_piece(mark.kind), _mark_label(mark.kind, mark.language))
        for mark in detection.marks
        if not in_gap(mark.span)
    ]
    return sorted(gaps + marks, key=lambda note: note.span)


def _mark_piece(kind: MarkKind) -> PieceKind:
    return {
        MarkKind.GAP: PieceKind.GAP,
        MarkKind.NOISE: PieceKind.NOISE,
        MarkKind.NOTE: PieceKind.NOISE,
    }.get(kind, PieceKind.SWITCH)


def _mark_label(kind: MarkKind, language: str | None) -> str:
    return kind.value if language is None else f"{kind.value}: {language}"


def _reaches(transcript: Transcript, segments: Sequence[Segment]) -> Iterator[Span]:
    """How far each segment's surroundings go: back to the segment before it, in its own turn.

    The last segment of a turn also has what follows it in the turn.
    """
    for index, segment in enumerate(segments):
        turn = transcript.turns[segment.turn].span
        first = index == 0 or segments[index - 1].turn != segment.turn
        last = index + 1 == len(segments) or segments[index + 1].turn != segment.turn
        start = turn.start if first else segments[index - 1].span.end
        end = turn.end if last else segment.span.end
        yield Span(min(start, segment.span.start), max(end, segment.span.end))


def _shared_out(spans: Sequence[Span], reaches: Sequence[Span]) -> list[list[int]]:
    """For every reach the indices of the spans that touch it."""
    ends = [reach.end for reach in reaches]
    shared: list[list[int]] = [[] for _ in reaches]
    for index, span in enumerate(spans):
        at = bisect_left(ends, span.start + 1)
        while at < len(reaches) and reaches[at].start < max(span.end, span.start + 1):
            shared[at].append(index)
            at += 1
    return shared


def pieces(
    text: str,
    span: Span,
    notes: Sequence[Note],
    highlights: Sequence[tuple[Span, Severity]],
    words: Sequence[GroupedWord] = (),
) -> Iterator[Piece]:
    """``text`` under ``span``, cut where its look changes, with the notes around it."""
    if not (notes or highlights or words):
        yield Piece(span.of(text), start=span.start)
        return
    inside = [note for note in notes if note.span.overlaps(span)]
    for note in notes:
        if note.span.end <= span.start:
            yield from (_whole(text, note), SPACE)
    looks = [*(place for place, _ in highlights), *(word.span for word in words)]
    for start, end in pairwise(_cuts(span, inside, looks)):
        here = next((n for n in inside if n.span.start < end and start < n.span.end), None)
        grave = [level for place, level in highlights if place.start < end and start < place.end]
        yield Piece(
            text=text[start:end],
            kind=here.kind if here else PieceKind.WORDS,
            label=here.label if here else "",
            severity=max(grave, key=lambda level: level.weight) if grave else None,
            start=start,
            word=next((w for w in words if w.span.start < end and start < w.span.end), None),
        )
    for note in notes:
        if note.span.start >= span.end:
            yield from (SPACE, _whole(text, note))


def _cuts(span: Span, inside: Sequence[Note], looks: Sequence[Span]) -> list[int]:
    """Where the look changes; a note is never cut in two by a finding that begins within it."""
    ends = {end for note in inside for end in (note.span.start, note.span.end)}
    ends.update(
        end
        for place in looks
        for end in (place.start, place.end)
        if not any(note.span.start < end < note.span.end for note in inside)
    )
    return [span.start, *sorted(end for end in ends if span.start < end < span.end), span.end]


def _whole(text: str, note: Note) -> Piece:
    return Piece(note.span.of(text), note.kind, note.label, start=note.span.start)


def leftover(span: Span, transcript: Transcript, detection: Detection) -> tuple[Piece, ...]:
    """What stands in a turn that holds no sentence."""
    return tuple(_whole(transcript.text, note) for note in notes_in(detection) if note.span in span)
