"""Intervals of days, and the calendar arithmetic on them.

Days are ISO 8601 strings of the proleptic Gregorian calendar ("2016-04-20"; "-0043-03-15" is 15 March of
44 BCE, years counted astronomically as EDTF does), so that they print and travel as JSON without
conversion. Arithmetic happens on day numbers (`number`, `day_of`), where day 0 is 1970-01-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season, TIMEX3 codes. Meteorological, northern; winter runs into the next year."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNITS = ("millennium", "century", "decade", "year", "half", "season", "quarter", "month", "week", "weekend", "day")
"""Calendar granularities, coarse to fine."""
_ORDINALS = ("zeroth", "first", "second", "third", "fourth")
_SEASON_WORDS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}


def number(year: int, month: int = 1, day: int = 1) -> int:
    """The day number of a date, for any year (algorithm: Howard Hinnant, days_from_civil)."""
    year -= month <= 2
    era = year // 400
    of_era = year - era * 400
    of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def day_of(n: int) -> tuple[int, int, int]:
    """Year, month and day of a day number; the inverse of `number`."""
    n += 719468
    era = n // 146097
    of_era = n - era * 146097
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return years + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) // 5 + 1


@lru_cache(maxsize=8192)
def iso(n: int) -> str:
    """The ISO date of a day number."""
    year, month, day = day_of(n)
    return f"{iso_year(year)}-{month:02d}-{day:02d}"


def iso_year(year: int) -> str:
    """A year in four digits, with a sign before 0: 44 BCE is -0043."""
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


@lru_cache(maxsize=8192)
def parts(day: str) -> tuple[int, int, int]:
    """Year, month and day of an ISO date."""
    head, month, day_ = day.rsplit("-", 2)
    return int(head), int(month), int(day_)


@lru_cache(maxsize=8192)
def number_of(stamp: str) -> int:
    """The day number of an ISO date."""
    return number(*parts(stamp))


@lru_cache(maxsize=4096)
def month_length(year: int, month: int) -> int:
    """Days in a month: 28 to 31."""
    return number(*_month_after(year, month)) - number(year, month)


def _month_after(year: int, month: int, n: int = 1) -> tuple[int, int]:
    months = year * 12 + month - 1 + n
    return months // 12, months % 12 + 1


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this date: 30 February has never been."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, as exactly as a text gives it.

    `earliest` and `latest` are ISO dates, both inclusive; None where that end is open.
    `granularity` is how exactly it was named ("day", "month", "year", … of UNITS).
    An interval named by its two ends ("2014 to 20 April 2016") has `end_granularity` as well, and
    `granularity` then speaks of its beginning only; for one named by a single date it is None.
    Without `end_granularity` an open end means one unknown moment before or after (EDTF `[..2016]`), with it a
    stretch that has no known end (EDTF `../2016`).
    `approximate` says "about" of the whole, or of the beginning where the ends are named apart;
    `end_approximate` says it of the end.
    """

    earliest: str | None
    latest: str | None
    granularity: str = "day"
    approximate: bool = False
    end_granularity: str | None = None
    end_approximate: bool = False

    def __hash__(self) -> int:
        # Three of the six fields tell nearly all intervals apart, and caches ask for it often.
        return hash((self.earliest, self.latest, self.granularity))

    @property
    def first(self) -> int | None:
        """Day number of the earliest day, None where open."""
        return None if self.earliest is None else number_of(self.earliest)

    @property
    def last(self) -> int | None:
        """Day number of the latest day, None where open."""
        return None if self.latest is None else number_of(self.latest)

    @property
    def is_open(self) -> bool:
        """Whether an end is not known."""
        return self.earliest is None or self.latest is None

    @property
    def days(self) -> int | None:
        """How many days it covers, None where an end is open."""
        return None if self.first is None or self.last is None else self.last - self.first + 1

    def covers(self, other: Interval) -> bool:
        """Whether every day of `other` lies in this interval; open ends reach for ever."""
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )

    def sort_key(self) -> tuple[int, int]:
        """Order on a timeline: by the first day, the longer stretch before the shorter; an interval without a
        beginning stands where it ends."""
        first, last = self.first, self.last
        if first is None:
            first = last if last is not None else 0
        return first, -(last - first if last is not None else 10**9)

    def about(self) -> Interval:
        """The same, marked as approximate."""
        return Interval(
            self.earliest, self.latest, self.granularity, True, self.end_granularity, self.end_approximate
        )


