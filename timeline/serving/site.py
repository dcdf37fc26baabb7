"""A site in memory, whose files are drawn when they are asked for; what is the same as before is not drawn again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from threading import Lock

from timeline.exporters.kept import Kept, Span

File = tuple[str, bytes | None]
"""A relative POSIX path and what is in the file, None for a page that is that of the site before."""


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
            self._pages.files[path] = self._pages.content(path) if content is None else content
            return path


_Spans = dict[str, tuple[str, list[Span]]]


class _Pages(Kept):
    """The files drawn so far, and what they were made from, beside those of the site before."""

    def __init__(self, before: _Pages | None) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self._keys: dict[str, str] = {}
        self._spans: _Spans = {}
        self._before: tuple[dict[str, bytes], dict[str, str], _Spans]
        self._before = (before.files, before._keys, before._spans) if before else ({}, {}, {})

    def stands(self, path: str, key: str) -> bool:
        self._keys[path] = key
        files, keys, known = self._before
        stands = keys.get(path) == key and path in files
        if stands and path in known:
            self._spans[path] = known[path]
        return stands

    def content(self, path: str) -> bytes:
        return self._before[0][path]

    def pieces(self, path: str, frame: str) -> Mapping[str, bytes]:
        files, _, known = self._before
        content, (old_frame, spans) = files.get(path, b""), known.get(path, ("", []))
        return {key: content[start:end] for key, start, end in spans} if content and old_frame == frame else {}

    def keep_pieces(self, path: str, frame: str, spans: Iterable[Span]) -> None:
        self._spans[path] = frame, list(spans)

    def forget(self) -> None:
        """Lets the site before go."""
        self._before = {}, {}, {}
