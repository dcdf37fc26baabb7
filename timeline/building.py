"""From sources to a site: everything `timeline build` does, without a terminal.

sources ─read→ articles ─extract→ events ─merge→ timeline ─edits→ timeline ─export→ files ─write→ site
"""

from __future__ import annotations

import os
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal, TypedDict, Unpack

from timeline import edits as editing
from timeline import gathering, keeping, rereading
from timeline.articles import EDITS, LeftOut, Progress, Published, Reading, Source, insist, read_sources
from timeline.articles.sources import text_of
from timeline.cache import FOLDER, Cache
from timeline.edits import Edit
from timeline.errors import InputError, NoEntriesError, OutputError, Problem, offer
from timeline.exporters import EXPORTERS, File, Parts, history, pages, retold
from timeline.exporters.digests import Origin
from timeline.exporters.history import Changes
from timeline.exporters.kept import Kept
from timeline.exporters.options import Options
from timeline.garbage import uncollected
from timeline.keeping import KeptFiles
from timeline.memory import Memory
from timeline.merging import merge_articles
from timeline.model import Article, Entry, Event, Timeline
from timeline.outlets import Outlet
from timeline.recent import Recent, RecentFiles
from timeline.rereading import SourceChanges
from timeline.writer import Shares, write

Undated = Literal["error", "skip"]
_MERGE = "merge"
_WORTH = 1_000
"""How many entries there must be for each process that helps to draw them: fewer are drawn as soon as it is there."""
_DOCUMENTED = "docs/themes.md says what a template may use."


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to: how many articles were read, time expressions found in them, entries made and events left
    for review; what was left out and why; where the site lies; and the warnings, which stopped nothing.

    Of the entries made `by_hand` were written by an editor and `shown` are on the site. `edits` were applied, of which
    `hidden` hid something, and `vanished` found nothing to apply to. `changes` are those to the site that stood there
    before, None where none did; `sources` those to the articles, None where no cache remembers a build before. `hints`
    say what would read the sources better.
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
    changes: Changes | None = None
    sources: SourceChanges | None = None
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in all articles: how many time expressions, and the events of each in turn, beside its key in the
    cache (None where there is no cache)."""

    reading: Reading
    expressions: int
    told: tuple[tuple[str | None, tuple[Event, ...]], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of all."""
        return tuple(event for _, events in self.told for event in events)

    @property
    def origins(self) -> Iterator[Origin]:
        """What the events of each article follow from."""
        return ((key, article, events) for article, (key, events) in zip(self.reading.articles, self.told, strict=True))

    @property
    def keys(self) -> tuple[str, ...]:
        """What the cache knows the articles by."""
        return tuple(key or "" for key, _ in self.told)


@dataclass(frozen=True, slots=True)
class Made:
    """A timeline with the editor's word in it. `edits` are all that were read, `vanished` those that found nothing,
    `warnings` what the reading and the edits gave."""

    found: Found
    timeline: Timeline
    edits: tuple[Edit, ...]
    vanished: tuple[Edit, ...]
    warnings: tuple[Problem, ...]


