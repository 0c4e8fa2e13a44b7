"""What a reviewer does on the bench, as entries of the log of ``align.review``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from align.errors import EditError
from align.review import redoable, standing, undoable
from align.types import Action, Decide, Edit, Place, Redo, SetDelivery, Undo, new_edit
from align.ui.desk import Desk

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of edits.

    Attributes:
        kind: What was done, as ``Action.kind`` has it.
        choice: The ruling or delivery that was chosen, by the key of its words; "" for others.
        detail: What was written.
        row: The row it is about as the rows stand now; None where it is about none.
        stands: False when it was undone.
    """

    reviewer: str
    time: str
    kind: str
    choice: str
    detail: str
    row: int | None
    stands: bool


def entries(desk: Desk) -> tuple[Entry, ...]:
    """The log, latest first, without undo and redo themselves."""
    edits = desk.session.edits
    stand = {each.id for each in standing(edits)}
    return tuple(
        Entry(
            each.reviewer,
            each.time.strftime("%Y-%m-%d %H:%M UTC"),
            each.action.kind,
            _choice(each.action),
            _detail(each.action),
            row_of(desk, each.action),
            each.id in stand,
        )
        for each in reversed(edits)
        if not isinstance(each.action, Undo | Redo)
    )


def edit_from(desk: Desk, asked: Mapping[str, Any], reviewer: str, *others: str) -> Edit:
    """The entry that was asked for, signed by ``reviewer``, who went by ``others``, too.

    Raises:
        EditError: It is none, or there is nothing to undo or redo.
    """
    kind = asked.get("kind")
    if kind in ("undo", "redo"):
        last = (undoable if kind == "undo" else redoable)(desk.session.edits, reviewer, *others)
        if last is None:
            raise EditError(
                "there is nothing of {reviewer} to {kind}", reviewer=reviewer, kind=kind
            )
        return new_edit(Undo(last.id) if kind == "undo" else Redo(last.id), reviewer)
    return new_edit(_action(asked), reviewer)


def named_action(desk: Desk, action: Action) -> Action:
    """What an entry is about: of undo and redo, the entry that they name."""
    if isinstance(action, Undo | Redo):
        return next(each.action for each in desk.session.edits if each.id == action.edit)
    return action


def row_of(desk: Desk, action: Action) -> int | None:
    """The row an action is about, as the rows stand; None where none is."""
    finding = getattr(action, "finding", None)
    if finding is not None:
        rows = (spot.row for spot in desk.spots)
        return next((r.number for r in rows if any(f.id == finding for f in r.findings)), None)
    for name in ("first", "row", "sentence", "at", "passage"):
        place = getattr(action, name, None)
        if isinstance(place, Place):
            return desk.row_at(place)
    return None


def _detail(action: Action) -> str:
    return next(filter(None, (getattr(action, name, "") for name in ("note", "text", "label"))), "")


def _choice(action: Action) -> str:
    match action:
        case Decide():
            return f"ruling.{action.ruling.value}"
        case SetDelivery():
            return f"delivery.{action.delivery.value}"
        case _:
            return ""


def _action(asked: Mapping[str, Any]) -> Action:
    from pydantic import ValidationError

    try:
        return _adapter().validate_python(dict(asked))
    except ValidationError as error:
        raise EditError("this is no edit that can be made; reload the page") from error


@cache
def _adapter() -> TypeAdapter[Action]:
    from pydantic import TypeAdapter

    return TypeAdapter(Action)
