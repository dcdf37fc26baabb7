"""Events of many articles become one timeline: tellings of the same event share an entry.

The result is the same whatever the order of the events. A wrong merge hides an event, a missed one only shows it
twice, so doubt keeps events apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from timeline import likeness
from timeline.intervals import Interval, describe
from timeline.model import Entry, Event, Timeline, edtf_of, publication

SAME = 0.34
"""Mean cosine of words from which tellings of compatible days are one event."""
NESTED = 0.45
"""The same where only one lies within the other, or both name no more than a month or a year."""
ONE_NAME = 0.6
"""The same where they share only one name."""
SURELY_SAME = 0.75
"""Cosine from which tellings a day apart are one event whose day the sources disagree on."""

_FINE = 31
_RAREST = 8
_RAREST_ALONE = 2
_NEIGHBOURS = 40
_NEIGHBOURS_BY_WORD = 10


@dataclass(slots=True)
class _Group:
    """Tellings taken to be one event, the sum of their vectors, one telling of each look (days, kind, speaker)."""

    members: list[int]
    total: dict[int, float]
    articles: set[str]
    looks: dict[tuple[object, ...], int]


def merge(events: Iterable[Event]) -> Timeline:
    """The timeline of some events, each event in it once.

    Entries stand in the order of their days, then of how many articles tell them, then of first telling. An entry has
    the id of the telling published first, the title of the best one and the finest interval; where sources that
    surely tell the same event name different days, it has the day most of them name, and `conflict`.

    `review` holds what has no date one can stand by: the events without an interval, and those whose interval
    is open at an end (EDTF `[..2016]`, `2014/..`).
    """
    told = sorted({event.id: event for event in events}.values(), key=first_told)
    dated = [event for event in told if event.interval is not None and not event.interval.is_open]
    review = [event for event in told if event.interval is None or event.interval.is_open]
    days = _named(dated)
    entries = [_entry([dated[i] for i in group], days) for group in _grouped(dated)]
    return Timeline(tuple(sorted(entries, key=_entry_order)), tuple(review))


def first_told(event: Event) -> tuple[str, str, int, str]:
    """The order of tellings: by publication, then article, then place in it."""
    return event.article.published.isoformat(), event.article.id, event.start, event.id


def _entry_order(entry: Entry) -> tuple[object, ...]:
    first = entry.events[0]
    return (
        *entry.interval.sort_key(),
        -len(entry.articles),
        *min(first_told(event) for event in entry.events),
        first.id,
    )


def _grouped(events: Sequence[Event]) -> list[list[int]]:
    """Which events are one: pairs by falling likeness, groups joined while their mean likeness holds (average link)."""
    wording = likeness.Wording([(event.title, event.quote, event.article.title) for event in events])
    pairs = sorted(_pairs(events, wording))
    met = {i for _, *pair in pairs for i in pair}
    home = {i: _Group([i], wording.vector(i), {events[i].article.id}, {_look(events[i]): i}) for i in met}
    for _, i, j in pairs:
        a, b = home[i], home[j]
        if a is b or not _may_join(events, a, b):
            continue
        home.update(dict.fromkeys(b.members, a))
        a.members.extend(b.members)
        a.articles |= b.articles
        a.looks |= b.looks
        for word, x in b.total.items():
            a.total[word] = a.total.get(word, 0.0) + x
    joined = {id(group): sorted(group.members) for group in home.values()}
    return [*joined.values(), *([i] for i in range(len(events)) if i not in met)]


def _pairs(events: Sequence[Event], wording: likeness.Wording) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one event, the likest first when sorted: they share a day and two names, or one and a word."""
    told: dict[tuple[int | str, str], list[int]] = defaultdict(list)
    days = [_days(event.interval) for event in events]
    for i, event in enumerate(events):
        for day in days[i]:
            told[day, _sort(event)].append(i)
    vector = lru_cache(maxsize=_AT_HAND)(wording.vector)
    for (day, _), tellings in told.items():
        # Two tellings are compared on the first day they share: on the one on which one of them begins.
        new = {i for i in tellings if days[i][0] == day}
        known = likeness.Vectors()
        for i, others in _met(tellings, wording):
            for j, alike in known.alike(vector(i), others if i in new else others & new, SAME).items():
                enough = alike >= ONE_NAME or wording.shared(i, j) > 1
                if enough and _compatible(events[i], events[j], alike):
                    yield -alike, i, j
            known.put(i, vector(i))


