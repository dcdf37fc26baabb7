"""TimelineJS's way to write a timeline, as rows of a table and as slides of JSON, read as events written by hand.

https://timeline.knightlab.com/docs/json-format.html. Its dates have parts, its year -44 is 44 BCE (ours -43), and its
headline and text are HTML, which a body in Markdown may hold too. An era is a state; the title slide is no event.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Collection, Mapping

from timeline.articles.handmade import HandMade, is_web, link, one_line, tags_of, titled

_SLASHED = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(-?\d{1,9})(?: \d\d?:\d\d(?::\d\d)?)?")
_NUMBER = re.compile(r"([+-]?\d{1,9})(?:\.0*)?")
_USED = {"year", "month", "day", "end year", "end month", "end day", "start date", "end date", "headline", "text",
         "media", "media caption", "media credit", "group", "tag", "tags", "type"}


class NoEvent(ValueError):
    """The row or slide is no event that one could date. The message says why."""


def is_header(names: Collection[str]) -> bool:
    """Whether the columns, in small letters, are TimelineJS's."""
    return "headline" in names and ("year" in names or "start date" in names)


def event(cells: Mapping[str, str]) -> HandMade:
    """The event of a row by its columns in small letters, empty cells left out. Raises NoEvent."""
    if cells.get("type", "").strip().lower() == "title":
        raise NoEvent("it is the title slide, and no event")
    body = "\n\n".join(filter(None, (cells.get("text", ""), _media(cells))))
    title = titled(one_line(entities.unescape(one_line(cells.get("headline", "")))), entities.unescape(body))
    if not title:
        raise NoEvent("it has neither a headline nor a text")
    kind = "state" if cells.get("type", "").strip().lower() == "era" else "event"
    tags = tags_of(cells.get("group", ""), *re.split("[,;]", cells.get("tags", cells.get("tag", ""))))
    try:
        return HandMade(title, _dates(cells), body, tags, kind, _spare(cells))
    except NoEvent:
        raise
    except ValueError as error:
        raise NoEvent(f"there is no such date: {error}") from None


def _media(cells: Mapping[str, str]) -> str:
    url, credit = cells.get("media", ""), one_line(entities.unescape(cells.get("media credit", "")))
    caption = one_line(entities.unescape(cells.get("media caption", "")))
    if not is_web(url):
        return ", ".join(filter(None, (caption, credit)))
    return ", ".join(filter(None, (link(url, caption or url), credit)))


def _spare(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    odd = {"media"} if "media" in cells and not is_web(cells["media"]) else set()
    return tuple((name, cell) for name, cell in cells.items() if name and (name not in _USED or name in odd))


def _dates(cells: Mapping[str, str]) -> str:
    begin = _date(cells, "", "start date")
    end = _date(cells, "end ", "end date")
    if not begin:
        raise NoEvent("it has no year")
    return begin if end in ("", begin) else f"{begin}/{end}"


def _date(cells: Mapping[str, str], prefix: str, together: str) -> str:
    parts = [cells.get(prefix + name, "") for name in ("year", "month", "day")]
    if not any(parts) and (said := cells.get(together, "")):
        found = _SLASHED.fullmatch(said.strip())
        if found is None:
            raise NoEvent(f"{said!r} is no date as TimelineJS writes them, month/day/year")
        month, day = (found[1], found[2]) if found[1] else (found[2], None)
        parts = [found[3], month or "", day or ""]
    year, month_number, day_number = map(_number, parts)
    if year is None or (day_number and not month_number):
        if any(parts):
            raise NoEvent("it has a part of a date without the part above it")
        return ""
    if year == 0:
        raise NoEvent("there is no year 0 in TimelineJS")
    written = _year(year if year > 0 else year + 1)
    return written + "".join(f"-{part:02d}" for part in (month_number, day_number) if part)


def _year(year: int) -> str:
    return f"{year:05d}" if year < 0 else f"{year:04d}" if year <= 9999 else f"Y{year}"


def _number(cell: str) -> int | None:
    if not cell.strip():
        return None
    found = _NUMBER.fullmatch(cell.strip())
    if found is None:
        raise NoEvent(f"{cell[:40]!r} is no number")
    return int(found[1])
