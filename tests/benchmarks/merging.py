"""How long merging takes and how much memory, over 50,000 events of four kinds.

    python tests/benchmarks/merging.py [EVENTS]

few: one story in five has a second telling. many: each story has ten. day: ten each, all stories of one week and with
three names in common. names: one telling each, all of the same twelve names.

Printed are the processor seconds of the first merge of a process and of the second, the most memory it held, in
megabytes, and how much of that came with merging.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from timeline.intervals import Interval
from timeline.merging import merge
from timeline.model import Article, Event

EVENTS = 50_000
KINDS = ("few", "many", "day", "names")
_TELLINGS = {"few": 1.2, "many": 10, "day": 10, "names": 1}
_NAMES = {"few": 20_000, "many": 20_000, "day": 300, "names": 12}
_DAYS = {"few": 4_000, "many": 2_000, "day": 7, "names": 2_000}
_FIRST = date(2010, 1, 1)
_SYLLABLES = ["ar", "bel", "cor", "dun", "el", "fen", "gar", "hol", "jor", "kel", "lun", "mor", "nes", "or", "pel"]


def told(kind: str, many: int, dice: random.Random) -> Iterator[Event]:
    """So many events of one of KINDS, three of an article."""
    names = [_word(dice).capitalize() for _ in range(_NAMES[kind])]
    words = [_word(dice) for _ in range(30_000)]
    made = 0
    while made < many:
        day = _FIRST + timedelta(days=dice.randrange(_DAYS[kind]))
        who = [_common(names, dice) for _ in range(4)] + ([*names[:3]] if kind == "day" else [])
        what = [_common(words, dice) for _ in range(16)]
        often = _TELLINGS[kind]
        for _ in range(min(many - made, int(often) + (dice.random() < often % 1))):
            yield _telling(made, day, who, what, words, dice)
            made += 1


def _telling(n: int, day: date, who: list[str], what: list[str], words: list[str], dice: random.Random) -> Event:
    """One telling of a story: most of its names and words, and some of its own."""
    said = [word for word in what if dice.random() < 0.8] + [_common(words, dice) for _ in range(4)]
    by = dice.sample(who, min(len(who), dice.randint(3, 5)))
    title = f"{by[0]} {by[1]} {' '.join(said[:5])}"
    quote = f"The {by[0]} and {by[1]} {' '.join(said)} in {by[2]} with {' and '.join(by[3:])} on Monday."
    published = day + timedelta(days=dice.choice((0, 0, 1, 2, 30)))
    headline = f"{by[-1]} {' '.join(dice.sample(said, 5))}"
    article = Article("", published, title=headline, id=str(dice.randrange(n + 40) // 3))
    on, at = Interval(day.isoformat(), day.isoformat()), dice.randrange(2_000)
    end = at + len(quote)
    return Event(str(n), title, quote, at, end, on, on.earliest, "explicit", "event", None, 0.9, None, article)


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(dice.randint(2, 4)))


def _common(words: list[str], dice: random.Random) -> str:
    """One of some words, the first ones far oftener than the last, as in a language."""
    return words[int(len(words) ** dice.random()) - 1]


def _peak() -> int:
    """The most memory this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform != "darwin" else 1024**2)


def measured(kind: str, many: int) -> str:
    """A line on merging so many events of a kind, measured in this process."""
    events = list(told(kind, many, random.Random(7)))
    before, began = _peak(), time.process_time()
    entries = len(merge(events).entries)
    first, after = time.process_time() - began, _peak()
    began = time.process_time()
    merge(events)
    again = time.process_time() - began
    return (
        f"{kind:6} {many:,} events, {entries:,} entries: {first:.1f} s, again {again:.1f} s; "
        f"{after} MB at its peak, {after - before} MB of it by merging"
    )


def main() -> None:
    if sys.argv[1:2] and sys.argv[1] in KINDS:
        print(measured(sys.argv[1], int(sys.argv[2])))
        return
    many = sys.argv[1] if len(sys.argv) > 1 else str(EVENTS)
    for kind in KINDS:  # a process each: the peak of one would hide that of the next
        subprocess.run([sys.executable, __file__, kind, many], check=True)


if __name__ == "__main__":
    main()
