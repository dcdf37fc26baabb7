"""What the site writes for machines, read by parsers that are not ours; and hostile text in every field of it."""

from __future__ import annotations

import csv
import io
import json
import re
import struct
import zlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import icalendar
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_timeline import ENGLISH, sample

from timeline.edtf import from_edtf
from timeline.exporters import (
    EXPORTERS,
    events_csv,
    events_json,
    feeds,
    history,
    ics,
    oembed,
    retold,
    share,
    sitemap,
    structured,
)
from timeline.exporters import timelinejs as tjs
from timeline.exporters.options import Options
from timeline.exporters.templates import Theme
from timeline.model import Article, Entry, Event, Timeline, Written

TIMELINE, OPTIONS = sample()
BASE = "https://user.example/repo/"
ONLINE = replace(OPTIONS, base_url=BASE.rstrip("/"))
ATOM = "{http://www.w3.org/2005/Atom}"
THEME = Theme(ENGLISH)
NOW = datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC)


def dated(edtf: str, title: str = "Bridge opens") -> Entry:
    """An entry of that date that no article tells."""
    return Entry(f"id-{edtf}", title, from_edtf(edtf), edtf, 0.5, ())


def of(*entries: Entry) -> Timeline:
    return Timeline(entries)


# Feeds


def atom(timeline: Timeline = TIMELINE, options: Options = ONLINE) -> feedparser.FeedParserDict:
    told = feedparser.parse(feeds.atom(timeline, options)["atom.xml"])
    assert not told.bozo, told.get("bozo_exception")
    return told


def json_feed(timeline: Timeline = TIMELINE, options: Options = ONLINE) -> dict:
    told = json.loads(feeds.json_feed(timeline, options)["feed.json"])
    JSON_FEED.validate(told)
    return told


ADDRESS = {"type": "string", "pattern": "^https?://"}
STAMP = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
# What https://www.jsonfeed.org/version/1.1/ demands.
JSON_FEED = jsonschema.Draft202012Validator({
    "type": "object", "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"}, "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS, "feed_url": ADDRESS, "description": {"type": "string"},
        "language": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
        "authors": {"type": "array", "items": {"type": "object", "minProperties": 1}},
        "items": {"type": "array", "items": {
            "type": "object", "required": ["id", "content_html"], "additionalProperties": False,
            "properties": {
                "id": {"type": "string", "minLength": 1}, "url": ADDRESS, "external_url": ADDRESS,
                "title": {"type": "string"}, "summary": {"type": "string"}, "content_html": {"type": "string"},
                "date_published": STAMP, "date_modified": STAMP,
                "tags": {"type": "array", "items": {"type": "string", "minLength": 1}},
            }}},
    },
})


def test_atom_is_what_a_reader_expects():
    told = atom()
    assert told.version == "atom10"
    assert (told.feed.title, told.feed.subtitle) == (OPTIONS.title, OPTIONS.description)
    assert told.feed.link == BASE
    assert {link.href for link in told.feed.links if link.rel == "self"} == {f"{BASE}atom.xml"}
    assert len(told.entries) == len({entry.id for entry in told.entries}) == len(TIMELINE.entries)
    for entry in told.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.link.startswith(f"{BASE}entries/")
        assert entry.updated_parsed >= entry.published_parsed
        assert "<blockquote" in entry.content[0].value


def test_both_feeds_tell_the_same():
    told, items = atom().entries, json_feed()["items"]
    assert [(e.id, e.title, e.published, e.updated, e.link) for e in told] == [
        (i["id"], i["title"], i["date_published"], i["date_modified"], i["url"]) for i in items]


