"""How alike two tellings of something are: which names they share, and how well their words agree."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from timeline import english as en
from timeline.intervals import MONTHS, WEEKDAYS
from timeline.model import Event
from timeline.syntax import Kept

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_REMEMBERED = 12
_CALENDAR = {name.lower() for name in (*WEEKDAYS, *MONTHS)}
_IDLE = (
    en.DETERMINERS
    | en.PREPOSITIONS
    | en.SUBJECTS
    | en.COORDINATORS
    | en.SUBORDINATORS
    | en.RELATIVES
    | en.WHEN_WHERE
    | en.MODALS
    | en.BE
    | en.HAVE
    | en.DO
    | en.INFINITE
    | en.ADVERBS
    | en.CONTRACTED
    | en.STARTERS
    | _CALENDAR
    | {
        "to",
        "said",
        "says",
        "today",
        "yesterday",
        "tomorrow",
        "year",
        "month",
        "week",
        "day",
        "years",
        "months",
        "weeks",
        "days",
        "s",
        "mr",
        "mrs",
        "ms",
        "dr",
    }
)
_OF_VERBS = {
    "met": "meet",
    "held": "hold",
    "meeting": "meet",
    "began": "begin",
    "told": "tell",
    "left": "leave",
    "killed": "kill",
    "shot": "shoot",
    "won": "win",
    "lost": "lose",
    "took": "take",
    "gave": "give",
    "broke": "break",
    "fell": "fall",
    "rose": "rise",
    "struck": "strike",
    "sent": "send",
    "came": "come",
    "went": "go",
    "made": "make",
    "flew": "fly",
    "died": "dy",
    "dead": "dy",
    "deaths": "dy",
    "death": "dy",
    "die": "dy",
    "dies": "dy",
}


@lru_cache(maxsize=50_000)
def names(text: str) -> frozenset[str]:
    """The names in a sentence, in small letters: words with a capital that is not only that of its beginning."""
    words = _WORD.findall(text)
    # The capital of a short first word is likelier that of its sentence.
    begin = bool(words) and not words[0].isupper() and len(words[0]) <= 3
    return frozenset(filter(None, map(_NAMES, words[begin:])))


def _name(word: str) -> str:
    """A word as part of a name, in small letters; "" where it is none."""
    low = word.lower().removesuffix("'s").removesuffix("’s")
    return low if word[0].isupper() and low not in _IDLE and low not in en.OFFICES else ""


_NAMES = Kept(_name).__getitem__


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    if word in _OF_VERBS:
        return _OF_VERBS[word]
    for ending in (
        "ations",
        "ation",
        "ments",
        "ment",
        "ings",
        "ing",
        "ions",
        "ion",
        "ers",
        "ed",
        "es",
        "er",
        "ly",
        "s",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


stem: Callable[[str], str] = Kept(_stem).__getitem__
"""A word in small letters without its commonest endings, so that "meets", "meeting" and "met" agree."""


def content(text: str) -> Counter[str]:
    """How often each stem stands in a text, words that carry no content left out."""
    return Counter(roots(text))


def roots(text: str) -> Iterable[str]:
    """The stems of a text in their order, words that carry no content left out."""
    return filter(None, map(_ROOTS, _WORD.findall(text)))


def _root(word: str) -> str:
    """The stem of a word as it stands in a text, "" for one that carries no content."""
    low = word.lower().replace("’", "'")
    return "" if low in _IDLE else stem(low)


_ROOTS = Kept(_root).__getitem__


_NUMERALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTS = {word: n for n, word in enumerate(_NUMERALS, 1)} | {"dozen": 12, "twenty": 20, "thirty": 30, "forty": 40}
_HARMED = re.compile(
    r"\b(\d[\d,]*|" + "|".join(_COUNTS) + r")\s+(?:[\w'’-]+\s+){0,3}?(?:were\s+|was\s+|have\s+been\s+|are\s+)?"
    r"(killed|dead|died|deaths|injured|wounded|hurt|arrested|detained|missing)\b"
    r"|\b(?:(kills|killed|killing|injures|injured|injuring|wounded|wounding|arrested|detained|left)\s+"
    r"(?:at\s+least\s+|about\s+|around\s+|nearly\s+|more\s+than\s+|over\s+)?(\d[\d,]*|" + "|".join(_COUNTS) + r")\b)",
    re.IGNORECASE,
)
_TOLD_OF_HARM = re.compile("kill|dea[dt]|died|injur|wound|hurt|arrest|detain|missing|left", re.IGNORECASE)
_FATES = {"dead": "die", "died": "die", "deaths": "die", "left": "die", "hurt": "injur", "wounded": "injur",
          "wounding": "injur", "detained": "arrest", "missing": "missing"}  # fmt: skip


_DATE = re.compile(rf"\b(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}})\b")
"""What is no number of people: "on 4 September and killed"."""

FATES = {"die": "dead", "injur": "injured", "arrest": "arrested", "missing": "missing"}
"""What befell people, as `tolls` names it, in words."""


@lru_cache(maxsize=50_000)
def tolls(text: str) -> dict[str, set[int]]:
    """How many people a sentence says were killed, injured, arrested or are missing, by what befell them."""
    found: dict[str, set[int]] = defaultdict(set)
    if not _TOLD_OF_HARM.search(text):
        return found
    for before, fate, verb, after in _HARMED.findall(_DATE.sub("", text)):
        befell, count = (fate or verb).lower(), (before or after).lower().replace(",", "")
        if before.isdigit() and 1800 <= int(before) <= 2100:
            continue  # a year, likelier
        kind = _FATES.get(befell) or (
            "die" if befell.startswith("kill") else ("injur" if befell.startswith("injur") else "arrest")
        )
        found[kind].add(_COUNTS[count] if count in _COUNTS else int(count))
    return found


@lru_cache(maxsize=50_000)
def places(text: str) -> frozenset[str]:
    """The names that "in", "at", "near" or "outside" leads to, in small letters."""
    return frozenset(name.lower() for name in _PLACE.findall(text)) - _CALENDAR


_PLACE = re.compile(r"\b(?:in|at|near|outside)\s+(?:the\s+)?([A-Z][\w’'-]+)")


def contradict(one: Mapping[str, set[int]], other: Mapping[str, set[int]]) -> bool:
    """Whether two tellings give numbers of the dead (or injured, …) so far apart that these are two events.

    Tolls rise in the course of a day, so a half more is no contradiction; it is a conflict.
    """
    return any(
        max(min(one[fate]), min(other[fate])) > 1.5 * max(1, min(max(one[fate]), max(other[fate])))
        for fate in one.keys() & other.keys()
    )


def rarity(bags: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """A weight for each word, the greater the fewer of the bags hold it (inverse document frequency)."""
    counts = Counter(word for bag in bags for word in bag)
    return {word: math.log(1 + len(bags) / n) for word, n in counts.items()}


def unit(bag: Mapping[str, float], weights: Mapping[str, float]) -> dict[str, float]:
    """The weighted bag as a vector of length 1, empty for an empty bag."""
    # Sorted, so that the sums of two equal bags are equal to the last bit whatever their order.
    vector = {word: n * weights[word] for word, n in sorted(bag.items())}
    length = math.sqrt(sum(x * x for x in vector.values()))
    return {word: x / length for word, x in vector.items()} if length else {}


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two unit vectors: 1 for the same words, 0 for none in common."""
    if len(one) > len(other):
        one, other = other, one
    return math.fsum(x * other[word] for word, x in one.items() if word in other)


