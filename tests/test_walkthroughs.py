"""What the documentation tells to type is typed here, and says what the documentation says."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
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
    typed = [found["command"] for found in COMMAND.finditer("$ cat <<'END'\n$ x\nEND\n$ e\n")]
    assert typed == ["cat <<'END'\n$ x\nEND", "e"]


def same(said: str, shown: str) -> bool:
    """Whether it says what is shown, where … stands for anything."""
    return re.fullmatch(".*".join(map(re.escape, shown.split("…"))), said) is not None


def test_the_quick_start(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--bare", "-q", str(tmp_path / "origin.git")], check=True)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = tmp_path
    typed = commands("quick-start.md")
    assert len(typed) > 10
    for command, shown in typed:
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
