"""A folder one can build at once, and files that go into a folder without touching what is there."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from timeline.errors import OutputError, Problem

_PROJECT = {
    "timeline.toml": "timeline.toml",
    "articles/2024-05-14-ferry-back-on-the-lake.md": "article.md",
    "edits.toml": "edits.toml",
    ".gitignore": "gitignore",
    ".github/workflows/timeline.yml": "workflow.yml",
}
"""Where each file of a new project goes, and what it is called among ours."""
_NAMED = 3


def project() -> dict[str, bytes]:
    """The files of a new project, by their relative POSIX path."""
    ours = files(__name__) / "project"
    return {path: (ours / name).read_bytes() for path, name in _PROJECT.items()}


def add(made: Mapping[str, bytes], folder: Path) -> None:
    """Writes files (relative POSIX path: content) into a folder, which is made where there is none.

    Raises OutputError, with nothing written, where one of them is there already (TL405), and where the folder cannot be
    written (TL402); then those before it stay.
    """
    there = [path for path in made if (folder / path).exists() or (folder / path).is_symlink()]
    if there:
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        told = f"these files are there already: {', '.join(there[:_NAMED])}{more}"
        raise OutputError(Problem(str(folder), "TL405", told, "Move them away, or name another folder."))
    try:
        for path, content in made.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(content)
    except OSError as error:
        told = f"{error.filename or folder} cannot be written: {error.strerror or error}"
        help = "Check its permissions and the free space, or name another folder."
        raise OutputError(Problem(str(folder), "TL402", told, help)) from error
