"""The embed on a page of another site, in a process of its own: the frame fits its content within a pixel."""

from __future__ import annotations

import html
import re

import pytest
from sample_timeline import ENGLISH, many, sample

from timeline.exporters import embedding

TIMELINE, OPTIONS = sample()
MANY, _ = many()
HEIGHT = embedding.height(TIMELINE.entries, ENGLISH)
INSIDE = """() => { const root = document.documentElement;
    return [root.getBoundingClientRect().height, root.scrollHeight - innerHeight]; }"""
LOAD = "(src) => document.body.append(Object.assign(document.createElement('script'), { src }))"
UNWATCHED = "self.ResizeObserver = class { observe() {} }"
WATCH = """self.shift = 0; new PerformanceObserver((list) => {
    for (const each of list.getEntries()) shift += each.value; }).observe({ type: "layout-shift", buffered: true })"""


@pytest.fixture
def embedded(open_page, host, site):
    """Opens a host page that holds the frame and, unless told otherwise, the loader."""
    address, folder = host

    def opened(*, frame: str = "", style: str = "", loader: bool = True, before: str = "", head: str = "",
               source: str = f"{site}embed/", anchor: str = "", count: int = 1, after: str = "", **more):
        iframe = f'<iframe src="{source}" title="t" width="100%" height="{HEIGHT}" {frame}></iframe>' * count
        script = f'<script src="{source.partition("embed/")[0]}embed.js" async></script>' if loader else ""
        (folder / "host.html").write_text(
            f'<!doctype html><meta charset="utf-8">{head}<link rel="icon" href="data:,"><style>{style}</style>'
            f"{before}{iframe}{script}<p>After</p>{after}")
        page = open_page(f"{address}host.html{anchor}", **more)
        return page, page.frames[1]

    return opened


def fits(page, frame, iframe: str = "iframe", *, seen: bool = True) -> bool:
    """Whether nothing of the document is hidden once the frame has its height, within a pixel; in vain it is waited for
    half a minute. Where it is not `seen`, Chromium has not yet told the document how tall its frame is."""
    frame.wait_for_load_state()
    for _ in range(600):
        height, hidden = frame.evaluate(INSIDE)
        outside = page.locator(iframe).first.evaluate("(node) => node.clientHeight")
        if abs(outside - height) <= 1 and (hidden <= 1 or not seen):
            return True
        page.wait_for_timeout(50)
    return False


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_the_frame_fits_its_content(embedded, width):
    page, frame = embedded(width=width)
    assert fits(page, frame)


@pytest.mark.parametrize("style", ["* { box-sizing: border-box }", "iframe { border: 7px solid; padding: 0 }",
                                   "iframe { max-width: 400px }"])
def test_the_frame_fits_whatever_the_host_wears(embedded, style):
    page, frame = embedded(style=style)
    assert fits(page, frame)


def test_the_frame_follows_what_is_opened_closed_and_turned(embedded):
    page, frame = embedded()
    assert fits(page, frame)
    before = page.locator("iframe").bounding_box()["height"]
    frame.locator("summary", has_text="2 sources").click()
    assert fits(page, frame)
    assert page.locator("iframe").bounding_box()["height"] > before + 100
    frame.locator("summary", has_text="2 sources").click()
    assert fits(page, frame)
    assert page.locator("iframe").bounding_box()["height"] == pytest.approx(before, abs=1)
    page.set_viewport_size({"width": 360, "height": 700})
    assert fits(page, frame)


def test_a_late_loader_fits_a_frame_out_of_sight(embedded, site):
    page, frame = embedded(loader=False, before='<div style="height: 5000px"></div>')
    frame.wait_for_load_state()
    page.evaluate(LOAD, site + "embed.js")
    assert fits(page, frame)


def test_a_frame_that_no_observer_watches_fits(embedded):
    """As in a hidden tab, or out of sight: nothing is drawn there, no observer called, and all it can do is answer."""
    page, frame = embedded(before='<p style="height: 5000px">Before</p>', init=UNWATCHED)
    assert fits(page, frame)
    wide = page.locator("iframe").bounding_box()["height"]
    page.set_viewport_size({"width": 360, "height": 700})
    page.wait_for_function("(wide) => document.querySelector('iframe').clientHeight > wide + 300", arg=wide)
    assert fits(page, frame, seen=False)


def test_the_frame_fits_when_it_is_loaded_lazily(embedded, site):
    page, frame = embedded(frame='loading="lazy"', before='<div style="height: 9000px"></div>')
    page.locator("iframe").scroll_into_view_if_needed()
    frame.wait_for_url(f"{site}embed/")
    assert fits(page, frame)


def test_the_frame_fits_in_a_sandbox(embedded):
    page, frame = embedded(frame='sandbox="allow-scripts"')
    assert fits(page, frame)
    frame.locator("summary", has_text="2 sources").click()
    assert fits(page, frame)


