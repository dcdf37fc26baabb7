"""Pages kept from the last time: whatever changed since, the site is byte for byte the one drawn anew."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_timeline import many, sample

from timeline.edtf import from_edtf
from timeline.exporters import pages, whole
from timeline.exporters.kept import Kept, Span, runs
from timeline.exporters.options import Options
from timeline.model import Article, Entry, Timeline, Written

Made = tuple[Timeline, Options]
SMALL, LARGE = sample(), many(240)


class Shelf(Kept):
    """The files of one build, and which pages the next found among them and which it did not; `reused` says how many
    pieces it took of each file."""

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, bytes] = {}
        self.known: dict[str, str] = {}
        self.known_spans: dict[str, tuple[str, list[Span]]] = {}
        self.keys: dict[str, str] = {}
        self.spans: dict[str, tuple[str, list[Span]]] = {}
        self.found: list[str] = []
        self.missed: list[str] = []
        self.reused: dict[str, int] = {}

    def stands(self, path: str, key: str) -> bool:
        self.keys[path] = key
        stands = self.known.get(path) == key
        (self.found if stands else self.missed).append(path)
        if stands and path in self.known_spans:
            self.spans[path] = self.known_spans[path]
        return stands

    def content(self, path: str) -> bytes:
        return self.files[path]

    def pieces(self, path: str, frame: str) -> Mapping[str, bytes]:
        then, spans = self.known_spans.get(path, ("", []))
        return {key: self.files[path][start:end] for key, start, end in spans} if then == frame else {}

    def keep_pieces(self, path: str, frame: str, spans: Iterable[Span]) -> None:
        spans = list(spans)
        self.spans[path] = frame, spans
        then, before = self.known_spans.get(path, ("", []))
        bytes.fromhex(frame + "".join(span.key for span in spans))  # the cache holds them so
        self.reused[path] = len({span.key for span in before} & {span.key for span in spans}) if then == frame else 0

    def again(self) -> Shelf:
        """The same files, of which nothing was asked yet."""
        fresh = Shelf()
        fresh.files, fresh.known, fresh.known_spans = self.files, self.known, self.known_spans
        return fresh

    @classmethod
    def of(cls, made: Made) -> Shelf:
        """The files of a site."""
        timeline, options = made
        first, then = cls(), cls()
        then.files = whole(timeline, replace(options, kept=first))
        then.known, then.known_spans = first.keys, first.spans
        return then

    def whole(self, made: Made) -> dict[str, bytes]:
        """The files of a site, those that stand among them."""
        timeline, options = made
        made_now = pages(timeline, replace(options, kept=self))
        return {path: self.content(path) if content is None else content for path, content in made_now}


def entry_changed(made: Made, at: int, change: Callable[[Entry], Entry]) -> Made:
    entries = list(made[0].entries)
    entries[at] = change(entries[at])
    return replace(made[0], entries=tuple(sorted(entries, key=lambda each: each.interval.sort_key()))), made[1]


def article_changed(made: Made, at: int, **values: object) -> Made:
    """The same where an article that told of the entry is another, of the same id."""
    timeline, options = made
    old = timeline.entries[at].articles[0]
    new = replace(old, id=old.id, **values)

    def told(entry: Entry) -> Entry:
        return replace(entry, events=tuple(
            replace(event, article=new) if event.article.id == old.id else event for event in entry.events))

    articles = tuple(new if each.id == old.id else each for each in options.articles)
    return replace(timeline, entries=tuple(map(told, timeline.entries))), replace(options, articles=articles)


def without(made: Made, at: int) -> Made:
    entries = made[0].entries
    return replace(made[0], entries=entries[:at] + entries[at + 1:]), made[1]


def with_event_changed(made: Made, at: int, **values: object) -> Made:
    return entry_changed(made, at, lambda each: replace(each, events=(
        replace(each.events[0], **values), *each.events[1:])))


SILENT = Article("Nothing here.", LARGE[1].articles[0].published, "Silence", evidence="file name")
CHANGES: dict[str, Callable[[Made, int], Made]] = {
    "nothing": lambda made, at: made,
    "a title": lambda made, at: entry_changed(made, at, lambda each: replace(each, title="Of <another> name")),
    "a date": lambda made, at: entry_changed(
        made, at, lambda each: replace(each, interval=from_edtf("2012-05"), edtf="2012-05")),
    "a note": lambda made, at: entry_changed(made, at, lambda each: replace(each, note="Look again.")),
    "a tag": lambda made, at: entry_changed(made, at, lambda each: replace(each, own_tags=("A new tag",))),
    "a conflict": lambda made, at: entry_changed(made, at, lambda each: replace(each, conflict="They disagree.")),
    "what an editor wrote": lambda made, at: entry_changed(
        made, at, lambda each: replace(each, written=(Written("w", "A *body*.", "plan", "de"),))),
    "importance": lambda made, at: entry_changed(made, at, lambda each: replace(each, importance=0.999)),
    "a speaker": lambda made, at: with_event_changed(made, at, attribution="a neighbour"),
    "why": lambda made, at: with_event_changed(made, at, explanation="For another reason."),
    "what was marked": lambda made, at: with_event_changed(made, at, expression=None),
    "one entry less": without,
    "one article more": lambda made, at: (made[0], replace(made[1], articles=(*made[1].articles, SILENT))),
    "the title of an article": lambda made, at: article_changed(made, at, title="Another heading"),
    "an outlet": lambda made, at: article_changed(made, at, outlet="The Other Paper"),
    "the tags of an article": lambda made, at: article_changed(made, at, tags=("Fresh", "tag 1")),
    "an address": lambda made, at: article_changed(made, at, url="javascript:alert(1)"),
    "how an article was dated": lambda made, at: article_changed(made, at, evidence="a guess"),
    "the text of an article": lambda made, at: article_changed(made, at, text="All new.\nTwo lines."),
    "nothing for review": lambda made, at: (replace(made[0], review=()), made[1]),
    "the title of all": lambda made, at: (made[0], replace(made[1], title="Renamed")),
    "the description": lambda made, at: (made[0], replace(made[1], description="In short & more.")),
    "the language": lambda made, at: (made[0], replace(made[1], language="fr")),
    "the address": lambda made, at: (made[0], replace(made[1], base_url="https://user.example/new/")),
    "whole texts": lambda made, at: (made[0], replace(made[1], full_text=True)),
    "an exporter left out": lambda made, at: (made[0], replace(made[1], exporters=frozenset({"site", "atom"}))),
}


@functools.cache
def kept_of_large() -> Shelf:
    """The pages of the large site, kept once for all that change it."""
    return Shelf.of(LARGE)


def same_as_drawn(before: Made, after: Made) -> Shelf:
    """The pages kept, after it was held that they change nothing."""
    shelf = kept_of_large().again() if before is LARGE else Shelf.of(before)
    kept, drawn = shelf.whole(after), whole(*after)
    assert [path for path in {*kept, *drawn} if kept.get(path) != drawn.get(path)] == []
    return shelf


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_to_a_large_site_is_seen_on_every_page(change):
    same_as_drawn(LARGE, CHANGES[change](LARGE, 57))


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 11)), min_size=1, max_size=4))
def test_changes_to_a_site_are_seen_on_every_page(changes):
    after = SMALL
    for name, at in changes:
        after = CHANGES[name](after, min(at, len(after[0].entries) - 1))
    same_as_drawn(SMALL, after)


def test_where_nothing_changed_no_page_is_drawn_that_has_a_key():
    shelf = same_as_drawn(LARGE, LARGE)
    assert shelf.missed == []
    assert len(shelf.found) > len(LARGE[0].entries) * 1.5


def test_where_one_title_changed_few_pages_are_drawn():
    shelf = same_as_drawn(LARGE, CHANGES["a title"](LARGE, 57))
    entries = [path for path in shelf.missed if path.startswith("entries/")]
    # Its own, those before and after it, and the other of its article.
    assert 3 <= len(entries) <= 4
    assert len(shelf.missed) < 10


def test_one_article_more_leaves_the_pages_of_entries_as_they_are():
    shelf = same_as_drawn(LARGE, CHANGES["one article more"](LARGE, 57))
    assert [path for path in shelf.missed if path.startswith(("entries/", "tags/", "outlets/"))] == []


@pytest.mark.parametrize(("change", "most"), [
    ("nothing", 0), ("a title", 1), ("the title of all", 0), ("one entry less", 1), ("the title of an article", 2),
])
def test_files_of_all_entries_are_made_of_those_of_before(change, most):
    shelf = same_as_drawn(LARGE, CHANGES[change](LARGE, 57))
    for path in ("events.json", "events.csv", "timelinejs.json", "timeline.ics"):
        runs = len(shelf.spans[path][1])
        assert runs >= len(LARGE[0].entries) // 256
        assert 0 <= runs - shelf.reused[path] <= most, path


def test_runs_end_where_they_ended_before():
    entries = many(3000)[0].entries
    before = [key for key, _ in runs(entries, Shelf())]
    without = [key for key, _ in runs(entries[:700] + entries[701:], Shelf())]
    assert len(before) > 25
    assert len({*before} - {*without}) <= 2
    assert tuple(entry for _, run in runs(entries, Shelf()) for entry in run) == entries
    assert tuple(entry for _, run in runs(entries, None) for entry in run) == entries


def test_pages_of_many_entries_are_made_of_those_of_before():
    shelf = same_as_drawn(LARGE, CHANGES["one entry less"](LARGE, 57))
    drawn = [path for path in shelf.missed if path.startswith("years/")]
    # All show how many entries each year has; their own stay as they were on all pages but one.
    assert len(drawn) > 2
    assert sorted(shelf.reused[path] for path in drawn)[0] == 0
    assert {shelf.reused[path] for path in drawn} == {0, 2}
    assert sum(shelf.reused[path] == 0 for path in drawn) == 1


@pytest.mark.parametrize("options", [{"language": "de"}, {"base_url": "https://user.example/new/"}])
def test_another_frame_makes_every_piece_anew(options):
    shelf = same_as_drawn(LARGE, (LARGE[0], replace(LARGE[1], **options)))
    assert shelf.reused["timelinejs.json"] == shelf.reused["timeline.ics"] == 0
    assert shelf.reused["events.json"] == len(shelf.spans["events.json"][1])


CURIOUS = {
    "entry.html": "{% extends 'default/entry.html' %}{% block masthead %}{{ entry_count }} {{ item.rank }} "
                  "{{ item.number }}{{ item.tellings[0].event.confidence }}{% endblock %}",
    "year.html": "{% extends 'default/year.html' %}{% block masthead %}{% for each in leaves %}"
                 "{{ each.items | map(attribute='title') | join(';') }}{% endfor %}{% endblock %}",
    "source.html": "{% extends 'default/source.html' %}{% block opening %}{{ source.article.text }}{{ span }}"
                   "{% endblock %}",
}


@pytest.fixture
def theme(tmp_path: Path) -> Path:
    """A theme that shows what ours does not."""
    for name, content in CURIOUS.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("change", ["a title", "importance", "one entry less", "the text of an article", "a date"])
def test_a_theme_may_show_anything(theme, change):
    made = LARGE[0], replace(LARGE[1], templates=theme)
    same_as_drawn(made, CHANGES[change](made, 57))


def test_another_theme_is_seen_and_so_is_a_change_to_it(theme):
    timeline, options = LARGE
    same_as_drawn(LARGE, (timeline, replace(options, templates=theme)))
    shelf = Shelf.of((timeline, replace(options, templates=theme)))
    (theme / "partial.html").write_text("new", encoding="utf-8")
    (theme / "entry.html").write_text("{% include 'partial.html' %}", encoding="utf-8")
    now = timeline, replace(options, templates=theme)
    assert shelf.whole(now) == whole(*now)


def test_a_word_changed_changes_the_pages_that_were_kept(theme):
    (theme / "words").mkdir()
    (theme / "words" / "en.toml").write_text('[entry]\nhow = "Whence"', encoding="utf-8")
    now = LARGE[0], replace(LARGE[1], templates=theme)
    shelf = Shelf.of(now)
    (theme / "words" / "en.toml").write_text('[entry]\nhow = "Wherefrom"', encoding="utf-8")
    kept = shelf.whole(now)
    assert kept == whole(*now)
    assert any(b"Wherefrom" in page for page in kept.values())
    assert not any(b"Whence" in page for page in kept.values())
