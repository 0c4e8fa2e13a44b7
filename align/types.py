"""The records every part of the program speaks in. Frozen; what can be computed is a property."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import blake2s
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


# ------------------------------------------------------------------ transcript


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


# ------------------------------------------------------------------- detection


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


# -------------------------------------------------------------------- original


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


# ------------------------------------------------------------------- alignment


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence-like unit.

    Attributes:
        span: Where it stands; ``text`` is what stands there, marks and gaps included.
        spoken: The words alone, without marks; "" when the whole segment is a gap.
        turn: Index into ``Transcript.turns``.
        paragraph: Index of its paragraph in the whole text.
        passage: Index into ``Detection.passages``.
    """

    span: Span
    text: str
    spoken: str
    turn: int
    paragraph: int
    passage: int


class LinkKind(StrEnum):
    MATCHED = "matched"
    OMITTED = "omitted"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """Source segments that correspond to target segments; either side may be empty, never both.

    Attributes:
        source: Indices of consecutive source segments.
        target: Indices of consecutive target segments.
        score: Confidence in 0 … 1.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float = 0.0

    def __post_init__(self) -> None:
        if not self.source and not self.target:
            raise AlignError("a link needs at least one segment")
        for side in (self.source, self.target):
            if any(after != before + 1 for before, after in pairwise(side)):
                raise AlignError(
                    "a link holds segments that do not follow each other: {side}", side=side
                )

    @property
    def kind(self) -> LinkKind:
        """Read off the sides, so that it cannot contradict them."""
        if not self.target:
            return LinkKind.OMITTED
        return LinkKind.MATCHED if self.source else LinkKind.ADDED


LinkKey = tuple[tuple[Span, ...], tuple[Span, ...]]
"""The spans of a link's segments, source and target."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Both sides and the links between them; every segment is in exactly one link, in order."""

    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    links: tuple[Link, ...]

    def __post_init__(self) -> None:
        for name, segments, used in (
            ("source", self.source, [i for link in self.links for i in link.source]),
            ("target", self.target, [i for link in self.links for i in link.target]),
        ):
            if used != list(range(len(segments))):
                raise AlignError(
                    "links must hold every {name} segment once and in order", name=name
                )

    def count(self, kind: LinkKind) -> int:
        """How many links are of a kind."""
        return sum(link.kind is kind for link in self.links)

    @property
    def keys(self) -> tuple[LinkKey, ...]:
        """For every link the spans of its segments, which say what it is without its number."""
        return tuple(
            (
                tuple(self.source[index].span for index in link.source),
                tuple(self.target[index].span for index in link.target),
            )
            for link in self.links
        )


@dataclass(frozen=True, slots=True)
class WordLink:
    """A source word that corresponds to a target word.

    Attributes:
        source: The word's place in the original's text.
        target: The word's place in the transcript's text.
        score: Confidence in 0 … 1.
    """

    source: Span
    target: Span
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Words of one side of a link that the other side does not seem to say.

    Attributes:
        probability: 0 … 1.
    """

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Meaning:
    """How far the two sides of a link say the same, by their words.

    Attributes:
        same: Probability that they mean the same, 0 … 1.
        source: Words of the original that the transcript does not say, in order.
        target: Words of the transcript that the original does not say, in order.
    """

    same: float
    source: tuple[Unsaid, ...] = ()
    target: tuple[Unsaid, ...] = ()


# -------------------------------------------------------------------- findings


class Verdict(StrEnum):
    """What a gap hid."""

    LOST = "lost"
    NOTHING_LOST = "nothing lost"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class GapVerdict:
    """What a gap of interpreted speech hid, as far as the original tells.

    Attributes:
        gap: Index into ``Detection.gaps``.
        link: Index into ``Alignment.links``.
        source: The original's words that no word of the target accounts for at this place.
        confidence: 0 … 1.
        reason: One sentence that says why.
    """

    gap: int
    link: int
    verdict: Verdict
    source: tuple[Span, ...]
    confidence: float
    reason: str


class Severity(StrEnum):
    """MQM severities, lightest first; NEUTRAL asks for a look and weighs nothing."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def weight(self) -> int:
        """MQM penalty points."""
        return {"neutral": 0, "minor": 1, "major": 5, "critical": 25}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something for the reviewer.

    Attributes:
        check: Name of the check that found it.
        category: MQM category, for example ``Accuracy/Omission``; ``Gap`` for words that the
            record lost.
        message: One sentence that says why.
        link: Index into ``Alignment.links``.
        source: Spans in the original's text.
        target: Spans in the transcript's text.
        confidence: 0 … 1.
    """

    check: str
    category: str
    severity: Severity
    message: str
    link: int
    source: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    confidence: float = 1.0

    @property
    def id(self) -> str:
        """What it is known by: the same words found by the same check, whatever row holds them."""
        spans = [
            [f"{span.start}-{span.end}" for span in side] for side in (self.source, self.target)
        ]
        told = "|".join((self.check, self.category, *map(" ".join, spans)))
        return blake2s(told.encode(), digest_size=8).hexdigest()


# ---------------------------------------------------------------------- review


class Side(StrEnum):
    """SOURCE is the French side, TARGET the English one."""

    SOURCE = "source"
    TARGET = "target"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of one of the two texts.

    It stands for the segment that holds it, and for that segment's row, whatever number these have.
    """

    side: Side
    offset: int


