"""Tellings become entries: which are one event, in which order, and that no order of reading changes it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import merging
from timeline.edits import Edit, apply
from timeline.events import extract
from timeline.likeness import Vectors, Vocabulary, Weights, Words, dot, tolls, words_of
from timeline.memory import Memory
from timeline.merging import merge, merge_articles
from timeline.model import Article, Event, Timeline


def article(outlet: str, day: str, text: str, title: str = "") -> Article:
    return Article(text, date.fromisoformat(day), title=title, outlet=outlet, id=f"{outlet}-{day}")


def timeline(*articles: Article) -> Timeline:
    return merge(event for one in articles for event in extract(one))


def shape(told: Timeline) -> list[tuple[str, int]]:
    return [(entry.edtf, len(entry.events)) for entry in told.entries]


RADIO = article(
    "Radio Vale",
    "2024-09-05",
    "The Vale Bridge in Kestrel collapsed on 4 September, killing two workers.",
    "Bridge collapses in Kestrel",
)
COAST = article(
    "Coast Daily",
    "2024-09-06",
    "The Vale Bridge in Kestrel collapsed on Wednesday and killed two workers.",
    "Two die as Kestrel bridge collapses",
)
LATER = article(
    "Northern Mail", "2024-12-01", "The Vale Bridge in Kestrel collapsed in September.", "A new bridge for Kestrel"
)
OTHER = article(
    "Orrin Post", "2024-09-05", "The Vale Council in Kestrel chose a new mayor on 4 September.", "Kestrel has a mayor"
)
WRONG_DAY = article(
    "Morning Tide",
    "2024-09-08",
    "The Vale Bridge in Kestrel collapsed on 5 September, killing two workers.",
    "Bridge collapses in Kestrel",
)


def test_one_event_told_twice_is_one_entry() -> None:
    (entry,) = timeline(RADIO, COAST).entries
    assert [event.article.outlet for event in entry.events] == ["Radio Vale", "Coast Daily"]
    assert (entry.edtf, entry.conflict) == ("2024-09-04", None)
    assert entry.title == "Bridge collapses in Kestrel"


def test_the_entry_keeps_the_id_it_had_first() -> None:
    (alone,) = timeline(RADIO).entries
    (merged,) = timeline(COAST, LATER, RADIO).entries
    assert merged.id == alone.id


def test_a_newer_telling_leaves_the_id_an_older_one_takes_it() -> None:
    (late,) = timeline(COAST).entries
    assert timeline(COAST, LATER).entries[0].id == late.id
    (older,) = timeline(RADIO, COAST).entries
    assert older.id != late.id
    # What was said of it under its old id still finds it.
    told, problems = apply(timeline(RADIO, COAST), [Edit(id=late.id, title="Bridge falls")])
    assert ([entry.title for entry in told.entries], problems) == (["Bridge falls"], ())


def test_the_finest_date_is_taken() -> None:
    assert shape(timeline(LATER, RADIO)) == [("2024-09-04", 2)]


def test_another_event_of_the_same_day_and_names_stays_apart() -> None:
    assert shape(timeline(RADIO, OTHER)) == [("2024-09-04", 1), ("2024-09-04", 1)]


def test_the_same_words_of_another_month_stay_apart() -> None:
    again = article(
        "Coast Daily", "2024-11-07", "The Vale Bridge in Kestrel collapsed on 4 November, killing two workers."
    )
    assert shape(timeline(RADIO, again)) == [("2024-09-04", 1), ("2024-11-04", 1)]


def test_one_shared_name_is_enough_only_where_the_words_agree() -> None:
    one = article("Radio Vale", "2024-09-05", "A bridge in Kestrel collapsed on Wednesday and killed two workers.")
    same = article("Coast Daily", "2024-09-06", "The bridge in Kestrel collapsed on Wednesday, killing two workers.")
    other = article("Sea Wire", "2024-09-06", "A bridge in Kestrel was painted on Wednesday by two pupils.")
    assert shape(timeline(one, same)) == [("2024-09-04", 2)]
    assert shape(timeline(one, other)) == [("2024-09-04", 1), ("2024-09-04", 1)]


@pytest.mark.parametrize(
    ("again", "entries"),
    [
        ("The Vale Bridge fire in Kestrel killed 20 people on Wednesday.", 1),
        ("The Vale Bridge fire in Kestrel killed 25 people on Wednesday.", 1),
        ("The Vale Bridge fire in Kestrel killed two people on Wednesday.", 2),
        ("The Vale Bridge fire in Lundby killed 20 people on Wednesday.", 2),
    ],
)
def test_other_numbers_and_places_are_other_events(again: str, entries: int) -> None:
    one = article("Radio Vale", "2024-09-05", "The Vale Bridge fire in Kestrel killed 20 people on Wednesday.")
    assert len(timeline(one, article("Coast Daily", "2024-09-05", again, "")).entries) == entries


def test_numbers_that_differ_a_little_are_shown() -> None:
    one = article("Radio Vale", "2024-09-05", "The Vale Bridge fire in Kestrel killed 20 people on Wednesday.")
    other = article("Coast Daily", "2024-09-06", "The Vale Bridge fire in Kestrel killed 25 people on Wednesday.")
    (entry,) = timeline(one, other).entries
    assert entry.conflict == "Radio Vale: 20 dead; Coast Daily: 25 dead"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At least 12 people were killed and thirty injured.", {"die": {12}, "injur": {30}}),
        ("A blast kills 14.", {"die": {14}}),
        ("The fire left five dead.", {"die": {5}}),
        ("Two men were arrested.", {"arrest": {2}}),
        ("It killed 1,200 people.", {"die": {1200}}),
        ("In 2014 killed sheep were found.", {}),
        ("It fell on 4 September and killed two.", {"die": {2}}),
        ("It fell on September 4 and killed two.", {"die": {2}}),
        ("Two ships met.", {}),
    ],
)
def test_tolls(text: str, found: dict[str, set[int]]) -> None:
    assert tolls(text) == found


def test_two_days_for_one_event_are_shown() -> None:
    (entry,) = timeline(RADIO, WRONG_DAY).entries
    assert entry.conflict == "Radio Vale: 4 September 2024; Morning Tide: 5 September 2024"
    assert entry.edtf == "2024-09-04"


def test_most_tellings_decide_the_day() -> None:
    again = article("Sea Wire", "2024-09-09", WRONG_DAY.text, WRONG_DAY.title)
    (entry,) = timeline(RADIO, WRONG_DAY, again).entries
    assert entry.edtf == "2024-09-05"


def test_statements_of_two_speakers_stay_apart() -> None:
    one = article("Radio Vale", "2024-09-05", "Anna Hale said on Wednesday that the Vale Bridge in Kestrel was safe.")
    other = article(
        "Coast Daily", "2024-09-05", "Otto Lund said on Wednesday that the Vale Bridge in Kestrel was safe."
    )
    again = article("Sea Wire", "2024-09-06", "Anna Hale said on Wednesday that the Vale Bridge in Kestrel was safe.")
    assert sorted(len(entry.events) for entry in timeline(one, other, again).entries) == [1, 2]


def test_a_plan_is_one_with_what_came_of_it() -> None:
    plan = article("Radio Vale", "2024-08-01", "The Vale Council will meet in Kestrel on 4 September.")
    deed = article("Coast Daily", "2024-09-05", "The Vale Council met in Kestrel on Wednesday.")
    (entry,) = timeline(plan, deed).entries
    assert (entry.kind, entry.title) == ("event", "Vale Council met in Kestrel")


def test_order_by_day_then_stretch_then_position() -> None:
    text = (
        "The port opened on 4 September. The pier closed on 4 September. Kestrel held a fair in September. "
        "The road opened on 3 September."
    )
    assert [(e.edtf, e.title) for e in timeline(article("Radio Vale", "2024-10-01", text)).entries] == [
        ("2024-09", "Kestrel held a fair"),
        ("2024-09-03", "Road opened"),
        ("2024-09-04", "Port opened"),
        ("2024-09-04", "Pier closed"),
    ]


def test_importance_counts_articles_then_the_place_in_them() -> None:
    merged = timeline(RADIO, COAST, OTHER)
    told = {len(entry.events): entry.importance for entry in merged.entries}
    assert 0 < told[1] < told[2] <= 1
    first, second = timeline(
        article("Radio Vale", "2024-10-01", "The port opened on 3 May. It rained. The pier closed on 4 May.")
    ).entries
    assert first.importance > second.importance


def importance(*articles: Article) -> float:
    """That of the fall of the bridge."""
    return next(entry.importance for entry in timeline(*articles).entries if "ridge" in entry.title)


def test_importance_counts_who_tells_the_day_and_who_looks_back() -> None:
    alone = importance(RADIO)
    beside = article("Orrin Post", "2024-09-05", OTHER.text, OTHER.title)
    same_week = article("Coast Daily", "2024-09-06", COAST.text, COAST.title)
    looks_back = article("Coast Daily", "2024-12-01", COAST.text.replace("Wednesday", "4 September"), COAST.title)
    assert alone < importance(RADIO, beside) < importance(RADIO, same_week) < importance(RADIO, looks_back) < 1


def test_open_and_missing_dates_go_to_review() -> None:
    told = timeline(
        article(
            "Radio Vale",
            "2024-09-05",
            "The port closed before 2020. The pier opened recently. The road is currently shut.",
        )
    )
    assert told.entries == ()
    assert [event.edtf for event in told.review] == ["[..2019-12-31]", "[..2024-09-05]", None]


def test_nothing_told() -> None:
    assert merge([]) == Timeline(())


ALL: list[Event] = [event for one in (RADIO, COAST, LATER, OTHER, WRONG_DAY) for event in extract(one)]


@settings(deadline=None)
@given(st.permutations(ALL), st.lists(st.sampled_from(ALL), max_size=4))
def test_order_and_repetition_change_nothing(events: list[Event], again: list[Event]) -> None:
    assert merge(events + again) == merge(ALL)


SAID = st.lists(st.sampled_from(["crew", "fair", "mill", "mills", "ridge", "Orrin", "Kestrel", "the"]), max_size=7)
TOLD = st.tuples(SAID, SAID, SAID).map(lambda said: tuple(" ".join(words) for words in said))


def weighed(told: Sequence[tuple[str, str, str]]) -> tuple[list[Words], Weights]:
    vocabulary = Vocabulary()
    said = [words_of(*telling, vocabulary) for telling in told]
    return said, Weights(said, vocabulary)


@settings(deadline=None)
@given(st.lists(TOLD, min_size=2, max_size=9), st.sampled_from([0.1, 0.34, 0.6]))
def test_vectors_find_what_is_alike_and_nothing_else(told: list[tuple[str, str, str]], least: float) -> None:
    said, weights = weighed(told)
    first, *others = vectors = list(map(weights.vector, said))
    known = Vectors()
    for i, vector in enumerate(others, 1):
        known.put(i, vector)
    asked = set(range(1, len(vectors), 2))
    cosines = {i: dot(first, vectors[i]) for i in asked}
    assert known.alike(first, asked, least) == {i: cosine for i, cosine in cosines.items() if cosine >= least}


BURNED = (
    ("Kestrel fair", "The fair in Kestrel and Orrin drew a crowd.", ""),
    ("Kestrel mill", "The mill in Kestrel burned.", ""),
    ("Mill", "The old mill of Orrin and Weld burned in Kestrel.", "Fair weather"),
)


def test_rare_words_and_those_of_the_title_weigh_more() -> None:
    (fair, mill, old), weights = weighed(BURNED)
    assert (fair.shared(mill), fair.shared(old)) == (1, 2)
    assert [len(telling.title) for telling in (fair, mill, old)] == [2, 2, 1]
    vector = weights.vector(mill)
    [burned] = set(mill.all) - set(mill.title)
    assert vector[burned] < min(vector[word] for word in mill.title)
    [drew, crowd] = set(fair.all) - set(fair.title) - set(old.all)
    assert weights.vector(fair)[drew] == weights.vector(fair)[crowd] > weights.vector(old)[burned]
    parts = list(weights.vector(old).values())
    assert parts == sorted(parts, reverse=True)
    assert sum(x * x for x in parts) == pytest.approx(1)
    assert not weights.vector(words_of("", "", "", Vocabulary()))


NAMES = ["Vale", "Kestrel", "Orrin", "Weld", "Hale", "Lund"]


@settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_set_of_tellings_merges_the_same_in_any_order(dice: random.Random) -> None:
    events = []
    for n in range(12):
        one, other = dice.sample(NAMES, 2)
        verb = dice.choice(["met the council", "closed the port", "opened the long pier"])
        text = f"{one} {verb} of {other} on {dice.randint(3, 5)} September {dice.choice(['', '2024'])}".strip() + "."
        events += extract(article(f"Outlet {n}", f"2024-09-{dice.randint(6, 28):02d}", text))
    shuffled = dice.sample(events, len(events))
    assert merge(shuffled) == merge(events)
    assert sorted(e.id for entry in merge(events).entries for e in entry.events) == sorted({e.id for e in events})


@pytest.mark.parametrize("many", [True, False], ids=["many days", "one day"])
def test_near_linear(many: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many tellings, over years or all of one day with the same names, take little more than twice the work:
    a telling is compared with some, never with all."""
    once, twice = (_comparisons(n, n // 4 if many else 1, monkeypatch) for n in (800, 1600))
    assert twice < 2.5 * once


def _comparisons(count: int, spread: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many pairs are looked at when so many made-up tellings merge."""
    base = extract(RADIO)[0]
    dice = random.Random(7)
    events = []
    for n in range(count):
        day = (date(2015, 1, 1) + timedelta(days=dice.randrange(spread))).isoformat()
        one = Article("", date(2024, 1, 1), id=str(n))
        quote = f"The {dice.choice(NAMES)} Bridge in {dice.choice(NAMES)} saw {' '.join(dice.sample(WORDS, 5))}."
        interval = type(base.interval)(day, day)  # type: ignore[misc]
        events.append(
            Event(str(n), quote[:40], quote, 0, len(quote), interval, day, "explicit", "event", None, 0.9, None, one)
        )
    seen = 0
    met = merging._met

    def counted(*told: Any) -> Iterator[tuple[int, set[int]]]:
        nonlocal seen
        for telling, others in met(*told):
            seen += len(others)
            yield telling, others

    with monkeypatch.context() as patch:
        patch.setattr(merging, "_met", counted)
        merge(events)
    assert seen
    return seen


WORDS = [
    a + b
    for a in ("arr", "vot", "crash", "march", "rul", "lead")
    for b in ("ives", "ible", "ament", "otic", "une", "ask")
]


# The memory of a merge

PLACES, DEEDS = ("Kestrel", "Orrin", "Vale", "Tamsin"), ("bridge collapsed", "ferry sank", "council met", "mill burned")
TOLD = st.builds(
    lambda outlet, day, told: article(outlet, day, " ".join(told), f"News of {outlet}"),
    st.sampled_from(PLACES), st.sampled_from(["2024-09-05", "2024-09-06", "2024-12-01"]),
    st.lists(st.builds("The {} {} in {} on {} September 2024, killing {} workers.".format, st.sampled_from(PLACES),
                       st.sampled_from(DEEDS), st.sampled_from(PLACES), st.integers(3, 5), st.sampled_from([2, 2, 9])),
             min_size=1, max_size=4, unique=True))
ROUNDS = st.lists(st.lists(TOLD, min_size=1, max_size=5, unique_by=lambda each: each.id), min_size=2, max_size=4)


def keyed(articles: Sequence[Article]) -> list[tuple[str, tuple[Event, ...]]]:
    return [(f"{each.id} {each.text}", tuple(extract(each))) for each in articles]


@settings(max_examples=25, deadline=None)
@given(ROUNDS, st.booleans())
def test_with_the_memory_of_other_merges_it_is_a_merge_from_nothing(rounds, travels: bool) -> None:
    memory = Memory()
    for articles in rounds:
        told = keyed(articles)
        assert merge_articles(told, memory) == merge(event for _, events in told for event in events)
        memory = Memory.from_bytes(memory.to_bytes()) if travels else memory


def test_what_nothing_changed_is_not_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told, memory = keyed([RADIO, COAST, LATER, OTHER]), Memory()
    expected = merge_articles(told, memory)
    memory = Memory.from_bytes(memory.to_bytes())
    for name in ("_words", "_pairs_of", "_joined"):
        monkeypatch.setattr(merging, name, None)
    assert merge_articles(told, memory) == expected


def test_what_the_last_merge_did_not_need_is_forgotten() -> None:
    memory = Memory()
    for articles in ([RADIO, COAST], [OTHER]):
        merge_articles(keyed(articles), memory)
    assert [*memory.words.held] == [key for key, _ in keyed([OTHER])]
    assert not memory.groups.held
