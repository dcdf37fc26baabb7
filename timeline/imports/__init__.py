"""Timelines of other programs become events written by hand: TimelineJS (.json, .csv, .tsv), Markwhen (.mw),
iCalendar (.ics).

    text ─read→ Imported(events, left) ─files→ {path: bytes}

Each event is a Markdown file with `event: true`, as an editor would write it. Nothing is lost without a word: whatever
has no place in such a file is in `left`, with its line. Reading and writing files is the caller's.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from timeline.errors import InputError, Problem
from timeline.imports import ics, markwhen, timelinejs
from timeline.imports.imported import Imported as Imported
from timeline.imports.imported import Left as Left
from timeline.imports.writing import files as files

READERS: dict[str, Callable[[str, str], Imported]] = {
    ".json": timelinejs.read_json, ".csv": timelinejs.read_table, ".tsv": timelinejs.read_table,
    ".mw": markwhen.read, ".markwhen": markwhen.read, ".ics": ics.read, ".ical": ics.read,
}
"""The reader of each extension: (text, path) -> what is in it."""


def read(text: str, path: str) -> Imported:
    """The events of a timeline, in its order, and what has no place in them.

    `path` is as the user wrote it; its extension says the format. Raises InputError for what is no such timeline: TL102
    another format, TL105 no JSON, TL106 other columns or names, TL111 damaged, TL301 no event in it.
    """
    ending = PurePath(path).suffix
    reader = READERS.get(ending.lower())
    if reader is None:
        told = f"there is no reader for timelines in {ending or 'such'} files"
        raise InputError(Problem(path, "TL102", told, f"Timeline imports {', '.join(READERS)}."))
    found = reader(text, path)
    if not found.events:
        why = f": {found.left[0]}" if found.left else ""
        raise InputError(Problem(path, "TL301", f"no event is in it{why}", "Check that it is the whole file."))
    return found
