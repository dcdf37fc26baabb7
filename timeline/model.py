"""What flows through the house: Article, TimeExpression, TimeValue, Clause, Event, Written, Entry, Timeline.

All are frozen; all but the article travel as JSON both ways (`to_json`, `from_json`). Offsets count characters
(Unicode code points) of the article's text, the end exclusive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from timeline.edtf import to_edtf
from timeline.intervals import Interval, iso, number

JSON = dict[str, Any]

SITE_MARKER = ".timeline-site"
"""The file that says a folder is a site of this tool: written by the writer, passed over by the readers."""


def _stable_id(*told: str) -> str:
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Article:
    """A text and when it was published (its document creation time).

    `published` is a date, or a datetime with its offset. `id`, where none is given, is made from the
    publication day, the title and the text, so that the same article keeps it wherever it lies.
    `evidence` says in words where the publication date was found, `path` where the article was read
    (as the user wrote it); both None for one made by a program. Neither is part of its identity.
    """

    text: str
    published: date | datetime
    title: str = ""
    id: str = None  # type: ignore[assignment]  # made in __post_init__, never None after it
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str = "en"
    tags: tuple[str, ...] = ()
    evidence: str | None = field(default=None, compare=False)
    path: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.id is None:
            object.__setattr__(self, "id", _stable_id(self.day, self.title, self.text))
        object.__setattr__(self, "tags", tuple(self.tags))

    @property
    def day(self) -> str:
        """The publication day as an ISO date, in the article's own offset."""
        # Asked for many times an entry; `strftime` would take seven times as long.
        return (self.published.date() if isinstance(self.published, datetime) else self.published).isoformat()

    def to_json(self) -> JSON:
        """All of it, the text included; `published` in ISO 8601."""
        told = {name: getattr(self, name) for name in _names(Article)}
        return told | {"published": self.published.isoformat(), "tags": list(self.tags)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Article:
        """The inverse of `to_json`."""
        stamp = told["published"]
        when = datetime.fromisoformat(stamp) if "T" in stamp else date.fromisoformat(stamp)
        return cls(**(dict(told) | {"published": when, "tags": tuple(told["tags"])}))


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that speaks of time, recognised but not yet resolved: no calendar was needed.

    `rule` is the name of the rule in the language file that read it, `meaning` the function that will resolve it,
    `slots` what the rule's slots hold. `signal` is the word before it that makes it a boundary ("since", "until",
    "before", "after", "by", "from", "between", "for"), `cue` where its clause looks ("future", or "perfect" for what
    reaches up to now), both None where the text says nothing.
    """

    start: int
    end: int
    text: str
    rule: str
    meaning: str
    slots: tuple[tuple[str, Any], ...] = ()
    mod: str | None = None
    signal: str | None = None
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class TimeValue:
    """A time expression and what it means.

    `type` is the TIMEX3 type ("DATE", "TIME", "DURATION", "SET"), `value`, `mod`, `quant` and `freq` the TIMEX3
    attributes (None where it has none). `interval` and `edtf` say which days the text asserts, with the signal
    before the expression taken in: "since 2014" in an article of 20 April 2016 has the value 2014 and the
    EDTF 2014/2016-04-20. Both are None where no days follow (a plain duration, a set).
    `anchor` is the ISO date it was resolved against, None where it needed none. `explanation` is one
    sentence of plain English.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str | None
    edtf: str | None
    interval: Interval | None
    rule: str
    anchor: str | None
    explanation: str
    quant: str | None = None
    freq: str | None = None
    signal: str | None = None

    def to_json(self) -> JSON:
        """The attributes by their names."""
        return _told(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> TimeValue:
        """The inverse of `to_json`."""
        return cls(**(dict(told) | {"interval": _interval(told["interval"])}))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of an article: where it stands, when what it tells took place, and how that is known.

    `basis` is "explicit", "relative", "inherited", "publication", "before-publication", "after-publication" or
    "unknown"; `interval` is None for the last. `kind` is "event", "statement", "state" or "plan"; `worth`
    (0 to 1) says how much it deserves an entry of its own.
    """

    start: int
    end: int
    interval: Interval | None
    basis: str
    expression: TimeValue | None
    kind: str
    worth: float

    def to_json(self) -> JSON:
        """The attributes by their names."""
        return _told(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Clause:
        """The inverse of `to_json`."""
        expression = told["expression"] and TimeValue.from_json(told["expression"])
        return cls(**(dict(told) | {"interval": _interval(told["interval"]), "expression": expression}))


@dataclass(frozen=True, slots=True)
class Event:
    """One telling of something that happened, with the sentence that tells it.

    `quote` is `article.text[start:end]`, the exact sentence. `interval` and `edtf` say when, None where the text
    gives no date one could stand by; such events go to review. `attribution` is who says so, None for the article
    itself. `id` is made from the article's id, the sentence and the value, so it stays over rebuilds. `explanation`
    says how the date was found.
    """

    id: str
    title: str
    quote: str
    start: int
    end: int
    interval: Interval | None
    edtf: str | None
    basis: str
    kind: str
    attribution: str | None
    confidence: float
    expression: TimeValue | None
    article: Article
    explanation: str = ""

    def to_json(self) -> JSON:
        """The attributes by their names; of `article` its id, title, outlet, url and publication date, not the text."""
        source = {name: getattr(self.article, name) for name in ("id", "title", "outlet", "url")}
        source["published"] = self.article.published.isoformat()
        return {name: source if name == "article" else _plain(getattr(self, name)) for name in _names(Event)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any], articles: Mapping[str, Article]) -> Event:
        """The inverse of `to_json`, the articles given by their ids. Raises KeyError for one that is missing."""
        expression = told["expression"] and TimeValue.from_json(told["expression"])
        return cls(
            **(
                dict(told)
                | {
                    "interval": _interval(told["interval"]),
                    "expression": expression,
                    "article": articles[told["article"]["id"]],
                }
            )
        )


def event_id(article: Article, quote: str, value: str) -> str:
    """The stable id of an event: the same sentence of the same article keeps it over rebuilds, though the article be
    corrected elsewhere."""
    return _stable_id(_identity(article), quote, value)


@lru_cache(maxsize=8)
def _identity(article: Article) -> str:
    """What stays of an article when its text is corrected: the id it was given, its address, or its title and day."""
    if article.id != _stable_id(article.day, article.title, article.text):
        return article.id
    told = "\x1e".join((article.day, article.title, article.outlet or "")) if article.title else article.id
    return article.url or told


def written_id(name: str) -> str:
    """The stable id of an event written by hand: its file, by its path within the source, keeps it over rebuilds."""
    return _stable_id("written by hand", name)


@dataclass(frozen=True, slots=True)
class Written:
    """What an editor wrote of an event by hand: `body` is Markdown, "" for none, `kind` as an event has it, `language`
    that of the words (ISO 639), None where the editor names none. `id` is stable as an event's is."""

    id: str
    body: str
    kind: str = "event"
    language: str | None = None

    def to_json(self) -> JSON:
        """The attributes by their names."""
        return _told(self)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a timeline: an event and every telling of it.

    `events` are its tellings, the best first; empty only for an event an editor wrote by hand, which `written` holds
    (empty for what articles alone tell). `importance` runs from 0 to 1. `conflict` says in one sentence how the
    sources disagree, None where they don't.

    The rest is an editor's: `note` is plain text to stand with the entry, `own_tags` are tags beside those of the
    sources, `approved` says that somebody signed it, `edited` names what was set by hand ("date", "title").
    """

    id: str
    title: str
    interval: Interval
    edtf: str
    importance: float
    events: tuple[Event, ...]
    conflict: str | None = None
    note: str | None = None
    own_tags: tuple[str, ...] = ()
    approved: bool = False
    edited: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()

    @property
    def kind(self) -> str:
        """What the editor calls it, else the kind of its best telling: "event", "statement", "state" or "plan"."""
        if self.written:
            return self.written[0].kind
        return self.events[0].kind if self.events else "event"

    @property
    def tags(self) -> tuple[str, ...]:
        """The editor's tags, then those of its sources, each once, in order of appearance."""
        theirs = (tag for event in self.events for tag in event.article.tags)
        return tuple(dict.fromkeys((*self.own_tags, *theirs)))

    @property
    def articles(self) -> tuple[Article, ...]:
        """Its sources, each once."""
        return tuple({event.article.id: event.article for event in self.events}.values())

    def to_json(self) -> JSON:
        """The attributes by their names."""
        return _told(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any], articles: Mapping[str, Article]) -> Entry:
        """The inverse of `to_json`, the articles given by their ids."""
        read = {
            "interval": Interval(**told["interval"]),
            "events": tuple(Event.from_json(e, articles) for e in told["events"]),
            "own_tags": tuple(told.get("own_tags", ())),
            "edited": tuple(told.get("edited", ())),
            "written": tuple(Written(**each) for each in told.get("written", ())),
        }
        return cls(**(dict(told) | read))


