"""A language file, read, checked and compiled.

A phrase is words, `{slots}`, `( )?` for what may be left out and `( | )` for a choice; a space is any white space
within a paragraph and `-` any hyphen. `{month}` takes a word of the list `[words.month]`, or a numeric shape (SHAPES);
`{begin:month}` does the same under another name, `{_:month}` under none, and a name from `[fragments]` stands for the
phrase written there. A word that begins small in the file matches in either case, one that begins with a capital only
so, or in capitals throughout.

Square brackets part a phrase into expressions of their own: `[{month} {day}] and [{day}]` reads "May 3 and 4" as two,
and what `shares` names (here the month) a part takes from its neighbour where it has none. `after` and `before` list
words of which one must stand right beside the expression, `not_after` those that must not stand before it.

Every expression holds a lexical trigger: a word of one of the lists named in `triggers`, or a shape that is one. A rule
without a trigger is refused, since the recogniser would never look at it.
"""

from __future__ import annotations

import inspect
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from timeline.errors import LanguageFileError
from timeline.meanings import MEANINGS

LANGUAGES = Path(__file__).parent / "languages"

SPACE = r"(?:[ \t\xa0]\n?|\n)[ \t\xa0]{0,3}"
"""White space that does not end a paragraph."""
HYPHEN = "[-\u2010\u2011\u2013]"
MARK = r"[^A-Za-z0-9_](?<!\w)"
"""What stands before a word; a search that begins with a plain set of characters passes over all others at once."""
NEVER = "(?!)"


def grouped(digits: str) -> int | float:
    """A number in figures, thousands parted by commas: "1,500", "2.5", "5 1/2"."""
    plain, _, fraction = digits.replace(",", "").partition(" ")
    if fraction:
        return int(plain) + int(fraction[0]) / int(fraction[2])
    return float(plain) if "." in plain else int(plain)


SHAPES: dict[str, tuple[str, Any]] = {
    "year": (r"(?:1\d|20)\d\d", int),
    "any_year": (r"[1-9]\d{3}", int),
    "old_year": (r"[1-9]\d{0,3}", int),
    "yy": (r"\d\d", int),
    "day": (r"(?:3[01]|[12]\d|0?[1-9])", int),
    "day_over_12": (r"(?:3[01]|2\d|1[3-9])", int),
    "glued_half": (r"(?:[apAP][mM]\b|[apAP]\.[mM]\b\.?)", lambda text: text[0].lower() + "m"),
    "iso_clock": (r"T(?:2[0-3]|[01]\d):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:?\d\d)?", lambda text: text[1:6]),
    "plain_clock": (r"(?:2[0-3]|[01]\d):[0-5]\d", str),
    "month_number": (r"(?:1[0-2]|0?[1-9])", int),
    "hour": (r"(?:2[0-3]|1\d|0?\d)", int),
    "two_figures": (r"(?:[01]\d|2[0-3])", int),
    "minute": (r"[0-5]\d", int),
    "nth_figure": (r"[1-9]\d?(?:st|nd|rd|th)", lambda text: int(text[:-2])),
    "fy": (r"FY['\u2019 ]?", str),
    "digit": (r"[1-4]", int),
    "decade_figures": (r"(?:1\d|20)\d0['\u2019]?s", lambda text: int(text[:4])),
    "old_decade": (r"[1-9]\d?\d?0['\u2019]?s", lambda text: int(text.rstrip("'\u2019s"))),
    "proper": (r"[A-Z][a-z]+", str),
    "figure": (r"(?:\d{1,3}(?:,\d{3})+|\d{1,4})(?:\.\d+| [123]/[234])?", grouped),
}
"""Numeric slots: the pattern and what turns its text into a value."""
TRIGGER_SHAPES = {
    "year": r"(?:1\d|20)\d\d",
    "clock": r"\d\d?(?::\d\d|[-./]\d\d?[-./]\d\d|[ap]\.?m\b|[AP]\.?M\b)",
    "glued_half": r"\d\d?(?:[.:]\d\d)?[apAP]\.?[mM]\b",
    "decade_figures": r"(?:1\d|20)\d0['\u2019]?s\b",
    "digit": r"[QH][1-4]\b|[1-4][QH]\b",
    "yy": r"(?<=['\u2019])\d\d\b",
    "short_decade": r"(?<=['\u2019])\d0s\b",
    "nth_figure": r"[1-3]?\d(?:st|nd|rd|th)\b",
    "fy": r"FY['\u2019 ]?\d",
}
"""Numbers that are lexical triggers in themselves."""

