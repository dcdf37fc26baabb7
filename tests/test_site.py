"""The exporters: the pages of the site, events.json, and what they are made of."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_timeline import ENGLISH, Told, article, entry, sample

from timeline.edtf import from_edtf
from timeline.errors import TimelineError
from timeline.exporters import EXPORTERS, events_json, pages, whole
from timeline.exporters.dates import mark, place, short_date
from timeline.exporters.history import Changes, Past, as_of
from timeline.exporters.links import slug, web_link
from timeline.exporters.options import Options
from timeline.exporters.ours import default_folder
from timeline.exporters.overview import strip
from timeline.exporters.site import files
from timeline.exporters.site.items import Item, Source, Telling, Year, items, years
from timeline.exporters.templates import Theme
from timeline.intervals import Interval, half, quarter, week, weekend
from timeline.model import Article, Entry, Event, Timeline, TimeValue, Written

TIMELINE, OPTIONS = sample()
SITE = files(TIMELINE, OPTIONS)
PAGES = [path for path in SITE if path.endswith(".html")]
EACH_PAGE = pytest.mark.parametrize("path", PAGES)
VOID = {"meta", "link", "base", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """A parsed page: its tags in order, its ids, its links, the text within each tag."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID and not self.get_starttag_text().endswith("/>"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> crosses another element"

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    @property
    def text(self) -> str:
        return "".join(text for tag, text in self.texts if tag not in ("script", "style", "title"))

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    @property
    def skeleton(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(tag, tuple(attributes)) for tag, attributes in self.tags]

    def links(self) -> list[str]:
        return [attributes[name] for tag, attributes in self.tags for name in ("href", "src", "cite", "action")
                if name in attributes]

    def within(self, tag: str) -> list[str]:
        return [text for inside, text in self.texts if inside == tag]


def as_items(entries) -> list[Item]:
    known = {each.id: Source(each, ENGLISH) for entry in entries for each in entry.articles}
    return items(entries, known, ENGLISH)


def in_years(entries) -> tuple[Year, ...]:
    return years(as_items(entries), ENGLISH)


# What every page is


@EACH_PAGE
def test_a_page_is_well_formed_and_its_ids_are_its_own(path):
    page = Page(SITE[path])
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert page.tags[0] == ("html", {"lang": "en"})


