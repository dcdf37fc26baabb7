"""Text as bad as it gets: mutated sentences by the million characters, inputs made to be slow, and whatever a reader
may be handed.

    FUZZ=50 python -m pytest tests/test_fuzz.py     fifty times as many cases of the last kind (make fuzz)
"""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from math import prod
from pathlib import Path

import pytest
from benchmarks.hostile import HOSTILE, hostile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_timeline import sample
from test_corpus import lines
from test_imports_of_timelines import VALID as TIMELINES
from test_inputs import VALID, spoiled
from test_resolve import apart, check

import timeline
from timeline import configuration, imports
from timeline.articles import beside, dates
from timeline.articles.assembling import assembled
from timeline.articles.decoding import NotText, decode
from timeline.articles.draft import ByHand, Draft, Fields, Passed
from timeline.articles.formats import READERS, extension
from timeline.articles.yaml_fields import read_yaml
from timeline.edits import apply, entries, read_edits
from timeline.edtf import from_edtf, to_edtf
from timeline.errors import InputError, Problem
from timeline.exporters import whole
from timeline.merging import merge
from timeline.model import Article, Timeline

TIMES = int(os.environ.get("FUZZ", "1"))
PUBLISHED = date(2016, 4, 20)
CHUNK = 20_000
STRANGE = ("\x00\t\n\r\u00a0\u00ad\u2010\u2011\u2013\u2014\u2019\u201c\u0660\u0669\u0130\u017f\u212a"
           "\ud800\U0001f4c5'\"()[]{}")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-/$%" + STRANGE


