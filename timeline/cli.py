"""The command `timeline`. Each command is thin: it reads options, calls the library and prints.

Data goes to standard output, as a table on a terminal and as JSON lines into a pipe; messages go to standard error.
Exit codes: 0 done, 1 the input is in order but there is nothing to show, 2 wrong input or usage, 130 interrupted.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from timeline import __version__
from timeline.errors import Problem, TimelineError

# What the commands need is imported when they run, so that --help and a typing error answer at once.
if TYPE_CHECKING:
    from rich.progress import TaskID

    from timeline.articles import LeftOut, Progress
    from timeline.building import Report
    from timeline.model import Event, TimeValue
    from timeline.resolve import Derivation

NAMED = 3
"""How many left-out files of a kind the summary names."""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="What happened when, from a folder of articles, with the sentence every date came from.",
)

Sources = Annotated[
    list[Path] | None,
    typer.Argument(
        readable=False,
        help="Files and folders of articles: .md, .txt, .jsonl, .html. Without any, the folder articles.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The publication date of every article read, such as 2016-04-20.", show_default=False
    ),
]
Undated = Annotated[
    Literal["error", "skip"],
    typer.Option(help="What to do with articles without a publication date: stop, or go on without them."),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="The language of every article read, such as en. Else what the article says, else English.",
        show_default=False,
    ),
]
Anchor = Annotated[
    Literal["auto", "publication", "narrative"],
    typer.Option(help="What a date without its year hangs on; auto lets the text decide."),
]
Edits = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The editor's file. Else edits.toml at the top of the source folder, or beside the source file.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command with its arguments (those of the process where None are given) and exits."""
    # A terminal keeps its encoding, whatever else reads gets UTF-8; the name of a file may hold what neither can write.
    sys.stdout.reconfigure(  # type: ignore[union-attr]
        encoding=None if sys.stdout.isatty() else "utf-8", errors="backslashreplace"
    )
    # Told to end, a build puts the old site back, as it does when interrupted.
    signal.signal(signal.SIGTERM, _terminated)
    try:
        app(args=arguments, prog_name="timeline")
    except TimelineError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)
    finally:
        _flush()


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


@app.command()
def build(
    sources: Sources = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the site goes.")] = Path("site"),
    title: Annotated[str | None, typer.Option(help="The title of the timeline.", show_default=False)] = None,
    published: Published = None,
    undated: Undated = "error",
    language: Language = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The address the site will have, for links that need it.", show_default=False),
    ] = None,
    edits: Edits = None,
    approved_only: Annotated[
        bool, typer.Option("--approved-only", help="Show only the entries that an editor has signed.")
    ] = False,
    top: Annotated[
        int | None, typer.Option(metavar="N", help="Show only the N most important entries.", show_default=False)
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Make a timeline site of articles. The folder is written whole or not at all."""
    from timeline.building import build

    with _progress(shown=sys.stderr.isatty() and not quiet) as progress:
        report = build(
            sources or [Path("articles")],
            out,
            title=title,
            published=published,
            undated=undated,
            language=language,
            base_url=base_url,
            edits=edits,
            approved_only=approved_only,
            top=top,
            progress=progress,
        )
    if not quiet:
        _warn(report.warnings)
        print("\n".join(_summary(report)))


@app.command()
def tag(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE|-", readable=False, help="An article, or - for a text from standard input."),
    ],
    published: Published = None,
    language: Language = None,
    anchor: Anchor = "auto",
) -> None:
    """Show the time expressions of an article and what each means."""
    from timeline.articles import read, read_stream
    from timeline.resolve import tag

    read_from_here = str(file) == "-"
    article = read_stream(sys.stdin.buffer, published, language) if read_from_here else read(file, published, language)
    values = tag(article.text, article.published, article.language, anchor=anchor)
    _show(
        ["expression", "type", "value", "days", "rule"],
        (_tag_row(value) for value in values),
        (value.to_json() for value in values),
    )


@app.command()
def events(
    sources: Sources = None,
    published: Published = None,
    undated: Undated = "error",
    language: Language = None,
    quiet: Quiet = False,
) -> None:
    """Show the events that articles tell, before the same ones are merged."""
    from timeline.building import find_events

    found = find_events(sources or [Path("articles")], published=published, undated=undated, language=language)
    if not quiet:
        _warn(found.reading.warnings)
    _show(
        ["date", "event", "from", "source"],
        (_event_row(event) for event in found.events),
        (event.to_json() for event in found.events),
    )


@app.command()
def review(
    sources: Sources = None,
    edits: Edits = None,
    published: Published = None,
    undated: Undated = "error",
    language: Language = None,
    quiet: Quiet = False,
) -> None:
    """Go through what nobody has signed yet, one by one, and write it down in the editor's file."""
    from timeline.building import edit_files, make, save_edit
    from timeline.edits import queue
    from timeline.edits.reviewing import review

    sources = sources or [Path("articles")]
    # A file that is not there yet is named to be written, and holds no edits so far.
    named = None if edits is None else [path for path in [edits] if path.exists()]
    made = make(sources, published=published, undated=undated, language=language, edits=named)
    if not quiet:
        _warn(made.warnings)
    waiting = queue(made.timeline, made.edits)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        _show([], [], (each.to_json() for each in waiting))
        return
    first = sources[0] if sources[0].is_dir() else sources[0].parent
    file = edits or next(iter(edit_files(sources)), first / "edits.toml")
    settled = review(waiting, input, print, lambda each, said: save_edit(file, each.id, each.event.quote, said))
    print(f"{_count(settled, 'entry', 'entries')} settled, {len(waiting) - settled:,} left; edits are in {file}")


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT", help='A phrase or sentence, such as "two years in a row".')],
    published: Annotated[str, typer.Option(metavar="DATE", help="The day it was written, such as 2016-04-20.")],
    language: Language = None,
    anchor: Anchor = "auto",
) -> None:
    """Say how the time expressions of a phrase are understood, and by which rule."""
    from timeline.articles import read_text
    from timeline.resolve import derive

    article = read_text(text, published, language)
    found = derive(article.text, article.published, article.language, anchor=anchor)
    if not found:
        print(f"No time expression in {text!r}.", file=sys.stderr)
        raise typer.Exit(1)
    print("\n\n".join("\n".join(_explained(way)) for way in found))


