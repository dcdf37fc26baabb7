"""From an article to its dated clauses, and to the events worth an entry.

A date belongs to the clause its expression stands in, and only where the text asserts that clause: nothing is
dated that the text merely supposes, denies, demands or compares with. docs/events.md says the same at more length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from timeline import english as en
from timeline.assertion import TOLD, is_asserted, is_told, kind_of, reported
from timeline.dating import (
    VAGUE,
    Dating,
    Reading,
    asides,
    names_another,
    names_no_day,
    noun_before_since,
    readings,
)
from timeline.inheritance import (
    NEWS,
    Dates,
    Standing,
    after_publication,
    basis,
    before_publication,
    called,
    goes_on,
    tells_death,
)
from timeline.intervals import Interval
from timeline.likeness import once, roots
from timeline.model import Article, Clause, Event, TimeValue, edtf_of, event_id
from timeline.resolve import tag
from timeline.syntax import Part, Span, Words, is_negated, is_stative, may_be_past, name_of, predicate, subject, tense
from timeline.titles import MOST_WORDS, opening, phrase, polish, title
from timeline.worth import RELAYED, Place, could_reach, is_measured, is_official, is_stretch, together, worths

WORTH = 0.34
"""The worth, that of its clauses together, from which a sentence without a date of its own makes an event."""
BACKGROUND = 0.3
"""The worth below which even a date of its own makes no event, unless of a plan or of what an office holder said."""


def clauses(article: Article) -> list[Clause]:
    """Every clause of the article, dated or not, in text order; a clause inside another follows it.

    A phrase with a date of its own ("born in 1960") is one too. `interval` is None and `basis` "unknown" where no
    date could stand by a clause; it is open at one end where the text only says on which side of publication it lies.
    """
    return [
        clause
        for judged in _judged(article, tag(article.text, article.published, article.language), every=True)
        for clause in sorted(_clauses_of(judged), key=lambda c: (c.start, -c.end))
    ]


def extract(article: Article) -> list[Event]:
    """The events an article tells with a date, in text order; each told once.

    An event whose date one can't stand by ("recently", "before 2014") is among them, its interval open or None.
    """
    return read_events(article)[1]


def read_events(article: Article) -> tuple[tuple[TimeValue, ...], list[Event]]:
    """The time values of an article, all of them, and the events it tells."""
    values = tuple(tag(article.text, article.published, article.language))
    return values, once(event for judged in _judged(article, values) for event in _events_of(judged))


@dataclass(eq=False)  # without slots: the worths are kept once they are known; not frozen: thousands are made
class Judged:
    """The n-th sentence of an article, where it stands in it, and what its clauses are worth.

    `headline` is that of the article, None where it is no title for an event, and `stems` are the stems of its words.
    """

    reading: Reading
    dates: Dates
    n: int
    place: Place
    headline: str | None = None
    stems: frozenset[str] = frozenset()

    @cached_property
    def worths(self) -> list[float]:
        """The worth of each clause, in the order of `Reading.parts`."""
        named = [self.dates.named(self.n, part) for part in self.reading.parts]
        return worths(self.reading, named, self.place)

    def standing(self, part: Part) -> Standing:
        """When a clause took place."""
        return self.dates.standing(self.n, part)


def _judged(article: Article, values: Sequence[TimeValue], every: bool = False) -> Iterator[Judged]:
    """The sentences that may tell an event, or `every` one."""
    found, headline = readings(article, values), frozenset(roots(article.title))
    dates, many, heading = Dates(found), sum(not reading.is_heading for reading in found), _headline(article)
    stems, before = frozenset(roots(heading or "")), 0
    for n, reading in enumerate(found):
        place = Place(before, many, headline)
        if every or reading.values or _is_promising(reading, place):
            yield Judged(reading, dates, n, place, None if before else heading, stems)
        before += not reading.is_heading


def _is_promising(reading: Reading, place: Place) -> bool:
    """Whether a sentence without a date of its own may make an event, as far as one can tell before its clauses are."""
    if reading.is_heading or reading.is_quotation:
        return False
    text = reading.article.text[reading.start : reading.end]
    return could_reach(WORTH, text, place) and may_be_past(reading.words)


def _clauses_of(judged: Judged) -> Iterator[Clause]:
    reading, spans = judged.reading, judged.reading.words.spans
    for part, worth_of in zip(reading.parts, judged.worths, strict=True):
        (a, b), standing = part.extent, judged.standing(part)
        kind = kind_of(reading, part, standing.value)
        start, end = spans[a][0], spans[b - 1][1]
        yield Clause(start, end, standing.interval, standing.basis, standing.value, kind, round(worth_of, 2))
    for (a, b), value in asides(reading):
        yield Clause(spans[a][0], spans[b - 1][1], value.interval, basis(value), value, "state", 0.0)


def _events_of(judged: Judged) -> list[Event]:
    """The events of a sentence: those with dates of their own, else the worthiest whose date is taken over."""
    reading = judged.reading
    dated = [event for dating in reading.datings if (event := _deserving(judged, dating))] if reading.values else []
    if dated or reading.is_heading:
        return dated
    told = [part for part in reading.parts if _is_past_event(reading, part)]
    event = _undated(judged, told) if told and together(judged.worths) >= WORTH else None
    return [event] if event is not None else []


def _deserving(judged: Judged, dating: Dating) -> Event | None:
    """The event of a clause with a date of its own, None where it has no business on a timeline."""
    event = _dated(judged, dating)
    if event is None or event.kind == "plan":
        return event
    said = dating.part.parent if dating.how == "attributive" and dating.part.role == "content" else dating.part
    if event.kind == "statement" and said is not None:
        return event if _is_statement(judged, said, event.attribution) else None
    if event.kind != "state":
        return event if together(judged.worths) >= BACKGROUND else None
    if dating.how == "adverbial" and is_measured(judged.reading, dating.part):
        return None
    deserves = is_stretch(dating.value) or event.interval is None or together(judged.worths) >= WORTH
    return event if deserves else None


def _is_statement(judged: Judged, said: Part, speaker: str | None) -> bool:
    """Whether a saying deserves an entry: an office holder's does, anybody's with a name where the sentence is worth
    it; "Reuters reported" and "according to Reuters" only say where something is from."""
    if is_official(judged.reading, said, speaker):
        return True
    w = judged.reading.words
    if said.verb is None or said.role == "tag" or w.tags[said.verb] == "b" or w.low[predicate(w, said.verb)] in RELAYED:
        return False
    return together(judged.worths) >= WORTH and re.search(r"[A-Z]", speaker or "") is not None


def _dated(judged: Judged, dating: Dating) -> Event | None:
    reading = judged.reading
    if dating.how == "implied":
        return _implied(reading, dating, reading.datings)
    if dating.how == "attributive":
        return _by_attribute(reading, dating)
    event = _by_adverb(judged, dating)
    if event is None or not names_no_day(dating.value):
        return event
    standing = judged.standing(dating.part)
    if standing.steps > 1 and judged.place.before >= _HEAD:
        return None  # an hour of nobody knows which day: for review, if for anything
    return replace(
        event,
        interval=standing.interval,
        edtf=edtf_of(standing.interval),
        basis=standing.basis,
        confidence=round(event.confidence * (_ON_THE_CLOCK if standing.reason else 1.0), 2),
        explanation=standing.reason or event.explanation,
    )


def _undated(judged: Judged, told: Sequence[Part]) -> Event | None:
    """The event of the worthiest of some clauses, `told` as past without a date, or one that does not make an entry.

    Where neither the head of the article nor a sentence near it gives a day, where nothing says what the clause is
    about, or where no whole title can be cut from any, the event goes to review.
    """
    worth_of = dict(zip(judged.reading.parts, judged.worths, strict=True))
    ranked = sorted(told, key=lambda part: -worth_of[part])
    return next((event for part in ranked if (event := _titled(judged, part))), None) or next(
        (event for part in ranked if (event := _untitled(judged, part))), None
    )


def _is_past_event(reading: Reading, part: Part) -> bool:
    """Whether a clause, of the article's own words, tells something as past."""
    w = reading.words
    if part.verb is None or part.role == "tag" or reading.is_quoted(w.spans[part.verb][0]):
        return False
    if tense(w, part) not in TOLD or kind_of(reading, part, None) != "event":
        return False
    return _ahead(reading) <= (reading.published.last or 0) + _MISREAD


