"""The events of many articles: from the cache where it knows an article, else found in one process or several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields
from functools import lru_cache
from sys import intern
from typing import Any

from timeline import cache, pool
from timeline.articles import Progress
from timeline.cache import Cache
from timeline.events import read_events
from timeline.intervals import Interval
from timeline.model import Article, Event, TimeValue
from timeline.recent import Recent


@dataclass(frozen=True, slots=True)
class Gathered:
    """The events of articles in their order, of each beside what the cache knows it by (None where there is no cache);
    and how many time expressions the articles hold."""

    expressions: int
    told: tuple[tuple[str | None, tuple[Event, ...]], ...]


def gather(
    articles: Sequence[Article], *, kept: Cache | None = None, recent: Recent | None = None, jobs: int = 1,
    progress: Progress | None = None,
) -> Gathered:
    """The events of some articles; what the cache does not know is found by `jobs` processes, and kept in it. Those of
    `recent` articles are taken from there, and what it knows of others is forgotten."""
    keys = [cache.key(article) for article in articles] if kept else []
    lately, now = recent.events if recent else {}, dict[str, tuple[Article, int, tuple[Event, ...]]]()
    known: list[str | _Events | None] = [None] * len(articles)
    if kept:
        known = [_lately(lately, key, article) or kept.find(key)
                 for key, article in zip(keys, articles, strict=True)]
    unknown = [article for article, told in zip(articles, known, strict=True) if told is None]
    expressions, gathered = 0, list[tuple[str | None, tuple[Event, ...]]]()
    with closing(pool.each(found, unknown, jobs=jobs)) as new:
        for n, (article, told) in enumerate(zip(articles, known, strict=True)):
            if told is None:
                told = next(new)
                if kept:
                    kept.keep(keys[n], told)
            known[n] = None  # all of them at once are as large as the articles
            count, read = read_back(told, article) if isinstance(told, str) else told
            expressions += count
            gathered.append((keys[n] if kept else None, read))
            if kept and recent:
                now[keys[n]] = article, count, read
            if progress:
                progress("finding events", n + 1, len(articles))
    if recent:
        recent.events = now
    return Gathered(expressions, tuple(gathered))


def _lately(known: Mapping[str, tuple[Article, int, tuple[Event, ...]]], key: str, article: Article) -> _Events | None:
    """What is known of this very article: an equal one may lie elsewhere."""
    told = known.get(key)
    return told[1:] if told and told[0] is article else None


_Events = tuple[int, tuple[Event, ...]]
"""How many time expressions an article holds, and its events."""


def found(article: Article) -> str:
    """What is found in an article, as JSON: how many time expressions, and the events, each a list of its values in the
    order of its fields, without the article."""
    values, events = read_events(article)
    return json.dumps([len(values), [_row(event) for event in events]])


def read_back(told: str, article: Article) -> tuple[int, tuple[Event, ...]]:
    """The inverse of `found`."""
    expressions, rows = json.loads(told)
    return expressions, tuple(_event(row, article) for row in rows)


def quotes(told: str) -> list[tuple[str, str | None]]:
    """The sentence each event of `found` is quoted from, and when that was in EDTF."""
    return [(row[_QUOTE], row[_EDTF]) for row in json.loads(told)[1]]


def _row(thing: Event | TimeValue | Interval) -> list[object]:
    values = (getattr(thing, each.name) for each in fields(thing) if each.name != "article")
    return [_row(value) if isinstance(value, TimeValue | Interval) else value for value in values]


def _event(row: list[Any], article: Article) -> Event:
    _share(row, _ALIKE)
    row[_INTERVAL] = _interval(row[_INTERVAL])
    if (value := row[_EXPRESSION]) is not None:
        _share(value, _ALIKE_IN_VALUE)
        value[_VALUE_INTERVAL] = _interval(value[_VALUE_INTERVAL])
        if value[_VALUE_EXPLANATION] == row[_EXPLANATION]:
            value[_VALUE_EXPLANATION] = row[_EXPLANATION]
        row[_EXPRESSION] = TimeValue(*value)
    else:
        # Of what has no date there are dozens of reasons, and more such events than others.
        _share(row, (_EXPLANATION,))
    row.insert(_ARTICLE, article)
    return Event(*row)


def _share(row: list[Any], columns: Iterable[int]) -> None:
    """One string for all that are alike: a hundred thousand events have some thousands of dates and a dozen kinds."""
    for n in columns:
        if row[n] is not None:
            row[n] = intern(row[n])


def _interval(row: list[Any] | None) -> Interval | None:
    return None if row is None else _known_interval(*row)


_known_interval = lru_cache(maxsize=8192)(Interval)


def _columns(kind: type, *names: str) -> list[int]:
    """Where these stand in a row."""
    known = [each.name for each in fields(kind) if each.name != "article"]
    return [known.index(name) for name in names]


_QUOTE, _EDTF, _INTERVAL, _EXPRESSION, _EXPLANATION = _columns(
    Event, "quote", "edtf", "interval", "expression", "explanation")
_ARTICLE = [each.name for each in fields(Event)].index("article")
_ALIKE = _columns(Event, "edtf", "basis", "kind", "attribution")
_VALUE_INTERVAL, _VALUE_EXPLANATION = _columns(TimeValue, "interval", "explanation")
_ALIKE_IN_VALUE = _columns(TimeValue, "text", "type", "value", "edtf", "rule", "anchor", "signal")
