"""What the bench asks the server, and what it is answered: plain data in, plain data out."""

from __future__ import annotations

import base64
import logging
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from align.errors import AlignError, EditError, StaleEditError
from align.report import WRITERS
from align.review import redoable, undoable
from align.ui.desk import STEPS, Desk, size
from align.ui.draw import draw_alert
from align.ui.draw_bench import (
    draw_frame,
    draw_log,
    draw_overview,
    draw_rows,
    draw_save,
    draw_tools,
    facet_name,
)
from align.ui.edits import edit_from, entries, named_action, row_of
from align.ui.find import Query, SearchError
from align.ui.handlers import file_stem
from align.ui.shelf import Shelf
from align.ui.troubles import SaidError, in_words
from align.ui.words import UNNAMED, Language, count, say, words_of

Asked = Mapping[str, Any]
Answer = dict[str, Any]

MOST_ROWS = 200
"""So many rows are drawn for one question at most."""

MOST_PARTS = 4
"""So many parts of rows are drawn with one edit at most."""

log = logging.getLogger(__name__)


def answer(shelf: Shelf, asked: Any) -> Answer:
    """The answer to one question of the bench; ``alert`` in it says what went wrong.

    Whoever does not know the address of a comparison gets nothing of it.
    """
    asked = asked if isinstance(asked, Mapping) else {}
    language = _language(asked)
    try:
        desk = shelf.find(str(asked.get("address", "")))
        if desk is None:
            raise SaidError(say("expired", language))
        if asked.get("do") == "edit":
            return edit(shelf, desk, asked, language)
        return ANSWERS[str(asked.get("do"))](desk, asked, language)
    except AlignError as error:
        return {"alert": draw_alert(in_words(error, language), language)}
    except Exception:  # the edge: a fault of ours must answer too, and goes whole into the log
        log.exception("a question of the bench could not be answered")
        return {"alert": draw_alert(say("unexpected", language), language)}


def open_bench(desk: Desk, asked: Asked, language: Language) -> Answer:
    """Everything but the rows, and the panels that are not asked for."""
    return {
        "title": desk.view.title,
        "frame": draw_frame(desk, language),
        "panels": {
            "compare": draw_tools(desk, language),
            "save": draw_save(desk, WRITERS, language),
        },
        "words": {key: words_of(key, language) for key in TOLD_BY_THE_BENCH},
        **_standing(desk, asked),
        **show_panel(desk, asked, language),
    }


def show_panel(desk: Desk, asked: Asked, language: Language) -> Answer:
    """A part that edits change: drawn only when it is looked at."""
    drawn = {
        "overview": lambda: draw_overview(desk, language),
        "log": lambda: draw_log(desk, entries(desk), language),
    }.get(str(asked.get("panel")))
    return {"panel": drawn()} if drawn else {}


def _standing(desk: Desk, asked: Asked) -> Answer:
    """What an edit may change beside the rows, in few bytes."""
    names = names_of(asked)
    edits = desk.session.edits
    return {
        "version": desk.version,
        "turns": {str(turn): row for turn, row in desk.turns.items()},
        "can": {
            "undo": undoable(edits, *names) is not None,
            "redo": redoable(edits, *names) is not None,
        },
    }


def names_of(asked: Asked) -> tuple[str, ...]:
    """What a reviewer goes by, the name to sign with first; the last is that of the browser.

    Nobody shares the undo of another for want of a name, and who gives one keeps what was done
    before.
    """
    mark = re.sub("[^a-z0-9]", "", str(asked.get("browser") or ""))[:8]
    name = str(asked.get("reviewer") or "").strip()
    return (*filter(None, [name]), f"{UNNAMED} {mark}".strip())


def edit(shelf: Shelf, desk: Desk, asked: Asked, language: Language) -> Answer:
    """What stands after an edit, with the rows around it drawn.

    Where it could not be made: what stands without it, and why.
    """
    try:
        entry = edit_from(desk, asked.get("action") or {}, *names_of(asked))
        made = shelf.enter(desk, entry, int(asked.get("version") or 0))
    except EditError as error:
        key = "edit.stale" if isinstance(error, StaleEditError) else "edit.trouble"
        told = draw_alert(_cause(error, language), language, key)
        return {
            "alert": told,
            **_standing(desk, asked),
            **_near(desk, asked, language),
        }
    focus = row_of(made, named_action(made, entry.action))
    told = say("edit.done", language, action=say(f"action.{entry.action.kind}", language))
    return {
        "focus": focus,
        "told": told,
        **_standing(made, asked),
        **_near(made, asked, language, focus),
    }


def _cause(error: EditError, language: Language) -> str:
    """Why an edit was refused, without what its reviewer knows: which one, and whose."""
    cause = error.facts.get("cause")
    told = in_words(cause if isinstance(cause, EditError) else error, language)
    return told[:1].upper() + told[1:]


