"""Lists: of articles, and what each gave; of tags and outlets, and what stands under each; of what has no date.

Each goes on over as many pages as its weight asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from timeline.exporters.site.items import Item, Source
from timeline.exporters.site.material import Material, Shelf
from timeline.exporters.site.pages import Page
from timeline.exporters.site.paging import addresses, pages_of


def sources(told: Material) -> Iterator[Page]:
    """A page for each article, and the list of them."""
    parts, root = told.deep.parts, told.deep.root
    for source in told.sources:
        rows = [_given(told, source, item) for item in told.given.get(source.article.id, ())]
        path = f"sources/{source.slug}.html"
        yield from _list(told, "source.html", path, rows, source=source)
        if told.options.full_text:
            paragraphs = list(map(parts.paragraph, filter(None, map(str.strip, source.article.text.split("\n")))))
            yield from _list(told, "text.html", f"sources/{source.slug}_text.html", paragraphs, source=source)
    rows = [parts.read(source, told.deep.place(source), len(told.given.get(source.article.id, ())), root)
            for source in told.sources]
    yield from _list(told, "list.html", "sources/index.html", rows, title="What was read", what=("article", "articles"),
                     kind="read")


def _given(told: Material, source: Source, item: Item) -> str:
    own = [said for said in told.deep.said(item) if said.source is source]
    return told.deep.parts.given(item, own, told.deep.root)


def labels(told: Material, kind: str) -> Iterator[Page]:
    """A page for each tag (or each outlet), and the list of them; nothing where there are none. `kind` is "tags" or
    "outlets"."""
    shelves: list[Shelf] = getattr(told, kind)
    for shelf in shelves:
        rows = list(map(told.deep.line, shelf.items))
        query = urlencode({kind.removesuffix("s"): shelf.label.name}, errors="replace")
        path = f"{kind}/{shelf.label.slug}.html"
        yield from _list(told, "label.html", path, rows, name=shelf.label.name, kind=kind, query=query)
    if shelves:
        rows = [told.deep.parts.shelf(shelf.label, len(shelf.items)) for shelf in shelves]
        title, what = {"tags": ("Tags", ("tag", "tags")), "outlets": ("Outlets", ("outlet", "outlets"))}[kind]
        yield from _list(told, "list.html", f"{kind}/index.html", rows, title=title, what=what, kind=kind)


def review(told: Material) -> Iterator[Page]:
    """What tells of something without a date; nothing where all has one."""
    if told.review:
        parts = told.near.parts
        rows = [parts.tellings([(each, told.near.say(each))], told.near.root) for each in told.review]
        yield from _list(told, "review.html", "review.html", rows)


def _list(told: Material, template: str, path: str, rows: Sequence[str], **values: Any) -> Iterator[Page]:
    parts = list(pages_of(rows))
    paths = addresses(path, len(parts))
    # From one page of a list to the others, which lie in the same folder.
    names = [each.rpartition("/")[2] for each in paths]
    for n, (own, part) in enumerate(zip(paths, parts, strict=True), 1):
        yield own, told.page(template, own, rows=part, number=n, names=names, row_count=len(rows), **values)
