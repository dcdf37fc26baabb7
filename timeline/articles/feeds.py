"""RSS and Atom (.rss, .atom, .xml) by feedparser, and JSON Feed (https://www.jsonfeed.org/version/1.1/): an entry with
text is an article.

feedparser repairs a broken feed as well as it can; here one that is not well-formed is refused instead, since a cut
feed read halfway would be silently less than it was. Its `published_parsed` is in UTC, so the words of the feed are
parsed by us, offset and all. `updated` is no publication date.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.parsers import expat

from timeline.articles import html
from timeline.articles.draft import Draft, Found, Outcome, Passed, fields, plain
from timeline.articles.extras import damaged, extra
from timeline.articles.places import object_lines

_ENTRY = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]")
_WIDE = re.compile(rb"\xff\xfe|\xfe\xff")
_UPDATED = "it says only when it was updated, which is no publication"


def drafts(content: bytes, path: str) -> Iterator[Outcome]:
    """The articles of an RSS or Atom feed, or what is wrong with it. Raises InputError where the extra is missing."""
    feedparser = extra("feedparser", "feeds", path)
    try:
        feed = feedparser.parse(io.BytesIO(content))
    except Exception as error:  # feedparser lets errors of its parsers through
        yield damaged(path, "a feed", error)
        return
    broken = feed.get("bozo_exception")
    if broken is not None and not isinstance(broken, feedparser.CharacterEncodingOverride):
        yield damaged(path, "a feed", _reason(broken), _line(content))
    elif not (version := feed.get("version")):
        yield Passed(path, "XML, but no feed and no MediaWiki export")
    else:
        starts = _starts(content)
        for number, entry in enumerate(feed.entries):
            line = starts[number] if len(starts) == len(feed.entries) else number + 1
            yield _entry(entry, feed.feed, version, path, line)


def json_drafts(feed: Mapping[str, Any], text: str, path: str) -> Iterator[Outcome]:
    """The articles of a JSON Feed."""
    listed = feed.get("items")
    items = [item for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    for line, item in zip(object_lines(text, len(items), "items"), items, strict=True):
        page, words = item.get("content_html"), item.get("content_text") or item.get("summary")
        body = html.words(page) if isinstance(page, str) else words if isinstance(words, str) else ""
        if not body.strip():
            yield Passed(path, "an entry without text", line)
            continue
        authors = item.get("authors") or [item.get("author")]
        named = {"url": item.get("url"), "title": item.get("title"), "date_published": item.get("date_published"),
                 "tags": item.get("tags"), "outlet": feed.get("title"), "author": _names(authors),
                 "language": item.get("language") or feed.get("language")}
        found = (Found(plain(value), name, path, line) for name, value in named.items())
        seen = _UPDATED if item.get("date_modified") and not item.get("date_published") else ""
        yield Draft(path, body, fields=fields(found, "JSON Feed"), line=line, seen=seen)


def _names(authors: Any) -> list[str]:
    listed = authors if isinstance(authors, list) else [authors]
    names = [each.get("name") for each in listed if isinstance(each, dict)]
    return [name for name in names if isinstance(name, str)]


def _entry(entry: Any, feed: Any, version: str, path: str, line: int) -> Outcome:
    body = max((html.words(each.get("value", "")) for each in entry.get("content", ())), key=len, default="")
    body = body or html.words(entry.get("summary", ""))
    if not body.strip():
        return Passed(path, "an entry without text", line)
    # feedparser's own `get` answers with `published` where there is no `updated`, and warns of it.
    updated = dict.get(entry, "updated")
    # RSS 1.0 has no date but that of Dublin Core, which feedparser files under `updated`.
    dated = entry.get("published") or (updated if version in ("rss10", "rss090") else None)
    content: Mapping[str, Any] = next(iter(entry.get("content", ())), {})
    named = {"url": entry.get("link"), "title": html.words(entry.get("title", "")).replace("\n", " "),
             "published": dated, "author": entry.get("author"), "outlet": feed.get("title"),
             "language": content.get("language") or feed.get("language"),
             "tags": [tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")]}
    found = (Found(plain(value), name, path, line) for name, value in named.items())
    seen = _UPDATED if updated and not dated else ""
    return Draft(path, body, fields=fields(found, "feed"), line=line, seen=seen)


def _starts(content: bytes) -> list[int]:
    """The line on which each entry begins, by its tag; empty for what is not written a byte a letter."""
    if _WIDE.match(content):
        return []
    lines, line, at = [], 1, 0
    for found in _ENTRY.finditer(content):
        line += content.count(b"\n", at, found.start())
        at = found.start()
        lines.append(line)
    return lines


def _reason(error: Exception) -> Exception:
    told = getattr(error, "getMessage", None)
    return ValueError(told()) if callable(told) else error


def _line(content: bytes) -> int | None:
    """Where the XML breaks, by the lines of the file itself: feedparser counts those of its own copy. None where only
    feedparser stumbles."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError as error:
        return error.lineno
    except (LookupError, ValueError):  # the encoding it declares does not exist
        return 1
    return None
