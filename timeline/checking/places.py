"""Where a sentence of an article stands in its file, whose text the reader of its format has changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.articles.sources import text_of
from timeline.checking.finding import Finding
from timeline.errors import InputError, Problem
from timeline.model import Article

Span = tuple[int, int]
_CONTEXT = 3
"""Words on either side that tell one "Monday" from another, where the whole sentence is not found."""


def problem_at(article: Article, code: str, message: str, help: str, sentence: Span, words: Span) -> Problem:
    """A problem at some words of a sentence, with their line and column in the file as far as they can be found."""
    path = article.path or article.id
    raw = _raw(path)
    at = _offset(raw, article.text, sentence, words)
    if at is None:
        return Problem(path, code, message, help)
    return Problem(path, code, message, help, raw.count("\n", 0, at) + 1, at - raw.rfind("\n", 0, at))


def at_their_lines(problems: Iterable[Problem], *, serious: bool) -> Iterator[Finding]:
    """Findings that show the lines of their files that the problems name, and mark the columns."""
    read, lines = "", list[str]()
    for problem in problems:
        # An article without a date lacks something: no line of it is wrong.
        if problem.line is None or problem.code == "TL201":
            yield Finding(problem, serious)
            continue
        if problem.path != read:
            read, lines = problem.path, _raw(problem.path).split("\n")
        line = lines[problem.line - 1] if problem.line <= len(lines) else ""
        # Without a column the whole line is meant, and a mark under all of it would say nothing.
        mark = (problem.column - 1, problem.column) if problem.column else (0, 0)
        yield Finding(problem, serious, line, mark)


def _raw(path: str) -> str:
    try:
        return text_of(Path(path)).replace("\r\n", "\n")
    except InputError:
        return ""


def _offset(raw: str, text: str, sentence: Span, words: Span) -> int | None:
    before, after = text[sentence[0] : words[0]].split(), text[words[1] : sentence[1]].split()
    for near in (len(before) + len(after), _CONTEXT, 0):
        last, first = before[-near:] if near else [], after[:near]
        found = list(re.finditer(_spaced(last, text[slice(*words)].split(), first), raw))
        if len(found) == 1 or (found and near > _CONTEXT):
            return found[0].start("words")
    return None


def _spaced(before: list[str], words: list[str], after: list[str]) -> str:
    gap = r"\s+"
    told = [gap.join(map(re.escape, part)) for part in (before, words, after)]
    return rf"{told[0]}\s*(?P<words>{told[1]})\s*{told[2]}"
