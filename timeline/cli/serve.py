"""`timeline serve`: the site while one writes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import count, told, warn
from timeline.errors import InputError, Problem, TimelineError

if TYPE_CHECKING:
    from timeline.articles import Source
    from timeline.building import Report
    from timeline.serving import Preview, Watch

Render = Callable[[], "Report"]


def serve(
    sources: options.Sources = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 is any that is free.")] = 8000,
    title: options.Title = None,
    description: options.Description = None,
    published: options.Published = None,
    undated: options.Undated = "error",
    language: options.Language = None,
    timezone: options.Timezone = None,
    outlets: options.Outlets = None,
    theme: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Templates and assets that go before ours of the same name.", show_default=False
        ),
    ] = None,
    full_text: Annotated[
        bool, typer.Option("--full-text/--no-full-text", help="Show each article whole.", show_default=False)
    ] = False,
    edits: options.Edits = None,
    approved_only: options.ApprovedOnly = False,
    top: options.Top = None,
    config: options.Config = None,
    jobs: options.Jobs = None,
    quiet: options.Quiet = False,
) -> None:
    """Show the site in a browser while you write. A saved file builds it anew and reloads the page; Ctrl-C ends it."""
    from timeline.building import build, edit_files
    from timeline.serving import Preview, Server, Watch

    sources = options.sources_or_articles(sources)
    wanted = options.wanted(sources, config=config, published=published, undated=undated, language=language,
                            timezone=timezone, outlets=outlets, jobs=jobs, no_cache=False)
    _insist(sources)
    named = [path for path in (edits, theme, config) if path]
    preview = Preview()
    with TemporaryDirectory(prefix="timeline-") as folder:
        wanted["cache"] = _own_cache(wanted["cache"], Path(folder))
        render = partial(build, sources, Path(folder, "site"), title=title, description=description, edits=edits,
                         approved_only=approved_only, top=top, theme=theme, full_text=full_text, **wanted)
        with Watch([*sources, *edit_files(sources), *named]) as watch, Server(preview, port) as server:
            _renew(preview, render, quiet)
            print(f"The site is at {server.address} until Ctrl-C", flush=True)
            _follow(preview, render, watch, config, quiet)


def _insist(sources: list[Path]) -> None:
    """What is not there cannot be watched: better told at once than in a page."""
    gone = [path for path in sources if not path.exists()]
    if gone:
        help = "Check the spelling, or make one with `timeline init`."
        raise InputError([Problem(str(path), "TL101", "there is no such file or folder", help) for path in gone])


def _own_cache(known: Source | None, folder: Path) -> Path:
    """A copy of the cache: the one of the sources remembers sites that were built, and this is none."""
    from timeline.cache import FILE

    if known is not None and (file := Path(known, FILE)).is_file():
        shutil.copy(file, folder / FILE)
    return folder


def _follow(preview: Preview, render: Render, watch: Watch, config: Path | None, quiet: bool) -> None:
    """Builds anew whenever something is saved, until somebody has seen enough."""
    try:
        while True:
            saved = watch.saved(3600)
            if config and config.resolve() in saved:
                print(f"{config} was saved: start again to have it read", file=sys.stderr)
            if saved:
                _renew(preview, render, quiet)
    except KeyboardInterrupt:
        print(file=sys.stderr)


def _renew(preview: Preview, render: Render, quiet: bool) -> None:
    begin = perf_counter()
    try:
        report = render()
    except TimelineError as error:
        print(trouble := told(error), file=sys.stderr)
        preview.fail(trouble)
        return
    preview.show(_files(report.out))
    if not quiet:
        warn(report.warnings)
        entries = count(report.shown, "entry", "entries")
        print(f"{entries} built in {perf_counter() - begin:.2f} s", file=sys.stderr)


def _files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
