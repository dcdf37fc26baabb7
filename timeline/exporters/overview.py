"""The overview strip: how many entries begin when, one group of bars a year (or decade, or longer), each a link.

It is drawn for the stretch that holds most entries; the few far before or after it share one group each. Where more
than two groups without entries follow each other they are left out, and a break mark stands for them. Lengths are
percentages of the strip's width and of its height, so that it fits any screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline.exporters.dates import place, year_words
from timeline.exporters.words import Words
from timeline.model import Entry

_MOST_GROUPS = 24
_MOST_ENTRIES = 0.75
_LONGEST_EMPTY_RUN = 2
_BREAK = 0.4
_OUTSIDE = 1.5
_SCALES = ((1, 12), (10, 10), (100, 10), (1000, 10))
"""Years in a group and bars in it: months in a year, years in a decade, and so on."""

_Placed = tuple[int, int | None]
"""Year and month in which an entry begins, the month None where it is not known."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, in percent: `x` and `width` of the strip's width, `height` of the tallest bar's. `faint` where it stands
    only for the share of entries whose month is not known."""

    x: float
    width: float
    height: float
    faint: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one year (or decade, …). `first_year` is the first in it that has entries, None where none has;
    `words` tell its content; `minor` labels give way on a narrow screen."""

    x: float
    width: float
    label: str
    words: str
    first_year: int | None
    minor: bool
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole strip; `breaks` are the places, in percent, where empty time was left out."""

    groups: tuple[Group, ...]
    breaks: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A group before it has its place, `size` its share of the width; a break where the label is empty."""

    size: float = _BREAK
    label: str = ""
    span: str = ""
    years: tuple[int, ...] = ()
    counts: tuple[float, ...] = ()


def strip(entries: Sequence[Entry], words: Words) -> Strip | None:
    """The strip over the entries whose year is known; None where there are fewer than two."""
    placed = sorted(((at.year, at.month) for at in (place(entry.interval) for entry in entries) if at is not None),
                    key=lambda each: (each[0], each[1] or 0))
    return _laid_out(_slots(placed, words), words) if len(placed) > 1 else None


def _slots(placed: list[_Placed], words: Words) -> list[_Slot]:
    for years, bars in _SCALES:
        first, last = _core([year // years for year, _ in placed])
        inside = _groups(placed[first:last], years, bars, words)
        if len(inside) <= _MOST_GROUPS:
            break
    before, after = placed[:first], placed[last:]
    return [*_outside("timeline.earlier", before, words), *inside, *_outside("timeline.later", after, words)[::-1]]


def _core(groups: list[int]) -> tuple[int, int]:
    """From which entry to which (exclusive) the strip is drawn: the shortest stretch that holds most of them, and as
    many more as fit without a gap. All of them, where all fit."""
    most = max(2, round(len(groups) * _MOST_ENTRIES))
    if len(_with_gaps(sorted(set(groups)))) <= _MOST_GROUPS:
        return 0, len(groups)
    first = min(range(len(groups) - most + 1), key=lambda i: groups[i + most - 1] - groups[i])
    last = first + most
    while last < len(groups) and _fits(groups[last - 1], groups[last], groups[first]):
        last += 1
    while first > 0 and _fits(groups[first], groups[first - 1], groups[last - 1]):
        first -= 1
    return first, last


def _fits(edge: int, further: int, opposite: int) -> bool:
    return abs(further - edge) <= 1 and abs(further - opposite) < _MOST_GROUPS


def _with_gaps(groups: list[int]) -> list[int | None]:
    """The groups in order with short empty runs filled in, None for a longer one."""
    shown: list[int | None] = [*groups[:1]]
    for before, after in pairwise(groups):
        empty = after - before - 1
        shown += range(before + 1, after) if empty <= _LONGEST_EMPTY_RUN else [None]
        shown.append(after)
    return shown


def _groups(placed: list[_Placed], years: int, bars: int, words: Words) -> list[_Slot]:
    found: dict[int, list[_Placed]] = {}
    for year, month in placed:
        found.setdefault(year // years, []).append((year, month))
    return [_Slot() if group is None else _group(group, found.get(group, []), years, bars, words)
            for group in _with_gaps(list(found))]


def _group(group: int, placed: list[_Placed], years: int, bars: int, words: Words) -> _Slot:
    label = _label(group * years, years, words)
    return _Slot(1, label, label, tuple(year for year, _ in placed), tuple(_counts(placed, years, bars)))


def _outside(name: str, placed: list[_Placed], words: Words) -> list[_Slot]:
    """The group of what lies outside the stretch drawn, with the break between; nothing where nothing does."""
    if not placed:
        return []
    years = tuple(year for year, _ in placed)
    return [_Slot(_OUTSIDE, words.say(name), span(years[0], years[-1], words), years), _Slot()]


def span(first: int, last: int, words: Words) -> str:
    """From year to year: "2014 to 2016", or the one year that both are."""
    return between(year_words(first, words), year_words(last, words), words)


def between(first: str, last: str, words: Words) -> str:
    """From a date in words to a later one; the one date where they are the same."""
    return first if first == last else words.say("dates.range", first=first, last=last)


def _counts(placed: Iterable[_Placed], years: int, bars: int) -> list[float]:
    """Entries a bar. One whose month is not known counts in equal parts for every month of its year."""
    counts = [0.0] * bars
    for year, month in placed:
        if years > 1:
            counts[year % years * bars // years] += 1
        elif month is not None:
            counts[month - 1] += 1
        else:
            counts = [count + 1 / bars for count in counts]
    return counts


def _label(first: int, years: int, words: Words) -> str:
    if years == 1:
        return year_words(first, words)
    if years == 10 and first > 0:
        return words.say("column.decade", year=str(first))
    last = year_words(first + years - 1, words)
    return words.say("column.close-range", first=year_words(first, words), last=last)


def _laid_out(slots: list[_Slot], words: Words) -> Strip:
    unit = 100 / sum(slot.size for slot in slots)
    tallest = max(count for slot in slots for count in slot.counts)
    labelled = 1 + (len(slots) - 1) // 8
    x, groups, breaks = 0.0, [], []
    for index, slot in enumerate(slots):
        width = unit * slot.size
        if slot.label:
            told = words.say("timeline.group", span=slot.span, entries=_entries(len(slot.years), words))
            groups.append(Group(round(x, 3), round(width, 3), slot.label, told, slot.years[0] if slot.years else None,
                                index % labelled > 0, _bars(slot.counts, x, width, tallest)))
        else:
            breaks.append(round(x + width / 2, 3))
        x += width
    return Strip(tuple(groups), tuple(breaks))


def _bars(counts: tuple[float, ...], x: float, unit: float, tallest: float) -> tuple[Bar, ...]:
    # A twelfth of the group is left free at its end, so that years stand apart.
    width = unit * (11 / 12) / max(len(counts), 1)
    return tuple(Bar(round(x + i * width, 3), round(width * 0.86, 3), round(100 * count / tallest, 2), count < 1)
                 for i, count in enumerate(counts) if count)


def _entries(count: int, words: Words) -> str:
    return words.say("count.entries", count=count) if count else words.say("timeline.none")