@EACH_PAGE
def test_a_page_has_one_h1_and_headings_in_order(path):
    levels = [int(tag[1]) for tag, _ in Page(SITE[path]).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


@EACH_PAGE
def test_a_page_allows_nothing_but_its_own(path):
    page = Page(SITE[path])
    policies = [at["content"] for tag, at in page.tags if at.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none';")
    assert "unsafe" not in policies[0]
    assert "*" not in policies[0]
    assert not any("style" in at or any(name.startswith("on") for name in at) for _, at in page.tags)
    # What stands between the tags of a script is data that no browser runs.
    inline = [at.get("type") for tag, at in page.tags if tag == "script" and "src" not in at]
    assert inline == ["application/ld+json"] * len(page.within("script"))
    assert all(isinstance(json.loads(text), dict) for text in page.within("script"))


@EACH_PAGE
def test_dates_have_a_form_that_html_knows(path):
    stamps = [at["datetime"] for tag, at in Page(SITE[path]).tags if tag == "time"]
    assert all(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", stamp) for stamp in stamps)


@pytest.mark.parametrize("base", ["https://user.example/repo/", "https://user.example/", "file:///home/me/my site/"])
def test_every_link_of_every_page_resolves(base):
    everything = {path for export in EXPORTERS.values() for path in export(TIMELINE, OPTIONS)}
    followed = 0
    for path in PAGES:
        for link in Page(SITE[path]).links():
            address, fragment = urldefrag(urljoin(base + path, link))
            if link.startswith(("https://vale.", "https://radio.", "https://lantern.", "data:")):
                continue
            assert address.startswith(base), f"{path} leads out of the site: {link}"
            target = address.partition("?")[0].removeprefix(base) or "index.html"
            assert target in everything, f"{path} has a broken link: {link}"
            assert not fragment or fragment in Page(SITE[target]).ids, f"{path}: {link} has no such place"
            # A folder has no index where files are opened from a disk.
            assert path == "404.html" or not urlsplit(link).path.endswith("/")
            followed += 1
    assert followed > 150


@pytest.mark.parametrize("left_out", EXPORTERS)
@pytest.mark.parametrize("base", [None, "https://user.example/repo/"])
def test_no_file_leads_to_one_of_an_exporter_left_out(left_out, base):
    names = [name for name in EXPORTERS if name != left_out]
    options = replace(OPTIONS, base_url=base)
    made = whole(TIMELINE, options, names)
    missing = {*whole(TIMELINE, options)} - {*made}
    assert missing or (left_out, base) == ("oembed", None)
    root = base or "https://user.example/"
    for path, content in made.items():
        links = Page(content).links() if path.endswith(".html") else ()
        led = {urldefrag(urljoin(root + path, link))[0].partition("?")[0].removeprefix(root) for link in links}
        assert led & missing == set(), path
        told = content.decode("utf-8", "replace")
        named = [name for name in missing if f"{base or ''}{name}" in told]
        assert [name for name in named if base or name.startswith("entries/")] == [], path


def test_the_first_page_is_made_first_and_one_by_one_they_are_the_same():
    made = list(pages(TIMELINE, OPTIONS))
    assert made[0][0] == "index.html"
    assert len(dict(made)) == len(made)
    assert dict(made) == whole(TIMELINE, OPTIONS)


def test_the_page_for_nothing_is_its_own_whole_and_knows_the_way_home_where_the_address_is_known():
    missing = Page(SITE["404.html"])
    style = "".join(missing.within("style"))
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in SITE["404.html"].decode()
    told = files(TIMELINE, replace(OPTIONS, base_url="https://user.example/repo"))["404.html"]
    assert "https://user.example/repo/" in Page(told).links()


def test_the_public_address_makes_canonical_links_and_the_snippet():
    told = files(TIMELINE, replace(OPTIONS, base_url="https://user.example/repo", title='A "b" & c'))
    assert b'<link rel="canonical" href="https://user.example/repo/about.html">' in told["about.html"]
    snippet = "".join(Page(told["about.html"]).within("code"))
    assert '<iframe src="https://user.example/repo/embed/" title="A &quot;b&quot; &amp; c"' in snippet
    assert '<script src="https://user.example/repo/embed.js" async></script>' in snippet
    assert "canonical" not in files(TIMELINE, replace(OPTIONS, base_url="javascript:alert(1)"))["about.html"].decode()


# What the page tells


def test_entries_stand_in_order_under_years_and_months():
    told = [(year.words, group.month, [str(item.date) for item in group.items])
            for year in in_years(TIMELINE.entries) for group in year.groups]
    assert told == [
        ("1890s", "", ["1890s"]),
        ("1911", "", ["about 1911"]),
        ("2014", "March", ["Spring 2014 – Nov 2016"]),
        ("2014", "April", ["from April 2014", "1 Apr 2014"]),
        ("2014", "June", ["2–20 June 2014"]),
        ("2015", "September", ["9 Sept 2015"]),
        ("2016", "", ["2016"]),
        ("2016", "March", ["Spring 2016", "about March 2016"]),
        ("2016", "April", ["11–12 Apr 2016", "18 Apr 2016"]),
        ("2017", "", ["by 2017"]),
    ]


def dated(*edtf: str) -> list[Entry]:
    """Entries of one source with these dates."""
    _, events = article("2016-04-20", "t", [Told(f"[{each}] {i}.", each, f"t{i}", "") for i, each in enumerate(edtf)])
    return [entry(each) for each in events]


def test_what_names_no_month_comes_first_in_its_year_and_what_has_no_date_last():
    told = in_years(dated("../..", "2016-01-01/2018", "2016", "2016-02"))
    assert [(year.words, [group.month for group in year.groups]) for year in told] == [
        ("2016", ["", "January", "February"]), ("At an unknown time", [""])]


def test_the_first_page_shows_every_telling_in_full():
    page = Page(SITE["index.html"])
    for each in TIMELINE.entries:
        assert each.title in page.text
        for event in each.events:
            assert event.quote in page.text
            assert event.explanation in page.text
            assert event.article.title in page.text
    assert page.within("mark") == [event.expression.text for year in in_years(TIMELINE.entries) for group in year.groups
                                   for item in group.items for event in item.entry.events]
    assert "Sources disagree." in page.text
    assert {"Plan", "Statement", "Situation"} <= set(page.within("li"))


def test_an_entry_page_tells_the_same_and_knows_its_neighbours():
    order = [item for year in in_years(TIMELINE.entries) for group in year.groups for item in group.items]
    for before, item, after in zip(order, order[1:], order[2:], strict=False):
        page = Page(SITE[f"entries/{item.slug}.html"])
        assert all(event.quote in page.text and event.explanation in page.text for event in item.entry.events)
        assert {at["rel"]: at["href"] for tag, at in page.tags if tag == "a" and at.get("rel") in ("prev", "next")} == {
            "prev": f"{before.slug}.html", "next": f"{after.slug}.html"}
    assert "rel=\"prev\"" not in SITE[f"entries/{order[0].slug}.html"].decode()


def test_how_this_was_made_names_every_article_and_what_has_no_date():
    text = Page(SITE["about.html"]).text
    assert "7 articles" in text
    assert "13 entries" in text
    assert "1 article gives no entry" in text
    assert "1 passage tells" in text
    assert "published from 9 March 2014 to 19 December 2016" in text
    read = Page(SITE["sources/index.html"]).text
    assert all(each.title in read for each in OPTIONS.articles)
    assert "No entry" in read
    assert TIMELINE.review[0].quote in Page(SITE["review.html"]).text


def test_without_articles_named_the_page_speaks_of_those_of_the_timeline():
    text = Page(files(TIMELINE, Options())["about.html"]).text
    assert "6 articles" in text
    assert "Soup" not in text


@pytest.mark.parametrize(("start", "end", "parts"), [
    (110, 113, ("", "May", " in May in May")),
    (117, 120, ("May in ", "May", " in May")),
    (124, 127, ("May in May in ", "May", "")),
    (100, 107, ("May in May in May", "", "")),
    (105, 113, ("", "May", " in May in May")),
    (124, 140, ("May in May in ", "May", "")),
    (127, 140, ("May in May in May", "", "")),
])
def test_the_expression_is_marked_by_its_place_not_by_its_words(start, end, parts):
    quote = "May in May in May"
    value = TimeValue(start, end, "May", "DATE", "2016-05", None, "2016-05", None, "r", None, "")
    source = Article("-" * 110 + quote, date(2016, 5, 1))
    told = Telling(Event("e", "t", quote, 110, 127, None, None, "explicit", "event", None, 1.0, value, source), None)
    before, marked, after = told.quote
    assert before + marked + after == quote
    if marked:
        assert (before, marked, after) == parts
    else:
        assert parts[1] == ""


# Dates


@pytest.mark.parametrize(("interval", "words", "shape", "heading", "month"), [
    ("2016-04-20", "20 Apr 2016", "dot", "2016", 4),
    ("2016-04-20~", "about 20 Apr 2016", "dot approximate", "2016", 4),
    ("2016-04", "April 2016", "capsule", "2016", 4),
    ("2016-04~", "about April 2016", "capsule approximate", "2016", 4),
    ("2016", "2016", "capsule", "2016", None),
    ("2016~", "about 2016", "capsule approximate", "2016", None),
    ("199X", "1990s", "capsule", "1990s", None),
    ("18XX", "19th century", "capsule", "19th century", None),
    ("2016-23", "Autumn 2016", "capsule", "2016", 9),
    ("2015-24", "Winter 2015–16", "capsule", "2015", 12),
    (week(16910), "week of 18 Apr 2016", "capsule", "2016", 4),
    (weekend(16910), "weekend of 23 Apr 2016", "capsule", "2016", 4),
    (quarter(2016, 2), "2nd quarter 2016", "capsule", "2016", 4),
    (half(2016, 2), "2nd half 2016", "capsule", "2016", 7),
    ("2016-04-11/2016-04-12", "11–12 Apr 2016", "bar", "2016", 4),
    ("2016-04-11~/2016-04-12", "about 11 Apr – 12 Apr 2016", "bar approximate", "2016", 4),
    ("2016-03-31/2016-04-02", "31 Mar – 2 Apr 2016", "bar", "2016", 3),
    ("2016-04/2016-06", "Apr–June 2016", "bar", "2016", 4),
    ("2014-04/2016-06", "Apr 2014 – June 2016", "bar", "2014", 4),
    ("2014/2016", "2014–2016", "bar", "2014", None),
    ("2014/2016-04-20", "2014 – 20 Apr 2016", "bar", "2014", None),
    ("2014~/2016-04-20~", "about 2014 – about 20 Apr 2016", "bar approximate", "2014", None),
    ("199X/2016", "1990s–2016", "bar", "1990s", None),
    ("2014-04/..", "from April 2014", "bar open-end", "2014", 4),
    ("../2014-04", "until April 2014", "bar open-start", "2014", 4),
    ("../2014", "until 2014", "bar open-start", "2014", None),
    ("[..2016-04-20]", "by 20 Apr 2016", "tail open-start", "2016", 4),
    ("[2016..]", "not before 2016", "tail open-end", "2016", None),
    ("-0043-03-15", "15 Mar 44 BC", "dot", "44 BC", 3),
    ("-0043", "44 BC", "capsule", "44 BC", None),
])
def test_a_date_is_told_as_exactly_as_it_is(interval, words, shape, heading, month):
    interval = from_edtf(interval) if isinstance(interval, str) else interval
    at = place(interval)
    assert (str(short_date(interval, ENGLISH)), mark(interval)) == (words, shape)
    assert (at.words(ENGLISH), at.month) == (heading, month)


def test_a_date_open_at_both_ends_is_undated():
    nowhen = Interval(None, None, "day", False, "day")
    assert (str(short_date(nowhen, ENGLISH)), place(nowhen)) == ("undated", None)


@given(st.integers(-3000, 2999), st.integers(1, 12), st.sampled_from([
    "{y}", "{y}-{m}", "{y}~", "[..{y}-{m}]", "{y}-{m}/..", "../{y}", "{y}-{m}~/.."]))
def test_no_day_is_told_where_none_is_known(year, month, form):
    digits = f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    words = str(short_date(from_edtf(form.format(y=digits, m=f"{month:02d}")), ENGLISH))
    assert not re.search(r"\d (Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|Dec)", words)
    assert ("about" in words) == ("~" in form)
    assert str(year if year > 0 else 1 - year) in words


# Links and slugs


@pytest.mark.parametrize(("address", "link"), [
    ("https://a.example/", "https://a.example/"),
    ("http://a.example", "http://a.example"),
    ("HTTPS://A.example/x?y=1&z=\"2\"#f", "HTTPS://A.example/x?y=1&z=\"2\"#f"),
    (" https://a.example/ ", "https://a.example/"),
    ("https://a.example/a b", None),
    ("https://a.example/\u202e", "https://a.example/\u202e"),
    ("javascript:alert(1)", None),
    ("JaVaScRiPt:alert(1)", None),
    ("java\nscript:alert(1)", None),
    ("\x01javascript:alert(1)", None),
    ("data:text/html,<script>alert(1)</script>", None),
    ("vbscript:x", None),
    ("file:///etc/passwd", None),
    ("ftp://a.example/", None),
    ("//a.example/", None),
    ("/a", None),
    ("https:a.example", None),
    ("https:///a", None),
    ("https://[", None),
    ("https://\ud800.example/", None),
    ("", None),
    (None, None),
])
def test_only_web_addresses_become_links(address, link):
    assert web_link(address) == link


@pytest.mark.parametrize("id", ["../../etc/passwd", "a/b", "a\\b", "", ".", "..", "CON", "con", "nul", "com1", "A",
                                "a b", "é", "a.html", "<script>", "x" * 64, "-a", "\ud800", "index/../x"])
def test_an_id_no_file_system_takes_becomes_a_digest(id):
    assert re.fullmatch(r"[0-9a-f]{16}", slug(id))


@given(st.text(), st.text())
def test_different_ids_have_different_slugs(one, other):
    assert (slug(one) == slug(other)) == (one == other)
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug(one))


def test_a_plain_id_is_its_own_slug():
    assert slug("30d6e97ab3a2") == "30d6e97ab3a2"
    assert slug("console") == "console"


# The overview


def test_the_overview_leaves_out_long_empty_stretches_and_keeps_short_ones():
    told = strip(dated("1949", "2014-04-01", "2014-04-02", "2015-01-01", "2018-01"), ENGLISH)
    assert [(group.label, group.first_year) for group in told.groups] == [
        ("1949", 1949), ("2014", 2014), ("2015", 2015), ("2016", None), ("2017", None), ("2018", 2018)]
    assert len(told.breaks) == 1
    assert [bar.height for bar in told.groups[1].bars] == [100]
    assert [bar.height for bar in told.groups[2].bars] == [50]
    assert len(told.groups[0].bars) == 12
    assert all(bar.faint for bar in told.groups[0].bars)
    assert told.groups[-1].x + told.groups[-1].width == pytest.approx(100, abs=.01)


@pytest.mark.parametrize(("edtf", "labels"), [
    ([f"{year}" for year in range(1950, 2016)], ["1950s", "1960s", "1970s", "1980s", "1990s", "2000s", "2010s"]),
    ([f"{year}" for year in range(1500, 2000, 10)], ["1500–1599", "1600–1699", "1700–1799", "1800–1899", "1900–1999"]),
])
def test_the_overview_of_a_long_time_counts_decades_or_centuries(edtf, labels):
    assert [group.label for group in strip(dated(*edtf), ENGLISH).groups] == labels


def test_the_overview_is_drawn_for_the_stretch_that_holds_most():
    core = [f"{year}-{month:02d}" for year in (2014, 2015, 2016) for month in (1, 4, 6, 9, 12)]
    told = strip(dated(*map(str, range(1940, 2000, 4)), *core * 4, "2017", "2100"), ENGLISH)
    assert [(group.label, group.words, group.first_year) for group in told.groups] == [
        ("earlier", "1940 to 1996: 15 entries", 1940), ("2014", "2014: 20 entries", 2014),
        ("2015", "2015: 20 entries", 2015), ("2016", "2016: 20 entries", 2016),
        ("2017", "2017: 1 entry", 2017), ("later", "2100: 1 entry", 2100)]
    assert len(told.breaks) == 2
    assert told.breaks[0] < told.groups[1].x
    assert told.groups[4].x < told.breaks[1] < told.groups[5].x
    assert told.groups[0].bars == ()


def test_one_entry_needs_no_overview():
    assert strip(dated("2016"), ENGLISH) is None
    assert strip(dated("2016", "../.."), ENGLISH) is None
    assert b"<svg" not in files(Timeline(tuple(dated("2016"))), Options())["index.html"]


@given(st.lists(st.integers(1000, 2100), min_size=2, max_size=60))
def test_the_overview_stays_within_its_frame(given_years):
    told = strip(dated(*map(str, given_years)), ENGLISH)
    bars = [bar for group in told.groups for bar in group.bars]
    assert all(bar.x >= 0 and bar.x + bar.width <= 100.01 and 0 < bar.height <= 100 for bar in bars)
    assert sum(group.first_year is not None for group in told.groups) >= 1


# Hostile text

HOSTILE = [
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>", "'><svg onload=alert(1)>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
    "` onmouseover=`alert(1)", "</title><script>alert(1)</script>", "</style><script>alert(1)</script>",
    "</textarea><script>x</script>", "<!-- ", "--><script>alert(1)</script>", "<![CDATA[", "]]><script>x</script>",
    "<iframe srcdoc='<script>alert(1)</script>'>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0>",
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "java\tscript:alert(1)", "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd", "//evil.example/x",
    "https://a.example/\"onclick=\"alert(1)", "https://a.example/'><script>alert(1)</script>",
    "https://a.example/<script>", "{{ 7 * 7 }}", "{% raw %}", "{# note #}", "${alert(1)}", "&lt;script&gt;",
    "&#60;b&#62;", "&quot; onclick=x", "\u202eevil\u202c", "\ufeffbom", "a\x00b<b>", "\ud800lone",
    "<a\nhref=javascript:x>y</a>",
    "<svg><style><img src=x onerror=y></style>", "<math><mtext><img src=x>", "<form action=//evil.example><input>",
    "=cmd|' /C calc'!A0", "🏳️‍🌈<b>", "../../../etc/passwd", "<details open ontoggle=alert(1)>",
]


def told_everywhere(text: str, url: str) -> dict[str, bytes]:
    """The site in which every text of every field is `text`."""
    source = Article(text, date(2016, 4, 20), text, id=text, url=url, outlet=text, author=text, tags=(text,),
                     evidence=text, path=text)
    value = TimeValue(1, 2, text[1:2], "DATE", text, None, text, None, text, text, text)
    event = Event(text, text, text, 0, len(text), from_edtf("2016-04-19"), text, text, "statement", text, 1.0, value,
                  source, text)
    other = replace(event, id=text + "2", interval=from_edtf("2016-04-18"))
    review = replace(event, id=text + "3", interval=None)
    entries = (Entry(text, text, event.interval, text, 0.5, (event, other), text),
               Entry(text + "4", text, event.interval, text, 0.5, (other,)))
    options = Options(title=text, description=text, base_url=text)
    return {path: content for export in EXPORTERS.values()
            for path, content in export(Timeline(entries, (review,)), options).items()}


@functools.cache
def harmless_skeletons(link: str) -> list[list[tuple[str, tuple[str, ...]]]]:
    """What the pages of a site are built of where every text is a word or an address, in order."""
    return [Page(content).skeleton for path, content in told_everywhere(link, link).items() if path.endswith(".html")]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_text(text):
    harmless = harmless_skeletons("https://a.example/" if web_link(text) else "xx")
    hostile = told_everywhere(text, text)
    tame = text.encode("utf-8", "replace").decode()
    assert len(harmless) > 12
    for skeleton, other in zip(harmless, [path for path in hostile if path.endswith(".html")], strict=True):
        page = Page(hostile[other])
        assert page.skeleton == skeleton
        assert tame in page.text.replace("\r", "")
        schemes = {urlsplit(address).scheme for address in page.links()}
        assert schemes <= {"", "http", "https", "data"}
        scripts = [at.get("src") for tag, at in page.tags if tag == "script" and "type" not in at]
        assert scripts in ([], ["../" * other.count("/") + "assets/timeline.js"])
    assert json.loads(hostile["events.json"])["entries"][0]["title"] == text


def test_only_ids_make_file_names():
    names = set(told_everywhere("../x/<b>", "https://a.example/"))
    assert all(re.fullmatch(r"[a-z0-9./_-]+", name) and ".." not in name for name in names)


def test_an_address_that_is_no_link_is_shown():
    _, (event,) = article("2016-04-20", "t", [Told("[2016].", "2016", "t", "")], url="javascript:alert(1)")
    page = Page(files(Timeline((entry(event),)), Options())["index.html"])
    assert "javascript:alert(1)" in page.text
    assert not any("javascript" in link for link in page.links())


def test_a_title_of_nothing_is_told_by_its_date():
    _, (event,) = article("2016-04-20", "t", [Told("[2016].", "2016", "  ", "")])
    assert "2016" in Page(files(Timeline((entry(event),)), Options())["index.html"]).within("a")


def test_a_quote_in_another_language_says_so():
    _, (event,) = article("2016-04-20", "t", [Told("Gestern, [2016].", "2016", "t", "")], language="de")
    page = Page(files(Timeline((entry(event),)), Options())["index.html"])
    assert {tag for tag, at in page.tags if at.get("lang") == "de"} == {"h3", "blockquote", "cite"}


# The same input gives the same bytes


def test_the_same_input_gives_the_same_bytes():
    shuffled = replace(OPTIONS, articles=OPTIONS.articles[::-1])
    assert files(TIMELINE, OPTIONS) == SITE
    assert files(TIMELINE, shuffled) == SITE


def test_the_bytes_do_not_hang_on_the_process():
    code = ("import hashlib, sample_timeline, timeline.exporters as e\n"
            "timeline, options = sample_timeline.sample()\n"
            "told = [sorted(f(timeline, options).items()) for f in e.EXPORTERS.values()]\n"
            "print(hashlib.sha256(repr(told).encode()).hexdigest())")
    printed = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={
        **os.environ, "PYTHONHASHSEED": seed, "TZ": zone,
        "PYTHONPATH": os.pathsep.join([os.path.dirname(__file__), *sys.path])}).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))}
    assert len(printed) == 1


