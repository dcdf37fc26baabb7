"""From an article to its dated clauses, and to the events worth an entry.

A date belongs to the clause its expression stands in, and only where the text asserts that clause: nothing is
dated that the text merely supposes, denies, demands or compares with. docs/events.md says the same at more length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from timeline import english as en
from timeline.intervals import Interval
from timeline.likeness import once
from timeline.model import Article, Clause, Event, TimeValue, edtf_of, event_id, publication
from timeline.resolve import tag
from timeline.sentences import quotations, sentences
from timeline.syntax import Part, Span, Words, is_negated, is_stative, name_of, predicate, subject, tense, words
from timeline.syntax import clauses as parts_of
from timeline.titles import MOST_WORDS, phrase, polish, title

_VAGUE = frozenset(("PAST_REF", "FUTURE_REF"))
_COMPARED = re.compile(rf"\b(?:{'|'.join(en.COMPARISONS)})\W+(?:\w+\W+){{0,4}}$")
_LONGEST = 1500
"""Characters of a sentence from which it is a table or a list without marks, and isn't read."""
_TOLD = ("past", "perfect", "pluperfect")


@dataclass(frozen=True)  # without slots: `datings` and `named_before` are kept once they are known
class Reading:
    """A sentence as it is read: its words, its clauses, its time values, and which characters are quoted."""

    article: Article
    start: int
    end: int
    words: Words
    parts: list[Part]
    values: Sequence[TimeValue]
    quoted: Sequence[Span]
    published: Interval
    before: Sequence[Span]

    def is_quoted(self, offset: int) -> bool:
        """Whether the character at `offset` stands in direct speech."""
        i = bisect_right(self.quoted, (offset, len(self.article.text) + 1)) - 1
        return i >= 0 and self.quoted[i][0] <= offset < self.quoted[i][1]

    @cached_property
    def datings(self) -> list[Dating]:
        """Which clause each value dates, one value a clause and way; values that date none are left out."""
        return _datings(self)

    @cached_property
    def named_before(self) -> str | None:
        """The person that the nearest of the sentences before is about, None where none names one."""
        return _named_before(self)

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


def clauses(article: Article) -> list[Clause]:
    """Every clause of the article, dated or not, in text order; a clause inside another follows it.

    `interval` is None and `basis` "unknown" where no expression of the clause itself dates it.
    """
    values = tag(article.text, article.published, article.language)
    return [clause for reading in _readings(article, values, bare=True) for clause in _clauses_of(reading)]


def extract(article: Article) -> list[Event]:
    """The events an article tells with a date, in text order; each told once.

    An event whose date one can't stand by ("recently", "before 2014") is among them, its interval open or None.
    """
    return read_events(article)[1]


def read_events(article: Article) -> tuple[tuple[TimeValue, ...], list[Event]]:
    """The time values of an article, all of them, and the events it tells."""
    values = tuple(tag(article.text, article.published, article.language))
    found = [event for reading in _readings(article, values) for event in _events_of(reading)]
    return values, once(found)


def _readings(article: Article, values: Sequence[TimeValue], bare: bool = False) -> Iterator[Reading]:
    """The sentences that hold a value with days, or with `bare` all of them, read."""
    if not values and not bare:
        return
    text, published, quoted = article.text, publication(article), quotations(article.text)
    n, spans = 0, sentences(text)
    for k, (start, end) in enumerate(spans):
        while n < len(values) and values[n].end <= start:
            n += 1
        first = n
        while n < len(values) and values[n].start < end:
            n += 1
        inside = values[first:n]
        if (bare or any(v.interval is not None for v in inside)) and end - start <= _LONGEST:
            w = words(text, start, end, [(v.start, v.end) for v in inside])
            yield Reading(article, start, end, w, parts_of(w), inside, quoted, published, spans[max(0, k - 4) : k])


