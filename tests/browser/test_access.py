"""What a screen reader, a keyboard and a browser without a mouse find on every kind of page.

axe-core is run where it is there: in `node_modules` (npm install axe-core) or where AXE names its script. What it
cannot see is asserted by hand, always.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sample_timeline import sample

from timeline.exporters.links import name_slug

TIMELINE, _ = sample()
ENTRY = next(entry for entry in TIMELINE.entries if entry.conflict)
ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
PAGES = [
    "repo/index.html", "repo/about.html", "repo/embed/index.html", f"repo/entries/{ENTRY.id}.html", "repo/404.html",
    "repo/sources/index.html", f"repo/sources/{ENTRY.articles[0].id}.html", "repo/tags/index.html",
    f"repo/tags/{name_slug('Tolls')}.html", "repo/outlets/index.html", f"repo/outlets/{name_slug('Vale Courier')}.html",
    "repo/review.html",
    "large/index.html", "large/years/2011.html", "large/search.html?q=first", "large/embed/index.html?tag=tag+3",
]
EACH_PAGE = pytest.mark.parametrize("path", PAGES)
VIOLATIONS = """async () => (await axe.run()).violations.map((each) => [
    each.id, each.nodes.length, each.nodes[0].html.slice(0, 120), each.nodes[0].failureSummary])"""
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex]")]
    .filter((node) => node.tabIndex >= 0 && node.checkVisibility({ visibilityProperty: true })
        && !node.closest("svg [aria-hidden]")).length"""
# What is laid out as it comes into view may move on for some frames.
FOCUSED = """async () => { const node = document.activeElement;
    if (node === document.body) return null;
    const style = getComputedStyle(node);
    const inside = () => { const box = node.getBoundingClientRect();
        return box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight; };
    for (let n = 0; n < 30 && !inside(); n++) await new Promise(requestAnimationFrame);
    return { name: (node.getAttribute("aria-label") || node.textContent || node.labels?.[0]?.textContent || "").trim(),
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0, inside: inside() }; }"""


@pytest.fixture
def kind(open_page, site):
    """Opens a page of either site by its path, with everything unfolded that can be."""

    def opened(path, **more):
        page = open_page(site.removesuffix("repo/") + path, reduced_motion="reduce", **more)
        if "?" in path:
            page.wait_for_selector(".line")
        page.evaluate("document.querySelectorAll('details').forEach((node) => { node.open = true })")
        return page

    return opened


@pytest.mark.skipif(not AXE.is_file(), reason="axe-core is not installed: npm install axe-core, or AXE=its script")
@EACH_PAGE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(kind, path, scheme, width):
    page = kind(path, color_scheme=scheme, width=width)
    page.evaluate(AXE.read_text("utf-8"))
    assert page.evaluate(VIOLATIONS) == []


@EACH_PAGE
def test_headings_landmarks_lists_and_dates(kind, path):
    page = kind(path)
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]"
                           ".filter((node) => node.checkVisibility()).map((node) => +node.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
    assert page.get_by_role("main").count() == 1
    # A frame and the page of nothing are bare.
    bare = "embed/" in path or "404" in path
    assert [page.get_by_role(role).count() for role in ("banner", "contentinfo")] == [0 if bare else 1] * 2
    assert bare or page.get_by_role("link", name="Skip to the content").get_attribute("href") == "#content"
    assert page.evaluate("document.documentElement.lang") == "en"
    names = page.evaluate("[...document.querySelectorAll('nav, form')].map((node) => node.ariaLabel)")
    assert all(names)
    assert len(names) == len(set(names))
    assert page.evaluate("[...document.querySelectorAll('.entry, .line, .telling')]"
                         ".every((node) => node.closest('ol'))")
    stamps = page.evaluate("[...document.querySelectorAll('time')].map((node) => node.dateTime)")
    assert all(stamps)


@pytest.mark.parametrize("path", [path for path in PAGES if "404" not in path])
def test_every_control_is_reached_named_and_seen(kind, path):
    page = kind(path, width=390, height=700)
    expected = min(page.evaluate(STOPS), 60)
    reached = []
    for _ in range(expected):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    assert None not in reached
    assert [each for each in reached if not (each["name"] and each["seen"] and each["inside"])] == []


@pytest.mark.parametrize("path", ["repo/index.html", "repo/about.html", f"repo/entries/{ENTRY.id}.html"])
def test_with_forced_colours_a_mark_is_seen_and_what_is_exact_is_filled(kind, path):
    page = kind(path, forced_colors="active")
    marks = page.evaluate("""[...document.querySelectorAll(".mark")].map((node) => getComputedStyle(node))
        .map((style) => [style.borderLeftColor, style.backgroundColor, style.borderLeftStyle, style.outlineColor])""")
    assert marks
    ink, paper = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    assert {tuple(mark) for mark in marks} <= {(ink, ink, "solid", paper), (ink, paper, "dashed", paper)}
