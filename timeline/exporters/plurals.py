"""Which form of a word goes with a number, by the rules of Unicode for whole numbers.

A rule is written as CLDR writes it (https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules), so
that it can be copied from there: "n % 10 = 2..4 and n % 100 != 12..14".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

FORMS = ("zero", "one", "two", "few", "many", "other")
"""The names of forms. "other" is what no rule says."""

Rule = Callable[[int], bool]

_RELATION = re.compile(r"([nivwftce])(?: ?% ?(\d+))? ?(!?=) ?(\d+(?:\.\.\d+)?(?: ?, ?\d+(?:\.\.\d+)?)*)")


def rule(text: str) -> Rule:
    """Whether a number, 0 or more, fits a rule. Raises ValueError for what is none; the samples behind "@" count for
    nothing."""
    told = text.partition("@")[0].strip()
    ways = [[_relation(part.strip()) for part in way.split(" and ")] for way in told.split(" or ")]
    return lambda n: any(all(fits(n) for fits in way) for way in ways)


def _relation(text: str) -> Rule:
    if (told := _RELATION.fullmatch(text)) is None:
        raise ValueError(f"{text!r} is no rule such as \"n % 10 = 2..4\"")
    operand, divisor, sign, listed = told.groups()
    ranges = [range(int(first), int(last or first) + 1)
              for first, _, last in (each.strip().partition("..") for each in listed.split(","))]
    # n and i are the number itself; the others count digits behind a point, of which a whole number has none.
    whole, by, wanted = operand in "ni", int(divisor) if divisor else None, sign == "="

    def fits(n: int) -> bool:
        value = n if whole else 0
        return any((value % by if by else value) in each for each in ranges) is wanted

    return fits


def category(rules: Mapping[str, Rule], n: int) -> str:
    """The form that goes with a number: the first whose rule it fits, else "other"."""
    return next((form for form in FORMS if form in rules and rules[form](n)), "other")
