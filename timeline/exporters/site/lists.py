"""Lists: of articles, and what each gave; of tags and outlets, and what stands under each; of what has no date.

Each goes on over as many pages as its weight asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from timeline.exporters.site.items import Item, Source, Telling
from timeline.exporters.site.material import Material, Page, Part, Shelf
from timeline.exporters.site.paging import ROW, TELLING, Row, addresses, pages_of
from timeline.exporters.site.seen import Seen

BATCH = 500
"""How many articles are drawn at once, where several processes share the work."""


def sources(told: Material) -> Iterator[Part]:
    """A page for each article, some of them at once, and the list of them."""
    for start in range(0, len(told.sources), BATCH):
        yield partial(_sources, told, told.sources[start:start + BATCH])
    yield partial(_all_sources, told)


def _sources(told: Material, sources: Sequence[Source]) -> Iterator[Page]:
    for source in sources:
        rows = [_given(told, source, item) for item in told.given.get(source.article.id, ())]
        path = f"sources/{source.slug}.html"
        yield from _list(told, "source.html", path, rows, source=source)
        if told.options.full_text:
            path = f"sources/{source.slug}_text.html"
            yield from _list(told, "text.html", path, _paragraphs(told, source), source=source)


def _all_sources(told: Material) -> Iterator[Page]:
    rows = [_read(told, source) for source in told.sources]
    yield from _list(told, "list.html", "sources/index.html", rows, title="list.read", what="count.articles",
                     kind="read")


def _given(told: Material, source: Source, item: Item) -> Row:
    def draw() -> str:
        own = [said for said in told.deep.said(item) if said.source is source]
        drawn: str = told.deep.parts.given(item, own, told.deep.root)
        return drawn

    return Row(lambda all: all.item(item), item.matter, draw, TELLING)


def _read(told: Material, source: Source) -> Row:
    count = len(told.given.get(source.article.id, ()))

    def draw() -> str:
        drawn: str = told.deep.parts.read(source, told.deep.place(source), count, told.deep.root)
        return drawn

    article = source.article
    matter = "\n".join((source.slug, source.title, article.url or "", article.outlet or "", article.author or ""))
    return Row(lambda all: (all.source(source), count), matter, draw)


def _paragraphs(told: Material, source: Source) -> list[Row]:
    texts = filter(None, map(str.strip, source.article.text.split("\n")))
    return [_paragraph(told, text) for text in texts]


def _paragraph(told: Material, text: str) -> Row:
    return Row(lambda all: text, text, partial(told.deep.parts.paragraph, text))


def labels(told: Material, kind: str) -> Iterator[Page]:
    """A page for each tag (or each outlet), and the list of them; nothing where there are none. `kind` is "tags" or
    "outlets"."""
    shelves: list[Shelf] = getattr(told, kind)
    for shelf in shelves:
        query = urlencode({kind.removesuffix("s"): shelf.label.name}, errors="replace")
        path = f"{kind}/{shelf.label.slug}.html"
        yield from _list(told, "label.html", path, [_line(told, item) for item in shelf.items],
                         name=shelf.label.name, kind=kind, query=query)
    if shelves:
        yield from _list(told, "list.html", f"{kind}/index.html", [_shelf(told, shelf) for shelf in shelves],
                         title=f"page.{kind}", what=f"count.{kind}", kind=kind)


def _line(told: Material, item: Item) -> Row:
    matter = f"{item.slug} {item.entry.edtf} {item.title}"
    return Row(lambda all: all.item(item), matter, partial(told.deep.line, item))


def _shelf(told: Material, shelf: Shelf) -> Row:
    name, count = shelf.label.name, len(shelf.items)
    draw = partial(told.deep.parts.shelf, shelf.label, count)
    return Row(lambda all: (name, count), f"{name} {shelf.label.slug}", draw)


def review(told: Material) -> Iterator[Page]:
    """What tells of something without a date; nothing where all has one."""
    if told.review:
        yield from _list(told, "review.html", "review.html", [_undated(told, each) for each in told.review])


def _undated(told: Material, each: Telling) -> Row:
    def draw() -> str:
        drawn: str = told.near.parts.telling(each, told.near.say(each, waits=True), told.near.root)
        return drawn

    return Row(lambda all: all.telling(each), each.matter, draw, 2 * ROW)


def _list(told: Material, template: str, path: str, rows: Sequence[Row], *,
          source: Source | None = None, **values: Any) -> Iterator[Page]:
    """The pages of a list; `source` is the article that it is of."""
    parts = list(pages_of(rows))
    paths = addresses(path, len(parts))
    # From one page of a list to the others, which lie in the same folder.
    names = [each.rpartition("/")[2] for each in paths]

    def page(n: int, own: str, part: Sequence[Row]) -> Page:
        def seen(all: Seen) -> object:
            return source and all.source(source), values, n, names, len(rows), [row.seen(all) for row in part]

        def draw() -> bytes:
            return told.page(template, own, rows=[row.draw() for row in part], number=n, names=names,
                             row_count=len(rows), source=source, **values)

        return told.kept(own, seen, draw)

    yield from (page(n, own, part) for n, (own, part) in enumerate(zip(paths, parts, strict=True), 1))
