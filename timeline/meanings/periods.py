"""Seasons, quarters, halves, fiscal years, and the ends of units."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import DAY, PUBLICATION, REFERENCE, Anchor, Meant, Sense, meaning
from timeline.meanings.dates import year_said
from timeline.timex import date_value

BESIDE: dict[int, str] = {
    -2: "the {unit} two before that of {anchor}",
    -1: "the {unit} before that of {anchor}",
    0: "the {unit} of {anchor}",
    1: "the {unit} after that of {anchor}",
    2: "the {unit} two after that of {anchor}",
}


@meaning(
    lambda year=None, **_: (
        "a season with its year" if year else "the {season} nearest to {anchor} that its clause allows"
    ),
    on=DAY,
)
def season(anchor: Anchor, season: str, year: int | None = None, yy: int | None = None) -> Meant:
    y = year_said(anchor, year, yy)
    if y is None:
        y, now, _ = cal.day_of(anchor.day)
        if cal.SEASONS[season] > now and anchor.cue != "future" and not anchor.narrative:
            y -= 1
    return cal.season(y, season)


@meaning(
    lambda which=0, **_: {
        -1: "the {season} of the year before, or the one just past, seen from {anchor}",
        0: "the {season} of the year of {anchor}",
        1: "the next {season} after {anchor}",
    }[which],
    on=PUBLICATION,
)
def which_season(anchor: Anchor, season: str, which: int) -> Meant:
    y, now, _ = cal.day_of(anchor.published)
    first = cal.SEASONS[season]
    if which == 0:
        return cal.season(y, season)
    return cal.season(y - (first + 2 >= now), season) if which < 0 else cal.season(y + (first <= now), season)


@meaning("the {season} of the year {which} that of {anchor}", on=PUBLICATION)
def season_of_which_year(anchor: Anchor, season: str, which: int) -> Meant:
    return cal.season(cal.day_of(anchor.published)[0] + which, season)


@meaning("a season of a year before Christ", on=None)
def season_before_christ(anchor: Anchor, season: str, old_year: int) -> Meant:
    return cal.season(1 - old_year, season)


@meaning("the {season} of the year of {anchor}", on=REFERENCE)
def season_of_that_year(anchor: Anchor, season: str) -> Meant:
    return cal.season(cal.day_of(anchor.back)[0], season)


def _quarter_near(anchor: Anchor, nth: int) -> Interval:
    y, m, _ = cal.day_of(anchor.day)
    # Reports appear when the quarter is over or all but: one to come is last year's, unless its clause looks ahead.
    return cal.quarter(y - (nth > (m + 2) // 3 and anchor.cue != "future"), nth)


@meaning(
    lambda year=None, **_: (
        "that quarter of the year named" if year else "the quarter of that number nearest to {anchor}"
    )
)
def quarter(
    anchor: Anchor, nth: int, year: int | None = None, yy: int | None = None, which: int | None = None
) -> Meant:
    if not 1 <= nth <= 4:
        return None
    y = year_said(anchor, year, yy)
    if which is not None:
        y = cal.day_of(anchor.day)[0] + which
    return cal.quarter(y, nth) if y is not None else _quarter_near(anchor, nth)


@meaning("the quarter the report speaks of, seen from {anchor}")
def the_quarter(anchor: Anchor) -> Meant:
    return anchor.quarter or cal.shifted(anchor.day, -1, "quarter")


@meaning("the same quarter a year before the one the report speaks of, seen from {anchor}")
def year_ago_quarter(anchor: Anchor, nth: int | None = None, year: int | None = None) -> Meant:
    here = anchor.quarter or cal.shifted(anchor.day, -1, "quarter")
    assert here.first is not None
    y, m, _ = cal.day_of(here.first)
    return cal.quarter(year if year is not None else y - 1, nth or (m + 2) // 3)


@meaning(lambda year=None, **_: "that half of the year named" if year else "that half of the year of {anchor}")
def half(anchor: Anchor, nth: int, year: int | None = None, which: int = 0) -> Meant:
    return cal.half(cal.day_of(anchor.day)[0] + which if year is None else year, nth) if 1 <= nth <= 2 else None


@meaning("a fiscal year by its number", on=None)
def fiscal_year(anchor: Anchor, year: int | None = None, yy: int | None = None) -> Meant:
    y = year_said(anchor, year, yy)
    return None if y is None else cal.year(y)


@meaning(lambda which=0, **_: BESIDE[which], takes="point", on=PUBLICATION)
def fiscal_year_beside(anchor: Anchor, unit: str, which: int = 0) -> Meant:
    return cal.shifted(anchor.published, which, unit)


@meaning("that part of the {unit} of {anchor}")
def end_of_unit(anchor: Anchor, unit: str, part: str) -> Meant:
    at = cal.unit_at(anchor.day, unit)
    return Sense("DATE", date_value(at), at, part)


@meaning("the end of the year of {anchor}")
def end_of_year(anchor: Anchor) -> Meant:
    at = cal.unit_at(anchor.day, "year")
    return Sense("DATE", date_value(at), at, "END")
