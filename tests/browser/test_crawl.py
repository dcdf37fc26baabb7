"""Every link, followed from a disk and below a path; what stands on a page without a script and on paper."""

from __future__ import annotations

import shutil
import subprocess
from urllib.parse import urldefrag

import pytest
from sample_timeline import sample

TIMELINE, OPTIONS = sample()
LINKS = """() => [...document.querySelectorAll("a[href], link[href], script[src]")].map(
    (node) => String(new URL(node.getAttribute("href") ?? node.getAttribute("src"), location)))"""


@pytest.mark.parametrize("where", ["disk", "path"])
def test_every_link_can_be_followed(context, folder, site, where):
    """All pages, from the first one on; a fragment must name a place."""
    start = folder.as_uri() + "/" if where == "disk" else site
    page = context().new_page()
    waiting, places, seen = [start + "index.html"], [], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = page.goto(address, wait_until="domcontentloaded")
        assert where == "disk" or answer.ok, address
        seen[address] = set(page.evaluate("[...document.querySelectorAll('[id]')].map((node) => node.id)"))
        for link in page.evaluate(LINKS):
            target, fragment = urldefrag(link)
            if not target.startswith(start):
                continue
            if target.partition("?")[0].endswith(".html"):
                places.append((target.partition("?")[0], fragment))
                waiting.append(target.partition("?")[0])
            else:
                assert (folder / target.removeprefix(start)).is_file(), f"{address}: {link}"
    assert len(seen) > 30
    assert [(target, place) for target, place in places if place and place not in seen[target]] == []


@pytest.mark.parametrize("javascript", [True, False])
def test_paper_holds_every_title_date_and_quote(open_page, site, tmp_path, javascript):
    page = open_page(site + "index.html", java_script_enabled=javascript)
    if not (reader := shutil.which("pdftotext")):
        page.emulate_media(media="print")
        text = " ".join(page.locator("body").inner_text().split())
    else:
        page.pdf(path=tmp_path / "page.pdf")
        text = subprocess.run([reader, tmp_path / "page.pdf", "-"], capture_output=True, text=True, check=True).stdout
        text = " ".join(text.split())
    for entry in TIMELINE.entries:
        assert entry.title in text
        assert all(event.quote in text for event in entry.events)
    assert "1 Apr 2014" in text


def test_without_javascript_every_entry_of_a_large_site_is_reached(open_page, large):
    page = open_page(large + "index.html", java_script_enabled=False)
    years = [link.get_attribute("href") for link in page.get_by_role("navigation", name="All years").locator("a").all()]
    entries = 0
    for year in years:
        page.goto(large + year)
        entries += page.locator(".entry .title a").count()
        assert page.locator(".entry .title a").first.is_visible()
    assert entries == 400
    page.goto(large + "search.html")
    assert page.get_by_text("Searching needs JavaScript").is_visible()
    assert not page.get_by_label("Filter by word").is_visible()


@pytest.mark.parametrize("path", ["index.html", "years/2011.html", "search.html", "tags/index.html",
                                  "sources/index.html"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_large_site_fits_the_screen_and_names_its_parts(open_page, large, path, width):
    page = open_page(large + path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.get_by_role("main").count() == page.get_by_role("contentinfo").count() == 1
    names = page.evaluate("""() => [...document.querySelectorAll("a, summary, input, select, button, nav, form")].map(
        (n) => (n.getAttribute("aria-label") || n.textContent || n.labels?.[0]?.textContent || "").trim())""")
    assert names
    assert all(names)
    assert page.evaluate("[...document.querySelectorAll('.entry, .line')].every((n) => n.parentElement.matches('ol'))")


@pytest.mark.parametrize("query", ["", "?tag=Tolls", "?q=nothing"])
def test_the_first_page_asks_for_three_files_and_does_not_move(context, site, query):
    page = context().new_page()
    asked = set()
    page.on("request", lambda request: asked.add(request.url))
    page.add_init_script("""self.shift = 0; new PerformanceObserver((list) => {
        for (const each of list.getEntries()) shift += each.value;
        }).observe({ type: "layout-shift", buffered: true })""")
    page.goto(site + "index.html" + query, wait_until="networkidle")
    assert asked == {f"{site}{path}" for path in ("index.html" + query, "assets/timeline.css", "assets/timeline.js")}
    assert page.evaluate("shift") == 0
