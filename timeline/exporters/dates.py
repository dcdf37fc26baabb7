"""Dates in words, a phrase for sentences or short for the date column; their shape on the rail; their year and month.

None is more exact than the interval. In English the phrase is that of `intervals.describe`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from timeline.exporters.words import Words
from timeline.intervals import Interval, iso_year, number, number_of, parts, unit_at

MANY = 1 << 16
"""How many dates are remembered in words: each is told on many pages and in many files."""

_AGES = {"century": 100, "millennium": 1000}


@lru_cache(maxsize=MANY)
def phrase(interval: Interval, words: Words) -> str:
    """The interval as it stands in a sentence: "20 April 2016", "about April 2014 to 20 April 2016", "on or before 20
    April 2016"."""
    earliest, latest, named_apart = interval.earliest, interval.latest, interval.end_granularity is not None
    begin = _told(earliest, interval.granularity, interval.approximate, words) if earliest else ""
    if latest is None:
        after = "dates.since" if named_apart else "dates.after"
        return words.say(after, date=begin) if begin else words.say("dates.unknown")
    if begin and not named_apart:
        return begin
    unit, about = interval.end_granularity or interval.granularity, interval.end_approximate
    end = _told(_start_of(latest, unit), unit, about if named_apart else interval.approximate, words)
    if begin:
        return words.say("dates.range", first=begin, last=end)
    return words.say("dates.until" if named_apart else "dates.before", date=end)


@lru_cache(maxsize=MANY)
def of_day(day: str, words: Words) -> str:
    """A day, given as an ISO date: "20 April 2016"."""
    return phrase(Interval(day, day), words)


def of_month(month: int, year: str, words: Words) -> str:
    """A month by its number, of a year that is told already: "April 2016"."""
    return words.say("dates.month", month=words.one_of("dates.months", month - 1), year=year)


@lru_cache(maxsize=MANY)
def year_words(y: int, words: Words) -> str:
    """A year by its number, which before Christ is one more than we count: "2016", "44 BC" for -43."""
    return words.say("dates.year", n=str(y)) if y > 0 else words.say("dates.year-bc", n=str(1 - y))


def _told(stamp: str, granularity: str, about: bool, words: Words) -> str:
    told = _unit(*parts(stamp), granularity, words)
    return words.say("dates.about", date=told) if about else told


def _unit(y: int, m: int, d: int, granularity: str, words: Words) -> str:
    year = year_words(y, words)
    match granularity:
        case "year":
            return year
        case "decade" | "century" | "millennium":
            return _age(y, granularity, "dates", words)
        case "half" | "quarter" | "season":
            return words.one_of(*_part_of_year(m, granularity, "dates"), year=year)
        case "month":
            return of_month(m, year, words)
    named = granularity if granularity in ("week", "weekend") else "day"
    month = words.one_of("dates.months-of-days", m - 1)
    return words.say(f"dates.{named}", day=str(d), month=month, year=year)