def _clauses_of(reading: Reading) -> Iterator[Clause]:
    dated = {id(d.part): d for d in reading.datings if d.how != "implied"}
    for part in reading.parts:
        a, b = part.extent
        dating = dated.get(id(part)) or dated.get(id(part.follows))
        value = dating.value if dating else None
        interval = value.interval if value and value.value not in _VAGUE | {"PRESENT_REF"} else None
        kind = _kind(reading, part, value)
        yield Clause(
            reading.words.spans[a][0],
            reading.words.spans[b - 1][1],
            interval,
            _basis(value) if value and interval else "unknown",
            value,
            kind,
            _worth(reading, part, kind, interval),
        )


def _worth(reading: Reading, part: Part, kind: str, interval: Interval | None) -> float:
    """How much a clause deserves an entry, by its tense, its kind and whether it has a date."""
    when = tense(reading.words, part)
    if when in ("none", "doubtful") or is_negated(reading.words, part):
        return 0.0
    told = 0.4 if when in _TOLD else 0.1
    return round(told + {"event": 0.2, "statement": 0.1, "plan": 0.2}.get(kind, 0.0) + (0.3 if interval else 0.0), 2)


def _basis(value: TimeValue) -> str:
    return "explicit" if value.anchor is None else "relative"


def _datings(reading: Reading) -> list[Dating]:
    found: dict[tuple[int, str], Dating] = {}
    for value in reading.values:
        if value.interval is None or value.type == "SET":
            continue
        dating = _dating(reading, value)
        if dating is None:
            continue
        key = id(dating.part), dating.how
        found[key] = _better(reading, found[key], dating) if key in found else dating
    return list(found.values())


def _dating(reading: Reading, value: TimeValue) -> Dating | None:
    w, (i, end) = reading.words, reading.where(value)
    part = next((p for p in reading.parts if p.holds(i)), None)
    if (
        part is None
        or i >= end
        or _stands_beside(w, part, i)
        or _COMPARED.search(w.text, max(reading.start, value.start - 60), value.start)
    ):
        return None
    if value.signal == "since" and _noun_before_since(reading, part, i):
        return Dating(part, value, "implied")
    if value.signal == "since" and w.low[max(0, i - 3) : i - 1] == ("first", "time"):
        return None
    if not _is_attributive(w, value, i, end):
        return Dating(part, value, "adverbial")
    inner = next((p for p in reading.parts if p.opener == "W" and p.pieces[0][0] >= end), None)
    if inner is not None and w.low[inner.pieces[0][0]] == "when":
        return Dating(inner, value, "adverbial")
    return Dating(part, value, "attributive")


def _stands_beside(w: Words, part: Part, i: int) -> bool:
    """Whether word `i` stands in a phrase beside the verb that has a time of its own.

    "Born in 1941, he …", "since founding it in 1998", "the council, idle since June, met".
    """
    piece = next(piece for piece in part.pieces if piece[0] <= i < piece[1])
    if part.verb is not None and piece[0] <= part.verb < piece[1]:
        return False
    if re.match(r"A*[gpv]|[UP][gpv]|P[^T]*v[PT]", w.tags[slice(*piece)]):
        return True
    return piece != part.pieces[0] and re.match(r"[DX]|w(?!P?D?T)", w.tags[slice(*piece)]) is not None


def _is_attributive(w: Words, value: TimeValue, i: int, end: int) -> bool:
    """Whether an expression belongs to a noun ("today's meeting", "the 2014 deal", "the deal of 2014")."""
    if w.low[end - 1].endswith(("'s", "s'")) or value.text.endswith(("'s", "’s")):
        return True
    following = w.tags[end : end + 1]
    if value.value in _VAGUE | {"PRESENT_REF"} and end - i == 1 and w.tags[i - 1 : i] in tuple("DSP"):
        return following in tuple("wXvg")
    before = w.tags[i - 1] if i else ""
    return (before in tuple("DS") and following in tuple("wXvg#")) or w.low[i - 1 : i] == ("of",)


