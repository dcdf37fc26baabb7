"""What a page is drawn from, as a digest: of all that an article, an event or an entry holds.

A template may show any of it, so nothing is left out; a field that is added to the model is in it by itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any

from timeline.intervals import Interval
from timeline.model import Article, Entry, Event, TimeValue


def digest(*told: object) -> str:
    """A name for these values, another for others; they are strings, numbers, dates, None, and tuples of such."""
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _values(kind: type, *apart: str) -> Callable[[Any], tuple[object, ...]]:
    """The fields of a thing of this kind, but for those told apart."""
    found: Callable[[Any], tuple[object, ...]] = attrgetter(*(f.name for f in fields(kind) if f.name not in apart))
    return found


_INTERVAL = _values(Interval)
_EXPRESSION = _values(TimeValue, "interval")
_EVENT = _values(Event, "interval", "expression", "article")
_ENTRY = _values(Entry, "interval", "events")
_ARTICLE = _values(Article)


def of_article(article: Article) -> str:
    """The digest of an article, its text included."""
    return digest(_ARTICLE(article))


def of_event(event: Event) -> tuple[object, ...]:
    """What an event holds, but for its article."""
    expression = event.expression and (_EXPRESSION(event.expression), _days(event.expression.interval))
    return _EVENT(event), _days(event.interval), expression


def of_entry(entry: Entry) -> tuple[object, ...]:
    """What an entry holds, but for its tellings."""
    return _ENTRY(entry), _days(entry.interval)


def _days(interval: Interval | None) -> tuple[object, ...] | None:
    return None if interval is None else _INTERVAL(interval)
