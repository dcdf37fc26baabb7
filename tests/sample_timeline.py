"""A made-up timeline for tests of what comes after merging: every shape of date, every kind, a conflict, a review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from timeline.edtf import from_edtf, to_edtf
from timeline.exporters.options import Options
from timeline.exporters.words import catalogue
from timeline.model import Article, Entry, Event, Timeline, TimeValue, event_id


@dataclass(frozen=True, slots=True)
class Told:
    """One telling: `sentence` has the time expression in brackets, none where the sentence holds none."""

    sentence: str
    edtf: str | None
    title: str
    explanation: str
    kind: str = "event"
    attribution: str | None = None


ENGLISH = catalogue("en")
VALE = {"outlet": "Vale Courier", "url": "https://vale.example/news/", "author": "Ines Faro",
        "tags": ("Harbour bridge",)}
RADIO = {"outlet": "Radio Tamsin", "url": "https://radio.example/", "tags": ("Harbour bridge", "Tolls")}
GRID = {"outlet": "The Lantern", "url": "https://lantern.example/a?b=1&c=2", "tags": ("Power grid",)}


def article(published: str, title: str, told: Iterable[Told], **more: object) -> tuple[Article, tuple[Event, ...]]:
    """An article of the tellings' sentences one after the other, and its events with true offsets."""
    told = tuple(told)
    text = "\n".join(each.sentence.replace("[", "").replace("]", "") for each in told)
    when = date.fromisoformat(published) if "T" not in published else datetime.fromisoformat(published)
    made = Article(text, when, title, evidence="front matter, field date", **more)
    return made, tuple(event(made, each) for each in told)


def event(source: Article, told: Told) -> Event:
    """The event a telling gives, in an article that holds its sentence."""
    quote = told.sentence.replace("[", "").replace("]", "")
    start = source.text.index(quote)
    interval = None if told.edtf is None else from_edtf(told.edtf)
    expression = None
    if "[" in told.sentence:
        first, last = told.sentence.index("["), told.sentence.index("]") - 1
        expression = TimeValue(start + first, start + last, quote[first:last], "DATE", told.edtf or "PAST_REF", None,
                               told.edtf, interval, "sample", source.day, told.explanation)
    return Event(event_id(source, quote, told.edtf or ""), told.title, quote, start, start + len(quote), interval,
                 None if interval is None else to_edtf(interval), "relative" if expression else "inherited", told.kind,
                 told.attribution, 0.8, expression, source, told.explanation)


def entry(*events: Event, conflict: str | None = None, importance: float = 0.5) -> Entry:
    """An entry of these tellings, dated as the first."""
    best = events[0]
    assert best.interval is not None
    assert best.edtf is not None
    return Entry(best.id, best.title, best.interval, best.edtf, importance, events, conflict)


