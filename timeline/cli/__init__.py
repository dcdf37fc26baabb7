"""The command `timeline`. Each command is thin: it reads options, calls the library and prints.

Data goes to standard output, as a table on a terminal and as JSON lines into a pipe; messages go to standard error.
Exit codes: 0 done, 1 the input is in order but there is nothing to show, or a warning with --strict, 2 wrong input or
usage, 130 interrupted.

A command is a module with a function of its name, registered below. What a command needs is imported in its function,
so that --help and a typing error answer at once.
"""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from timeline import __version__
from timeline.cli import build, changes, check, events, explain, export, import_, init, printing, review, serve, tag
from timeline.errors import TimelineError

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="What happened when, from a folder of articles, with the sentence every date came from.",
)
app.command()(init.init)
app.command()(build.build)
app.command()(serve.serve)
app.command()(export.export)
app.command()(tag.tag)
app.command()(events.events)
app.command()(check.check)
app.command()(review.review)
app.command()(changes.changes)
app.command()(explain.explain)
app.command("import")(import_.import_)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command with its arguments (those of the process where None are given) and exits."""
    # A terminal keeps its encoding, whatever else reads gets UTF-8; the name of a file may hold what neither can write.
    sys.stdout.reconfigure(  # type: ignore[union-attr]
        encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace"
    )
    # What a command loads, its grammar and templates, stays: to look for what of it does not takes time.
    gc.set_threshold(100_000)
    # Told to end, a build puts the old site back, as it does when interrupted.
    signal.signal(signal.SIGTERM, _terminated)
    telling = printing.Telling()
    try:
        app(args=arguments, prog_name="timeline", obj=telling)
    except TimelineError as error:
        print(printing.told(error, telling.format), file=sys.stderr)
        sys.exit(error.exit_code)
    finally:
        printing.flush()


def _terminated(number: int, frame: object) -> None:
    sys.exit(128 + number)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"timeline {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass
