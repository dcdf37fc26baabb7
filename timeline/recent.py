"""What a process that builds again and again keeps from one build to the next, as it is in memory.

It stands before the cache and is trusted as far: an article is taken for the same where its file is, byte for byte, and
its events where it is that very article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from timeline.articles.remembering import Piece
from timeline.cache import Cache
from timeline.memory import Memory
from timeline.model import Article, Event


@dataclass(slots=True)
class Recent:
    """The articles of each file by its key, the events of each article by its key in the cache, with how many time
    expressions it holds, and the last merge."""

    files: dict[str, tuple[str, Sequence[Piece]]] = field(default_factory=dict)
    events: dict[str, tuple[Article, int, tuple[Event, ...]]] = field(default_factory=dict)
    merge: Memory = field(default_factory=Memory)


class RecentFiles:
    """What was read of files lately, in this process or else as the cache has it (`articles.remembering.Memory`)."""

    def __init__(self, recent: Recent, kept: Cache) -> None:
        self._files, self._kept = recent.files, kept

    def recall(self, path: str, key: str) -> Sequence[Piece] | None:
        """What was read of a file, if it had this key then."""
        then, pieces = self._files.get(path, ("", None))
        if then == key:
            return pieces
        if (told := self._kept.recall(path, key)) is not None:
            self._files[path] = key, told
        return told

    def note(self, path: str, key: str, pieces: Sequence[Piece]) -> None:
        """Remembers what was read of a file, here and in the cache."""
        self._files[path] = key, pieces
        self._kept.note(path, key, pieces)
