"""What a reviewer should look at. A new check is one file and one entry of ``ALL_CHECKS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from align.checks.bounds import check_bounds
from align.checks.draft import check_draft
from align.checks.gaps import check_gaps
from align.checks.hedge import check_hedge
from align.checks.mood import check_mood
from align.checks.names import check_names
from align.checks.negation import check_negation
from align.checks.numbers import check_numbers
from align.checks.opposites import check_opposites
from align.checks.unmatched import check_unmatched
from align.checks.unsaid import check_additions, check_omissions, check_terms
from align.settings import DEFAULTS
from align.types import Comparison, Finding, GapVerdict, Origin

Check = Callable[[Comparison], Iterator[Finding]]

ALL_CHECKS: tuple[Check, ...] = (
    check_unmatched,
    check_gaps,
    check_numbers,
    check_names,
    check_negation,
    check_hedge,
    check_bounds,
    check_mood,
    check_terms,
    check_opposites,
    check_omissions,
    check_additions,
)
#: What stands in words that another finding is about needs no finding of its own.
GENERAL = frozenset({"omission", "addition", "term"})
DRAFT_CHECKS: tuple[Check, ...] = (check_draft,)


def checks_with(verdicts: Sequence[GapVerdict]) -> tuple[Check, ...]:
    """All checks; that of gaps tells what ``align.gaps.judge_gaps`` said of each."""
    tell = partial(check_gaps, verdicts=verdicts)
    return tuple(tell if check is check_gaps else check for check in ALL_CHECKS)


def run_checks(
    comparison: Comparison,
    checks: tuple[Check, ...] = ALL_CHECKS,
    sensitivity: float = DEFAULTS.sensitivity,
) -> tuple[Finding, ...]:
    """The findings that a reviewer should see, in order of the links; see ``shown``."""
    return shown(find_all(comparison, checks), sensitivity)


def find_all(comparison: Comparison, checks: tuple[Check, ...] = ALL_CHECKS) -> tuple[Finding, ...]:
    """Every finding of every check, however unsure, in order of the links.

    A produced original is a draft made from the very text it would be held against, so that it
    says nothing of the interpretation; then it is the draft that is checked.
    """
    if comparison.original.origin is Origin.PRODUCED:
        checks = DRAFT_CHECKS
    findings = (finding for check in checks for finding in check(comparison))
    return tuple(sorted(findings, key=lambda finding: finding.link))


def shown(findings: Sequence[Finding], sensitivity: float) -> tuple[Finding, ...]:
    """The findings that are sure enough: a confidence of at least 1 - ``sensitivity``.

    What a check of numbers, names, negation or doubt has told is not told again by a general one.
    """
    sure = [each for each in findings if each.confidence >= 1 - sensitivity - 1e-9]
    told: dict[int, list[Finding]] = {}
    for each in sure:
        if each.check not in GENERAL:
            told.setdefault(each.link, []).append(each)
    return tuple(
        each
        for each in sure
        if each.check not in GENERAL or not _is_told(each, told.get(each.link, ()))
    )


def _is_told(finding: Finding, told: Sequence[Finding]) -> bool:
    """Whether other findings are about most of the same words."""
    return any(
        (here.overlaps(there) and len(here) <= 2 * len(there) + 2)
        for other in told
        for sides in ((finding.source, other.source), (finding.target, other.target))
        for here in sides[0]
        for there in sides[1]
    )
