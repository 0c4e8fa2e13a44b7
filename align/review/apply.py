"""The entries of a log applied to a report, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from align.errors import EditError
from align.review.draft import Draft, put_together, take_apart
from align.review.log import standing
from align.review.recheck import (
    Change,
    change,
    pool_meanings,
    pool_words,
    recheck,
    renew_verdicts,
    reread,
)
from align.review.remarks import annotate, decide, flag, set_bookmark, set_delivery
from align.review.reread import Reader
from align.review.rows import merge, move, split
from align.review.sentences import join_sentences, split_sentence
from align.types import (
    Action,
    Annotate,
    Comparison,
    Decide,
    Detection,
    Edit,
    Finding,
    Flag,
    JoinSentences,
    Machine,
    Merge,
    Move,
    Place,
    Report,
    Review,
    SetBookmark,
    SetDelivery,
    Side,
    Signed,
    Split,
    SplitSentence,
    Undo,
)


def review(report: Report, edits: Iterable[Edit], reader: Reader | None = None) -> Report:
    """The report that ``edits`` make of ``report``; ``report`` itself where none of them stands.

    Args:
        report: As the machine made it; of a reviewed one the machine's part is taken.
        edits: The whole log, in order.
        reader: Reads the rows that edits made; without it, the word links of the machine are
            shared out among them, and what they mean is left open.

    Raises:
        EditError: An entry cannot be made; says which, why, and what to do.
    """
    machine = unreviewed(report)
    log = tuple(edits)
    entries = standing(log)
    if not entries:
        return machine
    made = _report_of(drafted(machine, log), log, entries, reader)
    _require_findings(made, log, lambda before: review(machine, before, reader).findings)
    return made


def enter(
    report: Report, edits: Sequence[Edit], edit: Edit, reader: Reader | None = None
) -> Report:
    """The report after ``edit`` has been made, too; ``edits`` are the log so far.

    Raises:
        EditError: The edit is impossible now; says why, and what to do.
    """
    try:
        return review(report, (*edits, edit), reader)
    except EditError as error:
        if isinstance(edit.action, Undo):
            raise EditError(
                "{cause}. A later edit builds on it: undo that one first", cause=error
            ) from error
        raise


def drafted(machine: Report, edits: Iterable[Edit]) -> Draft:
    """The rows and all that stands beside them after ``edits``."""
    draft = take_apart(machine)
    for entry in standing(edits):
        _apply(draft, entry)
    return draft


def unreviewed(report: Report) -> Report:
    """The report as the machine made it."""
    if report.review is None:
        return report
    machine, comparison = report.review.machine, report.comparison
    return replace(
        report,
        comparison=replace(
            comparison,
            detection=machine.detection,
            original=replace(comparison.original, detection=machine.original_detection),
            alignment=machine.alignment,
            words=machine.words,
            meanings=machine.meanings,
        ),
        findings=machine.findings,
        verdicts=machine.verdicts,
        signature=machine.signature,
        review=None,
    )


def _apply(draft: Draft, entry: Edit) -> None:
    action = entry.action
    try:
        _do(draft, action, entry.signed)
    except EditError as error:
        raise EditError(
            "{action} by {reviewer}: {cause}",
            action=action.kind,
            reviewer=entry.reviewer,
            cause=error,
        ) from error


def _do(draft: Draft, action: Action, by: Signed) -> None:
    match action:
        case Merge():
            merge(draft, action)
        case Split():
            split(draft, action)
        case Move():
            move(draft, action)
        case JoinSentences():
            join_sentences(draft, action)
        case SplitSentence():
            split_sentence(draft, action)
        case SetDelivery():
            set_delivery(draft, action, by)
        case Decide():
            decide(draft, action, by)
        case Flag():
            flag(draft, action, by)
        case Annotate():
            annotate(draft, action, by)
        case SetBookmark():
            set_bookmark(draft, action, by)


def _require_findings(
    made: Report, log: Sequence[Edit], findings_after: Callable[[Sequence[Edit]], Iterable[Finding]]
) -> None:
    """Raises ``EditError`` for a decision on a finding that was not there when it was made."""
    machine = made.review.machine.findings if made.review else ()
    known = {finding.id for finding in (*machine, *made.findings)}
    for number, entry in enumerate(log):
        action = entry.action
        if isinstance(action, Decide) and action.finding not in known:
            known.update(finding.id for finding in findings_after(log[:number]))
            if action.finding not in known:
                raise EditError(
                    "decide by {reviewer}: there is no finding {finding}; choose one of the "
                    "report's",
                    reviewer=entry.reviewer,
                    finding=action.finding,
                )


def _report_of(
    draft: Draft, log: tuple[Edit, ...], entries: Sequence[Edit], reader: Reader | None
) -> Report:
    report = draft.report
    after = _relinked(draft)
    made = change(report, after)
    after = _with_words(report, after, made, reader)
    findings = report.findings
    if report.belong_together:
        again = recheck(report, after, made, reader.weights if reader else {})
        after, findings = again.comparison, again.findings
    by_hand = _on_links(draft)
    reviewers = tuple(dict.fromkeys(entry.reviewer for entry in entries))
    return replace(
        report,
        comparison=after,
        findings=tuple(sorted((*findings, *by_hand), key=lambda finding: finding.link)),
        verdicts=renew_verdicts(report, after, made),
        signature=f"{report.signature}|review:{len(entries)}",
        review=Review(
            machine=_machine_of(report),
            edits=len(entries),
            reviewers=reviewers,
            decisions=tuple(draft.decisions.values()),
            remarks=tuple(draft.remarks),
            bookmarks=tuple(draft.bookmarks),
            log=log,
        ),
    )


def _relinked(draft: Draft) -> Comparison:
    """The comparison with the rows and the passages of ``draft``, its words yet to be linked."""
    comparison = draft.report.comparison
    return replace(
        comparison,
        detection=_detection_of(draft, Side.TARGET),
        original=replace(comparison.original, detection=_detection_of(draft, Side.SOURCE)),
        alignment=put_together(draft),
        words=(),
        meanings=(),
    )


def _with_words(
    report: Report, after: Comparison, made: Change, reader: Reader | None
) -> Comparison:
    words, meanings = pool_words(report, made), pool_meanings(report, made)
    after = replace(after, words=words, meanings=meanings)
    return after if reader is None else reread(after, made.new, reader)


def _detection_of(draft: Draft, side: Side) -> Detection:
    return replace(draft.detection(side), passages=tuple(draft.passages[side]))


def _on_links(draft: Draft) -> Iterator[Finding]:
    """The findings made by hand, each on the link that now holds its words."""
    for finding in draft.by_hand:
        side = Side.SOURCE if finding.source else Side.TARGET
        span = (finding.source or finding.target)[0]
        yield replace(finding, link=draft.row_at(Place(side, span.start)))


def _machine_of(report: Report) -> Machine:
    comparison = report.comparison
    return Machine(
        detection=comparison.detection,
        original_detection=comparison.original.detection,
        alignment=comparison.alignment,
        words=comparison.words,
        meanings=comparison.meanings,
        findings=report.findings,
        verdicts=report.verdicts,
        signature=report.signature,
    )
