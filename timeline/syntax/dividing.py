"""The clauses of a sentence, and who says which of them."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator

from timeline import english as en
from timeline.syntax.parts import Part, name_of, subject
from timeline.syntax.tagging import Span, Words
from timeline.syntax.verbs import finite_verbs, predicate

_DEEPEST = 5  # sayings within sayings: nobody writes more, and a hostile text could


def clauses(w: Words) -> list[Part]:
    """The clauses of a sentence. Every word but marks between clauses belongs to one of them."""
    verbs = finite_verbs(w)
    tag = _tag_phrase(w, verbs)
    found = _assembled(w, 0, len(w.tags), tag, verbs)
    if tag:
        phrase, speaker = tag
        for part in found:
            part.speaker = part.speaker or name_of(w, speaker)
        found.append(Part([phrase], "tag", next((v for v in verbs if phrase[0] <= v < phrase[1]), None)))
    return found


def _tag_phrase(w: Words, verbs: list[int]) -> tuple[Span, Span] | None:
    """The words that say who said the rest ("…, he said on Monday", "according to …"), and those of the speaker."""
    for i in range(len(w.low) - 2 if "according" in w.low else 0):
        if w.low[i] == "according" and w.low[i + 1] == "to":
            end = w.mark_after(i + 2)
            return (i, end), _until_adjunct(w, (i + 2, end))
    for v in verbs:
        if w.low[predicate(w, v)] in en.TAGS and (phrase := _tag_around(w, v, verbs)):
            return phrase
    return None


def _tag_around(w: Words, v: int, verbs: list[int]) -> tuple[Span, Span] | None:
    left, right = w.mark_before(v), w.mark_after(v + 1)
    if left == 0 or any(left <= x < right for x in verbs if x != v) or "R" in w.tags[v:right]:
        return None
    after = predicate(w, v) + 1
    after += after < right and w.low[after] in ("out", "up")
    heard = (left, v) if left < v else (after, right)
    hearer = _HEARER.match(w.tags[after:right]) if w.low[after - 1] in en.HEARERS else None
    if left < v and not _ASIDE.fullmatch(w.tags[after + (hearer.end() if hearer else 0) : right]):
        return None
    if heard[0] >= heard[1] or w.tags[heard[0]] not in "DXOwSA":
        return None
    return (left, right), _until_adjunct(w, heard)


_HEARER = re.compile("D?[wX]{1,3}")
_ASIDE = re.compile(r"(?:A|P?[DwX#]*T+|P[DwXS#]+)*")


def _until_adjunct(w: Words, span: Span) -> Span:
    """A speaker without "on Tuesday" or "in an interview" behind the name."""
    for i in range(span[0] + 1, span[1]):
        if w.tags[i] in "TARW" or (w.tags[i] == "P" and w.low[i] not in ("of", "for")):
            return span[0], i
    return span


def _segments(w: Words, start: int, end: int, tag: tuple[Span, Span] | None) -> Iterator[tuple[int, int, str]]:
    """Stretches between possible clause bounds, each with the signs that opened it; the tag phrase left out."""
    left_out = tag[0] if tag else (end, end)
    opener, begin = "", start
    bounds = [m.start() for m in _BOUND.finditer(w.tags, start, end)]
    if start <= left_out[0] < end and left_out[0] not in bounds:
        insort(bounds, left_out[0])
    for i in (*bounds, end):
        sign = w.tags[i] if i < end else "."
        opens, closes = sign in "CURW", sign in ",;q()."
        if begin < i and not left_out[0] <= begin < left_out[1]:
            yield begin, i, opener
            opener = ""
        opener += sign if opens or closes else ""
        begin = i + closes


_BOUND = re.compile("[CURW,;q().]")


def _assembled(
    w: Words, start: int, end: int, tag: tuple[Span, Span] | None, verbs: list[int], depth: int = 0
) -> list[Part]:
    """Segments joined into clauses: those without a verb go to a neighbour, the others begin a clause or resume one."""
    found: list[Part] = []
    main = last = None
    for begin, stop, opener in _segments(w, start, end, tag):
        heads = [v for v in verbs if begin <= v < stop]
        sign = opener[-1:]
        if last is not None and last.role == "subordinate" and last.verb is None and heads and sign == ",":
            last.pieces.append((begin, stop))
            last.verb = heads[0]
            continue
        if not heads and sign == "U" and w.low[begin] != "as" and _AWAITS_VERB.match(w.tags[begin:end]):
            last = _begun(found, "subordinate", (begin, stop), None, sign)
        elif not heads:
            resumed = main is not None and (
                main.verb is None or (last is not None and last.role == "relative" and w.tags[begin] in "PT")
            )
            home = main if resumed and sign in (",", "q") else last
            if home is None:
                home = main = last = _begun(found, "main")
            home.pieces.append((begin, stop))
        elif sign and sign in "RWU":
            # "The man who shot Palme died": the second verb takes the main clause up again.
            resumes = main is not None and main.verb is None and len(heads) > 1
            last = _begun(
                found,
                "subordinate" if sign == "U" else "relative",
                (begin, heads[1] if resumes else stop),
                heads[0],
                sign,
            )
            if main is not None and resumes:
                main.pieces.append((heads[1], stop))
                main.verb, last = heads[1], main
        elif main is None or main.verb is None:
            main = main or _begun(found, "main")
            main.pieces.append((begin, stop))
            main.verb, main.opener, last = _main_verb(w, begin, heads), sign, main
        else:
            shares = not w.tags[begin : heads[0]].strip("ACPT")
            last, before = _begun(found, last.role if shares and last else "main", (begin, stop), heads[0], sign), last
            last.follows = before if shares else None
        content = (
            _content(w, last, verbs, end) if last is not None and last.role == "main" and depth < _DEEPEST else None
        )
        if last is not None and content is not None:
            a = last.pieces[-1][0]
            last.pieces[-1] = (a, max(content, a + 1))
            return found + _told(w, last, content, end, tag, verbs, depth + 1)
    return _promoted(w, found)


_AWAITS_VERB = re.compile("U[^,;q()]+,[^,;q()]+,A*[MbhdVv]")
"""What opens like "after Hale, mayor of Vale, was"."""


def _main_verb(w: Words, begin: int, heads: list[int]) -> int:
    """The first verb of a stretch that does not stand in "the wreck they found"."""
    contact = heads[0] - 2 >= begin and w.tags[heads[0] - 1] == "O" and w.tags[heads[0] - 2] in "wX"
    return heads[1] if contact and len(heads) > 1 else heads[0]


def _begun(found: list[Part], role: str, piece: Span | None = None, verb: int | None = None, opener: str = "") -> Part:
    part = Part([piece] if piece else [], role, verb, opener)
    found.append(part)
    return part


def _told(
    w: Words, teller: Part, start: int, end: int, tag: tuple[Span, Span] | None, verbs: list[int], depth: int
) -> list[Part]:
    """The clauses of what somebody is said to have said, with who said it."""
    inner = _assembled(w, start, end, tag, [v for v in verbs if v >= start], depth)
    speaker = name_of(w, subject(w, teller)) or None
    for part in inner:
        part.role = "content" if part.role == "main" else part.role
        part.parent = part.parent or teller
        part.speaker = part.speaker or speaker
    return inner


def _content(w: Words, teller: Part, verbs: list[int], end: int) -> int | None:
    """The word with which begins what a speech verb reports, None where the clause reports no clause."""
    if teller.verb is None:
        return None
    said = predicate(w, teller.verb)
    if w.low[said] not in en.SPEECH:
        return None
    later = next((v for v in verbs if v > said), end)
    if later >= end:
        return None
    between = w.tags[said + 1 : later]
    if "that" in w.low[said + 1 : later]:
        return w.low.index("that", said + 1) + 1
    if mark := _PAUSE.search(between):
        return said + 2 + mark.start()
    if pause := _TIME_AND_COMMA.match(between):
        return said + 1 + pause.end()
    if _WHO_IS_ASIDE.match(w.tags, said + 1, end):
        return said + 1  # "reported a man, whom nobody knew, said …"
    if aside := _WITHOUT_THAT.fullmatch(between):
        return said + 1 + aside.end(1)  # "announced that Hale, the mayor, won" without "that"
    if _OPENS.search(between) or not between.strip("A"):
        return None
    if "T" in between:
        after_time = said + 2 + between.rindex("T")
        return after_time if after_time < later else said + 1
    if w.low[said] in en.HEARERS and (hearer := _HEARD.match(between)) and hearer.end() < len(between):
        return said + 1 + hearer.end()
    return said + 1


_PAUSE = re.compile("[q;]")
_TIME_AND_COMMA = re.compile(r"A*P?T+,")
_WHO_IS_ASIDE = re.compile("D?[wX]+,R[^,]*,A*[MbhdVv]")
_WITHOUT_THAT = re.compile(r"(A*(?:P?T+)?)[DXw#][^,CUWR]*,[^CUWR]*,A*")
_OPENS = re.compile("[,CUWR]")
_HEARD = re.compile(r"D?(?:X+|O|w)")


def _promoted(w: Words, found: list[Part]) -> list[Part]:
    """A sentence whose only verb stands in a dependent clause ("Let us not forget that …") says that clause."""
    if found and all(part.verb is None or part.role != "main" for part in found):
        dependent = next((part for part in found if part.verb is not None), None)
        if dependent is not None:
            dependent.role = "main"
    return found
