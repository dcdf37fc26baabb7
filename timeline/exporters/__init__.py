"""Exporters: a timeline becomes files, in memory.

Each is a pure function `files(timeline, options)` that gives {relative POSIX path: content}; no clock, no reading
but of templates, and the same input gives the same bytes. `EXPORTERS` names them, `whole` is all of them together:

    from timeline.exporters import whole
    from timeline.exporters.options import Options
    from timeline.writer import write

    options = Options(title="The bridge", articles=tuple(articles))
    write(whole(timeline, options), Path("site"))
"""

from __future__ import annotations

from collections.abc import Callable

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


def whole(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """Every file of a site: those of all exporters, and the map of them, which is made last."""
    made = {path: content for files in EXPORTERS.values() for path, content in files(timeline, options).items()}
    return made | sitemap.files(made, options)
