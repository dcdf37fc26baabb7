"""An entry in few words, for the formats that hold no page: its title, its date, what its sources say, its address.

All of it is fit for any of them: no character that one of them forbids, no link but to http and https, and HTML without
scripts, styles and images.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from functools import lru_cache
from html import escape

from timeline.exporters.dates import MANY, of_day, phrase
from timeline.exporters.links import slug, web_link
from timeline.exporters.options import Options
from timeline.exporters.prose import to_html
from timeline.exporters.words import Words
from timeline.model import Article, Entry, Event

MOST_TELLINGS = 10
"""How many sources of an entry are quoted; the rest is a number, and stands on the page of the entry."""

KINDS = ("event", "statement", "plan", "state")
"""The kinds of entries; "kind.event" and the like are their names."""

_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\x7e\x80-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_POINTS = str.maketrans(dict.fromkeys(".,;:!?\"'()[]“”‘’„«»–—-…", " "))
_MORE = 5
"""How many words of a sentence must be others than those of the title, for it to tell more: a date has three."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_NAMESPACE = uuid.UUID("6f0a8f3e-6a3c-5d0f-9c39-3a6c8a4c1b57")


def legible(text: str | None) -> str:
    """The text with a replacement character for each control character and lone surrogate, which XML 1.0 and calendars
    forbid (https://www.w3.org/TR/xml/#charsets) and other formats are no better off with. "" for None."""
    text = text or ""
    return text if text.isprintable() else _FORBIDDEN.sub("\ufffd", text)


def line(text: str | None) -> str:
    """The text on one line, runs of white space as one space."""
    text = text or ""
    # What is printable has no white space but the plain space; most texts are on one line as they are.
    if text.isprintable() and "  " not in text and not text.startswith(" ") and not text.endswith(" "):
        return text
    return " ".join(legible(text).split())


def language(tag: str | None) -> str | None:
    """The tag, where it has the form of a BCP 47 one."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def title(entry: Entry, words: Words) -> str:
    """The title, or the date in words where it has none."""
    return line(entry.title) or when(entry, words)


def gist(entry: Entry) -> str:
    """The sentence its first source says, where that tells more than the title does; else ""."""
    if not entry.events:
        return ""
    quote = entry.events[0].quote
    more = {*_plain(quote)} - {*_plain(entry.title)}
    return line(quote) if len(more) >= _MORE else ""


def _plain(text: str) -> list[str]:
    return text.lower().translate(_POINTS).split()


def when(entry: Entry, words: Words) -> str:
    """The date in a phrase of its own: "About April 2014 to 20 April 2016"."""
    told = phrase(entry.interval, words)
    return told[:1].upper() + told[1:]


def urn(name: str) -> str:
    """A name for ever, made from an id alone, so that it outlives every move of the site: `urn:uuid:…` (RFC 9562)."""
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, name.encode('utf-8', 'backslashreplace').decode('utf-8'))}"


def base(options: Options) -> str | None:
    """The public address of the site with its last slash; None where it is not known or none a browser may follow."""
    address = _followed(options.base_url)
    return None if address is None else address.rstrip("/") + "/"


def page(entry: Entry) -> str:
    """The path of its page in the site."""
    return f"entries/{slug(entry.id)}.html"


def address(entry: Entry, options: Options) -> str | None:
    """The public address of its page; None where that is not known, or the site has no pages."""
    known = base(options)
    return known + page(entry) if known and options.has("site") else None


def outlets(entry: Entry) -> tuple[str, ...]:
    """Who tells it, each once, by the outlet or the article's title; empty for what an editor wrote by hand."""
    return tuple(dict.fromkeys(filter(None, map(outlet, entry.articles))))


def outlet(article: Article) -> str:
    """Who published it; where the article names nobody, its title."""
    return line(article.outlet) or line(article.title)


def links(entry: Entry) -> tuple[str, ...]:
    """The addresses of its articles, each once, as far as they are ones to follow."""
    return tuple(dict.fromkeys(filter(None, map(link, entry.articles))))


def link(article: Article) -> str | None:
    """Its address, None where it is none to follow."""
    return _followed(article.url)


@lru_cache(maxsize=MANY)
def _followed(address: str | None) -> str | None:
    link = web_link(address)
    return None if link is None or _FORBIDDEN.search(link) else link


def tags(entry: Entry) -> tuple[str, ...]:
    """Its tags, each once and none of them empty."""
    return tuple(dict.fromkeys(filter(None, map(line, entry.tags))))


def source(event: Event, words: Words) -> str:
    """Who says it, and on which day: "Vale Courier, 3 April 2014"."""
    told = [words.say("elsewhere.according-to", who=line(event.attribution))] if event.attribution else []
    if named := outlet(event.article):
        told.append(named)
    return words.comma(*told, of_day(event.article.day, words))


def as_text(entry: Entry, words: Words) -> str:
    """What its sources say, as plain paragraphs, each quote with its source and its address below."""
    return "\n\n".join(_paragraphs(entry, words))


def _paragraphs(entry: Entry, words: Words) -> Iterator[str]:
    if entry.conflict:
        yield f"{words.say('entry.disagree')} {line(entry.conflict)}"
    if entry.note:
        yield f"{words.say('entry.note')} {legible(entry.note).strip()}"
    yield from (legible(written.body).strip() for written in entry.written if written.body)
    for event in entry.events[:MOST_TELLINGS]:
        quote = words.say("elsewhere.quote", text=line(event.quote))
        by = words.say("elsewhere.source", source=source(event, words))
        yield "\n".join(filter(None, (quote, by, link(event.article))))
    yield from _rest(entry, words)


def as_html(entry: Entry, words: Words) -> str:
    """The same as HTML that may stand anywhere: no script, no style, no image."""
    return "\n".join(_blocks(entry, words))


def _blocks(entry: Entry, words: Words) -> Iterator[str]:
    if entry.conflict:
        yield f"<p><strong>{escape(words.say('entry.disagree'))}</strong> {escape(line(entry.conflict))}</p>"
    if entry.note:
        yield f"<p><strong>{escape(words.say('entry.note'))}</strong> {escape(line(entry.note))}</p>"
    # Afterwards, since "&#31;" becomes the character it names.
    yield from (legible(to_html(written.body)) for written in entry.written if written.body)
    yield from (_quotation(event, words) for event in entry.events[:MOST_TELLINGS])
    yield from (f"<p>{escape(told)}</p>" for told in _rest(entry, words))


def _quotation(event: Event, words: Words) -> str:
    tongue, address = language(event.article.language), link(event.article)
    lang = f' lang="{tongue}"' if tongue else ""
    said = escape(source(event, words))
    by = f'<a href="{escape(address)}" rel="noopener">{said}</a>' if address else said
    told = words.html("elsewhere.source", source=by)
    return f'<blockquote{lang} dir="auto"><p>{escape(line(event.quote))}</p></blockquote>\n<p dir="auto">{told}</p>'


def _rest(entry: Entry, words: Words) -> Iterator[str]:
    more = len(entry.events) - MOST_TELLINGS
    if more > 0:
        yield words.say("elsewhere.more", count=more)
