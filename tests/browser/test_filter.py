"""The filter over one page and the search over many: what is shown, what stands in the address, what is announced."""

from __future__ import annotations

import pytest
from sample_timeline import many, sample

TIMELINE, _ = sample()
MANY, _ = many()
TITLES = {entry.title for entry in TIMELINE.entries}


def shown(page) -> set[str]:
    # Chromium has no inner text for what it has not laid out, far below the screen.
    return set(page.locator(".entry:visible .title").all_text_contents())


def titles(fits) -> set[str]:
    return {entry.title for entry in TIMELINE.entries if fits(entry)}


QUERIES = [
    ("tag=Tolls", lambda entry: "Tolls" in entry.tags),
    ("outlet=The+Lantern", lambda entry: "The Lantern" in {each.outlet for each in entry.articles}),
    ("outlet=Radio+Tamsin&tag=Harbour+bridge", lambda entry: "Radio Tamsin" in {a.outlet for a in entry.articles}),
    ("kind=plan", lambda entry: entry.kind == "plan"),
    ("sources=2", lambda entry: len(entry.articles) > 1),
    ("from=2016", lambda entry: (entry.interval.latest or entry.interval.earliest) >= "2016-01-01"),
    ("to=2014-03", lambda entry: (entry.interval.earliest or entry.interval.latest) <= "2014-03-31"),
    ("from=2014-04-01&to=2014-04-01", lambda entry: (entry.interval.earliest or "9") <= "2014-04-01"
     and (entry.interval.latest or entry.interval.earliest) >= "2014-04-01"),
    ("from=1890&to=1899", lambda entry: entry.interval.earliest == "1890-01-01"),
    ("kind=plan&q=june", lambda entry: entry.title == "Repairs to take place in June"),
    ("q=article", lambda entry: False),
    ("tag=nothing+of+the+kind", lambda entry: False),
    ("from=never&to=", lambda entry: True),
    ("unknown=1", lambda entry: True),
]


