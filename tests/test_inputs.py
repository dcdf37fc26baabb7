"""Readers of feeds, tables, references, archives and documents: what each makes of a file, and what of a broken one."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import random
import re
import sys
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import timeline
from timeline.articles import Reading, read_sources
from timeline.articles.dates import NotADate, parse
from timeline.articles.decoding import NotText, decode
from timeline.articles.extracting import MOST_INLINE
from timeline.articles.formats import READERS, extension
from timeline.articles.pdf import MOST_PAGES
from timeline.articles.places import object_lines
from timeline.articles.wiki import MOST_OPEN
from timeline.errors import InputError

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Quay</title><language>en-gb</language>
<item><title>Ferry &amp;amp; quay</title><link>https://quay.example/1</link><category>sea</category>
<pubDate>Wed, 20 Apr 2016 23:30:00 -0400</pubDate>
<description>&lt;p&gt;The ferry sailed.&lt;/p&gt;&lt;p&gt;It came back.&lt;/p&gt;</description></item>
<item><title>Nothing said</title><pubDate>Wed, 20 Apr 2016 23:30:00 -0400</pubDate></item>
<item><title>Dock</title><description>Short.</description><pubDate>Thu, 21 Apr 2016 02:30:00 GMT</pubDate>
<content:encoded><![CDATA[<p>The dock <b>closed</b>.</p>]]></content:encoded></item>
</channel></rss>
"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>
<entry><title>Crane</title><published>2016-04-19T10:00:00+02:00</published><updated>2016-05-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The crane fell.</p></div></content></entry>
<entry><title>Buoy</title><updated>2016-05-01T00:00:00Z</updated><content>The buoy sank.</content></entry>
</feed>
"""
RSS_1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire</title></channel>
<item><title>Pier</title><description>The pier opened.</description><dc:date>2016-04-18T09:00:00+01:00</dc:date></item>
</rdf:RDF>
"""
JSON_FEED = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": [
        {"id": "1", "url": "https://quay.example/1", "title": "Ferry", "content_html": "<p>The ferry sailed.</p>",
         "date_published": "2016-04-20T23:30:00-04:00", "authors": [{"name": "Ann Oak"}], "tags": ["sea"]},
        {"id": "2", "content_text": "The buoy sank.", "date_modified": "2016-05-01T00:00:00Z"},
        {"id": "3", "title": "Nothing said"}]}, indent=1)
CSL = json.dumps([
    {"type": "article-newspaper", "title": "Ferry", "abstract": "The ferry sailed.", "URL": "https://quay.example/1",
     "issued": {"date-parts": [["2016", 4, 20]]}, "accessed": {"date-parts": [[2020, 1, 1]]},
     "container-title": "The Quay", "author": [{"family": "Oak", "given": "Ann"}, {"literal": "The desk"}]},
    {"type": "report", "title": "Yearbook", "abstract": "The year in ships.", "issued": {"date-parts": [[2016]]}},
    {"type": "book", "title": "Ropes", "issued": {"date-parts": [[2016, 1, 1]]}}], indent=1)
ARTICLES = """Title,Published,Body,Tags,Outlet,Event
Ferry,2016-04-20,"The ferry, an old one, sailed.",sea; ships,The Quay,
Bridge opens,2016-04,"It **did**.",sea,,yes
,,,,,
Dock,2016-04-21,The dock closed.,,,no
"""
SLIDES = """Year,Month,Day,Time,End Year,End Month,End Day,Display Date,Headline,Text,Media,Media Credit,Type,Group
2016,4,20,,,,,,Ferry sails,<p>It <b>did</b>.</p>,https://quay.example/a.jpg,Ann Oak,,Sea
-44,3,15,,,,,Ides of March,Caesar falls,,,,,
,,,,,,,,Our story,Welcome,,,title,
2014,,,,2016,2,,,Repairs,,,,era,
"""
WIKI = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/">
<siteinfo><sitename>Wikinews</sitename><base>https://en.wiki.example/wiki/Main_Page</base></siteinfo>
<page><title>Ferry sails again</title><ns>0</ns><revision><timestamp>2019-01-01T00:00:00Z</timestamp>
<text>{{date|April 20, 2016}} {{Crime}}
[[File:a.jpg|thumb|A ''caption'' with a [[link]]]]
The '''ferry''' of {{w|Harbour town|Quay}} and {{w|Oakport}} sailed on [[Monday|a Monday]].

"It works", said a sailor.

== Sources ==
*{{source|url=https://x.example}}
[[Category:April 20, 2016]][[Category:Europe]][[Category:Published]]</text></revision></page>
<page><title>Talk:Ferry</title><ns>1</ns><revision><text>Hm.</text></revision></page>
<page><title>Old name</title><ns>0</ns><redirect title="Ferry sails again"/><revision><text>x</text></revision></page>
<page><title>Draft</title><ns>0</ns><revision><timestamp>2019-01-01T00:00:00Z</timestamp>
<text>No date.</text></revision></page></mediawiki>
"""
PAGE = ("<html><head><title>Café sails</title><meta property=article:published_time content=2016-04-20></head>"
        "<body><article><p>The café ship sailed at last.</p></article></body></html>")


