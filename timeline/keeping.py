"""The files of a site that stands already, known again by what they were made from.

Of each file the cache holds the key of what it was made from, and what the system says of it: size, mode, and when it
was last written and last touched in any way, as Git knows the files of a working tree again. It stands only where all
of that is the same, so that a file somebody touched is drawn anew.
"""

from __future__ import annotations

import json
import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from timeline.cache import Cache
from timeline.exporters import events_json, history
from timeline.exporters.digests import Origin
from timeline.exporters.kept import Kept, Span
from timeline.model import SITE_MARKER, Entry, Timeline

_JSON = "events.json"
_FILES, _FACES, _WEIGHTS = "files", "faces", "weights"
"""What is held of a site besides the pieces of its files, by names that no file has: those have a suffix."""
_FILE = struct.Struct("<16sIQqq")
"""A file in the cache: its key, and how it looked."""
_FRAME = 16
"""The bytes of the frame that pieces were made in, which stands before them in the cache."""
_SPAN = struct.Struct("<16sQQ")
"""A piece in the cache: its key, and from where to where it stands in its file."""


_Notes = tuple[dict[str, str], dict[str, bytes], list[str]]


class _Look(NamedTuple):
    """What the system says of a file: its mode, its size, and in nanoseconds when it was written and touched."""

    mode: int
    size: int
    written: int
    touched: int


def past(out: Path, faces: dict[str, str] | None = None) -> history.Past | None:
    """What the site in a folder knows of its entries, None where no site of ours is there; `faces` are those of its
    entries, where somebody knows them already."""
    try:
        if not (out / SITE_MARKER).is_file():
            return None
        with (out / _JSON).open("rb") as file:
            return events_json.past(file, faces)
    except (OSError, ValueError):  # the writing will say what is wrong with the folder
        return None


class KeptFiles(Kept):
    """What stands in the folder of a site, for exporters (`Options.kept`). `site` is its name in the cache; what
    files are made from is noted (`timeline.sharing.Notebook`), and remembered once they lie in their places."""

    def __init__(self, cache: Cache, site: str, folder: Path, origins: Iterable[Origin]) -> None:
        super().__init__(origins)
        self._cache, self._site, self._folder = cache, site, os.fspath(folder)
        # At once: a process that shares the work may not read the cache.
        self._held = cache.held(site)
        self._known = dict(_read(self._held.pop(_FILES, b"")))
        self._weighed: dict[str, int] = json.loads(self._held.pop(_WEIGHTS, b"{}"))
        self._weights: dict[str, int] = {}
        self._keys: dict[str, str] = {}
        self._spans: dict[str, bytes] = {}
        self._stand: list[str] = []

    def stands(self, path: str, key: str) -> bool:
        """Whether the page at this path was made from this key by this version of the program, and is as it was."""
        self._keys[path] = key
        if stands := self._is_as_it_was(path, key):
            self._stand.append(path)
        return stands

    def content(self, path: str) -> bytes:
        """What stands at a path. Raises OSError where it is gone meanwhile."""
        return Path(self._folder, path).read_bytes()

    def pieces(self, path: str, frame: str) -> Mapping[str, bytes]:
        """The pieces of the file at this path, where it is as it was made, in this frame."""
        self._keys.setdefault(path, frame)
        held = self._held.get(path) if self._is_as_it_was(path) else None
        if not held or held[:_FRAME] != bytes.fromhex(frame):
            return {}
        return _Pieces(Path(self._folder, path), held[_FRAME:])

    def weight(self, key: str, weigh: Callable[[], int]) -> int:
        """What something weighs, weighed once."""
        if (known := self._weighed.get(key)) is None:
            known = weigh()
        self._weights[key] = known
        return known

    def keep_pieces(self, path: str, frame: str, spans: Iterable[Span]) -> None:
        """Notes the pieces of the file now made for this path."""
        told = (_SPAN.pack(bytes.fromhex(key), start, end) for key, start, end in spans)
        self._spans[path] = b"".join((bytes.fromhex(frame), *told))

    def past(self) -> history.Past | None:
        """What the site in the folder knows of its entries, None where no site of ours is there."""
        return past(Path(self._folder), {id: face for id, (_, face) in self._faces.items()} or None)

    def face(self, entry: Entry) -> str | None:
        """What a reader sees of an entry (`history.faces`), where it is as it was on the site before."""
        then, face = self._faces.get(entry.id, (None, None))
        return face if then == self.entry(entry) else None

    @cached_property
    def _faces(self) -> dict[str, list[str]]:
        """The digest and the face of each entry of the site before, by its id."""
        told = self._held.get(_FACES) if self._is_as_it_was(_JSON) else None
        return json.loads(told) if told else {}

    def told(self) -> _Notes:
        """What was noted here."""
        return self._keys, self._spans, self._stand

    def take(self, told: _Notes) -> None:
        """Takes over what was noted in another process."""
        keys, spans, stand = told
        self._keys |= keys
        self._spans |= spans
        self._stand += stand

    def remember(self, timeline: Timeline, faces: Mapping[str, str]) -> None:
        """Holds what the files were made from and how they look, now that they lie in their places; what came no more
        is forgotten."""
        looks = ((path, key, self._look(path)) for path, key in self._keys.items())
        told = {entry.id: [self.entry(entry), faces[entry.id]] for entry in timeline.entries}
        self._cache.hold(self._site, {
            _FILES: _written((path, key, look) for path, key, look in looks if look),
            _WEIGHTS: json.dumps(self._weights).encode(), _FACES: json.dumps(told).encode(), **self._spans,
        }, still=self._stand)

    def _is_as_it_was(self, path: str, key: str | None = None) -> bool:
        """Whether the file at a path looks as it did when it was made, from this key where one is given."""
        known = self._known.get(path)
        return known is not None and (key is None or known[0] == key) and known[1] == self._look(path)

    def _look(self, path: str) -> _Look | None:
        """How the file at a path looks, None where none of ours is: that is one with no other name, under which
        somebody may write into it."""
        try:
            found = os.lstat(f"{self._folder}/{path}")
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
            return None
        return _Look(found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class _Pieces(Mapping[str, bytes]):
    """The pieces of a file by their keys, each read when it is asked for: all of them are as large as the file."""

    def __init__(self, path: Path, told: bytes) -> None:
        self._path = path
        self._places = {key: (start, end) for key, start, end in _SPAN.iter_unpack(told)}

    def __getitem__(self, key: str) -> bytes:
        start, end = self._places[bytes.fromhex(key)]
        # Opened each time: not everywhere may what is open be moved, and copies of this process would share its place.
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(end - start)

    def __iter__(self) -> Iterator[str]:
        return map(bytes.hex, self._places)

    def __len__(self) -> int:
        return len(self._places)


def _written(files: Iterable[tuple[str, str, _Look]]) -> bytes:
    """Files with their keys and looks, as the cache holds them: the looks, then the paths, none of which has a line
    end in it."""
    told = [(path, _FILE.pack(bytes.fromhex(key), *look)) for path, key, look in files]
    paths = "\n".join(path for path, _ in told).encode()
    return b"".join((struct.pack("<Q", len(told)), *(look for _, look in told), paths))


def _read(told: bytes) -> Iterator[tuple[str, tuple[str, _Look]]]:
    """The inverse, by path."""
    if told:
        begin, [count] = 8, struct.unpack_from("<Q", told)
        end = begin + count * _FILE.size
        paths = told[end:].decode().split("\n")
        for path, (key, *look) in zip(paths, _FILE.iter_unpack(told[begin:end]), strict=False):
            yield path, (key.hex(), _Look(*look))
