"""What was read of another program's timeline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from timeline.articles.handmade import HandMade


@dataclass(frozen=True, slots=True)
class Left:
    """Something that has no place in an event of ours: its line, what it is called there, and what it says."""

    line: int
    name: str
    value: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.name}: {self.value}"


@dataclass(frozen=True, slots=True)
class Imported:
    """The events in their order, and what has no place in them, by its line."""

    events: tuple[HandMade, ...]
    left: tuple[Left, ...]

    def listed(self, most: int = 3) -> list[str]:
        """What has no place, a line each; of one name with more than `most`, how many there are and the first."""
        named: dict[str, list[Left]] = {}
        for each in self.left:
            named.setdefault(each.name, []).append(each)
        told: list[str] = []
        for name, all in named.items():
            many = f"{name}: {len(all)} of them, the first on line {all[0].line}: {all[0].value}"
            told += [many] if len(all) > most else map(str, all)
        return told


def gathered(events: Iterable[HandMade], left: Iterable[Left]) -> Imported:
    """The events, with what they could not hold added to the rest that was left."""
    kept = tuple(events)
    spare = (Left(event.line, name, value) for event in kept for name, value in event.spare)
    return Imported(kept, tuple(sorted([*left, *spare], key=lambda each: each.line)))
