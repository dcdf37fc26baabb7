"""How alike two tellings of something are: which names they share, and how well their words agree."""

from __future__ import annotations

import math
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import mul

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


_LATELY = 8_192
"""How many sentences are remembered: those of a day are compared one after the other."""


@lru_cache(maxsize=_LATELY)
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
_OF_HARM = ("kill", "dead", "death", "died", "injur", "wound", "hurt", "arrest", "detain", "missing", "left")
_FATES = {"dead": "die", "died": "die", "deaths": "die", "left": "die", "hurt": "injur", "wounded": "injur",
          "wounding": "injur", "detained": "arrest", "missing": "missing"}  # fmt: skip


_DATE = re.compile(rf"\b(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)})\s+\d{{1,2}})\b")
"""What is no number of people: "on 4 September and killed"."""

FATES = {"die": "dead", "injur": "injured", "arrest": "arrested", "missing": "missing"}
"""What befell people, as `tolls` names it, in words."""


@lru_cache(maxsize=_LATELY)
def tolls(text: str) -> dict[str, set[int]]:
    """How many people a sentence says were killed, injured, arrested or are missing, by what befell them."""
    found: dict[str, set[int]] = defaultdict(set)
    low = text.lower()
    if not any(word in low for word in _OF_HARM):
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


@lru_cache(maxsize=_LATELY)
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


class Vocabulary(dict[str, int]):
    """Words as numbers, given to them as they turn up; `list` of it has each word at its number."""

    __slots__ = ()

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Words:
    """What a telling says, as numbers of a vocabulary, each once: the `names` of its sentence; and all its words, the
    first `titled` of which stand in its title, the others in its sentence or in the headline of its article."""

    names: Sequence[int]
    all: Sequence[int]
    titled: int

    @property
    def title(self) -> Sequence[int]:
        """The words of the title."""
        return self.all[: self.titled]

    def shared(self, other: Words) -> int:
        """How many names it shares with another telling."""
        return len(set(self.names).intersection(other.names))


SILENT = Words((), (), 0)


def words_of(title: str, sentence: str, headline: str, vocabulary: Vocabulary) -> Words:
    """What a telling says by its title, its sentence and the headline of its article."""
    named = set(roots(title))
    beside = {*roots(sentence), *roots(headline)} - named
    number = vocabulary.__getitem__
    return Words(array(CODE, map(number, names(sentence))), array(CODE, map(number, chain(named, beside))), len(named))


CODE = "I"
"""Type of the arrays that hold numbers of words."""


class Weights:
    """How much each word and each name counts: the more, the fewer of some tellings have it.

    How many have it and how many there are counts in steps, so that one telling more or less moves hardly any weight:
    what was compared before stands. `step` is that of how many there are, `names` and `words` those of how many have
    each, by number: 1 telling, 2 or 3, 4 to 7, ….
    """

    def __init__(self, tellings: Collection[Words], vocabulary: Vocabulary) -> None:
        self._spelt = list(vocabulary)
        self.step = len(tellings).bit_length() // 2
        self.names = _steps((telling.names for telling in tellings), len(vocabulary))
        self.words = _steps((telling.all for telling in tellings), len(vocabulary))
        weights = [math.log(1 + 4**self.step / n) for n in _IN_STEP]
        self._weights = [weights[step] for step in self.words]

    def of(self, telling: Words) -> bytes:
        """What of the weights a telling depends on."""
        return bytes((*map(self.names.__getitem__, telling.names), *map(self.words.__getitem__, telling.all)))

    def of_name(self, name: int) -> tuple[int, str]:
        """The order of names, the rarest first."""
        return self.names[name], self._spelt[name]

    def of_word(self, word: int) -> tuple[int, str]:
        """The order of words, the rarest first."""
        return self.words[word], self._spelt[word]

    def vector(self, telling: Words) -> dict[int, float]:
        """The words of a telling as a vector of length 1, empty for none: those of its title at twice the weight of the
        others. The greatest parts come first."""
        each = list(map(self._weights.__getitem__, telling.all))
        parts = [*each[: telling.titled], *(x / 2 for x in each[telling.titled :])]
        # The sum is rounded once at its end, whatever the order of the words.
        length = math.sqrt(math.fsum([x * x for x in parts]))
        return {word: x / length for x, word in sorted(zip(parts, telling.all, strict=True), reverse=True)}


