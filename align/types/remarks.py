"""What a reviewer leaves behind: decisions, remarks, bookmarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from align.errors import AlignError


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
