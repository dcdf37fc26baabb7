"""What several commands are told in the same words.

An alias here is one option. A dataclass is several: a command takes it as one argument, and `spread` puts its fields
into the command line in that argument's place.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from timeline.cli.printing import Telling, count, hint, progress, warn
from timeline.errors import InputError, Problem, ProblemFormat

if TYPE_CHECKING:
    from timeline.building import Wanted
    from timeline.outlets import Outlet


def _configured(context: typer.Context, file: Path | None) -> Path | None:
    """What timeline.toml says becomes what the options have where they are not given. Gives the file, None for none."""
    from timeline import configuration

    file = file or configuration.find(Path())
    if file is not None:
        context.default_map = dict(configuration.read(file).values)
    return file


def _telling(context: typer.Context, format: ProblemFormat) -> ProblemFormat:
    """Has what goes wrong from here on told in that form."""
    if telling := context.find_object(Telling):
        telling.format = format
    return format


def _problems(*names: str, help: str) -> Any:
    """The option that says how problems are told; read before all others, which may have some."""
    return typer.Option(*names, is_eager=True, callback=_telling, help=help)


Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SOURCES]...",
        help="Files and folders of articles: .md, .markdown, .txt, .html, .htm, .json, .jsonl, .csv, .tsv, .rss, "
        ".atom, .xml, .pdf, .docx, .warc, each also as .gz or .bz2; with --fetch, addresses of feeds. Without any, "
        "the folder articles.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The publication date of every article read, such as 2016-04-20.", show_default=False
    ),
]
Undated = Annotated[
    Literal["error", "skip"],
    typer.Option(help="What to do with articles without a publication date: stop, or go on without them."),
]
Language = Annotated[
    str | None,
    typer.Option(
        metavar="CODE",
        help="The language of every article read, such as en. Else what the article says, else English.",
        show_default=False,
    ),
]
Anchor = Annotated[
    Literal["auto", "publication", "narrative"],
    typer.Option(help="What a date without its year hangs on; auto lets the text decide."),
]
Edits = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="The editor's file. Else edits.toml at the top of the source folder, or beside the source file.",
        show_default=False,
    ),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="The title of the timeline.", show_default=False)]
Description = Annotated[
    str | None, typer.Option(metavar="TEXT", help="One or two sentences below the title.", show_default=False)
]
SiteLanguage = Annotated[
    str | None,
    typer.Option(
        metavar="TAG",
        help="The language of the site's own words and dates, such as de. Else that of most articles.",
        show_default=False,
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The address the site will have, for links that need it.", show_default=False),
]
ApprovedOnly = Annotated[
    bool,
    typer.Option("--approved-only/--no-approved-only", help="Show only the entries that an editor has signed.",
                 show_default=False),
]
Theme = Annotated[
    Path | None,
    typer.Option(
        metavar="FOLDER", help="Templates and assets that go before ours of the same name.", show_default=False
    ),
]
FullText = Annotated[
    bool,
    typer.Option(
        "--full-text/--no-full-text",
        help="Show each article whole on its page, for those who hold the rights.",
        show_default=False,
    ),
]
Top = Annotated[
    int | None, typer.Option(metavar="N", help="Show only the N most important entries.", show_default=False)
]
Format = Annotated[
    Literal["auto", "table", "json", "csv"],
    typer.Option(help="auto is a table on a terminal and json, an object a line, anywhere else."),
]
Problems = Annotated[
    ProblemFormat,
    _problems("--problems", help="How problems and warnings are told: in words, an object a line, or as annotations of "
                                 "GitHub."),
]
Findings = Annotated[
    ProblemFormat,
    _problems("--format", help="Words, an object a line, or annotations of GitHub."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail too: nothing is made, exit code 1.")]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch the sources that are addresses of feeds.")]
NoProgress = Annotated[bool, typer.Option("--no-progress", help="Show no progress bar on a terminal.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Config = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        is_eager=True,
        callback=_configured,
        help="What to read the options from that are not given. Else the nearest timeline.toml, here or above.",
        show_default=False,
    ),
]
Out = Annotated[Path, typer.Option(metavar="FOLDER", help="Where the site goes.")]
Timezone = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE",
        help="The time zone of the outlets, such as Europe/London: a time in UTC is told on its clock.",
        show_default=False,
    ),
]
Outlets = Annotated[
    list[str] | None,
    typer.Option(
        "--outlet",
        metavar="NAME,ADDRESS,ZONE",
        help="An outlet, the address its articles lie at and its time zone. May be given several times.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(metavar="N", min=1, show_default=False,
                 help="How many processes read, find events and draw pages. Else one a processor."),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Find everything anew, and keep nothing of it.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every command is told that reads many articles. Each field is an option."""

    sources: Sources = None
    published: Published = None
    undated: Undated = "error"
    language: Language = None
    timezone: Timezone = None
    outlets: Outlets = None
    fetch: Fetch = False
    config: Config = None
    jobs: Jobs = None
    no_cache: NoCache = False
    no_progress: NoProgress = False
    strict: Strict = False
    problems: Problems = "text"
    quiet: Quiet = False

    def paths(self) -> list[Path]:
        """The sources, or the folder everybody has; a feed at an address as the file it is kept in.

        Raises InputError with every address that gave none, and where nobody has the folder everybody has.
        """
        from timeline.configuration import is_address

        named = self.sources or ["articles"]
        if not self.sources:
            insist(named, "Name the files and folders that hold articles, or have `timeline init` make this one.")
        if not any(map(is_address, named)):
            return list(map(Path, named))
        from timeline.cli.feeds import files

        found = files(named, _home(named, self.config), fetch=self.fetch)
        self.tell(found.warnings, found.hints)
        return found.files

    def tell(self, warnings: Sequence[Problem], hints: Iterable[str] = ()) -> None:
        """Says what a command met on its way. With --strict a warning ends it, and is told even where it is to be
        quiet."""
        failed = bool(warnings) and self.strict
        if failed or not self.quiet:
            warn(warnings, self.problems)
        if not self.quiet:
            hint(hints, self.problems)
        if failed:
            if self.problems == "text":
                print(f"{count(len(warnings), 'warning')}, and --strict lets them fail", file=sys.stderr)
            raise typer.Exit(1)

    @contextmanager
    def wanted(self, *, keeps: bool = False, bar: bool = True) -> Iterator[Wanted]:
        """How the sources are to be read, as the library takes it; on a terminal a `bar` follows the reading.

        Only a command that `keeps` what it finds makes a cache. Raises InputError for an outlet that is none.
        """
        from timeline.pool import cores

        with progress(shown=bar and sys.stderr.isatty() and not (self.quiet or self.no_progress)) as told:
            yield {
                "published": self.published,
                "undated": self.undated,
                "language": self.language,
                "timezone": self.timezone,
                "outlets": [_outlet(each) for each in self.outlets or ()],
                "leave": [] if self.config is None else [self.config],
                "cache": None if self.no_cache else _cache(_home(self.sources or [], self.config), keeps),
                "jobs": cores() if self.jobs is None else self.jobs,
                "progress": told,
            }


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the commands are told that show a timeline. Each field is an option, and an argument of `building.build`."""

    title: Title = None
    description: Description = None
    site_language: SiteLanguage = None
    base_url: BaseUrl = None
    edits: Edits = None
    approved_only: ApprovedOnly = False
    top: Top = None


def spread(*, without: Collection[str] = ()) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A command whose arguments that are dataclasses become options, one a field.

    Fields in `without` are no options of the command; they have their defaults.
    """

    def spreading(command: Callable[..., None]) -> Callable[..., None]:
        declared = inspect.signature(command, eval_str=True).parameters
        groups = {name: _options(each.annotation, without) for name, each in declared.items()
                  if is_dataclass(each.annotation)}

        @wraps(command)
        def run(**given: Any) -> None:
            for name, options in groups.items():
                given[name] = declared[name].annotation(**{each.name: given.pop(each.name) for each in options})
            command(**given)

        told = (each for name, one in declared.items() for each in groups.get(name, [one]))
        run.__signature__ = inspect.Signature(list(told))  # type: ignore[attr-defined]  # where typer looks
        return run

    return spreading


