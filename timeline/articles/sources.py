"""Files and folders that the user named become files to read; nothing outside them is followed."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from timeline.articles import beside
from timeline.articles.draft import Fields
from timeline.articles.formats import READERS, decoded, extension, largest
from timeline.articles.unfolding import OPENERS, unfolded
from timeline.errors import InputError, Problem
from timeline.model import SITE_MARKER

EDITS = "edits.toml"
"""The editor's file, which lies at the top of a source and is no article."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that made no article, and why. `path` is as the user wrote it, `reason` a few words; `like` is where
    the article lies that it is the same as, None where that is not the reason."""

    path: str
    reason: str
    like: str | None = None

    @property
    def told(self) -> str:
        """The reason in full."""
        return f"{self.reason} as {self.like}" if self.like else self.reason


@dataclass(frozen=True, slots=True)
class SourceFile:
    """An article file; `folder` is the source it was found in, None where the file itself was named. `sidecar` is the
    file beside it that speaks for it, None where there is none."""

    path: Path
    folder: Path | None
    sidecar: Path | None

    @property
    def home(self) -> Path:
        """The folder whose dates.csv could date it."""
        return self.folder or self.path.parent

    @property
    def top(self) -> int:
        """How many leading parts of the path are not the source's own, and say nothing of its date."""
        return max(len(self.home.parts) - 1, 0)


@dataclass(slots=True)
class Found:
    """What the sources hold: `manifests` by the folder each lies in."""

    files: list[SourceFile] = field(default_factory=list)
    manifests: dict[str, beside.Manifest] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def row(self, path: Path) -> Fields:
        """What the nearest dates.csv that names the file says of it; no fields where none does."""
        if not self.manifests:
            return Fields()
        place = beside.key(path)
        for folder in Path(place).parents:
            manifest = self.manifests.get(str(folder))
            if manifest and place in manifest.rows:
                return manifest.rows[place]
        return Fields()


def find(sources: Collection[str | os.PathLike[str]], leave: Collection[str | os.PathLike[str]] = ()) -> Found:
    """Every article file in the sources, each once, in the order of the sources and by name within a folder.

    Hidden files and whatever lies in `leave` are passed over in silence. Links within a folder are not followed: what
    they reach in the source is found anyway, and what they reach outside is not ours.
    """
    found = Found()
    files: dict[str, SourceFile] = {}
    away = {os.path.realpath(path) for path in leave}
    for source in map(Path, sources):
        problems, left_out = len(found.problems), len(found.left_out)
        here = list(_of_source(source, found, away))
        for file in here:
            files.setdefault(beside.key(file.path), file)
        if not here and len(found.problems) == problems:
            found.problems.append(_empty(source, len(found.left_out) - left_out))
    found.files = list(files.values())
    return found


def _of_source(source: Path, found: Found, away: Collection[str]) -> Iterator[SourceFile]:
    try:
        mode = source.stat().st_mode
    except FileNotFoundError:
        found.problems.append(Problem(str(source), "TL101", "there is no such file or folder", "Check the spelling."))
        return
    except (OSError, ValueError) as error:
        found.problems.append(_unreadable(source, error))
        return
    if stat.S_ISDIR(mode):
        yield from _of_folder(source, source, found, away)
    elif extension(source) in READERS:
        _read_manifest(source.parent, found)
        yield SourceFile(source, None, _sidecar(source))
    else:
        found.problems.append(Problem(str(source), "TL102", f"there is no reader for {source.suffix or 'such'} files",
                                      f"Timeline reads {', '.join(READERS)}."))


def _of_folder(folder: Path, source: Path, found: Found, away: Collection[str]) -> Iterator[SourceFile]:
    if os.path.realpath(folder) in away:
        return
    if folder != source and os.path.exists(folder / SITE_MARKER):
        found.left_out.append(LeftOut(str(folder), "a site that timeline made"))
        return
    try:
        with os.scandir(folder) as listed:
            entries = {entry.name: entry for entry in listed if not entry.name.startswith(".")}
    except OSError as error:
        found.problems.append(_unreadable(folder, error))
        return
    _read_manifest(folder, found)
    readable = {name for name in entries if extension(Path(name)) in READERS}
    sidecars = _sidecars(readable, entries)
    beside_articles = sidecars | {beside.MANIFEST} | ({EDITS} if folder == source else set())
    articles = readable - beside_articles
    for name, entry in sorted(entries.items()):
        path = folder / name
        reason = _why_not(entry, source)
        if reason is None and entry.is_dir():
            yield from _of_folder(path, source, found, away)
        elif reason is None and name in articles:
            yield SourceFile(path, source, _sidecar(path) if sidecars else None)
        elif reason or name not in beside_articles:
            found.left_out.append(LeftOut(str(path), reason or f"no reader for {path.suffix or 'such'} files"))


def _sidecars(readable: Iterable[str], names: Iterable[str]) -> set[str]:
    """What the sidecars of these files may be called, none where the folder holds nothing like one."""
    if not any(name.lower().endswith(beside.SIDECARS) for name in names):
        return set()
    return {path.name for name in readable for path in beside.sidecar_paths(Path(name))}


def _sidecar(path: Path) -> Path | None:
    return next((each for each in beside.sidecar_paths(path) if each.is_file() and not each.is_symlink()), None)


def _why_not(entry: os.DirEntry[str], source: Path) -> str | None:
    if entry.is_symlink():
        inside = os.path.exists(entry) and Path(os.path.realpath(entry)).is_relative_to(os.path.realpath(source))
        return "a link, not followed" if inside else "a link out of the source"
    return None if entry.is_file() or entry.is_dir() else "not a regular file"


def _read_manifest(folder: Path, found: Found) -> None:
    path, place = folder / beside.MANIFEST, beside.key(folder)
    if place in found.manifests or path.is_symlink() or not path.is_file():
        return
    try:
        found.manifests[place] = beside.read_manifest(path, text_of)
    except InputError as error:
        found.manifests[place] = beside.Manifest({})
        found.problems += error.problems


def text_of(path: Path) -> str:
    """The text of a file. Raises InputError as `content_of` does, and TL103 for what is no text."""
    return decoded(content_of(path), path)


def content_of(path: Path) -> bytes:
    """The bytes of a file, unfolded where it is compressed.

    Raises InputError: TL102 unreadable, TL110 too large or unfolding too far, TL111 damaged.
    """
    try:
        with open(path, "rb", opener=_regular) as file:
            content = sized(file.read(largest(path) + 1), path)
    except (OSError, ValueError) as error:
        raise InputError(_unreadable(path, error)) from None
    ending = path.suffix.lower()
    return unfolded(content, ending, str(path)) if ending in OPENERS else content


def sized(content: bytes, path: Path) -> bytes:
    """The bytes as they are. Raises InputError (TL110) for more than a file of that name may have."""
    if len(content) > (most := largest(path)):
        raise InputError(Problem(str(path), "TL110", f"the file is larger than {most // 1_000_000} MB", "Split it."))
    return content


def _regular(path: str, flags: int) -> int:
    # A pipe or a device could keep us waiting for ever, so it is not even opened.
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError("not a regular file")
    return os.open(path, flags)


def _unreadable(path: Path, error: Exception) -> Problem:
    why = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return Problem(str(path), "TL102", f"it cannot be read: {why}", "Check that it is there and that you may read it.")


def _empty(source: Path, left_out: int) -> Problem:
    others = f" among {left_out} {'files' if left_out > 1 else 'file'}" if left_out else ""
    return Problem(str(source), "TL108", f"no article was found{others}", f"Timeline reads {', '.join(READERS)}.")
