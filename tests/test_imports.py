"""Imports run one way, and nothing between reading and the command line knows what day it is today."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import timeline

PACKAGE = Path(timeline.__file__).parent
ROOMS = (
    "errors", "garbage", "sharing", "pool", "intervals", "edtf", "timex", "model", "outlets", "meanings", "rules",
    "recognise", "narrative", "resolve", "articles", "fetching", "imports", "english", "sentences", "syntax",
    "stretches", "titles", "likeness", "dating", "assertion", "inheritance", "worth", "events", "memory", "merging",
    "edits", "exporters", "locking", "writer", "cache", "recent", "keeping", "gathering", "rereading", "building",
    "configuration", "starting", "checking", "serving", "cli", "__main__",
)
"""The modules of the package, a folder counting as one, and the places kept for those to come. Each imports only from
those before it."""
KNOW_THE_DAY = {"articles", "building", "cli"}
CLOCKS = {"today", "now", "utcnow", "localtime", "gmtime", "time_ns"}


def sources() -> Iterator[tuple[str, Path]]:
    """Every file of the package with the room it belongs to; the package's own facade, `__init__`, is no room."""
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        if room != "__init__":
            yield room, path


EACH_SOURCE = pytest.mark.parametrize(("room", "path"), [
    pytest.param(room, path, id=path.relative_to(PACKAGE).as_posix()) for room, path in sources() if room in ROOMS])


def imported_rooms(source: str, package: str) -> set[str]:
    """The rooms a source imports, wherever in the file, `package` being the one its relative imports start from."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    rooms = {name.split(".")[1] for name in names if name.startswith("timeline.")}
    return {timeline._HOMES.get(room, f"timeline.{room}").split(".")[1] for room in rooms if not room.startswith("__")}


def clock_readings(source: str) -> list[str]:
    """The places where a source asks what time it is, as "line: code"."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            of_time = isinstance(node.value, ast.Name) and node.value.id == "time" and node.attr == "time"
            if of_time or node.attr in CLOCKS:
                found.append(f"{node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            found += [f"{node.lineno}: {ast.unparse(node)}" for alias in node.names if alias.name in CLOCKS | {"time"}]
    return found


def test_every_module_has_its_place() -> None:
    strangers = {room for room, _ in sources()} - set(ROOMS)
    assert not strangers, f"add {sorted(strangers)} to ROOMS in {__file__}, after everything they import"


@EACH_SOURCE
def test_imports_run_one_way(room: str, path: Path) -> None:
    package = ".".join(["timeline", *path.relative_to(PACKAGE).parts[:-1]])
    allowed = set(ROOMS[: ROOMS.index(room) + 1])
    wrong = imported_rooms(path.read_text("utf-8"), package) - allowed
    assert not wrong, f"{path.name} imports {sorted(wrong)}, which stand later in ROOMS"


@EACH_SOURCE
def test_only_the_ends_read_the_clock(room: str, path: Path) -> None:
    assert room in KNOW_THE_DAY or not clock_readings(path.read_text("utf-8"))


@pytest.mark.parametrize(("source", "package", "rooms"), [
    ("import timeline.cli", "timeline", {"cli"}),
    ("from timeline.cli import main", "timeline", {"cli"}),
    ("from timeline import cli", "timeline", {"cli"}),
    ("from timeline import __version__", "timeline", set()),
    ("from timeline import tag", "timeline", {"resolve"}),
    ("from .cli import main", "timeline", {"cli"}),
    ("from . import html", "timeline.articles", {"articles"}),
    ("from ..model import Article", "timeline.articles", {"model"}),
    ("def late():\n    from timeline.cli import main", "timeline", {"cli"}),
    ("import timelines\nimport json", "timeline", set()),
])
def test_the_reader_of_imports(source: str, package: str, rooms: set[str]) -> None:
    assert imported_rooms(source, package) == rooms


@pytest.mark.parametrize(("source", "found"), [
    ("date.today()", 1),
    ("datetime.datetime.now(tz)", 1),
    ("time.time()", 1),
    ("from time import time", 1),
    ("from time import perf_counter", 0),
    ("when.time()", 0),
    ("date.fromisoformat(text)", 0),
])
def test_the_reader_of_clocks(source: str, found: int) -> None:
    assert len(clock_readings(source)) == found


POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{\d*,?\d*\})\+(?![*+?])|\(\?>")


@EACH_SOURCE
def test_no_group_is_possessive(room: str, path: Path) -> None:
    # Python before 3.11.5, as Debian 12 has it, matches them wrongly: https://github.com/python/cpython/issues/106052.
    strings = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8")))
               if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    wrong = [each for each in strings if "(?" in each and POSSESSIVE_GROUP.search(each)]
    assert not wrong