def mutated(text: str, chance: random.Random) -> str:
    """A text with letters, words and stretches of it changed, doubled, dropped and turned round."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + 12)
        match chance.randrange(8):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + chance.choice(LETTERS) + text[at:]
            case 2:
                text = text[:at] + text[at:to] * chance.randint(2, 4) + text[to:]
            case 3:
                text = text[:at] + text[at:to][::-1] + text[to:]
            case 4:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 5:
                words = text.split(" ")
                chance.shuffle(words)
                text = " ".join(words)
            case 6:
                text = "".join(c if not c.isdigit() else str(chance.randrange(10)) for c in text)
            case 7:
                text = text[:at] + chance.choice(STRANGE) * chance.randint(1, 3) + text[to:]
    return text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_mutated_sentences(seed: int) -> None:
    chance = random.Random(seed)
    sentences = [line.text for line in lines()]
    text = ""
    while len(text) < CHUNK:
        text += mutated(chance.choice(sentences), chance) + chance.choice((" ", "\n", "\n\n", ""))
    published = date.fromordinal(chance.randint(date(1, 1, 1).toordinal(), date(9900, 1, 1).toordinal()))
    values = timeline.tag(text, published)
    assert len(values) > CHUNK // 400
    assert apart(values)
    for value in values:
        check(value, text)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str) -> None:
    text = hostile(name, 100_000)
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values[:200] + values[-200:]:
        check(value, text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_little_hostile_text(name: str) -> None:
    text = hostile(name, 2_000)
    assert len(text) == 2_000
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values:
        check(value, text)


# Whatever a reader may be handed


def cases(count: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """So many cases of a property, and more of them by night."""
    return settings(max_examples=count * TIMES, deadline=None, print_blob=True,
                    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large,
                                           HealthCheck.function_scoped_fixture])


def soup(*pieces: str) -> st.SearchStrategy[str]:
    """Text of these pieces in any order, with other characters between."""
    return st.lists(st.sampled_from(pieces) | st.text(max_size=3), max_size=30).map("".join)


FILES = {name.removesuffix(".gz"): make() for name, make in VALID.items()}
FRAGMENTS: dict[str, tuple[str, ...]] = {
    ".md": ("---\n", "title: ", "date: 2016-04-20\n", "event: true\n", "[a]", "(b)", "![", "**", "`", "# ", "\n",
            "<b>", "|", "<!--", "-->", "\\", "> ", "- ", "&amp;", "&#0;", "It sank on Monday."),
    ".txt": ("\n", "\n\n", "It sank on Monday.", " ", "\u2028", "\x0c"),
    ".html": ("<p>", "</p>", "<a href='", "<article>", "<title>", "</title>", "<time datetime=2016-04-20>", "<!--",
              "-->", "<!DOCTYPE", "<meta property=article:published_time content=2016-04-20>", "</script>",
              "<script type=application/ld+json>", '{"@type":"NewsArticle","datePublished":"2016-04-20"}', "<svg>",
              "<![CDATA[", "&#x110000;", "It sank.", "<", ">"),
    ".jsonl": ('{"text": "', '", "date": "2016-04-20"', "}", "\n", "\\ud800", "\\u0000", "[", "]", "1e999", "null", ":",
               ","),
    ".csv": ("text", "date", "headline", "year", "event", "month", ",", ";", "\t", "\n", '"', "2016-04-20", "yes",
             "-44", "title", "1e9"),
    ".rss": ("<rss version='2.0'>", "<channel>", "<item>", "</item>", "<description>", "</description>", "<pubDate>",
             "</pubDate>", "2016-04-20", "</channel>", "</rss>", "&lt;p&gt;", "<![CDATA[", "]]>", "&a;",
             "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    ".json": ('{"version": "https://jsonfeed.org/version/1.1", "items": [', '{"content_html": "', '"}', "]", "}",
              '[{"type": "a", "title": 1, ', '"issued": {"date-parts": [[', "2016", '"abstract": "x"', ",", '"URL": "',
              "null", "[", "{", '{"itemType": "a", ', '"creators": [{', '"tags": ['),
    ".xml": ("<mediawiki>", "<page>", "<ns>0</ns>", "<title>a</title>", "<revision><text>", "</text></revision>",
             "</page>", "</mediawiki>", "{{date|", "}}", "[[", "]]", "[[File:", "'''", "== Sources ==", "&lt;ref>",
             "{|", "|}", "[[Category:"),
}
"""What files of a format are made of."""


def gives_a_result_or_a_problem(content: bytes, name: str) -> None:
    """What a file gives is one of the four outcomes; a draft becomes an article and an event an entry, or says why."""
    try:
        found = list(READERS[extension(Path(name))](content, name))
    except InputError as error:
        found = list(error.problems)
    for each in found:
        assert isinstance(each, Draft | ByHand | Passed | Problem)
        if isinstance(each, Draft):
            made = assembled(each, Fields())
            assert made.article is None or (made.article.text.strip() and not made.problems)
    written = [replace(each, name=str(n)) for n, each in enumerate(found) if isinstance(each, ByHand)]
    by_hand, problems = entries(written)
    assert len(by_hand) + len(problems) >= len(written)


@pytest.mark.parametrize("name", FILES)
@cases(40)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_file_gives_a_result_or_a_problem(name: str, seed: int) -> None:
    chance, content = random.Random(seed), FILES[name]
    for _ in range(chance.randint(1, 3)):
        content = spoiled(content, chance)
    gives_a_result_or_a_problem(content, name)


SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.[mtj]*"))


@pytest.mark.parametrize("path", SEEDS, ids=[path.name for path in SEEDS])
@cases(5)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_article_gives_events_or_a_problem(path: Path, seed: int) -> None:
    content = spoiled(path.read_bytes(), random.Random(seed))
    gives_a_result_or_a_problem(content, path.name)
    with suppress(NotText):
        text = decode(content)
        merge(timeline.extract(Article(text, PUBLISHED)) if text.strip() else [])


@pytest.mark.parametrize("ending", FRAGMENTS)
@cases(40)
@given(data=st.data())
def test_a_file_of_fragments_gives_a_result_or_a_problem(ending: str, data: st.DataObject) -> None:
    text = data.draw(soup(*FRAGMENTS[ending]))
    gives_a_result_or_a_problem(text.encode("utf-8", "replace"), f"a{ending}")


@cases(100)
@given(content=st.binary(max_size=60),
       declared=st.sampled_from(["", "utf-8", "utf-7", "utf-16", "idna", "hex", "zip", "cp037", "\0"]))
def test_bytes_are_text_or_not(content: bytes, declared: str) -> None:
    with suppress(NotText):
        assert "\r" not in decode(content, html=True, declared=declared)


@pytest.mark.parametrize("name", TIMELINES)
@cases(40)
@given(seed=st.integers(0, 2**32))
def test_a_spoiled_timeline_becomes_files_or_is_told(name: str, seed: int) -> None:
    chance, content = random.Random(seed), TIMELINES[name].encode()
    for _ in range(chance.randint(1, 4)):
        content = spoiled(content, chance)
    with suppress(InputError):
        made = imports.files(imports.read(content.decode("utf-8", "replace"), name))
        assert all(path.endswith(".md") and "/" not in path and len(path) < 100 for path in made)


@cases(150)
@given(text=soup("a: ", "date: ", "2016-04-20", "\n", "- ", "[", "]", "{", "}", "&a ", "*a", "|", ">", '"', "'", "#",
                 "!!python/object:os.system ", "? ", "<<: ", "  ", "---\n", "%YAML 9.9\n"))
def test_front_matter_is_read_or_told(text: str) -> None:
    with suppress(InputError):
        assert all(isinstance(each.value, str | tuple | None) for each in read_yaml(text, "a.md", 2))


@cases(100)
@given(text=soup("file", "published", "title", ",", ";", "\n", '"', "a.txt", "../", "2016-04-20", "/"))
def test_a_manifest_is_read_or_told(text: str) -> None:
    with suppress(InputError):
        beside.read_manifest(Path("dates.csv"), lambda _: text)


@cases(200)
@given(text=soup("2016", "-", "04", "/", "20", "April", "Wed,", " ", "T", ":", "Z", "+0200", "GMT", "30", ".", "Uhr",
                 "1461110400"))
def test_a_publication_date_is_one_or_none(text: str) -> None:
    with suppress(dates.NotADate):
        assert isinstance(dates.parse(text), date)


@cases(300)
@given(text=soup("2016", "-", "04", "/", "..", "~", "?", "%", "X", "Y", "T10:30", "[", "]", "{", "}", ",", "S3", "E5",
                 "-0043", "21"))
def test_a_date_in_edtf_reads_back_or_is_told(text: str) -> None:
    with suppress(ValueError):
        interval = from_edtf(text)
        assert from_edtf(to_edtf(interval)) == interval


WORDS = soup(*sorted({word for line in lines() for word in line.text.split()[:4]}), " ", " on Monday", " in May 2014",
             ", said Ann Oak. ", "\n\n", ". ", "\u201c", "\u201d", " (", ") ", " the ", " which ", " opened",
             " two years ", " ago", " since ", " 2003")


@cases(150)
@given(text=WORDS, title=WORDS)
def test_any_words_make_events_and_a_timeline(text: str, title: str) -> None:
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values:
        check(value, text)
    if text.strip():
        article = Article(text, PUBLISHED, " ".join(title.split()))
        assert all(0 <= clause.start <= clause.end <= len(text) for clause in timeline.clauses(article))
        merge(timeline.extract(article))


TABLES = soup("[a]\n", '["b c"]\n', "hide = ", "true\n", "date = ", "2016-04-20\n", '"2016-04~"\n', "merge-into = ",
              '"a"\n', "title = ", "note = ", "approved = ", "tags = ", "[", "]", "\n", "quote = ", '"', "'''", '"""',
              "{", "}", "a.b", "=", "#", "1e5", "kind = ")
