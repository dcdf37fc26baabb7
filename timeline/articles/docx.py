"""Word processor files (.docx), read by python-docx: paragraphs and tables in their order.

When the file was made, changed or printed is no publication date.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from timeline.articles.blocks import Block, joined
from timeline.articles.decoding import whole
from timeline.articles.draft import Draft, Found, Outcome, fields
from timeline.articles.extras import damaged, extra
from timeline.articles.unfolding import check_archive

_CREATED = "when the file was made and changed is no publication"


def drafts(content: bytes, path: str) -> Iterator[Outcome]:
    """The one article of the file, or what is wrong with it.

    Raises InputError where the extra is missing, and for what is no archive or unfolds too far.
    """
    library = extra("docx", "docx", path)
    check_archive(content, path, "a DOCX")
    try:
        document = library.Document(io.BytesIO(content))
        blocks = list(_blocks(document))
        about = document.core_properties
        told = {"title": about.title, "author": about.author, "keywords": about.keywords, "language": about.language}
    except Exception as error:  # a broken archive makes its parser trip anywhere
        yield damaged(path, "a DOCX", error)
        return
    # A heading that opens the text is the title; the one in the properties is often that of the file it began as.
    shown = blocks.pop(0).text if blocks and blocks[0].tag == "h1" else ""
    found = [Found(whole(str(value or "")).strip(), name, path) for name, value in told.items()]
    named = fields((each for each in found if each.name != "title" or not shown), "DOCX")
    yield Draft(path, joined(blocks), shown, named, seen=_CREATED)


def _blocks(document: Any) -> Iterator[Block]:
    # `paragraph.style` looks through all styles for every paragraph, which takes a second for a thousand of them.
    styles = {style.style_id: style.name or "" for style in document.styles}
    for each in document.iter_inner_content():
        if hasattr(each, "rows"):
            for row in each.rows:
                # A cell that spans others is told for each of them.
                cells = dict.fromkeys(cell.text for cell in row.cells)
                yield from _block("li", " ".join(cells))
        else:
            style = styles.get(each._p.style, "")
            yield from _block("h1" if style in ("Title", "Heading 1") else "li" if "List" in style else "p", each.text)


def _block(tag: str, text: str) -> Iterator[Block]:
    lines = (" ".join(line.split()) for line in whole(text).split("\n"))
    if words := "\n".join(filter(None, lines)):
        yield Block(tag, words)
