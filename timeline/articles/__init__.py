"""Articles are read here, one reader a format, and each is dated by evidence.

    files and folders ─find→ files ─reader→ drafts ─assembled→ Articles

`read_sources` does not raise for what it reads: problems, undated articles and what was left out are handed back
together, so that one message can tell all of them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from timeline.articles import beside
from timeline.articles.assembling import Assembled, assembled, known_language
from timeline.articles.draft import ByHand as ByHand
from timeline.articles.draft import Draft, Fields, Signal
from timeline.articles.published import dated, given
from timeline.articles.sources import EDITS as EDITS
from timeline.articles.sources import LARGEST, READERS, SourceFile, decoded, find, text_of
from timeline.articles.sources import LeftOut as LeftOut
from timeline.errors import InputError, Problem, UndatedError
from timeline.model import Article

Published = date | datetime | str
Source = str | os.PathLike[str]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""
_UNDATED = "no publication date was found"


@dataclass(frozen=True, slots=True)
class Undated:
    """An article without a date: `folder` is where a dates.csv could date it, `name` what that would call it.

    `line` is where it begins in a file of many, which no dates.csv can tell apart; None for a file of its own.
    """

    path: str
    folder: str
    name: str
    title: str
    line: int | None = None


@dataclass(slots=True)
class Reading:
    """What was read from the sources. `by_hand` are events an editor wrote, which are no articles; `problems` are the
    user's to mend; `warnings` stop nothing."""

    articles: list[Article] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read(path: Source, published: Published | None = None, language: str | None = None) -> Article:
    """The one article of a file, dated by evidence unless `published` says when.

    `language` overrides what the file says; otherwise that, otherwise English.
    Raises InputError for a file that cannot be read, holds no article or several, or carries no date.
    """
    if Path(path).is_dir():
        raise InputError(Problem(str(path), "TL102", "it is a folder", "Name a file; `timeline build` reads folders."))
    reading = read_sources([path], published=published, language=language)
    insist(reading, skip_undated=True)
    if reading.undated:
        raise InputError(_undated(str(path)))
    if len(reading.articles) != 1:
        raise InputError(Problem(str(path), "TL102", f"it holds {len(reading.articles)} articles, and one is wanted",
                                 "Read it with `timeline build` or `timeline events`."))
    return reading.articles[0]


def read_sources(sources: Collection[Source], *, published: Published | None = None, language: str | None = None,
                 leave: Collection[Source] = (), progress: Progress | None = None) -> Reading:
    """Every article of files and folders, read recursively, in a stable order.

    `published` and `language` override what the articles say. Files and folders in `leave` are passed over. Raises
    InputError only where `published` or `language` itself makes no sense.
    """
    everywhere, language = _given(published), _known(language)
    found = find(sources, leave)
    reading = Reading(problems=found.problems, left_out=found.left_out,
                      warnings=[warning for manifest in found.manifests.values() for warning in manifest.warnings])
    first: dict[str, Article] = {}
    for done, file in enumerate(found.files, 1):
        stronger, problems = _beside(file, found.row(file.path))
        reading.problems += problems
        for draft in _drafts(file, reading):
            if isinstance(draft, ByHand):
                reading.by_hand.append(replace(draft, name=_name(file)))
                continue
            made = assembled(draft, stronger, given=everywhere, language=language, top=file.top)
            _take(made, draft, file, reading, first)
        if progress:
            progress("reading", done, len(found.files))
    return reading


def read_stream(stream: BinaryIO, published: Published | None, language: str | None = None) -> Article:
    """The plain text of a stream, such as standard input. Raises InputError as `read_text` does, and for no text."""
    try:
        content = stream.read(LARGEST + 1)
    except OSError as error:
        problem = Problem("-", "TL102", f"it cannot be read: {error.strerror}", "Pipe a text into it.")
        raise InputError(problem) from None
    return read_text(decoded(content, Path("-")), published, language)


