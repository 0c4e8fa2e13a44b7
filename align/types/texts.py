"""What was read, and what was found in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from align.errors import AlignError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:end]`` of the text it came from, in characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise AlignError(
                "a span cannot run from {start} to {end}", start=self.start, end=self.end
            )

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of ``text`` under this span.

        >>> Span(0, 5).of("Merci beaucoup")
        'Merci'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that belongs to the page, not to the event, with the rule that dropped it."""

    span: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Cue:
    """The time of a stretch of text, in seconds from the start; ``end`` is None where unknown."""

    span: Span
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker label and the paragraphs under it.

    Attributes:
        speaker: The name as printed, without markers, times and colon; "" where no label stands.
        label: Where the label stands, markers and colon included; None where no label stands.
        paragraphs: The paragraphs, in order; markers and gaps included.
    """

    speaker: str
    label: Span | None
    paragraphs: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the label to the end of the last paragraph."""
        parts = ((self.label,) if self.label else ()) + self.paragraphs
        return Span(parts[0].start, parts[-1].end)

    def __post_init__(self) -> None:
        if self.label is None and not self.paragraphs:
            raise AlignError("a turn needs a label or a paragraph")


@dataclass(frozen=True, slots=True)
class Transcript:
    r"""The record in hand. Every span of every record made from it points into ``text``.

    Attributes:
        name: The file name, or "pasted text".
        text: What was read: decoded, mojibake repaired, line ends as ``\n``.
        turns: In order of the text.
        dropped: Boilerplate, in order of the text.
        cues: Times, where the file has them.
        title: The document's own title, where the file has one.
        encoding: How the bytes were decoded; "" for text that came decoded.
        repaired: Whether mojibake was repaired.
    """

    name: str
    text: str
    turns: tuple[Turn, ...]
    dropped: tuple[Dropped, ...] = ()
    cues: tuple[Cue, ...] = ()
    title: str = ""
    encoding: str = ""
    repaired: bool = False

    def __post_init__(self) -> None:
        spans = [turn.span for turn in self.turns]
        if any(before.end > after.start for before, after in pairwise(spans)):
            raise AlignError("{name}: turns overlap or are out of order", name=self.name)
        if spans and spans[-1].end > len(self.text):
            raise AlignError("{name}: a turn reaches past the end of the text", name=self.name)

    @property
    def speakers(self) -> tuple[str, ...]:
        """Every speaker once, in order of appearance."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker))


class Delivery(StrEnum):
    """How the words of a passage came to be on the page."""

    DIRECT = "direct"
    INTERPRETED = "interpreted"
    UNTRANSLATED = "untranslated"
    UNCERTAIN = "uncertain"


class GapKind(StrEnum):
    """Why words are missing."""

    INAUDIBLE = "inaudible"
    OFF_MIC = "off-mic"
    CROSSTALK = "crosstalk"
    AUDIO_LOST = "audio lost"
    START_LOST = "start lost"
    NOTHING_PRINTED = "nothing printed"


class MarkKind(StrEnum):
    """What a mark in the text says."""

    INTERPRETED = "interpreted"
    SPOKEN = "spoken"
    ORIGINAL = "original"
    UNTRANSLATED = "untranslated"
    GAP = "gap"
    NOISE = "noise"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words on the page that nobody spoke: ``(Via interpreter)``, ``(inaudible)``, ``(Laughter.)``.

    Attributes:
        span: Where it stands, brackets included.
        kind: What it says.
        rule: The name of the rule that knows it.
        language: ISO 639-1 code of the language it names, if any.
    """

    span: Span
    kind: MarkKind
    rule: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a passage is what it is: the mark that says so, or the reason for inferring it."""

    rule: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The longest stretch of a turn with one delivery.

    Attributes:
        turn: Index into ``Transcript.turns``.
        span: Where it stands, its mark included when that stands in the body of the turn.
        language: ISO 639-1 code of the language spoken, where known.
        confidence: 1.0 for a mark that leaves no doubt, less for an inference.
    """

    turn: int
    span: Span
    delivery: Delivery
    evidence: Evidence
    language: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A place where words are lost.

    Attributes:
        turn: Index into ``Transcript.turns``.
        span: From the first mark of the run to the last.
        marks: Every mark of the run; only punctuation stands between them.
        time: Seconds, where the mark states it.
    """

    turn: int
    span: Span
    kind: GapKind
    marks: tuple[Span, ...]
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Detection:
    """What was found in a transcript: passages cover every turn with words, in order."""

    passages: tuple[Passage, ...]
    gaps: tuple[Gap, ...]
    marks: tuple[Mark, ...]


class Origin(StrEnum):
    """Where the French text comes from. A produced one is a draft, never evidence."""

    GIVEN = "given"
    RETRIEVED = "retrieved"
    PRODUCED = "produced"


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How an original was found in a library.

    Attributes:
        library: Its name and version.
        score: Probability that the document is an original of the transcript.
        runner_up: What the second candidate is called; "" if there was none.
        runner_up_score: The same probability for the second candidate.
    """

    library: str
    score: float
    runner_up: str = ""
    runner_up_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Original:
    """What the speakers said, in French.

    Attributes:
        renders: Of a produced original, which has one segment a line: the place in the transcript
            of the sentence that each segment renders, in order.
        made_by: Of a produced original, the name of the translator.
        found: Of a retrieved original, how it was found.
    """

    transcript: Transcript
    detection: Detection
    origin: Origin = Origin.GIVEN
    renders: tuple[Span, ...] = ()
    made_by: str = ""
    found: Retrieval | None = None
