"""A site of any size: which entries share a page, the pages of sources, tags and outlets, the index of the search."""

from __future__ import annotations

import ast
import functools
import gc
import gzip
import json
import re
import unicodedata
from collections import deque
from dataclasses import replace
from itertools import product
from urllib.parse import urldefrag, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_timeline import ENGLISH, Told, article, entry, many, sample
from test_site import Page, as_items, dated, in_years

from timeline.exporters import whole
from timeline.exporters.links import name_slug, to_passage
from timeline.exporters.options import Options
from timeline.exporters.site import files, search
from timeline.exporters.site import parts as site_parts
from timeline.exporters.site.material import material
from timeline.exporters.site.paging import (
    Rows,
    addresses,
    even,
    foretold,
    leaves,
    most_important,
    pages_of,
    weight,
)
from timeline.exporters.site.search import TITLES, day_number, differences, folded, index
from timeline.model import Timeline

TIMELINE, OPTIONS = many()
SITE = files(TIMELINE, OPTIONS)
PAGES = [path for path in SITE if path.endswith(".html")]
ITEMS = as_items(TIMELINE.entries)


@functools.cache
def read(path: str) -> Page:
    """A page of the site, parsed."""
    return Page(SITE[path])


def shard(content: bytes):
    """What a shard hands over, with its name."""
    name, data = re.fullmatch(r"shard\('([a-z0-9-]+)',JSON\.parse\(('.*')\)\)\n", content.decode()).groups()
    # A string that means the same to Python as to JavaScript.
    return name, json.loads(ast.literal_eval(data))


# Which entries share a page


def test_a_few_entries_are_one_page_and_need_no_search():
    paths = files(*sample())
    assert not any(path.startswith(("years/", "search")) for path in paths)


def test_of_many_the_most_important_stand_first_and_each_year_has_its_page():
    first = Page(SITE["index.html"])
    shown = {at["id"].removeprefix("e-") for tag, at in first.tags if at.get("class") == "entry"}
    ranked = sorted(ITEMS, key=lambda item: item.rank)
    assert 10 < len(shown) < len(ITEMS)
    assert shown == {item.slug for item in ranked[:len(shown)]}
    assert [path for path in SITE if path.startswith("years/")] == [f"years/{year}.html" for year in range(2010, 2014)]
    listed = [id for path in SITE if path.startswith("years/") for id in Page(SITE[path]).ids if id.startswith("e-")]
    assert listed == [f"e-{item.slug}" for item in ITEMS]


def test_no_page_is_too_heavy():
    assert len(gzip.compress(SITE["index.html"], 6)) <= 40_000
    assert max(len(gzip.compress(SITE[path], 6)) for path in PAGES) <= 150_000


@pytest.mark.parametrize("limit", [1, 5, 12, 1000])
def test_the_first_page_holds_the_most_important_that_fit_in_order(limit):
    few = as_items(TIMELINE.entries[:30])
    shown = most_important(few, lambda items: len(list(items)), limit)
    assert shown == [item for item in few if item.rank <= limit]


def leaf_paths(edtf: list[str], limit: int, most: int = 40) -> list[tuple[str, str, int]]:
    """Path, words and number of entries of each page, an entry weighing one."""
    told = leaves(in_years(dated(*edtf)), ENGLISH, lambda items: len(list(items)), limit, most)
    return [(leaf.path, leaf.words, len(leaf.items)) for leaf in told]


@pytest.mark.parametrize(("edtf", "limit", "pages"), [
    (["2014", "2016-04-20", "2016-05"], 9, [("years/2014.html", "2014", 1), ("years/2016.html", "2016", 2)]),
    (["2016-04-20", "2016-05-01", "2016-05-02"], 2, [
        ("years/2016.html", "2016", 0), ("years/2016-04.html", "April 2016", 1),
        ("years/2016-05.html", "May 2016", 2)]),
    (["2016", "2016", "2016-05-02"], 2, [("years/2016.html", "2016", 2), ("years/2016-05.html", "May 2016", 1)]),
    (["2016-05"] * 5, 2, [
        ("years/2016.html", "2016", 0), ("years/2016-05.html", "May 2016", 2),
        ("years/2016-05_2.html", "May 2016, part 2", 2), ("years/2016-05_3.html", "May 2016, part 3", 1)]),
    (["189X", "1890", "-0043", "../.."], 9, [
        ("years/1890-decade.html", "1890s", 1), ("years/1890.html", "1890", 1), ("years/-0043.html", "44 BC", 1),
        ("years/undated.html", "At an unknown time", 1)]),
])
def test_a_year_is_a_page_a_heavy_year_a_page_a_month(edtf, limit, pages):
    assert leaf_paths(edtf, limit) == pages


