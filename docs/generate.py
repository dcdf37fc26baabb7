"""Writes the parts of the documentation that the code knows best, into the pages they are parts of.

    python docs/generate.py

- time-expressions.md: every kind of expression in the language file, an example, its value.
- commands.md: the arguments and options of every command.

Run it after changing the language file or a command; a test fails while a page and the code disagree.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import typer

import timeline
from timeline import cli
from timeline.rules import LANGUAGES, language

DOCS = Path(__file__).parent
EXPRESSIONS, COMMANDS = DOCS / "time-expressions.md", DOCS / "commands.md"
BEGIN, END = "<!-- generated: begin -->", "<!-- generated: end -->"
OPTIONS = re.compile(r"(<!-- options of ([a-z]+) -->\n).*?(<!-- end of options -->)", re.DOTALL)
SEE = {
    "sources": "input-formats.md", "published": "dating-evidence.md", "outlets": "configuration.md#outlets",
    "config": "configuration.md", "no_cache": "configuration.md#the-folder-timeline", "theme": "themes.md",
    "exporters": "exporters.md", "edits": "reviewing.md", "fetch": "input-formats.md#feeds",
}
"""Where an argument or option is told of at length."""
_COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
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


def options(name: str) -> str:
    """A table of what a command takes, its arguments first."""
    head = ["| option | what it says |", "|---|---|"]
    told = sorted(_COMMANDS[name].params, key=lambda each: each.param_type_name != "argument")
    return "\n".join([*head, *map(_option, told)])


def _option(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"| `{parameter.metavar or parameter.name.upper()}` | {parameter.help} |"
    values = " or ".join(getattr(parameter.type, "choices", ()))
    kind = "" if parameter.is_flag else f" {values or parameter.metavar or 'N'}"
    long, *others = (*parameter.opts, *parameter.secondary_opts)
    written = ", ".join([f"`{long}{kind}`", *(f"`{each}`" for each in others)])
    default = f" Else `{parameter.default}`." * bool(parameter.show_default and parameter.default)
    see = f" More: [{SEE[parameter.name]}]({SEE[parameter.name]})." if parameter.name in SEE else ""
    return f"| {written} | {parameter.help}{default}{see} |"


def pages() -> dict[Path, str]:
    """Every page that has a generated part, with that part made anew."""
    head, _, rest = EXPRESSIONS.read_text("utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    commands = OPTIONS.sub(lambda found: f"{found[1]}\n{options(found[2])}\n\n{found[3]}", COMMANDS.read_text("utf-8"))
    return {EXPRESSIONS: f"{head}{BEGIN}\n\n{tables('en')}\n{END}{tail}", COMMANDS: commands}


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
