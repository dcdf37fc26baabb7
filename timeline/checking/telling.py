"""Findings and problems in the words of a compiler, as JSON lines, and as annotations of GitHub."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from timeline.checking.finding import Finding
from timeline.checking.places import at_their_lines
from timeline.errors import InputError, Problem, ProblemFormat, TimelineError

_WIDTH = 96
"""Columns of a text that are shown with the words in question in sight."""
MOST_ALIKE = 20
"""Problems of one code in one file, and warnings of one code, that a terminal is told one by one."""
DATE_IT = "Write `date: YYYY-MM-DD` into its front matter, or a row into dates.csv: docs/dating-evidence.md."


def as_text(finding: Finding) -> str:
    """`path:line:col: CODE message`, the text with a mark under the words, and what to do; a warning says so first."""
    first, *help = str(finding.problem).split("\n", 1)
    level = "" if finding.serious else "warning: "
    return "\n".join([level + first, *_shown(finding), *help])


def as_json(finding: Finding) -> str:
    """An object on one line."""
    return json.dumps(finding.to_json(), ensure_ascii=False)


def as_annotation(finding: Finding) -> str:
    """A workflow command of GitHub (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    problem = finding.problem
    told = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in told.items() if value is not None)
    message = problem.message if problem.help is None else f"{problem.message}\n{problem.help}"
    return f"::{'error' if finding.serious else 'warning'} {properties}::{_data(message)}"


FORMATS: dict[ProblemFormat, Callable[[Finding], str]] = {"text": as_text, "json": as_json, "github": as_annotation}


def error_told(error: TimelineError, format: ProblemFormat = "text") -> str:
    """What an error says, each of its problems with its line; in text, of many alike in one file the first and how
    many."""
    if not isinstance(error, InputError):
        return _said("error", str(error), format)
    if format == "text":
        # What follows the problems, such as a dates.csv to fill in, stays as it is.
        rest = str(error).removeprefix("\n".join(map(str, error.problems)))
        return "\n".join(_first(error.problems)) + rest
    told = (replace(each, help=each.help or DATE_IT) if each.code == "TL201" else each for each in error.problems)
    return "\n".join(map(FORMATS[format], at_their_lines(told, serious=True)))


def warnings_told(warnings: Iterable[Problem], format: ProblemFormat = "text") -> Iterator[str]:
    """Each warning with its line; in text, of many of one code the first and how many."""
    if format != "text":
        yield from map(FORMATS[format], at_their_lines(warnings, serious=False))
        return
    alike: dict[str, list[Problem]] = {}
    for warning in warnings:
        alike.setdefault(warning.code, []).append(warning)
    for code, all in alike.items():
        yield from map(as_text, at_their_lines(all[:MOST_ALIKE], serious=False))
        if more := all[MOST_ALIKE:]:
            yield f"warning: {code} and {len(more):,} more like these; `timeline check` tells each"


def hint_told(hint: str, format: ProblemFormat = "text") -> str:
    """What could go better, and stops nothing."""
    return _said("hint", hint, format)


def _said(level: str, words: str, format: ProblemFormat) -> str:
    """What is about no file."""
    if format == "json":
        return json.dumps({"level": level, "message": words}, ensure_ascii=False)
    if format == "github":
        return f"::{'notice' if level == 'hint' else level}::{_data(words)}"
    return words if level == "error" else f"{level}: {words}"


def _first(problems: Iterable[Problem]) -> Iterator[str]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    first: list[Problem] = []
    for problem in problems:
        same = alike.setdefault((problem.path, problem.code), [])
        same.append(problem)
        first += [problem] if len(same) <= MOST_ALIKE else []
    yield from map(as_text, at_their_lines(first, serious=True))
    for (path, code), all in alike.items():
        if more := all[MOST_ALIKE:]:
            yield str(Problem(path, code, f"and {len(more):,} more like these", line=more[0].line))


def _data(said: str) -> str:
    return said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(said: str) -> str:
    return _data(said).replace(":", "%3A").replace(",", "%2C")


def _shown(finding: Finding) -> Iterator[str]:
    if not finding.shown.strip():
        return
    text, begin, end = _cut(finding.shown, *finding.mark)
    yield f"    {text}"
    if end > begin:
        yield f"    {' ' * _columns(text[:begin])}{'^' * max(1, _columns(text[begin:end]))}"


def _cut(text: str, begin: int, end: int) -> tuple[str, int, int]:
    """The part of a text round the mark that fits a line, with the mark in it; no control character goes out."""
    text = "".join(each if each.isprintable() else " " for each in text)
    if len(text) <= _WIDTH:
        return text, begin, end
    # The words to the left say more of a date than those to the right.
    first = max(0, min(begin - _WIDTH // 2, len(text) - _WIDTH))
    last = min(len(text), first + _WIDTH)
    before, after = "…" * (first > 0), "…" * (last < len(text))
    return before + text[first:last] + after, begin - first + len(before), min(end, last) - first + len(before)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(0 if unicodedata.combining(each) else 1 + (unicodedata.east_asian_width(each) in "WF") for each in text)
