"""Lists: of articles, and what each gave; of tags and outlets, and what stands under each; of what has no date.

Each goes on over as many pages as its weight asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar
from urllib.parse import urlencode

from timeline.exporters.site.items import Item, Source, Telling
from timeline.exporters.site.material import Material, Page, Part, Shelf
from timeline.exporters.site.paging import ROW, TELLING, Rows, addresses, pages_of
from timeline.exporters.site.seen import Seen

_T = TypeVar("_T")
BATCH = 500
"""How many articles are drawn at once, where several processes share the work."""


def sources(told: Material) -> Iterator[Part]:
    """A page for each article, some of them at once, and the list of them."""
    for start in range(0, len(told.sources), BATCH):
        yield partial(_sources, told, told.sources[start:start + BATCH])
    yield partial(_all_sources, told)


def _sources(told: Material, sources: Sequence[Source]) -> Iterator[Page]:
    for source in sources:
        path = f"sources/{source.slug}.html"
        yield from _list(told, "source.html", path, _given(told, source), source=source)
        if told.options.full_text:
            path = f"sources/{source.slug}_text.html"
            yield from _list(told, "text.html", path, _paragraphs(told, source), source=source)


def _given(told: Material, source: Source) -> Rows[Item]:
    def draw(item: Item) -> str:
        own = [said for said in told.deep.said(item) if said.source is source]
        if len(item.sources) == 1:
            told.deep.forget(item)
        drawn: str = told.deep.parts.given(item, own, told.deep.root)
        return drawn

    given = told.given.get(source.article.id, [])
    return Rows(given, Seen.item, _MATTER, draw, TELLING, _MASS)


_MATTER, _MASS = attrgetter("matter"), attrgetter("mass")


def _all_sources(told: Material) -> Iterator[Page]:
    def count(source: Source) -> int:
        return len(told.given.get(source.article.id, ()))

    def draw(source: Source) -> str:
        drawn: str = told.deep.parts.read(source, told.deep.place(source), count(source), told.deep.root)
        return drawn

    def matter(source: Source) -> str:
        article = source.article
        return "\n".join((source.slug, source.title, article.url or "", article.outlet or "", article.author or ""))

    rows = Rows(told.sources, lambda all, source: (all.source(source), count(source)), matter, draw)
    yield from _list(told, "list.html", "sources/index.html", rows, title="list.read", what="count.articles",
                     kind="read")


def _paragraphs(told: Material, source: Source) -> Rows[str]:
    texts = [*filter(None, map(str.strip, source.article.text.split("\n")))]
    return Rows(texts, lambda all, text: text, str, told.deep.parts.paragraph, mass=len)


def labels(told: Material, kind: str) -> Iterator[Page]:
    """A page for each tag (or each outlet), and the list of them; nothing where there are none. `kind` is "tags" or
    "outlets"."""
    shelves: list[Shelf] = getattr(told, kind)
    for shelf in shelves:
        query = urlencode({kind.removesuffix("s"): shelf.label.name}, errors="replace")
        rows = Rows(shelf.items, Seen.item, _line_matter, told.deep.line)
        yield from _list(told, "label.html", f"{kind}/{shelf.label.slug}.html", rows, name=shelf.label.name,
                         what="count.entries", kind=kind, query=query)
    if shelves:
        yield from _list(told, "list.html", f"{kind}/index.html", _shelves(told, shelves), title=f"page.{kind}",
                         what=f"count.{kind}", kind=kind)


def _line_matter(item: Item) -> str:
    return f"{item.slug} {item.entry.edtf} {item.title}"


def _shelves(told: Material, shelves: Sequence[Shelf]) -> Rows[Shelf]:
    def draw(shelf: Shelf) -> str:
        drawn: str = told.deep.parts.shelf(shelf.label, len(shelf.items))
        return drawn

    return Rows(shelves, lambda all, shelf: (shelf.label.name, len(shelf.items)),
                lambda shelf: f"{shelf.label.name} {shelf.label.slug}", draw)


def review(told: Material) -> Iterator[Page]:
    """What tells of something without a date; nothing where all has one."""
    def draw(each: Telling) -> str:
        drawn: str = told.near.parts.telling(each, told.near.say(each, waits=True), told.near.root)
        return drawn

    if told.review:
        rows = Rows(told.review, Seen.telling, _MATTER, draw, 2 * ROW)
        yield from _list(told, "review.html", "review.html", rows)


def _list(told: Material, template: str, path: str, rows: Rows[_T], *,
          source: Source | None = None, what: str = "count.entries", **values: Any) -> Iterator[Page]:
    """The pages of a list; `source` is the article that it is of, `what` the word for so many things."""
    parts = list(pages_of(rows))
    paths = addresses(path, len(parts))
    # From one page of a list to the others, which lie in the same folder.
    names = [each.rpartition("/")[2] for each in paths]

    def counted(n: int) -> str:
        """How many there are, and which page of several this is."""
        count, pages = told.words.say(what, count=len(rows.things)), len(names)
        of = told.words.say("list.page-of", number=told.words.number(n), count=pages) if pages > 1 else ""
        return told.words.comma(*filter(None, (count, of)))

    def page(n: int, own: str, part: Sequence[_T]) -> Page:
        def seen(all: Seen) -> object:
            return (source and all.source(source), values, n, names, len(rows.things),
                    [rows.seen(all, each) for each in part])

        def draw() -> bytes:
            return told.page(template, own, rows=list(map(rows.draw, part)), number=n, names=names,
                             row_count=len(rows.things), source=source, counted=counted(n), **values)

        return told.kept(own, seen, draw)

    yield from (page(n, own, part) for n, (own, part) in enumerate(zip(paths, parts, strict=True), 1))
