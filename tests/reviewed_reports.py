"""The report of the sample: as the machine made it, reviewed, and as of a draft."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from lxml import etree
from reviewing import ANNA, machine

from align.report.exchange import units
from align.review import place_of, review
from align.types import (
    Annotate,
    Decide,
    Finding,
    Flag,
    Kind,
    LinkKind,
    Merge,
    Origin,
    Report,
    Ruling,
    SetBookmark,
    Span,
    new_edit,
)

NOTE = "Ask the speaker & <check> it."


@cache
def matched() -> int:
    """The second of two rows with both sides and without findings, far from the others."""
    found = {finding.link for finding in machine().findings}
    links = machine().comparison.alignment.links
    return next(
        index
        for index in range(1, len(links))
        if not found & {index - 1, index, index + 1}
        and links[index].kind is links[index - 1].kind is LinkKind.MATCHED
    )


@cache
def far() -> Finding:
    """The first finding that no merge of the first rows can touch."""
    return next(finding for finding in machine().findings if finding.link > matched())


@cache
def reviewed() -> Report:
    """A merge, a flag, a decision of either kind, a note and a bookmark."""
    target = machine().comparison.alignment.target
    flagged = target[machine().comparison.alignment.links[matched()].target[0]].span
    dismissed, accepted = far().id, machine().findings[-1].id
    actions = (
        Decide(dismissed, Ruling.DISMISSED, "A slip of the record."),
        Decide(accepted, Ruling.ACCEPTED, "Plainly."),
        Flag(Kind.ADDITION, target=Span(flagged.start, flagged.start + 6), note="Not said."),
        Annotate(place_of(machine(), matched()), NOTE),
        SetBookmark(place_of(machine(), matched()), label="here"),
        Merge(place_of(machine(), 0), place_of(machine(), 1)),
    )
    return review(machine(), [new_edit(action, ANNA) for action in actions])


@cache
def drafted() -> Report:
    original = replace(machine().comparison.original, origin=Origin.PRODUCED)
    return replace(
        machine(), comparison=replace(machine().comparison, original=original), findings=()
    )


def texts(report):
    return tuple((unit.source, unit.target) for unit in units(report))


def xml(data: bytes):
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, load_dtd=False))