def _noun_before_since(reading: Reading, part: Part, i: int) -> Span | None:
    """The words of "the first meeting … since 2014", None where "since" is no part of such a noun phrase."""
    w = reading.words
    begin = next(a for a, b in part.pieces if a <= i < b)
    stop = max((v + 1 for v in range(begin, i) if w.tags[v] in "MbhdVvz"), default=begin)
    for k in range(stop, i):
        if w.low[k] in en.SUPERLATIVES or (w.low[k].endswith("est") and w.tags[k - 1 : k] == "D"):
            start = k - (k > stop and w.tags[k - 1] in "DS")
            return None if "time" in w.low[k + 1 : k + 3] else (start, i)
    return None


def _better(reading: Reading, one: Dating, other: Dating) -> Dating:
    """Of two values for one clause the finer where one holds the other, else the nearer to the verb."""
    a, b = one.value.interval, other.value.interval
    assert a is not None
    assert b is not None
    if a.covers(b) != b.covers(a):
        return other if a.covers(b) else one
    verb = one.part.verb or 0

    def distance(dating: Dating) -> tuple[bool, int]:
        at = reading.where(dating.value)[0]
        behind = reading.words.tags[predicate(reading.words, verb) + 1 : at]
        return re.search(r"[wX][vpg]", behind) is not None, abs(at - verb)

    return min(one, other, key=distance)


def _events_of(reading: Reading) -> Iterator[Event]:
    datings = reading.datings
    for dating in datings:
        if dating.how == "implied":
            event = _implied(reading, dating, datings)
        elif dating.how == "attributive":
            event = _by_attribute(reading, dating)
        else:
            event = _by_adverb(reading, dating)
        if event is not None:
            yield event


def _by_adverb(reading: Reading, dating: Dating) -> Event | None:
    """The event of a clause with a date of its own, None where the text does not assert it."""
    part, value = dating.part, dating.value
    if value.value == "PRESENT_REF":
        return _as_of_now(reading, dating)
    if part.role == "tag":
        return _saying_beside(reading, dating)
    if not _is_asserted(reading, part, value):
        return None
    who = _person(reading, part)
    if who is None and _is_pronoun(reading.words, part):
        return None
    head = title(reading.words, part, _dropped(reading, value), _told(reading, part), who)
    if head is None:
        return None
    return _event(reading, value, head, *_kind_and_speaker(reading, part, value))


def _kind_and_speaker(reading: Reading, part: Part, value: TimeValue) -> tuple[str, str | None]:
    """The kind of an event and who says it: of a statement the one who made it."""
    kind, w = _kind(reading, part, value), reading.words
    if kind != "statement" or part.speaker:
        return kind, part.speaker
    return kind, name_of(w, subject(w, part)) or None


def _as_of_now(reading: Reading, dating: Dating) -> Event | None:
    """What the article itself says is so "now": for review, since "now" names no day on which it began."""
    part, w = dating.part, reading.words
    first = w.low[subject(w, part)[0]]
    if (
        part.role != "main"
        or part.speaker
        or reading.is_quoted(dating.value.start)
        or tense(w, part) not in ("present", "perfect")
    ):
        return None
    if is_negated(w, part) or not _is_told(reading, part) or first in en.FIRST_PERSON | en.SUBJECTS:
        return None
    head = title(w, part, [reading.where(dating.value)])
    undated = replace(dating.value, interval=None, edtf=None)
    return replace(_event(reading, undated, head, "state", None), expression=dating.value) if head else None


def _by_attribute(reading: Reading, dating: Dating) -> Event | None:
    """The event of a clause about "today's meeting": what was done or said about it was done that day as well.

    Only of the publication day this follows, since nothing the article tells lies after it. Of "recent" it
    follows that the date is not known.
    """
    part, value, w = dating.part, dating.value, reading.words
    teller = part.parent if part.role == "content" else None
    if edtf_of(value.interval) != edtf_of(reading.published) and not (value.value == "PAST_REF" and teller is None):
        return None
    if value.value == "PRESENT_REF" or tense(w, part) in ("future", "planned", "doubtful"):
        return None
    said = teller or part
    if tense(w, said) not in _TOLD or not _is_asserted(reading, said, value):
        return None
    head = title(w, said, (), _told(reading, said))
    return _event(reading, value, head, *_kind_and_speaker(reading, said, value), 0.9) if head else None


