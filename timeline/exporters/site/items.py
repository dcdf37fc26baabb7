"""What the templates are given: sources, tellings and entries as a page names them, under years and months."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from timeline.exporters import retold
from timeline.exporters.dates import ShortDate, mark, phrase, place, short_date
from timeline.exporters.links import name_slug, slug, to_passage, web_link
from timeline.exporters.prose import to_html
from timeline.exporters.words import Words
from timeline.intervals import Interval
from timeline.model import Article, Entry, Event, publication

if TYPE_CHECKING:
    from markupsafe import Markup

Heading = tuple[int | None, str, str]
"""The first year below a heading (None for what has no date), its anchor and its words."""
Place = tuple[Heading, int | None]
"""The heading an entry stands under, and its month, None where it names none."""


@dataclass(frozen=True, slots=True)
class Label:
    """A tag or an outlet: its name, and the file name of its page."""

    name: str
    slug: str


@lru_cache(maxsize=4096)
def label(name: str) -> Label | None:
    """The label of a name, however Unicode spells it; None for a name of nothing."""
    name = normalize("NFC", name).strip()
    return Label(name, name_slug(name)) if name else None


@dataclass(frozen=True)
class Source:
    """An article as the page names it, in the words of the pages."""

    article: Article
    words: Words

    @cached_property
    def slug(self) -> str:
        return slug(self.article.id)

    @cached_property
    def outlet(self) -> Label | None:
        return label(self.article.outlet or "")

    @cached_property
    def title(self) -> str:
        """The title, or what else names the article where it has none."""
        return self.article.title.strip() or (self.article.url or "").strip() or self.words.say("source.untitled")

    @cached_property
    def link(self) -> str | None:
        """Its address, None where it is none a reader may follow."""
        return web_link(self.article.url)

    @property
    def dead_address(self) -> str:
        """An address that must not be followed and is therefore only shown; "" where there is none."""
        address = "" if self.link else (self.article.url or "").strip()
        return "" if address == self.title else address

    @cached_property
    def published(self) -> str:
        """The day of publication in a few words."""
        return str(short_date(publication(self.article), self.words))

    @cached_property
    def day(self) -> str:
        return self.article.day

    @property
    def language(self) -> str:
        """The language of its words, "" where it is that of the pages."""
        return "" if self.article.language == self.words.language else self.article.language


@dataclass(frozen=True, slots=True)
class Telling:
    """What one article tells. `when` is its date in words where that differs from the entry's, else ""."""

    event: Event
    source: Source
    when: str = ""

    @property
    def matter(self) -> str:
        """The words and addresses it puts on a page."""
        return "\n".join(self.pieces)

    @property
    def pieces(self) -> tuple[str, ...]:
        """The same, not yet strung."""
        event, source = self.event, self.source
        article, quote = source.article, event.quote
        return (quote, quote[:30], quote[-30:], event.attribution or "", event.explanation, source.slug, article.title,
                article.url or "", article.outlet or "", article.author or "", source.day)

    @property
    def quote(self) -> tuple[str, str, str]:
        """The quote in three parts, the middle one the time expression ("" where the quote holds none)."""
        quote, expression = self.event.quote, self.event.expression
        if expression is None:
            return quote, "", ""
        start = min(max(expression.start - self.event.start, 0), len(quote))
        end = min(max(expression.end - self.event.start, start), len(quote))
        return quote[:start], quote[start:end], quote[end:]

    @property
    def link(self) -> str | None:
        """The address of the very sentence, None where that of its article is none a reader may follow."""
        return self.source.link and to_passage(self.source.link, self.event.quote)


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as the page shows it. `number` is its place in the timeline, from 0; `rank` that by importance, 1 for
    the most important; `place` its heading and its month (None where it names none); `slug` the name of its page;
    `speech` the words of the pages, `language` that of its title, "" where it is theirs.

    There are as many as entries: what it does not hold is worked out whenever it is asked for.
    """

    entry: Entry
    number: int
    rank: int
    tellings: tuple[Telling, ...]
    tags: tuple[Label, ...]
    place: Place
    slug: str
    speech: Words
    language: str = ""

    @property
    def matter(self) -> str:
        """The words and addresses it puts on a page of many: what these weigh, the page weighs, and its markup."""
        return "\n".join(self._pieces())

    @property
    def mass(self) -> int:
        """How many characters that is, but for what parts its pieces."""
        return sum(map(len, self._pieces()))

    def _pieces(self) -> list[str]:
        entry = self.entry
        told = [self.slug, entry.edtf, self.title, *entry.tags, entry.conflict or "", entry.note or "",
                *(each.body for each in entry.written)]
        for each in self.tellings:
            told += each.pieces
        return told

    @property
    def title(self) -> str:
        return self.entry.title.strip() or self.words

    @property
    def gist(self) -> str:
        return retold.gist(self.entry)

    @property
    def date(self) -> ShortDate:
        return short_date(self.entry.interval, self.speech)

    @property
    def when(self) -> str:
        """The date in a few words: "20 Apr 2016"."""
        return str(self.date)

    @property
    def stamp(self) -> str | None:
        """The date for `<time datetime>`, None where it is more than one."""
        return self.date.pieces[0].stamp if len(self.date.pieces) == 1 else None

    @property
    def words(self) -> str:
        """The date in a phrase of its own, with a capital: "About April 2014 to 20 April 2016"."""
        return retold.when(self.entry, self.speech)

    @property
    def level(self) -> int:
        """The level of its heading: under a year, or under a month of it."""
        return 3 if self.place[1] is None else 4

    @property
    def mark(self) -> str:
        return mark(self.entry.interval)

    @property
    def days(self) -> tuple[str, str] | None:
        """Its first and last day as a search by date has them: an open end counts for nothing, since nobody knows how
        long it lasted. None where no day is known."""
        first, last = self.entry.interval.earliest, self.entry.interval.latest
        if first is None and last is None:
            return None
        return first or last or "", last or first or ""

    @property
    def kind(self) -> str:
        """The word beside the title, "" for a plain event."""
        return self.speech.say(f"kind.{self.entry.kind}") if self.entry.kind in retold.KINDS[1:] else ""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Its sources, each once."""
        if len(self.tellings) == 1:  # as of most
            return (self.tellings[0].source,)
        return tuple({each.source.article.id: each.source for each in self.tellings}.values())

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, each once: the outlet, or the article's title where it names none; the editor for none."""
        names = (source.outlet.name if source.outlet else source.title for source in self.sources)
        return tuple(dict.fromkeys(names)) or (self.speech.say("entry.editor"),)

    @property
    def tellers(self) -> str:
        """The outlets in one line; titles with commas are parted so that one sees where each ends."""
        mark = "text.semicolon" if any("," in name for name in self.outlets) else "text.comma"
        return self.speech.say(mark).join(self.outlets)

    @property
    def bodies(self) -> tuple[tuple[Markup, str], ...]:
        """What the editor wrote, each as HTML that is safe to show, and its language, "" where none is named."""
        return tuple((to_html(each.body), each.language or "") for each in self.entry.written if each.body)


