"""Dates for clauses that name none: from the clause beside, an earlier mention, the head of the article.

Each comes with its basis and with the reason in words, so that nobody takes it for a date that stands in the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline import english as en
from timeline.dating import VAGUE, Reading, in_another_zone, names_no_day, names_no_real_day
from timeline.intervals import Interval, describe
from timeline.likeness import names, stem
from timeline.model import TimeValue
from timeline.syntax import Part, Span, Words, is_stative, predicate, subject, tense

_HEAD = 2
"""Sentences in which an article says what its news is."""
NEWS = 14
"""Days before publication within which something is news."""
_LONG = 32
"""Days from which a date is too coarse for another sentence to take over."""
_CHAIN = 3
"""Sentences back to which a text goes on about the same without naming its day again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """When a clause took place and how that is known.

    `value` is the time expression behind it, that of another clause where `basis` is "inherited", None where none is.
    `reason` is a sentence of plain English, empty where the expression explains itself. `steps` counts how far the
    date was carried: 0 for the clause's own, 1 within the sentence, 2 from another one or from the publication day.
    """

    interval: Interval | None
    basis: str
    value: TimeValue | None = None
    reason: str = ""
    steps: int = 0


class Dates:
    """What the sentences of an article say of dates, as far as other sentences can take them over."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.own = [_own(reading) if reading.values else {} for reading in readings]
        self.lead = _lead(readings, self.own)

    @cached_property
    def dead(self) -> frozenset[str]:
        """The names of who has died, as the head of the article says: what it tells beside that is their life."""
        told = [reading for reading in self.readings if not reading.is_heading][:_HEAD]
        return frozenset().union(
            *(called(reading, part) for reading in told for part in reading.parts if tells_death(reading, part))
        )

    def named(self, n: int, part: Part) -> TimeValue | None:
        """The value that dates a clause of the n-th sentence, None where none of its own does."""
        own = self.own[n]
        return (own.get(id(part)) or own.get(id(part.follows))) if own else None

    def standing(self, n: int, part: Part) -> Standing:
        """When a clause of the n-th sentence took place."""
        reading, value = self.readings[n], self.named(n, part)
        if value is not None:
            if names_no_day(value):
                return self._on_the_clock(n, value)
            return Standing(value.interval, basis(value), value)
        when = tense(reading.words, part)
        if when in ("future", "planned"):
            return after_publication(reading)
        if when == "pluperfect":
            return before_publication(reading)
        if when == "present" and not reading.is_heading and _is_so(reading, part):
            return _published(reading)
        if names_no_real_day(reading):
            return before_publication(reading, "Told as past by then; the day that the text names is in no calendar.")
        beside = self._beside(n, part)
        if beside is not None:
            return _inherited(beside, "the same sentence", 1)
        again = self._told_again(n, part)
        if again is not None:
            return _inherited(again, "another sentence on the same", 2)
        before = self._before(n, part)
        if before is not None:
            return _inherited(before, "the sentence before", 2)
        if self.lead is not None:
            return _inherited(self.lead, "the head of the article", 2)
        return _published(reading)

    def _on_the_clock(self, n: int, value: TimeValue) -> Standing:
        """The day of a clause that names an hour only: that of the date named last, else of the news.

        Where what is named last is a month or a year long before the news, that is a guess: two steps.
        """
        reading, last = self.readings[n], self._last_date(n, value)
        if last is not None and _is_day(last):
            return _inherited(last, "the date named before", 1)
        if self.lead is None:
            return _published(reading) if last is None else before_publication(reading)
        old = last is not None and last.interval and (last.interval.last or 0) < (reading.published.first or 0) - NEWS
        return _inherited(self.lead, "the head of the article", 2 if old else 1)

    def _last_date(self, n: int, value: TimeValue) -> TimeValue | None:
        """The date named last in the sentence or the one before, hours left out."""
        for k in (n, n - 1):
            reading = self.readings[max(k, 0)]
            for other in reversed(reading.values if k >= 0 else ()):
                if other.interval is None or other is value or names_no_day(other):
                    continue
                if not in_another_zone(reading.words, reading.where(other)[0]):
                    return other
        return None

    def _beside(self, n: int, part: Part) -> TimeValue | None:
        """The date of the clause or phrase of the same sentence that this one hangs on."""
        reading, own = self.readings[n], self.own[n]
        parts = reading.parts
        if not reading.values:
            return None
        phrase = _in_a_phrase(reading, part) or _of_antecedent(reading, part)
        if phrase is not None:
            return phrase
        if not own or part.role not in ("subordinate", "relative"):
            return None
        at = next(i for i, other in enumerate(parts) if other is part)
        for other in [*parts[:at][::-1], *parts[at + 1 :]]:
            if id(other) in own and other.role == "main":
                return own[id(other)]
        return None

    def _before(self, n: int, part: Part) -> TimeValue | None:
        """The date of the sentence before: where it is news, and where the clause goes on about what that one told.

        Where it has none, that of the one before it, as long as all of them are about the same, and that is news.
        """
        reading = self.readings[n]
        if part.role != "main" or reading.is_quoted(reading.start):
            return None
        about = subject(reading.words, part)
        for k in range(n - 1, max(-1, n - 1 - _CHAIN), -1):
            earlier = self.readings[k].words
            # What the sentence before says of days to come is no day of what this one tells as past.
            value = next((value for value in reversed(self.own[k].values()) if _is_past(value, reading)), None)
            if value is not None:
                goes_on = k == n - 1 and _goes_on(reading.words, about, earlier)
                return value if (goes_on or _is_news(value, reading)) and not names_no_day(value) else None
            if not _is_about_the_same(reading.words, about, self.readings[k]):
                return None
        return None

    def _told_again(self, n: int, part: Part) -> TimeValue | None:
        """The date of another sentence that tells the same: the same verb and a name in both, or "the attack"."""
        reading = self.readings[n]
        verb = _verb(reading, part)
        if verb in self.told:
            called = names(reading.article.text[reading.start : reading.end])
            for k, value, theirs in self.told[verb]:
                if k != n and called & theirs and _is_past(value, reading):
                    return value
        nouns = _definite(reading, part) if self.told else ()
        told = (found for noun in nouns for found in self.told.get(noun, ()))
        return next((value for k, value, _ in told if k < n and _is_past(value, reading)), None)

    @cached_property
    def told(self) -> dict[str | None, list[tuple[int, TimeValue, frozenset[str]]]]:
        """By the words for what happened, what is told with a date: the sentence, the date, the names."""
        found: dict[str | None, list[tuple[int, TimeValue, frozenset[str]]]] = defaultdict(list)
        for n, reading in enumerate(self.readings):
            for part in reading.parts if self.own[n] else ():
                verb, value = _verb(reading, part), self.own[n].get(id(part))
                if verb and value and value.interval and (value.interval.days or _LONG) < _LONG:
                    called = names(reading.article.text[reading.start : reading.end])
                    for mark in {verb, *_objects(reading, part)}:
                        found[mark].append((n, value, called))
        return dict(found)


def _verb(reading: Reading, part: Part) -> str | None:
    """The stem of the verb that tells an event, None where it is a verb of saying or being."""
    if part.verb is None or is_stative(reading.words, part):
        return None
    word = reading.words.low[predicate(reading.words, part.verb)]
    return None if word in en.SPEECH or word in LIGHT else stem(word)


def _objects(reading: Reading, part: Part) -> list[str]:
    """The stems of the nouns right behind the verb: "bombing" and "market" of "carried out a bombing of a market"."""
    w, last = reading.words, predicate(reading.words, part.verb or 0)
    return [stem(w.low[i]) for i in range(last + 1, min(last + 6, part.pieces[-1][1])) if w.tags[i] in "wg"][:2]


def _definite(reading: Reading, part: Part) -> list[str]:
    """The stems of the nouns that a clause takes for known: "the attack", "this meeting"."""
    w, (begin, end) = reading.words, subject(reading.words, part)
    found = []
    for i in range(begin, end - 1):
        if w.low[i] in ("the", "this", "that"):
            head = next((k for k in range(i + 1, end) if w.tags[k] in "P,CRWD"), end) - 1
            found.append(stem(w.low[head]))
    return found


def tells_death(reading: Reading, part: Part) -> bool:
    """Whether a clause says that somebody died."""
    return part.verb is not None and reading.words.low[predicate(reading.words, part.verb)] in ("died", "dies")


def called(reading: Reading, part: Part) -> frozenset[str]:
    """The words of a clause's subject that are written as names; "won a prize" has that of the clause before."""
    while not any(subject(reading.words, part)) and part.follows is not None:
        part = part.follows
    told = reading.words.said(subject(reading.words, part)).replace("\u2019", "'").split()
    return frozenset(word.removesuffix("'s").strip(",") for word in told if word[0].isupper())


