"""TOML as people write it (https://toml.io/en/v1.0.0), read by the standard library within bounds."""

from __future__ import annotations

import re
import tomllib
from typing import Any

DEEPEST = 100
"""Names in one dotted key. tomllib keeps a table for each beginning of it: 20,000 take all the memory there is."""
_DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST},}}+")


def loads(text: str) -> dict[str, Any]:
    """What the text says. Raises ValueError for what is no TOML, its message ending "(at line 1, column 2)", and
    RecursionError for lists and tables within each other without end."""
    if (found := _DOTTED.search(text)) is not None:
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        raise ValueError(f"a key of more than {DEEPEST} names (at line {line}, column {column})")
    return tomllib.loads(text)
