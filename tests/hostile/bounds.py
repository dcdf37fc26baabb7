"""`timeline build` in a process of its own, which may take so much memory and so much processor time and no more.

    python tests/hostile/bounds.py          builds the folders named on its standard input, a line each

Starting Python, importing what a format needs, reading the grammar and compiling templates take a second that no input
can lengthen. So one process does that once, and a child of it builds each folder: what is measured is what the input
costs. The memory is that of the whole child, the libraries in it too.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

MEMORY = 300_000_000
"""Bytes of memory that a build may ask for (RLIMIT_DATA: what is written to, not what libraries map)."""
SECONDS = 30
"""Processor seconds after which a build is taken to hang."""
KILLED = 128
"""Added to the signal that ended a build, as shells do."""


TRACEBACK = 99
"""The exit code of a build that ended with an exception."""


@dataclass(frozen=True, slots=True)
class Built:
    """How a build ended: its exit code, what it said, its processor seconds and the most memory it held, in bytes."""

    code: int
    told: str
    seconds: float
    memory: int


class Builder:
    """The process that builds; ends with its `with` block."""

    def __enter__(self) -> Builder:
        self._process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True, encoding="utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._process.communicate()

    def build(self, folder: Path) -> Built:
        """`timeline build articles` in a folder."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{folder}\n")
        self._process.stdin.flush()
        return Built(**json.loads(self._process.stdout.readline()))


def main() -> None:
    warm_up()
    for line in sys.stdin:
        print(json.dumps(_built(Path(line.rstrip("\n")))), flush=True)


def warm_up() -> None:
    """Loads what a build loads, by one of a small file of every format."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    import compiled
    from test_inputs import VALID

    from timeline.exporters.templates import Theme

    Theme.__init__ = compiled.once()  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, make in VALID.items():
            # Each in a folder of its own, where no file of JSON is taken for another's sidecar.
            path = folder / "articles" / file / file.replace(".", "-2016-04-20.", 1)
            path.parent.mkdir(parents=True)
            path.write_bytes(make())
        (folder / "articles" / "edits.toml").write_text('["2016-04-20-x"]\nnote = "Nothing."\n')
        (folder / "timeline.toml").write_text('undated = "skip"\n')
        # In this process, so that its children have everything already.
        home, terminal = os.getcwd(), os.dup(1)
        code = _build(folder)
        os.dup2(terminal, 1)
        os.chdir(home)
        if code:
            raise SystemExit((folder / "told").read_text(encoding="utf-8"))


def _built(folder: Path) -> dict[str, object]:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        os._exit(_build(folder))
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return {"code": code if code >= 0 else KILLED - code,
            "told": (folder / "told").read_text(encoding="utf-8", errors="replace"),
            "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * unit}


def _build(folder: Path) -> int:
    """The exit code of the command in a folder, where the file `told` takes what it says."""
    from timeline import cli

    os.chdir(folder)
    told = os.open("told", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(told, stream)
    try:
        cli.main(["build", "articles", "--jobs", "1", "--no-cache"])
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:  # what a user would see
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return TRACEBACK


if __name__ == "__main__":
    main()