# events.json


def test_events_json_comes_back_whole_and_keeps_the_texts_of_others_out():
    told = json.loads(EXPORTERS["json"](TIMELINE, OPTIONS)["events.json"])
    assert told["schema"] == {"name": "timeline-events", "version": 1}
    assert Timeline.from_json(told, OPTIONS.articles) == TIMELINE
    in_order = sorted(OPTIONS.articles, key=lambda article: (article.day, article.id))
    assert [each["title"] for each in told["articles"]] == [each.title for each in in_order]
    assert all("text" not in each and "path" not in each for each in told["articles"])


def test_exporters_make_files_of_different_paths():
    made = [path for export in EXPORTERS.values() for path in export(TIMELINE, OPTIONS)]
    assert len(made) == len(set(made))


# Templates


def test_loading_the_exporters_does_not_load_jinja():
    code = "import sys, timeline.exporters; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
                          check=False).returncode == 0


def test_templates_are_found_inside_the_package_first_then_beside_it(tmp_path):
    package = tmp_path / "somewhere" / "timeline"
    with pytest.raises(TimelineError, match="site templates are missing"):
        default_folder(package)
    for folder in (package.parent / "site_templates", package / "site_templates"):
        folder.mkdir(parents=True)
        (folder / "base.html").write_text("")
        assert default_folder(package) == folder


