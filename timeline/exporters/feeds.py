"""atom.xml and feed.json: what is new, by when it was added, the newest first.

Atom is RFC 4287, JSON Feed https://www.jsonfeed.org/version/1.1/. The names of entries are URNs made from their ids, so
that a reader's program knows them again wherever the site moves.
"""

from __future__ import annotations

import json
from heapq import nlargest
from html import escape
from typing import Any
from xml.etree import ElementTree

from timeline.exporters import history, retold
from timeline.exporters.options import Options
from timeline.exporters.words import Words, catalogue
from timeline.model import Entry, Timeline

MOST = 50
"""How many entries a feed holds. Readers ask for it often, and keep what they have seen."""


def atom(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`atom.xml`. Without a public address its links are relative, which Atom allows: to where the feed itself lies."""
    feed = ElementTree.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    if tongue := retold.language(options.language):
        feed.set("xml:lang", tongue)
    words = catalogue(options.language, options.templates)
    entries, base = newest(timeline, options), retold.base(options) or ""
    _element(feed, "id", _feed_name(options))
    _element(feed, "title", _title(options, words))
    if options.description:
        _element(feed, "subtitle", retold.line(options.description))
    _element(feed, "updated", max((history.in_iso(history.changed(entry, options)) for entry in entries),
                                  default="1970-01-01T00:00:00Z"))
    _element(_element(feed, "author"), "name", _title(options, words))
    _element(feed, "link", rel="self", type="application/atom+xml", href=f"{base}atom.xml")
    if options.has("site"):
        _element(feed, "link", rel="alternate", type="text/html", href=base or "index.html")
    for entry in entries:
        _atom_entry(feed, entry, options, words, base)
    ElementTree.indent(feed, "")
    return {"atom.xml": ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"}


def _atom_entry(feed: ElementTree.Element, entry: Entry, options: Options, words: Words,
                base: str) -> None:
    told = _element(feed, "entry")
    _element(told, "id", retold.urn(entry.id))
    _element(told, "title", retold.title(entry, words))
    _element(told, "published", history.in_iso(history.added(entry, options)))
    _element(told, "updated", history.in_iso(history.changed(entry, options)))
    if options.has("site"):
        _element(told, "link", rel="alternate", type="text/html", href=base + retold.page(entry))
    for link in retold.links(entry)[: retold.MOST_TELLINGS]:
        _element(told, "link", rel="related", href=link)
    for tag in retold.tags(entry):
        _element(told, "category", term=tag)
    _element(told, "content", _content(entry, words), type="html")


def _element(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, name, attributes)
    made.text = text
    return made


def json_feed(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`feed.json`. Addresses in it are absolute, so that without a public one of the site those of the articles are
    the only ones."""
    base, words = retold.base(options), catalogue(options.language, options.templates)
    told = {"version": "https://jsonfeed.org/version/1.1", "title": _title(options, words),
            "home_page_url": base if options.has("site") else None, "feed_url": base and f"{base}feed.json",
            "description": retold.line(options.description), "language": retold.language(options.language),
            "authors": [{"name": _title(options, words)}]}
    items = [_item(entry, options, words) for entry in newest(timeline, options)]
    text = json.dumps(_said(told) | {"items": items}, ensure_ascii=False, indent=1)
    return {"feed.json": f"{text}\n".encode()}


def _item(entry: Entry, options: Options, words: Words) -> dict[str, Any]:
    links = retold.links(entry)
    return _said({
        "id": retold.urn(entry.id), "url": retold.address(entry, options),
        "external_url": links[0] if links else None, "title": retold.title(entry, words),
        "summary": retold.when(entry, words),
        "content_html": _content(entry, words), "date_published": history.in_iso(history.added(entry, options)),
        "date_modified": history.in_iso(history.changed(entry, options)), "tags": list(retold.tags(entry)),
    })


def _said(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}


def newest(timeline: Timeline, options: Options) -> list[Entry]:
    """The entries added last, the newest first; of those added at once, what happened later stands before."""
    ranked = nlargest(MOST, enumerate(timeline.entries), key=lambda each: (history.added(each[1], options), each[0]))
    return [entry for _, entry in ranked]


def _content(entry: Entry, words: Words) -> str:
    return f"<p><strong>{escape(retold.when(entry, words))}</strong></p>\n{retold.as_html(entry, words)}"


def _title(options: Options, words: Words) -> str:
    return retold.line(options.title) or words.say("page.timeline")


def _feed_name(options: Options) -> str:
    # The address is the surest name a site has; one without must do with its title.
    return retold.urn(f"feed of {retold.base(options) or retold.line(options.title) or 'Timeline'}")
