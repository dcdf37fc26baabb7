"""A MediaWiki export (.xml, https://www.mediawiki.org/wiki/Help:Export), such as Wikinews gives: a page is an article.

Its date is that of the template `date` (or `byline`) which the article shows. When a revision was saved is no
publication date. The words of the page are taken out of its marks by mwparserfromhell; a link to a sister project is
its words.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from timeline.articles import dates
from timeline.articles.decoding import whole
from timeline.articles.draft import Draft, Fields, Found, Outcome, Passed, Signal, Value, fields
from timeline.articles.extras import damaged, extra
from timeline.errors import Problem

LONGEST = 100_000
"""Characters of a page that are still read."""
MOST_OPEN = 20
"""Marks without an end, or within each other, that are still parsed: each makes the parser begin anew, so that 10,000
take a quarter of an hour."""
_BEGINS = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<mediawiki[\s>]", re.DOTALL)
_MARK = re.compile(r"(?P<open>\[\[|\{\{|\[(?=https?:)|\{\||<!--|<(?=[a-z]))|-->|\]\]|\}\}|\]|\|\}|</[a-z]|/>",
                   re.IGNORECASE)
_ENDS = {"]]": "[[", "}}": "{{", "]": "[", "|}": "{|", "/>": "<", "-->": "<!--"}
_RUN = re.compile(r"([*#:;'=])\1{9,}")
_CATEGORY = re.compile(r"\[\[ *category *: *([^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]", re.IGNORECASE)
_SISTER = re.compile(r"\{\{ *(?:w|wikt|wp|wikipedia) *\|([^{}|]*)(?:\|([^{}|=]*))?(?:\|[^{}]*)?\}\}",
                     re.IGNORECASE)
_AFTER = re.compile(r"^==+ *(?:sources?|references|related (?:news|articles|stories)|see also|external links?|"
                    r"sister links?|notes) *==+", re.IGNORECASE | re.MULTILINE)
_SHELVES = ("published", "archived")
_SAVED = "when a revision was saved is no publication"


@dataclass(frozen=True, slots=True)
class _Page:
    title: str
    text: str
    url: str
    site: str


def is_export(content: bytes) -> bool:
    """Whether an XML file is a MediaWiki export."""
    return _BEGINS.match(content[:4096]) is not None


def drafts(content: bytes, path: str) -> Iterator[Outcome]:
    """An article for each page, numbered in their order. Raises InputError where the extra is missing."""
    parser = extra("mwparserfromhell", "wiki", path)
    if b"<!DOCTYPE" in content[:4096]:  # no export has one, and its entities could unfold to anything
        yield Problem(path, "TL111", "it cannot be read as a MediaWiki export: it declares a document type",
                      "Export the pages again.")
        return
    try:
        for number, page in enumerate(_pages(content), 1):
            if isinstance(page, str):
                yield Passed(path, page, number)
            else:
                yield _draft(page, parser, path, number)
    except ElementTree.ParseError as error:
        yield damaged(path, "a MediaWiki export", error, error.position[0])
    except (LookupError, ValueError) as error:  # the encoding it declares does not exist
        yield damaged(path, "a MediaWiki export", error)


def _pages(content: bytes) -> Iterator[_Page | str]:
    """The pages, or why one is no article."""
    base = site = ""
    for _, element in ElementTree.iterparse(io.BytesIO(content)):
        match element.tag.rpartition("}")[2]:
            case "sitename":
                site = element.text or ""
            case "base":
                base = (element.text or "").rpartition("/")[0]
            case "page":
                yield _page(element, base, site)
                element.clear()


def _page(element: ElementTree.Element, base: str, site: str) -> _Page | str:
    title = element.findtext("{*}title") or ""
    if (element.findtext("{*}ns") or "0") != "0":
        return f"a page about the site: {title[:80]}"
    if element.find("{*}redirect") is not None:
        return f"a page that leads to another: {title[:80]}"
    texts = [revision.findtext("{*}text") or "" for revision in element.iterfind("{*}revision")]
    if len(text := (texts or [""])[-1]) > LONGEST:
        return f"a page longer than {LONGEST:,} characters: {title[:80]}"
    if _most_open(text) > MOST_OPEN:
        return f"a page with too many marks that have no end: {title[:80]}"
    url = f"{base}/{quote(title.replace(' ', '_'))}" if base.startswith(("http://", "https://")) else ""
    return _Page(whole(title), whole(text), url, site)


def _draft(page: _Page, parser: Any, path: str, number: int) -> Outcome:
    try:
        # What follows the article is cut off before it is parsed, and so are marks that need no parser.
        end = _AFTER.search(page.text)
        marked = _CATEGORY.sub("", _RUN.sub("", page.text[:end.start() if end else None]))
        code = parser.parse(_SISTER.sub(lambda mark: mark[2] or mark[1], marked))
        signals = [Signal(Found(day, "date", path, number), "template", by_hand=False) for day in _dates(code)]
        text = _words(code)
    except Exception as error:  # marks within marks can make the parser give up
        return damaged(path, "wikitext", error, number)
    named: dict[str, Value] = {"title": page.title, "url": page.url, "outlet": page.site,
                               "tags": tuple(dict.fromkeys(_categories(page.text)))}
    told = fields((Found(value, name, path, number) for name, value in named.items()), "MediaWiki")
    return Draft(path, text, fields=Fields(told.found, tuple(signals)), line=number, seen=_SAVED)


def _dates(code: Any) -> Iterator[str]:
    """What the templates say that show the date of an article."""
    for template in code.filter_templates():
        name = str(template.name).strip().lower()
        for parameter in ("1",) if name == "date" else ("date",) if name == "byline" else ():
            if template.has(parameter) and (said := str(template.get(parameter).value.strip_code()).strip()):
                yield said


def _categories(text: str) -> Iterator[str]:
    for name in map(str.strip, _CATEGORY.findall(text)):
        if name.lower() not in _SHELVES and not _is_date(name):
            yield name.replace(",", "")


def _is_date(name: str) -> bool:
    try:
        dates.parse(name)
    except dates.NotADate:
        return False
    return True


def _words(code: Any) -> str:
    for link in code.filter_wikilinks(recursive=False):
        if str(link.title).partition(":")[0].strip().lower() in ("file", "image"):
            code.remove(link)
    told = re.split(r"\n[ \t]*\n", code.strip_code())
    return "\n\n".join(words for paragraph in told if (words := " ".join(paragraph.split())))


def _most_open(text: str) -> int:
    """How many marks of a kind are open at once, or never closed."""
    open: Counter[str] = Counter()
    most = 0
    for found in _MARK.finditer(text):
        mark = found[0]
        if found["open"]:
            open[mark] += 1
            most = max(most, open[mark])
        elif open[begin := _ENDS.get(mark, "<")]:
            open[begin] -= 1
    return most
