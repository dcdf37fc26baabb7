"""Which clause of a sentence each of its time expressions dates.

A date belongs to the clause its expression stands in. What is only compared with a date, stands in a phrase beside the
verb or belongs to a noun does not date the clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from timeline import english as en
from timeline.edtf import from_edtf
from timeline.intervals import MONTHS, Interval, describe
from timeline.model import Article, TimeValue, publication
from timeline.sentences import quotations, sentences
from timeline.stretches import is_of_a_deed, on_end, stretched
from timeline.syntax import Part, Span, Words, is_stative, name_of, predicate, subject, tense, within, words
from timeline.syntax import clauses as parts_of

VAGUE = frozenset(("PAST_REF", "FUTURE_REF"))
"""TIMEX3 values that say on which side of now something lies, and no day."""

_COMPARED = re.compile(rf"\b(?:{'|'.join(en.COMPARISONS)})\W+(?:\w+\W+){{0,4}}$")
_COMPARING = frozenset(words.split()[0] for words in en.COMPARISONS)

_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_LONGEST = 1500
"""Characters of a sentence from which it is a table or a list without marks, and isn't read."""


@dataclass(eq=False)  # without slots: what is read of it is kept once it is known; not frozen: thousands are made
class Reading:
    """A sentence as it is read: its words, its clauses, its time values, and the quotations that reach into it.

    `is_heading` says that it stands before the report and is no sentence: a headline, a byline.
    """

    article: Article
    start: int
    end: int
    values: Sequence[TimeValue]
    quoted: Sequence[Span]
    published: Interval
    before: Sequence[Span]
    is_heading: bool = False

    @cached_property
    def words(self) -> Words:
        """Its words, with their kinds."""
        return words(self.article.text, self.start, self.end, [(v.start, v.end) for v in self.values])

    @cached_property
    def parts(self) -> list[Part]:
        """Its clauses."""
        return parts_of(self.words)

    def is_quoted(self, offset: int) -> bool:
        """Whether the character at `offset` stands in direct speech."""
        return bool(self.quoted) and any(begin <= offset < end for begin, end in self.quoted)

    @property
    def is_quotation(self) -> bool:
        """Whether all of it is direct speech, as far as its ends tell."""
        return self.is_quoted(self.start) and self.is_quoted(self.end - 1)

    @cached_property
    def datings(self) -> list[Dating]:
        """Which clause each value dates, one value a clause and way; values that date none are left out."""
        return _datings(self)

    def person_before(self, pronoun: str) -> str | None:
        """The person whom "he" or "she" takes up from the sentences before, None where that is not plain."""
        return _person_before(self, pronoun)

    def where(self, value: TimeValue) -> Span:
        """The words of a time expression."""
        return self.words.at(value.start, value.end)


@dataclass(frozen=True, slots=True)
class Dating:
    """A clause and the value that dates it. `how`: "adverbial", "attributive" ("today's meeting"), "implied"
    ("the first meeting since 2014")."""

    part: Part
    value: TimeValue
    how: str


def readings(article: Article, values: Sequence[TimeValue]) -> list[Reading]:
    """The sentences of an article; what is too long for one is left out."""
    text, published, quoted = article.text, publication(article), quotations(article.text)
    found: list[Reading] = []
    n, spans, begun = 0, sentences(text), False
    for k, (start, end) in enumerate(spans):
        while n < len(values) and values[n].end <= start:
            n += 1
        first = n
        while n < len(values) and values[n].start < end:
            n += 1
        begun = begun or _SENTENCE_END.search(text, max(start, end - 4), end) is not None
        if end - start <= _LONGEST:
            before, said = spans[max(0, k - 4) : k], quoted[slice(*within(quoted, start, end))] if quoted else ()
            found.append(Reading(article, start, end, values[first:n], said, published, before, not begun))
    return found


def _datings(reading: Reading) -> list[Dating]:
    found: dict[tuple[int, str], Dating] = {}
    for value in reading.values:
        if value.interval is None or value.type == "SET":
            continue
        own = _dating(reading, value)
        beside = _then(reading, value), _as_it_happened(reading, value), _at_that_time(reading, own)
        for dating in filter(None, (own, *beside)):
            meant = _as_meant(reading, dating) if dating.how == "adverbial" else dating
            if meant is None:
                continue
            key = id(meant.part), meant.how
            found[key] = _together(reading, found[key], meant) if key in found else meant
    return list(found.values())


