"""Text to time expressions, in one pass round lexical triggers; no calendar is needed.

One pattern finds the triggers; triggers near one another make a window; in a window every token is tried against the
rules that it can begin together with the token behind it and whose own triggers are there, and the longest match wins
(the first in the file among equals). So the cost is that of the trigger pattern plus a little for the small part of a
text that lies in windows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import cache, reduce
from itertools import chain, pairwise
from operator import or_
from typing import Any

from timeline.meanings import MEANINGS
from timeline.model import TimeExpression
from timeline.rules import Language, Rule, language
from timeline.rules.leads import ANY, lead_tokens, looked_up
from timeline.rules.patterns import HYPHEN, MARK, NEVER, SPACE, any_case_pattern, cased, folded
from timeline.rules.shapes import SHAPES, TRIGGER_SHAPES, grouped

MODIFIER = -1
"""Stands for a modifier among the numbers of rules."""
REACH = 48
"""How many characters an expression may begin before its trigger."""
NEXT = 24
"""How many characters behind a token the next one is looked for."""
CONTEXT = 48
"""How many characters before an expression are read for its cue."""
SIGNAL = 12
"""How many of them for its signal."""

_TOKEN = re.compile(r"[^\W\d_]+|(\d+(?:,\d\d\d(?!\d))*)|['\u2019](?=\d)")
# A number is not a date where it is money, a score, a part of a longer number or of a decimal.
_LEFT = r"(?<![\w$\u00a3\u20ac#/])(?<!\d[.,:/])(?<!\D\d\d\d-)"
_RIGHT = r"(?![\w@]|[.,:]\d|-\d\d\d(?!\d)|%|(?:['\u2019](?!s\b)\w))"
_SENTENCE_END = re.compile(r"[.!?;\n](?:(?<!\n)[\"'\u201d\u2019)]*\s|(?<=\n)\s*\n)")


_GAP = re.compile(rf"(?:{SPACE}|{HYPHEN})?")


class Matcher:
    """A rule and its pattern, compiled when first tried: most texts need few of the rules."""

    __slots__ = ("alone", "groups", "kinds", "match", "own", "rule")

    def __init__(self, rule: Rule, kinds: int) -> None:
        self.rule, self.kinds = rule, kinds
        self.alone = rule.after is rule.before is rule.not_after is None
        self.groups: tuple[tuple[str, str, int], ...] = ()
        self.own: tuple[int, ...] = ()
        self.match: Callable[[str, int], re.Match[str] | None] = self._compiled

    def _compiled(self, text: str, at: int) -> re.Match[str] | None:
        pattern = re.compile(rf"{_LEFT}(?:{self.rule.pattern}){_RIGHT}")
        slots = ((name, source, f"{name}__{i}") for i, (name, source) in enumerate(self.rule.groups, 1))
        self.groups = tuple((name, source, pattern.groupindex[group]) for name, source, group in slots if name != "_")
        self.own = tuple(group for name, group in pattern.groupindex.items() if name.startswith("own__"))
        self.match = pattern.match
        return self.match(text, at)

    def suits(self, text: str, at: int, end: int) -> bool:
        """Whether the rule's neighbours are what it asks for; the end of the text counts as a mark."""
        rule = self.rule
        return self.alone or (
            (rule.after is None or rule.after.search(text, max(0, at - 24), at) is not None)
            and (rule.not_after is None or rule.not_after.search(text, max(0, at - 24), at) is None)
            and (rule.before is None or end == len(text) or rule.before.match(text, end) is not None)
        )


Hit = tuple[int, Matcher, re.Match[str]]
"""Where a match ends, and what made it."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What two tokens can begin: the rules to try, and whether a modifier may stand there."""

    matchers: tuple[Matcher, ...] = ()
    modifies: bool = False


