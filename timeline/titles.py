"""Titles cut from a clause: its own words, at most twelve of them, never a fragment that ends in the air."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline import english as en
from timeline.syntax import Part, Span, Words, name_of, predicate, subject

MOST_WORDS = 12

_MARKS = ",;q()."
_LOOSE = " ,;:–—-."
_QUOTES = str.maketrans("", "", '"“”„«»')


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
    that is a pronoun. None where the clause has no subject to begin with, or its verb no room.
    """
    begin, end = _subject_of(w, part)
    if begin >= end or part.verb is None or (begin and w.tags[begin] == "g"):
        return None
    dropped = {i for span in time for i in _time_phrase(w, span)}
    whole = [i for i in range(begin, end) if i not in dropped]
    needed = predicate(w, told[0].verb if told and told[0].verb is not None else part.verb)
    body = _without_tail(w, [i for i in _body(w, part, told) if i not in dropped], needed)
    if not whole or not body or (not told and needed == part.verb and _wants_more(w, body)):
        return None
    names = [who] if who and end - begin == 1 else _subjects(w, (whole[0], whole[-1] + 1), whole, bool(told))
    return _longest(w, names, body, needed, room)


def opening(w: Words, part: Part) -> str | None:
    """The first words of a clause, at most twelve, where no shorter title can be cut; None where nothing is left."""
    begin, end = _subject_of(w, part)
    begin = begin if begin < end else part.pieces[0][0]
    kept = list(range(begin, part.pieces[-1][1]))
    while kept and (
        len(_said(w, kept).split()) > MOST_WORDS or w.low[kept[-1]] in en.BAD_ENDS or not _is_word(w, kept)
    ):
        kept.pop()
    return polish(_said(w, _without_article(w, kept))) or None


def _is_word(w: Words, kept: Sequence[int]) -> bool:
    return w.tags[kept[-1]] not in _MARKS


def phrase(w: Words, span: Span) -> str:
    """Some words as a headline: "First meeting of the council since 2014", the middle left out where it is long."""
    begin, end = span[0] + (w.low[span[0]] in ("a", "an", "the")), span[1]
    whole = w.said((begin, end))
    since = next((i for i in range(end - 1, begin, -1) if w.low[i] == "since"), end)
    of = next((i for i in range(begin + 1, since) if w.tags[i] in "P,CRW"), since)
    return polish(whole if len(whole.split()) <= MOST_WORDS else f"{w.said((begin, of))} {w.said((since, end))}")


def _wants_more(w: Words, body: list[int]) -> bool:
    """Whether a verb of saying is left without what was said: "the firm announced via telegram"."""
    return w.low[body[0]] in en.SPEECH - {"continued"} and (len(body) == 1 or w.tags[body[1]] == "P")


def _subject_of(w: Words, part: Part) -> Span:
    while not any(subject(w, part)) and part.follows is not None:
        part = part.follows
    return subject(w, part)


def _longest(w: Words, names: Sequence[str], body: list[int], needed: int, room: int) -> str | None:
    """The first name that leaves room for the whole body, else the name and cut that tell the most."""
    if _may_end(w, body, len(body), needed):
        rest = _said(w, body)
        for name in names:
            if len(name.split()) + len(rest.split()) <= room:
                return polish(f"{name} {rest}")
    cuts = [cut for name in names if (cut := _cut(w, name, body, needed, room))]
    return polish(max(cuts, key=lambda cut: len(cut.split()))) if cuts else None


def polish(text: str) -> str:
    """The text with a capital, without marks at its ends, its double quotation marks paired or gone."""
    text = re.sub(r"\s+([,;.!?)])", r"\1", " ".join(text.split())).strip(_LOOSE)
    text = re.sub(r"[–—](?:\s*[–—])+", "—", text)
    if text.count('"') == 1 and not text.startswith('"'):
        text += '"'
    if text.count("“") == text.count("”") + 1:
        text += "”"
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        text = text.translate(_QUOTES)
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    text = text.strip(_LOOSE)
    return text[:1].upper() + text[1:]


