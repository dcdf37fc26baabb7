"""Files, one after the other, become a folder, whole or not at all.

Everything is first written to a staging folder beside the output folder, and then the system exchanges the two in one
step: one moment the old site stands, the next the new one. Where it cannot (Windows; a folder that is a mount, that one
stands in, or whose parent one may not write), what was there is moved out and the new files are moved in, and a step
that fails is undone.

`.git` and `CNAME` stay. `.timeline-site` lists the files we made: whatever else lies there is somebody else's, and
stops the writing before it begins. A process killed amid all this leaves its staging folder behind; the next `write`
first puts back what that holds and removes it. A lock beside the folder makes a second build wait.
"""

from __future__ import annotations

import ctypes
import filecmp
import glob
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import OutputError, Problem
from timeline.locking import locked
from timeline.model import SITE_MARKER as MARKER
from timeline.sharing import KilledError, Notebook, share

_KEPT = frozenset({".git", "CNAME"})
_LEFT_BY_FILE_MANAGERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_STAGING = ".timeline-staging-"
_HEADING = "# Made by timeline build, which wrote these files here and will replace them."
_NAMED = 3
_BINARY: int = getattr(os, "O_BINARY", 0)
"""What Windows needs so that line ends are left alone."""


File = tuple[str, bytes | Iterator[bytes] | None]
"""A relative POSIX path and the content, as a whole or bit by bit; None for a file that stands in the folder and is to
stay as it is."""


@dataclass(frozen=True)
class Shares:
    """Files in `count` parts that may be made apart, by `jobs` processes: `part` makes one of them by its number, from
    0, `last` what is made when all others are. The `notebooks` take note of something meanwhile (`timeline.sharing`).
    """

    count: int
    part: Callable[[int], Iterable[File]]
    last: Callable[[], Iterable[File]]
    notebooks: Sequence[Notebook] = ()
    jobs: int = 1


def write(files: Mapping[str, bytes] | Iterable[File] | Shares, folder: Path) -> None:
    """Make `folder` hold exactly `files`, `.git` and `CNAME` in it kept.

    They are written as they come, so that they need never be in memory at once.

    Missing parents are made, a symbolic link to a folder is followed, everything is readable by all (0644, 0755).
    Raises OutputError, with nothing changed, where the folder holds files we did not make (TL401), cannot be written
    (TL402) or is being written by another process for long (TL404), and ValueError, with nothing changed either, for a
    path that comes twice, would leave the folder or hide what is kept.
    """
    target = Path(os.path.realpath(folder))
    made: list[Path] = []
    try:
        _refuse_file(target, folder)
        _make_parents(target, made)
        with locked(_lock(target), folder):
            _put_back(target)
            if target.exists():
                _refuse_foreign(target, folder)
            _replace(target, files if isinstance(files, Shares) else _alone(files))
    except BaseException as error:
        for each in made:
            if not os.listdir(each):
                each.rmdir()
        if isinstance(error, KilledError):
            help = "It may have lacked memory: build with --jobs 1, or with fewer exporters."
            raise OutputError(Problem(str(folder), "TL402", f"cannot be written: {error}", help)) from error
        if not isinstance(error, OSError):
            raise
        message = f"cannot be written: {error.strerror or error}"
        help = "Check its permissions and the free space, or choose another folder with --out."
        raise OutputError(Problem(str(folder), "TL402", message, help)) from error


def _alone(files: Mapping[str, bytes] | Iterable[File]) -> Shares:
    """Files that are made in one go."""
    return Shares(1, lambda number: files.items() if isinstance(files, Mapping) else files, lambda: ())


def _make_parents(target: Path, made: list[Path]) -> None:
    """Makes the folders that the target is to lie in; those `made`, the innermost first, are told at once."""
    for folder in reversed([folder for folder in target.parents if not folder.exists()]):
        folder.mkdir()
        made.insert(0, folder)
        folder.chmod(0o755)


def _lock(target: Path) -> Path:
    beside = os.access(target.parent, os.W_OK | os.X_OK) or not target.exists()
    return target.parent / f".{target.name}{_STAGING}lock" if beside else target / f"{_STAGING}lock"


def _can_exchange(target: Path) -> bool:
    """Whether another folder may take the place of this one: nothing hangs on it, and its parent can be written."""
    parent = target.parent
    stands_in_it = Path(os.path.realpath(os.getcwd())).is_relative_to(target)
    mounted = os.path.ismount(target) or target.stat().st_dev != parent.stat().st_dev
    return not stands_in_it and not mounted and os.access(parent, os.W_OK | os.X_OK)


def _refuse_file(target: Path, named: Path) -> None:
    if target.exists() and not target.is_dir():
        raise OutputError(
            Problem(
                str(named), "TL402", "is a file, not a folder", "Choose a folder with --out, or move this file away."
            )
        )


