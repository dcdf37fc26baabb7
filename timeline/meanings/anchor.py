"""What an expression can hang on, what it can mean, and the register of meanings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.intervals import Interval

PUBLICATION, DAY, REFERENCE = "publication", "day", "reference"
"""What a meaning hangs on; DAY is publication in news and the date before in a narrative."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an expression can hang on.

    `published` is the number of the publication day. `day` is the day that a date without its year hangs on:
    publication in news, the date before in a narrative. `reference` is the last date the text named before (the
    publication day where none was). `cue` is "future" or "perfect" where the clause looks ahead or reaches up to now,
    else None; `quarter` is the last quarter named, or None. In a `narrative` a date without its year is of the year
    of `day`; in news it is the nearest. `between` says that `day` is no date of the text but the first day of the year
    that fits the dates named before and after.
    """

    published: int
    day: int
    reference: Interval
    cue: str | None = None
    quarter: Interval | None = None
    narrative: bool = False
    between: bool = False

    @property
    def year_only(self) -> bool:
        """Whether the date before gives a narrative its year and no more: "in 1941 … in October" is of 1941."""
        return self.narrative and self.reference.granularity not in ("day", "week", "month")

    @property
    def back(self) -> int:
        """Day number of the reference."""
        first = self.reference.first
        return self.day if first is None else first


@dataclass(frozen=True, slots=True)
class Sense:
    """A TIMEX3 type and value, with the days where any follow. `vague` says that no day can be stood by."""

    type: str
    value: str
    interval: Interval | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None


Meant = Interval | Sense | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning with what the resolver must know of it: its words, what it hangs on (None: nothing), and what modifiers
    it takes."""

    function: Callable[..., Meant]
    says: str | Callable[..., str]
    hangs_on: str | None
    takes: str


MEANINGS: dict[str, Meaning] = {}


def meaning(
    says: str | Callable[..., str], on: str | None = DAY, takes: str = "point"
) -> Callable[[Callable[..., Meant]], Callable[..., Meant]]:
    """Enter a function under its name. `takes` says which modifiers may stand before it: "point", "quantity" or
    "nothing"."""

    def enter(function: Callable[..., Meant]) -> Callable[..., Meant]:
        MEANINGS[function.__name__] = Meaning(function, says, on, takes)
        return function

    return enter


def with_mod(sense: Sense, mod: str | None) -> Sense:
    """The sense with a TIMEX3 modifier; the one it has stays."""
    return sense if mod is None or sense.mod else replace(sense, mod=mod)
