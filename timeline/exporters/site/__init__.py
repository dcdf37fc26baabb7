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
from functools import partial

from timeline.exporters.options import Options
from timeline.exporters.site import lists, reading, search
from timeline.exporters.site.material import Material, Page, Part, material
from timeline.model import Timeline


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """Every file of the site but those for machines, and but for what stands as it is."""
    made = (page for part in parts(timeline, options) for page in part())
    return {path: content for path, content in made if content is not None}


def parts(timeline: Timeline, options: Options) -> list[Part]:
    """The same in parts, each of which may be made by itself; the first page first, and right behind it what it asks
    for: a preview is read while the rest is drawn."""
    told = material(timeline, options)
    assets = told.theme.assets()
    return [
        partial(_opening, told, assets),
        partial(reading.beside, told, assets["assets/timeline.css"]),
        *([lambda: search.index(told.items, told.words).items()] if told.leaves else []),
        *reading.behind(told),
        *lists.sources(told),
        partial(lists.labels, told, "tags"),
        partial(lists.labels, told, "outlets"),
        partial(lists.review, told),
    ]


def _opening(told: Material, assets: dict[str, bytes]) -> Iterator[Page]:
    pages = reading.opening(told)
    yield next(pages)
    yield from (("embed.js" if path == "assets/embed.js" else path, content) for path, content in assets.items())
    yield from pages
    yield ".nojekyll", b""
