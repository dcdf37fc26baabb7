"""How fast time expressions are recognised and resolved, and events made and merged, beside yardsticks of the same run.

    python tests/benchmarks/speed.py CORPORA

CORPORA holds NAME.jsonl files, a document a line with `dct` and `text`. Times are processor time, the best of five
taken in turns after one to warm up; ratios are what counts, since machines differ.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import timeline
from timeline.intervals import MONTHS, WEEKDAYS

UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "centur")
WORDS = [
    *MONTHS,
    *WEEKDAYS,
    *(unit + end for unit in UNITS for end in (("y", "ies") if unit == "centur" else ("", "s"))),
    "season",
]
"""A plain alternation of forty words: what the cheapest tagger would have to look for."""
PLAIN = re.compile(rf"\b(?:{'|'.join(WORDS)})\b", re.IGNORECASE)
ARTICLE = 3_000
"""Characters of an article, where events are made: the texts are cut at that."""
SAMPLE = 30_000
"""Characters given to dateparser, which is slow."""


def best(*runs: Callable[[], object], times: int = 5) -> list[float]:
    """Processor seconds of the fastest of some goes at each run, taken in turns."""
    taken = [float("inf")] * len(runs)
    for _ in range(times):
        for i, run in enumerate(runs):
            began = time.process_time()
            run()
            taken[i] = min(taken[i], time.process_time() - began)
    return taken


def measured(folder: Path) -> Iterator[str]:
    """A line for the tagger on the texts one by one and joined, and one for each yardstick on the same."""
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.open(encoding="utf-8")]
    documents = [(row["text"], date.fromisoformat(row["dct"][:10])) for row in rows]
    text, newest = "\n\n".join(told for told, _ in documents), max(published for _, published in documents)
    size = len(text.encode()) / 1e6
    runs: tuple[Callable[[], object], ...] = (
        lambda: [timeline.tag(told, published) for told, published in documents],
        lambda: timeline.tag(text, newest),
        lambda: sum(1 for _ in PLAIN.finditer(text)),
    )
    best(*runs, times=1)
    ours, joined, plain = best(*runs)
    yield f"timeline.tag, recognising and resolving: {size / ours:.2f} MB/s over {size:.2f} MB"
    yield f"timeline.tag on the same as one text: {size / joined:.2f} MB/s"
    yield (
        f"one pass of a plain {len(WORDS)}-word pattern: {size / plain:.2f} MB/s; tagging takes {ours / plain:.2f} "
        f"times that, as one text {joined / plain:.2f} times"
    )
    yield from _events([timeline.Article(told[:ARTICLE], published) for told, published in documents])
    yield from _dateparser(text[:SAMPLE], documents[0][1], size / ours)


def _events(articles: list[timeline.Article]) -> Iterator[str]:
    """How many articles of 3,000 characters are read, tagged, made into events and merged in a second."""
    many = sum(len(article.text) for article in articles) / ARTICLE
    told = [event for article in articles for event in timeline.extract(article)]
    made, merged = best(
        lambda: [timeline.extract(article) for article in articles], lambda: timeline.merge(told), times=3
    )
    yield (
        f"events of articles of {ARTICLE:,} characters: {many / (made + merged):.0f} articles a second, "
        f"{merged / (made + merged):.0%} of it merging"
    )


def _dateparser(text: str, published: date, ours: float) -> Iterator[str]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime(published.year, published.month, published.day)}
    search_dates("on Monday", languages=["en"], settings=settings)
    [taken] = best(lambda: search_dates(text, languages=["en"], settings=settings), times=1)
    speed = len(text.encode()) / 1e6 / taken
    yield f"dateparser's search_dates: {speed:.3f} MB/s on {SAMPLE // 1000} KB, {speed / ours:.3f} of our speed"


def main() -> None:
    if len(sys.argv) != 2 or not list(Path(sys.argv[1]).glob("*.jsonl")):
        sys.exit(f"{__doc__}\nName a folder of .jsonl files.")
    for line in measured(Path(sys.argv[1])):
        print(line)


if __name__ == "__main__":
    main()
