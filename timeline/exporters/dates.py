"""Dates as the page shows them: short in the date column, a shape on the rail, a place under a year and month.

The words of a whole sentence are `intervals.describe`; here nothing is more exact than that either.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.intervals import MONTHS, Interval, iso_year, number, parts, unit_at, year_words

_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_ORDINALS = ("1st", "2nd", "3rd", "4th")
_SEASONS = {3: "Spring", 6: "Summer", 9: "Autumn", 12: "Winter"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a date in words; `stamp` is its value for `<time datetime>`, None where HTML has none."""

    text: str
    stamp: str | None = None


@dataclass(frozen=True, slots=True)
class ShortDate:
    """A date for the date column: `pieces` in order, and `year` apart where one year holds for all of them, else ""."""

    pieces: tuple[Piece, ...]
    year: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, ["".join(piece.text for piece in self.pieces), self.year]))


@dataclass(frozen=True, slots=True)
class _Named:
    """One end of an interval by its unit: "20 Apr" and "2016"; the year is "" where the words tell it."""

    words: str
    year: str
    stamp: str | None
    about: bool

    @property
    def piece(self) -> Piece:
        return Piece(f"about {self.words}" if self.about else self.words, self.stamp)

    @property
    def whole(self) -> Piece:
        words = f"{self.words} {self.year}".rstrip()
        return Piece(f"about {words}" if self.about else words, self.stamp)


def short_date(interval: Interval) -> ShortDate:
    """The interval in a few words, as exact as it is: "20 Apr" of "2016", "11–12 Apr", "about April", "until 2016"."""
    begin, named_apart = _begin(interval), interval.end_granularity is not None
    if begin is not None and interval.latest is not None and not named_apart:
        return ShortDate((begin.piece,), begin.year)
    end = _end(interval)
    if begin is None:
        if end is None:
            return ShortDate((Piece("undated"),))
        return ShortDate((Piece("until " if named_apart else "by "), end.piece), end.year)
    if end is None:
        return ShortDate((Piece("from " if named_apart else "not before "), begin.piece), begin.year)
    if begin == end:
        return ShortDate((begin.piece,), begin.year)
    return _range(interval, begin, end)


def _begin(interval: Interval) -> _Named | None:
    if interval.earliest is None:
        return None
    alone = interval.end_granularity is None or interval.latest is None
    return _named(interval.earliest, interval.granularity, interval.approximate, full_month=alone)


def _end(interval: Interval) -> _Named | None:
    if interval.latest is None:
        return None
    granularity = interval.end_granularity or interval.granularity
    about = interval.end_approximate if interval.end_granularity else interval.approximate
    first = unit_at(number(*parts(interval.latest)), granularity).earliest
    assert first is not None
    return _named(first, granularity, about, full_month=interval.earliest is None)


def _range(interval: Interval, begin: _Named, end: _Named) -> ShortDate:
    if begin.year != end.year:
        return ShortDate((begin.whole, Piece(" – "), end.whole))
    days = {interval.granularity, interval.end_granularity} == {"day"} and not (begin.about or end.about)
    if days and str(interval.earliest)[:-3] == str(interval.latest)[:-3]:
        return ShortDate((Piece(begin.words.split()[0], begin.stamp), Piece("–"), end.piece), end.year)
    dash = " – " if " " in begin.piece.text + end.piece.text else "–"
    return ShortDate((begin.piece, Piece(dash), end.piece), end.year)


def _named(first: str, granularity: str, about: bool, *, full_month: bool = True) -> _Named:
    y, m, d = parts(first)
    year = year_words(y)
    day = f"{d} {_SHORT_MONTHS[m - 1]}"
    match granularity:
        case "year":
            words, year = year, ""
        case "decade":
            words, year = f"{y - y % 10}s" if y > 0 else f"decade from {year}", ""
        case "century":
            words, year = f"{_nth(y // 100 + 1)} century", ""
        case "millennium":
            words, year = f"{_nth(y // 1000 + 1)} millennium", ""
        case "half":
            words = f"{_ORDINALS[m // 7]} half"
        case "quarter":
            words = f"{_ORDINALS[(m - 1) // 3]} quarter"
        case "season":
            words = _SEASONS[m]
            year = f"{year}–{(y + 1) % 100:02d}" if m == 12 and y > 0 else year
        case "month":
            words = MONTHS[m - 1] if full_month else _SHORT_MONTHS[m - 1]
        case "week" | "weekend":
            words = f"{granularity} of {day}"
        case _:
            words = day
    return _Named(words, year, _stamp(y, m, d, granularity), about)


def _nth(n: int) -> str:
    suffix = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{suffix}"


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
    and under a month of it. `heading` is "2016", "44 BC" or "1890s", `anchor` its id in the page, `year` the first of
    it; `month` is None where none is known."""

    year: int
    month: int | None
    heading: str
    anchor: str


def place(interval: Interval) -> Place | None:
    """The place of an interval: where it begins, or where it ends if no beginning is known; None if neither is."""
    stamp, granularity = interval.earliest, interval.granularity
    if stamp is None:
        stamp, granularity = interval.latest, interval.end_granularity or granularity
    if stamp is None:
        return None
    y, m, _ = parts(unit_at(number(*parts(stamp)), granularity).earliest or stamp)
    anchor = f"y{iso_year(y)}"
    if granularity in ("decade", "century", "millennium"):
        return Place(y, None, _named(stamp, granularity, False).words, f"{anchor}-{granularity}")
    return Place(y, None if granularity == "year" else m, year_words(y), anchor)