def _together(reading: Reading, one: Dating, other: Dating) -> Dating:
    """What two values for one clause say: both where they are days on end, "on Monday and Tuesday", else the better."""
    at = next(n for n, value in enumerate(reading.values) if value.start == other.value.start)
    between = slice(reading.where(reading.values[at - 1])[1], reading.where(other.value)[0])
    pair = _AND.fullmatch(reading.words.tags[between]) and "or" not in reading.words.low[between]
    whole = on_end(one.value, other.value) if pair and at and one.how == "adverbial" else None
    return _better(reading, one, other) if whole is None else replace(one, value=whole)


_AND = re.compile(",?CP?|,")


def _as_meant(reading: Reading, dating: Dating) -> Dating | None:
    """The dating with the landmark before its value taken in, None where that leaves no date for the clause."""
    told = stretched(reading.words, dating.part, dating.value, reading.values, reading.published)
    return None if told is None else dating if told is dating.value else replace(dating, value=told)


def _dating(reading: Reading, value: TimeValue) -> Dating | None:
    w, (i, end) = reading.words, reading.where(value)
    part = next((p for p in reading.parts if p.holds(i)), None)
    if (
        part is None
        or i >= end
        or _stands_beside(w, part, i)
        or in_another_zone(w, i)
        or (
            not _COMPARING.isdisjoint(w.low[:i])
            and _COMPARED.search(w.text, max(reading.start, value.start - 60), value.start)
        )
    ):
        return None
    if value.signal == "since" and noun_before_since(reading, part, i):
        return Dating(part, value, "implied")
    if w.low[max(0, i - 2) : i - 1] == ("time",) and w.low[i - 3] in en.SUPERLATIVES and w.low[i - 1] != "on":
        return None  # "for the first time since 2014", "the third time in a decade"
    if _is_of_what_was_prized(w, part, value, i) or _is_of_a_change(w, part, value, i):
        return None
    if not _is_attributive(w, value, i, end):
        return Dating(part, value, "adverbial")
    inner = next((p for p in reading.parts if p.opener == "W" and p.pieces[0][0] >= end), None)
    if inner is not None and w.low[inner.pieces[0][0]] == "when":
        return Dating(inner, value, "adverbial")
    return Dating(part, value, "attributive")


def _then(reading: Reading, value: TimeValue) -> Dating | None:
    """The clause right behind "the worst fire since 1998, when nine died", which the year alone dates."""
    if value.signal != "since" or not _PLAIN.fullmatch(value.value):
        return None
    inner = _when_behind(reading, value)
    if inner is None:
        return None
    own = from_edtf(value.value)
    why = f"'{value.text}' is the time of what follows it: {describe(own)}."
    return Dating(inner, replace(value, interval=own, edtf=value.value, signal=None, explanation=why), "adverbial")


def _as_it_happened(reading: Reading, value: TimeValue) -> Dating | None:
    """The clause that tells what took place on a day, right behind one that only says that something did, or how things
    were: "the accident happened on Sunday when …", "he was at home on Friday, when …", "was driving home when …"."""
    w, inner = reading.words, _when_behind(reading, value)
    if inner is None or tense(w, inner) != "past":
        return None
    outer = next((p for p in reading.parts if p.holds(reading.where(value)[0])), None)
    if outer is None or outer.verb is None or tense(w, outer) != "past":
        return None
    last = predicate(w, outer.verb)
    happened = w.low[last] in _HAPPENED or w.low[last : last + 2] == ("took", "place")
    going_on = w.tags[outer.verb] == "b" and w.tags[last] == "g"
    return Dating(inner, value, "adverbial") if happened or going_on or is_stative(w, outer) else None


def _when_behind(reading: Reading, value: TimeValue) -> Part | None:
    """The clause with "when" right behind a value, a comma between them or none."""
    low, (_, end) = reading.words.low, reading.where(value)
    return next((p for p in reading.parts if p.opener.endswith("W") and end <= p.pieces[0][0] <= end + 1
                 and low[p.pieces[0][0]] == "when"), None)


