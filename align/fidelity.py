"""One number for each link: how far it says the same, all that was found considered."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace

from align.types import Comparison, Finding, Meaning


def weighed(
    comparison: Comparison, findings: Iterable[Finding], weights: Mapping[str, float]
) -> Comparison:
    """The comparison with meanings that the findings of other checks have spoken against.

    Every finding takes its confidence times the weight of its check from the logit of *the same*.
    The same words may be found twice; only the most of each check counts for a link.
    """
    against: dict[int, dict[str, float]] = {}
    for finding in findings:
        if finding.check in weights:
            most = against.setdefault(finding.link, {})
            amount = finding.confidence * weights[finding.check]
            most[finding.check] = max(most.get(finding.check, 0.0), amount)
    return replace(
        comparison,
        meanings=tuple(
            _lessened(meaning, sum(against.get(number, {}).values()))
            for number, meaning in enumerate(comparison.meanings)
        ),
    )


def _lessened(meaning: Meaning, by: float) -> Meaning:
    if not by or meaning.same in {0.0, 1.0}:
        return meaning
    logit = math.log(meaning.same / (1 - meaning.same)) - by
    return replace(meaning, same=round(1 / (1 + math.exp(-logit)), 6))
