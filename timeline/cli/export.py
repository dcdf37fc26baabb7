"""`timeline export`: one of the files of a site."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

import typer

from timeline.cli import options
from timeline.cli.printing import print_bytes


@options.spread()
def export(
    *,
    format: Annotated[
        Literal["atom", "csv", "ics", "json", "jsonfeed", "timelinejs"],
        typer.Argument(metavar="FORMAT", help="One of atom, csv, ics, json, jsonfeed, timelinejs.", show_default=False),
    ],
    shown: options.Shown,
    asked: options.Asked,
) -> None:
    """Print the timeline in one format. It is what a build would write into the site."""
    from timeline.building import export

    with asked.wanted() as wanted:
        files, warnings = export(format, asked.paths(), **asdict(shown), **wanted)
    asked.tell(warnings)
    for content in files.values():
        print_bytes(content)