def test_of_very_many_years_neighbours_share_a_page():
    told = leaf_paths([f"{year}" for year in range(1000, 1100)], 1000, most=40)
    assert told == [("years/1000-to-1099.html", "1000 – 1099", 100)]


@given(st.lists(st.sampled_from(["2014", "2015-01", "2015-02", "2016-07-01", "199X", "../.."]), max_size=40),
       st.integers(1, 12), st.sampled_from([1, 40]))
def test_every_entry_is_on_one_page_and_no_page_is_too_heavy(edtf, limit, most):
    told = leaves(in_years(dated(*edtf)), ENGLISH, lambda items: len(list(items)), limit, most)
    assert sorted(item.number for leaf in told for item in leaf.items) == list(range(len(edtf)))
    assert len({leaf.path for leaf in told}) == len(told)
    assert all(len(leaf.items) <= limit or most == 1 for leaf in told)
    assert {leaf.heads for leaf in told} <= {leaf.path for leaf in told}


@given(st.lists(st.integers(), max_size=50), st.integers(1, 9))
def test_even_parts_keep_order_and_differ_by_one_at_most_but_the_last(things, count):
    told = list(even(things, count))
    assert [each for part in told for each in part] == things
    assert 1 <= len(told) <= count


@pytest.mark.parametrize("mass", [None, lambda n: 30])
def test_a_long_list_goes_on_in_pages_that_are_light_enough(mass):
    def matter(n: int) -> str:
        return f"{n * 7919:x} {n ** 5:x}"

    def rows(count: int) -> Rows[int]:
        return Rows(range(count), lambda all, n: n, matter, lambda n: f"<li><span>{matter(n)}</span></li>", mass=mass)

    told = list(pages_of(rows(3000), 9_000))
    assert len(told) > 2
    assert [each for part in told for each in part] == [*range(3000)]
    assert all(weight("".join(map(rows(0).draw, part))) <= 9_000 for part in told)
    assert list(pages_of(rows(1000))) == [range(1000)]
    assert list(pages_of(rows(0))) == [range(0)]


def test_what_an_entry_puts_on_a_page_is_as_long_as_it_says():
    for item in as_items(many(40)[0].entries):
        assert item.mass <= len(item.matter) <= item.mass + 100


@pytest.mark.parametrize("count", [1, 3, 10, 30, 100, 300])
def test_a_page_weighs_no_more_than_was_foretold_and_little_less(count):
    told = material(TIMELINE, OPTIONS)
    shown = told.items[:count]
    drawn = weight("".join(told.deep.entry(item, filtered=True) for item in shown))
    assert drawn <= foretold(shown)
    assert foretold(shown) <= 1.4 * drawn


def test_the_pages_of_a_list_are_numbered():
    assert addresses("tags/a.html", 3) == ["tags/a.html", "tags/a_2.html", "tags/a_3.html"]


# Every page of a large site


def test_every_link_of_a_large_site_resolves():
    paths = set(whole(TIMELINE, OPTIONS))
    ids = {path: set(read(path).ids) for path in PAGES}
    for base, path in product(("https://user.example/repo/", "file:///home/me/my site/"), PAGES):
        for link in set(read(path).links()):
            if link.startswith(("https://news.", "data:")):
                continue
            address, fragment = urldefrag(urljoin(base + path, link))
            target = address.partition("?")[0].removeprefix(base) or "index.html"
            assert target in paths, f"{path} has a broken link: {link}"
            assert not fragment or fragment in ids[target], f"{path}: {link} has no such place"


@pytest.mark.parametrize("path", ["index.html", "years/2012.html", "search.html", "sources/index.html",
                                  "tags/index.html", "outlets/index.html", "embed/index.html"])