def _age(y: int, granularity: str, section: str, words: Words) -> str:
    """A decade, or a century or millennium by its number: the one that begins with 1900 is the 20th, with -399 the 4th
    before Christ."""
    if granularity == "decade":
        if y > 0:
            return words.say(f"{section}.decade", year=str(y - y % 10))
        return words.say(f"{section}.decade-bc", year=year_words(y, words))
    length = _AGES[granularity]
    if y >= 0:
        return words.say(f"{section}.{granularity}", nth=words.ordinal(y // length + 1))
    return words.say(f"{section}.{granularity}-bc", nth=words.ordinal(-(y - 1) // length))


def _start_of(latest: str, granularity: str) -> str:
    """The first day of the unit that ends with `latest`, by which the unit is named."""
    return latest if granularity == "day" else unit_at(number_of(latest), granularity).earliest or latest


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a date in words; `stamp` is its value for `<time datetime>`, None where HTML has none."""

    text: str
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class ShortDate:
    """A date for the date column: `pieces` in order, and `year` apart where one year holds for all of them and is told
    behind them, else ""; `whole` is both."""

    pieces: tuple[Piece, ...]
    year: str
    whole: str

    def __str__(self) -> str:
        return self.whole


@dataclass(frozen=True, slots=True)
class _Named:
    """One end of an interval by its unit: "20 Apr" and "2016"; the year is "" where the words tell it."""

    text: str
    year: str
    stamp: str | None
    about: bool
    words: Words

    @property
    def piece(self) -> Piece:
        return Piece(self._as_exact(self.text), self.stamp)

    @property
    def whole(self) -> Piece:
        told = self.words.say("column.dated", date=self.text, year=self.year) if self.year else self.text
        return Piece(self._as_exact(told), self.stamp)

    def _as_exact(self, told: str) -> str:
        return self.words.say("column.about", date=told) if self.about else told


@lru_cache(maxsize=8192)
def short_date(interval: Interval, words: Words) -> ShortDate:
    """The interval in a few words, as exact as it is: "20 Apr" of "2016", "11–12 Apr", "about April", "until 2016"."""
    begin, named_apart = _begin(interval, words), interval.end_granularity is not None
    if begin is not None and interval.latest is not None and not named_apart:
        return _dated((begin.piece,), begin.year, words)
    end = _end(interval, words)
    if begin is None:
        if end is None:
            return _dated((Piece(words.say("column.unknown")),), "", words)
        return _dated(_pieces(words, "until" if named_apart else "before", date=end.piece), end.year, words)
    if end is None:
        return _dated(_pieces(words, "since" if named_apart else "after", date=begin.piece), begin.year, words)
    if begin == end:
        return _dated((begin.piece,), begin.year, words)
    return _range(interval, begin, end, words)


def _pieces(words: Words, name: str, **values: Piece) -> tuple[Piece, ...]:
    """A word of the column round pieces."""
    told = words.around(f"column.{name}", **values)
    return tuple(each if isinstance(each, Piece) else Piece(each) for each in told)


def _dated(pieces: tuple[Piece, ...], year: str, words: Words) -> ShortDate:
    text = "".join(piece.text for piece in pieces)
    if not year:
        return ShortDate(pieces, "", text)
    whole = words.say("column.dated", date=text, year=year)
    if whole.startswith(text):
        return ShortDate(pieces, year, whole)
    before, _, after = whole.partition(text)
    return ShortDate((Piece(before), *pieces, Piece(after)), "", whole)


def _begin(interval: Interval, words: Words) -> _Named | None:
    if interval.earliest is None:
        return None
    alone = interval.end_granularity is None or interval.latest is None
    return _named(interval.earliest, interval.granularity, interval.approximate, words, full_month=alone)


def _end(interval: Interval, words: Words) -> _Named | None:
    if interval.latest is None:
        return None
    granularity = interval.end_granularity or interval.granularity
    about = interval.end_approximate if interval.end_granularity else interval.approximate
    first = unit_at(number(*parts(interval.latest)), granularity).earliest
    assert first is not None
    return _named(first, granularity, about, words, full_month=interval.earliest is None)


def _range(interval: Interval, begin: _Named, end: _Named, words: Words) -> ShortDate:
    if begin.year != end.year:
        return _dated(_pieces(words, "range", first=begin.whole, last=end.whole), "", words)
    first, last = begin.piece, end.piece
    days = {interval.granularity, interval.end_granularity} == {"day"} and not (begin.about or end.about)
    if days and str(interval.earliest)[:-3] == str(interval.latest)[:-3]:
        first, last = (Piece(_day(str(stamp), name, words), each.stamp) for stamp, name, each in (
            (interval.earliest, "first-of-days", first), (interval.latest, "last-of-days", last)))
        return _dated(_pieces(words, "close-range", first=first, last=last), end.year, words)
    name = "range" if " " in first.text + last.text else "close-range"
    return _dated(_pieces(words, name, first=first, last=last), end.year, words)


def _day(stamp: str, name: str, words: Words) -> str:
    _, m, d = parts(stamp)
    return words.say(f"column.{name}", day=str(d), month=words.one_of("column.months", m - 1))


def _named(first: str, granularity: str, about: bool, words: Words, *, full_month: bool = True) -> _Named:
    y, m, d = parts(first)
    year = year_words(y, words)
    match granularity:
        case "year":
            text, year = year, ""
        case "decade" | "century" | "millennium":
            text, year = _age(y, granularity, "column", words), ""
        case "half" | "quarter" | "season":
            text = words.one_of(*_part_of_year(m, granularity, "column"))
            if granularity == "season" and m == 12 and y > 0:
                winter = words.say("column.winter", year=year, next=f"{(y + 1) % 100:02d}")
                text, year = words.say("column.dated", date=text, year=winter), ""
        case "month":
            text = words.one_of("dates.months" if full_month else "column.months", m - 1)
        case "week" | "weekend":
            text = _day(first, granularity, words)
        case _:
            text = _day(first, "day", words)
    return _Named(text, year, _stamp(y, m, d, granularity), about, words)


def _part_of_year(m: int, granularity: str, section: str) -> tuple[str, int]:
    """The list that names a part of the year, and the number in it of the part that begins with a month."""
    # The first season of a year begins with March.
    lists = {"half": ("halves", m // 7), "quarter": ("quarters", (m - 1) // 3), "season": ("seasons", m // 3 - 1)}
    name, part = lists[granularity]
    return f"{section}.{name}", part


def _stamp(y: int, m: int, d: int, granularity: str) -> str | None:
    # Years before 1 have no form in HTML: https://html.spec.whatwg.org/multipage/text-level-semantics.html#datetime-value
    if y < 1:
        return None
    year = iso_year(y)
    return {"year": year, "month": f"{year}-{m:02d}", "day": f"{year}-{m:02d}-{d:02d}"}.get(granularity)


def mark(interval: Interval) -> str:
    """The shape of an interval on the rail, as class names.

    "dot" is a day, "capsule" a longer unit, "bar" a stretch named by its ends, "tail" one unknown moment before or
    after a date; "open-start", "open-end" and "approximate" go with each.
    """
    if interval.end_granularity is not None:
        shape = "bar"
    elif interval.is_open:
        shape = "tail"
    else:
        shape = "dot" if interval.granularity == "day" else "capsule"
    told = {"open-start": interval.earliest is None, "open-end": interval.latest is None,
            "approximate": interval.approximate or interval.end_approximate}
    return " ".join([shape, *(name for name, holds in told.items() if holds)])


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands on the page: under a year, or under the decade or longer unit that was all the text named,
    and under a month of it. `anchor` is the id of its heading in the page, `year` the first of it, `unit` "year" or the
    longer one; `month` is None where none is known."""

    year: int
    month: int | None
    unit: str
    anchor: str

    def words(self, words: Words) -> str:
        """What stands over the entries here: "2016", "44 BC" or "1890s"."""
        return year_words(self.year, words) if self.unit == "year" else _age(self.year, self.unit, "column", words)


@lru_cache(maxsize=1 << 15)
def place(interval: Interval) -> Place | None:
    """The place of an interval: where it begins, or where it ends if no beginning is known; None if neither is."""
    stamp, granularity = interval.earliest, interval.granularity
    if stamp is None:
        stamp, granularity = interval.latest, interval.end_granularity or granularity
    if stamp is None:
        return None
    long = granularity in ("decade", "century", "millennium")
    # A decade before Christ does not begin where arithmetic has it.
    first = stamp if long and interval.earliest else unit_at(number(*parts(stamp)), granularity).earliest
    y, m, _ = parts(first or stamp)
    anchor = f"y{iso_year(y)}"
    if long:
        return Place(y, None, granularity, f"{anchor}-{granularity}")
    return Place(y, None if granularity == "year" else m, "year", anchor)