def _at_that_time(reading: Reading, own: Dating | None) -> Dating | None:
    """The deed that a clause behind it, which tells nothing without it, has the time of: "Hale became its head when she
    won in 2014"."""
    if own is None or own.how != "adverbial" or own.value.signal or own.part.opener != "W":
        return None
    w, begin = reading.words, own.part.pieces[0][0]
    outer = next((p for p in reading.parts if p.verb is not None and p.pieces[-1][1] == begin), None)
    if w.low[begin] != "when" or outer is None or outer.role != "main" or tense(w, own.part) != "past":
        return None
    if tense(w, outer) != "past" or is_stative(w, outer) or w.tags[predicate(w, outer.verb or 0)] == "g":
        return None
    who, end = subject(w, own.part)
    if end - who != 1 or w.low[who] not in ("he", "she", "it", "they"):
        return None
    if any(outer.holds(reading.where(value)[0]) for value in reading.values):
        return None
    return Dating(outer, own.value, "adverbial")


_HAPPENED = frozenset(("happened", "occurred", "came", "began", "started", "unfolded"))
"""Verbs that tell of a thing only that it took place."""
_PLAIN = re.compile(r"\d{4}(?:-\d\d){0,2}")
"""TIMEX3 values of a year, a month, a day."""


def _is_of_what_was_prized(w: Words, part: Part, value: TimeValue, i: int) -> bool:
    """Whether a month or a year belongs to what something was for: "won a prize for finding the moon in 1995".

    A day may be that of the prize.
    """
    if part.verb is None or i <= part.verb or value.interval is None or (value.interval.days or _MONTH) < _MONTH:
        return False
    doing = _FOR_DOING.search(w.tags, part.verb, i)
    in_one = not _IN_A_YEAR.isdisjoint(w.low[i - 1 : i + 1])
    return doing is not None and w.low[doing.start()] == "for" and in_one


_IN_A_YEAR = frozenset(("in", "since", "during", "last"))
_FOR_DOING = re.compile("PA*g[^,;CUWR]*$")
_MONTH = 28


def _is_of_a_change(w: Words, part: Part, value: TimeValue, i: int) -> bool:
    """Whether a stretch is that of a change which a clause only speaks of: "hailed the growth in the last decade"."""
    if part.verb is None or i <= part.verb or not (value.type == "DURATION" or value.signal == "since"):
        return False
    return tense(w, part) == "past" and not en.CHANGES.isdisjoint(w.low[predicate(w, part.verb) + 1 : i])


def in_another_zone(w: Words, i: int) -> bool:
    """Whether a value says again, in brackets, what the hour before is elsewhere: "8 p.m. EST (0000 UTC Sunday)"."""
    opened, closed = w.tags.rfind("(", 0, i), w.tags.find(")", i)
    return (
        opened > 0
        and ")" not in w.tags[opened:i]
        and w.tags[opened - 1] == "T"
        and not _ZONES.isdisjoint(w.low[opened : closed if closed > 0 else len(w.low)])
    )


_ZONES = frozenset(("utc", "gmt", "bst", "est", "edt", "cet", "pst", "pdt"))
_PART_OF_DAY = frozenset(("late", "early", "later", "earlier", "shortly"))


def asides(reading: Reading) -> list[tuple[Span, TimeValue]]:
    """The phrases beside the verb that have a date of their own, such as "born in 1960"; words and value."""
    found = []
    for value in reading.values:
        i, end = reading.where(value)
        part = next((p for p in reading.parts if p.holds(i)), None)
        if value.interval is not None and part is not None and i < end and _stands_beside(reading.words, part, i):
            begin, stop = next(piece for piece in part.pieces if piece[0] <= i < piece[1])
            made = _MADE_BEFORE.search(reading.words.tags, begin, i) if i < (part.verb or 0) < stop else None
            if made:
                found.append(((made.start(), end), value))
                continue
            verbal = re.search("[gpv]", reading.words.tags[begin:i])
            found.append(((begin + verbal.start() if verbal else begin, stop), value))
    return found


def names_no_real_day(reading: Reading) -> bool:
    """Whether a sentence names a day that no calendar has, "February 30": when it was, nobody can say."""
    text = reading.article.text
    days = (found.span() for found in _DAY_OF_MONTH.finditer(text, reading.start, reading.end))
    return any(not any(v.start < end and begin < v.end for v in reading.values) for begin, end in days)


_MONTH_NAME = f"(?:{'|'.join(month.capitalize() for month in MONTHS if month.lower() != 'may')})"
_DAY_OF_MONTH = re.compile(rf"\b(?:{_MONTH_NAME} \d{{1,2}}|\d{{1,2}} {_MONTH_NAME})\b")


