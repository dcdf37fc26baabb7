"""timelinejs.json: the entries as TimelineJS3 reads them (https://timeline.knightlab.com/docs/json-format.html).

It puts headline and text into the page as HTML, so both are escaped here. Its dates have parts: a year alone is a year.
What has no such form gets its words in `display_date` and its first and last day. Its year -44 is 44 BCE, ours -43.
No slide has a medium: TimelineJS 3 takes the address of an article for that of a picture, and shows a broken one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from typing import Any

from timeline.exporters import retold
from timeline.exporters.dates import phrase
from timeline.exporters.digests import digest
from timeline.exporters.kept import Piece, runs, strung
from timeline.exporters.options import Options
from timeline.exporters.words import Words, catalogue
from timeline.intervals import Interval, parts
from timeline.model import Entry, Timeline

PATH = "timelinejs.json"
_json = json.JSONEncoder(ensure_ascii=False).encode
_PARTS = {"day": 3, "month": 2, "year": 1}
"""How many parts of a date TimelineJS shows by itself as exactly as they are."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`timelinejs.json`: a slide an entry in order, in a row for each kind where there are several; what has no date at
    all is left out, since no slide is without one."""
    return {PATH: b"".join(chunks(timeline, options))}


def chunks(timeline: Timeline, options: Options) -> Iterator[bytes]:
    """The same file, bit by bit."""
    shown = [entry for entry in timeline.entries if entry.interval.earliest or entry.interval.latest]
    words = catalogue(options.language, options.templates)
    grouped = len({entry.kind for entry in shown}) > 1
    frame = digest(words.digest, retold.base(options), options.has("site"), grouped)
    return strung(PATH, frame, _pieces(shown, options, words, grouped=grouped), options.kept)


def _pieces(shown: Sequence[Entry], options: Options, words: Words, *, grouped: bool) -> Iterator[Piece]:
    title = {"headline": escape(retold.line(options.title)), "text": escape(retold.line(options.description))}
    yield f'{{"title": {_json({"text": title})}, "events": [\n'.encode()
    for n, (key, run) in enumerate(runs(shown, options.kept)):
        if n:
            yield b",\n"
        yield key, partial(_slides, run, options, words, grouped=grouped)
    yield b"\n]}\n"


def _slides(entries: Iterable[Entry], options: Options, words: Words, *, grouped: bool) -> bytes:
    return ",\n".join(_json(_slide(entry, options, words, grouped=grouped)) for entry in entries).encode()


def _slide(entry: Entry, options: Options, words: Words, *, grouped: bool) -> dict[str, Any]:
    name = retold.page(entry)[len("entries/"):-len(".html")]
    slide: dict[str, Any] = {"unique_id": name, **_dates(entry.interval, words)}
    slide["text"] = {"headline": escape(retold.title(entry, words)), "text": retold.as_html(entry, words)}
    if grouped:
        slide["group"] = words.say(f"kinds.{entry.kind if entry.kind in retold.KINDS else 'event'}")
    if address := retold.address(entry, options):
        slide["text"]["text"] += f'\n<p><a href="{escape(address)}">{escape(words.say("elsewhere.sources"))}</a></p>'
    return slide


def _dates(interval: Interval, words: Words) -> dict[str, Any]:
    first, last = interval.earliest or interval.latest, interval.latest
    assert first is not None
    units = interval.granularity, interval.end_granularity
    plain = set(units) <= {*_PARTS, None} and not (interval.approximate or interval.end_approximate or interval.is_open)
    told: dict[str, Any] = {"start_date": _date(first, interval.granularity)}
    if last is not None and interval.earliest is not None and (units[1] or units[0] not in _PARTS):
        told["end_date"] = _date(last, units[1] or "day")
    return told if plain and parts(first)[0] > 0 else told | {"display_date": phrase(interval, words)}


def _date(stamp: str, granularity: str) -> dict[str, int]:
    year, month, day = parts(stamp)
    told = {"year": year if year > 0 else year - 1, "month": month, "day": day}
    return dict(list(told.items())[: _PARTS.get(granularity, 3)])
