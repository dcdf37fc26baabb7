"""events.json: the timeline for programs, and what the next build knows of this one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import IO, Any

from timeline.exporters import history
from timeline.exporters.digests import digest
from timeline.exporters.kept import Piece, runs, strung
from timeline.exporters.options import Options
from timeline.intervals import Interval
from timeline.model import JSON, Article, Entry, Event, Timeline, TimeValue, Written

PATH = "events.json"
SCHEMA = {"name": "timeline-events", "version": 1}
"""The name and version of the format. The version rises when a reader of the old one would fail."""
_FRAME = digest()
"""An entry reads the same whatever stands round it."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`events.json`: schema, title, the articles without their text, `entries` and `review` as `Timeline.to_json`
    has them. `as_of` is the day the timeline last changed (null before any build saw that), `added` and `changed` say
    by the id of an entry when it first stood on the site and, where it did since, when it last changed. UTF-8; what is
    no Unicode (a lone surrogate) is kept as a JSON escape."""
    return {PATH: b"".join(chunks(timeline, options))}


def chunks(timeline: Timeline, options: Options) -> Iterator[bytes]:
    """The same file, bit by bit."""
    return strung(PATH, _FRAME, _pieces(timeline, options), options.kept)


def _pieces(timeline: Timeline, options: Options) -> Iterator[Piece]:
    yield b"{\n"
    for name, value in (("schema", SCHEMA), ("title", options.title), ("description", options.description),
                        ("language", options.language), ("base_url", options.base_url),
                        ("as_of", options.as_of and options.as_of.isoformat())):
        yield _encoded(f"{_json(name)}: {_json(value)},\n")
    articles = map(_without_text, _in_order(options.articles or timeline.articles))
    yield from _lined("articles", "[]", map(_json, articles))
    yield b'"entries": [\n' if timeline.entries else b'"entries": ['
    for n, (key, run) in enumerate(runs(timeline.entries, options.kept)):
        if n:
            yield b",\n"
        yield key, partial(_lines, run)
    yield b"\n],\n" if timeline.entries else b"],\n"
    yield from _lined("review", "[]", map(_json, timeline.review))
    added = ((entry.id, history.added(entry, options)) for entry in timeline.entries)
    yield from _lined("added", "{}", map(_stamp, added))
    changed = ((entry.id, history.changed(entry, options)) for entry in timeline.entries if entry.id in options.changed)
    yield from _lined("changed", "{}", map(_stamp, changed), end="\n}\n")


def _lined(name: str, brackets: str, lines: Iterator[str], *, end: str = ",\n") -> Iterator[bytes]:
    """A list or table of the file with one thing a line, which a diff can show; some hundreds at once, since all of
    them weigh much."""
    begin, close = tuple(brackets)
    told, joint = f"{_json(name)}: {begin}", "\n"
    while some := list(islice(lines, 512)):
        yield _encoded(told + joint + ",\n".join(some))
        told, joint = "", ",\n"
    yield _encoded(told + (close if told else f"\n{close}") + end)


def _stamp(told: tuple[str, datetime]) -> str:
    id, when = told
    return f"{_json(id)}: {_json(history.in_iso(when))}"


def _lines(entries: Iterable[Entry]) -> bytes:
    return _encoded(",\n".join(map(_json, entries)))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def past(file: IO[bytes], faces: dict[str, str] | None = None) -> history.Past | None:
    """What an events.json of an earlier build knows; None where it is none, or of another version. `faces` are those of
    its entries, where somebody knows them already."""
    try:
        found, told = _parted(file, faces)
        if told["schema"] != SCHEMA:
            return None
        found |= {str(entry["id"]): history.face(entry) for entry in told["entries"]}
        as_of = told.get("as_of")
        return history.Past(found if faces is None else faces,
                            _stamps(told.get("added", {})), _stamps(told.get("changed", {})),
                            as_of and date.fromisoformat(as_of))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return None


def _parted(file: IO[bytes], faces: dict[str, str] | None) -> tuple[dict[str, str], JSON]:
    """The faces of the entries that stand one a line, as we write them, unless they are known; and the rest: all
    entries at once would weigh as much as the timeline itself."""
    found: dict[str, str] = {}
    rest: list[bytes] = []
    within = False
    for line in file:
        if within and line != b"],\n":
            if faces is None:
                entry = json.loads(line.rstrip(b",\n"))
                found[str(entry["id"])] = history.face(entry)
        else:
            within = line == b'"entries": [\n'
            rest.append(line)
    return found, json.loads(b"".join(rest))


def _stamps(told: dict[str, str]) -> dict[str, datetime]:
    return {id: datetime.fromisoformat(stamp).astimezone(UTC) for id, stamp in told.items()}


def _in_order(articles: Iterable[Article]) -> list[Article]:
    """By publication day, so that the order in which the sources were named changes nothing."""
    return sorted(articles, key=lambda article: (article.day, article.id))


def _fields(thing: Any) -> JSON:
    """One level of what `to_json` of the model gives; the encoder asks for the next, which takes half the time."""
    if isinstance(thing, Article):
        told = {name: getattr(thing, name) for name in ("id", "title", "outlet", "url")}
        return told | {"published": thing.published.isoformat()}
    names, values = _FIELDS[thing.__class__]
    return dict(zip(names, values(thing), strict=True))


def _values(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(each.name for each in fields(kind))
    return names, attrgetter(*names)


_FIELDS = {kind: _values(kind) for kind in (Entry, Event, TimeValue, Interval, Written)}
_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=_fields).encode


def _without_text(article: Article) -> JSON:
    # The text belongs to its publisher; the path belongs to the machine the site was built on.
    return {name: value for name, value in article.to_json().items() if name not in ("text", "path")}
