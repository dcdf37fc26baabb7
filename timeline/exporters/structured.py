"""What the head of a page tells machines: JSON-LD (https://schema.org/Event), Open Graph and Twitter cards.

A page hands a `Head` to its template as `machines`, and `_machines.html` writes it. The date of an event stands twice:
as `startDate` and `endDate`, as far as ISO 8601 can say it, and exactly, in EDTF, as the `temporalCoverage` of the page
about it (schema.org knows that property of works, not of events).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from timeline.edtf import to_edtf
from timeline.exporters import retold
from timeline.exporters.options import Options
from timeline.exporters.words import Words
from timeline.intervals import Interval, parts
from timeline.model import Article, Entry

if TYPE_CHECKING:
    from markupsafe import Markup

MOST = 50
"""How many events the JSON-LD of a list names. Each is some sixty bytes compressed, and has all on its own page."""
_LONGEST = 200
"""Characters of a description, which cards cut to two or three lines."""
_PIECES = {"day": 10, "month": 7, "year": 4}
"""How much of an ISO date says as much as was named."""
# A data block ends where HTML sees "</script", whatever JSON makes of it; U+2028 and U+2029 end lines in old parsers.
_ESCAPES = tuple((c, f"\\u{ord(c):04x}") for c in "<>&\u2028\u2029")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself: title, one or two sentences ("" for none), its Open Graph type ("website" or
    "article"), and its JSON-LD in a script element that no browser runs."""

    title: str
    description: str
    type: str
    data: Markup | str = ""


def front(entries: Sequence[Entry], options: Options, words: Words, *, otherwise: str = "") -> Head:
    """The head of the first page, on which these entries stand, in order. `otherwise` describes a timeline whose
    options do not."""
    return part_of("", options, data_of("", "", entries, options, words), otherwise=otherwise)


def part_of(part: str, options: Options, data: Markup, *, otherwise: str = "") -> Head:
    """The head of a page of the part of a timeline that has this name ("2016"), with its `data_of`."""
    return Head(_part(part, options), _cut(options.description or otherwise), "website", data)


def _part(part: str, options: Options) -> str:
    return retold.line(f"{part} · {options.title}" if part else options.title)


def data_of(
    part: str, path: str, entries: Sequence[Entry], options: Options, words: Words, root: str = "",
) -> Markup:
    """The JSON-LD of a page at `path` that lists these entries, which are of one timeline and in order; `part` says
    which part of it they are, "" for all of it or the front of it."""
    shown, base = _most_important(entries), retold.base(options)
    title, description = _part(part, options), options.description
    told = {"@context": "https://schema.org", "@type": "CollectionPage", "name": title,
            "description": retold.line(description), "url": base and base + path,
            "inLanguage": retold.language(options.language), "temporalCoverage": _span(entries),
            "mainEntity": {"@type": "ItemList", "numberOfItems": len(entries), "itemListElement": [
                {"@type": "ListItem", "position": n, "item": event(entry, options, words, root)}
                for n, entry in enumerate(shown, 1)]}}
    return script(_said(told))


def one(entry: Entry, options: Options, words: Words, root: str = "../") -> Head:
    """The head of the page of one entry."""
    quote = entry.events[0].quote if entry.events else ""
    told = {"@context": "https://schema.org"} | event(entry, options, words, root)
    told["subjectOf"] = [told["subjectOf"], *map(_article, entry.articles[: retold.MOST_TELLINGS])]
    told["description"] = _cut(quote)
    description = _cut(f"{words.say('text.sentence', text=retold.when(entry, words))} {quote}")
    return Head(retold.title(entry, words), description, "article", script(_said(told)))


def event(entry: Entry, options: Options, words: Words, root: str = "") -> dict[str, Any]:
    """An entry as a schema.org Event, its address that of its page: absolute where the site's is known, else by `root`,
    the way from the page it is told on to the top of the site."""
    address = (retold.base(options) or root) + retold.page(entry)
    begin, end = _dates(entry.interval)
    page = {"@type": "WebPage", "url": address, "temporalCoverage": retold.line(entry.edtf)}
    return _said({"@type": "Event", "name": retold.title(entry, words), "startDate": begin, "endDate": end,
                  "url": address, "subjectOf": page})


def script(told: Any) -> Markup:
    """JSON-LD as a data block for a page, in which nothing can end the element."""
    from markupsafe import Markup

    text = _JSON.encode(told)
    for character, escaped in _ESCAPES:
        text = text.replace(character, escaped)
    return Markup(f'<script type="application/ld+json">{text}</script>')


def _most_important(entries: Sequence[Entry]) -> list[Entry]:
    kept = sorted(range(len(entries)), key=lambda n: -entries[n].importance)[:MOST]
    return [entries[n] for n in sorted(kept)]


def _article(article: Article) -> dict[str, Any]:
    author, outlet = retold.line(article.author), retold.line(article.outlet)
    return _said({"@type": "NewsArticle", "headline": retold.line(article.title), "url": retold.link(article),
                  "datePublished": article.published.isoformat(),
                  "author": author and {"@type": "Person", "name": author},
                  "publisher": outlet and {"@type": "Organization", "name": outlet}})


def _dates(interval: Interval) -> tuple[str | None, str | None]:
    """Beginning and end, each as exact as it was named; the end is None where the beginning says it too."""
    end_unit = interval.end_granularity or interval.granularity
    begin, end = _date(interval.earliest, interval.granularity), _date(interval.latest, end_unit)
    return begin, None if begin == end and interval.end_granularity is None else end


def _date(stamp: str | None, granularity: str) -> str | None:
    # Years before 1 have no form that readers of JSON-LD agree on.
    return stamp[: _PIECES.get(granularity, 10)] if stamp and parts(stamp)[0] > 0 else None


def _span(entries: Iterable[Entry]) -> str | None:
    """EDTF from the first day to the last that is named."""
    ends = [entry.interval for entry in entries]
    first = min((each for each in ends if each.first is not None), key=lambda each: each.first or 0, default=None)
    last = max((each for each in ends if each.last is not None), key=lambda each: each.last or 0, default=None)
    if first is None or last is None:
        return None
    return to_edtf(Interval(first.earliest, last.latest, "day", end_granularity="day"))


def _cut(text: str) -> str:
    text = retold.line(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]}…"


def _said(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