def span(first: int, last: int, granularity: str) -> Interval:
    """The interval of a unit from day number `first` to `last`, inclusive."""
    return Interval(iso(first), iso(last), granularity)


@lru_cache(maxsize=4096)
def day(n: int) -> Interval:
    """One day by its number."""
    stamp = iso(n)
    return Interval(stamp, stamp)


@lru_cache(maxsize=4096)
def months(year: int, month: int, count: int, granularity: str) -> Interval:
    """`count` whole months from the first of `month`."""
    return span(number(year, month), number(*_month_after(year, month, count)) - 1, granularity)


def year(y: int) -> Interval:
    """A calendar year."""
    return months(y, 1, 12, "year")


def month(y: int, m: int) -> Interval:
    """A calendar month."""
    return months(y, m, 1, "month")


def quarter(y: int, q: int) -> Interval:
    """Quarter 1 to 4 of a calendar year."""
    return months(y, 3 * q - 2, 3, "quarter")


def half(y: int, h: int) -> Interval:
    """Half 1 or 2 of a calendar year."""
    return months(y, 6 * h - 5, 6, "half")


def season(y: int, code: str) -> Interval:
    """Season SP, SU, FA or WI that begins in the year; winter ends in the next."""
    return months(y, SEASONS[code], 3, "season")


def decade(y: int) -> Interval:
    """The ten years that share all but the last digit with year `y`."""
    return months(y - y % 10, 1, 120, "decade")


def century(y: int) -> Interval:
    """The hundred years that share all but two digits with year `y`: 19XX, as TIMEX3 and EDTF count."""
    return months(y - y % 100, 1, 1200, "century")


def millennium(y: int) -> Interval:
    """The thousand years that share the first digit with year `y`."""
    return months(y - y % 1000, 1, 12000, "millennium")


def week(n: int) -> Interval:
    """The ISO week, Monday to Sunday, that holds day number `n`."""
    monday = n - weekday(n)
    return span(monday, monday + 6, "week")


def weekend(n: int) -> Interval:
    """Saturday and Sunday of the ISO week that holds day number `n`."""
    monday = n - weekday(n)
    return span(monday + 5, monday + 6, "weekend")


