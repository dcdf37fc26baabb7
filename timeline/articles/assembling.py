"""A draft, what stands beside its file and what the user said together make an article, or say why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from timeline.articles.decoding import whole
from timeline.articles.draft import Draft, Fields, Found, Signal
from timeline.articles.published import dated, place_signals
from timeline.errors import InputError, Problem
from timeline.model import Article
from timeline.rules import LANGUAGES


@dataclass(frozen=True, slots=True)
class Assembled:
    """`article` is None where there are problems, or where nothing dates it; then `problems` is empty, and `seen` says
    in words what looks like a date of publication and is none."""

    article: Article | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    seen: str = ""


def assembled(draft: Draft, stronger: Fields, *, given: tuple[Signal, ...] = (), language: str | None = None,
              top: int = 0, zone: ZoneInfo | None = None) -> Assembled:
    """The article a draft makes.

    `stronger` are the fields of its manifest row and sidecar, `given` the date the user gave for everything, `language`
    the one to read it in whatever it says itself, `zone` the outlet's clock, on which times in UTC are told. Names in
    the path before part number `top` are no evidence.
    """
    told = stronger.over(draft.fields)
    problems = [problem for name, found in told.found.items() if (problem := _wrong(name, found))]
    if not draft.text.strip():
        problems.append(Problem(draft.path, "TL109", "the article holds no text", "Write it or remove it.", draft.line))
    try:
        language = language or _language(told.found.get("language"))
    except InputError as error:
        problems += error.problems
    url = _one(told, "url")
    # A file of many articles is named for the day it was saved, which is nobody's publication date.
    places = place_signals(Path(draft.path), top, url, names=draft.line is None)
    dating = dated((*given, *told.signals, *places), draft.path, language or "en", draft.line, zone)
    problems += [dating.problem] if dating.problem else []
    if problems or dating.published is None:
        seen = "; ".join(filter(None, (draft.seen, dating.seen)))
        return Assembled(None, tuple(problems), dating.warnings, seen)
    article = _article(draft, told, dating.published, dating.evidence, language or "en")
    return Assembled(article, warnings=dating.warnings)


def known_language(code: str) -> str:
    """The language's own code: "en" of "en-GB". Raises ValueError for one without a grammar, naming those there are."""
    short = code.replace("_", "-").split("-")[0].lower()
    if short.isalpha() and (LANGUAGES / f"{short}.toml").is_file():
        return short
    known = ", ".join(sorted(file.stem for file in LANGUAGES.glob("*.toml")))
    raise ValueError(f"there is no grammar for the language {code!r}, only for {known}")


def _article(draft: Draft, told: Fields, published: date | datetime, evidence: str | None, language: str) -> Article:
    return Article(
        text=whole(draft.text), published=published, title=_one(told, "title") or draft.title,
        id=_one(told, "id"),  # type: ignore[arg-type]  # None asks for one made from the content
        url=_one(told, "url"), outlet=_one(told, "outlet"), author=", ".join(_several(told, "author")) or None,
        language=language, tags=tuple(dict.fromkeys(_several(told, "tags", ","))),
        evidence=evidence and whole(evidence), path=whole(draft.path))


def _one(told: Fields, name: str) -> str | None:
    found = told.found.get(name)
    return found.value if found and isinstance(found.value, str) else None


def _several(told: Fields, name: str, mark: str | None = None) -> list[str]:
    """The strings of a list, or of one string cut at the mark."""
    value = told.found[name].value if name in told.found else ()
    if isinstance(value, str):
        value = tuple(value.split(mark)) if mark else (value,)
    return [each.strip() for each in value or () if each.strip()]


def _wrong(name: str, found: Found) -> Problem | None:
    lists = name in ("author", "tags")
    if isinstance(found.value, str) or (lists and isinstance(found.value, tuple)):
        return None
    wanted = "a string or a list of strings" if lists else "a string"
    return Problem(found.path, "TL106", f"{found.name} is not {wanted}", f"Write {wanted}.", found.line, found.column)


def _language(found: Found | None) -> str | None:
    if found is None or not isinstance(found.value, str):
        return None
    try:
        return known_language(found.value)
    except ValueError as error:
        mend = "Correct it, or read every article as English with --language en."
        raise InputError(Problem(found.path, "TL106", str(error), mend, found.line, found.column)) from None
