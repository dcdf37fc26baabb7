"""Titles cut from a clause: its own words, at most twelve of them, never a fragment that ends in the air."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from timeline import english as en
from timeline.syntax import Part, Span, Words, predicate
from timeline.titles import wording
from timeline.titles.body import asides, body_of, without_doubled_marks, without_strays, without_tail
from timeline.titles.naming import (
    bare_head,
    full_name,
    is_named,
    is_person,
    is_thing,
    said,
    shorter_names,
    speaker,
    subject_of,
    without_article,
)
from timeline.titles.polishing import polish
from timeline.titles.statement import Statement, asks_more, begins_phrase
from timeline.titles.times import time_words

__all__ = ["MOST_WORDS", "opening", "phrase", "polish", "title"]

MOST_WORDS = 12
_LEAST_WORDS = 3
"""Words of an opening below which it says nothing."""


def title(
    w: Words,
    part: Part,
    time: Iterable[Span],
    told: Sequence[Part] = (),
    who: str | None = None,
    room: int = MOST_WORDS,
) -> str | None:
    """The clause as a headline of at most `room` words: no attribution, no time phrase, no relative clause.

    `time` are the words of the time phrases, `told` the clauses that a saying reports; `who` stands for a subject
    that is a pronoun. None where no whole statement of so few words can be cut from the clause: it has no subject
    to begin with, "he" or "it" is not plain, its verb or object finds no room.
    """
    span = subject_of(w, part)
    if span[0] >= span[1] or part.verb is None:
        return None
    replaced = who is not None and span[1] - span[0] == 1
    if (replaced and not _is_name(who or "")) or not (replaced or is_named(w, span)):
        return None
    dropped = time_words(w, time)
    dropped |= asides(w)
    kept = without_doubled_marks(w, [i for i in range(*span) if i not in dropped])
    needed = predicate(w, told[0].verb if told and told[0].verb is not None else part.verb)
    body = without_doubled_marks(w, [i for i in body_of(w, part, told) if i not in dropped])
    body = without_strays(w, without_tail(w, _without_comma(w, body), needed), needed, dropped)
    if dropped.intersection(range(*span)) and not _stays_whole(w, span, kept):
        return None
    if {"whether", "if"}.intersection(w.low[span[1] : part.verb]):
        return None
    if not kept or not body or asks_more(w, needed, bool(told)) or (not told and _wants_more(w, body, needed)):
        return None
    begins = told[0].pieces[0][0] if told else len(w.tags)
    low, tags = [w.low[i] for i in body], "".join([w.tags[i] for i in body])
    # "He led it, and from 1965 Anna Hale ran his office": whose it was stands before.
    person = replaced or (is_person(w, span) and wording.PERSONAL.isdisjoint(w.low[: span[0]]))
    statement = Statement(w, body, needed, person, is_thing(w, span), begins, low, tags)
    if replaced:
        return _longest(statement, [who or ""], room)
    if _only_happens(w, span, body) or _points_elsewhere(w, body):
        return None
    whole = kept[0], kept[-1] + 1
    if _is_infinitive(w, part):
        return None
    name = speaker(w, whole) if told else None
    if name:
        return _longest(statement, [name], room) or _longest(statement, [bare_head(w, whole, kept)], room)
    full = full_name(w, kept)
    if len(full.split()) + _lengths(w, body)[-1] <= room and statement.may_end(len(body)):
        return polish(f"{full} {said(w, body)}")
    return _longest(statement, list(dict.fromkeys([full, *shorter_names(w, whole, kept, full)])), room) or _longest(
        statement, [bare_head(w, whole, kept)], room
    )


def opening(w: Words, part: Part) -> str | None:
    """The first words of a clause, at most twelve, for a reader who has its sentence beside them: they keep the time,
    and "he" and "this" stay. Where what stands before the verb is no subject, those of the sentence.

    None where the clause has no subject, its verb no room, or fewer than three words are left.
    """
    begin, end = subject_of(w, part)
    if begin >= end or part.verb is None or w.tags[begin] in "RU":
        return None
    beside, needed = asides(w), predicate(w, part.verb)
    kept = [*range(begin, end), *(i for i in range(part.verb, part.pieces[-1][1]) if i not in beside)]
    if w.tags[begin] in "WCPvpg," and not is_named(w, (begin, end)):
        kept, needed = [i for i in range(len(w.tags)) if i not in beside], 0
    # A subject of twelve words and more leaves no room for its verb.
    for stops, least in ((_may_stop, needed), (_ends_noun, needed), (_ends_noun, 0)):
        told = _cut(w, kept, stops)
        if told and told[-1] >= least and _lengths(w, told)[-1] >= _LEAST_WORDS:
            return polish(said(w, without_article(w, told)))
    return None


def _cut(w: Words, kept: Sequence[int], stops: Callable[[Words, int, int], bool]) -> Sequence[int]:
    """As many of the first words as fit and end where they may, none where they may end nowhere."""
    last, counts = max(kept, default=0), _lengths(w, kept)
    ends = (n for n in range(len(kept), 0, -1) if counts[n - 1] <= MOST_WORDS and stops(w, kept[n - 1], last))
    return kept[: next(ends, 0)]


def _may_stop(w: Words, at: int, last: int) -> bool:
    """Whether words neither end in the air nor inside a phrase."""
    whole = w.tags[at] == "T" or w.low[at] not in en.BAD_ENDS  # "4 May" is no "may"
    return whole and w.tags[at] not in ",;q()." and (at == last or begins_phrase(w, at + 1))


def _ends_noun(w: Words, at: int, last: int) -> bool:
    """Whether words end with a noun, though what follows may say more of it: "shared a statement rejecting …"."""
    return at == last or (w.tags[at] in "wXT" and w.low[at] not in en.BAD_ENDS and w.tags[at + 1] not in "wXS#.")


def phrase(w: Words, span: Span) -> str:
    """Some words as a headline: "First meeting of the council since 2014", the middle left out where it is long."""
    begin, end = span[0] + (w.low[span[0]] in ("a", "an", "the")), span[1]
    whole = w.said((begin, end))
    since = next((i for i in range(end - 1, begin, -1) if w.low[i] == "since"), end)
    of = next((i for i in range(begin + 1, since) if w.tags[i] in "P,CRW"), since)
    return polish(whole if len(whole.split()) <= MOST_WORDS else f"{w.said((begin, of))} {w.said((since, end))}")


def _only_happens(w: Words, span: Span, body: Sequence[int]) -> bool:
    """Whether a clause says no more than that something was: "The attacks occurred", "Sentencing is scheduled"."""
    noun = [i for i in range(*span) if w.tags[i] not in "DSC"]
    # At the head of a sentence a noun has a capital too.
    bare = len(noun) <= 1 + ("C" in w.tags[slice(*span)]) and all(i == 0 or w.tags[i] != "X" for i in noun)
    return bare and {w.low[i] for i in body} <= wording.HAPPENS


def _points_elsewhere(w: Words, body: Sequence[int]) -> bool:
    """Whether what is told of something else stands before or behind the sentence: "disclosed this matter", "made the
    following announcement"."""
    return any(
        (w.low[i] in ("this", "these") and w.tags[i] in "DO" and w.tags[i + 1 : i + 2] in tuple("wgv"))
        or (w.low[i] == "following" and w.low[i - 1] == "the" and w.tags[i + 1 : i + 2] == "w")
        for i in body
    )


