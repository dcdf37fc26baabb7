"""How fast time expressions are recognised and resolved, in megabytes of text a second on one core.

    python tests/benchmarks/speed.py CORPORA [--sample BYTES]

CORPORA holds NAME.jsonl files, a document a line: `id`, `dct` (ISO date of publication) and `text`. Prints, in
processor time, the best of five runs after one to warm up:

  timeline    `timeline.tag` on each document, its resolving included
  joined      the same on all of them as one text
  yardstick   one pass of `re.finditer` over the same texts: forty names of months, weekdays and units, ignoring case
  dateparser  `dateparser.search.search_dates` on the first BYTES (default 30000) of them, run once

and how many times as long as the yardstick the first takes and how many times as fast as dateparser it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import timeline

NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    "seconds?|minutes?|hours?|days?|weeks?|weekends?|fortnights?|months?|quarters?|seasons?|years?|decades?|centur(?:y|ies)|"
    "spring|summer|autumn|winter|morning|afternoon|evening|night"
)
YARDSTICK = re.compile(rf"\b(?:{NAMES})\b", re.IGNORECASE)


def documents(corpora: Path) -> list[tuple[str, date]]:
    """Text and publication date of every document of the corpora."""
    rows = [json.loads(line) for path in sorted(corpora.glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["text"], date.fromisoformat(row["dct"][:10])) for row in rows]


def seconds(run: Callable[[], object], times: int = 5) -> float:
    """Processor seconds of the fastest of so many runs, after one that does not count."""
    if times > 1:
        run()
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        run()
        best = min(best, time.process_time() - begun)
    return best


def sampled(texts: list[tuple[str, date]], size: int) -> list[tuple[str, date]]:
    """The first documents, as many as together reach so many bytes."""
    taken: list[tuple[str, date]] = []
    while size > 0 and len(taken) < len(texts):
        text, published = texts[len(taken)]
        taken.append((text[:size], published))
        size -= len(text.encode())
    return taken


def searched(texts: list[tuple[str, date]]) -> Callable[[], object]:
    """A run of dateparser over some texts, each against its own date."""
    from dateparser.search import search_dates

    def run() -> None:
        for text, published in texts:
            base = datetime(published.year, published.month, published.day)
            search_dates(text, languages=["en"], settings={"RELATIVE_BASE": base})
    return run


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("--sample", type=int, default=30_000, help="bytes for dateparser (default: 30000)")
    args = ap.parse_args()
    texts = documents(args.corpora)
    if not texts:
        sys.exit(f"{args.corpora}: no document in a .jsonl file of this folder")
    joined, newest = "\n\n".join(text for text, _ in texts), max(published for _, published in texts)
    few = sampled(texts, args.sample)
    size, small = (sum(len(text.encode()) for text, _ in those) / 1e6 for those in (texts, few))

    ours = seconds(lambda: [timeline.tag(text, published) for text, published in texts])
    whole = seconds(lambda: timeline.tag(joined, newest))
    yardstick = seconds(lambda: [None for text, _ in texts for _ in YARDSTICK.finditer(text)])
    run = searched(few)
    searched([("Monday", newest)])()
    theirs = seconds(run, times=1)

    print(f"timeline    {size / ours:8.3f} MB/s   {ours:.3f} s for {size:.3f} MB, {len(texts)} documents")
    print(f"joined      {size / whole:8.3f} MB/s   {whole:.3f} s for the same as one text")
    print(f"yardstick   {size / yardstick:8.3f} MB/s   timeline takes {ours / yardstick:.2f} times as long")
    print(f"dateparser  {small / theirs:8.3f} MB/s   timeline is {(size / ours) / (small / theirs):.0f} times as fast")


if __name__ == "__main__":
    main()
