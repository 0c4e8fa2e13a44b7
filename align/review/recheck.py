"""What the checks say after an edit: run anew where rows changed, kept where they did not.

A check may look at the rows beside the one it tells of, and at a run of rows without counterpart.
So the changed rows, the rows beside them and the runs they touch are *renewed*.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from align.checks import find_all, shown
from align.fidelity import weighed
from align.pipeline import sensitivity_of
from align.review.near import WHOLE_TEXT, found_in, judged_in, near
from align.review.part import stretches
from align.review.reread import Reader
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
    Span,
    WordLink,
)

REACH = 3
"""How many rows to either side of a row most checks are shown."""


def check_links(comparison: Comparison, links: frozenset[int]) -> Iterator[Finding]:
    """Every finding, however unsure, on the links with these indices, and on no others."""
    if comparison.original.origin is Origin.PRODUCED:
        found: Iterable[Finding] = find_all(comparison)
    else:
        found = chain(find_all(comparison, WHOLE_TEXT), _check_near(comparison, links))
    return (finding for finding in found if finding.link in links)


def _check_near(comparison: Comparison, links: frozenset[int]) -> Iterator[Finding]:
    for start, end in stretches(links, REACH, len(comparison.alignment.links)):
        for finding in found_in(near(comparison, start, end)):
            yield replace(finding, link=finding.link + start)


@dataclass(frozen=True, slots=True)
class Change:
    """What edits made of the links of a report.

    Attributes:
        old: What the links were known by, and ``index`` where each one of now is.
        new: The links that were not there before.
        renewed: The links whose findings may differ.
    """

    old: tuple[LinkKey, ...]
    index: Mapping[LinkKey, int]
    new: frozenset[int]
    renewed: frozenset[int]


def change(report: Report, after: Comparison) -> Change:
    """What became of the links of ``report``."""
    old, keys = report.comparison.alignment.keys, after.alignment.keys
    known = set(old)
    new = frozenset(index for index, key in enumerate(keys) if key not in known)
    renewed = renewed_links(after.alignment.links, new | _links_told_anew(report, after))
    return Change(old, {key: index for index, key in enumerate(keys)}, new, renewed)


def reread(after: Comparison, links: Iterable[int], reader: Reader) -> Comparison:
    """``after`` with the words and the meanings of these links as the models read them.

    Where the machine drew none, since the languages are others or the texts are of two events,
    none are made.
    """
    words, meanings = list(after.words), list(after.meanings)
    for index in links if words else ():
        reading = reader.read(near(after, index, index + 1))
        words[index] = reading.words
        if reading.meaning is not None:
            meanings[index] = reading.meaning
    return replace(after, words=tuple(words), meanings=tuple(meanings))


def _links_told_anew(report: Report, after: Comparison) -> frozenset[int]:
    """The links that lie in a passage which a reviewer told anew."""
    before, alignment = report.comparison, after.alignment
    source = _told_anew(before.original.detection.passages, after.original.detection.passages)
    target = _told_anew(before.detection.passages, after.detection.passages)
    if not (source or target):
        return frozenset()
    return frozenset(
        index
        for index, link in enumerate(alignment.links)
        if any(alignment.source[each].passage in source for each in link.source)
        or any(alignment.target[each].passage in target for each in link.target)
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


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A comparison after edits, and the findings on it."""

    comparison: Comparison
    findings: tuple[Finding, ...]


def recheck(
    report: Report, after: Comparison, made: Change, weights: Mapping[str, float]
) -> Rechecked:
    """The findings on ``after``: those of ``report`` where nothing changed, new ones elsewhere.

    ``weights`` say what findings take from the meaning of the links that edits made.
    """
    if not made.renewed:
        return Rechecked(after, report.findings)
    kept = _kept(report.findings, made, after.alignment)
    found = tuple(sorted(check_links(after, made.renewed), key=lambda finding: finding.link))
    against = [finding for finding in found if finding.link in made.new]
    new = shown(found, sensitivity_of(report.signature))
    return Rechecked(
        weighed(after, against, weights) if after.meanings else after,
        tuple(sorted((*kept, *new), key=lambda finding: finding.link)),
    )


def _kept(findings: Iterable[Finding], made: Change, alignment: Alignment) -> Iterator[Finding]:
    """Findings on links that are not renewed, unless they tell of words that now are in one."""
    again = [
        sorted(spans)
        for spans in (
            [alignment.source[i].span for n in made.renewed for i in alignment.links[n].source],
            [alignment.target[i].span for n in made.renewed for i in alignment.links[n].target],
        )
    ]
    for finding in findings:
        link = made.index.get(made.old[finding.link])
        if link is None or link in made.renewed:
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


def pool_words(report: Report, made: Change) -> tuple[tuple[WordLink, ...], ...]:
    """For each link the word links of ``report`` with both ends in it."""
    if not report.comparison.words:
        return ()
    old = dict(zip(made.old, report.comparison.words, strict=True))
    every = sorted(
        (each for words in report.comparison.words for each in words), key=lambda each: each.source
    )
    starts = [each.source.start for each in every]
    return tuple(
        old[key] if key in old else tuple(_within(every, starts, *key)) for key in made.index
    )


def pool_meanings(report: Report, made: Change) -> tuple[Meaning, ...]:
    """For each link the meaning that ``report`` read in it; an open one for links it has not."""
    if not report.comparison.meanings:
        return ()
    old = dict(zip(made.old, report.comparison.meanings, strict=True))
    return tuple(old.get(key, Meaning(0.5)) for key in made.index)


def _within(
    every: Sequence[WordLink], starts: Sequence[int], source: Sequence[Span], target: Sequence[Span]
) -> Iterator[WordLink]:
    if source and target:
        first, last = source[0].start, source[-1].end
        for each in every[bisect_left(starts, first) : bisect_left(starts, last)]:
            if target[0].start <= each.target.start < target[-1].end:
                yield each


def renew_verdicts(report: Report, after: Comparison, made: Change) -> tuple[GapVerdict, ...]:
    """The verdicts of ``report``; on the links that changed, what is to be said of them now."""
    if not report.verdicts:
        return ()
    kept = (
        replace(verdict, link=link)
        for verdict in report.verdicts
        if (link := made.index.get(made.old[verdict.link])) is not None and link not in made.renewed
    )
    anew = (
        replace(verdict, link=verdict.link + start)
        for start, end in stretches(made.renewed, REACH, len(after.alignment.links))
        for verdict in judged_in(near(after, start, end))
    )
    every = (*kept, *(verdict for verdict in anew if verdict.link in made.renewed))
    return tuple(sorted(every, key=lambda verdict: verdict.gap))
