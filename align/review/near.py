"""What is said of a few rows, remembered for as long as nothing about them changes."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache

from align.checks import Check, checks_with, find_all
from align.checks.unmatched import check_unmatched
from align.gaps import judge_gaps
from align.review.part import part_of
from align.types import Comparison, Finding, GapVerdict

WHOLE_TEXT: tuple[Check, ...] = (check_unmatched,)
"""Checks that look at all of a turn, and that take no time."""
REMEMBERED = 1_024
"""So many stretches of rows are remembered."""


@dataclass(frozen=True, slots=True)
class Near:
    """Rows that follow each other; two are equal where all that can be said of them is equal.

    Attributes:
        comparison: These rows alone, as ``part_of`` gives them.
        seen: All of it that checks and models look at.
    """

    comparison: Comparison = field(compare=False)
    seen: tuple[Hashable, ...]


def near(comparison: Comparison, start: int, end: int) -> Near:
    """The rows ``start`` to ``end``, this one left out."""
    part = part_of(comparison, start, end)
    alignment, detections = part.alignment, (part.original.detection, part.detection)
    passages = tuple(
        tuple(dict.fromkeys(detection.passages[each.passage] for each in segments))
        for detection, segments in zip(
            detections, (alignment.source, alignment.target), strict=True
        )
    )
    texts = part.original.transcript.text, part.transcript.text
    origin = part.original.origin
    return Near(part, (texts, origin, alignment, passages, part.words, part.meanings))


@lru_cache(REMEMBERED)
def found_in(rows: Near) -> tuple[Finding, ...]:
    """Every finding, however unsure, of the checks that need no more than a few rows."""
    every = checks_with(judged_in(rows))
    checks = tuple(check for check in every if check not in WHOLE_TEXT)
    return find_all(rows.comparison, checks)


@lru_cache(REMEMBERED)
def judged_in(rows: Near) -> tuple[GapVerdict, ...]:
    """What the gaps in these rows hid."""
    return judge_gaps(rows.comparison)
