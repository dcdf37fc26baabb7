"""The pages of entries in their order, one for each entry, and the few that stand beside them."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import pairwise
from operator import attrgetter
from typing import Any

from timeline.exporters import embedding, retold, structured
from timeline.exporters.dates import of_day
from timeline.exporters.digests import digest
from timeline.exporters.overview import Strip
from timeline.exporters.site.items import Item, Year
from timeline.exporters.site.material import Material, Page, Part, Shelf
from timeline.exporters.site.paging import Leaf
from timeline.exporters.site.seen import Seen
from timeline.model import Entry

BATCH = 500
"""How many entries at least are drawn at once, where several processes share the work."""
_CHOICES = 60
"""How many tags, and how many outlets, the filter offers."""
_PLACE = embedding.PLACEHOLDER.removeprefix("https://").rstrip("/")
_NUMBER = attrgetter("number")
_SAYS = attrgetter("title", "description", "language", "base_url")
"""What machines are told of the whole timeline."""
_NEAR = 6
"""How many other entries of its sources an entry's page names."""


def opening(told: Material) -> Iterator[Page]:
    """The first page, the embed, and the search over the pages behind them."""
    shown = {"years": told.front, "shown": sum(len(year.items) for year in told.front), "leaves": _heads(told.leaves)}
    choices = _choices(told)
    whole = _overview(told, "")(frozenset())
    machines = structured.front(_told(told.front), told.options, told.words, otherwise=_summary(told))
    near, deep = told.drawn("index.html", told.near), told.embedded
    yield "index.html", near.page(told.page("index.html", "index.html", entry=near.entry, overview=whole,
                                            machines=machines, summary=_summary(told), **shown, **choices))
    yield "embed/index.html", deep.page(told.page("embed.html", "embed/index.html", entry=deep.entry, **shown))
    if told.leaves:
        yield "search.html", told.page("search.html", "search.html", leaves=_heads(told.leaves), **choices)


def behind(told: Material) -> Iterator[Part]:
    """The pages of years, and of each entry: some years with their entries at once, which are drawn on both."""
    if not told.leaves:
        yield lambda: (_entry(told, item, "../index.html") for item in told.items)
        return
    overview = _overview(told, "../")
    common = cache(lambda: digest(repr(told.strip), _targets(told, "../"),
                                  [_named(leaf) for leaf in _heads(told.leaves)],
                                  told.options.description or _summary(told)))
    batch: list[tuple[Leaf | None, Leaf, Leaf | None]] = []
    for each in _neighbours(told.leaves):
        batch.append(each)
        if sum(len(leaf.items) for _, leaf, _ in batch) >= BATCH:
            yield partial(_leaves, told, batch, common, overview)
            batch = []
    yield partial(_leaves, told, batch, common, overview)


def _told(years: Iterable[Year]) -> list[Entry]:
    return [item.entry for year in years for item in year.items]


def _summary(told: Material) -> str:
    """What the timeline is, where nobody said it: "90 entries from 18 articles, 1997 to 2017."."""
    words = told.words
    count, articles, span = (told.common[name] for name in ("entry_count", "article_count", "span"))
    found = words.say("count.entries", count=count)
    if articles:
        found = words.say("timeline.from", entries=found, count=articles)
    return words.say("text.sentence", text=words.comma(*filter(None, (found, span))))


def _choices(told: Material) -> dict[str, list[tuple[str, str]]]:
    """What the filter offers to choose from: values with their words."""
    found = {item.entry.kind for item in told.items}
    kinds = [(kind, told.words.say(f"kind.{kind}")) for kind in retold.KINDS if kind in found]
    return {"kinds": kinds, "all_tags": _commonest(told.tags), "all_outlets": _commonest(told.outlets)}


def _commonest(shelves: list[Shelf]) -> list[tuple[str, str]]:
    """The names under which most stands; the others are found by the page of each, and thousands would weigh."""
    kept = {shelf.label for shelf in sorted(shelves, key=lambda shelf: -len(shelf.items))[:_CHOICES]}
    return [(shelf.label.name, shelf.label.name) for shelf in shelves if shelf.label in kept]


def _heads(leaves: list[Leaf]) -> list[Leaf]:
    """One page for each year, though it may go on in others."""
    return [leaf for leaf in leaves if leaf.path == leaf.heads]


def _leaves(told: Material, leaves: Iterable[tuple[Leaf | None, Leaf, Leaf | None]], common: Callable[[], object],
            overview: Callable[[frozenset[int]], str]) -> Iterator[Page]:
    """The pages of some years, and of their entries."""
    for before, leaf, after in leaves:
        yield _leaf(told, before, leaf, after, common, lambda leaf: overview(_here(told.strip, leaf)))
        yield from (_entry(told, item, f"../{leaf.path}") for item in leaf.items)


def _leaf(told: Material, before: Leaf | None, leaf: Leaf, after: Leaf | None, common: Callable[[], object],
          overview: Callable[[Leaf], str]) -> Page:
    """The page of a leaf; `common` is what all of them are drawn from."""
    same = [other for other in told.leaves if other.heads == leaf.heads]

    def seen(all: Seen) -> object:
        others = [each and _named(each) for each in (before, leaf, after, *same)]
        words = [(year.anchor, year.words) for year in leaf.years]
        return common(), all.everything, others, words, [all.item(item) for item in leaf.items]

    def draw() -> bytes:
        drawn = told.drawn(leaf.path, told.deep)
        data = drawn.data(
            (leaf.words, leaf.path, *_SAYS(told.options)), leaf.years,
            lambda: structured.data_of(leaf.words, leaf.path, _told(leaf.years), told.options, told.words, "../"))
        head = structured.part_of(leaf.words, told.options, data, otherwise=_summary(told))
        return drawn.page(told.page("year.html", leaf.path, leaf=leaf, sections=drawn.sections(leaf.years),
                                    before=before, after=after, leaves=_heads(told.leaves), same=same, machines=head,
                                    overview=overview(leaf)))

    return told.kept(leaf.path, seen, draw)