def _near(desk: Desk, asked: Asked, language: Language, focus: int | None = None) -> Answer:
    """Which rows are shown now, and those drawn that stand where the reviewer looks.

    ``near`` in what is asked: the row looked at, and how many shown rows above and below it are in
    sight; rows are drawn in whole parts of ``part``.
    """
    picked = pick_rows(desk, asked, language)
    shown = picked.get("shown") or []
    row, above, below = (int(each) for each in asked.get("near") or (0, 0, 0))
    part = min(MOST_ROWS, max(1, int(asked.get("part") or 1)))
    place = min(bisect_left(shown, focus or row), max(0, len(shown) - 1))
    first = max(0, place - above) // part
    last = min(place + below, len(shown) - 1) // part
    drawn = {
        str(each): _drawn(desk, shown, each * part, part, asked, language)
        for each in range(first, min(last, first + MOST_PARTS - 1) + 1)
        if shown
    }
    return {"picked": picked, "drawn": drawn}


def _drawn(
    desk: Desk, shown: Sequence[int], first: int, part: int, asked: Asked, language: Language
) -> str:
    numbers, before = shown[first : first + part], shown[first - 1] if first else None
    items = desk.items(numbers, before, first + 1, len(shown), _query(asked))
    return draw_rows(desk, items, language)


def look_again(desk: Desk, asked: Asked, language: Language) -> Answer:
    """What others changed since ``version``; nothing where nothing was."""
    del language
    if desk.version == int(asked.get("version") or 0):
        return {}
    return _standing(desk, asked)


def pick_rows(desk: Desk, asked: Asked, language: Language) -> Answer:
    """Which rows are shown, about how high each is, and at which of them a step halts."""
    facets = [str(each) for each in asked.get("facets", ())]
    query = _query(asked)
    try:
        picked = desk.pick(facets, query)
    except SearchError as error:
        told = say(f"search.{error.kind}", language, reason=error.reason)
        return {"search": told}
    spots = [desk.spots[number - 1] for number in picked]
    rows = [spot.row for spot in spots]
    step = str(asked.get("step") or STEPS[0])
    everything = count("row", len(desk.spots), language)
    shown = len(rows) if len(rows) < len(desk.spots) else None
    return {
        "shown": [row.number for row in rows],
        "sizes": [size(row) for row in rows],
        "stops": [spot.row.number for spot in spots if desk.passes(spot, step)],
        "facets": {each: facet_name(each, language) for each in facets if ":" in each},
        "told": everything
        if shown is None
        else say("shown", language, shown=shown, all=everything),
    }


def show_rows(desk: Desk, asked: Asked, language: Language) -> Answer:
    """Some rows, drawn."""
    total = len(desk.spots)
    numbers = [int(each) for each in asked.get("numbers", ())][:MOST_ROWS]
    numbers = [each for each in numbers if 0 < each <= total]
    before = int(asked.get("before") or 0)
    items = desk.items(
        numbers,
        before if 0 < before <= total else None,
        int(asked.get("first") or 1),
        int(asked.get("of") or total),
        _query(asked),
    )
    return {"rows": draw_rows(desk, items, language)}


def save(desk: Desk, asked: Asked, language: Language) -> Answer:
    """The report as a file of the format that is asked for."""
    del language
    writer = next(each for each in WRITERS if each.suffix == asked.get("suffix"))
    data = writer.write(desk.report)
    return {
        "name": f"{file_stem(desk.report.comparison.transcript.name)}{writer.suffix}",
        "type": writer.media_type,
        "data": base64.b64encode(data).decode("ascii"),
    }


ANSWERS: Mapping[str, Callable[[Desk, Asked, Language], Answer]] = {
    "open": open_bench,
    "pick": pick_rows,
    "rows": show_rows,
    "save": save,
    "look": look_again,
    "panel": show_panel,
}

TOLD_BY_THE_BENCH = (
    "word.linked",
    "word.alone",
    "word.selected",
    "step.last",
    "step.at",
    "step.of",
    "unreachable",
    "facet.remove",
    "close",
    "saved",
    "saving",
    "making",
    "row.n",
    "others",
    "rule.note",
    "edit.note",
    "edit.bookmark",
    "edit.omission.note",
    "edit.choose word",
    "edit.choose row",
    "edit.no neighbour",
    "edit.no words",
    "rule.none",
    "reviewer.missing",
)


def _query(asked: Asked) -> Query:
    return Query(str(asked.get("query") or ""), bool(asked.get("pattern")))


def _language(asked: Asked) -> Language:
    wish = asked.get("language")
    return Language(wish) if wish in list(Language) else Language.ENGLISH
