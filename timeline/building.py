"""From sources to a site: everything `timeline build` does, without a terminal.

sources ─read→ articles ─extract→ events ─merge→ timeline ─edits→ timeline ─export→ files ─write→ site
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from timeline import edits as editing
from timeline.articles import EDITS, LeftOut, Progress, Published, Reading, Source, insist, read_sources
from timeline.articles.sources import text_of
from timeline.edits import Edit
from timeline.errors import InputError, NoEntriesError, OutputError, Problem
from timeline.events import read_events
from timeline.exporters import EXPORTERS
from timeline.exporters.options import Options
from timeline.merging import merge
from timeline.model import Article, Entry, Event, Timeline
from timeline.writer import write

Undated = Literal["error", "skip"]


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to: how many articles were read, time expressions found in them, entries made and events left
    for review; what was left out and why; where the site lies; and the warnings, which stopped nothing.

    Of the entries made `by_hand` were written by an editor and `shown` are on the site. `edits` were applied, of which
    `hidden` hid something, and `vanished` found nothing to apply to.
    """

    articles: int
    expressions: int
    entries: int
    review: int
    left_out: tuple[LeftOut, ...]
    out: Path
    warnings: tuple[Problem, ...]
    shown: int
    by_hand: int = 0
    edits: int = 0
    hidden: int = 0
    vanished: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The events of all articles, with how many time expressions those hold."""

    reading: Reading
    expressions: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A timeline with the editor's word in it. `edits` are all that were read, `vanished` those that found nothing,
    `warnings` what the reading and the edits gave."""

    found: Found
    timeline: Timeline
    edits: tuple[Edit, ...]
    vanished: tuple[Edit, ...]
    warnings: tuple[Problem, ...]


def build(
    sources: Source | Collection[Source],
    out: Source = "site",
    *,
    title: str | None = None,
    published: Published | None = None,
    undated: Undated = "error",
    language: str | None = None,
    base_url: str | None = None,
    edits: Source | None = None,
    approved_only: bool = False,
    top: int | None = None,
    progress: Progress | None = None,
) -> Report:
    """Makes the site of some files and folders, whole or not at all.

    `published` and `language` hold for every article, whatever it says; `undated="skip"` leaves out articles without a
    date. `edits` is the editor's file, otherwise `edits.toml` at the top of each source. `approved_only` shows signed
    entries alone, and nothing for review; `top` the so many most important. Raises InputError with every problem of the
    run (UndatedError, NoEntriesError, OutputError are kinds of it); nothing was written then.
    """
    _check_options(base_url, top)
    made = make(sources, out, published=published, undated=undated, language=language, edits=edits, progress=progress)
    articles, timeline = made.found.reading.articles, made.timeline
    shown = _most_important(_signed(timeline) if approved_only else timeline, top)
    if not shown.entries:
        raise NoEntriesError(_nothing(sources, made))
    options = Options(
        title=title or Options().title,
        language=language or _commonest(articles),
        base_url=base_url,
        articles=tuple(articles),
    )
    write(_files(shown, options), Path(out))
    return Report(
        len(articles),
        made.found.expressions,
        len(timeline.entries),
        len(timeline.review),
        tuple(made.found.reading.left_out),
        Path(out),
        made.warnings,
        len(shown.entries),
        by_hand=sum(bool(entry.written) for entry in timeline.entries),
        edits=len(made.edits) - len(made.vanished),
        hidden=sum(edit.hide and edit not in made.vanished for edit in made.edits),
        vanished=len(made.vanished),
    )


def make(
    sources: Source | Collection[Source],
    out: Source | None = None,
    *,
    published: Published | None = None,
    undated: Undated = "error",
    language: str | None = None,
    edits: Source | Collection[Source] | None = None,
    progress: Progress | None = None,
) -> Made:
    """The timeline of some files and folders, with what an editor wrote and changed. Raises as `build` does, but writes
    nothing; no entry at all is no error here."""
    reading = _read(sources, out, published, language, progress)
    told, problems = _edits(edit_files(sources) if edits is None else map(Path, _listed(edits)))
    by_hand, wrong = editing.entries(reading.by_hand)
    reading.problems += [*wrong, *problems]
    found = _found(reading, undated, progress)
    merged = merge(found.events)
    whole = replace(merged, entries=(*merged.entries, *by_hand))
    timeline, warnings = editing.apply(whole, told)
    return Made(found, timeline, told, editing.vanished(whole, told), (*reading.warnings, *warnings))


def edit_files(sources: Source | Collection[Source]) -> list[Path]:
    """The editor's files that lie where they are looked for: at the top of a folder, or beside a file."""
    # Unlike those of Path these say False of a name that no file can have; the reading will say what is wrong with it.
    places = [path if os.path.isdir(path) else path.parent for path in map(Path, _listed(sources))]
    files = {os.path.realpath(place / EDITS): place / EDITS for place in places}
    return [path for path in files.values() if os.path.isfile(path)]