def _steps(bags: Iterable[Iterable[int]], size: int) -> bytearray:
    """For each number how many bags have it, in steps: 0 for none, 1, 2 for two or three, ….."""
    steps = bytearray(size)
    for word, n in Counter(chain.from_iterable(bags)).items():
        steps[word] = n.bit_length()
    return steps


_IN_STEP = (1.0, 1.0, *(1.4 * 2**step for step in range(1, 64)))
"""How many tellings of a step have a word, about."""


class Vectors:
    """Unit vectors by number, each found by its words."""

    def __init__(self) -> None:
        self._vectors: dict[int, Mapping[int, float]] = {}
        self._by_word: dict[int, dict[int, float]] = defaultdict(dict)

    def put(self, n: int, vector: Mapping[int, float]) -> None:
        """Keep a vector under a number."""
        self._vectors[n] = vector
        for word, x in vector.items():
            self._by_word[word][n] = x

    def alike(self, vector: Mapping[int, float], among: Set[int], least: float) -> dict[int, float]:
        """The cosine of a vector, its greatest parts first, and each of those kept under some numbers, where it is at
        least so much (above 0)."""
        found: dict[int, float] = defaultdict(float)
        # What is summed up here is a little off, by the order of words of one weight.
        rest, enough = 1.0, least - _ROUNDED
        narrowed = enough
        for word, x in vector.items():
            if rest < narrowed**2:
                # What is left of the vector is too short to lift those that have had too little of it so far.
                among = {n for n, told in found.items() if told + narrowed > enough}
                narrowed *= 0.6
                if not among:
                    return {}
            held = self._by_word.get(word, {})
            for n in held.keys() & among:
                found[n] += x * held[n]
            rest -= x * x
        near = [n for n, told in found.items() if told >= enough]
        return {n: cosine for n in near if (cosine := dot(vector, self._vectors[n])) >= least}


_ROUNDED = 1e-9


def dot(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    """The cosine of two unit vectors: 1 for the same words, 0 for none in common."""
    shared = one.keys() & other.keys()
    return math.fsum(map(mul, map(one.__getitem__, shared), map(other.__getitem__, shared)))


def once(events: Iterable[Event]) -> list[Event]:
    """The events of one article without those that tell an earlier one of the same days and kind again."""
    kept: list[Event] = []
    told: dict[tuple[object, ...], list[Counter[str]]] = defaultdict(list)
    begun: set[tuple[object, ...]] = set()
    counted: dict[str | None, list[dict[str, set[int]]]] = defaultdict(list)
    for event in events:
        earlier, words = told[event.edtf, event.kind, event.attribution], content(event.title)
        if _KNOWN.match(event.quote) and (harmed := tolls(event.title)) and harmed in counted[event.edtf]:
            continue  # "The accident killed eleven" behind "Block of flats collapses, killing eleven"
        begins = event.edtf, event.kind, *event.title.split()[:_BEGINNING]
        if len(begins) == 2 + _BEGINNING and begins in begun:
            continue  # "Vale began a naval exercise off Orrin" behind "Vale began a naval exercise with nine ships"
        # The last few are enough: what is told again is told again soon, and a hundred bulletins stay cheap.
        least, share = _ALIKE_BESIDE if event.basis == "inherited" else _ALIKE
        if not any(_is_retold(words, other, least, share) for other in earlier[-_REMEMBERED:]):
            kept.append(event)
            begun.add(begins)
            earlier.append(words)
            counted[event.edtf].append(tolls(event.title))
    return kept


_KNOWN = re.compile(r"(?:The|This|That) ")


_BEGINNING = 5
"""Words with which two titles of one day begin where they tell the same."""
_ALIKE = 2, 0.6
"""Words, and share of those of the shorter of two titles, that both have where they tell the same."""
_ALIKE_BESIDE = 3, 0.5
"""The same where the later one has no date of its own, and goes on about what was told."""


def _is_retold(words: Counter[str], earlier: Counter[str], least: int, share: float) -> bool:
    shared = sum(min(words[word], earlier[word]) for word in words.keys() & earlier.keys())
    return shared >= least and shared >= share * min(words.total(), earlier.total())
