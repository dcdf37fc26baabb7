"""Recognising: windows lose nothing, spans are sound, and a phrase of a language file reads what its author means."""

from __future__ import annotations

import random
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_corpus import lines

from timeline import recognise
from timeline.model import TimeExpression
from timeline.recognise import Recogniser, recogniser
from timeline.rules import LANGUAGES, load
from timeline.rules.leads import LEADS, lead_tokens, looked_up
from timeline.rules.shapes import SHAPES

SENTENCES = [line.text for line in lines()]
MARKED = [mark.text for line in lines() for mark in line.marked]
SEPARATORS = [" ", "\n", "\n\n", ", ", "  ", "; ", " and ", " – ", "-", ". ", " of ", ""]
WORDS = ["the", "a", "two", "hundred", "and", "last", "May", "may", "since", "year", "years", "early", "mid-", "of",
         "2015", "12", "'98", ":", "30", "p.m.", "Friday", "second", "quarter", "BC", "ago", "in", "$", "half", "a row"]

PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(MARKED), st.sampled_from(WORDS), st.text(max_size=8))
MIXED = st.lists(st.tuples(PIECES, st.sampled_from(SEPARATORS)), max_size=12).map(
    lambda pairs: "".join(piece + separator for piece, separator in pairs))


def found(text: str, reach: int | None = None) -> list[TimeExpression]:
    """The expressions of a text, read with windows of another reach where one is given."""
    with pytest.MonkeyPatch.context() as patch:
        if reach is not None:
            patch.setattr(recognise, "REACH", reach)
        return recogniser("en").expressions(text)


@pytest.mark.parametrize("seed", range(8))
def test_windows_find_what_the_whole_text_finds(seed: int) -> None:
    shuffled = random.Random(seed).sample(SENTENCES, len(SENTENCES))
    text = "\n\n".join(shuffled) if seed % 2 else " ".join(shuffled)
    assert len(found(text)) > 250
    assert found(text) == found(text, reach=10**6)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(MIXED)
def test_windows_find_what_the_whole_mixture_finds(text: str) -> None:
    assert found(text) == found(text, reach=10**6)


@pytest.fixture(scope="module")
def thorough() -> Recogniser:
    """A recogniser that tries every rule at every token that can begin one, whatever follows it."""
    lang = load(LANGUAGES / "en.toml")
    starts = frozenset(lead[:1] for rule in lang.rules for lead in rule.leads)
    lang.rules = tuple(replace(rule, leads=starts, triggers=frozenset(lang.trigger_names)) for rule in lang.rules)
    return Recogniser(lang)


def test_looking_rules_up_by_two_tokens_loses_none(thorough: Recogniser) -> None:
    text = "\n\n".join(SENTENCES)
    for told in (text, text.upper(), text.replace("'", "\u2019"), text.replace("-", "\u2011").replace(" ", "\n")):
        assert found(told) == thorough.expressions(told)


@pytest.mark.parametrize("shape", sorted(SHAPES.keys() - {"proper", "fy"}))
def test_leads_tell_how_every_text_of_a_shape_begins(shape: str) -> None:
    leads = {lead_tokens(lead) for lead in LEADS[shape]}

    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(st.from_regex(re.compile(SHAPES[shape][0], re.ASCII), fullmatch=True))
    def check(text: str) -> None:
        first, *rest = [looked_up(m[0]) for m in recognise._TOKEN.finditer(text)]
        assert {(first, *rest[:1]), (first, *("~" for _ in rest[:1]))} & leads

    check()


@pytest.mark.parametrize("phrase", [
    "1,500 years ago", "2.5 years later", "5 1/2 years ago", "two hundred and fifty years ago", "a hundred years ago",
    "two and a half years", "June '98", "June \u201998", "Q3 '98", "FY'98", "1990's", "the 21st century", "1430 GMT",
    "2016-04-20", "10.30 p.m.", "twenty-one years ago", "Fri., May 6", "A YEAR AGO",
])
def test_a_number_or_a_mark_at_the_front_loses_none(thorough: Recogniser, phrase: str) -> None:
    assert found(phrase) == thorough.expressions(phrase) != []


@settings(max_examples=400, deadline=None, derandomize=True)
@given(MIXED)
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    done = 0
    for expression in found(text):
        assert done <= expression.start < expression.end <= len(text)
        assert expression.text == text[expression.start:expression.end]
        assert expression.text == expression.text.strip()
        done = expression.end


@pytest.mark.parametrize("text", [line.text for line in lines() if line.marked and not line.todo][::5])
def test_a_sentence_is_read_alike_wherever_it_stands(text: str) -> None:
    before, after = "The dean nodded. ", " The crowd dispersed."
    alone = [(e.start, e.end, e.rule, e.slots, e.mod) for e in found(text)]
    among = [(e.start - len(before), e.end - len(before), e.rule, e.slots, e.mod) for e in found(before + text + after)]
    assert among == alone


