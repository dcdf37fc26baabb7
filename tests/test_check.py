"""`timeline check`: what it finds and what it leaves alone, where it points, and how it tells it."""

from __future__ import annotations

import json
import os
import re
from datetime import date
from pathlib import Path

import pytest

from timeline import cli
from timeline.checking.finding import Finding
from timeline.checking.links import dead_links
from timeline.checking.sources import check
from timeline.checking.telling import FORMATS
from timeline.checking.texts import text_findings
from timeline.errors import CODES, InputError, Problem
from timeline.model import SITE_MARKER, Article

PUBLISHED = date(2016, 4, 20)
DOCUMENTED = (Path(__file__).parent.parent / "docs" / "problems.md").read_text("utf-8")


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


def lay(files: dict[str, str]) -> None:
    for name, content in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(content)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_every_code_is_documented_and_no_other() -> None:
    assert re.findall(r"^### (TL\d{3})$", DOCUMENTED, flags=re.MULTILINE) == sorted(CODES)


@pytest.mark.parametrize(("text", "found"), [
    ("The pier closed on February 30.", [("TL204", "February 30")]),
    ("The pier closed on 31 April 2016.", [("TL204", "31 April 2016")]),
    ("The pier closed on the 29th of February 2015.", [("TL204", "the 29th of February 2015")]),
    ("The pier closed on the 29th of February 2016.", []),
    ("The pier closed on 2016-02-30.", [("TL204", "2016-02-30")]),
    ("The pier closed on 2016-13-45, they said.", [("TL205", "2016-13-45")]),
    ("The pier closed on 14/14/2016.", [("TL205", "14/14/2016")]),
    ("The pier closed on 03/04/2016.", [("TL206", "03/04/2016")]),
    ("The pier closed on 04/04/2016.", []),
    ("The pier closed on 03/14/2016.", []),
    ("The pier closed on 14.03.2016.", []),
    ("The pier closed on 2016-04-18.", []),
    # Near misses: numbers with the look of a date that nobody takes for one.
    ("Twenty six ships lay at the pier.", []),
    ("Version 2.10.2016.1 of the timetable is at 192.168.10.20.", []),
    ("See https://example.org/2016-13-45/pier for more.", []),
    ("The rule 24/7 held after 9/11.", []),
])
def test_dates_of_a_text(text: str, found: list[tuple[str, str]]) -> None:
    findings = list(text_findings(Article(text, PUBLISHED)))
    assert [(each.problem.code, each.shown[slice(*each.mark)]) for each in findings] == found
    assert all(each.shown == text and not each.serious for each in findings)


MARKDOWN = """\
---
title: The pier
---
Nothing is told here. The *old* pier
closed on February 30 for good.

It opened on Monday.
"""


def test_a_finding_points_into_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    lay({"articles/2016-04-20-pier.md": MARKDOWN})
    assert run("check") == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "warning: articles/2016-04-20-pier.md:5:11: TL204 there is no such day or time: February 30",
        "    The old pier closed on February 30 for good.",
        "                           ^^^^^^^^^^^",
        "  help: Correct it, or write the month as a word; as it is, nothing is dated by it."]
    assert told.err == "0 problems, 1 warning\n"
    assert MARKDOWN.splitlines()[4][10:].startswith("February 30")


def test_words_that_stand_twice_are_told_apart() -> None:
    lay({"articles/2016-04-20.txt": "The pier closed. One ship of February 30 came.\n\n"
                                    "Another ship of February 30 went.\n"})
    places = [(each.problem.line, each.problem.column) for each in check([Path("articles")]).findings]
    assert places == [(1, 30), (3, 17)]


def test_a_file_that_is_no_text_has_findings_without_a_place() -> None:
    # The reader joins what tags part, so that the sentence stands nowhere in the file as it is read.
    lay({"articles/2016-04-20.html": "<p>The pier closed on Febru<b>ary</b> 30 and for good.</p>"})
    assert [(each.problem.code, each.problem.line) for each in check([Path("articles")]).findings] == [("TL204", None)]