def test_without_a_public_address_feeds_are_valid_and_name_entries_alike():
    offline = replace(OPTIONS, base_url=None)
    assert [entry.id for entry in atom(options=offline).entries] == [entry.id for entry in atom().entries]
    root = ElementTree.fromstring(feeds.atom(TIMELINE, offline)["atom.xml"])
    links = [link.get("href") for link in root.iter(f"{ATOM}link") if link.get("rel") != "related"]
    assert all(not urlsplit(link).scheme for link in links)
    told = json_feed(options=offline)
    assert not {"home_page_url", "feed_url"} & set(told)
    assert not any("url" in item for item in told["items"])
    assert "https://vale.example/news/" in {item.get("external_url") for item in told["items"]}


def test_a_feed_holds_the_newest_first_and_no_more_than_some():
    entries = [replace(dated("2016-04-20"), id=f"e{n}") for n in range(feeds.MOST + 20)]
    times = {entry.id: NOW + timedelta(hours=(7 * n) % len(entries)) for n, entry in enumerate(entries)}
    told = json_feed(Timeline(tuple(entries)), replace(ONLINE, added=times))["items"]
    stamps = [item["date_published"] for item in told]
    assert len(stamps) == feeds.MOST
    assert stamps == sorted(stamps, reverse=True)
    assert stamps[0] == history.in_iso(max(times.values()))


@pytest.mark.parametrize(("published", "stamp"), [
    (date(2016, 4, 20), "2016-04-20T00:00:00Z"),
    (datetime.fromisoformat("2016-04-20T01:30:00+02:00"), "2016-04-19T23:30:00Z"),
    (datetime.fromisoformat("0001-01-01T00:00:00+02:00"), "0001-01-01T00:00:00Z"),
])
def test_where_nobody_knows_when_it_was_added_the_publication_stands_in(published, stamp):
    source = Article("It opened.", published)
    event = Event("e", "Opened", "It opened.", 0, 10, None, None, "explicit", "event", None, 1, None, source)
    entry = replace(dated("2015"), events=(event,))
    assert history.in_iso(history.added(entry, Options())) == stamp
    assert history.added(entry, Options(added={entry.id: NOW})) == NOW
    assert history.added(dated("2015"), Options(articles=(source,))) == history.added(entry, Options())
    assert history.in_iso(history.added(dated("2015"), Options())) == "2015-01-01T00:00:00Z"


def test_what_changed_is_updated_but_not_new():
    entry = TIMELINE.entries[3]
    options = replace(ONLINE, added={entry.id: NOW}, changed={entry.id: NOW + timedelta(days=1)})
    first = atom(options=options).entries[0]
    assert (first.id, first.published, first.updated) == (
        retold.urn(entry.id), "2026-05-04T03:02:01Z", "2026-05-05T03:02:01Z")


# What became of the entries


def past(timeline: Timeline, options: Options = OPTIONS) -> history.Past:
    told = events_json.past(io.BytesIO(events_json.files(timeline, options)["events.json"]))
    assert told is not None
    return told


def test_a_timeline_has_not_changed_since_itself():
    assert history.changes(past(TIMELINE), history.faces(TIMELINE)) == history.Changes((), (), ())


@pytest.mark.parametrize(("field", "value", "seen"), [
    ("title", "Another", True), ("note", "Look here.", True), ("own_tags", ("Tolls",), True), ("conflict", "No.", True),
    ("events", (), True), ("written", (Written("w", "More."),), True),
    ("importance", 0.9, False), ("approved", True, False),
])
def test_changed_is_what_a_reader_sees(field, value, seen):
    first, *rest = TIMELINE.entries
    now = of(replace(first, **{field: value}), *rest)
    assert history.changes(past(TIMELINE), history.faces(now)).changed == ((first.id,) if seen else ())


def test_new_and_gone():
    first, *rest = TIMELINE.entries
    then, now = of(*rest), of(first, *rest[1:])
    change = history.changes(past(then), history.faces(now))
    assert change == history.Changes((first.id,), (), (rest[0].id,))
    added, changed = history.stamps(past(then), change, NOW)
    assert (added[first.id], changed) == (NOW, {})
    assert added[rest[1].id] == history.added(rest[1], OPTIONS)
    assert first.id not in history.stamps(past(then), change, None)[0]


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_a_file_that_is_none_of_ours_has_no_past(content):
    assert events_json.past(io.BytesIO(content)) is None


