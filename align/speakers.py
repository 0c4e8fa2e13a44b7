"""Who speaks on both sides: the people of the French labels found again in the English ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.inference import identity
from align.transcripts.label_words import PARTICLES, TITLES
from align.types import Segment, Transcript

#: Of a segment without a label, and of one whose label names nobody of the other side.
UNKNOWN, SOMEONE = 0, -1

Ints = NDArray[np.int64]


def surname(speaker: str) -> str:
    """The last name of a label, folded; "" where it tells of a role alone.

    >>> surname("MINISTRE LE DRIAN"), surname("Jean-Yves Le Drian, ministre"), surname("MODERATOR")
    ('drian', 'drian', '')
    """
    names = [word for word in identity(speaker) if word not in TITLES | PARTICLES]
    return names[-1] if names else ""


def find_speakers(
    source: Sequence[Segment], said: Transcript, target: Sequence[Segment], heard: Transcript
) -> tuple[Ints, Ints]:
    """A number for the speaker of each segment, the same on both sides for the same surname.

    Shapes (source segments,) and (target segments,). A surname that one side alone has, and a role
    such as ``QUESTION``, is ``SOMEONE``: it may be anybody who has no number.
    """
    sides = [[turn.speaker for turn in transcript.turns] for transcript in (said, heard)]
    here, there = ({surname(speaker) for speaker in side} for side in sides)
    numbers = {name: place for place, name in enumerate(sorted((here & there) - {""}), 1)}

    def number(speaker: str) -> int:
        return numbers.get(surname(speaker), SOMEONE) if speaker else UNKNOWN

    turns = [np.array([number(speaker) for speaker in side], np.int64) for side in sides]
    return turns[0][[each.turn for each in source]], turns[1][[each.turn for each in target]]


def differ(one: Ints, other: Ints) -> NDArray[np.bool_]:
    """Where two speakers are surely told apart by their labels: one is known, and not the other.

    >>> differ(np.array([1, 1, 1, SOMEONE]), np.array([1, SOMEONE, UNKNOWN, SOMEONE])).tolist()
    [False, True, False, False]
    """
    told = (one != UNKNOWN) & (other != UNKNOWN)
    return np.asarray(told & (one != other) & ((one > 0) | (other > 0)))
