"""What one merge leaves to the next, so that what nothing has changed need not be worked out again.

All of it is kept under what it follows from. So what is remembered is what would be found again, and the next timeline
is that of a merge from nothing.
"""

from __future__ import annotations

import hashlib
import io
import json
from array import array
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from timeline.likeness import CODE, SILENT, Vocabulary, Words
from timeline.model import Entry, Event

Pair = tuple[float, int, int]
"""The cosine of two tellings below 0, so that the likest sort first, and their places among those of a day."""

_Thing = TypeVar("_Thing")


@dataclass(slots=True, eq=False)
class Telling:
    """An event of an article, its place in the order of telling, what it says, the days by which others find it (none
    for one without a date), and the sort of those it may agree with.

    `key` is that of the article with the place in it, None where nothing is to be remembered; `mark` what all that a
    comparison with it depends on is known by.
    """

    event: Event
    order: tuple[str, str, int, str]
    key: bytes | None
    words: Words = SILENT
    days: Sequence[int | str] = ()
    sort: str = ""
    mark: bytes | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An entry, its place in the order of entries, and what it was made of: its tellings, the first told first; the ids
    of the articles that tell it; its day, None for more than one; and how many articles tell something else of that."""

    entry: Entry
    order: tuple[object, ...]
    tellings: Sequence[Telling]
    tellers: Set[str]
    day: str | None
    beside: int


class Kept(Generic[_Thing]):
    """Things by what they follow from: those of the round before, and those of this one, which are `held`."""

    __slots__ = ("_before", "held")

    def __init__(self, held: Mapping[str, _Thing] | None = None) -> None:
        self.held = dict(held or {})
        self._before: dict[str, _Thing] = {}

    def find(self, key: str | None) -> _Thing | None:
        """What is kept under a key, None for nothing. Found, it is of this round."""
        if key is None:
            return None
        thing = self.held.get(key)
        if thing is None and (thing := self._before.get(key)) is not None:
            self.held[key] = thing
        return thing

    def keep(self, key: str | None, thing: _Thing) -> None:
        """Keeps a thing, unless it has no key."""
        if key is not None:
            self.held[key] = thing

    def turn(self) -> None:
        """Begins a round: what the last one did not ask for is forgotten."""
        self._before, self.held = self.held, {}


@dataclass(slots=True)
class Memory:
    """What there is to remember of a merge: the tellings of each article, by their ids; what they say; the pairs found
    among those of a day; how those that pairs connect were grouped, as a number for the group of each; and the entries.

    It travels as bytes both ways, all but the events themselves and their entries, which are for the caller to keep.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    tellings: Kept[dict[str, Telling]] = field(default_factory=Kept)
    words: Kept[Sequence[Words]] = field(default_factory=Kept)
    pairs: Kept[Sequence[Pair]] = field(default_factory=Kept)
    groups: Kept[Sequence[int]] = field(default_factory=Kept)
    made: Kept[Made] = field(default_factory=Kept)

    def turn(self) -> None:
        """Begins a merge."""
        every: tuple[Kept[Any], ...] = (self.tellings, self.words, self.pairs, self.groups, self.made)
        for kept in every:
            kept.turn()

    def to_bytes(self) -> bytes:
        """What the last merge left, for the same version of this package and for whoever keeps it unchanged."""
        rest = json.dumps([list(self.vocabulary), self.pairs.held, self.groups.held])
        # An article a line: as lists of numbers all of them weigh as much as the timeline.
        said = (json.dumps([key, [_row(words) for words in tellings]]) for key, tellings in self.words.held.items())
        return "\n".join((rest, *said)).encode()

    @classmethod
    def from_bytes(cls, told: bytes) -> Memory:
        """The inverse of `to_bytes`."""
        lines = io.BytesIO(told)
        spelt, pairs, groups = json.loads(next(lines))
        vocabulary = Vocabulary(zip(spelt, range(len(spelt)), strict=True))
        words = {key: [_words(row) for row in tellings] for key, tellings in map(json.loads, lines)}
        return cls(vocabulary, words=Kept(words), pairs=Kept(pairs), groups=Kept(groups))


def _row(words: Words) -> list[int]:
    return [words.titled, len(words.all), *words.all, *words.names]


def _words(row: Sequence[int]) -> Words:
    titled, words = row[0], 2 + row[1]
    return Words(array(CODE, row[words:]), array(CODE, row[2:words]), titled)


def digest(told: bytes) -> str:
    """What some bytes are known by."""
    return hashlib.blake2b(told, digest_size=16).hexdigest()
