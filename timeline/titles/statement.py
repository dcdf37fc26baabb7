"""Where a statement may end: how much of what stands behind the verb a title needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from timeline import english as en
from timeline.syntax import Words
from timeline.titles import wording
from timeline.titles.body import LIST, asides, goes_on

_QUOTE_AT_LEAST = 2
"""Words of a quotation that a title has to keep, if any."""


@dataclass(slots=True, eq=False)  # not frozen: one is made for every title
class Statement:
    """What a title says of its subject: `body` are the words from the verb on, `needed` the last it can't do without.

    `person` and `thing` say whether "his" and "its" may stand for the subject, `told` where what somebody said begins.
    `low` and `tags` are the body in small letters and the kinds of its words.
    """

    w: Words
    body: Sequence[int]
    needed: int
    person: bool
    thing: bool
    told: int
    low: Sequence[str]
    tags: str

    def may_end(self, n: int) -> bool:
        """Whether the first `n` words of the body are a whole statement."""
        w, last = self.w, self.body[n - 1]
        if last < self.needed or not self._ends(n) or (w.low[last] in wording.LINKS and last == self.needed):
            return False
        if last == self.needed and w.low[last] in en.SPEECH - {"continued"} and not self._is_passive():
            return False
        if not all(self._is_clear(i) for k, i in enumerate(self.body[:n]) if self.low[k] in wording.PRONOUNS):
            return False
        if self._awaits_phrase(n) or self._points_back(n):
            return False
        if last == self.needed and self._wants_object():
            return False
        if n == len(self.body):
            return not _pair_is_open(w, last, last + 1)
        return self._may_be_cut(n)

    def _points_back(self, n: int) -> bool:
        """Whether one of `n` words is "one" for something told before: "chose the one posed by the cabinet"."""
        w = self.w
        ones = [i for i, word in zip(self.body, self.low[:n], strict=False) if word in ("one", "ones")]
        return any(w.low[i - 1] in ("the", "this", "that") and w.tags[i + 1 : i + 2] in "vgPRW,." for i in ones)

    def _wants_object(self) -> bool:
        """Whether the verb says nothing alone, or an aside parts it from what it needs: "led, by all reports, a …"."""
        w, verb = self.w, self.w.low[self.needed]
        if self._is_passive() or w.tags[self.needed] not in "Vv" or verb in wording.ALONE:
            return False
        return verb in wording.WANTS_OBJECT or w.tags[self.needed + 1 : self.needed + 2] == ","

    def _ends(self, n: int) -> bool:
        """Whether no word or mark that leads on stands at the end of the first `n`."""
        w, last = self.w, self.body[n - 1]
        cut_off = n == len(self.body) or self.body[n] != last + 1
        # "ran out", "put the fire out": nothing follows that it could lead to.
        particle = w.low[last] in en.PARTICLES and (
            last == self.needed + 1 or (cut_off and w.low[last] not in ("in", "on"))
        )
        if w.tags[last] == "g" and w.low[last] in en.SPEECH | wording.SAYING:
            return False
        if (w.low[last] in en.BAD_ENDS and not particle) or w.tags[last] in ",;(S":
            return False
        before = self.tags[:n]
        if _LEADS_ON.search(before):
            return False  # "by radio and again", "the third time that Hale"
        if _LEADS_TO_NOUN.search(before) and w.low[last].endswith("ed") and w.low[last] not in wording.PERSONS_BY_FATE:
            return False  # "with an updated"
        behind = w.low[last + 1] if last + 1 < len(w.low) else ""
        beyond = _BEHIND_A_TIME.match(w.tags, last + 1)
        onward = w.low[beyond.end()] if beyond and beyond.end() < len(w.low) else behind
        if (w.low[last], onward) in wording.PAIRED or (w.low[last - 1] == "same" and behind == "as"):
            return False  # "dark enough to", "on the same day as"
        if behind in wording.ASKED and (w.tags[last] == "g" or w.tags[last - 1] == "t"):
            return False  # "to confirm if", "finding that"
        if w.low[last + 1 : last + 4] == ("in", "a", "row") or behind == "running":
            return False  # "for the second year in a row"
        if onward == "that" and "time" in self.low[:n]:
            return False  # "the third time in a decade that Hale"
        if ("not", "only") in pairwise(self.low[:n]) and "but" not in w.low[self.needed : last]:
            return False
        if before[-1:] == "T" and before[-2:-1] in ("D", "S") and w.tags[last + 1 : last + 2] in ("C", "w", "X"):
            return False  # "a repeal of the 1991"
        return w.low[last - 1] != "as" or w.tags[last] not in "wA" or n == len(self.body)

    def _may_be_cut(self, n: int) -> bool:
        w, last, following = self.w, self.body[n - 1], self.body[n]
        if self._touch(last, following) and not self._parts(last, following):
            return False
        if last == self.needed:
            return self._is_enough(following)
        if _pair_is_open(w, last, following) or _is_half_preposition(w, last) or self._has_clause_behind(n):
            return False
        if w.tags[following] == "," and (self._is_listed(n) or goes_on(w, last)):
            return False
        if self._clause_is_open(n):
            return False
        if _SECOND_DEED.search(self.tags[:n]) or (w.tags[following] == "t" and _PAIR_OF_AIMS.search(self.tags[:n])):
            return False  # "shut the port and tie any change", "took years to grow and an afternoon"
        paired = w.tags[following] == "C" and not _SECOND_DEED.match(w.tags, following)
        if paired and (_shares_noun(w, last, following) or "," in self._phrase(n)):
            return False
        return not self._awaits_infinitive(n) and self._quote_may_be_cut(n)

    def _has_clause_behind(self, n: int) -> bool:
        """Whether what is cut off holds the verb of what was found or said: "found two of the nine had left"."""
        w = self.w
        if w.low[self.needed] not in en.SPEECH | wording.FINDING or self.told < len(w.tags):
            return False
        return not set("vVbhM").isdisjoint(self.tags[n:])

    def _clause_is_open(self, n: int) -> bool:
        """Whether a clause begun with "when" or "after" still waits for its verb: "were hurt when a train"."""
        opened = max(self.tags.rfind("W", 0, n), self.tags.rfind("U", 0, n))
        return opened > 0 and _VERBS.isdisjoint(self.tags[opened:n]) and not _VERBS.isdisjoint(self.tags[n:])

    def _touch(self, last: int, following: int) -> bool:
        """Whether nothing but parentheses stands between two words."""
        return following == last + 1 or asides(self.w).issuperset(range(last + 1, following))

    def _parts(self, last: int, following: int) -> bool:
        """Whether a phrase ends with the one word and another begins with the other."""
        w = self.w
        if not begins_phrase(w, following) or w.tags[last - 1] == "t" or w.low[last] in en.ADJECTIVAL:
            return False
        behind = w.low[following + 1 : following + 2]
        if w.tags[following] in "Pt" and last <= self.needed + 1 and not wording.PRONOUNS.isdisjoint(behind):
            return False
        return last == self.needed or not (w.tags[last] in "gvpVzt" or _is_one_name(w, last, following))

    def _is_enough(self, following: int) -> bool:
        """Whether the verb may stand alone before a word: "was arrested after …"."""
        w = self.w
        if w.low[self.needed] in wording.ALONE and w.tags[following] in "CPUW,":
            return True
        bare = w.low[self.needed] in (en.SPEECH - en.SPEECH_ACTS) | wording.WANTS_PLACE
        return self._is_passive() and not bare and w.tags[following] in "CPUW,"

    def _awaits_phrase(self, n: int) -> bool:
        """Whether "from …" or "as …" is missed behind the first `n`: "preventing the firm", "described the plan"."""
        w = self.w
        kept, left = self.low[:n], w.low[self.body[n - 1] + 1 :]
        if wording.BARS.intersection(kept) and "from" in left and "from" not in kept:
            return True
        if w.low[self.needed] in wording.WANTS_PLACE:
            return not any(tag == "P" and i > self.needed for i, tag in zip(self.body, self.tags[:n], strict=False))
        wants = w.low[self.needed] in wording.WANTS_AS or "using" in kept
        return wants and "as" in left and "as" not in kept

    def _awaits_infinitive(self, n: int) -> bool:
        """Whether "to …" is missed behind the first `n`: "became the first woman", "ordered the army", "to have it"."""
        w, kept, onward = self.w, self.low[:n], self.tags[n : n + 8]
        first = any(word in en.SUPERLATIVES and i > self.needed for i, word in zip(self.body, kept, strict=False))
        if first and re.search("t(?![DSXT#])", onward):
            return True
        if onward[:1] in "vpgA" and not _HAVING.isdisjoint(kept[-5:]):
            return True
        if onward[:1] == "t" and w.low[self.needed] in wording.WANTS_TO:
            return True
        return "g" in self._phrase(n) and re.match("(?:C[wX]+)?t", onward) is not None

    def _phrase(self, n: int) -> str:
        """The kinds of the words since the last preposition or verb before the n-th."""
        return _BOUND.split(self.tags[:n])[-1]

    def _is_listed(self, n: int) -> bool:
        """Whether the comma that is the n-th word parts the members of a list: all of them stay or none."""
        behind = self.tags[n + 1 :]
        return LIST.match(behind) is not None or (behind.startswith("C") and "," in self._phrase(n))

    def _is_passive(self) -> bool:
        w = self.w
        return self.tags[0] in "bh" and w.tags[self.needed] in "vp"

    def _is_clear(self, i: int) -> bool:
        """Whether a pronoun may stand for the subject."""
        word, w = self.w.low[i], self.w
        owning = word in ("his", "its", "their") or (
            word == "her" and w.tags[i + 1 : i + 2] in ("w", "X", "#", "v", "g", "S")
        )
        if owning or i >= self.told:
            return self.person if word in ("his", "her", "he", "she", "him") else self.thing
        # 'Called it "a day of joy"' says what it was.
        return word == "it" and w.tags[i + 1 : i + 2] == "q"

    def _quote_may_be_cut(self, n: int) -> bool:
        """Whether a cut leaves enough of a quotation that it falls into; a quoted name or speech is not cut at all."""
        w = self.w
        if "q" not in w.tags:
            return True
        marks = [k for k, tag in enumerate(self.tags[:n]) if tag == "q"]
        if len(marks) % 2 == 0:
            return True
        opened = marks[-1]
        led = self.tags[opened - 1] if opened else ""
        behind = {self.tags[n], w.tags[self.body[n - 1] + 1]}
        return n - 1 - opened >= _QUOTE_AT_LEAST and led not in ",;" and behind.isdisjoint("X,C")


_VERBS = frozenset("VvbhMz")
_SECOND_DEED = re.compile("CA*(?:z|wD)")
"""A verb behind "and"; a noun has no "the" or "any" right behind it."""
_PAIR_OF_AIMS = re.compile("t.*C")
_HAVING = frozenset(("have", "had", "get", "got", "saw", "seen"))


def begins_phrase(w: Words, i: int) -> bool:
    """Whether a phrase begins with word `i` that can be left off: "in …", "alleging that …", "brought in by …"."""
    tag, following = w.tags[i], w.tags[i + 1 : i + 2]
    if tag == "t":
        return following in ("D", "S", "X", "O", "#") or w.tags[i - 1] in "wX"
    if tag == "g":
        return following in ("D", "S", "O", "R", "X", "#") or w.low[i] in wording.BARS
    if tag in "vp":
        return following in ("P", "T", "t")
    if w.low[i] == "as" and w.low[i + 1 : i + 2] in (("much",), ("many",), ("few",), ("little",)):
        return False
    return tag in "PCURWq,;(" and w.low[i] not in ("of", "than")


_BOUND = re.compile("[PVvMbhdzt]")
_BEHIND_A_TIME = re.compile("(?:P?T+)+")
_LEADS_ON = re.compile("CA+$|R[^bhdMVvz]*$")
_LEADS_TO_NOUN = re.compile("[^b][DS]A*v$")
_PAIR = re.compile(r"\b(?:between|both|either|from)\b(?!.* (?:and|or|to) )")


def _pair_is_open(w: Words, last: int, following: int) -> bool:
    """Whether "between …" or "both …" still waits for its "and"."""
    pair = _PAIR.search(" ".join(w.low[max(0, last - 5) : last + 1]))
    return pair is not None and (pair.group() != "from" or w.tags[following : following + 1] in ("C", "t"))


def _is_half_preposition(w: Words, last: int) -> bool:
    """Whether a word still waits for its preposition: "in connection with", "in response to"."""
    return w.low[last] in wording.FULL and w.low[last - 1] == "in" and w.tags[last + 1 : last + 2] in ("P", "t")


def _is_one_name(w: Words, last: int, following: int) -> bool:
    return w.tags[last] == "X" and w.low[following] in wording.OF_NAMES and w.tags[following + 1 : following + 2] == "X"


def _shares_noun(w: Words, last: int, conjunction: int) -> bool:
    """Whether what stands before "and" leans on the noun behind it: "juvenile and adult birds", "Ann and Otto Hale"."""
    behind = w.tags[conjunction + 1 : conjunction + 2]
    whole = w.tags[max(0, last - 1) : last + 1] == "XX"
    if whole or not behind or behind in "DSPgtO#AMbhdVvzTq,":
        return False
    return not (w.tags[last] == "w" and w.low[last].endswith("s"))


_ADVERBS_AND_TIMES = re.compile("(?:A|P?D?T+)*")


def asks_more(w: Words, needed: int, told: bool) -> bool:
    """Whether the verb waits for a clause that is not there: "were investigating whether …"."""
    at = _ADVERBS_AND_TIMES.match(w.tags, needed + 1)
    behind = at.end() if at else needed + 1
    following = w.low[behind] if behind < len(w.low) else ""
    return not told and (following in wording.ASKED or (following == ":" and w.low[needed] in ("read", "reads", "ran")))
