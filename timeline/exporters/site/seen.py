"""What a page was drawn from, so that one drawn from the same need not be drawn again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from timeline.exporters.digests import digest
from timeline.exporters.kept import Kept
from timeline.exporters.site.items import Item, Source, Telling


class Seen:
    """What pages draw of articles and entries, as digests. A `themed` page may show whatever it is given."""

    def __init__(self, kept: Kept, items: Sequence[Item], *, themed: bool) -> None:
        self.kept = kept
        self._items, self._themed = items, themed
        self._told: dict[int, object] = {}
        self._given: dict[str, str] = {}

    def item(self, item: Item) -> object:
        """All that a page draws of an entry. Ours show neither its number nor, where nothing is filtered, its rank."""
        if (told := self._told.get(item.number)) is None:
            told = self._told[item.number] = self._item(item)
        return told

    def _item(self, item: Item) -> object:
        told = self.kept.entry(item.entry)
        if apart := [self.kept.article(each.source.article) for each in item.tellings
                     if each.source.article is not each.event.article]:
            told = digest(told, apart)
        return (told, item.number, item.rank) if self._themed else told

    def items_of(self, article: str, given: Mapping[str, Sequence[Item]]) -> str:
        """All entries that an article gave, by its id."""
        if (told := self._given.get(article)) is None:
            told = self._given[article] = digest(*map(self.item, given[article]))
        return told

    def telling(self, telling: Telling) -> object:
        """All that is drawn of what an article tells."""
        return self.kept.event(telling.event), self.source(telling.source)

    def source(self, source: Source) -> str:
        """All that is drawn of an article."""
        return self.kept.article(source.article)

    @cached_property
    def everything(self) -> object:
        """All that a page could show which is given other pages: None in our theme, where it shows but their names."""
        return digest(*map(self.item, self._items)) if self._themed else None
