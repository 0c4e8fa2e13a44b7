"""A comparison as the bench shows it: its rows with all that lies over them, and ways to pick some.

No word of either language is here, and nothing is drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from align.checks.gaps import CATEGORY as GAP
from align.report.sentences import Sentence
from align.report.view import Block, Filter, Row, Stretch, View, view
from align.sessions import Session
from align.types import (
    Bookmark,
    Decision,
    Delivery,
    Finding,
    GapVerdict,
    LinkKind,
    Place,
    Remark,
    Ruling,
    Segment,
    Side,
    Span,
    Transcript,
    Verdict,
)
from align.ui.find import Query, search
from align.ui.lines import Bit, Layers, bits, link_groups


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, cut for showing; ``at`` is where it begins in its text."""

    number: int
    at: int
    speaker: str
    paragraph: int | None
    bits: tuple[Bit, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a gap hid, with the French words of its place."""

    verdict: Verdict
    lost: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row stands: in a turn, and in a stretch of it."""

    block: Block
    stretch: Stretch
    row: Row


@dataclass(frozen=True, slots=True)
class Item:
    """One row, ready to be drawn.

    Attributes:
        opens_turn: Whether the head of its turn stands above it.
        opens_stretch: The same for the head of its passage.
        verdicts: What the gaps in it hid.
        decisions: What was decided on each of the row's findings; None where nothing was.
        by_hand: Whether a reviewer made this row.
        starts: Where its first French and its first English sentence begin.
        position: Its place among the rows that are shown, from 1.
        of: How many are shown.
    """

    spot: Spot
    opens_turn: bool
    opens_stretch: bool
    source: tuple[Line, ...]
    target: tuple[Line, ...]
    verdicts: tuple[Hidden, ...]
    decisions: tuple[Decision | None, ...]
    remarks: tuple[Remark, ...]
    bookmark: Bookmark | None
    by_hand: bool
    starts: tuple[int | None, int | None]
    position: int
    of: int

    @property
    def row(self) -> Row:
        """What the report says of it."""
        return self.spot.row

    @property
    def has_gap_finding(self) -> bool:
        """Whether a finding tells of its gaps, so that their verdicts need no line of their own."""
        return any(each.category == GAP for each in self.row.findings)

    @property
    def findings(self) -> tuple[tuple[Finding, Decision | None], ...]:
        """Every finding of the row with what was decided on it."""
        return tuple(zip(self.row.findings, self.decisions, strict=True))


class Desk:
    """A report opened for showing: what is asked for often is worked out once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.report = session.report

    @property
    def version(self) -> int:
        """How many entries the log of edits has."""
        return self.session.version

    @cached_property
    def view(self) -> View:
        """The report as a reader sees it."""
        return view(self.report, words=False)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every row with its place, in order; row 1 comes first."""
        found = [
            Spot(block, stretch, row)
            for block in self.view.blocks
            for stretch in block.stretches
            for row in stretch.rows
        ]
        return tuple(sorted(found, key=lambda spot: spot.row.number))

    @cached_property
    def verdicts(self) -> Mapping[int, tuple[GapVerdict, ...]]:
        """Link → what the gaps in it hid."""
        by_link: dict[int, tuple[GapVerdict, ...]] = {}
        for each in self.report.verdicts:
            by_link[each.link] = (*by_link.get(each.link, ()), each)
        return by_link

    @cached_property
    def verdict_counts(self) -> Mapping[str, int]:
        """How many gaps of interpreted speech hid something, nothing, or cannot be told."""
        counts = Counter(each.verdict.value for each in self.report.verdicts)
        return {each.value: counts[each.value] for each in Verdict if counts[each.value]}

    @cached_property
    def gap_kinds(self) -> Mapping[int, frozenset[str]]:
        """Place of a sentence in the English → kinds of the gaps in it."""
        return self._gap_kinds()

    def _gap_kinds(self) -> dict[int, frozenset[str]]:
        comparison = self.report.comparison
        kinds: dict[int, frozenset[str]] = {}
        for number, link in enumerate(comparison.alignment.links):
            spans = [comparison.alignment.target[index].span for index in link.target]
            kinds[number] = frozenset(
                gap.kind.value
                for gap in comparison.detection.gaps
                if any(span.overlaps(gap.span) for span in spans)
            )
        return kinds

    @cached_property
    def made_by_hand(self) -> frozenset[int]:
        """The rows that a reviewer made, counted from 0."""
        return self.report.by_hand

    @cached_property
    def bookmarks(self) -> Mapping[int, Bookmark]:
        """Number of a row → its bookmark."""
        review = self.report.review
        marked = review.bookmarks if review else ()
        return {number: each for each in marked if (number := self.row_at(each.place))}

    @cached_property
    def remarks(self) -> Mapping[int, tuple[Remark, ...]]:
        """Number of a row → the notes beside it."""
        notes: dict[int, tuple[Remark, ...]] = {}
        for each in self.report.review.remarks if self.report.review else ():
            number = self.row_at(each.place) or 0
            notes[number] = (*notes.get(number, ()), each)
        return notes

    @cached_property
    def weighing(self) -> tuple[tuple[Row, Finding], ...]:
        """Every finding that weighs anything and that nobody dismissed, gravest first."""
        return tuple(pair for pair in self.view.weighing if not self.is_dismissed(pair[1]))

    def decision(self, finding: Finding) -> Decision | None:
        """What was decided on a finding; None where nothing was."""
        review = self.report.review
        return review.decision_on(finding) if review else None

    def row_at(self, place: Place) -> int | None:
        """The number of the row that holds a place; None where none does."""
        alignment = self.report.comparison.alignment
        for number, link in enumerate(alignment.links, start=1):
            side = place.side is Side.SOURCE
            segments = alignment.source if side else alignment.target
            for index in link.source if side else link.target:
                if segments[index].span.start <= place.offset < segments[index].span.end:
                    return number
        return None

    @cached_property
    def turns(self) -> Mapping[int, int]:
        """Number of a turn → its first row; a turn without a sentence has none."""
        return {spot.block.number: spot.row.number for spot in reversed(self.spots)}

    def row_of_gap(self, index: int) -> int:
        """The number of the row that holds a gap, or of the one it stands before."""
        comparison = self.report.comparison
        place, alignment = comparison.detection.gaps[index].span.start, comparison.alignment
        numbers = (
            number
            for number, link in enumerate(alignment.links, start=1)
            if link.target and alignment.target[link.target[-1]].span.end > place
        )
        return next(numbers, len(alignment.links))

    def texts(self, number: int) -> tuple[str, str]:
        """Both texts of a row, the French first, each from its first to its last sentence."""
        source, target = self._segments(number)
        comparison = self.report.comparison
        return (
            _whole(source, comparison.original.transcript),
            _whole(target, comparison.transcript),
        )

    def pick(self, facets: Iterable[str], query: Query) -> dict[int, tuple[Span, ...]]:
        """The rows that pass every facet and hold the query, with where it was found.

        The places are in the French, then in the English, joined by one character between.

        Raises:
            SearchError: The query cannot be searched for.
        """
        wanted = tuple(facets)
        kept = [spot.row for spot in self.spots if all(self.passes(spot, each) for each in wanted)]
        if not query.text.strip():
            return {row.number: () for row in kept}
        whole = ("\n".join(self.texts(row.number)) for row in kept)
        found = zip(kept, search(whole, query), strict=True)
        return {row.number: hits for row, hits in found if hits}

    def passes(self, spot: Spot, facet: str) -> bool:
        """Whether a row passes one facet, such as ``gaps``, ``kind:omitted``, ``verdict:lost``."""
        name, _, value = facet.partition(":")
        row = spot.row
        if name == "kind":
            return kind_of(row) == value
        if name == "verdict":
            return any(v.verdict.value == value for v in self.verdicts.get(row.number - 1, ()))
        if name == "gap":
            return value in self.gap_kinds[row.number - 1]
        if name == "finding":
            category, _, severity = value.rpartition(":")
            return any(
                f.category == category and f.severity.value == severity and not self.is_dismissed(f)
                for f in row.findings
            )
        if name == "bookmarked":
            return row.number in self.bookmarks
        if name == "undecided":
            return any(self.decision(each) is None for each in row.findings)
        if name in LACKS:
            return row.standing == kind_of(row) == LACKS[name][0] or any(
                LACKS[name][1] in each.category and not self.is_dismissed(each)
                for each in row.findings
            )
        return name in {each.value for each in row.passes}

    def is_dismissed(self, finding: Finding) -> bool:
        """Whether a reviewer said that a finding is none."""
        decision = self.decision(finding)
        return decision is not None and decision.ruling is Ruling.DISMISSED

    def items(
        self, numbers: Sequence[int], before: int | None, first: int, of: int, query: Query
    ) -> Iterator[Item]:
        """The rows with these numbers, in order, as they stand after row ``before``."""
        last = self.spots[before - 1] if before else None
        for place, number in enumerate(numbers):
            spot = self.spots[number - 1]
            source, target = self._lines(spot, query)
            yield Item(
                spot=spot,
                opens_turn=last is None or last.block is not spot.block,
                opens_stretch=last is None or last.stretch is not spot.stretch,
                source=source,
                target=target,
                verdicts=tuple(self._hidden(number)),
                decisions=tuple(map(self.decision, spot.row.findings)),
                remarks=self.remarks.get(number, ()),
                bookmark=self.bookmarks.get(number),
                by_hand=number - 1 in self.made_by_hand,
                starts=self._starts(number),
                position=first + place,
                of=of,
            )
            last = spot

    def _lines(self, spot: Spot, query: Query) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        number = spot.row.number
        words = self.report.comparison.words
        linked = link_groups(words[number - 1] if words else ())
        lost = [span for each in self.verdicts.get(number - 1, ()) for span in each.source]
        segments = self._segments(number)
        hits = self._hits(number, query)
        findings = spot.row.findings
        over = (
            Layers(linked[0], [each.source for each in findings], hits[0], lost),
            Layers(linked[1], [each.target for each in findings], hits[1]),
        )
        return (
            tuple(_lines(spot.row.source, segments[0], over[0])),
            tuple(_lines(spot.row.target, segments[1], over[1])),
        )

    def _hits(self, number: int, query: Query) -> tuple[list[Span], list[Span]]:
        """Where the query is in the text of each side."""
        if not query.text.strip():
            return [], []
        source, target = self._segments(number)
        french, english = self.texts(number)
        hits = next(search([f"{french}\n{english}"], query))
        at_source = source[0].span.start if source else 0
        at_target = target[0].span.start if target else 0
        turn = len(french) + 1
        return (
            [_moved(each, at_source) for each in hits if each.start < turn],
            [_moved(each, at_target - turn) for each in hits if each.start >= turn],
        )

    def _starts(self, number: int) -> tuple[int | None, int | None]:
        source, target = self._segments(number)
        return (
            source[0].span.start if source else None,
            target[0].span.start if target else None,
        )

    def _hidden(self, number: int) -> Iterator[Hidden]:
        text = self.report.comparison.original.transcript.text
        for each in self.verdicts.get(number - 1, ()):
            lost = " … ".join(" ".join(span.of(text).split()) for span in each.source)
            yield Hidden(each.verdict, lost, each.reason)

    def _segments(self, number: int) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
        alignment = self.report.comparison.alignment
        link = alignment.links[number - 1]
        return (
            tuple(alignment.source[index] for index in link.source),
            tuple(alignment.target[index] for index in link.target),
        )


def size(row: Row) -> int:
    """About how many characters high a row is: its longer side, and its findings."""
    sides = (sum(len(each.text) + 8 for each in side) for side in (row.source, row.target))
    return max(sides) + 60 * len(row.findings)


def kind_of(row: Row) -> str:
    """``matched``, ``omitted``, ``added``, or ``unneeded`` where no French is to be expected."""
    if row.kind is LinkKind.ADDED and row.delivery is not Delivery.INTERPRETED:
        return "unneeded"
    return row.kind.value


def _lines(
    sentences: Sequence[Sentence], segments: Sequence[Segment], over: Layers
) -> Iterator[Line]:
    for each, segment in zip(sentences, segments, strict=True):
        yield Line(
            each.number, segment.span.start, each.speaker, each.paragraph, tuple(bits(each, over))
        )


def _whole(segments: Sequence[Segment], transcript: Transcript) -> str:
    if not segments:
        return ""
    return Span(segments[0].span.start, segments[-1].span.end).of(transcript.text)


def _moved(span: Span, by: int) -> Span:
    return Span(max(0, span.start + by), max(0, span.end + by))


FILTERS = (*(each.value for each in Filter), "undecided", "bookmarked")
"""The facets that the bench offers as boxes to tick."""

LACKS = {"omissions": ("omitted", "Omission"), "additions": ("added", "Addition")}
"""What one side lacks: the kind of a row, or a part of a finding's category."""

STEPS = ("findings", "undecided", "omissions", "additions", "gaps", "unmatched", "bookmarked")
"""The facets that the bench steps through, from one row to the next."""
