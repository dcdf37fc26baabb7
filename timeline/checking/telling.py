"""Findings in the words of a compiler, as JSON lines, and as annotations of GitHub."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from timeline.checking.finding import Finding
from timeline.checking.places import at_its_line
from timeline.errors import InputError, Problem, TimelineError

_WIDTH = 96
"""Columns of a text that are shown with the words in question in sight."""


MOST_ALIKE = 20
"""Problems of one code in one file that an error tells one by one."""


def as_text(finding: Finding) -> str:
    """`path:line:col: CODE message`, the text with a mark under the words, and what to do; a warning says so first."""
    first, *help = str(finding.problem).split("\n", 1)
    level = "" if finding.serious else "warning: "
    return "\n".join([level + first, *_shown(finding), *help])


def error_told(error: TimelineError) -> str:
    """What an error says, each of its problems with its line; of many alike in one file, the first and how many."""
    if not isinstance(error, InputError):
        return str(error)
    # What follows the problems, such as a dates.csv to fill in, stays as it is.
    rest = str(error).removeprefix("\n".join(map(str, error.problems)))
    return "\n".join(_first(error.problems)) + rest


def _first(problems: Iterable[Problem]) -> Iterator[str]:
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.path, problem.code), []).append(problem)
        if len(alike[problem.path, problem.code]) <= MOST_ALIKE:
            yield as_text(at_its_line(problem, serious=True))
    for (path, code), all in alike.items():
        if more := all[MOST_ALIKE:]:
            yield str(Problem(path, code, f"and {len(more):,} more like these", line=more[0].line))


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


FORMATS: dict[str, Callable[[Finding], str]] = {"text": as_text, "json": as_json, "github": as_annotation}


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
