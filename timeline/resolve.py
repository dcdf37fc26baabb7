"""Time expressions and an anchor to time values, each with its explanation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from timeline import intervals as cal
from timeline.edtf import to_edtf
from timeline.intervals import Interval, describe
from timeline.meanings import DAY, MEANINGS, PUBLICATION, REFERENCE, Anchor, Meaning, Sense, with_mod
from timeline.model import TimeExpression, TimeValue
from timeline.recognise import recogniser
from timeline.timex import date_value

_DEICTIC = frozenset(name for name, meaning in MEANINGS.items() if meaning.hangs_on == PUBLICATION)


Anchoring = Literal["auto", "publication", "narrative"]


def tag(text: str, published: date | datetime, language: str = "en", *, anchor: Anchoring = "auto") -> list[TimeValue]:
    """The time expressions of a text and what each means, in text order, none overlapping.

    `published` is the document creation time. `anchor` says what a date without its year hangs on: the publication
    day, in a narrative the date named before, and "auto" lets the text decide. Expressions that name no day of the
    calendar ("February 30") are left out. Raises LanguageFileError for a language there is no file for, TypeError
    for a `published` that is no date, and nothing else, whatever the text.
    """
    return resolve(recogniser(language).expressions(text), published, text, anchor=anchor)


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a value came about: the lexical triggers that drew the eye, the expression as recognised, the value, and in
    words why it hangs on its anchor."""

    triggers: tuple[str, ...]
    expression: TimeExpression
    value: TimeValue
    hangs: str


def derive(
    text: str, published: date | datetime, language: str = "en", *, anchor: Anchoring = "auto"
) -> list[Derivation]:
    """What `tag` finds, each value with the way it came about. Raises as `tag` does."""
    found = recogniser(language)
    expressions = {expression.start: expression for expression in found.expressions(text)}
    return [
        Derivation(found.triggers(value.text), expressions[value.start], value, _why(expressions[value.start], value))
        for value in resolve(list(expressions.values()), published, text, anchor=anchor)
    ]


def _why(expression: TimeExpression, value: TimeValue) -> str:
    if value.anchor is None:
        return "nothing, since its words name their time"
    kind = {
        PUBLICATION: "the publication day, as deictic words do",
        DAY: "the publication day in news, the date named before in a narrative, as dates without their year do",
        REFERENCE: "the date named before, or the publication day where none was, as anaphoric words do",
    }[MEANINGS[expression.meaning].hangs_on or PUBLICATION]
    return f"{value.anchor}: {kind}"


def resolve(
    expressions: Sequence[TimeExpression], published: date | datetime, text: str, *, anchor: Anchoring = "auto"
) -> list[TimeValue]:
    """The values of expressions recognised in a text, given its publication date.

    The text is only read for what stands between two expressions that make a range.
    """
    if not isinstance(published, date):
        raise TypeError(f"published must be a date or datetime, not {published!r}")
    day = cal.number(published.year, published.month, published.day)
    narrative = anchor == "narrative" or (anchor == "auto" and is_narrative(expressions, day))
    reference, quarter = cal.day(day), None
    values: list[TimeValue] = []
    for expression in _linked(expressions, text):
        frame = reference.first if narrative and reference.first is not None else day
        cue = expression.cue if expression.cue != "perfect" or expression.signal == "for" else None
        before = reference if narrative or _near(reference, expression) else cal.day(day)
        hook = Anchor(day, frame, before, cue, quarter, narrative)
        sense = _sense(expression, hook)
        if sense is None:
            continue
        values.append(_value(expression, sense, hook))
        if (
            sense.type in ("DATE", "TIME")
            and sense.interval is not None
            and not sense.interval.is_open
            and "REF" not in sense.value
        ):
            # Reports speak of a quarter that is over; one still running is an outlook.
            if expression.meaning == "quarter" and sense.interval.last is not None and sense.interval.last <= day:
                quarter = sense.interval
            if not _aside(expression, text):
                reference = sense.interval
    return _ranges(values, text)


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


_COUNTS_IN = {"day_beside": "day", "part_of_that_day": "day", "weekday_beside": "day", "day_of_that_month": "month"}
"""Meanings without a slot for their unit that need a date as exact as this."""


