"""Sources that are addresses, as the files their feeds are kept in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from timeline import fetching
from timeline.cache import FOLDER, make_folder
from timeline.cli.printing import hint, warn
from timeline.configuration import is_address
from timeline.errors import InputError, Problem


def files(named: Sequence[str], home: Path, *, fetch: bool, quiet: bool) -> list[Path]:
    """The sources as files, which for addresses lie in the folder of the cache in `home`; what came of fetching is
    said. Raises InputError with every address that gave nothing."""
    kept = home / FOLDER / fetching.FOLDER
    now = datetime.now(UTC) if fetch else None
    if fetch:
        make_folder(home / FOLDER)
    found, problems = list[Path](), list[Problem]()
    for source in named:
        try:
            found.append(_file(source, kept, now, quiet) if is_address(source) else Path(source))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _file(address: str, kept: Path, now: datetime | None, quiet: bool) -> Path:
    copy = fetching.fetched(address, kept, now=now)
    if not (copy.fresh or quiet):
        if copy.failed:
            warn([copy.failed])
        when = copy.when.strftime("%Y-%m-%d %H:%M UTC")
        hint(f"{address} is read as it was on {when}" + ("" if now else "; --fetch has it fetched anew"))
    return copy.path