class Wanted(TypedDict, total=False):
    """How sources are read.

    `published` and `language` hold for every article, whatever it says; `undated="skip"` leaves out articles without a
    date. `timezone` is that of all outlets, a name of the IANA database; `outlets` are known by their address or name.
    `leave` is no source, wherever it lies. `cache` is a folder that keeps what was found in each article, None for
    none, and `recent` what a process that builds again keeps before it; `jobs` is how many processes read files, find
    events and draw pages, 1 unless said otherwise.
    """

    published: Published | None
    undated: Undated
    language: str | None
    timezone: str | None
    outlets: Collection[Outlet]
    leave: Collection[Source]
    cache: Source | None
    recent: Recent
    jobs: int
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the user asks of what is shown."""

    title: str | None
    description: str | None
    language: str | None
    base_url: str | None
    approved_only: bool
    top: int | None


@dataclass(frozen=True, slots=True)
class _Shown:
    """What goes to the exporters, and what it was made of."""

    made: Made
    timeline: Timeline
    options: Options


def build(
    sources: Source | Collection[Source],
    out: Source = "site",
    *,
    title: str | None = None,
    description: str | None = None,
    site_language: str | None = None,
    base_url: str | None = None,
    edits: Source | None = None,
    approved_only: bool = False,
    top: int | None = None,
    theme: Source | None = None,
    full_text: bool = False,
    exporters: Collection[str] | None = None,
    now: datetime | None = None,
    **wanted: Unpack[Wanted],
) -> Report:
    """Makes the site of some files and folders, whole or not at all; how they are read, `Wanted` says.

    `site_language` is the BCP 47 tag of the language that the site itself speaks, otherwise that of most articles.
    `edits` is the editor's file, otherwise `edits.toml` at the top of each source. `approved_only` shows signed
    entries alone, and nothing for review; `top` the so many most important. `theme` is a folder of templates and
    assets that go before ours, `full_text` shows articles whole. `exporters` are some of EXPORTERS, None for all.
    `now`, with its offset, is when entries count as added or changed that the site in `out` does not have; without
    it, or without such a site, the publication of their articles stands in; its day is the one as of which
    a site says that it stands, until something changes again. Raises InputError with every problem of
    the run (UndatedError, NoEntriesError, OutputError are kinds of it); nothing was written then.
    """
    _check_theme(theme)
    _check_exporters(exporters)
    wishes = _Wishes(title, description, site_language, base_url, approved_only, top)
    shown = _shown(sources, out, wishes, edits, wanted)
    options = replace(shown.options, templates=None if theme is None else Path(theme), full_text=full_text)
    with _cache(wanted) as kept:
        known = KeptFiles(kept, _site(out, kept.home), Path(out), shown.made.found.origins) if kept else None
        change = _write(shown.timeline, options, exporters, Path(out), now, known, wanted.get("jobs", 1))
        sources_changed = _remembered(kept, shown.made.found, Path(out)) if kept else None
        warnings = [word for word in _words(kept) if word not in shown.made.warnings]
    return _report(shown, Path(out), change, sources_changed, warnings)


@dataclass(frozen=True, slots=True)
class Rendering:
    """A site that is not written. `shown` entries are on it; `made_from` is another for a site that reads differently;
    `files` draws it, file by file, the first page first, but for what stands from before (None)."""

    shown: int
    warnings: tuple[Problem, ...]
    made_from: object
    files: Callable[[Kept | None], Iterator[tuple[str, bytes | None]]]


def render(
    sources: Source | Collection[Source],
    *,
    title: str | None = None,
    description: str | None = None,
    site_language: str | None = None,
    edits: Source | None = None,
    approved_only: bool = False,
    top: int | None = None,
    theme: Source | None = None,
    full_text: bool = False,
    **wanted: Unpack[Wanted],
) -> Rendering:
    """The site as `build` makes it, without writing it. Raises as that does, and the drawing for a template."""
    _check_theme(theme)
    shown = _shown(sources, None, _Wishes(title, description, site_language, None, approved_only, top), edits, wanted)
    templates = None if theme is None else Path(theme)
    options = replace(shown.options, templates=templates, full_text=full_text)

    def files(kept: Kept | None) -> Iterator[tuple[str, bytes | None]]:
        return _files(shown.timeline, replace(options, kept=kept))

    # How it was dated is no part of what an article is, but stands on its page.
    dated = [article.evidence for article in options.articles]
    # Nor are the files of a theme part of the options: with one of the user's, every site is taken for another.
    made_from = shown.timeline, options, dated, templates and object()
    return Rendering(len(shown.timeline.entries), shown.made.warnings, made_from, files)


def export(
    format: str,
    sources: Source | Collection[Source],
    *,
    title: str | None = None,
    description: str | None = None,
    site_language: str | None = None,
    base_url: str | None = None,
    edits: Source | None = None,
    approved_only: bool = False,
    top: int | None = None,
    **wanted: Unpack[Wanted],
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """The files of one of `EXPORTERS`, with the warnings; nothing is written. The rest is as `build` has it.

    Raises KeyError for a format there is not, and InputError as `build` does.
    """
    wishes = _Wishes(title, description, site_language, base_url, approved_only, top)
    shown = _shown(sources, None, wishes, edits, wanted)
    return EXPORTERS[format](shown.timeline, shown.options), shown.made.warnings


def _shown(
    sources: Source | Collection[Source], out: Source | None, wishes: _Wishes, edits: Source | None, wanted: Wanted
) -> _Shown:
    """The timeline as far as it is shown, with its options. Raises NoEntriesError where nothing is shown."""
    _check_options(wishes.base_url, wishes.top, wishes.language)
    made = make(sources, out, edits=edits, **wanted)
    articles, timeline = made.found.reading.articles, made.timeline
    shown = _most_important(_signed(timeline) if wishes.approved_only else timeline, wishes.top)
    if not shown.entries:
        raise NoEntriesError(_nothing(sources, made))
    options = Options(
        title=wishes.title or Options().title,
        description=wishes.description or "",
        language=wishes.language or wanted.get("language") or _commonest(articles),
        base_url=wishes.base_url,
        articles=tuple(articles),
        left_out=Counter(each.reason for each in made.found.reading.left_out),
    )
    return _Shown(made, shown, options)


@uncollected()
def _write(
    timeline: Timeline, options: Options, exporters: Collection[str] | None, out: Path, now: datetime | None,
    known: KeptFiles | None, jobs: int,
) -> Changes | None:
    """Writes the site, and gives what became of the entries of the one that stood there, None where none did."""
    past = known.past() if known else keeping.past(out)
    faces = history.faces(timeline, known.face) if known else history.faces(timeline)
    change = None if past is None else history.changes(past, faces)
    if past and change:
        added, changed = history.stamps(past, change, now)
        options = replace(options, added=added, changed=changed)
    options = replace(options, kept=known, as_of=history.as_of(past, change, now))
    with _templates(options):
        parts = Parts(timeline, options, exporters)
    write(_shares(parts, options, known, len(timeline.entries), jobs), out)
    if known:
        known.remember(timeline, faces)
    return change


def _shares(parts: Parts, options: Options, known: KeptFiles | None, entries: int, jobs: int) -> Shares:
    """The files of so many entries for the writer."""
    def part(number: int) -> Iterator[File]:
        with _templates(options):
            yield from parts(number)

    jobs = min(jobs, 1 + entries // _WORTH)
    return Shares(len(parts), part, parts.last, (parts, known) if known else (parts,), jobs)


def _report(shown: _Shown, out: Path, change: Changes | None, sources: SourceChanges | None,
            warnings: Iterable[Problem]) -> Report:
    made, timeline = shown.made, shown.made.timeline
    return Report(
        len(made.found.reading.articles),
        made.found.expressions,
        len(timeline.entries),
        len(timeline.review),
        tuple(made.found.reading.left_out),
        out,
        (*made.warnings, *warnings),
        len(shown.timeline.entries),
        by_hand=sum(bool(entry.written) for entry in timeline.entries),
        edits=len(made.edits) - len(made.vanished),
        hidden=sum(edit.hide for edit in made.edits) - sum(edit.hide for edit in made.vanished),
        vanished=len(made.vanished),
        changes=change,
        sources=sources,
        hints=tuple(made.found.reading.hints),
    )


def source_changes(
    sources: Source | Collection[Source], out: Source, *, built: bool = False, **wanted: Unpack[Wanted]
) -> SourceChanges | None:
    """What became of the articles of a site since it was last built or, where `built`, what that build brought; None
    where the cache that is wanted remembers no such build. Raises as `build` does, and writes nothing but the cache."""
    found = None if built else find_events(sources, out, **wanted)
    with _cache(wanted) as kept:
        if kept is None:
            return None
        site = _site(out, kept.home)
        now = rereading.named(found.reading.articles, found.keys, kept.home) if found else kept.built(site)
        return None if now is None else rereading.since(kept, site, now, before=built)


@uncollected()
def _remembered(kept: Cache, found: Found, out: Path) -> SourceChanges | None:
    """What became of the articles since the build before, which this one takes the place of in the cache."""
    site, now = _site(out, kept.home), rereading.named(found.reading.articles, found.keys, kept.home)
    changed = rereading.since(kept, site, now)
    kept.remember(site, now)
    return changed


def _cache(wanted: Wanted) -> AbstractContextManager[Cache | None]:
    """The cache that is wanted, open; None for none."""
    folder = wanted.get("cache")
    return nullcontext() if folder is None else closing(Cache(Path(folder)))


def _words(kept: Cache | None) -> list[Problem]:
    """What happened to the cache."""
    help = "Delete the folder where this goes on, or build with --no-cache."
    return [Problem(str(kept.folder), "TL403", word, help) for word in kept.words] if kept else []


def _site(out: Source, home: Path) -> str:
    """The name of a site in the cache."""
    return Path(os.path.relpath(out, home)).as_posix()


def make(
    sources: Source | Collection[Source],
    out: Source | None = None,
    *,
    edits: Source | Collection[Source] | None = None,
    **wanted: Unpack[Wanted],
) -> Made:
    """The timeline of some files and folders, with what an editor wrote and changed. Raises as `build` does, but writes
    nothing; no entry at all is no error here."""
    told, problems = _edits(edit_files(sources) if edits is None else map(Path, _listed(edits)))
    with _cache(wanted) as kept:
        reading = _read(sources, out, wanted, kept)
        by_hand, wrong = editing.entries(reading.by_hand)
        reading.problems += [*wrong, *problems]
        found = _found(reading, wanted, kept)
        merged = _merged(found, kept, wanted.get("recent"))
    if not told and not by_hand:
        return Made(found, merged, (), (), tuple(reading.warnings))
    whole = replace(merged, entries=(*merged.entries, *by_hand))
    timeline, warnings = editing.apply(whole, told)
    return Made(found, timeline, told, editing.vanished(whole, told), (*reading.warnings, *warnings))


@uncollected()
def _merged(found: Found, kept: Cache | None, recent: Recent | None) -> Timeline:
    """The timeline of what was found, with the help of what the last merge left in this process, else in the cache."""
    if recent:
        return merge_articles(found.told, recent.merge)
    told = kept.held(_MERGE).get(_MERGE) if kept else None
    memory = Memory.from_bytes(told) if told else Memory()
    timeline = merge_articles(found.told, memory)
    if kept:
        kept.hold(_MERGE, {_MERGE: memory.to_bytes()})
    return timeline


def edit_files(sources: Source | Collection[Source]) -> list[Path]:
    """The editor's files that lie where they are looked for, as `edits_of` says."""
    files = {os.path.realpath(path): path for path in map(edits_of, _listed(sources))}
    return [path for path in files.values() if os.path.isfile(path)]


