"""What a process that builds again and again keeps from one build to the next, as it is in memory.

It stands before the cache and is trusted as far: an article is taken for the same where its file is, byte for byte, and
its events where it is that very article.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from timeline.articles.remembering import Piece
from timeline.cache import Cache
from timeline.memory import Memory
from timeline.model import Article, Event
from timeline.outlets import Outlet, published_by


@dataclass(slots=True)
class Recent:
    """The articles of each file by its key; each article, by its identity, as its outlet published it; the events of
    each article by its key in the cache, with how many time expressions it holds; and the last merge."""

    files: dict[str, tuple[str, Sequence[Piece]]] = field(default_factory=dict)
    published: dict[int, tuple[Article, Article]] = field(default_factory=dict)
    events: dict[str, tuple[Article, int, tuple[Event, ...]]] = field(default_factory=dict)
    merge: Memory = field(default_factory=Memory)

    def as_published(self, articles: Iterable[Article], outlets: Collection[Outlet]) -> list[Article]:
        """The articles as their outlets published them (`published_by`): of the very ones of the last time the very
        ones of the last time. Always of the same outlets."""
        last, self.published = self.published, {}
        for article in articles:
            then, made = last.get(id(article), (None, article))
            self.published[id(article)] = article, made if then is article else published_by(article, outlets)
        return [made for _, made in self.published.values()]


class RecentFiles:
    """What was read of files lately, in this process or else as the cache has it (`articles.remembering.Memory`)."""

    def __init__(self, recent: Recent, kept: Cache) -> None:
        # What nobody asks for this time is gone.
        self._last, self._files = recent.files, dict[str, tuple[str, Sequence[Piece]]]()
        self._kept, recent.files = kept, self._files

    def recall(self, path: str, key: str) -> Sequence[Piece] | None:
        """What was read of a file, if it had this key then."""
        then, pieces = self._last.get(path, ("", None))
        told = pieces if then == key else self._kept.recall(path, key)
        if told is not None:
            self._files[path] = key, told
        return told

    def note(self, path: str, key: str, pieces: Sequence[Piece]) -> None:
        """Remembers what was read of a file, here and in the cache."""
        self._files[path] = key, pieces
        self._kept.note(path, key, pieces)