@pytest.mark.parametrize("broken", [
    {"schema": {"name": "timeline-events", "version": 2}}, {"entries": [1]}, {"entries": None},
    {"added": {"a": "yesterday"}}, {"added": ["a"]}, {"changed": {"a": "0001-01-01T00:00:00+09:00"}},
])
def test_nor_has_one_of_another_version_or_a_damaged_one(broken):
    whole = {"schema": events_json.SCHEMA, "entries": [{"id": "a"}]}
    past = events_json.past(io.BytesIO(json.dumps(whole).encode()))
    assert past == history.Past({"a": history.face({"id": "a"})}, {}, {})
    assert events_json.past(io.BytesIO(json.dumps(whole | broken).encode())) is None


# The calendar


def calendar(timeline: Timeline = TIMELINE, options: Options = ONLINE) -> icalendar.Calendar:
    content = ics.files(timeline, options)["timeline.ics"]
    for line in content.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode("utf-8")
    told = icalendar.Calendar.from_ical(content)
    assert not told.errors
    assert not any(event.errors for event in told.walk("VEVENT"))
    return told


@pytest.mark.parametrize(("edtf", "first", "after", "summary"), [
    ("2016-04-20", "2016-04-20", "2016-04-21", "Bridge opens"),
    ("2016-04-11/2016-04-12", "2016-04-11", "2016-04-13", "Bridge opens"),
    ("2016-04-20~", "2016-04-20", "2016-04-21", "Bridge opens (about 20 April 2016)"),
    ("2016-02", "2016-02-01", "2016-03-01", "Bridge opens (February 2016)"),
    ("1911~", "1911-01-01", "1912-01-01", "Bridge opens (about 1911)"),
    ("2014-04/..", "2014-04-01", "2014-04-02", "Bridge opens (from April 2014 on)"),
    ("[..2017]", "2017-12-31", "2018-01-01", "Bridge opens (on or before 2017)"),
    ("../2017-03-05", "2017-03-05", "2017-03-06", "Bridge opens (until 5 March 2017)"),
    ("0001-01-01", "0001-01-01", "0001-01-02", "Bridge opens"),
])
def test_an_event_covers_the_days_its_date_may_mean(edtf, first, after, summary):
    (event,) = calendar(of(dated(edtf))).walk("VEVENT")
    assert (str(event.start), str(event.end), str(event["SUMMARY"])) == (first, after, summary)
    assert str(event["X-TIMELINE-EDTF"]) == edtf


def test_what_no_calendar_holds_is_left_out_and_counted():
    held, bce, never, last = dated("2016"), dated("-0043-03-15"), dated("../.."), dated("9999-12-31")
    told = calendar(of(bce, held, never, last, dated("0000/0005")))
    assert [event["UID"] for event in told.walk("VEVENT")] == [retold.urn(held.id)]
    assert str(told["X-TIMELINE-LEFT-OUT"]) == "4"


def test_a_calendar_tells_the_sources():
    told = calendar()
    assert str(told["NAME"]) == OPTIONS.title
    closed = next(e for e in told.walk("VEVENT") if "close the harbour bridge" in e["SUMMARY"])
    for words in ("Sources disagree. ", "“Inspectors closed the harbour bridge", "– Vale Courier, 3 April 2014\n",
                  "https://vale.example/news/", "– according to a spokesman, Radio Tamsin, 4 April 2014"):
        assert words in closed["DESCRIPTION"]
    assert closed["URL"].startswith(f"{BASE}entries/")
    assert closed["CATEGORIES"].cats == ["Harbour bridge", "Tolls"]
    assert str(closed["DTSTAMP"].dt) == "2014-04-04 16:30:00+00:00"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_a_calendar_gives_any_title_and_tag_back(text):
    entry = replace(dated("2016-04-20", text), own_tags=(text, "a, b; c\\n"))
    (event,) = calendar(of(entry)).walk("VEVENT")
    assert str(event["SUMMARY"]) == retold.title(entry, ENGLISH)
    assert tuple(map(str, event["CATEGORIES"].cats)) == retold.tags(entry)