def _named(leaf: Leaf) -> object:
    """What other pages say of a page."""
    return leaf.path, leaf.words, bool(leaf.items)


def _neighbours(things: list[Any]) -> Iterator[tuple[Any, Any, Any]]:
    """Each thing between the one before and the one after it, None at the ends."""
    return ((before, thing, after) for (before, thing), after in zip(
        pairwise([None, *things]), [*things[1:], None], strict=False))


def _targets(told: Material, root: str) -> dict[int | None, str]:
    """Where a click on a year of the overview leads."""
    if not told.leaves:
        return {year.first: f"#{year.anchor}" for year in reversed(told.front)}
    # Of a year with several pages the first counts, and so does the year itself before the decade that begins with it.
    return {year.first: f"{root}{leaf.path}#{year.anchor}" for leaf in reversed(told.leaves)
            for year in reversed(leaf.years)}


def _overview(told: Material, root: str) -> Callable[[frozenset[int]], str]:
    """Draws the overview, with the groups marked whose first years are given; "" where there is nothing to draw."""
    parts, targets = told.theme.parts("_overview.html"), _targets(told, root)
    # The pages of one year show the same: it is drawn once.
    return cache(lambda here: parts.overview(told.strip, targets, here) if told.strip else "")


def _here(drawn: Strip | None, leaf: Leaf) -> frozenset[int]:
    """The groups of the overview that hold the years of a page, by the first year of each."""
    starts = [group.first_year for group in drawn.groups if group.first_year is not None] if drawn else []
    firsts = [year.first for year in leaf.years if year.first is not None]
    return frozenset(max((start for start in starts if start <= first), default=first) for first in firsts)


def _entry(told: Material, item: Item, home: str) -> Page:
    """The page of an entry between its neighbours; `home` leads to where it stands among them."""
    before = told.items[item.number - 1] if item.number else None
    after = told.items[item.number + 1] if item.number + 1 < len(told.items) else None
    path = f"entries/{item.slug}.html"

    def seen(all: Seen) -> object:
        # The others are some of those its sources gave, as these stand among each other.
        near: list[object] = [all.items_of(source.article.id, told.given) for source in item.sources]
        if len(near) > 1:
            near += [each.slug for each in _others(told, item)]
        return home, all.item(item), before and all.item(before), after and all.item(after), near

    def draw() -> bytes:
        others = _others(told, item)
        return told.page("entry.html", path, item=item, before=before, after=after, others=told.deep.lines(others),
                         lead=told.deep.lead(item), tellings=told.deep.tellings(item), home=home,
                         quotation=embedding.quotation(item.entry, told.options, told.words),
                         machines=structured.one(item.entry, told.options, told.words))

    return told.kept(path, seen, draw)


def _others(told: Material, item: Item) -> list[Item]:
    """The nearest other entries of its sources, as they stand among these."""
    found: dict[int, Item] = {}
    for source in item.sources:
        given = told.given[source.article.id]
        at = bisect_left(given, item.number, key=_NUMBER)
        found |= {each.number: each for each in given[max(0, at - _NEAR):at + _NEAR + 1]}
    numbers = sorted(found)
    own = bisect_left(numbers, item.number)
    # Of two that are as far the earlier comes first.
    nearest = sorted(range(len(numbers)), key=lambda at: abs(at - own))[1:_NEAR + 1]
    return [found[numbers[at]] for at in sorted(nearest)]


def beside(told: Material, style: bytes) -> Iterator[Page]:
    """How this was made, and the pages for what is not there."""
    yield "entries/index.html", told.page("entries.html", "entries/index.html")
    listed = [item.entry for item in told.items]
    snippet = embedding.snippet(listed, told.options, told.words)
    yield "about.html", told.page("about.html", "about.html", snippet=snippet, embedded=len(embedding.shown(listed)),
                                  review_count=len(told.review), silent=_silent(told),
                                  published=_published(told), as_of=_as_of(told), placeholder=_PLACE,
                                  passed_over=sorted(told.options.left_out.items()))
    # A static host answers with this page at any depth, where no relative address would find the style sheet.
    style_digest = b64encode(hashlib.sha256(style).digest()).decode("ascii")
    yield "404.html", told.theme.page("404.html", path="404.html", style=style.decode("utf-8"), digest=style_digest,
                                      root=told.common["base_url"] or "", **told.common)


def _published(told: Material) -> tuple[str, ...]:
    """The first day on which an article was published and the last, in words: one where they are the same, none where
    nothing was."""
    days = list(dict.fromkeys(source.day for source in told.sources))
    return tuple(of_day(day, told.words) for day in (*days[:1], *days[1:][-1:]))


def _as_of(told: Material) -> str:
    """The day the timeline last changed, in words; "" where nobody knows."""
    return of_day(told.options.as_of.isoformat(), told.words) if told.options.as_of else ""


def _silent(told: Material) -> int:
    """How many articles gave no entry."""
    return sum(source.article.id not in told.given for source in told.sources)
