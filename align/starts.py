"""Lost starts: the turns whose first words the record lost, and the French that this may hide."""

from __future__ import annotations

from collections.abc import Sequence

from align.types import Alignment, Detection, GapKind, LinkKind, Segment


def begin_late(target: Sequence[Segment], detection: Detection) -> tuple[bool, ...]:
    """For each target segment whether a turn begins with it whose start is lost."""
    turns = {gap.turn for gap in detection.gaps if gap.kind is GapKind.START_LOST}
    before = (None, *(each.turn for each in target))
    return tuple(
        each.turn != last and each.turn in turns for each, last in zip(target, before, strict=False)
    )


def left_out_before(alignment: Alignment, number: int) -> tuple[int, ...]:
    """The source segments that no target answers just before link ``number``, in order."""
    first = number
    while first and alignment.links[first - 1].kind is LinkKind.OMITTED:
        first -= 1
    return tuple(index for link in alignment.links[first:number] for index in link.source)
