"""Feeds at an address become files, so that all that follows reads what lies on the disk.

    address ─fetched→ .timeline/fetched/NAME.xml ─read as any other file→ articles

One request an address, with urllib of the standard library: no cookies, no passwords, no files, nothing but http and
https, wherever it is sent on to. What came is kept only where it is a feed and whole; what was kept last stands in when
nothing comes.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from html.parser import HTMLParser
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from string import punctuation
from time import monotonic
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin
from xml.parsers import expat

from timeline import __version__
from timeline.articles.formats import LARGEST
from timeline.articles.unfolding import unfolded
from timeline.errors import InputError, Problem

FOLDER = "fetched"
_PATIENCE, _DEADLINE = 20.0, 60.0
"""Seconds to wait for a server's next word, and for all of them."""
_PART = 65_536
_ACCEPTED = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1"
_ALLOW = "Say --fetch to have it fetched; without, nothing is read over the network."
_CHECK = "Check the address and the network, or save the feed and name the file."
_ENDINGS = (".xml", ".json")
_NAMED = 3
"""How many feeds of a page are named."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The file a feed was kept in, and when it was fetched. `failed` says why it is not of today, where that was asked
    for; `fresh` that it is."""

    path: Path
    when: datetime
    fresh: bool = False
    failed: Problem | None = None


@dataclass(frozen=True, slots=True)
class _Record:
    """What is remembered of a copy. Its server calls this version `etag` and `modified` (RFC 9110, section 8.8)."""

    address: str
    file: str
    when: str
    etag: str | None = None
    modified: str | None = None


class _Refused(Exception):
    """Why nothing of use came, in words, and what to do about it."""

    def __init__(self, why: str, help: str = _CHECK) -> None:
        super().__init__(why)
        self.help = help


def fetched(address: str, home: Path, *, now: datetime | None) -> Copy:
    """The feed at an address as a file in `home`, where copies are kept; it is fetched where `now` says when that is.

    A fetch that fails leaves the copy there was, and says so. Raises InputError where there is none: TL112 for a feed
    that was never fetched and is not to be, TL113 for one that cannot be.
    """
    known = _remembered(address, home)
    if now is None:
        if known is None:
            raise InputError(Problem(address, "TL112", "it is an address on the network, and not fetched yet", _ALLOW))
        return _copy(known, home)
    try:
        return _copy(_kept(address, home, known, now), home, fresh=True)
    except _Refused as refusal:
        problem = Problem(address, "TL113", f"it cannot be fetched: {refusal}", refusal.help)
    if known is None:
        raise InputError(problem)
    return _copy(known, home, failed=problem)


def _copy(record: _Record, home: Path, *, fresh: bool = False, failed: Problem | None = None) -> Copy:
    return Copy(home / record.file, datetime.fromisoformat(record.when), fresh, failed)


def _remembered(address: str, home: Path) -> _Record | None:
    """What is remembered of an address; None where there is no copy, or none that can be trusted."""
    try:
        record = _Record(**json.loads((home / f"{_name(address)}.about").read_text("utf-8")))
        datetime.fromisoformat(record.when)
    except (OSError, ValueError, TypeError):
        return None
    ours = record.address == address and record.file in {f"{_name(address)}{ending}" for ending in _ENDINGS}
    return record if ours and (home / record.file).is_file() else None


def _name(address: str) -> str:
    """A name of letters alone: digits in it might be taken for a date of the articles."""
    digest = sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    host = re.sub(r"[^a-z]+", "-", address.partition("//")[2].partition("/")[0].lower()).strip("-")[:40]
    return f"{host or 'feed'}-{digest.translate(str.maketrans('0123456789', 'ghijklmnop'))}"


