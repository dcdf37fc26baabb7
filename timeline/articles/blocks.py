"""Stretches of text as a page shows them, and how they make a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text without a break; `home` is the article or main element it lies in, "body" for neither."""

    tag: str
    text: str
    home: tuple[str, int] = ("body", 0)


def joined(blocks: Sequence[Block]) -> str:
    """The text of the blocks: paragraphs set apart by an empty line, an item of a list a line."""
    told = [block.text for block in blocks[:1]]
    for before, block in pairwise(blocks):
        told += ["\n" if before.tag == block.tag == "li" else "\n\n", block.text]
    return "".join(told)