def _ahead(reading: Reading) -> int:
    """The first day of the last of a sentence's dates, as a day number; 0 where it names none."""
    return max(((value.interval.first or 0) for value in reading.values if value.interval), default=0)


def _titled(judged: Judged, part: Part) -> Event | None:
    reading = judged.reading
    who = _person(reading, part)
    hours = [reading.where(value) for value in reading.values if names_no_day(value)]
    own = title(reading.words, part, hours, reported(reading, part), who)
    if own is None and judged.headline is None:
        return None
    standing = _stood_by(judged, part, who)
    head = _head(judged, part, own, standing.interval)
    if head and judged.place.before and standing.steps > 1 and _is_vague(reading.words, part, head):
        standing = before_publication(reading)
    return _taken(reading, part, standing, head) if head else None


def _is_vague(w: Words, part: Part, head: str) -> bool:
    """Whether a short title is about "the prize" or "the call", and names nothing that would say which."""
    begin = subject(w, part)[0]
    named = any(word[0].isupper() or word[0].isdigit() for word in head.split()[1:])
    return w.low[begin] == "the" and not named and len(head.split()) <= _SHORT


_SHORT = 4
"""Words of a title up to which "the prize" is not explained by what is told of it."""


def _untitled(judged: Judged, part: Part) -> Event | None:
    """The event of a clause from which no whole title can be cut, by its opening words: for review."""
    head = opening(judged.reading.words, part)
    if head is None:
        return None
    past = before_publication(judged.reading, "Told as past by then; no whole title can be cut from it.")
    return _taken(judged.reading, part, past, head)


