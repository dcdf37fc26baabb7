"""Addresses: which of other people's may become a link, and what ours are made of."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

# Names Windows keeps for devices, whatever follows the first dot.
_DEVICES = r"(?!(?:con|prn|aux|nul|com\d|lpt\d)$)"
_SLUG = re.compile(_DEVICES + r"[a-z0-9][a-z0-9-]{0,62}")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\ud800-\udfff]")


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


def slug(id: str) -> str:
    """A file name made from an id alone: the id itself where any file system takes it, else a digest of it."""
    if _SLUG.fullmatch(id):
        return id
    return hashlib.sha256(id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
