"""What the documentation tells to type is typed here, and says what the documentation says."""

from __future__ import annotations

import doctest
import io
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import pytest
from test_corpus import read, test_line

import timeline
from timeline import building
from timeline.articles import read_sources
from timeline.edits import read_edits
from timeline.intervals import Interval
from timeline.meanings import anchor, units
from timeline.recognise import Recogniser
from timeline.rules import load

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
GIT = {"GIT_AUTHOR_NAME": "Editor", "GIT_AUTHOR_EMAIL": "editor@example.org",
       "GIT_COMMITTER_NAME": "Editor", "GIT_COMMITTER_EMAIL": "editor@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (?P<command>.*?(?:<<'END'\n.*?\nEND)?)\n(?P<told>.*?)(?=^\$ |\Z)", re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[tuple[str, str]]:
    """What is typed in the console blocks of a page, and what is shown below it."""
    text = (DOCS / page).read_text("utf-8")
    return [(found["command"], found["told"]) for block in BLOCK.findall(text) for found in COMMAND.finditer(block)]


def test_the_reader_of_consoles() -> None:
    assert COMMAND.search("$ a b\nc\nd\n$ e\n")["told"] == "c\nd\n"  # type: ignore[index]
    found = [found["command"] for found in COMMAND.finditer("$ cat <<'END'\n$ x\nEND\n$ e\n")]
    assert found == ["cat <<'END'\n$ x\nEND", "e"]


def same(said: str, shown: str) -> bool:
    """Whether it says what is shown, where … stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), said) is not None


def test_the_quick_start(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--bare", "-q", str(tmp_path / "origin.git")], check=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = tmp_path
    steps = commands("quick-start.md")
    assert len(steps) > 10
    for command, shown in steps:
        if command.startswith("cd "):
            here /= command.removeprefix("cd ")
        elif command == "timeline serve":
            assert served(here) == re.sub(r":\d+/", ":PORT/", shown)
        elif not command.startswith("pip install"):
            local = command.replace("https://github.com/YOU/story.git", str(tmp_path / "origin.git"))
            told = subprocess.run(["bash", "-ec", local], cwd=here, env={**os.environ, **GIT, "PATH": path}, text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            assert told.returncode == 0, told.stdout
            assert command.startswith("git") or same(told.stdout, shown), told.stdout
    published = subprocess.run(["git", "ls-tree", "-r", "--name-only", "main"], cwd=tmp_path / "origin.git", check=True,
                               capture_output=True, text=True)
    assert published.stdout.split() == [".github/workflows/timeline.yml", ".gitignore", "articles/2024-05-20-pier.md",
                                        "edits.toml", "timeline.toml"]


def typed(command: str, here: Path) -> str:
    """What a command says, both streams."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    told = subprocess.run(["bash", "-ec", command], cwd=here, env={**os.environ, "PATH": path}, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert told.returncode == 0, told.stdout
    return told.stdout


def test_the_page_on_commands(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    bridge, ferry = articles / "2016-04-20-bridge.md", articles / "ferry.md"
    bridge.write_text("---\ntitle: The bridge\n---\nThe old bridge was closed on February 30 for repairs.\n")
    story = "---\ntitle: The ferry\ndate: 2016-04-20\n---\nThe ferry sailed {}.\n"
    ferry.write_text(story.format("yesterday"))
    done = []
    for command, shown in commands("commands.md"):
        if command.startswith("timeline changes"):
            typed("timeline build", tmp_path)
            ferry.write_text(story.format("two days ago"))
        said = typed(command, tmp_path)
        assert same(said, shown), said
        done.append(command.split(" ")[:2])
    assert done == [["timeline", "check"], ["timeline", "export"], ["echo", '"The'], ["timeline", "changes"]]
    assert "DTSTART;VALUE=DATE:20160419" in (tmp_path / "bridge.ics").read_text()


def test_the_readme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    block = re.search(r"(?:^    .*\n|^\n)*^    \$ timeline build(?:.*\n)(?:^    .*\n|^\n)*", text, re.MULTILINE)
    assert block
    consoles = re.sub(r"^    ", "", block[0], flags=re.MULTILINE).strip() + "\n"
    told = [found.groups() for found in COMMAND.finditer(consoles)]
    assert [command.split(" ")[1] for command, _ in told] == ["build", "explain"]
    for command, shown in told:
        said = typed(command, tmp_path)
        assert same(said, shown.rstrip() + "\n") if shown.strip() else said, said
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "2016-04-20-council.md").write_text("The council met yesterday in Aldmere.")
    monkeypatch.chdir(tmp_path)
    script, = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    with redirect_stdout(io.StringIO()) as printed:
        exec(script, names := {})
    assert printed.getvalue().startswith("yesterday 2016-04-19 2016-04-19 ")
    assert len(names["line"].entries) == 1


def shown_as(page: str, language: str) -> list[str]:
    """The blocks of a page in a language, "" for those that name none."""
    return [block for name, block in fenced(DOCS / page) if name == language]


def fenced(page: Path) -> list[tuple[str, str]]:
    """The blocks of a page that stand between fences, each with its language."""
    return re.findall(r"^```(.*)\n((?:.*\n)*?)```$", page.read_text("utf-8"), re.MULTILINE)


def test_the_page_on_reviewing(tmp_path: Path) -> None:
    edits, = shown_as("reviewing.md", "toml")
    assert [(each.id, each.hide, each.approved) for each in read_edits(edits, "edits.toml")] == [
        ("0448129fc84c", False, True), ("224e057cf7ee", False, False), ("9c01bb4e3f2a", True, False)]
    event, = shown_as("reviewing.md", "markdown")
    (tmp_path / "bridge.md").write_text(event)
    entry, = building.make([tmp_path]).timeline.entries
    assert (entry.title, entry.edtf) == ("The first bridge opens", "1911-04-06")


def test_the_page_on_dating(tmp_path: Path) -> None:
    manifest, = shown_as("dating-evidence.md", "csv dates.csv")
    (tmp_path / "dates.csv").write_text(manifest)
    (tmp_path / "2015").mkdir()
    for name in ("council.txt", "2015/summit.txt"):
        (tmp_path / name).write_text(f"They met in {name[:4]}.")
    read = {str(article.day): article.outlet for article in read_sources([tmp_path]).articles}
    assert read == {"2016-04-20": "The Quay", "2015-12-02": None}


def test_the_page_on_exporters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("articles").mkdir()
    Path("articles/2016-04-20.txt").write_text("The bridge in Aldmere opened yesterday.\n")
    exported, said = shown_as("exporters.md", "")
    typed(exported, tmp_path)
    assert "SUMMARY:Bridge in Aldmere opened" in Path("bridge.ics").read_text()
    typed("timeline build", tmp_path)
    assert re.sub(r"\d+", "0", said) in typed("timeline build", tmp_path)
    read, _ = shown_as("exporters.md", "python")
    exec(read, names := {})
    assert [row["quote"] for row in names["rows"]] == ["The bridge in Aldmere opened yesterday."]


def test_the_page_on_problems(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "ferry.md").write_text("---\ntitle: Ferry\ndate: 2016-02-30\n---\nIt sailed.\n")
    shown, = shown_as("problems.md", "")
    assert typed("timeline build || true", tmp_path) == shown


def test_the_page_on_configuration(tmp_path: Path) -> None:
    (tmp_path / "timeline.toml").write_text('title = "The bridge"\ntitel = "The bridge"\n')
    shown, = shown_as("configuration.md", "")
    assert same(typed("timeline build || true", tmp_path), shown)


def test_the_page_on_themes(tmp_path: Path) -> None:
    command, = shown_as("themes.md", "")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "2016-04-20.txt").write_text("The bridge in Aldmere opened yesterday.\n")
    (tmp_path / "my-theme" / "assets").mkdir(parents=True)
    (tmp_path / "my-theme" / "assets" / "mine.css").write_text("b { color: red }")
    typed(command, tmp_path)
    assert (tmp_path / "site" / "assets" / "mine.css").read_text() == "b { color: red }"


