"""How alike two tellings of something are: which names they share, and how well their words agree."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from timeline import english as en
from timeline.intervals import MONTHS
from timeline.model import Event

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*")
_REMEMBERED = 12
_DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
_CALENDAR = _DAYS | {month.lower() for month in MONTHS}
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


def names(text: str) -> frozenset[str]:
    """The names in a sentence, in small letters: words with a capital that is not only that of its beginning."""
    found = set()
    for n, match in enumerate(_WORD.finditer(text)):
        word = match.group()
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if word[0].isupper() and low not in _IDLE and low not in en.OFFICES and (n or word.isupper() or len(word) > 3):
            found.add(low)
    return frozenset(found)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word in small letters without its commonest endings, so that "meets", "meeting" and "met" agree."""
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


def content(text: str) -> Counter[str]:
    """How often each stem stands in a text, words that carry no content left out."""
    return Counter(stem(low) for word in _WORD.findall(text) if (low := word.lower().replace("’", "'")) not in _IDLE)


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
    for event in events:
        earlier, words = told[event.edtf, event.kind, event.attribution], content(event.title)
        # The last few are enough: what is told again is told again soon, and a hundred bulletins stay cheap.
        if not any(_is_retold(words, other) for other in earlier[-_REMEMBERED:]):
            kept.append(event)
            earlier.append(words)
    return kept


def _is_retold(words: Counter[str], earlier: Counter[str]) -> bool:
    shared = sum((words & earlier).values())
    return shared >= 2 and shared >= 0.6 * min(words.total(), earlier.total())
