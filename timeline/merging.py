"""Events of many articles become one timeline: tellings of the same event share an entry.

The result is the same whatever the order of the events. A wrong merge hides an event, a missed one only shows it
twice, so doubt keeps events apart.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, compress, product
from operator import attrgetter, is_
from sys import intern

from timeline import likeness
from timeline.intervals import Interval, describe, number
from timeline.likeness import Vectors, Vocabulary, Weights, Words
from timeline.memory import Made, Memory, Pair, Telling, digest
from timeline.model import Article, Entry, Event, Timeline, edtf_of

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
    return merge_articles([(None, tuple(events))], Memory())


def merge_articles(articles: Iterable[tuple[str | None, Sequence[Event]]], memory: Memory) -> Timeline:
    """What `merge` makes of the events of some articles, worked out anew only where the memory of an earlier merge does
    not have it. What that remembers and this one does not need is forgotten.

    Each article comes with a key, which is another one where the article or its events are, but for what merging does
    not look at (where it lies, how it was dated); None for one of which nothing is to be remembered.
    """
    memory.turn()
    told: dict[str, Telling] = {}
    for key, events in articles:
        told.update(_tellings(key, events, memory))
    order = sorted(told.values(), key=attrgetter("order"))
    dated, review = [each for each in order if each.days], tuple(each.event for each in order if not each.days)
    weights = Weights([telling.words for telling in dated], memory.vocabulary)
    for telling in dated:
        telling.mark = telling.key and _hashed(telling.key + weights.of(telling.words))
    groups = _grouped(dated, _pairs(dated, weights, memory), weights, memory)
    return Timeline(_entries(groups, _named(dated), memory), review)


def _tellings(key: str | None, events: Sequence[Event], memory: Memory) -> dict[str, Telling]:
    """The events of an article as tellings, by their ids."""
    known, words = memory.tellings.find(key), memory.words.find(key)
    if known is None or words is None or not _are_of(known, events):
        words = words or [_words(event, memory.vocabulary) for event in events if _is_dated(event)]
        said = iter(words)
        base = _hashed(key.encode()) if key else None
        known = {event.id: _telling(event, base and base + n.to_bytes(4), said) for n, event in enumerate(events)}
        memory.words.keep(key, words)
        memory.tellings.keep(key, known)
    return known


def _are_of(tellings: Mapping[str, Telling], events: Sequence[Event]) -> bool:
    """Whether tellings are of these very events: equal ones may differ in where their article lies."""
    return len(tellings) == len(events) and all(map(is_, map(attrgetter("event"), tellings.values()), events))


def _telling(event: Event, key: bytes | None, said: Iterator[Words]) -> Telling:
    telling = Telling(event, first_told(event), key)
    if _is_dated(event):
        telling.words, telling.days, telling.sort = next(said), _days(event.interval), _sort(event)
    return telling


def _hashed(told: bytes) -> bytes:
    return hashlib.blake2b(told, digest_size=16).digest()


def _is_dated(event: Event) -> bool:
    """Whether it has a date one can stand by."""
    return event.interval is not None and not event.interval.is_open


def _words(event: Event, vocabulary: Vocabulary) -> Words:
    return likeness.words_of(event.title, event.quote, event.article.title, vocabulary)


def first_told(event: Event) -> tuple[str, str, int, str]:
    """The order of tellings: by publication, then article, then place in it."""
    # One string for all that is told of one day.
    return intern(event.article.published.isoformat()), event.article.id, event.start, event.id


def _pairs(dated: Sequence[Telling], weights: Weights, memory: Memory) -> Iterator[Pair]:
    """Pairs that may be one event: they share a day and two names, or one and a word."""
    vector = lru_cache(maxsize=_AT_HAND)(lambda telling: weights.vector(telling.words))
    for day, places in _by_day(dated):
        tellings = [dated[i] for i in places]
        mark = _mark(tellings, f"{day} {weights.step}")
        found = memory.pairs.find(mark)
        if found is None:
            found = list(_pairs_of(day, tellings, vector, weights))
            memory.pairs.keep(mark, found)
        for unlike, one, other in found:
            yield unlike, places[one], places[other]


_AT_HAND = 8_192
"""Vectors kept from a day to the next."""


def _mark(tellings: Iterable[Telling], beside: str) -> str | None:
    """What all that follows from some tellings is known by, None where one of them is not to be remembered."""
    marks = [telling.mark for telling in tellings]
    return None if None in marks else digest(b"\n".join([beside.encode(), *marks]))  # type: ignore[list-item]


def _by_day(dated: Sequence[Telling]) -> Iterator[tuple[int | str, list[int]]]:
    """Days on which tellings begin, with the places of the tellings of one sort that may be compared on it.

    Two tellings are compared on the first day they share: on the one on which one of them begins.
    """
    begun: dict[str, dict[int | str, list[int]]] = defaultdict(dict)
    for telling in dated:
        begun[telling.sort][telling.days[0]] = []
    for i, telling in enumerate(dated):
        told = begun[telling.sort]
        for day in telling.days if telling.words.names else ():
            if (places := told.get(day)) is not None:
                places.append(i)
    for told in begun.values():
        yield from ((day, places) for day, places in told.items() if len(places) > 1)


def _pairs_of(
    day: int | str, tellings: Sequence[Telling], vector: Callable[[Telling], Mapping[int, float]], weights: Weights
) -> Iterator[Pair]:
    """The pairs among tellings of a day, by their places among them, of which one begins on it."""
    new = [telling.days[0] == day for telling in tellings]
    met = list(_met([telling.words for telling in tellings], new, weights))
    known = Vectors()
    for n in set().union(*(others for _, others in met)):
        known.put(n, vector(tellings[n]))
    for n, others in met:
        one = tellings[n]
        for m, alike in known.alike(vector(one), others, SAME).items():
            enough = alike >= ONE_NAME or one.words.shared(tellings[m].words) > 1
            if enough and _compatible(one.event, tellings[m].event, alike):
                yield -alike, n, m


def _met(tellings: Sequence[Words], new: Sequence[bool], weights: Weights) -> Iterator[tuple[int, set[int]]]:
    """The tellings of a day, the last first, each with those behind it that share two of its names, or one of them and
    a word of the title; one of two is always `new`.

    A telling meets its neighbours only, and by the rarest names and words of the day, so that a thousand of one day
    stay cheap.
    """
    names = _rarest([telling.names for telling in tellings], new, _RAREST, weights.of_name)
    titles = _rarest([telling.title for telling in tellings], new, _RAREST_ALONE, weights.of_word)
    begun = set(compress(range(len(tellings)), new))
    behind: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for i in reversed(range(len(tellings))):
        others: set[int] = set()
        for one, other in combinations(names[i], 2):
            bucket = behind[one, other, False]
            others.update(bucket[-_NEIGHBOURS:])
            bucket.append(i)
        for name, word in product(names[i][:_RAREST_ALONE], titles[i]):
            bucket = behind[name, word, True]
            others.update(bucket[-_NEIGHBOURS_BY_WORD:])
            bucket.append(i)
        if found := others if new[i] else others & begun:
            yield i, found


def _rarest(
    bags: Sequence[Sequence[int]], new: Sequence[bool], most: int, rarity: Callable[[int], tuple[int, str]]
) -> list[list[int]]:
    """Of each bag of words the rarest, from the rarest on, as numbers from 0 on.

    A word of one bag alone finds no other, and one of no new bag none that it may find: those are left out.
    """
    sought = set(chain.from_iterable(compress(bags, new)))
    here = Counter(word for bag in bags for word in bag if word in sought)
    ranks = {word: n for n, word in enumerate(sorted((word for word, n in here.items() if n > 1), key=rarity))}
    return [sorted(ranks[word] for word in bag if word in ranks)[:most] for bag in bags]


def _grouped(
    dated: Sequence[Telling], pairs: Iterable[Pair], weights: Weights, memory: Memory
) -> Iterator[list[Telling]]:
    """The tellings of each event, in their order."""
    alone = set(range(len(dated)))
    for connected in _connected(pairs):
        places = sorted({i for _, *pair in connected for i in pair})
        alone.difference_update(places)
        yield from _apart([dated[i] for i in places], _within(places, connected), weights, memory)
    yield from ([dated[i]] for i in alone)


def _within(places: Iterable[int], pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs, the likest first, each of two places by what number that is among some."""
    place = {i: n for n, i in enumerate(places)}
    return sorted((unlike, place[i], place[j]) for unlike, i, j in pairs)


