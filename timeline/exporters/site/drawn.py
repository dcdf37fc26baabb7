"""The entries of a page of many, drawn: what stood on it the last time is taken as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from timeline.exporters.digests import digest
from timeline.exporters.kept import found_in
from timeline.exporters.site.items import Item, Year
from timeline.exporters.site.pieces import Pieces
from timeline.exporters.site.seen import Seen
from timeline.exporters.templates import Theme
from timeline.exporters.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup


class Drawn:
    """The entries of the page at `path` as `pieces` draw them by this theme in these words, each drawn once. `seen` is
    None where nothing is kept."""

    def __init__(self, seen: Seen | None, theme: Theme, words: Words, path: str, pieces: Pieces) -> None:
        self._seen, self._path, self._pieces = seen, path, pieces
        self._drawn: dict[int, Markup] = {}
        self._keys: dict[int, str] = {}
        self._frame = digest(theme.digest(), words.language, words.digest, pieces.root) if seen else ""
        self._known = seen.kept.pieces(path, self._frame) if seen else {}

    def entry(self, item: Item) -> Markup:
        """An entry of a page that is filtered, with what the filter goes by."""
        if (drawn := self._drawn.get(item.number)) is None:
            drawn = self._piece(item.number, lambda seen: (seen.item(item), item.rank),
                                lambda: self._pieces.entry(item, filtered=True))
        return drawn

    def sections(self, years: Sequence[Year]) -> Markup:
        """All entries under their headings, of a page that is not filtered: its entries are asked for no other way."""
        return self._piece(0, lambda seen: [(year.anchor, year.words, *map(seen.item, year.items)) for year in years],
                           lambda: self._pieces.sections(years))

    def data(self, of: object, years: Sequence[Year], make: Callable[[], Markup]) -> Markup:
        """What a page tells machines of its entries, made `of` this besides them; it stands before them."""
        return self._piece(-1, lambda seen: (of, [seen.item(item) for year in years for item in year.items]), make)

    def page(self, content: bytes) -> bytes:
        """The page made of these pieces, after it was noted where in it they stand."""
        if self._seen:
            told = ((key, self._drawn[n].encode("utf-8", "replace")) for n, key in sorted(self._keys.items()))
            self._seen.kept.keep_pieces(self._path, self._frame, found_in(content, told))
        return content

    def _piece(self, number: int, of: Callable[[Seen], object], draw: Callable[[], Markup]) -> Markup:
        """A piece by its place among those of the page, made `of` this."""
        from markupsafe import Markup

        known = None
        if self._seen:
            key = self._keys[number] = digest(of(self._seen))
            known = self._known.get(key)
        drawn = self._drawn[number] = draw() if known is None else Markup(known.decode())
        return drawn