def test_a_folder_of_ones_own_goes_before_ours(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "timeline.css").write_text("body { color: teal }")
    (tmp_path / "assets" / "more.css").write_text("")
    (tmp_path / "entry.html").write_text(
        "{% extends 'base.html' %}{% block main %}<h1>{{ item.title }}!</h1>{% endblock %}")
    told = files(TIMELINE, replace(OPTIONS, templates=tmp_path))
    assert told["assets/timeline.css"] == b"body { color: teal }"
    assert "assets/more.css" in told
    assert told["index.html"] == SITE["index.html"]
    first = TIMELINE.entries[0]
    assert f"<h1>{first.title}!</h1>" in told[f"entries/{slug(first.id)}.html"].decode()


def test_every_template_is_documented_and_every_one_documented_is_there():
    guide = (default_folder().parent / "docs" / "templates.md").read_text("utf-8")
    named = {name for line in guide.splitlines() if line.startswith("| `") and (cells := line.split("|"))
             for name in re.findall(r"`([\w./]+\.(?:html|css|js|toml))`", cells[1])}
    there = {path.relative_to(default_folder()).as_posix() for path in default_folder().rglob("*.*") if path.is_file()}
    assert named == there


def test_a_misspelt_name_in_a_template_is_an_error(tmp_path):
    (tmp_path / "index.html").write_text("{{ site.titel }}")
    with pytest.raises(Exception, match="titel"):
        Theme(ENGLISH, tmp_path).page("index.html", site=OPTIONS)


