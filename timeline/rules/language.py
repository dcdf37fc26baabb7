"""A language file, checked and compiled: its word lists and its rules."""

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
from timeline.rules.leads import ANY, FIGURES, GOES_ON, LEADS, NUMBER, RUNS, UNTOLD, bare, begun, is_long, lead_tokens
from timeline.rules.patterns import (
    HYPHEN,
    MARK,
    NEVER,
    SPACE,
    begins_with,
    ends_in,
    folded,
    literal,
    spellings,
    tree_of,
    tree_pattern,
    word_pattern,
)
from timeline.rules.phrases import Choice, Part, Phrase, Slot, Word, read_phrase
from timeline.rules.shapes import SHAPES, TRIGGER_SHAPES

LANGUAGES = Path(__file__).parent.parent / "languages"
CLOCK = frozenset({"clock"})


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
                raise LanguageFileError(f"{where}: the name {name!r} is used twice; it must tell one rule from another")
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
        tree = self._phrase(raw["phrase"], where)
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
            ends_in(raw.get("after", ())),
            begins_with(raw.get("before", ())),
            ends_in(raw.get("not_after", ())),
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

    def _phrase(self, phrase: str, where: str) -> Phrase:
        """A phrase, fragments put in."""
        return read_phrase(phrase, lambda inside: self._slot(inside, where), where)

    def _slot(self, inside: str, where: str) -> Phrase:
        """What stands for the inside of a phrase's braces."""
        name, _, source = inside.partition(":")
        source = source or name
        if source in self.fragments:
            return self._phrase(self.fragments[source], where)
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
            short = {lead for lead in leads if not is_long(lead)}
            if not short:
                break
            more = self._item_leads(item)
            leads = leads - short | {begun(lead, next_) for lead in short for next_ in more}
        return leads

    def _item_leads(self, item: Any) -> set[str]:
        if isinstance(item, Word):
            return {bare(item.text)}
        if isinstance(item, Part):
            return self._leads(item.inside)
        if isinstance(item, Choice):
            inside = set().union(*(self._leads(branch) for branch in item.branches))
            return inside | {""} if item.optional else inside
        if item.source not in self._begins:
            self._begins[item.source] = {begun("", bare(lead)) for lead in self._slot_leads(item.source)}
        return self._begins[item.source]

    def _slot_leads(self, source: str) -> Iterable[str]:
        if source == "number":
            words = [w for kind in ("number_word", "number_factor") for w in self.words.get(kind, ())]
            return {*LEADS["figure"], NUMBER, f"{NUMBER} {GOES_ON}", *(word for word in words if " " in word)}
        return self.words[source] if source in self.words else LEADS.get(source, UNTOLD)

    def standing_for(self, token: str) -> frozenset[str]:
        """The tokens that a token of a lead stands for."""
        if token == FIGURES:
            return frozenset(RUNS)
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
        some, others = tree_pattern(tree_of(small)) or NEVER, tree_pattern(tree_of(words - small)) or NEVER
        return re.compile(rf"{MARK}(?:(?=[a-z])(?:{some})(?!\w)|(?![a-z])(?:(?:{others})(?!\w)|{shapes}))")


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
