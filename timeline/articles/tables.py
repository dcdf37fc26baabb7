"""Tables (.csv, .tsv), such as a spreadsheet saves: a row an article, or a row an event written by hand.

Columns are known by name, in any case and order. A column of TimelineJS's (https://timeline.knightlab.com/docs/) called
Headline, with one of years or start dates, makes every row an event; a column `event` that says yes makes its row one.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from timeline.articles import timelinejs
from timeline.articles.draft import NAMES, ByHand, Draft, Found, Outcome, Passed, fields
from timeline.articles.handmade import placed
from timeline.errors import InputError, Problem

TEXTS = ("text", "body", "content")
_YES = ("true", "yes", "on", "1", "x")
_EVENT = ("title", "date", "kind", "tags", "note", "id", "lang")
_EXPECTED = ("Name them in the first row: text (or body, content), published (or date), title, url, outlet, author, "
             "language, tags; or Year, Headline and the other columns of TimelineJS.")
_DATES = "Give a Headline and a Year, with Month and Day where they are known, as numbers that exist."


@dataclass(frozen=True, slots=True)
class Row:
    """A row by its column names in small letters, empty cells left out; `line` is where it begins."""

    cells: Mapping[str, str]
    line: int


def drafts(text: str, path: str) -> Iterator[Outcome]:
    """An article, an event or a problem for each row that is not blank."""
    names, found = rows(text, path)
    if timelinejs.is_header(names):
        yield from (_slide(each, path) for each in found)
        return
    told = next((name for name in TEXTS if name in names), None)
    if told is None:
        given = ", ".join(filter(None, names))[:120] or "nothing"
        missing = f"no column holds a text or an event, only {given}"
        # A table with none of our columns lies among the articles by chance.
        ours = any(name in NAMES for name in names)
        yield Problem(path, "TL106", missing, _EXPECTED, 1) if ours else Passed(path, missing)
        return
    for each in found:
        if isinstance(each, Problem):
            yield each
        elif each.cells.get("event", "").lower() in _YES:
            yield _event(each, told, path)
        else:
            yield _article(each, told, path)


def _slide(row: Row | Problem, path: str) -> Outcome:
    if isinstance(row, Problem):
        return row
    try:
        return placed(timelinejs.event(row.cells), row.line).as_read(path)
    except timelinejs.NoEvent as reason:
        if row.cells.get("type", "").lower() == "title":
            return Passed(path, str(reason), row.line)
        return Problem(path, "TL602", f"the row is no event: {reason}", _DATES, row.line)


def rows(text: str, path: str) -> tuple[list[str], Iterator[Row | Problem]]:
    """The column names in small letters, and the rows that are not blank. Raises InputError for no header (TL111)."""
    header = text.partition("\n")[0]
    # Spreadsheets of half of Europe save "comma-separated" with semicolons; nobody has a tab in a column's name.
    mark = "\t" if "\t" in header else ";" if ";" in header and "," not in header else ","
    reader = csv.reader(io.StringIO(text), strict=True, delimiter=mark)
    try:
        names = [" ".join(name.lower().replace("_", " ").split()) for name in next(reader, [])]
    except csv.Error as error:
        raise InputError(Problem(path, "TL111", f"not a table: {error}", _EXPECTED, 1)) from None
    twice = next((name for name, many in Counter(names).items() if name and many > 1), None)
    if twice:
        raise InputError(Problem(path, "TL106", f"two columns are called {twice}", "Rename or remove one.", 1))
    return names, _rows(reader, names, path)


def _rows(reader: Iterator[list[str]], names: list[str], path: str) -> Iterator[Row | Problem]:
    line = reader.line_num + 1  # type: ignore[attr-defined]  # csv has no type of its own for its readers
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Problem(path, "TL111", f"not a table: {error}", "Put cells with quotes or line ends in quotes.", line)
            return
        if cells is None:
            return
        if len(cells) != len(names) and any(cells):
            yield Problem(path, "TL111", f"the row has {_cells(len(cells))}, and the header {len(names)}",
                          "Put cells with the separator in them into quotes, or add what is missing.", line)
        elif any(cell.strip() for cell in cells):
            yield Row({name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}, line)
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _cells(count: int) -> str:
    return f"{count} cell{'s' if count != 1 else ''}"


def _article(row: Row, told: str, path: str) -> Draft:
    found = (Found(_listed(name, cell), name, path, row.line) for name, cell in row.cells.items())
    return Draft(path, row.cells.get(told, ""), fields=fields(found, f"row {row.line}"), line=row.line)


def _event(row: Row, told: str, path: str) -> ByHand:
    names = {"published": "date", "language": "lang", "keywords": "tags", "headline": "title"}
    cells = {names.get(name, name): Found(_listed(name, cell), names.get(name, name), path, row.line)
             for name, cell in row.cells.items()}
    kept = tuple(cells[name] for name in _EVENT if name in cells)
    name = "|".join(str(cells[name].value) for name in ("date", "title") if name in cells)
    return ByHand(path, row.cells.get(told, ""), kept, name)


def _listed(name: str, cell: str) -> str | tuple[str, ...]:
    if NAMES.get(name) != "tags":
        return cell
    return tuple(filter(None, (tag.strip() for tag in cell.replace(";", ",").split(","))))
