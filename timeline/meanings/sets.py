"""Times that come again."""

from __future__ import annotations

from timeline.meanings.anchor import Anchor, Meant, Sense, meaning
from timeline.timex import duration


@meaning("a time that comes again", on=None, takes="nothing")
def every_unit(
    anchor: Anchor, unit: str, number: int | None = 1, quant: str | None = None, freq: str | None = None
) -> Meant:
    return Sense("SET", duration(number, unit), quant=quant, freq=freq)


@meaning("a time that comes again", on=None, takes="nothing")
def every_few(anchor: Anchor, unit: str, vague: int | str) -> Meant:
    return Sense("SET", duration(vague if isinstance(vague, int) else None, unit), quant="EVERY")


@meaning("a day that comes again each week", on=None, takes="nothing")
def every_weekday(anchor: Anchor, weekday: int, part: str = "") -> Meant:
    return Sense("SET", f"XXXX-WXX-{weekday + 1}{'T' + part if part else ''}", quant="EVERY")


@meaning("a month that comes again each year", on=None, takes="nothing")
def every_month_named(anchor: Anchor, month: int) -> Meant:
    return Sense("SET", f"XXXX-{month:02d}", quant="EVERY")


@meaning("a season that comes again each year", on=None, takes="nothing")
def every_season(anchor: Anchor, season: str) -> Meant:
    return Sense("SET", f"XXXX-{season}", quant="EVERY")


@meaning("a time of day that comes again", on=None, takes="nothing")
def every_part(anchor: Anchor, part: str) -> Meant:
    return Sense("SET", f"XXXX-XX-XXT{part}", quant="EVERY")


@meaning("a number of times in each {unit}", on=None, takes="nothing")
def times_a_unit(anchor: Anchor, unit: str, times: int) -> Meant:
    return Sense("SET", duration(1, unit), freq=f"{times}X")