def _refuse_foreign(target: Path, named: Path) -> None:
    ours = _ours(target)
    foreign = [path for path in _found(target) if path not in ours]
    if foreign:
        more = f" and {len(foreign) - _NAMED} more" if len(foreign) > _NAMED else ""
        raise OutputError(
            Problem(
                str(named),
                "TL401",
                "the folder holds files that timeline did not make: " + ", ".join(foreign[:_NAMED]) + more,
                "Choose a new or empty folder with --out, or move these files elsewhere.",
            )
        )


def _ours(target: Path) -> frozenset[str]:
    marker = target / MARKER
    if not marker.is_file():
        return frozenset()
    return frozenset([MARKER, *marker.read_text(encoding="utf-8", errors="replace").splitlines()])


def _found(target: Path) -> Iterator[str]:
    """The files in the folder, sorted, as relative POSIX paths, without what is kept; a link counts as a file."""
    top = os.fspath(target)
    for here, folders, names in os.walk(top, onerror=_raise):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]
        place = here[len(top):].replace(os.sep, "/").lstrip("/")
        for name in sorted(names + links):
            path = f"{place}/{name}" if place else name
            ours = path in _KEPT or path.startswith(_STAGING)
            if not ours and name not in _LEFT_BY_FILE_MANAGERS:
                yield path
        if here == top:
            folders[:] = [name for name in folders if name not in _KEPT and not name.startswith(_STAGING)]


def _raise(error: OSError) -> None:
    # os.walk passes over a folder it cannot read, which would make what lies there look like nothing.
    raise error


def _replace(target: Path, files: Shares) -> None:
    beside = not target.exists() or _can_exchange(target)
    place, prefix = (target.parent, f".{target.name}{_STAGING}") if beside else (target, _STAGING)
    try:
        staging = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        _fill(staging / "new", files, target)
        if not (beside and _exchange(staging / "new", target)):
            _swap(staging, target)
    finally:
        _put_back(target)


def _fill(folder: Path, files: Shares, old: Path) -> None:
    os.mkdir(folder)
    filling = _Filling(folder, old)
    share(lambda number: filling.add(files.part(number)), files.count, jobs=files.jobs,
          notebooks=(filling, *files.notebooks))
    filling.add(files.last())
    _put(f"{folder}/{MARKER}", (("\n".join([_HEADING, *sorted(filling.written)]) + "\n").encode("utf-8"),))
    for parent in filling.parents:
        os.chmod(f"{folder}/{parent}", 0o755)


class _Filling:
    """A folder that files come into: what was `written` so far, and the `parents` it lies in."""

    def __init__(self, new: Path, old: Path) -> None:
        # Plain strings: a large site has a hundred thousand files, and a Path costs more than many a system call.
        self._new, self._old = os.fspath(new), os.fspath(old)
        self._afresh = not old.exists()
        self.written, self.parents = set[str](), {""}

    def add(self, files: Iterable[File]) -> None:
        """Writes some files."""
        written, parents = self.written, self.parents
        for path, content in files:
            _check(path, written, parents)
            written.add(path)
            try:
                if path.rpartition("/")[0] not in parents:
                    self._make_parents(path)
                self._put(path, content)
            except FileExistsError:  # another process that fills the folder made it
                raise ValueError(f"{path!r} is there already") from None

    def _put(self, path: str, content: bytes | Iterator[bytes] | None) -> None:
        old, place = f"{self._old}/{path}", f"{self._new}/{path}"
        if content is None:
            _stay(old, place)
        elif not isinstance(content, bytes):
            _put(place, content)
            _stay_if_equal(old, place)
        elif self._afresh or not _taken_over(old, content, place):
            _put(place, (content,))

    def _make_parents(self, path: str) -> None:
        for parent in _parents(path):
            if parent not in self.parents:
                # Another process that fills the folder may have made it.
                os.makedirs(f"{self._new}/{parent}", exist_ok=True)
                self.parents.add(parent)

    def told(self) -> tuple[set[str], set[str]]:
        """What was written here, and where."""
        return self.written, self.parents

    def take(self, told: tuple[set[str], set[str]]) -> None:
        """Takes over what was written by another process."""
        written, parents = told
        if twice := self.written & written:
            raise ValueError(f"{min(twice)!r} is there already")
        self.written |= written
        self.parents |= parents


def _check(path: str, written: Collection[str], parents: Collection[str]) -> None:
    folder, _, name = path.rpartition("/")
    # Where there are files beside it already, the folder is known to be one.
    beside = folder != "" and folder in parents
    parts = [name] if beside else path.split("/")
    if not _NO_NAMES.isdisjoint(parts) or "\\" in path or ":" in path or not path.isprintable():
        raise ValueError(f"{path!r} is not a plain relative path")
    if not beside and (parts[0] in (*_KEPT, MARKER) or parts[0].startswith(_STAGING)):
        raise ValueError(f"{path!r} would replace what stays")
    if path in written or path in parents:
        raise ValueError(f"{path!r} is there already")
    if not beside and any(parent in written for parent in _parents(path)):
        raise ValueError(f"{path!r} lies inside what is a file")


_NO_NAMES = frozenset({"", ".", ".."})


def _parents(path: str) -> Iterator[str]:
    """The folders a file lies in, the outermost first."""
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)


