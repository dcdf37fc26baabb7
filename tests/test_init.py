"""`timeline init`: what it makes can be built, checked and put on GitHub Pages as it is."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
import yaml

from timeline import cli, configuration, starting
from timeline.errors import OutputError

MADE = ["timeline.toml", "articles/2024-05-14-ferry-back-on-the-lake.md", "edits.toml", ".gitignore",
        ".github/workflows/timeline.yml"]
INSTALL = "python -m pip install timeline-press"


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A project as `timeline init` makes it, and where one stands."""
    monkeypatch.chdir(tmp_path)
    assert run("init", "story") == 0
    assert capsys.readouterr().out.splitlines() == [
        *(f"made story/{path}" for path in MADE), "next: cd story && timeline serve"]
    monkeypatch.chdir(tmp_path / "story")
    return tmp_path / "story"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_it_is_built_and_nothing_is_to_be_mended(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("build") == 0
    assert "4 entries made, 0 events for review" in capsys.readouterr().out
    assert "<title>My timeline</title>" in Path("site/index.html").read_text("utf-8")
    assert run("check", "--strict", "--out", "site") == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "0 problems, 0 warnings\n")


def test_every_key_of_its_configuration_is_one(project: Path) -> None:
    text = Path("timeline.toml").read_text("utf-8")
    assert set(tomllib.loads(text)) <= set(configuration.KEYS)
    for line in re.findall(r"^# (\S+ = .*)$", text, flags=re.MULTILINE):
        Path("other.toml").write_text(line)
        assert configuration.read(Path("other.toml")).values, line


def test_the_editors_file_is_the_one_that_is_heard(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", "csv") == 0
    assert "old pier" in capsys.readouterr().out
    with open("edits.toml", "a") as file:
        file.write("[000000000000]\nhide = true\n")
    assert run("check") == 1
    assert "edits.toml:7:1: TL604" in capsys.readouterr().out


@pytest.mark.parametrize("there", MADE)
def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str], there: str) -> None:
    mine = tmp_path / "story" / there
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    assert run("init", tmp_path / "story") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [
        f"{tmp_path / 'story'}:1:1: TL405 these files are there already: {there}",
        "  help: Move them away, or name another folder."]
    assert contents(tmp_path) == {f"story/{there}": b"mine"}


def test_a_link_that_leads_nowhere_is_a_file_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "elsewhere.md")
    with pytest.raises(OutputError, match=r"TL405 .*: a\.md\n"):
        starting.add({"b.md": b"", "a.md": b""}, tmp_path)
    assert not (tmp_path / "elsewhere.md").exists()
    assert not (tmp_path / "b.md").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run("init", tmp_path / "file") == 2
    assert re.match(r".*/file:1:1: TL402 .* cannot be written: .*\n  help: .*\n\Z", capsys.readouterr().err)


def test_quiet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init", "-q") == 0
    assert capsys.readouterr().out == ""
    assert sorted(contents(tmp_path)) == sorted(MADE)


def test_here_is_where_one_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                   capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("init") == 0
    assert capsys.readouterr().out.splitlines()[-1] == "next: timeline serve"


WORKFLOW: dict[str, Any] = yaml.safe_load(starting.project()[".github/workflows/timeline.yml"])
STEPS: list[dict[str, Any]] = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]


def test_the_workflow_may_do_no_more_than_it_must() -> None:
    assert WORKFLOW["permissions"] == {}
    assert {name: job["permissions"] for name, job in WORKFLOW["jobs"].items()} == {
        "build": {"contents": "read", "pages": "read"}, "deploy": {"pages": "write", "id-token": "write"}}
    assert [step["uses"] for step in STEPS if "uses" in step] == [
        "actions/checkout@v7", "actions/setup-python@v6", "actions/configure-pages@v6",
        "actions/upload-pages-artifact@v5", "actions/deploy-pages@v5"]


def test_no_expression_is_filled_into_a_shell_command() -> None:
    """GitHub fills `${{ }}` in before the shell reads the line, which lets whoever names a repository run commands."""
    assert not [step["run"] for step in STEPS if "${{" in step.get("run", "")]


def git(*arguments: str | Path, cwd: Path) -> None:
    settings = ["-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *settings, *map(str, arguments)], cwd=cwd, check=True, capture_output=True)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """An address, and the folder that is served there."""
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", folder
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_workflow_builds_a_fresh_clone_that_works_below_a_path(
    project: Path, tmp_path: Path, served: tuple[str, Path]
) -> None:
    root, folder = served
    git("init", cwd=project)
    git("add", "--all", cwd=project)
    git("commit", "-m", "Begin", cwd=project)
    clone = tmp_path / "clone"
    git("clone", project, clone, cwd=tmp_path)
    assert sorted(path for path in contents(clone) if not path.startswith(".git/")) == sorted(MADE)

    told = {"steps.pages.outputs.base_url": f"{root}story"}
    # The environment the tests run in stands in for the one that pip would fill.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    commands = [step for step in STEPS if "run" in step]
    assert [step["run"] for step in commands][0] == INSTALL
    for step in commands[1:]:
        filled = {name: re.sub(r"\$\{\{ (\S+) \}\}", lambda found: told[found[1]], value)
                  for name, value in step.get("env", {}).items()}
        # What GitHub runs a step with: https://docs.github.com/actions/reference/workflow-syntax-for-github-actions
        shell = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], cwd=clone,
                               env={**os.environ, **filled, "PATH": path, "CI": "true"}, capture_output=True, text=True)
        assert shell.returncode == 0, shell.stderr

    uploaded = next(step["with"]["path"] for step in STEPS if step.get("uses", "").startswith("actions/upload-"))
    # The upload leaves out what begins with a dot, and what nobody but the owner may read cannot be served.
    shutil.copytree(clone / uploaded, folder / "story", ignore=shutil.ignore_patterns(".*"))
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in (clone / uploaded).rglob("*"))
    seen = crawled(f"{root}story/")
    assert f"{root}story/index.html" in seen
    assert any("/entries/" in address for address in seen)


def crawled(start: str) -> set[str]:
    """Every page below an address, from its first one on; each link among them was followed and answered."""
    waiting, seen = [start, f"{start}index.html"], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        with urlopen(address) as answer:
            assert answer.status == 200
            if answer.headers.get_content_type() != "text/html":
                continue
            page = answer.read().decode("utf-8")
        links = re.findall(r'<(?:a|link|script)\b[^>]*?\s(?:href|src)="([^"]+)"', page)
        absolute = [urldefrag(urljoin(address, link)).url.partition("?")[0] for link in links]
        waiting += [link for link in absolute if link.startswith(start)]
    return seen
