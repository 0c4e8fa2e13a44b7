"""A report as a reader sees it: turns, passages and rows. Pure; draws nothing.

The HTML report and the page are both drawn from the records here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from align.report.figures import Lane, Map, alignment_map, lanes
from align.report.reviewed import UNTOUCHED, Reviewed, reviewed_rows
from align.report.sentences import Piece, Sentence, leftover, sentences
from align.report.summary import Summary, summarise
from align.report.word_groups import grouped_words
from align.types import (
    Alignment,
    Delivery,
    Detection,
    Finding,
    Link,
    LinkKind,
    Origin,
    Report,
    Span,
    Transcript,
    Verdict,
)

FOLD_FROM = 6
"""A run of at least this many unmatched rows is folded away."""


class Filter(StrEnum):
    """Which rows to keep; several keep the rows that pass all of them."""

    INTERPRETED = "interpreted"
    GAPS = "gaps"
    UNMATCHED = "unmatched"
    FINDINGS = "findings"


@dataclass(frozen=True, slots=True)
class Row:
    """One link: French sentences beside English ones, with what was found there.

    Attributes:
        hidden: French without English that a gap of the record hid: the interpreter may well have
            said it.
    """

    number: int
    kind: LinkKind
    score: float
    delivery: Delivery
    source: tuple[Sentence, ...]
    target: tuple[Sentence, ...]
    findings: tuple[Finding, ...] = ()
    review: Reviewed = UNTOUCHED
    hidden: bool = False

    @property
    def standing(self) -> str:
        """The kind of the link as a word; ``lost`` for what a gap hid."""
        return "lost" if self.hidden else self.kind.value

    @property
    def expects_french(self) -> bool:
        """Whether an empty French side is worth a remark: only interpreted speech needs French."""
        return self.delivery is Delivery.INTERPRETED

    @property
    def passes(self) -> frozenset[Filter]:
        """Every filter this row passes."""
        checks = {
            Filter.INTERPRETED: self.delivery is Delivery.INTERPRETED,
            Filter.GAPS: any(sentence.has_gap for sentence in (*self.source, *self.target)),
            Filter.UNMATCHED: self.kind is not LinkKind.MATCHED,
            Filter.FINDINGS: bool(self.findings),
        }
        return frozenset(name for name, passed in checks.items() if passed)


@dataclass(frozen=True, slots=True)
class Fold:
    """A long run of rows without a counterpart, shown as one line until it is opened."""

    rows: tuple[Row, ...]

    @property
    def kind(self) -> LinkKind:
        """OMITTED or ADDED, the same for all its rows."""
        return self.rows[0].kind

    @property
    def label(self) -> str:
        """One line that stands for all the rows."""
        if self.kind is LinkKind.OMITTED:
            count = sum(len(row.source) for row in self.rows)
            return f"{count} sentences of French speech with no English counterpart"
        count = sum(len(row.target) for row in self.rows)
        return f"{count} sentences of English speech with no French counterpart"

    @property
    def worrying(self) -> bool:
        """Whether a finding in it weighs anything, so that it should not stay folded."""
        return any(finding.severity.weight for row in self.rows for finding in row.findings)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The rows of one passage, with why the passage is what it is."""

    delivery: Delivery
    language: str | None
    reason: str
    quote: str
    confidence: float
    items: tuple[Row | Fold, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, folded or not."""
        return tuple(row for item in self.items for row in unfold(item))


@dataclass(frozen=True, slots=True)
class Block:
    """One turn. A turn without a sentence has no stretch, only ``leftover``."""

    number: int
    speaker: str
    time: float | None
    stretches: tuple[Stretch, ...]
    leftover: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class DroppedText:
    """A line that was left out because it belongs to the page and not to the event."""

    side: str
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class View:
    """All that a drawing of a report needs."""

    title: str
    target_name: str
    source_name: str
    origin: Origin
    belonging: float
    belong_together: bool
    signature: str
    summary: Summary
    lanes: tuple[Lane, ...]
    map: Map
    blocks: tuple[Block, ...]
    dropped: tuple[DroppedText, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row in order."""
        return tuple(row for _, row in self.spoken_rows)

    @property
    def spoken_rows(self) -> tuple[tuple[str, Row], ...]:
        """Every row in order, with the speaker of the turn that it is shown in."""
        return tuple(
            (block.speaker, row)
            for block in self.blocks
            for stretch in block.stretches
            for row in stretch.rows
        )

    @property
    def findings(self) -> tuple[tuple[Row, Finding], ...]:
        """Every finding with its row, gravest first, then in order of the event."""
        pairs = ((row, finding) for row in self.rows for finding in row.findings)
        return tuple(sorted(pairs, key=lambda pair: -pair[1].severity.weight))

    @property
    def weighing(self) -> tuple[tuple[Row, Finding], ...]:
        """Every finding that weighs anything, with its row, gravest first."""
        return tuple(pair for pair in self.findings if pair[1].severity.weight)

    @property
    def neutral(self) -> tuple[tuple[Row, Finding], ...]:
        """Every finding that weighs nothing, with its row."""
        return tuple(pair for pair in self.findings if not pair[1].severity.weight)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of both sides, in order of the rows."""
        return tuple(each for row in self.rows for each in (*row.source, *row.target))

    @property
    def kinds(self) -> frozenset[str]:
        """All that the legend may have to explain: deliveries, kinds of pieces, paragraphs."""
        spoken = self.sentences
        pieces = (piece for sentence in spoken for piece in sentence.pieces)
        alone = (piece for block in self.blocks for piece in block.leftover)
        stretches = (stretch for block in self.blocks for stretch in block.stretches)
        return frozenset(
            (
                *self.summary.passages,
                *(stretch.delivery for stretch in stretches),
                *(piece.kind for piece in (*pieces, *alone)),
                *("paragraph" for sentence in spoken if sentence.paragraph),
            )
        )


def view(report: Report, *, words: bool = True) -> View:
    """Everything a drawing of ``report`` shows, in order; linked words cost most of the time.

    Args:
        report: What is drawn.
        words: Whether linked words are told apart.
    """
    comparison = report.comparison
    transcript, original = comparison.transcript, comparison.original
    return View(
        title=transcript.title or transcript.name,
        target_name=transcript.name,
        source_name=original.transcript.name,
        origin=original.origin,
        belonging=report.belonging,
        belong_together=report.belong_together,
        signature=report.signature,
        summary=summarise(report),
        lanes=lanes(transcript, comparison.detection),
        map=alignment_map(comparison),
        blocks=blocks(report, words=words),
        dropped=(
            *dropped_text("English", transcript),
            *dropped_text("French", original.transcript),
        ),
    )


def dropped_text(side: str, transcript: Transcript) -> tuple[DroppedText, ...]:
    """What was left out of one text, with the rule that left it out."""
    return tuple(
        DroppedText(side, " ".join(each.span.of(transcript.text).split()), each.rule)
        for each in transcript.dropped
    )


# ------------------------------------------------------------------ turns, rows


def blocks(report: Report, *, words: bool = True) -> tuple[Block, ...]:
    """One block per turn of the transcript, in order, each with its rows."""
    comparison = report.comparison
    transcript, detection = comparison.transcript, comparison.detection
    made = list(rows(report, words=words))
    places = home_passages(comparison.alignment)
    by_turn: dict[int, list[Stretch]] = {}
    for place, group in groupby(zip(places, made, strict=True), key=lambda pair: pair[0]):
        stretch = _stretch(place, [row for _, row in group], detection)
        by_turn.setdefault(_turn_of(place, detection), []).append(
            _quoted(stretch, place, transcript, detection)
        )
    return tuple(
        Block(
            number=turn + 1,
            speaker=each.speaker,
            time=_time(each.span, transcript),
            stretches=tuple(by_turn.get(turn, ())),
            leftover=() if turn in by_turn else leftover(each.span, transcript, detection),
        )
        for turn, each in enumerate(transcript.turns)
    )


def home_passages(alignment: Alignment) -> tuple[int | None, ...]:
    """For every link the passage it is shown in; None when no link has an English side.

    A link with no English side goes with the neighbour that renders the same French turn, else
    with what stands before it.
    """
    homes = [
        alignment.target[link.target[0]].passage if link.target else None
        for link in alignment.links
    ]
    turns = [
        alignment.source[link.source[0]].turn if link.source and link.target else None
        for link in alignment.links
    ]
    before, after = _last_known(homes), _last_known(homes[::-1])[::-1]
    turn_before, turn_after = _last_known(turns), _last_known(turns[::-1])[::-1]

    def home(index: int, link: Link) -> int | None:
        if link.target:
            return homes[index]
        turn = alignment.source[link.source[0]].turn
        forward = turn_after[index] == turn and turn_before[index] != turn
        first, second = (after, before) if forward else (before, after)
        return second[index] if first[index] is None else first[index]

    return tuple(home(index, link) for index, link in enumerate(alignment.links))


def _last_known(values: Sequence[int | None]) -> list[int | None]:
    """Every None replaced by the nearest value before it.

    >>> _last_known([None, 3, None, 4])
    [None, 3, 3, 4]
    """
    known: list[int | None] = []
    for value in values:
        known.append(value if value is not None or not known else known[-1])
    return known


def rows(report: Report, *, words: bool = True) -> Iterator[Row]:
    """One row per link, in order, numbered from 1."""
    alignment, passages = report.comparison.alignment, report.comparison.detection.passages
    source, target = _sides(report, words=words)
    found = _by_link(report.findings)
    reviewed = reviewed_rows(report)
    gaps = (each for each in report.verdicts if each.verdict is Verdict.LOST)
    lost = [span for each in gaps for span in each.source]
    homes = home_passages(alignment)
    for index, (link, home) in enumerate(zip(alignment.links, homes, strict=True)):
        yield Row(
            number=index + 1,
            kind=link.kind,
            score=link.score,
            delivery=Delivery.UNCERTAIN if home is None else passages[home].delivery,
            source=tuple(source[each] for each in link.source),
            target=_without_expected_speaker(
                tuple(target[each] for each in link.target),
                [alignment.target[each].turn for each in link.target],
            ),
            findings=tuple(sorted(found.get(index, ()), key=lambda each: -each.severity.weight)),
            review=reviewed.get(index, UNTOUCHED),
            hidden=link.kind is LinkKind.OMITTED
            and all(_is_in(alignment.source[each].span, lost) for each in link.source),
        )


def _sides(report: Report, *, words: bool) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """The sentences of the source and of the target, linked words told apart if ``words``."""
    comparison = report.comparison
    original, alignment = comparison.original, comparison.alignment
    said, heard = grouped_words(comparison) if words else ((), ())
    source = sentences(
        original.transcript,
        original.detection,
        alignment.source,
        [(span, each.severity) for each in report.findings for span in each.source],
        said,
    )
    target = sentences(
        comparison.transcript,
        comparison.detection,
        alignment.target,
        [(span, each.severity) for each in report.findings for span in each.target],
        heard,
    )
    return source, target


def _by_link(findings: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings of each link, by its index."""
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.link, []).append(finding)
    return found