def _put(place: str, contents: Iterable[bytes]) -> None:
    # By descriptor: a Path and a file object cost as much as the system does.
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o644)
    try:
        for content in contents:
            left = memoryview(content)
            while left:
                left = left[os.write(file, left):]
        if stat.S_IMODE(os.fstat(file).st_mode) != 0o644:
            os.chmod(place, 0o644)
    finally:
        os.close(file)


def _stay(old: str, place: str) -> None:
    try:
        os.link(old, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        shutil.copy2(old, place)


def _taken_over(old: str, content: bytes, place: str) -> bool:
    """Gives a file that has this content already its new place too, so that its time says since when it has."""
    try:
        if not _is_ours(old, len(content)) or _content(old) != content:
            return False
        os.link(old, place)
    except OSError:  # none there, or a file system without links
        return False
    try:
        _open_to_all(place)
    except OSError:  # it is somebody else's
        os.unlink(place)
        return False
    return True


def _stay_if_equal(old: str, place: str) -> None:
    """The same for a file that was written to its new place already."""
    beside = f"{place}{_STAGING}"
    try:
        if _is_ours(old, os.stat(place).st_size) and filecmp.cmp(old, place, shallow=False):
            os.link(old, beside)
            _open_to_all(beside)
            os.replace(beside, place)
    except OSError:  # none there, somebody else's, or a file system without links
        with suppress(OSError):
            os.unlink(beside)


def _open_to_all(place: str) -> None:
    # Only where it must be: it would look as if somebody had touched the file.
    if stat.S_IMODE(os.lstat(place).st_mode) != 0o644:
        os.chmod(place, 0o644)


def _is_ours(old: str, size: int) -> bool:
    """Whether this is a file of so many bytes with no other name: that would be somebody's, who may write into it."""
    found = os.lstat(old)
    return stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_size == size


def _content(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:
        return file.read()


def _exchange(new: Path, target: Path) -> bool:
    """Puts the new folder in the place of the target in one step, and the old one, if there is one, in its own. False,
    with nothing changed, where the system cannot."""
    if not target.exists():
        os.rename(new, target)
        return True
    for name in _KEPT:
        # A file is in both for the moment; a folder follows after.
        if (target / name).is_file():
            _link(target / name, new / name)
    return _exchanged(os.fsencode(new), os.fsencode(target))


def _link(file: Path, place: Path) -> None:
    try:
        os.link(file, place)
    except OSError:  # a file system without links
        shutil.copy2(file, place)


def _exchanged(one: bytes, other: bytes) -> bool:
    """Exchanges two folders by renameat2 of Linux or renamex_np of macOS; False where there is neither or it fails."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    if sys.platform == "darwin" and hasattr(library, "renamex_np"):
        return library.renamex_np(one, other, _EXCHANGE) == 0  # type: ignore[union-attr]
    if hasattr(library, "renameat2"):
        return library.renameat2(_HERE, one, _HERE, other, _EXCHANGE) == 0  # type: ignore[union-attr]
    return False


_EXCHANGE = 2
"""RENAME_EXCHANGE of <linux/fs.h>, RENAME_SWAP of <sys/stdio.h>."""
_HERE = -100
"""AT_FDCWD of <fcntl.h>."""


def _swap(staging: Path, target: Path) -> None:
    """Move what the target holds out and what is staged in. The name of the folder the old files lie in tells how far
    this came: `leaving` while they go, `left` while the new ones come, `done` once all is in place."""
    leaving, left, done = (staging / name for name in ("leaving", "left", "done"))
    leaving.mkdir()
    _move_all(target, leaving)
    os.rename(leaving, left)
    _move_all(staging / "new", target)
    os.rename(left, done)


def _put_back(target: Path) -> None:
    """Undo every swap that did not come to its end, give back what stays, and remove the staging folders."""
    beside = target.parent.glob(f".{glob.escape(target.name)}{_STAGING}*/")
    for staging in sorted([*beside, *target.glob(f"{_STAGING}*/")]):
        leaving, left = staging / "leaving", staging / "left"
        if left.exists():
            for name in _top_names(staging / "new", target):
                if (target / name).exists():
                    os.rename(target / name, staging / "new" / name)
            os.rename(left, leaving)
        if leaving.exists():
            _move_all(leaving, target)
        for name in _KEPT:
            _give_back(staging / "new" / name, target / name)
        shutil.rmtree(staging, ignore_errors=True)


def _give_back(kept: Path, place: Path) -> None:
    """What stays is moved to where it was, unless it is there as well."""
    if os.path.lexists(kept) and not os.path.lexists(place):
        place.parent.mkdir(exist_ok=True)
        os.rename(kept, place)


def _top_names(*places: Path) -> list[str]:
    """What the markers in these folders name, at the top level alone."""
    return sorted({path.split("/")[0] for place in places for path in _ours(place)})


def _move_all(source: Path, place: Path) -> None:
    for name in sorted(os.listdir(source)):
        if name not in _KEPT and not name.startswith(_STAGING):
            os.rename(source / name, place / name)
