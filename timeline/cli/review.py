"""`timeline review`: what waits for the editor, one by one."""

from __future__ import annotations

import sys

from timeline.cli import options
from timeline.cli.printing import count, hint, show, warn


@options.spread()
def review(*, edits: options.Edits = None, asked: options.Asked) -> None:
    """Go through what nobody has signed yet, one by one, and write it down in the editor's file."""
    from timeline.building import edit_files, edits_of, make, save_edit
    from timeline.edits import queue
    from timeline.edits.reviewing import review

    sources = asked.paths()
    # A file that is not there yet is named to be written, and holds no edits so far.
    named = None if edits is None else [path for path in [edits] if path.exists()]
    with asked.wanted() as wanted:
        made = make(sources, edits=named, **wanted)
    if not asked.quiet:
        warn(made.warnings)
        hint(*made.found.reading.hints)
    waiting = queue(made.timeline, made.edits)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        show([], [], (each.to_json() for each in waiting))
        return
    file = edits or next(iter(edit_files(sources)), edits_of(sources[0]))
    settled = review(waiting, input, print, lambda each, said: save_edit(file, each.id, each.event.quote, said))
    print(f"{count(settled, 'entry', 'entries')} settled, {len(waiting) - settled:,} left; edits are in {file}")
