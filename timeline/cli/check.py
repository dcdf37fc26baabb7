"""`timeline check`: what an editor should look at."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import count, print_lines


@options.spread(without=["undated", "strict", "problems"])
def check(
    *,
    site: Annotated[
        Path | None,
        typer.Option("--out", metavar="FOLDER", help="A built site, whose links are followed.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    format: options.Findings = "text",
    edits: options.Edits = None,
    asked: options.Asked,
) -> None:
    """Tell what to look at before readers do. The exit code is 1 where something must be done."""
    from timeline.checking.links import dead_links
    from timeline.checking.sources import check
    from timeline.checking.telling import FORMATS

    asked = replace(asked, problems=format)
    with asked.wanted() as wanted:
        checked = check(asked.paths(), site, edits=edits, **wanted)
    found = checked.findings + (dead_links(site) if site else [])
    print_lines(map(FORMATS[format], found))
    serious = sum(finding.serious for finding in found)
    asked.tell([], checked.hints)
    if not asked.quiet:
        print(f"{count(serious, 'problem')}, {count(len(found) - serious, 'warning')}", file=sys.stderr)
    if serious or (strict and found):
        raise typer.Exit(1)
