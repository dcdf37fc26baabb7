"""Text to time expressions, in one pass round lexical triggers; no calendar is needed.

One pattern finds the triggers; triggers near one another make a window; in a window every word that can begin a rule
is tried against the rules it can begin and whose own triggers are there, and the longest match wins (the first in the
file among equals). So the cost is that of the trigger pattern plus a little for the small part of a text that lies in
windows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import cache, reduce
from operator import or_
from typing import Any

from timeline.meanings import MEANINGS
from timeline.model import TimeExpression
from timeline.rules import ANY, HYPHEN, SHAPES, SPACE, TRIGGER_SHAPES, Language, Rule, cased, folded, grouped, language

REACH = 48
"""How many characters an expression may begin before its trigger."""
CONTEXT = 48
"""How many characters before an expression are read for its cue."""
SIGNAL = 12
"""How many of them for its signal."""

_TOKEN = re.compile(r"[^\W\d_]+|(\d+)|['\u2019](?=\d)")
# A number is not a date where it is money, a score, a part of a longer number or of a decimal.
_LEFT = r"(?<![\w$\u00a3\u20ac#/])(?<!\d[.,:/])(?<!\D\d\d\d-)"
_RIGHT = r"(?!\w|[.,:]\d|-\d\d\d(?!\d)|%|(?:['\u2019](?!s\b)\w))"
_SENTENCE_END = re.compile(r"[.!?;][\"'\u201d\u2019)]*\s|\n\s*\n")


_GAP = re.compile(rf"(?:{SPACE}|{HYPHEN})?")


class Matcher:
    """A rule and its pattern, compiled when first tried: most texts need few of the rules."""

    __slots__ = ("match", "rule")

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.match: Callable[[str, int], re.Match[str] | None] = self._compiled

    def _compiled(self, text: str, at: int) -> re.Match[str] | None:
        self.match = re.compile(rf"{_LEFT}(?:{self.rule.pattern}){_RIGHT}").match
        return self.match(text, at)


class Ahead:
    """The rules that a token can begin, parted by the token that follows it."""

    def __init__(self, token: str, matchers: list[Matcher]) -> None:
        follow = {lead[1] for m in matchers for lead in m.rule.leads if len(lead) > 1 and lead[0] == token}
        follow.discard(ANY)
        self.otherwise = self._after(token, matchers, ANY)
        self.after = {next_: self._after(token, matchers, next_) for next_ in follow}

    def _after(self, token: str, matchers: list[Matcher], next_: str) -> tuple[Matcher, ...]:
        fitting = {(token,), (token, ANY), (token, next_)}
        return tuple(m for m in matchers if not fitting.isdisjoint(m.rule.leads))

    def candidates(self, text: str, end: int) -> tuple[Matcher, ...]:
        """The rules to try at a token that ends at `end`."""
        if not self.after:
            return self.otherwise
        m = _TOKEN.search(text, end, end + 24)
        return self.otherwise if m is None else self.after.get("0" if m.lastindex else m[0].lower(), self.otherwise)


class Recogniser:
    """The rules of a language, ready to be run over any number of texts."""

    def __init__(self, lang: Language) -> None:
        self.language = lang
        self._find = lang.trigger_pattern().finditer
        self._bits = {kind: 1 << i for i, kind in enumerate(lang.trigger_names)}
        self._shapes = sum(self._bits[kind] for kind in lang.trigger_names if kind in TRIGGER_SHAPES)
        self._kinds: dict[str, int] = {}
        for kind in lang.trigger_names:
            for word in lang.values(kind):
                self._kinds[word] = self._kinds.get(word, 0) | self._bits[kind]
        for words in [word for word in self._kinds if " " in word]:
            # "these days" hides its "days" from the trigger pattern, but not from the rules.
            self._kinds[words] |= reduce(or_, (self._kinds.get(word, 0) for word in words.split()))
        self._tables: dict[int, dict[str, Ahead]] = {}
        self._matchers = [Matcher(rule) for rule in lang.rules]
        self._before = {p: _words(lang.modifiers.get(p, {})) for p in ("point", "quantity")}
        starts = {m.split(" ")[0].rstrip("-.") for p in self._before for m in lang.modifiers.get(p, {})}
        self._modifier_starts = frozenset(starts)
        self._after = re.compile(rf"{SPACE}({_words(lang.modifiers.get('after', {})).pattern}){_RIGHT}")
        self._signals: dict[str, str] = lang.told.get("signals", {})
        signals = "|".join(map(cased, sorted(self._signals, key=len, reverse=True))) or "(?!)"
        self._signal = re.compile(rf"(?<!\w)({signals}){SPACE}$")
        stop = "|".join(map(re.escape, lang.told.get("past_verbs", ())))
        cues = {kind: "|".join(map(cased, words)) for kind, words in lang.told.get("cues", {}).items()}
        # A cue for the future counts as long as no past verb stands between it and the expression.
        between = {"future": rf"(?:(?!(?<!\bbe )\b(?:\w+ed|{stop})\b)[^.;:])*$", "past": SPACE + "$"}
        self._cues = {
            kind: re.compile(rf"(?<!\w)(?:{inside})(?!\w){between.get(kind, '[^.;:]*$')}")
            for kind, inside in cues.items()
        }

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
        return tuple(m[0] for m in self._find(text))

    def _windows(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Where expressions can begin: stretches up to a trigger, joined where they touch, with kinds of trigger."""
        start = end = -1
        kinds = 0
        for m in self._find(text):
            if end < 0 or m.start() - REACH > end:
                if end >= 0:
                    yield start, end, kinds
                start, kinds = max(0, m.start() - REACH), 0
            end = m.end()
            kinds |= self._kinds.get(m[0]) or self._kinds_of(m[0])
        if end >= 0:
            yield start, end, kinds

    def _kinds_of(self, trigger: str) -> int:
        """The kinds of a trigger as it stands in a text, as bits; a number may be of any of the shapes."""
        return self._kinds.get(folded(trigger), self._shapes)

    def _scan(self, text: str, start: int, end: int, kinds: int) -> Iterator[TimeExpression]:
        done = start
        table = self._table(kinds)
        for m in _TOKEN.finditer(text, start, end):
            ahead = table.get("0" if m.lastindex else m[0])
            if ahead is None:
                continue
            at = m.start()
            if at < done:
                continue
            hit = self._modified(text, at, table, end) if m[0].lower() in self._modifier_starts else None
            best = self._longest(text, at, ahead.candidates(text, m.end()))
            if best is not None and (hit is None or best[0] >= hit.end):
                stop, rule, match = best
                done = stop
                if rule.parts:
                    yield from self._parts(text, rule, match)
                    continue
                hit = None if rule.meaning is None else self._expression(text, at, stop, rule, match)
            if hit is not None:
                done = hit.end
                yield hit

    def _longest(self, text: str, at: int, candidates: tuple[Matcher, ...]) -> tuple[int, Rule, re.Match[str]] | None:
        best: tuple[int, Rule, re.Match[str]] | None = None
        for matcher in candidates:
            m = matcher.match(text, at)
            if m is not None and (best is None or m.end() > best[0]) and _beside(matcher.rule, text, at, m.end()):
                best = m.end(), matcher.rule, m
        return best

    def _table(self, kinds: int) -> dict[str, Ahead]:
        """By first token, the rules whose triggers are there, each with its pattern; and the words of modifiers."""
        if kinds not in self._tables:
            table: dict[str, list[Matcher]] = {token: [] for token in self._modifier_starts}
            for matcher in self._matchers:
                if any(self._bits[kind] & kinds for kind in matcher.rule.triggers):
                    for start in {lead[0] for lead in matcher.rule.leads}:
                        table.setdefault(start, []).append(matcher)
            self._tables[kinds] = {}
            for token, matchers in table.items():
                ahead = Ahead(token, matchers)
                self._tables[kinds].update(dict.fromkeys(_spellings(token), ahead))
        return self._tables[kinds]

    def _modified(self, text: str, at: int, table: dict[str, Ahead], end: int) -> TimeExpression | None:
        """An expression that begins with a modifier: "early March", "at least two years", "mid-2015"."""
        for place, pattern in self._before.items():
            m = pattern.match(text, at)
            gap = m and _GAP.match(text, m.end())
            token = gap and _TOKEN.match(text, gap.end())
            ahead = table.get("0" if token.lastindex else token[0]) if token else None
            if m is None or token is None or ahead is None or token.start() >= end:
                continue
            best = self._longest(text, token.start(), ahead.candidates(text, token.end()))
            if best is None or best[1].meaning is None or best[1].parts:
                continue
            stop, rule, match = best
            if MEANINGS[str(rule.meaning)].takes == place:
                return self._expression(text, at, stop, rule, match, self.language.modifiers[place][folded(m[0])])
        return None

    def _parts(self, text: str, rule: Rule, match: re.Match[str]) -> Iterator[TimeExpression]:
        """The expressions of a rule in parts, each with its own slots and what it shares with its neighbours."""
        spans = sorted(match.span(name) for name in match.re.groupindex if name.startswith("own__") and match[name])
        own = [self._slots(rule, match, start, end) for start, end in spans]
        shared = {name: slots[name] for slots in own for name in rule.shares if name in slots}
        for (start, end), slots in zip(spans, own, strict=True):
            yield self._expression(text, start, end, rule, match, slots=shared | slots)

    def _expression(
        self,
        text: str,
        at: int,
        stop: int,
        rule: Rule,
        match: re.Match[str],
        mod: str | None = None,
        slots: dict[str, Any] | None = None,
    ) -> TimeExpression:
        after = self._after.match(text, stop)
        if after is not None and after[1]:
            mod, stop = mod or self.language.modifiers["after"][folded(after[1])], after.end()
        context = text[max(0, at - CONTEXT) : at]
        for ended in _SENTENCE_END.finditer(context):
            context = text[max(0, at - CONTEXT) + ended.end() : at]
        signal = self._signal.search(context, max(0, len(context) - SIGNAL))
        bound = self._signals[folded(signal[1])] if signal else None
        slots = dict(rule.fixed) | (self._slots(rule, match, at, stop) if slots is None else slots)
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

    def _cue(self, context: str, signal: str | None, text: str, stop: int) -> str | None:
        """Where the clause before an expression looks, None where it does not say."""
        if signal in ("until", "by"):
            return "future"
        # "Wednesday's ruling" is known already, whatever its clause looks ahead to.
        if text.startswith(("'s", "\u2019s"), stop):
            return None
        return next((kind for kind, pattern in self._cues.items() if pattern.search(context)), None)

    def _slots(self, rule: Rule, match: re.Match[str], start: int, end: int) -> dict[str, Any]:
        """What the slots between two offsets hold."""
        slots = {}
        for i, (name, source) in enumerate(rule.groups, 1):
            said = match[f"{name}__{i}"]
            if said is not None and name != "_" and start <= match.start(f"{name}__{i}") < end:
                slots[name] = self._value(source, said)
        return slots

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


def _beside(rule: Rule, text: str, at: int, end: int) -> bool:
    """Whether the rule's neighbours are what it asks for; the end of the text counts as a mark."""
    return (
        (rule.after is None or rule.after.search(text, max(0, at - 24), at) is not None)
        and (rule.not_after is None or rule.not_after.search(text, max(0, at - 24), at) is None)
        and (rule.before is None or end == len(text) or rule.before.match(text, end) is not None)
    )


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