def test_a_page_of_a_large_site_is_well_formed(path):
    page = read(path)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert (levels.count(1), levels[0]) == (1, 1)
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_the_overview_and_the_list_of_years_lead_to_the_years():
    for path, root in (("index.html", ""), ("years/2011.html", "../")):
        links = read(path).links()
        for year in range(2010, 2014):
            assert f"{root}years/{year}.html#y{year}" in links
            assert f"{root}years/{year}.html" in links
    here = [at["href"] for tag, at in read("years/2011.html").tags if at.get("aria-current") == "true"]
    assert here == ["../years/2011.html#y2011"]


def test_an_entry_page_leads_to_the_page_of_its_year_and_to_the_others_of_its_source():
    item = ITEMS[100]
    page = SITE[f"entries/{item.slug}.html"].decode()
    assert f'href="../years/{item.place[0][2]}.html#e-{item.slug}"' in page
    other, = (each for each in ITEMS if each.sources == item.sources and each is not item)
    assert f'<a href="../entries/{other.slug}.html" dir="auto">{other.title}</a>' in page


# Pages of sources, tags and outlets


def test_a_source_has_a_page_that_says_what_it_gave_and_not_the_rest():
    source = replace(sample()[1].articles[1], text="Nobody quoted this.\n\n" + sample()[1].articles[1].text, id="told")
    events = tuple(replace(each, article=source) for each in sample()[0].entries[4].events)
    timeline = Timeline((entry(*events),))
    closed = files(timeline, Options())
    page = Page(closed["sources/told.html"])
    assert all(each.quote in page.text for each in events)
    assert events[0].title in page.text
    assert source.evidence in page.text
    assert "Nobody quoted this." not in b"".join(closed.values()).decode()
    opened = files(timeline, Options(full_text=True))
    assert "Nobody quoted this." in Page(opened["sources/told_text.html"]).text
    assert "told_text.html" in Page(opened["sources/told.html"]).links()


def test_each_tag_and_outlet_lists_its_entries():
    for n in range(5):
        text = read(f"tags/{name_slug(f'tag {n}')}.html").text
        own = [item for item in ITEMS if item.tags[0].name == f"tag {n}"]
        assert len(own) > 20
        assert all(item.title in text for item in own)
        assert f"{len(own)} entries" in text
    assert {f"outlets/{name_slug(f'Outlet {n}')}.html" for n in range(7)} < set(SITE)


def test_two_spellings_of_one_name_are_one_tag():
    _, (one,) = article("2016-04-20", "a", [Told("[2016].", "2016", "t", "")], tags=("café", "café ", " "))
    _, (two,) = article("2016-04-21", "b", [Told("[2015].", "2015", "u", "")], tags=("cafe\u0301",))
    site = files(Timeline((entry(one), entry(two))), Options())
    tags = [path for path in site if path.startswith("tags/") and path != "tags/index.html"]
    assert tags == [f"tags/{name_slug('café')}.html"]
    assert "2 entries" in Page(site[tags[0]]).text


NAMES = ["nato", "NATO", "Nato", "index", "con", "CON", "aux", "com1", "café", "naïve", "a b", "a-b", "a_b", "a/b",
         "a\\b", "..", ".", "<b>", "ß", "ss", "日本", "🏳️‍🌈", "x" * 300, "x" * 301, "a.html", "nul.txt", "\ud800",
         "nato_2", "name", "-"]


def test_names_make_file_names_of_their_own_that_any_disk_takes():
    slugs = list(map(name_slug, NAMES))
    assert len({slug.casefold() for slug in slugs}) == len(NAMES)
    for each in slugs:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,62}", each)
        assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d|index", each)