@dataclass(frozen=True, slots=True)
class Timeline:
    """Ordered entries, and the events no date could be stood by (`review`)."""

    entries: tuple[Entry, ...]
    review: tuple[Event, ...] = ()

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article that gave an entry or an event for review, each once, by publication day."""
        events = [event for entry in self.entries for event in entry.events] + list(self.review)
        return tuple(sorted({e.article.id: e.article for e in events}.values(), key=lambda a: (a.day, a.id)))

    def to_json(self) -> JSON:
        """{"entries": […], "review": […]}, attributes by their names."""
        return _told(self)

    @classmethod
    def from_json(cls, told: Mapping[str, Any], articles: Iterable[Article]) -> Timeline:
        """The inverse of `to_json`, given the articles it speaks of."""
        known = {article.id: article for article in articles}
        return cls(
            tuple(Entry.from_json(e, known) for e in told["entries"]),
            tuple(Event.from_json(e, known) for e in told["review"]),
        )


def publication(article: Article) -> Interval:
    """The publication day as an interval."""
    stamp = iso(number(article.published.year, article.published.month, article.published.day))
    return Interval(stamp, stamp)


def edtf_of(interval: Interval | None) -> str | None:
    """EDTF of an interval, None for None."""
    return None if interval is None else to_edtf(interval)


def _told(thing: Any) -> JSON:
    return {name: _plain(getattr(thing, name)) for name in _names(thing.__class__)}


@cache
def _names(kind: Hashable) -> tuple[str, ...]:
    """The names of the fields, looked up once: a large timeline asks for them a hundred thousand times."""
    return tuple(f.name for f in fields(kind))  # type: ignore[arg-type]


_SIMPLE = frozenset((str, int, float, bool))


def _plain(value: Any) -> Any:
    if value is None or value.__class__ in _SIMPLE:
        return value
    if isinstance(value, Interval):
        return _told(value)
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value.to_json() if hasattr(value, "to_json") else value


def _interval(told: Mapping[str, Any] | None) -> Interval | None:
    return None if told is None else Interval(**told)
