"""`timeline tag`: the time expressions of an article."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import show

if TYPE_CHECKING:
    from timeline.model import TimeValue


def tag(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE|-", readable=False, help="An article, or - for a text from standard input."),
    ],
    published: options.Published = None,
    language: options.Language = None,
    anchor: options.Anchor = "auto",
    format: options.Format = "auto",
    problems: options.Problems = "text",
) -> None:
    """Show the time expressions of an article and what each means."""
    from timeline.articles import read, read_stream
    from timeline.resolve import tag

    read_from_here = str(file) == "-"
    article = read_stream(sys.stdin.buffer, published, language) if read_from_here else read(file, published, language)
    values = tag(article.text, article.published, article.language, anchor=anchor)
    show(
        ["expression", "type", "value", "days", "rule"],
        (_tag_row(value) for value in values),
        (value.to_json() for value in values),
        format,
    )


def _tag_row(value: TimeValue) -> list[str]:
    from timeline.intervals import describe

    return [value.text, value.type, value.value, describe(value.interval) if value.interval else "", value.rule]
