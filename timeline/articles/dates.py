"""Date strings, names and addresses become dates, or are refused with a reason; nothing is guessed.

What ISO 8601 and plain numbers say is read here; dateparser, which is slow to load, sees only short strings that hold a
day, a year of four digits and a word. "03/04/2016" is refused, since half the world reads it the other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from timeline.intervals import MONTHS, exists

LONGEST = 60
"""A longer string is prose, not a date."""
OLDEST = 1000
"""Year 1 is how programs write "no date"; nothing read here was published before the year 1000."""

_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?:(?:T| ?, ?| )(.+))?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:(?: ?, ?| )(.+))?")
_CLOCK = re.compile(r"(\d\d?)(?::?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)? ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE)
# The date of a mail, which is that of a feed too (RFC 5322, 3.3): dateparser would take a quarter of a second to load.
_MAILED = re.compile(r"(?:[A-Z][a-z]{2},? )?(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2}) (?P<year>\d{4}) "
                     r"\d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UTC?|Z|[ECMP][SD]T)")
_WORDED = re.compile(r"(?=.*(?<!\d)\d{1,2}(?!\d))(?=.*(?<!\d)\d{4}(?!\d))(?=.*[^\W\d_]{3})[^/\\]+")
_IN_NAME = re.compile(r"(?<!\d)(?:([12]\d{3})([-_. ])(\d\d)\2(\d\d)|((?:19|20)\d\d)(\d\d)(\d\d))(?!\d)")
_MONTH_NUMBERS = {name.lower()[:length]: f"{n:02d}" for n, name in enumerate(MONTHS, 1) for length in (3, len(name))}


class NotADate(ValueError):
    """The string is no date one could stand by. The message says why; `help` says how to write it."""

    def __init__(self, message: str, help: str = "Write it as YYYY-MM-DD.") -> None:
        super().__init__(message)
        self.help = help


def parse(text: str, language: str = "en") -> date | datetime:
    """The date a string names: a datetime where it gives a clock time with its offset, else a date.

    A clock time without an offset is dropped, since it could not be compared with any other. Month names may be those
    of `language` (ISO 639) or English. Raises NotADate for what is relative, incomplete, ambiguous or in no calendar.
    """
    said = " ".join(text.split())
    if len(said) > LONGEST:
        raise NotADate(f"{said[:30] + '…'!r} is too long for a date")
    if found := _YEAR_FIRST.fullmatch(said):
        year, _, month, day, *together, clock = found.groups()
        return _dated(said, _checked(said, year, month or together[0], day or together[1]), clock, language)
    if found := _YEAR_LAST.fullmatch(said):
        one, _, other, year, clock = found.groups()
        month, day = _in_order(said, one, other, year)
        return _dated(said, _checked(said, year, month, day), clock, language)
    if (found := _MAILED.fullmatch(said)) and (named := _MONTH_NUMBERS.get(found["month"].lower())):
        return _mailed(said, _checked(said, found["year"], named, found["day"]))
    if not _WORDED.fullmatch(said):
        raise NotADate(f"{said!r} is not a date")
    return _worded(said, language)


def in_name(name: str) -> date | None:
    """The year-month-day in a file or folder name ("2016-04-20-council.txt", "20160420"). None for none or two."""
    found = {day for groups in _IN_NAME.findall(name) if (day := _existing(*filter(_is_number, groups)))}
    return found.pop() if len(found) == 1 else None


def in_folders(parts: Sequence[str]) -> date | None:
    """The date that ends a path cut in parts: ["2016", "04", "20"], ["2016", "apr", "20.md"]. None without one."""
    if len(parts) < 3:
        return None
    year, month, last = parts[-3:]
    day = re.fullmatch(r"(\d\d?)(?:\.\w+)?", last)
    month = _MONTH_NUMBERS.get(month.lower(), month)
    if not (day and re.fullmatch(r"[12]\d{3}", year) and re.fullmatch(r"\d\d?", month)):
        return None
    return _existing(year, month, day[1])


def in_address(url: str) -> date | None:
    """The date in the path of a web address ("https://news.example/2016/04/20/council"). None without one."""
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return None
    return next(_dates_along(parts), None)


def _dates_along(parts: Sequence[str]) -> Iterator[date]:
    for n, part in enumerate(parts, 1):
        if day := in_folders(parts[:n]) or in_name(part):
            yield day


def _is_number(group: str) -> bool:
    return group.isdecimal()


def _existing(year: str, month: str, day: str) -> date | None:
    return date(int(year), int(month), int(day)) if exists(int(year), int(month), int(day)) else None


def _checked(said: str, year: str, month: str, day: str) -> date:
    if int(year) < OLDEST:
        raise NotADate(f"{said!r} is not a date: the year is before {OLDEST}")
    if found := _existing(year, month, day):
        return found
    if not 1 <= int(month) <= 12:
        raise NotADate(f"{said!r} is not a date: there is no month {int(month)}")
    raise NotADate(f"{said!r} is not a date: {MONTHS[int(month) - 1]} {year} has no day {int(day)}")


def _in_order(said: str, one: str, other: str, year: str) -> tuple[str, str]:
    if int(one) > 12 or one == other:
        return other, one
    if int(other) > 12:
        return one, other
    readings = " or ".join(f"{year}-{int(m):02d}-{int(d):02d}" for m, d in ((other, one), (one, other)))
    raise NotADate(f"{said!r} can be read in two ways", f"Write the one you mean: {readings}.")


def _dated(said: str, day: date, clock: str | None, language: str) -> date | datetime:
    if clock is None:
        return day
    if not (found := _CLOCK.fullmatch(clock)):
        return _worded(f"{day} {clock}", language, day)
    hour, minute, second, offset = found.groups()
    try:
        time = (int(hour), int(minute or 0), int(second or 0))
        moment = datetime(day.year, day.month, day.day, *time, tzinfo=_zone(offset))
    except ValueError:
        raise NotADate(f"{said!r} is not a date: there is no clock time {clock!r}") from None
    return moment if moment.tzinfo else day


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    digits = offset.lstrip("+-").replace(":", "").ljust(4, "0")
    if not digits.isdecimal():
        return UTC
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _mailed(said: str, day: date) -> date | datetime:
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        raise NotADate(f"{said!r} is not a date: there is no such clock time") from None
    # "-0000" is a time in UTC that says nothing of where it was written, so that its day is nobody's.
    return moment if moment.tzinfo else day


def _worded(said: str, language: str, day: date | None = None) -> date | datetime:
    import dateparser  # type: ignore[import-untyped]

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "YMD" if day else "DMY",
                # Never used, since every part must be said; given so that no reading can depend on today.
                "RELATIVE_BASE": datetime(2000, 1, 1)}
    try:
        read = dateparser.parse(said, languages=list(dict.fromkeys([language, "en"])), settings=settings)
    except ValueError:  # a language dateparser does not know
        read = dateparser.parse(said, languages=["en"], settings=settings)
    numbers = {int(digits) for digits in re.findall(r"\d+", said)}
    if not isinstance(read, datetime) or not {read.year, read.day} <= numbers or (day and read.date() != day):
        raise NotADate(f"{said!r} is not a date")
    offset = read.utcoffset()
    return read.date() if offset is None else read.replace(tzinfo=timezone(offset))
