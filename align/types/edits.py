"""What a reviewer can do: one record per action, and the entry of the log that holds it.

Actions point at characters of the two texts, never at row numbers: what was meant stays the same
whatever was merged, split or undone before it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

from align.errors import EditError
from align.types.findings import Severity
from align.types.remarks import Place, Ruling, Side, Signed
from align.types.texts import Delivery, Span

LONGEST_NOTE = 4_000
"""Longest note, label or name of a finding, in characters."""
LONGEST_NAME = 80
"""Longest name of a reviewer, in characters."""


class Direction(StrEnum):
    """Which neighbouring row."""

    PREVIOUS = "previous"
    NEXT = "next"


class Kind(StrEnum):
    """What is wrong, for a finding a reviewer makes by hand."""

    OMISSION = "omission"
    ADDITION = "addition"
    MISTRANSLATION = "mistranslation"

    @property
    def category(self) -> str:
        """The MQM category."""
        return f"Accuracy/{self.value.title()}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Makes one row of the row at ``first``, the row at ``last``, and those between them."""

    first: Place
    last: Place
    kind: Literal["merge"] = "merge"


@dataclass(frozen=True, slots=True)
class Split:
    """Makes two rows of the row at ``row``.

    Attributes:
        source: Inside the first French sentence of the second row; None leaves all in the first.
        target: The same for the English.
    """

    row: Place
    source: int | None = None
    target: int | None = None
    kind: Literal["split"] = "split"


@dataclass(frozen=True, slots=True)
class Move:
    """Moves the sentence at ``sentence`` to the neighbouring row; it must stand at that edge."""

    sentence: Place
    to: Direction
    kind: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class JoinSentences:
    """Makes one sentence of the one at ``sentence`` and the next; it stays in the first's row."""

    sentence: Place
    kind: Literal["join sentences"] = "join sentences"


@dataclass(frozen=True, slots=True)
class SplitSentence:
    """Makes two sentences of one; ``at`` is the first character of the second. One row holds both.

    Attributes:
        at: Must have words before it and after it in the sentence, and lie in no mark.
    """

    at: Place
    kind: Literal["split sentence"] = "split sentence"


@dataclass(frozen=True, slots=True)
class SetDelivery:
    """Says how the words of the passage at ``passage`` came to be on the page."""

    passage: Place
    delivery: Delivery
    kind: Literal["set delivery"] = "set delivery"


@dataclass(frozen=True, slots=True)
class Decide:
    """Accepts or dismisses the finding with this ``Finding.id``, or opens it again."""

    finding: str
    ruling: Ruling
    note: str = ""
    kind: Literal["decide"] = "decide"


@dataclass(frozen=True, slots=True)
class Flag:
    """Marks words by hand: an omission or addition that no check has found.

    Attributes:
        what: The kind of finding.
        source: The French words; None where the mark stands on the English side alone.
        target: The English words; None where the mark stands on the French side alone.
    """

    what: Kind
    source: Span | None = None
    target: Span | None = None
    severity: Severity = Severity.MAJOR
    note: str = ""
    kind: Literal["flag"] = "flag"


@dataclass(frozen=True, slots=True)
class Annotate:
    """Writes a note beside the row at ``row``."""

    row: Place
    text: str
    kind: Literal["annotate"] = "annotate"


@dataclass(frozen=True, slots=True)
class SetBookmark:
    """Sets a bookmark on the row at ``row``, or takes all of that row's bookmarks away."""

    row: Place
    on: bool = True
    label: str = ""
    kind: Literal["set bookmark"] = "set bookmark"


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes the entry with this id back, whatever it did."""

    edit: str
    kind: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Redo:
    """Puts an entry that was undone in force again, at its old place in the log."""

    edit: str
    kind: Literal["redo"] = "redo"


Action = (
    Merge
    | Split
    | Move
    | JoinSentences
    | SplitSentence
    | SetDelivery
    | Decide
    | Flag
    | Annotate
    | SetBookmark
    | Undo
    | Redo
)


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of the log.

    Attributes:
        id: Unlike every other of the log.
        time: In UTC.
    """

    id: str
    reviewer: str
    time: datetime
    action: Action

    def __post_init__(self) -> None:
        if not self.reviewer.strip() or len(self.reviewer) > LONGEST_NAME:
            raise EditError("a reviewer needs a name of 1 to {most} characters", most=LONGEST_NAME)
        if not self.id:
            raise EditError("an edit needs an id")
        Signed(self.reviewer, self.time, self.id)

    @property
    def signed(self) -> Signed:
        """Who and when, for what the entry leaves behind."""
        return Signed(self.reviewer, self.time, self.id)


def new_edit(action: Action, reviewer: str) -> Edit:
    """``action`` as an entry made by ``reviewer`` now, with an id of its own."""
    name = " ".join(reviewer.split())
    return Edit(secrets.token_hex(8), name, datetime.now(UTC).replace(microsecond=0), action)


def at_source(offset: int) -> Place:
    """A place in the French text.

    >>> at_source(3).side.value
    'source'
    """
    return Place(Side.SOURCE, offset)


def at_target(offset: int) -> Place:
    """A place in the English text."""
    return Place(Side.TARGET, offset)