def indented(page: Path) -> list[str]:
    """The blocks of a page that are set off by four blanks."""
    blocks = re.findall(r"(?:^    .*\n|^\n(?=    ))+", page.read_text("utf-8"), re.MULTILINE)
    return [textwrap.dedent(block).strip("\n") + "\n" for block in blocks]


@pytest.mark.parametrize("page", [ROOT / "CONTRIBUTING.md", DOCS / "add-an-expression.md"], ids=lambda page: page.name)
def test_a_rule_shown_is_one_that_the_language_takes(page: Path, tmp_path: Path) -> None:
    rule, = (block for block in indented(page) if block.startswith("[[rule]]"))
    told, = tomllib.loads(rule)["rule"]
    english = (ROOT / "timeline" / "languages" / "en.toml").read_text("utf-8")
    (tmp_path / "en.toml").write_text(f"{english}\n{rule.replace(told['name'], 'the-one-shown')}", encoding="utf-8")
    reads = Recogniser(load(tmp_path / "en.toml")).expressions
    assert [[each.text for each in reads(said)] for said in told["examples"]] == [[said] for said in told["examples"]]
    assert [reads(said) for said in told["traps"]] == [[] for _ in told["traps"]]
    for said, value in told["examples"].items():
        assert [each.value for each in timeline.tag(said, date(2016, 4, 20))] == [value]


