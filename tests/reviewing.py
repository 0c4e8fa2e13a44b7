"""The invented press conference under review: what the tests of reviews share."""

from __future__ import annotations

from functools import cache

from align import compare, load_models, original_from, read_transcript
from align.review import review
from align.samples import PRESS_CONFERENCE
from align.types import LinkKind, Report, new_edit

ANNA, BRUNO = "Anna Lind", "Bruno Petit"


@cache
def machine() -> Report:
    """What the program says of the sample, reviewed by nobody."""
    transcript = read_transcript(PRESS_CONFERENCE.transcript)
    french = original_from(read_transcript(PRESS_CONFERENCE.french))
    return compare(transcript, french, load_models())


def entries(*actions, by=ANNA):
    """A log of these actions, all by one reviewer."""
    return tuple(new_edit(action, by) for action in actions)


def made(*actions):
    """The sample after these actions of one reviewer."""
    return review(machine(), entries(*actions))


def links(report):
    return report.comparison.alignment.links


def shown(report):
    """Every row as its French and its English text."""
    alignment = report.comparison.alignment
    return [
        (
            " ".join(alignment.source[i].spoken for i in link.source),
            " ".join(alignment.target[i].spoken for i in link.target),
        )
        for link in links(report)
    ]


def row(kind=LinkKind.MATCHED, *, after=0, report=None):
    """The index of the first row of a kind."""
    every = links(report or machine())
    return next(i for i, link in enumerate(every) if i >= after and link.kind is kind)


def alignment_of(report):
    return report.comparison.alignment


def neighbours():
    """Two rows with both sides that follow each other."""
    every = links(machine())
    return next(
        i for i in range(len(every) - 1) if every[i].kind is every[i + 1].kind is LinkKind.MATCHED
    )
