"""Regular expressions for words: smart case, white space within a paragraph, hyphens and apostrophes of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SPACE = r"(?:[ \t\xa0]\n?|\n)[ \t\xa0]{0,3}"
"""White space that does not end a paragraph."""
HYPHEN = "[-\u2010\u2011\u2013]"
MARK = r"[^A-Za-z0-9_](?<!\w)"
"""What stands before a word; a search that begins with a plain set of characters passes over all others at once."""
NEVER = "(?!)"


_PLAIN = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2019": "'"})


def folded(said: str) -> str:
    """A phrase as the word lists are looked up: small letters, single spaces, plain hyphens and apostrophes."""
    return " ".join(said.lower().split()).translate(_PLAIN)


def cased(word: str) -> str:
    """The pattern of a word under smart case."""
    escaped = "".join(
        SPACE if c == " " else HYPHEN if c == "-" else "['\u2019]" if c == "'" else re.escape(c) for c in word
    )
    if word[:1].islower():
        return f"(?i:{escaped})"
    return f"(?:{escaped}|{re.escape(word.upper())})" if len(word) > 3 and word[0].isupper() else escaped


def literal(text: str) -> str:
    """The pattern of a phrase's words; a comma before a space may stand close or be left out where written `,?`."""
    return "".join(cased(piece) if piece.strip() else SPACE for piece in re.findall(r"\s+|\S+", text))


def word_pattern(words: Iterable[str]) -> str:
    """The pattern of a list of words as a prefix tree on exact case."""
    return tree_pattern(tree_of(spellings(words)))


def any_case_pattern(words: Iterable[str]) -> str:
    """The pattern of a list of words as a prefix tree, whatever their case."""
    return f"(?i:{tree_pattern(tree_of(map(str.lower, words))) or NEVER})"


def spellings(words: Iterable[str]) -> set[str]:
    """How the words of a list may be spelt: a small one with its first letter either way, any in capitals."""
    out: set[str] = set()
    for word in words:
        out.add(word)
        if word[:1].islower():
            out.update((word[0].upper() + word[1:], word.upper()))
        elif len(word) > 3 or "." in word:
            out.add(word.upper())
    return out


def tree_of(words: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return tree


def tree_pattern(tree: dict[str, Any]) -> str:
    branches = [_letter(letter) + tree_pattern(node) for letter, node in sorted(tree.items()) if letter]
    if not branches:
        return ""
    inside = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{inside})?" if "" in tree else inside


def _letter(letter: str) -> str:
    return SPACE if letter == " " else HYPHEN if letter == "-" else "['\u2019]" if letter == "'" else re.escape(letter)


def ends_in(words: Iterable[str]) -> re.Pattern[str] | None:
    # A word that ends in a hyphen stands close: "mid-May".
    each = [cased(word) if word.endswith("-") else cased(word) + SPACE for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})$") if each else None


def begins_with(words: Iterable[str]) -> re.Pattern[str] | None:
    return (
        re.compile("|".join(cased(w) if not w[0].isalpha() else rf"{SPACE}{cased(w)}(?!\w)" for w in words))
        if words
        else None
    )
