"""events.json: the timeline for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from timeline.exporters.options import Options
from timeline.model import JSON, Article, Timeline

SCHEMA = {"name": "timeline-events", "version": 1}
"""The name and version of the format. The version rises when a reader of the old one would fail."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`events.json`: schema, title, the articles without their text, `entries` and `review` as `Timeline.to_json`
    has them. UTF-8; what is no Unicode (a lone surrogate) is kept as a JSON escape."""
    told = {"schema": SCHEMA, "title": options.title, "description": options.description,
            "language": options.language, "base_url": options.base_url,
            "articles": [_without_text(article) for article in _in_order(options.articles or timeline.articles)],
            **timeline.to_json()}
    lines = ",\n".join(f"{_json(name)}: {_listed(value)}" for name, value in told.items())
    return {"events.json": f"{{\n{lines}\n}}\n".encode("utf-8", "backslashreplace")}


def _in_order(articles: Iterable[Article]) -> list[Article]:
    """By publication day, so that the order in which the sources were named changes nothing."""
    return sorted(articles, key=lambda article: (article.day, article.id))


def _listed(value: Any) -> str:
    """A list with one thing a line, which a diff can show; anything else on its line."""
    return "[\n" + ",\n".join(map(_json, value)) + "\n]" if isinstance(value, list) and value else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without_text(article: Article) -> JSON:
    # The text belongs to its publisher; the path belongs to the machine the site was built on.
    return {name: value for name, value in article.to_json().items() if name not in ("text", "path")}