def pdf(*pages: list[str]) -> bytes:
    """A PDF of some pages of lines, made in 2020."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               "<</Title(Ferry report)/Author(Ann Oak)/CreationDate(D:20200101120000Z)>>"]
    kids = []
    for lines in pages:
        words = "BT /F1 12 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects) + 2} 0 R"
                    "/Resources<</Font<</F1 3 0 R>>>>>>", f"<</Length {len(words)}>>stream\n{words}\nendstream"]
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(pages)}>>"
    return written(objects, "/Info 4 0 R")


def written(objects: list[str], more: str) -> bytes:
    """A PDF of these objects, the first its root."""
    out, places = b"%PDF-1.4\n", []
    for number, told in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj{told} endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def docx() -> bytes:
    """A document with a heading, a paragraph, a list and a table, made in 2020."""
    import docx as library

    document, out = library.Document(), io.BytesIO()
    document.add_heading("Ferry sails again", 1)
    document.add_paragraph("The ferry sailed.")
    document.add_paragraph("Ann", style="List Bullet")
    document.add_paragraph("Ben", style="List Bullet")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Monday", "Oak"
    about = document.core_properties
    about.title, about.author, about.keywords = "Template 7", "Ann Oak", "sea, ships"
    about.created = about.modified = datetime(2020, 1, 1, tzinfo=UTC)
    document.save(out)
    return out.getvalue()


def warc(page: bytes = PAGE.encode("latin-1"), *, gzip: bool = True) -> bytes:
    """An archive of a page, a picture and a page that was not found, all fetched in 2020."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzip)
    for url, kind, status in (("https://quay.example/1", "text/html; charset=ISO-8859-1", "200 OK"),
                              ("https://quay.example/1.png", "image/png", "200 OK"),
                              ("https://quay.example/2", "text/html", "404 Not Found")):
        headers = StatusAndHeaders(status, [("Content-Type", kind), ("Last-Modified", "Wed, 01 Jan 2020 00:00:00 GMT"),
                                            ("Date", "Wed, 01 Jan 2020 00:00:00 GMT")], protocol="HTTP/1.1")
        writer.write_record(writer.create_warc_record(
            url, "response", payload=io.BytesIO(page), http_headers=headers,
            warc_headers_dict={"WARC-Date": "2020-01-01T00:00:00Z"}))
    return out.getvalue()


VALID: dict[str, Callable[[], bytes]] = {
    "a.rss": RSS.encode, "a.atom": ATOM.encode, "b.xml": RSS_1.encode, "a.json": JSON_FEED.encode, "b.json": CSL.encode,
    "a.csv": ARTICLES.encode, "b.csv": SLIDES.encode, "a.tsv": ARTICLES.replace(",", "\t").encode, "a.xml": WIKI.encode,
    "a.html": PAGE.encode, "a.pdf": lambda: pdf(["The ferry sailed."]), "a.docx": docx, "a.warc.gz": warc,
    "a.warc": lambda: warc(gzip=False), "a.jsonl": lambda: b'{"text": "The ferry sailed."}\n{"text": "It sank."}',
    "a.md": lambda: b"---\ntitle: Ferry\ntags: [a, b]\n---\n# Ferry\n\nIt **sailed**.\n",
    "a.txt": lambda: b"Ferry\n\nThe ferry sailed.\n",
}
"""A valid file of every format."""


def read(tmp_path: Path, name: str, content: str | bytes, timezone: str | None = None) -> Reading:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_sources([path], timezone=timezone)


def told(reading: Reading) -> list[tuple[str, str, str]]:
    assert reading.problems == []
    return [(article.title, article.published.isoformat(), article.text) for article in reading.articles]


def test_every_format_has_a_valid_file() -> None:
    assert {extension(Path(name)) for name in VALID} >= set(READERS) - {".markdown", ".htm"}