def _taken(reading: Reading, part: Part, standing: Standing, head: str) -> Event | None:
    """The event of a clause whose day is not its own, None where the text does not assert it."""
    if not is_asserted(reading, part, standing.interval):
        return None
    trust = _BESIDE if standing.steps == 1 else _TAKEN
    mark = f"undated@{reading.words.spans[part.verb or 0][0] - reading.start}"
    return _told(reading, standing, head, "event", part.speaker, trust, reading.start, mark)


def _stood_by(judged: Judged, part: Part, who: str | None) -> Standing:
    """The day of a clause as far as an entry can stand by it, else that it lies before publication, and why no more is
    said. `who` is the name for "he" or "she"."""
    reading = judged.reading
    if _ahead(reading) > (reading.published.last or 0):
        return before_publication(reading, "Told as past by then, with a day still to come.")
    standing = judged.standing(part)
    if not standing.steps:
        # "It fell on Monday": what fell? "Monday's quake hit Vale": is the quake's day that of the clause?
        told = standing.value.text if standing.value else ""
        return before_publication(reading, f"Told as past by then; \u201c{told}\u201d is not surely the day of it.")
    if who is not None or _is_pronoun(reading.words, part) or not _is_sure(judged, part, standing):
        return before_publication(reading)
    return standing


def _is_sure(judged: Judged, part: Part, standing: Standing) -> bool:
    """Whether one can stand by a day that the clause itself does not name.

    It has to be near the head of the article, or right behind a sentence with that day, and to say nothing of another.
    """
    reading, interval = judged.reading, standing.interval
    if interval is None or interval.is_open or (interval.days or _LONGEST_TAKEN) >= _LONGEST_TAKEN:
        return False
    # Days that the sentence does name, and that date none of its clauses, make any other day doubtful.
    named = any(value.interval is not None for value in reading.values)
    if any(_is_long(value) for value in reading.values):
        return False
    if part.role != "main" or (named and standing.steps > 1) or _BEFORE_NOW.intersection(reading.words.low):
        return False
    when = tense(reading.words, part)
    if judged.place.before == 0 or when == "pluperfect":
        return judged.place.before == 0 and when != "pluperfect"
    if standing.basis == "publication" or when != "past" or _goes_with_state(reading, part):
        return False  # a study's finding, an old story, how things stand
    if judged.dates.dead & called(reading, part) and not tells_death(reading, part):
        return False  # an obituary tells a life
    if _goes_on_for_long(reading, part):
        return False
    if judged.place.before < _HEAD:
        return True
    if en.ELSEWHEN.intersection(reading.words.low):
        return False
    return judged.place.before < _NEAR or _follows(judged, part, interval)


