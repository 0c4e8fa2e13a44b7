"""The log of a review: which entries stand, what can be undone, and the log as a file of lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, get_args

from align.errors import AlignError, EditError, InputError
from align.types import Action, Edit, Redo, Report, Undo

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

SCHEMA = "align.review/1"


def standing(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The entries in force, in order of the log, without undone ones and without undo and redo.

    Raises:
        EditError: An entry undoes what is not there, redoes what stands, or repeats an id.
    """
    known: dict[str, Edit] = {}
    undone: set[str] = set()
    for edit in edits:
        action = edit.action
        if edit.id in known:
            raise EditError(
                "two entries of the log have the id {edit}; each needs its own", edit=edit.id
            )
        if isinstance(action, Undo | Redo):
            _toggle(action, known, undone)
        known[edit.id] = edit
    return tuple(
        edit
        for edit in known.values()
        if edit.id not in undone and not isinstance(edit.action, Undo | Redo)
    )


def _toggle(action: Undo | Redo, known: dict[str, Edit], undone: set[str]) -> None:
    named = known.get(action.edit)
    if named is None or isinstance(named.action, Undo | Redo):
        raise EditError(
            "there is no edit {edit} to {action}; name an earlier edit",
            edit=action.edit,
            action=action.kind,
        )
    if isinstance(action, Undo):
        if action.edit in undone:
            raise EditError("this edit is already undone; redo it, or undo another")
        undone.add(action.edit)
    else:
        if action.edit not in undone:
            raise EditError("this edit stands already; there is nothing to redo")
        undone.discard(action.edit)


def undoable(edits: Sequence[Edit], *names: str) -> Edit | None:
    """The entry that an undo button takes back: the last that stands of who goes by ``names``."""
    own = [edit for edit in standing(edits) if edit.reviewer in names]
    return own[-1] if own else None


def redoable(edits: Sequence[Edit], *names: str) -> Edit | None:
    """The entry that a redo button puts back; None once who goes by ``names`` did something new.

    The last undone entry comes back first.
    """
    stack: list[str] = []
    by_id = {edit.id: edit for edit in edits}
    for edit in edits:
        own = edit.reviewer in names
        if isinstance(edit.action, Redo):
            again = edit.action.edit
            stack = [each for each in stack if each != again]
        elif own and isinstance(edit.action, Undo):
            stack.append(edit.action.edit)
        elif own:
            stack.clear()
    return by_id[stack[-1]] if stack else None


# ------------------------------------------------------------------------ files


def texts_of(report: Report) -> str:
    """What the two texts of a report are known by: a log fits every report over the same texts."""
    made = sha256()
    for text in (report.comparison.original.transcript.text, report.comparison.transcript.text):
        made.update(f"{len(text)}\n".encode())
        made.update(text.encode(errors="surrogatepass"))
    return made.hexdigest()


def write_log(report: Report, edits: Iterable[Edit]) -> bytes:
    """The log as JSON lines: a head that names the texts, then one entry a line."""
    head = json.dumps({"schema": SCHEMA, "texts": texts_of(report)}).encode()
    return b"\n".join([head, *map(dump_edit, edits), b""])


def read_log(data: bytes, report: Report, name: str = "log") -> tuple[Edit, ...]:
    """The entries of a log that ``write_log`` wrote, for a report over the same texts.

    Raises:
        InputError: It is no log, names other texts, or a line of it cannot be read.
    """
    lines = data.splitlines()
    _check_head(lines[0] if lines else b"", report, name)
    return tuple(
        load_edit(line, name, number)
        for number, line in enumerate(lines[1:], start=2)
        if line.strip()
    )


def _check_head(line: bytes, report: Report, name: str) -> None:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("schema") != SCHEMA:
        raise InputError(
            name, "expected a review log that begins with {known!r}", line=1, known=SCHEMA
        )
    if head.get("texts") != texts_of(report):
        raise InputError(
            name, "this log belongs to other texts; give the report it was made for", line=1
        )


def dump_edit(edit: Edit) -> bytes:
    """One entry as one line of JSON."""
    return _adapter().dump_json(edit)


def load_edit(line: bytes | str, name: str, number: int | None = None) -> Edit:
    """The entry in one line of JSON; ``name`` and ``number`` say where it stands."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(line)
    except ValidationError as error:
        raise _trouble(line, error, name, number) from error
    except AlignError as error:
        raise InputError(name, "{cause}", cause=error, line=number) from error


def _trouble(
    line: bytes | str, error: ValidationError, name: str, number: int | None
) -> InputError:
    """What is wrong with a line, told of the action it names and not of all the others."""
    troubles = error.errors(include_url=False)
    named = _named_action(line)
    kinds = {each.__dataclass_fields__["kind"].default: each.__name__ for each in get_args(Action)}
    if any(each["loc"][:1] == ("action",) for each in troubles) and named not in kinds:
        return InputError(
            name,
            "is no entry of a review: expected one of the actions {kinds}",
            line=number,
            kinds=", ".join(kinds),
        )
    own = [each for each in troubles if kinds.get(named or "") in each["loc"]] or troubles
    place = ".".join(str(part) for part in own[0]["loc"])
    cause = f"{place}: {own[0]['msg']}" if place else own[0]["msg"]
    return InputError(name, "is no entry of a review: {cause}", line=number, cause=cause)


def _named_action(line: bytes | str) -> str | None:
    try:
        return str(json.loads(line)["action"]["kind"])
    except (ValueError, TypeError, KeyError):
        return None


@cache
def _adapter() -> TypeAdapter[Edit]:
    from pydantic import TypeAdapter

    return TypeAdapter(Edit)
