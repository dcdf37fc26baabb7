"""What the exporters are told besides the timeline itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from timeline.exporters.kept import Kept
from timeline.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a timeline presents itself, the same for every exporter.

    `description` is one or two sentences below the title, "" for none. `language` is the BCP 47 tag of the site: it
    chooses the words of the interface, English where there are none in it. `base_url` is the public address of the
    site ("https://user.github.io/repo/", with or without the last slash); None where it is not known: then no page
    carries an absolute address. `articles` is every article read, those that gave nothing included; empty means those
    the timeline itself names. `templates` is a folder whose templates, assets and words go before ours of the same
    name, None for ours alone.

    `added` says when an entry first stood on the site and `changed` when it last read differently, by its id, with
    their offset. Of an entry that is in neither, the latest publication of its articles stands in (`history.added`).

    `as_of` is the day the timeline last changed, None where nobody knows; `left_out` are the reasons for which
    something in the sources made no article, and how often each was.

    `full_text` shows each article whole on its page, for those who hold the rights; without it a page shows only what
    was quoted.

    `exporters` names those whose files go out together (of `EXPORTERS`), None for all.

    `kept` is what was written the last time, None where everything is to be made. It changes no byte of the output.
    """

    title: str = "Timeline"
    description: str = ""
    language: str = "en"
    base_url: str | None = None
    articles: tuple[Article, ...] = ()
    templates: Path | None = None
    added: Mapping[str, datetime] = field(default_factory=dict)
    changed: Mapping[str, datetime] = field(default_factory=dict)
    as_of: date | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    full_text: bool = False
    kept: Kept | None = None
    exporters: frozenset[str] | None = None

    def has(self, exporter: str) -> bool:
        """Whether the files of this exporter go out with the others, so that these may link to them."""
        return self.exporters is None or exporter in self.exporters
