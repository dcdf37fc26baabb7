"""Which verbs of a sentence are finite, and where their groups end."""

from __future__ import annotations

import re

from timeline import english as en
from timeline.syntax.tagging import Words


def finite_verbs(w: Words) -> list[int]:
    """Where the finite verbs stand, the auxiliary where there is one."""
    return [m.start() for m in _VERBAL.finditer(w.tags) if _is_finite(w, m.start(), m.group())]


_VERBAL = re.compile("[MbhdVvz]")


def _is_finite(w: Words, i: int, tag: str) -> bool:
    before, after = w.before(i), w.after(i)
    if before and before in "MtnP" and tag != "M" and not (before == "P" and tag in "bhd"):
        return False
    if tag == "M":
        return before not in ("D", "S") and after not in ("", ",", ".")
    if tag in "bhd":
        return before not in ("b", "h", "d") or i == 0
    if before and before in "bhdDS":
        return False
    if tag == "V":
        return True
    if before == "T" and tag == "v" and _OF_A_NOUN.search(w.tags, 0, i):
        return False  # "the recently announced plan"
    noun_before = before in _BEFORE_VERB
    if tag == "v" and _is_participle(w, i, before, after):
        return False
    if tag == "v" and before == "g":
        # "The apartment building collapsed on Monday": here the word in -ing is a noun.
        return _NOUN_IN_ING.search(w.tags[:i]) is not None and after in ("", "P", "T", ".", ",", "t")
    if tag == "v":
        return noun_before and before not in ("g", "#") and w.low[i + 1 : i + 2] != ("by",)
    if before == "#" and tag == "z":
        return False  # "with 220 votes"
    if before == "C" and tag == "z" and not w.low[i].endswith("s") and _INFINITIVE_BEFORE.search(w.tags[:i]):
        return False  # "is due to stay until May and return in June"
    if before == ",":
        # "Images from 2017, from the United Nations, suggest …": the sentence has had no verb before.
        noun_before = w.low[i].endswith("s") and not _PLAIN_VERB.search(w.tags, 0, i)
    return (
        noun_before
        and before != "g"
        and (not after or after not in "bhMvV")
        and not (before == "w" and w.before(i - 1) == "t")
    )


_OF_A_NOUN = re.compile("[DS]A*TA*$")
_INFINITIVE_BEFORE = re.compile("t[zw][^,;q(MbhdVv]*CA*$")
_BEFORE_VERB = frozenset("XwOTq)RWC,g#")
_NOUN_IN_ING = re.compile("[DS]w+g$")
_PLAIN_VERB = re.compile("[MbhdVz]")
_ANY_PAST = re.compile("[bhdVv]")
_LISTED = re.compile("[tM]n[vp][^,;bhdV]*CA*$")


def _is_participle(w: Words, i: int, before: str, after: str) -> bool:
    """Whether a word that could be a past is a participle: one in a phrase beside the clause or before a noun."""
    if w.low[i - 1 : i] in (("not",), ("newly",), ("then-newly",)) or w.low[i + 1 : i + 3] == ("to", "as"):
        return True
    if w.low[i - 1 : i] == ("ever",) or _LISTED.search(w.tags[:i]):
        return True  # "the largest fair ever held", "to be moved to Vale and subjected to its laws"
    if w.low[i - 1].endswith("est") and w.tags[max(0, i - 2) : i] == "Dw":
        return True  # "the strongest sustained winds"
    if w.low[i] in en.FATES and before in ("w", "#") and after in _NO_OBJECT and _GAPPED.search(w.tags, 0, i):
        return True  # "Twelve were killed and dozens injured"
    behind = w.tags[i + 2 : i + 3] if w.low[i + 1 : i + 2] in (("late",), ("early",)) else after
    if behind in ("T", "P") and (_in_adjunct(w, i) or _in_apposition(w, i) or _in_last_apposition(w, i)):
        return True
    if before == ",":
        if after == "t" and w.low[i] in _AWAITED and _ANY_PAST.search(w.tags, 0, i):
            return True
        beside = after in ("P", "T", "t") and _has_verb_before(w, i)
        named = w.tags[i + 1 : i + 2] == "X" and w.low[i] not in en.SPEECH
        return beside or named or _closed_by_verb(w, i)
    if before in ("w", "X") and _REDUCED.match(w.tags, i + 1) and w.low[i] not in _WITH_CLAUSE:
        return True  # "The man arrested on Monday was freed"
    return before in ("w", "X") and w.low[i] in _NAMING and _has_verb_behind(w, i)


_NO_OBJECT = frozenset(("", "P", "U", "W", ",", ".", "T", "C"))
_GAPPED = re.compile("b[nA]*v[^,;qbhM]*,?C[DSw#XA]*$")
_REDUCED = re.compile("(?:A|P[DSwX#gT]*|T)+[bhM]")
_WITH_CLAUSE = en.SPEECH | {"decided", "found", "ruled", "learned", "learnt", "heard", "showed", "agreed", "felt"}
_AWAITED = en.PLANNED | {"anticipated", "intended", "designed", "meant", "thought", "believed"}
_NAMING = frozenset(("called", "named", "dubbed", "nicknamed", "titled", "entitled"))