def _implied(reading: Reading, dating: Dating, datings: Sequence[Dating]) -> Event | None:
    """The stretch that "the first meeting since 2014" implies, up to the day of that meeting."""
    part, value, w = dating.part, dating.value, reading.words
    i, end = reading.where(value)
    noun = _noun_before_since(reading, part, i)
    if noun is None or value.interval is None or value.interval.is_open:
        return None
    # The clause tells of the meeting, not of the stretch: "was held" with "since" is right here.
    if not _is_asserted(reading, part, replace(value, signal=None)):
        return None
    day = next((d.value.interval for d in datings if d.part is part and d.how == "adverbial"), None)
    whole = value.interval
    if day is not None and day.latest is not None and (whole.last or 0) > (day.last or 0) >= (whole.first or 0):
        whole = replace(whole, latest=day.latest, end_granularity=day.granularity, end_approximate=day.approximate)
    head = phrase(w, (noun[0], end))
    told = _event(reading, replace(value, interval=whole, edtf=edtf_of(whole)), head, "state", part.speaker, 0.8)
    return replace(
        told,
        explanation=f"Implied by the words \u201c{w.said((noun[0], end))}\u201d: {value.explanation}",
        expression=value,
    )


def _saying_beside(reading: Reading, dating: Dating) -> Event | None:
    """What somebody said on a day, as a statement: "…," the minister said on Monday."""
    told = next((p for p in reading.parts if p.role != "tag" and p.verb is not None), None)
    if told is None or told.speaker is None or not re.search(r"[A-Z]", told.speaker):
        return None
    own = {id(d.part) for d in reading.datings}
    room = MOST_WORDS - len(told.speaker.split())
    head = None if id(told) in own else title(reading.words, told, (), room=room)
    return _event(reading, dating.value, polish(f"{told.speaker}: {head}"), "statement", told.speaker) if head else None


def _is_asserted(reading: Reading, part: Part, value: TimeValue) -> bool:
    """Whether the text stands by a clause: told, in force or planned, not denied, supposed, asked or guessed."""
    w, when = reading.words, tense(reading.words, part)
    if part.verb is None or is_negated(w, part) or not _is_told(reading, part):
        return False
    quoted = reading.is_quoted(w.spans[part.verb][0])
    first = w.low[subject(w, part)[0]] if any(subject(w, part)) else ""
    if quoted and (part.speaker is None or when not in _TOLD or first in en.FIRST_PERSON):
        return False
    if first in en.FIRST_PERSON or value.interval is None:
        return False
    return _fits(reading, part, value, when)


def _is_told(reading: Reading, part: Part) -> bool:
    """Whether neither a condition nor an opinion stands over a clause, nor a question mark behind it."""
    w = reading.words
    if w.low[part.pieces[0][0]] in en.CONDITIONS or w.text[reading.end - 1 : reading.end] == "?":
        return False
    if w.low[predicate(w, part.verb or 0)] in en.OPINION and part.role != "main":
        return False
    over = reading.parts[: reading.parts.index(part)]
    leading = (
        [w.low[predicate(w, p.verb)] for p in over if p.verb is not None]
        if part.opener == "R" or part.role == "content"
        else []
    )
    held = {w.low[i] for a, b in part.pieces for i in range(a, min(b, part.verb or a))} if part.verb else set()
    return not (set(leading[-1:]) | held) & en.OPINION


def _fits(reading: Reading, part: Part, value: TimeValue, when: str) -> bool:
    """Whether tense and date agree: no past after publication, no plan before it, no mere "is" as of today."""
    interval, day = value.interval, reading.published
    assert interval is not None
    begins = interval.first if interval.first is not None else interval.last
    ends = interval.last if interval.last is not None else interval.first
    if begins is None or ends is None or when in ("none", "doubtful"):
        return False
    now = day.first or 0
    if when in _TOLD:
        lasted = (
            when != "past"
            or value.signal != "since"
            or reading.words.low[predicate(reading.words, part.verb or 0)] in en.STATIVE
        )
        return begins <= now and value.value != "FUTURE_REF" and lasted
    if when in ("future", "planned"):
        return ends >= now and value.value not in _VAGUE
    w, head = reading.words, part.verb or 0
    if w.tags[head] in "bh" and ends < now:
        return False
    lasting = interval.end_granularity is not None or value.signal == "since"
    return lasting or not is_stative(w, part)