def edits_of(source: Source) -> Path:
    """Where the editor's file of a source belongs: at the top of a folder, or beside a file. What was fetched lies in
    the cache's folder, which holds nothing of anybody's: beside that folder."""
    path = Path(source)
    # Unlike that of Path this says False of a name that no file can have; the reading will say what is wrong with it.
    place = path if os.path.isdir(path) else path.parent
    return next((each.parent for each in (place, *place.parents) if each.name == FOLDER), place) / EDITS


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
    sources: Source | Collection[Source], out: Source | None = None, **wanted: Unpack[Wanted]
) -> Found:
    """The events of every article in the sources, in the order read, those without a date included.

    A site at `out` is no source, even where it lies in one. Raises as `build` does, but writes nothing.
    """
    with _cache(wanted) as kept:
        return _found(_read(sources, out, wanted, kept), wanted, kept)


def _read(
    sources: Source | Collection[Source], out: Source | None, wanted: Wanted, kept: Cache | None
) -> Reading:
    named = _listed(sources)
    # Where the output folder is a source itself, it is read, and the writer will say whose files it holds.
    site = [out] if out and os.path.realpath(out) not in map(os.path.realpath, named) else []
    leave = [*site, *wanted.get("leave", ())]
    reading = read_sources(
        named,
        published=wanted.get("published"),
        language=wanted.get("language"),
        timezone=wanted.get("timezone"),
        leave=leave,
        remembered=RecentFiles(recent, kept) if kept and (recent := wanted.get("recent")) else kept,
        jobs=wanted.get("jobs", 1),
        progress=wanted.get("progress"),
    )
    away = set(map(os.path.realpath, leave))
    reading.left_out = [each for each in reading.left_out if os.path.realpath(each.path) not in away]
    reading.articles = (wanted.get("recent") or Recent()).as_published(reading.articles, wanted.get("outlets", ()))
    return reading