def test_several_frames_on_a_page_fit_each_its_own(embedded):
    page, first = embedded(count=2)
    second = page.frames[2]
    assert fits(page, first)
    assert fits(page, second, "iframe + iframe")
    second.locator("summary", has_text="2 sources").click()
    page.wait_for_function("""() => { const [one, other] = document.querySelectorAll("iframe");
                                      return other.clientHeight > one.clientHeight + 100; }""")
    assert fits(page, second, "iframe + iframe")


@pytest.mark.parametrize("query", ["?top=3", "?q=transformer", "?from=2016&kind=statement", "?q=nothing+of+the+kind"])
def test_a_filtered_frame_fits_what_is_left(embedded, site, query):
    page, frame = embedded(source=f"{site}embed/{query}")
    assert fits(page, frame)
    assert page.locator("iframe").evaluate("(node) => node.clientHeight") < HEIGHT - 500


@pytest.mark.parametrize("query", ["?top=20", "?tag=tag+3"])
def test_a_filtered_frame_of_a_large_site_fits(embedded, large, query):
    page, frame = embedded(source=f"{large}embed/{query}", before="<p>Before</p>")
    frame.wait_for_function("document.querySelectorAll('.entry:not([hidden]), .line').length === 20")
    assert fits(page, frame)


@pytest.mark.parametrize("more", [
    {}, {"frame": 'loading="lazy"'}, {"before": "<p>Before</p>" * 9}, {"before": '<div style="height: 3000px"></div>'},
    {"count": 2}, {"frame": 'sandbox="allow-scripts"'}, {"loader": False}, {"width": 390},
])
def test_the_page_around_does_not_move(embedded, more):
    page, frame = embedded(init=WATCH, **more)
    assert more.get("loader") is False or fits(page, frame)
    page.wait_for_timeout(200)
    assert page.evaluate("shift") == 0


@pytest.mark.parametrize("anchor", ["", "#after"])
def test_the_page_around_is_not_scrolled_unasked(embedded, anchor):
    page, frame = embedded(anchor=anchor, after='<p id="after">Here</p>')
    assert fits(page, frame)
    page.wait_for_timeout(100)
    assert anchor or page.evaluate("scrollY") == 0
    assert not frame.locator(":target").count()


def stands_on_top(page, frame) -> None:
    """Waits until the page around is scrolled to the entry that the frame is led to."""
    for _ in range(600):
        if -1 <= frame.locator(":target").bounding_box()["y"] < 100:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the page stays at {page.evaluate('scrollY')}")


@pytest.mark.parametrize("more", [{}, {"frame": 'sandbox="allow-scripts"'}])
def test_the_address_of_the_page_around_leads_to_an_entry(embedded, expect, more):
    entry = TIMELINE.entries[8]
    page, frame = embedded(anchor=f"#e-{entry.id}", before="<p>Before</p>", **more)
    assert fits(page, frame)
    title = frame.locator(":target .title")
    expect(title).to_have_text(entry.title)
    stands_on_top(page, frame)
    far = page.evaluate("scrollY")
    page.evaluate("(id) => { location.hash = id }", f"#e-{TIMELINE.entries[2].id}")
    expect(title).to_have_text(TIMELINE.entries[2].title)
    stands_on_top(page, frame)
    assert page.evaluate("scrollY") < far - 500


def test_a_frame_may_begin_at_an_entry(embedded, expect, site, large):
    entry = TIMELINE.entries[8]
    page, frame = embedded(source=f"{site}embed/#e-{entry.id}")
    assert fits(page, frame)
    expect(frame.locator(":target .title")).to_have_text(entry.title)
    standing = {node.get_attribute("id") for node in open_embed(page, large).locator(".entry").all()}
    gone = next(each for each in MANY.entries if f"e-{each.id}" not in standing)
    page, frame = embedded(source=f"{large}embed/#e-{gone.id}")
    frame.wait_for_url(f"{large}entries/{gone.id}.html")
    assert fits(page, frame)


def open_embed(page, large):
    page.goto(f"{large}embed/")
    return page


# What the address of the page around names, but the frame does not show: (site, query, entry), shown on its own page.
STANDING = sorted(MANY.entries, key=lambda entry: -entry.importance)
LEAST = min(TIMELINE.entries, key=lambda entry: (entry.importance, -TIMELINE.entries.index(entry)))
LED = [("large", "", STANDING[-1]), ("large", "?top=20", STANDING[-1]), ("large", "?top=20", STANDING[24]),
       ("site", "?top=3", LEAST)]


@pytest.mark.parametrize("more", [{}, {"frame": 'sandbox="allow-scripts allow-popups"'}, {"width": 390}])
@pytest.mark.parametrize(("where", "query", "entry"), LED)
def test_an_entry_that_is_not_shown_has_its_page_in_the_frame(embedded, request, where, query, entry, more):
    address = request.getfixturevalue(where)
    before = "<p>Before</p>" * 40
    page, frame = embedded(source=f"{address}embed/{query}", anchor=f"#e-{entry.id}", before=before, **more)
    frame.wait_for_url(f"{address}entries/{entry.id}.html{query}")
    assert fits(page, frame)
    assert frame.get_by_role("heading", level=1).inner_text() == entry.title
    assert frame.locator("header.masthead:visible, footer:visible, .snippet:visible").count() == 0
    page.wait_for_function("scrollY > 500")
    frame.get_by_role("link", name="In the timeline").click()
    frame.wait_for_url(f"{address}embed/index.html{query}#-e-{entry.id}")
    assert fits(page, frame)
    page.wait_for_timeout(200)
    assert frame.url.startswith(f"{address}embed/")