def _near(reference: Interval, expression: TimeExpression) -> bool:
    """Whether a date named before is exact enough to count from in news: "the previous day" is none of a year."""
    unit = dict(expression.slots).get("unit", _COUNTS_IN.get(expression.meaning))
    return unit not in cal.UNITS or cal.UNITS.index(reference.granularity) >= cal.UNITS.index(unit)


_IN_BRACKETS = re.compile(r"\([^()]*$")
_THE = re.compile(r"\b(?:the|a|an|this|his|her|its|their)\s$", re.IGNORECASE)
_NOUN = re.compile(r"\s[^\W\d_]")


def _aside(expression: TimeExpression, text: str) -> bool:
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


def _sense(expression: TimeExpression, anchor: Anchor) -> Sense | None:
    """What the expression means by itself, before its signal; None where the calendar has no such day."""
    slots = dict(expression.slots)
    if slots.get("unit") == "fortnight":
        slots |= {"unit": "week", "number": 2 * slots.get("number", 1)}
    try:
        meant = MEANINGS[expression.meaning].function(anchor, **slots)
    except (OverflowError, ValueError):
        return None
    if meant is None or _beyond(meant if isinstance(meant, Interval) else meant.interval):
        return None
    sense = with_mod(meant if isinstance(meant, Sense) else Sense("DATE", date_value(meant), meant), expression.mod)
    if sense.interval is not None and sense.mod == "APPROX" and "REF" not in sense.value:
        return replace(sense, interval=sense.interval.about())
    return sense


def _beyond(interval: Interval | None) -> bool:
    """Whether an interval reaches the years of five digits, which ISO 8601 and TIMEX3 do not write."""
    ends = () if interval is None else (interval.earliest, interval.latest)
    return any(end is not None and abs(cal.parts(end)[0]) >= 9999 for end in ends)


def _value(expression: TimeExpression, sense: Sense, anchor: Anchor) -> TimeValue:
    meaning = MEANINGS[expression.meaning]
    slots = dict(expression.slots) | {"cue": anchor.cue}
    interval, tail = _bounded(sense.interval, expression, anchor, sense)
    hangs, words = _hangs_on(meaning, slots, anchor)
    told = _explanation(expression, meaning, slots, words, interval, tail)
    return TimeValue(
        expression.start,
        expression.end,
        expression.text,
        sense.type,
        sense.value,
        sense.mod,
        None if interval is None else to_edtf(interval),
        interval,
        expression.rule,
        hangs,
        told,
        sense.quant,
        sense.freq,
        None if "REF" in sense.value else expression.signal,
    )


def _bounded(
    interval: Interval | None, expression: TimeExpression, anchor: Anchor, sense: Sense
) -> tuple[Interval | None, str]:
    """The days with the signal before the expression taken in, and how to say that."""
    signal = expression.signal
    if interval is None or interval.is_open or sense.type not in ("DATE", "TIME") or "REF" in sense.value:
        return interval, ""
    if signal == "since" and interval.first is not None and interval.first < anchor.day:
        return cal.stretch(
            interval, cal.day(anchor.day)
        ), f"'since' makes it a stretch that lasts until {_day(anchor.day)}"
    if signal == "until":
        return cal.until(interval), f"'{signal}' makes it the end of a stretch whose beginning is not named"
    if sense.type == "TIME":
        # "After 5 p.m." is a bound within its day.
        return interval, ""
    if signal == "before" and interval.first is not None:
        return Interval(
            None, cal.iso(interval.first - 1), "day", interval.approximate
        ), "'before' makes it a bound: the day itself is not named"
    if signal == "after" and interval.last is not None:
        return Interval(
            cal.iso(interval.last + 1), None, "day", interval.approximate
        ), "'after' makes it a bound: the day itself is not named"
    if signal == "by":
        return cal.not_after(interval), "'by' makes it a bound: the day itself is not named"
    return interval, ""


def _hangs_on(meaning: Meaning, slots: dict[str, object], anchor: Anchor) -> tuple[str | None, str]:
    """The ISO date an expression hangs on, None where it needs none, and the words for it."""
    on = meaning.hangs_on
    if (
        on is None
        and slots.get("cue") != "perfect"
        or (on == DAY and (slots.get("year") is not None or slots.get("yy") is not None))
    ):
        return None, ""
    n = {REFERENCE: anchor.back, PUBLICATION: anchor.published}.get(on or DAY, anchor.day)
    of_text = n != anchor.published
    if of_text and n == anchor.back:
        return cal.iso(n), f"the date named before it, {describe(anchor.reference)}"
    return cal.iso(n), f"the date named before it, {_day(n)}" if of_text else f"publication, {_day(n)}"


