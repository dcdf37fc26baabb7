"""Narratives: whether a text is one, and where its story stands when a date comes without its year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings import DAY, MEANINGS, PUBLICATION
from timeline.model import TimeExpression

_DEICTIC = frozenset(name for name, meaning in MEANINGS.items() if meaning.hangs_on == PUBLICATION)
COARSE = ("year", "decade", "century", "millennium")


def is_narrative(expressions: Sequence[TimeExpression], day: int) -> bool:
    """Whether a text tells of the past by its own dates, as a history does, and not from its publication day.

    It does where at least five of its years lie two or more off the year of publication, these outnumber its deictic
    words more than two to one, and no day it names lies in the two weeks round its publication.
    """
    published = cal.day_of(day)[0]
    far = sum(1 for e in expressions for k, v in e.slots if (k == "year" and abs(v - published) > 1) or k == "old_year")
    deictic = sum(1 for e in expressions if e.meaning in _DEICTIC)
    return far >= 5 and far > 2 * deictic and not any(_is_near(e, day) for e in expressions)


def _is_near(expression: TimeExpression, day: int) -> bool:
    slots = dict(expression.slots)
    y, m, d = slots.get("year"), slots.get("month"), slots.get("day")
    return (
        y is not None
        and m is not None
        and d is not None
        and cal.exists(y, m, d)
        and (abs(cal.number(y, m, d) - day) <= 7)
    )


_IN_BRACKETS = re.compile(r"\([^()]*$")
_THE = re.compile(r"\b(?:the|a|an|this|his|her|its|their)\s$", re.IGNORECASE)
_NOUN = re.compile(r"\s[^\W\d_]")


def is_aside(expression: TimeExpression, text: str) -> bool:
    """Whether a date is named in passing, so that no later date hangs on it: in brackets, behind since and until, or
    as "the 1967 war"."""
    before = text[max(0, expression.start - 60) : expression.start]
    return (
        expression.signal in ("since", "until")
        or _IN_BRACKETS.search(before) is not None
        or (
            expression.meaning == "calendar_year"
            and _THE.search(before) is not None
            and _NOUN.match(text, expression.end) is not None
        )
    )


def names_its_year(expression: TimeExpression) -> bool:
    """Whether the words of an expression name a year, so that it needs no anchor."""
    return any(name in ("year", "yy") and value is not None for name, value in expression.slots)


def hangs_on_the_story(expression: TimeExpression) -> bool:
    """Whether an expression is a date without its year, which a narrative has to give."""
    return MEANINGS[expression.meaning].hangs_on == DAY and not names_its_year(expression)


def goes_on_in_its_year(before: TimeExpression | None, expression: TimeExpression, text: str) -> bool:
    """Whether a date without its year goes on, in the same sentence of a news text, with one that names its own:
    "was elected in June 2014 and took office in July"."""
    if before is None or not names_its_year(before) or not hangs_on_the_story(expression) or expression.cue == "future":
        return False
    if before.end > expression.start or not {"month", "short_month"} & dict(before.slots).keys():
        return False
    between = text[before.end : expression.start]
    return len(between) <= _ONE_SENTENCE and _GOES_ON.search(between) is not None and _PARTS.search(between) is None


_ONE_SENTENCE = 160
"""Characters over which a date may lend its year to the next of its sentence."""
_GOES_ON = re.compile(r"[;]|\b(?:and|then|before|until|but)\b")
_PARTS = re.compile(r"[.!?]\W*\s|\n|\b(?:died|dies|born|will|would|said|says|told)\b|\b(?:who|which|where|when)\b")
"""What ends a sentence, or tells of another time."""

_PATIENCE = 730
"""Days: a date named later than this after (or before) a candidate says nothing about it."""
_HANDICAP = 90
"""Days by which another year must fit better than that of the date named last."""


@dataclass(frozen=True, slots=True)
class Story:
    """Where a story stands: the date named last, the last that is exact to a month, and the next that names its year.

    None where there is none.
    """

    last: Interval
    exact: Interval | None = None
    coming: Interval | None = None

    def years(self) -> list[int]:
        """The years a date without its year may be of, that of the date named last first."""
        return list(dict.fromkeys(year for each in (self.last, self.exact, self.coming) for year in _year(each)))

    def leads_to(self, candidate: Interval) -> bool:
        """Whether the next date is near enough to speak for a candidate."""
        return self.coming is not None and _gap(candidate, self.coming) < _PATIENCE

    def strain(self, candidate: Interval) -> int:
        """How ill a date fits between the one told before and the one told after it, in days."""
        # A year named far from the last exact date is where the story went on, not a look aside.
        near = self.exact is not None and _gap(self.exact, self.last) <= _PATIENCE
        before = _gap(self.exact if self.exact is not None and near else self.last, candidate)
        after = 0 if self.coming is None else _gap(candidate, self.coming)
        return before + min(after, _PATIENCE) + _HANDICAP * (_year(candidate) != _year(self.last))


def _year(interval: Interval | None) -> list[int]:
    """The year an interval begins in, none where it has no beginning."""
    return [] if interval is None or interval.first is None else [cal.day_of(interval.first)[0]]


def _gap(one: Interval, other: Interval) -> int:
    """Days between two intervals, 0 where they meet."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return max(0, one.first - other.last, other.first - one.last)
