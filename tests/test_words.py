"""The words of the interface: every one comes from the catalogue, in the form its number asks for."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from sample_timeline import ENGLISH, Told, article, entry, many, sample
from test_large_site import shard
from test_site import Page

from timeline.edtf import from_edtf
from timeline.errors import InputError
from timeline.exporters import whole
from timeline.exporters.dates import phrase, short_date
from timeline.exporters.ours import default_folder
from timeline.exporters.plurals import category, rule
from timeline.exporters.templates import Theme
from timeline.exporters.words import catalogue
from timeline.intervals import UNITS as UNITS_OF_CALENDAR
from timeline.intervals import describe, iso, number_of, unit_at, until
from timeline.model import Entry, Timeline, Written

OURS = default_folder() / "words"
TABLES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in OURS.glob("*.toml")}

# Numbers and their forms

ENGLISH_ORDINAL = {"one": "n % 10 = 1 and n % 100 != 11", "two": "n % 10 = 2 and n % 100 != 12",
                   "few": "n % 10 = 3 and n % 100 != 13"}
POLISH = {"one": "i = 1 and v = 0", "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
          "many": "v = 0 and i != 1 and i % 10 = 0..1 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 12..14"}
ARABIC = {"zero": "n = 0", "one": "n = 1", "two": "n = 2", "few": "n % 100 = 3..10 @integer 3~10, 103~110, 1003, …",
          "many": "n % 100 = 11..99"}
FRENCH = {"one": "i = 0,1", "many": "e = 0 and i != 0 and i % 1000000 = 0 and v = 0 or e != 0..5"}


@pytest.mark.parametrize(("rules", "forms"), [
    (ENGLISH_ORDINAL, {"one": (1, 21, 101), "two": (2, 122), "few": (3, 33), "other": (0, 4, 11, 12, 13, 111, 113)}),
    (POLISH, {"one": (1,), "few": (2, 4, 22, 104), "many": (0, 5, 11, 12, 14, 21, 112, 100)}),
    (ARABIC, {"zero": (0,), "one": (1,), "two": (2,), "few": (3, 10, 103), "many": (11, 99, 111), "other": (100, 102)}),
    (FRENCH, {"one": (0, 1), "many": (1_000_000,), "other": (2, 17, 999_999)}),
    ({}, {"other": (0, 1, 2)}),
])
def test_the_rules_of_unicode_say_which_form_goes_with_a_number(rules, forms):
    made = {form: rule(text) for form, text in rules.items()}
    assert {n: category(made, n) for each in forms.values() for n in each} == {
        n: form for form, each in forms.items() for n in each}


@pytest.mark.parametrize("text", ["", "n", "n > 1", "n = ", "n % = 1", "x = 1", "n = 1 and", "n = 1..", "n = 1 n = 2"])
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(ValueError, match="is no rule"):
        rule(text)


@pytest.mark.parametrize(("language", "count", "told"), [
    ("en", 1, "1 entry"), ("en", 0, "0 entries"), ("en", 12_345, "12,345 entries"),
    ("de", 1, "1 Eintrag"), ("de", 12_345, "12.345 Einträge")])
def test_a_number_chooses_the_form_and_is_written_as_the_language_does(language, count, told):
    assert catalogue(language).say("count.entries", count=count) == told


# Dates

SHAPES = ("{}", "{}~", "{}/..", "../{}", "[..{}]", "[{}..]", "{}/2019-03-04", "{}~/2019-06")
UNITS = ("2016-04-20", "2016-04", "2016", "201X", "19XX", "2016-21", "2016-24", "-0043-03-15", "-0043",
         "-039X", "-03XX", "0005")


@pytest.mark.parametrize("edtf", [shape.format(unit) for unit in UNITS for shape in SHAPES] + ["../.."])
def test_in_english_a_phrase_is_that_of_explanations(edtf):
    assert phrase(from_edtf(edtf), ENGLISH) == describe(from_edtf(edtf))


@pytest.mark.parametrize("unit", [unit for unit in UNITS_OF_CALENDAR if unit != "day"])
@pytest.mark.parametrize("day", ["2016-04-20", "2016-12-31", "-0398-02-28"])
def test_in_english_so_is_every_unit_of_the_calendar(day, unit):
    interval = unit_at(number_of(day), unit)
    assert phrase(interval, ENGLISH) == describe(interval)
    assert phrase(until(interval), ENGLISH) == describe(until(interval))


@given(st.integers(-800_000, 40_000), st.integers(0, 4_000))
def test_in_english_so_is_any_stretch_of_days(first, length):
    stretch = from_edtf(f"{iso(first)}/{iso(first + length)}")
    assert phrase(stretch, ENGLISH) == describe(stretch)


@pytest.mark.parametrize(("edtf", "long", "short"), [
    ("2016-04-20", "20. April 2016", "20. Apr. 2016"), ("2016-03", "März 2016", "März 2016"),
    ("2016-04-11/2016-04-12", "11. April 2016 bis 12. April 2016", "11.–12. Apr. 2016"),
    ("2014-04~", "etwa April 2014", "etwa April 2014"), ("2014/..", "seit 2014", "seit 2014"),
    ("[..2017]", "spätestens 2017", "spätestens 2017"), ("189X", "1890er-Jahre", "1890er-Jahre"),
    ("18XX", "19. Jahrhundert", "19. Jahrhundert"), ("-03XX", "4. Jahrhundert v. Chr.", "4. Jahrhundert v. Chr."),
    ("2016-24", "Winter 2016", "Winter 2016/17"),
    ("../..", "zu unbekannter Zeit", "ohne Datum"),
])
def test_dates_in_german(edtf, long, short):
    german = catalogue("de")
    assert (phrase(from_edtf(edtf), german), str(short_date(from_edtf(edtf), german))) == (long, short)


@pytest.mark.parametrize(("unit", "long", "short"), [
    ("quarter", "zweites Quartal 2016", "2. Quartal 2016"), ("half", "erstes Halbjahr 2016", "1. Halbjahr 2016"),
    ("week", "Woche vom 18. April 2016", "Woche vom 18. Apr. 2016"),
    ("weekend", "Wochenende vom 23. April 2016", "Wochenende vom 23. Apr. 2016")])
def test_parts_of_a_year_in_german(unit, long, short):
    interval, german = unit_at(number_of("2016-04-20"), unit), catalogue("de")
    assert (phrase(interval, german), str(short_date(interval, german))) == (long, short)


def test_a_language_may_put_the_year_first(tmp_path: Path):
    written(tmp_path, "hu", '[column]\ndated = "{year}. {date}"\nday = "{month} {day}."\n'
            'first-of-days = "{month} {day}"\nlast-of-days = "{day}."')
    told = short_date(from_edtf("2016-04-11/2016-04-12"), catalogue("hu", tmp_path))
    assert (str(told), told.year) == ("2016. Apr 11–12.", "")
    assert [piece.text for piece in told.pieces if piece.stamp] == ["Apr 11", "12."]


# Which file goes before which

def written(folder: Path, language: str, content: str) -> Path:
    (folder / "words").mkdir(exist_ok=True)
    (folder / "words" / f"{language}.toml").write_text(content, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("asked", "language", "page", "made"), [
    ("en", "en", "Timeline", "How it came about"), ("en-GB", "en-GB", "Timeline", "How it came about"),
    ("de", "de", "Zeitleiste", "Wie dies entstand"), ("DE-AT", "DE-AT", "Zeitleiste", "Wie das entstanden ist"),
    ("fr", "fr", "Chronologie", "How it came about"), ("nl", "en", "Timeline", "How it came about"),
    ("../words/de", "en", "Timeline", "How it came about"), ("", "en", "Timeline", "How it came about")])
def test_a_theme_goes_before_ours_and_english_stands_in_word_by_word(tmp_path, asked, language, page, made):
    written(tmp_path, "en", '[page]\nmade = "How it came about"')
    written(tmp_path, "de-at", '[page]\nmade = "Wie das entstanden ist"')
    written(tmp_path, "fr", '[page]\ntimeline = "Chronologie"')
    words = catalogue(asked, tmp_path)
    assert (words.language, words.say("page.timeline"), words.say("page.made")) == (language, page, made)


def test_what_english_stands_in_for_keeps_the_forms_of_english(tmp_path: Path):
    words = catalogue("ja", written(tmp_path, "ja", '[count]\ntags = "タグ{count}件"'))
    assert [words.say(f"count.{name}", count=1) for name in ("tags", "entries")] == ["タグ1件", "1 entry"]


def test_a_theme_may_have_words_of_its_own(tmp_path: Path):
    written(tmp_path, "en", '[mine]\nhello = "Hello, {who}"')
    (tmp_path / "404.html").write_text('{{ "mine.hello" | word(who=site.title) }}', encoding="utf-8")
    assert whole(Timeline(()), replace(sample()[1], templates=tmp_path))["404.html"] == b"Hello, The harbour bridge"


@pytest.mark.parametrize(("template", "told"), [
    ('{{ "page.mde" | word }}', "there is no word 'page.mde'"),
    ('{{ "count.tags" | word }}', "'count.tags' is not told its 'count'"),
    ('{{ "missing.back" | word(titel="x") }}', "'missing.back' is not told its 'title'")])
def test_a_template_that_asks_for_no_word_is_an_error(tmp_path, template, told):
    (tmp_path / "404.html").write_text(template, encoding="utf-8")
    with pytest.raises(UndefinedError, match=told):
        Theme(ENGLISH, tmp_path).page("404.html")


@pytest.mark.parametrize(("content", "told"), [
    ("[page", "it is no TOML"), ('made = "x"', "made stands in no [section]"),
    ("[page]\nmade = 3", "page.made is no text"),
    ('[page]\nmade = ["a", "b"]', "page.made is one text, no list"),
    ('[dates]\nmonths = ["January"]', "dates.months is no list of 12"),
    ('[dates]\nabout = "um {dat}"', "dates.about has {dat}, where {date} is filled in"),
    ('[page]\nmade = "{n}"', "page.made has {n}, where nothing is filled in"),
    ('[count]\ntags.one = "{count}"', "count.tags.other is missing"),
    ('[count]\ntags.few = "{count}"\ntags.other = "{count}"', "count.tags.few has no rule"),
    ('[plural]\none = "n == 1"', "[plural]: 'n == 1' is no rule"),
])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_mistake_is_told_with_its_file(tmp_path, language, content, told):
    with pytest.raises(InputError) as error:
        catalogue(language, written(tmp_path, language, content))
    (problem,) = error.value.problems
    assert (problem.code, problem.path) == ("TL504", str(tmp_path / "words" / f"{language}.toml"))
    assert told in problem.message


def test_a_word_saved_anew_is_seen_by_the_next_build(tmp_path: Path):
    first = catalogue("en", written(tmp_path, "en", '[page]\nmade = "One"'))
    then = catalogue("en", written(tmp_path, "en", '[page]\nmade = "Two"'))
    assert [words.say("page.made") for words in (first, then)] == ["One", "Two"]


# Ours

def names(table: dict[str, Any]) -> set[str]:
    return {f"{section}.{key}" for section, words in table.items() for key in words
            if section not in ("plural", "ordinal")}


@pytest.mark.parametrize("language", sorted(TABLES.keys() - {"en"}))
def test_every_language_of_ours_is_whole_and_has_no_word_too_many(language):
    assert names(TABLES[language]) == names(TABLES["en"])
    assert catalogue(language).language == language


def test_every_word_is_used():
    """In a template or in the code, by its name, or by the half of it that is not put together there."""
    code = Path(__file__).parent.parent / "timeline" / "exporters"
    files = [*default_folder().glob("*.html"), *code.rglob("*.py")]
    text = "\n".join(path.read_text("utf-8") for path in files)
    put_together = {"dates", "column", "kind", "kinds", "count"}
    halves = {name: name.split(".")[1].removesuffix("-bc") if name.split(".")[0] in put_together else name
              for name in names(TABLES["en"])}
    assert [name for name, half in halves.items() if half not in text] == []


# Nothing on a page is English that does not come from the catalogue

LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
CONTENT = str.maketrans(LATIN, "αβγδεζηθικλμνξοπρστυφχψωαβΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΑΒ")
INTERFACE = str.maketrans(LATIN, "абвгдежзиклмнопрстуфхцчшщэАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭ")
"""Content is made Greek and the interface Cyrillic: what is Latin then is neither."""
TOLD = {"title", "text", "outlet", "author", "tags", "evidence", "quote", "attribution", "explanation", "conflict",
        "note", "own_tags", "body", "description"}
SAID = ("aria-label", "title", "alt", "placeholder", "data-found", "data-nothing", "data-printed")
HEAD = ("description", "og:title", "og:description", "og:site_name", "og:image:alt")
NO_WORDS = re.compile(r"JSON|EDTF|ADDRESS-OF-THIS-SITE|\?top=\d+|JavaScript")


def greek(thing: Any, told: bool = False) -> Any:
    """The same with all that comes from articles and editors in Greek letters, as long as before."""
    if isinstance(thing, str):
        return thing.translate(CONTENT) if told else thing
    if isinstance(thing, tuple):
        return tuple(greek(each, told) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{f.name: greek(getattr(thing, f.name), f.name in TOLD) for f in fields(thing)
                                 if f.init and f.name not in ("templates", "kept")})
    return thing


def cyrillic(told: Any) -> Any:
    if isinstance(told, str):
        return "".join(part if part.startswith("{") else part.translate(INTERFACE)
                       for part in re.split(r"(\{[a-z]+\})", told))
    if isinstance(told, list):
        return [cyrillic(each) for each in told]
    return {name: cyrillic(each) for name, each in told.items()}


def as_toml(table: dict[str, Any]) -> str:
    """Sections, keys, and inline tables, which JSON writes as TOML has them but for the colon."""
    def value(told: Any) -> str:
        if isinstance(told, dict):
            return "{" + ", ".join(f"{name} = {value(each)}" for name, each in told.items()) + "}"
        return json.dumps(told, ensure_ascii=False)

    return "\n".join(f"[{section}]\n" + "\n".join(f"{key} = {value(told)}" for key, told in words.items())
                     for section, words in table.items())


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language in which every letter is Cyrillic."""
    rules = {name: TABLES["en"][name] for name in ("plural", "ordinal")}
    words = {name: cyrillic(table) for name, table in TABLES["en"].items() if name not in rules}
    return written(tmp_path_factory.mktemp("theme"), "xx", as_toml(rules | words))