def _options(group: Any, without: Collection[str]) -> list[inspect.Parameter]:
    annotations = get_type_hints(group, include_extras=True)
    return [inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default,
                              annotation=annotations[each.name])
            for each in fields(group) if each.name not in without]


def insist(named: Iterable[str | Path], help: str) -> None:
    """Raises InputError with each of the files and folders that is not there."""
    if gone := [str(path) for path in named if not os.path.exists(path)]:
        raise InputError([Problem(path, "TL101", "there is no such file or folder", help) for path in gone])


def _outlet(told: str) -> Outlet:
    from timeline.outlets import Outlet

    try:
        return Outlet.read(told)
    except ValueError as error:
        help = "Write NAME,ADDRESS,ZONE; the last two may be missing."
        raise InputError(Problem("--outlet", "TL501", str(error), help)) from None


def _home(sources: Sequence[str], config: Path | None) -> Path:
    """Where the cache's folder lies: beside the configuration, else beside the first source where that lies below where
    one stands, else there."""
    from timeline.configuration import is_address

    if config:
        return config.parent
    if not sources or is_address(sources[0]):
        return Path()
    first = Path(os.path.relpath(sources[0]))
    return first.parent if ".." not in first.parts else Path()


def _cache(home: Path, keeps: bool) -> Path | None:
    """The folder of the cache. None where there is none yet, and none is to be made."""
    from timeline.cache import FOLDER

    return home / FOLDER if keeps or (home / FOLDER).is_dir() else None