def _stands_beside(w: Words, part: Part, i: int) -> bool:
    """Whether word `i` stands in a phrase beside the verb that has a time of its own.

    "Born in 1941, he …", "since founding it in 1998", "the council, idle since June, met".
    """
    piece = next(piece for piece in part.pieces if piece[0] <= i < piece[1])
    if part.verb is not None and piece[0] <= part.verb < piece[1]:
        return is_of_a_deed(w, part, i) or (i < part.verb and _MADE_BEFORE.search(w.tags, piece[0], i) is not None)
    if w.tags[piece[0]] == "C":
        # "after landing in the testing and training range on Friday": it goes on with the phrase before.
        before = next((other for other in part.pieces if other[1] == piece[0]), piece)
        return (
            before != piece and _stands_beside(w, part, before[0]) and w.tags[piece[0] + 1 : piece[0] + 2] not in "Pt"
        )
    if _PARTICIPIAL.match(w.tags, *piece):
        return w.low[piece[0]] != "since" or part.verb is None  # "since taking office in 2014, she has …"
    if w.low[piece[0]] in ("by", "per") and not _ACCOUNTS.isdisjoint(w.low[piece[0] + 1 : i]):
        return True
    if w.low[piece[0]] in _PART_OF_DAY:
        return False
    return piece != part.pieces[0] and _NOMINAL.match(w.tags[slice(*piece)]) is not None


_MADE_BEFORE = re.compile("[DSwX#]*[wX]vP?D?$")
"""Where a date belongs to a participle behind the subject's noun: "a deal made yesterday is likely to hold"."""
_ACCOUNTS = frozenset(("report", "reports", "account", "accounts", "statement", "statements", "estimate", "estimates"))
_PARTICIPIAL = re.compile(r"A*[gpv]|[UP][gpv]|P[^T]*v[PT]")
_NOMINAL = re.compile("(?:[Dw]|X+)(?!X|P?T)|wPT")


def _is_attributive(w: Words, value: TimeValue, i: int, end: int) -> bool:
    """Whether an expression belongs to a noun ("today's meeting", "the 2014 deal", "the deal of 2014")."""
    if w.low[end - 1].endswith(("'s", "s'")) or value.text.endswith(("'s", "’s")):
        return True
    following = w.tags[end : end + 1]
    if value.value in VAGUE | {"PRESENT_REF"} and end - i == 1 and w.tags[i - 1 : i] in tuple("DSP"):
        return following in tuple("wXvg")
    before = w.tags[i - 1] if i else ""
    if (before and before in "DS" and _PAIR_OF_NOUN.match(w.tags, i)) or (
        following == "w" and _PAIR_BEFORE.search(w.tags, 0, i)
    ):
        return True
    if w.low[max(i - 2, 0) : i] == ("as", "of"):
        return False
    if w.low[i - 1 : i] in (("for",), ("of",)) and following == "w":
        return True
    if following == "w" and w.tags[max(i - 2, 0) : i] in ("Dv", "Dw") and w.low[i - 1].endswith("ed"):
        return True  # "an alleged April attack"
    return (before in tuple("DS") and following in tuple("wXvg#")) or w.low[i - 1 : i] == ("of",)


_PAIR_OF_NOUN = re.compile("T+CT+w")
_PAIR_BEFORE = re.compile("[DS]T+C$")
"""Where both dates of "the 2008 and 2012 races" belong to the noun."""


def noun_before_since(reading: Reading, part: Part, i: int) -> Span | None:
    """The words of "the first meeting … since 2014", None where "since" is no part of such a noun phrase."""
    w = reading.words
    begin = next(a for a, b in part.pieces if a <= i < b)
    stop = max((v + 1 for v in range(begin, i) if w.tags[v] in "MbhdVvz"), default=begin)
    for k in range(stop, i):
        if w.low[k] in en.SUPERLATIVES or (w.low[k].endswith("est") and w.tags[k - 1 : k] == "D"):
            start = k - (k > stop and w.tags[k - 1] in "DS")
            return None if "time" in w.low[k + 1 : k + 3] else (start, i)
    return None


_HOURS = frozenset(
    ("clock", "clock-in-figures", "clock-of-four-figures", "o-clock", "hour-of-a-part", "past-the-hour", "to-the-hour")
)
"""The rules that read an hour without its day."""


def names_no_day(value: TimeValue) -> bool:
    """Whether a value is an hour whose day the text leaves to be understood: "at 6:19 p.m.", "overnight"."""
    return value.type == "TIME" and (value.rule in _HOURS or value.text.lower() == "overnight")


