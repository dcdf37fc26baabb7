"""What the documentation tells to type is typed here, and says what the documentation says."""

from __future__ import annotations

import doctest
import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from timeline import building
from timeline.articles import read_sources
from timeline.edits import read_edits

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
    """The blocks of a page in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", (DOCS / page).read_text("utf-8"), re.DOTALL | re.MULTILINE)


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