TOLD, OPTIONS = sample()
IDS = [each.id for each in TOLD.entries[:3]]


@cases(150)
@given(text=TABLES, ids=st.permutations(IDS))
def test_edits_are_applied_or_told(text: str, ids: list[str]) -> None:
    named = text.replace("[a]", f'["{ids[0]}"]').replace('"a"', f'"{ids[1]}"').replace("b c", ids[2])
    with suppress(InputError):
        changed, _ = apply(TOLD, read_edits(named, "edits.toml"))
        assert {each.id for each in changed.entries} <= {each.id for each in (*TOLD.entries, *TOLD.review)}


@cases(80)
@given(text=TABLES)
def test_a_configuration_is_read_or_told(tmp_path: Path, text: str) -> None:
    said = text.replace("[a]", "[outlets.a]").replace("hide", "top").replace("note", "timezone")
    (tmp_path / "timeline.toml").write_bytes(said.encode("utf-8", "replace"))
    with suppress(InputError):
        configuration.read(tmp_path / "timeline.toml")


def elements(words: str) -> int:
    """How many elements the pages have where titles, notes and tags are these words."""
    told = [replace(each, title=words, note=words, own_tags=(words,)) for each in TOLD.entries[:2]]
    made = whole(Timeline(tuple(told)), replace(OPTIONS, title=words, description=words))
    return sum(content.count(b"<") for path, content in made.items() if path.endswith(".html"))


@cases(3)
@given(words=soup("<script>", "</", "{{ 7 * 7 }}", "{%", "&", '"', "'", "\u202e", "]]>", "-->", "\\", "%", "`",
                  "javascript:"))
def test_words_stay_words_in_the_templates(words: str) -> None:
    tame = "".join(each if each.isalnum() else "x" for each in words)
    assert elements(f"a {words} b") == elements(f"a {tame} b")


def test_a_night_has_two_hundred_thousand_cases() -> None:
    makefile = (Path(__file__).parent.parent / "Makefile").read_text("utf-8")
    nights = int(re.search(r"FUZZ=\$\(or \$\(FUZZ\),(\d+)\)", makefile)[1])  # type: ignore[index]
    here = [each for each in globals().values() if hasattr(each, "hypothesis")]
    assert len(here) > 10
    cases = sum(each._hypothesis_internal_use_settings.max_examples
                * prod(len(mark.args[1]) for mark in getattr(each, "pytestmark", [])) for each in here)
    assert cases // TIMES * nights >= 200_000
