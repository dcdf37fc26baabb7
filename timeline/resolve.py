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
from timeline.narrative import (
    COARSE,
    Story,
    goes_on_in_its_year,
    hangs_on_the_story,
    is_aside,
    is_narrative,
    names_its_year,
)
from timeline.recognise import recogniser
from timeline.timex import date_value

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
    linked = _linked(expressions, text)
    narrative = anchor == "narrative" or (anchor == "auto" and is_narrative(expressions, day))
    passing = [is_aside(expression, text) for expression in linked]
    ahead = _ahead(linked, passing) if narrative else linked
    reference, exact, quarter = cal.day(day), None, None
    values: list[TimeValue] = []
    last: TimeExpression | None = None
    for expression, aside, next_year in zip(linked, passing, ahead, strict=True):
        frame = reference.first if narrative and reference.first is not None else day
        cue = expression.cue if expression.cue != "perfect" or expression.signal == "for" else None
        before = reference if narrative or _near(reference, expression) else cal.day(day)
        hook = Anchor(day, frame, before, cue, quarter, narrative)
        sense = _sense(expression, hook)
        if sense is None:
            continue
        if anchor == "auto" and not narrative and goes_on_in_its_year(last, expression, text):
            sense, hook = _of_that_year(expression, sense, hook, reference)
        last = expression
        if narrative and hangs_on_the_story(expression):
            sense, hook = _told(expression, sense, hook, Story(reference, exact, _named(next_year, day)))
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
            looks_back = narrative and _looks_back(expression, sense.interval, reference)
            aside = aside or looks_back or _names_no_day(expression)
            if not aside:
                reference = sense.interval
            if sense.interval.granularity not in COARSE and (not aside or hangs_on_the_story(expression)):
                exact = sense.interval
    return _ranges(_ends(values, linked, text), text)


def _ahead(expressions: Sequence[TimeExpression], passing: Sequence[bool]) -> list[TimeExpression | None]:
    """For each expression the next of the story that names its own year, None behind the last."""
    out: list[TimeExpression | None] = []
    ahead: TimeExpression | None = None
    for expression, aside in zip(reversed(expressions), reversed(passing), strict=True):
        out.append(ahead)
        if not aside and names_its_year(expression):
            ahead = expression
    return out[::-1]


def _named(expression: TimeExpression | None, day: int) -> Interval | None:
    """The days of an expression that names its own year; None where there is none, or it is no date."""
    sense = None if expression is None else _sense(expression, Anchor(day, day, cal.day(day)))
    return sense.interval if sense is not None and sense.type in ("DATE", "TIME") else None


def _told(expression: TimeExpression, sense: Sense, hook: Anchor, story: Story) -> tuple[Sense, Anchor]:
    """What a date without its year means in a story: of the years near it, the one that fits best between the date
    told before and the one told after; of two that fit alike, that of the date before."""
    best, least = (sense, hook), story.strain(sense.interval) if sense.interval is not None else 0
    for year in story.years():
        other = _in_year(hook, year)
        meant = _sense(expression, other)
        if meant is None or meant.interval is None or not story.leads_to(meant.interval):
            continue
        strain = story.strain(meant.interval)
        if strain < least:
            best, least = (meant, other), strain
    return best


def _in_year(hook: Anchor, year: int) -> Anchor:
    """What a date hangs on that is of this year, whatever was named last."""
    return replace(hook, day=cal.number(year), reference=cal.year(year), narrative=True, between=True)


def _of_that_year(expression: TimeExpression, sense: Sense, hook: Anchor, told: Interval) -> tuple[Sense, Anchor]:
    """What a date without its year means right behind one with it: the next such date, where that is past."""
    if told.first is None:
        return sense, hook
    begun, _, _ = cal.day_of(told.first)
    for year in (begun, begun + 1):
        meant = _sense(expression, _in_year(hook, year))
        first = meant.interval.first if meant is not None and meant.interval is not None else None
        if meant is not None and first is not None and told.first <= first <= hook.published:
            return meant, replace(hook, day=told.first, reference=told, narrative=True)
    return sense, hook


def _looks_back(expression: TimeExpression, interval: Interval, reference: Interval) -> bool:
    """Whether a date leaves the story where it stands: one seen from the publication day, or a time before the one
    told ("a year earlier")."""
    on = MEANINGS[expression.meaning].hangs_on
    return on == PUBLICATION or (
        on == REFERENCE
        and interval.last is not None
        and reference.first is not None
        and interval.last < reference.first
    )


def _names_no_day(expression: TimeExpression) -> bool:
    """Whether an expression is a mere hour: "yesterday … at 9 a.m. … later that day" is all of yesterday."""
    return expression.meaning == "clock" and _DAY_SLOTS.isdisjoint(name for name, _ in expression.slots)


_DAY_SLOTS = frozenset({"days", "weekday", "month", "day", "year"})
_COUNTS_IN = {"day_beside": "day", "part_of_that_day": "day", "weekday_beside": "day", "day_of_that_month": "month"}
"""Meanings without a slot for their unit that need a date as exact as this."""


