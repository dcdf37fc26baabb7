"""A sentence in words, each with its kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from timeline import english as en

Span = tuple[int, int]
_Told = TypeVar("_Told")


class Kept(dict[str, _Told]):
    """The answers of a function of a word, looked up like a dictionary.

    Those for the first 50,000 words are kept, rare words of a large archive being asked for once or twice: the bound of
    `lru_cache` would cost more at each look than most of these functions.
    """

    __slots__ = ("answer",)

    def __init__(self, answer: Callable[[str], _Told]) -> None:
        self.answer = answer

    def __missing__(self, word: str) -> _Told:
        told = self.answer(word)
        if len(self) < _KEPT:
            self[word] = told
        return told


_KEPT = 50_000

_WORD = (
    r"[a-z]{2,}+(?=[ ,])|\d++(?:[.,:]\d++)+(?:-\w++)*|(?:[^\W\d_]\.){2,}(?:-\w++)?|[^\W_]++(?:[.'’&/-][^\W_]++)*"
)
# The first branch takes nothing that the last would not; most words are read by it in half the time.
_TOKEN = re.compile(rf"{_WORD}|\S")
_TOKEN_OF_MANY = re.compile(rf"{_WORD}(?:(?<=s)['’](?=\s+\w))?|\S")
_SINGLE_OPENS = re.compile(r"(?<![^\s(\"“])['‘]")
_MARKS = {
    ",": ",",
    ";": ";",
    ":": ";",
    "–": ";",
    "—": ";",
    "-": ";",
    "(": "(",
    "[": "(",
    "{": "(",
    "}": ")",
    ")": ")",
    "]": ")",
    '"': "q",
    "“": "q",
    "”": "q",
    "„": "q",
    "«": "q",
    "»": "q",
    "‘": "q",
    "’": "q",
    "'": "q",
    ".": ".",
    "!": ".",
    "?": ".",
    "…": ".",
}


_CLOSED = {
    word: letter
    for letter, members in [
        ("A", en.ADVERBS),
        ("P", en.PREPOSITIONS),
        ("D", en.DETERMINERS),
        ("O", en.SUBJECTS),
        ("z", en.PRESENTS),
        ("p", en.PARTICIPLES),
        ("v", en.WEAK_PASTS),
        ("V", en.STRONG_PASTS),
        ("w", en.ADJECTIVAL),
        ("C", en.COORDINATORS),
        ("U", en.SUBORDINATORS),
        ("R", en.RELATIVES),
        ("W", en.WHEN_WHERE),
        ("M", en.MODALS),
        ("b", en.BE | en.CONTRACTED),
        ("h", en.HAVE),
        ("d", en.DO),
        ("n", en.INFINITE),
        ("t", frozenset({"to"})),
    ]
    for word in members
}


@dataclass(slots=True, eq=False)  # not frozen: one is made for every sentence
class Words:
    """A sentence in words. `spans` are characters of `text`, `low` the words in small letters, `tags` their kinds.

    One letter a word, so that grammar is a string: D determiner, S possessive, P preposition, t "to", C and/or,
    U because/after/since, R who/which/that, W when/where, O pronoun, M modal, b be, h have, d do, n been/being,
    A adverb, V past, v past or participle, p participle, g -ing, z present, X name, # number, w other word,
    T time expression, `,` `;` `(` `)` marks, q quotation mark, `.` any other mark.
    """

    text: str
    spans: tuple[Span, ...]
    low: tuple[str, ...]
    tags: str
    groups: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    """Where the verb group ends that begins with a word, as far as that was asked."""

    def at(self, start: int, end: int) -> Span:
        """The words that stand in characters `start` to `end`."""
        first, last = within(self.spans, start, end)
        return (first, last) if first < last else (0, 0)

    def said(self, span: Span) -> str:
        """The characters from the first of some words to the last, white space made single."""
        if span[0] >= span[1]:
            return ""
        return " ".join(self.text[self.spans[span[0]][0] : self.spans[span[1] - 1][1]].split())

    def before(self, i: int) -> str:
        """The tag before word `i`, adverbs passed over; "" at the beginning."""
        i -= 1
        while i >= 0 and self.tags[i] == "A":
            i -= 1
        return self.tags[i] if i >= 0 else ""

    def after(self, i: int) -> str:
        """The tag after word `i`, adverbs passed over; "" at the end."""
        i += 1
        while i < len(self.tags) and self.tags[i] == "A":
            i += 1
        return self.tags[i] if i < len(self.tags) else ""

    def mark_before(self, i: int) -> int:
        """Where the stretch without marks begins that word `i` ends or stands behind."""
        while i > 0 and self.tags[i - 1] not in ",;q.()":
            i -= 1
        return i

    def mark_after(self, i: int) -> int:
        """The first mark from word `i` on, the number of words where there is none."""
        while i < len(self.tags) and self.tags[i] not in ",;q.()":
            i += 1
        return i


def words(text: str, start: int, end: int, timed: Sequence[Span] = ()) -> Words:
    """The words of a sentence; `timed` are the character spans of its time expressions, in text order."""
    spans = tuple([m.span() for m in _pattern(text, start, end).finditer(text, start, end)])
    said = [text[a:b] for a, b in spans]
    tags = list(map(_KINDS, said))
    for at in timed:
        first, last = within(spans, *at)
        tags[first:last] = "T" * (last - first)
        if first and tags[first - 1] == "U":
            tags[first - 1] = "P"
    for i, letter in enumerate(tags):
        if letter == "N" and i and tags[i - 1] not in "q;":
            tags[i] = "X"
        elif letter in _OPEN:
            tags[i] = _tag(said[i], said[i + 1] if i + 1 < len(said) else "", tags[i - 1] if i else "")
        elif letter in "gz" and _awaits_noun(tags, i):
            tags[i] = "w"
    return Words(text, spans, tuple(map(_SMALL, said)), "".join(tags))


def _awaits_noun(tags: Sequence[str], i: int) -> bool:
    """Whether "the", "his" or "the very" stands right before a word."""
    return i > 0 and (tags[i - 1] in "DS" or (i > 1 and tags[i - 1] == "A" and tags[i - 2] in "DS"))


def within(spans: Sequence[Span], start: int, end: int) -> Span:
    """Which of some spans, in text order and apart, begin in characters `start` to `end` or run into them."""
    # A tuple of one stands before all tuples that begin with the same.
    first = bisect_left(spans, (start,))
    return first - (first > 0 and spans[first - 1][1] > start), bisect_left(spans, (end,))


def _pattern(text: str, start: int, end: int) -> re.Pattern[str]:
    """What a word looks like in a sentence: the mark of "the workers' union" belongs to it where it closes nothing."""
    plural = text.find("s' ", start, end) >= 0 or text.find("s’ ", start, end) >= 0
    return _TOKEN_OF_MANY if plural and not _SINGLE_OPENS.search(text, start, end) else _TOKEN


_SMALL = Kept(lambda word: word.lower().replace("’", "'")).__getitem__


def _of_itself(word: str) -> str:
    """The kind of a word that tells it wherever it stands, "" where its neighbours have to help; "N" is a name where
    neither a sentence nor a quotation begins."""
    first = word[0]
    if word == "that" or first == ".":
        return ""
    if not first.isalnum():
        return _MARKS.get(word, "#")
    if first.isdigit():
        return "#"
    if first.isupper() and word.lower() not in ("i", "that") and word[-2:].lower() not in ("'s", "’s", "s'", "s’"):
        return "N"
    return _CLOSED.get(word) or (_by_ending(word) if word.isalpha() and word.islower() else "")


_KINDS = Kept(_of_itself).__getitem__
_OPEN = frozenset(("", "N"))


def _tag(said: str, following: str, before: str) -> str:
    """The kind of one word, given that before it. A capital tells a name only where no sentence or quotation begins."""
    first, low = said[0], _SMALL(said)
    initial = before in ("", "q", ";")
    if low == "that" and (initial or before == "P"):
        return "O" if initial else "D"
    if said == "." and before and following[:1].isalnum():
        # The stop of an abbreviation: sentences are cut already.
        return before
    if said == ".":
        return "."
    if first.isupper() and not initial and low != "i":
        return "S" if low.endswith(("'s", "s'")) and low not in en.CONTRACTED else "X"
    if low in _CLOSED:
        return _CLOSED[low]
    if first.isupper() and low.endswith("ly") and following == ",":
        return "A"
    if low.endswith(("'s", "s'")):
        return "S"
    if low.endswith("n't"):
        return "M"
    if first.isupper():
        return "X" if following[:1].isupper() or said.isupper() else "w"
    return _by_ending(low)


_VERBAL_PREFIXES = frozenset(
    ("co", "re", "pre", "over", "under", "out", "up", "down", "de", "un", "dis", "cross", "fast")
)


def _by_ending(low: str) -> str:
    if low.endswith("ed") and len(low) > 4:
        # "long-awaited" and "well-armed" are adjectives, "co-founded" and "re-elected" no less verbs for their hyphen.
        return "v" if "-" not in low or low.partition("-")[0] in _VERBAL_PREFIXES else "w"
    if low.endswith("ing") and len(low) > 5:
        return "g"
    return "A" if low.endswith("ly") and len(low) > 4 else "w"
