"""Files of TOML that a person wrote beside the articles, and where things stand in them: tomllib keeps no places."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline.articles.sources import text_of
from timeline.errors import InputError, Problem

Keys = tuple[str, ...]
Place = tuple[int, int]
"""Line and column, both from 1."""
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_STRING = re.compile(r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'', re.DOTALL)
_KEY = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_HEADING = re.compile(r"\s*(?=\[)")
_NAME = re.compile(rf"\s*(?P<key>{_KEY}(?:\s*\.\s*{_KEY})*)\s*=\s*")
_PLAIN = re.compile(r"\s*\[([A-Za-z0-9_-]+)\]\s*|([A-Za-z0-9_-]+) = 0")


def own_text(path: Path, option: str) -> str:
    """The text of a file that lies where it seems to. `option` is the one that names another.

    Raises InputError as `text_of` does, and TL102 for a link out of its folder: a folder of somebody else's could name
    any file of ours that way, and a mistake in it would be shown with its line.
    """
    if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(path.parent)):
        help = f"Put the file itself there, or name the one it leads to with {option}."
        raise InputError(Problem(str(path), "TL102", "it is a link out of its folder, which is not followed", help))
    return text_of(path)


def places(text: str) -> Mapping[Keys, tuple[Place, Place]]:
    """Where each key stands and where its value does, both the same for a heading; of what is named in several places,
    the first. What stands in an inline table has no place of its own. `text` is valid TOML."""
    # A long string is blanked, so that no line within it looks like a key.
    blank = _LONG_STRING.sub(lambda long: '""' + "\n" * long[0].count("\n"), text)
    found: dict[Keys, tuple[Place, Place]] = {}
    table: Keys = ()
    for number, line in enumerate(blank.split("\n"), 1):
        if (heading := _HEADING.match(line)) and (keys := _keys(line)):
            table, place = keys, (number, heading.end() + 1)
            _note(found, keys, (place, place))
        elif (name := _NAME.match(line)) and (keys := _keys(f"{name['key']} = 0")):
            _note(found, (*table, *keys), ((number, name.start("key") + 1), (number, name.end() + 1)))
    return found


def broken(error: Exception, text: str) -> tuple[str, int, int | None]:
    """Why the text is no TOML, by the error that reading it raised, and the line and the column, None for the whole
    line."""
    if isinstance(error, RecursionError):
        return "nested too deeply", 1, None
    at = _AT.search(str(error))
    why = _AT.sub("", str(error))
    return (why, int(at[1]), int(at[2])) if at and at[1] else (why, text.rstrip().count("\n") + 1, None)


def _note(found: dict[Keys, tuple[Place, Place]], keys: Keys, place: tuple[Place, Place]) -> None:
    for length in range(1, len(keys) + 1):
        found.setdefault(keys[:length], place)


def _keys(line: str) -> Keys:
    """The keys that a line of TOML opens, outermost first; none for what is no such line."""
    if plain := _PLAIN.fullmatch(line):  # nearly all of them are, and tomllib takes ten times as long
        return (plain[1] or plain[2],)
    try:
        told: Any = tomllib.loads(line)
    except ValueError:
        return ()
    keys = []
    while isinstance(told, dict | list) and told:
        key, told = next(iter(told.items())) if isinstance(told, dict) else (None, told[0])
        keys += [] if key is None else [key]
    return tuple(keys)
