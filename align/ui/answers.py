"""What the bench asks the server, and what it is answered: plain data in, plain data out."""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping
from typing import Any

from align.errors import AlignError, EditError, StaleEditError
from align.report import WRITERS
from align.ui.desk import Desk, size, stops
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
from align.ui.words import Language, count, say, words_of

Asked = Mapping[str, Any]
Answer = dict[str, Any]

MOST_ROWS = 200
"""So many rows are drawn for one question at most."""

log = logging.getLogger(__name__)


def answer(shelf: Shelf, asked: Asked) -> Answer:
    """The answer to one question of the bench; ``alert`` in it says what went wrong.

    Whoever does not know the address of a comparison gets nothing of it.
    """
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
    """Everything but the rows."""
    del asked
    return {
        "title": desk.view.title,
        "frame": draw_frame(desk, language),
        "panels": {
            "compare": draw_tools(desk, language),
            "save": draw_save(desk, WRITERS, language),
        },
        **_standing(desk, language),
        "words": {key: words_of(key, language) for key in TOLD_BY_THE_BENCH},
    }


def _standing(desk: Desk, language: Language) -> Answer:
    """What an edit may change, beside the rows."""
    return {
        "version": desk.version,
        "changing": {
            "overview": draw_overview(desk, language),
            "log": draw_log(desk, entries(desk), language),
        },
        "turns": {
            str(block.number): desk.number_of_turn(block.number) for block in desk.view.blocks
        },
    }


def edit(shelf: Shelf, desk: Desk, asked: Asked, language: Language) -> Answer:
    """What stands after an edit; where it could not be made, what stands without it, and why."""
    reviewer = str(asked.get("reviewer") or "").strip() or say("reviewer.unnamed", language)
    try:
        entry = edit_from(desk, asked.get("action") or {}, reviewer)
        made = shelf.enter(desk, entry, int(asked.get("version") or 0))
    except EditError as error:
        key = "edit.stale" if isinstance(error, StaleEditError) else "edit.trouble"
        told = draw_alert(in_words(error, language), language, key)
        return {"alert": told, **_standing(desk, language)}
    focus = row_of(made, named_action(made, entry.action))
    told = say("edit.done", language, action=say(f"action.{entry.action.kind}", language))
    return {"focus": focus, "told": told, **_standing(made, language)}


def look_again(desk: Desk, asked: Asked, language: Language) -> Answer:
    """What others changed since ``version``; nothing where nothing was."""
    if desk.version == int(asked.get("version") or 0):
        return {}
    return _standing(desk, language)


def pick_rows(desk: Desk, asked: Asked, language: Language) -> Answer:
    """Which rows are shown, about how high each is, and which have findings."""
    facets = [str(each) for each in asked.get("facets", ())]
    query = _query(asked)
    try:
        picked = desk.pick(facets, query)
    except SearchError as error:
        told = say(f"search.{error.kind}", language, reason=error.reason)
        return {"search": told}
    rows = [desk.spots[number - 1].row for number in picked]
    everything = count("row", len(desk.spots), language)
    shown = len(rows) if len(rows) < len(desk.spots) else None
    return {
        "shown": [row.number for row in rows],
        "sizes": [size(row) for row in rows],
        "stops": stops(rows),
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
}

TOLD_BY_THE_BENCH = (
    "word.linked",
    "word.alone",
    "finding.last",
    "unreachable",
    "facet.remove",
    "saved",
    "saving",
    "row.n",
    "others",
    "rule.note",
    "edit.note",
    "edit.bookmark",
    "edit.omission.note",
    "edit.choose word",
    "edit.choose row",
    "reviewer.missing",
)


def _query(asked: Asked) -> Query:
    return Query(str(asked.get("query") or ""), bool(asked.get("pattern")))


def _language(asked: Asked) -> Language:
    wish = asked.get("language")
    return Language(wish) if wish in list(Language) else Language.ENGLISH
