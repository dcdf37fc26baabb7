"""What a reader makes of a file: a text, the fields that came with it, and the signs of when it was published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from timeline.articles.decoding import whole
from timeline.errors import Problem

Value = str | tuple[str, ...] | None

NAMES = {
    "title": "title", "headline": "title",
    "published": "published", "date": "published", "publishdate": "published", "pubdate": "published",
    "date_published": "published", "datepublished": "published", "issued": "published",
    "url": "url", "link": "url",
    "outlet": "outlet", "publisher": "outlet", "source": "outlet",
    "author": "author", "authors": "author", "byline": "author",
    "lang": "language", "language": "language",
    "tags": "tags", "keywords": "tags",
    "id": "id",
}
"""What a field may be called by its writer (in any case), and what it is."""


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it stands: the file as the user wrote it, line and column from 1, None where not known.

    `value` is None where it is neither a string nor a list of strings. `name` is what its writer called it.
    """

    value: Value
    name: str
    path: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Signal:
    """A sign of the publication date: what it says, and in words where it was found ("front matter: date").

    `by_hand` says that somebody wrote it for us, so that one we cannot read is an error; a page's own is passed over.
    One that does not `stand` alone seconds or contradicts the others, and dates nothing by itself.
    """

    found: Found
    where: str
    by_hand: bool = True
    stands: bool = True

    @property
    def evidence(self) -> str:
        """Where it was found and what it says; a value without a name stands in `where` already ("file name 2016…")."""
        return f"{self.where}: {self.found.value}" if self.found.name else self.where


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one place by their names, the publication date apart as signals, the strongest first."""

    found: Mapping[str, Found] = field(default_factory=dict)
    signals: tuple[Signal, ...] = ()

    def over(self, weaker: Fields) -> Fields:
        """These, and of the weaker ones what these leave unsaid; the signals of both."""
        return Fields({**weaker.found, **self.found}, self.signals + weaker.signals)


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as its reader found it, before it is dated. `title` is what the text itself shows, "" for nothing.

    `line` is where it begins in a file that holds several articles (the number of its record in a WARC), None where
    the file is one article. `seen` says in words what looks like a date of publication and is none.
    """

    path: str
    text: str
    title: str = ""
    fields: Fields = Fields()
    line: int | None = None
    seen: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """An event that an editor wrote by hand: the Markdown below the front matter, and every value of that, in order.

    `name` is its path within its source, by which it keeps its id; for one of many in a file, its reader gives what
    tells it from the others.
    """

    path: str
    body: str
    told: tuple[Found, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that a reader understands, but that is nothing for a timeline: a JSON file of settings, a photograph in
    a list of references. `line` as a draft has it, `reason` a few words."""

    path: str
    reason: str
    line: int | None = None


Outcome = Draft | ByHand | Passed | Problem
"""What a reader finds in a file, piece by piece."""


def fields(found: Iterable[Found], place: str) -> Fields:
    """Named values sorted into fields; names that mean nothing here and empty values are passed over.

    `place` says in words where they stand: "front matter".
    """
    named: dict[str, Found] = {}
    signals = []
    for each in found:
        name = NAMES.get(each.name.lower())
        if name is None or each.value in ("", ()):
            continue
        if name == "published":
            signals.append(Signal(each, f"{place}: {each.name}"))
        else:
            named.setdefault(name, each)
    return Fields(named, tuple(signals))


def plain(value: object) -> Value:
    """A value of JSON as a field holds it: numbers as their digits, null as "", lists of such as tuples; else None."""
    if isinstance(value, str):
        return whole(value).strip()
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        items = [None if isinstance(item, list) else plain(item) for item in value]
        return None if None in items else tuple(item for item in items if isinstance(item, str))
    return None