# The editor's word


def edited() -> dict[str, bytes]:
    """The sample with an entry written by hand, and a note and a date of the editor's on another."""
    body = "The *ferry* came first. <script>alert(1)</script>\n\n[archive](https://archive.example/) [x](javascript:y)"
    by_hand = Entry("ferry", "Ferry founded <1888>", from_edtf("1888"), "1888", 1.0, (), own_tags=("Ferries",),
                    approved=True, written=(Written("ferry", body, "state", "de"),))
    first = replace(TIMELINE.entries[0], note="Not before <1893>.\nSee the log.", title="Crossing drawn",
                    edited=("date", "title"))
    return files(Timeline((by_hand, first, *TIMELINE.entries[1:]), TIMELINE.review), OPTIONS)


def test_an_event_written_by_hand_stands_with_its_words_and_says_so():
    site = edited()
    for path in ("index.html", "entries/ferry.html", "embed/index.html"):
        page = site[path].decode("utf-8")
        assert "<p>The <em>ferry</em> came first. </p>" in page
        assert '<a href="https://archive.example/" rel="noopener">archive</a>' in page
        assert "Written by the editor" in page
        assert "alert(1)" not in page
        assert "javascript:" not in page
        assert "Ferry founded &lt;1888&gt;" in page
    alone = Page(site["entries/ferry.html"])
    assert "The editor" in alone.text
    assert "Situation" in alone.text
    assert "What the source says" not in alone.text
    assert [attributes["lang"] for tag, attributes in alone.tags if "lang" in attributes][1:] == ["de", "de"]


