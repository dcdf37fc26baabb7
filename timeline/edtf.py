"""Extended Date/Time Format (ISO 8601-2:2019): level 0, level 1, and `[..date]`, `[date..]` of level 2.

https://www.loc.gov/standards/datetime/. Weeks, weekends, quarters and halves have no name there below level 2,
and decades none before year 0 that would begin with it, so they are written as the interval of their first and last
day, month or year.
"""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.intervals import (
    SEASONS,
    Interval,
    century,
    decade,
    exists,
    iso_year,
    millennium,
    month,
    not_after,
    not_before,
    number,
    parts,
    season,
    since,
    span,
    stretch,
    until,
    year,
)

_SEASON_NUMBERS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_CODES = {n: code for code, n in _SEASON_NUMBERS.items()}
_DATE = re.compile(
    r"(?:Y(?P<long>-?[1-9]\d{4,})|(?P<year>-?[\dX]{4}))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::\d\d)?)?)?(?P<about>[~?%])?",
    re.ASCII,
)


@lru_cache(maxsize=4096)
def to_edtf(interval: Interval) -> str:
    """The interval as EDTF. Approximate ends carry `~`; an interval open at both ends is `..`."""
    early, late, kind, late_kind = interval.earliest, interval.latest, interval.granularity, interval.end_granularity
    about = "~" if interval.approximate else ""
    end_about = "~" if interval.end_approximate else ""
    if early is None and late is None:
        return "../.."
    if early is None:
        assert late is not None
        return f"../{_end(late, late_kind, end_about)}" if late_kind else f"[..{_end(late, kind, about)}]"
    if late is None:
        return f"{_begin(early, kind, about)}/.." if late_kind else f"[{_begin(early, kind, about)}..]"
    if late_kind:
        return f"{_begin(early, kind, about)}/{_end(late, late_kind, end_about)}"
    if kind in _TWO_ENDS or (kind in _XS and not 0 <= parts(early)[0] <= 9999):
        return f"{_begin(early, kind, about)}/{_end(late, kind, about)}"
    return _date(early, kind) + about


def _date(stamp: str, granularity: str) -> str:
    y, m, _ = parts(stamp)
    digits = iso_year(y) if abs(y) <= 9999 else f"Y{y}"
    match granularity:
        case "year":
            return digits
        case "decade" | "century" | "millennium" if 0 <= y <= 9999:
            return digits[: -_XS[granularity]] + "X" * _XS[granularity]
        case "decade" | "century" | "millennium":
            return digits
        case "month":
            return f"{digits}-{m:02d}"
        case "season":
            return f"{digits}-{_SEASON_NUMBERS[next(c for c, first in SEASONS.items() if first == m)]}"
    return stamp


_TWO_ENDS = ("week", "weekend", "quarter", "half")
"""Units without a name of their own."""
_XS = {"decade": 1, "century": 2, "millennium": 3}
_ENDS_IN_MONTHS = {"quarter": "month", "half": "month", "week": "day", "weekend": "day"}


def _begin(stamp: str, granularity: str, about: str) -> str:
    return _date(stamp, _ENDS_IN_MONTHS.get(granularity, granularity)) + about


def _end(stamp: str, granularity: str | None, about: str) -> str:
    """A unit that ends on `stamp`; a winter is named by the year in which it began."""
    y, m, _ = parts(stamp)
    if granularity == "season":
        y, m = (y - 1, 12) if m < 3 else (y, m - 2)
        stamp = f"{iso_year(y)}-{m:02d}-01"
    return _date(stamp, _ENDS_IN_MONTHS.get(granularity or "day", granularity or "day")) + about


def from_edtf(text: str) -> Interval:
    """The interval an EDTF string names. Uncertain (`?`, `%`) is read as approximate; a time of day is dropped.

    Raises ValueError, with the part that is wrong, for what is no EDTF of the supported levels and for dates that
    the calendar lacks.
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        inside = text[1:-1]
        if inside.startswith(".."):
            return not_after(_parsed(inside[2:]))
        if inside.endswith(".."):
            return not_before(_parsed(inside[:-2]))
        raise ValueError(f"{text!r}: of the sets only [..date] and [date..] are supported")
    begin, slash, end = text.partition("/")
    if not slash:
        return _parsed(text)
    if begin in ("", "..") and end in ("", ".."):
        return Interval(None, None, "day", False, "day")
    if begin in ("", ".."):
        return until(_parsed(end))
    if end in ("", ".."):
        return since(_parsed(begin))
    whole = stretch(_parsed(begin), _parsed(end))
    if whole.first is not None and whole.last is not None and whole.first > whole.last:
        raise ValueError(f"{text!r} ends before it begins")
    return whole


def _parsed(text: str) -> Interval:
    m = _DATE.fullmatch(text)
    if m is None:
        raise ValueError(f"{text!r} is not an EDTF date")
    interval = _interval(text, m["long"] or m["year"], m["month"], m["day"])
    return interval.about() if m["about"] else interval


def _interval(text: str, years: str, month_: str | None, day_: str | None) -> Interval:
    if "X" in years:
        head = years.rstrip("X")
        if "X" in head or month_ not in (None, "XX") or head in ("", "-"):
            raise ValueError(f"{text!r}: unspecified digits are read at the end of the year only")
        return _blurred(int(head), len(years) - len(head))
    y = int(years)
    if month_ in (None, "XX"):
        if day_ not in (None, "XX"):
            raise ValueError(f"{text!r} names a day of an unspecified month")
        return year(y)
    m = int(str(month_))
    if day_ is None and m in _CODES:
        return season(y, _CODES[m])
    if not 1 <= m <= 12:
        raise ValueError(f"{text!r}: there is no month {m}")
    if day_ in (None, "XX"):
        return month(y, m)
    d = int(str(day_))
    if not exists(y, m, d):
        raise ValueError(f"{text!r}: the calendar has no such day")
    n = number(y, m, d)
    return span(n, n, "day")


def _blurred(head: int, count: int) -> Interval:
    """A decade, century or millennium by its leading digits; before year 0 the digits count away from it."""
    scale = 10**count
    y = head * scale if head >= 0 else head * scale - (scale - 1)
    whole = {1: decade, 2: century, 3: millennium}[count](y if head >= 0 else y + scale - 1)
    if head >= 0:
        return whole
    return span(number(y), number(y + scale) - 1, whole.granularity)
