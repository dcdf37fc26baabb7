"""What a site of 50, 1,000, 10,000 and 50,000 entries weighs, and how long writing it takes.

    python tests/benchmarks/site.py [ENTRIES]… [--keep FOLDER]

The entries are made up: words of a vocabulary of thousands, as often as words are, so that they compress as news does.
Sizes are in kilobytes (1,000 bytes) gzipped at level 6. Seconds are processor time of making and writing all files of
all exporters, beside a bare loop that fills one small Jinja template and writes one file for each page; `again` is that
of making them once more where one title changed and the pages of the last time are at hand. Where Chromium and
playwright are there, the first page is opened some times on a phone slowed down four times: requests, layout shift, the
time the main thread was blocked, the 95th percentile of frames while scrolling, and the slowest answer of the filter.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import random
import shutil
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from timeline.edtf import to_edtf
from timeline.exporters import pages, whole
from timeline.exporters.options import Options
from timeline.intervals import Interval
from timeline.model import Article, Entry, Event, Timeline, TimeValue
from timeline.serving import Site
from timeline.writer import write

LOOKS = 5
"""How often the first page is opened and searched; of all figures the least counts."""
SIZES = (50, 1_000, 10_000, 50_000)
FIRST, LAST = date(2004, 1, 1), date(2023, 12, 31)
VOCABULARY = 6_000
SYLLABLES = ("ba", "cor", "den", "el", "fi", "gar", "hal", "in", "jo", "ka", "lin", "mor", "ne", "os", "pel", "qui",
             "ro", "sta", "ter", "ul", "ven", "wes", "xa", "yor", "zin")
SHORT = ("the", "of", "to", "and", "in", "a", "was", "on", "for", "by", "after", "with")
KINDS = ("event",) * 7 + ("statement", "plan", "state")


class Writer:
    """Makes up text, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        words = {"".join(self.chance.choices(SYLLABLES, k=self.chance.choice((1, 2, 2, 3)))) for _ in range(VOCABULARY)}
        self.words = sorted(words)
        self.chance.shuffle(self.words)
        # The nth word is about 1/n times as common as the first: Zipf's law.
        self.often = list(itertools.accumulate(1 / n for n in range(3, len(self.words) + 3)))
        self.outlets = [f"{self.name()} {kind}" for kind in ("Courier", "Radio", "Review") for _ in range(8)]
        self.tags = [" ".join(self.some(self.chance.choice((1, 2)))) for _ in range(60)]

    def some(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.often, k=count)

    def name(self) -> str:
        return " ".join(word.capitalize() for word in self.some(1))

    def sentence(self, least: int, most: int) -> list[str]:
        words = self.some(self.chance.randint(least, most))
        told = [word if self.chance.random() < 0.6 else self.chance.choice(SHORT) for word in words]
        return [self.name(), *told]

    def day(self) -> date:
        """A day, the later the more likely."""
        return FIRST + timedelta(days=int((LAST - FIRST).days * self.chance.random() ** 0.7))

    def interval(self, day: date) -> Interval:
        dice = self.chance.random()
        if dice < 0.8:
            return Interval(day.isoformat(), day.isoformat(), approximate=dice < 0.03)
        if dice < 0.92:
            last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            return Interval(day.replace(day=1).isoformat(), last.isoformat(), "month")
        if dice < 0.95:
            return Interval(f"{day.year}-01-01", f"{day.year}-12-31", "year")
        after = day + timedelta(days=self.chance.randint(2, 300))
        return Interval(day.isoformat(), None if dice > 0.98 else after.isoformat(), "day", False, "day")