# The table


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_cells_are_harmless_and_come_back_whole(rows):
    content = events_csv.written(["a", "b"], rows)
    raw = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for row in raw for cell in row)
    assert [list(row.values()) for row in events_csv.read(content)] == rows


@pytest.mark.parametrize(("cell", "written"), [
    ("=1+1", "'=1+1"), ("-5", "'-5"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("'tis", "''tis"), ("''", "'''"),
    ("a=1", "a=1"), ("", ""), ("2016-04-20", "2016-04-20"),
])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell, written):
    assert events_csv.harmless(cell) == written
    assert events_csv.whole(written) == cell


def test_the_table_has_a_row_an_entry():
    content = events_csv.files(TIMELINE, OPTIONS)["events.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,date,edtf,")
    assert content.count(b"\r\n") == len(TIMELINE.entries) + 1
    told = {row["id"]: row for row in events_csv.read(content)}
    assert list(told) == [entry.id for entry in TIMELINE.entries]
    closed = next(row for row in told.values() if row["title"] == "Inspectors close the harbour bridge to lorries")
    assert (closed["date"], closed["edtf"], closed["earliest"]) == ("1 April 2014", "2014-04-01", "2014-04-01")
    assert closed["outlets"] == "Vale Courier\nRadio Tamsin"
    assert closed["urls"] == "https://vale.example/news/\nhttps://radio.example/"
    assert events_csv.read(events_csv.files(of(dated("-0043")), OPTIONS)["events.csv"])[0]["earliest"] == "-0043-01-01"


# TimelineJS


def slides(timeline: Timeline, options: Options = ONLINE) -> list[dict]:
    return json.loads(tjs.files(timeline, options)["timelinejs.json"])["events"]


@pytest.mark.parametrize(("edtf", "start", "end", "words"), [
    ("2016-04-20", (2016, 4, 20), None, None),
    ("2016-04", (2016, 4), None, None),
    ("2016", (2016,), None, None),
    ("2014/2016-04", (2014,), (2016, 4), None),
    ("2016~", (2016,), None, "about 2016"),
    ("2016-21", (2016, 3, 1), (2016, 5, 31), "spring 2016"),
    ("189X", (1890, 1, 1), (1899, 12, 31), "the 1890s"),
    ("2014-04/..", (2014, 4), None, "from April 2014 on"),
    ("[..2017]", (2017,), None, "on or before 2017"),
    ("-0043-03-15", (-44, 3, 15), None, "15 March 44 BC"),
    ("0000", (-1,), None, "1 BC"),
])
def test_a_slide_has_its_date_as_exactly_as_it_is_known(edtf, start, end, words):
    (slide,) = slides(of(dated(edtf)))
    assert tuple(slide["start_date"].values()) == start
    assert ("end_date" in slide and tuple(slide["end_date"].values())) == (end or False)
    assert slide.get("display_date") == words


def test_a_slide_tells_its_sources_and_what_has_no_date_gets_none():
    told = slides(Timeline((*TIMELINE.entries, dated("../.."))))
    assert len(told) == len(TIMELINE.entries)
    assert {slide["group"] for slide in told} == {"Events", "Statements", "Plans", "Situations"}
    closed = next(slide for slide in told if "close the harbour bridge" in slide["text"]["headline"])
    assert "media" not in closed
    assert closed["text"]["text"].count("<blockquote") == 2
    assert Markup(closed["text"]["text"]).links == [
        "https://vale.example/news/", "https://radio.example/", BASE + f"entries/{closed['unique_id']}.html"]
    assert "group" not in slides(of(dated("2016")))[0]