def _goes_on_for_long(reading: Reading, part: Part) -> bool:
    """Whether a clause tells what takes longer than the day of the news: "was serving his term", "campaigned"."""
    w, verb = reading.words, part.verb or 0
    last = predicate(w, verb)
    return w.low[last] in en.ACTIVITIES or (w.tags[verb] == "b" and w.tags[last] == "g")


def _is_long(value: TimeValue) -> bool:
    """Whether a value is a length of days and more: "took twenty years", not "lasted two hours"."""
    return value.type == "DURATION" and not value.value.startswith("PT")


def _goes_with_state(reading: Reading, part: Part) -> bool:
    """Whether a clause only goes on with how something was: "was based in Vale and took cash"."""
    return part.follows is not None and is_stative(reading.words, part.follows)


def _follows(judged: Judged, part: Part, day: Interval) -> bool:
    """Whether the sentence before, of the same paragraph, has something of that day, and this one goes on about it."""
    if judged.n == 0:
        return False
    before, reading = judged.dates.readings[judged.n - 1], judged.reading
    if "\n" in reading.article.text[before.end : reading.start]:
        return False
    told = any(value.interval == day for value in judged.dates.own[judged.n - 1].values())
    return told and goes_on(reading, part, before)


_BEFORE_NOW = frozenset(
    (
        *("previously", "earlier", "formerly", "originally", "initially", "once", "subsequently", "later"),
        *("tradition", "legend", "folklore", "myth"),
    )
)
"""Words that say a thing happened at another time than what is told beside it."""


_MISREAD = 7
"""Days after publication up to which a day told as past was misread: "this Sunday", when the last one is meant."""
_HEAD = 2
"""Sentences in which what is told as past, and has no date, is the news of the day."""
_NEAR = 4
"""Sentences in which what is told as past goes with the news, where that has a day."""
_LONGEST_TAKEN = 32
"""Days from which a date is too coarse for a clause that does not name it."""
_ON_THE_CLOCK = 0.8
"""What is left of the confidence where a clause names its hour, and another sentence the day."""
_TAKEN = 0.55
"""The same where the date is taken from another sentence or from the day of publication."""
_BESIDE = 0.7
"""The same where it is taken from the same sentence."""


def _by_adverb(judged: Judged, dating: Dating) -> Event | None:
    """The event of a clause with a date of its own, None where the text does not assert it."""
    reading, part, value = judged.reading, dating.part, dating.value
    if value.value == "PRESENT_REF":
        return _as_of_now(reading, dating)
    if part.role == "tag":
        return _saying_beside(reading, dating)
    if not is_asserted(reading, part, value.interval, value):
        return None
    who = _person(reading, part)
    if who is None and _is_pronoun(reading.words, part):
        return None
    own = title(reading.words, part, _dropped(reading, value), reported(reading, part), who)
    head = _head(judged, part, own, value.interval)
    kind, speaker = _kind_and_speaker(reading, part, value)
    if head is None and kind == "plan":
        return _to_review(reading, dating, speaker)
    return _event(reading, value, head, kind, speaker) if head else None


def _to_review(reading: Reading, dating: Dating, speaker: str | None) -> Event | None:
    """A plan of which no whole title can be cut: "Sentencing is set for 4 February" is kept for an editor's words."""
    head, value = opening(reading.words, dating.part), dating.value
    if head is None:
        return None
    ahead = after_publication(reading)
    told = _event(reading, replace(value, interval=ahead.interval, edtf=edtf_of(ahead.interval)), head, "plan", speaker)
    why = f"{value.explanation} No whole title can be cut from it."
    return replace(told, basis=ahead.basis, expression=value, explanation=why)


