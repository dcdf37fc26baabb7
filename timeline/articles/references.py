"""A list of references, each of which with an abstract is an article: CSL JSON, as Zotero and others export it
(https://citeproc-js.readthedocs.io/en/latest/csl-json/), or Zotero's own items, as its web API and Better BibTeX give
them (https://www.zotero.org/support/dev/web_api/v3/basics).

`issued` and `date` are when a reference was published; `accessed`, `submitted` and `dateAdded` are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from timeline.articles import dates, html
from timeline.articles.draft import Draft, Found, Outcome, Passed, fields, plain
from timeline.articles.places import object_lines

_OUTLETS = ("publicationTitle", "websiteTitle", "blogTitle", "programTitle", "publisher")
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


def zotero_items(told: Any) -> list[dict[str, Any]]:
    """Zotero's own items, by themselves or within the records of its web API; none where these are none."""
    listed = told.get("items") if isinstance(told, dict) else told
    items = [each["data"] if isinstance(each.get("data"), dict) else each for each in _objects(listed)]
    whole = isinstance(listed, list) and len(items) == len(listed)
    return items if whole and all("itemType" in item for item in items) else []


def zotero_drafts(items: Sequence[dict[str, Any]], text: str, path: str, *, name: str | None) -> Iterator[Outcome]:
    """An article for each of Zotero's items with an abstract; `name` is that of their list, None where it is the
    whole."""
    for line, item in zip(object_lines(text, len(items), name), items, strict=True):
        body = html.words(_string(item.get("abstractNote")))
        yield _zotero(item, body, path, line) if body.strip() else Passed(path, "a reference without an abstract", line)


def _zotero(item: dict[str, Any], body: str, path: str, line: int) -> Draft:
    said = _string(item.get("date")).strip()
    half = bool(said) and not _is_day(said)
    outlet = next(filter(None, (_string(item.get(name)) for name in _OUTLETS)), "")
    language = _string(item.get("language"))
    named = {"title": item.get("title"), "url": item.get("url"), "outlet": outlet,
             "language": language if len(language) <= 5 else "", "author": _creators(item.get("creators")),
             "tags": [each.get("tag") for each in _objects(item.get("tags"))], "date": "" if half else said}
    found = [Found(plain(value), name, path, line) for name, value in named.items()]
    return Draft(path, body, fields=fields(found, "Zotero"), line=line,
                 seen=f"it is dated {said[:40]!r}, which is no day" if half else "")


def _is_day(said: str) -> bool:
    try:
        dates.parse(said)
    except dates.NotADate:
        return False
    return True


def _creators(told: Any) -> list[str]:
    people = [each for each in _objects(told) if each.get("creatorType", "author") == "author"]
    parts = [[_string(each.get(part)) for part in ("name", "firstName", "lastName")] for each in people]
    return [name for each in parts if (name := " ".join(filter(None, each)))]


def _objects(told: Any) -> list[dict[str, Any]]:
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


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
    names = [each.get("literal") or " ".join(filter(None, (_string(each.get(part)) for part in ("given", "family"))))
             for each in _objects(told)]
    return [name for name in names if isinstance(name, str)]


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