def weekday(n: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (n + 3) % 7


@lru_cache(maxsize=4096)
def unit_at(n: int, unit: str) -> Interval:
    """The `unit` of the calendar that holds day number `n`. A January belongs to the winter before it."""
    if unit == "day":
        return day(n)
    if unit == "week":
        return week(n)
    if unit == "weekend":
        return weekend(n)
    y, m, _ = day_of(n)
    if unit == "month":
        return month(y, m)
    if unit == "quarter":
        return quarter(y, (m + 2) // 3)
    if unit == "half":
        return half(y, 1 if m < 7 else 2)
    if unit == "season":
        start = (m % 12) // 3
        return season(y - (m < 3), ("WI", "SP", "SU", "FA")[start])
    return {"year": year, "decade": decade, "century": century, "millennium": millennium}[unit](y)


_MONTHS_IN = {
    "month": 1,
    "quarter": 3,
    "season": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
    "millennium": 12000,
}
_DAYS_IN = {"day": 1, "week": 7, "weekend": 7}


def moved(n: int, count: int, unit: str) -> int:
    """Day number `count` units after day `n` (before it where negative); a day the month lacks becomes its last."""
    if unit in _DAYS_IN:
        return n + count * _DAYS_IN[unit]
    y, m, d = day_of(n)
    y, m = _month_after(y, m, count * _MONTHS_IN[unit])
    return number(y, m, min(d, month_length(y, m)))


def shifted(n: int, count: int, unit: str) -> Interval:
    """The `unit` that lies `count` units from the one holding day `n`: last month is (n, -1, "month")."""
    return unit_at(moved(n, count, unit), unit)


def stretch(begin: Interval, end: Interval) -> Interval:
    """From the beginning of one interval to the end of another, each keeping the exactness it was named with."""
    return Interval(
        begin.earliest,
        end.latest,
        begin.granularity,
        begin.approximate,
        end.end_granularity or end.granularity,
        end.end_approximate or end.approximate,
    )


def until(end: Interval) -> Interval:
    """A stretch of unknown beginning up to the end of `end`, that day included."""
    return Interval(None, end.latest, end.granularity, False, end.granularity, end.approximate)


def since(begin: Interval) -> Interval:
    """A stretch from the beginning of `begin` on, without a known end."""
    return Interval(begin.earliest, None, begin.granularity, begin.approximate, begin.granularity)


def not_after(end: Interval) -> Interval:
    """One unknown moment on or before the last day of `end`."""
    return Interval(None, end.latest, end.granularity, end.approximate)


def not_before(begin: Interval) -> Interval:
    """One unknown moment on or after the first day of `begin`."""
    return Interval(begin.earliest, None, begin.granularity, begin.approximate)


def year_words(y: int) -> str:
    """A year as English says it: 2016, or 44 BC."""
    return str(y) if y > 0 else f"{1 - y} BC"


def _one(stamp: str, granularity: str, about: bool) -> str:
    y, m, d = parts(stamp)
    told = {
        "millennium": lambda: f"the {_age(y, 1000, 'millennium')}",
        "century": lambda: f"the {_age(y, 100, 'century')}",
        "decade": lambda: f"the {y - y % 10}s" if y > 0 else f"the decade from {year_words(y)}",
        "year": lambda: year_words(y),
        "half": lambda: f"the {_ORDINALS[1 if m < 7 else 2]} half of {year_words(y)}",
        "quarter": lambda: f"the {_ORDINALS[(m + 2) // 3]} quarter of {year_words(y)}",
        "season": lambda: f"{_SEASON_WORDS[_code(m)]} {year_words(y)}",
        "month": lambda: f"{MONTHS[m - 1]} {year_words(y)}",
        "week": lambda: f"the week of {d} {MONTHS[m - 1]} {year_words(y)}",
        "weekend": lambda: f"the weekend of {d} {MONTHS[m - 1]} {year_words(y)}",
    }.get(granularity, lambda: f"{d} {MONTHS[m - 1]} {year_words(y)}")()
    return f"about {told}" if about else told


def _age(y: int, length: int, name: str) -> str:
    """A century or millennium by its number: the one that begins with 1900 is the 20th, with -399 the 4th BC."""
    return f"{ordinal(y // length + 1)} {name}" if y >= 0 else f"{ordinal(-(y - 1) // length)} {name} BC"


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd, 4th …"""
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


def _code(m: int) -> str:
    return next(code for code, first in SEASONS.items() if first == m - m % 3)


@lru_cache(maxsize=4096)
def describe(interval: Interval) -> str:
    """The interval in English words, no more exact than it is: "20 April 2016", "about April 2014 to 20 April 2016",
    "on or before 20 April 2016"."""
    earliest, latest = interval.earliest, interval.latest
    named_apart = interval.end_granularity is not None
    end_kind = interval.end_granularity or interval.granularity
    end_about = interval.end_approximate if named_apart else interval.approximate
    if latest is None:
        if earliest is None:
            return "at an unknown time"
        begin = _one(earliest, interval.granularity, interval.approximate)
        return f"from {begin} on" if named_apart else f"on or after {begin}"
    end = _one(_start_of(latest, end_kind), end_kind, end_about)
    if earliest is None:
        return f"until {end}" if named_apart else f"on or before {end}"
    begin = _one(earliest, interval.granularity, interval.approximate)
    return f"{begin} to {end}" if named_apart else begin


def _start_of(latest: str, granularity: str) -> str:
    """The first day of the unit that ends with `latest`, by which the unit is named."""
    return latest if granularity == "day" else iso(_first(unit_at(number_of(latest), granularity)))


def _first(whole: Interval) -> int:
    return number_of(str(whole.earliest))
