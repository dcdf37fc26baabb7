"""`timeline import`: the timeline of another program becomes events written by hand."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import count, print_lines


def import_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", readable=False, help="TimelineJS (.json, .csv, .tsv), Markwhen (.mw) or a calendar (.ics)."
        ),
    ],
    into: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where the files go, one for each event.")
    ] = Path("articles"),
    quiet: options.Quiet = False,
) -> None:
    """Turn the timeline of another program into events written by hand. No file is overwritten."""
    from timeline import imports
    from timeline.articles.sources import text_of
    from timeline.starting import add

    options.insist([file], "Check the spelling.")
    found = imports.read(text_of(file), str(file))
    made = imports.files(found)
    add(made, into)
    if quiet:
        return
    if found.left:
        print(f"{count(len(found.left), 'thing')} of {file} found no place:", file=sys.stderr)
        print("\n".join(f"  {told}" for told in found.listed()), file=sys.stderr)
    print_lines([f"{count(len(made), 'event')} written to {into}"])
