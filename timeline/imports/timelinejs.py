"""TimelineJS: its JSON (https://timeline.knightlab.com/docs/json-format.html), and the table its spreadsheet saves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from timeline.articles.handmade import HandMade, placed
from timeline.articles.places import object_lines
from timeline.articles.tables import rows
from timeline.articles.timelinejs import NoEvent, event, is_header
from timeline.errors import InputError, Problem
from timeline.imports.imported import Imported, Left, gathered

_SHAPE = 'It is an object with "events", each with "start_date" and "text".'
_COLUMNS = "Its columns are Year, Month, Day, Headline, Text and so on, named in the first row."
_PARTS = ("year", "month", "day")


def read_table(text: str, path: str) -> Imported:
    """The events of a table. Raises InputError: TL106 other columns, TL111 a row that is cut."""
    names, found = rows(text, path)
    if not is_header(names):
        raise InputError(Problem(path, "TL106", "the columns are not those of TimelineJS", _COLUMNS, 1))
    told = list(found)
    if problems := [each for each in told if isinstance(each, Problem)]:
        raise InputError(problems)
    return _read((each.cells, each.line) for each in told if not isinstance(each, Problem))


def read_json(text: str, path: str) -> Imported:
    """The events and eras. Raises InputError: TL105 no JSON, TL106 another shape."""
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(path, "TL105", f"not valid JSON: {error.msg}", _SHAPE, error.lineno, error.colno)
        raise InputError(problem) from None
    except (RecursionError, ValueError):
        raise InputError(Problem(path, "TL105", "not valid JSON", _SHAPE)) from None
    if not isinstance(told, dict) or not isinstance(told.get("events"), list):
        raise InputError(Problem(path, "TL106", "it is no timeline of TimelineJS", _SHAPE))
    slides = [*_slides(told, "events", text), *_slides(told, "eras", text)]
    read = _read(slides)
    others = [Left(1, str(name), _brief(value)) for name, value in told.items() if name not in ("events", "eras")]
    return Imported(read.events, (*others, *read.left))


def _read(slides: Any) -> Imported:
    events: list[HandMade] = []
    left: list[Left] = []
    for cells, line in slides:
        try:
            events.append(placed(event(cells), line))
        except NoEvent as reason:
            left.append(Left(line, "no event", f"{reason}: {_brief(dict(cells))}"))
    return gathered(events, left)


def _slides(told: Mapping[str, Any], name: str, text: str) -> Iterator[tuple[dict[str, str], int]]:
    listed = told.get(name)
    slides = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    for line, slide in zip(object_lines(text, len(slides), name), slides, strict=True):
        kind = {"type": "era"} if name == "eras" else {}
        yield {column: cell for column, cell in (*_cells(slide), *kind.items()) if cell.strip()}, line


def _cells(slide: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A slide as the row of a table that would make it; what a table has no column for goes by its own name."""
    for name, value in slide.items():
        match name, value:
            case ("start_date" | "end_date"), dict():
                prefix = "end " if name == "end_date" else ""
                for part, said in value.items():
                    yield prefix + (part if part in _PARTS else f"date: {part}"), _brief(said)
            case "text", dict():
                yield from ((part if part in ("headline", "text") else f"text: {part}", _brief(said))
                            for part, said in value.items())
            case "media", dict():
                yield from (("media" if part == "url" else f"media {part}", _brief(said))
                            for part, said in value.items())
            case "display_date", _:
                yield "display date", _brief(value)
            case _:
                yield name, _brief(value)


def _brief(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