@pytest.mark.parametrize(("where", "query", "anchor"), [
    ("large", "", "#e-mail"), ("large", "?tag=tag+3", f"#e-{STANDING[-1].id}"), ("site", "", "#e-0123456789ab"),
    ("site", "?q=nothing", f"#e-{LEAST.id}"), ("large", "", f"#x{STANDING[-1].id}"),
])
def test_an_anchor_that_is_none_of_ours_leaves_the_frame_as_it_is(embedded, request, where, query, anchor):
    address = request.getfixturevalue(where)
    page, frame = embedded(source=f"{address}embed/{query}", anchor=anchor)
    assert fits(page, frame)
    page.wait_for_timeout(200)
    assert frame.url == f"{address}embed/{query}"


def test_the_page_of_an_entry_is_whole_outside_a_frame(open_page, site):
    page = open_page(f"{site}entries/{LEAST.id}.html")
    assert page.locator("header.masthead:visible, footer:visible").count() == 2
    assert page.get_by_role("link", name="In the timeline").get_attribute("href") == f"../index.html#e-{LEAST.id}"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_theme_is_that_of_the_query(embedded, site, theme, scheme):
    _, frame = embedded(source=f"{site}embed/?theme={theme}", color_scheme=scheme)
    frame.wait_for_load_state()
    ink, paper = frame.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    dark, light = sorted((ink, paper), key=lambda colour: sum(map(int, colour[4:-1].split(","))))
    assert (paper == light) is (theme == "light")
    assert dark != light


def test_under_the_policy_of_a_host_the_height_of_the_snippet_serves(embedded, complaints):
    policy = "default-src 'none'; frame-src *; style-src 'unsafe-inline'; img-src data:"
    page, frame = embedded(head=f'<meta http-equiv="Content-Security-Policy" content="{policy}">', init=WATCH)
    frame.wait_for_load_state()
    page.wait_for_timeout(200)
    assert [text for text in complaints if "embed.js" in text and "Content Security Policy" in text]
    complaints.clear()
    assert page.locator("iframe").evaluate("(node) => node.clientHeight") == HEIGHT
    assert page.evaluate("shift") == 0


@pytest.mark.parametrize("where", ["site", "large"])
def test_the_height_of_the_snippet_is_near_that_of_what_it_shows(open_page, request, where):
    address = request.getfixturevalue(where)
    offered = open_page(address + "about.html").locator(".snippet").inner_text()
    source, height = re.search(r'src="([^"]*)".* height="(\d+)"', offered).groups()
    page = open_page(source, width=embedding.WIDTH)
    assert page.evaluate("document.documentElement.scrollHeight") == pytest.approx(int(height), rel=0.06)


def test_a_frame_of_somebody_else_cannot_move_ours(embedded):
    tell = "parent.postMessage({ type: 'timeline:height', height: 3 }, '*')"
    other = f'<iframe class="other" srcdoc="{html.escape(f"<script>{tell}</script>")}" height="99"></iframe>'
    page, frame = embedded()
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", other)
    page.wait_for_timeout(300)
    assert page.locator(".other").evaluate("(node) => node.clientHeight") == 99
    assert fits(page, frame)


def test_without_the_loader_the_frame_keeps_its_height(embedded):
    page, frame = embedded(loader=False, width=390)
    frame.wait_for_load_state()
    assert page.locator("iframe").evaluate("(node) => node.clientHeight") == HEIGHT


def test_an_entry_can_be_quoted_without_frame_and_script(open_page, site):
    entry = next(entry for entry in TIMELINE.entries if len(entry.events) == 2)
    page = open_page(f"{site}entries/{entry.id}.html")
    page.get_by_text("Quote this entry on your page").click()
    page.set_content(page.locator(".snippet").inner_text())
    assert page.locator("script, iframe").count() == 0
    text = page.locator("blockquote").inner_text()
    assert entry.title in text
    assert entry.events[0].quote in text
    assert "1 April 2014" in text
    assert page.get_by_role("link", name=OPTIONS.title).get_attribute("href") == f"{site}entries/{entry.id}.html"


def test_the_embed_is_bare_and_its_links_leave_the_frame(open_page, site):
    page = open_page(site + "embed/", width=700)
    assert page.locator(".entry").count() == len(sample()[0].entries)
    assert page.locator("header.masthead, footer, .filter, .overview").count() == 0
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Replacement transformer ordered").click()
    opened.value.wait_for_url(f"{site}entries/*.html")
