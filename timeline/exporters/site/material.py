"""What every page of a site is made from, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from timeline.exporters import retold
from timeline.exporters.options import Options
from timeline.exporters.site.items import Item, Label, Source, Telling, Year, items, telling, years
from timeline.exporters.site.paging import Leaf, leaves, most_important, weight
from timeline.exporters.site.pieces import Pieces
from timeline.exporters.templates import Theme
from timeline.model import Article, Timeline, publication


@dataclass(frozen=True)
class Shelf:
    """All that stands under one tag or outlet."""

    label: Label
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Material:
    """The parts of a site.

    `items` are all entries in the order of the page, `front` those of the first page, `leaves` the pages behind it,
    none where the first holds all. `near` makes pieces for pages at the top of the site, `deep` for those one folder
    below; `ends` are the head and the foot of either, by its root. `sources` are all articles, by publication day;
    `given` the entries that tell from each, by its id.
    """

    theme: Theme
    options: Options
    items: list[Item]
    front: tuple[Year, ...]
    leaves: list[Leaf]
    near: Pieces
    deep: Pieces
    sources: list[Source]
    given: Mapping[str, list[Item]]
    review: list[Telling]
    tags: list[Shelf]
    outlets: list[Shelf]
    common: dict[str, Any]
    ends: Mapping[str, Mapping[str, Any]]

    def page(self, template: str, path: str, /, **values: Any) -> bytes:
        """A template filled in for a page at this path."""
        root = "../" * path.count("/")
        # Hosts serve a folder's index at the folder's own address.
        address = path.removesuffix("index.html")
        return self.theme.page(template, **self.common, **self.ends[root], **values, root=root, path=address)


def material(timeline: Timeline, options: Options) -> Material:
    """The parts of the site of a timeline."""
    theme = Theme(options.templates)
    known = {article.id: Source(article, options.language) for article in (*timeline.articles, *options.articles)}
    told = items(timeline.entries, known, options.language)
    parts = theme.parts("_entry.html")
    near, deep = Pieces(parts, ""), Pieces(parts, "../")

    def weigh(shown: Iterable[Item]) -> int:
        return weight("".join(map(deep.entry, shown)))

    front = most_important(told, weigh)
    paged = len(front) < len(told)
    read, in_years = _read(timeline, options), years(told)
    tags, outlets = _tags(told), _outlets(told)
    common = {
        "site": options, "base_url": retold.base(options), "entry_count": len(told), "paged": paged,
        "span": _span(in_years),
        "tag_count": len(tags), "outlet_count": len(outlets), "article_count": len(read),
        "edited": any(item.entry.edited or item.entry.written for item in told),
    }
    return Material(
        theme, options, told, years(front), leaves(in_years, weigh) if paged else [], near, deep,
        [known[article.id] for article in read], _given(told),
        [telling(event, known[event.article.id], None) for event in timeline.review], tags, outlets, common,
        {root: _ends(theme, root, common) for root in ("", "../")},
    )


def _ends(theme: Theme, root: str, common: Mapping[str, Any]) -> dict[str, Any]:
    """What every page of a depth has in its head and at its foot."""
    names = {"feeds": "_feeds.html", "colophon": "_colophon.html"}
    return {name: theme.piece(template, root=root, **common) for name, template in names.items()}


def _read(timeline: Timeline, options: Options) -> list[Article]:
    return sorted(options.articles or timeline.articles, key=lambda article: (publication(article).first, article.id))


def _span(told: Iterable[Year]) -> str:
    """The years from first to last: "2014 to 2016"."""
    words = list(dict.fromkeys(year.words for year in told if year.first is not None))
    return " to ".join(words[:1] + words[1:][-1:])


def _given(told: list[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in told:
        for source in item.sources:
            found.setdefault(source.article.id, []).append(item)
    return found


def _tags(told: list[Item]) -> list[Shelf]:
    return _shelves((each, item) for item in told for each in item.tags)


def _outlets(told: list[Item]) -> list[Shelf]:
    return _shelves((source.outlet, item) for item in told for source in item.sources if source.outlet)


def _shelves(told: Iterable[tuple[Label, Item]]) -> list[Shelf]:
    """By name, as a reader would look for it."""
    found: dict[str, tuple[Label, dict[int, Item]]] = {}
    for each, item in told:
        found.setdefault(each.slug, (each, {}))[1][item.number] = item
    shelves = [Shelf(each, tuple(under.values())) for each, under in found.values()]
    return sorted(shelves, key=lambda shelf: (shelf.label.name.casefold(), shelf.label.name))
