"""How the texts of a rule begin: the tokens that the recogniser looks its rules up by."""

from __future__ import annotations

import re
from functools import cache

LEAD, ANY = 2, "*"
"""How many tokens a rule is looked up by, and what stands for a token that can be any."""
NUMBER, GOES_ON, FIGURES = "#", "+", "~"
"""What stands for a word that is a number by itself, for one that can go on with a number, and for any figures."""


RUNS = ("0", "00", "000", "0000", "00000")
LEADS: dict[str, tuple[str, ...]] = {
    "year": ("0000",),
    "any_year": ("0000",),
    "old_year": RUNS[:4],
    "yy": ("00",),
    "day": ("0", "00"),
    "day_over_12": ("00",),
    "glued_half": ("am", "pm", "AM", "PM", "Am", "Pm", "a m", "p m", "A M", "P M"),
    "iso_clock": ("T00:00",),
    "plain_clock": ("00:00",),
    "month_number": ("0", "00"),
    "hour": ("0", "00"),
    "two_figures": ("00",),
    "minute": ("00",),
    "nth_figure": tuple(run + end for run in ("0", "00") for end in ("st", "nd", "rd", "th")),
    "fy": ("FY", "FY'", "FY "),
    "digit": ("0",),
    "old_decade": ("00s", "000s", "0000s"),
    "decade_figures": ("0000s",),
    "proper": ("*",),
    "figure": (*RUNS, *(f"{run} ~" for run in RUNS)),
}
"""How the texts of a shape begin: 0 for any figure, ~ for any number of them, a blank for any mark, * for any word."""
UNTOLD = ("~ * ",)
"""How a shape is taken to begin that is not among LEADS: slower, but nothing is missed where it begins with figures."""


def lead_tokens(text: str) -> tuple[str, ...]:
    """The first tokens of some words or of a lead, at most LEAD; marks are no tokens."""
    return tuple(map(looked_up, _LEAD_TOKEN.findall(text.replace("\u2019", "'"))[:LEAD]))


_LEAD_TOKEN = re.compile(rf"[^\W\d_]+|\d+|'(?=\d)|[{ANY}{NUMBER}{GOES_ON}{FIGURES}]")


def looked_up(token: str) -> str:
    """What the recogniser looks a token up by: a word in small letters, figures by how many they are."""
    if token[0].isdigit():
        return RUNS[min(len(token), len(RUNS)) - 1]
    return "'" if token == "\u2019" else token.lower()


def bare(text: str) -> str:
    """A lead in small letters, with a blank for any marks."""
    return _MARKS.sub(" ", text.replace("\u2019", "'").lower())


_MARKS = re.compile(rf"(?:(?!'(?:\d|$))[^\w{ANY}{NUMBER}{GOES_ON}{FIGURES}])+")


def begun(lead: str, next_: str) -> str:
    """A lead and what comes next, as far as its first tokens go."""
    whole = lead + (next_.lstrip() if lead.endswith(" ") else next_)
    return whole[: _end(whole) + 1]


def is_long(lead: str) -> bool:
    """Whether a lead holds LEAD tokens and something behind them, so that nothing more can change them."""
    return len(lead) > _end(lead)


@cache
def _end(lead: str) -> int:
    """Where the last of the first LEAD tokens ends; the length of the lead where there are fewer."""
    ends = [m.end() for m in _LEAD_TOKEN.finditer(lead)]
    return ends[LEAD - 1] if len(ends) >= LEAD else len(lead)
