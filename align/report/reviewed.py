"""What reviewers said, sorted to the rows it stands beside."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from align.types import (
    Bookmark,
    Decision,
    Finding,
    Link,
    Place,
    Remark,
    Report,
    Ruling,
    Segment,
    Side,
)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What reviewers made of one row; empty where they left it alone."""

    by_hand: bool = False
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

    def decision_on(self, finding: Finding) -> Decision | None:
        """What was decided about a finding of the row; None where nothing was."""
        return next((each for each in self.decisions if each.finding == finding.id), None)


UNTOUCHED = Reviewed()


def reviewed_rows(report: Report) -> dict[int, Reviewed]:
    """What reviewers made of the rows they touched, by index of the link."""
    if report.review is None:
        return {}
    made = {index: Reviewed(by_hand=True) for index in report.by_hand}
    place_of = _Places(report)
    for decision in report.review.decisions:
        if decision.ruling is not Ruling.OPEN:
            for index in place_of.findings.get(decision.finding, ()):
                here = made.get(index, UNTOUCHED)
                made[index] = replace(here, decisions=(*here.decisions, decision))
    for remark in report.review.remarks:
        for index in place_of(remark.place):
            here = made.get(index, UNTOUCHED)
            made[index] = replace(here, remarks=(*here.remarks, remark))
    for mark in report.review.bookmarks:
        for index in place_of(mark.place):
            here = made.get(index, UNTOUCHED)
            made[index] = replace(here, bookmarks=(*here.bookmarks, mark))
    return made


class _Places:
    """Finds the link that holds a place, or a finding."""

    def __init__(self, report: Report) -> None:
        alignment = report.comparison.alignment
        self.segments = {Side.SOURCE: alignment.source, Side.TARGET: alignment.target}
        self.starts = {
            side: [segment.span.start for segment in segments]
            for side, segments in self.segments.items()
        }
        self.links = {side: _links_of(alignment.links, side) for side in Side}
        self.findings: dict[str, list[int]] = {}
        for finding in report.findings:
            self.findings.setdefault(finding.id, []).append(finding.link)

    def __call__(self, place: Place) -> tuple[int, ...]:
        at = bisect_right(self.starts[place.side], place.offset) - 1
        segments: tuple[Segment, ...] = self.segments[place.side]
        if at < 0 or place.offset >= segments[at].span.end:
            return ()
        return (self.links[place.side][at],)


def _links_of(links: tuple[Link, ...], side: Side) -> list[int]:
    """For every segment of a side, the index of its link."""
    held = (link.source if side is Side.SOURCE else link.target for link in links)
    return [index for index, segments in enumerate(held) for _ in segments]
