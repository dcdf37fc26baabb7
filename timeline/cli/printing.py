"""What every command prints with: tables, lines of JSON and files to standard output, the rest to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from timeline.errors import Problem, ProblemFormat, TimelineError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from timeline.articles import Progress


_REFRESH = 0.1
"""Seconds between two pictures of a progress bar."""


def show(
    columns: Sequence[str], rows: Iterable[Sequence[str]], records: Iterable[object], format: str = "auto"
) -> None:
    """A table on a terminal, a JSON object a line anywhere else, or what was asked for."""
    if format == "csv":
        from timeline.exporters.events_csv import written

        print_bytes(written(columns, rows))
        return
    try:
        if format == "table" or (format == "auto" and sys.stdout.isatty()):
            _print_table(columns, rows)
        else:
            for record in records:
                print(json.dumps(record, ensure_ascii=False))
        sys.stdout.flush()
    except BrokenPipeError:
        flush()


def print_bytes(content: bytes) -> None:
    """A file, byte for byte. A reader that has seen enough ends it in peace, as it does everywhere here."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except BrokenPipeError:
        flush()


def print_lines(lines: Iterable[str]) -> None:
    """Lines of text. A reader that has seen enough ends them in peace."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:
        flush()


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def flush() -> None:
    """Empties standard output; where its reader is gone, into nothing, so that the interpreter need not complain."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def progress(*, shown: bool) -> Iterator[Progress | None]:
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    # It refreshes itself by a thread, beside which no process is copied (`timeline.sharing`).
    with Bars(console=Console(stderr=True), transient=True, auto_refresh=False) as bars:
        tasks: dict[str, TaskID] = {}
        shown_at = 0.0

        def told(doing: str, done: int, total: int) -> None:
            nonlocal shown_at
            if doing not in tasks:
                tasks[doing] = bars.add_task(doing.capitalize(), total=total)
            bars.update(tasks[doing], completed=done)
            if (now := monotonic()) - shown_at >= _REFRESH:
                bars.refresh()
                shown_at = now

        yield told


@dataclass(slots=True)
class Telling:
    """How a command wants problems told, as far as its command line was read."""

    format: ProblemFormat = "text"


def told(error: TimelineError, format: ProblemFormat = "text") -> str:
    """What an error says, each of its problems with the line it is about."""
    from timeline.checking.telling import error_told

    return error_told(error, format)


def warn(warnings: Iterable[Problem], format: ProblemFormat = "text") -> None:
    """Warnings, each with the line it is about, as errors are told."""
    from timeline.checking.telling import warnings_told

    for line in warnings_told(warnings, format):
        print(line, file=sys.stderr)


def hint(hints: Iterable[str], format: ProblemFormat = "text") -> None:
    """What could go better, and stops nothing."""
    from timeline.checking.telling import hint_told

    for each in hints:
        print(hint_told(each, format), file=sys.stderr)


def count(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
