"""Addresses: which of other people's may become a link, and what ours are made of."""

from __future__ import annotations

import hashlib
import re
from unicodedata import normalize
from urllib.parse import quote, urlsplit

# Names Windows keeps for devices, whatever follows the first dot; and the one a web server keeps for a folder.
_KEPT = r"(?!(?:con|prn|aux|nul|com\d|lpt\d|index)$)"
_SLUG = re.compile(_KEPT + r"[a-z0-9][a-z0-9-]{0,62}")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff]")
_FRAGMENT_WORDS = 5
_ASCII = str.maketrans({chr(n): "%2D" if chr(n) == "-" else quote(chr(n), safe="") for n in range(128)})


def web_link(address: str | None) -> str | None:
    """The address, where it is an absolute http or https one; None for any other scheme and for what is no address."""
    address = (address or "").strip()
    if _UNPRINTABLE.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def to_passage(link: str, passage: str) -> str:
    """A link that shows the passage in the page, by its first and last words; the link itself where it has a fragment.

    Text fragments: https://wicg.github.io/scroll-to-text-fragment/. A browser without them opens the page at its top.
    """
    words = passage.split()
    if "#" in link or not words:
        return link
    first, last = words[:_FRAGMENT_WORDS], words[_FRAGMENT_WORDS:][-_FRAGMENT_WORDS:]
    told = [_quoted(" ".join(part)) for part in (first, last) if part]
    return f"{link}#:~:text={','.join(told)}"


def _quoted(text: str) -> str:
    # A comma would part the first words from the last, a hyphen them from a context before or after.
    return text.translate(_ASCII) if text.isascii() else quote(text, safe="", errors="replace").replace("-", "%2D")


def slug(id: str) -> str:
    """A file name made from an id alone: the id itself where any file system takes it, else a digest of it."""
    return id if _SLUG.fullmatch(id) else _digest(id, 16)


def name_slug(name: str) -> str:
    """A file name for a tag or an outlet: the name itself where any file system takes it, else what is plain of it and,
    behind an underscore that no plain name has, a digest. Two spellings of the same characters in Unicode share one."""
    name = normalize("NFC", name)
    if _SLUG.fullmatch(name):
        return name
    plain = re.sub(r"[^a-z0-9]+", "-", normalize("NFKD", name).lower()).strip("-")[:40]
    return f"{plain or 'name'}_{_digest(name, 12)}"


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