def test_a_note_and_a_date_of_the_editor_are_shown_as_such():
    site = edited()
    for path in ("index.html", f"entries/{TIMELINE.entries[0].id}.html"):
        page = site[path].decode("utf-8")
        assert "<strong>Editor’s note.</strong> Not before &lt;1893&gt;.\nSee the log." in page
        assert page.count("Date set by the editor") == 1
    assert "Where an editor wrote an entry or set its date, it says so." in site["about.html"].decode("utf-8")
    assert "editor wrote" not in SITE["about.html"].decode("utf-8")


def test_every_page_with_edits_is_well_formed():
    for path, content in edited().items():
        if path.endswith(".html"):
            page = Page(content)
            assert page.open == []
            assert len(page.ids) == len(set(page.ids))


def test_ranks_follow_importance_and_of_equals_the_earlier():
    entries = [replace(each, importance=importance)
               for each, importance in zip(TIMELINE.entries[:4], (0.2, 0.9, 0.2, 0.5), strict=True)]
    ranks = [item.rank for year in in_years(entries) for group in year.groups for item in group.items]
    assert sorted(ranks) == [1, 2, 3, 4]
    assert {item.entry.id: item.rank for item in as_items(entries)} == {
        entries[0].id: 3, entries[1].id: 1, entries[2].id: 4, entries[3].id: 2}