def _has_verb_before(w: Words, i: int) -> bool:
    """Whether a sentence has had its verb before word `i`: "They sent a note, scheduled for Monday"."""
    if _APPOSED_SUBJECT.match(w.tags, 0, i):
        return True
    comma = w.tags.find(",")
    head, since = w.tags[:comma], w.tags[comma:i]
    joined = "C" in since and since[since.rindex("C") :].count(",") != 1
    return "R" not in head and "U" not in head and _ANY_PAST.search(head) is not None and not joined


_APPOSED_SUBJECT = re.compile("[DSXwA#]+(?:,[DSXw#A]+)+,A*[bhdVv][^C]*$")
"""A subject with names and nouns beside it, and its verb: "A man, Otto Hale, aged 28, appeared"."""


def _has_verb_behind(w: Words, i: int) -> bool:
    """Whether the verb follows a name without a pause: "A ship called the Heron sank"."""
    return _NAME_AND_VERB.match(w.tags, i + 1) is not None and w.tags[i + 1] not in "Pt"


_NAME_AND_VERB = re.compile(r"D?[wX]+(?:\([^()]*\))?A*[bhdVv]")


def _in_apposition(w: Words, i: int) -> bool:
    """Whether a participle stands between a subject and its verb: "Hale, author of a study published in May, said"."""
    begin = w.mark_before(i)
    head = w.tags[: max(0, begin - 1)]
    return (
        begin > 0
        and w.tags[begin - 1] == ","
        and w.tags[begin] in "DwX"
        and begin < i - 1
        and head[:1] not in ("P", "T", "A", "U", "W", "g", "v", "p", "")
        and _VERB_OR_WHO.search(head) is None
        and _closed_by_verb(w, i)
    )


_VERB_OR_WHO = re.compile("[MbhdVvzR]")


def _in_adjunct(w: Words, i: int) -> bool:
    """Whether a participle stands in a phrase before the clause: "In a paper published on Monday, they said …"."""
    begin = w.mark_before(i)
    closed = w.tags.find(",", i)
    return (
        w.tags[begin] == "P"
        and "T" not in w.tags[begin : min(i, begin + 4)]
        and closed > 0
        and _ANY_PAST.search(w.tags, closed) is not None
    )


def _in_last_apposition(w: Words, i: int) -> bool:
    """Whether a participle stands in what closes a sentence: "They came to the fair, a show launched in 1997"."""
    begin = w.mark_before(i)
    head = w.tags[: max(0, begin - 1)]
    if begin == 0 or w.tags[begin - 1] != "," or not _APPOSED.match(w.tags, begin, i + 1):
        return False
    told = [v for v in range(len(head)) if head[v] in "bhVv"]
    open_ended = _OPEN_END.match(w.tags, w.mark_after(i)) is not None
    plain = head[0] not in "PTAUWgvp" and not set(head) & set("RUWq") and "C" not in head[told[0] if told else 0 :]
    return open_ended and plain and bool(told) and not any(w.low[v] in en.SPEECH for v in told)


_APPOSED = re.compile("D[wX]+A*v")
_OPEN_END = re.compile(r"$|\.|,A*[vpg]")


def _closed_by_verb(w: Words, i: int) -> bool:
    """Whether the phrase from word `i` ends with a comma and a verb: "The council, created in 2002, met"."""
    closing = _PAUSE_AND_VERB.match(w.tags, i + 1)
    return closing is not None and w.low[closing.end() - 1] not in _TRAILING


_TRAILING = frozenset(("charged", "accused", "suspected", "wanted", "armed", "dressed", "accompanied", "flanked"))
"""Participles that close a sentence: "A man, Otto Hale, appeared in court, charged with theft"."""
_PAUSE_AND_VERB = re.compile(r"[^,;q]*?[,)]A*[MbhdVv]")


def predicate(w: Words, head: int) -> int:
    """The last word of the verb group that begins with `head`: "calling" of "has been calling"."""
    if w.tags[head] not in "Mbhd":
        return head
    end = w.groups.get(head)
    if end is None:
        end = w.groups[head] = _group_end(w, head)
    return end


def _group_end(w: Words, head: int) -> int:
    at, i = head, head + 1
    while i < len(w.tags) and (w.tags[i] in "AbhdnT" or w.tags[i : i + 2] == "PT"):
        at = i if w.tags[i] in "bhdn" else at
        i += 1
    if i < len(w.tags) and (w.tags[i] in "VvpgzM" or (w.tags[head] in "Md" and w.tags[i] in "wz")):
        return i
    return at
