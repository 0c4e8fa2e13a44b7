"""A comparison, and the report that is made of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from align.types.edits import Edit
from align.types.findings import Finding, GapVerdict
from align.types.links import Alignment, Meaning, WordLink
from align.types.remarks import Bookmark, Decision, Remark, Ruling
from align.types.texts import Detection, Original, Transcript


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
        log: All entries, from which the report can be made again, and gone on with; none in reports
            of earlier versions. Reports are equal whatever way led to them.
        reviewers: Everybody with an entry that stands, in order of their first.
        decisions: One for each finding that was ruled on, also where it has vanished since.
    """

    machine: Machine
    edits: int
    reviewers: tuple[str, ...]
    decisions: tuple[Decision, ...] = ()
    remarks: tuple[Remark, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    log: tuple[Edit, ...] = field(default=(), compare=False)

    def decision_on(self, finding: Finding) -> Decision | None:
        """What was decided about ``finding``; None where nothing was, or where it is open again."""
        for decision in self.decisions:
            if decision.finding == finding.id and decision.ruling is not Ruling.OPEN:
                return decision
        return None


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
