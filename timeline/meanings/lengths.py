"""Durations, and the stretches that end or begin at the anchor."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.intervals import Interval
from timeline.meanings.anchor import PUBLICATION, Anchor, Meant, Sense, meaning
from timeline.meanings.units import counted_from
from timeline.timex import CLOCK_UNITS, duration


@meaning(
    lambda cue=None, **_: (
        "the stretch of {number} {unit} up to {anchor}, since its clause reaches until now"
        if cue == "perfect"
        else "a length of time, {number} {unit}"
    ),
    on=None,
    takes="quantity",
)
def length(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense(
        "DURATION", duration(number, unit), run(anchor, number, unit, -1) if anchor.cue == "perfect" else None
    )


@meaning("a length of time at one end of a longer one", takes="nothing", on=None)
def length_at_an_end(anchor: Anchor, at: int, unit: str, number: int | float = 1) -> Meant:
    return Sense("DURATION", duration(number, unit))


@meaning("a length of time that the text does not count", on=None, takes="nothing")
def vague_length(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    return Sense(
        "DURATION",
        duration(vague if isinstance(vague, int) else None, unit),
        mod="APPROX" if isinstance(vague, int) else None,
    )


_RANK = {unit: i for i, unit in enumerate([*cal.UNITS, "hour", "minute", "second"])}


@meaning("a length of time counted in two units", on=None, takes="quantity")
def length_of_two(anchor: Anchor, number: int, unit: str, rest: int, lesser: str) -> Meant:
    if _RANK[unit] >= _RANK[lesser]:
        return None
    first, second = duration(number, unit), duration(rest, lesser)
    return Sense("DURATION", first + second.removeprefix("PT" if first.startswith("PT") else "P"))


# Counted in these, the beginning of a stretch is named one unit finer, and only about.
_FINER = {
    "millennium": "century",
    "century": "decade",
    "decade": "year",
    "year": "month",
    "half": "month",
    "quarter": "month",
    "season": "month",
    "month": "month",
    "week": "day",
    "weekend": "day",
    "day": "day",
}


def run(anchor: Anchor, number: int | float, unit: str, direction: int) -> Interval | None:
    """The stretch of that length that ends (or begins, direction 1) on the publication day."""
    if unit in CLOCK_UNITS or number > 9000:
        return None
    there = counted_from(anchor.published, number, unit, direction)
    assert isinstance(there, Interval)
    away = cal.moved(anchor.published, direction * round(number), unit) if number == int(number) else there.first
    assert away is not None
    far, here = cal.unit_at(away, _FINER[unit]), cal.day(anchor.published)
    return cal.stretch(far.about(), here) if direction < 0 else cal.stretch(here, far.about())


@meaning("a run of {number} {unit} that ends at {anchor}", takes="nothing", on=PUBLICATION)
def streak(anchor: Anchor, number: int | float, unit: str) -> Meant:
    return Sense("DURATION", duration(number, unit), run(anchor, number, unit, -1))


@meaning("the stretch of {number} {unit} up to {anchor}", takes="nothing", on=PUBLICATION)
def past_stretch(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense("DURATION", duration(number, unit), run(anchor, number, unit, -1))


@meaning("the stretch of {number} {unit} that begins at {anchor}", takes="nothing", on=PUBLICATION)
def coming_stretch(anchor: Anchor, unit: str, number: int | float = 1) -> Meant:
    return Sense("DURATION", duration(number, unit), run(anchor, number, unit, 1))


@meaning("the {unit} at {anchor}, the {nth} of a run", takes="nothing", on=PUBLICATION)
def nth_in_a_row(anchor: Anchor, nth: int, unit: str) -> Meant:
    return Sense("DURATION", duration(nth, unit), run(anchor, nth, unit, -1))
