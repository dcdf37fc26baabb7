"""The sample story: complete, honest about being one, true to the calendar, and a site worth looking at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

import timeline

SEEDS = Path(__file__).parents[1] / "seeds"
TITLE = "NATO and Russia, 2014–2016"


def dispatches() -> Iterator[tuple[str, date, str, bool]]:
    """Each dispatch: where it stands, its day, its text, and whether it says that it is a sample."""
    for path in sorted(SEEDS.iterdir()):
        source = path.read_text("utf-8")
        if path.suffix == ".md":
            _, front, text = source.split("---\n", 2)
            told = yaml.safe_load(front)
            yield path.name, told["date"], text, told["sample"] is True and "(sample)" in told["outlet"]
        elif path.suffix == ".txt":
            yield path.name, date.fromisoformat(path.name[:10]), source, source.rstrip().endswith("(sample)")
        elif path.suffix == ".jsonl":
            for line in source.splitlines():
                told = json.loads(line)
                marked = told["sample"] is True and "(sample)" in told["outlet"]
                yield told["id"], date.fromisoformat(told["published"]), told["text"], marked


DISPATCHES = {name: (published, text, marked) for name, published, text, marked in dispatches()}
EACH = pytest.mark.parametrize("name", DISPATCHES)


def test_enough_of_them() -> None:
    assert len(DISPATCHES) >= 14


@EACH
def test_a_dispatch_has_its_length_its_years_and_its_mark(name: str) -> None:
    published, text, marked = DISPATCHES[name]
    assert 120 <= len(text.split()) <= 300
    assert 2014 <= published.year <= 2016
    assert marked


# What the relative expressions of the seeds mean, by hand and by calendar: (day of publication, words round the
# expression, day meant). A dispatch that is reworded takes its line along.
MEANT = [
    ("2014-04-02", "cooperation with Russia on [Tuesday]", "2014-04-01"),
    ("2014-04-02", "annexed Crimea [last month]", "2014-03"),
    ("2014-04-06", "cooperation with Russia on [Tuesday]", "2014-04-01"),
    ("2014-04-06", "annexed Crimea [last month]", "2014-03"),
    ("2014-06-03", "met in Brussels [yesterday]", "2014-06-02"),
    ("2014-06-03", "will take office on [Saturday]", "2014-06-07"),
    ("2014-09-05", "Readiness Action Plan in Newport on [Friday]", "2014-09-05"),
    ("2014-09-05", "The Wales summit opened on [Thursday]", "2014-09-04"),
    ("2014-09-07", "protocol in Minsk on [Friday]", "2014-09-05"),
    ("2014-09-07", "by telephone on [Wednesday]", "2014-09-03"),
    ("2015-02-12", "new ceasefire in Minsk on [Thursday]", "2015-02-12"),
    ("2015-02-12", "regions will take effect on [Sunday]", "2015-02-15"),
    ("2015-02-12", "travelled to Moscow [last Friday]", "2015-02-06"),
    ("2015-02-12", "signed in Minsk [last September]", "2014-09"),
    ("2015-02-13", "in Minsk [yesterday]", "2015-02-12"),
    ("2015-02-13", "will take effect [the day after tomorrow]", "2015-02-15"),
    ("2015-11-24", "near the Syrian border on [Tuesday]", "2015-11-24"),
    ("2015-11-24", "visit Turkey [tomorrow]", "2015-11-25"),
    ("2015-11-25", "near the Syrian border [yesterday]", "2015-11-24"),
    ("2015-12-02", "On [Wednesday] NATO foreign ministers invited", "2015-12-02"),
    ("2015-12-02", "shot down a Russian Su-24 [eight days ago]", "2015-11-24"),
    ("2015-12-02", "in Warsaw [next July]", "2016-07"),
    ("2015-12-03", "join the alliance [yesterday]", "2015-12-02"),
    ("2015-12-03", "shot down a Russian Su-24 [nine days ago]", "2015-11-24"),
    ("2015-12-03", "On [Tuesday] NATO foreign ministers promised", "2015-12-01"),
    ("2016-04-14", "in the Baltic Sea on [Monday]", "2016-04-11"),
    ("2016-04-14", "[A day later] Russian Su-24 jets", "2016-04-12"),
    ("2016-04-14", "film of the overflights [yesterday]", "2016-04-13"),
    ("2016-04-14", "meet in Brussels [next Wednesday]", "2016-04-20"),
    ("2016-04-17", "meet in Brussels on [Wednesday]", "2016-04-20"),
    ("2016-04-17", "a Russian Su-24 [last November]", "2015-11"),
    ("2016-04-20", "met in Brussels on [Wednesday]", "2016-04-20"),
    ("2016-04-21", "met in Brussels [yesterday]", "2016-04-20"),
    ("2016-04-21", "[Last November] Turkey shot down", "2015-11"),
    ("2016-07-09", "agreed in Warsaw on [Friday]", "2016-07-08"),
    ("2016-07-09", "The Warsaw summit ended on [Saturday]", "2016-07-09"),
    ("2016-07-09", "meet in Brussels [next Wednesday]", "2016-07-13"),
    ("2016-07-14", "met in Brussels [yesterday]", "2016-07-13"),
    ("2016-07-14", "which ended on [Saturday]", "2016-07-09"),
    ("2016-12-20", "met in Brussels on [Monday]", "2016-12-19"),
    ("2016-12-20", "sanctions against Russia [yesterday]", "2016-12-19"),
]


@pytest.mark.parametrize(("published", "told", "meant"), MEANT)
def test_the_relative_expressions_say_what_is_true(published: str, told: str, meant: str) -> None:
    (text,) = [text for day, text, _ in DISPATCHES.values() if str(day) == published]
    before, phrase, _ = re.split(r"[\[\]]", told)
    words = re.sub(r"[\[\]]", "", told)
    assert text.count(words) == 1
    start = text.index(words) + len(before)
    values = [value for value in timeline.tag(text, date.fromisoformat(published))
              if value.start < start + len(phrase) and start < value.end]
    assert [value.value for value in values] == [meant]


def test_the_calendar_agrees_with_the_table() -> None:
    """A weekday in the table names that weekday, so that a slip of ours is not blamed on the tagger."""
    for _, told, meant in MEANT:
        phrase = re.split(r"[\[\]]", told)[1]
        if phrase.split()[-1].endswith("day") and phrase.split()[-1] != "yesterday":
            assert date.fromisoformat(meant).strftime("%A") == phrase.split()[-1]


KEY_DAYS = ["2014-04-01", "2014-06-02", "2014-09-05", "2015-02-12", "2015-11-24", "2015-12-02", "2016-04-11",
            "2016-04-12", "2016-04-20", "2016-07-08", "2016-07-13", "2016-12-19"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds") / "site"
    timeline.build([SEEDS], out, title=TITLE)
    return out


@pytest.fixture(scope="module")
def entries(site: Path) -> list[dict]:
    return json.loads((site / "events.json").read_text("utf-8"))["entries"]


def test_the_site_carries_the_title_of_the_story(site: Path) -> None:
    assert f"<title>{TITLE}" in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("day", KEY_DAYS)
def test_a_key_day_has_its_entry(entries: list[dict], day: str) -> None:
    assert day in {entry["edtf"] for entry in entries}


def test_what_several_outlets_tell_is_one_entry(entries: list[dict]) -> None:
    shared = [entry["edtf"] for entry in entries if len({event["article"]["id"] for event in entry["events"]}) > 1]
    assert len(shared) >= 3
    assert {"2014-04-01", "2015-11-24", "2015-12-02", "2016-04-20"} <= set(shared)