@pytest.mark.parametrize(("query", "fits"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_filtered_view_can_be_linked(open_page, site, query, fits):
    page = open_page(f"{site}index.html?{query}")
    assert shown(page) == titles(fits)
    assert shown(open_page(f"{site}embed/index.html?{query}")) == titles(fits)


def test_what_is_chosen_stands_in_the_address_and_is_counted(open_page, site):
    page = open_page(site + "index.html#content")
    page.get_by_text("More filters").click()
    page.get_by_label("Tag", exact=True).select_option("Power grid")
    page.get_by_label("Kind", exact=True).select_option("Statement")
    page.wait_for_url(site + "index.html?tag=Power+grid&kind=statement#content")
    assert page.get_by_role("status").inner_text() == "1 of 13"
    page.get_by_label("Two or more sources").check()
    page.get_by_label("From", exact=True).fill("2014")
    page.wait_for_url(site + "index.html?tag=Power+grid&kind=statement&from=2014&sources=2#content")
    assert page.get_by_role("status").inner_text() == "No entry fits."
    assert page.get_by_role("status").get_attribute("aria-live") == "polite"
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("!location.search")
    assert shown(page) == TITLES
    assert page.get_by_role("status").inner_text() == ""
    assert not page.get_by_role("button", name="Show all").is_visible()


def test_the_filter_is_worked_by_keyboard_alone(open_page, site):
    page = open_page(site + "index.html")
    page.get_by_label("Filter by word").focus()
    page.keyboard.type("bridge")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "tag"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_words_are_found_by_their_beginning_without_accent_or_capital(open_page, site):
    page = open_page(site + "index.html?q=BRÍDG+HANG")
    assert shown(page) == {"Inspectors close the harbour bridge to lorries"}
    assert shown(open_page(site + "index.html?q=angers")) == set()


def test_the_overview_leads_only_to_years_that_are_shown(open_page, site):
    page = open_page(site + "index.html?q=toll")
    year = page.get_by_role("navigation", name="Overview by year").locator("a")
    leads = {each.locator("title").text_content(): each.get_attribute("href") for each in year.all()}
    assert leads["2015: 1 entry"] == "#y2015"
    assert leads["2016: 5 entries"] is None
    page.get_by_label("Filter by word").fill("")
    assert page.locator(".overview a[href='#y2016']").count() == 1


def test_the_overview_marks_the_part_in_view(open_page, expect, site):
    page = open_page(site + "index.html", height=500)
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'; "
                  "document.getElementById('y2016').scrollIntoView()")
    expect(page.locator(".overview a[href='#y2016']")).to_have_attribute("aria-current", "true")
    expect(page.locator(".overview a[aria-current]")).to_have_count(1)


# A site of many pages


def found(page, count) -> list[str]:
    page.wait_for_function("(told) => document.querySelector('.filter output').textContent === told", arg=count)
    # The titles follow the count.
    some = 0 if "No" in count else min(20, int(count.split()[0]))
    page.wait_for_function("(n) => document.querySelectorAll('.results .line').length === n", arg=some)
    return page.locator(".results .line a").all_inner_texts()


SEARCHES = [
    ("q=first", lambda entry: entry.title.startswith("First")),
    ("tag=tag+3&from=2012", lambda entry: "tag 3" in entry.tags and entry.interval.latest >= "2012"),
    ("outlet=Outlet+1&kind=plan", lambda entry: entry.kind == "plan" and entry.articles[0].outlet == "Outlet 1"),
    ("q=second+outl&to=2010", lambda entry: entry.title.startswith("Second") and entry.interval.earliest < "2011"),
    (f"q={MANY.entries[7].title.split()[1]}", lambda entry: MANY.entries[7].title.split()[1] in entry.events[0].quote
     or entry.title.split()[1] == MANY.entries[7].title.split()[1]),
]


@pytest.mark.parametrize(("query", "fits"), SEARCHES, ids=[query for query, _ in SEARCHES])
def test_a_search_finds_what_a_filter_would(open_page, large, query, fits):
    expected = [entry.title for entry in MANY.entries if fits(entry)]
    page = open_page(f"{large}search.html?{query}")
    told = found(page, f"{len(expected)} of 400")
    assert len(told) == min(20, len(expected)) > 0
    while page.get_by_role("button", name="Show more").is_visible():
        before = page.locator(".results .line").count()
        page.get_by_role("button", name="Show more").click()
        page.wait_for_function("(n) => document.querySelectorAll('.results .line').length > n", arg=before)
    assert sorted(page.locator(".results .line a").all_inner_texts()) == sorted(expected)


def test_a_search_works_from_a_disk_and_leads_to_the_entry(open_page, expect, folder):
    page = open_page((folder.parent / "large" / "search.html").as_uri() + "?q=first&top=9")
    page.wait_for_selector(".results .line")
    title = page.locator(".results .line a").first.inner_text()
    page.locator(".results .line a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_what_fits_nothing_is_said_and_cleared(open_page, large):
    page = open_page(large + "search.html?q=zzz")
    assert found(page, "No entry fits.") == []
    page.get_by_role("button", name="Show all").click()
    assert len(found(page, "400 of 400")) == 20


def test_typing_on_shows_the_last_word_typed(open_page, large):
    page = open_page(large + "search.html")
    page.get_by_label("Filter by word").press_sequentially("second", delay=5)
    found(page, "200 of 400")
    page.wait_for_function("[...document.querySelectorAll('.line a')].every((n) => n.textContent.startsWith('Second'))")


@pytest.mark.parametrize("start", ["index.html", "years/2012.html"])
def test_the_search_of_any_page_leads_to_the_search(open_page, large, start):
    page = open_page(large + start)
    page.get_by_label("Search all entries").fill("first")
    page.keyboard.press("Enter")
    page.wait_for_url(large + "search.html?q=first")
    assert found(page, "200 of 400")


def test_an_address_of_the_smaller_site_it_was_still_leads_there(open_page, large):
    first = open_page(large + "index.html")
    standing = {node.get_attribute("id") for node in first.locator(".entry").all()}
    gone = next(entry for entry in MANY.entries if f"e-{entry.id}" not in standing)
    page = open_page(f"{large}index.html#e-{gone.id}")
    page.wait_for_url(f"{large}entries/{gone.id}.html")
    page = open_page(f"{large}index.html?tag=tag+3")
    page.wait_for_url(f"{large}search.html?tag=tag+3")
    kept = open_page(f"{large}index.html#{sorted(standing)[0]}")
    assert kept.locator(".entry:target").count() == 1


def test_a_large_embed_is_filtered_over_everything(open_page, large):
    page = open_page(large + "embed/index.html?tag=tag+3&top=40")
    page.wait_for_selector(".results .line")
    assert page.locator(".entry").count() == 0
    assert page.get_by_role("link", name="All 400 entries").get_attribute("href") == "../index.html"
    ranked = sorted(MANY.entries, key=lambda entry: -entry.importance)[:40]
    expected = [entry.title for entry in MANY.entries if entry in ranked and "tag 3" in entry.tags]
    assert sorted(page.locator(".results .line a").all_inner_texts()) == sorted(expected)


SHIFT = """self.shift = 0; new PerformanceObserver((list) => {
    for (const each of list.getEntries()) shift += each.value; }).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?q=first", "?q=zzz"])
def test_what_a_search_finds_pushes_nothing_away(open_page, large, query, width):
    page = open_page(f"{large}search.html{query}", init=SHIFT, width=width)
    page.wait_for_function("document.querySelector('.filter output').textContent")
    page.wait_for_timeout(200)
    assert page.evaluate("shift") == 0
