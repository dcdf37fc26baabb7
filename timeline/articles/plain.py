"""Plain text (.txt): the article's text is the file's, character for character."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.articles.draft import Draft

LONGEST_TITLE = 120


def drafts(text: str, path: str) -> Iterator[Draft]:
    """The one article of the file. Its first line is also its title where it looks like one."""
    yield Draft(path, text, _title(text))


def _title(text: str) -> str:
    lines = text.lstrip("\n").split("\n", 2)
    first = lines[0].strip()
    stands_alone = len(lines) == 3 and not lines[1].strip() and lines[2].strip()
    return first if stands_alone and 0 < len(first) <= LONGEST_TITLE and first[-1] not in ".:;,…" else ""