def _head(judged: Judged, part: Part, own: str | None, interval: Interval | None) -> str | None:
    """The title of an event of some days: the headline where that tells the same, else the clause's `own`."""
    reading = judged.reading
    news = interval is not None and (interval.last or 0) >= (reading.published.first or 0) - NEWS
    told = judged.headline if news and part.role == "main" and judged.headline and _is_told_by(judged, part) else None
    # What was "in late December" may be what the news hangs on: its own words come first.
    if told and interval is not None and (interval.days or 1) <= _WEEK:
        return told
    return own or told


_WEEK = 7
"""Days that the news of a headline may be spread over."""
_OUTLET = re.compile(r"\s+(?:[|–—·]|-{1,2})\s+([^|–—·]+)$")
_TOLD_ALIKE = 2
"""Words that a headline and the lead share where both tell the same."""


def _headline(article: Article) -> str | None:
    """The headline of an article without the outlet behind it; None where it is a question or too long for a title."""
    told = " ".join(article.title.split())
    behind = _OUTLET.search(told)
    if behind and ("|" in behind.group() or behind[1].casefold() == (article.outlet or "").casefold()):
        told = told[: behind.start()]
    told = polish(told)
    return told if told and not told.endswith("?") and len(told.split()) <= MOST_WORDS else None


def _is_told_by(judged: Judged, part: Part) -> bool:
    """Whether the headline tells what a clause does, as far as its words say."""
    w, known = judged.reading.words, judged.stems
    shared = known.intersection(roots(" ".join(w.said(piece) for piece in part.pieces)))
    return len(shared) >= min(_TOLD_ALIKE, len(known)) > 0


def _kind_and_speaker(reading: Reading, part: Part, value: TimeValue) -> tuple[str, str | None]:
    """The kind of an event and who says it: of a statement the one who made it."""
    kind, w = kind_of(reading, part, value), reading.words
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
    if is_negated(w, part) or not is_told(reading, part) or first in en.FIRST_PERSON | en.SUBJECTS:
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
    if tense(w, said) not in TOLD or not is_asserted(reading, said, value.interval, value):
        return None
    head = title(w, said, (), reported(reading, said))
    return _event(reading, value, head, *_kind_and_speaker(reading, said, value), 0.9) if head else None


def _implied(reading: Reading, dating: Dating, datings: Sequence[Dating]) -> Event | None:
    """The stretch that "the first meeting since 2014" implies, up to the day of that meeting.

    "The third meeting since 2014" and "the worst storm since 2014" imply none without a meeting or a storm.
    """
    part, value, w = dating.part, dating.value, reading.words
    i, end = reading.where(value)
    noun = noun_before_since(reading, part, i)
    if noun is None or "first" not in w.low[slice(*noun)] or value.interval is None or value.interval.is_open:
        return None
    # The clause tells of the meeting, not of the stretch: "was held" with "since" is right here.
    if not is_asserted(reading, part, value.interval, replace(value, signal=None)):
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


def _dropped(reading: Reading, value: TimeValue) -> list[Span]:
    """The words of a value, and of those that go with it ("from 2003 to 2005", "today and tomorrow")."""
    spans = [reading.where(v) for v in reading.values]
    own = reading.where(value)
    beside = [(a, b) for a, b in spans if (a == own[1] + 1 and reading.words.tags[own[1]] in "C,")]
    beside += [(a, b) for a, b in spans if a == own[1] or b == own[0]]
    same = [span for span, v in zip(spans, reading.values, strict=True) if _is_of(v, value)]
    return list({own, *same, *((a - 1, b) for a, b in beside)})


def _is_of(other: TimeValue, value: TimeValue) -> bool:
    """Whether a value names the same days, or an end of the same stretch."""
    days, whole = other.interval, value.interval
    if days is None or whole is None or days == whole:
        return days is not None and days == whole
    if names_no_day(other) or (names_no_day(value) and other.type == "TIME"):
        return True  # "at 3 p.m. on a bridge on Sunday", "as of Saturday 8:00 p.m. (1200 UTC)"
    if whole.end_granularity is None or whole.is_open:
        return False
    return whole.covers(days) and (days.earliest == whole.earliest or days.latest == whole.latest)


