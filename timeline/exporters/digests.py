"""What a page is drawn from, as a digest: of all that an article, an event or an entry holds.

A template may show any of it, so nothing is left out; a field that is added to the model is in it by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from timeline.intervals import Interval
from timeline.model import Article, Entry, Event, TimeValue


def digest(*told: object) -> str:
    """A name for these values, another for others; they are strings, numbers, dates, None, and tuples of such."""
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


Origin = tuple[str | None, Article, Sequence[Event]]
"""An article, its events, and the key of all that these follow from, for the same version of this package; None where
nobody knows it."""


class Digests:
    """Those of articles and entries, each worked out once for as long as this lives, and the thing with it. What has an
    origin with a key is told by that, and not by all it holds."""

    def __init__(self, origins: Iterable[Origin] = ()) -> None:
        # By identity: what is equal in all that is compared may differ in what is shown. The things are held so that no
        # others take their places in memory.
        self._held: list[object] = []
        self._articles: dict[int, str] = {}
        self._entries: dict[int, str] = {}
        self._numbers: dict[int, int] = {}
        for key, article, events in origins:
            if key is not None:
                self._held += (article, events)
                self._articles[id(article)] = digest(key, article.published, article.path, article.evidence)
                self._numbers |= {id(event): n for n, event in enumerate(events)}

    def article(self, article: Article) -> str:
        """That of an article, its text included."""
        if (known := self._articles.get(id(article))) is None:
            self._held.append(article)
            known = self._articles[id(article)] = digest(_ARTICLE(article))
        return known

    def entry(self, entry: Entry) -> str:
        """That of an entry with all its tellings and their articles."""
        if (known := self._entries.get(id(entry))) is None:
            told = [self.event(event) for event in entry.events]
            self._held.append(entry)
            known = self._entries[id(entry)] = digest(_ENTRY(entry), _days(entry.interval), told)
        return known

    def event(self, event: Event) -> tuple[object, ...]:
        """What an event holds, of its article the digest; or that and its number, where that tells all."""
        if (number := self._numbers.get(id(event))) is not None:
            return self.article(event.article), number
        expression = event.expression and (_EXPRESSION(event.expression), _days(event.expression.interval))
        return _EVENT(event), _days(event.interval), expression, self.article(event.article)


def _values(kind: type, *apart: str) -> Callable[[Any], tuple[object, ...]]:
    """The fields of a thing of this kind, but for those told apart."""
    found: Callable[[Any], tuple[object, ...]] = attrgetter(*(f.name for f in fields(kind) if f.name not in apart))
    return found


_INTERVAL = _values(Interval)
_EXPRESSION = _values(TimeValue, "interval")
_EVENT = _values(Event, "interval", "expression", "article")
_ENTRY = _values(Entry, "interval", "events")
_ARTICLE = _values(Article)


def _days(interval: Interval | None) -> tuple[object, ...] | None:
    return None if interval is None else _INTERVAL(interval)
