"""What was read in each file and found in each article, kept from build to build in `.timeline/cache.sqlite`.

An article's key is made from all of it that matters, a row holds what was found in it with a digest, and the whole is
of one version: that of every file of this package and of the libraries it uses. What does not agree with its digest is
not trusted. Of the files of a site no content is kept, only that by which `keeping` knows them again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from functools import cache as once
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from timeline.articles.remembering import Piece, read_back, written
from timeline.model import Article

FOLDER = ".timeline"
FILE = "cache.sqlite"
_SHAPE = """
CREATE TABLE about (version TEXT NOT NULL);
CREATE TABLE articles (key TEXT PRIMARY KEY, told TEXT NOT NULL, digest BLOB NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, key TEXT NOT NULL, told TEXT NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE sites (site TEXT, name TEXT, told BLOB NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (site, name));
CREATE TABLE builds (site TEXT, age INTEGER, told TEXT NOT NULL, digest BLOB NOT NULL, PRIMARY KEY (site, age));
"""
_DAMAGED = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_PATIENCE = 5.0
"""Seconds to wait for another build that writes into the same cache."""
_AT_ONCE = 256
"""Rows after which what was found is safe from an interruption."""

Told = TypeVar("Told", str, bytes)
Sources = dict[str, list[str]]
"""The sources of a build, by what names them: title, key."""


class Cache:
    """The cache in a folder, made where there is none.

    Nothing here raises: a damaged cache, or one of another version, is thrown away and begun anew, and one that cannot
    be read or written is done without. `words` says so, one sentence each. `folder` is where it lies, `home` the folder
    that lies in.
    """

    def __init__(self, folder: Path) -> None:
        self.words: list[str] = []
        self.folder, self.home = folder, folder.parent
        self._path = folder / FILE
        self._unsaved = 0
        self._database: sqlite3.Connection | None = None
        try:
            make_folder(folder)
        except OSError as error:
            self._give_up(error.strerror or str(error))
            return
        self._connect()
        found = self._all("SELECT version FROM about") if self._all("SELECT 1 FROM sqlite_master") else None
        if found is None:
            self._shape()
        elif found != [(version(),)] and not self.words:
            self._begin_anew("is of another version")

    def find(self, key: str) -> str | None:
        """What was kept under a key, None where nothing was."""
        return self._sound(key, self._all("SELECT told, digest FROM articles WHERE key = ?", key))

    def keep(self, key: str, told: str) -> None:
        """Keeps something under a key."""
        self._put("INSERT OR REPLACE INTO articles VALUES (?, ?, ?)", key, told, _digest(key, told))

    def recall(self, path: str, key: str) -> list[Piece] | None:
        """The articles that were read in a file, if it had this key then."""
        told = self._sound(key, self._all("SELECT told, digest FROM files WHERE path = ? AND key = ?", path, key))
        return None if told is None else read_back(told)

    def note(self, path: str, key: str, pieces: Iterable[Piece]) -> None:
        """Notes the articles that were read in a file in the place of what was noted before."""
        told = written(pieces)
        self._put("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", path, key, told, _digest(key, told))

    def held(self, site: str) -> dict[str, bytes]:
        """What was held last of a site, by its names."""
        found: dict[str, bytes] = {}
        for name, *row in self._all("SELECT name, told, digest FROM sites WHERE site = ?", site):
            told = self._sound(f"{site} {name}", [row])
            if told is None:  # the cache was thrown away
                return {}
            found[name] = told
        return found

    def hold(self, site: str, told: Mapping[str, bytes], still: Iterable[str] = ()) -> None:
        """Holds this of a site, by its names, and what it holds `still` by these; nothing else."""
        held = {name for (name,) in self._all("SELECT name FROM sites WHERE site = ?", site)}
        for name in held.difference(told, still):
            self._all("DELETE FROM sites WHERE site = ? AND name = ?", site, name)
        for name, each in told.items():
            row = (site, name, each, _digest(f"{site} {name}", each))
            self._all("INSERT OR REPLACE INTO sites VALUES (?, ?, ?, ?)", *row)
        self.save()

    def built(self, site: str, *, before: bool = False) -> Sources | None:
        """The sources of the last build of a site, or of the last one `before` it that had others; None for none."""
        rows = self._all("SELECT told, digest FROM builds WHERE site = ? AND age = ?", site, int(before))
        told = self._sound(f"{site} {int(before)}", rows)
        return None if told is None else json.loads(told)

    def remember(self, site: str, sources: Sources) -> None:
        """Remembers the sources of a build, and forgets every article that no build remembered has, and every file that
        is gone."""
        last = self.built(site)
        if sources != last:
            for age, each in enumerate((sources, last)):
                if each is not None:
                    told = json.dumps(each)
                    row = (site, age, told, _digest(f"{site} {age}", told))
                    self._all("INSERT OR REPLACE INTO builds VALUES (?, ?, ?, ?)", *row)
        kept = [json.loads(told) for (told,) in self._all("SELECT told FROM builds")]
        needed = {key for each in kept for _, key in each.values()}
        for (key,) in self._all("SELECT key FROM articles"):
            if key not in needed:
                self._all("DELETE FROM articles WHERE key = ?", key)
        for (path,) in self._all("SELECT path FROM files"):
            if not os.path.exists(path):
                self._all("DELETE FROM files WHERE path = ?", path)
        self.save()

    def save(self) -> None:
        """Makes what was kept last."""
        self._unsaved = 0
        self._all("COMMIT", commit=True)

    def close(self) -> None:
        """Saves, and ends."""
        self.save()
        if self._database is not None:
            self._database.close()
            self._database = None

    def _put(self, statement: str, *values: object) -> None:
        self._all(statement, *values)
        self._unsaved += 1
        if self._unsaved >= _AT_ONCE:
            self.save()

    def _all(self, statement: str, *values: object, commit: bool = False) -> list[Any]:
        """The rows of a statement, none where it fails."""
        if self._database is None:
            return []
        try:
            if commit:
                self._database.commit()
                return []
            return self._database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
            if code in _DAMAGED and not self.words:
                self._begin_anew("is damaged")
            else:
                self._give_up("another build holds it" if code == sqlite3.SQLITE_BUSY else str(error))
            return []

    def _sound(self, name: str, rows: Collection[tuple[Told, bytes]]) -> Told | None:
        """What the row holds, where there is one and its digest agrees."""
        for told, digest in rows:
            if isinstance(told, str | bytes) and digest == _digest(name, told):
                return told
            self._begin_anew("is damaged")
        return None

    def _connect(self) -> None:
        try:
            self._database = sqlite3.connect(self._path, timeout=_PATIENCE)
        except sqlite3.Error as error:
            self._give_up(str(error))
            return
        # After a crash of the machine the digests tell what is missing, and a build costs more than the cache.
        self._all("PRAGMA synchronous = OFF")

    def _shape(self) -> None:
        if self._database is not None:
            for statement in filter(None, map(str.strip, _SHAPE.split(";"))):
                self._all(statement)
            self._all("INSERT INTO about VALUES (?)", version())
            self.save()

    def _begin_anew(self, why: str) -> None:
        self.words.append(f"the cache {why}: it was thrown away, and every article is read anew")
        if self._database is not None:
            self._database.close()
            self._database = None
        try:
            for end in ("", "-journal", "-wal", "-shm"):
                self._path.with_name(FILE + end).unlink(missing_ok=True)
        except OSError as error:
            self._give_up(error.strerror or str(error))
            return
        self._connect()
        self._shape()

    def _give_up(self, why: str) -> None:
        self.words.append(f"the cache cannot be used: {why}")
        self._database = None


def key(article: Article) -> str:
    """What an article is known by: all of it but where it lies and how it was dated."""
    # The same moment, read from a file and recalled, may have zones of two names.
    told = repr((article.published.isoformat(), *_MATTERS(article)))
    return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


_MATTERS = attrgetter(*(each.name for each in fields(Article) if each.name not in ("published", "path", "evidence")))


@once
def version() -> str:
    """That of every file of this package, of the libraries it uses, of Python and of its tables of Unicode."""
    package = Path(__file__).parent
    files = sorted(path for end in ("py", "toml") for path in package.rglob(f"*.{end}"))
    contents = (f"{path.relative_to(package).as_posix()}\0".encode() + path.read_bytes() for path in files)
    told = [sys.version, unicodedata.unidata_version, *sorted(_libraries("timeline-press", set(), extras=True))]
    return hashlib.blake2b(b"\0".join([*(each.encode() for each in told), *contents]), digest_size=20).hexdigest()


def _libraries(name: str, seen: set[str], *, extras: bool = False) -> Iterator[str]:
    """A distribution and what it needs, as far as that is installed, each with its version; what its `extras` need
    too."""
    # Imported here: not every command asks, and it costs as much as some whole commands.
    from importlib.metadata import PackageNotFoundError, distribution

    seen.add(name)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    yield f"{name} {found.version}"
    for line in found.requires or ():
        needed = _NAME.match(line)
        if needed and (extras or "extra ==" not in line) and (known := needed[0].lower()) not in seen:
            yield from _libraries(known, seen)


_NAME = re.compile(r"[\w.-]+")


def _digest(name: str, told: str | bytes) -> bytes:
    content = told if isinstance(told, bytes) else told.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass") + b"\0" + content, digest_size=16).digest()


def make_folder(folder: Path) -> None:
    """Makes the folder of the cache, where there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    # Nobody wants it under version control.
    if not (ignored := folder / ".gitignore").exists():
        ignored.write_text("*\n", encoding="utf-8")