LIGHT = frozenset(
    (
        "made",
        "make",
        "took",
        "take",
        "gave",
        "give",
        "came",
        "come",
        "went",
        "go",
        "got",
        "did",
        "held",
        "had",
        "became",
        "began",
        "continued",
    )
)
"""Verbs that alone don't say what happened."""


def goes_on(reading: Reading, part: Part, before: Reading) -> bool:
    """Whether a clause goes on about what the sentence before told, or about the same person or thing."""
    about = subject(reading.words, part)
    return _goes_on(reading.words, about, before.words) or _is_about_the_same(reading.words, about, before)


def _goes_on(w: Words, about: Span, earlier: Words) -> bool:
    """Whether a subject takes up what the sentence before told: "this", "they", "the flight" after "was flying"."""
    first, end = about
    if end - first == 1:
        return w.low[first] in GOES_ON
    if w.low[first] not in ("the", "this", "that", "these", "those"):
        return False
    head = next((i for i in range(first + 1, end) if w.tags[i] in "P,CRW"), end) - 1
    return stem(w.low[head]) in {stem(low) for low in earlier.low}


def _is_about_the_same(w: Words, about: Span, earlier: Reading) -> bool:
    """Whether the subject is that of the main clause of a sentence before: one of them a pronoun, or a name in both."""
    main = next((part for part in earlier.parts if part.role == "main"), None)
    theirs = subject(earlier.words, main) if main is not None else (0, 0)
    if {"he", "she", "they"}.intersection(w.low[slice(*about)] + earlier.words.low[slice(*theirs)]):
        return True
    return bool(names(w.said(about)) & names(earlier.words.said(theirs)))


