"""Saved HTML pages (.html, .htm): metadata, and the paragraphs, headings and lists of the article.

The text is what trafilatura takes for it where that is installed. Otherwise, and where it finds none, it is that of the
longest `<article>`, else of `<main>`, else of the page, without what stands round it (navigation, scripts, forms,
footers). The metadata and the date are always read here. A saved page is somebody else's: what is broken in it is
passed over.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from html.parser import HTMLParser
from typing import Any

from timeline.articles.blocks import Block, joined
from timeline.articles.decoding import whole
from timeline.articles.draft import Draft, Fields, Found, Signal, Value, fields, plain
from timeline.articles.extracting import MOST_ATTRIBUTES, second_opinion, text_blocks

_SKIPPED = {"script", "style", "nav", "aside", "footer", "header", "form", "noscript", "template", "svg", "iframe",
            "button", "select", "textarea", "dialog", "title"}
_PARAGRAPHS = {"p", "li", "blockquote", "pre", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6"}
_BREAKS = _PARAGRAPHS | {"div", "section", "article", "main", "body", "td", "th", "tr", "table", "ul", "ol", "dl", "hr",
                         "figure", "figcaption", "header", "footer", "nav", "aside", "form"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

_PROPERTIES = ("article:published_time", "og:article:published_time", "og:published_time")
_DATE_NAMES = ("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
               "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
               "dcterms.date", "dc.date", "date")
_MOST_NODES = 5000


def drafts(text: str, path: str, *, url: str = "", line: int | None = None) -> Iterator[Draft]:
    """The one article of the page. `url` is where it was fetched, for a page that does not say its address; `line` as a
    draft has it."""
    page = _read(text, path)
    own, plain_enough = page.body(), page.most_attributes <= MOST_ATTRIBUTES
    heading = page.headings.get(own[0].home, "") if own else ""
    shown = page.found("og:title", "headline") or heading or page.title or next(iter(page.headings.values()), "")
    opinion = second_opinion(text, path) if plain_enough else None
    second = Signal(Found(opinion, "", path), "htmldate", by_hand=False, stands=False)
    extracted = text_blocks(text, path) if plain_enough else []
    told = [block for block in extracted or own if not _repeats(block, (shown, heading))]
    signals = (*page.signals(), second) if opinion else page.signals()
    yield Draft(path, joined(told), shown, Fields(page.fields(url).found, signals), line)


def words(fragment: str) -> str:
    """The text of a piece of HTML, such as a feed or a table cell holds: all of it, in paragraphs."""
    return joined(_read(fragment, "").all())


def _repeats(block: Block, headings: Collection[str]) -> bool:
    return block.tag[:1] == "h" and block.text in headings


def _read(text: str, path: str) -> _Page:
    page = _Page(path)
    page.feed(_finished(text))
    page.close()
    return page


def _finished(text: str) -> str:
    """The page without comments and without a tag that never ends: html.parser reads such anew from every "<" in it."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("-->", start)
        at = len(text) if end < 0 else end + 3
        # Empty lines in its place keep the line numbers true.
        kept.append("\n" * text.count("\n", start, at))
    whole_page = "".join([*kept, text[at:]])
    last = whole_page.rfind(">") + 1
    return whole_page[:last] + whole_page[last:].partition("<")[0]


