"""Articles are read here, one reader a format, and each is dated by evidence.

    files and folders ─find→ files ─reader→ drafts ─assembled→ Articles

`read_sources` does not raise for what it reads: problems, undated articles and what was left out are handed back
together, so that one message can tell all of them.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from timeline import pool
from timeline.articles import beside, remembering
from timeline.articles.assembling import Assembled, assembled, known_language
from timeline.articles.draft import ByHand as ByHand
from timeline.articles.draft import Draft, Fields, Outcome, Passed, Signal
from timeline.articles.extracting import has_extra
from timeline.articles.formats import LARGEST, READERS, decoded, extension
from timeline.articles.published import dated, given
from timeline.articles.remembering import Memory, Piece
from timeline.articles.sources import EDITS as EDITS
from timeline.articles.sources import LeftOut as LeftOut
from timeline.articles.sources import SourceFile, content_of, find, sized, text_of
from timeline.errors import InputError, Problem, UndatedError
from timeline.model import Article

Published = date | datetime | str
Source = str | os.PathLike[str]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""
_UNDATED = "no publication date was found"
_DATE_IT = "Say when it was published, as in --published 2016-04-20."
_LINED = (".jsonl", ".csv", ".tsv")
_PAGES = (".html", ".htm", ".warc")
_BETTER = "Pages are read by a plain reader; pip install 'timeline-press[html]' has them read by trafilatura."


@dataclass(frozen=True, slots=True)
class Undated:
    """An article without a date: `folder` is where a dates.csv could date it, `name` what that would call it.

    `line` is where it begins in a file of many, which no dates.csv can tell apart; None for a file of its own. `seen`
    says in words what looks like a date of publication and is none.
    """

    path: str
    folder: str
    name: str
    title: str
    line: int | None = None
    seen: str = ""

    @property
    def problem(self) -> Problem:
        """What is wrong, without the mend."""
        return Problem(self.path, "TL201", f"{_UNDATED}; {self.seen}" if self.seen else _UNDATED, line=self.line)


@dataclass(slots=True)
class Reading:
    """What was read from the sources. `by_hand` are events an editor wrote, which are no articles; `problems` are the
    user's to mend; `warnings` stop nothing; `hints`, a sentence each, say what would read these sources better."""

    articles: list[Article] = field(default_factory=list)
    by_hand: list[ByHand] = field(default_factory=list)
    undated: list[Undated] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


def read(path: Source, published: Published | None = None, language: str | None = None,
         timezone: str | None = None) -> Article:
    """The one article of a file, dated by evidence unless `published` says when.

    `language` overrides what the file says; otherwise that, otherwise English. `timezone` is as `read_sources` has it.
    Raises InputError for a file that cannot be read, holds no article or several, or carries no date.
    """
    if Path(path).is_dir():
        raise InputError(Problem(str(path), "TL102", "it is a folder", "Name a file; `timeline build` reads folders."))
    reading = read_sources([path], published=published, language=language, timezone=timezone)
    insist(reading, skip_undated=True)
    if reading.undated:
        raise InputError(replace(reading.undated[0].problem, help=_DATE_IT))
    if len(reading.articles) != 1:
        raise InputError(Problem(str(path), "TL102", f"it holds {len(reading.articles)} articles, and one is wanted",
                                 "Read it with `timeline build` or `timeline events`."))
    return reading.articles[0]


