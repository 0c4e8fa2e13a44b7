"""What every exchange format tells of a row: its texts, its facts, and what was found and said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.report.view import Row, view
from align.types import (
    Decision,
    Delivery,
    Finding,
    Link,
    LinkKind,
    Origin,
    Report,
    Ruling,
    Severity,
    Side,
    Verdict,
)

DRAFT = "machine draft"
DRAFT_WARNING = (
    "The French is a machine draft made from the English. It is no evidence of what was said, and "
    "nothing was checked against it."
)
STRANGERS_WARNING = "These two texts do not seem to belong together."
VERDICTS = {
    Verdict.LOST: "Words are lost here",
    Verdict.NOTHING_LOST: "Nothing is lost here",
    Verdict.CANNOT_TELL: "Whether words are lost here cannot be told",
}
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One row as files for other tools hold it.

    Attributes:
        source: The French, "" where there is none; target the English.
        facts: Name and value of everything that is neither text nor remark.
        notes: What was found and said, in words.
        findings: Those that no reviewer dismissed, each with what was decided on it.
    """

    number: int
    link: Link
    kind: LinkKind
    delivery: Delivery
    source: str
    target: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    findings: tuple[tuple[Finding, Decision | None], ...]
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A remark on a row.

    Attributes:
        category: ``finding``, ``dismissed finding``, ``gap``, ``note`` or ``bookmark``.
        side: The side it is about, where it is about one alone.
    """

    category: str
    text: str
    author: str
    side: Side | None = None
    severity: Severity | None = None


def units(report: Report) -> tuple[Unit, ...]:
    """Every row of ``report``, in order."""
    gaps = _gap_notes(report)
    rows = sorted(view(report, words=False).spoken_rows, key=lambda pair: pair[1].number)
    return tuple(_unit(report, row, speaker, gaps.get(row.number - 1, ())) for speaker, row in rows)


def warnings(report: Report) -> tuple[str, ...]:
    """What must be said on top of every file made from ``report``."""
    drafted = report.comparison.original.origin is Origin.PRODUCED
    told = ((DRAFT_WARNING, drafted), (STRANGERS_WARNING, not report.belong_together))
    return tuple(text for text, holds in told if holds)


def facts(report: Report) -> tuple[tuple[str, str], ...]:
    """What is told of the whole report: where the French is from, and how numbers were made."""
    review = report.review
    told = [
        ("french", origin_in_words(report)),
        ("belonging", f"{report.belonging:.3f}"),
        ("signature", report.signature),
    ]
    if review is not None:
        told.append(("reviewers", ", ".join(review.reviewers)))
    return tuple((name, fit(value)) for name, value in told)


def origin_in_words(report: Report) -> str:
    """``given``, ``retrieved`` or ``machine draft``."""
    origin = report.comparison.original.origin
    return DRAFT if origin is Origin.PRODUCED else origin.value


def fit(text: str) -> str:
    r"""``text`` without the characters that XML cannot hold.

    >>> fit("a\x00b\x1b")
    'ab'
    """
    return _UNFIT.sub("", text)


def judged(finding: Finding, decision: Decision | None) -> str:
    """A finding in one line, with what a reviewer decided."""
    line = f"{finding.severity.value} {finding.category} ({finding.check}): {finding.message}"
    if decision is None:
        return line
    said = f" {decision.ruling.value.capitalize()} by {decision.by.reviewer}"
    return f"{line}{said}: {decision.note}" if decision.note else f"{line}{said}."


# ------------------------------------------------------------------------- rows


def _gap_notes(report: Report) -> dict[int, list[Note]]:
    """What gaps hid, by the index of the link."""
    notes: dict[int, list[Note]] = {}
    text = report.comparison.original.transcript.text
    for verdict in report.verdicts:
        words = " ".join(f"“{span.of(text)}”" for span in verdict.source)
        told = f"{VERDICTS[verdict.verdict]}: {words}" if words else VERDICTS[verdict.verdict]
        line = f"{told} ({verdict.confidence:.2f}). {verdict.reason}"
        notes.setdefault(verdict.link, []).append(Note("gap", fit(line), "align", Side.TARGET))
    return notes


def _remarks(row: Row) -> Iterator[Note]:
    for remark in row.review.remarks:
        yield Note("note", fit(remark.text), remark.by.reviewer)
    for mark in row.review.bookmarks:
        yield Note("bookmark", fit(mark.label), mark.by.reviewer)


def _unit(report: Report, row: Row, speaker: str, gaps: Sequence[Note]) -> Unit:
    decided = [(each, row.review.decision_on(each)) for each in row.findings]
    found = [_finding_note(finding, decision) for finding, decision in decided]
    return Unit(
        number=row.number,
        link=report.comparison.alignment.links[row.number - 1],
        kind=row.kind,
        delivery=row.delivery,
        source=fit(" ".join(sentence.text for sentence in row.source)),
        target=fit(" ".join(sentence.text for sentence in row.target)),
        facts=tuple(_facts(report, row, speaker)),
        notes=(*found, *gaps, *_remarks(row)),
        findings=tuple(
            (finding, decision)
            for finding, decision in decided
            if decision is None or decision.ruling is not Ruling.DISMISSED
        ),
        is_by_hand=row.review.by_hand,
    )


def _finding_note(finding: Finding, decision: Decision | None) -> Note:
    is_dismissed = decision is not None and decision.ruling is Ruling.DISMISSED
    side = None
    if bool(finding.source) != bool(finding.target):
        side = Side.SOURCE if finding.source else Side.TARGET
    return Note(
        "dismissed finding" if is_dismissed else "finding",
        fit(judged(finding, decision)),
        decision.by.reviewer if decision else "align",
        side,
        finding.severity,
    )


def _facts(report: Report, row: Row, speaker: str) -> Iterator[tuple[str, str]]:
    yield "row", str(row.number)
    yield "kind", row.kind.value
    yield "score", f"{row.score:.3f}"
    yield "delivery", row.delivery.value
    yield "french", origin_in_words(report)
    if speaker:
        yield "speaker", fit(speaker)
    if row.source:
        yield "french-sentences", " ".join(str(sentence.number) for sentence in row.source)
    if row.target:
        yield "english-sentences", " ".join(str(sentence.number) for sentence in row.target)
    if any(sentence.has_gap for sentence in (*row.source, *row.target)):
        yield "gap", "yes"
    if row.review.by_hand:
        yield "link", "made by a reviewer"