def _kind(reading: Reading, part: Part, value: TimeValue | None) -> str:
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
    if w.low[last] in en.REPORTS or (
        w.low[last] in en.SPEECH - en.SPEECH_ACTS and any(p.parent is part for p in reading.parts)
    ):
        return "statement"
    lasting = (
        value is not None
        and value.interval is not None
        and (value.signal == "since" or value.type == "DURATION" or value.interval.end_granularity is not None)
    )
    return "state" if (lasting and when != "past") or is_stative(w, part) else "event"


def _told(reading: Reading, part: Part) -> list[Part]:
    """The clauses that a saying reports."""
    return [p for p in reading.parts if p.parent is part and p.role == "content"]


def _dropped(reading: Reading, value: TimeValue) -> list[Span]:
    """The words of a value, and of those that go with it ("from 2003 to 2005", "today and tomorrow")."""
    spans = [reading.where(v) for v in reading.values]
    own = reading.where(value)
    beside = [(a, b) for a, b in spans if (a == own[1] + 1 and reading.words.tags[own[1]] in "C,")]
    same = [span for span, v in zip(spans, reading.values, strict=True) if v.interval and v.interval == value.interval]
    return list({own, *same, *((a - 1, b) for a, b in beside)})


def _person(reading: Reading, part: Part) -> str | None:
    """The name "he" or "she" stands for where that is plain: the speaker, or the subject of the sentence before."""
    w = reading.words
    begin, end = subject(w, part)
    if end - begin != 1 or w.low[begin] not in ("he", "she"):
        return None
    return part.speaker if part.speaker and part.role == "content" else reading.named_before


def _is_pronoun(w: Words, part: Part) -> bool:
    """Whether a clause's subject is a bare word that only the sentences before could explain."""
    while not any(subject(w, part)) and part.follows is not None:
        part = part.follows
    begin, end = subject(w, part)
    return w.low[begin] in en.UNNAMED and not w.tags[begin + 1 : end].strip("PT")


def _named_before(reading: Reading) -> str | None:
    for span in reading.before[:-5:-1]:
        w = words(reading.article.text, *span)
        main = next((p for p in parts_of(w) if p.role == "main" and p.verb is not None), None)
        begin, end = subject(w, main) if main else (0, 0)
        name = name_of(w, (begin, end)) if begin < end else ""
        if (w.low[begin] in en.OFFICES or " " in name) and set(w.tags[end - len(name.split()) : end]) == {"X"}:
            return name
    return None


_CONFIDENCE = {"event": 0.95, "statement": 0.95, "state": 0.8, "plan": 0.75}


def _event(reading: Reading, value: TimeValue, head: str, kind: str, speaker: str | None, trust: float = 1.0) -> Event:
    article, interval = reading.article, value.interval
    quoted = reading.is_quoted(value.start)
    trust *= _CONFIDENCE[kind] * (0.8 if quoted else 0.9 if speaker and kind != "statement" else 1.0)
    trust *= 0.95 if interval and (interval.approximate or interval.end_approximate) else 1.0
    if interval is None or interval.is_open or value.value in _VAGUE:
        trust = min(trust, 0.3)
    if speaker and speaker.lower() in en.UNNAMED:
        speaker = reading.named_before
    quote = article.text[reading.start : reading.end]
    return Event(
        event_id(article, quote, f"{value.text}@{value.start - reading.start}"),
        head,
        quote,
        reading.start,
        reading.end,
        interval,
        edtf_of(interval),
        _basis(value) if interval else "unknown",
        kind,
        speaker,
        round(trust, 2),
        value,
        article,
        value.explanation,
    )
