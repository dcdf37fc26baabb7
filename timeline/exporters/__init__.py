"""Exporters: a timeline becomes files, in memory.

Each is a pure function `files(timeline, options)` that gives {relative POSIX path: content}; no clock, no reading
but of templates, and the same input gives the same bytes. `EXPORTERS` names them, `whole` is all of them together and
`pages` the same one by one:

    from timeline.exporters import whole
    from timeline.exporters.options import Options
    from timeline.writer import write

    options = Options(title="The bridge", articles=tuple(articles))
    write(whole(timeline, options), Path("site"))
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from timeline.exporters import events_csv, events_json, feeds, ics, oembed, share, site, sitemap, timelinejs
from timeline.exporters.options import Options
from timeline.model import Timeline

EXPORTERS: dict[str, Callable[[Timeline, Options], dict[str, bytes]]] = {
    "site": site.files,
    "json": events_json.files,
    "csv": events_csv.files,
    "ics": ics.files,
    "atom": feeds.atom,
    "jsonfeed": feeds.json_feed,
    "timelinejs": timelinejs.files,
    "oembed": oembed.files,
    "share": share.files,
}
"""Every exporter by its name. No two of them make a file of the same path."""


def pages(
    timeline: Timeline, options: Options, names: Collection[str] | None = None
) -> Iterator[tuple[str, bytes | None]]:
    """The files of these exporters, of all where none is named, each as soon as it is made: the first page first, the
    map of all pages last. No file links to one that is left out. The content is None where `options.kept` says that the
    page stands as it is.
    """
    told = options if names is None else replace(options, exporters=frozenset(names))
    listed: list[str] = []
    with _uncollected():
        for name, exporter in EXPORTERS.items():
            if told.has(name):
                made = site.pages(timeline, told) if name == "site" else exporter(timeline, told).items()
                for path, content in made:
                    if sitemap.lists(path, _looked_at(path, content, told)):
                        listed.append(path)
                    yield path, content
        yield from sitemap.files(listed, told).items()


def _looked_at(path: str, content: bytes | None, options: Options) -> bytes:
    """As much of a file as the map of all pages asks for. Of ours no page that may stand from the last time hides."""
    if content is not None:
        return content
    return options.kept.content(path) if options.kept and options.templates else b""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pages are made of strings, and of nothing that refers to itself: to look for that takes a tenth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def whole(timeline: Timeline, options: Options, names: Collection[str] | None = None) -> dict[str, bytes]:
    """Every file of a site, by its path: those of all exporters, or of those named; but for what stands as it is."""
    return {path: content for path, content in pages(timeline, options, names) if content is not None}
