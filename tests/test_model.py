"""The model: JSON both ways for each class, and ids that stay."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import intervals as cal
from timeline.edtf import to_edtf
from timeline.intervals import Interval
from timeline.model import (
    Article,
    Clause,
    Entry,
    Event,
    TimeExpression,
    Timeline,
    TimeValue,
    edtf_of,
    event_id,
    publication,
)

EASTERN = timezone(timedelta(hours=-5))
DAY = cal.day(cal.number(2016, 4, 20))
PLAIN = Article("The dam broke yesterday.", date(2016, 4, 20))
FULL = Article("Das Wehr brach \U0001f30a gestern.", datetime(2016, 4, 20, 23, 30, tzinfo=EASTERN), title="Wehr",
               id="wehr", url="https://example.org/wehr", outlet="Bote", author="A. Fluss", language="de",
               tags=("Wasser", "Wehr"), evidence="front matter", path="wehr.md")
EVE = cal.day(cal.number(2016, 4, 19))
VALUE = TimeValue(14, 23, "yesterday", "DATE", "2016-04-19", None, "2016-04-19", EVE, "day-word", "2016-04-20",
                  "'yesterday' is the day before publication, 20 April 2016, so it is 19 April 2016.")
BARE = TimeValue(0, 9, "two years", "DURATION", "P2Y", None, None, None, "length", None, "'two years' is a length.")
SET = replace(BARE, type="SET", value="P1Y", mod="APPROX", quant="EVERY", freq="2X", signal="for")
CLAUSE = Clause(0, 24, cal.since(DAY), "explicit", VALUE, "event", 0.75)
UNDATED = Clause(0, 24, None, "unknown", None, "state", 0.0)
EVENT = Event("e1", "The dam broke", PLAIN.text, 0, 24, EVE, "2016-04-19", "relative", "event", "an engineer", 0.9,
              VALUE, PLAIN, "Found by 'yesterday'.")
REVIEWED = replace(EVENT, id="e2", interval=None, edtf=None, attribution=None, expression=None, article=FULL)
ENTRY = Entry("e1", "The dam broke", EVE, "2016-04-19", 0.5, (EVENT, replace(EVENT, id="e3", article=FULL)),
              "They differ.")
STORY = Timeline((ENTRY,), (REVIEWED,))
ARTICLES = {article.id: article for article in (PLAIN, FULL)}


def over_the_wire(thing: Any) -> Any:
    """What JSON leaves of the attributes."""
    return json.loads(json.dumps(thing.to_json(), ensure_ascii=False))


@pytest.mark.parametrize("article", [
    PLAIN, FULL,
    replace(PLAIN, published=datetime(2016, 4, 20, 9, 5, 1, 250)),
    replace(PLAIN, published=datetime(2016, 4, 20, tzinfo=UTC)),
    Article("", date(2016, 4, 20)),
    Article("Old news.", date(987, 3, 1)),
])
def test_article_both_ways(article: Article) -> None:
    back = Article.from_json(over_the_wire(article))
    assert back == article
    assert (back.evidence, back.path) == (article.evidence, article.path)
    assert type(back.published) is type(article.published)


@pytest.mark.parametrize("value", [VALUE, BARE, SET, replace(VALUE, interval=cal.until(DAY), edtf="../2016-04-20")])
def test_value_both_ways(value: TimeValue) -> None:
    assert TimeValue.from_json(over_the_wire(value)) == value


@pytest.mark.parametrize("clause", [CLAUSE, UNDATED])
def test_clause_both_ways(clause: Clause) -> None:
    assert Clause.from_json(over_the_wire(clause)) == clause


@pytest.mark.parametrize("event", [EVENT, REVIEWED])
def test_event_both_ways(event: Event) -> None:
    told = over_the_wire(event)
    assert Event.from_json(told, ARTICLES) == event
    assert told["article"].keys() == {"id", "title", "outlet", "url", "published"}


def test_entry_both_ways() -> None:
    assert Entry.from_json(over_the_wire(ENTRY), ARTICLES) == ENTRY
    assert Entry.from_json(over_the_wire(replace(ENTRY, conflict=None)), ARTICLES) == replace(ENTRY, conflict=None)


def test_timeline_both_ways() -> None:
    assert Timeline.from_json(over_the_wire(STORY), ARTICLES.values()) == STORY
    assert Timeline.from_json(over_the_wire(Timeline(())), ()) == Timeline(())


def test_an_article_that_is_missing_is_told() -> None:
    with pytest.raises(KeyError, match="wehr"):
        Event.from_json(over_the_wire(REVIEWED), {})


@pytest.mark.parametrize("thing", [PLAIN, VALUE, CLAUSE, EVENT, ENTRY, STORY, DAY,
                                   TimeExpression(0, 5, "today", "day-word", "day_offset")],
                         ids=lambda thing: type(thing).__name__)
def test_nothing_changes_once_made(thing: Any) -> None:
    assert not hasattr(thing, "__dict__")
    with pytest.raises(FrozenInstanceError):
        setattr(thing, fields(thing)[0].name, None)


@pytest.mark.parametrize("changed", [
    {"title": "Another"}, {"text": "Another."}, {"published": date(2016, 4, 21)}])
def test_an_article_is_known_by_day_title_and_text(changed: dict[str, Any]) -> None:
    told = {"text": PLAIN.text, "published": PLAIN.published, "title": PLAIN.title}
    assert Article(**(told | changed)).id != PLAIN.id


@pytest.mark.parametrize("same", [
    {"url": "https://example.org"}, {"path": "elsewhere/a.md"}, {"outlet": "Bote"}, {"tags": ["dam"]},
    {"published": datetime(2016, 4, 20, 17, 0, tzinfo=EASTERN)}])
def test_an_article_keeps_its_id_wherever_it_lies(same: dict[str, Any]) -> None:
    assert Article(**({"text": PLAIN.text, "published": PLAIN.published} | same)).id == PLAIN.id


def test_a_lone_surrogate_has_an_id() -> None:
    assert len(Article("\ud800", date(2016, 4, 20)).id) == 12


@pytest.mark.parametrize(("published", "day"), [
    (date(2016, 4, 20), "2016-04-20"),
    (datetime(2016, 4, 20, 23, 30, tzinfo=EASTERN), "2016-04-20"),
    (datetime(2016, 4, 20, 0, 30, tzinfo=timezone(timedelta(hours=14))), "2016-04-20"),
    (date(987, 3, 1), "0987-03-01"),
])
def test_the_day_is_that_of_the_article(published: date | datetime, day: str) -> None:
    article = Article("x", published)
    assert article.day == day
    assert publication(article) == Interval(day, day)


def test_events_are_known_by_article_sentence_and_value() -> None:
    known = event_id(PLAIN, "The dam broke yesterday.", "2016-04-19")
    assert known == event_id(replace(PLAIN, path="elsewhere.md"), "The dam broke yesterday.", "2016-04-19")
    others = {event_id(FULL, "The dam broke yesterday.", "2016-04-19"), event_id(PLAIN, "The dam held.", "2016-04-19"),
              event_id(PLAIN, "The dam broke yesterday.", "2016-04-18")}
    assert known not in others
    assert len(others) == 3


def test_edtf_of_nothing_is_nothing() -> None:
    assert edtf_of(None) is None
    assert edtf_of(DAY) == to_edtf(DAY) == "2016-04-20"


def test_an_entry_speaks_for_its_tellings() -> None:
    assert ENTRY.kind == "event"
    assert ENTRY.tags == ("Wasser", "Wehr")
    assert ENTRY.articles == (PLAIN, FULL)
    assert set(STORY.articles) == {PLAIN, FULL}


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(), st.text(max_size=20), st.datetimes(timezones=st.just(EASTERN)), st.lists(st.text(), max_size=3))
def test_any_article_both_ways(text: str, title: str, published: datetime, tags: list[str]) -> None:
    article = Article(text, published, title=title, tags=tuple(tags))
    assert Article.from_json(over_the_wire(article)) == article
