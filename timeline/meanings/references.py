"""References to past, present and future without a date."""

from __future__ import annotations

from timeline import intervals as cal
from timeline.meanings.anchor import PUBLICATION, REFERENCE, Anchor, Meant, Sense, meaning
from timeline.meanings.units import counted_from

_TODAY = "the time of {anchor}"


@meaning(_TODAY, takes="nothing", on=PUBLICATION)
def present(anchor: Anchor) -> Meant:
    return Sense("DATE", "PRESENT_REF", cal.day(anchor.published))


@meaning("some time up to {anchor} that the text does not name", takes="nothing", on=PUBLICATION)
def past(anchor: Anchor) -> Meant:
    return Sense("DATE", "PAST_REF", cal.not_after(cal.day(anchor.published)))


@meaning("some time after {anchor} that the text does not name", takes="nothing", on=PUBLICATION)
def future(anchor: Anchor) -> Meant:
    return Sense("DATE", "FUTURE_REF", cal.not_before(cal.day(anchor.published)))


@meaning("some time before {anchor} that the text does not count", takes="quantity", on=PUBLICATION)
def past_vaguely(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    return counted_from(anchor.published, vague, unit, -1) if isinstance(vague, int) else past(anchor)


@meaning("some time after the date named before it that the text does not count", on=REFERENCE, takes="quantity")
def future_vaguely(anchor: Anchor, unit: str, vague: int | str = "X") -> Meant:
    if isinstance(vague, int):
        return counted_from(anchor.back, vague, unit, 1)
    return Sense("DATE", "FUTURE_REF")