@pytest.mark.parametrize(("count", "slider"), [(5, False), (6, True)])
def test_a_handful_of_entries_needs_no_slider(count, slider):
    page = Page(files(Timeline(TIMELINE.entries[:count]), OPTIONS)["index.html"])
    found = [attributes for tag, attributes in page.tags if tag == "input" and attributes.get("type") == "range"]
    assert [each["max"] for each in found] == (["6"] if slider else [])


def test_a_timeline_of_nothing_but_the_editors_words():
    by_hand = Entry("a", "Opened", from_edtf("2016"), "2016", 1.0, (), written=(Written("a", ""),))
    page = Page(files(Timeline((by_hand,)), Options())["index.html"])
    assert "1 entry, 2016." in " ".join(page.text.split())


@pytest.mark.parametrize("folder", ["sources", "tags", "outlets"])
def test_a_list_leads_to_every_page_of_its_folder(folder):
    pages = {path.removeprefix(f"{folder}/") for path in SITE if path.startswith(f"{folder}/")} - {"index.html"}
    links = Page(SITE[f"{folder}/index.html"]).links()
    assert pages
    assert all(any(link.endswith(page) for link in links) for page in pages)


def about(**options) -> str:
    return Page(files(TIMELINE, replace(OPTIONS, **options))["about.html"]).text