def test_an_rss_feed(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.rss", RSS)
    assert told(reading) == [
        ("Ferry & quay", "2016-04-20T23:30:00-04:00", "The ferry sailed.\n\nIt came back."),
        ("Dock", "2016-04-21T02:30:00+00:00", "The dock closed.")]
    ferry = reading.articles[0]
    assert (ferry.url, ferry.outlet, ferry.tags) == ("https://quay.example/1", "The Quay", ("sea",))
    assert ferry.evidence == "feed: published: Wed, 20 Apr 2016 23:30:00 -0400"
    assert [(each.path, each.reason) for each in reading.left_out] == [
        (f"{tmp_path / 'a.rss'}:7", "an entry without text")]


def test_an_atom_feed_and_one_of_rdf(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.atom", ATOM)
    assert told(reading) == [("Crane", "2016-04-19T10:00:00+02:00", "The crane fell.")]
    assert [(each.line, each.problem.message) for each in reading.undated] == [
        (4, "no publication date was found; it says only when it was updated, which is no publication")]
    assert told(read(tmp_path, "b.xml", RSS_1)) == [("Pier", "2016-04-18T09:00:00+01:00", "The pier opened.")]


def test_a_json_feed(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.json", JSON_FEED)
    assert told(reading) == [("Ferry", "2016-04-20T23:30:00-04:00", "The ferry sailed.")]
    assert (reading.articles[0].author, reading.articles[0].outlet) == ("Ann Oak", "The Quay")
    assert [each.line for each in reading.undated] == [JSON_FEED[: JSON_FEED.index('"2"')].count("\n")]
    assert [each.reason for each in reading.left_out] == ["an entry without text"]


def test_a_list_of_references(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.json", CSL)
    assert told(reading) == [("Ferry", "2016-04-20", "The ferry sailed.")]
    assert (reading.articles[0].author, reading.articles[0].outlet) == ("Ann Oak, The desk", "The Quay")
    assert [each.seen for each in reading.undated] == ["it was issued in 2016, which is no day"]
    assert [each.reason for each in reading.left_out] == ["a reference without an abstract"]


ITEMS = [
    {"itemType": "newspaperArticle", "title": "Ferry", "abstractNote": "<p>The ferry sailed.</p>",
     "date": "April 20, 2016", "publicationTitle": "The Quay", "url": "https://quay.example/1",
     "dateAdded": "2020-01-01T00:00:00Z",
     "creators": [{"firstName": "Ann", "lastName": "Oak", "creatorType": "author"}, {"name": "The desk"},
                  {"firstName": "Ben", "lastName": "Elm", "creatorType": "editor"}],
     "tags": [{"tag": "sea"}, {"tag": "ships"}]},
    {"itemType": "report", "title": "Yearbook", "abstractNote": "The year in ships.", "date": "2016-04"},
    {"itemType": "attachment", "title": "Scan"}]


@pytest.mark.parametrize("saved", [
    ITEMS, [{"key": "A", "data": each} for each in ITEMS], {"config": {"a": {}}, "items": ITEMS}])
def test_the_items_of_zotero(tmp_path: Path, saved: object) -> None:
    reading = read(tmp_path, "a.json", json.dumps(saved, indent=1))
    assert told(reading) == [("Ferry", "2016-04-20", "The ferry sailed.")]
    ferry, = reading.articles
    assert ferry.outlet == "The Quay"
    assert (ferry.author, ferry.tags, ferry.url) == ("Ann Oak, The desk", ("sea", "ships"), "https://quay.example/1")
    assert [each.seen for each in reading.undated] == ["it is dated '2016-04', which is no day"]
    assert [each.reason for each in reading.left_out] == ["a reference without an abstract"]


@pytest.mark.parametrize(("name", "content"), [
    ("package.json", '{"name": "x"}'), ("list.json", "[1]"), ("settings.xml", "<settings/>"),
    ("people.csv", "name,age\nAnn,9"), ("empty.csv", ""), ("story.json", '{"events": []}')])
def test_what_is_nobodys_format_is_left_out_in_a_folder_and_told_by_itself(tmp_path: Path, name: str,
                                                                                 content: str) -> None:
    reading = read(tmp_path, name, content)
    assert [problem.code for problem in reading.problems] == ["TL102"]
    reading = read_sources([tmp_path])
    assert (reading.problems, [Path(each.path).name for each in reading.left_out]) == ([], [name])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_of_articles_and_events(tmp_path: Path, separator: str) -> None:
    quoted = ARTICLES.replace("sea; ships", '"sea; ships"').replace('"The ferry, an old one, sailed."', "The ferry.")
    reading = read(tmp_path, "a.csv", quoted.replace(",", separator))
    assert told(reading) == [("Ferry", "2016-04-20", "The ferry."), ("Dock", "2016-04-21", "The dock closed.")]
    assert (reading.articles[0].tags, reading.articles[0].outlet) == (("sea", "ships"), "The Quay")
    event, = reading.by_hand
    assert {each.name: each.value for each in event.told} == {
        "title": "Bridge opens", "date": "2016-04", "tags": ("sea",)}
    assert (event.body, event.name) == ("It **did**.", "a.csv#2016-04|Bridge opens")


def test_a_table_of_slides(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.csv", SLIDES)
    assert reading.problems == []
    assert [{each.name: each.value for each in event.told} for event in reading.by_hand] == [
        {"event": "true", "title": title, "date": date, "kind": kind, "tags": tags} for title, date, kind, tags in (
            ("Ferry sails", "2016-04-20", "event", ("Sea",)), ("Caesar falls", "-0043-03-15", "event", ()),
            ("Repairs", "2014/2016-02", "state", ()))]
    picture = "https://quay.example/a.jpg"
    assert reading.by_hand[0].body == f"<p>It <b>did</b>.</p>\n\n[{picture}](<{picture}>), Ann Oak"
    assert [each.reason for each in reading.left_out] == ["it is the title slide, and no event"]


@pytest.mark.parametrize(("content", "line", "message"), [
    ("Title,published,words\na,2016-04-20,b\n", 1, "no column holds a text or an event, only title, published, words"),
    ("text,date,text\na,b,c\n", 1, "two columns are called text"),
    ("text,date\na,2016-04-20\na\n", 3, "the row has 1 cell, and the header 2"),
    ("text,date\n\"a\nb\",2016-04-20\na,b,c\n", 4, "the row has 3 cells, and the header 2"),
    ("text,date\n\"a\"b,2016-04-20\n", 2, "not a table: ',' expected after '\"'"),
    ("text,date\n\"a,2016-04-20\n", 2, "not a table: unexpected end of data"),
    ("Headline,Year,Month\nFerry,2016,13\n", 2,
     "the row is no event: there is no such date: '2016-13': there is no month 13"),
    ("Headline,Year\nFerry,spring\n", 2, "the row is no event: 'spring' is no number"),
    ("Headline,Year,End Year\nFerry,2016,2014\n", 2,
     "the row is no event: there is no such date: '2016/2014' ends before it begins"),
])
def test_a_table_that_is_wrong(tmp_path: Path, content: str, line: int, message: str) -> None:
    problem, = read(tmp_path, "a.csv", content).problems
    assert (problem.line, problem.message) == (line, message)


def test_a_wikinews_export(tmp_path: Path) -> None:
    reading = read(tmp_path, "a.xml", WIKI)
    assert told(reading) == [("Ferry sails again", "2016-04-20", "The ferry of Quay and Oakport sailed on a Monday.\n\n"
                              "\"It works\", said a sailor.")]
    article = reading.articles[0]
    assert (article.url, article.outlet) == ("https://en.wiki.example/wiki/Ferry_sails_again", "Wikinews")
    assert (article.tags, article.evidence) == (("Europe",), "template: April 20, 2016")
    assert [each.title for each in reading.undated] == [""]
    assert [each.reason for each in reading.left_out] == [
        "a page about the site: Talk:Ferry", "a page that leads to another: Old name"]


@pytest.mark.parametrize("mark", ["{{w|", "[[", "&lt;b>", "{|\n", "[https://", "&lt;!--"])
def test_a_wiki_page_with_marks_that_have_no_end_is_left_out(tmp_path: Path, mark: str) -> None:
    reading = read(tmp_path, "a.xml", WIKI.replace("No date.", mark * (MOST_OPEN + 1)))
    assert "a page with too many marks that have no end: Draft" in [each.reason for each in reading.left_out]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_web_archive(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, name, warc(gzip=name.endswith("gz")))
    assert told(reading) == [("Café sails", "2016-04-20", "The café ship sailed at last.")]
    assert reading.articles[0].url == "https://quay.example/1"
    undated = warc(PAGE.replace("article:published_time", "article:modified_time").encode("latin-1"))
    assert [each.line for each in read(tmp_path, "a.warc.gz", undated).undated] == [1]


def test_a_pdf(tmp_path: Path) -> None:
    lines = ["The ferry sailed again on Wednesday after a fire that had",
             "closed the line for two years, and its recon-", "struction cost less.", "The council met."]
    pages = [["The Quay report", *lines, f"Page {number}"] for number in range(1, 4)]
    reading = read(tmp_path, "2016-04-20.pdf", pdf(*pages))
    (title, day, text), = told(reading)
    assert (title, day, reading.articles[0].author) == ("Ferry report", "2016-04-20", "Ann Oak")
    whole = " ".join(lines[:3]).replace("recon- struction", "reconstruction")
    assert text.split("\n\n")[:2] == [whole, "The council met."]
    assert "Page" not in text
    assert "The Quay report" not in text


def test_a_pdf_of_pictures_is_told(tmp_path: Path) -> None:
    problem, = read(tmp_path, "2016-04-20.pdf", pdf([])).problems
    assert (problem.code, problem.message) == ("TL109", "the PDF holds no text, only pictures of it")


def test_a_word_processors_file(tmp_path: Path) -> None:
    reading = read(tmp_path, "2016-04-20.docx", docx())
    assert told(reading) == [("Ferry sails again", "2016-04-20", "The ferry sailed.\n\nAnn\nBen\nMonday Oak")]
    assert (reading.articles[0].author, reading.articles[0].tags) == ("Ann Oak", ("sea", "ships"))


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_when_a_file_was_made_is_no_publication(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, name, VALID[name]())
    assert reading.articles == []
    assert [each.seen for each in reading.undated] == ["when the file was made and changed is no publication"]


def test_a_time_in_utc_falls_on_the_day_of_the_outlet(tmp_path: Path) -> None:
    days = {zone: [article.day for article in read(tmp_path, "a.rss", RSS, zone).articles]
            for zone in (None, "America/New_York", "Asia/Tokyo")}
    # The first is told with its own offset, which is the outlet's clock already.
    assert days == {None: ["2016-04-20", "2016-04-21"], "America/New_York": ["2016-04-20", "2016-04-20"],
                    "Asia/Tokyo": ["2016-04-20", "2016-04-21"]}
    article = read(tmp_path, "a.rss", RSS, "America/New_York").articles[1]
    assert article.published.isoformat() == "2016-04-20T22:30:00-04:00"
    assert str(article.evidence).endswith("GMT, on the clock of America/New_York")


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../etc", "America", "a" * 5000, "Europe/Berlin\0"])
def test_a_time_zone_that_is_none(tmp_path: Path, zone: str) -> None:
    with pytest.raises(InputError, match=r"--timezone: TL501 there is no time zone"):
        read(tmp_path, "a.rss", RSS, zone)


@pytest.mark.parametrize(("module", "name", "extra"), [
    ("feedparser", "a.rss", "feeds"), ("mwparserfromhell", "a.xml", "wiki"), ("pypdf", "a.pdf", "pdf"),
    ("docx", "a.docx", "docx"), ("warcio.archiveiterator", "a.warc.gz", "warc")])
def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str,
                                  extra: str) -> None:
    content = VALID[name]()
    monkeypatch.setitem(sys.modules, module, None)
    problem, = read(tmp_path, name, content).problems
    assert problem.code == "TL102"
    assert problem.help == f"Install it: pip install 'timeline-press[{extra}]'."


def test_without_its_extra_a_page_is_read_by_ours_and_hinted_once(tmp_path: Path,
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.html", "b.htm"):
        (tmp_path / name).write_text(PAGE.replace("ship", name))
    assert read_sources([tmp_path]).hints == []
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    reading = read_sources([tmp_path])
    assert [article.text for article in reading.articles] == [
        f"The café {name} sailed at last." for name in ("a.html", "b.htm")]
    assert [hint.partition(";")[0] for hint in reading.hints] == ["Pages are read by a plain reader"]


SOUP = """<html><body><div class="menu"><a href="/">Home</a> <a href="/n">News</a></div>
<div class="wrap"><h1>Ferry</h1>
<div class="txt"><p>The ferry sailed for the first time since March, with ninety people on board and a band playing.</p>
<p>The council had closed the line after a fire, and opened it again when the repairs at the yard had ended.</p>
<p>Its captain said that the crossing took forty minutes, ten more than before, and that nobody minded.</p></div></div>
<div class="sidebar"><h3>Most read</h3><ul><li><a href="/a">Harbour budget agreed after long talks</a></li></ul></div>
<div class="comments"><p>I was on board in those days and it was nice, when the old ferry still had a band.</p></div>
</body></html>"""


def test_a_page_without_marks_of_its_parts_is_read_by_trafilatura(tmp_path: Path) -> None:
    text = timeline.read(_written(tmp_path, "2016-04-20.html", SOUP)).text
    assert text.startswith("The ferry sailed for the first time")
    assert text.endswith("nobody minded.")


def _written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content)
    return path


ALONE = "<html><body><p class=date>20 April 2016</p><article><p>The ferry sailed.</p></article></body></html>"


@pytest.mark.parametrize("page", [
    ALONE,
    ALONE.replace("<p class=date>20 April 2016</p>", "<meta property=article:modified_time content=2016-04-20>"),
    ALONE.replace("<p class=date>20 April 2016</p>", "").replace("sailed", "sailed as on <time datetime=2016-04-20>")])
def test_a_date_that_only_htmldate_sees_dates_nothing(tmp_path: Path, page: str) -> None:
    undated, = read(tmp_path, "a.html", page).undated
    assert undated.seen == "htmldate reads 2016-04-20, which alone is no evidence"


@pytest.mark.parametrize(("published", "warned"), [
    ("2016-04-20", None),
    ("2016-04-20T23:30:00-04:00", None),
    ("2016-04-22", "address https://quay.example/2016/04/20/a says 2016-04-20"),
])
def test_signals_of_a_page_agree_or_are_told(tmp_path: Path, published: str, warned: str | None) -> None:
    page = PAGE.replace("content=2016-04-20", f"content={published}").replace(
        "</head>", "<link rel=canonical href=https://quay.example/2016/04/20/a></head>")
    reading = read(tmp_path, "a.html", page)
    assert [article.day for article in reading.articles] == [published[:10]]
    assert [warned in warning.message for warning in reading.warnings if warned] == ([True] if warned else [])
    assert [warning.code for warning in reading.warnings] == (["TL203"] if warned else [])


def test_a_day_lost_in_utc_is_told_with_its_mend(tmp_path: Path) -> None:
    page = PAGE.replace("content=2016-04-20", "content=2016-04-21T02:30:00Z").replace(
        "</head>", "<link rel=canonical href=https://quay.example/2016/04/20/a></head>")
    warning, = read(tmp_path, "a.html", page).warnings
    assert warning.help == ("2016-04-21 was taken, since Open Graph: article:published_time is the stronger evidence; "
                            "where the outlet's day is meant, give its zone with --timezone.")
    reading = read(tmp_path, "a.html", page, "America/New_York")
    assert ([article.day for article in reading.articles], reading.warnings) == (["2016-04-20"], [])


@pytest.mark.parametrize(("other", "warned"), [
    ("", []), ("2016-04-22", ["TL203"]), ("2016-04-21", ["TL203"]), ("2016-04-20", [])])
def test_a_second_opinion_that_reads_the_day_in_utc_contradicts_nothing(
        tmp_path: Path, other: str, warned: list[str]) -> None:
    page = PAGE.replace("content=2016-04-20", "content=2016-04-21T02:30:00Z").replace(
        "</head>", f"<meta name=date content={other}></head>" if other else "</head>")
    reading = read(tmp_path, "a.html", page, "America/New_York")
    assert [article.day for article in reading.articles] == ["2016-04-20"]
    assert [warning.code for warning in reading.warnings] == warned


@pytest.mark.parametrize(("itemprop", "day"), [
    ("<span itemprop=datePublished>April 20, 2016</span>", "2016-04-20"),
    ("<span itemprop='datePublished dateline'><b>20 April</b> 2016</span>", "2016-04-20"),
    ("<span itemprop=dateModified>April 20, 2016</span>", None)])
def test_microdata_in_words(tmp_path: Path, itemprop: str, day: str | None) -> None:
    page = PAGE.replace("article:published_time", "x").replace("<p>", f"{itemprop}<p>")
    assert [article.day for article in read(tmp_path, "a.html", page).articles] == ([day] if day else [])


@pytest.mark.parametrize(("content", "declared", "text"), [
    ("née".encode("utf-16"), "", "née"),
    ("née".encode("utf-16-be"), "utf-16-be", None),
    ("née".encode("latin-1"), "ISO-8859-1", "née"),
    ("née".encode("latin-1"), "utf-8", "née"),
    ("née".encode(), "no-such-charset", "née"),
    ("née".encode(), "utf-16", "née"),
    (b"\xef\xbb\xbf" + "née".encode(), "iso-8859-1", "née"),
    ("łódź".encode("iso-8859-2"), "iso-8859-2", "łódź"),
    (b"\x81\x8d\x8f", "shift_jis", None),
    (b"a\0b", "latin-1", None),
])
def test_a_declared_encoding_that_fits_is_taken(content: bytes, declared: str, text: str | None) -> None:
    if text is None:
        with pytest.raises(NotText):
            decode(content, declared=declared)
    else:
        assert decode(content, declared=declared) == text


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
@pytest.mark.parametrize("name", ["a.rss", "a.json", "a.csv", "a.html"])
def test_a_compressed_file_is_read_as_what_it_holds(tmp_path: Path, pack: Callable[[bytes], bytes], name: str) -> None:
    ending = ".gz" if pack is gzip.compress else ".bz2"
    packed, plain = read(tmp_path, name + ending, pack(VALID[name]())), read(tmp_path, name, VALID[name]())
    assert told(packed) == told(plain)


def bomb(name: str) -> bytes:
    zeros = bytes(110_000_000)
    if name.endswith(".docx"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", zeros)
        return out.getvalue()
    return bz2.compress(zeros) if name.endswith(".bz2") else gzip.compress(zeros, 1)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.warc.gz", "a.txt.bz2", "a.docx"])
def test_what_unfolds_too_far_is_refused(tmp_path: Path, name: str) -> None:
    content = bomb(name)
    problem, = read(tmp_path, name, content).problems
    assert problem.code == "TL110"
    assert problem.message.startswith("it unfolds to more than ")


def forms(depth: int) -> bytes:
    """A PDF whose page draws a form ten times, which draws another ten times, and so on."""
    resources = "/Resources<</Font<</F1 3 0 R>>{}>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>",
               "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
               f"<</Type/Page/Parent 2 0 R/Contents 5 0 R{resources.format('/XObject<</X 6 0 R>>')}>>",
               "<</Length 60>>stream\n" + "/X Do " * 10 + "\nendstream"]
    for number in range(depth):
        inner, words = f"/XObject<</X {7 + number} 0 R>>", "/X Do " * 10
        if number + 1 == depth:
            inner, words = "", "BT /F1 9 Tf (a) Tj ET"
        objects.append(f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources.format(inner)}/Length {len(words)}>>"
                       f"stream\n{words}\nendstream")
    return written(objects, "")


def unfolding_page() -> bytes:
    """A PDF of a few kilobytes with a page of six million."""
    words = zlib.compress(b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 9 9 Tm " * 300_000 + b" ET", 9)
    plain = pdf(["X"])
    at, end = plain.index(b"<</Length"), plain.index(b"endstream")
    return plain[:at] + b"<</Filter/FlateDecode/Length %d>>stream\n" % len(words) + words + b"\n" + plain[end:]


@pytest.mark.parametrize(("make", "message"), [
    (lambda: pdf(*[["X"]] * (MOST_PAGES + 1)), "it has more than 2,000 pages"),
    (unfolding_page, "its pages unfold to more than 500 kB"),
    (lambda: forms(9), "its pages are drawn in too many steps")])
def test_a_pdf_that_is_too_long_is_refused_before_it_is_read(tmp_path: Path, make: Callable[[], bytes],
                                                             message: str) -> None:
    problem, = read(tmp_path, "2016-04-20.pdf", make()).problems
    assert (problem.code, problem.message) == ("TL110", message)


def test_a_pdf_that_draws_its_words_in_a_form_is_read(tmp_path: Path) -> None:
    assert [text for _, _, text in told(read(tmp_path, "2016-04-20.pdf", forms(1)))] == ["a " * 9 + "a"]


def test_a_page_that_is_all_links_is_read_by_ours(tmp_path: Path) -> None:
    links = "<a href=b>link</a> " * (MOST_INLINE + 1)
    page = SOUP.replace("</p></div></div>", f"</p><p>{links}</p>")
    text = timeline.read(_written(tmp_path, "2016-04-20.html", page)).text
    assert text.count("link") > MOST_INLINE


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt.bz2", "a.docx", "a.pdf"])
@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08", b"BZh9", b"PK\x03\x04"])
def test_what_is_no_archive_is_told(tmp_path: Path, name: str, content: bytes) -> None:
    assert {problem.code for problem in read(tmp_path, name, content).problems} <= {"TL111", "TL109"}
    assert read(tmp_path, name, content).problems


def test_a_feed_that_is_cut_is_told_with_its_line(tmp_path: Path) -> None:
    problem, = read(tmp_path, "a.rss", RSS[: RSS.index("<item><title>Dock")]).problems
    assert (problem.code, problem.line) == ("TL111", 8)
    assert problem.message == "it cannot be read as a feed: no element found"
    bad, = read(tmp_path, "a.rss", RSS.replace("<title>Dock", "<title>Dock & pier")).problems
    assert bad.line == 8


def test_entities_of_a_feed_and_an_export_do_not_unfold(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    for name, root in (("a.rss", RSS.partition("\n")[2]), ("a.xml", WIKI)):
        reading = read(tmp_path, name, head + root.replace("sailed", "&a11;&f;"))
        assert all(len(article.text) < 1000 for article in reading.articles)


def test_a_file_of_json_beside_an_article_is_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"published": "2016-04-20"}')
    (tmp_path / "a.txt").write_text("The ferry sailed.")
    (tmp_path / "b.json").write_text(JSON_FEED)
    assert [article.text for article in read_sources([tmp_path]).articles] == ["The ferry sailed."] * 2


@pytest.mark.parametrize(("text", "count", "name", "lines"), [
    ('[{"a": "}{"},\n {"b": [{}]},\n\n{"c": "\\"["}]', 3, None, [1, 2, 4]),
    ('{"x": [{}],\n"items": [{"items": [{}]},\n{}]}', 2, "items", [2, 3]),
    ('{"items": 3, "y": [{}]}', 0, "items", []),
    ('{"\\u0069tems": [\n{}, {}]}', 2, "items", [1, 2]),
])
def test_the_lines_of_objects(text: str, count: int, name: str | None, lines: list[int]) -> None:
    json.loads(text)
    assert object_lines(text, count, name) == lines


DOCS = Path(__file__).parent.parent / "docs"
EXAMPLES = re.findall(r"^```\w+ (\S+)\n(.*?)^```\n\n```text\n(.*?)^```$",
                      (DOCS / "input-formats.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
WRITTEN = re.findall(r"^\| `(.+)` \| (\S+) \|$", (DOCS / "dating-evidence.md").read_text(encoding="utf-8"),
                     re.MULTILINE)


@pytest.mark.parametrize(("name", "content", "shown"), EXAMPLES, ids=[name for name, *_ in EXAMPLES])
def test_the_examples_of_the_formats(tmp_path: Path, name: str, content: str, shown: str) -> None:
    reading = read(tmp_path, name, content)
    lines = [" | ".join((day, title, text)) for title, day, text in told(reading)]
    for event in reading.by_hand:
        fields = {each.name: each.value for each in event.told}
        lines.append(f"event {fields['date']} | {fields['title']} | {event.body}".strip())
    assert lines == shown.splitlines()


@pytest.mark.parametrize(("written", "iso"), WRITTEN)
def test_the_examples_of_dates(written: str, iso: str) -> None:
    if iso == "refused":
        with pytest.raises(NotADate):
            parse(written)
    else:
        assert parse(written).isoformat() == iso


def test_the_docs_have_examples() -> None:
    assert len(EXAMPLES) >= 7
    assert len(WRITTEN) >= 10
    formats = set(re.findall(r"`(\.\w+)`", (DOCS / "input-formats.md").read_text(encoding="utf-8")))
    assert formats >= set(READERS)


def spoiled(content: bytes, chance: random.Random) -> bytes:
    """A file with stretches of it dropped, doubled, swapped and turned to noise, or in another encoding."""
    at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    match chance.randrange(7):
        case 0:
            return content[:at]
        case 1:
            return content[:at] + content[to:]
        case 2:
            return content[:to] + content[at:]
        case 3:
            return content[to:] + content[at:to] + content[:at]
        case 4:
            noise = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
            return content[:at] + noise + content[at + len(noise):]
        case 5:
            other = chance.choice(["utf-16", "cp1252", "utf-32", "cp037"])
            return content.decode("utf-8", "replace").encode(other, "replace")
        case _:
            lines = content.split(b"\n")
            chance.shuffle(lines)
            return b"\n".join(lines)


def test_an_archive_with_a_record_of_another_length_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = warc(gzip=False).replace(b"</html>", b"</html>and more", 1)
    problem, = read(tmp_path, "a.warc", content).problems
    assert (problem.code, problem.line) == ("TL111", 2)
    assert problem.message == "it cannot be read as a WARC: a record is not as long as it says"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "content"), [
    ("a.rss", RSS), ("a.xml", '<?xml version="1.0" encoding="UTF-8"?>' + WIKI)])
def test_an_encoding_that_does_not_exist_is_told(tmp_path: Path, name: str, content: str) -> None:
    broken = content.replace("UTF-8", "UTF-P").replace("<page>", "<page").replace("<item>", "<item")
    problem, = read(tmp_path, name, broken).problems
    assert problem.code == "TL111"
