"""Exporters: a timeline becomes files, in memory.

Each is a pure function `files(timeline, options)` that gives {relative POSIX path: content}; no clock, no reading
but of templates, and the same input gives the same bytes. `EXPORTERS` names them. A whole site is their union:

    from timeline.exporters import EXPORTERS
    from timeline.exporters.options import Options
    from timeline.writer import write

    options = Options(title="The bridge", articles=tuple(articles))
    site = {path: content for files in EXPORTERS.values() for path, content in files(timeline, options).items()}
    write(site, Path("site"))
"""

from __future__ import annotations

from collections.abc import Callable

from timeline.exporters import events_json, site
from timeline.exporters.options import Options
from timeline.model import Timeline

EXPORTERS: dict[str, Callable[[Timeline, Options], dict[str, bytes]]] = {
    "site": site.files,
    "events_json": events_json.files,
}
"""Every exporter by its name. No two of them make a file of the same path."""
