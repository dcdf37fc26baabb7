"""The editor's file: TOML, one table for each entry or event, headed by its id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from timeline.articles import toml
from timeline.articles.toml_files import Keys, Place, broken, own_text, places
from timeline.edits.dating import NotUnderstood, dated
from timeline.edits.edit import Edit
from timeline.errors import InputError, Problem
from timeline.intervals import iso_year

_SHAPE = 'Write a table for each entry: a line [id], below it lines such as title = "…" or hide = true.'
_SOME_DAY = date(2016, 4, 20)


def read_file(path: Path) -> tuple[Edit, ...]:
    """The edits of a file, in its order. Raises InputError as `read_edits` does, and where the file cannot be read or
    is a link out of its folder."""
    return read_edits(own_text(path, "--edits"), str(path))


def read_edits(text: str, path: str) -> tuple[Edit, ...]:
    """The edits of a file, in its order. Raises InputError with every problem of the file (TL601 to TL603)."""
    try:
        told = toml.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(_broken(error, text, path)) from None
    known = places(text)
    tables = [_Table(id, value, path, known) for id, value in told.items()]
    edits = [edit for table in tables if (edit := table.edit()) is not None]
    problems = [problem for table in tables for problem in table.problems]
    problems += _circles(edits)
    if problems:
        raise InputError(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return tuple(edits)


@dataclass(slots=True)
class _Table:
    """A table as it is read, with what is wrong with it."""

    id: str
    told: Any
    path: str
    places: Mapping[Keys, tuple[Place, Place]]
    problems: list[Problem] = field(default_factory=list)

    def edit(self) -> Edit | None:
        """The edit; None where it is no table. What is wrong is left out of it and told in `problems`."""
        if not isinstance(self.told, dict):
            self._wrong(None, f"{self.id} stands in no table", _SHAPE)
            return None
        read = {name: value for name, said in self.told.items() if (value := self._value(name, said)) is not None}
        places = {name: self.places[self.id, name][0] for name in self.told if (self.id, name) in self.places}
        place, _ = self.places.get((self.id,), ((1, 1), (1, 1)))
        return Edit(id=self.id, path=self.path, place=place, places=places, **read)

    def _value(self, name: str, said: Any) -> Any:
        if name not in _FIELDS:
            near = get_close_matches(name.lower(), _FIELDS, 1, 0.5)
            mend = f"Did you mean {near[0]}? " if near else ""
            self._wrong(name, f"{name!r} is no edit", f"{mend}There are {', '.join(_FIELDS)}.", of_name=True)
            return None
        try:
            return _FIELDS[name](said)
        except NotUnderstood as refusal:
            self._wrong(name, f"date: {refusal}", refusal.help, code="TL603")
        except ValueError as refusal:
            self._wrong(name, f"{name} is not {refusal}", f"Write {name} = {_EXAMPLES[name]}.")
        return None

    def _wrong(
        self, name: str | None, message: str, mend: str, *, code: str = "TL602", of_name: bool = False
    ) -> None:
        """Notes a problem at a name or at its value; at the table, where there is no name or it has no place."""
        known = self.places.get((self.id,) if name is None else (self.id, name)) or self.places.get((self.id,))
        line, column = known[0 if of_name or name is None else 1] if known else (None, None)
        self.problems.append(Problem(self.path, code, message, mend, line, column))


def _words(said: Any) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError("words in quotation marks")
    return " ".join(said.split())


def _paragraphs(said: Any) -> str:
    _words(said)
    return str(said).strip()


def _switch(said: Any) -> bool:
    if not isinstance(said, bool):
        raise ValueError("true or false")
    return said


def _list(said: Any) -> tuple[str, ...]:
    said = [said] if isinstance(said, str) else said
    if not isinstance(said, list) or not all(isinstance(each, str) and each.strip() for each in said):
        raise ValueError("a list of words in quotation marks")
    return tuple(dict.fromkeys(each.strip() for each in said))


def _date(said: Any) -> str:
    if isinstance(said, datetime):
        said = said.date()
    # TOML has dates of its own, and a year alone is a number there.
    if isinstance(said, date) or (isinstance(said, int) and not isinstance(said, bool)):
        said = iso_year(said) if isinstance(said, int) else said.isoformat()
    words = _words(said)
    dated(words, _SOME_DAY)
    return words


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "quote": lambda said: " ".join(str(said).split()),
    "title": _words,
    "date": _date,
    "note": _paragraphs,
    "tags": _list,
    "merge": _list,
    "split": _switch,
    "hide": _switch,
    "approved": _switch,
}
_EXAMPLES = {
    "title": '"Bridge opens"',
    "date": '"2016-04-20"',
    "note": '"The ministry has denied this."',
    "tags": '["bridge"]',
    "merge": '["3f2a9c01bb4e"]',
    "split": "true",
    "hide": "true",
    "approved": "true",
}


def _broken(error: Exception, text: str, path: str) -> Problem:
    why, line, column = broken(error, text)
    mend = 'Put words into quotation marks: title = "Bridge opens".'
    if isinstance(error, RecursionError):
        mend = _SHAPE
    elif twice := re.match(r"Cannot declare \((.*?),?\) twice|Cannot overwrite a value", why):
        why = f"{twice[1]} has two tables" if twice[1] else "a name stands twice in one table"
        mend = "Put all you say of it into one table, each name once."
    return Problem(path, "TL601", f"not valid TOML: {why}", mend, line, column)


def _circles(edits: list[Edit]) -> Iterator[Problem]:
    """Entries that would be merged into each other, so that none is left to merge them into."""
    into = {edit.id: edit.merge for edit in edits}
    for edit in edits:
        seen, ahead = set[str](), list(edit.merge)
        while ahead:
            id = ahead.pop()
            if id not in seen:
                seen.add(id)
                ahead += into.get(id, ())
        if edit.id in seen:
            mend = "Keep `merge` only in the table of the entry that stays."
            yield edit.problem("TL602", f"{edit.id} would be merged into itself", mend, "merge")
