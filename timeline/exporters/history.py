"""What is new: when each entry first stood on the site, when it last changed, and what a build did to both.

There is no clock here. The site that a build replaces says in its events.json when its entries were added; what is not
in it was added now, and it is for the caller to say when that is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from timeline.exporters.options import Options
from timeline.intervals import parts
from timeline.model import JSON, Article, Entry, Timeline

_SHOWN = ("title", "edtf", "conflict", "note", "own_tags", "written")
_TOLD = ("id", "quote", "edtf", "kind", "attribution")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Past:
    """The site there was: the faces of its entries, and what it knew of when they were added and changed, all by id;
    and the day as of which it stood."""

    faces: dict[str, str]
    added: dict[str, datetime]
    changed: dict[str, datetime]
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """The ids of the entries that a build brought, altered and took away, in the order of their timelines."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def faces(timeline: Timeline, known: Callable[[Entry], str | None] = lambda entry: None) -> dict[str, str]:
    """What a reader sees of each entry, by its id: of those `known` as it is told, of the others worked out."""
    return {entry.id: known(entry) or face(_shown(entry)) for entry in timeline.entries}


def changes(past: Past, now: Mapping[str, str]) -> Changes:
    """What became of the entries, whose `faces` are these now. One has changed where a reader would see it: another
    title, date, note, tag, conflict or telling; not where only its weight did."""
    return Changes(
        tuple(id for id in now if id not in past.faces),
        tuple(id for id, told in now.items() if past.faces.get(id, told) != told),
        tuple(id for id in past.faces if id not in now),
    )


def face(told: JSON) -> str:
    """What a reader sees of an entry, given as `Entry.to_json` has it, as a digest."""
    events = [[event.get(name) for name in _TOLD] for event in told.get("events") or ()]
    shown = [*(told.get(name) or None for name in _SHOWN), events]
    return hashlib.blake2b(json.dumps(shown).encode(), digest_size=16).hexdigest()


def _shown(entry: Entry) -> JSON:
    """As much of `Entry.to_json` as is looked at here."""
    told = {name: getattr(entry, name) for name in _SHOWN} | {"written": [each.to_json() for each in entry.written]}
    return told | {"events": [{name: getattr(event, name) for name in _TOLD} for event in entry.events]}


def stamps(past: Past, change: Changes, now: datetime | None) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """When entries were added and when they changed, for `Options`: what the past knew, and `now` for the rest, of
    which nothing is known where it is None."""
    if now is None:
        return past.added, past.changed
    return past.added | dict.fromkeys(change.new, now), past.changed | dict.fromkeys(change.changed, now)


def as_of(past: Past | None, change: Changes | None, now: datetime | None) -> date | None:
    """The day the timeline last changed, for `Options`: that of `now` where anything did. A first build knows of none,
    and writes the same bytes whenever it is made."""
    if past is None or change is None:
        return None
    return now.date() if now and (change.new or change.changed or change.gone) else past.as_of


def added(entry: Entry, options: Options) -> datetime:
    """When it first stood on the site, in UTC, whole seconds. Where nobody knows: the latest publication of its
    articles; for one that no article tells, of all articles, or the day it speaks of itself."""
    return _utc(options.added[entry.id]) if entry.id in options.added else max(_guesses(entry, options))


def changed(entry: Entry, options: Options) -> datetime:
    """When it last read differently, not before it was added."""
    first = added(entry, options)
    return max(first, _utc(options.changed[entry.id])) if entry.id in options.changed else first


def _guesses(entry: Entry, options: Options) -> Iterator[datetime]:
    articles: tuple[Article, ...] = entry.articles or options.articles
    yield from (_utc(article.published) for article in articles)
    if not articles:
        yield _day(entry.interval.earliest or entry.interval.latest)


def _day(stamp: str | None) -> datetime:
    try:
        return datetime(*parts(stamp or ""), tzinfo=UTC)
    except ValueError:
        return _NEVER


def _utc(when: date) -> datetime:
    if isinstance(when, datetime) and when.tzinfo is UTC and not when.microsecond:
        return when
    stamp = when if isinstance(when, datetime) else datetime.combine(when, time())
    try:
        return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except OverflowError:  # the first or last day there is, in another zone
        return stamp.replace(tzinfo=UTC, microsecond=0)


def in_iso(when: datetime) -> str:
    """A moment in UTC by RFC 3339, as feeds have it: "2016-04-20T00:00:00Z"."""
    return f"{when.replace(tzinfo=None).isoformat()}Z"
