"""`timeline export`: one of the files of a site."""

from __future__ import annotations

import sys
from typing import Annotated, Literal

import typer

from timeline.cli import options
from timeline.cli.printing import print_bytes, progress, warn


def export(
    format: Annotated[
        Literal["atom", "csv", "ics", "json", "jsonfeed", "timelinejs"],
        typer.Argument(metavar="FORMAT", help="One of atom, csv, ics, json, jsonfeed, timelinejs.", show_default=False),
    ],
    sources: options.Sources = None,
    title: options.Title = None,
    description: options.Description = None,
    published: options.Published = None,
    undated: options.Undated = "error",
    language: options.Language = None,
    timezone: options.Timezone = None,
    outlets: options.Outlets = None,
    base_url: options.BaseUrl = None,
    edits: options.Edits = None,
    approved_only: options.ApprovedOnly = False,
    top: options.Top = None,
    config: options.Config = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    no_progress: options.NoProgress = False,
    quiet: options.Quiet = False,
) -> None:
    """Print the timeline of articles in one format, as a build would write it into the site."""
    from timeline.building import export

    sources = options.sources_or_articles(sources)
    with progress(shown=sys.stderr.isatty() and not (quiet or no_progress)) as told:
        wanted = options.wanted(
            sources,
            config=config,
            published=published,
            undated=undated,
            language=language,
            timezone=timezone,
            outlets=outlets,
            jobs=jobs,
            no_cache=no_cache,
            progress=told,
        )
        files, warnings = export(
            format,
            sources,
            title=title,
            description=description,
            base_url=base_url,
            edits=edits,
            approved_only=approved_only,
            top=top,
            **wanted,
        )
    if not quiet:
        warn(warnings)
    for content in files.values():
        print_bytes(content)
