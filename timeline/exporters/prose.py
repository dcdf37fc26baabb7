"""What an editor wrote in Markdown becomes HTML that may stand on a page.

Python-Markdown is more than linear on brackets (8 KB of "[": 18 seconds) and passes scripts through. So what is long or
full of brackets, backticks or angle brackets is shown as plain text, and all else is sanitised by nh3: paragraphs,
lists, quotations, emphasis and code, links to http and https alone, no image and no script. A heading is a paragraph,
since the page has headings of its own.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from timeline.exporters.links import web_link

if TYPE_CHECKING:
    from markupsafe import Markup

LONGEST = 10_000
"""In characters. Some 1,600 words; the worst that fits takes half a second."""
MOST_MARKS = 200
"""How many of the characters may stand in it that Python-Markdown is slow on."""

_SLOW = re.compile(r"[\[`<]")
_HEADING = re.compile(r"(</?)h[1-6]\b", re.IGNORECASE)
_TAGS = {"p", "br", "hr", "em", "strong", "b", "i", "del", "sup", "sub", "a",
         "ul", "ol", "li", "blockquote", "code", "pre"}


def to_html(text: str) -> Markup:
    """The HTML of some Markdown; of what is too long or too full of marks, its paragraphs as they were written."""
    import nh3
    from markdown import markdown
    from markupsafe import Markup

    # nh3 takes UTF-8, in which a lone surrogate is nothing: a question mark, as everywhere on a page.
    text = text.encode("utf-8", "replace").decode()
    if len(text) > LONGEST or len(_SLOW.findall(text)) > MOST_MARKS:
        return Markup(_plain(text))
    html = _HEADING.sub(r"\1p", markdown(text, output_format="html"))
    return Markup(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, attribute_filter=_kept, link_rel="noopener"))


def _kept(tag: str, name: str, value: str) -> str | None:
    return web_link(value) if name == "href" else value


def _plain(text: str) -> str:
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "\n".join(f"<p>{escape(part)}</p>" for part in paragraphs if part)
