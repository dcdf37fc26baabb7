"""JSON lines (.jsonl): one article a line, an object with `text` and the fields of an article."""

from __future__ import annotations

import json
from collections.abc import Iterator

from timeline.articles.decoding import plain_lines, whole
from timeline.articles.draft import Draft, Found, fields, plain
from timeline.errors import Problem

_MISSES = 20
"""How many names of a line may be looked for in vain before no more are: each time that is the whole line."""
_SHAPE = 'Write one object a line, such as {"title": "…", "published": "2016-04-20", "text": "…"}.'


def drafts(text: str, path: str) -> Iterator[Draft | Problem]:
    """An article or a problem for each line that is not blank. A problem in one line leaves the others readable."""
    # Only the line feed ends a line here: JSON strings may hold U+2028 and the other marks that str.splitlines cuts at.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _draft(line, path, number)


def _draft(line: str, path: str, number: int) -> Draft | Problem:
    try:
        told = json.loads(line)
    except json.JSONDecodeError as error:
        return Problem(path, "TL105", f"not valid JSON: {error.msg}", _SHAPE, number, error.colno)
    except (RecursionError, ValueError):
        return Problem(path, "TL105", "not valid JSON: nested too deeply, or a number too long", _SHAPE, number)
    if not isinstance(told, dict):
        return Problem(path, "TL105", "not a JSON object", _SHAPE, number)
    body = told.pop("text", None)
    if not isinstance(body, str):
        return Problem(path, "TL106", "`text` is missing or no string", _SHAPE, number, _column(line, "text"))
    told_fields = fields(_named(told, line, path, number), "JSON line")
    return Draft(path, plain_lines(whole(body)), fields=told_fields, line=number)


def _named(told: dict[str, object], line: str, path: str, number: int) -> list[Found]:
    found: list[Found] = []
    at = misses = 0
    for name, value in told.items():
        # Names stand in this order, so the line is gone through once; one written with escapes is looked for in vain.
        column = 1
        if misses < _MISSES:
            if (place := line.find(json.dumps(name, ensure_ascii=False), at)) >= 0:
                column, at = place + 1, place
            else:
                misses += 1
        found.append(Found(plain(value), name, path, number, column))
    return found


def _column(line: str, name: str) -> int:
    return max(line.find(json.dumps(name, ensure_ascii=False)), 0) + 1