@given(st.text(min_size=1), st.text(min_size=1))
def test_names_share_a_slug_only_as_spellings_of_the_same(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (name_slug(one) == name_slug(other)) == same
    # A list's second page cannot be the first of another's.
    assert name_slug(one) != f"{name_slug(other)}_2"


@pytest.mark.parametrize(("link", "quote", "told"), [
    ("https://a.example/x", "It was shut.", "https://a.example/x#:~:text=It%20was%20shut."),
    ("https://a.example/x", "a b c d e f g", "https://a.example/x#:~:text=a%20b%20c%20d%20e,f%20g"),
    ("https://a.example/x", "a b c d e f g h i j k", "https://a.example/x#:~:text=a%20b%20c%20d%20e,g%20h%20i%20j%20k"),
    ("https://a.example/x", "one-way, & more", "https://a.example/x#:~:text=one%2Dway%2C%20%26%20more"),
    ("https://a.example/x#part", "It was shut.", "https://a.example/x#part"),
    ("https://a.example/x", "  ", "https://a.example/x"),
    ("https://a.example/x", "\ud800", "https://a.example/x#:~:text=%3F"),
])
def test_a_link_leads_to_the_sentence(link, quote, told):
    assert to_passage(link, quote) == told


# The index


def test_the_index_tells_of_every_entry_what_a_filter_asks():
    name, told = shard(SITE["search/entries.js"])
    assert name == "entries"
    begin = 0
    for n, item in enumerate(ITEMS):
        begin += told["begins"][n]
        assert (begin, begin + told["lasts"][n]) == tuple(map(day_number, item.days))
        assert told["kinds"][told["kind"][n]] == item.entry.kind
        assert (told["rank"][n], told["sources"][n]) == (item.rank, 1)
        assert [told["tags"][i] for i in told["tag"][n]] == list(item.entry.tags)
        assert [told["outlets"][i] for i in told["outlet"][n]] == [item.sources[0].article.outlet]
    titles = [row for n in range(len(ITEMS) // TITLES) for row in shard(SITE[f"search/titles-{n}.js"])[1]]
    told = [(slug, title, f"{date} {year}".strip().replace("\u00a0", " ")) for slug, title, date, year in titles]
    assert told == [(item.slug, item.title, str(item.date)) for item in ITEMS]


def test_the_index_finds_every_word_in_the_shard_between_its_bounds(monkeypatch):
    monkeypatch.setattr(search, "_WORDS", 5_000)
    made = index(ITEMS, ENGLISH)
    cuts = shard(made["search/entries.js"])[1]["cuts"]
    assert cuts == sorted(cuts)
    assert len(cuts) > 1
    found: dict[str, list[int]] = {}
    for n, cut in enumerate(cuts):
        words = shard(made[f"search/words-{n}.js"])[1]
        assert min(words) == cut
        assert n + 1 == len(cuts) or max(words) < cuts[n + 1]
        found |= words
    numbers = [sum(found["first"][:i + 1]) for i in range(len(found["first"]))]
    assert numbers == [n for n, item in enumerate(ITEMS) if "first" in item.title.lower()]


def test_entries_without_a_date_come_last_in_the_index():
    made = index(as_items(dated("../..", "2016", "2014-03-09")), ENGLISH)
    told = shard(made["search/entries.js"])[1]
    assert (len(told["begins"]), len(told["kind"])) == (2, 3)


@pytest.mark.parametrize(("text", "words"), [
    ("The Bridge, shut!", ["the", "bridge", "shut"]),
    ("Café CAFE\u0301 ﬁn", ["cafe", "cafe", "fin"]),
    ("a_b 3.5 o’clock", ["a", "b", "3", "5", "o", "clock"]),
    ("Straße 東京", ["straße", "東京"]),
    ("  ", []),
])
def test_words_are_folded(text, words):
    assert folded(text) == words


@given(st.lists(st.integers(0, 10**6)).map(sorted))
def test_differences_add_up(numbers):
    told = differences(numbers)
    assert [sum(told[:n + 1]) for n in range(len(told))] == numbers


def test_what_a_shard_holds_is_no_code():
    hostile = "</script>\u2028\u2029\"+alert(1)+\"\\"
    _, (event,) = article("2016-04-20", "t", [Told("[2016].", "2016", hostile, "")], outlet=hostile, tags=(hostile,))
    made = index(as_items([entry(event)]), ENGLISH)
    assert shard(made["search/titles-0.js"])[1][0][1] == hostile
    assert not re.search("[\u2028\u2029]", "".join(content.decode() for content in made.values()))


def test_no_page_leaves_anything_that_refers_to_itself():
    timeline, options = many(240)
    parts = site_parts(timeline, options)
    deque((each for part in parts for each in part()), maxlen=0)
    gc.collect()
    gc.disable()
    try:
        # Nobody looks for it while a site is drawn, and a page weighs as much as its HTML.
        deque((each for part in parts for each in part()), maxlen=0)
        assert gc.collect() < 50
    finally:
        gc.enable()
