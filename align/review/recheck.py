"""What the checks say after an edit: run anew where rows changed, kept where they did not.

A check may look at the rows beside the one it tells of, and at a run of rows without counterpart.
So the changed rows, the rows beside them and the runs they touch are *renewed*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from align.checks import ALL_CHECKS, Check, run_checks
from align.checks.unmatched import check_unmatched
from align.gaps import judge_gaps
from align.models.protocols import WordAligner
from align.review.part import part_of, stretches
from align.types import (
    Alignment,
    Comparison,
    Finding,
    GapVerdict,
    Link,
    LinkKey,
    LinkKind,
    Meaning,
    Origin,
    Report,
    Side,
    Span,
    WordLink,
)
from align.words import link_words

Checker = Callable[[Comparison, frozenset[int]], Iterable[Finding]]
"""The findings of a comparison on the links with these indices; it may give others, too."""
Relinker = Callable[[Comparison, frozenset[int]], Mapping[int, tuple[WordLink, ...]]]
"""New word links for the links with these indices."""


WHOLE_TEXT: tuple[Check, ...] = (check_unmatched,)
"""Checks that look at all of a turn, and that take no time."""
REACH = 3
"""How many rows to either side of a row the other checks are shown."""


def check_links(comparison: Comparison, links: frozenset[int]) -> Iterator[Finding]:
    """The findings of every check on the links with these indices, and on no others."""
    if comparison.original.origin is Origin.PRODUCED:
        found: Iterable[Finding] = run_checks(comparison)
    else:
        found = chain(run_checks(comparison, WHOLE_TEXT), _check_near(comparison, links))
    return (finding for finding in found if finding.link in links)


def _check_near(comparison: Comparison, links: frozenset[int]) -> Iterator[Finding]:
    near = tuple(check for check in ALL_CHECKS if check not in WHOLE_TEXT)
    for start, end in stretches(links, REACH, len(comparison.alignment.links)):
        for finding in run_checks(part_of(comparison, start, end), near):
            yield replace(finding, link=finding.link + start)


def relink_by(aligner: WordAligner) -> Relinker:
    """A relinker that asks ``aligner`` about the links that changed, and about no others."""

    def relink(comparison: Comparison, links: frozenset[int]) -> Mapping[int, tuple[WordLink, ...]]:
        return {
            start + number: words
            for start, end in stretches(links, 0, len(comparison.alignment.links))
            for number, words in enumerate(link_words(part_of(comparison, start, end), aligner))
        }

    return relink


def changed_links(report: Report, after: Comparison) -> frozenset[int]:
    """The links of ``after`` that ``report`` has not, or that lie in a passage told anew."""
    made = set(report.comparison.alignment.keys)
    told = {
        Side.SOURCE: _told_anew(
            report.comparison.original.detection.passages, after.original.detection.passages
        ),
        Side.TARGET: _told_anew(report.comparison.detection.passages, after.detection.passages),
    }
    alignment = after.alignment
    return frozenset(
        index
        for index, (key, link) in enumerate(zip(alignment.keys, alignment.links, strict=True))
        if key not in made
        or any(alignment.source[each].passage in told[Side.SOURCE] for each in link.source)
        or any(alignment.target[each].passage in told[Side.TARGET] for each in link.target)
    )


def _told_anew(before: Sequence[object], after: Sequence[object]) -> frozenset[int]:
    pairs = zip(before, after, strict=True)
    return frozenset(index for index, (old, new) in enumerate(pairs) if old != new)


def renewed_links(links: Sequence[Link], changed: Iterable[int]) -> frozenset[int]:
    """The links whose findings may differ: ``changed``, those beside, and the runs these touch."""
    renewed: set[int] = set()
    for index in changed:
        for step in (-1, 1):
            place = index + step
            renewed.update(each for each in (index, place) if 0 <= each < len(links))
            while 0 <= place + step < len(links) and (
                links[place].kind is not LinkKind.MATCHED
                or links[place + step].kind is not LinkKind.MATCHED
            ):
                place += step
                renewed.add(place)
    return frozenset(renewed)


def recheck(report: Report, after: Comparison, run: Checker) -> tuple[Finding, ...]:
    """The findings on ``after``: those of ``report`` where no link changed, new ones elsewhere."""
    changed = changed_links(report, after)
    if not changed:
        return report.findings
    renewed = renewed_links(after.alignment.links, changed)
    new_index = {key: index for index, key in enumerate(after.alignment.keys)}
    old_keys = report.comparison.alignment.keys
    kept = _kept(report.findings, old_keys, new_index, renewed, after.alignment)
    new = [finding for finding in run(after, renewed) if finding.link in renewed]
    return tuple(sorted((*kept, *new), key=lambda finding: finding.link))


def _kept(
    findings: Iterable[Finding],
    old_keys: Sequence[LinkKey],
    new_index: Mapping[LinkKey, int],
    renewed: frozenset[int],
    alignment: Alignment,
) -> Iterator[Finding]:
    """Findings on links that are not renewed, unless they tell of words that now are in one."""
    again = [
        sorted(spans)
        for spans in (
            [alignment.source[i].span for link in renewed for i in alignment.links[link].source],
            [alignment.target[i].span for link in renewed for i in alignment.links[link].target],
        )
    ]
    for finding in findings:
        link = new_index.get(old_keys[finding.link])
        if link is None or link in renewed:
            continue
        if not (_touches(finding.source, again[0]) or _touches(finding.target, again[1])):
            yield replace(finding, link=link)


def _touches(spans: Iterable[Span], ordered: Sequence[Span]) -> bool:
    """Whether one of ``spans`` overlaps one of ``ordered``, which follow each other."""
    for span in spans:
        at = bisect_right(ordered, span.start, key=lambda each: each.start) - 1
        if any(each.overlaps(span) for each in ordered[max(at, 0) : at + 2]):
            return True
    return False


# ---------------------------------------------------------------- words, verdicts


def pool_words(report: Report, alignment: Alignment) -> tuple[tuple[WordLink, ...], ...]:
    """For each link the word links of ``report`` with both ends in it."""
    if not report.comparison.words:
        return ()
    old = dict(zip(report.comparison.alignment.keys, report.comparison.words, strict=True))
    every = sorted(
        (each for words in report.comparison.words for each in words), key=lambda each: each.source
    )
    starts = [each.source.start for each in every]
    return tuple(
        old[key] if key in old else tuple(_within(every, starts, *key)) for key in alignment.keys
    )


def pool_meanings(report: Report, alignment: Alignment) -> tuple[Meaning, ...]:
    """For each link the meaning that ``report`` read in it; an open one for links of its own."""
    if not report.comparison.meanings:
        return ()
    old = dict(zip(report.comparison.alignment.keys, report.comparison.meanings, strict=True))
    return tuple(old.get(key, Meaning(0.5)) for key in alignment.keys)


def _within(
    every: Sequence[WordLink], starts: Sequence[int], source: Sequence[Span], target: Sequence[Span]
) -> Iterator[WordLink]:
    if source and target:
        first, last = source[0].start, source[-1].end
        for each in every[bisect_left(starts, first) : bisect_left(starts, last)]:
            if target[0].start <= each.target.start < target[-1].end:
                yield each


def renew_verdicts(report: Report, after: Comparison) -> tuple[GapVerdict, ...]:
    """The verdicts of ``report``; on the links that changed, what is to be said of them now."""
    if not report.verdicts:
        return ()
    renewed = renewed_links(after.alignment.links, changed_links(report, after))
    new_index = {key: index for index, key in enumerate(after.alignment.keys)}
    old_keys = report.comparison.alignment.keys
    kept = (
        replace(verdict, link=link)
        for verdict in report.verdicts
        if (link := new_index.get(old_keys[verdict.link])) is not None and link not in renewed
    )
    anew = (
        replace(verdict, link=verdict.link + start)
        for start, end in stretches(renewed, REACH, len(after.alignment.links))
        for verdict in judge_gaps(part_of(after, start, end))
    )
    made = (*kept, *(verdict for verdict in anew if verdict.link in renewed))
    return tuple(sorted(made, key=lambda verdict: verdict.gap))