def made_up(count: int) -> tuple[Timeline, Options]:
    """A timeline of so many entries from half as many articles, one entry in three told twice or more."""
    writer = Writer()
    chance = writer.chance
    days = sorted(writer.day() for _ in range(count))
    articles = [_article(writer, days[n * 2]) for n in range(count // 2)]
    entries = [_entry(writer, n, day, articles) for n, day in enumerate(days)]
    entries.sort(key=lambda entry: entry.interval.sort_key())
    review = tuple(_event(writer, f"r{n}", None, articles[n]) for n in range(count // 20))
    options = Options(title="A made-up history", description=" ".join(writer.sentence(10, 16)) + ".",
                      articles=tuple(articles))
    chance.shuffle(articles)
    return Timeline(tuple(entries), review), options


def _article(writer: Writer, day: date) -> Article:
    title = " ".join(writer.sentence(4, 8))
    slug = title.replace(" ", "-").lower()
    return Article(title, day + timedelta(days=2), title, url=f"https://news.example/{day:%Y/%m}/{slug}",
                   outlet=writer.chance.choice(writer.outlets), author=f"{writer.name()} {writer.name()}",
                   tags=tuple(writer.chance.choices(writer.tags, k=writer.chance.choice((0, 1, 2)))),
                   evidence="front matter, field date")


def _entry(writer: Writer, n: int, day: date, articles: list[Article]) -> Entry:
    interval = writer.interval(day)
    tellings = writer.chance.choices((1, 2, 3), weights=(66, 24, 10))[0]
    near = [articles[min(n // 2 + i, len(articles) - 1)] for i in range(tellings)]
    events = tuple(_event(writer, f"{n:07x}{i}", interval, article) for i, article in enumerate(near))
    conflict = f"{near[0].outlet} and {near[-1].outlet} name other days." if writer.chance.random() < 0.03 else None
    return Entry(f"{writer.chance.getrandbits(48):012x}", " ".join(writer.sentence(4, 9)), interval, to_edtf(interval),
                 round(writer.chance.betavariate(2, 4), 6), events, conflict)


def _event(writer: Writer, id: str, interval: Interval | None, article: Article) -> Event:
    words = writer.sentence(12, 26)
    at = writer.chance.randrange(1, len(words))
    said = writer.chance.choice(("on Monday", "last week", "on Friday", "yesterday", "two months later", "in May"))
    before = " ".join(words[:at]) + " "
    quote = before + said + " " + " ".join(words[at:]) + "."
    edtf = None if interval is None else to_edtf(interval)
    why = f"'{said}' is counted from the day of publication, {article.day}: {edtf}."
    value = TimeValue(len(before), len(before) + len(said), said, "DATE", edtf or "PAST_REF", None, edtf, interval,
                      "made-up", article.day, why)
    speaker = f"{writer.name()} {writer.name()}" if writer.chance.random() < 0.2 else None
    return Event(id, quote[:60], quote, 0, len(quote), interval, edtf, "relative", writer.chance.choice(KINDS),
                 speaker, 0.8, value, article, why)


# Weights and seconds


def kilobytes(content: bytes) -> float:
    return len(gzip.compress(content, 6, mtime=0)) / 1000


def seconds(timeline: Timeline, options: Options, out: Path) -> tuple[dict[str, bytes], float, float]:
    """The files, and the processor seconds of making and of writing them."""
    began = time.process_time()
    files = whole(timeline, options)
    made = time.process_time()
    write(files, out)
    return files, made - began, time.process_time() - made


def again(timeline: Timeline, options: Options) -> float:
    """Processor seconds of making all files where one entry has another title than the last time."""
    before = Site(None, lambda kept: pages(timeline, replace(options, kept=kept)))
    deque(before.drawn(), 0)
    entries = list(timeline.entries)
    entries[len(entries) // 2] = replace(entries[len(entries) // 2], title="Another title")
    began = time.process_time()
    now = replace(timeline, entries=tuple(entries))
    deque(Site(None, lambda kept: pages(now, replace(options, kept=kept)), before).drawn(), 0)
    return time.process_time() - began


def bare(count: int, out: Path) -> float:
    """Processor seconds of filling one small template and writing one file, so many times."""
    from jinja2 import Environment

    template = Environment(autoescape=True).from_string("<!doctype html><title>{{ n }}</title><h1>{{ title }}</h1>")
    out.mkdir()
    began = time.process_time()
    for n in range(count):
        (out / f"{n}.html").write_bytes(template.render(n=n, title="A title").encode())
    return time.process_time() - began


def row(count: int, folder: Path) -> dict[str, str]:
    """One line of the table for a site of so many entries, which it leaves in `folder`."""
    timeline, options = made_up(count)
    files, making, writing = seconds(timeline, options, folder / "site")
    pages = [path for path in files if path.endswith(".html")]
    plain = bare(len(pages), folder / "bare")
    heaviest = max(pages, key=lambda path: len(files[path]))
    weights = {path: kilobytes(files[path]) for path in {heaviest, *(p for p in pages if not p.startswith("entries/"))}}
    worst = max(weights, key=weights.__getitem__)
    scripts = [path for path in files if path.startswith("search/")]
    return {
        "entries": f"{count:,}", "files": f"{len(files):,}", "first": f"{weights['index.html']:.1f} kB",
        "embed": f"{kilobytes(files['embed/index.html']):.1f} kB", "worst": f"{weights[worst]:.1f} kB {worst}",
        "js": f"{kilobytes(files['assets/timeline.js']):.1f} kB",
        "css": f"{kilobytes(files['assets/timeline.css']):.1f} kB",
        "index": f"{sum(kilobytes(files[path]) for path in scripts):,.0f} kB",
        "to begin": f"{sum(kilobytes(files[path]) for path in scripts if path.endswith('entries.js')):.0f} kB",
        "seconds": f"{making + writing:.2f} ({making:.2f} + {writing:.2f})", "bare loop": f"{plain:.2f}",
        "again": f"{again(timeline, options):.2f}",
    }


# In a browser

SCROLL = """() => new Promise((done) => {
  const frames = []; let last = performance.now(), left = 90;
  const step = (now) => { frames.push(now - last); last = now; scrollBy(0, 160);
    if (--left) requestAnimationFrame(step);
    else done(frames.sort((a, b) => a - b)[Math.floor(frames.length * .95)]); };
  requestAnimationFrame(step); })"""
# Blocking is counted as Lighthouse does, from the first paint on: before it there is nothing to touch.
OBSERVE = """self.told = { shift: 0, get blocked() {
  const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
  const after = (t) => Math.min(t.duration, t.startTime + t.duration - painted);
  return tasks.reduce((sum, t) => sum + Math.max(0, after(t) - 50), 0); } };
const tasks = [];
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) told.shift += e.value; })
  .observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => { tasks.push(...list.getEntries()); })
  .observe({ type: "longtask", buffered: true });"""
FILTER = """async (word) => {
  const form = document.querySelector(".filter"), out = form.querySelector("output");
  const before = out.textContent, began = performance.now();
  form.q.value = word;
  form.q.dispatchEvent(new Event("input", { bubbles: true }));
  while (out.textContent === before && performance.now() - began < 5000) await new Promise((r) => setTimeout(r, 1));
  document.body.getBoundingClientRect();
  return performance.now() - began; }"""


def looked_at(folder: Path) -> dict[str, str]:
    """What a browser makes of the site in `folder`; empty where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return {}
    if chromium is None:
        return {}
    sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
    from conftest import ARGUMENTS, serve

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        looks = next([_looked_at(browser, address, folder) for _ in range(LOOKS)] for address in serve(folder))
        browser.close()
    # What else runs on the machine only ever adds: the least is nearest to the truth.
    least = {name: min(look[name] for look in looks) for name in looks[0]}
    shift = max(look["shift"] for look in looks)
    return {"requests": f"{least['requests']:.0f}", "shift": f"{shift:.3f}", "blocked": f"{least['blocked']:.0f} ms",
            "frame p95": f"{least['frame']:.0f} ms", "filter": f"{least['filter']:.0f} ms"}


def _looked_at(browser, address: str, folder: Path) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.add_init_script(OBSERVE)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address + "index.html", wait_until="load")
    page.wait_for_timeout(500)
    requests = len(asked)
    told = page.evaluate("told")
    frames = page.evaluate(SCROLL)
    shift = page.evaluate("told.shift")
    if (folder / "search.html").exists():
        page.goto(address + "search.html", wait_until="load")
        page.wait_for_function("document.querySelector('.filter output').textContent")
    answers = [page.evaluate(FILTER, word) for word in ("corden", "mor", "bane ro", "zin")]
    page.close()
    return {"requests": requests, "shift": shift, "blocked": told["blocked"], "frame": frames, "filter": max(answers)}


def rows(sizes: list[int], keep: Path | None) -> Iterator[dict[str, str]]:
    for count in sizes:
        # Memory, where the machine has a file system in it: a disk must not be measured.
        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        with tempfile.TemporaryDirectory(dir=memory) as name:
            told = row(count, Path(name))
            yield told | looked_at(Path(name) / "site")
            if keep:
                shutil.copytree(Path(name) / "site", keep / str(count), dirs_exist_ok=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, metavar="ENTRIES")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the sites here")
    given = parser.parse_args()
    for told in rows(given.sizes or list(SIZES), given.keep):
        print("\n".join(f"{name:>10}  {value}" for name, value in told.items()), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
