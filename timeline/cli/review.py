"""`timeline review`: what waits for the editor, one by one."""

from __future__ import annotations

import sys

from timeline.cli import options
from timeline.cli.printing import count, progress, show, warn


def review(
    sources: options.Sources = None,
    edits: options.Edits = None,
    published: options.Published = None,
    undated: options.Undated = "error",
    language: options.Language = None,
    timezone: options.Timezone = None,
    outlets: options.Outlets = None,
    config: options.Config = None,
    jobs: options.Jobs = None,
    no_cache: options.NoCache = False,
    no_progress: options.NoProgress = False,
    quiet: options.Quiet = False,
) -> None:
    """Go through what nobody has signed yet, one by one, and write it down in the editor's file."""
    from timeline.building import edit_files, make, save_edit
    from timeline.edits import queue
    from timeline.edits.reviewing import review

    sources = options.sources_or_articles(sources)
    # A file that is not there yet is named to be written, and holds no edits so far.
    named = None if edits is None else [path for path in [edits] if path.exists()]
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
        made = make(sources, edits=named, **wanted)
    if not quiet:
        warn(made.warnings)
    waiting = queue(made.timeline, made.edits)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        show([], [], (each.to_json() for each in waiting))
        return
    first = sources[0] if sources[0].is_dir() else sources[0].parent
    file = edits or next(iter(edit_files(sources)), first / "edits.toml")
    settled = review(waiting, input, print, lambda each, said: save_edit(file, each.id, each.event.quote, said))
    print(f"{count(settled, 'entry', 'entries')} settled, {len(waiting) - settled:,} left; edits are in {file}")