def _explained(way: Derivation) -> Iterator[str]:
    from timeline.intervals import describe

    value, expression = way.value, way.expression
    yield value.text
    told = {
        "trigger": ", ".join(way.triggers),
        "rule": f"{value.rule}, read by {expression.meaning}() in timeline/meanings.py",
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


def _tag_row(value: TimeValue) -> list[str]:
    from timeline.intervals import describe

    return [value.text, value.type, value.value, describe(value.interval) if value.interval else "", value.rule]


def _event_row(event: Event) -> list[str]:
    from timeline.intervals import describe

    found = event.expression.text if event.expression else ""
    return [
        describe(event.interval) if event.interval else "for review",
        event.title,
        found,
        f"{event.article.title or event.article.path or event.article.id} ({event.article.day})",
    ]


def _show(columns: Sequence[str], rows: Iterable[Sequence[str]], records: Iterable[object]) -> None:
    """A table on a terminal, a JSON object a line anywhere else. A reader that has seen enough ends it in peace."""
    try:
        if sys.stdout.isatty():
            _print_table(columns, rows)
        else:
            for record in records:
                print(json.dumps(record, ensure_ascii=False))
        sys.stdout.flush()
    except BrokenPipeError:
        _flush()


def _print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, box=box.SIMPLE)
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)


def _flush() -> None:
    """Empties standard output; where its reader is gone, into nothing, so that the interpreter need not complain."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress | None]:
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, TaskID] = {}

        def told(doing: str, done: int, total: int) -> None:
            if doing not in tasks:
                tasks[doing] = bars.add_task(doing.capitalize(), total=total)
            bars.update(tasks[doing], completed=done)

        yield told


def _warn(warnings: Iterable[Problem]) -> None:
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)


def _summary(report: Report) -> Iterator[str]:
    yield f"{_count(report.articles, 'article')} read, {_count(report.expressions, 'time expression')} found"
    yield f"{_count(report.entries, 'entry', 'entries')} made, {_count(report.review, 'event')} for review"
    if report.by_hand:
        yield f"{_count(report.by_hand, 'entry', 'entries')} written by hand"
    if report.edits or report.vanished:
        hidden = _count(report.hidden, "entry", "entries")
        without = f", {_count(report.vanished, 'edit')} without its event" if report.vanished else ""
        yield f"{_count(report.edits, 'edit')} applied, {hidden} hidden{without}"
    if report.shown < report.entries:
        yield f"{_count(report.shown, 'entry', 'entries')} shown, {report.entries - report.shown:,} kept back"
    yield from _left_out(report.left_out)
    index = report.out / "index.html"
    yield f"The site is in {report.out}; open {index.resolve().as_uri()}"


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for each in left_out:
        by_reason.setdefault(each.reason, []).append(each.path)
    for reason, paths in by_reason.items():
        more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
        yield f"{len(paths)} left out, {reason}: {', '.join(paths[:NAMED])}{more}"


def _count(n: int, one: str, many: str | None = None) -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"
