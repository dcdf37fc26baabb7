"""Sources that are addresses, as the files their feeds are kept in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from timeline import fetching
from timeline.cache import FOLDER, make_folder
from timeline.configuration import is_address
from timeline.errors import InputError, Problem


@dataclass(slots=True)
class Fetched:
    """The sources as files, in their order, and what came of fetching."""

    files: list[Path] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def files(named: Sequence[str], home: Path, *, fetch: bool) -> Fetched:
    """The sources as files, which for addresses lie in the folder of the cache in `home`. Raises InputError with every
    address that gave nothing."""
    kept = home / FOLDER / fetching.FOLDER
    now = datetime.now(UTC) if fetch else None
    if fetch:
        make_folder(home / FOLDER)
    found, problems = Fetched(), list[Problem]()
    for source in named:
        try:
            found.files.append(_file(source, kept, now, found) if is_address(source) else Path(source))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _file(address: str, kept: Path, now: datetime | None, found: Fetched) -> Path:
    copy = fetching.fetched(address, kept, now=now)
    if not copy.fresh:
        found.warnings += [copy.failed] if copy.failed else []
        when = copy.when.strftime("%Y-%m-%d %H:%M UTC")
        found.hints.append(f"{address} is read as it was on {when}" + ("" if now else "; --fetch has it fetched anew"))
    return copy.path
