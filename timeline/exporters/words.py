"""The words of the interface, from `words/en.toml` of the templates and the file of another language beside it.

A word is named "section.key". What a language leaves out is told in English, a word at a time, and a theme's own files
go before ours in the same way. Pages, feeds and calendars all take their words from here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from timeline.errors import InputError, Problem
from timeline.exporters.digests import digest
from timeline.exporters.ours import default_folder
from timeline.exporters.plurals import Rule, category, rule

_ENGLISH = "en"
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
_UNUSED = {"column.first-of-days": {"month"}}
"""Placeholders that English has no use for."""
_DOCUMENTED = "docs/themes.md says how a language is written."

Pattern = tuple[str, ...]
"""A word taken apart: text, the name of a placeholder, text, and so on, a text at either end."""
Forms = dict[str, Pattern]
"""A word by the forms it has; a word with one form has it as "other"."""
_Rules = Mapping[str, Rule]
_File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with the rules that choose among its forms; a list is several words of one form."""

    forms: tuple[Forms, ...]
    rules: _Rules
    listed: bool = False

    @property
    def shape(self) -> int | None:
        """How many there are of a list, None for a word alone."""
        return len(self.forms) if self.listed else None

    @property
    def names(self) -> set[str]:
        """Its placeholders."""
        return {name for forms in self.forms for pattern in forms.values() for name in pattern[1::2]}


class Words:
    """The words of one language. `language` is the tag they are in: the one asked for where there is a file for it,
    else "en". `digest` is a name for all of them, another for others."""

    def __init__(self, language: str, words: Mapping[str, _Word], digest: str) -> None:
        self.language, self.digest = language, digest
        self._words = words
        self._patterns = {name: word.forms[0]["other"] for name, word in words.items()}
        self._escaped: dict[str, Pattern] = {}
        self._counts: dict[tuple[str, int], str] = {}
        self._thousands = self.say("numbers.thousands")

    def say(self, name: str, /, *, count: int | None = None, **values: str) -> str:
        """A word with its placeholders filled in; `count` chooses its form and is filled in as a number is written.
        Where a value is Markup the word is too, all else in it escaped. Raises KeyError for a name there is not."""
        if count is None:
            pattern = self._patterns[name]
            return filled(pattern, values) if len(pattern) > 1 else pattern[0]
        if values:
            return filled(_chosen(self._words[name], count), values | {"count": self.number(count)})
        # The same few numbers stand on every page.
        if (told := self._counts.get((name, count))) is None:
            told = filled(_chosen(self._words[name], count), {"count": self.number(count)})
            self._counts[name, count] = told
        return told

    def html(self, name: str, /, **values: str) -> str:
        """A word as HTML, its placeholders filled in with what is HTML already."""
        if (pattern := self._escaped.get(name)) is None:
            told = enumerate(self._patterns[name])
            pattern = self._escaped[name] = tuple(part if n % 2 else escape(part) for n, part in told)
        return filled(pattern, values)

    def round(self, name: str) -> tuple[str, str]:
        """What of a word stands before its placeholder, and what behind it."""
        first, _, *rest = *self._patterns[name], "", ""
        return first, "".join(rest[::2])

    def one_of(self, name: str, number: int, **values: str) -> str:
        """One of a list of words, such as the months, counted from 0 and from the end where negative; its placeholders
        filled in."""
        return filled(self._words[name].forms[number]["other"], values)

    def linked(self, name: str, /, *, count: int | None = None, **values: str) -> tuple[str, str, str]:
        """A word in three parts: what stands before "[", up to "]", and behind it."""
        before, _, rest = self.say(name, count=count, **values).partition("[")
        within, _, after = rest.partition("]")
        return before, within, after

    def around(self, name: str, **values: Any) -> list[Any]:
        """The pieces of a word in order: its texts, and the values of its placeholders as they are."""
        pattern = self._patterns[name]
        return [values[part] if n % 2 else part for n, part in enumerate(pattern) if n % 2 or part]

    def number(self, n: int) -> str:
        """A number with its thousands apart: "1,234"."""
        return f"{n:,}".replace(",", self._thousands)

    def ordinal(self, n: int) -> str:
        """A number that counts in order: "1st"."""
        word = self._words["numbers.ordinal"]
        return filled(_chosen(word, n), {"n": str(n)})

    def comma(self, *things: str) -> str:
        """Things in a row: "Tags, outlets"."""
        return self.say("text.comma").join(things)


def _chosen(word: _Word, count: int) -> Pattern:
    forms = word.forms[0]
    return forms.get(category(word.rules, count)) or forms["other"] if len(forms) > 1 else forms["other"]


