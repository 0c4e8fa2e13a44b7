"""Dates of documents: found in French, English and bare figures; known to the day or less."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from align.text import fold

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier january", "fevrier february", "mars march", "avril april", "mai may",
            "juin june", "juillet july", "aout august", "septembre september", "octobre october",
            "novembre november", "decembre december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NAMES = "|".join(MONTHS)
_YEAR = r"(?P<y>(?:1[89]|20)\d\d)"
#: Shapes of a date in folded text: day, month and year, or less.
SHAPES = tuple(
    re.compile(rf"(?<![\d\w]){shape}(?!\d)")
    for shape in (
        rf"{_YEAR}[-/._](?P<m>[01]\d)[-/._](?P<d>[0-3]\d)",
        rf"(?P<d>[0-3]?\d)[-/.](?P<m>[01]?\d)[-/.]{_YEAR}",
        rf"(?P<d>[0-3]?\d)(?:er|st|nd|rd|th)?(?: of)? (?P<m>{_NAMES}),? {_YEAR}",
        rf"(?P<m>{_NAMES}) (?P<d>[0-3]?\d)(?:st|nd|rd|th)?,? {_YEAR}",
    )
)
_KEPT = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def find_date(text: str) -> str:
    """The first date in ``text``, as ``2021-06-25``; "" where there is none.

    >>> find_date("Paris, le 1er juin 2021"), find_date("talk-2021-06-25.txt")
    ('2021-06-01', '2021-06-25')
    """
    folded = fold(text)
    matches = [at for shape in SHAPES for at in shape.finditer(folded)]
    for at in sorted(matches, key=lambda each: each.start()):
        month = at["m"]
        number = MONTHS.get(month) or int(month)
        try:
            return date(int(at["y"]), number, int(at["d"])).isoformat()
        except ValueError:
            continue
    return ""


def days_of(kept: str) -> tuple[date, date] | None:
    """The first and the last day that a date, a month or a year may mean; None for anything else.

    >>> days_of("2021-06")
    (datetime.date(2021, 6, 1), datetime.date(2021, 6, 30))
    """
    found = _KEPT.fullmatch(kept)
    if not found:
        return None
    year, month, day = (int(each) if each else 0 for each in found.groups())
    try:
        last = day or monthrange(year, month or 12)[1]
        return date(year, month or 1, day or 1), date(year, month or 12, last)
    except ValueError:
        return None