_AT_HAND = 8_192
"""Vectors kept from a day to the next."""


def _met(tellings: Sequence[int], wording: likeness.Wording) -> Iterator[tuple[int, set[int]]]:
    """The tellings of a day, the last first, each with those behind it that share two of its rarest names, or one and a
    rare word.

    A telling meets its neighbours only, so that a thousand of one day stay cheap.
    """
    here = Counter(name for i in tellings for name in wording.names[i])
    behind: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for i in reversed(tellings):
        # A name of one telling alone finds no other.
        shared = [name for name in wording.names[i][:_RAREST] if here[name] > 1]
        others: set[int] = set()
        for one, other in combinations(shared, 2):
            bucket = behind[one, other, False]
            others.update(bucket[-_NEIGHBOURS:])
            bucket.append(i)
        for name, word in product(wording.names[i][:_RAREST_ALONE], wording.titles[i][:_RAREST_ALONE]):
            bucket = behind[name, word, True]
            others.update(bucket[-_NEIGHBOURS_BY_WORD:])
            bucket.append(i)
        yield i, others


def _days(interval: Interval | None) -> Sequence[int | str]:
    """The keys by which tellings find each other: its days and the day after, or the interval where it is long."""
    assert interval is not None
    first, days = interval.first, interval.days
    if days is None or first is None or days > _FINE:
        return [str(edtf_of(interval))]
    return range(first, first + days + (days == 1))


def _sort(event: Event) -> str:
    """What agrees only with its like: statements of one speaker, states; all else, plans with what came of them."""
    if event.kind == "statement":
        return " ".join(("statement", *(event.attribution or "").lower().split()[-1:]))
    return "state" if event.kind == "state" else "event"


def _compatible(one: Event, other: Event, alike: float) -> bool:
    """Whether two tellings of a sort may be one event by article and days, and don't contradict each other."""
    return (
        one.article.id != other.article.id
        and alike >= _least(one.interval, other.interval)
        and not _contradict(one, other)
    )


def _least(a: Interval | None, b: Interval | None) -> float:
    """The cosine from which tellings of these days may be one, more than 1 for never."""
    assert a is not None
    assert b is not None
    if a == b:
        return SAME if a.days == 1 else NESTED
    if (a.days or 0) > _FINE or (b.days or 0) > _FINE:
        return _NEVER
    if a.covers(b) or b.covers(a):
        return NESTED
    return SURELY_SAME if a.days == b.days == 1 and abs((a.first or 0) - (b.first or 0)) == 1 else _NEVER


_NEVER = 2.0


def _contradict(one: Event, other: Event) -> bool:
    """Whether two tellings name other places, or numbers of harmed too far apart."""
    return likeness.contradict(likeness.tolls(one.quote), likeness.tolls(other.quote)) or _elsewhere(one, other)


def _elsewhere(one: Event, other: Event) -> bool:
    """Whether each took place somewhere that the other telling and the headline of its article don't know of."""
    here, there = likeness.places(one.title), likeness.places(other.title)
    if not here or not there:
        return False
    return _unknown(here, other) and _unknown(there, one)


def _unknown(places: frozenset[str], event: Event) -> bool:
    known = likeness.names(event.quote), likeness.names(event.article.title)
    return all(places.isdisjoint(names) for names in known)


def _look(event: Event) -> tuple[object, ...]:
    tolls = frozenset((fate, n) for fate, numbers in likeness.tolls(event.quote).items() for n in numbers)
    return event.edtf, event.kind, event.attribution, tolls


