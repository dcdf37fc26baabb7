"""Numbers in a phrase: their patterns, their values, and which of them are lexical triggers."""

from __future__ import annotations

from typing import Any


def grouped(digits: str) -> int | float:
    """A number in figures, thousands parted by commas: "1,500", "2.5", "5 1/2"."""
    plain, _, fraction = digits.replace(",", "").partition(" ")
    if fraction:
        return int(plain) + int(fraction[0]) / int(fraction[2])
    return float(plain) if "." in plain else int(plain)


SHAPES: dict[str, tuple[str, Any]] = {
    "year": (r"(?:1\d|20)\d\d", int),
    "any_year": (r"[1-9]\d{3}", int),
    "old_year": (r"[1-9]\d{0,3}", int),
    "yy": (r"\d\d", int),
    "day": (r"(?:3[01]|[12]\d|0?[1-9])", int),
    "day_over_12": (r"(?:3[01]|2\d|1[3-9])", int),
    "glued_half": (r"(?:[apAP][mM]\b|[apAP]\.[mM]\b\.?)", lambda text: text[0].lower() + "m"),
    "iso_clock": (r"T(?:2[0-3]|[01]\d):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?", lambda text: text[1:6]),
    "plain_clock": (r"(?:2[0-3]|[01]\d):[0-5]\d", str),
    "month_number": (r"(?:1[0-2]|0?[1-9])", int),
    "hour": (r"(?:2[0-3]|1\d|0?\d)", int),
    "two_figures": (r"(?:[01]\d|2[0-3])", int),
    "minute": (r"[0-5]\d", int),
    "nth_figure": (r"[1-9]\d?(?:st|nd|rd|th)", lambda text: int(text[:-2])),
    "fy": (r"FY['\u2019 ]?", str),
    "digit": (r"[1-4]", int),
    "decade_figures": (r"(?:1\d|20)\d0['\u2019]?s", lambda text: int(text[:4])),
    "old_decade": (r"[1-9]\d?\d?0['\u2019]?s", lambda text: int(text.rstrip("'\u2019s"))),
    "proper": (r"[A-Z][a-z]+", str),
    "figure": (r"(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d+| [123]/[234])?", grouped),
}
"""Numeric slots: the pattern and what turns its text into a value."""
TRIGGER_SHAPES = {
    "year": r"(?:1\d|20)\d\d",
    "clock": r"\d\d?(?::\d\d|[-./]\d\d?[-./]\d\d|[ap]\.?m\b|[AP]\.?M\b)",
    "glued_half": r"\d\d?(?:[.:]\d\d)?[apAP]\.?[mM]\b",
    "decade_figures": r"(?:1\d|20)\d0['\u2019]?s\b",
    "digit": r"[QH][1-4]\b|[1-4][QH]\b",
    "yy": r"(?<=['\u2019])\d\d\b",
    "short_decade": r"(?<=['\u2019])\d0s\b",
    "nth_figure": r"[1-3]?\d(?:st|nd|rd|th)\b",
    "fy": r"FY['\u2019 ]?\d",
}
"""Numbers that are lexical triggers in themselves."""