_RUNS = ("0", "00", "000", "0000", "00000")
LEADS: dict[str, tuple[str, ...]] = {
    "year": ("0000",),
    "any_year": ("0000",),
    "old_year": _RUNS[:4],
    "yy": ("00",),
    "day": ("0", "00"),
    "day_over_12": ("00",),
    "glued_half": ("am", "pm", "AM", "PM", "Am", "Pm", "a m", "p m", "A M", "P M"),
    "iso_clock": ("T00:00",),
    "plain_clock": ("00:00",),
    "month_number": ("0", "00"),
    "hour": ("0", "00"),
    "two_figures": ("00",),
    "minute": ("00",),
    "nth_figure": tuple(run + end for run in ("0", "00") for end in ("st", "nd", "rd", "th")),
    "fy": ("FY", "FY'", "FY "),
    "digit": ("0",),
    "old_decade": ("00s", "000s", "0000s"),
    "decade_figures": ("0000s",),
    "proper": ("*",),
    "figure": (*_RUNS, *(f"{run} ~" for run in _RUNS)),
}
"""How the texts of a shape begin: 0 for any figure, ~ for any number of them, a blank for any mark, * for any word."""
_UNTOLD = ("~ * ",)
"""How a shape is taken to begin that is not among LEADS: slower, but nothing is missed where it begins with figures."""


CLOCK = frozenset({"clock"})
LEAD, ANY = 2, "*"
"""How many tokens a rule is looked up by, and what stands for a token that can be any."""
NUMBER, GOES_ON, FIGURES = "#", "+", "~"
"""What stands for a word that is a number by itself, for one that can go on with a number, and for any figures."""


