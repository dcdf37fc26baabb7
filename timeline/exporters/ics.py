"""timeline.ics: the entries as all-day events of a calendar (RFC 5545).

A calendar knows days and nothing vaguer, so each event covers the days its date may mean, and its summary says in words
where that is more than is known: "Bridge opens (about 1911)". What is open stands on the day of the end that is known.
`X-TIMELINE-EDTF` keeps the date exactly. What a calendar cannot hold, a beginning before year 1 or no date at all, is
left out, and `X-TIMELINE-LEFT-OUT` says how many that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote

from timeline.exporters import history, retold
from timeline.exporters.dates import phrase
from timeline.exporters.digests import digest
from timeline.exporters.kept import Piece, runs, strung
from timeline.exporters.options import Options
from timeline.exporters.words import Words, catalogue
from timeline.intervals import Interval, iso, number_of, parts
from timeline.model import Entry, Timeline

PATH = "timeline.ics"
_LONGEST = 75
"""Octets in a line, without its end."""
_IN_ADDRESSES = "%:/?#[]@!$&'()*+,;="
"""What a URI may hold beside letters, digits and -._~ (RFC 3986); anything else is percent-encoded."""
_ESCAPES = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n"), ("\t", " "))


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`timeline.ics`: an event for each entry a calendar can hold, in order; the same events keep their UID."""
    return {PATH: b"".join(chunks(timeline, options))}


def chunks(timeline: Timeline, options: Options) -> Iterator[bytes]:
    """The same file, bit by bit."""
    words = catalogue(options.language, options.templates)
    frame = digest(words.digest, retold.base(options), options.has("site"))
    return strung(PATH, frame, _pieces(timeline, options, words), options.kept)


def _pieces(timeline: Timeline, options: Options, words: Words) -> Iterator[Piece]:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//timeline-press//Timeline//EN", "CALSCALE:GREGORIAN",
            *_named("NAME", retold.line(options.title)), *_named("X-WR-CALNAME", retold.line(options.title)),
            *_named("DESCRIPTION", retold.line(options.description)),
            f"X-TIMELINE-LEFT-OUT:{sum(not _days(entry.interval) for entry in timeline.entries)}"]
    yield from map(_folded, head)
    for key, run in runs(timeline.entries, options.kept):
        told = digest(key, *(_depends(entry, options) for entry in run)) if options.kept else key
        yield told, partial(_lines, run, options, words)
    yield _folded("END:VCALENDAR")


def _lines(entries: Iterable[Entry], options: Options, words: Words) -> bytes:
    return b"".join(_folded(line) for entry in entries if (days := _days(entry.interval))
                    for line in _event(entry, *days, _moment(entry, options), options, words))


def _event(entry: Entry, first: str, after: str, moment: str, options: Options, words: Words) -> Iterator[str]:
    address = retold.address(entry, options) or next(iter(retold.links(entry)), None)
    yield "BEGIN:VEVENT"
    yield f"UID:{retold.urn(entry.id)}"
    yield f"DTSTAMP:{moment}"
    yield f"DTSTART;VALUE=DATE:{first}"
    yield f"DTEND;VALUE=DATE:{after}"
    yield from _named("SUMMARY", _summary(entry, words))
    told = retold.when(entry, words), retold.as_text(entry, words), address
    yield from _named("DESCRIPTION", "\n\n".join(filter(None, told)))
    yield from ([f"CATEGORIES:{','.join(map(_text, tags))}"] if (tags := retold.tags(entry)) else [])
    yield from ([f"URL:{quote(address, safe=_IN_ADDRESSES)}"] if address else [])
    # A timeline is for reading: nobody is busy on the day of an event in it.
    yield "TRANSP:TRANSPARENT"
    yield f"X-TIMELINE-EDTF:{_text(retold.line(entry.edtf))}"
    yield "END:VEVENT"


def _days(interval: Interval) -> tuple[str, str] | None:
    """The first day and the day after the last, as "20160420"; None for what no calendar holds."""
    first, last = interval.earliest or interval.latest, interval.latest or interval.earliest
    if first is None or last is None:
        return None
    days = first, iso(number_of(last) + 1)
    return (days[0].replace("-", ""), days[1].replace("-", "")) if all(1 <= parts(d)[0] <= 9999 for d in days) else None


def _summary(entry: Entry, words: Words) -> str:
    interval, title = entry.interval, retold.title(entry, words)
    ends = {interval.granularity, interval.end_granularity or "day"}
    about = interval.approximate or interval.end_approximate
    exact = ends == {"day"} and not (interval.is_open or about)
    if exact or not retold.line(entry.title):
        return title
    return words.say("elsewhere.vague", title=title, date=phrase(interval, words))


def _depends(entry: Entry, options: Options) -> object:
    """What its moment follows from besides the entry."""
    if entry.events:
        return options.added.get(entry.id), options.changed.get(entry.id)
    return _moment(entry, options)


def _moment(entry: Entry, options: Options) -> str:
    return re.sub("[-:]", "", history.in_iso(history.changed(entry, options)))


def _named(name: str, text: str) -> list[str]:
    return [f"{name}:{_text(text)}"] if text else []


def _text(text: str) -> str:
    """A value of type TEXT (RFC 5545, 3.3.11)."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> bytes:
    """The content line with its end, folded where it is too long, never within a character (RFC 5545, 3.1)."""
    rest = line.encode("utf-8")
    if len(rest) <= _LONGEST:
        return rest + b"\r\n"
    pieces: list[bytes] = []
    start, room = 0, _LONGEST
    while len(rest) - start > room:
        cut = start + room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(rest[start:cut])
        # The space before what goes on counts.
        start, room = cut, _LONGEST - 1
    return b"\r\n ".join([*pieces, rest[start:]]) + b"\r\n"