def rich() -> tuple[Timeline, Any]:
    """The sample with all that an editor can do to it, an article without a name, one that tells much, and no date."""
    timeline, options = sample()
    first, second, *rest = timeline.entries
    edited = replace(first, note="See the log.", conflict="They differ.", own_tags=("Mine",),
                     edited=("date", "title"))
    by_hand = Entry("hand", "A visit", from_edtf("1911-05-02"), "1911-05-02", 0.4, (), None,
                    written=(Written("w", "It *rained*.", "event"),))
    nameless, told = article("2016-05-05", "", [
        Told(f"A mast fell [in 20{n}].", f"20{n}", "Mast falls", "'in' names it.", attribution="a clerk")
        for n in range(10, 23)], url="ftp://dead.example/", author="Ines Faro")
    often = entry(*told)
    undated = replace(entry(told[0]), id="never", interval=from_edtf("../.."), edtf="../..", title="")
    entries = sorted((edited, second, *rest, by_hand, often, undated), key=lambda each: each.interval.sort_key())
    return (replace(timeline, entries=tuple(entries)),
            replace(options, articles=(*options.articles, nameless), description="", full_text=True))


@pytest.fixture(scope="module", params=[rich, many], ids=["small", "large"])
def site(request: pytest.FixtureRequest, theme: Path) -> dict[str, bytes]:
    made: Callable[[], tuple[Timeline, Any]] = request.param
    timeline, options = greek(made())
    articles = tuple(map(greek, options.articles))
    return whole(timeline, replace(options, articles=articles, language="xx", templates=theme))


