"""The text of a page by trafilatura, and its date by htmldate as a second opinion; both come with the extra [html].

Both go by the look of a page. Whether the text is right is seen at a glance, whether the date is right is not: where a
page names none, htmldate's fast mode too takes one from the body, the imprint or the comments. So what it finds may
second or contradict the page's own evidence, and never dates a page by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import ConfigParser
from typing import Any

from timeline.articles.blocks import Block
from timeline.articles.extras import extra, installed

_TAGS = {"head": "h2", "item": "li", "row": "li", "quote": "blockquote"}
_INLINE = "a|abbr|b|code|del|em|font|i|kbd|mark|s|small|span|strong|sub|sup|tt|u"
_OPENED = re.compile(rf"<(?:(?P<inline>{_INLINE})|[a-z]\w*)\b", re.IGNORECASE)
MOST_INLINE = 1_500
"""Links and words in bold within one paragraph, for each of which trafilatura looks through all: 6,000 take three
seconds, 12,000 eighteen."""
MOST_ATTRIBUTES = 500
"""Attributes of one element, for each of which the parser under both libraries looks through all: 14,000 take it half a
second, and it reads a page four times."""
_YEARS = {"min_date": "1900-01-01", "max_date": "2099-12-31"}
"""Given, since htmldate would otherwise ask what day it is today."""
_SIZES = ("min_extracted_size", "min_output_size", "min_extracted_comm_size", "min_output_comm_size")


def has_extra() -> bool:
    """Whether the extra [html] is there."""
    return installed("trafilatura") and installed("htmldate")


def text_blocks(page: str, path: str) -> list[Block]:
    """The main text of a page; empty where none was found, a paragraph is all links, or the extra is not there."""
    if not has_extra() or _most_inline(page) > MOST_INLINE:
        return []
    trafilatura, config = extra("trafilatura", "html", path), ConfigParser()
    config.read_dict(extra("trafilatura.settings", "html", path).use_config())
    for name in _SIZES:
        # A page too short for it would be given whole, with its menus and its imprint.
        config["DEFAULT"][name] = "1"
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, config=config)
    except Exception:  # whatever it trips over in somebody else's page, our own reader takes its place
        return []
    return [] if found is None or found.body is None else list(_blocks(found.body))


def second_opinion(page: str, path: str) -> str | None:
    """The day a page looks to be of, as an ISO date; None where htmldate finds none, or is not there."""
    if not has_extra():
        return None
    try:
        found = extra("htmldate", "html", path).find_date(page, extensive_search=False, original_date=True, **_YEARS)
    except Exception:  # an opinion less, and no reason to stop
        return None
    return found if isinstance(found, str) else None


def _most_inline(page: str) -> int:
    """How many elements within a paragraph follow each other, with none between them that would begin another."""
    most = running = 0
    for opened in _OPENED.finditer(page):
        running = running + 1 if opened["inline"] else 0
        most = max(most, running)
    return most


def _blocks(body: Any) -> Iterator[Block]:
    for element in body:
        if element.tag in ("list", "table"):
            yield from (Block("li", words) for each in element if (words := _words(each)))
        elif words := _words(element):
            kind = element.get("rend") if element.tag == "head" else _TAGS.get(element.tag, "p")
            yield Block(str(kind), words)


def _words(element: Any) -> str:
    pieces = [element.text or ""]
    for each in element.iterdescendants():
        pieces.append(_BEFORE.get(each.tag, "") + (each.text or "") + (each.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


_BEFORE = {"lb": "\n", "p": "\n", "item": "\n", "cell": " "}
