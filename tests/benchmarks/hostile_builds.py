"""How long the builds of files made to be slow take, and whether their time grows with the file and no faster.

    python tests/benchmarks/hostile_builds.py [--length 100000] [--runs 3] [WORD]...

Prints for each the processor seconds of `timeline build` at that many bytes and at twice as many, beyond the start-up
that every build pays, their ratio, and the memory in megabytes: the best of some runs, in turns. With words, only those
files whose name holds one. A mark stands where a second, a ratio of 2.5 or the memory is exceeded; those that are many
articles, events or tags have no second to keep.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hostile.bounds import MEMORY, Builder, Built
from hostile.files import FILES, MANY, lay

SLOW, GROWS = 1.0, 2.5
SHORT = 0.3
"""Seconds under which a ratio is that of what every build pays."""


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--length", type=int, default=100_000, help="bytes (default: 100000)")
    ap.add_argument("--runs", type=int, default=3, help="builds of each (default: 3)")
    ap.add_argument("words", nargs="*", metavar="WORD", help="part of a name")
    told = ap.parse_args()
    over = 0
    print(f"{'':44}{'seconds':>9}{'doubled':>9}{'ratio':>7}{'MB':>6}")
    with Builder() as builder:
        for name in FILES:
            if not told.words or any(word in name for word in told.words):
                once, twice = (_best(name, length, told.runs, builder) for length in (told.length, 2 * told.length))
                mark = _exceeds(name, once, twice)
                over += bool(mark)
                print(f"{name:44}{once.seconds:9.3f}{twice.seconds:9.3f}{twice.seconds / once.seconds:7.2f}"
                      f"{once.memory / 1e6:6.0f}  {mark}", flush=True)
    print(f"{over} of {len(FILES)} exceed a bound")


def _best(name: str, length: int, runs: int, builder: Builder) -> Built:
    with tempfile.TemporaryDirectory() as folder:
        lay(name, length, Path(folder))
        return min((builder.build(Path(folder)) for _ in range(runs)), key=lambda built: built.seconds)


def _exceeds(name: str, once: Built, twice: Built) -> str:
    grows = twice.seconds > SHORT and twice.seconds > GROWS * once.seconds
    told = {"slow": once.seconds > SLOW and name not in MANY, "grows": grows, "memory": once.memory > MEMORY,
            f"ends with {once.code}": once.code > 2}
    return ", ".join(word for word, exceeded in told.items() if exceeded)


if __name__ == "__main__":
    main()
