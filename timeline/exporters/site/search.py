"""The index of a site too large to be filtered on one page: what the search page reads, part by part.

    search/entries.js      of every entry what a filter asks for: days, kind, rank, sources, tags, outlets
    search/titles-7.js     slug, title, date and its year of a hundred entries, read when one of them is to be shown
    search/words-3.js      words in order, and the entries that hold each; read when a word between its bounds is asked

Each is a script that hands its data to the function `shard`, and not JSON, since a page opened from a disk may run a
script beside it but may not fetch a file. Numbers that ascend are told by their differences, which compress well.

Pagefind 1.5.2 was measured on a site of 1,000 entries: 97 kB gzipped of script and WebAssembly before the first answer,
where this loads 8 kB and the shards asked for. It also fetches, which a page on a disk may not, and WebAssembly needs
'wasm-unsafe-eval' in the Content-Security-Policy.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from unicodedata import category, normalize

from timeline.exporters import retold
from timeline.exporters.site.items import Item
from timeline.exporters.words import Words
from timeline.intervals import parts

TITLES = 100
"""How many entries the titles of one shard belong to."""
_WORDS = 20_000
"""How many characters a shard of words may have before a new one is begun; gzipped some 7 kB."""
_WORD = re.compile(r"[^\W_]+")
_PARTED = {n: " " for n in range(128) if not chr(n).isalnum()}
"""The same for ASCII, in half the time: what parts words becomes a space."""


def index(items: Sequence[Item], words: Words) -> dict[str, bytes]:
    """The files of the index; `items` are all entries, in the order of the page."""
    shards = list(_word_shards(_postings(items)))
    cuts = [min(shard, key=_utf16) for shard in shards]
    titles = [[_row(item) for item in items[start:start + TITLES]]
              for start in range(0, len(items), TITLES)]
    return {
        **_file("entries", _columns(items, words) | {"size": TITLES, "cuts": cuts}),
        **{path: content for n, part in enumerate(titles) for path, content in _file(f"titles-{n}", part).items()},
        **{path: content for n, part in enumerate(shards) for path, content in _file(f"words-{n}", part).items()},
    }


def _row(item: Item) -> tuple[str, str, str, str]:
    # What pages keep on one line by the style of <time> is kept so by its spaces here.
    date = item.date
    told = "".join(piece.text.replace(" ", "\u00a0") if piece.stamp else piece.text for piece in date.pieces)
    return item.slug, item.title, told, date.year


def _file(name: str, data: Any) -> dict[str, bytes]:
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("\\", "\\\\").replace("'", "\\'")
    # Scripts of before 2019 end at these two, and a lone surrogate is no UTF-8.
    told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    # A browser reads JSON in half the time that it takes for the same as a script.
    return {f"search/{name}.js": f"shard('{name}',JSON.parse('{told}'))\n".encode("utf-8", "backslashreplace")}


def _columns(items: Sequence[Item], words: Words) -> dict[str, Any]:
    """A list for each thing known of an entry. `begins` and `lasts` stop before the entries without any date, which
    come last. `told` says in words from how many sources an entry comes, by their number, where they are several."""
    days = [[day_number(day) for day in item.days] for item in items if item.days]
    tags = _numbered(label.name for item in items for label in item.tags)
    sources = [item.sources for item in items]
    outlets = _numbered(source.outlet.name for each in sources for source in each if source.outlet)
    kinds = _numbered(item.entry.kind for item in items)
    several = {*map(len, sources)} - {0, 1}
    return {
        "begins": differences([begin for begin, _ in days]), "lasts": [end - begin for begin, end in days],
        "kinds": [*kinds], "words": [words.say(f"kind.{kind}") if kind in retold.KINDS[1:] else "" for kind in kinds],
        "told": {n: words.say("count.sources", count=n) for n in sorted(several)},
        "kind": [kinds[item.entry.kind] for item in items],
        "rank": [item.rank for item in items], "sources": [*map(len, sources)],
        "tags": [*tags], "tag": [[tags[label.name] for label in item.tags] for item in items],
        "outlets": [*outlets], "outlet": [[outlets[source.outlet.name] for source in each if source.outlet]
                                          for each in sources],
    }


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: n for n, name in enumerate(dict.fromkeys(names))}


def day_number(day: str) -> int:
    """A number that sorts as the day does, and that the script works out as easily; not a count of days."""
    y, m, d = parts(day)
    return y * 372 + m * 31 + d


def differences(ascending: Sequence[int]) -> list[int]:
    """Each number less the one before it, the first as it is."""
    return [*ascending[:1], *(after - before for before, after in pairwise(ascending))]


def folded(text: str) -> list[str]:
    """The words of a text as the search compares them: no accents, no capitals, no punctuation. The script folds what
    is typed in the same way."""
    if text.isascii():
        return text.lower().translate(_PARTED).split()
    text = "".join(c for c in normalize("NFKD", text) if not category(c).startswith("M"))
    return _WORD.findall(text.lower())


def _postings(items: Sequence[Item]) -> dict[str, list[int]]:
    """The numbers of the entries that hold each word."""
    found: dict[str, list[int]] = defaultdict(list)
    for item in items:
        for word in {*folded(_text(item))}:
            found[word].append(item.number)
    return found


def _text(item: Item) -> str:
    quotes = (each.event.quote for each in item.tellings)
    names = (label.name for label in item.tags)
    bodies = (written.body for written in item.entry.written)
    return " ".join((item.title, *quotes, *names, *item.outlets, item.entry.note or "", *bodies))


def _word_shards(postings: Mapping[str, list[int]]) -> Iterator[dict[str, list[int]]]:
    shard: dict[str, list[int]] = {}
    size = 0
    for word in sorted(postings, key=_utf16):
        if shard and size > _WORDS:
            yield shard
            shard, size = {}, 0
        shard[word] = differences(postings[word])
        size += len(word) + 3 * len(shard[word])
    if shard:
        yield shard


def _utf16(word: str) -> bytes:
    # The script compares words as JavaScript does, by units of UTF-16.
    return word.encode("utf-16-be", "surrogatepass")