def _time_phrase(w: Words, span: Span) -> range:
    """The words of a time expression with the prepositions and adverbs that lead to it."""
    begin, end = span
    if begin and w.tags[begin - 1] == "D":
        return range(0)
    if begin and w.low[begin - 1] in ("for", "of") and w.tags[end : end + 1] == "w":
        return range(0)  # "a bid for October elections"
    # "was sworn in last week": of these words none follows "in".
    bare = w.low[begin] in en.BARE_TIMES
    while begin > 0 and (
        (
            w.tags[begin - 1] == "P"
            and ((begin == span[0] and not (bare and w.low[begin - 1] == "in")) or w.low[begin - 1] not in en.PARTICLES)
        )
        or w.low[begin - 1] in ("late", "early", "earlier", "later")
    ):
        begin -= 1
    return range(begin, end)


def _body(w: Words, part: Part, told: Sequence[Part]) -> list[int]:
    """The words from the verb on, those of what is told after them, marks where both neighbours stay."""
    own = {i for p in (part, *told) for a, b in p.pieces for i in range(a, b)}
    own -= {i for aside in re.finditer(r"\([^()]*\)?", w.tags) for i in range(*aside.span())}
    last = max(own, default=0)
    assert part.verb is not None
    return [i for i in range(part.verb, last + 1) if i in own or (w.tags[i] in _MARKS and _between(w, i, own))]


def _without_tail(w: Words, body: list[int], needed: int, whole: bool = True) -> list[int]:
    """The words up to the comma that ends the statement.

    "…, toward the sea" goes, "in Latvia, Lithuania and Poland" stays. `whole` says that nothing was cut off behind.
    """
    for n, i in enumerate(body):
        if w.tags[i] == "," and i > needed:
            rest = "".join(w.tags[k] for k in body[n + 1 :])
            place = whole and set(rest) <= {"X"} and w.tags[i - 1] == "X"
            return body if place or _LIST.match(rest) else body[:n]
    return body


_LIST = re.compile(r"[^,PTUWR]{1,6}(?:,[^,PTUWR]{1,6})*,?C")


def _without_cut_list(w: Words, body: list[int], kept: list[int], needed: int) -> list[int]:
    """No list cut short: of "troops in Latvia, Lithuania and Poland" either all countries stay or none."""
    if not _LIST.match("".join(w.tags[i] for i in body[len(kept) + 1 :])) or w.tags[body[len(kept)]] != ",":
        return kept
    before = next((n for n in range(len(kept) - 1, 0, -1) if w.tags[kept[n]] == "P" and kept[n - 1] > needed), None)
    return kept if before is None else kept[:before]


def _between(w: Words, i: int, own: set[int]) -> bool:
    before, after = i, i
    while before >= 0 and w.tags[before] in _MARKS and before not in own:
        before -= 1
    while after < len(w.tags) and w.tags[after] in _MARKS and after not in own:
        after += 1
    return before in own and after in own


def _subjects(w: Words, span: Span, kept: list[int], telling: bool) -> list[str]:
    """The subject in full, then shorter: the last office and the name, the name, the head without what follows."""
    full = _said(w, _without_article(w, kept))
    short = name_of(w, span)
    run = re.search(r"X+$", w.tags[slice(*span)])
    if run and re.fullmatch("w+C?[wX]+", w.tags[slice(*span)]) and re.search("X{2}$", w.tags[slice(*span)]):
        # "former boxer and champion Anna Hale": what stands before the name says who she is.
        short = w.said((span[1] - 2, span[1]))
    offices = [i for i in range(*span) if w.low[i] in en.OFFICES and run and i >= span[0] + run.start()]
    # "Foreign Minister Steinmeier": an office is read with the word before it.
    office = w.said((max(offices[0] - 1, span[0] + run.start()), span[1])) if offices and run else full
    cut = re.search(r"P|,", w.tags[span[0] + 1 : span[1]])
    head = _said(w, _without_article(w, [i for i in kept if cut is None or i < span[0] + 1 + cut.start()]))
    if not head or head.split()[-1].lower() in en.OFFICES or "C" in w.tags[slice(*span)]:
        head = full
    office, short = (re.sub(r"^(?:The|the|An?|an?) ", "", name) for name in (office, short))
    return list(dict.fromkeys([short] if telling and " " in short else [full, office, short, head]))


