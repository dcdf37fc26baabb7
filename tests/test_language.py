"""Language files: every example and trap of the English one holds; what is wrong in one is told by file and rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline.errors import LanguageFileError
from timeline.rules import Rule, language, load

ENGLISH = language("en")
PUBLISHED = date.fromisoformat(ENGLISH.published)
EXAMPLES = [pytest.param(rule, said, value, id=f"{rule.name}: {said}")
            for rule in ENGLISH.rules for said, value in rule.examples.items()]
TRAPS = [pytest.param(said, id=f"{rule.name}: {said}") for rule in ENGLISH.rules for said in rule.traps]


@pytest.mark.parametrize(("rule", "said", "value"), EXAMPLES)
def test_example_gets_its_value(rule: Rule, said: str, value: str) -> None:
    # What stands in brackets is an aside that no later date hangs on: an example of two sentences needs none.
    for text in (said, f"{said}.", said if ". " in said else f"({said})"):
        found = timeline.tag(text, PUBLISHED)
        assert " ".join(v.value for v in found) == value
        assert all(v.text in said for v in found)


@pytest.mark.parametrize(("rule", "said"), [
    pytest.param(rule, said, id=f"{rule.name}: {said}")
    for rule in ENGLISH.rules for said in rule.examples])
def test_no_rule_is_shadowed(rule: Rule, said: str) -> None:
    found = [v.rule for v in timeline.tag(said, PUBLISHED)]
    # In an example of two sentences the first one only names what the second hangs on.
    assert found[-1] == rule.name
    assert ". " in said or set(found) == {rule.name}


@pytest.mark.parametrize("said", TRAPS)
def test_trap_is_not_taken(said: str) -> None:
    assert [v.text for v in timeline.tag(said, PUBLISHED)] == []


@pytest.mark.parametrize("rule", [
    pytest.param(rule, id=rule.name)
    for rule in ENGLISH.rules])
def test_every_rule_shows_what_it_reads(rule: Rule) -> None:
    assert rule.examples if rule.meaning else rule.traps


def test_rule_names_are_told_apart() -> None:
    names = [rule.name for rule in ENGLISH.rules]
    assert {name for name in names if names.count(name) > 1} == set()


SMALL = '''
triggers = ["unit", "weekday"]

[words.unit]
"year" = "year"

[words.weekday]
"Monday" = 0

[words.number_word]
"two" = 2

[words.number_factor]
"hundred" = 100

[signals]
"since" = "since"
'''


def rule_with(told: str) -> str:
    """A small language with one rule more."""
    return f'{SMALL}\n[[rule]]\nname = "probe"\n{told}\n'


def test_the_small_language_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(rule_with('phrase = "{number} {unit}"\nmeaning = "length"'), encoding="utf-8")
    assert [rule.name for rule in load(path).rules] == ["probe"]


@pytest.mark.parametrize(("told", "wrong"), [
    ('phrase = "{unit}"\nmeaning = "lenght"', "no meaning 'lenght'"),
    ('phrase = "{weekday} {unit}"\nmeaning = "length"', "takes no 'weekday'"),
    ('phrase = "{unit}"\nmeaning = "length"\nwith = { nubmer = 1 }', "takes no 'nubmer'"),
    ('phrase = "once in a while"\nmeaning = "past"', "is a trigger"),
    ('phrase = "once (in a year)?"\nmeaning = "past"', "is a trigger"),
    ('phrase = "(year|while)"\nmeaning = "past"', "is a trigger"),
    ('phrase = ""\nmeaning = "past"', "is a trigger"),
    ('phrase = "(a|the {unit}"\nmeaning = "length"', "never closed"),
    ('phrase = "[the {unit})"\nmeaning = "length"', "never closed"),
    ('phrase = "a) {unit}"\nmeaning = "length"', "closing bracket too many"),
    ('phrase = "{unit"\nmeaning = "length"', "unbalanced braces"),
    ('phrase = "{unit}?"\nmeaning = "length"', "question mark"),
    ('phrase = "{mounth}"\nmeaning = "length"', "no word list, shape or fragment 'mounth'"),
    ('phrase = "{month:mounth}"\nmeaning = "length"', "no word list, shape or fragment 'mounth'"),
    ('phrase = "{unit}"\nmeaning = "length"\nexample = "a year"', "unknown key 'example'"),
    ('meaning = "length"', "no phrase"),
])
def test_a_wrong_rule_is_told(tmp_path: Path, told: str, wrong: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(rule_with(told), encoding="utf-8")
    with pytest.raises(LanguageFileError) as caught:
        load(path)
    message = str(caught.value)
    assert wrong in message
    assert str(path) in message
    assert "rule 'probe'" in message


@pytest.mark.parametrize(("told", "wrong"), [
    ("triggers = [", "Invalid value"),
    ('triggers = ["unti"]', "'unti'"),
    ('[[rule]]\nphrase = "a {unit}"', "a rule without a name"),
])
def test_a_wrong_file_is_told(tmp_path: Path, told: str, wrong: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(told, encoding="utf-8")
    with pytest.raises(LanguageFileError) as caught:
        load(path)
    assert wrong in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(("told", "wrong"), [
    ('triggers = ["unit"]\n[words.unit]\n"year" = "year"\n[[rule]]\nname = "probe"\nphrase = "{number} {unit}"',
     "number_word"),
    ("triggers = []\n# \udcff", "UTF-8"),
])
def test_a_slip_in_a_whole_file_is_told(tmp_path: Path, told: str, wrong: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_bytes(told.encode("utf-8", "surrogateescape"))
    with pytest.raises(LanguageFileError, match=wrong):
        load(path)


@pytest.mark.parametrize(("told", "wrong"), [
    ('phrase = "a {unit}"\nmeaning = "length"\n[[rule]]\nname = "probe"\nphrase = "an {unit}"', "twice"),
    ('phrase = "{weekday}"\nmeaning = "length"', "'unit'"),
    ('phrase = "a {unit}"\nmeaning = "length"\nshares = ["mounth"]', "'mounth'"),
])
def test_a_slip_that_shows_later_is_told(tmp_path: Path, told: str, wrong: str) -> None:
    path = tmp_path / "xx.toml"
    path.write_text(rule_with(told), encoding="utf-8")
    with pytest.raises(LanguageFileError, match=wrong):
        load(path)


def test_a_language_without_a_file_is_told() -> None:
    with pytest.raises(LanguageFileError, match="no language file for 'tlh'; there is one for: .*en"):
        timeline.tag("Monday", PUBLISHED, language="tlh")