GOES_ON = frozenset(("this", "that", "these", "they", "it", "he", "she"))


def _is_so(reading: Reading, part: Part) -> bool:
    """Whether the article itself says, in the present tense, how things are."""
    w, verb = reading.words, part.verb or 0
    return part.role != "tag" and w.low[predicate(w, verb)] not in en.SPEECH and not reading.is_quoted(w.spans[verb][0])


def _of_antecedent(reading: Reading, part: Part) -> TimeValue | None:
    """The date of the noun that a relative clause tells about: "the 2009 crash of the ferry, which killed nine"."""
    if part.role != "relative" or part.opener != "R":
        return None
    w, begin = reading.words, part.pieces[0][0]
    for value in reversed(reading.values):
        i, end = reading.where(value)
        named = w.tags[max(i - 1, 0) : i] in ("D", "S") and w.tags[end : end + 1] in tuple("wXvg")
        if named and end < begin <= end + 8 and not set(w.tags[end:begin]) & set("MbhdVz") and _is_past(value, reading):
            return value
    return None


_DURING = frozenset(("in", "at", "during"))
_WHEN = frozenset(("after", "on", "upon", "before", "while", "when"))
_DOING = re.compile("A*[PUW]g")
_DATED_NOUN = re.compile("A*PD?T+[wXvg#]")
_MADE = re.compile("A*P[^T]*v[Aw]?[PT]")


