"""What the text asserts: whether it stands by a clause, and what kind of thing the clause tells."""

from __future__ import annotations

from timeline import english as en
from timeline.dating import VAGUE, Reading
from timeline.intervals import Interval
from timeline.model import TimeValue
from timeline.syntax import Part, Words, is_negated, is_stative, predicate, subject, tense

TOLD = ("past", "perfect", "pluperfect")
"""The tenses in which what happened is told."""


def is_asserted(reading: Reading, part: Part, days: Interval | None, value: TimeValue | None = None) -> bool:
    """Whether the text stands by a clause of some days: told, in force or planned, not denied, asked or guessed.

    `value` is what names these days, None where the clause does not.
    """
    w, when = reading.words, tense(reading.words, part)
    if part.verb is None or is_negated(w, part) or _says_nothing(w, part) or not is_told(reading, part):
        return False
    quoted = reading.is_quoted(w.spans[part.verb][0])
    first = w.low[subject(w, part)[0]] if any(subject(w, part)) else ""
    if first == "us" and w.said((subject(w, part)[0], subject(w, part)[0] + 1)) == "US":
        first = ""  # the country
    if quoted and (part.speaker is None or when not in TOLD or first in en.FIRST_PERSON):
        return False
    if first in en.FIRST_PERSON or days is None:
        return False
    return _fits(reading, part, days, value, when)


def _says_nothing(w: Words, part: Part) -> bool:
    """Whether somebody would not say a word: "declined to comment"."""
    last = predicate(w, part.verb or 0)
    return w.low[last] in ("declined", "refused") and "comment" in w.low[last + 1 : last + 4]


def is_told(reading: Reading, part: Part) -> bool:
    """Whether neither a condition nor an opinion stands over a clause, nor a question mark behind it."""
    w = reading.words
    if w.low[part.pieces[0][0]] in en.CONDITIONS or w.text[reading.end - 1 : reading.end] == "?":
        return False
    if w.low[predicate(w, part.verb or 0)] in en.OPINION and part.role != "main":
        return False
    if part.opener == "R" or part.role == "content":
        over = reading.parts[: reading.parts.index(part)]
        leading = next((p.verb for p in reversed(over) if p.verb is not None), None)
        if leading is not None and w.low[predicate(w, leading)] in en.OPINION:
            return False
    # "The crew, believed to be asleep, drowned": an opinion on the crew, and none on the drowning.
    return not any(
        w.low[i] in en.OPINION and (a <= (part.verb or 0) < b or w.tags[i] not in "vp")
        for a, b in part.pieces
        for i in range(a, min(b, part.verb or a))
    )


def _fits(reading: Reading, part: Part, days: Interval, value: TimeValue | None, when: str) -> bool:
    """Whether tense and date agree: no past after publication, no plan before it, no mere "is" as of today."""
    signal, named = (value.signal, value.value) if value is not None else (None, "")
    begins = days.first if days.first is not None else days.last
    ends = days.last if days.last is not None else days.first
    if begins is None or ends is None or when in ("none", "doubtful"):
        return False
    now = reading.published.first or 0
    if when in TOLD:
        lasted = (
            when != "past"
            or signal != "since"
            or reading.words.low[predicate(reading.words, part.verb or 0)] in en.STATIVE
        )
        return begins <= now and named != "FUTURE_REF" and lasted
    if when in ("future", "planned"):
        return ends >= now and named not in VAGUE
    w, head = reading.words, part.verb or 0
    if w.tags[head] in "bh" and ends < now:
        return False
    lasting = days.end_granularity is not None or signal == "since"
    return lasting or not is_stative(w, part)


_SAYING = en.SPEECH - en.SPEECH_ACTS


def kind_of(reading: Reading, part: Part, value: TimeValue | None) -> str:
    """ "plan", "statement", "state" or "event"."""
    if part.verb is None:
        return "state"
    w, when = reading.words, tense(reading.words, part)
    last = predicate(w, part.verb)
    ahead = (
        value is not None and value.interval is not None and (value.interval.first or 0) > (reading.published.last or 0)
    )
    if when in ("future", "planned") or (ahead and (when == "present" or w.low[last] in en.PLANNED)):
        return "plan"
    if w.low[last] in en.REPORTS or (w.low[last] in _SAYING and any(p.parent is part for p in reading.parts)):
        return "statement"
    lasting = (
        value is not None
        and value.interval is not None
        and (value.signal == "since" or value.type == "DURATION" or value.interval.end_granularity is not None)
    )
    return "state" if (lasting and when != "past") or is_stative(w, part) else "event"


def reported(reading: Reading, part: Part) -> list[Part]:
    """The clauses that a saying reports."""
    return [p for p in reading.parts if p.parent is part and p.role == "content"]
