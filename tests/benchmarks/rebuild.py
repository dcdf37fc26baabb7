"""What a rebuild costs beside a cold build, and how much memory each takes.

    python tests/benchmarks/rebuild.py [ARTICLES] [--jobs N] [--keep FOLDER]

So many made-up articles of some 3,000 characters are built, built again as they are, with one of them changed, and
once more without the cache. Each build is a process of its own; seconds are its processor time (with several jobs,
that of all its processes), memory is the most it held at once, in megabytes.
The rebuilt site must be that of the cold build, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

ARTICLES = 5_000
SIZE = 3_000
"""Characters of an article, about."""
FIRST, LAST = date(2004, 1, 1), date(2023, 12, 31)
SYLLABLES = ("bar", "cor", "den", "el", "fin", "gar", "hal", "in", "jo", "ka", "lin", "mor", "ne", "os", "pel", "quar",
             "ro", "sta", "ter", "ul", "ven", "wes", "yor", "zin")
THINGS = ("bridge", "ferry", "hospital", "library", "school", "museum", "harbour", "mine", "station", "theatre",
          "factory", "stadium", "archive", "tunnel", "market")
BODIES = ("council", "ministry", "court", "union", "commission", "committee", "parliament", "company")
DID = ("opened the {thing} in {place}", "closed the {thing} in {place}", "voted to sell the {thing} of {place}",
       "arrested {count} people near the {thing} in {place}", "rejected the plan for a {thing} in {place}",
       "signed a contract with {person} for the {thing}", "fined the owners of the {thing} in {place}",
       "elected {person} as its head", "moved its office from {place} to {other}",
       "ordered an inquiry into the fire at the {thing} in {place}")
DULL = ("Residents of {place} are divided about the {thing}.", "The {thing} is one of the oldest in the region.",
        "“It was a long way,” said {person}.", "Many of them depend on the {thing} for their work.",
        "There is little agreement about what should follow.", "{person} did not wish to comment on the matter.",
        "Others, among them {person}, see a chance in it for {place} and for {other}.",
        "The costs are a matter of dispute, and nobody knows who will bear them.")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
VAGUE = ("yesterday", "last week", "two years ago", "last month", "three months earlier", "the following day")


class Newsroom:
    """Makes up articles, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        # Few places and people, so that many articles tell of the same.
        self.places, self.people = [self._name() for _ in range(400)], [self._person() for _ in range(900)]

    def article(self) -> tuple[str, date, str]:
        """A headline, the day it was published and the text."""
        day = FIRST + timedelta(days=self.chance.randrange((LAST - FIRST).days))
        told: list[str] = []
        while sum(map(len, told)) < SIZE:
            told.append(" ".join(self._sentence(day) for _ in range(self.chance.randint(2, 4))))
        headline = self._filled(self.chance.choice(DID))
        return headline[0].upper() + headline[1:], day, "\n\n".join(told)

    def _sentence(self, day: date) -> str:
        if self.chance.random() < 0.82:
            return self._filled(self.chance.choice(DULL))
        told = f"the {self.chance.choice(BODIES)} {self._filled(self.chance.choice(DID))}"
        when = self._when(day)
        return f"{when[0].upper()}{when[1:]}, {told}." if self.chance.random() < 0.5 else f"T{told[1:]} {when}."

    def _when(self, day: date) -> str:
        dice = self.chance.random()
        if dice < 0.35:
            return f"on {self.chance.choice(WEEKDAYS)}"
        if dice < 0.5:
            return self.chance.choice(VAGUE)
        before = day - timedelta(days=int(3000 * self.chance.random() ** 3))
        if dice < 0.85:
            return f"on {before.day} {MONTHS[before.month - 1]} {before.year}"
        return f"in {MONTHS[before.month - 1]} {before.year}" if dice < 0.95 else f"in {before.year}"

    def _filled(self, form: str) -> str:
        pick = self.chance.choice
        return form.format(thing=pick(THINGS), place=pick(self.places), other=pick(self.places),
                           person=pick(self.people), count=self.chance.randint(3, 90))

    def _name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.choice((2, 3)))).capitalize()

    def _person(self) -> str:
        return f"{self._name()} {self._name()}"


def fill(folder: Path, count: int) -> Path:
    """Writes articles into a folder, hundreds in each of its own; gives the last of them."""
    newsroom = Newsroom()
    for n in range(count):
        title, day, text = newsroom.article()
        path = folder / f"{n // 500:03}" / f"{n:05}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {title}\ndate: {day}\noutlet: {newsroom.places[n % 9]} Courier\n---\n\n{text}\n")
    return path


def built(home: Path, *arguments: str) -> tuple[float, float, float]:
    """Processor seconds, seconds on the wall and the most megabytes of one build."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "timeline", "build", "articles", "--quiet", *arguments]
    process = subprocess.Popen(command, cwd=home, env=os.environ | {"SOURCE_DATE_EPOCH": "1700000000"})
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build ended with {process.returncode}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024


def alike(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files with the same bytes."""
    mine, others = ({path.relative_to(top) for path in top.rglob("*") if path.is_file()} for top in (one, other))
    return mine == others and all((one / path).read_bytes() == (other / path).read_bytes() for path in mine)


def measured(home: Path, count: int, jobs: int) -> Iterator[str]:
    """A line for each build."""
    changed, told = fill(home / "articles", count), ("--jobs", str(jobs))
    cold = built(home, *told)
    yield _line("cold", cold)
    yield _line("unchanged", same := built(home, *told)) + _beside(same, cold)
    # What was added when is known to the site before alone: the cold build gets that too.
    shutil.copytree(home / "site", home / "anew")
    changed.write_text(changed.read_text() + "\nThe ferry to Aldmere was sold on 3 May 2016.\n")
    yield _line("one changed", one := built(home, *told)) + _beside(one, cold)
    yield _line("no cache", built(home, *told, "--no-cache", "--out", "anew"))
    yield "the bytes are those of a cold build" if alike(home / "site", home / "anew") else "THE BYTES DIFFER"


def _beside(one: tuple[float, float, float], cold: tuple[float, float, float]) -> str:
    return f", {one[0] / cold[0]:.3f} of the cold one"


def _line(name: str, took: tuple[float, float, float]) -> str:
    return f"{name:>12}: {took[0]:6.1f} s of processor, {took[1]:6.1f} s on the wall, {took[2]:5.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", nargs="?", type=int, default=ARTICLES, metavar="ARTICLES")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that find events")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave articles and sites here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.keep or Path(folder)
        for line in measured(home, given.articles, given.jobs):
            print(line, flush=True)


if __name__ == "__main__":
    main()