def filled(pattern: Pattern, values: Mapping[str, str]) -> str:
    """A pattern with its placeholders filled in."""
    told = [*pattern]
    for n in range(1, len(told), 2):
        told[n] = values[told[n]]
    for value in values.values():
        if value.__class__ is not str and hasattr(value, "__html__"):
            # Markup joins to Markup, and escapes whatever else it joins.
            return value[:0].join(told)
    return "".join(told)


def catalogue(language: str, theme: Path | None = None) -> Words:
    """The words for a language (a BCP 47 tag), those of a theme's folder before ours.

    Files of a longer tag go before those of a shorter: `pt-BR.toml`, then `pt.toml`, then English. Raises InputError
    for a file that is no TOML, or has a form, a list or a placeholder that cannot be.
    """
    folders = [default_folder(), *([theme] if theme else [])]
    parts = language.casefold().split("-")
    tags = ["-".join(parts[:n]) for n in range(1, len(parts) + 1)]
    own = tuple(_files(folders, tags)) if parts[0] != _ENGLISH else ()
    english = tuple(_files(folders, tags if parts[0] == _ENGLISH else [_ENGLISH]))
    return _made(language if own or parts[0] == _ENGLISH else _ENGLISH, english, own)


def _files(folders: Iterable[Path], tags: Iterable[str]) -> Iterator[_File]:
    """The files of these tags, the one that goes before the others last."""
    # Looked up among those there are: a tag is whatever somebody wrote, and no path.
    named = [{path.stem.casefold(): path for path in (folder / "words").glob("*.toml")} for folder in folders]
    return ((str(each[tag]), each[tag].read_bytes()) for tag in tags for each in named if tag in each)


@lru_cache(maxsize=16)
def _made(language: str, english: tuple[_File, ...], own: tuple[_File, ...]) -> Words:
    """By content, so that one build has one catalogue, and the next sees what was saved since."""
    words: dict[str, _Word] = {}
    for files in (english, own):
        words |= _read(files, dict(words))
    return Words(language, words, digest(language, [content for _, content in (*english, *own)]))


def _read(files: Iterable[_File], known: Mapping[str, _Word]) -> dict[str, _Word]:
    """The words of the files of a language, checked against `known`, those in English."""
    tables = [(path, _parsed(path, content)) for path, content in files]
    rules: dict[str, dict[str, Rule]] = {"plural": {}, "ordinal": {}}
    found: dict[str, _Word] = {}
    for path, table in tables:
        for kind in rules:
            rules[kind] |= _rules(path, kind, table.pop(kind, {}))
        for name, told in _named(path, table):
            choosing = rules["ordinal" if name == "numbers.ordinal" else "plural"]
            expected = known.get(name) or found.get(name)
            found[name] = _word(path, name, told, choosing)
            _check(path, name, found[name], expected)
    return found


def _parsed(path: str, content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except ValueError as error:
        line = re.search(r"line (\d+)", str(error))
        raise _wrong(path, f"it is no TOML: {error}", int(line[1]) if line else None) from None


def _rules(path: str, kind: str, told: Mapping[str, str]) -> dict[str, Rule]:
    try:
        return {form: rule(text) for form, text in told.items()}
    except (ValueError, AttributeError) as error:
        raise _wrong(path, f"[{kind}]: {error}") from None


def _named(path: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for section, words in table.items():
        if not isinstance(words, dict):
            raise _wrong(path, f"{section} stands in no [section]")
        yield from ((f"{section}.{key}", told) for key, told in words.items())


def _word(path: str, name: str, told: Any, rules: _Rules) -> _Word:
    several = told if isinstance(told, list) else [told]
    forms = [each if isinstance(each, dict) else {"other": each} for each in several]
    for each in forms:
        if not all(isinstance(text, str) for text in each.values()):
            raise _wrong(path, f"{name} is no text")
        if "other" not in each:
            raise _wrong(path, f"{name}.other is missing")
        if strange := [form for form in each if form not in {*rules, "other"}]:
            raise _wrong(path, f"{name}.{strange[0]} has no rule")
    patterns = tuple({form: tuple(_PLACEHOLDER.split(text)) for form, text in each.items()} for each in forms)
    return _Word(patterns, rules, isinstance(told, list))


def _check(path: str, name: str, word: _Word, known: _Word | None) -> None:
    """That a word can stand where the English one does."""
    if known is None:
        return
    if word.shape != known.shape:
        raise _wrong(path, f"{name} is no list of {known.shape}" if known.shape else f"{name} is one text, no list")
    filled_in = known.names | _UNUSED.get(name, set())
    if strange := sorted(word.names - filled_in):
        there = " and ".join(f"{{{each}}}" for each in sorted(filled_in)) or "nothing"
        raise _wrong(path, f"{name} has {{{strange[0]}}}, where {there} is filled in")


def _wrong(path: str, what: str, line: int | None = None) -> InputError:
    return InputError(Problem(path, "TL504", what, _DOCUMENTED, line))
