"""Articles, the entries they make and the editor's word about them, looked through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Unpack

from timeline.articles import Reading, Source, read_sources
from timeline.building import Made, Wanted, make
from timeline.checking.finding import Finding
from timeline.checking.places import at_their_lines
from timeline.checking.telling import DATE_IT
from timeline.checking.texts import marked, text_findings
from timeline.edits import queue
from timeline.edits.queue import Waiting
from timeline.errors import InputError, Problem

_LOST = "TL604"
"""A warning of a build, yet the editor's word is not heard until somebody mends it."""
_SETTLE = "Settle it with `timeline review`."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, by file and place, the serious of a place first; `hints` say what would read the sources
    better."""

    findings: list[Finding]
    hints: tuple[str, ...]


def check(
    sources: Collection[Source], site: Source | None = None, *, edits: Source | None = None, **wanted: Unpack[Wanted]
) -> Checked:
    """Everything to look at. `site` is no source, the rest is as
    `building.build` has it; articles without a date are told, whatever `undated` says.

    Where sources cannot be read, the entries they would make are not looked at. Raises InputError where an option
    makes no sense.
    """
    try:
        made = make(sources, site, edits=edits, **(wanted | {"undated": "skip"}))
    except InputError as error:
        reading = _read(sources, site, wanted)
        found = [*_of_problems(error.problems, serious=True), *_of_reading(reading, reading.warnings)]
        return Checked(_ordered(found), tuple(reading.hints))
    reading = made.found.reading
    return Checked(_ordered([*_of_reading(reading, made.warnings), *_of_entries(made)]), tuple(reading.hints))


def _read(sources: Collection[Source], site: Source | None, wanted: Wanted) -> Reading:
    leave = [*([] if site is None else [site]), *wanted.get("leave", ())]
    told = {name: wanted.get(name) for name in ("published", "language", "timezone")}
    return read_sources(sources, leave=leave, **told)  # type: ignore[arg-type]  # as Wanted has them


def _of_reading(reading: Reading, warnings: Iterable[Problem]) -> Iterator[Finding]:
    undated = [Problem(p.path, p.code, p.message, DATE_IT, p.line) for p in (each.problem for each in reading.undated)]
    yield from _of_problems(undated, serious=True)
    yield from _of_problems(warnings, serious=False)
    for article in reading.articles:
        yield from text_findings(article)


def _of_problems(problems: Iterable[Problem], *, serious: bool) -> Iterator[Finding]:
    for finding in at_their_lines(problems, serious=serious):
        yield replace(finding, serious=True) if finding.problem.code == _LOST else finding


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
