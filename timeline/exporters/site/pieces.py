"""The HTML of an entry, made once and shared by every page of the same depth that shows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from timeline.exporters.site.items import Item, Source, Telling, Year

if TYPE_CHECKING:
    from markupsafe import Markup


class Place(NamedTuple):
    """Where something was read, drawn: the outlet, the title, and by whom and when."""

    who: Markup
    title: Markup
    when: Markup


class Said(NamedTuple):
    """What one source says, drawn: where, the quote, and the remarks on it."""

    source: Source
    place: Place
    passage: Markup
    remarks: Markup


_Key = TypeVar("_Key")
_Piece = TypeVar("_Piece")
_MANY, _FEW = 10_000, 1_000
"""How many pieces are remembered: of those that come again on the pages of articles, and of those that stand on the
page of a year and the one of an entry. All would weigh as much as the site."""


class Pieces:
    """Entries as `_entry.html` draws them, for pages from which `root` leads to the top of the site."""

    def __init__(self, parts: Any, root: str) -> None:
        self.parts = parts
        self.root = root
        self._places: _Lately[str, Place] = _Lately(_MANY)
        self._said: _Lately[int, list[Said]] = _Lately(_MANY)
        self._lines: _Lately[int, Markup] = _Lately(_MANY)
        self._tellings: _Lately[int, Markup] = _Lately(_FEW)
        self._leads: _Lately[int, Markup] = _Lately(_FEW)

    def lead(self, item: Item) -> Markup:
        """What stands between its title and its sources: kind, tags, the editor's word."""
        if (told := self._leads.get(item.number)) is None:
            told = self._leads.keep(item.number, self.parts.lead(item, self.root))
        return told

    def said(self, item: Item) -> list[Said]:
        """What each source says, piece by piece."""
        if (told := self._said.get(item.number)) is None:
            told = self._said.keep(item.number, list(map(self.say, item.tellings)))
        return told

    def forget(self, item: Item) -> None:
        """Lets go what its sources say, which no other page will ask for."""
        self._said.pop(item.number, None)

    def say(self, telling: Telling, *, waits: bool = False) -> Said:
        """What one telling says; `waits` where it stands among what waits for an editor."""
        source = telling.source
        return Said(source, self.place(source), self.parts.passage(telling), self.parts.remarks(telling, waits))

    def place(self, source: Source) -> Place:
        """Where it was read."""
        if (told := self._places.get(source.article.id)) is None:
            parts = self.parts
            place = Place(parts.who(source, self.root), parts.title(source), parts.circumstances(source))
            told = self._places.keep(source.article.id, place)
        return told

    def tellings(self, item: Item) -> Markup:
        """What the sources say, as a list, each with where it was read."""
        if (told := self._tellings.get(item.number)) is None:
            pairs = list(zip(item.tellings, self.said(item), strict=True))
            told = self._tellings.keep(item.number, self.parts.tellings(pairs, self.root))
        return told

    def entry(self, item: Item, *, filtered: bool) -> Markup:
        """The entry as it stands in the timeline, its sources under it; for a page that is `filtered` with what the
        filter goes by: kind, rank and days."""
        drawn: Markup = self.parts.entry(item, self.lead(item), self.tellings(item), self.root, filtered)
        return drawn

    def sections(self, years: Sequence[Year]) -> Markup:
        """Entries of a page that is not filtered under the headings of their years and months."""
        drawn: Markup = self.parts.sections(years, lambda item: self.entry(item, filtered=False))
        return drawn

    def line(self, item: Item) -> Markup:
        """The entry in one line: date and title."""
        if (told := self._lines.get(item.number)) is None:
            told = self._lines.keep(item.number, self.parts.line(item, self.root))
        return told

    def lines(self, items: Iterable[Item]) -> Markup:
        """Entries, each in one line."""
        from markupsafe import Markup

        return Markup("".join(map(self.line, items)))


class _Lately(dict[_Key, _Piece]):
    """What was drawn lately, `most` pieces of it."""

    def __init__(self, most: int) -> None:
        self._most = most

    def keep(self, key: _Key, piece: _Piece) -> _Piece:
        """Keeps a piece, and gives it back."""
        if len(self) >= self._most:
            # What is asked for again is asked for soon.
            self.clear()
        self[key] = piece
        return piece
