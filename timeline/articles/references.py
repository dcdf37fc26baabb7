"""A list of references as Zotero and others export it (CSL JSON, https://citeproc-js.readthedocs.io/en/latest/csl-json/):
each with an abstract is an article, which is its text.

`issued` is when a reference was published; `accessed` and `submitted` are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.articles import html
from timeline.articles.draft import Draft, Found, Outcome, Passed, fields, plain
from timeline.articles.places import object_lines

_KINDS = {"type", "title", "issued", "abstract", "container-title", "DOI", "URL", "author", "citation-key"}


def is_list(told: Any) -> bool:
    """Whether this is what CSL JSON looks like: a list of objects with a type and at least two more of its names."""
    return isinstance(told, list) and bool(told) and all(
        isinstance(each, dict) and "type" in each and len(_KINDS & each.keys()) >= 3 for each in told)


def drafts(items: Sequence[dict[str, Any]], text: str, path: str) -> Iterator[Outcome]:
    """An article for each reference with an abstract."""
    for line, item in zip(object_lines(text, len(items)), items, strict=True):
        abstract = item.get("abstract")
        body = html.words(abstract) if isinstance(abstract, str) else ""
        yield _draft(item, body, path, line) if body.strip() else Passed(path, "a reference without an abstract", line)


def _draft(item: dict[str, Any], body: str, path: str, line: int) -> Draft:
    issued, half = _issued(item.get("issued"))
    language = item.get("language")
    named = {"title": item.get("title"), "url": item.get("URL"), "outlet": item.get("container-title"),
             "language": language if isinstance(language, str) and len(language) <= 5 else None,
             "author": _authors(item.get("author")), "tags": item.get("keyword"), "issued": "" if half else issued}
    found = [Found(plain(value), name, path, line) for name, value in named.items()]
    return Draft(path, body, fields=fields(found, "CSL JSON"), line=line,
                 seen=f"it was issued in {issued}, which is no day" if half else "")


def _issued(told: Any) -> tuple[str, bool]:
    """The date as it is written, and whether it is only a year, a month or a season; "" for none."""
    if not isinstance(told, dict):
        return "", False
    first = next(iter(told.get("date-parts") or ()), None)
    if not isinstance(first, list):
        return str(told.get("raw") or told.get("literal") or ""), False
    digits = [str(part) for part in first]
    if not digits or not all(part.isdecimal() for part in digits):
        return "", False
    written = "-".join([digits[0].zfill(4), *(part.zfill(2) for part in digits[1:])])
    return written, len(digits) < 3


def _authors(told: Any) -> list[str]:
    people = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    names = [each.get("literal") or " ".join(filter(None, (_string(each.get(part)) for part in ("given", "family"))))
             for each in people]
    return [name for name in names if isinstance(name, str)]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
