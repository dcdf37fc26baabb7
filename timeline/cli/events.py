"""`timeline events`: what articles tell, before it is merged."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from timeline.cli import options
from timeline.cli.printing import progress, show, warn

if TYPE_CHECKING:
    from timeline.model import Event


def events(
    sources: options.Sources = None,
    published: options.Published = None,
    undated: options.Undated = "error",
    language: options.Language = None,
    timezone: options.Timezone = None,
    outlets: options.Outlets = None,
    format: options.Format = "auto",
    config: options.Config = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    no_progress: options.NoProgress = False,
    quiet: options.Quiet = False,
) -> None:
    """Show the events that articles tell, before the same ones are merged."""
    from timeline.building import find_events

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
        found = find_events(sources, **wanted)
    if not quiet:
        warn(found.reading.warnings)
    show(
        ["date", "event", "from", "source"],
        (_event_row(event) for event in found.events),
        (event.to_json() for event in found.events),
        format,
    )


def _event_row(event: Event) -> list[str]:
    from timeline.intervals import describe

    found = event.expression.text if event.expression else ""
    return [
        describe(event.interval) if event.interval else "for review",
        event.title,
        found,
        f"{event.article.title or event.article.path or event.article.id} ({event.article.day})",
    ]
