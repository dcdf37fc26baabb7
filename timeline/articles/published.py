"""When an article was published, by evidence: the strongest signal that can be read, and what contradicts it.

Never the file's own times, today's date or a date in the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

from timeline.articles import dates
from timeline.articles.draft import Found, Signal
from timeline.errors import Problem


@dataclass(frozen=True, slots=True)
class Dating:
    """What the signals come to.

    `published` and `evidence` (where it was found, in words) are None without a signal one could stand by. `problem` is
    set where somebody wrote a date that is none, and nothing stronger speaks. `warnings` are signals passed over.
    `seen` says in words what looks like a date and is no evidence.
    """

    published: date | datetime | None
    evidence: str | None = None
    problem: Problem | None = None
    warnings: tuple[Problem, ...] = ()
    seen: str = ""


_Read = tuple[Signal, date | datetime]


def dated(signals: Iterable[Signal], path: str, language: str = "en", line: int | None = None,
          zone: ZoneInfo | None = None) -> Dating:
    """The publication date by signals, the strongest first. Month names may be those of `language`.

    A time in UTC is told on the clock of `zone`, the outlet's; one with another offset is on the outlet's own clock.
    """
    read: list[_Read] = []
    warnings: list[Problem] = []
    for signal in signals:
        try:
            said = signal.found.value
            if not isinstance(said, str):
                raise dates.NotADate("it is no single value")
            read.append((signal, _on_clock(dates.parse(said, language), zone)))
        except dates.NotADate as refusal:
            problem = Problem(signal.found.path, "TL202", f"{signal.where}: {refusal}", refusal.help,
                              signal.found.line, signal.found.column)
            if signal.by_hand and not read:
                return Dating(None, problem=problem, warnings=tuple(warnings))
            warnings.append(problem)
    read.sort(key=lambda each: not each[0].stands)
    if not read or not read[0][0].stands:
        seen = " and ".join(f"{signal.where} reads {_day(day)}, which alone is no evidence" for signal, day in read)
        return Dating(None, warnings=tuple(warnings), seen=seen)
    strongest, published = read[0]
    warnings += _contradictions(read, path, line)
    moved = f", on the clock of {zone.key}" if zone and _is_in(published, zone) else ""
    return Dating(published, strongest.evidence + moved, warnings=tuple(warnings))


def _on_clock(moment: date | datetime, zone: ZoneInfo | None) -> date | datetime:
    if zone is None or not isinstance(moment, datetime) or moment.utcoffset():
        return moment
    try:
        return moment.astimezone(zone)
    except OverflowError:  # in the last hours of the year 9999
        return moment


def _is_in(moment: date | datetime, zone: ZoneInfo) -> bool:
    return isinstance(moment, datetime) and moment.tzinfo is zone


def _contradictions(read: list[_Read], path: str, line: int | None) -> Iterator[Problem]:
    (strongest, published), *others = read
    against = [(signal, other) for signal, other in others
               if not _agree(published, other) and (signal.stands or _day(other) != _day_before_the_clock(published))]
    if not against:
        return
    told = " and ".join(f"{signal.where} says {_day(other)}" for signal, other in against)
    mend = ("where the outlet's day is meant, give its zone with --timezone" if _by_a_clock(published, against)
            else "where that is wrong, give the right one in dates.csv")
    yield Problem(path, "TL203", f"{strongest.where} says {_day(published)}, but {told}",
                  f"{_day(published)} was taken, since {strongest.where} is the stronger evidence; {mend}.", line)


def _by_a_clock(published: date | datetime, against: list[_Read]) -> bool:
    """Whether a day of difference may come of a time told in UTC."""
    moments = (published, *(other for _, other in against))
    utc = any(isinstance(each, datetime) and not each.utcoffset() for each in moments)
    days = [date.fromisoformat(_day(each)).toordinal() for each in moments]
    return utc and max(days) - min(days) == 1


def _agree(one: date | datetime, other: date | datetime) -> bool:
    moments = isinstance(one, datetime) and isinstance(other, datetime)
    return one == other if moments and one == other else _day(one) == _day(other)


def _day_before_the_clock(moment: date | datetime) -> str:
    """The day as the page wrote it. One who only gives days, as htmldate does, has read that and no other."""
    if isinstance(moment, datetime) and isinstance(moment.tzinfo, ZoneInfo):
        return _day(moment.astimezone(UTC))
    return _day(moment)


def _day(moment: date | datetime) -> str:
    return moment.isoformat()[:10]


def place_signals(path: Path, top: int, url: str | None, *, names: bool = True) -> Iterator[Signal]:
    """The dates in the file's name, its nearest dated folder from part number `top` of the path on, and its address.

    Without `names` only the address counts.
    """
    if names:
        if day := dates.in_name(path.stem):
            yield _sign(day, "file name", path.name, path)
        yield from islice(_folder_signals(path, top), 1)
    if url and (day := dates.in_address(url)):
        yield _sign(day, "address", url, path)


def _folder_signals(path: Path, top: int) -> Iterator[Signal]:
    parts = path.parts
    for n in range(len(parts), top, -1):
        if day := dates.in_folders(parts[:n]):
            yield _sign(day, "folder name", "/".join(parts[n - 3:n]), path)
        elif n < len(parts) and (day := dates.in_name(parts[n - 1])):
            yield _sign(day, "folder name", parts[n - 1], path)


def _sign(day: date, kind: str, words: str, path: Path) -> Signal:
    return Signal(Found(day.isoformat(), "", str(path)), f"{kind} {words}")


def given(published: date | datetime | str) -> Signal:
    """The date the user gives for everything read."""
    said = published if isinstance(published, str) else published.isoformat()
    return Signal(Found(said, "published", "--published"), "given")