def read_text(text: str, published: Published | None, language: str | None = None) -> Article:
    """The article of a bare text, which carries no evidence of its date.

    Raises InputError where `published` is None or no date, and for a text of nothing but white space.
    """
    made = assembled(Draft("-", text), Fields(), given=_given(published), language=_known(language))
    if made.article is None:
        raise InputError(made.problems or _undated("-"))
    return made.article


def insist(reading: Reading, *, skip_undated: bool = False) -> None:
    """Raises what is wrong with a reading, all at once: UndatedError where articles have no date, else InputError."""
    if reading.undated and not skip_undated:
        told = [Problem(each.path, "TL201", _UNDATED, line=each.line) for each in reading.undated]
        manifests = _manifests(reading.undated)
        raise UndatedError([*reading.problems, *told], manifests, _advice(reading.undated))
    if reading.problems:
        raise InputError(reading.problems)


def _undated(path: str) -> Problem:
    return Problem(path, "TL201", _UNDATED, "Say when it was published, as in --published 2016-04-20.")


def _given(published: Published | None) -> tuple[Signal, ...]:
    if published is None:
        return ()
    signal = given(published)
    if problem := dated([signal], "--published").problem:
        raise InputError(Problem("--published", "TL501", problem.message.removeprefix("given: "), problem.help))
    return (signal,)


def _known(language: str | None) -> str | None:
    try:
        return None if language is None else known_language(language)
    except ValueError as error:
        raise InputError(Problem("--language", "TL501", str(error), "Choose one of these.")) from None


def _beside(file: SourceFile, row: Fields) -> tuple[Fields, Iterable[Problem]]:
    sidecar = next((path for path in beside.sidecar_paths(file.path) if path.is_file() and not path.is_symlink()), None)
    try:
        return row.over(beside.read_sidecar(sidecar, text_of) if sidecar else Fields()), ()
    except InputError as error:
        return row, error.problems


def _name(file: SourceFile) -> str:
    return Path(os.path.relpath(file.path, file.home)).as_posix()


def _drafts(file: SourceFile, reading: Reading) -> Iterator[Draft | ByHand]:
    try:
        text = text_of(file.path)
    except InputError as error:
        reading.problems += error.problems
        return
    for each in READERS[file.path.suffix.lower()](text, str(file.path)):
        if isinstance(each, Problem):
            reading.problems.append(each)
        else:
            yield each


def _take(made: Assembled, draft: Draft, file: SourceFile, reading: Reading, first: dict[str, Article]) -> None:
    reading.problems += made.problems
    reading.warnings += made.warnings
    article = made.article
    where = draft.path if draft.line is None else f"{draft.path}:{draft.line}"
    if article is None:
        if not made.problems:
            reading.undated.append(Undated(draft.path, str(file.home), _name(file), draft.title, draft.line))
    elif (known := first.setdefault(article.id, article)) is article:
        reading.articles.append(article)
    elif (known.day, known.title, known.text) == (article.day, article.title, article.text):
        reading.left_out.append(LeftOut(where, f"the same article as {known.path}"))
    else:
        reading.problems.append(Problem(draft.path, "TL107", f"the id {article.id!r} is taken by {known.path}",
                                        "Give one of them another id.", draft.line))


def _manifests(undated: Iterable[Undated]) -> dict[str, str]:
    rows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in undated:
        if each.line is None:
            rows[str(Path(each.folder) / beside.MANIFEST)].append((each.name, each.title))
    return {path: beside.blank_manifest(told) for path, told in rows.items()}


def _advice(undated: Iterable[Undated]) -> str:
    lines = any(each.line for each in undated)
    files = any(each.line is None for each in undated)
    marked = any(Path(each.name).suffix.lower() in (".md", ".markdown") for each in undated if each.line is None)
    ways = ["Give one date for all with --published", "write `published` into each line" if lines else "",
            "write `date: YYYY-MM-DD` into the front matter" if marked else "",
            "put YYYY-MM-DD into the file name" if files else "",
            "leave them out with --undated skip",
            "or fill in this dates.csv (where there is one already, add the rows to it)" if files else ""]
    return ", ".join(filter(None, ways)) + (":" if files else ".")