def test_the_page_on_expressions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus, = (block for block in indented(DOCS / "add-an-expression.md") if block.startswith("# 2016"))
    (tmp_path / "en.txt").write_text(corpus)
    hit, miss = read(tmp_path / "en.txt")
    assert (len(hit.marked), miss.marked) == (1, ())
    for line in (hit, miss):
        test_line(line)
    monkeypatch.setattr(anchor, "MEANINGS", {})
    function, = shown_as("add-an-expression.md", "python")
    exec(function, names := vars(units).copy())
    assert anchor.MEANINGS["unit_before"].function is names["unit_before"]
    publication = Interval("2016-04-20", "2016-04-20", "day")
    published = anchor.Anchor(publication.first, publication.first, publication)
    assert names["unit_before"](published, "month") == Interval("2016-03-01", "2016-03-31", "month")


TRIED = {
    "README.md": ["python"],
    "docs/add-an-expression.md": ["python"],
    "docs/commands.md": ["console"] * 4,
    "docs/configuration.md": ["toml", ""],
    "docs/dating-evidence.md": ["csv dates.csv"],
    "docs/embedding.md": ["html", "js"],
    "docs/exporters.md": ["", "", "python", "python"],
    "docs/problems.md": [""],
    "docs/python.md": ["python"] * 7,
    "docs/quick-start.md": ["console"] * 5,
    "docs/reviewing.md": ["", "toml", "markdown"],
    "docs/themes.md": ["", "html", "css", "toml"],
}
"""The blocks of code that each page has, all of them tried: here, or in the tests that name the page."""


def test_every_block_of_code_is_tried() -> None:
    there = {path.relative_to(ROOT).as_posix(): [language for language, _ in fenced(path)]
             for path in (*ROOT.glob("*.md"), *DOCS.glob("*.md"))}
    # Its blocks are taken as they come: each file, and what it is read as.
    assert there.pop("docs/input-formats.md")
    assert {page: blocks for page, blocks in there.items() if blocks} == TRIED


def served(here: Path) -> str:
    """What `timeline serve` says when it is ready, on a port that is free."""
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        process.terminate()
    return re.sub(r":\d+/", ":PORT/", told)


def test_the_page_on_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried > 15) == (0, True)