def _near(reference: Interval, expression: TimeExpression) -> bool:
    """Whether a date named before is exact enough to count from in news: "the previous day" is none of a year."""
    unit = dict(expression.slots).get("unit", _COUNTS_IN.get(expression.meaning))
    return unit not in cal.UNITS or cal.UNITS.index(reference.granularity) >= cal.UNITS.index(unit)


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
    return interval is not None and (_far_off(interval.earliest) or _far_off(interval.latest))


def _far_off(stamp: str | None) -> bool:
    return stamp is not None and abs(cal.parts(stamp)[0]) >= 9999


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
        return lasting(interval, cal.day(anchor.day))
    if signal == "until":
        return ending(interval, signal)
    if sense.type == "TIME":
        # "After 5 p.m." is a bound within its day.
        return interval, ""
    if signal == "before" and interval.first is not None:
        return preceding(interval)
    if signal == "after" and interval.last is not None:
        return Interval(
            cal.iso(interval.last + 1), None, "day", interval.approximate
        ), "'after' makes it a bound: the day itself is not named"
    if signal == "by":
        return cal.not_after(interval), "'by' makes it a bound: the day itself is not named"
    return interval, ""


def lasting(begin: Interval, until: Interval) -> tuple[Interval, str]:
    """What "since" makes of an interval, up to the last day its clause reaches, and how to say that."""
    return cal.stretch(begin, until), f"'since' makes it a stretch that lasts until {describe(until)}"


def ending(end: Interval, signal: str) -> tuple[Interval, str]:
    """What "until" makes of an interval, and how to say that."""
    return cal.until(end), f"'{signal}' makes it the end of a stretch whose beginning is not named"


def preceding(bound: Interval) -> tuple[Interval, str]:
    """What "before" makes of an interval that has a first day, and how to say that."""
    days = Interval(None, cal.iso((bound.first or 0) - 1), "day", bound.approximate)
    return days, "'before' makes it a bound: the day itself is not named"