def once(events: Iterable[Event]) -> list[Event]:
    """The events of one article without those that tell an earlier one of the same days and kind again."""
    kept: list[Event] = []
    told: dict[tuple[object, ...], list[Counter[str]]] = defaultdict(list)
    counted: dict[str | None, list[dict[str, set[int]]]] = defaultdict(list)
    for event in events:
        earlier, words = told[event.edtf, event.kind, event.attribution], content(event.title)
        if _KNOWN.match(event.quote) and (harmed := tolls(event.title)) and harmed in counted[event.edtf]:
            continue  # "The accident killed eleven" behind "Block of flats collapses, killing eleven"
        # The last few are enough: what is told again is told again soon, and a hundred bulletins stay cheap.
        alike = _ALIKE_BESIDE if event.basis == "inherited" else _ALIKE
        if not any(_is_retold(words, other, alike) for other in earlier[-_REMEMBERED:]):
            kept.append(event)
            earlier.append(words)
            counted[event.edtf].append(tolls(event.title))
    return kept


_KNOWN = re.compile(r"(?:The|This|That) ")


_ALIKE = 0.6
"""Share of the words of the shorter of two titles that the other has where both tell the same."""
_ALIKE_BESIDE = 0.5
"""The same where the later one has no date of its own, and goes on about what was told."""


def _is_retold(words: Counter[str], earlier: Counter[str], alike: float) -> bool:
    shared = sum(min(words[word], earlier[word]) for word in words.keys() & earlier.keys())
    return shared >= (2 if alike == _ALIKE else 3) and shared >= alike * min(words.total(), earlier.total())
