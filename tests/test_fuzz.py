"""Text as bad as it gets: mutated sentences by the million characters, and inputs made to be slow."""

from __future__ import annotations

import random
from datetime import date

import pytest
from benchmarks.hostile import HOSTILE, hostile
from test_corpus import lines
from test_resolve import apart, check

import timeline

PUBLISHED = date(2016, 4, 20)
CHUNK = 20_000
STRANGE = ("\x00\t\n\r\u00a0\u00ad\u2010\u2011\u2013\u2014\u2019\u201c\u0660\u0669\u0130\u017f\u212a"
           "\ud800\U0001f4c5'\"()[]{}")
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;-/$%" + STRANGE


def mutated(text: str, chance: random.Random) -> str:
    """A text with letters, words and stretches of it changed, doubled, dropped and turned round."""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        to = min(to, at + 12)
        match chance.randrange(8):
            case 0:
                text = text[:at] + text[to:]
            case 1:
                text = text[:at] + chance.choice(LETTERS) + text[at:]
            case 2:
                text = text[:at] + text[at:to] * chance.randint(2, 4) + text[to:]
            case 3:
                text = text[:at] + text[at:to][::-1] + text[to:]
            case 4:
                text = text[:at] + text[at:to].swapcase() + text[to:]
            case 5:
                words = text.split(" ")
                chance.shuffle(words)
                text = " ".join(words)
            case 6:
                text = "".join(c if not c.isdigit() else str(chance.randrange(10)) for c in text)
            case 7:
                text = text[:at] + chance.choice(STRANGE) * chance.randint(1, 3) + text[to:]
    return text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
def test_mutated_sentences(seed: int) -> None:
    chance = random.Random(seed)
    sentences = [line.text for line in lines()]
    text = ""
    while len(text) < CHUNK:
        text += mutated(chance.choice(sentences), chance) + chance.choice((" ", "\n", "\n\n", ""))
    published = date.fromordinal(chance.randint(date(1, 1, 1).toordinal(), date(9900, 1, 1).toordinal()))
    values = timeline.tag(text, published)
    assert len(values) > CHUNK // 400
    assert apart(values)
    for value in values:
        check(value, text)


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text(name: str) -> None:
    text = hostile(name, 100_000)
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values[:200] + values[-200:]:
        check(value, text)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_little_hostile_text(name: str) -> None:
    text = hostile(name, 2_000)
    assert len(text) == 2_000
    values = timeline.tag(text, PUBLISHED)
    assert apart(values)
    for value in values:
        check(value, text)
