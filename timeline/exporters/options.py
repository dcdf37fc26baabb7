"""What the exporters are told besides the timeline itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from timeline.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a timeline presents itself, the same for every exporter.

    `description` is one or two sentences below the title, "" for none. `language` is the BCP 47 tag of the
    interface and of titles. `base_url` is the public address of the site ("https://user.github.io/repo/", with or
    without the last slash); None where it is not known: then no page carries an absolute address. `articles` is every
    article read, those that gave nothing included; empty means those the timeline itself names. `templates` is a
    folder whose templates and assets go before ours of the same name, None for ours alone.

    `added` says when an entry first stood on the site and `changed` when it last read differently, by its id, with
    their offset. Of an entry that is in neither, the latest publication of its articles stands in (`history.added`).

    `full_text` shows each article whole on its page, for those who hold the rights; without it a page shows only what
    was quoted.
    """

    title: str = "Timeline"
    description: str = ""
    language: str = "en"
    base_url: str | None = None
    articles: tuple[Article, ...] = ()
    templates: Path | None = None
    added: Mapping[str, datetime] = field(default_factory=dict)
    changed: Mapping[str, datetime] = field(default_factory=dict)
    full_text: bool = False
