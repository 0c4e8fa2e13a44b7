"""A part of a comparison: some links that follow each other, as a comparison of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from align.types import Alignment, Comparison, Link

PER_LINK = tuple(each.name for each in fields(Comparison) if each.name in {"words", "meanings"})
"""What a comparison holds for each of its links."""


def part_of(comparison: Comparison, start: int, end: int) -> Comparison:
    """The links ``start`` to ``end``, this one left out; texts and passages stay whole.

    Link 0 of it is link ``start`` of ``comparison``.
    """
    links = comparison.alignment.links[start:end]
    source = [index for link in links for index in link.source]
    target = [index for link in links for index in link.target]
    kept = {name: held[start:end] for name in PER_LINK if (held := getattr(comparison, name))}
    return replace(
        comparison,
        alignment=Alignment(
            tuple(comparison.alignment.source[index] for index in source),
            tuple(comparison.alignment.target[index] for index in target),
            tuple(_moved(link, source[:1], target[:1]) for link in links),
        ),
        **kept,
    )


def _moved(link: Link, source: list[int], target: list[int]) -> Link:
    return replace(
        link,
        source=tuple(index - source[0] for index in link.source),
        target=tuple(index - target[0] for index in link.target),
    )


def stretches(links: Iterable[int], reach: int, count: int) -> list[tuple[int, int]]:
    """Start and end of the stretches that hold ``links`` and ``reach`` more on either side.

    >>> stretches([3, 4, 20], 2, 22)
    [(1, 7), (18, 22)]
    """
    made: list[tuple[int, int]] = []
    for index in sorted(links):
        start, end = max(index - reach, 0), min(index + reach + 1, count)
        if made and start <= made[-1][1]:
            start = made.pop()[0]
        made.append((start, end))
    return made
