"""What a real browser makes of hostile text: parsed, nothing runs, moves or fetches; opened, nothing happens."""

from __future__ import annotations

import pytest
from hostile_strings import PAYLOADS, STRINGS, options_of, timeline_of

from timeline.exporters import whole
from timeline.serving import Preview, Server
from timeline.writer import write

PARTS = 40
# A document made by a parser alone runs nothing, but is what the page would be.
LIVE = """(html) => {
  const found = [], parsed = new DOMParser().parseFromString(html, "text/html");
  const never = /^(i?frame|object|embed|template|noscript|img|image|math|style|foreignobject|plaintext)$/;
  const linked = /^(href|src|action|cite|xlink:href)$/;
  const foreign = (address) => !["http:", "https:"].includes(new URL(address, "https://own.example/a/b").protocol);
  for (const node of parsed.querySelectorAll("*")) {
    const tag = node.localName;
    if (never.test(tag)) found.push(tag);
    const own = node.type === "application/ld+json" || /assets\\/timeline\\.js$/.test(node.src);
    if (tag === "script" && !own) found.push(tag);
    if (tag === "base" && node.attributes.length > 1) found.push(tag);
    const away = node.httpEquiv === "refresh" && node.content !== "0; url=../index.html";
    if (tag === "meta" && away) found.push("refresh");
    for (const { name, value } of node.attributes) {
      if (/^on|^srcdoc$|^style$|^formaction$/.test(name)) found.push(`${tag} ${name}`);
      const icon = tag === "link" && node.rel === "icon";
      if (linked.test(name) && !icon && foreign(value)) found.push(`${tag} ${name}=${value}`);
    }
  }
  for (const name of ["main", "h1", "body", "head", "title"]) {
    if (parsed.querySelectorAll(`${name}:not(svg *)`).length !== 1) found.push(`not one ${name}`);
  }
  return found; }"""


@pytest.fixture(scope="module")
def hostile():
    """The whole site of those of the strings that are short and differ most; its title is some of them."""
    timeline = timeline_of(tuple(each for each in PAYLOADS if len(each) < 200))
    title = " ¦ ".join(each for each in PAYLOADS if "<" in each and len(each) < 60)
    return whole(timeline, options_of(title, base_url=None, articles=timeline.articles, language="en"))


@pytest.fixture(scope="module")
def home(hostile, host):
    """The address of that site."""
    address, folder = host
    write(hostile, folder / "hostile")
    return f"{address}hostile/"


def test_no_parsed_page_holds_anything_live(open_page, hostile, home):
    # The page of nothing has its style within it.
    paths = [path for path in hostile if path.endswith(".html") and path != "404.html"]
    assert len(paths) > 500
    page = open_page(home + "about.html")
    told = page.evaluate(f"""async (paths) => {{
      const told = [], live = {LIVE};
      for (const path of paths) told.push([path, live(await (await fetch(path)).text())]);
      return told; }}""", paths)
    assert [(path, found) for path, found in told if found] == []


def test_no_opened_page_does_anything(open_page, hostile, home):
    page = open_page(home + "index.html", init="self.alert = () => { throw new Error('alert') }")
    dialogs = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    entries = sorted(path for path in hostile if path.startswith(("entries/", "sources/", "tags/", "outlets/")))
    for path in ("embed/index.html", "about.html", "review.html", "search.html?q=alert", *entries[::60]):
        if path != "entries/index.html":
            page.goto(home + path)
            page.mouse.move(200, 200)
            assert page.url == home + path
    page.goto(home + "search.html?q=alert")
    page.wait_for_selector(".results .line")
    assert page.locator(".results :is(script, img, svg, iframe)").count() == 0
    assert dialogs == []


def test_what_serve_says_of_a_failed_build_is_text(context):
    preview = Preview()
    preview.show({"index.html": b"<!doctype html><html><head><title>One</title></head><body>Shown.</body></html>"})
    page = context().new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(dialog.message), dialog.dismiss()))
    asked = []
    with Server(preview, 0) as server:
        page.on("request", lambda request: asked.append(request.url))
        page.goto(server.address)
        # Some together, each before other ones than in the list.
        for n in range(PARTS):
            texts = "\n".join(STRINGS[n::PARTS])
            trouble = f"{n}: {texts}".replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
            preview.fail(trouble)
            page.wait_for_function("(n) => document.querySelector('#timeline-trouble')?.textContent.startsWith(n)",
                                   arg=f"{n}: ", polling=5)
            assert page.evaluate("document.querySelector('#timeline-trouble').textContent") == trouble
            assert page.evaluate("document.querySelectorAll('#timeline-trouble *').length") == 0
        preview.end()
        page.close()
        # All else the page asks for would be of a text: but its script and the stream of changes, which a browser that
        # lost it opens again.
        own = {server.address + path for path in ("", ".timeline/reload.js", ".timeline/changes")}
        assert set(asked) <= own
    assert complaints == []
