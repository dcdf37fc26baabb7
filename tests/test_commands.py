"""What every command has in common: help, quiet, pipes that end early, colours, completion, `python -m timeline`."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

import timeline
from timeline import cli
from timeline.articles.formats import READERS
from timeline.articles.unfolding import OPENERS

COMMAND = [sys.executable, "-m", "timeline"]
COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
STORY = "The old pier in Aldmere closed on 12 April 2016. The new one opened yesterday.\n"
EVENT = "BEGIN:VEVENT\nSUMMARY:Pier opens\nDTSTART:20160419\nX-MOOD:good\nEND:VEVENT\n"
ARGUMENTS: dict[str, list[str]] = {
    "init": ["new"],
    "build": [],
    "export": ["csv"],
    "tag": ["articles/2016-04-20.txt"],
    "events": [],
    "check": ["--out", "site"],
    "review": [],
    "changes": [],
    "explain": ["yesterday", "--published", "2016-04-20"],
    "import": ["pier.ics"],
}
"""Arguments with which each command that ends by itself has something to say."""
BARRED = [name for name in COMMANDS if "--no-progress" in {
    option for parameter in COMMANDS[name].params for option in parameter.opts}]
Run = Callable[..., "Told"]
EACH = pytest.mark.parametrize("name", ARGUMENTS)


@dataclass(frozen=True)
class Told:
    """What a command said, and its exit code."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a site was built."""
    folder = tmp_path_factory.mktemp("story")
    (folder / "articles").mkdir()
    (folder / "articles" / "2016-04-20.txt").write_text(STORY)
    (folder / "pier.ics").write_text(f"BEGIN:VCALENDAR\n{EVENT}END:VCALENDAR\n")
    subprocess.run([*COMMAND, "build", "-q"], cwd=folder, check=True)
    return folder