def _apart(
    tellings: Sequence[Telling], pairs: Sequence[Pair], weights: Weights, memory: Memory
) -> Iterable[list[Telling]]:
    """Tellings that pairs connect, apart by what event they tell."""
    mark = _mark(tellings, f"{weights.step} {pairs}")
    homes = memory.groups.find(mark)
    if homes is None:
        homes = _joined([each.event for each in tellings], pairs, [weights.vector(each.words) for each in tellings])
        memory.groups.keep(mark, homes)
    groups: dict[int, list[Telling]] = defaultdict(list)
    for telling, home in zip(tellings, homes, strict=True):
        groups[home].append(telling)
    return groups.values()


def _connected(pairs: Iterable[Pair]) -> Iterable[list[Pair]]:
    """The pairs apart by what they connect."""
    above: dict[int, int] = {}

    def top(i: int) -> int:
        while (higher := above.setdefault(i, i)) != i:
            above[i] = i = above[higher]
        return i

    every = list(pairs)
    for _, i, j in every:
        above[top(i)] = top(j)
    apart: dict[int, list[Pair]] = defaultdict(list)
    for pair in every:
        apart[top(pair[1])].append(pair)
    return apart.values()


def _joined(events: Sequence[Event], pairs: Iterable[Pair], vectors: Sequence[dict[int, float]]) -> list[int]:
    """The number of the group of each event: pairs by falling likeness, groups joined while their mean likeness holds
    (average link)."""
    home = [_Group([i], vectors[i], {event.article.id}, {_look(event): i}) for i, event in enumerate(events)]
    for _, i, j in pairs:
        a, b = home[i], home[j]
        if a is b or not _may_join(events, a, b):
            continue
        for member in b.members:
            home[member] = a
        a.members.extend(b.members)
        a.articles |= b.articles
        a.looks |= b.looks
        for word, x in b.total.items():
            a.total[word] = a.total.get(word, 0.0) + x
    return [min(group.members) for group in home]


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


