"""iCalendar (.ics, RFC 5545): an event of a calendar is an event, on the days it covers.

A time of day has no place in a timeline of days, a rule of repetition none among events that happened. A file that
Timeline exported keeps its dates exactly, in X-TIMELINE-EDTF, and its titles, whatever language its dates are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from timeline.articles.handmade import HandMade, link, one_line, tags_of, titled
from timeline.edtf import from_edtf
from timeline.errors import InputError, Problem
from timeline.imports.imported import Imported, Left, gathered
from timeline.intervals import Interval

_LINE = re.compile(r"([A-Za-z0-9-]+)((?:;[^\":;]*+(?:\"[^\"]*\"[^\":;]*+)*)*):(.*)", re.DOTALL)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z?))?")
_LENGTH = re.compile(r"\+?P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?")
_ESCAPED = re.compile(r"\\([\\;,nN])")
_USED = {"DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "URL", "CATEGORIES", "X-TIMELINE-EDTF"}
_WHOLE = "A calendar begins with BEGIN:VCALENDAR and ends with END:VCALENDAR; export it again."


@dataclass(slots=True)
class _Component:
    """A component of a calendar with its properties, each with its parameters, its value and its line."""

    kind: str
    line: int
    told: list[tuple[str, str, str, int]] = field(default_factory=list)

    def first(self, name: str) -> str:
        return next((value for each, _, value, _ in self.told if each == name), "")


class _NoEvent(ValueError):
    pass


def read(text: str, path: str) -> Imported:
    """The events of a calendar. Raises InputError (TL111) for what is none, or is cut."""
    events: list[HandMade] = []
    left: list[Left] = []
    for component in _components(text, path):
        if component.kind != "VEVENT":
            left += [Left(line, f"{component.kind} {name}", value) for name, _, value, line in component.told]
            continue
        try:
            events.append(_event(component))
        except _NoEvent as reason:
            left.append(Left(component.line, "no event", f"{reason}: {_text(component.first('SUMMARY'))}"))
    return gathered(events, left)


def _components(text: str, path: str) -> Iterator[_Component]:
    """Every component, when it ends; a component within an event (an alarm) by itself."""
    open: list[_Component] = []
    for line, told in _unfolded(text):
        found = _LINE.fullmatch(told)
        if found is None:
            if told.strip():
                raise _damaged(path, "a line without a name and a value", line)
            continue
        name, parameters, value = found[1].upper(), found[2], found[3]
        if name == "BEGIN":
            open.append(_Component(value.strip().upper(), line))
        elif not open:
            raise _damaged(path, f"{name} stands outside a calendar", line)
        elif name == "END":
            if value.strip().upper() != open[-1].kind:
                raise _damaged(path, f"{value.strip()[:40]} ends where {open[-1].kind} is open", line)
            yield open.pop()
        else:
            open[-1].told.append((name, parameters, value, line))
    if open:
        raise _damaged(path, f"{open[-1].kind} has no end", open[-1].line)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """The content lines with the number of the line each begins on (RFC 5545, 3.1)."""
    pieces: list[str] = []
    begin = 1
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in (" ", "\t") and pieces:
            pieces.append(line[1:])
            continue
        if pieces:
            yield begin, "".join(pieces)
        pieces, begin = [line], number
    yield begin, "".join(pieces)


def _damaged(path: str, what: str, line: int) -> InputError:
    return InputError(Problem(path, "TL111", f"it cannot be read as a calendar: {what}", _WHOLE, line))


def _event(component: _Component) -> HandMade:
    if component.first("STATUS").upper() == "CANCELLED":
        raise _NoEvent("it was cancelled")
    url, place = component.first("URL"), one_line(_text(component.first("LOCATION")))
    told = _text(component.first("DESCRIPTION"))
    body = "\n\n".join(filter(None, (_markdown(told), f"Location: {place}" if place else "", link(url, url))))
    date, exact = _date(component)
    title = one_line(_text(component.first("SUMMARY")))
    if exact and not _is_days(from_edtf(date)):
        title = _without_date(title, told)
    if not (title := titled(title, body)):
        raise _NoEvent("it has no summary")
    tags = tags_of(*(_text(tag) for name, _, value, _ in component.told if name == "CATEGORIES"
                     for tag in re.split(r"(?<!\\),", value)))
    return HandMade(title, date, body, tags, spare=tuple(_spare(component, exact)), line=component.line)


def _is_days(interval: Interval) -> bool:
    """Whether a calendar says all of it, so that our exporter put no words behind the title."""
    ends = {interval.granularity, interval.end_granularity or "day"}
    return ends == {"day"} and not (interval.is_open or interval.approximate or interval.end_approximate)


def _without_date(title: str, told: str) -> str:
    """The title without the date that our exporter puts behind it in brackets: in the words, whatever their language,
    that its description begins with."""
    date = one_line(told.partition("\n\n")[0])
    return next((title.removesuffix(end) for each in (date, date[:1].lower() + date[1:])
                 if date and title.endswith(end := f" ({each})")), title)


def _markdown(text: str) -> str:
    """Plain text whose lines stay lines in Markdown."""
    return "\n\n".join("  \n".join(part.split("\n")) for part in re.split(r"\n\s*\n", text))


def _spare(component: _Component, exact: bool) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name, parameters, value, _ in component.told:
        timed = name in ("DTSTART", "DTEND", "DURATION") and "T" in value and not exact
        if name not in _USED or timed or (name in seen and name != "CATEGORIES"):
            yield name, f"{parameters.lstrip(';')} {_text(value)}".strip()
        seen.add(name)


def _date(component: _Component) -> tuple[str, bool]:
    """The date in EDTF, and whether it is as exact as it was; raises _NoEvent."""
    kept = _text(component.first("X-TIMELINE-EDTF"))
    try:
        if kept:
            from_edtf(kept)
            return kept, True
    except ValueError:
        raise _NoEvent(f"{kept!r} is no date in EDTF") from None
    begin, timed = _moment(component.first("DTSTART"))
    if component.first("DTEND"):
        end, end_timed = _moment(component.first("DTEND"))
    else:
        end, end_timed = _after(begin, component.first("DURATION")), timed
    # Its end is no part of an event (RFC 5545, 3.6.1): one to midnight ends on the day before.
    if end > begin and (not end_timed or (end.hour, end.minute, end.second) == (0, 0, 0)):
        end -= timedelta(days=1)
    first, last = begin.date().isoformat(), end.date().isoformat()
    if last < first:
        raise _NoEvent("it ends before it begins")
    return (first if first == last else f"{first}/{last}"), False


def _moment(value: str) -> tuple[datetime, bool]:
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise _NoEvent(f"{value[:40]!r} is no date" if value else "it has no date")
    try:
        return datetime(*(int(part or 0) for part in found.groups()[:6])), found[4] is not None  # type: ignore[arg-type]
    except ValueError:
        raise _NoEvent(f"there is no such date: {value[:40]}") from None


def _after(begin: datetime, length: str) -> datetime:
    found = _LENGTH.fullmatch(length.strip()) if length else None
    if length and found is None:
        raise _NoEvent(f"{length[:40]!r} is no duration")
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0,) * 5
    try:
        return begin + timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
    except OverflowError:
        raise _NoEvent(f"{length[:40]!r} is longer than the calendar") from None


def _text(value: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(lambda mark: "\n" if mark[1] in "nN" else mark[1], value).strip()
