"""Timelines of other programs become events written by hand, and nothing of them is lost without a word."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_timeline import sample
from test_inputs import SLIDES, spoiled

from timeline.articles import ByHand
from timeline.articles.handmade import HandMade, link, tags_of
from timeline.articles.markdown import drafts
from timeline.edits import entries
from timeline.edtf import from_edtf
from timeline.errors import InputError
from timeline.exporters import ics, timelinejs
from timeline.imports import READERS, Imported, files, read
from timeline.imports.imported import gathered

JSON = json.dumps({
    "title": {"text": {"headline": "Our story"}}, "scale": "human",
    "events": [
        {"start_date": {"year": "2016", "month": "4", "day": 20, "hour": 18}, "unique_id": "ferry",
         "text": {"headline": "Ferry &amp; quay", "text": "<p>It <b>sailed</b>.</p>"},
         "media": {"url": "https://quay.example/a.jpg", "caption": "The [old] ferry", "credit": "Ann Oak",
                   "thumbnail": "t.jpg"},
         "group": "Sea, land"},
        {"start_date": {"year": -44}, "end_date": {"year": "14"}, "display_date": "long ago",
         "text": {"headline": "", "text": "An emperor\nfell."}, "media": {"url": "<iframe>"}},
        {"start_date": {"year": "soon"}, "text": {"headline": "Never"}}],
    "eras": [{"start_date": {"year": 2014}, "end_date": {"year": 2016}, "text": {"headline": "Repairs"}}]}, indent=1)
MARKWHEN = """title: Our story
#sea: blue
// a word to the wise
section Harbour
2016-04-20: Ferry **sails** #sea
It was late.

