"""The site: a page to read, one for each entry, source, tag and outlet, and what they need.

    index.html              the entries in order, under years and months; of many the most important
    years/2016.html         of many, all the entries of a year, or `2016-04.html` of a month
    search.html, search/    of many, the filter over all of them and its index
    entries/<slug>.html     one entry in full; the slug is made from its id alone
    sources/<slug>.html     an article: how it was dated, and what it gave; sources/index.html lists them
    tags/  outlets/         what stands under each tag and each outlet; index.html lists them
    review.html             what no date was found for
    about.html              how this was made, and how to embed it
    embed/index.html        the entries bare, for an iframe; embed.js fits the iframe to them
    assets/                 style sheet and script
    404.html  .nojekyll     for static hosts; entries/index.html leads back to the front page

A list that is too long for one page goes on in `<slug>_2.html`. Every link is relative and names a file, so that the
site works below any path and from a folder.

The rooms: `items` is what the templates are given, `pieces` makes each entry's HTML once, `drawn` takes it from the
page of the last time, `paging` says which entries share a page, `reading` and `lists` fill the pages in, `search` makes
the index, `seen` tells whether a page would be the same as the last time.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.exporters.options import Options
from timeline.exporters.site import lists, reading, search
from timeline.exporters.site.material import Page, material
from timeline.model import Timeline


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """Every file of the site but those for machines, and but for what stands as it is."""
    return {path: content for path, content in pages(timeline, options) if content is not None}


def pages(timeline: Timeline, options: Options) -> Iterator[Page]:
    """The same, each as soon as it is made, the first page first."""
    told = material(timeline, options)
    assets = told.theme.assets()
    style = assets["assets/timeline.css"]
    reading_pages = reading.timeline(told)
    yield next(reading_pages)
    # What the first page asks for comes right behind it: a preview is read while the rest is drawn.
    yield "embed.js", assets.pop("assets/embed.js")
    yield from assets.items()
    yield from reading_pages
    yield from reading.entries(told)
    yield from reading.beside(told, style)
    yield from lists.sources(told)
    yield from lists.labels(told, "tags")
    yield from lists.labels(told, "outlets")
    yield from lists.review(told)
    yield from search.index(told.items, told.words).items() if told.leaves else ()
    yield ".nojekyll", b""