def latin(text: str) -> bool:
    return bool(re.search("[A-Za-z]{2}", NO_WORDS.sub("", text)))


def spoken(page: Page) -> Iterator[str]:
    """All that a reader of the page may see or hear."""
    yield from (text for tag, text in page.texts if tag not in ("script", "style", "code"))
    for _, attributes in page.tags:
        yield from (value for name in SAID if (value := attributes.get(name)))
        if (attributes.get("name") or attributes.get("property")) in HEAD:
            yield attributes["content"] or ""


def test_no_word_on_any_page_is_of_anywhere_else(site):
    found = {path: [text for text in spoken(Page(content)) if latin(text)]
             for path, content in site.items() if path.endswith(".html")}
    # EDTF is written with X, and an address that nobody may follow is shown as it is.
    strange = {path: [text for text in texts if not re.search(r"\dX|ftp://", text)] for path, texts in found.items()}
    assert {path: texts for path, texts in strange.items() if texts} == {}


def test_nor_in_what_is_written_for_others(site):
    told = [text for name in ("title", "content") for text in
            (each.text or "" for each in ElementTree.fromstring(site["atom.xml"]).iter(f"{{*}}{name}"))]
    items = json.loads(site["feed.json"])["items"]
    told += [item[name] for item in items for name in ("summary", "title", "content_html")]
    for slide in json.loads(site["timelinejs.json"])["events"]:
        told += [*slide["text"].values(), slide.get("group", ""), slide.get("display_date", "")]
    for event in icalendar.Calendar.from_ical(site["timeline.ics"]).walk("VEVENT"):
        told += [str(event["SUMMARY"]), str(event["DESCRIPTION"])]
    told += [row["date"] for row in csv.DictReader(io.StringIO(site["events.csv"].decode("utf-8-sig")))]
    plain = [re.sub(r"<[^>]*>|https?://\S+", "", text) for text in told]
    assert [text for text in plain if latin(text)] == []


