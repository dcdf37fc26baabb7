"""How much a clause deserves an entry: a logistic model of some twenty features, its weights in worth.toml.

tests/benchmarks/train_worth.py makes the weights.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from timeline import english as en
from timeline.assertion import TOLD, kind_of
from timeline.dating import Reading, is_behind
from timeline.likeness import content, stem
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


def worth(reading: Reading, part: Part, value: TimeValue | None, place: Place) -> float:
    """The probability (0 to 1) that a clause tells what deserves an entry; `value` is the date of its own."""
    known = weights()
    total = math.fsum(known[name] * value for name, value in features(reading, part, value, place).items())
    return round(1 / (1 + math.exp(-total - known["bias"])), 3)


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
    return known["headline"] * _shared(len(place.headline.intersection(content(text))), place) >= wanted


def _shared(words: int, place: Place) -> float:
    return min(1.0, 2 * words / len(place.headline)) if words else 0.0


def together(worths: Iterable[float]) -> float:
    """The probability that at least one of some clauses deserves an entry, were they independent."""
    return 1 - math.prod(1 - worth for worth in worths)


def features(reading: Reading, part: Part, value: TimeValue | None, place: Place) -> dict[str, float]:
    """What the model looks at: each feature with its value, 0 to 1; those that are 0 are left out."""
    w, when = reading.words, tense(reading.words, part)
    low = [word for a, b in part.pieces for word in w.low[a:b]]
    kind = kind_of(reading, part, value)
    days = _days_before(reading, value)
    known = place.headline
    shared = len(known.intersection(map(stem, low))) if known else 0
    told = {
        "early": 1 / (1 + place.before),
        "late": place.before / max(1, place.of),
        "past": when in TOLD,
        "ahead": when in ("future", "planned"),
        "verbless": when == "none",
        "doubtful": when == "doubtful",
        "statement": kind == "statement",
        "state": kind == "state",
        "quoted": reading.is_quoted(w.spans[part.pieces[0][0]][0]),
        "quotes": "q" in w.tags,
        "dated": value is not None,
        "coarse": value is not None and value.interval is not None and (value.interval.days or _MONTH + 1) > _MONTH,
        "long ago": days is not None and days > _LONG_AGO,
        "denied": is_negated(w, part),
        "names": any("X" in w.tags[a:b] for a, b in part.pieces),
        "main": part.role == "main",
        "length": min(20, len(low)) / 20,
        "sentence": min(_LONG_SENTENCE, reading.end - reading.start) / _LONG_SENTENCE,
        "headline": _shared(shared, place),
    }
    return {name: float(value) for name, value in told.items() if value}


def _days_before(reading: Reading, value: TimeValue | None) -> int | None:
    last = value.interval.last if value and value.interval else None
    return None if last is None else (reading.published.first or 0) - last


def is_stretch(value: TimeValue) -> bool:
    """Whether a value names a stretch with two ends: "since 2014", "from 2003 to 2005"."""
    return value.signal == "since" or (value.interval is not None and value.interval.end_granularity is not None)


def is_measured(reading: Reading, part: Part) -> bool:
    """Whether a clause only says how much there is of something: "is 3 km long", "had 40 members"."""
    if part.verb is None:
        return False
    w, last = reading.words, predicate(reading.words, part.verb)
    return is_stative(w, part) and re.match("[^,;]{0,4}#", w.tags[last + 1 :]) is not None


def is_official(reading: Reading, part: Part, speaker: str | None) -> bool:
    """Whether who says something holds an office, or is a body that does: by the words of the subject, or by what
    stands before the name elsewhere in the article."""
    w = reading.words
    said = {*w.low[slice(*subject(w, part))], *(speaker or "").lower().split()}
    if part.verb is not None and (w.low[predicate(w, part.verb)] in RELAYED or w.tags[part.verb] == "b"):
        return False
    if said & (en.OFFICES | _BODIES):
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
    )
)
"""Words that name a body which speaks for itself."""
