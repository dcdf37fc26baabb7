"""`timeline check`: what an editor should look at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from timeline.cli import options
from timeline.cli.printing import count, print_lines, progress


def check(
    sources: options.Sources = None,
    site: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="A built site, whose links are followed.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    format: Annotated[
        Literal["text", "json", "github"],
        typer.Option(help="Words, an object a line, or annotations of GitHub."),
    ] = "text",
    published: options.Published = None,
    language: options.Language = None,
    timezone: options.Timezone = None,
    outlets: options.Outlets = None,
    edits: options.Edits = None,
    config: options.Config = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    no_progress: options.NoProgress = False,
    quiet: options.Quiet = False,
) -> None:
    """Tell what to look at before readers do. The exit code is 1 where something must be done."""
    from timeline.checking.links import dead_links
    from timeline.checking.sources import check
    from timeline.checking.telling import FORMATS

    sources = options.sources_or_articles(sources)
    with progress(shown=sys.stderr.isatty() and not (quiet or no_progress)) as told:
        wanted = options.wanted(
            sources,
            config=config,
            published=published,
            undated="skip",
            language=language,
            timezone=timezone,
            outlets=outlets,
            jobs=jobs,
            no_cache=no_cache,
            progress=told,
        )
        found = check(sources, site, edits=edits, **wanted) + (dead_links(site) if site else [])
    print_lines(map(FORMATS[format], found))
    serious = sum(finding.serious for finding in found)
    if not quiet:
        print(f"{count(serious, 'problem')}, {count(len(found) - serious, 'warning')}", file=sys.stderr)
    if serious or (strict and found):
        raise typer.Exit(1)
