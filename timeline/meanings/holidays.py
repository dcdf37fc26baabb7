"""Holidays with a computed date."""

from __future__ import annotations

from collections.abc import Callable

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import DAY, Anchor, Meant, meaning
from timeline.meanings.dates import nth_weekday_of


@meaning(
    lambda year=None, **_: "a holiday with its year" if year else "that holiday, the one nearest to {anchor}", on=DAY
)
def holiday(anchor: Anchor, holiday: str, year: int | None = None, which: int | None = None) -> Meant:
    return nearest_holiday(anchor, holiday, year if which is None else cal.day_of(anchor.day)[0] + which)


def nearest_holiday(anchor: Anchor, name: str, year: int | None) -> Meant:
    """The holiday of that year, else the one nearest to the anchor; None where no calendar here has it."""
    years = [year] if year is not None else [cal.day_of(anchor.day)[0] + k for k in (-1, 0, 1)]
    if name in ISLAMIC:
        found = [each for y in years for each in _islamic(name, y)]
        return min(found, key=lambda each: abs((each.first or 0) - anchor.day), default=None)
    return cal.day(min((HOLIDAYS[name](y) for y in years), key=lambda n: abs(n - anchor.day)))


ISLAMIC = {"ramadan": (9, 1, 10, 1), "eid al-fitr": (10, 1, 10, 2), "eid al-adha": (12, 10, 12, 11)}
"""Month and day they begin with and those they end before, in the calendar of Umm al-Qura."""


def _islamic(name: str, y: int) -> list[Interval]:
    """The feasts that begin in a year, about so: the moon is seen on other days in other places. The tables reach
    from 1924 to 2077."""
    from hijridate import Hijri  # only texts that name one of these need it

    begin_month, begin_day, end_month, end_day = ISLAMIC[name]
    found = []
    for h in (y - 580, y - 579, y - 578):
        if 1343 <= h <= 1500:
            first = cal.number(*Hijri(h, begin_month, begin_day).to_gregorian().datetuple())
            last = cal.number(*Hijri(h, end_month, end_day).to_gregorian().datetuple()) - 1
            if cal.day_of(first)[0] == y:
                found.append(cal.stretch(cal.day(first), cal.day(last)).about())
    return found


def easter(y: int) -> int:
    """Day number of Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = y % 19, y // 100, y % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return cal.number(y, f // 31, f % 31 + 1)


HOLIDAYS: dict[str, Callable[[int], int]] = {
    "christmas": lambda y: cal.number(y, 12, 25),
    "christmas eve": lambda y: cal.number(y, 12, 24),
    "boxing day": lambda y: cal.number(y, 12, 26),
    "new year": lambda y: cal.number(y, 1, 1),
    "new year's eve": lambda y: cal.number(y, 12, 31),
    "valentine": lambda y: cal.number(y, 2, 14),
    "halloween": lambda y: cal.number(y, 10, 31),
    "independence day": lambda y: cal.number(y, 7, 4),
    "thanksgiving": lambda y: nth_weekday_of(y, 11, 3, 4),
    "labor day": lambda y: nth_weekday_of(y, 9, 0, 1),
    "memorial day": lambda y: nth_weekday_of(y, 5, 0, -1),
    "martin luther king day": lambda y: nth_weekday_of(y, 1, 0, 3),
    "presidents day": lambda y: nth_weekday_of(y, 2, 0, 3),
    "columbus day": lambda y: nth_weekday_of(y, 10, 0, 2),
    "veterans day": lambda y: cal.number(y, 11, 11),
    "may day": lambda y: cal.number(y, 5, 1),
    "st patrick": lambda y: cal.number(y, 3, 17),
    "all saints": lambda y: cal.number(y, 11, 1),
    "bastille day": lambda y: cal.number(y, 7, 14),
    "election day": lambda y: nth_weekday_of(y, 11, 0, 1) + 1,
    "ash wednesday": lambda y: easter(y) - 46,
    "palm sunday": lambda y: easter(y) - 7,
    "maundy thursday": lambda y: easter(y) - 3,
    "easter": easter,
    "easter monday": lambda y: easter(y) + 1,
    "ascension": lambda y: easter(y) + 39,
    "pentecost": lambda y: easter(y) + 49,
    "whit monday": lambda y: easter(y) + 50,
    "good friday": lambda y: easter(y) - 2,
}
