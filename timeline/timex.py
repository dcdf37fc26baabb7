"""TIMEX3 values, as the TimeML annotation guidelines 1.2.1 write them."""

from __future__ import annotations

from functools import lru_cache

from timeline.intervals import SEASONS, Interval, day_of, iso_year, number, number_of, parts, weekday

UNIT_LETTERS = {
    "millennium": "L",
    "century": "C",
    "decade": "E",
    "year": "Y",
    "season": "S",
    "half": "H",
    "quarter": "Q",
    "month": "M",
    "week": "W",
    "weekend": "WE",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
CLOCK_UNITS = frozenset({"hour", "minute", "second"})


@lru_cache(maxsize=4096)
def date_value(interval: Interval) -> str:
    """The TIMEX3 value of an interval named by one date: "2016-04-20", "2016-W16", "2016-Q2", "2016-SU", "199"."""
    stamp = interval.earliest or interval.latest
    assert stamp is not None
    y, m, _ = parts(stamp)
    granularity = interval.granularity
    if y < 0 or (y == 0 and granularity not in ("century", "decade", "millennium")):
        # TIMEX3 keeps the notation of TIDES for years before Christ: BC0044, months and days as ever.
        return f"BC{1 - y:04d}" + {"day": stamp[-6:], "month": stamp[-6:-3], "season": f"-{_season(stamp)}"}.get(
            granularity, ""
        )
    if granularity == "day":
        return stamp
    if granularity in ("week", "weekend"):
        return iso_week(number_of(stamp)) + ("-WE" if granularity == "weekend" else "")
    if granularity == "month":
        return f"{iso_year(y)}-{m:02d}"
    if granularity == "quarter":
        return f"{iso_year(y)}-Q{(m + 2) // 3}"
    if granularity == "half":
        return f"{iso_year(y)}-H{1 if m < 7 else 2}"
    if granularity == "season":
        return f"{iso_year(y)}-{_season(stamp)}"
    # A decade is three digits, a century two, a millennium one.
    kept = {"year": 4, "decade": 3, "century": 2, "millennium": 1}[granularity]
    return iso_year(y)[:kept]


def _season(stamp: str) -> str:
    return next((code for code, first in SEASONS.items() if first == parts(stamp)[1]), "")


def iso_week(n: int) -> str:
    """The ISO 8601 week of day number `n`: "2016-W16"."""
    thursday = n - weekday(n) + 3
    y = day_of(thursday)[0]
    return f"{iso_year(y)}-W{(thursday - number(y)) // 7 + 1:02d}"


def some_value(interval: Interval, unit: str) -> str:
    """The TIMEX3 value of a day, week or month that is only known to lie in an interval: "1943-07-XX", "1943-WXX"."""
    whole = date_value(interval)
    year = whole[:6] if whole.startswith("BC") else whole[:4].ljust(4, "X")
    if unit == "week":
        return f"{year}-WXX"
    if unit == "month":
        return f"{year}-XX"
    return f"{whole}-XX" if interval.granularity == "month" else f"{year}-XX-XX"


def duration(count: int | float | None, unit: str) -> str:
    """A TIMEX3 duration: P2Y, PT24H, P1.5Y; PXY where the count is not said."""
    if isinstance(count, float) and unit in ("hour", "minute") and count * 60 == int(count * 60):
        # "Half an hour" is PT30M: ISO 8601 allows a fraction only of the smallest unit, and TIMEX3 readers expect none.
        whole, rest = divmod(int(count * 60), 60)
        letters = ("H", "M") if unit == "hour" else ("M", "S")
        return "PT" + "".join(f"{n}{letter}" for n, letter in zip((whole, rest), letters, strict=True) if n)
    said = "X" if count is None else f"{count:g}" if isinstance(count, float) else str(count)
    return f"P{'T' if unit in CLOCK_UNITS else ''}{said}{UNIT_LETTERS[unit]}"
