"""TempEval-3 scoring of TIMEX3 annotations: strict and relaxed extents, values.

The measures of the TempEval-3 toolkit (UzZaman et al. 2013): strict, the extents are equal; relaxed, they overlap,
each gold expression with one found at most; value, relaxed and the TIMEX3 values are equal to the letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Timex = dict[str, Any]
Pair = tuple[Timex | None, Timex | None]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over documents: gold expressions, found ones, and the pairs that agree in each measure."""

    gold: int
    found: int
    strict: int
    relaxed: int
    value: int

    def f1(self, measure: str) -> float:
        """F1 of "strict", "relaxed" or "value", between 0 and 1."""
        right = getattr(self, measure)
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def paired(gold: Sequence[Timex], found: Sequence[Timex]) -> Iterator[Pair]:
    """Each expression once: beside its partner, equal extents first, then the widest overlap; or alone."""
    overlaps = sorted(
        (g["start"] != f["start"] or g["end"] != f["end"], -_overlap(g, f), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _overlap(g, f) > 0
    )
    left, right = set(range(len(gold))), set(range(len(found)))
    for _, _, i, j in overlaps:
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            yield gold[i], found[j]
    yield from ((gold[i], None) for i in sorted(left))
    yield from ((None, found[j]) for j in sorted(right))


def _overlap(a: Timex, b: Timex) -> int:
    return int(min(a["end"], b["end"]) - max(a["start"], b["start"]))


def faults(gold: Timex | None, found: Timex | None) -> tuple[str, ...]:
    """What is wrong with a pair: "missed", "spurious", or "extent", "type", "value" of those that differ."""
    if found is None:
        return ("missed",)
    if gold is None:
        return ("spurious",)
    extent = (gold["start"], gold["end"]) != (found["start"], found["end"])
    wrong = [name for name in ("type", "value") if gold.get(name) != found.get(name)]
    return (*(["extent"] if extent else []), *wrong)


def score(pairs: Sequence[Pair]) -> Score:
    """The counts over the pairs of all documents."""
    both = [(g, f) for g, f in pairs if g is not None and f is not None]
    return Score(
        gold=sum(g is not None for g, _ in pairs),
        found=sum(f is not None for _, f in pairs),
        strict=sum("extent" not in faults(g, f) for g, f in both),
        relaxed=len(both),
        value=sum("value" not in faults(g, f) for g, f in both),
    )


def fault_counts(pairs: Sequence[Pair]) -> Counter[str]:
    """How often each fault occurs."""
    return Counter(fault for gold, found in pairs for fault in faults(gold, found))
