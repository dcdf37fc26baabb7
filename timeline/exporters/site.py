"""The site: index.html, a page for each entry, about.html, embed/ with its loader, and what they need.

    index.html            the entries in order, under years and months
    entries/<slug>.html   one entry in full; the slug is made from its id alone
    about.html            what was read, how each article was dated, what no date was found for
    embed/index.html      the entries bare, for an iframe; embed.js fits the iframe to them
    assets/               style sheet, script, icon
    404.html  .nojekyll   for static hosts; entries/index.html leads back to the front page

Every link is relative and names a file, so that the site works below any path and from a folder.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from timeline.exporters.dates import ShortDate, mark, place, short_date
from timeline.exporters.links import slug, web_link
from timeline.exporters.options import Options
from timeline.exporters.overview import strip
from timeline.exporters.prose import to_html
from timeline.exporters.templates import Theme
from timeline.intervals import MONTHS, Interval, describe
from timeline.model import Article, Entry, Event, Timeline, publication

if TYPE_CHECKING:
    from markupsafe import Markup

_EDITOR = "The editor"
"""Who tells an entry that no article tells."""
_KINDS = {"statement": "Statement", "plan": "Plan", "state": "Situation"}
"""The word beside a title that is not a plain event."""


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the page names it. `link` is None where its address is none a reader may follow;
    `given` is how many entries tell from it."""

    article: Article
    given: int = 0

    @property
    def outlet(self) -> str:
        return (self.article.outlet or "").strip()

    @property
    def title(self) -> str:
        """The title, or what else names the article where it has none."""
        return self.article.title.strip() or (self.article.url or "").strip() or "Untitled article"

    @property
    def link(self) -> str | None:
        return web_link(self.article.url)

    @property
    def dead_address(self) -> str:
        """An address that must not be followed and is therefore only shown; "" where there is none."""
        return "" if self.link else (self.article.url or "").strip()

    @property
    def published(self) -> ShortDate:
        return short_date(publication(self.article))


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells: the quote in three parts, the middle one the time expression ("" where the quote holds
    none). `when` is its date in words where that differs from the entry's, else ""."""

    event: Event
    source: Source
    when: str = ""

    @property
    def quote(self) -> tuple[str, str, str]:
        quote, expression = self.event.quote, self.event.expression
        if expression is None:
            return quote, "", ""
        start = min(max(expression.start - self.event.start, 0), len(quote))
        end = min(max(expression.end - self.event.start, start), len(quote))
        return quote[:start], quote[start:end], quote[end:]


@dataclass(frozen=True)
class Item:
    """An entry as the page shows it; `rank` is its place by importance, 1 for the most important."""

    entry: Entry
    rank: int = 1

    @cached_property
    def slug(self) -> str:
        return slug(self.entry.id)

    @property
    def title(self) -> str:
        return self.entry.title.strip() or self.words

    @cached_property
    def date(self) -> ShortDate:
        return short_date(self.entry.interval)

    @property
    def stamp(self) -> str | None:
        """The date for `<time datetime>`, None where it is more than one."""
        return self.date.pieces[0].stamp if len(self.date.pieces) == 1 else None

    @property
    def words(self) -> str:
        """The date in a phrase of its own, with a capital: "About April 2014 to 20 April 2016"."""
        words = describe(self.entry.interval)
        return words[0].upper() + words[1:]

    @property
    def mark(self) -> str:
        return mark(self.entry.interval)

    @property
    def language(self) -> str:
        """The language of its title: what the editor says, else that of the article it was cut from; "" for neither."""
        if self.entry.written:
            return self.entry.written[0].language or ""
        return self.entry.events[0].article.language if "title" not in self.entry.edited else ""

    @property
    def kind(self) -> str:
        return _KINDS.get(self.entry.kind, "")

    @cached_property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, each once: the outlet, or the article's title where it names none; the editor for none."""
        sources = map(Source, self.entry.articles)
        return tuple(dict.fromkeys(source.outlet or source.title for source in sources)) or (_EDITOR,)

    @cached_property
    def bodies(self) -> tuple[tuple[Markup, str], ...]:
        """What the editor wrote, each as HTML that is safe to show, and its language, "" where none is named."""
        return tuple((to_html(each.body), each.language or "") for each in self.entry.written if each.body)

    @cached_property
    def tellings(self) -> tuple[Telling, ...]:
        return tuple(_telling(event, self.entry.interval) for event in self.entry.events)


def _telling(event: Event, interval: Interval | None) -> Telling:
    differs = event.interval is not None and event.interval != interval
    return Telling(event, Source(event.article), describe(event.interval) if differs else "")


