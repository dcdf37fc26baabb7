"""A .json file is a JSON Feed, a list of references (CSL JSON, or Zotero's own), or somebody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator

from timeline.articles import feeds, references
from timeline.articles.draft import Outcome, Passed
from timeline.errors import Problem

_MEND = "Save it again; a file of one article a line is called .jsonl."


def drafts(text: str, path: str) -> Iterator[Outcome]:
    """What the file holds, by its content."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        yield Problem(path, "TL105", f"not valid JSON: {error.msg}", _MEND, error.lineno, error.colno)
        return
    except (RecursionError, ValueError):
        yield Problem(path, "TL105", "not valid JSON: nested too deeply, or a number too long", _MEND)
        return
    if isinstance(told, dict) and str(told.get("version")).startswith("https://jsonfeed.org/version/"):
        yield from feeds.json_drafts(told, text, path)
    elif references.is_list(told):
        yield from references.drafts(told, text, path)
    elif items := references.zotero_items(told):
        yield from references.zotero_drafts(items, text, path, name="items" if isinstance(told, dict) else None)
    elif isinstance(told, dict) and isinstance(told.get("events"), list):
        yield Passed(path, "a TimelineJS timeline, whose events `timeline import` makes events of yours")
    else:
        yield Passed(path, "JSON, but no JSON Feed and no references")
