"""What stands from the last time: pages, and the pieces of files that are one piece an entry.

Each is known by a key, a digest of everything it is made from besides the program itself, so that what is found by its
key is byte for byte what would be made.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from timeline.exporters.digests import Digests, Origin, digest
from timeline.model import Article, Entry, Event


class Span(NamedTuple):
    """Where a piece lies in its file: from `start` to `end`, in bytes, the end exclusive."""

    key: str
    start: int
    end: int


class Kept(ABC):
    """The files written the last time, each with the key it was made from."""

    def __init__(self, origins: Iterable[Origin] = ()) -> None:
        self._digests = Digests(origins)

    @abstractmethod
    def stands(self, path: str, key: str) -> bool:
        """Whether the page last written at this path was made from this key by this version of the program, and is as
        it was made: then it goes out as it stands, for None as its content, and of its pieces. The key is noted for the
        next time."""

    @abstractmethod
    def content(self, path: str) -> bytes:
        """What stands at a path of which `stands` said so."""

    @abstractmethod
    def pieces(self, path: str, frame: str) -> Mapping[str, bytes]:
        """The pieces of the file last written at this path by their keys; none where it was made in another frame."""

    @abstractmethod
    def keep_pieces(self, path: str, frame: str, spans: Iterable[Span]) -> None:
        """Notes of what pieces the file now made for this path consists, and the frame they were made in."""

    def weight(self, key: str, weigh: Callable[[], int]) -> int:
        """What something weighs that this is the key of, in bytes, which somebody may remember."""
        return weigh()

    def entry(self, entry: Entry) -> str:
        """The digest of an entry and all its tellings."""
        return self._digests.entry(entry)

    def article(self, article: Article) -> str:
        """The digest of an article, its text included."""
        return self._digests.article(article)

    def event(self, event: Event) -> object:
        """What tells an event, with its article, from all others."""
        return self._digests.event(event)


def found_in(content: bytes, pieces: Iterable[tuple[str, bytes]]) -> Iterator[Span]:
    """Where pieces of these keys lie in a file that holds them in this order; without those it does not hold."""
    at = 0
    for key, piece in pieces:
        if (start := content.find(piece, at)) >= 0:
            at = start + len(piece)
            yield Span(key, start, at)


Piece = bytes | tuple[str, Callable[[], bytes]]
"""A part of a file: its content, or the key of what it is made from, and what makes it."""
_RUN = 64
"""How many entries a run has, about."""
_LONGEST = 4 * _RUN
_CUTS = frozenset(f"{n:02x}" for n in range(256 // _RUN))


def runs(entries: Sequence[Entry], kept: Kept | None) -> Iterator[tuple[str, Sequence[Entry]]]:
    """The entries in runs of some dozens, each with its key; "" where nobody asks for it.

    Where a run ends, its last entry alone decides, so that one that comes or goes changes its own run and no other.
    """
    if kept is None:
        for start in range(0, len(entries), _RUN):
            yield "", entries[start:start + _RUN]
        return
    start, told = 0, list[str]()
    for n, entry in enumerate(entries, 1):
        told.append(key := kept.entry(entry))
        if key[-2:] in _CUTS or len(told) >= _LONGEST or n == len(entries):
            yield digest(*told), entries[start:n]
            start, told = n, []


def strung(path: str, frame: str, pieces: Iterable[Piece], kept: Kept | None) -> Iterator[bytes]:
    """The pieces of one file, which a large timeline never has in memory as a whole; those that the file of the last
    time has, made in the same frame, are taken from it."""
    known = kept.pieces(path, frame) if kept else {}
    spans: list[Span] = []
    at = 0
    for piece in pieces:
        if isinstance(piece, bytes):
            content = piece
        else:
            key, make = piece
            content = found if (found := known.get(key)) is not None else make()
            spans.append(Span(key, at, at + len(content)))
        at += len(content)
        yield content
    if kept:
        kept.keep_pieces(path, frame, spans)
