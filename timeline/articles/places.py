"""Where the pieces of a file stand in it."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*"|[{}\[\]]', re.DOTALL)


def object_lines(text: str, count: int, name: str | None = None) -> list[int]:
    """The lines on which the `count` objects of a list begin, in valid JSON: of the whole text, or of the list called
    `name` in the object that the text is. Their numbers, where the text does not show so many."""
    lines, line, at, depth, key = [], 1, 0, 0, None
    wanted = 1 if name is None else 2
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == "{" and depth == wanted and key == name:
            line += text.count("\n", at, found.start())
            at = found.start()
            lines.append(line)
        if token in "{[":
            depth += 1
        elif token in "}]":
            depth -= 1
        elif depth == 1:
            key = None if name is None else token[1:-1]
    return lines if len(lines) == count else list(range(1, count + 1))
