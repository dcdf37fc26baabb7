"""Something to look at, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.errors import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with what it is about: `shown` is the line or sentence, "" where there is none, of which `mark` (start
    and end, exclusive) is wrong. `serious` says that something must be done: a build would stop, or leave out what
    somebody wrote."""

    problem: Problem
    serious: bool = False
    shown: str = ""
    mark: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        """All of it, flat."""
        problem = self.problem
        return {
            "level": "error" if self.serious else "warning",
            "code": problem.code,
            "path": problem.path,
            "line": problem.line,
            "column": problem.column,
            "message": problem.message,
            "help": problem.help,
            "text": self.shown or None,
            "mark": list(self.mark) if self.shown else None,
        }
