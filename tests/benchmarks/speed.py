"""How fast time expressions are recognised and resolved, beside yardsticks of the same run.

    python tests/benchmarks/speed.py CORPORA

CORPORA holds NAME.jsonl files, a document a line with `dct` and `text`. Times are processor time, the best of five;
ratios are what counts, since machines differ.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import timeline
from timeline.intervals import MONTHS, WEEKDAYS

UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "centur")
WORDS = [
    *MONTHS,
    *WEEKDAYS,
    *(unit + end for unit in UNITS for end in ("", "ies" if unit == "centur" else "s")),
    "season",
]
"""A plain alternation of forty words: what the cheapest tagger would have to look for."""
SAMPLE = 30_000
"""Characters given to dateparser, which is slow."""


def best(run: Callable[[], object], times: int = 5) -> float:
    """Processor seconds of the fastest of some runs."""
    taken = []
    for _ in range(times):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return min(taken)


def measured(folder: Path) -> Iterator[str]:
    """A line for the tagger, one for each yardstick."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    documents = [(row["text"], date.fromisoformat(row["dct"][:10])) for row in rows]
    text = "\n".join(t for t, _ in documents)
    size = len(text.encode()) / 1e6
    plain = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)

    def tag() -> None:
        for told, published in documents:
            timeline.tag(told, published)

    tag()
    ours, yardstick = best(tag), best(lambda: sum(1 for _ in plain.finditer(text)))
    yield f"timeline.tag, recognising and resolving: {size / ours:.2f} MB/s over {size:.2f} MB"
    yield f"one pass of a plain 40-word pattern: {size / yardstick:.2f} MB/s"
    yield f"tagging takes {ours / yardstick:.2f} times that pass"
    yield from _dateparser(text[:SAMPLE], size / ours)


def _dateparser(text: str, ours: float) -> Iterator[str]:
    from dateparser.search import search_dates

    taken = best(lambda: search_dates(text, languages=["en"]), times=1)
    speed = len(text.encode()) / 1e6 / taken
    yield f"dateparser's search_dates: {speed:.3f} MB/s on {SAMPLE // 1000} KB, {speed / ours:.3f} of our speed"


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for line in measured(Path(sys.argv[1])):
        print(line)
