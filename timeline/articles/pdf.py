"""PDF files (.pdf), read by pypdf: the words of every page, in paragraphs as far as the lines show them.

A PDF knows where words stand and not what is a paragraph, so that one is taken to end with a line that ends a sentence
and is well shorter than the page is wide. When the file was made or changed is no publication date.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.articles.decoding import plain_lines, whole
from timeline.articles.draft import Draft, Found, Outcome, fields
from timeline.articles.extras import damaged, extra
from timeline.errors import Problem

MOST_PAGES = 2_000
LONGEST = 20_000_000
"""Characters of text that are still read."""
_ENDS = re.compile(r"[.!?…:][\"'”’)\]]*$")
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
_CREATED = "when the file was made and changed is no publication"


def drafts(content: bytes, path: str) -> Iterator[Outcome]:
    """The one article of the file, or what is wrong with it. Raises InputError where the extra is missing."""
    pypdf = extra("pypdf", "pdf", path)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            yield Problem(path, "TL102", "it wants a password", "Save it without one.")
            return
        pages, told = _pages(reader), {name: str(reader.metadata.get(f"/{name}") or "") if reader.metadata else ""
                                       for name in ("Title", "Author", "Keywords")}
    except Exception as error:  # a broken PDF makes its parser trip anywhere
        yield damaged(path, "a PDF", error)
        return
    if len(pages) > MOST_PAGES or sum(map(len, pages)) > LONGEST:
        yield Problem(path, "TL110", f"it has more than {MOST_PAGES:,} pages, or 20 MB of text", "Split it.")
        return
    if not "".join(pages).strip():
        yield Problem(path, "TL109", "the PDF holds no text, only pictures of it",
                      "Have the words recognised (OCR) and save it again.")
        return
    found = (Found(whole(value).strip(), name, path) for name, value in told.items())
    yield Draft(path, _text(pages), fields=fields(found, "PDF"), seen=_CREATED)


def _pages(reader: Any) -> list[str]:
    pages: list[str] = []
    for number, page in enumerate(reader.pages):
        if number > MOST_PAGES or sum(map(len, pages)) > LONGEST:
            break
        pages.append("" if number == MOST_PAGES else whole(plain_lines(page.extract_text() or "")))
    return pages


def _text(pages: Sequence[str]) -> str:
    lines = [line for page in _without_margins(pages) for line in page]
    width = sorted(map(len, filter(None, lines)))
    usual = width[len(width) * 3 // 4] if width else 0
    paragraphs: list[str] = [""]
    for line in lines:
        if not line:
            continue
        last = paragraphs[-1]
        paragraphs[-1] = last[:-1] + line if _BROKEN.search(last) and line[:1].islower() else f"{last} {line}".strip()
        if _ENDS.search(line) and len(line) < usual * 0.8:
            paragraphs.append("")
    return "\n\n".join(filter(None, paragraphs))


def _without_margins(pages: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each page without those that open or close most of the pages, but for their numbers."""
    lined = [[" ".join(line.split()) for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(edge for lines in lined for edge in {_same(line) for line in lines[:1] + lines[-1:]})
    running = {edge for edge, count in edges.items() if count >= 3 and count * 2 > len(lined)}
    for lines in lined:
        first = 1 if lines and _same(lines[0]) in running else 0
        last = len(lines) - 1 if len(lines) > first and _same(lines[-1]) in running else len(lines)
        yield lines[first:last]


def _same(line: str) -> str:
    return re.sub(r"\d+", "0", line)