@pytest.fixture(autouse=True)
def here(story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One stands in a copy of it."""
    shutil.copytree(story, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Runs a command in this process, where its output goes to no terminal."""

    def run(*arguments: str) -> Told:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        said = capsys.readouterr()
        return Told(int(ended.value.code or 0), said.out, said.err)

    return run


def test_every_command_is_tried_here() -> None:
    assert set(COMMANDS) == {*ARGUMENTS, "serve"}


@pytest.mark.parametrize("name", COMMANDS)
def test_help(name: str, run: Run) -> None:
    told = run(name, "--help")
    assert told.returncode == 0
    assert f"Usage: timeline {name} " in told.stdout
    assert [parameter.name for parameter in COMMANDS[name].params if not parameter.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_there_is_not(name: str, run: Run) -> None:
    told = run(name, *ARGUMENTS.get(name, []), "--titel", "x")
    assert told.returncode == 2
    assert "No such option: --titel" in told.stderr


@EACH
def test_no_command_leaves_a_traceback_where_its_reader_is_gone(name: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    told = subprocess.run([*COMMAND, name, *ARGUMENTS[name]], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert "Traceback" not in told.stderr
    assert "BrokenPipe" not in told.stderr
    assert "\x1b" not in told.stderr
    assert told.returncode == 0


@pytest.mark.parametrize("name", [name for name in ARGUMENTS if "--quiet" in {
    option for parameter in COMMANDS[name].params for option in parameter.opts}])
def test_quiet_leaves_the_data_alone(name: str, run: Run) -> None:
    loud, quiet = (run(name, *ARGUMENTS[name], *more) for more in ([], ["--quiet"]))
    if name in ("init", "import"):  # the second time the files are there, which is no matter of loudness
        assert loud.stdout
        assert quiet.stdout == ""
        assert "TL405" in quiet.stderr
        return
    assert quiet.returncode == loud.returncode == 0
    assert quiet.stderr == ""
    assert quiet.stdout == ("" if name == "build" else loud.stdout)


def on_a_terminal(*arguments: str, **environment: str) -> bytes:
    """What a command writes to a terminal, both streams."""
    ours, theirs = pty.openpty()
    told = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"} | environment
    told.pop("CI", None)
    process = subprocess.Popen([*COMMAND, *arguments], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=told)
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so at the end of a terminal
            break
        if not part:
            break
        written += part
    os.close(ours)
    process.wait()
    return written


COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


HIDES_CURSOR = b"\x1b[?25l"
"""What a progress bar begins with."""


@EACH
def test_a_terminal_gets_a_bar_and_no_colour_where_none_is_wanted(name: str) -> None:
    shown = on_a_terminal(name, *ARGUMENTS[name], NO_COLOR="1")
    assert (HIDES_CURSOR in shown) == (name in BARRED)
    painted = [code for code in COLOUR.findall(shown)
               if not re.fullmatch(rb"\x1b\[(?:0|1|2|3|22|23)?m", code)]  # bold, dim and italic are no colours
    assert painted == []


def test_what_reads_many_articles_can_be_told_to_show_no_progress() -> None:
    assert BARRED == ["build", "export", "events", "check", "review", "changes"]


@pytest.mark.parametrize("name", BARRED)
def test_no_progress(name: str) -> None:
    assert HIDES_CURSOR not in on_a_terminal(name, *ARGUMENTS[name], "--no-progress")


@EACH
def test_no_bar_goes_where_no_terminal_is(name: str, run: Run) -> None:
    told = run(name, *ARGUMENTS[name])
    assert "\x1b" not in told.stdout + told.stderr


@pytest.mark.parametrize(("words", "at", "offered"), [
    ("timeline ", 1, set(COMMANDS)),
    ("timeline ch", 1, {"check", "changes"}),
    ("timeline check --f", 2, {"--fetch", "--format"}),
    ("timeline check --format ", 3, {"text", "json", "github"}),
])
def test_the_shell_completes(
        words: str, at: int, offered: set[str], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, said in {"_TIMELINE_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(at)}.items():
        monkeypatch.setenv(name, said)
    assert set(run().stdout.split()) == offered


@pytest.mark.parametrize("name", [name for name in COMMANDS if "sources" in {
    parameter.name for parameter in COMMANDS[name].params}])
def test_every_format_is_named(name: str, run: Run) -> None:
    told = run(name, "--help").stdout
    assert [ending for ending in (*READERS, *OPENERS) if f"{ending}," not in told and f"{ending} " not in told
            and f"{ending};" not in told] == []


def test_what_would_read_the_sources_better_is_said(monkeypatch: pytest.MonkeyPatch,
                                                    capsys: pytest.CaptureFixture[str]) -> None:
    Path("articles/2016-04-21.html").write_text(f"<p>{STORY}</p>")
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for name in ("build", "events", "review"):
        for more, hinted in (([], 1), (["--quiet"], 0)):
            with pytest.raises(SystemExit) as ended:
                cli.main([name, *more])
            assert ended.value.code in (0, None)
            assert capsys.readouterr().err.count("hint: Pages are read by a plain reader; pip install ") == hinted


def test_version_and_module() -> None:
    script = Path(sys.executable).parent / "timeline"
    told = {subprocess.run([*command, "--version"], check=True, capture_output=True, text=True).stdout
            for command in (COMMAND, [str(script)])}
    assert told == {f"timeline {timeline.__version__}\n"}


def test_without_arguments_there_is_help(run: Run) -> None:
    told = run()
    assert "Usage: timeline [OPTIONS] COMMAND [ARGS]..." in told.stdout + told.stderr
    assert told.returncode == 2


def test_an_imported_timeline_is_one_of_events_written_by_hand(run: Run) -> None:
    told = run("import", "pier.ics", "--out", "story")
    assert (told.returncode, told.stdout) == (0, "1 event written to story\n")
    assert told.stderr == "1 thing of pier.ics found no place:\n  line 2: X-MOOD: good\n"
    assert sorted(os.listdir("story")) == ["2016-04-19-pier-opens.md"]
    assert '"Pier opens"' in run("export", "json", "story").stdout


def test_an_import_overwrites_nothing(run: Run) -> None:
    assert run("import", "pier.ics").returncode == 0
    mine = Path("articles/2016-04-19-pier-opens.md")
    mine.write_text("mine")
    told = run("import", "pier.ics")
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.startswith(f"articles:1:1: TL405 these files are there already: {mine.name}\n  help: ")
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(("name", "content", "code", "problem"), [
    ("none.ics", None, 2, "none.ics:1:1: TL101 there is no such file or folder"),
    ("notes.md", "Notes.", 2, "notes.md:1:1: TL102 there is no reader for timelines in .md files"),
    ("cut.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\n", 2, "cut.ics:2:1: TL111 it cannot be read as a calendar"),
    ("empty.json", '{"events": []}', 2, "empty.json:1:1: TL301 no event is in it"),
])
def test_what_is_no_timeline_is_told_and_nothing_made(
        name: str, content: str | None, code: int, problem: str, run: Run) -> None:
    if content is not None:
        Path(name).write_text(content)
    told = run("import", name, "--out", "story")
    assert (told.returncode, told.stdout) == (code, "")
    assert told.stderr.startswith(problem)
    assert not Path("story").exists()
