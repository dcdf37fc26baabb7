"""events.csv: a row an entry, for spreadsheets (RFC 4180, UTF-8 with a byte order mark, without which Excel guesses).

A cell that a spreadsheet would run as a formula gets an apostrophe in front, and so does one that begins with an
apostrophe: whoever takes one off the front of every cell that has one gets back what was there. `read` does.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from timeline.exporters import retold
from timeline.exporters.dates import phrase
from timeline.exporters.kept import runs, strung
from timeline.exporters.options import Options
from timeline.exporters.words import Words, catalogue
from timeline.model import Entry, Timeline

PATH = "events.csv"
COLUMNS = ("id", "date", "edtf", "earliest", "latest", "title", "kind", "importance", "tags", "outlets", "urls",
           "quote", "attribution", "conflict", "note")
"""In this order. `date` is in words; `earliest` and `latest` are ISO dates, both inclusive, empty where that end is
open; `quote` and `attribution` are those of the best telling. Tags, outlets and addresses stand one a line of their
cell."""

_RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""What makes a spreadsheet run a cell (https://owasp.org/www-community/attacks/CSV_Injection), and the apostrophe."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`events.csv`, the entries in order below a row of `COLUMNS`."""
    return {PATH: b"".join(chunks(timeline, options))}


def chunks(timeline: Timeline, options: Options) -> Iterator[bytes]:
    """The same file, bit by bit."""
    words = catalogue(options.language, options.templates)
    rows = ((key, partial(_rows, run, words)) for key, run in runs(timeline.entries, options.kept))
    return strung(PATH, words.digest, (_heading(COLUMNS), *rows), options.kept)


def written(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table as CSV, its cells harmless."""
    return _heading(columns) + _lines(rows)


def _heading(columns: Iterable[str]) -> bytes:
    return codecs.BOM_UTF8 + _lines([columns])


def _rows(entries: Iterable[Entry], words: Words) -> bytes:
    return _lines(_row(entry, words) for entry in entries)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(map(harmless, row) for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def read(content: bytes) -> list[dict[str, str]]:
    """The rows of such a file by column, their cells as they were before they were made harmless."""
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    return [{name: whole(cell) for name, cell in row.items()} for row in rows]


def harmless(cell: str) -> str:
    """The cell, behind an apostrophe where a spreadsheet would run it or it begins with one."""
    return f"'{cell}" if cell.startswith(_RUN) else cell


def whole(cell: str) -> str:
    """The inverse of `harmless`."""
    return cell.removeprefix("'")


def _row(entry: Entry, words: Words) -> Iterable[str]:
    return map(_cells(entry, words).__getitem__, COLUMNS)


def _cells(entry: Entry, words: Words) -> Mapping[str, str]:
    best = entry.events[0] if entry.events else None
    return {
        "id": retold.line(entry.id), "date": phrase(entry.interval, words), "edtf": retold.line(entry.edtf),
        "earliest": entry.interval.earliest or "", "latest": entry.interval.latest or "",
        "title": retold.title(entry, words), "kind": retold.line(entry.kind), "importance": f"{entry.importance:.3f}",
        "tags": "\n".join(retold.tags(entry)), "outlets": "\n".join(retold.outlets(entry)),
        "urls": "\n".join(retold.links(entry)), "quote": retold.legible(best.quote) if best else "",
        "attribution": retold.line(best.attribution) if best else "",
        "conflict": retold.line(entry.conflict), "note": retold.legible(entry.note),
    }
