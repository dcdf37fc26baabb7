"""From sources to a site: everything `timeline build` does, without a terminal.

sources ─read→ articles ─extract→ events ─merge→ timeline ─export→ files ─write→ site
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from timeline.articles import LeftOut, Progress, Published, Reading, Source, insist, read_sources
from timeline.errors import InputError, NoEntriesError, Problem
from timeline.events import read_events
from timeline.exporters import EXPORTERS
from timeline.exporters.options import Options
from timeline.merging import merge
from timeline.model import Article, Event, Timeline
from timeline.writer import write

Undated = Literal["error", "skip"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to: how many articles were read, time expressions found in them, entries made and events left
    for review; what was left out and why; where the site lies; and the warnings, which stopped nothing."""

    articles: int
    expressions: int
    entries: int
    review: int
    left_out: tuple[LeftOut, ...]
    out: Path
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The events of all articles, with how many time expressions those hold."""

    reading: Reading
    expressions: int
    events: tuple[Event, ...]


def build(
    sources: Source | Collection[Source],
    out: Source = "site",
    *,
    title: str | None = None,
    published: Published | None = None,
    undated: Undated = "error",
    language: str | None = None,
    base_url: str | None = None,
    progress: Progress | None = None,
) -> Report:
    """Makes the site of some files and folders, whole or not at all.

    `published` and `language` hold for every article, whatever it says; `undated="skip"` leaves out articles without a
    date. Raises InputError with every problem of the run (UndatedError, NoEntriesError, OutputError are kinds of it);
    nothing was written then.
    """
    _check_address(base_url)
    found = find_events(sources, out, published=published, undated=undated, language=language, progress=progress)
    articles = found.reading.articles
    timeline = merge(found.events)
    if not timeline.entries:
        raise NoEntriesError(_nothing(sources, len(articles), found.expressions))
    options = Options(
        title=title or Options().title,
        language=language or _commonest(articles),
        base_url=base_url,
        articles=tuple(articles),
    )
    write(_files(timeline, options), Path(out))
    return Report(
        len(articles),
        found.expressions,
        len(timeline.entries),
        len(timeline.review),
        tuple(found.reading.left_out),
        Path(out),
        tuple(found.reading.warnings),
    )


def find_events(
    sources: Source | Collection[Source],
    out: Source | None = None,
    *,
    published: Published | None = None,
    undated: Undated = "error",
    language: str | None = None,
    progress: Progress | None = None,
) -> Found:
    """The events of every article in the sources, in the order read, those without a date included.

    A site at `out` is no source, even where it lies in one. Raises as `build` does, but writes nothing.
    """
    named = [sources] if isinstance(sources, str | os.PathLike) else list(sources)
    # Where the output folder is a source itself, it is read, and the writer will say whose files it holds.
    leave = [out] if out and os.path.realpath(out) not in map(os.path.realpath, named) else []
    reading = read_sources(named, published=published, language=language, leave=leave, progress=progress)
    insist(reading, skip_undated=undated == "skip")
    reading.left_out += [LeftOut(each.path, "no publication date") for each in reading.undated]
    expressions, events = 0, []
    for done, (count, told) in enumerate(_told(reading.articles), 1):
        expressions += count
        events += told
        if progress:
            progress("finding events", done, len(reading.articles))
    return Found(reading, expressions, tuple(events))


def _told(articles: Collection[Article]) -> Iterator[tuple[int, list[Event]]]:
    for article in articles:
        values, events = read_events(article)
        yield len(values), events


def _files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    return {path: content for files in EXPORTERS.values() for path, content in files(timeline, options).items()}


def _commonest(articles: Collection[Article]) -> str:
    return Counter(article.language for article in articles).most_common(1)[0][0]


def _check_address(base_url: str | None) -> None:
    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise InputError(
            Problem(
                "--base-url",
                "TL501",
                f"{base_url!r} is not the address of a site",
                "Write it whole, such as https://example.org/timeline/.",
            )
        )


def _nothing(sources: Source | Collection[Source], articles: int, expressions: int) -> Problem:
    first = sources if isinstance(sources, str | os.PathLike) else next(iter(sources), ".")
    told = f"{articles} article{'s' if articles != 1 else ''} with {expressions} time expressions"
    if not articles:
        return Problem(str(first), "TL301", "no article has a date, so there is nothing to show", "Date one at least.")
    return Problem(
        str(first),
        "TL301",
        f"no event could be dated in {told}",
        "See with `timeline tag FILE` what is understood; articles must say when something happened.",
    )