def items(entries: Sequence[Entry], sources: dict[str, Source], words: Words) -> list[Item]:
    """The entries in the order of the page: by year, those without a month first, those without any date last.

    `sources` are the articles by their ids, `words` those of the pages.
    """
    ranked = sorted(range(len(entries)), key=lambda n: -entries[n].importance)
    ranks = {n: rank for rank, n in enumerate(ranked, 1)}
    places = [_place(entry.interval, words) for entry in entries]
    ordered = [n for months in _placed(places).values() for numbers in months.values() for n in numbers]
    return [_item(entries[n], number, ranks[n], places[n], sources, words) for number, n in enumerate(ordered)]


def _item(entry: Entry, number: int, rank: int, at: Place, sources: dict[str, Source], words: Words) -> Item:
    tellings = tuple(telling(event, sources[event.article.id], entry.interval) for event in entry.events)
    tags = {each.slug: each for each in map(label, entry.tags) if each} if entry.tags else {}
    language = _language(entry)
    tongue = "" if language == words.language else language
    return Item(entry, number, rank, tellings, tuple(tags.values()), at, slug(entry.id), words, tongue)


def telling(event: Event, source: Source, interval: Interval | None) -> Telling:
    """What an article tells of an entry dated `interval`."""
    differs = event.interval is not None and event.interval != interval
    return Telling(event, source, phrase(event.interval, source.words) if differs and event.interval else "")


def _language(entry: Entry) -> str:
    """The language of a title: what the editor says, else that of the article it was cut from; "" for neither."""
    if entry.written:
        return entry.written[0].language or ""
    return entry.events[0].article.language if "title" not in entry.edited else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Entries below one heading. `number` is that of the month and `month` its name, None and "" for those that stand
    directly under their year: they have no heading."""

    anchor: str
    number: int | None
    month: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or the decade or longer unit that was all a text named, with its groups, the one without a month first.
    `words` is "2016", "44 BC" or "1890s", `first` the year it begins with, None for what has no date at all."""

    first: int | None
    anchor: str
    words: str
    groups: tuple[Group, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for group in self.groups for item in group.items)


def years(shown: Iterable[Item], words: Words) -> tuple[Year, ...]:
    """Items under years and months, in the order of the page."""
    shown = tuple(shown)
    return tuple(
        Year(first, anchor, told, tuple(
            Group(f"{anchor}-{month or 0:02d}", month, words.one_of("dates.months", month - 1) if month else "",
                  tuple(shown[n] for n in numbers))
            for month, numbers in months.items()))
        for (first, anchor, told), months in _placed(item.place for item in shown).items())


@lru_cache(maxsize=4096)
def _place(interval: Interval, words: Words) -> Place:
    at = place(interval)
    if at is None:
        return (None, "undated", words.say("timeline.undated")), None
    return (at.year, at.anchor, at.words(words)), at.month


def _placed(places: Iterable[Place]) -> dict[Heading, dict[int | None, list[int]]]:
    """The numbers of what stands at each place: headings in the order they come, what has no month and what has no
    year moved to its end of them."""
    found: dict[Heading, dict[int | None, list[int]]] = {}
    for number, (heading, month) in enumerate(places):
        found.setdefault(heading, {None: []}).setdefault(month, []).append(number)
    undated = [heading for heading in found if heading[0] is None]
    found |= {heading: found.pop(heading) for heading in undated}
    return {heading: {month: numbers for month, numbers in months.items() if numbers}
            for heading, months in found.items()}