BROKEN = {
    "articles/2016-04-20-pier.md": MARKDOWN,
    "articles/undated.md": "The pier closed.\n",
    "articles/2016-04-21.md": "---\ntitle: [x\n---\nThe pier closed.\n",
    "articles/edits.toml": "[000000000000]\nhied = true\n",
}


def test_everything_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    lay(BROKEN)
    assert run("check") == 1
    told = capsys.readouterr()
    assert re.findall(r"^(?:warning: )?(\S+?):.*? (TL\d+)", told.out, flags=re.MULTILINE) == [
        ("articles/2016-04-20-pier.md", "TL204"), ("articles/2016-04-21.md", "TL104"),
        ("articles/edits.toml", "TL602"), ("articles/undated.md", "TL201")]
    assert told.err == "3 problems, 1 warning\n"
    assert "    title: [x\n             ^\n" in told.out


@pytest.mark.parametrize(("files", "arguments", "code"), [
    ({"articles/2016-04-20.txt": "The pier closed on Monday.\n"}, [], 0),
    ({"articles/2016-04-20.txt": "The pier closed on Monday.\n"}, ["--strict"], 0),
    ({"articles/2016-04-20-pier.md": MARKDOWN}, [], 0),
    ({"articles/2016-04-20-pier.md": MARKDOWN}, ["--strict"], 1),
    ({"articles/undated.md": "The pier closed on Monday.\n"}, [], 1),
    ({"articles/undated.md": "The pier closed on Monday.\n"}, ["--published", "2016-04-20"], 0),
    ({"articles/2016-04-20.txt": "It closed on Monday.\n", "articles/edits.toml": "[aa]\nhide = true\n"}, [], 1),
    ({}, [], 2),
    ({}, ["--published", "someday"], 2),
    ({}, ["--out", "articles"], 2),
    ({}, ["--format", "xml"], 2),
])
def test_exit_codes(files: dict[str, str], arguments: list[str], code: int) -> None:
    lay(files)
    assert run("check", *arguments) == code


def test_quiet_prints_the_findings_alone(capsys: pytest.CaptureFixture[str]) -> None:
    lay(BROKEN)
    assert run("check", "--quiet") == 1
    told = capsys.readouterr()
    assert told.out.count(" TL") == 4
    assert told.err == ""


def test_sources_that_disagree_until_an_editor_says(capsys: pytest.CaptureFixture[str]) -> None:
    told = "---\noutlet: {}\n---\nMayor Ada Brook opened the new pier in Aldmere on {} April 2016.\n"
    lay({"articles/2016-04-20-a.md": told.format("Vale Courier", 12),
         "articles/2016-04-20-b.md": told.format("Tarn Post", 13)})
    assert run("check") == 0
    assert "TL303" in capsys.readouterr().out
    assert run("events") == 0
    id = json.loads(capsys.readouterr().out.splitlines()[0])["id"]
    lay({"articles/edits.toml": f"[{id}]\napproved = true\n"})
    assert run("check", "--strict") == 0


def test_json_has_every_field() -> None:
    finding = Finding(Problem("a.md", "TL204", "no “day”", "Mend.", 3, 5), shown="On no “day”.", mark=(3, 11))
    assert json.loads(FORMATS["json"](finding)) == {
        "level": "warning", "code": "TL204", "path": "a.md", "line": 3, "column": 5, "message": "no “day”",
        "help": "Mend.", "text": "On no “day”.", "mark": [3, 11]}


@pytest.mark.parametrize(("finding", "told"), [
    (Finding(Problem("a.md", "TL204", "no day", None, 3, 5)), "::warning file=a.md,line=3,col=5,title=TL204::no day"),
    (Finding(Problem("a.md", "TL201", "no date", "Write it."), serious=True),
     "::error file=a.md,title=TL201::no date%0AWrite it."),
    (Finding(Problem("a:b,c%.md", "TL204", "100%: a,b\r\nc", None, 1)),
     "::warning file=a%3Ab%2Cc%25.md,line=1,title=TL204::100%25: a,b%0D%0Ac"),
])
def test_annotations_of_github(finding: Finding, told: str) -> None:
    assert FORMATS["github"](finding) == told


