"""Hundreds of hostile strings in every field, through everything a build writes: text stays text, formats stay valid.

Beside each page stands the same page made of harmless words: it has every element and attribute that may be there.
What a real browser makes of the pages is in browser/test_hostile.py.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import icalendar
import pytest
from hostile_strings import STRINGS, TAME, options_of, timeline_of
from sample_timeline import ENGLISH

from timeline.exporters import events_csv, retold, whole
from timeline.model import Timeline

PARTS = 12
"""The strings go through in so many builds, since each title of a site takes many of them."""
SCHEMES = {"", "http", "https"}
FETCHING = {"href", "src", "cite", "action", "srcdoc", "data", "poster", "formaction", "ping", "background", "content"}
ONCE = ("script", "style", "meta", "link", "base", "form", "input", "title", "body", "html", "svg", "main", "h1")
NEVER = {"iframe", "object", "embed", "template", "noscript", "img", "image", "math", "textarea", "plaintext", "frame"}
MARKDOWN = {(tag, name) for tag in ("p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre")
            for name in ("", "href", "rel")}


@pytest.fixture(scope="module", params=range(PARTS))
def part(request: pytest.FixtureRequest) -> int:
    """So that what is tried with one part comes together, and its site is built once."""
    return request.param


def texts_of(part: int) -> tuple[str, ...]:
    return STRINGS[part::PARTS]


def titled(texts: tuple[str, ...]) -> str:
    return " ¦ ".join(texts)


@functools.cache
def built(part: int | None, address: str = "https://user.example/repo/") -> dict[str, bytes]:
    """The whole site of the strings of a part, None for the harmless one of as many entries."""
    texts = (TAME, "https://a.example/") * (len(texts_of(0)) // 2) if part is None else texts_of(part)
    timeline = timeline_of(texts)
    return whole(timeline, options_of(titled(texts), base_url=address, articles=timeline.articles, full_text=True))


class Page(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    @property
    def pairs(self) -> set[tuple[str, str]]:
        return {(tag, name) for tag, attributes in self.elements for name in ("", *attributes)}

    @property
    def addresses(self) -> list[str]:
        return [value or "" for tag, at in self.elements for name, value in at.items()
                if name in FETCHING and (tag, name) != ("meta", "content")]

    def count(self, tag: str) -> int:
        return sum(each == tag for each, _ in self.elements)


def pages(files: dict[str, bytes]) -> dict[str, Page]:
    return {path: Page(content) for path, content in files.items() if path.endswith(".html")}


def kind(path: str) -> str:
    """What a page is one of: "entries/", "sources/_text", "index.html"."""
    folder, name = re.fullmatch(r"(\w+/)?(.+)", path).groups()
    return f"{folder or ''}{name}" if not folder or name.startswith("index") else folder + "_text" * ("_text" in name)


@functools.cache
def harmless() -> tuple[set[tuple[str, str]], dict[tuple[str, str], set[int]]]:
    """The elements and attributes pages may have, and how often each of `ONCE` stands on a page of each kind."""
    allowed, often = set(MARKDOWN), {}
    for path, page in pages(built(None)).items():
        allowed |= page.pairs
        for tag in ONCE:
            often.setdefault((kind(path), tag), set()).add(page.count(tag))
    return allowed, often


def test_there_are_hundreds_of_strings():
    assert len(STRINGS) >= 300
    assert len({string for part in range(PARTS) for string in texts_of(part)}) == len(STRINGS)


def test_pages_hold_no_element_that_a_harmless_one_has_not(part):
    allowed, often = harmless()
    for path, page in pages(built(part)).items():
        assert page.pairs <= allowed, path
        assert not page.pairs & {(tag, "") for tag in NEVER}, path
        for tag in ONCE:
            assert page.count(tag) in often.get((kind(path), tag), {page.count(tag)}), (path, tag)
        schemes = {urlsplit(address).scheme for address in page.addresses if not address.startswith("data:image/svg")}
        assert schemes <= (SCHEMES | {"data"} if path == "404.html" else SCHEMES), path
        refresh = [at for tag, at in page.elements if tag == "meta" and at.get("http-equiv", "").lower() == "refresh"]
        assert [at["content"] for at in refresh] == ["0; url=../index.html"] * (path == "entries/index.html")


def test_no_name_of_a_file_is_made_of_them(part):
    assert all(re.fullmatch(r"[a-z0-9._/-]+", path, re.IGNORECASE) and ".." not in path for path in built(part))


def test_feeds_calendar_and_maps_stay_valid(part):
    files, count = built(part), 2 * len(texts_of(part))
    feed = feedparser.parse(files["atom.xml"])
    assert not feed.bozo, feed.get("bozo_exception")
    assert len(feed.entries) == len(json.loads(files["feed.json"])["items"]) == min(count, 50)
    for content in (*(each.content[0].value for each in feed.entries),
                    *(item["content_html"] for item in json.loads(files["feed.json"])["items"])):
        page = Page(content.encode())
        assert page.pairs <= MARKDOWN | {(tag, name) for tag in ("p", "blockquote") for name in ("lang", "dir")} | {
            ("sup", ""), ("sub", ""), ("del", ""), ("b", ""), ("i", "")}
        assert {urlsplit(address).scheme for address in page.addresses} <= SCHEMES
    calendar = icalendar.Calendar.from_ical(files["timeline.ics"])
    assert [each.name for each in calendar.walk()] == ["VCALENDAR", *["VEVENT"] * count]
    assert not calendar.errors
    assert not any(each.errors for each in calendar.walk())
    for line in files["timeline.ics"].split(b"\r\n"):
        assert not set(line) & {10, 13}
    for path in ("sitemap.xml", "atom.xml"):
        ElementTree.fromstring(files[path])


def test_tables_and_data_stay_whole(part):
    timeline, files = timeline_of(texts_of(part)), built(part)
    table = files["events.csv"].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table, newline="")) for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in cells)
    assert [row["title"] for row in events_csv.read(files["events.csv"])] == [
        retold.title(entry, ENGLISH) for entry in timeline.entries]
    assert [row["note"] for row in events_csv.read(files["events.csv"])] == [
        retold.legible(entry.note) for entry in timeline.entries]
    assert Timeline.from_json(json.loads(files["events.json"]), timeline.articles) == timeline
    for slide in json.loads(files["timelinejs.json"])["events"]:
        assert Page(slide["text"]["headline"].encode()).elements == []
    for path in (path for path in files if path.startswith("search/")):
        assert json.loads(re.fullmatch(rb'shard\("[\w-]+",(.*)\)\n', files[path], re.DOTALL)[1]) is not None


ADDRESSES = [string for string in STRINGS if retold.base(options_of("", base_url=string))]


def test_an_address_of_a_site_stays_in_its_attribute():
    """One build for each string that may be a public address."""
    assert len(ADDRESSES) > 30
    allowed, _ = harmless()
    for address in ADDRESSES:
        files = whole(timeline_of((TAME,)), options_of(TAME, base_url=address))
        for path, page in pages(files).items():
            assert page.pairs <= allowed, (address, path)
            assert {urlsplit(each).scheme for each in page.addresses} <= SCHEMES | {"data"}
        ElementTree.fromstring(files["sitemap.xml"])
        assert b"\n\n" in files["robots.txt"]
        assert files["robots.txt"].count(b"\n") == 4
        told = Page(json.loads(files["oembed.json"])["html"].encode())
        ((tag, attributes),) = told.elements
        assert (tag, set(attributes)) == ("iframe", {"src", "title", "width", "height", "loading", "style"})


@pytest.mark.parametrize("address", [string for string in STRINGS if string not in ADDRESSES][::12])
def test_what_is_no_address_of_a_site_is_none(address):
    files = whole(timeline_of((TAME,)), options_of(TAME, base_url=address))
    assert not {"sitemap.xml", "oembed.json"} & set(files)
    assert b"canonical" not in files["index.html"]