def test_how_this_was_made_says_as_of_when_and_what_was_passed_over():
    assert "The timeline stands as of 30 November 2026." in about(as_of=date(2026, 11, 30))
    assert "as of" not in about()
    told = about(left_out={"no reader for .odt files": 12, "the same article": 1})
    assert "made no article: 12: no reader for .odt files 1: the same article" in " ".join(told.split())
    assert "made no article" not in about()


@pytest.mark.parametrize(("past", "change", "day"), [
    (None, None, None), (Past({}, {}, {}), Changes((), (), ()), None), (Past({}, {}, {}), Changes(("a",), (), ()), 30),
    (Past({}, {}, {}, date(2026, 11, 2)), Changes((), (), ()), 2),
    (Past({}, {}, {}, date(2026, 11, 2)), Changes(("a",), (), ()), 30),
    (Past({}, {}, {}, date(2026, 11, 2)), Changes((), ("a",), ()), 30),
    (Past({}, {}, {}, date(2026, 11, 2)), Changes((), (), ("a",)), 30),
])
def test_a_timeline_stands_as_of_its_last_change(past, change, day):
    now = datetime(2026, 11, 30, 1, tzinfo=timezone(timedelta(hours=2)))
    assert as_of(past, change, now) == (day and date(2026, 11, day))
    assert as_of(past, change, None) == (past and past.as_of)


def test_the_next_build_knows_as_of_when_the_timeline_stood():
    for day in (None, date(2026, 11, 2)):
        content = events_json.files(TIMELINE, replace(OPTIONS, as_of=day))["events.json"]
        past = events_json.past(io.BytesIO(content))
        assert past
        assert past.as_of == day
