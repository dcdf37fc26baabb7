"""Times of day."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import REFERENCE, Anchor, Meant, Sense, meaning
from timeline.meanings.dates import calendar_day
from timeline.meanings.weekdays import weekday
from timeline.timex import date_value


def _on_day(
    anchor: Anchor, days: int | None, weekday_: int | None, month: int | None, day_: int | None, year: int | None
) -> Interval | None:
    if month is not None and day_ is not None:
        found = calendar_day(anchor, month, day_, year)
    elif weekday_ is not None:
        found = weekday(anchor, weekday_)
    else:
        found = cal.day(anchor.day + (days or 0))
    return found if isinstance(found, Interval) else None


_PART_SAYS = "a time of day, on the day its words or {anchor} give it"


@meaning(_PART_SAYS)
def part_of_day(
    anchor: Anchor,
    part: str,
    days: int | None = None,
    weekday: int | None = None,
    month: int | None = None,
    day: int | None = None,
    year: int | None = None,
) -> Meant:
    on = _on_day(anchor, days, weekday, month, day, year)
    return on and Sense("TIME", f"{date_value(on)}T{part}", on)


@meaning(
    lambda days=0, **_: (
        "that part of the day " + {-1: "before that of {anchor}", 0: "of {anchor}", 1: "after that of {anchor}"}[days]
    ),
    on=REFERENCE,
)
def part_of_that_day(anchor: Anchor, part: str, days: int = 0) -> Meant:
    on = cal.day(anchor.back + days)
    return Sense("TIME", f"{date_value(on)}T{part}", on)


@meaning(_PART_SAYS)
def clock(
    anchor: Anchor,
    hour: int | None = None,
    minute: int | None = None,
    half: str | None = None,
    noon: int | None = None,
    next_hour: int | None = None,
    days: int | None = None,
    weekday: int | None = None,
    month: int | None = None,
    day: int | None = None,
    year: int | None = None,
) -> Meant:
    on = _on_day(anchor, days, weekday, month, day, year)
    if noon is not None:
        hour, minute = noon, 0
    if next_hour is not None:
        hour, minute = next_hour - 1 or 12, 45
    if on is None or hour is None or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return Sense("TIME", f"{date_value(on)}T{hour:02d}:{minute or 0:02d}", on)


@meaning("a date and time written out", on=None)
def clock_in_figures(anchor: Anchor, year: int, month: int, day: int, clock: str) -> Meant:
    if not cal.exists(year, month, day):
        return None
    on = cal.day(cal.number(year, month, day))
    return Sense("TIME", f"{date_value(on)}T{clock}", on)
