"""`timeline changes`: which articles read differently since the last build, and which quotes with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from timeline.cli import options
from timeline.cli.printing import print_lines, show

if TYPE_CHECKING:
    from timeline.rereading import Quote, SourceChange


@options.spread(without=["no_cache", "strict"])
def changes(
    *,
    out: options.Out = Path("site"),
    built: Annotated[
        bool, typer.Option("--built", help="What the last build brought, not what the next would.")
    ] = False,
    format: Annotated[
        Literal["auto", "text", "json"],
        typer.Option(help="auto is text on a terminal and json, an object a line, anywhere else."),
    ] = "auto",
    asked: options.Asked,
) -> None:
    """Show which articles changed since the last build. New ones and those that are gone are shown too, each with the
    quotes affected."""
    from timeline.building import source_changes

    with asked.wanted() as wanted:
        found = source_changes(asked.paths(), out, built=built, **wanted)
    if found is None:
        print(f"No build of {out} is remembered that this could be compared with.", file=sys.stderr)
        raise typer.Exit(1)
    if format == "text" or (format == "auto" and sys.stdout.isatty()):
        print_lines(line for each in found for line in _shown(each))
    else:
        show([], [], (each.to_json() for each in found), "json")


def _shown(change: SourceChange) -> Iterator[str]:
    yield f"{change.what}: {change.source}" + (f" ({change.title})" if change.title else "")
    yield from (_line("-", quote) for quote in change.lost)
    yield from (_line("+", quote) for quote in change.found)


def _line(sign: str, quote: Quote) -> str:
    return f"  {sign} {quote.edtf or 'no date'}: {' '.join(quote.text.split())}"