SMALL = '''
triggers = ["unit", "units", "month", "tide"]

[words.units]
"years" = "year"

[words.unit]
"year" = "year"
"half-year" = "half"

[words.month]
"May" = 5
"June" = 6

[words.tide]
"low tide" = "low"
"o'tide" = "old"

[words.number_word]
"one" = 1
"two" = 2
"twenty" = 20
"a half" = 0.5
"and a half" = 0.5

[words.number_factor]
"hundred" = 100
"a hundred" = 100
"hundred and" = 100

[signals]
"since" = "since"

[modifiers.point]
"early" = "START"
"mid-" = "MID"

[[rule]]
name = "length"
phrase = "{number}( |-)({unit}|{unit:units})"
meaning = "length"

[[rule]]
name = "ago"
phrase = "a {unit} ago"
meaning = "ago"

[[rule]]
name = "month"
phrase = "{month}(( of)? {year})?"
meaning = "calendar_month"

[[rule]]
name = "tide"
phrase = "(at )?{_:tide}"
meaning = "present"

[[rule]]
name = "two-months"
phrase = "[{month}] and [{month} {year}]"
meaning = "calendar_month"
shares = ["year"]

[[rule]]
name = "month-by-name"
phrase = "June Carter"
'''


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Recogniser:
    path: Path = tmp_path_factory.mktemp("languages") / "xx.toml"
    path.write_text(SMALL, encoding="utf-8")
    return Recogniser(load(path))


@pytest.mark.parametrize(("text", "taken"), [
    # smart case: a small letter in the file is either, a capital only itself or a whole word of capitals
    ("a year ago", ["a year ago"]),
    ("A Year Ago", ["A Year Ago"]),
    ("A YEAR AGO", ["A YEAR AGO"]),
    ("in May", ["May"]),
    ("it may", []),
    ("JUNE 2015", ["JUNE 2015"]),
    ("jUNE", []),
    # white space, over the end of a line but not of a paragraph
    ("a year\nago", ["a year\nago"]),
    ("a year \n ago", ["a year \n ago"]),
    ("a  year\tago", ["a  year\tago"]),
    ("a year\u00a0ago", ["a year\u00a0ago"]),
    ("a year\n\nago", []),
    ("a year \n \n ago", []),
    ("a yearago", []),
    ("low\ntide", ["low\ntide"]),
    # hyphens and apostrophes of any make
    ("a two-year war", ["two-year"]),
    ("a two\u2010year war", ["two\u2010year"]),
    ("a two\u2011year war", ["two\u2011year"]),
    ("a two\u2013year war", ["two\u2013year"]),
    ("one half\u2011year", ["one half\u2011year"]),
    ("o\u2019tide", ["o\u2019tide"]),
    ("mid-June", ["mid-June"]),
    ("mid\u2011June", ["mid\u2011June"]),
    # whole words only
    ("leap yearling", []),
    ("two yearlings", []),
    ("Juneau", []),
    ("a June-born child", ["June"]),
    # the longest match wins, and a rule without a meaning takes its text away
    ("June 2015", ["June 2015"]),
    ("June of 2015", ["June of 2015"]),
    ("June Carter", []),
    ("June Carterton", ["June"]),
    ("early June", ["early June"]),
    # what stands in square brackets is an expression of its own
    ("May and June 2015", ["May", "June 2015"]),
])
def test_a_phrase_takes(small: Recogniser, text: str, taken: list[str]) -> None:
    assert [e.text for e in small.expressions(text)] == taken


@pytest.mark.parametrize(("text", "slots", "mod", "signal"), [
    ("two years", {"number": 2, "unit": "year"}, None, None),
    ("twenty-two years", {"number": 22, "unit": "year"}, None, None),
    ("two hundred and one years", {"number": 201, "unit": "year"}, None, None),
    ("a hundred years", {"number": 100, "unit": "year"}, None, None),
    ("two and a half years", {"number": 2.5, "unit": "year"}, None, None),
    ("1,500 years", {"number": 1500, "unit": "year"}, None, None),
    ("2.5 years", {"number": 2.5, "unit": "year"}, None, None),
    ("since early June 2015", {"month": 6, "year": 2015}, "START", "since"),
    ("Since\nJune", {"month": 6}, None, "since"),
    ("hence June", {"month": 6}, None, None),
])
def test_an_expression_holds(small: Recogniser, text: str, slots: dict[str, object], mod: str | None,
                             signal: str | None) -> None:
    [expression] = small.expressions(text)
    assert dict(expression.slots) == slots
    assert (expression.mod, expression.signal) == (mod, signal)


def test_parts_share_what_the_rule_says(small: Recogniser) -> None:
    assert [dict(e.slots) for e in small.expressions("May and June 2015")] == [
        {"month": 5, "year": 2015}, {"month": 6, "year": 2015}]


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufeff", "\x00", "\ud800", "'", "-", "\u2019", *string.punctuation])
def test_nothing_gives_nothing(text: str) -> None:
    assert found(text) == []
