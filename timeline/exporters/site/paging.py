"""Which entries share a page, by what they weigh: no page may be too heavy for a telephone.

A page is weighed as a browser gets it: gzipped, at the quickest level, which is never lighter than what a host sends.
Its words are weighed, and so much is added for the markup round them, which compresses to the same in every text: it
need not be drawn to know what stands on it. The first page is weighed once more when it is drawn.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Generic, TypeVar

from timeline.exporters.dates import of_month
from timeline.exporters.site.items import Group, Item, Year
from timeline.exporters.site.seen import Seen
from timeline.exporters.words import Words

FRONT = 37_000
"""The most that the entries of the first page may weigh, in bytes; its frame and overview take the rest of 40 kB."""
PAGE = 120_000
"""The most that the entries of any other page may weigh, in bytes; with its frame it stays below 150 kB."""
_MOST = 500
"""The most entries on the first page, however light."""
_YEARS = 40
"""How many years have a page each, however light; neighbours share one where there are more."""
_SHARED = PAGE // 4
_ENTRY, TELLING = 40, 100
"""What the markup of an entry weighs, and that of each of its tellings, in bytes: a little more than ever measured."""
_FIRST = 600
"""What markup weighs besides where it is met first."""
ROW = 40
"""The same of a row in a list."""

_AT_ONCE = 2_000
"""How many rows are weighed together."""

_T = TypeVar("_T")
Weigh = Callable[[Iterable[Item]], int]


def weight(html: str) -> int:
    """The bytes of some HTML, gzipped at the quickest level."""
    return len(zlib.compress(html.encode("utf-8", "replace"), 1))


def foretold(items: Iterable[Item]) -> int:
    """What some entries will weigh on a page, in bytes."""
    items = tuple(items)
    markup = sum(_ENTRY + TELLING * len(item.tellings) for item in items)
    return weight("\n".join(item.matter for item in items)) + markup + (_FIRST if items else 0)


def most_important(items: Sequence[Item], weigh: Weigh, limit: int = FRONT) -> list[Item]:
    """As many of the most important entries as may weigh `limit` bytes, in the order of the page; all, where they fit,
    but never more than some hundreds.

    The most important and not the newest: a reader who comes to a timeline wants the story first, and it is the same
    story whichever day it is read.
    """
    count = min(len(items), _MOST)
    shown = [item for item in items if item.rank <= count]
    while count > 1 and (heavy := weigh(shown)) > limit:
        count = max(1, min(count - 1, int(count * limit / heavy)))
        shown = [item for item in items if item.rank <= count]
    return shown


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of years: its path, what it is called ("2016", "April 2016", "1900–1931"), and the years on it. `heads` is
    the path of the page that begins the same year, its own where it does."""

    path: str
    words: str
    years: tuple[Year, ...]
    heads: str

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for year in self.years for item in year.items)


def leaves(years: Sequence[Year], words: Words, weigh: Weigh, limit: int = PAGE, most: int = _YEARS) -> list[Leaf]:
    """The pages behind the first: one a year; where a year weighs more than `limit` bytes, one for what names no month
    and one a month, and as many as it takes where a month does too. Where there are more than `most` years,
    neighbours that are light share a page."""
    weighed = [(year, [weigh(group.items) for group in year.groups]) for year in years]
    shared = _SHARED if len(years) > most else 0
    found: list[Leaf] = []
    run: list[Year] = []
    carried = 0
    for year, weights in weighed:
        heavy = sum(weights)
        if run and carried + heavy > shared:
            found.append(_run(run, words))
            run, carried = [], 0
        if heavy > limit:
            found += _months(year, weights, limit, words)
        else:
            run.append(year)
            carried += heavy
    return [*found, _run(run, words)] if run else found


def _run(years: Sequence[Year], words: Words) -> Leaf:
    first, last = years[0], years[-1]
    if first is last:
        return Leaf(_path(first), first.words, (first,), _path(first))
    path = f"years/{_name(first)}-to-{_name(last)}.html"
    return Leaf(path, words.say("column.range", first=first.words, last=last.words), tuple(years), path)


def _months(year: Year, weights: Sequence[int], limit: int, words: Words) -> Iterator[Leaf]:
    """The pages of a heavy year; the first is the year's own, though nothing should stand on it but the way on."""
    head = _path(year)
    if year.groups[0].month:
        yield Leaf(head, year.words, (replace(year, groups=()),), head)
    for group, heavy in zip(year.groups, weights, strict=True):
        date = of_month(group.number, year.words, words) if group.number else year.words
        path = f"years/{group.anchor[1:]}.html" if group.month else head
        for n, part in enumerate(_parts(group, ceil(heavy / limit)), 1):
            own = path if n == 1 else path.replace(".html", f"_{n}.html")
            told = date if n == 1 else words.say("timeline.part", date=date, number=str(n))
            yield Leaf(own, told, (replace(year, groups=(part,)),), head)


def _parts(group: Group, count: int) -> Iterator[Group]:
    for part in even(group.items, count):
        yield replace(group, items=tuple(part))


def _path(year: Year) -> str:
    return f"years/{_name(year)}.html"


def _name(year: Year) -> str:
    return year.anchor.removeprefix("y")


def even(things: Sequence[_T], count: int) -> Iterator[Sequence[_T]]:
    """The things in order, in `count` parts as even as can be; fewer parts where there are fewer things."""
    size = max(1, ceil(len(things) / count))
    for start in range(0, max(1, len(things)), size):
        yield things[start:start + size]


@dataclass(frozen=True, slots=True)
class Rows(Generic[_T]):
    """The rows of a list before they are drawn, one for each thing: `seen` tells all that it is drawn from, `matter`
    are its words and addresses, `mass` is how many characters these are, and `markup` is what it weighs besides, in
    bytes."""

    things: Sequence[_T]
    seen: Callable[[Seen, _T], object]
    matter: Callable[[_T], str]
    draw: Callable[[_T], str]
    markup: int = ROW
    mass: Callable[[_T], int] | None = None


def pages_of(rows: Rows[_T], limit: int = PAGE) -> Iterator[Sequence[_T]]:
    """The things of the rows in order, as many on a page as may weigh `limit` bytes; one empty page for none."""
    things, matter = rows.things, rows.matter
    markup = rows.markup * len(things)
    heavy = markup + 4 * sum(map(rows.mass, things) if rows.mass else (len(matter(each)) for each in things))
    if heavy > limit:
        # Some thousands at once: a browser's window on what it unpacks is no larger than that, and all weigh much.
        heavy = markup + sum(weight("\n".join(map(matter, things[start:start + _AT_ONCE])))
                             for start in range(0, len(things), _AT_ONCE))
    yield from even(things, ceil(heavy / limit) or 1)


def addresses(path: str, count: int) -> list[str]:
    """The paths of so many pages of one list: "tags/a.html", "tags/a_2.html". No slug of a name ends so."""
    return [path, *(path.replace(".html", f"_{n}.html") for n in range(2, count + 1))]
