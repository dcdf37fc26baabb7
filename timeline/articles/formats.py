"""Every format that is read, by extension, each by a reader of its own: (bytes, path) -> what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from timeline.articles import docx, feeds, html, json_files, jsonl, markdown, pdf, plain, tables, warc, wiki
from timeline.articles.decoding import NotText, decode
from timeline.articles.draft import Outcome
from timeline.articles.unfolding import OPENERS
from timeline.errors import InputError, Problem

Reader = Callable[[bytes, str], Iterator[Outcome]]
"""What a file holds, from its bytes and its path as the user wrote it. May raise InputError."""

LARGEST = 20_000_000
"""Bytes of a text file that are still read."""
LARGEST_BINARY = 100_000_000
"""Bytes of a file with pictures or many pages in it that are still read."""


def decoded(content: bytes, path: Path) -> str:
    """The text of a file. Raises InputError (TL103)."""
    try:
        return decode(content, html=extension(path) in (".html", ".htm"))
    except NotText as error:
        raise InputError(Problem(str(path), "TL103", f"the file is not text: {error}", "Save it as UTF-8.")) from None


def _text(read: Callable[[str, str], Iterator[Outcome]], content: bytes, path: str) -> Iterator[Outcome]:
    yield from read(decoded(content, Path(path)), path)


def _xml(content: bytes, path: str) -> Iterator[Outcome]:
    yield from (wiki.drafts if wiki.is_export(content) else feeds.drafts)(content, path)


_MARKDOWN, _HTML, _TABLE = (partial(_text, each.drafts) for each in (markdown, html, tables))
READERS: dict[str, Reader] = {
    ".md": _MARKDOWN, ".markdown": _MARKDOWN, ".txt": partial(_text, plain.drafts), ".html": _HTML, ".htm": _HTML,
    ".jsonl": partial(_text, jsonl.drafts), ".csv": _TABLE, ".tsv": _TABLE,
    ".json": partial(_text, json_files.drafts), ".rss": feeds.drafts, ".atom": feeds.drafts, ".xml": _xml,
    ".pdf": pdf.drafts, ".docx": docx.drafts, ".warc": warc.drafts,
}
"""The reader of each extension."""
BINARY = (".pdf", ".docx", ".warc")


def extension(path: Path) -> str:
    """The extension that says what a file is: ".html" of "page.HTML" and of "page.html.gz"."""
    last = path.suffix.lower()
    return path.with_suffix("").suffix.lower() if last in OPENERS else last


def largest(path: Path) -> int:
    """How many bytes of the file, before it is unfolded, are still read."""
    return LARGEST_BINARY if extension(path) in BINARY else LARGEST