def read_sources(sources: Collection[Source], *, published: Published | None = None, language: str | None = None,
                 timezone: str | None = None, leave: Collection[Source] = (),
                 remembered: Memory | None = None, jobs: int = 1, progress: Progress | None = None) -> Reading:
    """Every article of files and folders, read recursively, in a stable order.

    `published` and `language` override what the articles say. `timezone` is the outlet's, a name of the IANA database
    ("America/New_York"): a time in UTC is told on its clock, so that it falls on the outlet's day; a time with another
    offset stays as it is. Files and folders in `leave` are passed over. `remembered` knows what was read before, and
    `jobs` is how many processes read the rest: both change nothing but the time it takes. Raises InputError only where
    `published`, `language` or `timezone` itself makes no sense.
    """
    zone = _zone(timezone)
    everywhere, language = _given(published), _known(language)
    found = find(sources, leave)
    reading = Reading(problems=found.problems, left_out=found.left_out,
                      warnings=[warning for manifest in found.manifests.values() for warning in manifest.warnings])
    how = _How(everywhere, language, zone)
    first: dict[str, Article] = {}
    tasks = [_Task(file, *_beside(file, found.row(file.path)), how) for file in found.files]
    known = [_recalled(task, remembered) if remembered else None for task in tasks]
    unknown = [task for task, pieces in zip(tasks, known, strict=True) if pieces is None]
    done = len(tasks) - len(unknown)
    with closing(pool.each(_read_file, unknown, jobs=jobs)) as new:
        for task, pieces in zip(tasks, known, strict=True):
            reading.problems += task.problems
            for piece in pieces or ():
                _add(*piece, str(task.file.path), reading, first)
            if pieces is None:
                _take_all(next(new), task.file, remembered, reading, first)
                done += 1
            if progress:
                progress("reading", done, len(tasks))
    if not has_extra() and any(extension(file.path) in _PAGES for file in found.files):
        reading.hints.append(_BETTER)
    return reading


def read_stream(stream: BinaryIO, published: Published | None, language: str | None = None) -> Article:
    """The plain text of a stream, such as standard input. Raises InputError as `read_text` does, and for no text."""
    try:
        content = sized(stream.read(LARGEST + 1), Path("-"))
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
        raise InputError(made.problems or Problem("-", "TL201", _UNDATED, _DATE_IT))
    return made.article


def insist(reading: Reading, *, skip_undated: bool = False) -> None:
    """Raises what is wrong with a reading, all at once: UndatedError where articles have no date, else InputError."""
    if reading.undated and not skip_undated:
        told = [each.problem for each in reading.undated]
        manifests = _manifests(reading.undated)
        raise UndatedError([*reading.problems, *told], manifests, _advice(reading.undated))
    if reading.problems:
        raise InputError(reading.problems)


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


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return None if name is None else ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a name that is none, a path, or a folder of the database
        raise InputError(Problem("--timezone", "TL501", f"there is no time zone {name!r}",
                                 "Write a name such as Europe/Berlin or America/New_York.")) from None


def _beside(file: SourceFile, row: Fields) -> tuple[Fields, tuple[Problem, ...]]:
    try:
        return row.over(beside.read_sidecar(file.sidecar, text_of)) if file.sidecar else row, ()
    except InputError as error:
        return row, error.problems


def _name(file: SourceFile) -> str:
    return Path(os.path.relpath(file.path, file.home)).as_posix()


@dataclass(frozen=True, slots=True)
class _How:
    """What the user said of every article."""

    given: tuple[Signal, ...]
    language: str | None
    zone: ZoneInfo | None


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read: what stands beside it and is `stronger` than what it says itself, and the problems of that."""

    file: SourceFile
    stronger: Fields
    problems: tuple[Problem, ...]
    how: _How

    def key(self, content: bytes) -> str:
        """What its articles are remembered by, where this is in it."""
        return remembering.key(content, str(self.file.path), self.file.top, self.stronger, self.how)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a file holds, each draft with what was made of it, and the key of its content."""

    key: str
    outcomes: list[tuple[Outcome, Assembled | None]]


def _recalled(task: _Task, remembered: Memory) -> Sequence[Piece] | None:
    try:
        content = content_of(task.file.path)
    except InputError:  # told when it is read
        return None
    return remembered.recall(str(task.file.path), task.key(content))


