"""A string of words as a title: its capital, its marks."""

from __future__ import annotations

import re

_LOOSE = " ,;:–—-.\u200b\u200c\u200d\u2060\ufeff"
"""Marks that end or begin no title, those without a width among them."""
_MARKS = re.compile(r"[^\w\s'’-]")
_BLANK_BEFORE_MARK = re.compile(r"\s+([,;:.!?)])")
_QUOTES = str.maketrans("", "", '"“”„«»')
_MIXED = re.compile(r"[a-z]{1,2}[A-Z]")
"""Names that begin small: iPhone, eBay."""
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_](?:\.[^\W\d_])+|\b(?:Jr|Sr|Inc|Corp|Co|Ltd|Bros|etc))\.$")


def polish(text: str) -> str:
    """The text with a capital, without marks at its ends, its double quotation marks paired or gone."""
    text = " ".join(text.split())
    if not _MARKS.search(text):
        return _with_capital(text.strip(_LOOSE))
    text = _BLANK_BEFORE_MARK.sub(r"\1", text)
    text = re.sub(r"[–—](?:\s*[–—])+", "—", _bare(text))
    if text.count('"') == 1 and not text.startswith('"'):
        text += '"'
    if text.count("“") == text.count("”") + 1:
        text += "”"
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = text.translate(_QUOTES)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    if text.count("[") != text.count("]"):
        text = text.replace("[", "").replace("]", "")
    return _with_capital(_bare(text))


def _with_capital(text: str) -> str:
    return text if _MIXED.match(text) else text[:1].upper() + text[1:]


def _bare(text: str) -> str:
    """The text without marks at its ends, the stop of an abbreviation left."""
    text = text.strip(" ")
    return text.lstrip(_LOOSE) if _ABBREVIATED.search(text) else text.strip(_LOOSE)
