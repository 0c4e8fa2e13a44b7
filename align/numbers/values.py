"""A number by its value, and whether two of them say the same, whatever their form."""

from __future__ import annotations

from dataclasses import dataclass

from align.types import Span

#: The length of a unit of time in days.
DAYS = {
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 365.25 / 12,
    "year": 365.25,
    "decade": 3652.5,
    "century": 36525.0,
}
#: Units that name a day of the week or a season by its order; no number answers them.
CALENDAR = frozenset({"weekday", "season"})
#: The unit of yesterday, today and tomorrow, and of a month without a day.
FROM_TODAY, MONTH_NAME = "from today", "month name"


@dataclass(frozen=True, slots=True)
class NumberValue:
    """A number of a text.

    Attributes:
        span: Where it stands, its unit included.
        value: What it is worth.
        unit: "percent", "ordinal", "clock", a unit of time such as "week", "decade of" for the
            years from 20 or 1920 on, "date-06" for a day in June, "weekday", "season", "month
            name"; "from today" for days before (-1: yesterday) or after it; "" for a bare number.
        is_soft: Whether its absence on the other side says nothing.
        others: What else it may be worth: *quinze jours* are fifteen days and two weeks.
        is_rough: Whether it stands for anything near its value.
        measure: What is counted, where that is money, a length or a weight: "euro", "kilometre" …
    """

    span: Span
    value: float
    unit: str = ""
    is_soft: bool = False
    others: tuple[float, ...] = ()
    is_rough: bool = False
    measure: str = ""

    @property
    def days(self) -> float | None:
        """Its length in days, for a number of units of time."""
        length = DAYS.get(self.unit)
        return None if length is None else self.value * length


def are_equal(source: NumberValue, target: NumberValue) -> bool:
    """Whether two numbers say the same, whatever their form.

    >>> fortnight = NumberValue(Span(0, 12), 15, "day", others=(14,))
    >>> [are_equal(fortnight, NumberValue(Span(0, 8), weeks, "week")) for weeks in (2, 15)]
    [True, False]
    """
    units = {source.unit, target.unit}
    if units & CALENDAR and len(units) == 2:
        return False
    if MONTH_NAME in units:
        return _month(source) is not None and _month(source) == _month(target)
    if FROM_TODAY in units:
        return _are_one_day(source, target)
    if "decade of" in units:
        return source.value % 100 == target.value % 100
    if source.measure and target.measure and source.measure != target.measure:
        return False
    if "clock" in units:
        return any(
            round(abs(one - other) * 60) % 1440 == 0
            for one in _hours(source)
            for other in _hours(target)
        )
    if units <= DAYS.keys():
        return _any_near(_lengths(source), _lengths(target), _tolerance(source, target, 0.012))
    if len(units) == 2 and all(unit.startswith("date") for unit in units):
        return False
    if "percent" in units and len(units) == 2 and _any_near(_shares(source), _shares(target), 0.02):
        return True
    return _any_near(_values(source), _values(target), _tolerance(source, target, 1e-6))


def _values(number: NumberValue) -> list[float]:
    return [number.value, *number.others]


def time_of_day(span: Span, hour: float, half: str = "") -> NumberValue:
    """A time; of the forenoon or of the afternoon where nothing says which, as in “half past two”.

    >>> afternoon = time_of_day(Span(0, 5), 14.5)
    >>> [are_equal(afternoon, time_of_day(Span(0, 4), 2.5, half)) for half in ("", "p.m.", "a.m.")]
    [True, True, False]
    """
    if half := half.strip().lower()[:1]:
        return NumberValue(span, hour % 12 + 12 * (half == "p"), "clock")
    return NumberValue(span, hour, "clock", others=_other_half(hour))


def _other_half(hour: float) -> tuple[float, ...]:
    return (hour + 12,) if 1 <= hour < 13 else ()


def _hours(number: NumberValue) -> list[float]:
    """The times of day it may be: “6.30” and “1200 hours” are times beside a time."""
    if number.unit == "clock":
        return _values(number)
    whole, rest = divmod(number.value, 1)
    written = [whole + round(rest * 100) / 60, number.value // 100 + number.value % 100 / 60]
    return [each for hour in (number.value, *written) for each in (hour, *_other_half(hour))]


def _month(number: NumberValue) -> int | None:
    """The month of a date, or a month that is named alone."""
    if number.unit == MONTH_NAME:
        return int(number.value)
    return int(number.unit[-2:]) if number.unit.startswith("date-") else None


def _are_one_day(source: NumberValue, target: NumberValue) -> bool:
    """Whether both say the same of a day as seen from today: *hier*, *yesterday*, *a day ago*."""
    if source.unit == target.unit:
        return not {*_values(source)}.isdisjoint(_values(target))
    away, length = sorted((source, target), key=lambda each: each.unit != FROM_TODAY)
    return length.days is not None and abs(away.value) == length.days


def _lengths(number: NumberValue) -> list[float]:
    return [DAYS[number.unit] * value for value in _values(number)]


def _shares(number: NumberValue) -> list[float]:
    per = 100 if number.unit == "percent" else 1
    return [value / per for value in _values(number)]


def _tolerance(source: NumberValue, target: NumberValue, exact: float) -> float:
    return 0.3 if source.is_rough or target.is_rough else exact


def _any_near(ones: list[float], others: list[float], tolerance: float) -> bool:
    return any(
        abs(one - other) <= tolerance * max(abs(one), abs(other))
        for one in ones
        for other in others
    )
