"""What is published works where nothing else is: the wheel in a fresh environment, far from the checkout."""

from __future__ import annotations

import os
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


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh virtual environment with the wheel (made from the source distribution) and what the wheel asks for."""
    if not os.environ.get("CI"):
        wanted = ["--no-deps", "--dest", tmp_path_factory.mktemp("probe"), "hatchling"]
        if subprocess.run([sys.executable, "-m", "pip", "download", *wanted], capture_output=True).returncode:
            pytest.skip("no package registry can be reached")
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", dist)
    (wheel,) = dist.glob("*.whl")
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", home)
    run(sys.executable, "-m", "pip", "--python", home, "install", "--quiet", wheel)
    return home


def scripts(environment: Path) -> Path:
    return environment / ("Scripts" if os.name == "nt" else "bin")


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
