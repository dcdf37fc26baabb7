"""The entries of a page of many, drawn: those that stood on it the last time are taken as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.exporters.digests import digest
from timeline.exporters.kept import found_in
from timeline.exporters.site.items import Item
from timeline.exporters.site.pieces import Pieces
from timeline.exporters.site.seen import Seen
from timeline.exporters.templates import Theme
from timeline.exporters.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup


class Drawn:
    """The entries of the page at `path` as `pieces` draw them by this theme in these words, each drawn once; for a page
    that is `filtered`, with what the filter goes by. `seen` is None where nothing is kept."""

    def __init__(
        self, seen: Seen | None, theme: Theme, words: Words, path: str, pieces: Pieces, *, filtered: bool
    ) -> None:
        self._seen, self._path, self._pieces, self._filtered = seen, path, pieces, filtered
        self._drawn: dict[int, Markup] = {}
        self._keys: dict[int, str] = {}
        self._frame = digest(theme.digest(), words.language, words.digest, pieces.root, filtered) if seen else ""
        self._known = seen.kept.pieces(path, self._frame) if seen else {}

    def entry(self, item: Item) -> Markup:
        """An entry of the page."""
        if (drawn := self._drawn.get(item.number)) is None:
            drawn = self._drawn[item.number] = self._entry(item)
        return drawn

    def page(self, content: bytes) -> bytes:
        """The page made of these entries, after it was noted where in it they stand."""
        if self._seen:
            told = ((key, self._drawn[n].encode("utf-8", "replace")) for n, key in sorted(self._keys.items()))
            self._seen.kept.keep_pieces(self._path, self._frame, found_in(content, told))
        return content

    def _entry(self, item: Item) -> Markup:
        from markupsafe import Markup

        if self._seen:
            key = self._keys[item.number] = digest(self._seen.item(item), item.rank if self._filtered else None)
            if (known := self._known.get(key)) is not None:
                return Markup(known.decode())
        return self._pieces.entry(item, filtered=self._filtered)