def test_a_headline_is_html():
    assert slides(of(dated("2016", "Tea & <b>cake</b>")))[0]["text"]["headline"] == "Tea &amp; &lt;b&gt;cake&lt;/b&gt;"


# The head of a page


def head(machines: structured.Head, options: Options = ONLINE, path: str = "", root: str = "") -> Markup:
    common = {"site": options, "base_url": retold.base(options), "root": root,
              "beside": dict.fromkeys(EXPORTERS, True)}
    content = THEME.page("_machines.html", path=path, machines=machines, feeds=THEME.piece("_feeds.html", **common),
                         **common)
    return Markup(content.decode())


class Markup(HTMLParser):
    """The elements of some HTML with their attributes, and the text of its scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        if self.elements and self.elements[-1][0] == "script" and data.strip():
            self.scripts.append(data)

    @property
    def links(self) -> list[str]:
        return [value or "" for _, at in self.elements for name, value in at.items() if name in ("href", "src", "cite")]

    def meta(self, name: str) -> str | None:
        return next((at["content"] for _, at in self.elements if name in (at.get("property"), at.get("name"))), None)


def test_a_front_page_lists_its_events():
    page = head(structured.front(TIMELINE.entries, ONLINE, ENGLISH))
    (told,) = map(json.loads, page.scripts)
    assert (told["@type"], told["url"], told["temporalCoverage"]) == ("CollectionPage", BASE, "1890-01-01/2017-12-31")
    listed = told["mainEntity"]
    assert (listed["@type"], listed["numberOfItems"]) == ("ItemList", len(TIMELINE.entries))
    assert [each["position"] for each in listed["itemListElement"]] == list(range(1, len(TIMELINE.entries) + 1))
    for each, entry in zip(listed["itemListElement"], TIMELINE.entries, strict=True):
        event = each["item"]
        assert (event["@type"], event["name"]) == ("Event", entry.title)
        assert event["subjectOf"]["temporalCoverage"] == entry.edtf
        assert event["url"] == BASE + retold.page(entry)


def test_a_list_of_many_names_the_most_important_in_order():
    entries = [replace(dated("2016"), id=f"e{n}", importance=(n * 37 % 500) / 500) for n in range(500)]
    (told,) = map(json.loads, head(structured.front(entries, ONLINE, ENGLISH)).scripts)
    listed = [each["item"]["url"] for each in told["mainEntity"]["itemListElement"]]
    best = sorted(entries, key=lambda entry: -entry.importance)[: structured.MOST]
    assert listed == [BASE + retold.page(entry) for entry in entries if entry in best]
    assert told["mainEntity"]["numberOfItems"] == 500


@pytest.mark.parametrize(("edtf", "start", "end"), [
    ("2016-04-20", "2016-04-20", None), ("2016-04", "2016-04", None), ("2016", "2016", None),
    ("2014/2016-04", "2014", "2016-04"), ("2016-21", "2016-03-01", "2016-05-31"), ("2014-04/..", "2014-04", None),
    ("[..2017]", None, "2017"), ("-0043", None, None), ("-0043/0014", None, "0014"), ("2016/2016", "2016", "2016"),
])
def test_an_event_has_the_dates_that_iso_8601_can_say(edtf, start, end):
    told = structured.event(dated(edtf), ONLINE, ENGLISH)
    assert (told.get("startDate"), told.get("endDate")) == (start, end)


def test_the_page_of_an_entry_tells_its_articles():
    entry = next(entry for entry in TIMELINE.entries if len(entry.events) > 1)
    page = head(structured.one(entry, ONLINE, ENGLISH), path=retold.page(entry), root="../")
    (told,) = map(json.loads, page.scripts)
    own, *articles = told["subjectOf"]
    assert own == {"@type": "WebPage", "url": BASE + retold.page(entry), "temporalCoverage": "2014-04-01"}
    assert [(each["@type"], each["publisher"]["name"]) for each in articles] == [
        ("NewsArticle", "Vale Courier"), ("NewsArticle", "Radio Tamsin")]
    assert page.meta("og:type") == "article"
    assert page.meta("og:title") == entry.title
    assert page.meta("og:url") == BASE + retold.page(entry)
    assert page.meta("og:description").startswith("1 April 2014. Inspectors closed")
    assert page.meta("og:image") == f"{BASE}share.png"


def test_without_a_public_address_a_head_has_relative_links_alone():
    offline = replace(OPTIONS, base_url=None)
    page = head(structured.front(TIMELINE.entries, offline, ENGLISH), offline)
    assert page.meta("og:url") is None
    assert page.meta("og:image") is None
    assert page.links == ["atom.xml", "feed.json"]
    (told,) = map(json.loads, page.scripts)
    assert told["mainEntity"]["itemListElement"][0]["item"]["url"].startswith("entries/")


# Pictures, frames and maps


def test_the_share_picture_is_a_png_of_the_size_networks_ask_for():
    content = share.files(TIMELINE, OPTIONS)["share.png"]
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, rest = {}, content[8:]
    while rest:
        size, name = struct.unpack(">I4s", rest[:8])
        body, check = rest[8 : 8 + size], rest[8 + size : 12 + size]
        assert zlib.crc32(name + body) == int.from_bytes(check, "big")
        chunks[name], rest = body, rest[12 + size :]
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (1200, 630)
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == 630 * (1 + 1200 // 4)
    assert len(set(rows)) > 4
    nothing = share.files(of(dated("2016")), OPTIONS)["share.png"]
    assert nothing != content
    assert len(nothing) < len(content)


def test_a_frame_for_whoever_asks_by_oembed():
    told = json.loads(oembed.files(TIMELINE, ONLINE)["oembed.json"])
    assert (told["version"], told["type"]) == ("1.0", "rich")
    ((tag, attributes),) = Markup(told["html"]).elements
    assert (tag, attributes["src"], attributes["title"]) == ("iframe", f"{BASE}embed/", OPTIONS.title)
    assert (attributes["width"], attributes["height"]) == (str(told["width"]), str(told["height"]))
    assert oembed.files(TIMELINE, OPTIONS) == {}


PAGES = {"index.html": b"", "entries/a b.html": b"", "sources/index.html": b"", "assets/x.css": b"",
         "404.html": b'<meta name="robots" content="noindex">'}


def locations(content: bytes) -> list[str]:
    return [each.text for each in ElementTree.fromstring(content).iter() if each.tag.endswith("}loc")]


def test_a_map_names_the_pages_that_may_be_found():
    listed = [path for path, content in PAGES.items() if sitemap.lists(path, content)]
    made = sitemap.files(listed, ONLINE)
    assert locations(made["sitemap.xml"]) == [f"{BASE}entries/a%20b.html", BASE, f"{BASE}sources/"]
    assert f"Sitemap: {BASE}sitemap.xml\n".encode() in made["robots.txt"]
    assert sitemap.files(listed, OPTIONS) == {"robots.txt": b"User-agent: *\nDisallow:\n"}


def test_a_map_of_too_many_pages_names_its_parts(monkeypatch):
    monkeypatch.setattr(sitemap, "MOST", 2)
    made = sitemap.files([f"{n}.html" for n in range(5)], ONLINE)
    parts = [f"sitemap-{n}.xml" for n in (1, 2, 3)]
    assert locations(made["sitemap.xml"]) == [BASE + name for name in parts]
    assert [len(locations(made[name])) for name in parts] == [2, 2, 1]


# Hostile text


PAYLOADS = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)",
    " javascript:alert(1)", "vbscript:x", "\x01javascript:x", "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd", "//evil.example/x", "https://", "https://[", "http:\\\\evil.example",
    'https://evil.example/"onmouseover="alert(1)', "https://evil.example/'><script>",
    "https://user:pw@evil.example/]]>", "&#106;avascript:x", '"><a href="javascript:alert(1)">x</a>',
    "' onmouseover='alert(1)", "<!--", "-->", "]]>", "<![CDATA[", "<?xml version='1.0'?>", "&amp;&lt;&bogus;",
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;', "<style>*{display:none}</style>",
    "<iframe src=https://evil.example>", "<base href=//x>", "END:VCALENDAR", "\r\nEND:VEVENT\r\nBEGIN:VALARM\r\n",
    "\nATTACH:https://evil.example", "\\n\\;\\,\\\\", ";,:\"\\", "=HYPERLINK(\"https://evil.example\")", "+1", "-1",
    "@SUM(1)", "\t=1", "'=1", "=cmd|' /C calc'!A0", "\"\"\"", "\u2028</script>\u2029", "\u202etxt.exe", "\ud800",
    "\udfff\ud800", "\x00", "\x0b\x0c\x1b[31m", "\x7f\x85", "\ufffe\uffff", "\U0010ffff", "e\u0301" * 40, "😀" * 60,
    "a" * 5000, "{{ 7 * 7 }}", "{% raw %}", "${7*7}", "%00", "../../etc/passwd", "CON", "", " ", "\n\n", "[" * 100,
    "<" * 300,
]
SHAPES = ["{}", "x{}", "{}y", "https://evil.example/{}", "# {}\n[a]({})"]
HOSTILE = [shape.replace("{}", payload) for payload, shape in product(PAYLOADS, SHAPES)]
SCHEMES = ("", "http", "https")
TAGS = {"p", "br", "hr", "em", "strong", "b", "i", "del", "sup", "sub", "a", "ul", "ol", "li", "blockquote", "code",
        "pre"}


PROPERTIES = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "URL", "TRANSP",
              "X-TIMELINE-EDTF"}


def filled(text: str) -> tuple[Timeline, Options]:
    """A timeline and options with the text in every field that takes one."""
    source = Article(text, date(2016, 4, 20), text, text, text, text, text, text, (text,))
    event = Event(text, text, text, 0, len(text), from_edtf("2016-04-20"), text, text, text, text, 0.5, None,
                  source, text)
    told = Entry(text, text, from_edtf("2016-04~"), text, 0.5, (event,), text, text, (text,))
    written = Entry("w", text, from_edtf("2016-04"), "2016-04", 0.5, (), written=(Written("w", text, text, text),))
    return Timeline((told, written)), Options(title=text, description=text, language=text, base_url=text)


def harmless_html(text: str) -> None:
    page = Markup(text)
    for tag, attributes in page.elements:
        assert tag in TAGS, text
        assert set(attributes) <= {"href", "rel", "lang", "dir", "title"}, text
    assert all(urlsplit(link).scheme in ("http", "https") for link in page.links), text


def stays_valid(timeline: Timeline, options: Options) -> None:
    for entry in atom(timeline, options).entries:
        assert all(urlsplit(link.href).scheme in SCHEMES for link in entry.links)
    root = ElementTree.fromstring(feeds.atom(timeline, options)["atom.xml"])
    contents = [each.text for each in root.iter(f"{ATOM}content")]
    items = json_feed(timeline, options)["items"]
    assert len(contents) == len(items) == len(timeline.entries)
    for content in (*contents, *(item["content_html"] for item in items)):
        harmless_html(content)
    events = calendar(timeline, options).walk()
    assert [each.name for each in events] == ["VCALENDAR", *["VEVENT"] * len(timeline.entries)]
    assert all(set(each) <= PROPERTIES for each in events[1:])
    assert all(urlsplit(each.get("URL", "")).scheme in SCHEMES for each in events)
    assert len(events_csv.read(events_csv.files(timeline, options)["events.csv"])) == len(timeline.entries)
    assert events_json.past(io.BytesIO(events_json.files(timeline, options)["events.json"])) is not None
    told = json.loads(tjs.files(timeline, options)["timelinejs.json"])
    for part in (told["title"], *told["events"]):
        harmless_html(part["text"]["headline"])
        harmless_html(part["text"]["text"])
        assert set(part) <= {"unique_id", "start_date", "end_date", "display_date", "text", "group"}
    heads = [structured.front(timeline.entries, options, ENGLISH),
             *(structured.one(e, options, ENGLISH) for e in timeline.entries)]
    for page in (head(each, options) for each in heads):
        assert {tag for tag, _ in page.elements} == {"link", "meta", "script"}
        assert [at for tag, at in page.elements if tag == "script"] == [{"type": "application/ld+json"}]
        assert all(urlsplit(link).scheme in SCHEMES for link in page.links)
        assert "Event" in json.dumps(json.loads(page.scripts[0]))
    for content in oembed.files(timeline, options).values():
        ((tag, attributes),) = Markup(json.loads(content)["html"]).elements
        assert tag == "iframe"
        assert set(attributes) == {"src", "title", "width", "height", "loading", "style"}
        assert attributes["src"].startswith(("http://", "https://"))
    for name, content in sitemap.files(PAGES, options).items():
        assert name == "robots.txt" or len(locations(content)) == len(PAGES)
        assert content.count(b"\n") < 12


@pytest.mark.parametrize("shape", range(len(SHAPES)))
def test_hostile_text_in_every_field_stays_text(shape):
    assert len(HOSTILE) >= 300
    for text in HOSTILE[shape :: len(SHAPES)]:
        stays_valid(*filled(text))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_in_every_field_stays_text(text):
    stays_valid(*filled(text))


# All of them


def test_no_two_exporters_make_the_same_file():
    made = [path for name, files in EXPORTERS.items() if name != "site" for path in files(TIMELINE, ONLINE)]
    assert len(made) == len(set(made))
    assert set(made) == {"events.json", "events.csv", "timeline.ics", "atom.xml", "feed.json", "timelinejs.json",
                         "oembed.json", "share.png"}


@pytest.mark.parametrize("name", [name for name in EXPORTERS if name != "site"])
def test_nothing_to_show_is_still_a_file(name):
    assert all(EXPORTERS[name](Timeline(()), OPTIONS).values())


DOCS = (Path(__file__).parent.parent / "docs" / "exporters.md").read_text(encoding="utf-8")


def test_every_file_for_machines_is_documented_with_its_name():
    rows = dict(re.findall(r"^\| `([\w.-]+)` \| ?`?(\w*)`? \|", DOCS, flags=re.MULTILINE))
    made = {path: name for name in EXPORTERS if name != "site" for path in EXPORTERS[name](TIMELINE, ONLINE)}
    by_hand = {"oembed.json": "", "share.png": "", "sitemap.xml": "", "robots.txt": ""}
    assert rows == made | by_hand


def test_the_example_for_python_runs():
    (code,) = (block for block in re.findall(r"```python\n(.*?)```", DOCS, flags=re.DOTALL) if "whole" in block)
    made: dict = {}
    exec(code, made)
    assert icalendar.Calendar.from_ical(made["calendar"]).walk("VEVENT")
    assert {"index.html", "timeline.ics", "sitemap.xml"} <= set(made["site"])


@pytest.mark.parametrize(("edtf", "summary"), [
    ("2016-02", "Bridge opens (February 2016)"), ("1911~", "Bridge opens (about 1911)"),
    ("2014-04/..", "Bridge opens (from April 2014 on)"), ("[..2017]", "Bridge opens (on or before 2017)"),
])
def test_the_page_shows_what_a_calendar_would(edtf, summary):
    assert re.search(rf"^\| {re.escape(edtf)} \| .* \| {re.escape(summary)} \|$", DOCS, flags=re.MULTILINE)
    assert str(calendar(of(dated(edtf))).walk("VEVENT")[0]["SUMMARY"]) == summary
