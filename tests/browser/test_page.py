"""The pages in a real browser: phone to desk, light and dark, on paper, without JavaScript, from a disk."""

from __future__ import annotations

import re

import pytest
from sample_timeline import sample

TIMELINE, OPTIONS = sample()
TITLES = [entry.title for entry in TIMELINE.entries]
PATHS = ["index.html", "about.html", "embed/index.html", f"entries/{TIMELINE.entries[5].id}.html", "404.html",
         "sources/index.html", f"sources/{TIMELINE.entries[5].articles[0].id}.html", "tags/index.html",
         "outlets/index.html", "review.html"]
EACH_PATH = pytest.mark.parametrize("path", PATHS)
LUMINANCE = """() => {
  const channel = (c) => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = (css) => { const [r, g, b] = css.match(/[\\d.]+/g).map(Number);
    return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
  const behind = (node) => { for (; node; node = node.parentElement) {
      const color = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(color)) return color; }
    return "rgb(255,255,255)"; };
  const told = [];
  for (const node of document.querySelectorAll("body *")) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || node instanceof SVGElement || !node.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    told.push([(a + 0.05) / (b + 0.05), node.outerHTML.slice(0, 80)]);
  }
  return told;
}"""


@EACH_PATH
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_screen(open_page, site, path, width):
    page = open_page(site + path, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    outside = page.evaluate("""(width) => [...document.querySelectorAll("main *")].filter((node) => {
        const box = node.getBoundingClientRect(); return box.width && (box.right > width + 1 || box.left < -1); })
        .map((node) => node.outerHTML.slice(0, 80))""", width)
    assert outside == []


def test_a_long_word_does_not_widen_a_phone(open_page, site):
    page = open_page(site + "index.html", width=320)
    page.evaluate("document.querySelectorAll('.title a, .when b, .outlets, .tag, h1').forEach((n) => { n.textContent = "
                  "'Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenantrag'.repeat(2) })")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_javascript_everything_is_there_and_nothing_dead(open_page, site):
    page = open_page(site + "index.html", java_script_enabled=False)
    for title in TITLES:
        heading = page.get_by_role("heading", name=title, exact=True)
        heading.scroll_into_view_if_needed()
        assert heading.is_visible()
    assert not page.locator(".filter").is_visible()
    quote = page.get_by_role("blockquote").filter(has_text="Inspectors closed the harbour bridge")
    assert not quote.is_visible()
    page.locator("summary", has_text="2 sources").click()
    assert quote.is_visible()


@EACH_PATH
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_in_both_schemes(open_page, site, path, scheme):
    page = open_page(site + path, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
    measured = page.evaluate(LUMINANCE)
    assert len(measured) >= 2
    assert [told for told in measured if told[0] < 4.5] == []


def test_dark_is_dark_and_light_is_light(open_page, site):
    colours = {scheme: open_page(site + "index.html", color_scheme=scheme).evaluate(
        "[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
        for scheme in ("light", "dark")}
    lightness = {scheme: [sum(map(int, re.findall(r"\d+", colour))) for colour in pair]
                 for scheme, pair in colours.items()}
    assert lightness["light"][0] > 700 > 150 > lightness["light"][1]
    assert lightness["dark"][0] < 150 < 600 < lightness["dark"][1]


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_every_source_is_open(open_page, site, javascript):
    page = open_page(site + "index.html", java_script_enabled=javascript)
    page.emulate_media(media="print", color_scheme="dark")
    boxes = {quote.inner_text(): quote.bounding_box() for quote in page.locator("blockquote").all()}
    assert len(boxes) == sum(len(entry.events) for entry in TIMELINE.entries)
    assert all(box and box["height"] > 10 for box in boxes.values())
    assert len(page.pdf()) > 20_000


def test_printing_leaves_the_page_as_it_was(open_page, site):
    page = open_page(site + "index.html")
    page.locator("summary").first.click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 1


def test_the_filter_shows_what_holds_every_word_and_keeps_it_in_the_address(open_page, site):
    page = open_page(site + "index.html")
    page.get_by_label("Filter by word").fill("TRANSFORMER ordered")
    assert page.locator(".entry:visible .title").all_text_contents() == ["Replacement transformer ordered"]
    assert page.locator("h2:visible").all_text_contents() == ["2016"]
    assert page.get_by_role("status").inner_text() == "1 of 13"
    again = open_page(page.url)
    assert again.locator(".entry:visible").count() == 1
    again.get_by_label("Filter by word").fill("")
    assert again.locator(".entry:visible").count() == 13
    assert again.url == site + "index.html"


def test_the_filter_works_from_a_disk(open_page, folder):
    page = open_page((folder / "index.html").as_uri())
    page.get_by_label("Filter by word").fill("transformer ordered")
    assert page.locator(".entry:visible").count() == 1


def top(page, count):
    page.get_by_label("The most important").evaluate(
        "(node, value) => { node.value = value; node.dispatchEvent(new Event('input', { bubbles: true })); "
        "node.dispatchEvent(new Event('change', { bubbles: true })) }", count)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_slider_shows_the_most_important_and_keeps_it_in_the_address(open_page, site, width):
    page = open_page(site + "index.html", width=width)
    slider = page.get_by_label("The most important")
    box = slider.bounding_box()
    assert 0 <= box["x"] < box["x"] + box["width"] <= width
    assert box["height"] >= 24
    top(page, "3")
    assert page.locator(".entry:visible .title").all_text_contents() == TITLES[:3]
    assert page.get_by_role("status").inner_text() == "3 of 13"
    assert page.url == site + "index.html?top=3"
    again = open_page(page.url, width=width)
    assert again.locator(".entry:visible").count() == 3
    again.get_by_label("Filter by word").fill("carts")
    assert again.get_by_role("status").inner_text() == "1 of 13"
    assert again.url == site + "index.html?q=carts&top=3"
    again.get_by_label("Filter by word").fill("")
    top(again, "13")
    assert again.locator(".entry:visible").count() == 13
    assert (again.url, again.get_by_role("status").inner_text()) == (site + "index.html", "")


def test_the_slider_moves_by_keyboard(open_page, site):
    page = open_page(site + "index.html")
    page.get_by_label("The most important").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".entry:visible").count() == 12
    assert page.url.endswith("?top=12")


@pytest.mark.parametrize(("asked", "shown"), [("99", 13), ("0", 13), ("-3", 13), ("much", 13), ("", 13), ("1", 1)])
def test_any_number_in_the_address_is_taken_in_peace(open_page, site, asked, shown):
    assert open_page(site + f"index.html?top={asked}").locator(".entry:visible").count() == shown


def test_on_paper_stands_what_is_shown(open_page, site):
    page = open_page(site + "index.html?top=4")
    page.emulate_media(media="print")
    assert page.locator(".entry:visible").count() == 4
    assert page.locator(".filter output").is_visible()
    assert not page.locator(".filter input").first.is_visible()
    whole = open_page(site + "index.html")
    whole.emulate_media(media="print")
    assert not whole.locator(".filter").is_visible()


def test_from_a_disk_every_page_is_styled_and_every_link_leads_on(open_page, expect, folder):
    page = open_page((folder / "index.html").as_uri())
    assert "rgb(155, 44, 19)" in page.locator(".mark").first.evaluate("(node) => getComputedStyle(node).borderColor")
    heading = page.get_by_role("heading", level=1)
    page.get_by_role("link", name="Inspectors close the harbour bridge to lorries").click()
    expect(heading).to_have_text("Inspectors close the harbour bridge to lorries")
    page.get_by_role("link", name=re.compile("^After")).click()
    expect(heading).to_have_text("Repairs to take place in June")
    page.get_by_role("link", name="In the timeline").click()
    expect(page.locator(".entry:target .title")).to_have_text("Repairs to take place in June")
    page.get_by_role("contentinfo").get_by_role("link", name="How this was made").click()
    expect(heading).to_have_text("How this was made")
    page.get_by_role("link", name="The harbour bridge").click()
    expect(heading).to_have_text("The harbour bridge")


def test_the_folder_of_entries_leads_back(open_page, site):
    page = open_page(site + "entries/")
    page.wait_for_url(site + "index.html")


def test_a_year_of_the_overview_leads_to_it(open_page, site):
    page = open_page(site + "index.html", reduced_motion="reduce")
    page.get_by_role("navigation", name="Overview by year").get_by_role("link", name="2016: 5 entries").click()
    page.wait_for_url(site + "index.html#y2016")
    page.wait_for_function("Math.abs(document.getElementById('y2016').getBoundingClientRect().y) < 100")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_is_not_laid_out_yet_is_counted_about_as_tall_as_it_is(open_page, large, width):
    page = open_page(large + "index.html", width=width)
    before, after = page.evaluate("""() => { const tall = () => document.documentElement.scrollHeight;
        const before = tall();
        document.querySelectorAll(".entry").forEach((node) => { node.style.contentVisibility = "visible"; });
        return [before, tall()]; }""")
    assert before == pytest.approx(after, rel=0.25)
    assert before != after


def test_the_heading_of_the_month_stays_in_view(open_page, site):
    page = open_page(site + "index.html", width=390, height=500, reduced_motion="reduce")
    page.locator("details").nth(4).evaluate("(node) => { node.open = true; node.scrollIntoView() }")
    page.wait_for_function("Math.abs(document.getElementById('y2014-04').getBoundingClientRect().y) <= 1")
    assert page.evaluate("scrollY") > 500


def test_everything_is_reached_by_keyboard_and_seen_to_be(open_page, site):
    page = open_page(site + "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'content'")
    page.keyboard.press("Tab")
    focused = page.locator(":focus-visible")
    assert focused.inner_text() == TITLES[0]
    assert focused.evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.tag').textContent") == "Harbour bridge"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator(".entry details").first.get_attribute("open") is not None


@EACH_PATH
def test_landmarks_and_controls_have_names(open_page, site, path):
    page = open_page(site + path)
    assert page.get_by_role("main").count() == 1
    names = page.evaluate("""() => [...document.querySelectorAll("a, summary, input, nav")].map(
        (n) => (n.getAttribute("aria-label") || n.textContent || n.labels?.[0]?.textContent || "").trim())""")
    assert names
    assert all(names)


def test_the_snippet_names_the_place_it_is_read_at(open_page, site):
    assert f'src="{site}embed/"' in open_page(site + "about.html").locator(".snippet").inner_text()


def test_the_year_is_told_once_where_its_heading_stays_in_view(open_page, site):
    page = open_page(site + "index.html")
    year = page.locator(".entry .when .year").first
    assert not year.is_visible()
    page.emulate_media(media="print")
    assert year.is_visible()
    assert open_page(site + "embed/index.html").locator(".entry .when .year").first.is_visible()


def test_where_the_address_is_known_no_page_asks_for_it(open_page, site, folder):
    assert open_page(site + "about.html").get_by_text("Put the address of your site").count() == 0
    assert open_page((folder / "about.html").as_uri()).get_by_text("Put the address of your site").is_visible()


def test_on_a_phone_the_neighbours_of_an_entry_and_the_fields_of_the_filter_stand_below_each_other(open_page, site):
    neighbours = open_page(site + PATHS[3], width=390).get_by_role("navigation", name="Neighbouring entries")
    boxes = [link.bounding_box() for link in neighbours.get_by_role("link").all()]
    assert len(boxes) == 3
    assert {box["x"] for box in boxes} == {boxes[0]["x"]}
    page = open_page(site + "index.html", width=390)
    page.get_by_text("More filters").click()
    ends = {box["x"] + box["width"] for box in (field.bounding_box() for field in page.locator(".filter select").all())}
    assert len(ends) == 1


def test_on_paper_stand_the_addresses_of_articles_and_none_within_the_site(open_page, site):
    page = open_page(site + "index.html")
    page.emulate_media(media="print")
    after = page.evaluate("""[...document.querySelectorAll("blockquote, .source a")].map(
        (node) => getComputedStyle(node, "::after").content).filter((told) => told !== "none")""")
    assert any("https://" in told for told in after)
    assert not any(".html" in told or ":~:" in told for told in after)
