"""The publication date: by evidence, the strongest first, and never by a guess."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path

import pytest

import timeline
from timeline.articles import Reading, read_sources
from timeline.articles.dates import NotADate, in_address, in_folders, in_name, parse
from timeline.errors import InputError

BODY = "The ferry sailed on 3 March 2015, the first since 2014.\n"


def write(folder: Path, name: str, content: str = BODY) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def read_all(folder: Path) -> Reading:
    reading = read_sources([folder])
    assert reading.problems == []
    return reading


@pytest.mark.parametrize(("said", "iso"), [
    ("2016-04-20", "2016-04-20"),
    (" 2016-4-2 ", "2016-04-02"),
    ("20160420", "2016-04-20"),
    ("2016/04/20", "2016-04-20"),
    ("2016-04-20T18:30:00+02:00", "2016-04-20T18:30:00+02:00"),
    ("2016-04-20T18:30:00.123Z", "2016-04-20T18:30:00+00:00"),
    ("20160420T183000-0430", "2016-04-20T18:30:00-04:30"),
    ("2016-04-20 18:30:00 +0200", "2016-04-20T18:30:00+02:00"),
    ("2016-04-20 6:30 PM EST", "2016-04-20T18:30:00-05:00"),
    ("2016-04-20T23:30", "2016-04-20"),
    ("20/04/2016", "2016-04-20"),
    ("04/20/2016", "2016-04-20"),
    ("04.04.2016", "2016-04-04"),
    ("20 April 2016", "2016-04-20"),
    ("April 20th, 2016", "2016-04-20"),
    ("Wednesday, Apr. 20, 2016", "2016-04-20"),
    ("Wed, 20 Apr 2016 10:00:00 +0200", "2016-04-20T10:00:00+02:00"),
    ("1 May 2016", "2016-05-01"),
])
def test_date_strings(said: str, iso: str) -> None:
    assert parse(said).isoformat() == iso


def test_month_names_of_the_articles_language() -> None:
    assert parse("20 avril 2016", "fr") == date(2016, 4, 20)
    assert parse("20 April 2016", "fr") == date(2016, 4, 20)
    with pytest.raises(NotADate):
        parse("20 avril 2016", "en")


@pytest.mark.parametrize("said", [
    "", "yesterday", "now", "today", "2 days ago", "last Wednesday", "Wednesday", "April 2016", "2016-04", "2016",
    "20 April", "April 20", "20 April 16", "2016-02-30", "2016-13-01", "31 April 2016", "20160431", "2016042",
    "1461110400", "2016-W16", "2016-04-20T25:00", "2016-04-20 yesterday", "0001-01-01T00:00:00Z",
    "since 2014 we met 20 times", "in 20 years 2016", "20 days before April 2016",
    "we 20 2016", "20 April 2016 " + "x" * 60, "x" * 100_000,
])
def test_what_is_no_date(said: str) -> None:
    with pytest.raises(NotADate):
        parse(said)


def test_day_and_month_that_could_change_places_are_refused() -> None:
    for said in ("03/04/2016", "3.4.2016", "03-04-2016 10:00"):
        with pytest.raises(NotADate) as refusal:
            parse(said)
        assert refusal.value.help == "Write the one you mean: 2016-04-03 or 2016-03-04."


@pytest.mark.parametrize(("name", "day"), [
    ("2016-04-20-council.txt", "2016-04-20"),
    ("council_2016_04_20", "2016-04-20"),
    ("20160420", "2016-04-20"),
    ("report-2014", None),
    ("report-2014-05", None),
    ("20160431", None),
    ("2016-02-30-leap", None),
    ("20160420103000", None),
    ("12016-04-20", None),
    ("2014-01-01-to-2016-04-20", None),
    ("2016-04-20-again-2016-04-20", "2016-04-20"),
    ("may-20", None),
])
def test_dates_in_names(name: str, day: str | None) -> None:
    assert in_name(name) == (day and date.fromisoformat(day))


@pytest.mark.parametrize(("path", "day"), [
    ("2016/04/20", "2016-04-20"), ("news/2016/4/2", "2016-04-02"), ("2016/apr/20", "2016-04-20"),
    ("2016/04/20.md", "2016-04-20"), ("2016/04", None), ("2016/04/31", None), ("2016/04/20-things-to-know.md", None),
    ("2016/04/council", None), ("04/20/2016", None), ("x", None),
])
def test_dates_in_folders(path: str, day: str | None) -> None:
    assert in_folders(path.split("/")) == (day and date.fromisoformat(day))


@pytest.mark.parametrize(("url", "day"), [
    ("https://example.org/2016/04/20/ferry", "2016-04-20"),
    ("https://example.org/world/2016/apr/20/ferry-sails", "2016-04-20"),
    ("https://example.org/ferry-2016-04-20.html", "2016-04-20"),
    ("https://example.org/2016/04/ferry", None),
    ("https://example.org/ferry?on=2016-04-20", None),
    ("https://2016-04-20.example.org/ferry", None),
    ("http://[broken", None),
])
def test_dates_in_addresses(url: str, day: str | None) -> None:
    assert in_address(url) == (day and date.fromisoformat(day))


MANIFEST = "file,published\n{name},2016-01-02\n"
FRONT = "---\ndate: 2016-01-04\n---\n" + BODY


@pytest.mark.parametrize(("files", "day", "evidence"), [
    ({"a/2016-01-05.md": FRONT, "dates.csv": MANIFEST.format(name="a/2016-01-05.md"),
      "a/2016-01-05.yml": "date: 2016-01-03"},
     "2016-01-02", "dates.csv, line 2: published: 2016-01-02"),
    ({"a/2016-01-05.md": FRONT, "a/2016-01-05.md.yml": "published: 2016-01-03"},
     "2016-01-03", "sidecar 2016-01-05.md.yml: published: 2016-01-03"),
    ({"a.txt": BODY, "a.json": '{"published": "2016-01-03"}'}, "2016-01-03", "sidecar a.json: published: 2016-01-03"),
    ({"a/2016-01-05.md": FRONT}, "2016-01-04", "front matter: date: 2016-01-04"),
    ({"2016-01-06/2016-01-05.txt": BODY}, "2016-01-05", "file name 2016-01-05.txt"),
    ({"2016-01-06/a.txt": BODY}, "2016-01-06", "folder name 2016-01-06"),
    ({"2016/01/06/a.txt": BODY}, "2016-01-06", "folder name 2016/01/06"),
    ({"a.md": "---\nurl: https://example.org/2016/01/07/a\n---\n" + BODY},
     "2016-01-07", "address https://example.org/2016/01/07/a"),
])
def test_the_strongest_evidence_wins(tmp_path: Path, files: dict[str, str], day: str, evidence: str) -> None:
    for name, content in files.items():
        write(tmp_path / "articles", name, content)
    article, = read_all(tmp_path / "articles").articles
    assert (article.day, article.evidence) == (day, evidence)


def test_the_date_given_is_stronger_than_any(tmp_path: Path) -> None:
    path = write(tmp_path, "2016-01-05.md", FRONT)
    assert timeline.read(path, "2016-01-01").evidence == "given: 2016-01-01"
    assert timeline.read(path, date(2016, 1, 1)).published == date(2016, 1, 1)
    moment = datetime.fromisoformat("2016-01-01T23:00:00-05:00")
    assert timeline.read(path, moment).published == moment


@pytest.mark.parametrize("name", ["a.txt", "report-2014.txt", "20160431.txt", "since-2014/a.txt", "2016/04/a.txt"])
def test_a_body_a_clock_and_half_a_date_are_no_evidence(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, name)
    os.utime(path, (1_461_110_400, 1_461_110_400))
    reading = read_all(tmp_path)
    assert [each.path for each in reading.undated] == [str(path)]
    with pytest.raises(InputError, match="TL201"):
        timeline.read(path)


def test_folders_above_the_source_are_no_evidence(tmp_path: Path) -> None:
    path = write(tmp_path / "2016-01-06-project", "articles/a.txt")
    assert read_all(path.parent).undated
    assert not read_all(path.parent.parent).undated


def test_the_name_of_a_file_of_many_articles_is_no_evidence(tmp_path: Path) -> None:
    write(tmp_path, "2016-01-05.jsonl", '{"text": "The ferry sailed."}\n')
    assert [each.line for each in read_all(tmp_path).undated] == [1]


PAGE = ("<html><head>{head}</head><body><header><time datetime=2026-01-01></time></header>"
        "<article>{body}</article></body></html>")
TEXT = "<p>The first since <time datetime=2014-06-02>June 2014</time>.</p>"


@pytest.mark.parametrize(("head", "body", "day"), [
    ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2016-04-20"}</script>', TEXT,
     "2016-04-20"),
    ('<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2010-01-01"}, {"@type":'
     ' ["NewsArticle"], "datePublished": "2016-04-20", "dateModified": "2016-04-22"}]}</script>', TEXT, "2016-04-20"),
    ('<script type="application/ld+json">{"@type": "WebSite", "datePublished": "2010-01-01"}</script>'
     '<meta name=date content=2016-04-20>', TEXT, "2016-04-20"),
    ('<script type="application/ld+json">{broken</script><meta name=date content=2016-04-20>', TEXT, "2016-04-20"),
    ("<meta property=article:published_time content=2016-04-20T23:30:00-04:00>", TEXT, "2016-04-20"),
    ("<meta name=DC.date.issued content=2016-04-20>", TEXT, "2016-04-20"),
    ('<meta name=pubdate content="April 20, 2016">', TEXT, "2016-04-20"),
    ("", "<meta itemprop=datePublished content=2016-04-20>" + TEXT, "2016-04-20"),
    ("", "<header><p><time datetime=2016-04-20>20 April</time></p></header>" + TEXT, "2016-04-20"),
    ("", TEXT + "<time class=published datetime=2016-04-20>20 April</time>", "2016-04-20"),
    ("", TEXT, None),
    ("<meta property=article:modified_time content=2016-04-20><meta name=date content=yesterday>", TEXT, None),
    ("", "<time class=updated datetime=2016-04-20>Updated</time>" + TEXT, None),
    ("", TEXT + "<time datetime=2016-04-20>20 April</time>", None),
])
def test_the_metadata_of_a_page(tmp_path: Path, head: str, body: str, day: str | None) -> None:
    write(tmp_path, "a.html", PAGE.format(head=head, body=body))
    assert [article.day for article in read_all(tmp_path).articles] == ([day] if day else [])


@pytest.mark.parametrize(("content", "told"), [
    (FRONT, "front matter: date says 2016-01-04, but file name 2016-01-05.md says 2016-01-05"),
    (FRONT.replace("04", "05"), None),
    (FRONT.replace("2016-01-04", "2016-01-05T23:00:00-05:00"), None),
])
def test_signals_that_contradict_each_other_are_told(tmp_path: Path, content: str, told: str | None) -> None:
    write(tmp_path, "2016-01-05.md", content)
    warnings = read_all(tmp_path).warnings
    assert [(warning.code, warning.message) for warning in warnings] == ([("TL203", told)] if told else [])


def test_one_instant_in_two_offsets_is_no_contradiction(tmp_path: Path) -> None:
    head = ("<meta property=article:published_time content=2016-04-20T23:30:00-04:00>"
            "<meta name=date content=2016-04-21T03:30:00Z>")
    write(tmp_path, "a.html", PAGE.format(head=head, body=TEXT))
    assert read_all(tmp_path).warnings == []


def test_a_broken_date_stops_unless_something_stronger_speaks(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: Ferry\ndate: 2016-02-30\n---\n" + BODY)
    problem, = read_sources([tmp_path]).problems
    assert str(problem).splitlines()[0] == (
        f"{path}:3:7: TL202 front matter: date: '2016-02-30' is not a date: February 2016 has no day 30")
    write(tmp_path, "dates.csv", "file,published\na.md,2016-02-29\n")
    reading = read_all(tmp_path)
    assert [article.day for article in reading.articles] == ["2016-02-29"]
    assert [warning.code for warning in reading.warnings] == ["TL202"]


def test_the_nearest_manifest_is_heard_in_any_order_of_sources(tmp_path: Path) -> None:
    write(tmp_path, "dates.csv", "file,published\n2016/a.txt,2016-01-01\n")
    write(tmp_path, "2016/dates.csv", "file;published;tags\na.txt;2016-01-02;\n")
    path = write(tmp_path, "2016/a.txt")
    for sources in ([tmp_path], [tmp_path / "2016", tmp_path], [path, tmp_path]):
        assert [article.day for article in read_sources(sources).articles] == ["2016-01-02"]


def test_a_manifest_says_more_than_dates(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    write(tmp_path, "dates.csv", "file,published,title,outlet,tags,note\n"
                                 "a.txt,2016-01-01,\"Ferry, again\",The Quay,sea; ships,x\ngone.txt,2016-01-01,,,,\n")
    reading = read_all(tmp_path)
    article, = reading.articles
    assert (article.title, article.outlet, article.tags) == ("Ferry, again", "The Quay", ("sea", "ships"))
    assert [str(warning).splitlines()[0] for warning in reading.warnings] == [
        f"{tmp_path / 'dates.csv'}:3:1: TL101 there is no file gone.txt"]
