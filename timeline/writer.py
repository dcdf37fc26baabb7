"""A dict of files becomes a folder, whole or not at all.

Everything is first written to a staging folder inside the output folder, where renaming crosses no file system. Then
what was there is moved out and the new files are moved in; a step that fails is undone. `.git` and `CNAME` are never
touched. `.timeline-site` lists the files we made: whatever else lies there is somebody else's, and stops the writing
before it begins. A process killed amid the renames leaves its staging folder behind, and the next `write` first puts
back what it holds.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from timeline.errors import OutputError, Problem
from timeline.model import SITE_MARKER as MARKER

_KEPT = frozenset({".git", "CNAME"})
_LEFT_BY_FILE_MANAGERS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_STAGING = ".timeline-staging-"
_HEADING = "# Made by timeline build, which wrote these files here and will replace them."
_NAMED = 3


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Make `folder` hold exactly `files` (relative POSIX path: content), `.git` and `CNAME` in it kept.

    Missing parents are made, a symbolic link to a folder is followed, everything is readable by all (0644, 0755).
    Raises OutputError, with nothing changed, where the folder holds files we did not make (TL401) or cannot be written
    (TL402), and ValueError for a path that would leave the folder or hide what is kept.
    """
    _check_paths(files)
    target = Path(os.path.realpath(folder))
    try:
        if target.exists():
            _refuse_file(target, folder)
            _put_back(target)
            _refuse_foreign(target, folder)
        _replace(target, files)
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        help = "Check its permissions and the free space, or choose another folder with --out."
        raise OutputError(Problem(str(folder), "TL402", message, help)) from error


def _check_paths(files: Mapping[str, bytes]) -> None:
    for path in files:
        parts = path.split("/")
        if any(part in ("", ".", "..") for part in parts) or any(c in path for c in "\\:") or not path.isprintable():
            raise ValueError(f"{path!r} is not a plain relative path")
        if parts[0] in (*_KEPT, MARKER) or parts[0].startswith(_STAGING):
            raise ValueError(f"{path!r} would replace what stays")
    for path in files:
        if any(str(parent) in files for parent in PurePosixPath(path).parents):
            raise ValueError(f"{path!r} lies inside what is a file")


def _refuse_file(target: Path, named: Path) -> None:
    if not target.is_dir():
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
    for here, folders, names in os.walk(target, onerror=_raise):
        folders.sort()
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]
        for name in sorted(names + links):
            path = Path(here, name).relative_to(target).as_posix()
            if path not in _KEPT and name not in _LEFT_BY_FILE_MANAGERS:
                yield path
        if here == str(target):
            folders[:] = [name for name in folders if name not in _KEPT and not name.startswith(_STAGING)]


def _raise(error: OSError) -> None:
    # os.walk passes over a folder it cannot read, which would make what lies there look like nothing.
    raise error


def _replace(target: Path, files: Mapping[str, bytes]) -> None:
    made: list[Path] = []
    try:
        for folder in reversed([folder for folder in (target, *target.parents) if not folder.exists()]):
            folder.mkdir()
            made.insert(0, folder)
            folder.chmod(0o755)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=target))
        _fill(staging / "new", files)
        _swap(staging, target)
    except BaseException:
        if target.exists():
            _put_back(target)
        for folder in made:
            folder.rmdir()
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    listed = "\n".join([_HEADING, *sorted(files)]) + "\n"
    folder.mkdir()
    for path, content in {**files, MARKER: listed.encode("utf-8")}.items():
        place = folder.joinpath(*path.split("/"))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        place.chmod(0o644)
    for here, _, _ in os.walk(folder):
        os.chmod(here, 0o755)


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
    """Undo every swap that did not come to its end, and remove its staging folder."""
    for staging in sorted(target.glob(_STAGING + "*")):
        leaving, left = staging / "leaving", staging / "left"
        if left.exists():
            for name in _top_names(staging / "new", target):
                if (target / name).exists():
                    os.rename(target / name, staging / "new" / name)
            os.rename(left, leaving)
        if leaving.exists():
            _move_all(leaving, target)
        shutil.rmtree(staging, ignore_errors=True)


def _top_names(*places: Path) -> list[str]:
    """What the markers in these folders name, at the top level alone."""
    return sorted({path.split("/")[0] for place in places for path in _ours(place)})


def _move_all(source: Path, place: Path) -> None:
    for name in sorted(os.listdir(source)):
        if name not in _KEPT and not name.startswith(_STAGING):
            os.rename(source / name, place / name)