def _may_join(events: Sequence[Event], a: _Group, b: _Group) -> bool:
    """Whether two groups are alike on the average, tell of no article twice, and agree in every telling."""
    if not a.articles.isdisjoint(b.articles):
        return False
    mean = likeness.dot(a.total, b.total) / (len(a.members) * len(b.members))
    return mean >= SAME and all(
        _compatible(events[i], events[j], mean) for i, j in product(a.looks.values(), b.looks.values())
    )


def _entry(tellings: Sequence[Event], days: _Named) -> Entry:
    """The entry of some tellings, the first told first."""
    best = sorted(tellings, key=_quality)
    interval = finest(tellings)
    return Entry(
        tellings[0].id,
        best[0].title,
        interval,
        str(edtf_of(interval)),
        _importance(best, interval, days),
        tuple(best),
        conflict(tellings),
    )


def _named(events: Iterable[Event]) -> _Named:
    """The articles that tell something of the same days, by these in EDTF, and the day each was published."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for event in events:
        found[str(event.edtf)][event.article.id] = publication(event.article).first or 0
    return found


_Named = Mapping[str, Mapping[str, int]]


def _importance(best: Sequence[Event], interval: Interval, days: _Named) -> float:
    """How much an entry counts (0 to 1): three fifths the articles that tell it and, by half, those that tell something
    else of its days; a fifth those of them that look back on it; a fifth its place in the article and its surety.

    The worth of a clause has no part in it: it is that of a sentence within its article, and this compares articles.
    """
    tellers = {event.article.id: publication(event.article).first or 0 for event in best}
    beside = days.get(str(edtf_of(interval)), {}).keys() - tellers.keys() if interval.days == 1 else set()
    later = [day for day in tellers.values() if day > (interval.last or 0) + _LOOKS_BACK]
    lead = 1 / (1 + min(event.start for event in best) / _PARAGRAPH)
    heard = len(tellers) + len(beside) / 2
    return round(
        0.6 * (1 - 1 / heard) + 0.2 * len(later) / (1 + len(later)) + 0.2 * lead * best[0].confidence,
        3,
    )


_LOOKS_BACK = 7
"""Days behind an event from which an article that tells it looks back on it."""
_PARAGRAPH = 400
"""Characters into an article at which half of the weight of its lead is left."""


def _quality(event: Event) -> tuple[object, ...]:
    """The best telling first: what happened before what was planned, the surer, the nearer the head of its article."""
    return event.kind == "plan", -event.confidence, event.start, *first_told(event)


def finest(tellings: Iterable[Event]) -> Interval:
    """The finest interval, of equals the one most tellings name, of these the best telling's.

    Raises ValueError where no telling has one.
    """
    best = sorted(tellings, key=_quality)
    named = Counter(event.edtf for event in best)
    intervals = [(event.interval, -named[event.edtf]) for event in best if event.interval is not None]
    return min(intervals, key=lambda told: (told[0].days or _ENDLESS, told[1]))[0]


_ENDLESS = 10**9


def conflict(tellings: Iterable[Event]) -> str | None:
    """How the sources disagree on the day, or on how many were harmed; None where they don't.

    On the day they agree where of any two intervals one lies within the other.
    """
    told = sorted(tellings, key=first_told)
    if len(told) < 2:
        return None
    intervals = dict.fromkeys(event.interval for event in told if event.interval)
    if not all(a.covers(b) or b.covers(a) for a, b in combinations(intervals, 2)):
        named = [f"{_source(event)}: {describe(event.interval)}" for event in told if event.interval]
        return "; ".join(dict.fromkeys(named))
    for fate in sorted({fate for event in told for fate in likeness.tolls(event.quote)}):
        counts = [(event, likeness.tolls(event.quote)[fate]) for event in told if fate in likeness.tolls(event.quote)]
        if any(one.isdisjoint(other) for (_, one), (_, other) in combinations(counts, 2)):
            named = [f"{_source(event)}: {max(numbers)} {likeness.FATES[fate]}" for event, numbers in counts]
            return "; ".join(dict.fromkeys(named))
    return None


def _source(event: Event) -> str:
    return event.article.outlet or event.article.title or event.article.id
