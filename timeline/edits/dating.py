"""The date an editor writes: EDTF, or a phrase in English that means one time and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from timeline.edtf import from_edtf
from timeline.intervals import UNITS, Interval, day_of, moved, number_of, unit_at
from timeline.model import TimeValue
from timeline.resolve import tag

LONGEST = 100
"""In characters; what is longer is prose."""
_EDTF = re.compile(r"[\dXYTZ.\[\]/:~?%+-]+")
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_COUNTED = re.compile(r"(?P<length>.+?)\s+(?P<way>before|after)\s+(?P<date>.+)", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d{1,5})([DWMY])")
_ONE = re.compile(r"(?:the|a|an)\b", re.IGNORECASE)
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_SIGNALS = {"since", "until", "till", "before", "after", "by", "from", "between"}
_LINKS = _SIGNALS | {"on", "in", "at", "the", "during", "to", "and", "through", "-", "–"}
# Two days apart in year, month and weekday, and one on which all that news may name is past.
_SOME_DAYS = (date(2001, 3, 5), date(2013, 9, 19), date(5000, 7, 1))


class NotUnderstood(ValueError):
    """The words are no date one could stand by. The message says why; `help` what to write instead."""

    def __init__(self, message: str, help: str = "Write EDTF such as 2016-04-20, 2016-04 or 2014/2016.") -> None:
        super().__init__(message)
        self.help = help


def dated(said: str, published: date | datetime | None = None) -> Interval:
    """The interval that EDTF or an English phrase names, the latter seen from the day `published`.

    "two weeks before 20 April 2016" is as exact as the date it counts from. Raises NotUnderstood, and for None also
    where the phrase means another time on another day.
    """
    said = " ".join(said.split())
    if len(said) > LONGEST:
        raise NotUnderstood(f"{said[:30] + '…'!r} is too long for a date")
    if _EDTF.fullmatch(said):
        try:
            return from_edtf(said)
        except ValueError as error:
            raise NotUnderstood(str(error)) from None
    if published is not None:
        return _of_phrase(said, published)
    found, *others = {_of_phrase(said, day) for day in _SOME_DAYS}
    if others:
        raise NotUnderstood(f"{said!r} depends on the day it is said", "Name the year, or the day it counts from.")
    return found


def _of_phrase(said: str, published: date | datetime) -> Interval:
    values = tag(said, published)
    intervals = {value.interval for value in values if value.interval and not value.value.endswith("_REF")}
    if len(intervals) == 1 and len(values) == sum(value.interval in intervals for value in values):
        if all(word in _LINKS and _may_stand(word, values) for word in _between(said, values)):
            return intervals.pop()
    elif len(intervals) > 1:
        raise NotUnderstood(f"{said!r} names more than one time", "Write one, or both ends as EDTF: 2014/2016.")
    counted = _COUNTED.fullmatch(said)
    if counted and (found := _counted(counted["length"], counted["way"], counted["date"], published)):
        return found
    raise NotUnderstood(f"{said!r} is not understood as a date")


def _between(said: str, values: list[TimeValue]) -> Iterator[str]:
    """The words that belong to no time expression, in small letters."""
    at = 0
    for value in values:
        yield from _WORD.findall(said[at : value.start].lower())
        at = value.end
    yield from _WORD.findall(said[at:].lower())


def _may_stand(word: str, values: list[TimeValue]) -> bool:
    # A signal that no expression took in would be passed over, and the date be another than the one written.
    return word not in _SIGNALS or any(value.signal == word for value in values)


def _counted(length: str, way: str, said: str, published: date | datetime) -> Interval | None:
    """So many units before or after a date; None where these words are no length, or finer than the date."""
    length = _ONE.sub("one", length)
    lengths = tag(length, published)
    found = _LENGTH.fullmatch(lengths[0].value) if len(lengths) == 1 else None
    if found is None or any(_between(length, lengths)):
        return None
    base, unit = _of_phrase(said, published), _UNITS[found[2]]
    if base.end_granularity or base.is_open or UNITS.index(unit) > UNITS.index(base.granularity):
        return None
    n = moved(number_of(str(base.earliest)), int(found[1]) * (-1 if way.lower() == "before" else 1), unit)
    return unit_at(n, base.granularity) if abs(day_of(n)[0]) <= 9999 else None
