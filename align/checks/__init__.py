"""What a reviewer should look at. A new check is one file and one entry of ``ALL_CHECKS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from align.checks.draft import check_draft
from align.checks.gaps import check_gaps
from align.checks.numbers import check_numbers
from align.checks.unmatched import check_unmatched
from align.types import Comparison, Finding, Origin

Check = Callable[[Comparison], Iterator[Finding]]

ALL_CHECKS: tuple[Check, ...] = (check_unmatched, check_gaps, check_numbers)
DRAFT_CHECKS: tuple[Check, ...] = (check_draft,)


def run_checks(
    comparison: Comparison, checks: tuple[Check, ...] = ALL_CHECKS
) -> tuple[Finding, ...]:
    """The findings of every check, in order of the links.

    A produced original is a draft made from the very text it would be held against, so that it
    says nothing of the interpretation; then it is the draft that is checked.
    """
    if comparison.original.origin is Origin.PRODUCED:
        checks = DRAFT_CHECKS
    findings = (finding for check in checks for finding in check(comparison))
    return tuple(sorted(findings, key=lambda finding: finding.link))
