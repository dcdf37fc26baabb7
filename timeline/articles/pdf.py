"""PDF files (.pdf), read by pypdf: the words of every page, in paragraphs as far as the lines show them.

A PDF knows where words stand and not what is a paragraph, so that one is taken to end with a line that ends a sentence
and is well shorter than the page is wide. When the file was made or changed is no publication date.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.articles.decoding import plain_lines, whole
from timeline.articles.draft import Draft, Found, Outcome, fields
from timeline.articles.extras import damaged, extra
from timeline.errors import Problem

MOST_PAGES = 2_000
LARGEST = 20_000_000
"""Bytes of drawing, unfolded, that are still read; a megabyte holds some 300 pages, and takes a second."""
RATIO = 20
"""How many times the size of its file that may be; drawing shrinks to a tenth at best."""
SMALLEST = 500_000
"""Bytes of drawing that are read of any file."""
BYTES_A_STEP = 4
"""Of drawing; fewer are too many steps, since a form may be drawn many times within another."""
STEPS_A_FORM = 100
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
        pages = _pages(reader, len(content))
        told = {name: str(reader.metadata.get(f"/{name}") or "") if reader.metadata else ""
                for name in ("Title", "Author", "Keywords")}
    except _TooLong as error:
        yield Problem(path, "TL110", str(error), "Split it, or convert it to text.")
        return
    except Exception as error:  # a broken PDF makes its parser trip anywhere
        yield damaged(path, "a PDF", error)
        return
    if not "".join(pages).strip():
        yield Problem(path, "TL109", "the PDF holds no text, only pictures of it",
                      "Have the words recognised (OCR) and save it again.")
        return
    found = (Found(whole(value).strip(), name, path) for name, value in told.items())
    yield Draft(path, _text(pages), fields=fields(found, "PDF"), seen=_CREATED)


class _TooLong(ValueError):
    """There is more in the file than is read. The message says of what."""


def _pages(reader: Any, size: int) -> list[str]:
    """The text of each page. Raises _TooLong, and before any is read where the pages show how long they are."""
    if len(reader.pages) > MOST_PAGES:
        raise _TooLong(f"it has more than {MOST_PAGES:,} pages")
    most = min(LARGEST, max(SMALLEST, RATIO * size))
    drawn = 0
    for page in reader.pages:
        contents = page.get_contents()
        drawn += len(contents.get_data()) if contents is not None else 0
        if drawn > most:
            raise _TooLong(f"its pages unfold to more than {most // 1000:,} kB")
    budget = _Budget(most // BYTES_A_STEP)
    return [whole(plain_lines(page.extract_text(visitor_operand_before=budget.spend) or "")) for page in reader.pages]


@dataclass(slots=True)
class _Budget:
    """How many steps of drawing are left."""

    left: int

    def spend(self, operator: bytes, *_: Any) -> None:
        """Takes one step, as pypdf tells it. Raises _TooLong."""
        self.left -= STEPS_A_FORM if operator == b"Do" else 1
        if self.left < 0:
            raise _TooLong("its pages are drawn in too many steps")


def _text(pages: Sequence[str]) -> str:
    lines = [line for page in _without_margins(pages) for line in page]
    width = sorted(map(len, filter(None, lines)))
    usual = width[len(width) * 3 // 4] if width else 0
    paragraphs: list[list[str]] = [[]]
    for line in filter(None, lines):
        running = paragraphs[-1]
        if running and _BROKEN.search(running[-1]) and line[:1].islower():
            running[-1] = running[-1][:-1] + line
        else:
            running.append(line)
        if _ENDS.search(line) and len(line) < usual * 0.8:
            paragraphs.append([])
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)


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
