"""A clause in the making, its subject, and the name in a subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from timeline import english as en
from timeline.syntax.tagging import Span, Words


@dataclass(slots=True, eq=False)
class Part:
    """A clause in the making: `pieces` are its own words, those of the clauses inside it left out.

    `role` is "main", "relative", "subordinate", "content" (what somebody said) or "tag" ("he said" beside what he
    said). `verb` is its finite verb, None where there is none. `follows` is the part before it whose subject it shares.
    `speaker` says who says a "content". `about` and `when` keep its subject and its tense once they
    were asked for. A clause is equal to itself only.
    """

    pieces: list[Span]
    role: str
    verb: int | None = None
    opener: str = ""
    parent: Part | None = None
    follows: Part | None = None
    speaker: str | None = None
    about: Span | None = None
    when: str | None = None

    @property
    def extent(self) -> Span:
        """From its first word to its last, clauses inside it included."""
        return self.pieces[0][0], self.pieces[-1][1]

    def holds(self, i: int) -> bool:
        """Whether word `i` is one of its own."""
        return any(a <= i < b for a, b in self.pieces)

    def words(self, w: Words) -> tuple[Sequence[str], str]:
        """Its own words in small letters, and their kinds."""
        if len(self.pieces) == 1:
            own = slice(*self.pieces[0])
            return w.low[own], w.tags[own]
        return [word for a, b in self.pieces for word in w.low[a:b]], "".join([w.tags[a:b] for a, b in self.pieces])


def subject(w: Words, part: Part) -> Span:
    """The words of a clause's subject, for "who" and "which" the name before it; (0, 0) where it has none."""
    if part.about is None:
        part.about = _subject(w, part)
    return part.about


def _subject(w: Words, part: Part) -> Span:
    if part.verb is None:
        return 0, 0
    begin, end = _before_verb(w, part, part.verb)
    while begin < end and w.tags[end - 1] == "A":
        end -= 1
    if begin >= end and part.opener == "R":
        return _antecedent(w, part.pieces[0][0])
    return (begin, end) if begin < end else (0, 0)


def _antecedent(w: Words, at: int) -> Span:
    """The name right before a relative clause that begins with word `at`, (0, 0) where no name stands there."""
    name = _NAME_BEFORE.search(w.tags, 0, at)
    return name.span(1) if name and not w.tags[name.start() :].startswith("P") else (0, 0)


_NAME_BEFORE = re.compile(r"(?:^|[^DXSw])D?w{0,2}(X+),?$")


def _before_verb(w: Words, part: Part, verb: int) -> Span:
    begin, _ = next(piece for piece in part.pieces if piece[0] <= verb < piece[1])
    while begin < verb and w.tags[begin] in "CURWA":
        begin += 1
    if begin < verb and part.opener != "C":
        place = _cut_subject(w, part, begin, verb)
        return _past_time(w, begin if place is None else place, verb)
    pieces = [(a + (w.tags[a] == "U"), b) for a, b in part.pieces] if part.opener == "U" else part.pieces
    earlier = [piece for piece in pieces if piece[1] <= verb and not _ADJUNCT.match(w.tags[slice(*piece)])]
    if begin < verb:
        timed = _past_time(w, begin, verb)[0]
        return timed if timed > begin else earlier[0][0] if earlier else begin, verb
    named = [piece for piece in earlier if _FULL_NAME.fullmatch(w.tags, *piece)]
    # "A member of the institute, Otto Lund, said": the name is the subject's where an office stands before it.
    named = named if earlier and en.OFFICES.intersection(w.low[slice(*earlier[0])]) else []
    if not earlier:
        return 0, 0
    chosen = named[-1] if named else earlier[0]
    # "Kerry and Lavrov, both in Geneva, agreed": what "and" adds belongs to the subject.
    return chosen[0], next((end for at, end in earlier if at == chosen[1] and w.tags[at] == "C"), chosen[1])


_FULL_NAME = re.compile("X{2,4}")
_ADJUNCT = re.compile(r"[PUAgTt]|[wD#]*T+$|wP?D?T+$")
"""A phrase that is no subject."""


def _cut_subject(w: Words, part: Part, begin: int, verb: int) -> int | None:
    """Where a subject begins that a comma or a parenthesis cuts: "a plane in Nevada, United States crashed"."""
    joint = begin - 1
    if w.tags[max(0, begin - 2) : begin] == ")," and "(" in w.tags[:begin]:
        joint = w.tags.rindex("(", 0, begin)
    before = next((piece for piece in part.pieces if piece[1] == joint), None)
    if begin and w.tags[begin - 1] == ")":
        return next((piece[0] for piece in part.pieces if w.tags[piece[1] : piece[1] + 1] == "("), None)
    if before is not None and _PLACE.fullmatch(w.tags, *before) and _PLACE_AND_MORE.match(w.tags, begin, verb):
        return before[0]  # "a Kestrel, Vale judge"
    if before is None or set(w.tags[begin:verb]) != {"X"} or not _ENDS_IN_PLACE.search(w.tags, *before):
        return None
    start = _past_time(w, *before)[0]
    while start and w.tags[start - 1] == ")" and "(" in w.tags[:start]:
        opened = w.tags.rindex("(", 0, start)
        start = next((piece[0] for piece in part.pieces if piece[1] == opened), 0)
    return None if _ADJUNCT.match(w.tags[start : before[1]]) else start


_PLACE = re.compile("DX+")
_PLACE_AND_MORE = re.compile("X+w")
_ENDS_IN_PLACE = re.compile("[^P].*PX+$")


def _past_time(w: Words, begin: int, end: int) -> Span:
    lead = _TIME.match(w.tags, begin, end)
    return (lead.end() if lead else begin), end


_TIME = re.compile(r"P?D?T+(?:[PtC]?D?T+)*")


_LAST_NAME = re.compile("X+$")


def name_of(w: Words, span: Span) -> str:
    """A person's name without the office ("the Foreign Minister of Russia Sergei Lavrov"), else all the words."""
    tags = w.tags[slice(*span)]
    run = _LAST_NAME.search(tags)
    beside = any(w.tags[i] in "C," or (w.tags[i] == "P" and w.low[i] != "of") for i in range(*span))
    if beside:
        return w.said(span)
    if run is None or run.start() == 0:
        roles = [i for i in range(*span) if w.low[i] in en.OFFICES]
        start = max((i + 1 for i in roles), default=span[0])
    else:
        inside = range(span[0] + run.start(), span[1])
        start = max((i + 1 for i in inside if w.low[i] in en.OFFICES), default=inside[0])
        if start == inside[0] and w.tags[start - 1] == "P" and span[1] - start > 2:
            start = span[1] - 2
        elif start == inside[0] and w.tags[start - 1] in "PD":
            start = span[0]
    return w.said((start if 1 < span[1] - start <= 4 else span[0], span[1]))
