"""`timeline explain`: how a phrase is understood."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import print_lines

if TYPE_CHECKING:
    from timeline.resolve import Derivation


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='A phrase or sentence, such as "two years in a row".')],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day it was written, such as 2016-04-20.")],
    language: options.Language = None,
    anchor: options.Anchor = "auto",
) -> None:
    """Say how a phrase is understood, and by which rule."""
    from timeline.articles import read_text
    from timeline.resolve import derive

    article = read_text(text, published, language)
    found = derive(article.text, article.published, article.language, anchor=anchor)
    if not found:
        print(f"No time expression in {text!r}.", file=sys.stderr)
        raise typer.Exit(1)
    print_lines(["\n\n".join("\n".join(_explained(way)) for way in found)])


def _explained(way: Derivation) -> Iterator[str]:
    from timeline.intervals import describe
    from timeline.meanings import MEANINGS

    value, expression = way.value, way.expression
    written_in = MEANINGS[expression.meaning].function.__module__.replace(".", "/")
    yield value.text
    told = {
        "trigger": ", ".join(way.triggers),
        "rule": f"{value.rule}, read by {expression.meaning}() in {written_in}.py",
        "slots": ", ".join(f"{name} = {said}" for name, said in expression.slots),
        "signal": value.signal,
        "cue": expression.cue,
        "anchor": way.hangs,
        "type": value.type,
        "value": value.value,
        "mod": value.mod,
        "quant": value.quant,
        "freq": value.freq,
        "EDTF": value.edtf,
        "days": value.interval and describe(value.interval),
    }
    yield from (f"  {name:8}{said}" for name, said in told.items() if said)
    yield f"  {value.explanation}"
