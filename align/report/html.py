"""A report as one self-contained web page, and the style that the page of the program shares."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from align.languages import language_name
from align.report.summary import (
    ORIGINS,
    belonging_in_words,
    checked,
    penalty_in_words,
    rows_in_words,
    some,
)
from align.report.templates import templates_in
from align.report.view import Filter, Fold, view
from align.report.word_groups import word_rules
from align.types import Delivery, Report

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent

DELIVERIES = {
    Delivery.DIRECT: ("Direct", "the speaker’s own words"),
    Delivery.INTERPRETED: ("Interpreted", "an interpreter’s words for the speaker’s"),
    Delivery.UNTRANSLATED: ("Not translated", "foreign speech of which nothing is printed"),
    Delivery.UNCERTAIN: ("Uncertain", "direct or interpreted: the record does not settle it"),
}
"""Name and meaning of each delivery."""

FILTERS = {
    Filter.INTERPRETED: "Interpreted",
    Filter.GAPS: "With a gap",
    Filter.UNMATCHED: "Unmatched",
    Filter.FINDINGS: "With findings",
}
NO_ROW = "No row passes these filters."


def write_html(report: Report) -> bytes:
    """The whole report as one file that loads nothing and runs nothing."""
    page = _environment().get_template("report.html")
    written = page.render(view=view(report), style=stylesheet())
    return written.encode("utf-8", errors="replace")


@cache
def stylesheet() -> str:
    """The style of everything here; every rule stays below the class ``align-report``."""
    written = (HERE / "report.css").read_text(encoding="utf-8")
    return written + "".join([*filter_rules(), *word_rules()])


def filter_rules() -> Iterator[str]:
    """The boxes of ``Show only`` at work without a script: what has nothing to show goes away."""
    for count in range(1, len(Filter) + 1):
        for ticked in combinations(Filter, count):
            page = ".align-report" + "".join(f":has(#only-{each}:checked)" for each in ticked)
            passing = ".row" + "".join(f".f-{each}" for each in ticked)
            yield f"{page} .row:not({passing}) {{ display: none; }}\n"
            yield f"{page} :is(.fold, .stretch, .turn):not(:has({passing})) {{ display: none; }}\n"
            yield f'{page}:not(:has({passing})) .rows::after {{ content: "{NO_ROW}"; }}\n'


@cache
def _environment() -> Environment:
    environment = templates_in(HERE)
    environment.filters |= {
        "language": language_name,
        "clock": clock,
        "percent": percent,
        "score": "{:.2f}".format,
        "number": "{:,}".format,
        "some": some,
    }
    environment.globals |= {
        "DELIVERIES": DELIVERIES,
        "FILTERS": FILTERS,
        "ORIGINS": ORIGINS,
        "belonging_in_words": belonging_in_words,
        "checked": checked,
        "penalty_in_words": penalty_in_words,
        "rows_in_words": rows_in_words,
    }
    environment.tests["fold"] = lambda item: isinstance(item, Fold)
    return environment


def clock(seconds: float) -> str:
    """Seconds as a reader of times writes them.

    >>> clock(3725.5)
    '1:02:05'
    """
    whole = int(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def percent(share: float) -> str:
    """A share as a whole percentage; a trace is not called nothing.

    >>> percent(0.004), percent(0.585)
    ('under 1%', '58%')
    """
    return "under 1%" if 0 < share < 0.005 else f"{share:.0%}"