def sample() -> tuple[Timeline, Options]:
    """The timeline and the options it is shown with; one article of the options gave nothing."""
    survey, (founded, opened) = article("2014-03-09", "A hundred years over the water", [
        Told("The crossing was planned as early as [the 1890s], when ferries could no longer cope.", "189X",
             "Crossing planned as ferries can no longer cope", "'the 1890s' names the decade.", "plan"),
        Told("It opened to carts [about 1911] and to motor cars later.", "1911~", "Bridge opens to carts",
             "'about 1911' names the year, and says it is not exact."),
    ], **VALE)
    closure, (closed, since, works) = article("2014-04-03", "Bridge shut to lorries after cracks are found", [
        Told("Inspectors closed the harbour bridge to lorries [on Tuesday] after a routine walk turned up eleven "
             "cracks in the hangers.", "2014-04-01", "Inspectors close the harbour bridge to lorries",
             "'Tuesday' is the latest Tuesday on or before publication, 3 April 2014: 1 April 2014."),
        Told("Lorries have been sent round by the valley road [since April].", "2014-04/..",
             "Lorries are sent round by the valley road",
             "'since April' runs from the April of publication on, without a known end.", "state"),
        Told("Repairs are to take place [from 2 to 20 June], the harbour office said.", "2014-06-02/2014-06-20",
             "Repairs to take place in June", "'from 2 to 20 June' names both days; the year is that of publication.",
             "plan", "the harbour office"),
    ], **VALE)
    radio, (closed_too,) = article("2014-04-04T18:30:00+02:00", "“Eleven cracks”: what the inspectors saw", [
        Told("It was on [Wednesday] that the bridge was closed to lorries, a spokesman told Radio Tamsin.",
             "2014-04-02", "Bridge closed to lorries",
             "'Wednesday' is the latest Wednesday on or before publication, 4 April 2014.",
             attribution="a spokesman"),
    ], **RADIO)
    toll, (vote, toll_plan, doubt) = article("2015-09-10", "Council votes for a toll", [
        Told("The council voted 31 to 14 for a temporary toll [yesterday].", "2015-09-09",
             "Council votes 31 to 14 for a temporary toll",
             "'yesterday' is the day before publication, 9 September 2015."),
        Told("The toll will be lifted [by the end of 2017] at the latest.", "[..2017]", "Toll to be lifted",
             "'by the end of 2017' is a moment on or before the last day of 2017.", "plan"),
        Told("A second crossing has been talked of [for some time].", None, "A second crossing is talked of",
             "'for some time' says neither when it began nor for how long."),
    ], **RADIO)
    grid, (warned, spring, failed, ordered) = article("2016-04-20", "How the lights went out", [
        Told("“We were warned,” the utility’s director said [on Monday]; “nobody wrote it down.”", "2016-04-18",
             "Utility says it was warned", "'Monday' is the latest Monday on or before publication: 18 April 2016.",
             "statement", "the utility’s director"),
        Told("Demand had risen by a third [in the spring], the utility said.", "2016-21",
             "Demand for power rises by a third", "'the spring' is the spring of the year of publication, 2016."),
        Told("The transformer failed [on 11 and 12 April], leaving the old town dark for two nights.",
             "2016-04-11/2016-04-12", "Transformer fails and leaves the old town dark for two nights",
             "'11 and 12 April' names both days; the year is that of publication."),
        Told("A replacement was ordered [around March], the papers show.", "2016-03~",
             "Replacement transformer ordered",
             "'around March' is the March of the year of publication, and says it is not exact."),
    ], **GRID)
    review, (year, stretch) = article("2016-12-19", "The year the harbour stood still", [
        Told("[2016] will be remembered as the year the harbour stood still.", "2016", "The harbour stands still",
             "'2016' names the year."),
        Told("Work on the bridge ran [from spring 2014 to November 2016].", "2014-21/2016-11",
             "Bridge works run for more than two years", "'from spring 2014 to November 2016' names both ends."),
    ], outlet="Vale Courier")
    silent = Article("A recipe for harbour soup.", datetime(2016, 5, 1, tzinfo=UTC), "Soup", evidence="file name")
    entries = [entry(founded), entry(opened), entry(stretch), entry(since), entry(works),
               entry(closed, closed_too, conflict="Vale Courier says 1 April 2014, Radio Tamsin 2 April 2014."),
               entry(vote), entry(toll_plan), entry(failed), entry(spring), entry(warned), entry(ordered), entry(year)]
    entries.sort(key=lambda each: each.interval.sort_key())
    options = Options(title="The harbour bridge", articles=(survey, closure, radio, toll, grid, review, silent),
                      description="Eleven cracks, a toll and two dark nights: a town nearly loses its only crossing.")
    return Timeline(tuple(entries), (doubt,)), options


def many(count: int = 400, *, begin: int = 2010, over: int = 4) -> tuple[Timeline, Options]:
    """Too many entries for one page, two from an article, over so many years; of words that never repeat, since what
    repeats weighs nothing."""
    entries, articles = [], []
    for n in range(0, count, 2):
        year, month = begin + n * over // count, n % 12 + 1
        names = " ".join(_word(n, size) for size in range(40, 60, 5))
        told = [Told(f"The {_word(n, 7)} was moved [in {year}] by {names} {each}.",
                     f"{year}-{month:02d}-{n % 28 + 1:02d}" if n % 10 else f"{year}", f"{each.title()} {_word(n, 5)}",
                     f"'in {year}' names the year; {_word(n, 30)}.", "plan" if n % 6 == 0 else "event")
                for each in ("first", "second")]
        made, events = article(f"{year + 1}-01-01", f"Report {_word(n, 6)}", told, outlet=f"Outlet {n % 7}",
                               tags=(f"tag {n % 5}",), url=f"https://news.example/{n}")
        articles.append(made)
        entries += [entry(each, importance=(n * 37 % count) / count) for each in events]
    entries.sort(key=lambda each: each.interval.sort_key())
    return Timeline(tuple(entries)), Options(title="Many", articles=tuple(articles))


def _word(n: int, length: int) -> str:
    """A word that no other number gives, of letters alone."""
    letters = sha256(f"{n} {length}".encode()).hexdigest() * 2
    return letters[:length].translate(str.maketrans("0123456789", "ghijklmnop"))