class _Page(HTMLParser):
    """Reads a page once, keeping its blocks of text, its metadata and the places where dates stand."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.path = path
        self.title = ""
        self.most_attributes = 0
        self.headings: dict[tuple[str, int], str] = {}
        self._open: list[str] = []
        self._opened: Counter[str] = Counter()
        self._homes: list[tuple[str, int]] = []
        self._begun: set[tuple[str, int]] = set()
        self._blocks: list[Block] = []
        self._tag = "body"
        self._block_home = ("body", 0)
        self._pieces: list[str] = []
        self._captured: tuple[str, str, list[str]] | None = None
        self._json: list[str] | None = None
        self._metadata: dict[str, list[Found]] = defaultdict(list)
        self._dates: dict[str, list[Found]] = defaultdict(list)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.most_attributes = max(self.most_attributes, len(attrs))
        told = {name: value or "" for name, value in attrs}
        self._note(tag, told)
        if tag == "br":
            self._pieces.append("\n")
        if tag in _BREAKS:
            self._begin(tag)
        if tag in _VOID:
            return
        self._open.append(tag)
        self._opened[tag] += 1
        if tag in ("article", "main"):
            # An article within another (a comment, a teaser) is no home of its own.
            outer = self._homes[-1] if self._homes and self._homes[-1][0] == "article" else (tag, len(self._blocks))
            self._homes.append(outer)
            self._begin(tag)
        if tag == "title" and not self.title and not self._opened["svg"] or tag == "h1":
            self._captured = (tag, tag, [])
        self._json = [] if tag == "script" and "ld+json" in told.get("type", "").lower() else None

    def handle_endtag(self, tag: str) -> None:
        if not self._opened[tag]:
            return
        self._finish_capture(tag)
        while True:
            closed = self._open.pop()
            self._opened[closed] -= 1
            if closed in ("article", "main"):
                self._homes.pop()
            if closed == tag:
                break
        if tag in _BREAKS:
            self._begin("div")

    def handle_data(self, data: str) -> None:
        if self._json is not None:
            self._json.append(data)
        if self._captured is not None:
            self._captured[2].append(data)
        if not any(self._opened[tag] for tag in _SKIPPED):
            # A line end in the source of a page is a space; only <br> begins a line.
            self._pieces.append(data if self._opened["pre"] else data.replace("\n", " "))

    def close(self) -> None:
        """Ends the page; what it left open counts as closed."""
        super().close()
        self._begin("body")

    def body(self) -> list[Block]:
        """The blocks of the home with most text in paragraphs, any article before main before the page."""
        lengths: Counter[tuple[str, int]] = Counter()
        for block in self._blocks:
            if block.tag in _PARAGRAPHS:
                lengths[block.home] += len(block.text)
        for kind in ("article", "main", "body"):
            homes = [home for home in lengths if home[0] == kind and lengths[home]]
            if homes:
                best = max(homes, key=lambda home: (lengths[home], -home[1]))
                return [block for block in self._blocks if block.home == best and block.tag in _PARAGRAPHS]
        return self._blocks

    def all(self) -> list[Block]:
        """Every block, wherever it lies."""
        return self._blocks

    def found(self, *names: str) -> str:
        """The first of the metadata of these names, "" without any."""
        values = (each.value for name in names for each in self._metadata.get(name, ()))
        return next((value for value in values if isinstance(value, str) and value), "")

    def fields(self, fetched: str = "") -> Fields:
        """What the page says of itself besides its date and title; `fetched` is its address where it says none."""
        tags = tuple(each.value for each in self._metadata.get("article:tag", ()) if isinstance(each.value, str))
        told: dict[str, Value] = {"url": self._address() or fetched, "outlet": self.found("og:site_name", "publisher"),
                "author": self.found("author", "article:author_name"), "lang": self.found("lang"), "tags": tags}
        return fields((Found(value, name, self.path) for name, value in told.items()), "HTML")

    def signals(self) -> tuple[Signal, ...]:
        """The publication dates in its metadata, the strongest first."""
        return tuple(Signal(each, f"{place}: {each.name}", by_hand=False)
                     for place in ("JSON-LD", "Open Graph", "meta", "microdata", "time element")
                     for each in self._dates[place] if each.value)

    def _address(self) -> str:
        addresses = (self.found("canonical"), self.found("og:url"))
        return next((url for url in addresses if url.startswith(("http://", "https://"))), "")

    def _found(self, name: str, value: str) -> Found:
        line, column = self.getpos()
        return Found(whole(value).strip(), name, self.path, line, column + 1)

    def _begin(self, tag: str) -> None:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        if text := "\n".join(filter(None, lines)):
            self._blocks.append(Block(self._tag, text, self._block_home))
            if self._tag == "p":
                self._begun.add(self._block_home)
        self._pieces.clear()
        self._tag = tag if tag in _PARAGRAPHS else next((t for t in ("li", "blockquote") if self._opened[t]), tag)
        self._block_home = self._home()

    def _finish_capture(self, tag: str) -> None:
        if self._json is not None and tag == "script":
            self._read_json("".join(self._json))
            self._json = None
        if self._captured is not None and self._captured[0] == tag:
            words = " ".join("".join(self._captured[2]).split())
            if self._captured[1] == "title":
                self.title = words
            elif words and self._captured[1] == "datePublished":
                self._dates["microdata"].append(self._found("datePublished", words))
            elif words:
                self.headings.setdefault(self._home(), words)
            self._captured = None

    def _note(self, tag: str, told: dict[str, str]) -> None:
        if tag == "html" and "lang" in told:
            self._metadata["lang"].append(self._found("lang", told["lang"]))
        elif tag == "link" and "canonical" in told.get("rel", "").lower().split():
            self._metadata["canonical"].append(self._found("canonical", told.get("href", "")))
        elif tag == "meta":
            self._note_meta(told)
        elif tag == "time" and "datetime" in told:
            self._note_time(told)
        if "datepublished" in told.get("itemprop", "").lower().split():
            value = told.get("content") or told.get("datetime") or ""
            self._dates["microdata"].extend([self._found("datePublished", value)] if value else [])
            if not value and tag not in _VOID:
                self._captured = (tag, "datePublished", [])

    def _note_meta(self, told: dict[str, str]) -> None:
        name = (told.get("property") or told.get("name") or "").lower()
        each = self._found(name, told.get("content", ""))
        self._metadata[name].append(each)
        if name in _PROPERTIES:
            self._dates["Open Graph"].append(each)
        elif name in _DATE_NAMES:
            self._dates["meta"].append(each)

    def _note_time(self, told: dict[str, str]) -> None:
        """A `<time>` counts where it says that it is the publication's, or stands before the text of the article."""
        words = f"{told.get('class', '')} {told.get('itemprop', '')}".lower()
        if "modif" in words or "updat" in words or "datepublished" in words:
            return
        in_text = self._home() in self._begun or (self._opened["p"] and not self._opened["header"])
        before = bool(self._homes) and not in_text
        if "pubdate" in told or "publish" in words or (before and not self._dates["time element"]):
            self._dates["time element"].append(self._found("time", told["datetime"]))

    def _home(self) -> tuple[str, int]:
        return self._homes[-1] if self._homes else ("body", 0)

    def _read_json(self, text: str) -> None:
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            return
        nodes = [node for node in _nodes(told) if isinstance(node.get("datePublished"), str)]
        # A page may describe its site, its author and the article; only the article's date is the article's.
        articles = [node for node in nodes if _is_article(node)] or [node for node in nodes if "@type" not in node]
        for node in articles[:1]:
            self._dates["JSON-LD"].append(self._found("datePublished", node["datePublished"]))
            for name, value in (("headline", node.get("headline")), ("author", _named(node.get("author"))),
                                ("publisher", _named(node.get("publisher")))):
                if isinstance(value, str):
                    self._metadata[name].append(self._found(name, value))


def _nodes(told: Any) -> Iterator[dict[str, Any]]:
    waiting, seen = [told], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        seen += 1
        if isinstance(node, dict):
            yield node
            waiting.extend(node[name] for name in ("@graph", "mainEntity") if name in node)
        elif isinstance(node, list):
            waiting.extend(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = plain(node.get("@type")) or ()
    kinds = (kinds,) if isinstance(kinds, str) else kinds
    return any(kind.endswith(("Article", "Posting", "Report")) for kind in kinds)


def _named(who: Any) -> str | None:
    first = who[0] if isinstance(who, list) and who else who
    value = first.get("name") if isinstance(first, dict) else first
    return value if isinstance(value, str) else None
