"""Readers: what becomes the text of an article, its title and its fields."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import timeline
from timeline import building
from timeline.articles import html, read_sources
from timeline.articles.decoding import NotText, decode
from timeline.articles.markdown import to_text
from timeline.articles.yaml_fields import read_yaml
from timeline.errors import InputError


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(("markdown", "text"), [
    ("The ferry sailed.", "The ferry sailed."),
    ("Two lines\nrun on.", "Two lines run on."),
    ("A hard break  \nbegins a line.", "A hard break\nbegins a line."),
    ("One.\n\nTwo.", "One.\n\nTwo."),
    ("Before.\n## A heading ##\nAfter.", "Before.\n\nA heading\n\nAfter."),
    ("A heading\n---------\nAfter.", "A heading\n\nAfter."),
    ("#hashtag is no heading", "#hashtag is no heading"),
    ("Before\n\n* * *\n\nafter", "Before\n\nafter"),
    ("- one\n- two\n  goes on", "one\ntwo goes on"),
    ("1. first\n2. second", "1. first\n2. second"),
    ("> She said it\n> twice.", "She said it twice."),
    ("See [the report](https://example.org/a_(b) \"t\").", "See the report."),
    ("See [the report][1].\n\n[1]: https://example.org", "See the report."),
    ("See [brackets] alone.", "See [brackets] alone."),
    ("Before ![a ferry](ferry.jpg) after.", "Before after."),
    ("[![a ferry](ferry.jpg)](https://example.org)", ""),
    ("See <https://example.org>.", "See https://example.org."),
    ("It was *late*, **very** late, ***too*** _late_ and ~~early~~.", "It was late, very late, too late and early."),
    ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
    (r"\*not marked\* and \[no link\](x)", "*not marked* and [no link](x)"),
    ("Code `a_b_c` here.", "Code a_b_c here."),
    ("```\nwords of code\n```", "words of code"),
    ("a <b>bold</b> word &amp; 2 < 3", "a bold word & 2 < 3"),
    ("Seen.<!-- not\n\nseen in 2014 --> Seen.", "Seen. Seen."),
    ("Seen. <script>alert('2014')</script>Seen.", "Seen. Seen."),
    ("It fell.[^1]\n\n[^1]: In May.", "It fell.\n\nIn May."),
    ("| day | ship |\n|-----|------|\n| Monday | Ann |", "day | ship\nMonday | Ann"),
])
def test_markdown_is_what_its_reader_sees(markdown: str, text: str) -> None:
    assert to_text(markdown) == text


@pytest.mark.parametrize("unit", ["[", "![", "[a](", "[a][", "*", "**a", "_a", "`", "<", "<a ", "<!--", "> ", "- ",
                                  "\\", "|", "\n", "--- \n", "a\n===\n"])
@pytest.mark.usefixtures("comes_to_an_end")
def test_markdown_reads_any_marks(unit: str) -> None:
    assert len(to_text(unit * (60_000 // len(unit)))) <= 60_000


@pytest.mark.parametrize(("content", "title", "text"), [
    ("---\ntitle: Harbour opens\n---\n# Another heading\n\nIt did.", "Harbour opens", "Another heading\n\nIt did."),
    ("---\ntitle: Harbour opens\n---\n# Harbour opens\n\nIt did.", "Harbour opens", "It did."),
    ("# Harbour opens\n\nIt did.", "Harbour opens", "It did."),
    ("It did.\n\n# Later", "", "It did.\n\nLater"),
    ("## Lesser heading\n\nIt did.", "", "Lesser heading\n\nIt did."),
    ("---\n---\nIt did.", "", "It did."),
])
def test_the_title_of_markdown(tmp_path: Path, content: str, title: str, text: str) -> None:
    article = timeline.read(write(tmp_path, "a.md", content), published="2016-04-20")
    assert (article.title, article.text) == (title, text)


def test_front_matter_keeps_strings_strings(tmp_path: Path) -> None:
    article = timeline.read(write(tmp_path, "a.md", (
        "---\ntitle: no\ndate: 2016-04-20\nurl: https://example.org/a\noutlet: 1984\nauthor: [Ann Oak, Ben Ash]\n"
        "lang: en-GB\ntags: [no, 2016-01-01, no]\nid: 007\ndraft: {deeply: [nested]}\n---\nThe ferry sailed.\n")))
    assert (article.title, article.outlet, article.id) == ("no", "1984", "007")
    assert article.author == "Ann Oak, Ben Ash"
    assert article.tags == ("no", "2016-01-01")
    assert (article.day, article.language, article.url) == ("2016-04-20", "en", "https://example.org/a")


def test_front_matter_makes_no_objects_and_unfolds_no_aliases(tmp_path: Path) -> None:
    bomb = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12))
    path = write(tmp_path, "a.md", f"---\na0: &a0 x\n{bomb}\ntitle: !!python/object/apply:os.getcwd {{}}\n---\nText.")
    with pytest.raises(InputError, match=r"a\.md:14:8: TL106 title is not a string"):
        timeline.read(path, "2016-04-20")


@pytest.mark.parametrize(("content", "title"), [
    ("Harbour opens\n\nIt did.\n", "Harbour opens"),
    ("\nHarbour opens\n\nIt did.\n", "Harbour opens"),
    ("Harbour opens.\n\nIt did.\n", ""),
    ("Harbour opens\nand closes.\n", ""),
    ("Harbour opens\n", ""),
    (f"{'Harbour ' * 20}\n\nIt did.\n", ""),
])
def test_plain_text_is_the_file_and_its_first_line_may_be_its_title(tmp_path: Path, content: str, title: str) -> None:
    path = write(tmp_path, "a.txt", content)
    article = timeline.read(path, published="2016-04-20")
    assert article.title == title
    assert article.text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(("content", "html", "text"), [
    ("née".encode(), False, "née"),
    ("née".encode("utf-8-sig"), False, "née"),
    ("née".encode("utf-16"), False, "née"),
    ("née “quoted”".encode("cp1252"), False, "née “quoted”"),
    (b"one\r\ntwo\rthree\n", False, "one\ntwo\nthree\n"),
    ("<meta charset=iso-8859-2>ł".encode("iso-8859-2"), True, "<meta charset=iso-8859-2>ł"),
    ("<meta charset='latin-1'>“é”".encode("cp1252"), True, "<meta charset='latin-1'>“é”"),
    ("<meta charset=hex>é".encode(), True, "<meta charset=hex>é"),
    ("<meta charset=ascii>é".encode(), True, "<meta charset=ascii>Ã©"),
])
def test_encodings(content: bytes, html: bool, text: str) -> None:
    assert decode(content, html=html) == text


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"text\0text", b"\x81\x8d\x8f",
                                     b"\xff\xfe\x00\xd8", "née\x01".encode("cp1252")])
def test_what_is_not_text(content: bytes) -> None:
    with pytest.raises(NotText):
        decode(content)


def test_json_lines(tmp_path: Path) -> None:
    lines = [{"id": 7, "title": "One", "published": "2016-04-20", "text": "A ferry\r\nsailed.", "outlet": "Wire",
              "url": "https://example.org/1", "author": ["Ann", "Ben"], "tags": ["sea"], "extra": {"x": 1}},
             {"text": "Another\u2028sailed \ud83d.", "date": "2016-04-21T08:00:00+02:00", "title": None}]
    path = write(tmp_path, "wire.jsonl", "\n\n".join(map(json.dumps, lines)) + "\n")
    one, two = read_sources([path]).articles
    assert (one.id, one.title, one.author, one.tags) == ("7", "One", "Ann, Ben", ("sea",))
    assert (one.text, one.evidence) == ("A ferry\nsailed.", "JSON line: published: 2016-04-20")
    assert (two.text, two.title) == ("Another\u2028sailed \ufffd.", "")
    assert two.published.isoformat() == "2016-04-21T08:00:00+02:00"


PAGE = """<!doctype html><html lang="en-GB"><head><title>Ferry sails - The Quay</title>
<meta property="og:site_name" content="The Quay"><meta name="author" content="Ann Oak">
<link rel="canonical" href="https://example.org/ferry"></head>
<body><header><h1>The Quay</h1><p>Masthead</p></header><nav><ul><li>Home</ul></nav>
<main><article><header><h1>Ferry sails</h1></header>
<p>The ferry <b>sailed</b>
today&nbsp;&amp; returned.<p>One<br>two. <script>var p = "<p>script</p>"</script>
<h2>On board</h2><ul><li>Ann<li>Ben</ul><aside><p>Read also</p></aside><form><p>Subscribe</p></form>
<!-- <p>commented</p> --></article><article><p>Teaser</p></article></main>
<footer><p>Imprint</p></footer></body></html>"""


def test_a_saved_page(tmp_path: Path) -> None:
    article = timeline.read(write(tmp_path, "a.html", PAGE), published="2016-04-20")
    assert article.text == "The ferry sailed today & returned.\n\nOne\ntwo.\n\nOn board\n\nAnn\nBen"
    assert (article.title, article.outlet, article.author) == ("Ferry sails", "The Quay", "Ann Oak")
    assert (article.url, article.language) == ("https://example.org/ferry", "en")


@pytest.mark.parametrize(("page", "title", "text"), [
    ("<p>One.</p><p>Two.</p>", "", "One.\n\nTwo."),
    ("<title>Ferry</title><div>One.<br>Two.</div>", "Ferry", "One.\nTwo."),
    ("<meta property=og:title content='Ferry &amp; quay'><title>No</title><p>One.", "Ferry & quay", "One."),
    ("<h1>Ferry</h1><p>One.</p></article></nav></p>", "Ferry", "One."),
    ("<nav><p>Home</p><div><p>One.</p></div>", "", ""),
    ("<div><nav><p>Home</p></div><p>One.</p>", "", "One."),
    ("<svg><title>Icon</title></svg><title>Ferry</title><p>One.", "Ferry", "One."),
])
def test_pages_that_are_less_than_tidy(monkeypatch: pytest.MonkeyPatch, page: str, title: str, text: str) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    draft, = html.drafts(page, "a.html")
    assert (draft.title, draft.text) == (title, text)


@pytest.mark.parametrize("unit", ["<a b=c d ", "<p <", "<a href=\"", "<!--", "<a/", "<", "<div>", "<article><p>a"])
@pytest.mark.usefixtures("comes_to_an_end")
def test_a_page_of_marks_is_read(monkeypatch: pytest.MonkeyPatch, unit: str) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    assert len(list(html.drafts(unit * (60_000 // len(unit)), "a.html"))) == 1


def test_a_folder_is_read_in_order_with_what_is_left_out(tmp_path: Path) -> None:
    source = tmp_path / "articles"
    for name in ("b/2016-04-21.txt", "a/2016-04-22.txt", "2016-04-20.MD", ".hidden/2016-04-20.txt", ".2016-04-20.txt",
                 "notes.odt", "ABOUT"):
        write(source, name, f"Text of {name}.")
    write(tmp_path, "2016-04-23-outside.txt", "Outside.")
    (source / "2016-04-23.txt").symlink_to(tmp_path / "2016-04-23-outside.txt")
    (source / "c").symlink_to(tmp_path)
    (source / "2016-04-24.txt").symlink_to(source / "2016-04-20.MD")
    reading = read_sources([source])
    assert [Path(article.path or "").name for article in reading.articles] == ["2016-04-20.MD", "2016-04-22.txt",
                                                                               "2016-04-21.txt"]
    assert {Path(each.path).name: each.reason for each in reading.left_out} == {
        "2016-04-23.txt": "a link out of the source", "2016-04-24.txt": "a link, not followed",
        "c": "a link out of the source", "notes.odt": "no reader for .odt files", "ABOUT": "no reader for such files"}


def test_a_site_of_ours_inside_a_source_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "2016-04-20.txt", "The ferry sailed.")
    write(tmp_path, "old/.timeline-site", "index.html")
    write(tmp_path, "old/index.html", "<p>The ferry sailed.</p>")
    reading = read_sources([tmp_path])
    assert (len(reading.articles), reading.undated, reading.problems) == (1, [], [])
    assert [(each.path, each.reason) for each in reading.left_out] == [
        (str(tmp_path / "old"), "a site that timeline made")]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path, "2016-04-20.txt", "The ferry sailed.")
    reading = read_sources([tmp_path, path, path])
    assert (len(reading.articles), reading.left_out, reading.problems) == (1, [], [])


def test_the_same_article_in_two_files_is_kept_once_and_told(tmp_path: Path) -> None:
    for name in ("a/2016-04-20.txt", "b/2016-04-20.txt"):
        write(tmp_path, name, "The ferry sailed.")
    reading = read_sources([tmp_path])
    assert [article.path for article in reading.articles] == [str(tmp_path / "a/2016-04-20.txt")]
    assert [(each.path, each.told) for each in reading.left_out] == [
        (str(tmp_path / "b/2016-04-20.txt"), f"the same article as {tmp_path / 'a/2016-04-20.txt'}")]


def test_two_files_of_one_name_are_two_articles(tmp_path: Path) -> None:
    write(tmp_path, "a/2016-04-20.txt", "The ferry sailed.")
    write(tmp_path, "b/2016-04-20.txt", "The ferry returned.")
    reading = read_sources([tmp_path])
    assert (len(reading.articles), reading.left_out, reading.problems) == (2, [], [])


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_file_name_that_is_no_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path / "2016-04-20-") + b"\xff.txt"))
    path.write_text("The ferry sailed yesterday.")
    article, = read_sources([tmp_path]).articles
    assert article.evidence == "file name 2016-04-20-\ufffd.txt"
    assert building.build([path], tmp_path / "site").articles == 1


def test_progress_counts_the_files(tmp_path: Path) -> None:
    for day in (20, 21):
        write(tmp_path, f"2016-04-{day}.txt", f"Text {day}.")
    told: list[tuple[str, int, int]] = []
    read_sources([tmp_path], progress=lambda *step: told.append(step))
    assert told == [("reading", 1, 2), ("reading", 2, 2)]


YAML = ("a", "title: ", "date: 2016-04-20", "\n", "\n", " ", "- ", "[", "]", "{", "}", '"', "'", ": ", ", ", "#", "&a",
        "*a", "!t", "|\n", ">\n", "%", "\t", "é", "“", "\x85", "\u2028", "\0", "~", "null", "? ", "---", "...", "\\",
        "@", "\ufeff", "😀")


def fields_of(text: str) -> list[tuple[object, ...]] | str:
    try:
        return [(each.name, each.value, each.line, each.column) for each in read_yaml(text, "a.md")]
    except InputError as error:
        return str(error)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(YAML), max_size=14).map("".join))
def test_front_matter_is_the_same_with_libyaml_and_without(text):
    with_it = fields_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CBaseLoader", raising=False)
        assert fields_of(text) == with_it


@pytest.mark.parametrize("marked", ["a_b_c and 2 * 3", "AT&amp;T", "a\\*b", "plain  words\n of two lines", "x < y"])
def test_plain_words_are_read_as_marked_ones_are(marked):
    # A mark elsewhere in the paragraph sends it the long way.
    assert to_text(f"{marked} *x*") == f"{to_text(marked)} x"


def test_several_processes_read_the_same(tmp_path: Path) -> None:
    kinds = (("2016-04-{:02}.txt", "The ferry {} sailed."), ("undated-{}.txt", "The ferry {} sailed."),
             ("2016-05-{:02}.md", "---\ntitle: [\n---\nBroken {}."), ("2016-06-{:02}.md", "# Ferry {}\n\nIt sailed."),
             ("{}.jsonl", '{{"text": "One {0}.", "published": "2016-04-20"}}\n{{"text": "Two {0}."}}\n?\n'),
             ("2016-07-{:02}.odt", "none {}"), ("2016-08-{:02}.txt", "The same."))
    for n in range(1, 29):
        for name, text in kinds:
            write(tmp_path, name.format(n), text.format(n))
    (tmp_path / "2016-04-01.txt").write_bytes(b"\xff\xfe\xff")
    alone, shared = (read_sources([tmp_path], jobs=jobs) for jobs in (1, 2))
    assert len(alone.articles) > 80
    assert len(alone.problems) > 28
    assert alone == shared
    assert [each.evidence for each in alone.articles] == [each.evidence for each in shared.articles]