def _better(reading: Reading, one: Dating, other: Dating) -> Dating:
    """Of two values for one clause the day where the other is an hour, else the finer where one holds the other, else
    the nearer to the verb."""
    a, b = one.value.interval, other.value.interval
    assert a is not None
    assert b is not None
    if (hour := names_no_day(one.value)) != names_no_day(other.value) and (b if hour else a).days == 1:
        return other if hour else one
    for counted, day in ((one, b), (other, a)):
        # "What began as a march on 3 May turned into a riot two days later."
        if counted.value.rule == "later" and counted.value.anchor in (day.earliest, day.latest):
            return counted
    if a.covers(b) != b.covers(a):
        return other if a.covers(b) else one
    verb = one.part.verb or 0

    def distance(dating: Dating) -> tuple[bool, bool, bool, int]:
        at = reading.where(dating.value)[0]
        bracketed = reading.words.tags.rfind("(", 0, at) > reading.words.tags.rfind(")", 0, at)
        behind = reading.words.tags[predicate(reading.words, verb) + 1 : at]
        beside = _HAS_PARTICIPLE.search(behind) is not None
        return bracketed, _dates_what_led(reading.words, one.part, at), beside, abs(at - verb)

    return min(one, other, key=distance)


_HAS_PARTICIPLE = re.compile("[wX][vpg]")
_LED = frozenset(("after", "before", "following", "since", "despite", "amid"))


def _dates_what_led(w: Words, part: Part, at: int) -> bool:
    """Whether a date stands in a phrase on what came before: "after a first release in 2006, Hale was …"."""
    begin, end = next((piece for piece in part.pieces if piece[0] <= at < piece[1]), (at, at))
    verb = part.verb if part.verb is not None else at
    return not begin <= verb < end and w.low[begin] in _LED and w.tags[begin + 1 : begin + 2] != "T"


def _person_before(reading: Reading, pronoun: str) -> str | None:
    """The subject named last, where every sentence since goes on about it and none names anybody else."""
    for span in reading.before[:-5:-1]:
        w = words(reading.article.text, *span)
        main = next((p for p in parts_of(w) if p.role == "main" and p.verb is not None), None)
        begin, end = subject(w, main) if main else (0, 0)
        if begin >= end or names_another(w, (begin, end)) or not _OF_OTHERS.get(pronoun, {pronoun}).isdisjoint(w.low):
            return None
        name = name_of(w, (begin, end))
        named = bool(name) and set(w.tags[end - len(name.split()) : end]) == {"X"}
        if named and (w.low[begin] in en.OFFICES or " " in name or is_behind(_FIRST_NAME, reading.article.text, name)):
            return name
        if w.low[begin:end] != (pronoun,):
            return None
    return None


_OF_OTHERS = {"he": en.FEMALE, "she": en.MALE}
_NAMES = re.compile("X+")


def names_another(w: Words, span: Span, end: int | None = None) -> bool:
    """Whether a sentence names somebody else than some of its words do, up to word `end`: a name that is neither that
    of a place ("in Vale"), nor of a body ("the Vale Council"), nor leads to a noun ("Vale fishermen")."""
    own = w.low[slice(*span)]
    for run in _NAMES.finditer(w.tags, 0, len(w.tags) if end is None else end):
        i, stop = run.span()
        if span[0] <= i < span[1] or set(w.low[i:stop]).issubset(own):
            continue
        office = not en.OFFICES.isdisjoint(w.low[i:stop])
        elsewhere = w.tags[i - 1 : i] == "D" or (i and w.low[i - 1] in _AT_PLACES) or w.tags[stop : stop + 1] == "w"
        if office or not elsewhere:
            return True
    return False


_AT_PLACES = frozenset(("in", "at", "from", "near", "of", "across", "into", "outside"))


_FIRST_NAME = re.compile(rf"(?:(?i:\b(?:{'|'.join(sorted(en.OFFICES))}))\s+|[,(]\s*|\n|^)[A-Z][\w’'-]+\s$")


def is_behind(before: re.Pattern[str], text: str, name: str) -> bool:
    """Whether a name stands in a text behind what a pattern, which ends in "$", matches in 80 characters.

    The first few dozen places are looked at: a text that repeats a name without end stays cheap.
    """
    places = islice(re.finditer(rf"{re.escape(name)}\b", text), 50)
    return any(before.search(text, max(0, place.start() - 80), place.start()) for place in places)
