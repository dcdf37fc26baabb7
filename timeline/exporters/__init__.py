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

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from timeline.exporters import events_csv, events_json, feeds, ics, oembed, share, site, sitemap, timelinejs
from timeline.exporters.options import Options
from timeline.garbage import uncollected
from timeline.model import Timeline

File = tuple[str, bytes | Iterator[bytes] | None]
"""The path of a file and what is in it, bit by bit where that is much; None where it stands as it was the last time."""
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


_BIT_BY_BIT = {"json": events_json, "csv": events_csv, "ics": ics, "timelinejs": timelinejs}
"""The exporters that make one file of every entry."""


class Parts:
    """The files of these exporters, of all where none is named, in parts that may be made apart, even in processes of
    their own that take note of each other's pages (`timeline.sharing.Notebook`). No file links to one that is left out.
    """

    def __init__(self, timeline: Timeline, options: Options, names: Collection[str] | None = None) -> None:
        self._options = options if names is None else replace(options, exporters=frozenset(names))
        self._listed = set[str]()
        self._parts = [part for name in EXPORTERS if self._options.has(name)
                       for part in _parts(name, timeline, self._options)]

    def __len__(self) -> int:
        return len(self._parts)

    def __call__(self, number: int) -> Iterator[File]:
        """A part: the first holds the first page."""
        for path, content in self._parts[number]():
            if not isinstance(content, Iterator) and sitemap.lists(path, _looked_at(path, content, self._options)):
                self._listed.add(path)
            yield path, content

    def last(self) -> Iterator[File]:
        """What is made of all others: the map of all pages."""
        yield from sitemap.files(self._listed, self._options).items()

    def told(self) -> set[str]:
        """The pages that were made here and are for the map."""
        return self._listed

    def take(self, told: set[str]) -> None:
        """Takes over those made elsewhere."""
        self._listed |= told


def _parts(name: str, timeline: Timeline, options: Options) -> list[Callable[[], Iterable[File]]]:
    if name == "site":
        return [*site.parts(timeline, options)]
    if (large := _BIT_BY_BIT.get(name)) is not None:
        return [lambda: [(large.PATH, large.chunks(timeline, options))]]
    return [lambda: EXPORTERS[name](timeline, options).items()]


def pages(
    timeline: Timeline, options: Options, names: Collection[str] | None = None
) -> Iterator[tuple[str, bytes | None]]:
    """The files of these exporters, of all where none is named, each as soon as it is made: the first page first, the
    map of all pages last. The content is None where `options.kept` says that the page stands as it is.
    """
    with uncollected():
        parts = Parts(timeline, options, names)
        for number in range(len(parts)):
            yield from map(_whole, parts(number))
        yield from map(_whole, parts.last())


def _whole(file: File) -> tuple[str, bytes | None]:
    path, content = file
    return path, b"".join(content) if isinstance(content, Iterator) else content


def _looked_at(path: str, content: bytes | None, options: Options) -> bytes:
    """As much of a file as the map of all pages asks for. Of ours no page that may stand from the last time hides."""
    if content is not None:
        return content
    return options.kept.content(path) if options.kept and options.templates else b""


def whole(timeline: Timeline, options: Options, names: Collection[str] | None = None) -> dict[str, bytes]:
    """Every file of a site, by its path: those of all exporters, or of those named; but for what stands as it is."""
    return {path: content for path, content in pages(timeline, options, names) if content is not None}
