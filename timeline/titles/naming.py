"""Who or what a title is about: the subject of a clause, in full and shorter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline import english as en
from timeline.syntax import Part, Span, Words, name_of, subject
from timeline.titles import wording


def subject_of(w: Words, part: Part) -> Span:
    """The words of a clause's subject, that of the clause it goes on from where it has none of its own."""
    while not any(subject(w, part)) and part.follows is not None:
        part = part.follows
    begin, end = subject(w, part)
    more = begin and w.low[begin] == "than" and w.low[begin - 1] in ("more", "less", "fewer")
    return (begin - 1, end) if more else (begin, end)


def is_named(w: Words, span: Span) -> bool:
    """Whether a subject can be understood alone: no bare pointer, nobody's "his", no phrase taken for a noun."""
    begin, end = span
    tags, low = w.tags[begin:end], w.low[begin:end]
    if _OVER_SO_MANY.match(tags) or low[1:2] in (("least",), ("most",)):
        tags = tags[1:]  # "over 200 people", "at least two men"
    if (
        not tags
        or tags[0] in "gvpVzPtURWCbhM,"
        or low[0] in wording.NO_SUBJECT
        or wording.OWNERS.intersection(low)
        or tags[-1] == "S"
        or "O" in tags
        or not _POINTING_BACK.isdisjoint(low)
        or low[0] == "others"
    ):
        return False
    if _TWO_NOUNS.search(tags) and not _JOINT.search(tags):
        return False
    if not tags.strip("#") and w.tags[max(0, begin - 1) : begin] == "q":
        return False  # the rest of "'11"
    words = low[1:] if low[0] in ("the", "a", "an") else low
    return bool(words) and not all(word in wording.POINTERS for word in words)


_POINTING_BACK = frozenset(("those", "them", "these", "whom"))
_OVER_SO_MANY = re.compile("P[A#w]?#")
_TWO_NOUNS = re.compile("[wX][DS]?(?<=D)w")
_JOINT = re.compile("[PC,V]")


def is_person(w: Words, span: Span) -> bool:
    """Whether "he" or "she" may stand for a subject."""
    tags, low = w.tags[slice(*span)], w.low[slice(*span)]
    known = en.OFFICES.intersection(low) or wording.PEOPLE.intersection(low) or "one" in low
    return bool(known) or (tags.endswith("X") and not set(tags) & set("PtD#,")) or _is_lone_name(w, span)


def is_thing(w: Words, span: Span) -> bool:
    """Whether "it" may stand for a subject."""
    low = w.low[slice(*span)]
    known = en.OFFICES.intersection(low) or wording.PEOPLE.intersection(low)
    return not known or "C" in w.tags[slice(*span)]


def _is_lone_name(w: Words, span: Span) -> bool:
    return span[1] - span[0] == 1 and w.text[w.spans[span[0]][0]].isupper()


def speaker(w: Words, span: Span) -> str | None:
    """The name alone of who says something, None where the subject is no more than that."""
    short = _short(w, span)
    return _no_article(short) if " " in short and short != w.said(span) else None


def full_name(w: Words, kept: Sequence[int]) -> str:
    """The subject in full."""
    return said(w, without_article(w, kept))


def shorter_names(w: Words, span: Span, kept: Sequence[int], full: str) -> list[str]:
    """The subject without its article or by its last office and the name, the name, the head without what follows."""
    return [_no_article(_with_office(w, span) or full), _no_article(_short(w, span)), _head(w, span, kept)]


def _short(w: Words, span: Span) -> str:
    """The name of a subject that a name ends, else all of it."""
    tags = w.tags[slice(*span)]
    if tags.endswith("X") and tags.find("P", 0, -1) != tags.rfind("P"):
        return w.said(span)
    lead = next((i for i in range(*span) if w.tags[i] in "Pt"), span[0])
    if lead > span[0] and (w.low[lead] != "of" or w.low[lead - 1] not in en.OFFICES):
        return w.said(span)
    if "C" in tags[tags.find("X") + 1 :] and "X" in tags:
        return w.said(span)
    if tags.endswith("XX") and _ROLES_AND_NAME.fullmatch(tags):
        # "former boxer and champion Anna Hale": what stands before the name says who she is.
        return w.said((span[1] - 2, span[1]))
    return name_of(w, span)


_ROLES_AND_NAME = re.compile("w+C?[wX]+")
_NAME_AT_END = re.compile("X+$")
_ARTICLE = re.compile("(?:The|the|An?|an?) ")


def _with_office(w: Words, span: Span) -> str | None:
    """ "Foreign Minister Steinmeier": an office is read with the word before it."""
    run = _NAME_AT_END.search(w.tags, *span)
    if run is None or set(w.tags[slice(*span)]) & set("PtC"):
        return None
    start = run.start()
    offices = [i for i in range(start, span[1]) if w.low[i] in en.OFFICES]
    if not offices:
        return None
    alone = w.low[offices[0] - 1] in ("court", "states")  # "District Court Judge Hale" is Judge Hale
    return w.said((offices[0] if alone else max(offices[0] - 1, start), span[1]))


def _head(w: Words, span: Span, kept: Sequence[int]) -> str:
    """The subject up to the first phrase that only says more: "Palm Beach County" of "Palm Beach County in Florida"."""
    cut = next((i for i in range(span[0] + 1, span[1]) if w.tags[i] == "," or _adds(w, i)), None)
    return _until(w, span, kept, cut)


_NEEDS_MORE = wording.COUNTS | wording.BODIES


def bare_head(w: Words, span: Span, kept: Sequence[int]) -> str:
    """The subject without its "of …" where the noun before tells enough: "the death of Hale", not "a number of men"."""
    cut = next((i for i in range(span[0] + 1, span[1]) if w.low[i] == "of"), None)
    if cut is None or w.low[cut - 1] in _NEEDS_MORE or (w.tags[cut - 1] != "X" and "X" in w.tags[cut : span[1]]):
        return _until(w, span, kept, None)
    return _until(w, span, kept, cut)


def _until(w: Words, span: Span, kept: Sequence[int], cut: int | None) -> str:
    """The subject up to word `cut`, all of it where that would be no subject."""
    head = [i for i in kept if cut is None or i < cut]
    if "C" in w.tags[slice(*span)] or not head or w.low[head[-1]] in en.OFFICES or w.tags[head[-1]] not in "wXT":
        head = list(kept)
    return said(w, without_article(w, head))


def _adds(w: Words, i: int) -> bool:
    return w.tags[i] == "P" and w.low[i] not in ("of", "for", "than", "between", "against")


def _no_article(name: str) -> str:
    article = _ARTICLE.match(name)
    return name[article.end() :] if article else name


def without_article(w: Words, kept: Sequence[int]) -> Sequence[int]:
    """Some words without an article that opens them, where they read as well without."""
    article = len(kept) > 1 and w.low[kept[0]] in ("a", "an", "the") and w.low[kept[1]] not in wording.KEEPS_ARTICLE
    return kept[1:] if article else kept


def said(w: Words, kept: Sequence[int]) -> str:
    """Some words in their order, with the space the text has between them, or one blank where words are left out."""
    told, begin = [], 0
    for n in range(1, len(kept) + 1):
        if n == len(kept) or kept[n] != kept[n - 1] + 1:
            told.append(w.text[w.spans[kept[begin]][0] : w.spans[kept[n - 1]][1]])
            begin = n
    return " ".join(" ".join(told).split())
