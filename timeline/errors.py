"""What can go wrong, and how it is told.

    TimelineError              everything this package raises on purpose, exit code 2
    ├── InputError             the user's own input: one or more Problems
    │   ├── UndatedError       articles without a publication date, with a dates.csv to fill in
    │   ├── NoEntriesError     the input is in order, yet gives no entry: exit code 1
    │   └── OutputError        the output folder cannot be written or is not ours
    └── LanguageFileError      a language file that cannot be compiled (file and rule named)

Articles are never guilty: an impossible date in a text is no value, not an error. A Problem is about
what the user handed in: a file that is missing, front matter that is no YAML, a date that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ProblemFormat = Literal["text", "json", "github"]
"""How problems are told: in words, an object a line, or as annotations of GitHub."""

CODES = {
    "TL101": "a source does not exist",
    "TL102": "a source cannot be read",
    "TL103": "a file is not text",
    "TL104": "front matter is not valid YAML",
    "TL105": "a line of JSON cannot be read",
    "TL106": "a field has the wrong type or an unknown language",
    "TL107": "two articles carry the same id",
    "TL108": "no article was found in the sources",
    "TL109": "an article holds no text",
    "TL110": "a file is larger than the limit",
    "TL111": "a file is damaged, or not what its name says",
    "TL112": "an address is not fetched without --fetch",
    "TL113": "an address cannot be fetched",
    "TL201": "an article has no publication date",
    "TL202": "a publication date is not a date",
    "TL203": "signals for the publication date contradict each other",
    "TL204": "a date in an article does not exist",
    "TL205": "what looks like a date in an article is not understood",
    "TL206": "a date in an article can be read in two ways",
    "TL301": "no event could be dated",
    "TL302": "no entry is left to show",
    "TL303": "the sources of an entry disagree on its date",
    "TL304": "an entry is uncertain",
    "TL401": "the output folder holds files of somebody else",
    "TL402": "the output folder cannot be written",
    "TL403": "the cache cannot be used",
    "TL404": "another build writes the output folder",
    "TL405": "a file that would be made is there already",
    "TL501": "an option has a value that makes no sense",
    "TL502": "timeline.toml is not valid TOML",
    "TL503": "timeline.toml has a key or value that makes no sense",
    "TL504": "a template of the user's cannot be filled in",
    "TL601": "the editor's file is not valid TOML",
    "TL602": "an edit or an event written by hand has a name or value that makes no sense",
    "TL603": "a date an editor wrote is not understood",
    "TL604": "an edit speaks of an event that is not there any more",
    "TL605": "an edit has no effect",
    "TL701": "a link within the site leads nowhere",
}
"""Every problem code and its meaning; docs/problems.md explains each."""


def nearest(word: str, known: Iterable[str]) -> list[str]:
    """What is known, the likest to a word first: what a mistake is told beside."""
    from difflib import SequenceMatcher

    return sorted(known, key=lambda each: -SequenceMatcher(None, word.lower(), each).ratio())


def offer(word: str, known: Iterable[str]) -> str:
    """What to write instead of a word: "Did you mean title? There are title, out.", the likest first. Nothing is asked
    where none is like it."""
    from difflib import get_close_matches

    names = nearest(word, known)
    asked = f"Did you mean {names[0]}? " if get_close_matches(word.lower(), names[:1], cutoff=0.6) else ""
    return f"{asked}There are {', '.join(names)}."


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what the user handed in.

    `path` is as the user wrote it, or the option ("--published"), or an address; `line` and `column` count from 1 and
    are None where the problem is the whole file. `code` is a key of CODES, `help` one sentence on what to do, or None.
    """

    path: str
    code: str
    message: str
    help: str | None = None
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """`path:line:col: CODE message`, then the help on a line of its own; what is no file has no line."""
        position = () if self.path.startswith(("--", "http://", "https://")) else (self.line or 1, self.column or 1)
        where = ":".join(map(str, (self.path, *position)))
        told = f"{where}: {self.code} {self.message}"
        return told if self.help is None else f"{told}\n  help: {self.help}"


class TimelineError(Exception):
    """The base of every error raised on purpose by this package. `exit_code` is what a command ends with."""

    exit_code = 2

    def __reduce__(self) -> tuple[object, ...]:
        # As it is, whatever it was made from: one process tells it to another.
        return type(self).__new__, (type(self),), {**self.__dict__, "args": self.args}


class InputError(TimelineError):
    """Something the user handed in is wrong; `.problems` holds every problem of the run, in order."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UndatedError(InputError):
    """Articles have no publication date, and perhaps other things are wrong too; nothing was written.

    `manifests` holds, by the path of the dates.csv, its text with the date column left to fill in. The message ends
    with them.
    """

    def __init__(self, problems: Iterable[Problem], manifests: Mapping[str, str], advice: str) -> None:
        super().__init__(problems)
        self.manifests = dict(manifests)
        blocks = [f"\n{path}\n\n{text}" for path, text in self.manifests.items()]
        self.args = ("\n".join([str(self), f"  help: {advice}", *blocks]),)


class NoEntriesError(InputError):
    """The articles were read, but hold no event one could date. Nothing was written."""

    exit_code = 1


class OutputError(InputError):
    """The output folder cannot be written, or holds what this tool did not make. Nothing was changed."""


class LanguageFileError(TimelineError):
    """A language file is wrong: the message names the file and the rule or word list, and the mend."""