def _kept(address: str, home: Path, known: _Record | None, now: datetime) -> _Record:
    """The record of what is there now, which lies in its file."""
    got = _got(address, known)
    when = now.isoformat(timespec="seconds")
    if got is None and known is not None:
        record = _Record(address, known.file, when, known.etag, known.modified)
    else:
        content, headers = got or (b"", HTTPMessage())
        record = _Record(address, f"{_name(address)}{_ending(content, address)}", when, headers["ETag"],
                         headers["Last-Modified"])
        _write(home / record.file, content)
    _write(home / f"{_name(address)}.about", json.dumps(asdict(record)).encode())
    return record


def _write(path: Path, content: bytes) -> None:
    staged = path.with_name(f".{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
        os.replace(staged, path)
    except OSError as error:
        why = f"the copy cannot be written: {error.strerror or error}"
        raise _Refused(why, "Check the folder .timeline.") from None


def _got(address: str, known: _Record | None) -> tuple[bytes, HTTPMessage] | None:
    """What the address gives, with its headers; None where that is what is known already."""
    asked = {"User-Agent": f"timeline-press/{__version__}", "Accept": _ACCEPTED, "Accept-Encoding": "gzip"}
    asked |= {"If-None-Match": known.etag} if known and known.etag else {}
    asked |= {"If-Modified-Since": known.modified} if known and known.modified else {}
    try:
        # An address may hold letters that a request must not (RFC 3987, 3.1).
        wanted = request.Request(quote(address, safe=punctuation), headers=asked)
        with _opener().open(wanted, timeout=_PATIENCE) as answer:
            return _body(answer), answer.headers
    except HTTPError as error:
        if error.code == 304 and known:
            return None
        raise _Refused(f"the server says {error.code} {error.reason}".rstrip()) from None
    except (OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        raise _Refused(" ".join(str(reason).split()) or type(reason).__name__) from None


def _opener() -> request.OpenerDirector:
    """What opens addresses of http and https, and follows them to such alone: the usual one opens files too."""
    opener = request.OpenerDirector()
    for handler in (request.ProxyHandler, request.HTTPHandler, request.HTTPSHandler, request.HTTPDefaultErrorHandler,
                    request.HTTPRedirectHandler, request.HTTPErrorProcessor, request.UnknownHandler):
        opener.add_handler(handler())
    return opener


def _body(answer: request._UrlopenRet) -> bytes:
    parts, size, end = [], 0, monotonic() + _DEADLINE
    while part := answer.read1(_PART):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise _Refused(f"it is larger than {LARGEST // 1_000_000} MB")
        if monotonic() > end:
            raise _Refused(f"it takes longer than {_DEADLINE:.0f} seconds")
    content = b"".join(parts)
    if answer.headers["Content-Encoding"] != "gzip":
        return content
    try:
        return unfolded(content, ".gz", answer.url)
    except InputError as error:
        raise _Refused(error.problems[0].message) from None


def _ending(content: bytes, address: str) -> str:
    """What a file of such content is called. Raises _Refused where it is no feed, or one cut short."""
    begin = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000].lower()
    if begin.startswith((b"<!doctype html", b"<html")):
        raise _Refused("it is a page, and no feed", _of_page(content, address))
    try:
        if begin.startswith(b"{"):
            json.loads(content)
            return ".json"
        expat.ParserCreate().Parse(content, True)
    except (ValueError, RecursionError, expat.ExpatError) as error:
        raise _Refused(f"what came is no feed, or a broken one: {error}") from None
    return ".xml"


class _Feeds(HTMLParser):
    """The feeds a page says it has (https://html.spec.whatwg.org/#link-type-alternate)."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        kind = (told.get("type") or "").lower()
        if tag == "link" and (told.get("rel") or "").lower() == "alternate" and kind.endswith(
                ("rss+xml", "atom+xml", "feed+json")) and told.get("href"):
            self.found.append(told["href"] or "")


def _of_page(content: bytes, address: str) -> str:
    page = _Feeds()
    page.feed(content.decode("utf-8", "replace"))
    feeds = [urljoin(address, each) for each in page.found[:_NAMED]]
    return f"The page names as its feed: {', '.join(feeds)}." if feeds else "Name the address of its feed."
