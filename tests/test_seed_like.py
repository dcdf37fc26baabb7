"""A report of our own with every trap of the first article the project was asked to read.

It holds an implied stretch, "today" said twice of one meeting, "recent", quoted "now" and "today", a causal "since",
"may", "Second,", "at the same time", "in turn", a streak inside a quotation, a saying dated by
"yesterday", and a conditional "then".
"""

from __future__ import annotations

from datetime import date

import pytest

from timeline.events import clauses, read_events
from timeline.merging import merge
from timeline.model import Article, Event, TimeValue

TEXT = """The harbour towns talk again

Seen in the Coast Courier

The first session of the Vale-Orrin Commission since 2009 was held in Kestrel today. Fishing rights and the
lighthouse were on the agenda. The Commission also discussed the recent quarrels in the Grey Strait, when an
Orrin trawler rammed a pier of the Port of Vale.

After the session, Commission Chairman Tomas Weld said that Vale and Orrin remain far apart and today's session
did not alter that.

"We need this channel, above all in hard times such as we see now," Weld said.

Yesterday the Harbour Minister of Orrin Ilse Brandt said that there will be no 'gifts to anyone' at the session
in Kestrel.

Paul Renner, a scholar of the sea, said that it is too soon to speak of success, since right now it looks like a
pause. "We had good years. Work on the pier is at a standstill today, and there is no money," the scholar said.
"If they ask, then nobody will come," he added. "Remember that the Vale Governor Harrow has been asking for a
new pier for three years in a row," Paul Renner concluded.

A retired captain, Otto Lund, in turn, believes that Vale may lose. At the same time, the captain admitted, at
present there are good reasons to talk. "First, the strait is narrow. Second, nobody wants a fight," Lund noted.
"""
DAY = date(2012, 5, 16)
ARTICLE = Article(TEXT, DAY, title="The harbour towns talk again")


@pytest.fixture(scope="module")
def read() -> tuple[tuple[TimeValue, ...], list[Event]]:
    return read_events(ARTICLE)


def test_values(read: tuple[tuple[TimeValue, ...], list[Event]]) -> None:
    said = [(value.text, value.edtf) for value in read[0] if value.value != "PRESENT_REF"]
    assert said == [
        ("2009", "2009/2012-05-16"),
        ("today", "2012-05-16"),
        ("recent", "[..2012-05-16]"),
        ("today", "2012-05-16"),
        ("Yesterday", "2012-05-15"),
        ("today", "2012-05-16"),
        ("three years in a row", "2009-05~/2012-05-16"),
    ]


@pytest.mark.parametrize(
    "trap", ["Second", "First", "may", "since right", "At the same time", "in turn", "then", "soon"]
)
def test_traps_are_no_values(read: tuple[tuple[TimeValue, ...], list[Event]], trap: str) -> None:
    at = TEXT.index(trap)
    assert not [value for value in read[0] if value.start < at + len(trap.split()[0]) and value.end > at]


def test_entries(read: tuple[tuple[TimeValue, ...], list[Event]]) -> None:
    timeline = merge(read[1])
    assert [(e.edtf, e.kind, e.title, e.events[0].attribution) for e in timeline.entries] == [
        ("2009/2012-05-16", "state", "First session of the Vale-Orrin Commission since 2009", None),
        ("2009-05~/2012-05-16", "state", "Vale Governor Harrow has been asking for a new pier", "Paul Renner"),
        ("2012-05-15", "statement", "Ilse Brandt said that there will be no 'gifts to anyone'", "Ilse Brandt"),
        ("2012-05-16", "event", "First session of the Vale-Orrin Commission since 2009 was held in Kestrel", None),
        ("2012-05-16", "statement", "Tomas Weld said that Vale and Orrin remain far apart", "Tomas Weld"),
    ]
    assert [(e.edtf, e.title) for e in timeline.review] == [
        ("[..2012-05-16]", "Orrin trawler rammed a pier of the Port of Vale")
    ]


def test_quotes_are_sentences_of_the_text(read: tuple[tuple[TimeValue, ...], list[Event]]) -> None:
    assert read[1]
    for event in read[1]:
        assert event.quote == TEXT[event.start : event.end]
        assert event.quote.strip() == event.quote
        assert event.explanation.endswith(".")


def test_what_is_implied_or_quoted_is_less_sure(read: tuple[tuple[TimeValue, ...], list[Event]]) -> None:
    sure = {event.title: event.confidence for event in merge(read[1]).review + tuple(read[1])}
    held = sure["First session of the Vale-Orrin Commission since 2009 was held in Kestrel"]
    assert sure["First session of the Vale-Orrin Commission since 2009"] < held
    assert sure["Vale Governor Harrow has been asking for a new pier"] < held
    assert sure["Orrin trawler rammed a pier of the Port of Vale"] <= 0.3


def test_an_implied_stretch_says_so(read: tuple[tuple[TimeValue, ...], list[Event]]) -> None:
    assert read[1][0].explanation.startswith("Implied by the words “The first session")


def test_every_clause_lies_in_the_text() -> None:
    found = clauses(ARTICLE)
    assert len(found) > 20
    assert all(0 <= c.start < c.end <= len(TEXT) and 0 <= c.worth <= 1 for c in found)
    assert {c.basis for c in found} >= {"relative", "inherited", "publication"}
    assert all((c.interval is None) == (c.basis == "unknown") for c in found)