def test_nor_in_the_index_of_a_large_site(site):
    if "search/entries.js" in site:
        _, index = shard(site["search/entries.js"])
        assert any(index["words"])
        assert [word for word in (*index["words"], *index["told"].values()) if latin(word)] == []


def test_nor_in_the_script_and_the_style_sheet():
    script = (default_folder() / "assets" / "timeline.js").read_text("utf-8")
    code = re.sub(r"^\s*//.*$", "", script, flags=re.M)
    strings = [a or b for a, b in re.findall(r'"([^"\n]*)"|`([^`]*)`', code)]
    # A word to read has a capital or a space with nothing of a selector or of code about it.
    assert [text for text in strings if re.search(r"^[A-Z][a-z]|[a-z}] [a-z]+\b(?![\[:(.])", text)
            and not re.search(r"[.\[:]", text)] == []
    style = (default_folder() / "assets" / "timeline.css").read_text("utf-8")
    contents = [re.sub(r"attr\([\w-]+\)", "", content) for content in re.findall(r"\bcontent:([^;}]*)", style)]
    assert [content for content in contents if re.search('"[^"]*[A-Za-z]', content)] == []


def test_the_search_for_words_finds_one(theme: Path):
    """A test that finds nothing must be able to find something."""
    timeline, options = greek(rich())
    page = whole(timeline, replace(options, language="en"))["index.html"]
    assert any(latin(text) for text in spoken(Page(page)))


# Languages on a page

def tags_of(content: bytes, tag: str) -> list[str | None]:
    return [attributes.get("lang") for name, attributes in Page(content).tags if name == tag]


@pytest.mark.parametrize(("language", "html", "body", "home", "quote", "how"), [
    ("en", "en", None, None, None, None), ("de", "de", None, None, "en", "en"), ("fr", "fr", "en", "fr", None, None)])
def test_each_text_says_in_which_language_it_is(language, html, body, home, quote, how):
    """The page is in the language of the site, its interface in that of the words there are, a quote in its own, and
    what the grammar says in English."""
    timeline, options = sample()
    files = whole(timeline, replace(options, language=language))
    content = files[next(path for path in files if re.fullmatch(r"entries/(?!index).*\.html", path))]
    assert (tags_of(content, "html"), tags_of(content, "body")) == ([html], [body])
    links = [attributes.get("lang") for tag, attributes in Page(content).tags
             if tag == "a" and attributes.get("href") == "../index.html" and "dir" in attributes]
    assert (links, tags_of(content, "blockquote")) == ([home], [quote])
    explained = re.search(r'<p class="how">.*?</span> (<span lang="(\w+)")?', content.decode())
    assert explained
    assert explained[2] == how