@lru_cache(maxsize=4096)
def _day(n: int) -> str:
    return describe(cal.day(n))


def _explanation(
    expression: TimeExpression,
    meaning: Meaning,
    slots: dict[str, object],
    anchor: str,
    interval: Interval | None,
    tail: str,
) -> str:
    says = meaning.says(**slots) if callable(meaning.says) else meaning.says
    told = _filled(says, slots, anchor)
    days = describe(interval) if interval is not None else None
    parts = [f"'{' '.join(expression.text.split())}' is {told}"]
    if tail:
        parts.append(tail)
    sentence = "; ".join(parts)
    if days is None or (not tail and days in told):
        return f"{sentence}."
    return f"{sentence}, so it is {days}." if anchor and not tail else f"{sentence}: {days}."


_NAMES = {
    "weekday": cal.WEEKDAYS,
    "month": ("", *cal.MONTHS),
    "which": {-1: "before", 0: "of", 1: "after"},
    "season": {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"},
}


_PLACE = re.compile(r"\{(\w+)\}")


def _filled(says: str, slots: dict[str, object], anchor: str) -> str:
    def word(m: re.Match[str]) -> str:
        name = m[1]
        if name == "anchor":
            return (anchor or "publication") + ("," if says[m.end() :].strip(",") and says[m.end()] != "," else "")
        value = slots.get(name, 1)
        known = _NAMES.get(name)
        return str(known[value]) if known is not None else _counted(name, value, slots)  # type: ignore[index]

    return _PLACE.sub(word, says) if "{" in says else says


_PLURALS = {"century": "centuries", "millennium": "millennia"}


def _counted(name: str, value: object, slots: dict[str, object]) -> str:
    number = slots.get("number", 1)
    if name == "unit":
        return _PLURALS.get(str(value), f"{value}s") if number not in (1, None) and "number" in slots else str(value)
    if name == "nth" and isinstance(value, int):
        return cal.ordinal(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


_JOINTS = {
    "from": re.compile(r"\s+(?:to|until|till|through|into)\s+(?:the\s+)?|\s*[-\u2013\u2014]\s*"),
    "between": re.compile(r"\s+and\s+(?:the\s+)?|\s*[-\u2013]\s*"),
}
_DASH = re.compile(r"\s?[-\u2013]\s?")


def _joined(first: TimeExpression | TimeValue, second: TimeExpression | TimeValue, text: str) -> bool:
    """Whether two neighbours are the ends of one stretch: "from 2003 to 2005", "1998–2001"."""
    between = text[first.end : second.start]
    return len(between) <= 12 and _JOINTS.get(first.signal or "", _DASH).fullmatch(between) is not None


def _linked(expressions: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions, the second end of a stretch put behind the first: in "from Monday to Thursday" the Thursday is
    the one after."""
    out = list(expressions)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if first.meaning == second.meaning == "weekday" and _joined(first, second, text):
            out[i + 1] = replace(second, meaning="weekday_beside", slots=(*second.slots, ("which", 1)))
    return out


def _ranges(values: list[TimeValue], text: str) -> list[TimeValue]:
    """Both ends of a stretch carry the whole of it, each its own TIMEX3 value."""
    out = list(values)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if not (_joined(first, second, text) and _plain_date(first) and _plain_date(second)):
            continue
        begin, end = _own(first), _own(second)
        if begin is None or end is None or begin.first is None or end.last is None or begin.first > end.last:
            continue
        whole = cal.stretch(begin, end)
        tail = f" It is one end of a stretch, {describe(whole)}."
        for k, value in ((i, first), (i + 1, second)):
            out[k] = replace(value, interval=whole, edtf=to_edtf(whole), explanation=value.explanation + tail)
    return out


def _plain_date(value: TimeValue) -> bool:
    return value.type in ("DATE", "TIME") and value.interval is not None and "REF" not in value.value


def _own(value: TimeValue) -> Interval | None:
    """The days an end of a range names by itself: an until of the second half is undone."""
    interval = value.interval
    if interval is None or interval.last is None:
        return None
    if interval.earliest is None:
        return cal.unit_at(interval.last, interval.granularity)
    return interval
