"""Titles cut from a clause: whole statements of at most twelve words beside the sentences that give none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import english as en
from timeline.assertion import reported
from timeline.dating import Reading, readings
from timeline.model import Article
from timeline.resolve import tag
from timeline.titles import MOST_WORDS, opening, polish, title

DAY = date(2016, 4, 20)  # a Wednesday


def read(text: str) -> Reading:
    article = Article(text, DAY)
    return readings(article, tag(text, DAY))[0]


def titles(text: str, who: str | None = None) -> list[str | None]:
    """The titles of the clauses of a sentence that have a verb, all its times left out."""
    reading = read(text)
    times = [reading.where(value) for value in reading.values]
    told = [part for part in reading.parts if part.verb is not None and part.role in ("main", "relative")]
    return [title(reading.words, part, times, reported(reading, part), who) for part in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # The time goes with all that leads to it and goes on with it; what only looks like it stays.
        ("The bridge fell on 11 and 12 April.", "Bridge fell"),
        ("Weld led the port from 3 to 5 May of last year.", "Weld led the port"),
        ("The ship left at 8 p.m. EST on Friday for Orrin.", "Ship left for Orrin"),
        ("Anna Hale stepped down today.", "Anna Hale stepped down"),
        ("The plane came down last October.", "Plane came down"),
        ("Hale backed the 2008 and 2012 races of Otto Lund.", "Hale backed the 2008 and 2012 races of Otto Lund"),
        ("On 3 May 2014, Vale voted to leave the union.", "Vale voted to leave the union"),
        ("Weld noted on Monday, all were safe.", "Weld noted all were safe"),
        ("The flags flew at half-mast on Monday — today — in Vale.", "Flags flew at half-mast"),
        ("The storm was downgraded to a gale as of this morning.", "Storm was downgraded to a gale"),
        # Names, offices and what belongs to a noun.
        ("The workers' union met on Monday.", "Workers' union met"),
        ("A former aide to President Ilse Brandt fled on Monday.", "Former aide to President Ilse Brandt fled"),
        ("The council of Orrin (CO), Vale met on Monday.", "Council of Orrin, Vale met"),
        ("At least seven people drowned on Monday.", "At least seven people drowned"),
        ("The same ship sank on Monday.", "The same ship sank"),
        (
            "United States District Court Judge Anna Hale issued a ruling against the two ports of Vale on Monday.",
            "Judge Anna Hale issued a ruling against the two ports of Vale",
        ),
        ("A 5.3-magnitude quake hit Vale on Monday.", "5.3-magnitude quake hit Vale"),
        # Where a clause is too long, whole phrases go, never a part of one.
        (
            "The two parents were arrested on Monday after one of their many daughters, aged 17, fled to the town.",
            "Two parents were arrested",
        ),
        (
            "The survey of the harbour board found a gap on Monday in the death rate of juvenile and adult terns.",
            "Survey of the harbour board found a gap",
        ),
        (
            "The council of the old town opened a new school on Monday for the Movement for Free Harbours.",
            "Council of the old town opened a new school",
        ),
        ("Hale told this by radio on Monday and again live in May.", "Hale told this by radio"),
        ("The plays were staged and later made into a film in 1999.", "Plays were staged"),
        ("The inferno injured, by all reports, eight people on Monday.", "Inferno injured eight people"),
        ("The choir sang on Monday and again that evening at the costume ball.", "Choir sang"),
        ("Weld held the fort from Monday through to Wednesday.", "Weld held the fort"),
        ("Police charged Weld on Monday; the trial is in May.", "Police charged Weld"),
        # Pronouns that the subject explains stay.
        ("Anna Hale died in her sleep on Monday.", "Anna Hale died in her sleep"),
        ("The court filed new charges against him on Monday.", "Court filed new charges"),
        ("iPhone sales rose on Monday.", "iPhone sales rose"),
        (
            "Orr ministers suspended cooperation with Vale in 2014 and tie any change to a retreat from the straits.",
            "Orr ministers suspended cooperation with Vale",
        ),
        (
            "At least twelve men of the choir were killed and dozens injured when a train left the rails on Monday.",
            "At least twelve men of the choir were killed and dozens injured",
        ),
        ("Twelve men were arrested and police fired on Monday.", "Twelve men were arrested"),
        ("The Vale Court of Appeals for Orr granted a stay on Monday.", "Vale Court of Appeals for Orr granted a stay"),
        ("The mail on Monday marked the third time in a decade that Hale took leave.", None),
        ("Anna Hale joined Orr Inc. on Monday.", "Anna Hale joined Orr Inc."),
    ],
)  # fmt: skip
def test_titles(text: str, expected: str | None) -> None:
    assert titles(text)[0] == expected


def test_a_participle_takes_its_auxiliary_along() -> None:
    assert titles("The plays were staged and later made into a film in 1999.")[1] == "Plays were made into a film"
    assert titles("The port was built in 1998 and closed in 2014.")[1] == "Port closed"


@pytest.mark.parametrize(
    "text",
    [
        "Police were asking on Monday whether it was his.",  # asked what?
        "The council named a panel in 2014 not only for the port, but it failed.",
        "With new ships added on Monday, rising fares fell by half.",
        "Hale said before she left on Monday.",
        "His father fell on Monday.",  # whose?
        "The eighth was found on Monday.",
        "Police shot him on Monday.",
        "The ship passed between it and the pier on Monday.",
        "One of the towers they built fell on Monday.",
        "Anna Hale became the first woman on Monday to sail round the whole of the northern polar sea alone.",
        "The very beginning of 2014 saw a boom.",
        "Hale attended on Monday.",
        "What the council wanted failed on Monday.",
        "The first ship has been in 2014.",
        "The council put four hundred heavy new iron bands on Monday on the legs of nine thousand small harbour terns.",
    ],
)
def test_no_whole_statement(text: str) -> None:
    assert titles(text)[0] is None


@pytest.mark.parametrize(
    "text",
    [
        "The attacks occurred on Monday.",
        "Sentencing is set for Monday.",
        "The council selected the one posed by the mayor of Vale on Monday.",
        "The fire started some time after the ship left on Monday.",
    ],
)
def test_what_only_its_article_explains_has_no_title(text: str) -> None:
    assert titles(text)[0] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike at Vale began on Monday.", "Strike at Vale began"),
        ("Orders of the recently announced ship began on Monday.", "Orders of the recently announced ship began"),
        ("Lund visited the injured on Monday.", "Lund visited the injured"),
        ("Lund was pinned to the ground on Monday.", "Lund was pinned to the ground"),
        (
            "The ship came to Vale on Monday with an updated, more accurate method of counting all fish of the sea.",
            "Ship came to Vale",
        ),
        ("Lund resigned on Monday.", "Lund resigned"),
        ("The mill closed on Monday.", "Mill closed"),
        (
            "The smoke turned Vale dark enough on Monday for the lamps of all the old houses at the port to be lit.",
            None,
        ),
    ],
)
def test_what_says_more_has_one(text: str, expected: str | None) -> None:
    assert titles(text)[0] == expected


def test_a_clause_cut_by_an_aside_keeps_its_subject() -> None:
    reading = read("Two men fled after Otto Lund, mayor of Vale, was shot on stage.")
    assert [title(reading.words, part, ()) for part in reading.parts] == ["Two men fled", "Otto Lund was shot on stage"]


def test_a_name_for_a_pronoun() -> None:
    assert titles("He left Vale on Monday.", "Otto Lund") == ["Otto Lund left Vale"]
    assert titles("He left Vale on Monday.", "the sources") == [None]
    assert titles("Otto Lund left Vale on Monday.", "Anna Hale") == ["Otto Lund left Vale"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She had left Vale in 2014, when it rained.", "She had left Vale in 2014"),
        # What stands before the verb is no subject.
        (
            "Relief work resumed on Monday, with further bodies recovered raising the toll.",
            "Relief work resumed on Monday, with further bodies recovered",
        ),
        ("She had left.", "She had left"),
        ("They fled.", None),  # two words say nothing
    ],
)
def test_openings_keep_time_and_pronoun(text: str, expected: str | None) -> None:
    reading = read(text)
    assert opening(reading.words, reading.parts[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the mayor called it “a joy", "The mayor called it “a joy”"),
        ('a "b" and "c', "A b and c"),
        ("a (b", "A b"),
        ("the BBC : a — — b ,", "The BBC: a — b"),
        ("at 8 p.m.", "At 8 p.m."),
        ("it ended.", "It ended"),
        ("eBay grew", "eBay grew"),
        ("\u200dMar opened", "Mar opened"),
        ("the می\u200cرود film ran", "The می\u200cرود film ran"),
    ],
)
def test_polish(text: str, expected: str) -> None:
    assert polish(text) == expected


BITS = [
    "the council", "Anna Hale", "Vale", "he", "his", "it", "which", "that", "and", "but", "or", "of", "in", "on Monday",
    "in 2014", "from 3 to 5 May", "said", "was", "were", "met", "closed", "to", "leave", "the", "a", "new", "port", '"',
    "(", ")", ",", ";", "—", "after", "because", "between", "both", "as", "well", "not", "workers'", "called", "been",
]  # fmt: skip


@given(st.lists(st.sampled_from(BITS), min_size=3, max_size=30).map(" ".join))
def test_no_title_ends_in_the_air(text: str) -> None:
    for told in filter(None, titles(text + ".") if text.strip() else []):
        last = told.split()[-1].strip('"”)').lower()
        assert len(told.split()) <= MOST_WORDS
        assert told.count('"') % 2 == 0
        assert told.count("(") == told.count(")")
        assert told[-1] not in ",;:—"
        assert last not in en.BAD_ENDS - en.PARTICLES