- [ ] check this
2014 / 2016-02: Repairs
2014-2016: Repairs again
12/2012 - 03/04/2013: Drought
Dec 1 2009: A [bridge](https://quay.example/b) opens
group Inner
2016-04-20T18:30:00Z: At night
end group
5 January 2018 - 2018-02-03 : Spaced
now - 3 days: Lately
after !x 2 weeks: Then
2016-02-30: No day
end section
# A heading
2019: Alone
  an indented line: of text
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@quay
SUMMARY:Ferry sails\\, again
DESCRIPTION:It was late.\\nVery
  late.\\n\\nYes.
DTSTART;TZID=America/New_York:20160420T233000
DTEND;TZID=America/New_York:20160421T013000
LOCATION:The Quay
URL:https://quay.example/1
CATEGORIES:Sea,Land\\, dry
RRULE:FREQ=YEARLY
BEGIN:VALARM
TRIGGER:-PT15M
END:VALARM
END:VEVENT
BEGIN:VEVENT
SUMMARY:Festival
DTSTART;VALUE=DATE:20160501
DTEND;VALUE=DATE:20160504
END:VEVENT
BEGIN:VEVENT
SUMMARY:Party to midnight
DTSTART:20160510T200000Z
DURATION:PT4H
END:VEVENT
BEGIN:VEVENT
SUMMARY:Off
STATUS:CANCELLED
DTSTART;VALUE=DATE:20160501
END:VEVENT
BEGIN:VEVENT
SUMMARY:Broken
DTSTART:20161301
END:VEVENT
END:VCALENDAR
"""
VALID = {"a.json": JSON, "a.csv": SLIDES, "a.mw": MARKWHEN, "a.ics": CALENDAR}


def told(imported: Imported) -> list[tuple[str, str]]:
    return [(event.title, event.date) for event in imported.events]


def test_timelinejs_as_json() -> None:
    found = read(JSON, "a.json")
    assert told(found) == [("Ferry & quay", "2016-04-20"), ("An emperor", "-0043/0014"), ("Repairs", "2014/2016")]
    ferry, emperor, repairs = found.events
    assert ferry.body == "<p>It <b>sailed</b>.</p>\n\n[The \\[old\\] ferry](<https://quay.example/a.jpg>), Ann Oak"
    assert (ferry.tags, repairs.kind) == (("Sea land",), "state")
    assert [(each.name, each.value) for each in found.left] == [
        ("title", '{"text": {"headline": "Our story"}}'), ("scale", "human"), ("date: hour", "18"),
        ("unique_id", "ferry"), ("media thumbnail", "t.jpg"), ("display date", "long ago"), ("media", "<iframe>"),
        ("no event", "'soon' is no number: " + json.dumps({"year": "soon", "headline": "Never"}))]
    assert JSON.split("\n")[found.left[-1].line + 1].strip() == '"year": "soon"'


def test_timelinejs_as_a_table() -> None:
    found = read(SLIDES, "a.csv")
    assert told(found) == [("Ferry sails", "2016-04-20"), ("Caesar falls", "-0043-03-15"), ("Repairs", "2014/2016-02")]
    assert [str(each) for each in found.left] == [
        "line 3: display date: Ides of March",
        'line 4: no event: it is the title slide, and no event: {"headline": "Our story", "text": "Welcome", '
        '"type": "title"}']


def test_markwhen() -> None:
    found = read(MARKWHEN, "a.mw")
    assert told(found) == [
        ("Ferry sails", "2016-04-20"), ("Repairs", "2014/2016-02"), ("Repairs again", "2014/2016"),
        ("Drought", "2012-12/2013-03-04"), ("A bridge opens", "2009-12-01"), ("At night", "2016-04-20"),
        ("Spaced", "2018-01-05/2018-02-03"), ("Alone", "2019")]
    ferry, *_, bridge, night, spaced, alone = found.events
    assert (ferry.body, ferry.tags) == ("It was late.\n\n- [ ] check this", ("Harbour", "sea"))
    assert (bridge.body, night.tags, spaced.tags) == (
        "A [bridge](https://quay.example/b) opens", ("Harbour", "Inner"), ("Harbour",))
    assert (alone.tags, alone.body) == (("A heading",), "  an indented line: of text")
    assert [str(each) for each in found.left] == [
        "line 1: header: title: Our story", "line 2: header: #sea: blue", "line 3: comment: // a word to the wise",
        "line 14: time of day: 2016-04-20T18:30:00Z",
        "line 17: no date one could stand by: now - 3 days: Lately",
        "line 18: no date one could stand by: after !x 2 weeks: Then",
        "line 19: no date one could stand by: 2016-02-30: No day"]


@pytest.mark.parametrize(("line", "date"), [
    ("03/04/2016: x", "2016-03-04"), ("2016: x", "2016"), ("-0043: x", "-0043"), ("2016-04: x", "2016-04"),
    ("April 2016: x", "2016-04"), ("2016-04-20 18:30: x", "2016-04-20"), ("2016-04-20 6pm: x", "2016-04-20"),
    ("2016-04-20 18:30 / 2016-04-21 06:00: x", "2016-04-20/2016-04-21"), ("2016/2014: x", None), ("12:30 x", None),
    ("see 2016: x", None), ("Friday 2016: x", None), ("2016-04-20 x", None), ("https://quay.example/2016: x", None),
])
def test_the_dates_of_markwhen(line: str, date: str | None) -> None:
    if date is None:
        with pytest.raises(InputError, match="TL301"):
            read(line, "a.mw")
    else:
        assert told(read(line, "a.mw")) == [("x", date)]
    european = "dateFormat: d/M/yyyy\n"
    assert told(read(f"{european}03/04/2016: x", "a.mw")) == [("x", "2016-04-03")]


def test_a_calendar() -> None:
    found = read(CALENDAR, "a.ics")
    assert told(found) == [("Ferry sails, again", "2016-04-20/2016-04-21"), ("Festival", "2016-05-01/2016-05-03"),
                           ("Party to midnight", "2016-05-10")]
    ferry = found.events[0]
    assert ferry.body == ("It was late.  \nVery late.\n\nYes.\n\nLocation: The Quay\n\n"
                          "[https://quay.example/1](<https://quay.example/1>)")
    assert ferry.tags == ("Sea", "Land dry")
    assert [str(each) for each in found.left] == [
        "line 2: VCALENDAR VERSION: 2.0",
        "line 3: UID: 1@quay", "line 3: DTSTART: TZID=America/New_York 20160420T233000",
        "line 3: DTEND: TZID=America/New_York 20160421T013000", "line 3: RRULE: FREQ=YEARLY",
        "line 15: VALARM TRIGGER: -PT15M", "line 23: DTSTART: 20160510T200000Z", "line 23: DURATION: PT4H",
        "line 28: no event: it was cancelled: Off", "line 33: no event: there is no such date: 20161301: Broken"]


@pytest.mark.parametrize(("name", "text", "problem"), [
    ("a.doc", "x", "a.doc:1:1: TL102 there is no reader for timelines in .doc files"),
    ("a.json", "{", "a.json:1:2: TL105 not valid JSON: Expecting property name enclosed in double quotes"),
    ("a.json", "[" * 100_000, "a.json:1:1: TL105 not valid JSON"),
    ("a.json", "[1]", "a.json:1:1: TL106 it is no timeline of TimelineJS"),
    ("a.json", '{"events": []}', "a.json:1:1: TL301 no event is in it"),
    ("a.csv", "title,text\na,b\n", "a.csv:1:1: TL106 the columns are not those of TimelineJS"),
    ("a.csv", "headline,year\na\n", "a.csv:2:1: TL111 the row has 1 cell, and the header 2"),
    ("a.ics", "SUMMARY:x", "a.ics:1:1: TL111 it cannot be read as a calendar: SUMMARY stands outside a calendar"),
    ("a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR",
     "a.ics:3:1: TL111 it cannot be read as a calendar: VCALENDAR ends where VEVENT is open"),
    ("a.ics", "BEGIN:VCALENDAR", "a.ics:1:1: TL111 it cannot be read as a calendar: VCALENDAR has no end"),
    ("a.ics", "BEGIN:VCALENDAR\nhm", "a.ics:2:1: TL111 it cannot be read as a calendar: "
                                       "a line without a name and a value"),
    ("a.mw", "Some notes.", "a.mw:1:1: TL301 no event is in it: line 1: header: Some notes."),
])
def test_what_is_no_timeline(name: str, text: str, problem: str) -> None:
    with pytest.raises(InputError) as error:
        read(text, name)
    assert str(error.value).splitlines()[0] == problem


def test_files_are_named_apart_and_safely() -> None:
    events = [HandMade("Ferry: sails/../again", "2016-04-20"), HandMade("Ferry sails again", "2016-04-20"),
              HandMade("Über 100 %", "-0043/.."), HandMade("船", "[..2014]"), HandMade("x" * 300, "2016")]
    assert list(files(gathered(events, []))) == [
        "2016-04-20-ferry-sails-again.md", "2016-04-20-ferry-sails-again-2.md", "0043-uber-100.md", "2014.md",
        f"2016-{'x' * 55}.md"]


def test_what_is_left_is_told_in_few_lines() -> None:
    events = [HandMade("Ferry", "2016", spare=(("UID", str(n)),), line=n) for n in range(1, 6)]
    assert gathered(events, []).listed() == ["UID: 5 of them, the first on line 1: 1"]
    assert gathered(events[:2], []).listed() == ["line 1: UID: 1", "line 2: UID: 2"]


@pytest.mark.parametrize("exporter", [timelinejs, ics])
def test_what_we_export_comes_home(exporter: object) -> None:
    timeline, options = sample()
    (name, content), = exporter.files(timeline, options).items()  # type: ignore[attr-defined]
    found = read(content.decode(), name)
    dates = {event.title: event.date for event in found.events}
    exact = [entry for entry in timeline.entries if entry.title in dates]
    assert len(exact) > len(timeline.entries) / 2
    for entry in exact:
        ours = from_edtf(dates[entry.title])
        assert ours == entry.interval or exporter is timelinejs
        assert {ours.earliest, ours.latest} & {entry.interval.earliest, entry.interval.latest}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_calendar_of_ours_comes_home_whole_in_any_language(language: str) -> None:
    timeline, options = sample()
    content = ics.files(timeline, replace(options, language=language))["timeline.ics"].decode().replace("\r\n", "\n")
    assert "(about " in content or "(etwa " in content
    found = [(event.title, event.date) for event in read(content, "a.ics").events]
    ours = [(entry.title, entry.edtf) for entry in timeline.entries]
    assert len(ours) - len(found) == int(content.partition("X-TIMELINE-LEFT-OUT:")[2].split()[0]) < len(ours) / 2
    assert found == [each for each in ours if each in found]


@pytest.mark.parametrize(("summary", "edtf", "told", "title"), [
    ("Pier opens (spring 1911)", "1911-21", "Spring 1911", "Pier opens"),
    ("Pier opens (früh)", "1911", "Früh\\n\\nMehr.", "Pier opens"),
    ("Pier opens (6 April 1911)", "1911-04-06", "6 April 1911", "Pier opens (6 April 1911)"),
    ("Pier opens (1911)", "1911", "1912", "Pier opens (1911)"),
    ("Pier opens (1911)", "1911", "", "Pier opens (1911)"),
    ("Pier opens ()", "1911", "", "Pier opens ()"),
])
def test_only_a_date_of_ours_is_taken_off_a_title(summary: str, edtf: str, told: str, title: str) -> None:
    lines = (f"SUMMARY:{summary}", f"DESCRIPTION:{told}", f"X-TIMELINE-EDTF:{edtf}")
    event, = read("\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]), "a.ics").events
    assert event.title == title


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(title=WORDS.filter(lambda words: words.strip()), body=WORDS, tags=st.lists(WORDS, max_size=3),
       date=st.sampled_from(["2016-04-20", "-0043", "[..2014]", "2014/2016-02~", "201X"]))
def test_an_event_reads_back_from_its_file(title: str, body: str, tags: list[str], date: str) -> None:
    event = HandMade(" ".join(title.split()), date, body.strip(), tags_of(*tags))
    read_back, = drafts(event.markdown().decode(), "a.md")
    assert isinstance(read_back, ByHand)
    found = {each.name: each.value for each in read_back.told}
    plain = " ".join(title.replace("\0", "\ufffd").split())
    assert (found["title"], found["date"], found.get("tags", ())) == (plain, date, event.tags)
    made, problems = entries([read_back])
    assert (len(made), problems) == (1, ())
    assert made[0].interval == from_edtf(date)


@pytest.mark.parametrize(("url", "words", "markdown"), [
    ("https://quay.example/a b", "x", "x"), ("javascript:alert(1)", "x", "x"), ("", "", ""),
    ("https://quay.example/(a)", "a]b", "[a\\]b](<https://quay.example/(a)>)"),
    ("https://quay.example/a", "", "[https://quay.example/a](<https://quay.example/a>)"),
])
def test_a_link(url: str, words: str, markdown: str) -> None:
    assert link(url, words) == markdown


def test_every_format_is_tested() -> None:
    assert {f".{name.partition('.')[2]}" for name in VALID} >= set(READERS) - {".tsv", ".markwhen", ".ical"}


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_timeline_gives_events_or_a_problem(name: str, seed: int) -> None:
    chance, content = random.Random(seed), VALID[name].encode()
    for _ in range(chance.randint(1, 3)):
        content = spoiled(content, chance)
    found = Imported((), ())
    with suppress(InputError):
        found = read(content.decode("utf-8", "replace"), name)
    made = [replace(each, name=path) for path, told in files(found).items()
            for each in drafts(told.decode(), path) if isinstance(each, ByHand)]
    assert len(made) == len(found.events)
    assert entries(made)[1] == ()
