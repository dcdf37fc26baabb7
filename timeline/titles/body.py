"""The words behind the verb that belong to a statement: those of other clauses, asides and afterthoughts left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.syntax import Part, Words
from timeline.titles import wording

_MARKS = ",;q()."


LIST = re.compile(r"[^,PTUWR]{1,6}(?:,[^,PTUWR]{1,6})*,?C")


def body_of(w: Words, part: Part, told: Sequence[Part]) -> list[int]:
    """The words from the verb on, those of what is told after them, marks where both neighbours stay."""
    own = {i for p in (part, *told) for a, b in p.pieces for i in range(a, b)}
    beside = asides(w)
    own -= beside
    last = max(own, default=0)
    assert part.verb is not None
    body = [i for i in range(part.verb, last + 1) if i in own or (w.tags[i] in _MARKS and _between(w, i, own, beside))]
    return [*_auxiliary(w, part), *body]


def asides(w: Words) -> set[int]:
    """The words in parentheses, these included."""
    if "(" not in w.tags:
        return set()
    return {i for aside in re.finditer(r"\([^()]*\)?", w.tags) for i in range(*aside.span())}


def _auxiliary(w: Words, part: Part) -> list[int]:
    """The "was" that a participle shares with the verb before: "was nicknamed so and later made into a film"."""
    before = part.follows
    if before is None or before.verb is None or part.verb is None or w.tags[before.verb] != "b":
        return []
    by = w.low[part.verb + 1 : part.verb + 2] == ("by",)
    alone = w.low[part.verb] in wording.TRANSITIVE and w.tags[part.verb + 1 : part.verb + 2] in (
        "P",
        "T",
        ".",
        ",",
        "",
    )
    return [before.verb] if by or alone or w.tags[part.verb] == "p" else []


def without_doubled_marks(w: Words, body: Sequence[int]) -> list[int]:
    """The words without the pair of commas or dashes that enclosed what is left out."""
    kept: list[int] = []
    for i in body:
        if w.tags[i] == "," and i - 1 not in body and w.tags[i + 1 : i + 2] == "t":
            continue  # "voted on 3 May 2016, to leave"
        if w.tags[i] in ",;" and (not kept or (w.tags[kept[-1]] in ",;" and kept[-1] != i - 1)):
            kept = kept[:-1]
        else:
            kept.append(i)
    return kept


def without_strays(w: Words, body: Sequence[int], needed: int, dropped: set[int]) -> list[int]:
    """The words up to the first that belongs to another statement: one behind words that are neither left out nor a
    clause inside this one."""
    for n in range(1, len(body)):
        if body[n] == body[n - 1] + 1:
            continue
        gap = [i for i in range(body[n - 1] + 1, body[n]) if i not in dropped]
        inner = next((w.tags[i] for i in gap if w.tags[i] not in ",q"), "R")
        listed = {"including", "excluding", "among"}.intersection(w.low[i] for i in gap[:2])
        enclosed = (
            not listed
            and body[n - 1] == needed
            and inner == "P"
            and len(gap) > 1
            and w.tags[gap[0]] == w.tags[gap[-1]] == ","
        )
        if body[n] > needed and not enclosed and (inner not in "RWUC" or ";" in {w.tags[i] for i in gap}):
            return list(body[:n])
    return list(body)


def without_tail(w: Words, body: Sequence[int], needed: int) -> Sequence[int]:
    """The words up to the comma that ends the statement.

    "…, toward the sea" goes, "in Latvia, Lithuania and Poland" and "in Paris, Texas" stay.
    """
    n = 0
    body = _without_aside(w, body, needed)
    while n < len(body):
        if w.tags[body[n]] == ";" and body[n] > needed and w.tags[body[n] - 1] != "#" and w.low[body[n]] != "-":
            return body[:n]
        if w.tags[body[n]] == "C" and body[n] > needed and _is_again(w, body, n):
            return body[:n]
        if w.tags[body[n]] == "," and body[n] > needed:
            rest = "".join(w.tags[i] for i in body[n + 1 :])
            if (opened := _open_clause(w, body[:n], needed)) is not None:
                return body[:opened]
            if members := LIST.match(rest):
                n += members.end()
            elif w.tags[body[n - 1]] == "X" and (place := re.match(r"X{1,3}(?=[,Pt.;]|$)", rest)):
                n += place.end()
            elif not _is_place_and_more(w, body[n - 1], rest) and not _is_double_adjective(w, body[n - 1], rest):
                return body[:n]
        n += 1
    return body


def _without_aside(w: Words, body: Sequence[int], needed: int) -> Sequence[int]:
    """The words without what commas enclose right behind the verb: "injured, by all reports, eight people"."""
    at = next((n for n, i in enumerate(body) if w.tags[i] == "," and n and body[n - 1] == needed), None)
    if at is None:
        return body
    aside = re.match("P[^,]*,", "".join(w.tags[i] for i in body[at + 1 :]))
    return [*body[:at], *body[at + 1 + aside.end() :]] if aside else body


def _is_again(w: Words, body: Sequence[int], n: int) -> bool:
    """Whether "and" only adds another time: "sang on Monday and again in Vale"."""
    return w.tags[body[n] - 1] != "A" and re.match("CA+(?:[PT,]|$)", "".join(w.tags[i] for i in body[n:])) is not None


_ASIDE_AND_VERB = re.compile(",[^,;]{1,30},A*[MbhdVv]")


def _open_clause(w: Words, body: Sequence[int], needed: int) -> int | None:
    """Where a clause begins whose verb stands behind an aside: "after one of them, aged 17, fled"."""
    if not _ASIDE_AND_VERB.match(w.tags, body[-1] + 1):
        return None
    return next((n for n in range(len(body) - 1, 0, -1) if w.tags[body[n]] == "U" and body[n] > needed), None)


def _between(w: Words, i: int, own: set[int], beside: set[int]) -> bool:
    before, after = i, i
    while before >= 0 and (w.tags[before] in _MARKS or before in beside) and before not in own:
        before -= 1
    while after < len(w.tags) and (w.tags[after] in _MARKS or after in beside) and after not in own:
        after += 1
    return before in own and after in own


def goes_on(w: Words, last: int) -> bool:
    """Whether the comma behind a word ends no phrase: it parts a town from its country, or two adjectives."""
    return _is_place_and_more(w, last, w.tags[last + 2 :]) or _is_double_adjective(w, last, w.tags[last + 2 :])


def _is_place_and_more(w: Words, last: int, rest: str) -> bool:
    return w.tags[last] == "X" and re.match("X+w", rest) is not None


def _is_double_adjective(w: Words, last: int, rest: str) -> bool:
    """Whether a comma parts two adjectives: "to intense, often violent fights"."""
    return w.tags[last] == "w" and w.tags[last - 1] in "DPtAb" and re.match("A*[wv]w+(?:[.,P]|$)", rest) is not None
