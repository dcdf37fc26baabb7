"""Bytes become text: by byte order mark, by the charset a page declares, as UTF-8, as Windows-1252; or not at all."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
          (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096
# Whoever writes these means Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
_MEANT_CP1252 = {"iso8859-1", "ascii"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class NotText(ValueError):
    """The bytes are no text in any encoding that is tried. The message says why."""


def decode(content: bytes, *, html: bool = False, declared: str = "") -> str:
    """The text of a file: without its byte order mark, every line end a single line feed, nothing else changed.

    `declared` is the charset that came with it, "" for none; for HTML that which the page declares comes next. Both are
    tried before UTF-8, and passed over where the bytes do not fit. Raises NotText.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return plain_lines(_strictly(content[len(mark):], encoding, f"it begins as {encoding.upper()}"))
    if b"\0" in content:
        raise NotText("it holds NUL bytes")
    charsets = (_codec(declared), _declared(content) if html else None, "utf-8")
    for encoding in filter(None, charsets):
        try:
            return plain_lines(content.decode(encoding))
        except UnicodeError:
            continue
    text = _strictly(content, "cp1252", "it is neither UTF-8 nor Windows-1252")
    if _CONTROL.search(text):
        raise NotText("it is not UTF-8 and holds control characters")
    return plain_lines(text)


def whole(text: str) -> str:
    """The text with surrogate pairs joined and what no file can hold (lone surrogates, NUL) as U+FFFD.

    JSON and YAML escapes can name such characters, and so can the names of files; no encoding can write them.
    """
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\0", "\ufffd")


def _strictly(content: bytes, encoding: str, otherwise: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText(f"{otherwise}: byte {error.start + 1} fits no character") from None


def _declared(content: bytes) -> str | None:
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    return _codec(found[1].decode("ascii", "replace")) if found else None


def _codec(charset: str) -> str | None:
    """Python's name of a charset; None for one that is unknown, or that cannot be meant."""
    try:
        codec = codecs.lookup(charset)
        b"a".decode(codec.name)
    except (LookupError, ValueError):
        return None
    # A page that could declare itself in ASCII is not in UTF-16.
    return "cp1252" if codec.name in _MEANT_CP1252 else None if codec.name.startswith("utf-16") else codec.name


def plain_lines(text: str) -> str:
    """The text with every line end a single line feed, as git and Python's text mode have it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