def _entries(groups: Iterable[Sequence[Telling]], days: _Named, memory: Memory) -> tuple[Entry, ...]:
    """The entries of groups of tellings, in their order."""
    made = sorted((_made(tellings, days, memory) for tellings in groups), key=attrgetter("order"))
    return tuple(each.entry for each in made)


def _made(tellings: Sequence[Telling], days: _Named, memory: Memory) -> Made:
    """The entry of some tellings, the first told first: the one that is remembered, where it would be the same."""
    first = tellings[0]
    known = memory.made.find(first.event.id)
    if known and known.tellings == tellings and known.beside == _beside(known.tellers, known.day, days):
        return known
    events = [telling.event for telling in tellings]
    interval = finest(events)
    tellers = frozenset({each.article.id for each in events}) if len(events) > 1 else _alone(events[0].article.id)
    day = edtf_of(interval) if interval.days == 1 else None
    beside = _beside(tellers, day, days)
    order = (*interval.sort_key(), -len(tellers), *first.order)
    made = Made(_entry(events, interval, beside), order, tellings, tellers, day, beside)
    memory.made.keep(first.event.id, made)
    return made


@lru_cache(maxsize=1024)
def _alone(id: str) -> frozenset[str]:
    """A set of one, the same for all that one article tells."""
    return frozenset((id,))


def _beside(tellers: Set[str], day: str | None, days: _Named) -> int:
    """How many articles tell something else of a day; 0 where there is none."""
    return len(days.get(day, tellers) - tellers) if day else 0


def _entry(tellings: Sequence[Event], interval: Interval, beside: int) -> Entry:
    best = sorted(tellings, key=_quality) if len(tellings) > 1 else tellings
    importance = _importance(best, interval, beside)
    return Entry(
        tellings[0].id, best[0].title, interval, str(edtf_of(interval)), importance, tuple(best), conflict(tellings)
    )


def _named(dated: Iterable[Telling]) -> _Named:
    """The articles that tell something of the same days, by these in EDTF."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for telling in dated:
        found[telling.event.edtf].add(telling.event.article.id)
    return found


_Named = Mapping[str | None, Set[str]]


def _importance(best: Sequence[Event], interval: Interval, beside: int) -> float:
    """How much an entry counts (0 to 1): three fifths the articles that tell it and, by half, those that tell something
    else of its day; a fifth those of them that look back on it; a fifth its place in the article and its surety.

    The worth of a clause has no part in it: it is that of a sentence within its article, and this compares articles.
    """
    tellers = {event.article.id: _published(event.article) for event in best}
    later = [day for day in tellers.values() if day > (interval.last or 0) + _LOOKS_BACK]
    lead = 1 / (1 + min(event.start for event in best) / _PARAGRAPH)
    heard = len(tellers) + beside / 2
    return round(
        0.6 * (1 - 1 / heard) + 0.2 * len(later) / (1 + len(later)) + 0.2 * lead * best[0].confidence,
        3,
    )


def _published(article: Article) -> int:
    """The day of its publication by number."""
    return number(article.published.year, article.published.month, article.published.day)


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
    told = list(tellings)
    intervals = {event.interval for event in told if event.interval is not None}
    if len(intervals) == 1:
        return intervals.pop()
    named = Counter(event.edtf for event in told)
    ranked = [(event.interval, -named[event.edtf]) for event in sorted(told, key=_quality) if event.interval]
    return min(ranked, key=lambda telling: (telling[0].days or _ENDLESS, telling[1]))[0]


_ENDLESS = 10**9


def conflict(tellings: Iterable[Event]) -> str | None:
    """How the sources disagree on the day, or on how many were harmed; None where they don't.

    On the day they agree where of any two intervals one lies within the other.
    """
    told = list(tellings)
    if len(told) < 2:
        return None
    told.sort(key=first_told)
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
