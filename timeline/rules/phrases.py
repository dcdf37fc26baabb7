"""Phrases of a language file, read: words, slots, choices, and parts that are expressions of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from timeline.errors import LanguageFileError


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a phrase as they stand, blanks included."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a word of a list or a number."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; `optional` where none will do as well."""

    branches: tuple[tuple[Any, ...], ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a phrase that is an expression of its own."""

    inside: tuple[Any, ...]


Phrase = tuple[Any, ...]
"""Words, slots, choices and parts in their order."""


def read_phrase(phrase: str, slot: Callable[[str], Phrase], where: str) -> Phrase:
    """A phrase as it is written, `slot` telling what stands for the inside of its braces.

    Raises LanguageFileError, which says `where`, for brackets that don't match.
    """
    tokens = re.findall(r"\{[^{}]*\}|[][()|?]|[^][(){}|?]+", phrase)
    if "".join(tokens) != phrase:
        raise LanguageFileError(f"{where}: unbalanced braces in {phrase!r}")
    branches, rest = _branches(tokens, slot, where, phrase)
    if rest:
        raise LanguageFileError(f"{where}: a closing bracket too many in {phrase!r}")
    return _one(branches)


def _one(branches: tuple[Phrase, ...]) -> Phrase:
    return branches[0] if len(branches) == 1 else (Choice(branches, False),)


def _branches(
    tokens: list[str], slot: Callable[[str], Phrase], where: str, phrase: str
) -> tuple[tuple[Phrase, ...], list[str]]:
    """What stands up to the bracket that closes, and the tokens from that bracket on."""
    branches: list[Phrase] = []
    current: list[Any] = []
    while tokens and tokens[0] not in (")", "]"):
        token, tokens = tokens[0], tokens[1:]
        if token in ("(", "["):
            inside, tokens = _branches(tokens, slot, where, phrase)
            if not tokens or tokens[0] != {"(": ")", "[": "]"}[token]:
                raise LanguageFileError(f"{where}: a bracket is never closed in {phrase!r}")
            tokens = tokens[1:]
            if token == "[":
                current.append(Part(_one(inside)))
                continue
            optional = bool(tokens) and tokens[0] == "?"
            tokens = tokens[optional:]
            current.append(Choice(inside, optional))
        elif token == "|":
            branches.append(tuple(current))
            current = []
        elif token == "?":
            raise LanguageFileError(f"{where}: a question mark without its brackets in {phrase!r}")
        else:
            current.extend(slot(token[1:-1]) if token.startswith("{") else (Word(token),))
    return (*branches, tuple(current)), tokens