class Ruling(StrEnum):
    """What a reviewer thinks of a finding; OPEN takes an earlier ruling back."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did something, and when (UTC). ``edit`` is the entry of the log that did it."""

    reviewer: str
    time: datetime
    edit: str

    def __post_init__(self) -> None:
        if self.time.utcoffset() != timedelta(0):
            raise AlignError("expected a time in UTC, got {time}", time=self.time.isoformat())


@dataclass(frozen=True, slots=True)
class Decision:
    """A reviewer's last word on a finding; ``finding`` is its ``Finding.id``."""

    finding: str
    ruling: Ruling
    note: str
    by: Signed


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer wrote beside a row."""

    place: Place
    text: str
    by: Signed


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A row that a reviewer wants to find again."""

    place: Place
    label: str
    by: Signed


@dataclass(frozen=True, slots=True)
class Machine:
    """What a report held before it was reviewed."""

    detection: Detection
    original_detection: Detection
    alignment: Alignment
    words: tuple[tuple[WordLink, ...], ...]
    findings: tuple[Finding, ...]
    verdicts: tuple[GapVerdict, ...]
    signature: str
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What reviewers made of a report, beside what they changed in it.

    Attributes:
        machine: What the report held before.
        edits: How many entries of the log stand, undone ones left out.
        reviewers: Everybody with an entry that stands, in order of their first.
        decisions: One for each finding that was ruled on, also where it has vanished since.
    """

    machine: Machine
    edits: int
    reviewers: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

    def decision_on(self, finding: Finding) -> Decision | None:
        """What was decided about ``finding``; None where nothing was, or where it is open again."""
        for decision in self.decisions:
            if decision.finding == finding.id and decision.ruling is not Ruling.OPEN:
                return decision
        return None


# ---------------------------------------------------------------------- report


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the checks may look at.

    Attributes:
        words: The word links of each link, in order of ``alignment.links``; empty where none
            were made.
        meanings: The same for how far the two sides of each link say the same.
    """

    transcript: Transcript
    detection: Detection
    original: Original
    alignment: Alignment
    words: tuple[tuple[WordLink, ...], ...] = ()
    meanings: tuple[Meaning, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the page, the files and the scores are made from.

    Attributes:
        belonging: How far the two texts are one event, 0 … 1.
        belong_together: False when the tool's answer is that they are not.
        signature: How every number of the report was made.
        verdicts: What the gaps of interpreted speech hid, in order of the gaps.
        review: What reviewers made of it; None where nobody changed anything.
    """

    comparison: Comparison
    findings: tuple[Finding, ...]
    belonging: float
    belong_together: bool
    signature: str
    verdicts: tuple[GapVerdict, ...] = ()
    schema: str = "align.report/2"
    review: Review | None = None

    @property
    def by_hand(self) -> frozenset[int]:
        """The links that a reviewer made, as indices into ``Alignment.links``."""
        if self.review is None:
            return frozenset()
        made = set(self.review.machine.alignment.keys)
        keys = self.comparison.alignment.keys
        return frozenset(index for index, key in enumerate(keys) if key not in made)