@pytest.mark.parametrize(("text", "words"), [
    ("On February 30 it closed.", "February 30"),
    ("x " * 200 + "on February 30 it closed.", "February 30"),
    ("On February 30 it closed" + " x" * 200, "February 30"),
    ("y " * 200 + "on February 30 it closed" + " x" * 200, "February 30"),
    ("東京で February 30 it closed", "February 30"),
])
def test_the_mark_stands_under_the_words(text: str, words: str) -> None:
    at = text.index(words)
    finding = Finding(Problem("a.md", "TL204", "no day"), shown=text, mark=(at, at + len(words)))
    _, shown, mark = FORMATS["text"](finding).splitlines()
    assert len(shown) <= 102
    columns = [each for char in shown for each in ([char, ""] if char > "⺀" else [char])]
    assert "".join(columns[mark.index("^"):mark.rindex("^") + 1]) == words


def test_no_control_character_reaches_the_terminal() -> None:
    finding = Finding(Problem("a.md", "TL204", "no day"), shown="On \x1b[31mFebruary\u202e 30", mark=(3, 5))
    assert all(each.isprintable() for line in FORMATS["text"](finding).split("\n") for each in line)


PAGE = '<html><head></head><body id="b">{}</body></html>'


@pytest.mark.parametrize(("links", "dead"), [
    ('<a href="other.html">', []),
    ('<a href="other.html#place">', []),
    ('<a href="./other.html?x=1#place">', []),
    ('<a href="#b"><a href="#top"><a href="#">', []),
    ('<a href="deep/"><a href="deep/index.html">', []),
    ('<a href="https://example.org/none"><a href="mailto:a@example.org"><a href="//example.org/x"><a href="/x">', []),
    ('<a href="../outside.html">', []),
    ('<a href="an%20image.svg"><img src="an image.svg">', []),
    ('<a href="none.html">', ["none.html"]),
    ("<a href='none.html'>", ["none.html"]),
    ('<a href="other.html#none">', ["other.html#none"]),
    ('<a href="#none">', ["index.html#none"]),
    ('<img src="none.png"><script src="none.js"></script>', ["none.png", "none.js"]),
    ('<a href="none/">', ["none/index.html"]),
    ('<a href="none.html"><a href="none.html">', ["none.html"]),
    ('<a href="http://[">', ["http://["]),
    ('text: href="none.html"', []),
])
def test_links_of_a_site(links: str, dead: list[str]) -> None:
    lay({f"site/{SITE_MARKER}": "", "site/index.html": PAGE.format(links), "site/an image.svg": "",
         "site/other.html": PAGE.format('<p id="place">'),
         "site/deep/index.html": PAGE.format('<a href="../other.html">')})
    found = dead_links(Path("site"))
    told = [f"a link leads to {target}, which is not there" for target in dead]
    assert [each.problem.message for each in found] == told
    assert all(each.serious and each.problem.path == f"site{os.sep}index.html" for each in found)


def test_a_dead_link_of_many_pages_is_told_once() -> None:
    lay({f"site/{SITE_MARKER}": "", **{f"site/{n}.html": PAGE.format('\n\n <a href="none.html">') for n in range(3)}})
    (found,) = dead_links(Path("site"))
    assert found.problem.message == "a link leads to none.html, which is not there, on 2 more pages too"
    assert (found.problem.line, found.problem.column) == (3, 2)


def test_only_a_site_of_ours_has_its_links_followed() -> None:
    Path("site").mkdir()
    with pytest.raises(InputError, match="--out: TL501 'site' is no site made by timeline"):
        dead_links(Path("site"))
