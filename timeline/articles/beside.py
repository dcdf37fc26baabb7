"""What stands beside an article and speaks for it: a row of dates.csv, or a sidecar file of its own.

A `dates.csv` speaks for the files of its folder and the folders below; where several name a file, the nearest is heard.
A sidecar of `council.txt` is called `council.txt.yml` or `council.yml`, and so with .yaml and .json.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.articles.draft import Fields, Found, fields, plain
from timeline.articles.yaml_fields import read_yaml
from timeline.errors import InputError, Problem

MANIFEST = "dates.csv"
SIDECARS = (".yml", ".yaml", ".json")
LONGEST_NAME = 255
"""Bytes in the name of a file."""
_HEADER = "Name the columns in the first row: file,published and, if wanted, title,url,outlet,author,lang,tags,id."

Text = Callable[[Path], str]
"""Reads a file as text. Raises InputError."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A dates.csv: its rows by the `key` of the file each speaks for, and a warning for each that speaks for none."""

    rows: Mapping[str, Fields]
    warnings: tuple[Problem, ...] = ()


def key(path: Path) -> str:
    """The name under which a manifest row and the file it speaks for meet."""
    return os.path.abspath(path)


def sidecar_paths(path: Path) -> Iterator[Path]:
    """Where a sidecar of the article may lie, the first found is taken."""
    whole = (path.with_name(path.name + ending) for ending in SIDECARS)
    instead = (path.with_suffix(ending) for ending in SIDECARS if ending != path.suffix.lower())
    # No system has a longer name, and to ask for one is an error.
    yield from (place for place in (*whole, *instead) if len(os.fsencode(place.name)) <= LONGEST_NAME)


def read_sidecar(path: Path, text_of: Text) -> Fields:
    """The fields of a sidecar file. Raises InputError."""
    text = text_of(path)
    found = _json(text, str(path)) if path.suffix == ".json" else read_yaml(text, str(path))
    return fields(found, f"sidecar {path.name}")


def _json(text: str, path: str) -> list[Found]:
    mend = 'Write one object, such as {"published": "2016-04-20"}.'
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        problem = Problem(path, "TL105", f"not valid JSON: {error.msg}", mend, error.lineno, error.colno)
        raise InputError(problem) from None
    except (RecursionError, ValueError):
        raise InputError(Problem(path, "TL105", "not valid JSON", mend)) from None
    if not isinstance(told, dict):
        raise InputError(Problem(path, "TL105", "not a JSON object", mend))
    return [Found(plain(value), name, path, *_place(text, json.dumps(name, ensure_ascii=False)))
            for name, value in told.items()]


def _place(text: str, words: str) -> tuple[int, int]:
    at = max(text.find(words), 0)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def read_manifest(path: Path, text_of: Text) -> Manifest:
    """What a dates.csv says. Raises InputError, all its problems at once."""
    text = text_of(path)
    header = text.partition("\n")[0]
    # Spreadsheets of half of Europe save "comma-separated" with semicolons.
    rows = csv.reader(io.StringIO(text), strict=True, delimiter=";" if ";" in header and "," not in header else ",")
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if missing := [name for name in ("file", "published") if name not in names]:
            absent = f"no column is called {' or '.join(missing)}"
            raise InputError(Problem(str(path), "TL106", absent, _HEADER, 1, 1))
        told = [(line, dict(zip(names, map(str.strip, cells), strict=False))) for line, cells in _lines(rows)]
    except csv.Error as error:
        raise InputError(Problem(str(path), "TL106", f"not valid CSV: {error}", _HEADER, rows.line_num)) from None
    return _manifest(path, [(line, row) for line, row in told if any(row.values())])


def _lines(rows: Any) -> Iterator[tuple[int, list[str]]]:
    line = rows.line_num + 1
    for cells in rows:
        yield line, cells
        line = rows.line_num + 1


def _manifest(path: Path, rows: list[tuple[int, dict[str, str]]]) -> Manifest:
    told: dict[str, Fields] = {}
    problems, warnings = [], []
    for line, row in rows:
        name = row.pop("file", "")
        place, mine = key(path.parent / name), _row(row, path, line)
        before = told.get(place, Fields())
        if not name:
            problems.append(("TL106", "a row names no file", "Write its path, seen from this folder.", line))
        elif mine.signals and before.signals:
            problems.append(("TL106", f"a second row dates {name}", "Keep one of them.", line))
        elif not os.path.exists(place):
            warnings.append(("TL101", f"there is no file {name}", "Correct the name or delete the row.", line))
        told[place] = mine.over(before)
    if problems:
        raise InputError(Problem(str(path), *problem) for problem in problems)
    return Manifest(told, tuple(Problem(str(path), *warning) for warning in warnings))


def _row(row: dict[str, str], path: Path, line: int) -> Fields:
    tags = tuple(tag.strip() for tag in row.get("tags", "").split(";") if tag.strip())
    found = (Found(tags if column == "tags" else value, column, str(path), line) for column, value in row.items())
    return fields(found, f"{path.name}, line {line}")


def blank_manifest(rows: list[tuple[str, str]]) -> str:
    """A dates.csv to fill in, from file names as seen from its folder and titles."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("file", "published", "title"))
    writer.writerows((name, "", title) for name, title in rows)
    return out.getvalue()
