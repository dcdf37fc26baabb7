"""Markwhen (.mw, https://docs.markwhen.com/): a line that begins with a date and a colon begins an event, the lines
below are its text; sections and headings become tags.

Dates that hang on today or on another event have no place in a timeline of what happened, and are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.articles.handmade import HandMade, one_line, tags_of, titled
from timeline.articles.markdown import to_text
from timeline.edtf import from_edtf
from timeline.imports.imported import Imported, Left, gathered
from timeline.intervals import MONTHS

_MONTHS = {name.lower()[:length]: n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))}
_ISO = re.compile(r"-?\d{4,6}(?:-\d\d(?:-\d\d)?)?")
_SLASHED = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})")
_WORDED = re.compile(r"(?:(?P<before>\d{1,2}) )?(?P<month>[A-Za-z]{3,9})\.?(?: (?P<after>\d{1,2})(?:st|nd|rd|th)?)?,? "
                     r"(?P<year>\d{4})")
_TIME = re.compile(r"(?<=\d)(?:T| )\d{1,2}(?::\d\d(?::\d\d(?:\.\d+)?)?(?: ?[ap]m)?| ?[ap]m)(?:Z|[+-]\d\d:?\d\d)?",
                   re.IGNORECASE)
_DATED = re.compile(r"(?=.*(?:\d{4}|/))[\d/.\s:TZ+–-]*\d")
_MOVING = re.compile(r"(?:now|today|tomorrow|yesterday|(?:after|before|by) |!\w|\d+ ?(?:second|minute|hour|day|"
                     r"week ?day|week|month|year|business day)s?\b)", re.IGNORECASE)
_SECTION = re.compile(r"\s*(?:(section|group)\s+(.*)|(end ?(?:section|group)))\s*", re.IGNORECASE)
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_LABEL = re.compile(r"(?<!\S)#([\w-]+)")
_FORMAT = re.compile(r"dateFormat:\s*(\S+)\s*")
_RANGES = (" - ", " – ", " to ", " / ", "/", "–", "-")
_LONGEST_DATE = 80


@dataclass(slots=True)
class _Open:
    """An event whose lines are still being read."""

    date: str
    line: int
    words: str
    tags: tuple[str, ...]
    spare: tuple[tuple[str, str], ...]
    below: list[str] = field(default_factory=list)


def read(text: str, path: str) -> Imported:
    """The events; `path` is not looked at, since nothing in such a file can be wrong beyond being left."""
    events: list[HandMade] = []
    left: list[Left] = []
    sections: list[tuple[int, str]] = []
    now: _Open | None = None
    european = any(found[1].lower().startswith("d") for found in map(_FORMAT.fullmatch, text.split("\n")) if found)
    for number, line in enumerate(text.split("\n"), 1):
        begun = _begun(line, number, european, sections)
        heading, section = _HEADING.fullmatch(line), _SECTION.fullmatch(line)
        if not (begun or heading or section or line.lstrip().startswith("//")) and now is not None:
            now.below.append(line)
            continue
        if now is not None and not line.lstrip().startswith("//"):
            events += _ended(now, left)
            now = None
        if isinstance(begun, Left):
            left.append(begun)
        elif begun is not None:
            now = begun
        elif heading or section:
            _enter(sections, heading, section)
        elif line.strip():
            left.append(Left(number, "comment" if line.lstrip().startswith("//") else "header", line.strip()))
    if now is not None:
        events += _ended(now, left)
    return gathered(events, left)


def _enter(sections: list[tuple[int, str]], heading: re.Match[str] | None, section: re.Match[str] | None) -> None:
    """A heading ends those of its level and below; a section ends with its own end."""
    if heading:
        while sections and sections[-1][0] >= len(heading[1]):
            sections.pop()
        sections.append((len(heading[1]), _plain(heading[2])))
    elif section and section[3]:
        del sections[-1:]
    elif section:
        sections.append((0, _plain(section[2] or "")))


def _ended(open: _Open, left: list[Left]) -> Iterator[HandMade]:
    body = "\n".join(open.below).strip("\n")
    title = _plain(open.words)
    # A link in the first line would be lost with its marks.
    body = f"{open.words.strip()}\n\n{body}".strip() if "](" in open.words else body
    if shown := titled(title, to_text(body)):
        labels = (*open.tags, *_LABEL.findall(f"{open.words}\n{body}"))
        yield HandMade(shown, open.date, body, tags_of(*labels), spare=open.spare, line=open.line)
    else:
        left.append(Left(open.line, "no event", f"{open.date} says nothing"))


def _plain(words: str) -> str:
    return one_line(to_text(_LABEL.sub(" ", words)))


def _begun(line: str, number: int, european: bool, sections: list[tuple[int, str]]) -> _Open | Left | None:
    """The event that a line begins; Left where it has no date one could stand by, None where it begins none."""
    begins = line.lstrip()
    at = begins.find(":")
    while 0 <= at <= _LONGEST_DATE:
        said = begins[:at].strip()
        plain = _TIME.sub("", said)
        date = _range(plain, european)
        # What follows the first colon may be the minutes of a time, and the colon that ends the date come later.
        if date and not re.match(r"\d\d(?!\d)", begins[at + 1:]):
            spare = (("time of day", said),) if plain != said else ()
            tags = tuple(name for _, name in sections)
            return _Open(date, number, begins[at + 1:].strip(), tags, spare)
        at = begins.find(":", at + 1)
    said = begins.partition(":")[0] if ":" in begins[:_LONGEST_DATE] else ""
    if said and (_DATED.fullmatch(said) or _MOVING.match(said)):
        return Left(number, "no date one could stand by", begins.strip())
    return None


def _range(said: str, european: bool) -> str:
    """The date or range in EDTF, "" for none."""
    if one := _one(said, european):
        return one
    for mark in _RANGES:
        for begin, end in _split(said, mark):
            first, last = _one(begin.strip(), european), _one(end.strip(), european)
            if first and last and _exists(f"{first}/{last}"):
                return f"{first}/{last}"
    return ""


def _split(said: str, mark: str) -> Iterator[tuple[str, str]]:
    at = said.find(mark)
    while at >= 0:
        yield said[:at], said[at + len(mark):]
        at = said.find(mark, at + 1)


def _one(said: str, european: bool) -> str:
    if _ISO.fullmatch(said):
        return said if _exists(said) else ""
    if found := _SLASHED.fullmatch(said):
        first, second = found[1], found[2]
        month, day = (second, first) if european or first is None else (first, second)
        return _built(found[3], int(month), day)
    found = _WORDED.fullmatch(said)
    month_number = _MONTHS.get(found["month"].lower()) if found else None
    if found is None or month_number is None or (found["before"] and found["after"]):
        return ""
    return _built(found["year"], month_number, found["before"] or found["after"])


def _built(year: str, month: int, day: str | None) -> str:
    written = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return written if _exists(written) else ""


def _exists(edtf: str) -> bool:
    try:
        from_edtf(edtf)
    except ValueError:
        return False
    return True