def _without_article(w: Words, kept: list[int]) -> list[int]:
    # "The following election": without its article it reads as something else.
    article = len(kept) > 1 and w.low[kept[0]] in ("a", "an", "the") and w.low[kept[1]] not in en.PREPOSITIONS
    return kept[1:] if article else kept


def _said(w: Words, kept: Sequence[int]) -> str:
    """Some words in their order, with the space the text has between them, or one blank where words are left out."""
    told = []
    for n, i in enumerate(kept):
        if n:
            told.append(w.text[w.spans[i - 1][1] : w.spans[i][0]] if kept[n - 1] == i - 1 else " ")
        told.append(w.text[slice(*w.spans[i])])
    return " ".join("".join(told).split())


def _cut(w: Words, name: str, body: list[int], needed: int, room: int) -> str | None:
    """Subject and body within `room` words, cut where a phrase ends, None where the verb has no room."""
    room -= len(name.split())
    stop = count = 0
    while stop < len(body) and count + _begins_word(w, body, stop) <= room:
        count += _begins_word(w, body, stop)
        stop += 1
    while stop and body[stop - 1] >= needed:
        if _may_end(w, body, stop, needed):
            kept = body[:stop] if stop == len(body) else _without_tail(w, body[:stop], needed, False)
            kept = kept if len(kept) == len(body) else _without_cut_list(w, body, kept, needed)
            return f"{name} {_said(w, kept)}"
        stop -= 1
    return None


def _begins_word(w: Words, body: list[int], n: int) -> bool:
    """Whether a blank stands before the n-th word, or words are left out there."""
    return n == 0 or body[n - 1] + 1 < body[n] or w.spans[body[n - 1]][1] < w.spans[body[n]][0]


def _begins_phrase(w: Words, i: int) -> bool:
    """Whether a phrase begins with word `i` that can be left off: "in …", "alleging that …", "brought in by …"."""
    tag, following = w.tags[i], w.tags[i + 1 : i + 2]
    if tag == "t":
        return following in ("D", "S", "X", "O", "#")
    if tag == "g":
        return following in ("D", "S", "O", "R", "X") or w.low[i + 1 : i + 2] == ("that",)
    if tag in "vp":
        return following in ("P", "T", "t")
    return tag in "PCURWq,;(" and w.low[i] != "of"


def _may_end(w: Words, body: list[int], stop: int, needed: int) -> bool:
    last = body[stop - 1]
    # "ran out", "put the fire out": nothing follows that it could lead to.
    parted = w.low[last] not in ("in", "on") and (stop == len(body) or body[stop] != last + 1)
    particle = w.low[last] in en.PARTICLES and (last == needed + 1 or parted)
    if (w.low[last] in en.BAD_ENDS and not particle) or w.tags[last] in ",;(":
        return False
    if stop == len(body):
        return True
    following = body[stop]
    if following != last + 1:
        return True
    if not _begins_phrase(w, following) or w.tags[last - 1] == "t":
        return False
    pair = re.search(
        r"(?:between|both|either|from)\b(?!.* (?:and|or|to) )", " ".join(w.low[max(0, last - 5) : last + 1])
    )
    pair_open = pair is not None and (w.tags[following] == "C" or w.low[last - 1] in ("both", "either"))
    return not pair_open and w.tags[last] not in "gvpVzt" and last > needed
