"""Articles, the entries they make and the editor's word about them, looked through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Unpack

from timeline.articles import Reading, Source, read_sources
from timeline.building import Made, Wanted, make
from timeline.checking.finding import Finding
from timeline.checking.places import at_its_line
from timeline.checking.texts import marked, text_findings
from timeline.edits import queue
from timeline.edits.queue import Waiting
from timeline.errors import InputError, Problem

_LOST = "TL604"
"""A warning of a build, yet the editor's word is not heard until somebody mends it."""
_DATE_IT = "Write `date: YYYY-MM-DD` into its front matter, or a row into dates.csv: docs/dating-evidence.md."
_SETTLE = "Settle it with `timeline review`."


def check(
    sources: Collection[Source], site: Source | None = None, *, edits: Source | None = None, **wanted: Unpack[Wanted]
) -> list[Finding]:
    """Everything to look at, by file and place, the serious of a place first. `site` is no source, the rest is as
    `building.build` has it; articles without a date are told, whatever `undated` says.

    Where sources cannot be read, the entries they would make are not looked at. Raises InputError where an option
    makes no sense.
    """
    try:
        made = make(sources, site, edits=edits, **(wanted | {"undated": "skip"}))
    except InputError as error:
        reading = _read(sources, site, wanted)
        return _ordered([*_of_problems(error.problems, serious=True), *_of_reading(reading, reading.warnings)])
    return _ordered([*_of_reading(made.found.reading, made.warnings), *_of_entries(made)])


def _read(sources: Collection[Source], site: Source | None, wanted: Wanted) -> Reading:
    leave = [*([] if site is None else [site]), *wanted.get("leave", ())]
    told = {name: wanted.get(name) for name in ("published", "language", "timezone")}
    return read_sources(sources, leave=leave, **told)  # type: ignore[arg-type]  # as Wanted has them


def _of_reading(reading: Reading, warnings: Iterable[Problem]) -> Iterator[Finding]:
    undated = [Problem(p.path, p.code, p.message, _DATE_IT, p.line) for p in (each.problem for each in reading.undated)]
    yield from _of_problems(undated, serious=True)
    yield from _of_problems(warnings, serious=False)
    for article in reading.articles:
        yield from text_findings(article)


def _of_problems(problems: Iterable[Problem], *, serious: bool) -> Iterator[Finding]:
    for problem in problems:
        yield at_its_line(problem, serious=serious or problem.code == _LOST)


def _of_entries(made: Made) -> Iterator[Finding]:
    for waiting in queue(made.timeline, made.edits):
        entry = waiting.entry
        if entry and "date conflict" in waiting.why and "date" not in entry.edited:
            yield _of_entry(waiting, "TL303", entry.conflict or "")
        elif "low confidence" in waiting.why:
            yield _of_entry(waiting, "TL304", f"uncertain: {waiting.title} ({waiting.days})")


def _of_entry(waiting: Waiting, code: str, told: str) -> Finding:
    event = waiting.event
    sentence = event.start, event.end
    value = event.expression
    words = (value.start, value.end) if value and event.start <= value.start < event.end else sentence
    return marked(event.article, code, told, _SETTLE, sentence, words)


def _ordered(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda each: (each.problem.path, each.problem.line or 0, each.problem.column or 0,
                                              not each.serious, each.problem.code))
