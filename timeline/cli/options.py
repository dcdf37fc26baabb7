"""What several commands are told in the same words."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from timeline.errors import InputError, Problem

if TYPE_CHECKING:
    from timeline.articles import Progress
    from timeline.building import Undated as UndatedOrSkipped
    from timeline.building import Wanted
    from timeline.outlets import Outlet


def _configured(context: typer.Context, file: Path | None) -> Path | None:
    """What timeline.toml says becomes what the options have where they are not given. Gives the file, None for none."""
    from timeline import configuration

    file = file or configuration.find(Path())
    if file is not None:
        context.default_map = dict(configuration.read(file).values)
    return file


Sources = Annotated[
    list[Path] | None,
    typer.Argument(
        readable=False,
        help="Files and folders of articles: .md, .txt, .jsonl, .html. Without any, the folder articles.",
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
Title = Annotated[str | None, typer.Option(help="The title of the timeline.", show_default=False)]
Description = Annotated[str | None, typer.Option(help="One or two sentences below the title.", show_default=False)]
BaseUrl = Annotated[
    str | None,
    typer.Option(metavar="URL", help="The address the site will have, for links that need it.", show_default=False),
]
ApprovedOnly = Annotated[
    bool,
    typer.Option("--approved-only/--no-approved-only", help="Show only the entries that an editor has signed.",
                 show_default=False),
]
Top = Annotated[
    int | None, typer.Option(metavar="N", help="Show only the N most important entries.", show_default=False)
]
Format = Annotated[
    Literal["auto", "table", "json", "csv"],
    typer.Option(help="auto is a table on a terminal and json, an object a line, anywhere else."),
]
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
    typer.Option(metavar="N", min=1, help="How many processes find events. Else one a processor.", show_default=False),
]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Find everything anew, and keep nothing of it.")]


def sources_or_articles(sources: Sequence[Path] | None) -> list[Path]:
    """The sources, or the folder everybody has."""
    return list(sources or [Path("articles")])


def wanted(
    sources: Sequence[Path],
    *,
    config: Path | None,
    published: str | None,
    undated: UndatedOrSkipped,
    language: str | None,
    timezone: str | None,
    outlets: Sequence[str] | None,
    jobs: int | None,
    no_cache: bool,
    keeps: bool = False,
    progress: Progress | None = None,
) -> Wanted:
    """How the sources are to be read, as the library takes it; only a command that `keeps` what it finds makes a cache.
    Raises InputError for an outlet that is none."""
    from timeline.pool import cores

    return {
        "published": published,
        "undated": undated,
        "language": language,
        "timezone": timezone,
        "outlets": [_outlet(told) for told in outlets or ()],
        "leave": [] if config is None else [config],
        "cache": None if no_cache else _cache(sources, config, keeps),
        "jobs": cores() if jobs is None else jobs,
        "progress": progress,
    }


def _outlet(told: str) -> Outlet:
    from timeline.outlets import Outlet

    try:
        return Outlet.read(told)
    except ValueError as error:
        help = "Write NAME,ADDRESS,ZONE; the last two may be missing."
        raise InputError(Problem("--outlet", "TL501", str(error), help)) from None


def _cache(sources: Sequence[Path], config: Path | None, keeps: bool) -> Path | None:
    """The folder of the cache: beside the configuration, else beside the first source where that lies below where one
    stands, else there. None where there is none yet, and none is to be made."""
    from timeline.cache import FOLDER

    first = Path(os.path.relpath(sources[0]))
    home = config.parent if config else first.parent if ".." not in first.parts else Path()
    return home / FOLDER if keeps or (home / FOLDER).is_dir() else None
