"""Units of the calendar beside the anchor, and counted from it."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import PUBLICATION, REFERENCE, Anchor, Meant, Sense, meaning
from timeline.meanings.periods import BESIDE, year_ago_quarter
from timeline.timex import CLOCK_UNITS, duration, some_value


@meaning(lambda which=0, **_: BESIDE[which], on=PUBLICATION)
def which_unit(anchor: Anchor, which: int, unit: str) -> Meant:
    if unit in CLOCK_UNITS:
        return None
    return cal.shifted(anchor.published, which, unit)


@meaning(lambda which=0, **_: BESIDE[which], on=REFERENCE)
def unit_beside(anchor: Anchor, unit: str, which: int = 0) -> Meant:
    if unit in CLOCK_UNITS:
        return None
    if _finer(unit, anchor.reference):
        # "That day" of a date known to the month: which day it was, the text does not say.
        return Sense("DATE", some_value(anchor.reference, unit), anchor.reference.about())
    return cal.shifted(anchor.back, which, unit)


def _finer(unit: str, reference: Interval) -> bool:
    return unit in ("day", "week", "month") and cal.UNITS.index(unit) > cal.UNITS.index(reference.granularity)


@meaning("the time of {anchor}", on=REFERENCE)
def that_period(anchor: Anchor) -> Meant:
    return None if anchor.back == anchor.published else anchor.reference


@meaning("the {unit} of {anchor}")
def the_unit(anchor: Anchor, unit: str) -> Meant:
    return cal.unit_at(anchor.day, unit)


@meaning("the weekend nearest to {anchor}", on=PUBLICATION)
def the_weekend(anchor: Anchor) -> Meant:
    return cal.shifted(
        anchor.published, 0 if anchor.cue == "future" or cal.weekday(anchor.published) > 4 else -1, "weekend"
    )


def counted_from(n: int, count: int | float, unit: str, direction: int) -> Meant:
    """The unit that lies `count` units off; "two and a half years" counts in months."""
    if unit in CLOCK_UNITS:
        return Sense("TIME", duration(count, unit), cal.day(n))
    if count > 9000:
        return None
    if count != int(count):
        unit, count = {
            "year": ("month", count * 12),
            "decade": ("year", count * 10),
            "century": ("year", count * 100),
            "week": ("day", count * 7),
            "month": ("week", count * 4),
        }.get(unit, (unit, count))
    if unit in ("decade", "century", "millennium", "quarter", "season", "half"):
        factor = {"decade": 10, "century": 100, "millennium": 1000, "quarter": 3, "season": 3, "half": 6}[unit]
        return cal.shifted(n, direction * round(count) * factor, "year" if factor > 6 or unit == "decade" else "month")
    return cal.shifted(n, direction * round(count), unit)


@meaning("{number} {unit} before {anchor}", takes="quantity", on=PUBLICATION)
def ago(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    if anchor.quarter is not None and unit == "year" and number == 1:
        return year_ago_quarter(anchor)
    return counted_from(anchor.published, number, unit, -1)


@meaning("{number} {unit} before {anchor}, to the day", on=PUBLICATION)
def ago_to_the_day(anchor: Anchor, unit: str, number: int = 1) -> Meant:
    return None if unit in CLOCK_UNITS or number > 9000 else cal.day(cal.moved(anchor.published, -number, unit))


@meaning("the {within} that lies {number} {unit} before {anchor}", on=PUBLICATION)
def ago_this_unit(anchor: Anchor, unit: str, within: str, number: int = 1) -> Meant:
    if unit in CLOCK_UNITS or number > 9000:
        return None
    return cal.unit_at(cal.moved(anchor.published, -number, unit), within)


@meaning("{number} {unit} after {anchor}", takes="quantity", on=PUBLICATION)
def hence(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return counted_from(anchor.published, number, unit, 1)


@meaning("{number} {unit} before {anchor}", on=REFERENCE, takes="quantity")
def earlier(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    if anchor.quarter is not None and unit == "year" and number == 1:
        return year_ago_quarter(anchor)
    return counted_from(anchor.back, number, unit, -1)


@meaning("{number} {unit} after {anchor}", on=REFERENCE, takes="quantity")
def later(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return counted_from(anchor.back, number, unit, 1)
