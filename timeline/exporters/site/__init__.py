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

The rooms: `items` is what the templates are given, `pieces` makes each entry's HTML once, `paging` says which entries
share a page, `pages` and `lists` fill the pages in, `search` makes the index.
"""

from __future__ import annotations

from timeline.exporters.options import Options
from timeline.exporters.site import lists, pages, search
from timeline.exporters.site.material import material
from timeline.model import Timeline


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """Every file of the site but those for machines."""
    told = material(timeline, options)
    assets = told.theme.assets()
    return {
        **dict(pages.timeline(told)),
        **dict(pages.entries(told)),
        **dict(pages.beside(told, assets["assets/timeline.css"])),
        **dict(lists.sources(told)),
        **dict(lists.labels(told, "tags")),
        **dict(lists.labels(told, "outlets")),
        **dict(lists.review(told)),
        **(search.index(told.items) if told.leaves else {}),
        "embed.js": assets.pop("assets/embed.js"),
        ".nojekyll": b"",
        **assets,
    }
