"""`timeline serve`: the site while one writes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import count, told, warn
from timeline.errors import TimelineError

if TYPE_CHECKING:
    from timeline.articles import Source
    from timeline.building import Rendering
    from timeline.serving import Preview, Watch

_STEP, _PAUSE = 0.02, 0.5
"""Seconds between two looks whether something is saved, and in which pages that reload have asked for themselves."""
Render = Callable[[], "Rendering"]


@options.spread(without=["base_url", "no_cache", "no_progress", "strict", "problems"])
def serve(
    *,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 is any that is free.")] = 8000,
    shown: options.Shown,
    theme: options.Theme = None,
    full_text: options.FullText = False,
    asked: options.Asked,
) -> None:
    """Show the site in a browser while you write. A saved file builds it anew and reloads the page; Ctrl-C ends it."""
    from timeline.building import edit_files, render
    from timeline.recent import Recent
    from timeline.serving import Preview, Server, Watch

    sources, quiet, config = asked.paths(), asked.quiet, asked.config
    # What is not there cannot be watched: better told at once than in a page.
    options.insist(sources, "Check the spelling, or make one with `timeline init`.")
    named = [path for path in (shown.edits, theme, config) if path]
    preview = Preview()
    with TemporaryDirectory(prefix="timeline-") as folder, asked.wanted(bar=False) as wanted:
        wanted["cache"], wanted["recent"] = _own_cache(wanted["cache"], Path(folder)), Recent()
        wishes = {name: wish for name, wish in asdict(shown).items() if name != "base_url"}
        rendered = partial(render, sources, theme=theme, full_text=full_text, **wishes, **wanted)
        with Watch([*sources, *edit_files(sources), *named]) as watch, Server(preview, port) as server:
            # A template of the user's may fail on any page, and the last good site is to stay then.
            whole = theme is not None
            _renew(preview, rendered, whole=whole, quiet=quiet)
            print(f"The site is at {server.address} until Ctrl-C", flush=True)
            try:
                while True:
                    _draw(preview, watch)
                    _await(watch, config)
                    _renew(preview, rendered, whole=whole, quiet=quiet)
            except KeyboardInterrupt:
                print(file=sys.stderr)


def _own_cache(known: Source | None, folder: Path) -> Path:
    """A copy of the cache: the one of the sources remembers sites that were built, and this is none."""
    from timeline.cache import FILE

    if known is not None and (file := Path(known, FILE)).is_file():
        shutil.copy(file, folder / FILE)
    return folder


def _await(watch: Watch, config: Path | None) -> None:
    """Returns when something was saved."""
    while not (saved := watch.saved(3600)):
        pass
    if config and config.resolve() in saved:
        print(f"{config} was saved: start again to have it read", file=sys.stderr)


def _renew(preview: Preview, render: Render, *, whole: bool, quiet: bool) -> None:
    """Shows the site as it is now, drawn as far as the first page, or the `whole` of it."""
    from timeline.serving import Site

    begin = perf_counter()
    try:
        made = render()
        site = Site(made.made_from, made.files, preview.state.site)
        for _ in site.drawn() if whole else islice(site.drawn(), 1):
            pass
    except TimelineError as error:
        _fail(preview, error)
        return
    preview.show(site)
    if not quiet:
        warn(made.warnings)
        print(f"{count(made.shown, 'entry', 'entries')} shown after {perf_counter() - begin:.2f} s", file=sys.stderr)


def _draw(preview: Preview, watch: Watch) -> None:
    """Draws what nobody has asked for, until something is saved."""
    site = preview.state.site
    try:
        for _ in chain(_pause(), site.drawn() if site else ()):
            if watch.has_more:
                break
            sleep(0)  # whoever asks for a page goes first
    except TimelineError as error:
        _fail(preview, error)


def _pause() -> Iterator[None]:
    for _ in range(round(_PAUSE / _STEP)):
        sleep(_STEP)
        yield


def _fail(preview: Preview, error: TimelineError) -> None:
    print(trouble := told(error), file=sys.stderr)
    preview.fail(trouble)
