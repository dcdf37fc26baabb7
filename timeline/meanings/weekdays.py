"""Days of the week."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import DAY, PUBLICATION, REFERENCE, Anchor, Meant, meaning
from timeline.meanings.dates import calendar_day, distance, latest_weekday, nth_weekday_of
from timeline.meanings.holidays import nearest_holiday


@meaning(
    lambda cue=None, **_: (
        "the first {weekday} from {anchor} on, since its clause looks ahead"
        if cue == "future"
        else "the latest {weekday} up to {anchor}"
    ),
    on=PUBLICATION,
)
def weekday(anchor: Anchor, weekday: int) -> Meant:
    n = anchor.published
    return cal.day(n + (weekday - cal.weekday(n)) % 7 if anchor.cue == "future" else latest_weekday(n, weekday))


@meaning(
    lambda which=0, **_: {
        -1: "the last {weekday} before {anchor}",
        0: "the {weekday} of the week of {anchor}",
        1: "the first {weekday} after {anchor}",
    }[which],
    on=PUBLICATION,
)
def which_weekday(anchor: Anchor, weekday: int, which: int) -> Meant:
    n = anchor.published
    if which == 0:
        return cal.day(n - cal.weekday(n) + weekday)
    return cal.day(latest_weekday(n - 1, weekday) if which < 0 else latest_weekday(n + 7, weekday))


@meaning("the {weekday} of the week that lies {which} to {anchor}", on=PUBLICATION)
def weekday_of_week(anchor: Anchor, weekday: int, which: int) -> Meant:
    n = anchor.published + 7 * which
    return cal.day(n - cal.weekday(n) + weekday)


@meaning("the {weekday} beside {anchor}", on=REFERENCE)
def weekday_beside(anchor: Anchor, weekday: int, which: int) -> Meant:
    return cal.day(latest_weekday(anchor.back + 7, weekday) if which > 0 else latest_weekday(anchor.back - 1, weekday))


@meaning(
    lambda year=None, **_: "that {weekday} of the month" + ("" if year else ", the nearest to {anchor}"),
    on=DAY,
)
def nth_weekday(anchor: Anchor, weekday: int, nth: int, month: int, year: int | None = None) -> Meant:
    at = cal.day_of(anchor.day)[0]
    days = [nth_weekday_of(y, month, weekday, nth) for y in ([year] if year is not None else [at - 1, at, at + 1])]
    best = min(days, key=lambda n: distance(anchor, n))
    return cal.day(best) if cal.day_of(best)[1] == month else None


@meaning(
    lambda year=None, **_: "that weekend of the month, by its Saturday" + ("" if year else ", the nearest to {anchor}"),
    on=DAY,
)
def nth_weekend(anchor: Anchor, nth: int, month: int, year: int | None = None) -> Meant:
    saturday = nth_weekday(anchor, _SATURDAY, nth, month, year)
    return cal.weekend(saturday.first) if isinstance(saturday, Interval) and saturday.first is not None else None


_SATURDAY = 5


def _weeks(number: int) -> str:
    return "a week" if number == 1 else "{number} weeks"


@meaning(lambda number=1, **_: f"the first {{weekday}} after {{anchor}} and {_weeks(number)} more", on=PUBLICATION)
def weeks_from_weekday(anchor: Anchor, weekday: int, number: int = 1) -> Meant:
    return cal.day(latest_weekday(anchor.published + 7, weekday) + 7 * number) if number < 5000 else None


@meaning(lambda number=1, **_: f"the {{weekday}} of the week {_weeks(number)} before {{anchor}}", on=PUBLICATION)
def weekday_weeks_ago(anchor: Anchor, weekday: int, number: int = 1) -> Meant:
    return weekday_of_week(anchor, weekday, -number) if number < 5000 else None


def _last_but(number: int) -> str:
    return "the last {weekday} before {anchor}" + (f", and {number - 1} before that" if number > 1 else "")


@meaning(lambda number=1, **_: _last_but(number), on=PUBLICATION)
def weekdays_ago(anchor: Anchor, weekday: int, number: int) -> Meant:
    return cal.day(latest_weekday(anchor.published - 1, weekday) - 7 * (number - 1)) if 0 < number < 5000 else None


@meaning(
    lambda year=None, **_: "the {weekday} beside that holiday" + ("" if year else ", the one nearest to {anchor}"),
    on=DAY,
)
def weekday_by_a_holiday(anchor: Anchor, weekday: int, side: int, holiday: str, year: int | None = None) -> Meant:
    feast = nearest_holiday(anchor, holiday, year)
    if not isinstance(feast, Interval) or feast.first is None:
        return None
    return cal.day(latest_weekday(feast.first + 7, weekday) if side > 0 else latest_weekday(feast.first - 1, weekday))


@meaning(
    lambda year=None, **_: "the {unit} that date lies in" + ("" if year else ", the nearest to {anchor}"),
    on=DAY,
)
def unit_of_date(
    anchor: Anchor, unit: str, month: int, day: int, year: int | None = None, weekday: int | None = None
) -> Meant:
    on = calendar_day(anchor, month, day, year)
    if not isinstance(on, Interval) or on.first is None:
        return None
    # A weekend belongs to the ISO week before the Monday it leads to.
    return cal.shifted(on.first, 0, unit)
