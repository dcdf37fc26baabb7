"""A site in memory, whose files are drawn when they are asked for; what is the same as before is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from timeline.exporters.options import Kept

File = tuple[str, bytes]
"""A relative POSIX path and what is in the file."""


class Site:
    """The files of a site. One thread draws them all, others may ask meanwhile.

    `made_from` is another for a site that reads differently. `draw` gives the files one by one and is told of the pages
    of the site `before`, so far as that was drawn.
    """

    def __init__(self, made_from: object, draw: Callable[[Kept], Iterable[File]], before: Site | None = None) -> None:
        self.made_from = made_from
        self._pages: _Pages = _Pages(before._pages if before else None)
        self._coming = iter(draw(self._pages))
        self._turn = Lock()
        self._wrong: Exception | None = None

    def get(self, path: str) -> bytes | None:
        """The file at a path, drawn as soon as those before it are; None where there is none."""
        files = self._pages.files
        while path not in files and self._next():
            pass
        return files.get(path)

    def drawn(self) -> Iterator[str]:
        """The paths of the files as they are drawn, as far as nobody has asked for them. Raises what the drawing did,
        whoever was asking then."""
        while path := self._next():
            yield path
        if self._wrong:
            raise self._wrong

    def _next(self) -> str | None:
        """Draws the next file; None where there is none."""
        with self._turn:
            try:
                path, content = next(self._coming)
            except StopIteration:
                self._pages.forget()
                return None
            except Exception as error:
                self._wrong, self._coming = error, iter(())
                return None
            self._pages.files[path] = content
            return path


class _Pages:
    """The files drawn so far, and the keys of what the pages among them were made from, beside those of the site
    before (`timeline.exporters.options.Kept`)."""

    def __init__(self, before: _Pages | None) -> None:
        self.files: dict[str, bytes] = {}
        self._keys: dict[str, str] = {}
        self._old_files, self._old_keys = (before.files, before._keys) if before else ({}, {})

    def find(self, path: str, key: str) -> bytes | None:
        return self._old_files.get(path) if self._old_keys.get(path) == key else None

    def keep(self, path: str, key: str) -> None:
        self._keys[path] = key

    def forget(self) -> None:
        """Lets the site before go."""
        self._old_files, self._old_keys = {}, {}