@dataclass(frozen=True, slots=True)
class Group:
    """Entries below one heading. `month` is "" for those that stand directly under their year: they have no heading."""

    anchor: str
    month: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or the decade or longer unit that was all a text named, with its groups, the one without a month first.
    `words` is "2016", "44 BC" or "1890s", `first` the year it begins with, None for what has no date at all."""

    first: int | None
    anchor: str
    words: str
    groups: tuple[Group, ...]


def years(entries: Iterable[Entry]) -> tuple[Year, ...]:
    """The entries under years and months, in the order given; within a year those without a month come first, and
    what has no date at all comes last."""
    found: dict[tuple[int | None, str, str], dict[int | None, list[Item]]] = {}
    entries = tuple(entries)
    ranked = sorted(range(len(entries)), key=lambda n: -entries[n].importance)
    ranks = {n: rank for rank, n in enumerate(ranked, 1)}
    for n, entry in enumerate(entries):
        at = place(entry.interval)
        heading = (None, "undated", "At an unknown time") if at is None else (at.year, at.anchor, at.heading)
        month = None if at is None else at.month
        found.setdefault(heading, {None: []}).setdefault(month, []).append(Item(entry, ranks[n]))
    told = [
        Year(first, anchor, words, _groups(anchor, months)) for (first, anchor, words), months in found.items()
    ]
    return tuple(sorted(told, key=lambda year: year.first is None))


def _groups(year: str, months: dict[int | None, list[Item]]) -> tuple[Group, ...]:
    return tuple(Group(f"{year}-{month or 0:02d}", MONTHS[month - 1] if month else "", tuple(items))
                 for month, items in months.items() if items)


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """Every file of the site but events.json."""
    theme = Theme(options.templates)
    assets = theme.assets()
    told = years(timeline.entries)
    items = [item for year in told for group in year.groups for item in group.items]
    common = {"site": options, "base_url": _base(options), "years": told, "span": _span(told),
              "edited": any(item.entry.edited or item.entry.written for item in items)}
    about = {"articles": tuple(_sources(timeline, options)), "entry_count": len(items),
             "review": tuple(_telling(event, None) for event in timeline.review), "snippet": _snippet(options)}
    return {
        "index.html": theme.page("index.html", root="", path="", strip=strip(timeline.entries),
                                 anchors={year.first: year.anchor for year in reversed(told)}, **about, **common),
        "about.html": theme.page("about.html", root="", path="about.html", **about, **common),
        "embed/index.html": theme.page("embed.html", root="../", path="embed/", **common),
        "404.html": _missing(theme, assets, common),
        "entries/index.html": theme.page("entries.html", root="../", path="entries/", **common),
        **dict(_entry_pages(theme, items, common)),
        "embed.js": assets.pop("assets/embed.js"),
        ".nojekyll": b"",
        **assets,
    }


def _base(options: Options) -> str | None:
    """The public address with its last slash; None where it is not known or not one a browser may follow."""
    base = web_link(options.base_url)
    return None if base is None else base.rstrip("/") + "/"


def _snippet(options: Options) -> str:
    """What to copy into another page to show this timeline there."""
    address = escape(_base(options) or "https://ADDRESS-OF-THIS-SITE/")
    return (f'<iframe src="{address}embed/" title="{escape(options.title)}" width="100%" height="640" loading="lazy" '
            f'style="border:0"></iframe>\n<script src="{address}embed.js" async></script>')


def _span(told: tuple[Year, ...]) -> str:
    """The years from first to last: "2014 to 2016"."""
    words = list(dict.fromkeys(year.words for year in told if year.first is not None))
    return " to ".join(words[:1] + words[1:][-1:])


def _sources(timeline: Timeline, options: Options) -> Iterator[Source]:
    given: dict[str, int] = {}
    for entry in timeline.entries:
        for article in entry.articles:
            given[article.id] = given.get(article.id, 0) + 1
    articles = options.articles or timeline.articles
    for article in sorted(articles, key=lambda article: (publication(article).first, article.id)):
        yield Source(article, given.get(article.id, 0))


def _entry_pages(theme: Theme, items: list[Item], common: dict) -> Iterator[tuple[str, bytes]]:
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        path = f"entries/{item.slug}.html"
        yield path, theme.page("entry.html", root="../", path=path, item=item, before=before, after=after, **common)


def _missing(theme: Theme, assets: dict[str, bytes], common: dict) -> bytes:
    # A static host answers with this page at any depth, where no relative address would find the style sheet.
    style = assets["assets/timeline.css"]
    digest = b64encode(hashlib.sha256(style).digest()).decode("ascii")
    return theme.page("404.html", root=common["base_url"] or "", path="404.html", style=style.decode("utf-8"),
                      digest=digest, **common)