def _read_file(task: _Task) -> _Told:
    file, how = task.file, task.how
    try:
        content = content_of(file.path)
    except InputError as error:
        return _Told("", [(problem, None) for problem in error.problems])

    def made(outcome: Outcome) -> Assembled | None:
        if not isinstance(outcome, Draft):
            return None
        return assembled(outcome, task.stronger, given=how.given, language=how.language, top=file.top, zone=how.zone)

    return _Told(task.key(content), [(outcome, made(outcome)) for outcome in _outcomes(file, content)])


def _take_all(told: _Told, file: SourceFile, remembered: Memory | None, reading: Reading,
              first: dict[str, Article]) -> None:
    pieces, nothing_else = list[Piece](), True
    for outcome, made in told.outcomes:
        if isinstance(outcome, Draft):
            assert made is not None
            _take(made, outcome, file, reading, first)
            if made.article and not made.warnings:
                pieces.append((outcome.line, made.article))
                continue
        else:
            _put_aside(outcome, file, reading)
        nothing_else = False
    if remembered and nothing_else:
        remembered.note(str(file.path), told.key, pieces)


def _outcomes(file: SourceFile, content: bytes) -> Iterator[Outcome]:
    try:
        yield from READERS[extension(file.path)](content, str(file.path))
    except InputError as error:
        yield from error.problems


def _put_aside(outcome: ByHand | Passed | Problem, file: SourceFile, reading: Reading) -> None:
    if isinstance(outcome, Problem):
        reading.problems.append(outcome)
    elif isinstance(outcome, Passed):
        _pass(outcome, file, reading)
    else:
        reading.by_hand.append(replace(outcome, name="#".join(filter(None, (_name(file), outcome.name)))))


def _pass(passed: Passed, file: SourceFile, reading: Reading) -> None:
    """A whole file that is nothing for us lies in a folder by chance, but is named by mistake."""
    if file.folder is None and passed.line is None:
        mend = "docs/input-formats.md says what is read."
        reading.problems.append(Problem(passed.path, "TL102", f"there is nothing to read in it: {passed.reason}", mend))
    else:
        where = passed.path if passed.line is None else f"{passed.path}:{passed.line}"
        reading.left_out.append(LeftOut(where, passed.reason))


def _take(made: Assembled, draft: Draft, file: SourceFile, reading: Reading, first: dict[str, Article]) -> None:
    reading.problems += made.problems
    reading.warnings += made.warnings
    if made.article is not None:
        _add(draft.line, made.article, draft.path, reading, first)
    elif not made.problems:
        reading.undated.append(Undated(draft.path, str(file.home), _name(file), draft.title, draft.line, made.seen))


def _add(line: int | None, article: Article, path: str, reading: Reading, first: dict[str, Article]) -> None:
    if (known := first.setdefault(article.id, article)) is article:
        reading.articles.append(article)
    elif (known.day, known.title, known.text) == (article.day, article.title, article.text):
        where = path if line is None else f"{path}:{line}"
        reading.left_out.append(LeftOut(where, "the same article", known.path))
    else:
        reading.problems.append(Problem(path, "TL107", f"the id {article.id!r} is taken by {known.path}",
                                        "Give one of them another id.", line))


def _manifests(undated: Iterable[Undated]) -> dict[str, str]:
    rows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for each in undated:
        if each.line is None:
            rows[str(Path(each.folder) / beside.MANIFEST)].append((each.name, each.title))
    return {path: beside.blank_manifest(told) for path, told in rows.items()}


def _advice(undated: Iterable[Undated]) -> str:
    lines = any(extension(Path(each.path)) in _LINED for each in undated if each.line)
    files = any(each.line is None for each in undated)
    marked = any(Path(each.name).suffix.lower() in (".md", ".markdown") for each in undated if each.line is None)
    ways = ["Give one date for all with --published", "write `published` into each line" if lines else "",
            "write `date: YYYY-MM-DD` into the front matter" if marked else "",
            "put YYYY-MM-DD into the file name" if files else "",
            "leave them out with --undated skip",
            "or fill in this dates.csv (where there is one already, add the rows to it)" if files else ""]
    return ", ".join(filter(None, ways)) + (":" if files else ".")
