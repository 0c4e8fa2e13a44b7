"""What a reviewer should look at. A new check is one file and one entry of ``ALL_CHECKS``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from align.checks.gaps import check_gaps
from align.checks.numbers import check_numbers
from align.checks.unmatched import check_unmatched
from align.types import Comparison, Finding, Origin

Check = Callable[[Comparison], Iterator[Finding]]

ALL_CHECKS: tuple[Check, ...] = (check_unmatched, check_gaps, check_numbers)


def run_checks(
    comparison: Comparison, checks: tuple[Check, ...] = ALL_CHECKS
) -> tuple[Finding, ...]:
    """The findings of every check, in order of the links; none for a French text of our own making.

    A produced original is a draft made from the very text it would be held against.
    """
    if comparison.original.origin is Origin.PRODUCED:
        return ()
    findings = (finding for check in checks for finding in check(comparison))
    return tuple(sorted(findings, key=lambda finding: finding.link))