class Recogniser:
    """The rules of a language, ready to be run over any number of texts."""

    def __init__(self, lang: Language) -> None:
        self.language = lang
        self._find = lang.trigger_pattern().finditer
        bits = {kind: 1 << i for i, kind in enumerate(lang.trigger_names)}
        self._shapes = sum(bits[kind] for kind in lang.trigger_names if kind in TRIGGER_SHAPES)
        self._kinds: dict[str, int] = {}
        for kind in lang.trigger_names:
            for word in lang.values(kind):
                self._kinds[word] = self._kinds.get(word, 0) | bits[kind]
        for words in [word for word in self._kinds if " " in word]:
            # "these days" hides its "days" from the trigger pattern, but not from the rules.
            self._kinds[words] |= reduce(or_, (self._kinds.get(word, 0) for word in words.split()))
        self._before = {p: _words(lang.modifiers.get(p, {})) for p in ("point", "quantity")}
        self._ahead = self._by_token([Matcher(rule, sum(bits[k] for k in rule.triggers)) for rule in lang.rules])
        self._after = re.compile(rf"{SPACE}({_words(lang.modifiers.get('after', {})).pattern}){_RIGHT}")
        self._signals: dict[str, str] = lang.told.get("signals", {})
        signals = "|".join(map(cased, sorted(self._signals, key=len, reverse=True))) or NEVER
        # A signal that ends in a hyphen stands close: "pre-1990".
        self._signal = re.compile(rf"{MARK}({signals})(?:{SPACE}|(?<={HYPHEN}))$")
        stop = "|".join(map(re.escape, lang.told.get("past_verbs", ())))
        cues = {kind: "|".join(map(cased, words)) for kind, words in lang.told.get("cues", {}).items()}
        # A cue for the future counts as long as no past verb stands between it and the expression.
        between = {"future": rf"(?:(?!(?<!\bbe )\b(?:\w+ed|{stop})\b)[^.;:])*$", "past": SPACE + "$"}
        self._cues = {
            kind: re.compile(rf"{MARK}(?:{inside})(?!\w){between.get(kind, '[^.;:]*$')}")
            for kind, inside in cues.items()
        }
        any_cue = any_case_pattern(word for said in lang.told.get("cues", {}).values() for word in said)
        self._any_cue = re.compile(rf"{MARK}{any_cue}(?!\w)")

    def expressions(self, text: str) -> list[TimeExpression]:
        """Every time expression of a text, in order, none overlapping. Never raises."""
        found: list[TimeExpression] = []
        done = 0
        for start, end, kinds in self._windows(text):
            for hit in self._scan(text, max(start, done), end, kinds):
                found.append(hit)
                done = hit.end
        return found

    def triggers(self, text: str) -> tuple[str, ...]:
        """The lexical triggers in a text, in order."""
        return tuple(m[0][1:] for m in self._find(" " + text))

    def _windows(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where expressions can begin: stretches up to a trigger, joined where they touch, with kinds of trigger."""
        start = end = -REACH - 1
        kinds = 0
        # The pattern begins with the mark before a trigger; with a blank put before the text, it stands where the
        # trigger does.
        for m in self._find(" " + text):
            at = m.start()
            if at - REACH > end:
                if end > 0:
                    yield start, end, kinds
                start, kinds = max(0, at - REACH), 0
            end = m.end() - 1
            trigger = m[0][1:]
            kinds |= self._kinds.get(trigger) or self._kinds_of(trigger)
        if end > 0:
            yield start, end, kinds

    def _kinds_of(self, trigger: str) -> int:
        """The kinds of a trigger as it stands in a text, as bits; a number may be of any of the shapes."""
        words = folded(trigger)
        # In "9am" the figure hides the word.
        return self._kinds.get(words) or self._kinds.get(words.lstrip("0123456789"), 0) | self._shapes

    def _scan(self, text: str, start: int, end: int, kinds: int) -> Iterator[TimeExpression]:
        done = start
        for m, follows in pairwise(chain(_TOKEN.finditer(text, start, end + NEXT), (None,))):
            if m is None or m.start() >= end:
                return
            after = self._ahead.get(looked_up(m[0]) if m.lastindex else m[0])
            if after is None:
                continue
            ahead = _followed(after, follows)
            at = m.start()
            if ahead is None or at < done:
                continue
            hit = self._modified(text, at, end, kinds) if ahead.modifies else None
            best = _longest(text, at, ahead.matchers, kinds)
            if best is not None and (hit is None or best[0] >= hit.end):
                stop, matcher, match = best
                done = stop
                if matcher.rule.parts:
                    yield from self._parts(text, matcher, match)
                    continue
                hit = None if matcher.rule.meaning is None else self._expression(text, at, stop, matcher, match)
            if hit is not None:
                done = hit.end
                yield hit

    def _by_token(self, matchers: list[Matcher]) -> dict[str, dict[str, Ahead]]:
        """What a token, as it stands in a text, and the one behind it can begin; ANY for one that is not there."""
        modifiers = {lead_tokens(word) for place in self._before for word in self.language.modifiers.get(place, {})}
        leads = [(lead, i) for i, matcher in enumerate(matchers) for lead in matcher.rule.leads]
        standing_for = cache(self.language.standing_for)
        begun: dict[str, dict[str, set[int]]] = {}
        for lead, i in [*leads, *((lead, MODIFIER) for lead in modifiers)]:
            first, next_ = (*lead, ANY)[:2]
            for token in standing_for(first):
                for follows in standing_for(next_):
                    begun.setdefault(token, {}).setdefault(follows, set()).add(i)
        out: dict[str, dict[str, Ahead]] = {}
        for token, after in begun.items():
            anyhow = after.get(ANY, set())
            ahead = {follows: _ahead(some | anyhow, matchers) for follows, some in after.items()}
            out.update(dict.fromkeys(_spellings(token), ahead))
        return out

    def _modified(self, text: str, at: int, end: int, kinds: int) -> TimeExpression | None:
        """An expression that begins with a modifier: "early March", "at least two years", "mid-2015"."""
        for place, pattern in self._before.items():
            m = pattern.match(text, at)
            gap = m and _GAP.match(text, m.end())
            token = gap and _TOKEN.match(text, gap.end())
            after = self._ahead.get(looked_up(token[0]) if token.lastindex else token[0]) if token else None
            if m is None or token is None or after is None or token.start() >= end:
                continue
            ahead = _followed(after, _TOKEN.search(text, token.end(), token.end() + NEXT))
            best = ahead and _longest(text, token.start(), ahead.matchers, kinds)
            if not best or best[1].rule.meaning is None or best[1].rule.parts:
                continue
            stop, matcher, match = best
            if MEANINGS[str(matcher.rule.meaning)].takes == place:
                return self._expression(text, at, stop, matcher, match, self.language.modifiers[place][folded(m[0])])
        return None

    def _parts(self, text: str, matcher: Matcher, match: re.Match[str]) -> Iterator[TimeExpression]:
        """The expressions of a rule in parts, each with its own slots and what it shares with its neighbours."""
        spans = sorted([match.span(group) for group in matcher.own if match[group]])
        own = [self._slots(matcher, match, start, end) for start, end in spans]
        shared = {name: slots[name] for slots in own for name in matcher.rule.shares if name in slots}
        for (start, end), slots in zip(spans, own, strict=True):
            yield self._expression(text, start, end, matcher, match, slots=shared | slots)

    def _expression(
        self,
        text: str,
        at: int,
        stop: int,
        matcher: Matcher,
        match: re.Match[str],
        mod: str | None = None,
        slots: dict[str, Any] | None = None,
    ) -> TimeExpression:
        after = self._after.match(text, stop)
        if after is not None and after[1]:
            mod, stop = mod or self.language.modifiers["after"][folded(after[1])], after.end()
        context = self._context(text, at)
        signal = self._signal.search(context, max(0, len(context) - SIGNAL - 1))
        bound = self._signals[folded(signal[1])] if signal else None
        rule = matcher.rule
        if slots is None:
            slots = self._slots(matcher, match, at, stop)
        if rule.fixed:
            slots = dict(rule.fixed) | slots
        return TimeExpression(
            at,
            stop,
            text[at:stop],
            rule.name,
            str(rule.meaning),
            tuple(slots.items()),
            mod,
            bound,
            self._cue(context, bound, text, stop),
        )

    def _context(self, text: str, at: int) -> str:
        """What stands before an expression in its sentence, CONTEXT characters at most, and a blank before that."""
        context = text[max(0, at - CONTEXT) : at]
        begin = 0
        for ended in _SENTENCE_END.finditer(context):
            begin = ended.end()
        return " " + context[begin:]

    def _cue(self, context: str, signal: str | None, text: str, stop: int) -> str | None:
        """Where the clause before an expression looks, None where it does not say."""
        if signal in ("until", "by"):
            over = self._cues.get("past")
            return "past" if over is not None and over.search(context) else "future"
        # "Wednesday's ruling" is known already, whatever its clause looks ahead to.
        if text.startswith(("'s", "\u2019s"), stop):
            return None
        if self._any_cue.search(context) is None:
            return None
        found = [(match.start(), kind) for kind, each in self._cues.items() if (match := each.search(context))]
        return max(found)[1] if found else None  # the nearest: "has been scheduled for"

    def _slots(self, matcher: Matcher, match: re.Match[str], start: int, end: int) -> dict[str, Any]:
        """What the slots between two offsets hold."""
        return {
            name: self._value(source, match[group])
            for name, source, group in matcher.groups
            if start <= match.start(group) < end
        }

    def _value(self, source: str, said: str) -> Any:
        if source == "number":
            return self._number(said)
        if source in SHAPES:
            return SHAPES[source][1](said)
        values = self.language.values(source)
        return values[folded(said)]

    def _number(self, said: str) -> int | float:
        """Figures, or words summed: "two hundred and fifty", "two and a half"."""
        if said[0].isdigit():
            return grouped(said)
        values = self.language.values("number_word") | self.language.values("number_tail")
        factors = self.language.values("number_factor")
        total: int | float = 0
        current: int | float = 0
        for word in _longest_words(re.sub(HYPHEN, " ", folded(said)).split(), values.keys() | factors.keys()):
            if word not in factors:
                current += values[word]
            elif factors[word] < 1000:
                current = (current or 1) * factors[word]
            else:
                total, current = total + (current or 1) * factors[word], 0
        return total + current


def _longest_words(words: list[str], known: Set[str]) -> Iterator[str]:
    """The words grouped into known ones, the longest of up to three first; what is not known is passed over."""
    i = 0
    while i < len(words):
        size = next((k for k in (3, 2, 1) if " ".join(words[i : i + k]) in known), 0)
        if size:
            yield " ".join(words[i : i + size])
        i += size or 1


def _longest(text: str, at: int, candidates: tuple[Matcher, ...], kinds: int) -> Hit | None:
    best: Hit | None = None
    for matcher in candidates:
        if not matcher.kinds & kinds:
            continue
        m = matcher.match(text, at)
        if m is not None and (best is None or m.end() > best[0]) and matcher.suits(text, at, m.end()):
            best = m.end(), matcher, m
    return best


def _followed(after: dict[str, Ahead], follows: re.Match[str] | None) -> Ahead | None:
    """What a token can begin where another one follows it, None for nothing."""
    return (after.get(looked_up(follows[0])) if follows is not None else None) or after.get(ANY)


def _ahead(some: set[int], matchers: list[Matcher]) -> Ahead:
    return Ahead(tuple(matchers[i] for i in sorted(some) if i != MODIFIER), MODIFIER in some)


def _spellings(token: str) -> set[str]:
    """The ways a first token can stand in a text."""
    return {token, token.capitalize(), token.upper(), token.replace("'", "\u2019")}


def _words(words: dict[str, str]) -> re.Pattern[str]:
    inside = "|".join(map(cased, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{inside})(?:(?<=[-\u2010\u2011\u2013.])|(?!\w))" if words else "(?!)")


@cache
def recogniser(name: str) -> Recogniser:
    """The recogniser of a language, made once. Raises LanguageFileError."""
    return Recogniser(language(name))