def _stays_whole(w: Words, span: Span, kept: Sequence[int]) -> bool:
    """Whether a subject keeps its noun without its time: not "the very beginning of 2014"."""
    return bool(kept) and (kept[-1] == span[1] - 1 or w.low[kept[-1] + 1] not in wording.PARTS_OF_TIME)


def _is_infinitive(w: Words, part: Part) -> bool:
    """Whether a clause shares the "to" of the clause before: "is to stay until May and return in June"."""
    before = part.follows
    if before is None or before.verb is None or part.verb is None or w.low[part.verb].endswith("s"):
        return False
    return w.tags[part.verb] == "z" and "t" in w.tags[before.verb : part.verb]


def _is_name(who: str) -> bool:
    return re.match(r"(?!The |A |An )[^\W\d_a-z]|[a-z]+ [A-Z]", who) is not None


def _wants_more(w: Words, body: Sequence[int], needed: int) -> bool:
    """Whether a verb of saying is left without what was said: "the firm announced via telegram"."""
    if needed not in body or w.low[needed] not in en.SPEECH - {"continued"} or w.tags[body[0]] in "bh":
        return False
    at = body.index(needed)
    if w.low[needed] in ("said", "says") and "q" not in w.tags:
        return True
    # "The court ruled against Hale" says what it ruled.
    return at + 1 == len(body) or (w.tags[body[at + 1]] in "PUW" and w.low[needed] not in en.DECISIONS)


def _without_comma(w: Words, body: list[int]) -> list[int]:
    """The words without the comma behind a time right after a verb of saying: "noted today, all were safe"."""
    if not body or w.low[body[0]] not in en.SPEECH or len(body) < 2 or w.tags[body[1]] != "," or body[1] == body[0] + 1:
        return body
    return [body[0], *body[2:]]


def _longest(statement: Statement, called: Sequence[str], room: int) -> str | None:
    """The first name that leaves room for all that is told, else the name and the cut that tell the most."""
    w, body = statement.w, statement.body
    lengths, waiting = _lengths(w, body), {name: len(name.split()) for name in called}
    best, most = None, 0
    for n in range(len(body), 0, -1):
        fitting = [name for name, taken in waiting.items() if taken + lengths[n - 1] <= room]
        if body[n - 1] < statement.needed or not waiting:
            break
        if not fitting or not statement.may_end(n):
            continue
        told = max(fitting, key=lambda name: waiting[name]) if n < len(body) else fitting[0]
        if waiting[told] + lengths[n - 1] > most:
            best, most = f"{told} {said(w, body[:n])}", waiting[told] + lengths[n - 1]
        if n == len(body):
            break
        waiting = {name: taken for name, taken in waiting.items() if name not in fitting}
    return polish(best) if best else None


def _lengths(w: Words, body: Sequence[int]) -> list[int]:
    """How many words, as a reader counts them, the body has up to each of its own."""
    counts, count = [], 0
    for n, i in enumerate(body):
        count += n == 0 or body[n - 1] != i - 1 or w.spans[i - 1][1] < w.spans[i][0]
        counts.append(count)
    return counts
