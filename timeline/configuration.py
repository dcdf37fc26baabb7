"""`timeline.toml`: what one would otherwise say with every command.

tomllib reads it: a parser of the standard library that says where a mistake is.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.articles import toml
from timeline.articles.toml_files import Keys, Place, broken, own_text, places
from timeline.errors import InputError, Problem, nearest, offer
from timeline.outlets import Outlet

NAME = "timeline.toml"
_LIKE_THIS = 'Write lines such as title = "The bridge"; docs/configuration.md has every key.'
_NEAREST = 20
"""Unknown keys that are told with the nearest that there are."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a file says: `values` by the name that the option has in Python ("base_url"). Paths are written from where
    one stands, outlets on one line."""

    path: Path
    values: Mapping[str, Any]


def is_address(source: str) -> bool:
    """Whether a source lies on the network, and is no file."""
    return source.lower().startswith(("http://", "https://"))


def find(start: Path) -> Path | None:
    """The nearest timeline.toml in a folder or one above it, None where there is none; relative where it can be."""
    here = Path(os.path.abspath(start))
    found = next((folder / NAME for folder in (here, *here.parents) if (folder / NAME).is_file()), None)
    return found and Path(os.path.relpath(found))


def read(path: Path) -> Configuration:
    """The configuration in a file. Raises InputError with all that is wrong with it (TL502, TL503), or where it is no
    text one can read (TL102, TL103, TL110)."""
    text = own_text(path, "--config")
    try:
        told = toml.loads(text)
    except (ValueError, RecursionError) as error:
        why, line, column = broken(error, text)
        raise InputError(Problem(str(path), "TL502", f"not valid TOML: {why}", _LIKE_THIS, line, column)) from None
    checked = [(key, _checked(key, value, path)) for key, value in told.items() if key in _KEYS]
    wrong = [each for _, result in checked if isinstance(result, list) for each in result]
    if wrong := [*wrong, *_unknown([key for key in told if key not in _KEYS])]:
        known = places(text)
        problems = [_at(each, path, known) for each in wrong]
        raise InputError(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return Configuration(path, {key.replace("-", "_"): value for key, value in checked})


@dataclass(frozen=True, slots=True)
class _Wrong:
    keys: Keys
    message: str
    help: str
    of_key: bool = False


def _unknown(keys: Sequence[str]) -> Iterator[_Wrong]:
    for nth, key in enumerate(keys):
        # Whoever has so many keys of another program needs no nearest name for each.
        known = offer(key, _KEYS) if nth < _NEAREST else f"There are {', '.join(KEYS)}."
        yield _Wrong((key,), f"there is no key {key!r}", known, True)


def _checked(key: str, value: Any, path: Path) -> Any:
    """The value as an option takes it, or a list of what is wrong with it."""
    if key == "outlets":
        return _outlets(value)
    check, example = _KEYS[key]
    try:
        checked = check(value)
    except ValueError as refusal:
        return [_Wrong((key,), f"{key} is not {refusal}", f"Write {key} = {example}.")]
    return _in_place(checked, path.parent) if key in _PATHS else checked


def _in_place(told: str | tuple[str, ...], folder: Path) -> str | tuple[str, ...]:
    """Paths as written from where one stands."""
    if isinstance(told, tuple):
        return tuple(each if is_address(each) else os.path.normpath(folder / each) for each in told)
    return os.path.normpath(folder / told)


def _outlets(told: Any) -> Any:
    if not isinstance(told, dict):
        help = 'Write a table for each, such as [outlets."Vale Courier"].'
        return [_Wrong(("outlets",), "outlets is no table", help)]
    read = [_outlet(name, fields) for name, fields in told.items()]
    wrong = [each for each in read if isinstance(each, _Wrong)]
    return wrong or tuple(map(str, read))


def _outlet(name: str, fields: Any) -> Outlet | _Wrong:
    keys = ("outlets", name)
    if not isinstance(fields, dict) or not name.strip() or "," in name:
        help = 'Write [outlets."Vale Courier"], without a comma, and below it lines such as zone = "Europe/London".'
        return _Wrong(keys, f"{name!r} is no table of an outlet", help)
    for key, value in fields.items():
        if key not in _OF_OUTLET:
            return _Wrong((*keys, key), f"an outlet has no {key!r}", offer(key, _OF_OUTLET), True)
        try:
            Outlet(name, **{key: _words(value)})
        except ValueError as refusal:
            told = f"{key} is not {refusal}" if not isinstance(value, str) else str(refusal)
            return _Wrong((*keys, key), told, f"Write {key} = {_OF_OUTLET[key]}.")
    return Outlet(name, **fields)


def _words(said: Any) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError("words in quotation marks")
    return said.strip()


def _list(said: Any) -> tuple[str, ...]:
    said = [said] if isinstance(said, str) else said
    if not isinstance(said, list) or not said or not all(isinstance(each, str) and each.strip() for each in said):
        raise ValueError("a list of words in quotation marks")
    return tuple(said)


def _switch(said: Any) -> bool:
    if not isinstance(said, bool):
        raise ValueError("true or false")
    return said


def _count(said: Any) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or said < 1:
        raise ValueError("a number from 1 up")
    return said


def _address(said: Any) -> str:
    if not is_address(_words(said)):
        raise ValueError("the address of a site")
    return _words(said)


def _undated(said: Any) -> str:
    if said not in ("error", "skip"):
        raise ValueError('"error" or "skip"')
    return str(said)


def _language(said: Any) -> str:
    from timeline.articles.assembling import known_language

    try:
        return known_language(_words(said))
    except ValueError as refusal:
        raise ValueError(f"a language it can read: {refusal}") from None


def _tag(said: Any) -> str:
    from timeline.exporters import retold

    if retold.language(_words(said)) is None:
        raise ValueError("the tag of a language by BCP 47")
    return _words(said)


def _zone(said: Any) -> str:
    try:
        Outlet("", zone=_words(said))
    except ValueError:
        raise ValueError("a time zone of the IANA database") from None
    return _words(said)


def _exporters(said: Any) -> tuple[str, ...]:
    from timeline.exporters import EXPORTERS

    named = _list(said)
    if unknown := [name for name in named if name not in EXPORTERS]:
        known = ", ".join(nearest(unknown[0], EXPORTERS))
        raise ValueError(f"a list of exporters: there is no {unknown[0]!r}, but {known}")
    return named


_KEYS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "title": (_words, '"The bridge"'),
    "description": (_words, '"Ten years of a bridge."'),
    "sources": (_list, '["articles"]'),
    "out": (_words, '"site"'),
    "base-url": (_address, '"https://example.org/bridge/"'),
    "language": (_language, '"en"'),
    "site-language": (_tag, '"de"'),
    "timezone": (_zone, '"Europe/London"'),
    "theme": (_words, '"theme"'),
    "edits": (_words, '"edits.toml"'),
    "outlets": (_words, ""),
    "undated": (_undated, '"skip"'),
    "top": (_count, "100"),
    "approved-only": (_switch, "true"),
    "full-text": (_switch, "true"),
    "exporters": (_exporters, '["site", "json", "atom"]'),
    "jobs": (_count, "2"),
}
KEYS = tuple(_KEYS)
"""Every key there is, outlets among them."""
_PATHS = ("sources", "out", "theme", "edits")
_OF_OUTLET = {"address": '"courier.example"', "zone": '"Europe/London"'}


def _at(wrong: _Wrong, path: Path, places: Mapping[Keys, tuple[Place, Place]]) -> Problem:
    # What stands in an inline table has the place of the whole.
    known = next((places[wrong.keys[:n]] for n in range(len(wrong.keys), 0, -1) if wrong.keys[:n] in places), None)
    place = (None, None) if known is None else known[0 if wrong.of_key else 1]
    return Problem(str(path), "TL503", wrong.message, wrong.help, *place)