def _is_in(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(each) for each in others)


def _without_expected_speaker(
    spoken: tuple[Sentence, ...], turns: Sequence[int]
) -> tuple[Sentence, ...]:
    """English speakers are named at the head of their turn; only a change inside a row is said."""
    return tuple(
        sentence if turn != turns[0] else replace(sentence, speaker="")
        for sentence, turn in zip(spoken, turns, strict=True)
    )


def unfold(item: Row | Fold) -> tuple[Row, ...]:
    """The rows of an item."""
    return item.rows if isinstance(item, Fold) else (item,)


def fold(whole: Sequence[Row]) -> tuple[Row | Fold, ...]:
    """The rows in order, every long run with the same empty side as one fold."""
    items: list[Row | Fold] = []
    for kind, group in groupby(whole, key=lambda row: row.kind):
        run = tuple(group)
        if kind is not LinkKind.MATCHED and len(run) >= FOLD_FROM:
            items.append(Fold(run))
        else:
            items.extend(run)
    return tuple(items)


def _stretch(place: int | None, whole: Sequence[Row], detection: Detection) -> Stretch:
    if place is None:
        return Stretch(Delivery.UNCERTAIN, None, "No English sentence.", "", 0.0, fold(whole))
    passage = detection.passages[place]
    return Stretch(
        delivery=passage.delivery,
        language=passage.language,
        reason=passage.evidence.reason,
        quote="",
        confidence=passage.confidence,
        items=fold(whole),
    )


def _quoted(
    stretch: Stretch, place: int | None, transcript: Transcript, detection: Detection
) -> Stretch:
    span = None if place is None else detection.passages[place].evidence.span
    return stretch if span is None else replace(stretch, quote=span.of(transcript.text))


def _turn_of(place: int | None, detection: Detection) -> int:
    return 0 if place is None else detection.passages[place].turn


def _time(span: Span, transcript: Transcript) -> float | None:
    return next((cue.start for cue in transcript.cues if cue.span.overlaps(span)), None)
