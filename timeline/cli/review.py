"""`timeline review`: what waits for the editor, one by one."""

from __future__ import annotations

import sys

from timeline.cli import options
from timeline.cli.printing import count, show


@options.spread(without=["strict"])
def review(*, edits: options.Edits = None, asked: options.Asked) -> None:
    """Settle, one by one, what nobody has signed yet. What you decide is written into the editor's file."""
    from timeline.building import edit_files, edits_of, make, save_edit
    from timeline.edits import queue
    from timeline.edits.reviewing import review

    sources = asked.paths()
    # A file that is not there yet is named to be written, and holds no edits so far.
    named = None if edits is None else [path for path in [edits] if path.exists()]
    with asked.wanted() as wanted:
        made = make(sources, edits=named, **wanted)
    asked.tell(made.warnings, made.found.reading.hints)
    waiting = queue(made.timeline, made.edits)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        show([], [], (each.to_json() for each in waiting))
        return
    file = edits or next(iter(edit_files(sources)), edits_of(sources[0]))
    settled = review(waiting, input, print, lambda each, said: save_edit(file, each.id, each.event.quote, said))
    print(f"{count(settled, 'entry', 'entries')} settled, {len(waiting) - settled:,} left; edits are in {file}")