def _person(reading: Reading, part: Part) -> str | None:
    """The name "he" or "she" stands for where that is plain: the speaker, or the subject of the sentences before,
    with nobody else named in between."""
    w = reading.words
    begin, end = subject(w, part)
    if end - begin != 1 or w.low[begin] not in ("he", "she"):
        return None
    if part.speaker and part.role == "content" and part.parent is not None:
        return None if names_another(w, subject(w, part.parent), begin) else part.speaker
    return None if names_another(w, (begin, end), begin) else reading.person_before(w.low[begin])


def _is_pronoun(w: Words, part: Part) -> bool:
    """Whether a clause's subject is a bare word that only the sentences before could explain."""
    while not any(subject(w, part)) and part.follows is not None:
        part = part.follows
    begin, end = subject(w, part)
    alone = w.tags[begin] == "O" or not w.tags[begin + 1 : end].strip("PT")
    return w.low[begin] in ("this", "these", "those") or (w.low[begin] in en.UNNAMED and alone)


_CONFIDENCE = {"event": 0.95, "statement": 0.95, "state": 0.8, "plan": 0.75}


def _event(
    reading: Reading,
    value: TimeValue,
    head: str,
    kind: str,
    speaker: str | None,
    trust: float = 1.0,
) -> Event:
    """The event of a clause with a value of its own."""
    standing = Standing(value.interval, basis(value) if value.interval else "unknown", value, value.explanation)
    mark = f"{value.text}@{value.start - reading.start}"
    return _told(reading, standing, head, kind, speaker, trust, value.start, mark)


def _told(
    reading: Reading, standing: Standing, head: str, kind: str, speaker: str | None, trust: float, at: int, mark: str
) -> Event:
    """The event of a clause with its days. `at` is the character that tells whether it is quoted; `mark` tells it from
    other events of its sentence."""
    article, interval = reading.article, standing.interval
    trust *= _CONFIDENCE[kind] * (0.8 if reading.is_quoted(at) else 0.9 if speaker and kind != "statement" else 1.0)
    trust *= 0.95 if interval and (interval.approximate or interval.end_approximate) else 1.0
    vague = not standing.steps and standing.value is not None and standing.value.value in VAGUE
    if interval is None or interval.is_open or vague:
        trust = min(trust, 0.3)
    unnamed = (speaker or "").lower()
    speaker = reading.person_before(unnamed) if unnamed in en.UNNAMED else _speaker(speaker)
    quote = article.text[reading.start : reading.end]
    return Event(
        event_id(article, quote, mark),
        head,
        quote,
        reading.start,
        reading.end,
        interval,
        edtf_of(interval),
        standing.basis,
        kind,
        speaker,
        round(trust, 2),
        standing.value,
        article,
        standing.reason,
    )


_NO_NAME = en.DETERMINERS | en.SUPERLATIVES | en.PREPOSITIONS
_LEADING = en.PREPOSITIONS | en.COORDINATORS
_BEHIND_A_NAME = (en.SUBJECTS | en.BE | en.HAVE | en.MODALS) - {"may"}
_ON_A_DAY = re.compile(r",?\s+(?:on|late|early)\s+(?:[A-Z][a-z]+day|today|yesterday)\b.*")
_LAST_NAME = re.compile(r"[A-Z][\w.’'-]*(?:\s+(?:al-|de |von |van |bin )?[A-Z][\w.’'-]*)*$")


def _speaker(said: str | None) -> str | None:
    """Who speaks, without what the text has round the name; None where no name is left."""
    if not said:
        return None
    words = _ON_A_DAY.sub("", said).split()
    stop = next((i for i, word in enumerate(words) if i and word.lower() in _BEHIND_A_NAME), len(words))
    told = " ".join(words[:stop]).strip(" ,;:")
    if words and words[0].lower() in _LEADING:
        name = _LAST_NAME.search(told)
        told = name.group() if name and "," not in told else told.partition(", ")[2]
    return told if any(len(word) > 1 and word.lower() not in _NO_NAME for word in told.split()) else None
