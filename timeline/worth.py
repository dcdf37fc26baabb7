"""How much a clause deserves an entry: a logistic model of some twenty features, its weights in worth.toml.

tests/benchmarks/train_worth.py makes the weights.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from operator import mul

from timeline import english as en
from timeline.assertion import TOLD, kind_of
from timeline.dating import Reading, is_behind
from timeline.likeness import roots, stem
from timeline.model import TimeValue
from timeline.syntax import Part, is_negated, is_stative, predicate, subject, tense

_LONG_AGO = 365
_MONTH = 31
_LONG_SENTENCE = 300


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The weight of each feature, "bias" among them, as worth.toml has them."""
    told = tomllib.loads(files("timeline").joinpath("worth.toml").read_text(encoding="utf-8"))
    return {name: float(weight) for name, weight in told["weights"].items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: how many come before it and how many there are, headings left out."""

    before: int
    of: int
    headline: frozenset[str] = frozenset()
    """The stems of the article's headline."""


def worths(reading: Reading, dated: Sequence[TimeValue | None], place: Place) -> list[float]:
    """The probability (0 to 1) of each clause of a sentence that it tells what deserves an entry; `dated` are the dates
    of their own."""
    bias, of_sentence, of_clause = _ordered()
    # What is the same for every clause is summed up once.
    total = bias + sum(map(mul, of_sentence, _of_sentence(reading, place)))
    return [
        round(1 / (1 + math.exp(-total - sum(map(mul, of_clause, _of_clause(reading, part, value, place))))), 3)
        for part, value in zip(reading.parts, dated, strict=True)
    ]


@lru_cache(maxsize=1)
def _ordered() -> tuple[float, tuple[float, ...], tuple[float, ...]]:
    """The bias, and the weights of what a sentence and a clause are asked for, in that order."""
    known = weights()
    return known["bias"], tuple(map(known.__getitem__, _SENTENCE)), tuple(map(known.__getitem__, _CLAUSE))


def could_reach(least: float, text: str, place: Place) -> bool:
    """Whether a clause of a sentence could be worth so much, by its place, its length and its words, still unread."""
    known = weights()
    total = (
        known["bias"]
        + known["main"]
        + known["past"]
        + known["early"] / (1 + place.before)
        + known["late"] * place.before / max(1, place.of)
        + known["length"] * min(20, text.count(" ") + 1) / 20
        + known["sentence"] * min(_LONG_SENTENCE, len(text)) / _LONG_SENTENCE
        + known["quotes"] * ('"' in text or "“" in text or "”" in text)
    )
    wanted = math.log(least / (1 - least)) - total
    if wanted <= 0 or wanted > known["headline"] or not place.headline:
        return wanted <= 0
    return known["headline"] * _shared(len(place.headline.intersection(roots(text))), place) >= wanted


def _shared(words: int, place: Place) -> float:
    return min(1.0, 2 * words / len(place.headline)) if words else 0.0


def together(worths: Iterable[float]) -> float:
    """The probability that at least one of some clauses deserves an entry, were they independent."""
    return 1 - math.prod(1 - worth for worth in worths)


def features(reading: Reading, part: Part, value: TimeValue | None, place: Place) -> dict[str, float]:
    """What the model looks at: each feature with its value, 0 to 1; those that are 0 are left out."""
    told = (*_of_sentence(reading, place), *_of_clause(reading, part, value, place))
    return {name: float(x) for name, x in zip(_SENTENCE + _CLAUSE, told, strict=True) if x}


_SENTENCE = ("early", "late", "quotes", "sentence")


def _of_sentence(reading: Reading, place: Place) -> tuple[float, ...]:
    """What the model asks of a sentence, in the order of its names."""
    return (
        1 / (1 + place.before),
        place.before / max(1, place.of),
        "q" in reading.words.tags,
        min(_LONG_SENTENCE, reading.end - reading.start) / _LONG_SENTENCE,
    )


_CLAUSE = (
    *("past", "ahead", "verbless", "doubtful", "statement", "state", "quoted", "denied", "names", "main", "length"),
    *("headline", "dated", "coarse", "long ago"),
)


def _of_clause(reading: Reading, part: Part, value: TimeValue | None, place: Place) -> tuple[float, ...]:
    """What the model asks of a clause, in the order of its names."""
    w, when, kind, known = reading.words, tense(reading.words, part), kind_of(reading, part, value), place.headline
    low, tags = part.words(w)
    return (
        when in TOLD,
        when in ("future", "planned"),
        when == "none",
        when == "doubtful",
        kind == "statement",
        kind == "state",
        reading.is_quoted(w.spans[part.pieces[0][0]][0]),
        is_negated(w, part),
        "X" in tags,
        part.role == "main",
        min(20, len(low)) / 20,
        _shared(len(known.intersection(map(stem, low))), place) if known else 0,
        *(_UNDATED if value is None else _of_date(reading, value)),
    )


_UNDATED = (0, 0, 0)


def _of_date(reading: Reading, value: TimeValue) -> tuple[float, ...]:
    days = _days_before(reading, value)
    return (
        1,
        value.interval is not None and (value.interval.days or _MONTH + 1) > _MONTH,
        days is not None and days > _LONG_AGO,
    )


def _days_before(reading: Reading, value: TimeValue) -> int | None:
    last = value.interval.last if value.interval else None
    return None if last is None else (reading.published.first or 0) - last


def is_stretch(value: TimeValue) -> bool:
    """Whether a value names a stretch with two ends: "since 2014", "from 2003 to 2005"."""
    return value.signal == "since" or (value.interval is not None and value.interval.end_granularity is not None)


def is_measured(reading: Reading, part: Part) -> bool:
    """Whether a clause only says how much there is of something: "is 3 km long", "had 40 members"."""
    if part.verb is None:
        return False
    w, last = reading.words, predicate(reading.words, part.verb)
    return is_stative(w, part) and _NUMBER.match(w.tags, last + 1) is not None


_NUMBER = re.compile("[^,;]{0,4}#")


def is_official(reading: Reading, part: Part, speaker: str | None) -> bool:
    """Whether who says something holds an office, or is a body that does: by the words of the subject, or by what
    stands before the name elsewhere in the article."""
    w = reading.words
    said = [*w.low[slice(*subject(w, part))], *(speaker or "").lower().split()]
    if part.verb is not None and (w.low[predicate(w, part.verb)] in RELAYED or w.tags[part.verb] == "b"):
        return False
    if not en.OFFICES.isdisjoint(said) or not _BODIES.isdisjoint(said):
        return True
    name = (speaker or "").split()[-1:]
    return bool(name) and name[0][:1].isupper() and is_behind(_OFFICE, w.text, name[0])


RELAYED = frozenset(("reported", "reports"))
"""Verbs of those who tell what others found."""
_OFFICE = re.compile(rf"(?i:\b(?:{'|'.join(sorted(en.OFFICES))}))\s+(?:[A-Z][\w.’'-]*\s+){{0,3}}$")
_BODIES = frozenset(
    (
        "government",
        "ministry",
        "parliament",
        "police",
        "army",
        "military",
        "court",
        "commission",
        "council",
        "department",
        "agency",
        "authority",
        "authorities",
        "officials",
        "embassy",
        "union",
        "nations",
        "party",
        "organisation",
        "organization",
        "association",
        "federation",
        "committee",
        "senate",
        "congress",
        "tribunal",
        "board",
        "bureau",
    )
)
"""Words that name a body which speaks for itself."""
