"""The pages of a site that stands already, known again by what they were made from.

Of each page the cache has a mark: a digest of the key of what it was made from and of the bytes that came of it. A page
is taken from the site only where both fit, so that a file that somebody touched is drawn anew, and a mark that is
damaged finds nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.cache import Cache


class KeptPages:
    """The pages of the site in a folder, as exporters ask for them (`Options.kept`). `site` is its name in the cache;
    `same` are the paths of those that were found, and lie in the folder as they are."""

    def __init__(self, cache: Cache, site: str, folder: Path) -> None:
        self.same: set[str] = set()
        self._cache, self._site, self._folder = cache, site, folder
        self._keys: dict[str, str] = {}
        self._marks: dict[str, bytes] = {}

    def find(self, path: str, key: str) -> bytes | None:
        """The page at this path, if it was made from this key by this version of the program, and is as it was made."""
        mark = self._cache.mark(self._site, path)
        page = mark and _content(f"{self._folder}/{path}")
        if page is None or mark != _mark(key, page):
            return None
        self.same.add(path)
        return page

    def keep(self, path: str, key: str) -> None:
        """Notes what the page at this path is made from, which `noted` will see."""
        self._keys[path] = key

    def noted(self, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """The files as they come, the pages among them marked for the next time. What comes no more is forgotten."""
        for path, content in files:
            key = self._keys.pop(path, None)
            if key is not None and path not in self.same:
                self._marks[path] = _mark(key, content)
            yield path, content
        self._cache.set_marks(self._site, self._marks, but=self.same)


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


def _mark(key: str, page: bytes) -> bytes:
    return hashlib.blake2b(f"{key}\0".encode() + page, digest_size=16).digest()
