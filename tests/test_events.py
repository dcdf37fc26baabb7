"""What becomes an event, with which date and title, and what does not: tables of hits beside near misses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.events import clauses, extract, read_events
from timeline.model import Article, Event
from timeline.titles import MOST_WORDS

DAY = date(2016, 4, 20)  # a Wednesday


def found(text: str) -> list[Event]:
    return extract(Article(text, DAY))


def told(text: str) -> list[tuple[str | None, str, str]]:
    return [(event.edtf, event.kind, event.title) for event in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday the Vale Council met in Kestrel.", ("2016-04-18", "event", "Vale Council met in Kestrel")),
        ("The bridge, which crosses the Orr, collapsed on 3 May 2014.", ("2014-05-03", "event", "Bridge collapsed")),
        (
            "BRUSSELS, April 20 (Wire) - The two mayors signed the pact yesterday.",
            ("2016-04-19", "event", "Two mayors signed the pact"),
        ),
        ("The man who shot Olaf Brandt was arrested on Tuesday.", ("2016-04-19", "event", "Man was arrested")),
        (
            "Anna Hale, the mayor of Vale, resigned on Friday, citing her health.",
            ("2016-04-15", "event", "Anna Hale resigned"),
        ),
        (
            "In 2014, after long talks, Russia, China and India signed the pact.",
            ("2014", "event", "Russia, China and India signed the pact"),
        ),
        (
            "Vale has been at war with Orrin since 2014.",
            ("2014/2016-04-20", "state", "Vale has been at war with Orrin"),
        ),
        ("Tomas Weld was governor from 2003 to 2005.", ("2003/2005", "state", "Tomas Weld was governor")),
        ("The council will meet in July.", ("2016-07", "plan", "Council will meet")),
        ("Anna Hale closed her office in 1965.", ("1965", "event", "Anna Hale closed her office")),
        (
            "The fire in the mill of Weld started some time after 3 a.m. on Monday.",
            ("2016-04-18", "event", "Fire in the mill of Weld started"),
        ),
        ("The vote on the port is scheduled for 3 May.", ("2016-05-03", "plan", "Vote on the port is scheduled")),
        ("The vote on the port has been set for July.", ("2016-07", "plan", "Vote on the port has been set")),
        ("According to police, two men fled on Monday.", ("2016-04-18", "event", "Two men fled")),
        (
            '"The storm destroyed the pier on Monday," Anna Hale said.',
            ("2016-04-18", "event", "Storm destroyed the pier"),
        ),
        (
            "Anna Hale said on Monday that the pier was lost.",
            ("2016-04-18", "statement", "Anna Hale said that the pier was lost"),
        ),
        (
            '"The pier was lost," Mayor Anna Hale said on Monday.',
            ("2016-04-18", "statement", "Anna Hale: Pier was lost"),
        ),
        (
            "Anna Hale announced on Monday that the pier would close.",
            ("2016-04-18", "event", "Anna Hale announced that the pier would close"),
        ),
        ("Anna Hale is the mayor. She took office on Monday.", ("2016-04-18", "event", "Anna Hale took office")),
        ("The apartment building collapsed on Monday.", ("2016-04-18", "event", "Apartment building collapsed")),
        (
            "Former boxer and twice champion Anna Hale was given a prize for her life's work on Monday.",
            ("2016-04-18", "event", "Anna Hale was given a prize for her life's work"),
        ),
        (
            "On Monday all boats were rescued without loss.",
            ("2016-04-18", "event", "All boats were rescued without loss"),
        ),
        ("Otto Lund, who founded the port in 1998, died.", ("1998", "event", "Otto Lund founded the port")),
        ("When the rail line reached Vale in 1998, the port grew.", ("1998", "event", "Rail line reached Vale")),
    ],
)
def test_one_event(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Friday, 15 April 2016",  # a dateline tells nothing
        "If the bridge collapsed on Monday, nobody saw it.",
        "The council may meet on Monday.",
        "The council could have met on Monday.",
        "The council did not meet on Monday.",
        "No council met on Monday.",
        "Did the council meet on Monday?",
        '"We met on Monday," she said.',  # who "we" are, only the speaker knows
        '"The pier is closed today," Anna Hale said.',  # so it is now; nothing happened today
        '"The pier opened on Monday."',  # nobody says so
        "Prices were 3 percent higher than in 2014.",
        "The bridge was 3 km long in 2014.",  # a measure, and no event
        "The town had 300 houses in 2014.",
        "The council meets every Monday.",
        "She will go, and the council met in 2020.",  # a past after publication
        "Anna Hale, born in 1960, is the mayor.",
    ],
)
def test_no_event(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Monday Anna Hale said that the bridge had opened in 2014.",
            [("2016-04-18", "Anna Hale said that the bridge had opened in 2014"), ("2014", "Bridge had opened")],
        ),
        ("The port was founded in 1998 and closed in 2014.", [("1998", "Port was founded"), ("2014", "Port closed")]),
        (
            "The worst storm since 1998 hit Vale yesterday.",
            [("2016-04-19", "Worst storm since 1998 hit Vale")],
        ),
        (
            "Vale began a naval exercise with nine ships on Tuesday. The talks broke off after Vale began a naval "
            "exercise in the strait of Orrin on Tuesday.",
            [("2016-04-19", "Vale began a naval exercise with nine ships")],
        ),
        ("Ministers met in Vale on Monday and Tuesday.", [("2016-04-18/2016-04-19", "Ministers met in Vale")]),
        ("Ministers met in Vale on 3, 4 and 5 April.", [("2016-04-03/2016-04-05", "Ministers met in Vale")]),
        ("Sales of Orr fell in the three months to December.", [("2015-10/2015-12", "Sales of Orr fell")]),
        ("Orr lost a third in the nine months ended Sept. 30, 2014.", [("2014-01/2014-09", "Orr lost a third")]),
        ("Sales of Orr fell for three months in December.", [("2015-12", "Sales of Orr fell for three months")]),
        ("Otto Lund takes over on Friday.", [("2016-04-22", "Otto Lund takes over")]),
        ("Talks resume on Friday.", [("[2016-04-20..]", "Talks resume on Friday")]),
        ("It was the worst fire since 1998, when nine men died in Orrin.", [("1998", "Nine men died in Orrin")]),
        ("Ministers met in Vale on Monday or Tuesday.", [("2016-04-18", "Ministers met in Vale")]),
        ("Ministers met in Vale on 3 and 5 April.", [("2016-04-03", "Ministers met in Vale")]),
        ("After his arrest on Friday, Jan Weld slept in Vale overnight.", [("2016-04-15", "Jan Weld slept in Vale")]),
        ("A ferry sank off Weld overnight.", [("2016-04-20", "Ferry sank off Weld")]),
        (
            "A fire killed nine in Weld earlier this month. The boat caught fire overnight.",
            [("2016-04", "Fire killed nine in Weld"), ("[..2016-04-20]", "Boat caught fire")],
        ),
        (
            "The Vale Council met in Kestrel today. Today, the council of Vale met again in Kestrel.",
            [("2016-04-20", "Vale Council met in Kestrel")],
        ),
        (
            "The Vale Council met today. Weld opened today's session of the council.",
            [("2016-04-20", "Vale Council met"), ("2016-04-20", "Weld opened today's session of the council")],
        ),
    ],
)
def test_several_events(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(edtf, title) for edtf, _, title in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("A ship recently ran aground near Vale.", "[..2016-04-20]"),
        ("The bridge was built before 1998.", "[..1997-12-31]"),
        ("The bridge is currently closed.", None),
        # A day that the sentence names and that dates something else: whose day it is, nobody knows.
        ("The deal of 2014 was dropped.", "[..2016-04-20]"),
        ("The 2014 deal was dropped.", "[..2016-04-20]"),
        ("The council met for the first time since 2014.", "[..2016-04-20]"),
        ("Sales rose compared with the spring of 2014.", "[..2016-04-20]"),
        ("The council had met in Kestrel.", "[..2016-04-20]"),
        # Nothing says what broke; a Sunday still to come was misread.
        ("It broke on Monday.", "[..2016-04-20]"),
        # No calendar has such a day.
        ("The hall in Kestrel closed on February 30.", "[..2016-04-20]"),
        ("The hall in Kestrel closed on 31 June.", "[..2016-04-20]"),
        # What it was, another sentence says; or nobody.
        ("Anna Hale reported this matter to the council on Monday.", "[..2016-04-20]"),
        ("The council made the following announcement on Monday.", "[..2016-04-20]"),
        ("Results and reaction came in early on Monday.", "[..2016-04-20]"),
        ("Police arrived on Monday.", "[..2016-04-20]"),
        ("The fire started some time after 3 a.m. on Monday.", "[..2016-04-20]"),
        ("He led the party, and in 1965 Anna Hale worked for his office.", "[..2016-04-20]"),
        ("Anna Hale re-opened the pier in Vale this Sunday.", "[..2016-04-20]"),
    ],
)
def test_for_review(text: str, edtf: str | None) -> None:
    (event,) = found(text)
    assert event.edtf == edtf
    assert event.confidence <= 0.3
    assert event.interval is None or event.interval.is_open


@pytest.mark.parametrize(
    ("text", "edtf", "basis"),
    [
        ("The bridge in Kestrel collapsed.", "2016-04-20", "publication"),
        ("The bridge in Kestrel has collapsed.", "2016-04-20", "publication"),
        (
            "The bridge fell on Monday. Two men from the village of Kestrel drowned in the cold river below it.",
            "2016-04-18",
            "inherited",
        ),
        ("The bridge fell on Monday. A second pier in Kestrel fell at 6:19 p.m.", "2016-04-18", "inherited"),
        (
            "The council met on 3 March 2009. The meeting brought the pact and opened the border to all ships.",
            "2009-03-03",
            "inherited",
        ),
    ],
)
def test_a_day_that_the_sentence_does_not_name(text: str, edtf: str, basis: str) -> None:
    event = found(text)[-1]
    assert (event.edtf, event.basis) == (edtf, basis)
    assert event.confidence < 0.8
    assert "No date of its own" in event.explanation


@pytest.mark.parametrize(
    "text",
    [
        # No day in the head of the article: what its second sentence tells may be of any.
        "A study of terns is out. The authors of it watched four hundred terns in Vale.",
        # Which prize?
        "The council of Vale met on Monday. The prize was shared.",
        # It goes on with how something was.
        "The council of Vale met on Monday. Its host in Kestrel was rich and took four hundred guests in.",
        # What takes longer than a day, and what is only told.
        "The council of Vale met on Monday. Otto Lund campaigned in Kestrel for the new harbour of the town.",
        "The council of Vale met on Monday. Otto Lund was serving his term in the prison of Kestrel.",
        "The council of Vale met on Monday. The announcement in Kestrel was long-awaited but no surprise at all.",
        "The council of Vale met on Monday. The habit of meeting in Kestrel took twenty years to grow in all.",
        "The council of Vale met on Monday. By one tradition, Otto Lund brought the relic to Kestrel.",
    ],
)
def test_a_day_that_is_not_plain(text: str) -> None:
    assert [event for event in found(text)[1:] if event.interval and not event.interval.is_open] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otto Lund spoke in Orrin. He left Vale on Monday.", "Otto Lund left Vale"),
        ("Otto Lund spoke in Orrin. He wept. He left Vale on Monday.", "Otto Lund left Vale"),
        ("Otto Lund spoke for the Orrin Council. He left Vale on Monday.", "Otto Lund left Vale"),
        # Somebody else is named in between.
        ("Otto Lund spoke with Anna Weld. He left Vale on Monday.", None),
        ("Otto Lund spoke in Orrin. Anna Weld wept. The judge said that he left Vale on Monday.", None),
        ("Otto Lund spoke in Orrin. When Jan Weld fell, he left Vale on Monday.", None),
        # The pronoun does not agree.
        ("Mr Otto Lund spoke in Orrin. She left Vale on Monday.", None),
        ("Otto Lund spoke in Orrin. She wept. He left Vale on Monday.", None),
    ],
)
def test_who_he_is(text: str, expected: str | None) -> None:
    told = [event.title for event in found(text) if "left Vale" in event.title and not event.interval.is_open]
    assert told == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("After a first release in 2006, Anna Hale was jailed in 2007.", "2007"),
        ("On Monday, Anna Hale was jailed in Vale.", "2016-04-18"),
        ("Anna Hale won the 2008 and 2012 races.", None),  # the races' years
        ("Anna Hale won in 2008 and lost.", "2008"),
        # A participle behind the subject has a date of its own.
        ("The man arrested on Monday was freed on Friday.", "2016-04-15"),
        ("The man arrested on Monday was freed.", None),
        ("The council said on Monday it was shut.", "2016-04-18"),
        ("Six men were charged with an alleged April attack.", None),
        # What the prize was for, and what went on for so long, has its own time.
        ("Anna Hale won the prize for finding the old harbour in 1995.", None),
        ("Anna Hale won the race and left for Vale in 1995.", "1995"),
        ("Anna Hale hailed the growth of the harbour in the last decade.", None),
        ("Anna Hale has led the growth of the harbour since 2014.", "2014/2016-04-20"),
        ("The storm was downgraded as of this morning.", "2016-04-20"),
    ],
)
def test_which_date_is_that_of_the_verb(text: str, edtf: str | None) -> None:
    assert [event.edtf for event in found(text) if event.interval and not event.interval.is_open] == (
        [edtf] if edtf else []
    )


def dated(text: str) -> dict[str, tuple[str | None, str]]:
    """The clauses of a text with the first day and the basis of each."""
    return {text[c.start : c.end]: (c.interval and c.interval.earliest, c.basis) for c in clauses(Article(text, DAY))}


@pytest.mark.parametrize(
    ("text", "clause", "expected"),
    [
        # The head of the article dates what follows; what is so now is so on the day of publication.
        ("The bridge fell on Monday. Police closed the road.", "Police closed the road", ("2016-04-18", "inherited")),
        ("The bridge fell on Monday. The road is narrow.", "The road is narrow", ("2016-04-20", "publication")),
        ("The bridge fell in 1998. Police closed the road.", "Police closed the road", ("2016-04-20", "publication")),
        # The sentence before, where it is news or the clause goes on about it.
        (
            "The vote was held today. On Monday the Vale Council met. Otto Lund spoke.",
            "Otto Lund spoke",
            ("2016-04-18", "inherited"),
        ),
        (
            "The vote was held today. The port opened in May 2009. This drew ships.",
            "This drew ships",
            ("2009-05-01", "inherited"),
        ),
        (
            "The vote was held today. The port opened in May 2009. Otto Lund spoke.",
            "Otto Lund spoke",
            ("2016-04-20", "inherited"),
        ),
        # The same told again: its verb and a name, or "the" and its noun; that goes before the sentence before.
        (
            "Hale was found on Tuesday. Lund missed her on Monday.\n\nHale was found in a mill.",
            "Hale was found in a mill",
            ("2016-04-19", "inherited"),
        ),
        (
            "The vote was held today. Vale bombed Orrin on 2 May 2009. Weld spoke. The bombing killed two.",
            "The bombing killed two",
            ("2009-05-02", "inherited"),
        ),
        # The same sentence.
        ("Weld fled when the bridge fell on Monday.", "Weld fled", ("2016-04-18", "inherited")),
        ("The bridge fell on 2 May 2009 because it rained.", "because it rained", ("2009-05-02", "inherited")),
        ("After leaving in 2011, Weld rose.", "After leaving in 2011, Weld rose", ("2011-01-01", "inherited")),
        ("In a 16 March talk, Weld wept.", "In a 16 March talk, Weld wept", ("2016-03-16", "inherited")),
        ("The court judged the 2009 crash which killed nine.", "which killed nine", ("2009-01-01", "inherited")),
        # A date of something else is none.
        ("The court judged the 2009 crash.", "The court judged the 2009 crash", ("2016-04-20", "publication")),
        ("Hale, born in Vale in 1955, has built a firm.", "born in Vale in 1955", ("1955-01-01", "explicit")),
        # Before and ahead of publication, and no day.
        ("The bridge had fallen.", "The bridge had fallen", (None, "before-publication")),
        ("The bridge will be closed.", "The bridge will be closed", ("2016-04-20", "after-publication")),
        ("The bridge fell on February 30.", "The bridge fell on February 30", (None, "before-publication")),
        # A headline takes the lead's date.
        ("Bridge falls\n\nThe bridge at Kestrel fell on Monday.", "Bridge falls", ("2016-04-18", "inherited")),
    ],
)  # fmt: skip
def test_dates_of_clauses(text: str, clause: str, expected: tuple[str | None, str]) -> None:
    assert dated(text)[clause] == expected


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("The bridge fell on Monday.", "The bridge may fall on Monday."),
        ("The bridge fell.", '"The bridge fell," Hale said.'),
        ("The bridge fell.", "The bridge was old."),
        ("The bridge fell.", "Hale said that it was late."),
    ],
)
def test_worth(more: str, less: str) -> None:
    one, other = (max(clause.worth for clause in clauses(Article(text, DAY))) for text in (more, less))
    assert one > other


def test_worth_falls_in_the_course_of_an_article() -> None:
    told = clauses(Article("The bridge in Vale fell. " * 6, DAY))
    assert [clause.worth for clause in told] == sorted((clause.worth for clause in told), reverse=True)
    assert told[0].worth > told[-1].worth + 0.2


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("According to Anna Hale, the bridge fell on Monday.", "Anna Hale"),
        ("The bridge fell on Monday, the mayor said.", "the mayor"),
        ("The bridge fell on Monday, said Anna Hale, the mayor.", "Anna Hale"),
        ("Vale Mayor Anna Hale said that the bridge fell on Monday.", "Anna Hale"),
        ("Anna Hale is the mayor. The bridge fell on Monday, she said.", "Anna Hale"),
        ("The bridge fell on Monday.", None),
    ],
)
def test_attribution(text: str, who: str | None) -> None:
    assert [event.attribution for event in found(text)] == [who]


def test_said_and_quoted_is_less_sure_than_told() -> None:
    (plain,), (said,), (quoted,) = map(
        found,
        (
            "The bridge fell on Monday.",
            "The bridge fell on Monday, Hale said.",
            '"The bridge fell on Monday," Hale said.',
        ),
    )
    assert plain.confidence > said.confidence > quoted.confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The leaders agreed in Kestrel on Friday to station four battalions in Vale, Orrin, Lund and Hale.",
            "Leaders agreed in Kestrel to station four battalions",
        ),
        ("On Friday a shop in Kestrel, North Vale burned down.", "Shop in Kestrel, North Vale burned down"),
        (
            "The Harbour Minister of Orrin Ilse Brandt said on Friday that the port would close for good.",
            "Ilse Brandt said that the port would close for good",
        ),
        (
            "A former aide to President Ilse Brandt was jailed on Friday.",
            "Former aide to President Ilse Brandt was jailed",
        ),
        (
            'Ilse Brandt on Friday called it "a day of joy for the whole of Vale and a day of mourning for Orrin".',
            'Ilse Brandt called it "a day of joy"',
        ),
        ("The money ran out at the end of 2014.", "Money ran out"),
    ],
)
def test_titles(text: str, expected: str) -> None:
    assert [event.title for event in found(text)] == [expected]


def test_ids_stay_and_differ() -> None:
    text = "The port was founded in 1998 and closed in 2014. It rained."
    one, other = found(text), found(text)
    assert [event.id for event in one] == [event.id for event in other]
    assert len({event.id for event in one}) == len(one) > 1


def test_the_values_are_all_returned() -> None:
    values, events = read_events(Article("It may rain every Monday. The bridge fell today.", DAY))
    assert [value.text for value in values] == ["every Monday", "today"]
    assert len(events) == 1


def test_clauses_inside_clauses() -> None:
    text = "The bridge, which was built in 1998, fell on Monday because it rained."
    spans = {text[c.start : c.end]: c.interval and c.interval.earliest for c in clauses(Article(text, DAY))}
    assert spans == {
        "The bridge, which was built in 1998, fell on Monday": "2016-04-18",
        "which was built in 1998": "1998-01-01",
        "because it rained": "2016-04-18",
    }


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("Bridge at Kestrel falls, two drown", "Bridge at Kestrel falls, two drown"),
        ("Bridge at Kestrel falls | Vale Post", "Bridge at Kestrel falls"),
        ("Bridge at Kestrel falls - Vale Post", "Bridge at Kestrel falls"),
        ("Bridge at Kestrel falls - two drown", "Bridge at Kestrel falls - two drown"),  # no outlet of that name
        ("Why did the bridge at Kestrel fall?", "Old bridge at Kestrel fell"),
        ("Mayor of Vale resigns", "Old bridge at Kestrel fell"),  # another story
        ("How the old bridge at Kestrel fell and what its mayor has to say about it", "Old bridge at Kestrel fell"),
        ("", "Old bridge at Kestrel fell"),
    ],
)
def test_the_headline_is_the_title_of_the_lead(headline: str, title: str) -> None:
    text = "The old bridge at Kestrel fell on Monday. The bridge at Kestrel opened in 1998."
    events = extract(Article(text, DAY, title=headline, outlet="Vale Post"))
    assert [event.title for event in events] == [title, "Bridge at Kestrel opened"]


def test_a_headline_is_no_title_of_what_is_long_past() -> None:
    (event,) = extract(Article("The bridge at Kestrel fell in 2014.", DAY, title="New bridge for Kestrel"))
    assert event.title == "Bridge at Kestrel fell"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The council plans to close the port in July.", ["plan"]),
        ("The council is planning to close the port in July.", ["plan"]),
        ("Vale intends to open a pier next year.", ["plan"]),
        ("The pier opens on 3 May.", ["plan"]),
        ("Vale has been at war with Orrin since 2014.", ["state"]),
        ("The minister said on Monday that the pier was lost.", ["statement"]),
        ("Minister Otto Lund spoke. Lund said on Monday that the pier was lost.", ["event", "statement"]),
        ("The site was said on Monday to have closed.", []),
        ("Reuters reported on Monday that the pier fell.", []),  # that is where it is from, and no statement
    ],
)
def test_kinds(text: str, kinds: list[str]) -> None:
    assert [event.kind for event in found(text) if event.interval and not event.interval.is_open] == kinds


@pytest.mark.parametrize(
    ("opening", "speaker", "statements"),
    [
        ("Minister Otto Lund came to Vale.", "Lund", 1),
        ("The minister, who came to Vale, is Otto Lund.", "The minister", 1),
        ("Otto Lund came to Vale.", "Lund", 0),
        ("Minister Otto Lund came to Vale.", "Brandt", 0),
        ("Minister Otto Lund came to Vale.", "The police", 1),
    ],
)
def test_an_office_holder_is_heard_wherever_he_speaks(opening: str, speaker: str, statements: int) -> None:
    rest = "The pier is old, and the road to it is older than that by many years. " * 12
    text = f"{opening} {rest}{speaker} said on Monday that the water was deep."
    assert sum(event.kind == "statement" for event in found(text)) == statements


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An hour takes the day named last; where that is long past and no day, nobody knows which.
        ("The bridge fell on Monday. Vale slept. Weld spoke. A pier in Kestrel fell at 6:19 p.m.", "2016-04-18"),
        ("The bridge fell on Monday. At 6:19 p.m. EST (0019 UTC Tuesday), a pier in Kestrel fell.", "2016-04-18"),
        ("The bridge fell on Monday. Vale slept. Weld died in June 1968. A man shot Weld at 6:19 p.m.", None),
    ],
)
def test_the_day_of_an_hour(text: str, expected: str | None) -> None:
    days = [event.edtf for event in found(text) if "6:19" in event.quote and not event.interval.is_open]  # type: ignore[union-attr]
    assert days == ([expected] if expected else [])


BITS = [
    "On Monday",
    "yesterday",
    "today's",
    "since 2014",
    "recently",
    "in July",
    "now",
    ",",
    ".",
    ";",
    '"',
    "“",
    "”",
    "'",
    "(",
    ")",
    "said",
    "that",
    "who",
    "when",
    "and",
    "if",
    "the first",
    "the",
    "Vale",
    "Anna Hale",
    "he",
    "was",
    "will",
    "has been",
    "met",
    "closed",
    "of",
    "according to",
    "not",
    "told",
    "\n\n",
    "- ",
    "…",
    "U.S.",
    "1,500",
    "—",
    "?",
]


@given(st.lists(st.sampled_from(BITS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    article = Article(text, DAY)
    for event in extract(article):
        assert event.quote == text[event.start : event.end]
        assert event.title
        assert len(event.title.split()) <= MOST_WORDS
        assert not event.title[0].islower()
        assert event.title[-1] not in ",;:"
        assert 0 < event.confidence <= 1
    parts = clauses(article)
    assert all(0 <= c.start < c.end <= len(text) for c in parts)
    assert [(c.start, -c.end) for c in parts] == sorted((c.start, -c.end) for c in parts)
    assert all((c.interval is None) == (c.basis == "unknown") for c in parts)


@given(st.lists(st.sampled_from(BITS), max_size=30).map(" ".join))
def test_every_word_stands_in_a_clause(text: str) -> None:
    """Dated or not, no sentence is left out: what no clause holds has no letter of its own."""
    parts = clauses(Article(text, DAY))
    held = {n for c in parts for n in range(c.start, c.end)}
    assert not [n for n, sign in enumerate(text) if sign.isalnum() and n not in held]


@pytest.mark.parametrize(
    "text",
    [
        "The council never met on Monday.",
        "The council hardly met on Monday.",
        "The mayor almost resigned on Monday.",
        "Few ministers resigned on Monday.",
        "It is not true that the mayor resigned on Monday.",
        "The mayor denied that he resigned on Monday.",
        "The minister rejected claims that the army shelled the town on Monday.",
        "Reports that the mayor resigned on Monday are false.",
    ],
)
def test_what_is_denied_gets_no_date(text: str) -> None:
    assert [e.edtf for e in extract(Article(text, date(2016, 4, 20))) if e.edtf == "2016-04-18"] == []


@pytest.mark.parametrize("text", ["The mayor resigned on Monday.", "The mayor said that the council met on Monday."])
def test_what_is_told_gets_its_date(text: str) -> None:
    assert [e.edtf for e in extract(Article(text, date(2016, 4, 20)))] == ["2016-04-18"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        # What stands in brackets behind an hour is the same hour elsewhere.
        ("At 20:00 EST on Monday (0100 UTC Tuesday) Vale Council closed the port.", "2016-04-18"),
        ("Vale Council (founded on 3 May 1998) closed the port on Monday.", "2016-04-18"),
        # A phrase goes on behind "and"; the name of a country ends no phrase.
        ("The ship left for Vale after landing in the Orrin and Kestrel range on Monday.", None),
        ("Otto Lund appeared in Vale Court, Orrin on Monday.", "2016-04-18"),
        ("A man, Otto Lund, aged 28, appeared in court on Monday, charged with a theft on 3 May 2014.", "2016-04-18"),
        ("The Vale Post declined to comment on Monday.", None),
    ],
)
def test_which_day(text: str, edtf: str | None) -> None:
    days = [event.edtf for event in found(text) if event.interval is not None and not event.interval.is_open]
    assert days == ([] if edtf is None else [edtf])


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "At least 90 people were arrested on Monday, including 45 people in Orrin, 18 in Vale and 6 in Hale.",
            "At least 90 people were arrested",
        ),
        ("Three of them left Vale on Monday.", None),
        ("Three of the nine judges left Vale on Monday.", "Three of the nine judges left Vale"),
    ],
)
def test_a_title_is_of_one_piece_and_names_its_subject(text: str, title: str | None) -> None:
    titles = [event.title for event in found(text) if event.interval is not None and not event.interval.is_open]
    assert titles == ([] if title is None else [title])


@pytest.mark.parametrize(
    "text",
    [
        "( or . will between May in",
        "( declined will Vale who ; ; until Monday",
        "He said the Hale, X disagreed about",
        "The council chose the one",
        "according",
    ],
)
def test_words_that_end_in_the_air_are_read(text: str) -> None:
    assert all(event.title for event in found(text))
    assert clauses(Article(text, DAY)) is not None


@pytest.mark.parametrize(("text", "expected"), [
    ("The accident happened on Monday when a bus overturned near Vale.", ("2016-04-18", "Bus overturned near Vale")),
    ("The raid took place on 3 March, when two men attacked a guard.", ("2016-03-03", "Two men attacked a guard")),
    ("The unrest began on Friday when police shot a man in Weld.", ("2016-04-15", "Police shot a man in Weld")),
    ("Anna Hale was at home on Friday when armed men broke in.", ("2016-04-15", "Armed men broke in")),
    ("A bomb exploded at 3 p.m. near the mill on Sunday.", ("2016-04-17", "Bomb exploded near the mill")),
    ("A train derailed at 6.30am near Vale on 3 March.", ("2016-03-03", "Train derailed near Vale")),
    ("The vote ended at noon on Friday 4 March in Weld.", ("2016-03-04", "Vote ended in Weld")),
    ("A judge ruled on Monday that the law was void.", ("2016-04-18", "Judge ruled that the law was void")),
    ("The council decided on Monday that the pier would close.",
     ("2016-04-18", "Council decided that the pier would close")),
    ("The court ruled against Otto Hale on Monday.", ("2016-04-18", "Court ruled against Otto Hale")),
    ("What began as a march on 3 April turned into a riot two days later.",
     ("2016-04-05", "March on 3 April turned into a riot")),
    ("Anna Hale became the first woman to lead the bank when she took over in June 2014.",
     ("2014-06", "Anna Hale became the first woman to lead the bank")),
    ("Anna Hale was driving home on Friday when a tree hit the car.", ("2016-04-15", "Tree hit the car")),
    ("In a statement issued late on Monday, the ministry denied that troops had crossed the border.",
     ("2016-04-18", "Ministry denied that troops had crossed the border")),
])
def test_a_day_is_found_behind_an_hour_and_for_what_happened_on_it(text, expected) -> None:
    assert expected in [(edtf, title) for edtf, _, title in told(text)]


@pytest.mark.parametrize("text", [
    "The change comes on Friday when the old law expires.",
    "Two mines closed on Monday, and nobody knows when the third one opened.",
    "The plan was made in March, long before the day when the mill burned.",
])
def test_when_a_thing_is_another_s_day_it_is_not_taken(text) -> None:
    titles = [title for edtf, _, title in told(text) if edtf and not edtf.startswith("[")]
    assert not any(title.startswith(("Old law", "Third", "Mill burned")) for title in titles)
