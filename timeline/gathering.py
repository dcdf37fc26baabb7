"""The events of many articles: from the cache where it knows an article, else found in one process or several."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass

from timeline import cache, pool
from timeline.articles import Progress
from timeline.cache import Cache
from timeline.events import read_events
from timeline.model import JSON, Article, Event


@dataclass(frozen=True, slots=True)
class Gathered:
    """The events of articles in their order, how many time expressions those hold, and what the cache knows each
    article by; `keys` is empty where there is no cache."""

    expressions: int
    events: tuple[Event, ...]
    keys: tuple[str, ...]


def gather(
    articles: Sequence[Article], *, kept: Cache | None = None, jobs: int = 1, progress: Progress | None = None
) -> Gathered:
    """The events of some articles; what the cache does not know is found by `jobs` processes, and kept in it."""
    keys = [cache.key(article) for article in articles] if kept else []
    known: list[str | None] = [kept.find(key) for key in keys] if kept else [None] * len(articles)
    unknown = [article for article, told in zip(articles, known, strict=True) if told is None]
    expressions, events = 0, list[Event]()
    with closing(pool.each(found, unknown, jobs=jobs)) as new:
        for n, (article, told) in enumerate(zip(articles, known, strict=True)):
            if told is None:
                told = next(new)
                if kept:
                    kept.keep(keys[n], told)
            known[n] = None  # all of them at once are as large as the articles
            count, read = read_back(told, article)
            expressions += count
            events += read
            if progress:
                progress("finding events", n + 1, len(articles))
    return Gathered(expressions, tuple(events), tuple(keys))


def found(article: Article) -> str:
    """What is found in an article, as JSON: how many time expressions, and the events, which leave out the article."""
    values, events = read_events(article)
    return json.dumps([len(values), [_without_article(event) for event in events]])


def read_back(told: str, article: Article) -> tuple[int, list[Event]]:
    """The inverse of `found`."""
    expressions, events = json.loads(told)
    source, articles = {"article": {"id": article.id}}, {article.id: article}
    return expressions, [Event.from_json(each | source, articles) for each in events]


def _without_article(event: Event) -> JSON:
    told = event.to_json()
    del told["article"]
    return told