def _in_a_phrase(reading: Reading, part: Part) -> TimeValue | None:
    """The date of the phrase that opens a clause: "after joining in 2011, she …", "in a letter sent today, he …"."""
    w = reading.words
    if part.verb is None:
        return None
    for value in reading.values:
        i, end = reading.where(value)
        piece = next((piece for piece in part.pieces if piece[0] <= i < piece[1]), None)
        if piece is None or piece[1] > part.verb or value.interval is None or value.interval.is_open or i >= end:
            continue
        if _DOING.match(w.tags, *piece) and _WHEN.intersection(w.low[slice(*piece)]):
            return value
        if (
            _DATED_NOUN.match(w.tags, *piece)
            and w.low[piece[0]] in _DURING
            and _is_past(value, reading)
        ):
            return value
        if _MADE.match(w.tags, *piece) and w.low[predicate(w, part.verb)] in en.SPEECH:
            return value
    return None


def basis(value: TimeValue) -> str:
    """ "explicit" where the text names the date itself, "relative" where it counts from another."""
    return "explicit" if value.anchor is None else "relative"


def _own(reading: Reading) -> dict[int, TimeValue]:
    """The values that date clauses of a sentence with days, by the identity of the clause.

    "Monday's vote" and "the 2014 deal" date a clause only where they are news, and nothing finer dates it.
    """
    found: dict[int, TimeValue] = {}
    for dating in sorted(reading.datings, key=lambda d: d.how == "attributive"):
        value, key = dating.value, id(dating.part)
        if dating.how == "implied" or value.interval is None or value.value in VAGUE | {"PRESENT_REF"}:
            continue
        if dating.how == "attributive" and not _is_news(value, reading):
            continue
        there = found.get(key)
        held = there.interval if there else None
        if held is None or (held != value.interval and held.covers(value.interval)):
            found[key] = value
    return found


def _lead(readings: Sequence[Reading], own: Sequence[dict[int, TimeValue]]) -> TimeValue | None:
    """The day of the news: the first that the head of an article names for something it tells as past.

    An hour without its day is that of publication, unless the head names another time.
    """
    told = [pair for pair in zip(readings, own, strict=True) if not pair[0].is_heading]
    named = [
        (reading, value)
        for reading, dated in told[:_HEAD]
        for part in reading.parts
        if (value := dated.get(id(part))) is not None and tense(reading.words, part) != "none"
    ]
    days = [pair for pair in named if not names_no_day(pair[1])]
    return next((value for reading, value in days or named if _is_news(value, reading)), None)


def _is_news(value: TimeValue, reading: Reading) -> bool:
    """Whether a value is one day, and no more than two weeks before publication."""
    interval, today = value.interval, reading.published.first or 0
    return interval is not None and interval.days == 1 and today - NEWS <= (interval.first or 0) <= today


def _is_day(value: TimeValue) -> bool:
    return value.interval is not None and value.interval.days == 1


def _is_past(value: TimeValue, reading: Reading) -> bool:
    interval, today = value.interval, reading.published.first or 0
    return interval is not None and interval.last is not None and interval.first is not None and interval.last <= today


def _inherited(value: TimeValue, source: str, steps: int) -> Standing:
    return Standing(
        value.interval,
        "inherited",
        value,
        f"No date of its own; taken from {source}: {value.explanation}",
        steps,
    )


def _published(reading: Reading) -> Standing:
    day = reading.published
    return Standing(day, "publication", None, f"No date of its own; told as the news of {describe(day)}.", 2)


def before_publication(reading: Reading, reason: str = "Told as past by then; the text names no day.") -> Standing:
    """What is known of something told as past: it lies before publication, or on that day."""
    return Standing(Interval(None, reading.published.latest), "before-publication", None, reason, 2)


def after_publication(reading: Reading) -> Standing:
    """What is known of something told as still ahead: it lies after publication, or on that day."""
    open_after = Interval(reading.published.earliest, None)
    return Standing(open_after, "after-publication", None, "Told as still ahead; the text names no day.", 2)
