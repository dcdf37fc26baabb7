"""`timeline build`: the site."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from timeline.cli import options
from timeline.cli.printing import count, print_lines

if TYPE_CHECKING:
    from timeline.articles import LeftOut
    from timeline.building import Report

NAMED = 3
"""How many left-out files of a kind the summary names."""


@options.spread()
def build(
    *,
    out: options.Out = Path("site"),
    shown: options.Shown,
    theme: options.Theme = None,
    full_text: options.FullText = False,
    exporters: Annotated[
        list[str] | None,
        typer.Option(
            "--exporter",
            metavar="NAME",
            help="Make only this part of the site: site, json, csv, ics, atom, … May be given several times.",
            show_default=False,
        ),
    ] = None,
    asked: options.Asked,
) -> None:
    """Make a timeline site of articles. The folder is written whole or not at all."""
    from timeline.building import build, make

    now, sources = _now(), asked.paths()
    with asked.wanted(keeps=True) as wanted:
        if asked.strict:
            # What it reads and finds is kept for the build, which begins only where nothing is to be told.
            asked.tell(make(sources, out, edits=shown.edits, **wanted).warnings)
        report = build(
            sources,
            out,
            theme=theme,
            full_text=full_text,
            exporters=exporters or None,
            now=now,
            **asdict(shown),
            **wanted,
        )
    asked.tell(report.warnings, report.hints)
    if not asked.quiet:
        # Whoever reads problems as JSON gets nothing else on standard error.
        beside = sys.stderr if asked.problems == "text" else sys.stdout
        for line in _difference(report):
            print(line, file=beside)
        print_lines(_summary(report))


def _now() -> datetime:
    """What time it is, or what SOURCE_DATE_EPOCH says instead (https://reproducible-builds.org/specs/source-date-epoch/)."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not told:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError) as error:
        message = f"SOURCE_DATE_EPOCH is {told!r}, which is no number of seconds since 1970."
        raise typer.BadParameter(message) from error


def _difference(report: Report) -> Iterator[str]:
    if (change := report.changes) is not None:
        new, changed, gone = (f"{len(ids):,}" for ids in (change.new, change.changed, change.gone))
        yield f"{new} new, {changed} changed, {gone} gone since the last build"
    if reread := [each for each in report.sources or () if each.what == "changed"]:
        named = ", ".join(each.source for each in reread[:NAMED])
        more = f" and {len(reread) - NAMED} more" if len(reread) > NAMED else ""
        yield f"{count(len(reread), 'article')} with another text, see `timeline changes --built`: {named}{more}"


def _summary(report: Report) -> Iterator[str]:
    yield f"{count(report.articles, 'article')} read, {count(report.expressions, 'time expression')} found"
    yield f"{count(report.entries, 'entry', 'entries')} made, {count(report.review, 'event')} for review"
    if report.by_hand:
        yield f"{count(report.by_hand, 'entry', 'entries')} written by hand"
    if report.edits or report.vanished:
        hidden = count(report.hidden, "entry", "entries")
        without = f", {count(report.vanished, 'edit')} without its event" if report.vanished else ""
        yield f"{count(report.edits, 'edit')} applied, {hidden} hidden{without}"
    if report.shown < report.entries:
        yield f"{count(report.shown, 'entry', 'entries')} shown, {report.entries - report.shown:,} kept back"
    yield from _left_out(report.left_out)
    index = report.out / "index.html"
    yield f"The site is in {report.out}; open {index.resolve().as_uri()}"


def _left_out(left_out: Iterable[LeftOut]) -> Iterator[str]:
    by_reason: dict[str, list[str]] = {}
    for each in left_out:
        by_reason.setdefault(each.told, []).append(each.path)
    for reason, paths in by_reason.items():
        more = f" and {len(paths) - NAMED} more" if len(paths) > NAMED else ""
        yield f"{len(paths)} left out, {reason}: {', '.join(paths[:NAMED])}{more}"
