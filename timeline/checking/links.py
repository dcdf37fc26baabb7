"""The links within a built site, followed on the disk."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from timeline.checking.finding import Finding
from timeline.errors import InputError, Problem
from timeline.model import SITE_MARKER

_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_ATTRIBUTE = re.compile(r"""\s(href|src|id)=(?:"([^"]*)"|'([^']*)')""")
_HELP = "Build the site again; where it is a template of yours, name a file that is there."


def dead_links(site: Path) -> list[Finding]:
    """A finding for each target that is not there, at the first link that leads to it.

    Addresses of other sites are nobody's business here. Raises InputError for a folder that holds no site of ours.
    """
    if not (site / SITE_MARKER).is_file():
        help = "Build it first, or name another folder."
        raise InputError(Problem("--out", "TL501", f"{str(site)!r} is no site made by timeline", help))
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8", "replace") for path in _pages(site)}
    places = {name: {value for _, kind, value in _told(page) if kind == "id"} for name, page in pages.items()}
    dead: dict[str, list[tuple[str, int]]] = {}
    for name, page in pages.items():
        for at, kind, value in _told(page):
            target = _target(name, value) if kind != "id" else None
            if target and not _is_there(site, *target, places):
                dead.setdefault("#".join(filter(None, target)), []).append((name, at))
    return [_finding(site, target, found, pages) for target, found in dead.items()]


def _pages(site: Path) -> list[Path]:
    return sorted(Path(here, name) for here, _, names in os.walk(site) for name in names if name.endswith(".html"))


def _told(page: str) -> Iterator[tuple[int, str, str]]:
    """Where each address and each id of a page stands, which of the two it is, and what it says."""
    for tag in _TAG.finditer(page):
        for attribute in _ATTRIBUTE.finditer(tag[0]):
            yield tag.start(), attribute[1], unescape(attribute[2] or attribute[3] or "")


def _target(page: str, address: str) -> tuple[str, str] | None:
    """The file and the place in it that an address on a page names, None for what lies outside of the site."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address, ""
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path))) if parts.path else page
    path = posixpath.join("" if path == "." else path, "index.html") if parts.path.endswith(("/", ".")) else path
    return None if path.startswith("../") else (path, unquote(parts.fragment))


def _is_there(site: Path, path: str, place: str, places: dict[str, set[str]]) -> bool:
    if path not in places:
        return (site / path).is_file()
    # "#top" leads to the top of every page (https://html.spec.whatwg.org/#the-indicated-part-of-the-document).
    return not place or place == "top" or place in places[path]


def _finding(site: Path, target: str, found: list[tuple[str, int]], pages: dict[str, str]) -> Finding:
    (name, at), others = found[0], len({name for name, _ in found}) - 1
    more = f", on {others} more page{'s' if others > 1 else ''} too" if others else ""
    begin = pages[name].rfind("\n", 0, at) + 1
    line = pages[name].count("\n", 0, at) + 1
    told = f"a link leads to {target}, which is not there{more}"
    problem = Problem(str(site / name), "TL701", told, _HELP, line, at - begin + 1)
    tag = _TAG.match(pages[name], at)
    text = tag[0].replace("\n", " ") if tag else ""
    return Finding(problem, serious=True, shown=text, mark=(0, len(text)))
