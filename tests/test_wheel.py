"""What is published works where nothing else is: the wheel in a fresh environment, far from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
ARTICLE = """---
title: Bridge opened
date: 2016-04-20
outlet: The Sample Post
---

The mayor opened the new bridge in Oldtown yesterday. The old bridge had been closed since 2014.
"""


def run(*command: str | Path, cwd: Path = CHECKOUT) -> str:
    """What the command prints. The test fails with all it said if it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True,
                          encoding="utf-8", stdin=subprocess.DEVNULL)
    if done.returncode:
        pytest.fail(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}", pytrace=False)
    return done.stdout


def other_pythons() -> list[str]:
    """The other Pythons we promise to work on, as far as this machine has them."""
    named = [f"python3.{minor}" for minor in range(11, 15) if minor != sys.version_info.minor]
    works = {name: subprocess.run([path, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0
             for name in named if (path := shutil.which(name))}
    return [name for name in works if works[name]]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made from the source distribution."""
    if not os.environ.get("CI"):
        wanted = ["--no-deps", "--dest", tmp_path_factory.mktemp("probe"), "hatchling"]
        if subprocess.run([sys.executable, "-m", "pip", "download", *wanted], capture_output=True).returncode:
            pytest.skip("no package registry can be reached")
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", dist)
    (wheel,) = dist.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel and what the wheel asks for."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home)
    run(sys.executable, "-m", "pip", "--python", home, "install", "--quiet", wheel)
    return home


def scripts(environment: Path) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin")


@pytest.mark.slow
def test_works_on_every_python_there_is(wheel: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.md").write_text(ARTICLE, "utf-8")
    pythons = other_pythons()
    if not pythons:
        pytest.skip("there is no other Python from 3.11 to 3.14")
    for python in pythons:
        home = tmp_path / python
        run(python, "-m", "venv", home)
        run(scripts(home) / "python", "-m", "pip", "install", "--quiet", wheel)
        run(scripts(home) / "timeline", "build", "--out", f"{python}-site", cwd=tmp_path)
    pages = {(tmp_path / f"{python}-site" / "index.html").read_bytes() for python in pythons}
    assert len(pages) == 1


@pytest.mark.parametrize("command", ["timeline", "timeline-press"])
def test_builds_a_site_from_another_directory(environment: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "bridge.md").write_text(ARTICLE, "utf-8")
    timeline = scripts(environment) / command
    run(timeline, "build", "articles", "--out", "site", "--title", "Bridges of Oldtown", cwd=tmp_path)
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<title>Bridges of Oldtown" in page
    assert "The mayor opened the new bridge in Oldtown" in page


def test_is_typed_and_not_the_checkout(environment: Path, tmp_path: Path) -> None:
    python = scripts(environment) / "python"
    where = Path(run(python, "-c", "import timeline; print(timeline.__file__)", cwd=tmp_path).strip())
    assert where.is_relative_to(environment)
    assert (where.parent / "py.typed").is_file()
    assert (where.parent / "languages" / "en.toml").is_file()
