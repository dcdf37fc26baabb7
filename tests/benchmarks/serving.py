"""How soon a page that is looked at reloads behind a saved change.

    python tests/benchmarks/serving.py [ARTICLES] [--changes N]

`timeline serve` shows so many made-up articles; again and again one of them is saved with a sentence more. Told are the
milliseconds from there until the page hears of a new site and until the new first page is there, and the processor time
that the server took until then (of its process alone, where the system tells it: Linux).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from urllib.request import urlopen

from rebuild import fill

ARTICLES, CHANGES = 500, 12
_PAUSE = 4.0
"""Seconds between two changes, in which what the first page does not show is drawn too."""


def processor(pid: int) -> float:
    """The milliseconds of processor time a process has had; not a number where the system does not tell."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return 1000 * (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def heard(stream: BinaryIO) -> None:
    """Returns when the stream of changes tells something."""
    while not stream.readline().startswith(b"data:"):
        pass


def measured(home: Path, count: int, changes: int) -> Iterator[tuple[float, float, float]]:
    """Of each change the milliseconds until it is heard of, until the page is there, and those of the processor."""
    article = fill(home / "articles", count)
    command = [sys.executable, "-m", "timeline", "serve", "articles", "--port", "0", "--quiet"]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[4]
        with urlopen(f"{address}.timeline/changes") as stream:
            heard(stream)
            for n in range(changes):
                time.sleep(_PAUSE)
                before = processor(process.pid)
                began = time.perf_counter()
                article.write_text(f"{article.read_text()}\nThe ferry to Aldmere was sold on {1 + n} May 2016.\n")
                heard(stream)
                told = time.perf_counter()
                urlopen(address).read()
                shown = time.perf_counter()
                yield 1000 * (told - began), 1000 * (shown - began), processor(process.pid) - before
        process.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES, metavar="ARTICLES")
    parser.add_argument("--changes", type=int, default=CHANGES, metavar="N")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        taken = list(measured(Path(folder), given.articles, given.changes))
    for name, each in zip(("heard of", "shown", "processor"), zip(*taken, strict=True), strict=True):
        print(f"{name:>10}: {statistics.median(each):5.0f} ms in the middle, {min(each):5.0f} to {max(each):5.0f}")


if __name__ == "__main__":
    main()
