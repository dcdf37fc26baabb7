"""`timeline init`: a folder one can build at once."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import print_lines


def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="[DIR]", help="The folder, made where there is none.", show_default="this one"),
    ] = Path(),
    quiet: options.Quiet = False,
) -> None:
    """Make a folder one can build at once. It holds a sample article and what puts the site on GitHub Pages."""
    from timeline.starting import add, project

    made = project()
    add(made, folder)
    if not quiet:
        there = "" if os.path.samefile(folder, os.curdir) else f"cd {shlex.quote(str(folder))} && "
        print_lines([*(f"made {(folder / path).as_posix()}" for path in made), f"next: {there}timeline serve"])
