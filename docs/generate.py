"""Writes the part of docs/time-expressions.md that comes from a language file: every kind, an example, its value.

    python docs/generate.py

Run it after changing timeline/languages/en.toml; a test fails while the page and the file disagree.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import timeline
from timeline.rules import LANGUAGES, language

PAGE = Path(__file__).parent / "time-expressions.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
_HEADING = re.compile(r"^# --- (.+?) -+$|^name = \"([^\"]+)\"", re.MULTILINE)


def sections(name: str) -> list[tuple[str, list[str]]]:
    """The headings of a language file with the names of the rules under each."""
    found: list[tuple[str, list[str]]] = []
    for m in _HEADING.finditer((LANGUAGES / f"{name}.toml").read_text(encoding="utf-8")):
        if m[1]:
            found.append((m[1], []))
        elif found:
            found[-1][1].append(m[2])
    return found


def tables(name: str) -> str:
    """A table for every heading: the expression, its TIMEX3 type and value, its EDTF."""
    lang = language(name)
    published = date.fromisoformat(lang.published)
    examples = {rule.name: rule.examples for rule in lang.rules}
    out = []
    for heading, rules in sections(name):
        rows = [row for rule in rules for text in examples[rule] for row in _rows(text, published)]
        head = ["| text | type | value | days (EDTF) |", "|---|---|---|---|"]
        out += [f"### {heading[0].upper()}{heading[1:]}", "", *head, *rows, ""]
    return "\n".join(out)


def _rows(text: str, published: date) -> list[str]:
    """A row for every expression of an example, the expression in bold."""
    rows = []
    for value in timeline.tag(text, published):
        marked = f"{text[: value.start]}**{value.text}**{text[value.end :]}"
        said = value.value + (f", {value.mod}" if value.mod else "")
        rows.append(f"| {marked} | {value.type} | {said} | {value.edtf or ''} |")
    return rows


def page(old: str) -> str:
    """The page with its generated part made anew."""
    head, _, rest = old.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{tables('en')}\n{END}{tail}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
