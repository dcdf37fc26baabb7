"""Files made to be slow or large, through the whole build: no traceback, no hang, no more memory than there may be.

How long each takes is for tests/benchmarks/hostile_builds.py to tell.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.bounds import KILLED, MEMORY, TRACEBACK, Builder, Built
from hostile.files import FILES, lay

ENDS = {"TL108": 1, "TL301": 1}
"""The exit code of problems that do not end with 2."""


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    with Builder() as running:
        yield running


def check(name: str, built: Built, folder: Path) -> None:
    assert built.code < TRACEBACK, f"{built.code - KILLED} ended it: {built.told[-2000:]}"
    assert "Traceback" not in built.told
    assert built.memory <= MEMORY
    expected = set((FILES[name].problem or "none").split(" or "))
    if built.code == 0:
        assert "none" in expected
        assert (folder / "site" / "index.html").is_file()
    else:
        told = expected.intersection(re.findall(r"^\S+: (TL\d+) ", built.told, re.MULTILINE))
        assert told, built.told[-2000:]
        assert built.code == max(ENDS.get(code, 2) for code in told)
        assert not (folder / "site").exists()
    assert len(built.told) <= 10_000_000


FIRST = {name.partition(":")[0]: name for name in reversed(FILES)}
"""One of each kind; all of them together take a minute of processor time."""


@pytest.mark.parametrize("name", [pytest.param(name, marks=() if name in FIRST.values() else pytest.mark.slow)
                                  for name in FILES if not name.startswith("grammar")])
def test_ten_thousand_bytes(builder: Builder, tmp_path: Path, name: str) -> None:
    lay(name, 10_000, tmp_path)
    check(name, builder.build(tmp_path), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_a_hundred_thousand_bytes(builder: Builder, tmp_path: Path, name: str) -> None:
    lay(name, 100_000, tmp_path)
    check(name, builder.build(tmp_path), tmp_path)
    shutil.rmtree(tmp_path / "articles")


def test_there_are_enough_of_them() -> None:
    assert len(FILES) >= 40


def test_a_build_that_would_fill_the_memory_is_stopped(builder: Builder, tmp_path: Path) -> None:
    """Were the bound not kept, the tests above could not fail."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "articles" / "2016-04-20.txt").write_text("The council met on 3 May 2014.\n")
    (tmp_path / "timeline.toml").write_text('theme = "theme"\n')
    assert builder.build(tmp_path).code == 0
    (tmp_path / "theme" / "index.html").write_text(f"{{{{ 'x' * {2 * MEMORY} }}}}")
    assert builder.build(tmp_path).code != 0