@dataclass(frozen=True, slots=True)
class Word:
    """Words of a phrase as they stand, blanks included."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a word of a list or a number."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences; `optional` where none will do as well."""

    branches: tuple[tuple[Any, ...], ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a phrase that is an expression of its own."""

    inside: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule: how it begins (`leads`), what must be near (`triggers`), what it must stand `after` and
    `before` (None: anything) and `not_after`, its pattern, its meaning (None for a trap)."""

    name: str
    phrase: str
    meaning: str | None
    fixed: tuple[tuple[str, Any], ...]
    examples: Mapping[str, Any]
    traps: tuple[str, ...]
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    triggers: frozenset[str]
    leads: frozenset[tuple[str, ...]]
    pattern: str
    groups: tuple[tuple[str, str], ...]
    parts: int
    shares: tuple[str, ...]


class Language:
    """One language, ready for the recogniser."""

    def __init__(self, name: str, told: Mapping[str, Any], where: str) -> None:
        self.name, self.where = name, where
        self.told = told
        self.words: dict[str, dict[str, Any]] = {
            kind: dict(words) if isinstance(words, dict) else {word: word for word in words}
            for kind, words in told.get("words", {}).items()
        }
        self._values = {k: {folded(word): value for word, value in v.items()} for k, v in self.words.items()}
        self.fragments: dict[str, str] = told.get("fragments", {})
        self.published: str = str(told.get("examples_published", "2016-04-20"))
        self.trigger_names = tuple(told.get("triggers", ()))
        for kind in self.trigger_names:
            if kind not in self.words and kind not in TRIGGER_SHAPES:
                raise LanguageFileError(f"{where}: triggers names {kind!r}, which is neither a word list nor a shape")
        self._kinds: dict[str, set[str]] = {}
        for kind in self.trigger_names:
            for word in self.values(kind):
                self._kinds.setdefault(word, set()).add(kind)
        self._patterns: dict[str, str] = {}
        self._begins: dict[str, set[str]] = {}
        self.rules = tuple(self._rule(raw) for raw in told.get("rule", ()))
        for name, count in Counter(rule.name for rule in self.rules).items():
            if count > 1:
                raise LanguageFileError(
                    f"{where}: the name {name!r} is used twice; it must tell one rule from another"
                )
        self.modifiers = self._modifiers(told.get("modifiers", {}))

    def _modifiers(self, told: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        return {place: {word.lower(): mod for word, mod in words.items()} for place, words in told.items()}

    def values(self, source: str) -> dict[str, Any]:
        """The words of a list, folded, and what each stands for; empty for what is no list."""
        return self._values.get(source, {})

    def _rule(self, raw: Mapping[str, Any]) -> Rule:
        name = raw.get("name", "a rule without a name")
        where = f"{self.where}: rule {name!r}"
        unknown = set(raw) - {
            "name",
            "phrase",
            "meaning",
            "with",
            "examples",
            "traps",
            "after",
            "before",
            "not_after",
            "shares",
        }
        if unknown:
            raise LanguageFileError(f"{where}: unknown key {sorted(unknown)[0]!r}")
        if "phrase" not in raw:
            raise LanguageFileError(f"{where}: it has no phrase")
        tree = self._parsed(raw["phrase"], where)
        groups: list[tuple[str, str]] = []
        pattern = self._pattern(tree, groups, where)
        triggers = self._triggers(tree)
        if not triggers:
            raise LanguageFileError(
                f"{where}: no word of {raw['phrase']!r} is a trigger; add one to a list named in triggers"
            )
        for shared in raw.get("shares", ()):
            if shared not in {slot for slot, _ in groups}:
                raise LanguageFileError(f"{where}: shares names {shared!r}, which is no slot of {raw['phrase']!r}")
        leads = self._leads(tree)
        if any(lead.startswith(ANY) for lead in leads):
            raise LanguageFileError(f"{where}: {raw['phrase']!r} begins with a name, which can be any word")
        self._check_meaning(raw, {slot for slot, _ in groups} - {"_"}, where)
        return Rule(
            name,
            raw["phrase"],
            raw.get("meaning"),
            tuple(raw.get("with", {}).items()),
            raw.get("examples", {}),
            tuple(raw.get("traps", ())),
            _ends_in(raw.get("after", ())),
            _begins_with(raw.get("before", ())),
            _ends_in(raw.get("not_after", ())),
            triggers,
            frozenset(map(lead_tokens, leads)),
            pattern,
            tuple(groups),
            pattern.count("(?P<own__"),
            tuple(raw.get("shares", ())),
        )

    def _check_meaning(self, raw: Mapping[str, Any], slots: set[str], where: str) -> None:
        meaning = raw.get("meaning")
        if meaning is None:
            return
        if meaning not in MEANINGS:
            raise LanguageFileError(f"{where}: there is no meaning {meaning!r} in timeline/meanings")
        parameters = inspect.signature(MEANINGS[meaning].function).parameters
        given = slots | set(raw.get("with", {}))
        needed = {name for name, p in parameters.items() if p.default is p.empty} - {"anchor"}
        for slot in sorted(needed - given):
            raise LanguageFileError(
                f"{where}: the meaning {meaning!r} needs a {slot!r}; add the slot, or give it by with"
            )
        for slot in sorted(given - set(parameters)):
            raise LanguageFileError(f"{where}: the meaning {meaning!r} takes no {slot!r}")

    def _parsed(self, phrase: str, where: str) -> tuple[Any, ...]:
        """The phrase as a tree of Word, Slot and Choice, fragments put in."""
        tokens = re.findall(r"\{[^{}]*\}|[][()|?]|[^][(){}|?]+", phrase)
        if "".join(tokens) != phrase:
            raise LanguageFileError(f"{where}: unbalanced braces in {phrase!r}")
        tree, rest = self._branches(tokens, where, phrase)
        if rest:
            raise LanguageFileError(f"{where}: a closing bracket too many in {phrase!r}")
        return tree[0] if len(tree) == 1 else (Choice(tree, False),)

    def _branches(self, tokens: list[str], where: str, phrase: str) -> tuple[tuple[tuple[Any, ...], ...], list[str]]:
        branches: list[tuple[Any, ...]] = []
        current: list[Any] = []
        while tokens and tokens[0] not in (")", "]"):
            token, tokens = tokens[0], tokens[1:]
            if token in ("(", "["):
                inside, tokens = self._branches(tokens, where, phrase)
                if not tokens or tokens[0] != {"(": ")", "[": "]"}[token]:
                    raise LanguageFileError(f"{where}: a bracket is never closed in {phrase!r}")
                tokens = tokens[1:]
                if token == "[":
                    current.append(Part(inside[0] if len(inside) == 1 else (Choice(inside, False),)))
                    continue
                optional = bool(tokens) and tokens[0] == "?"
                tokens = tokens[optional:]
                current.append(Choice(inside, optional))
            elif token == "|":
                branches.append(tuple(current))
                current = []
            elif token == "?":
                raise LanguageFileError(f"{where}: a question mark without its brackets in {phrase!r}")
            else:
                current.extend(self._item(token, where))
        return (*branches, tuple(current)), tokens

    def _item(self, token: str, where: str) -> tuple[Any, ...]:
        if not token.startswith("{"):
            return (Word(token),)
        name, _, source = token[1:-1].partition(":")
        source = source or name
        if source in self.fragments:
            return self._parsed(self.fragments[source], where)
        if source == "number":
            if "number_word" not in self.words:
                raise LanguageFileError(f"{where}: {{number}} needs a word list [words.number_word]")
        elif source not in self.words and source not in SHAPES:
            raise LanguageFileError(f"{where}: there is no word list, shape or fragment {source!r}")
        return (Slot(name, source),)

    def _pattern(self, tree: Iterable[Any], groups: list[tuple[str, str]], where: str) -> str:
        out = []
        for item in tree:
            if isinstance(item, Word):
                out.append(literal(item.text))
            elif isinstance(item, Slot):
                groups.append((item.name, item.source))
                out.append(f"(?P<{item.name}__{len(groups)}>{self.slot_pattern(item.source)})")
            elif isinstance(item, Part):
                # A part is numbered by the slots before it, which makes its group's name unique.
                out.append(f"(?P<own__{len(groups)}>{self._pattern(item.inside, groups, where)})")
            else:
                inside = "|".join(self._pattern(branch, groups, where) for branch in item.branches)
                out.append(f"(?:{inside}){'?' if item.optional else ''}")
        return "".join(out)

    def slot_pattern(self, source: str) -> str:
        """The pattern of a word list or a shape."""
        if source not in self._patterns:
            self._patterns[source] = self._source_pattern(source)
        return self._patterns[source]

    def _source_pattern(self, source: str) -> str:
        if source == "number":
            word = word_pattern([*self.words["number_word"], *self.words.get("number_factor", ())])
            tail = word_pattern(self.words.get("number_tail", ())) or "(?!)"
            joined = rf"{word}(?:(?:{HYPHEN}|{SPACE}){word}){{0,5}}(?:{SPACE}{tail})?(?!\w)"
            return f"(?:{SHAPES['figure'][0]}|{joined})"
        return SHAPES[source][0] if source in SHAPES else word_pattern(self.words[source])

    def _triggers(self, tree: Iterable[Any]) -> frozenset[str]:
        """Trigger kinds of which at least one stands in every text the phrase matches; empty where there is none."""
        best: frozenset[str] = frozenset()
        for item in tree:
            found: frozenset[str] = frozenset()
            if isinstance(item, Slot):
                found = frozenset({item.source} & {*self.trigger_names}) or self._list_triggers(item.source)
            elif isinstance(item, Word):
                found = self._word_triggers(item.text) or frozenset(
                    {"clock"} if item.text in (":", "/", ".", "-") else ()
                )
            elif isinstance(item, Part):
                found = self._triggers(item.inside)
            elif not item.optional:
                inside = [self._triggers(branch) for branch in item.branches]
                found = frozenset().union(*inside) if all(inside) else frozenset()
            # A mark between figures is a trigger only where no word is.
            if found and (not best or best == CLOCK or (len(found) < len(best) and found != CLOCK)):
                best = found
        return best

    def _word_triggers(self, text: str) -> frozenset[str]:
        """The kinds of triggers among the words of a phrase, single words and the phrase as a whole."""
        # In "year's end" the trigger is the year.
        tokens = re.findall(r"[^\s(),-]+", text.lower().replace("'s", ""))
        runs = (" ".join(tokens[i:j]) for i in range(len(tokens)) for j in range(i + 1, min(i + 5, len(tokens) + 1)))
        return frozenset().union(*(self._kinds.get(run, ()) for run in runs))

    def _list_triggers(self, source: str) -> frozenset[str]:
        """The kinds of triggers in a word list every word of which holds one."""
        each = [self._word_triggers(word) for word in self.words.get(source, ())]
        return frozenset().union(*each) if each and all(each) else frozenset()

    def _leads(self, tree: Iterable[Any]) -> set[str]:
        """How every text the phrase matches begins, LEAD tokens of it, written as LEADS are."""
        leads = {""}
        for item in tree:
            short = {lead for lead in leads if not _is_long(lead)}
            if not short:
                break
            more = self._item_leads(item)
            leads = leads - short | {_begun(lead, next_) for lead in short for next_ in more}
        return leads

    def _item_leads(self, item: Any) -> set[str]:
        if isinstance(item, Word):
            return {_bare(item.text)}
        if isinstance(item, Part):
            return self._leads(item.inside)
        if isinstance(item, Choice):
            inside = set().union(*(self._leads(branch) for branch in item.branches))
            return inside | {""} if item.optional else inside
        if item.source not in self._begins:
            self._begins[item.source] = {_begun("", _bare(lead)) for lead in self._slot_leads(item.source)}
        return self._begins[item.source]

    def _slot_leads(self, source: str) -> Iterable[str]:
        if source == "number":
            words = [w for kind in ("number_word", "number_factor") for w in self.words.get(kind, ())]
            return {*LEADS["figure"], NUMBER, f"{NUMBER} {GOES_ON}", *(word for word in words if " " in word)}
        return self.words[source] if source in self.words else LEADS.get(source, _UNTOLD)

    def standing_for(self, token: str) -> frozenset[str]:
        """The tokens that a token of a lead stands for."""
        if token == FIGURES:
            return frozenset(_RUNS)
        kinds = {NUMBER: ("number_word", "number_factor"), GOES_ON: ("number_word", "number_factor", "number_tail")}
        if token not in kinds:
            return frozenset({token})
        words = [lead_tokens(word) for kind in kinds[token] for word in self.words.get(kind, ())]
        return frozenset(word[0] for word in words if token == GOES_ON or len(word) == 1)

    def trigger_pattern(self) -> re.Pattern[str]:
        """One pattern that finds every lexical trigger, together with the one mark or blank before it.

        Most words of a text begin small and are no trigger; they are told by the branch for small letters alone.
        """
        words = spellings({w for kind in self.trigger_names for w in self.words.get(kind, ())})
        small = {word for word in words if "a" <= word[0] <= "z"}
        shapes = "|".join(TRIGGER_SHAPES[k] for k in self.trigger_names if k in TRIGGER_SHAPES) or NEVER
        some, others = _tree_pattern(_tree(small)) or NEVER, _tree_pattern(_tree(words - small)) or NEVER
        return re.compile(rf"{MARK}(?:(?=[a-z])(?:{some})(?!\w)|(?![a-z])(?:(?:{others})(?!\w)|{shapes}))")


def _ends_in(words: Iterable[str]) -> re.Pattern[str] | None:
    # A word that ends in a hyphen stands close: "mid-May".
    each = [cased(word) if word.endswith("-") else cased(word) + SPACE for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})$") if each else None


def _begins_with(words: Iterable[str]) -> re.Pattern[str] | None:
    return (
        re.compile("|".join(cased(w) if not w[0].isalpha() else rf"{SPACE}{cased(w)}(?!\w)" for w in words))
        if words
        else None
    )


def lead_tokens(text: str) -> tuple[str, ...]:
    """The first tokens of some words or of a lead, at most LEAD; marks are no tokens."""
    return tuple(map(looked_up, _LEAD_TOKEN.findall(text.replace("\u2019", "'"))[:LEAD]))


_LEAD_TOKEN = re.compile(rf"[^\W\d_]+|\d+|'(?=\d)|[{ANY}{NUMBER}{GOES_ON}{FIGURES}]")


def looked_up(token: str) -> str:
    """What the recogniser looks a token up by: a word in small letters, figures by how many they are."""
    if token[0].isdigit():
        return _RUNS[min(len(token), len(_RUNS)) - 1]
    return "'" if token == "\u2019" else token.lower()


def _bare(text: str) -> str:
    """A lead in small letters, with a blank for any marks."""
    return _MARKS.sub(" ", text.replace("\u2019", "'").lower())


_MARKS = re.compile(rf"(?:(?!'(?:\d|$))[^\w{ANY}{NUMBER}{GOES_ON}{FIGURES}])+")


def _begun(lead: str, next_: str) -> str:
    """A lead and what comes next, as far as its first tokens go."""
    whole = lead + (next_.lstrip() if lead.endswith(" ") else next_)
    return whole[: _end(whole) + 1]


def _is_long(lead: str) -> bool:
    """Whether a lead holds LEAD tokens and something behind them, so that nothing more can change them."""
    return len(lead) > _end(lead)


@cache
def _end(lead: str) -> int:
    """Where the last of the first LEAD tokens ends; the length of the lead where there are fewer."""
    ends = [m.end() for m in _LEAD_TOKEN.finditer(lead)]
    return ends[LEAD - 1] if len(ends) >= LEAD else len(lead)


def folded(said: str) -> str:
    """A phrase as the word lists are looked up: small letters, single spaces, plain hyphens and apostrophes."""
    return re.sub(HYPHEN, "-", " ".join(said.lower().split())).replace("\u2019", "'")


def cased(word: str) -> str:
    """The pattern of a word under smart case."""
    escaped = "".join(
        SPACE if c == " " else HYPHEN if c == "-" else "['\u2019]" if c == "'" else re.escape(c) for c in word
    )
    if word[:1].islower():
        return f"(?i:{escaped})"
    return f"(?:{escaped}|{re.escape(word.upper())})" if len(word) > 3 and word[0].isupper() else escaped


def literal(text: str) -> str:
    """The pattern of a phrase's words; a comma before a space may stand close or be left out where written `,?`."""
    return "".join(cased(piece) if piece.strip() else SPACE for piece in re.findall(r"\s+|\S+", text))


def word_pattern(words: Iterable[str]) -> str:
    """The pattern of a list of words as a prefix tree on exact case."""
    return _tree_pattern(_tree(spellings(words)))


def any_case_pattern(words: Iterable[str]) -> str:
    """The pattern of a list of words as a prefix tree, whatever their case."""
    return f"(?i:{_tree_pattern(_tree(map(str.lower, words))) or NEVER})"


def spellings(words: Iterable[str]) -> set[str]:
    """How the words of a list may be spelt: a small one with its first letter either way, any in capitals."""
    out: set[str] = set()
    for word in words:
        out.add(word)
        if word[:1].islower():
            out.update((word[0].upper() + word[1:], word.upper()))
        elif len(word) > 3 or "." in word:
            out.add(word.upper())
    return out


def _tree(words: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return tree


def _tree_pattern(tree: dict[str, Any]) -> str:
    branches = [_letter(letter) + _tree_pattern(node) for letter, node in sorted(tree.items()) if letter]
    if not branches:
        return ""
    inside = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{inside})?" if "" in tree else inside


def _letter(letter: str) -> str:
    return SPACE if letter == " " else HYPHEN if letter == "-" else "['\u2019]" if letter == "'" else re.escape(letter)


@cache
def language(name: str) -> Language:
    """The language by its ISO 639 code. Raises LanguageFileError where there is no such file or it is wrong."""
    path = LANGUAGES / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in LANGUAGES.glob("*.toml")))
        raise LanguageFileError(f"there is no language file for {name!r}; there is one for: {known}")
    return load(path)


def load(path: Path) -> Language:
    """A language file from anywhere. Raises LanguageFileError, naming the file and the rule, for what is wrong."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise LanguageFileError(f"{path}: it is not UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise LanguageFileError(f"{path}: {error}") from None
    return Language(path.stem, told, str(path))
