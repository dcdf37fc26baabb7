"""Markdown (.md, .markdown): fields from the YAML front matter, and the text as its reader sees it.

Python-Markdown takes minutes for a few kilobytes of "[" and gives HTML, of which we would want only the words. So the
marks are taken off here, line by line, with patterns that run in time proportional to the text. A link is its words, an
image is nothing, a heading is a paragraph, an item of a list is a line.

`event: true` in the front matter tells an event that an editor wrote by hand from an article. A word in the file goes
where the file goes; the name of a folder would make events of what an outlet files under "events".
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from timeline.articles.draft import ByHand, Draft, Found, fields
from timeline.articles.yaml_fields import read_yaml
from timeline.errors import InputError, Problem

_YES = ("true", "yes", "on")
_FENCE = re.compile(r"^---[ \t]*\n(?:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|(\d{1,9}[.)]))[ \t]+(?=\S)")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_CODE = re.compile(r"[ \t]*(?:```|~~~)")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]^]{1,200}\]:[ \t]*\S+")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\[\]]{1,200}\]:[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SHELTER = 0x10FE00  # private use, so that an escaped mark is no mark until the others are gone
_SHELTERED = re.compile(f"[{chr(_SHELTER)}-{chr(_SHELTER + 127)}]")

_MARK = re.compile(r"[\\<\[`~*_&]")
"""What each of the marks below has in it, and an escape and a character by its name: most paragraphs have none."""
_TARGET = r"\((?:[^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)?)\)"
_MARKS = (
    (re.compile(r"<(https?://[^<>\s]++)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*+>"), ""),
    (re.compile(r"!\[[^\[\]]*+\](?:" + _TARGET + r"|\[[^\[\]]*+\])"), ""),
    (re.compile(r"\[\^[^\[\]]*+\]"), ""),
    (re.compile(r"\[([^\[\]]*+)\](?:" + _TARGET + r"|\[[^\[\]]*+\])"), r"\1"),
    (re.compile(r"(`++)([^`]++)\1(?!`)"), r"\2"),
    (re.compile(r"~~([^~]++)~~"), r"\1"),
    (re.compile(r"(?<!\*)(\*{1,3})(?=[^\s*])([^*]*+)(?<!\s)\1(?!\*)"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_]*+(?:(?<=\w)_(?=\w)[^_]*+)*)(?<!\s)\1(?!\w)"), r"\2"),
)
_HIDDEN = tuple((re.compile(begin, re.IGNORECASE), re.compile(end, re.IGNORECASE))
                for begin, end in (("<!--", "-->"), (r"<script\b", r"</script\s*>"), (r"<style\b", r"</style\s*>")))


def drafts(text: str, path: str) -> Iterator[Draft | ByHand | Problem]:
    """The one article of the file, the event written by hand, or the problems of its front matter."""
    try:
        found, body = _front_matter(text, path)
    except InputError as error:
        yield from error.problems
        return
    if any(each.name.lower() == "event" and str(each.value).lower() in _YES for each in found):
        yield ByHand(path, body.strip("\n"), tuple(found))
        return
    told = fields(found, "front matter")
    paragraphs = list(_paragraphs(body))
    title = ""
    # A heading that opens the text is the title, unless the front matter says another.
    if paragraphs and paragraphs[0][0] == 1:
        named = told.found.get("title")
        if named is None or named.value == paragraphs[0][1]:
            title = paragraphs.pop(0)[1]
    yield Draft(path, "\n\n".join(words for _, words in paragraphs), title, told)


def to_text(markdown: str) -> str:
    """Markdown as its reader sees it: paragraphs set apart by an empty line, no marks, no HTML."""
    return "\n\n".join(words for _, words in _paragraphs(markdown))


def _front_matter(text: str, path: str) -> tuple[list[Found], str]:
    if not re.match(r"---[ \t]*\n", text):
        return [], text
    found = _FENCE.match(text)
    if found is None:
        raise InputError(Problem(path, "TL104", "the front matter has no end", "End it with a line of three hyphens."))
    return read_yaml(found[1] or "", path, 2), text[found.end():]


def _paragraphs(body: str) -> Iterator[tuple[int, str]]:
    """Each paragraph with its heading level, 0 for none."""
    gathered: list[str] = []
    for line in [*_without_hidden(body).split("\n"), ""]:
        line = _QUOTED.sub("", line, count=1) if line.lstrip().startswith(">") else line
        heading = _HEADING.match(line)
        underline = _UNDERLINE.match(line) if gathered else None
        if underline and not _ITEM.match(gathered[-1]):
            yield from _told(" ".join(gathered), 1 if "=" in underline[1] else 2)
            gathered = []
        elif heading or not line.strip() or _RULE.match(line):
            if gathered:
                yield from _told("\n".join(_lines(gathered)), 0)
            gathered = []
            if heading:
                yield from _told((heading[2] or "").rstrip().rstrip("#"), len(heading[1]))
        elif not (_CODE.match(line) or _DEFINITION.match(line) or ("|" in line and _TABLE_RULE.match(line))):
            gathered.append(_FOOTNOTE.sub("", line, count=1))


def _told(marked: str, level: int) -> Iterator[tuple[int, str]]:
    if words := _words(marked):
        yield level, words


def _lines(gathered: list[str]) -> Iterator[str]:
    """Lines as they show: those of one paragraph run on, an item or a row of a table begins anew."""
    running: list[str] = []
    for line in gathered:
        item = _ITEM.match(line)
        row = line.lstrip().startswith("|")
        if running and (item or row or running[-1].endswith(("  ", "\\"))):
            yield " ".join(part.rstrip("\\").strip() for part in running)
            running = []
        told = line[item.end():] if item else line
        told = f"{item[1]} {told}" if item and item[1] else told
        running.append(" | ".join(cell.strip() for cell in told.strip().strip("|").split("|")) if row else told)
    yield " ".join(part.rstrip("\\").strip() for part in running)


def _words(marked: str) -> str:
    told = marked
    if _MARK.search(marked):
        told = _ESCAPED.sub(lambda mark: chr(_SHELTER + ord(mark[1])), told)
        for pattern, kept in _MARKS:
            told = pattern.sub(kept, told)
        told = _SHELTERED.sub(lambda mark: chr(ord(mark[0]) - _SHELTER), html.unescape(told))
    return "\n".join(" ".join(line.split()) for line in told.split("\n")).strip()


def _without_hidden(body: str) -> str:
    for begin, end in _HIDDEN:
        kept, at = [], 0
        while (start := begin.search(body, at)) and (stop := end.search(body, start.end())):
            kept.append(body[at:start.start()])
            at = stop.end()
        body = "".join([*kept, body[at:]])
    return body