def _hangs_on(meaning: Meaning, slots: dict[str, object], anchor: Anchor) -> tuple[str | None, str]:
    """The ISO date an expression hangs on, None where it needs none, and the words for it."""
    on = meaning.hangs_on
    if (
        on is None
        and slots.get("cue") != "perfect"
        or (on == DAY and (slots.get("year") is not None or slots.get("yy") is not None))
    ):
        return None, ""
    n = anchor.back if on == REFERENCE else anchor.published if on == PUBLICATION else anchor.day
    if anchor.between:
        return cal.iso(n), f"the year that fits the dates named before and after it, {describe(anchor.reference)}"
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
_TO = re.compile(r"\s+to\s+(?:the\s+)?")
_TURNS = re.compile(
    r"\b(?:compar\w+|mov\w+|chang\w+|postpon\w+|delay\w+|brought forward|push\w+|extend\w+)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
"""What stands before two dates of which the second takes the place of the first."""


def _joined(first: TimeExpression | TimeValue, second: TimeExpression | TimeValue, text: str) -> bool:
    """Whether two neighbours are the ends of one stretch: "from 2003 to 2005", "1998–2001"."""
    if second.start - first.end > 12:
        return False
    if _JOINTS.get(first.signal or "", _DASH).fullmatch(text, first.end, second.start):
        return True
    # "Was mayor 2001 to 2009", "open Monday to Friday": said without a "from", of things of one kind alone.
    same = first.rule == second.rule or (first.rule, second.rule) == ("clock", "clock-before-date")
    if not same or first.signal or _TO.fullmatch(text, first.end, second.start) is None:
        return False
    return _TURNS.search(text, max(0, first.start - 60), first.start) is None


_AND = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?(?:on\s+)?|\s+(?:and|or)\s+(?:on\s+)?")


def _linked(expressions: Sequence[TimeExpression], text: str) -> list[TimeExpression]:
    """The expressions, each with what it takes from a neighbour: in "from Monday to Thursday" the Thursday is the one
    after, in "3 March and 5 April 2014" both are of 2014, in "10 a.m. to noon on Friday" both are of Friday."""
    out = list(expressions)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if first.meaning == second.meaning == "weekday" and _joined(first, second, text):
            out[i + 1] = replace(second, meaning="weekday_beside", slots=(*second.slots, ("which", 1)))
    for i in range(len(out) - 2, -1, -1):
        out[i] = _completed(out[i], out[i + 1], text)
    return out


def _completed(first: TimeExpression, second: TimeExpression, text: str) -> TimeExpression:
    """An expression with the year or the day that is only written behind its neighbour."""
    if first.meaning not in ("clock", "calendar_day") or first.meaning != second.meaning:
        return first
    if second.start - first.end > 12:
        return first
    has, gives = dict(first.slots), dict(second.slots)
    if first.meaning == "clock" and _DAY_SLOTS.isdisjoint(has) and _joined(first, second, text):
        return replace(first, slots=(*first.slots, *((k, v) for k, v in second.slots if k in _DAY_SLOTS)))
    if first.meaning == "calendar_day" and "yy" not in gives and has.get("year") is None and gives.get("year"):
        if has.keys() & {"yy", "which"} or _AND.fullmatch(text[first.end : second.start]) is None:
            return first
        later = (has["month"], has["day"]) > (gives["month"], gives["day"])
        year = ("year", gives["year"] - later)
        return replace(first, slots=(*((k, v) for k, v in first.slots if k != "year"), year))
    return first


def _ranges(values: list[TimeValue], text: str) -> list[TimeValue]:
    """Both ends of a stretch carry the whole of it, each its own TIMEX3 value."""
    wholes: dict[int, tuple[Interval, str | None, str]] = {}
    for i, (first, second) in enumerate(zip(values, values[1:], strict=False)):
        if not (_joined(first, second, text) and _plain_date(first) and _plain_date(second)):
            continue
        begin, end = wholes[i][0] if i in wholes else _own(first), _own(second)
        if begin is None or end is None or begin.first is None or end.last is None:
            continue
        if begin != end and begin.first <= end.last:
            whole = cal.stretch(begin, end)
            tail = f" It is one end of a stretch, {describe(whole)}."
            wholes[i] = wholes[i + 1] = whole, to_edtf(whole), tail
    return [_in_stretch(value, *wholes[i]) if i in wholes else value for i, value in enumerate(values)]


def _in_stretch(value: TimeValue, whole: Interval, edtf: str | None, tail: str) -> TimeValue:
    return TimeValue(
        value.start,
        value.end,
        value.text,
        value.type,
        value.value,
        value.mod,
        edtf,
        whole,
        value.rule,
        value.anchor,
        value.explanation + tail,
        value.quant,
        value.freq,
        value.signal,
    )


_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_UP_TO = re.compile(r"\s+(?:up to|to|through|ended|ending)\s+(?:on\s+)?")


def _ends(values: list[TimeValue], expressions: Sequence[TimeExpression], text: str) -> list[TimeValue]:
    """The days of a length by the date that is named behind it: "the first three months" of "2014", "the three months"
    to "December", both of which are those days."""
    told = {each.start: dict(each.slots) for each in expressions if each.meaning == "length_at_an_end"}
    lengths = {each.start: dict(each.slots) for each in expressions if each.meaning == "length"}
    out = list(values)
    for i, (value, whole) in enumerate(zip(values, values[1:], strict=False)):
        up_to = value.start in lengths and _plain_date(whole) and _UP_TO.fullmatch(text[value.end : whole.start])
        if up_to and (days := _up_to(whole.interval, **lengths[value.start])):
            tail = f" Up to {whole.text} these are {describe(days)}."
            out[i] = replace(value, interval=days, edtf=to_edtf(days), explanation=value.explanation + tail)
            tail = f" With {value.text} before it it ends a stretch, {describe(days)}."
            out[i + 1] = replace(whole, interval=days, edtf=to_edtf(days), explanation=whole.explanation + tail)
            continue
        if value.start not in told or not _plain_date(whole) or _OF.fullmatch(text[value.end : whole.start]) is None:
            continue
        days = _end_of(whole.interval, **told[value.start])
        if days is not None:
            tail = f" Of {' '.join(whole.text.split())} these are {describe(days)}."
            out[i] = replace(value, interval=days, edtf=to_edtf(days), explanation=value.explanation + tail)
    return out


def _end_of(whole: Interval | None, at: int, unit: str, number: int | float = 1) -> Interval | None:
    """The first or last so many units of an interval; None where they are no whole days or reach out of it."""
    if whole is None or whole.first is None or whole.last is None or unit not in cal.UNITS or number != int(number):
        return None
    first, after = whole.first, whole.last + 1
    if at > 0:
        after = cal.moved(first, int(number), unit)
    else:
        first = cal.moved(after, -int(number), unit)
    return _days(first, after - 1, unit) if whole.first <= first < after <= whole.last + 1 else None


def _up_to(end: Interval | None, unit: str, number: int | float = 1) -> Interval | None:
    """So many units up to the last day of an interval; None where they are no weeks, months or years."""
    if end is None or end.last is None or unit not in _COUNTED or not 0 < number < _MOST or number != int(number):
        return None
    return _days(cal.moved(end.last + 1, -int(number), unit), end.last, unit)


_COUNTED = frozenset(("week", "month", "quarter", "year"))
_MOST = 100


def _days(first: int, last: int, unit: str) -> Interval:
    """The days from first to last, inclusive, in whole units where they begin and end with one."""
    begin, end = cal.unit_at(first, unit), cal.unit_at(last, unit)
    if begin.first != first or end.last != last:
        begin, end = cal.day(first), cal.day(last)
    return begin if begin == end else cal.stretch(begin, end)


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
