"""What a clause with a date says of when it lasted: "since the coup in 2014", "from 1968 until his retirement in 2018".

The words before an expression are read by the recogniser ("since 2014"). Here a noun stands between, so that the date
is that of a landmark and the clause lies on one side of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from timeline import english as en
from timeline import intervals as cal
from timeline.intervals import Interval, describe
from timeline.model import TimeValue, edtf_of
from timeline.resolve import ending, lasting, preceding
from timeline.syntax import Part, Words, predicate, tense


def stretched(w: Words, part: Part, value: TimeValue, others: Sequence[TimeValue], until: Interval) -> TimeValue | None:
    """The value as the clause means it, with the landmark before it taken in; None where it does not date the clause.

    `others` are the values of the sentence; `until` is the day up to which a clause in the perfect reaches.
    """
    if value.interval is None or value.interval.is_open or value.interval.end_granularity is not None:
        return value
    lead = _lead(w, part, value)
    begun = next((other for other in others if _begins(w, part, other) and other.start < value.start), None)
    if begun and _ends(w, part, value):
        return _from_to(begun, value, value)
    if lead in ("until", "till"):
        return _told(value, lead, *ending(value.interval, lead))
    behind = [other for other in others if other.start > value.start and part.holds(w.at(other.start, other.end)[0])]
    if _begins(w, part, value):
        ended = next((other for other in behind if _ends(w, part, other)), None)
        return _from_to(value, ended, value) if ended else _begun(w, part, value, behind, "from")
    if lead == "since":
        if tense(w, part) == "past":
            return None  # "since his win in 2014 he closed nine schools": on which days, nobody knows
        return _told(value, "since", *lasting(value.interval, until))
    if lead == "before":
        return _told(value, "before", *preceding(value.interval))
    if lead in _BEGINNING:
        return _begun(w, part, value, behind, lead)
    return value


def _lead(w: Words, part: Part, value: TimeValue) -> str:
    """The word that leads a landmark before the value: "since" of "since the coup in 2014"; "" where none does."""
    i, _ = w.at(value.start, value.end)
    begin = next((a for a, b in part.pieces if a <= i < b), i)
    word, between = w.low[begin] if begin < i else "", w.tags[begin + 1 : i]
    if word in _BEGINNING:
        return word if re.fullmatch("P", between) else ""
    return word if word in _LANDMARK and _NOUN.fullmatch(between) else ""


_LANDMARK = frozenset(("since", "until", "till", "before"))
_BEGINNING = frozenset(("beginning", "starting", "commencing"))
_NOUN = re.compile("[DSXw#g](?:[DSXw#gAC]|P[DSXw#])*P?")


def _begins(w: Words, part: Part, value: TimeValue) -> bool:
    """Whether a value begins a stretch: "from 1968 …"."""
    i, _ = w.at(value.start, value.end)
    return part.holds(i) and value.interval is not None and w.low[i - 1 : i] == ("from",)


def _ends(w: Words, part: Part, value: TimeValue) -> bool:
    """Whether a value ends a stretch: "… until his retirement in 2018", "… through to Friday"."""
    i, _ = w.at(value.start, value.end)
    return w.low[i - 1] in ("until", "till", "to", "through") or _lead(w, part, value) in ("until", "till")


def _begun(w: Words, part: Part, value: TimeValue, behind: Sequence[TimeValue], lead: str) -> TimeValue:
    """The stretch that begins with the value, where the clause tells it as past: up to the years it is said to have
    lasted, else without an end."""
    assert value.interval is not None
    if tense(w, part) not in ("past", "perfect", "pluperfect"):
        return value
    years = next((m for other in behind if other.signal == "for" and (m := _YEARS.fullmatch(other.value))), None)
    if years is not None and value.interval.granularity == "year":
        last = cal.parts(value.interval.earliest or "")[0] + int(years[1])
        whole = cal.stretch(value.interval, replace(cal.year(last), approximate=True))
        return _told(value, value.signal, whole, f"it lasted {years[1]} years, so it is {describe(whole)}")
    whole = cal.since(value.interval)
    return _told(value, value.signal, whole, f"'{lead}' makes it the beginning of a stretch whose end is not named")


_YEARS = re.compile(r"P(\d+)Y")


def _from_to(begun: TimeValue, ended: TimeValue, value: TimeValue) -> TimeValue:
    assert begun.interval is not None
    assert ended.interval is not None
    if (begun.interval.first or 0) > (ended.interval.last or 0):
        return value
    whole = cal.stretch(begun.interval, ended.interval)
    return _told(value, value.signal, whole, f"it is one end of a stretch, {describe(whole)}")


def on_end(begun: TimeValue, ended: TimeValue) -> TimeValue | None:
    """The days of two values as one stretch, where the second follows the first; None where it does not."""
    first, then = begun.interval, ended.interval
    if first is None or then is None or then.days != 1 or first.last is None or first.is_open:
        return None
    if first.granularity != "day" or first.last + 1 != then.first:
        return None
    whole = cal.stretch(first, then)
    return _told(begun, begun.signal, whole, f"with '{ended.text}' behind it it is a stretch, {describe(whole)}")


def _told(value: TimeValue, signal: str | None, interval: Interval, why: str) -> TimeValue:
    said = f"{value.explanation.rstrip('.')}; {why}."
    return replace(value, interval=interval, edtf=edtf_of(interval), signal=signal, explanation=said)


def is_of_a_deed(w: Words, part: Part, i: int) -> bool:
    """Whether word `i` belongs to what somebody was charged with or praised for: "admitted killing Ann in 2016"."""
    if part.verb is None:
        return False
    last = predicate(w, part.verb)
    behind = w.tags[last + 1 : i]
    return w.low[last] in en.JUDGED and _DEED.match(behind) is not None


_DEED = re.compile("(?:w[Pt]|[Pt])?g.")
