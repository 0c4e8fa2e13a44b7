"""What a reviewer says: deliveries, decisions, findings by hand, notes, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from align.errors import EditError
from align.review.draft import NAMES, Draft
from align.types import (
    LONGEST_NOTE,
    Annotate,
    Bookmark,
    Decide,
    Decision,
    Evidence,
    Finding,
    Flag,
    Place,
    Remark,
    Ruling,
    SetBookmark,
    SetDelivery,
    Side,
    Signed,
    Span,
)

CHECK = "reviewer"
"""What ``Finding.check`` and ``Evidence.rule`` say where a person said it."""


def set_delivery(draft: Draft, action: SetDelivery, by: Signed) -> None:
    """The passage gets the delivery that the reviewer says, with that as its evidence."""
    side = action.passage.side
    passages = draft.passages[side]
    index = _passage_at(draft, action.passage)
    old = passages[index]
    if old.delivery is action.delivery:
        raise EditError(
            "this passage is {delivery} already; choose another delivery", delivery=old.delivery
        )
    evidence = Evidence(CHECK, f"{by.reviewer} says so.", old.evidence.span)
    passages[index] = replace(old, delivery=action.delivery, evidence=evidence, confidence=1.0)


def _passage_at(draft: Draft, place: Place) -> int:
    for index, passage in enumerate(draft.passages[place.side]):
        if passage.span.start <= place.offset < passage.span.end:
            return index
    raise EditError(
        "no passage of the {side} text stands at character {offset}; point at a "
        "character inside a passage",
        side=NAMES[place.side],
        offset=place.offset,
    )


def decide(draft: Draft, action: Decide, by: Signed) -> None:
    """The reviewer's word on a finding, in the place of any earlier one."""
    draft.decisions[action.finding] = Decision(
        action.finding, action.ruling, _written(action.note), by
    )


def flag(draft: Draft, action: Flag, by: Signed) -> None:
    """A finding made by hand; who makes it accepts it."""
    spans = tuple(_words(draft, side, span) for side, span in _marked(action))
    if not spans:
        raise EditError("mark some words on at least one side")
    note = _written(action.note)
    made = Finding(
        check=CHECK,
        category=action.what.category,
        severity=action.severity,
        message=note or f"Marked as {action.what.value} by {by.reviewer}.",
        link=0,  # settled when the rows are
        source=() if action.source is None else (action.source,),
        target=() if action.target is None else (action.target,),
    )
    if any(each.id == made.id for each in draft.by_hand):
        raise EditError("these words are marked so already; undo that mark first to change it")
    draft.by_hand.append(made)
    draft.decisions[made.id] = Decision(made.id, Ruling.ACCEPTED, note, by)


def _marked(action: Flag) -> Iterator[tuple[Side, Span]]:
    for side, span in ((Side.SOURCE, action.source), (Side.TARGET, action.target)):
        if span is not None:
            yield side, span


def _words(draft: Draft, side: Side, span: Span) -> Span:
    if not span.of(draft.transcript(side).text).strip():
        raise EditError("no {side} words are marked; select at least one word", side=NAMES[side])
    draft.row_at(Place(side, span.start))
    return span


def annotate(draft: Draft, action: Annotate, by: Signed) -> None:
    """A note beside a row."""
    draft.row_at(action.row)
    text = _written(action.text)
    if not text:
        raise EditError("the note is empty; write something, or leave it")
    draft.remarks.append(Remark(action.row, text, by))


def set_bookmark(draft: Draft, action: SetBookmark, by: Signed) -> None:
    """A bookmark on a row that has none, or no bookmark on a row that has some."""
    row = draft.row_at(action.row)
    here = [each for each in draft.bookmarks if draft.row_at(each.place) == row]
    if action.on and here:
        raise EditError("this row has a bookmark already")
    if not action.on and not here:
        raise EditError("this row has no bookmark to take away")
    if action.on:
        draft.bookmarks.append(Bookmark(action.row, _written(action.label), by))
    else:
        draft.bookmarks = [each for each in draft.bookmarks if each not in here]


def _written(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise EditError(
            "this note has {count:,} characters and may have {most:,}; shorten it",
            count=len(text),
            most=LONGEST_NOTE,
        )
    return text.strip()