def save_edit(path: Source, id: str, quote: str, changes: Mapping[str, str | bool]) -> None:
    """Sets names in the table of `id` in the editor's file, which is made where there is none; whole or not at all.

    Raises InputError where the file cannot be read or makes no sense, and OutputError where it cannot be written.
    """
    from timeline.edits.writing import with_edit

    target = Path(os.path.realpath(path))
    text = text_of(target) if target.exists() else ""
    # Somebody may have it open in an editor: what they saved since is read, and never written over unread.
    editing.read_edits(text, str(path))
    try:
        _replace(target, with_edit(text, id, quote, changes).encode("utf-8"))
    except OSError as error:
        help = "Check its permissions and the free space, or name another file with --edits."
        raise OutputError(Problem(str(path), "TL402", f"cannot be written: {error.strerror or error}", help)) from error


def _replace(target: Path, content: bytes) -> None:
    mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
    handle, staged = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(staged, mode)
        os.replace(staged, target)
    except BaseException:
        os.unlink(staged)
        raise


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
    return _found(_read(sources, out, published, language, progress), undated, progress)


def _read(
    sources: Source | Collection[Source],
    out: Source | None,
    published: Published | None,
    language: str | None,
    progress: Progress | None,
) -> Reading:
    named = _listed(sources)
    # Where the output folder is a source itself, it is read, and the writer will say whose files it holds.
    leave = [out] if out and os.path.realpath(out) not in map(os.path.realpath, named) else []
    return read_sources(named, published=published, language=language, leave=leave, progress=progress)


def _listed(sources: Source | Collection[Source]) -> list[Source]:
    return [sources] if isinstance(sources, str | os.PathLike) else list(sources)


def _found(reading: Reading, undated: Undated, progress: Progress | None) -> Found:
    insist(reading, skip_undated=undated == "skip")
    reading.left_out += [LeftOut(each.path, "no publication date") for each in reading.undated]
    expressions, events = 0, []
    for done, (count, told) in enumerate(_told(reading.articles), 1):
        expressions += count
        events += told
        if progress:
            progress("finding events", done, len(reading.articles))
    return Found(reading, expressions, tuple(events))


def _edits(files: Iterable[Path]) -> tuple[tuple[Edit, ...], list[Problem]]:
    """The edits of the files, each id in one of them, and what is wrong with them."""
    found: dict[str, Edit] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            read = editing.read_edits(text_of(path), str(path))
        except InputError as error:
            problems += error.problems
            continue
        for edit in read:
            if (first := found.setdefault(edit.id, edit)) is not edit:
                help = "Keep one of the two tables."
                problems.append(edit.problem("TL602", f"{edit.id} has a table in {first.path} too", help))
    return tuple(found.values()), problems


def _signed(timeline: Timeline) -> Timeline:
    return Timeline(tuple(entry for entry in timeline.entries if entry.approved))


def _most_important(timeline: Timeline, count: int | None) -> Timeline:
    """The timeline with no more than `count` entries, of equally important ones the earlier."""
    if count is None or count >= len(timeline.entries):
        return timeline
    ranked: list[Entry] = sorted(timeline.entries, key=lambda entry: -entry.importance)
    kept = {entry.id for entry in ranked[:count]}
    return replace(timeline, entries=tuple(entry for entry in timeline.entries if entry.id in kept))


def _told(articles: Collection[Article]) -> Iterator[tuple[int, list[Event]]]:
    for article in articles:
        values, events = read_events(article)
        yield len(values), events


def _files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    return {path: content for files in EXPORTERS.values() for path, content in files(timeline, options).items()}


def _commonest(articles: Collection[Article]) -> str:
    languages = Counter(article.language for article in articles).most_common(1)
    return languages[0][0] if languages else Options().language


def _check_options(base_url: str | None, top: int | None) -> None:
    if top is not None and top < 1:
        raise InputError(Problem("--top", "TL501", f"{top} is no number of entries", "Write 1 or more."))
    if base_url is not None and not base_url.startswith(("http://", "https://")):
        raise InputError(
            Problem(
                "--base-url",
                "TL501",
                f"{base_url!r} is not the address of a site",
                "Write it whole, such as https://example.org/timeline/.",
            )
        )


def _nothing(sources: Source | Collection[Source], made: Made) -> Problem:
    first = str(next(iter(_listed(sources)), "."))
    articles, entries = len(made.found.reading.articles), len(made.timeline.entries)
    if entries:
        told = f"none of {entries} entries is approved" if entries > 1 else "the only entry is not approved"
        return Problem(first, "TL302", told, "Sign entries with `timeline review`, or build without --approved-only.")
    if any(edit.hide for edit in made.edits) and any(event.interval for event in made.found.events):
        return Problem(first, "TL302", "every entry is hidden", f"Take `hide` out of some tables of {EDITS}.")
    if not articles:
        return Problem(first, "TL301", "no article has a date, so there is nothing to show", "Date one at least.")
    return Problem(
        first,
        "TL301",
        f"no event could be dated in {articles} article{'s' if articles != 1 else ''} "
        f"with {made.found.expressions} time expressions",
        "See with `timeline tag FILE` what is understood; articles must say when something happened.",
    )
