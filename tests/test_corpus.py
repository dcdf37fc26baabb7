"""The corpus: sentences with their time expressions marked in place, each line a test."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import timeline

CORPUS = Path(__file__).parent / "corpus"
_MARK = re.compile(r"\[([^\[\]]+)\](?:\{([^{}]*)\})?")
_DATE = re.compile(r"# (\d{4}-\d\d-\d\d)")
TYPES = {"DATE", "TIME", "DURATION", "SET"}
ATTRIBUTES = ("mod", "quant", "freq")


@dataclass(frozen=True)
class Marked:
    """One expression as the corpus marks it: where it stands in the bare text, and what it should get."""

    start: int
    end: int
    text: str
    type: str
    value: str
    attributes: dict[str, str]


@dataclass(frozen=True)
class Line:
    """A sentence of the corpus without its marks. `todo` says that it is not read right yet."""

    number: int
    published: date
    text: str
    marked: tuple[Marked, ...]
    todo: bool

    @property
    def name(self) -> str:
        """Its line number and first words."""
        return f"{self.number}: {' '.join(self.text.split()[:5])}"


def read(path: Path) -> Iterator[Line]:
    """The sentences of a corpus file. Raises ValueError, with the line, for what cannot be read."""
    published: date | None = None
    todo = False
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if raw.startswith("#"):
            heading = _DATE.fullmatch(raw)
            published = date.fromisoformat(heading[1]) if heading else published
            todo = todo or raw == "# todo"
        elif raw.strip():
            if published is None:
                raise ValueError(f"{path}:{number}: no publication date stands above this line")
            text, marked = unmarked(raw, f"{path}:{number}")
            yield Line(number, published, text, marked, todo)


def unmarked(raw: str, where: str) -> tuple[str, tuple[Marked, ...]]:
    """A line without its marks, and what they say."""
    text, marked, done = "", [], 0
    for m in _MARK.finditer(raw):
        text += raw[done:m.start()]
        start, done = len(text), m.end()
        text += m[1]
        if m[2] is None:
            raise ValueError(f"{where}: {m[0]!r} has no value")
        marked.append(_marked(start, m[1], m[2].split(), where))
    text += raw[done:]
    if set(text) & set("[]{}"):
        raise ValueError(f"{where}: a bracket is left over in {text!r}")
    return text, tuple(marked)


def _marked(start: int, text: str, told: list[str], where: str) -> Marked:
    kind = told.pop(0) if told and told[0] in TYPES else "DATE"
    attributes = dict(word.split("=") for word in told[1:])
    if not told or "=" in told[0] or set(attributes) - set(ATTRIBUTES):
        raise ValueError(f"{where}: {text!r} is marked with {' '.join(told)!r}")
    return Marked(start, start + len(text), text, kind, told[0], attributes)


def lines() -> list[Line]:
    """Every sentence of the English corpus."""
    return list(read(CORPUS / "en.txt"))


def _cases() -> list[object]:
    strict = pytest.mark.xfail(strict=True, reason="marked todo in the corpus")
    return [pytest.param(line, id=line.name, marks=strict if line.todo else ()) for line in lines()]


@pytest.mark.parametrize("line", _cases())
def test_line(line: Line) -> None:
    found = timeline.tag(line.text, line.published)
    assert [(v.text, v.type, v.value, v.mod) for v in found] == [
        (m.text, m.type, m.value, m.attributes.get("mod")) for m in line.marked]
    assert [(v.start, v.end) for v in found] == [(m.start, m.end) for m in line.marked]
    for value, mark in zip(found, line.marked, strict=True):
        said = {name: getattr(value, name) for name in mark.attributes}
        assert said == mark.attributes


@pytest.mark.parametrize(("raw", "wrong"), [
    ("It rained [yesterday].", "has no value"),
    ("It rained [yesterday]{}.", "is marked with"),
    ("It rained [yesterday]{DATE}.", "is marked with"),
    ("It rained [yesterday]{2016-04-19 mode=START}.", "is marked with"),
    ("It rained [yesterday{2016-04-19}.", "left over"),
])
def test_a_slip_in_the_corpus_is_told(raw: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=f"en.txt:7: .*{wrong}"):
        unmarked(raw, "en.txt:7")


def test_the_corpus_holds_hits_and_near_misses() -> None:
    all_lines = lines()
    assert len(all_lines) >= 220
    assert sum(not line.marked for line in all_lines) >= 60
    assert {m.type for line in all_lines for m in line.marked} == TYPES


def test_no_line_stands_twice() -> None:
    texts = [(line.text, line.published) for line in lines()]
    assert sorted({t for t in texts if texts.count(t) > 1}) == []
