"""Web archives (.warc, .warc.gz; ISO 28500), read by warcio: every page that was answered with is an article.

When a page was fetched, and what its server called the last change, is no publication date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import Any

from timeline.articles import html
from timeline.articles.decoding import NotText, decode
from timeline.articles.draft import Outcome, Passed
from timeline.articles.extras import damaged, extra
from timeline.articles.unfolding import LARGEST, RATIO, unfolded
from timeline.errors import Problem

_PAGE = ("text/html", "application/xhtml+xml")
LARGEST_PAGE = 20_000_000
"""Bytes of a page, unfolded, that are still read."""


def drafts(content: bytes, path: str) -> Iterator[Outcome]:
    """An article for each page, numbered by its record. Raises InputError where the extra is missing, and for what
    unfolds too far."""
    library = extra("warcio.archiveiterator", "warc", path)
    # Its members may be compressed whatever it is called, those that are skipped too.
    content = unfolded(content, ".gz", path) if content.startswith(b"\x1f\x8b") else content
    number = pages = total = 0
    try:
        for number, record in enumerate(_records(library.ArchiveIterator(io.BytesIO(content))), 1):
            if record.rec_type != "response" or not _is_page(record):
                continue
            page = record.content_stream().read(LARGEST_PAGE + 1)
            pages += 1
            total += len(page)
            if len(page) > LARGEST_PAGE or total > min(LARGEST, RATIO * len(content)):
                yield Problem(path, "TL110", "its pages unfold too far", "Split it.", number)
                return
            yield from _page(page, record, path, number)
    except Exception as error:  # a cut archive makes its parser trip anywhere
        yield damaged(path, "a WARC", error, number + 1)
        return
    if not pages:
        yield Passed(path, "no page that was answered with")


def _records(archive: Iterator[Any]) -> Iterator[Any]:
    """The records. Raises ValueError for one that is not as long as it says, which warcio tells the terminal alone."""
    while True:
        with redirect_stderr(io.StringIO()) as muttered:
            record = next(archive, None)
        if muttered.getvalue():
            raise ValueError("a record is not as long as it says")
        if record is None:
            return
        yield record


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() if headers else ""
    return bool(headers) and headers.get_statuscode() == "200" and kind in _PAGE


def _page(page: bytes, record: Any, path: str, number: int) -> Iterator[Outcome]:
    _, _, charset = (record.http_headers.get_header("Content-Type") or "").lower().partition("charset=")
    try:
        text = decode(page, html=True, declared=charset.strip(" \"'"))
    except NotText as error:
        yield Problem(path, "TL103", f"the page is not text: {error}", "Leave it out of the archive.", number)
        return
    yield from html.drafts(text, path, url=record.rec_headers.get_header("WARC-Target-URI") or "", line=number)
