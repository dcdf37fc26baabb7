"""What every page of a site is made from, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from timeline.exporters import retold
from timeline.exporters.digests import digest
from timeline.exporters.options import Options
from timeline.exporters.overview import Strip, between, strip
from timeline.exporters.site.drawn import Drawn
from timeline.exporters.site.items import Item, Label, Source, Telling, Year, items, telling, years
from timeline.exporters.site.paging import Leaf, foretold, leaves, most_important, weight
from timeline.exporters.site.pieces import Pieces
from timeline.exporters.site.seen import Seen
from timeline.exporters.templates import Theme, ours
from timeline.exporters.words import Words, catalogue
from timeline.model import Article, Timeline, publication

_LINKED = ("json", "atom", "jsonfeed", "oembed", "share")
"""The exporters whose files pages lead to."""


@dataclass(frozen=True)
class Shelf:
    """All that stands under one tag or outlet."""

    label: Label
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What a page may say of the whole, as the options have it; `interface` is the language of its words."""

    title: str
    description: str
    language: str
    interface: str
    base_url: str | None
    full_text: bool

    @classmethod
    def of(cls, options: Options, words: Words) -> Site:
        """What a page may say of a timeline with these options."""
        return cls(options.title, options.description, options.language, words.language, options.base_url,
                   options.full_text)


Page = tuple[str, bytes | None]
"""The path of a file and what is in it; None where it stands as it was the last time (`timeline.exporters.kept`)."""
Part = Callable[[], Iterable[Page]]
"""Pages that are made one after the other, as no others need."""


@dataclass(frozen=True)
class Material:
    """The parts of a site.

    `seen` tells what stands from the last time, None where nothing does. `items` are all entries in the order of the
    page, `front` those of the first page, `embedded` how these are drawn for the embed, `leaves` the pages behind it,
    none where the first holds all; `strip` is the overview, None where there is nothing to draw. `near` makes pieces
    for pages at the top of the site, `deep` for those one folder below, both in these `words`; `ends` are the head and
    the foot of either, by its root. `sources` are all articles, by publication day; `given` the entries that tell from
    each, by its id.
    """

    theme: Theme
    words: Words
    options: Options
    seen: Seen | None
    items: list[Item]
    front: tuple[Year, ...]
    embedded: Drawn
    leaves: list[Leaf]
    strip: Strip | None
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

    def kept(self, path: str, seen: Callable[[Seen], object], draw: Callable[[], bytes]) -> Page:
        """The page at this path: the one written the last time where it was made from the same, else drawn anew.
        `seen` names all that it is drawn from, besides what every page is."""
        if self.seen is None:
            return path, draw()
        key = digest(self._frames["../" * path.count("/")], seen(self.seen))
        return path, None if self.seen.kept.stands(path, key) else draw()

    def drawn(self, path: str, pieces: Pieces) -> Drawn:
        """The entries of the page at this path."""
        return Drawn(self.seen, self.theme, self.words, path, pieces)

    @cached_property
    def _frames(self) -> Mapping[str, str]:
        """What every page of a depth is drawn from. Ours say how many entries there are only where they count them."""
        counted = {name: value for name, value in self.common.items() if name != "site"}
        told = counted if self.options.templates else (self.common["paged"], self.common["beside"])
        site = self.common["site"]
        theme = self.theme.digest()
        return {root: digest(theme, repr(site), told, {name: str(piece) for name, piece in ends.items()})
                for root, ends in self.ends.items()}


def material(timeline: Timeline, options: Options) -> Material:
    """The parts of the site of a timeline."""
    words = catalogue(options.language, options.templates)
    theme = Theme(words, options.templates) if options.templates else ours(words)
    known = {article.id: Source(article, words) for article in (*timeline.articles, *options.articles)}
    told = items(timeline.entries, known, words)
    parts = theme.parts("_entry.html")
    near, deep = Pieces(parts, ""), Pieces(parts, "../")

    seen = Seen(options.kept, told, themed=options.templates is not None) if options.kept else None
    embedded = Drawn(seen, theme, words, "embed/index.html", deep)
    front = _front(told, embedded)
    paged = len(front) < len(told)
    read, in_years = _read(timeline, options), years(told, words)
    tags, outlets = _tags(told), _outlets(told)
    common = {
        "site": Site.of(options, words), "base_url": retold.base(options), "entry_count": len(told), "paged": paged,
        "span": _span(in_years, words), "beside": {name: options.has(name) for name in _LINKED},
        "tag_count": len(tags), "outlet_count": len(outlets), "article_count": len(read),
        "edited": any(item.entry.edited or item.entry.written for item in told),
    }
    behind = leaves(in_years, words, partial(_weight, seen, words)) if paged else []
    return Material(
        theme, words, options, seen, told, years(front, words), embedded, behind,
        strip([item.entry for item in told], words), near, deep,
        [known[article.id] for article in read], _given(told),
        [telling(event, known[event.article.id], None) for event in timeline.review], tags, outlets, common,
        {root: _ends(theme, root, common) for root in ("", "../")},
    )


def _front(items: list[Item], drawn: Drawn) -> list[Item]:
    """The entries of the first page. Only what may fit by its words is drawn and weighed."""
    return most_important(most_important(items, foretold), lambda shown: weight("".join(map(drawn.entry, shown))))


def _weight(seen: Seen | None, words: Words, shown: Iterable[Item]) -> int:
    """What entries will weigh on a page."""
    shown = tuple(shown)
    if seen is None:
        return foretold(shown)
    return seen.kept.weight(digest(words.digest, *map(seen.item, shown)), lambda: foretold(shown))


def _ends(theme: Theme, root: str, common: Mapping[str, Any]) -> dict[str, Any]:
    """What every page of a depth has in its head and at its foot."""
    names = {"feeds": "_feeds.html", "colophon": "_colophon.html"}
    return {name: theme.piece(template, root=root, **common) for name, template in names.items()}


def _read(timeline: Timeline, options: Options) -> list[Article]:
    return sorted(options.articles or timeline.articles, key=lambda article: (publication(article).first, article.id))


def _span(told: Iterable[Year], words: Words) -> str:
    """The years from first to last: "2014 to 2016"; "" where none is known."""
    known = [year.words for year in told if year.first is not None]
    return between(known[0], known[-1], words) if known else ""


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
    found: dict[str, tuple[Label, list[Item]]] = {}
    for each, item in told:
        _, under = found.setdefault(each.slug, (each, []))
        if not under or under[-1] is not item:
            under.append(item)
    shelves = [Shelf(each, tuple(under)) for each, under in found.values()]
    return sorted(shelves, key=lambda shelf: (shelf.label.name.casefold(), shelf.label.name))
