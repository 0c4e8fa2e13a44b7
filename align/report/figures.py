"""The two drawings of a report as plain geometry: who speaks when, and what is linked to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from align.types import Alignment, Comparison, Delivery, Detection, LinkKind, Transcript

WIDTH = 1000.0
"""How wide the strip of the event is, in its own units."""

MOST_LANES = 12
"""How many lanes the strip has at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One passage on the strip; ``turn`` is counted from 1."""

    turn: int
    start: float
    width: float
    delivery: Delivery
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """One gap on the strip; ``gap`` is its index in ``Detection.gaps``."""

    at: float
    label: str
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """All that one speaker says, along the event."""

    speaker: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One matched link on the map, in sentences: ``x`` along the English, ``y`` along the French.

    ``row`` is counted from 1.
    """

    row: int
    x: int
    y: int
    width: int
    height: int
    score: float


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring sentences alike, on one side."""

    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Map:
    """Where the links lie. ``width`` and ``height`` count English and French sentences.

    ``added`` is interpreted English without French; ``spare`` is other English without French.
    """

    width: int
    height: int
    points: tuple[Point, ...]
    interpreted: tuple[Run, ...]
    omitted: tuple[Run, ...]
    added: tuple[Run, ...]
    spare: tuple[Run, ...]


def lanes(transcript: Transcript, detection: Detection) -> tuple[Lane, ...]:
    """One lane per speaker, in order of appearance; places go from 0 to ``WIDTH``.

    Where there are more than ``MOST_LANES`` speakers, those who say least share the last lane.
    """
    if not transcript.turns:
        return ()
    first, last = transcript.turns[0].span.start, transcript.turns[-1].span.end
    scale = WIDTH / max(last - first, 1)
    names = lane_names(transcript)
    bars: dict[str, list[Bar]] = {name: [] for name in names.values()}
    ticks: dict[str, list[Tick]] = {name: [] for name in names.values()}
    for passage in detection.passages:
        start, end = ((place - first) * scale for place in (passage.span.start, passage.span.end))
        place = round(start, 1), round(end - start, 1)
        bar = Bar(passage.turn + 1, *place, passage.delivery, passage.language)
        bars[names[transcript.turns[passage.turn].speaker]].append(bar)
    for index, gap in enumerate(detection.gaps):
        tick = Tick(round((gap.span.start - first) * scale, 1), gap.kind.value, index)
        ticks[names[transcript.turns[gap.turn].speaker]].append(tick)
    return tuple(Lane(name, tuple(bars[name]), tuple(ticks[name])) for name in bars)


def lane_names(transcript: Transcript) -> Mapping[str, str]:
    """For every speaker the name of the lane, shared lane last."""
    said: Counter[str] = Counter()
    for turn in transcript.turns:
        said[turn.speaker] += len(turn.span)
    if len(said) <= MOST_LANES:
        return {speaker: speaker for speaker in said}
    alone = {speaker for speaker, _ in said.most_common(MOST_LANES - 1)}
    rest = f"{len(said) - len(alone)} others"
    order = sorted(said, key=lambda speaker: speaker not in alone)
    return {speaker: speaker if speaker in alone else rest for speaker in order}


def alignment_map(comparison: Comparison) -> Map:
    """Every matched link as a box, every unmatched stretch as a run on its own side."""
    alignment, passages = comparison.alignment, comparison.detection.passages
    interpreted = [
        index
        for index, segment in enumerate(alignment.target)
        if passages[segment.passage].delivery is Delivery.INTERPRETED
    ]
    expecting = frozenset(interpreted)
    unmatched = [link for link in alignment.links if link.kind is not LinkKind.MATCHED]
    added = [index for link in unmatched for index in link.target]
    return Map(
        width=len(alignment.target),
        height=len(alignment.source),
        points=tuple(_points(alignment)),
        interpreted=runs(interpreted),
        omitted=runs(index for link in unmatched for index in link.source),
        added=runs(index for index in added if index in expecting),
        spare=runs(index for index in added if index not in expecting),
    )


def _points(alignment: Alignment) -> Iterator[Point]:
    for number, link in enumerate(alignment.links, start=1):
        if link.kind is LinkKind.MATCHED:
            yield Point(
                row=number,
                x=link.target[0],
                y=link.source[0],
                width=len(link.target),
                height=len(link.source),
                score=link.score,
            )


def runs(indices: Iterable[int]) -> tuple[Run, ...]:
    """Rising whole numbers as runs of neighbours.

    >>> runs([1, 2, 3, 7])
    (Run(start=1, length=3), Run(start=7, length=1))
    """
    groups = groupby(enumerate(indices), key=lambda pair: pair[1] - pair[0])
    return tuple(_run([index for _, index in group]) for _, group in groups)


def _run(indices: Sequence[int]) -> Run:
    return Run(indices[0], len(indices))