def _listed(sources: Source | Collection[Source]) -> list[Source]:
    return [sources] if isinstance(sources, str | os.PathLike) else list(sources)


@uncollected()
def _found(reading: Reading, wanted: Wanted, kept: Cache | None) -> Found:
    insist(reading, skip_undated=wanted.get("undated") == "skip")
    reading.left_out += [LeftOut(each.path, "no publication date") for each in reading.undated]
    gathered = gathering.gather(
        reading.articles, kept=kept, recent=wanted.get("recent"), jobs=wanted.get("jobs", 1),
        progress=wanted.get("progress"),
    )
    reading.warnings += _words(kept)
    return Found(reading, gathered.expressions, gathered.told)


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


def _files(timeline: Timeline, options: Options) -> Iterator[tuple[str, bytes | None]]:
    with _templates(options):
        yield from pages(timeline, options)


@contextmanager
def _templates(options: Options) -> Iterator[None]:
    """What goes wrong in a template of the user's, they are told."""
    try:
        yield
    except Exception as error:
        problem = options.templates and _in_template(error, options.templates)
        if not problem:
            raise
        raise InputError(problem) from error


def _in_template(error: Exception, folder: Path) -> Problem | None:
    """What is wrong with a template of the user's; None where it is no template of theirs that went wrong."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, UnicodeDecodeError):
        return Problem(str(folder), "TL504", "a template is not UTF-8", "Save it as UTF-8.")
    if isinstance(error, TemplateNotFound):
        help = "Write it, or extend one of ours as default/NAME."
        return Problem(str(folder), "TL504", f"there is no template {error.name}", help)
    if isinstance(error, TemplateSyntaxError):
        return Problem(error.filename or str(folder), "TL504", str(error.message), _DOCUMENTED, error.lineno)
    # Jinja2 writes the file and line of the template into the traceback of what its code raises.
    frames = traceback.extract_tb(error.__traceback__)
    places = [frame for frame in frames if Path(frame.filename).is_relative_to(folder)]
    return Problem(places[-1].filename, "TL504", str(error), _DOCUMENTED, places[-1].lineno) if places else None


def _check_theme(folder: Source | None) -> None:
    if folder is not None and not os.path.isdir(folder):
        told = f"{os.fspath(folder)!r} is no folder"
        raise InputError(Problem("--theme", "TL501", told, "Name the folder that holds your templates and assets."))


def _check_exporters(names: Collection[str] | None) -> None:
    if names is not None and (unknown := [name for name in names if name not in EXPORTERS]):
        told = f"there is no exporter {unknown[0]!r}"
        raise InputError(Problem("--exporter", "TL501", told, offer(unknown[0], EXPORTERS)))


def _commonest(articles: Collection[Article]) -> str:
    languages = Counter(article.language for article in articles).most_common(1)
    return languages[0][0] if languages else Options().language


def _check_options(base_url: str | None, top: int | None, language: str | None) -> None:
    if language is not None and retold.language(language) is None:
        told = f"{language!r} is no language tag"
        raise InputError(Problem("--site-language", "TL501", told, "Write one by BCP 47, such as de or pt-BR."))
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
        undated = bool(made.found.reading.undated)
        code, told = ("TL301", "no article has a date") if undated else ("TL108", "no article was found")
        help = "Date one at least." if undated else "Name the files and folders that hold articles."
        return Problem(first, code, f"{told}{_passed_over(made.found.reading.left_out)}", help)
    return Problem(
        first,
        "TL301",
        f"no event could be dated in {articles} article{'s' if articles != 1 else ''} "
        f"with {made.found.expressions} time expression{'s' if made.found.expressions != 1 else ''}",
        "See with `timeline tag FILE` what is understood; articles must say when something happened.",
    )


def _passed_over(left_out: Collection[LeftOut]) -> str:
    """What made no article and why: "; left out: a.xyz (no reader for .xyz files) and 2 more"."""
    named = ", ".join(f"{each.path} ({each.told})" for each in list(left_out)[:3])
    more = f" and {len(left_out) - 3:,} more" if len(left_out) > 3 else ""
    return f"; left out: {named}{more}" if left_out else ""
