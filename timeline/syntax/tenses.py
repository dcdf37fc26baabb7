"""When the verb of a clause lies, whether it tells of a state, whether it is denied."""

from __future__ import annotations

import re

from timeline import english as en
from timeline.syntax.parts import Part, subject
from timeline.syntax.tagging import Words
from timeline.syntax.verbs import predicate


def tense(w: Words, part: Part) -> str:
    """When the verb of a clause lies: "past", "perfect", "pluperfect", "present", "future", "planned" or "doubtful".

    "none" where there is no verb. "planned" is the future seen from then ("would", "was to", "is due to"), "doubtful"
    what may, could or should be.
    """
    if part.when is None:
        part.when = "none" if part.verb is None else _tense(w, part.verb)
    return part.when


def _tense(w: Words, head: int) -> str:
    last = predicate(w, head)
    word, tag = w.low[head], w.tags[head]
    if tag == "M":
        return "future" if word in en.FUTURE else "planned" if word in en.CONDITIONAL else "doubtful"
    onward = w.tags[last + 1 : last + 3]
    if tag == "b" and (w.low[last] in en.PLANNED or last == head) and "t" in w.tags[last + 1 : last + 2]:
        return "planned"
    if tag == "b" and w.low[last + 1 : last + 2] and w.low[last + 1] in en.PLANNED and onward[1:2] == "t":
        return "planned"
    if w.low[last] in en.PLANS and onward[:1] == "t":
        return "planned"
    if tag in "bh" and w.low[last] in ("scheduled", "slated", "set") and w.low[last + 1 : last + 2] == ("for",):
        return "planned"
    if tag == "h" and last != head:
        return "pluperfect" if word.startswith("had") else "perfect"
    if tag in "Vv" or word in en.PAST_AUXILIARIES:
        return "past"
    return "present"


def may_be_past(w: Words) -> bool:
    """Whether a clause of a sentence can be past or perfect, as far as its words tell before its clauses are known."""
    return _TELLING.search(w.tags) is not None or not en.PAST_AUXILIARIES.isdisjoint(w.low)


_TELLING = re.compile("[Vvh]")


def is_stative(w: Words, part: Part) -> bool:
    """Whether the verb of a clause says how things were, rather than what happened: "was", "had", "remained"."""
    if part.verb is None:
        return True
    last = predicate(w, part.verb)
    passive = last != part.verb and w.tags[part.verb] in "bh" and w.tags[last - 1] in "bnAT"
    if w.low[last] in _APPEARING and w.low[last + 1 : last + 2] in (("in",), ("at",), ("before",), ("on",)):
        return False  # "appeared in court"
    return w.low[last] in en.STATIVE and not passive


_APPEARING = frozenset(("appear", "appears", "appeared"))


def is_negated(w: Words, part: Part) -> bool:
    """Whether the clause says that something did not happen."""
    if part.verb is None:
        return False
    last = predicate(w, part.verb)
    group = w.low[part.verb : last + 2]
    return (
        not _NEGATING.isdisjoint(group)
        or "n't" in " ".join(group)
        or w.low[subject(w, part)[0]] in _NOBODY
        or not en.ALMOST.isdisjoint(w.low[max(0, part.verb - 2) : part.verb])
        or _is_denied(w, part.verb, last)
    )


_NEGATING = en.NEGATIONS - {"without"}
_NOBODY = en.NEGATIONS | en.FEW


def _is_denied(w: Words, verb: int, last: int) -> bool:
    """Whether the sentence says that a clause behind "that" is not so: "denied that …", "it is not true that …", "… are
    false"."""
    if "that" not in w.low[:verb]:
        return False
    that = verb - 1 - w.low[:verb][::-1].index("that")
    leading, trailing = w.low[max(0, that - 6) : that], w.low[last + 1 :]
    untrue = "true" in leading and any(word == "not" or word.endswith("n't") for word in leading)
    return (
        untrue or any(word in en.DENIALS for word in leading) or any(word in ("false", "untrue") for word in trailing)
    )
