"""The embed on a page of another origin: the frame fits its content within a pixel."""

from __future__ import annotations

import html

import pytest
from sample_timeline import sample

FITS = "(height) => Math.abs(document.querySelector('iframe').clientHeight - height) <= 1"
LOAD = "(src) => document.body.append(Object.assign(document.createElement('script'), { src }))"


@pytest.fixture
def embedded(open_page, host, site):
    """Opens a host page that holds the frame and, unless told otherwise, the loader."""
    address, folder = host

    def opened(*, frame: str = "", style: str = "", loader: bool = True, before: str = "", **more):
        iframe = f'<iframe src="{site}embed/" title="t" width="100%" height="640" {frame}></iframe>'
        script = f'<script src="{site}embed.js" async></script>' if loader else ""
        (folder / "host.html").write_text(
            f'<!doctype html><link rel="icon" href="data:,"><style>{style}</style>{before}{iframe}{script}<p>After</p>')
        page = open_page(address + "host.html", **more)
        return page, page.frames[1]

    return opened


def fits(page, frame) -> bool:
    """Whether nothing of the document is hidden once the frame has its height, within a pixel and two seconds."""
    frame.wait_for_load_state()
    inside = frame.evaluate("document.documentElement.getBoundingClientRect().height")
    page.wait_for_function(FITS, arg=inside, timeout=2000)
    return frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 1


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


def test_a_late_loader_and_a_far_frame_fit_too(embedded, site):
    page, frame = embedded(loader=False, before='<div style="height: 5000px"></div>')
    frame.wait_for_load_state()
    page.evaluate(LOAD, site + "embed.js")
    page.locator("iframe").scroll_into_view_if_needed()
    assert fits(page, frame)


def test_the_frame_fits_when_it_is_loaded_lazily(embedded):
    page, _ = embedded(frame='loading="lazy"', before='<div style="height: 9000px"></div>')
    page.locator("iframe").scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('iframe').clientHeight > 700")


def test_the_frame_fits_in_a_sandbox(embedded):
    page, frame = embedded(frame='sandbox="allow-scripts"')
    assert fits(page, frame)


def test_a_frame_of_somebody_else_cannot_move_ours(embedded):
    tell = "parent.postMessage({ type: 'timeline:height', height: 3 }, '*')"
    other = f'<iframe class="other" srcdoc="{html.escape(f"<script>{tell}</script>")}" height="99"></iframe>'
    page, _ = embedded()
    page.evaluate("(html) => document.body.insertAdjacentHTML('beforeend', html)", other)
    page.wait_for_timeout(300)
    assert page.locator(".other").evaluate("(node) => node.clientHeight") == 99
    assert page.locator("iframe").first.evaluate("(node) => node.clientHeight") > 700


def test_without_the_loader_the_frame_keeps_its_height_and_scrolls(embedded):
    page, frame = embedded(loader=False)
    frame.wait_for_load_state()
    assert page.locator("iframe").evaluate("(node) => node.clientHeight") == 640
    assert frame.evaluate("document.documentElement.scrollHeight") > 640


def test_the_embed_is_bare_and_its_links_leave_the_frame(open_page, site):
    page = open_page(site + "embed/", width=700)
    assert page.locator(".entry").count() == len(sample()[0].entries)
    assert page.locator("header.masthead, footer, .filter, .overview").count() == 0
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Replacement transformer ordered").click()
    assert "/entries/" in opened.value.url
