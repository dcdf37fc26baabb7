"""The editor's word: what a file of edits says, what it does to a timeline, and events written by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.articles import ByHand, read_sources
from timeline.edits import Edit, NotUnderstood, apply, dated, entries, read_edits, read_file, vanished
from timeline.edits.writing import QUOTE, shortened, with_edit
from timeline.edtf import from_edtf, to_edtf
from timeline.errors import CODES, InputError
from timeline.exporters.prose import LONGEST, MOST_MARKS, to_html
from timeline.model import Article, Entry, Event, Timeline, Written, edtf_of

RADIO = Article("", date(2024, 9, 5), "Bridge down", id="radio", outlet="Radio Vale", tags=("bridge",))
COAST = Article("", date(2024, 9, 6), "After the fall", id="coast", outlet="Coast Daily", tags=("harbour",))
TIDE = Article("", date(2024, 9, 8), "Counting", id="tide", outlet="Morning Tide")


def event(id: str, article: Article, edtf: str | None, title: str) -> Event:
    interval = None if edtf is None else from_edtf(edtf)
    quote = f"{title} in Kestrel, {article.outlet} reported at some length."
    return Event(
        id, title, quote, 0, len(quote), interval, edtf_of(interval), "explicit", "event", None, 0.9, None, article
    )


FALL = event("fall", RADIO, "2024-09-04", "Bridge falls")
FALL_TOO = event("fall2", COAST, "2024-09-04", "Span collapses")
FALL_LATE = event("fall3", TIDE, "2024-09-05", "Bridge comes down")
SCHOOL = event("school", COAST, "2024-09", "School opens")
PIER = event("pier", TIDE, "2024-09-07", "Pier closes")
RECENT = event("recent", TIDE, "[..2024-09-08]", "Mayor resigns")
VAGUE = event("vague", COAST, None, "Ferry sinks")


def entry(*events: Event, importance: float = 0.5) -> Entry:
    first = events[0]
    assert first.interval is not None
    return Entry(first.id, first.title, first.interval, to_edtf(first.interval), importance, events)


FERRY = Entry(
    "ferry",
    "Ferry founded",
    from_edtf("1888"),
    "1888",
    1.0,
    (),
    approved=True,
    written=(Written("ferry", "*Two* boats."),),
)
LINE = Timeline(
    (FERRY, entry(SCHOOL), entry(FALL, FALL_TOO, FALL_LATE, importance=0.8), entry(PIER)),
    (RECENT, VAGUE),
)


def told(timeline: Timeline) -> list[tuple[str, str, str, list[str]]]:
    return [(each.id, each.title, each.edtf, [event.id for event in each.events]) for each in timeline.entries]


def edits(text: str) -> tuple[Edit, ...]:
    return read_edits(text, "edits.toml")


def of(timeline: Timeline, id: str) -> Entry:
    return next(entry for entry in timeline.entries if entry.id == id)


# What a file says


def test_a_file_is_read_with_its_lines() -> None:
    (one, two) = edits(
        '# mine\n[school]\nquote = "School opens"\nnote = """\nNot [pier]\ntitle = 3\n"""\n'
        'date = 2024-09-03\n\n["a b"]\nmerge = [\n  "pier",\n]\nhide = true\n'
    )
    assert (one.id, one.quote, one.note, one.date) == (
        "school",
        "School opens",
        "Not [pier]\ntitle = 3",
        "2024-09-03",
    )
    assert (two.id, two.merge, two.hide, two.place) == ("a b", ("pier",), True, (10, 1))
    assert dict(one.places) == {"quote": (3, 1), "note": (4, 1), "date": (8, 1)}


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024-09-04", "2024-09-04"),
        ("1888", "1888"),
        ('"1888~"', "1888~"),
        ("2024-09-04T10:00:00Z", "2024-09-04"),
        ('"last Tuesday"', "last Tuesday"),
    ],
)
def test_dates_of_toml_are_dates_too(written: str, date: str) -> None:
    (edit,) = edits(f"[a]\ndate = {written}\n")
    assert edit.date == date


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[a]\ntitel = 'x'\n", [(2, "TL602", "'titel' is no edit", "Did you mean title?")]),
        ("[a]\napprove = true\n", [(2, "TL602", "'approve' is no edit", "Did you mean approved?")]),
        ("[a]\nxyz = 1\n", [(2, "TL602", "'xyz' is no edit", "There are quote, title")]),
        ("[a]\n\nhide = 'yes'\n", [(3, "TL602", "hide is not true or false", "Write hide = true.")]),
        ("[a]\ntitle = ' '\n", [(2, "TL602", "title is not words", "Write title = ")]),
        ("[a]\ntags = [1]\n", [(2, "TL602", "tags is not a list", 'Write tags = ["bridge"].')]),
        ("[a]\ndate = true\n", [(2, "TL602", "date is not words", "Write date = ")]),
        ("[a]\ndate = 'soonish'\n", [(2, "TL603", "'soonish' is not understood", "Write EDTF")]),
        ("[a]\ndate = '2024-02-30'\n", [(2, "TL603", "the calendar has no such day", "Write EDTF")]),
        ("\ntitle = 'x'\n", [(2, "TL602", "title stands in no table", "a line [id]")]),
        ("[[a]]\nhide = true\n", [(1, "TL602", "a stands in no table", "a line [id]")]),
        ("[a]\nhide = True\n", [(2, "TL601", "not valid TOML", "quotation marks")]),
        ("[a]\nhide = true\n[a]\n", [(3, "TL601", "has two tables", "into one table")]),
        ("[a]\nhide = true\nhide = true\n", [(3, "TL601", "a name stands twice", "each name once")]),
        ("[a]\ntitle = 'x\n", [(2, "TL601", "not valid TOML", "quotation marks")]),
        ("a = " + "[" * 3000, [(1, "TL601", "not valid TOML", "")]),
        ("[a]\nmerge = ['a']\n", [(2, "TL602", "a would be merged into itself", "entry that stays")]),
        (
            "[a]\nmerge = ['b']\n[b]\nmerge = ['a']\n",
            [(2, "TL602", "a would be merged", "stays"), (4, "TL602", "b would be merged", "stays")],
        ),
        (
            "[a]\nhide = 1\n[b]\ndate = 'x'\nnot = 1\n",
            [(2, "TL602", "hide", ""), (4, "TL603", "date", ""), (5, "TL602", "'not' is no edit", "note")],
        ),
    ],
)
def test_every_problem_of_a_file_is_told_at_once(text: str, problems: list[tuple[int, str, str, str]]) -> None:
    with pytest.raises(InputError) as error:
        edits(text)
    found = error.value.problems
    assert [(each.line, each.code) for each in found] == [(line, code) for line, code, _, _ in problems]
    for each, (_, _, message, help) in zip(found, problems, strict=True):
        assert message in each.message
        assert help in str(each.help)
        assert each.code in CODES


@pytest.mark.parametrize(
    ("text", "shown", "at"),
    [
        ("[pier]\n  titel = 'x'\n", "  titel = 'x'", "titel"),
        ("[pier]\nhide   =   'yes'\n", "hide   =   'yes'", "'yes'"),
        ("[pier]\ndate = 'soonish'\n", "date = 'soonish'", "'soonish'"),
        ('["old pier"]\n"titel" = 1\n', '"titel" = 1', '"titel"'),
        ("pier.hide = 1\n", "pier.hide = 1", "1"),
        ("pier = {hide = 1}\n", "pier = {hide = 1}", "{hide"),
        ("[pier.hide]\nx = 1\n", "[pier.hide]", "[pier"),
        ("\n  [[pier]]\n", "  [[pier]]", "[[pier"),
        ("title = 'x'\n", "title = 'x'", "title"),
        ('[a]\nnote = """\ntitel = 1\n"""\nmerge = ["a"]\n', 'merge = ["a"]', "merge"),
        ("[pier]\nhide = True\n", "hide = True", "True"),
    ],
)
def test_a_problem_is_told_at_its_words(text: str, shown: str, at: str) -> None:
    with pytest.raises(InputError) as error:
        edits(text)
    (problem,) = error.value.problems
    line = text.split("\n")[(problem.line or 0) - 1]
    assert (line, line[(problem.column or 0) - 1 :][: len(at)]) == (shown, at)


@pytest.mark.parametrize(("leads", "inside"), [("../secret.toml", False), ("here.toml", True), ("gone.toml", True)])
def test_a_link_out_of_its_folder_is_not_followed(tmp_path: Path, leads: str, inside: bool) -> None:
    (tmp_path / "articles").mkdir()
    for name in ("secret.toml", "articles/here.toml"):
        (tmp_path / name).write_text("hoard = 1\n")
    file = tmp_path / "articles" / "edits.toml"
    file.symlink_to(leads)
    with pytest.raises(InputError) as error:
        read_file(file)
    assert ("is a link out of its folder" in str(error.value)) is not inside
    assert ("hoard" in str(error.value)) is (leads == "here.toml")


@given(st.text(alphabet="[]ab='\"\n #.\\1-", max_size=60))
@settings(max_examples=300)
def test_no_text_is_more_than_a_problem(text: str) -> None:
    try:
        edits(text)
    except InputError as error:
        told = str(error)
    else:
        told = "edits.toml:"
    assert told.startswith("edits.toml:")


# Dates


@pytest.mark.parametrize(
    ("said", "edtf"),
    [
        ("2016-04", "2016-04"),
        ("2014/2016-04-20", "2014/2016-04-20"),
        ("[..2016]", "[..2016]"),
        ("two weeks before 20 April 2016", "2016-04-06"),
        ("two weeks after 20 April 2016", "2016-05-04"),
        ("the day after 20 April 2016", "2016-04-21"),
        ("three months before April 2016", "2016-01"),
        ("ten years before 2016", "2006"),
        ("on 20 April 2016", "2016-04-20"),
        ("between April and June 2014", "2014-04/2014-06"),
        ("last Tuesday", "2016-04-19"),
        ("two days before last Tuesday", "2016-04-17"),
        ("since 2014", "2014/2016-04-20"),
    ],
)
def test_dates_an_editor_may_write(said: str, edtf: str) -> None:
    assert to_edtf(dated(said, date(2016, 4, 20))) == edtf


@pytest.mark.parametrize(
    "said",
    [
        "",
        "soon",
        "recently",
        "every Monday",
        "two weeks",
        "sometime round the merger on 3 May 2016",
        "3 May 2016 and 5 May 2016",
        "on or before 20 April 2016",
        "two weeks before April 2016",
        "some weeks before 20 April 2016",
        "2016-13",
        "30 February 2016",
        "a day before " * 40 + "20 April 2016",
    ],
)
def test_words_that_are_no_one_date_are_refused(said: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        dated(said, date(2016, 4, 20))
    assert refusal.value.help.startswith("Write")


def test_without_a_day_to_count_from_a_phrase_must_name_its_own() -> None:
    assert to_edtf(dated("two weeks before 20 April 2016")) == "2016-04-06"
    for said in ("last Tuesday", "20 April", "since 2014"):
        with pytest.raises(NotUnderstood, match="depends on the day"):
            dated(said)


# What edits do


def test_without_edits_nothing_changes() -> None:
    assert apply(LINE, ()) == (LINE, ())


def test_title_note_tags_and_signature() -> None:
    after, problems = apply(
        LINE, edits('[school]\ntitle = "New school opens"\nnote = "Open day."\ntags = ["town"]\napproved = true\n')
    )
    school = of(after, "school")
    assert not problems
    assert (school.title, school.note, school.tags) == ("New school opens", "Open day.", ("town", "harbour"))
    assert (school.approved, school.edited) == (True, ("title",))
    assert not of(after, "pier").approved


def test_an_id_of_any_telling_speaks_of_the_entry() -> None:
    after, _ = apply(LINE, [Edit(id="fall3", title="Bridge is gone")])
    assert of(after, "fall").title == "Bridge is gone"


def test_a_date_is_the_last_word_and_ends_a_conflict() -> None:
    line = replace(LINE, entries=tuple(replace(each, conflict="They disagree.") for each in LINE.entries))
    after, problems = apply(line, [Edit(id="fall", date="the day before yesterday")])
    fall = of(after, "fall")
    assert not problems
    assert (fall.edtf, fall.conflict, fall.edited) == ("2024-09-03", None, ("date",))


def test_a_phrase_hangs_on_the_article_that_tells_the_event_of_the_table() -> None:
    after, _ = apply(LINE, [Edit(id="fall3", date="yesterday")])
    assert of(after, "fall").edtf == "2024-09-07"


def test_a_new_date_is_a_new_place() -> None:
    after, _ = apply(LINE, [Edit(id="pier", date="2001")])
    assert [each.id for each in after.entries] == ["ferry", "pier", "school", "fall"]


def test_hidden_is_gone_dated_or_not() -> None:
    after, _ = apply(LINE, [Edit(id="fall2", hide=True), Edit(id="vague", hide=True), Edit(id="ferry", hide=True)])
    assert [each.id for each in after.entries] == ["school", "pier"]
    assert after.review == (RECENT,)


def test_an_event_for_review_becomes_an_entry_with_a_date() -> None:
    after, problems = apply(
        LINE, [Edit(id="vague", date="yesterday", note="The log says so.", title="Old ferry sinks")]
    )
    assert not problems
    assert after.review == (RECENT,)
    assert (of(after, "vague").edtf, of(after, "vague").note) == ("2024-09-05", "The log says so.")


def test_without_a_date_it_stays_for_review() -> None:
    after, problems = apply(LINE, [Edit(id="vague", title="Old ferry sinks", approved=True, note="Ask.")])
    assert [each.title for each in after.review] == ["Mayor resigns", "Old ferry sinks"]
    assert [(each.code, each.message) for each in problems] == [("TL605", "note has no effect: it has no date yet")]


def test_merge_keeps_the_first_ones_id_and_every_telling() -> None:
    after, problems = apply(LINE, [Edit(id="school", merge=("pier", "vague"))])
    assert not problems
    assert told(after) == [
        ("ferry", "Ferry founded", "1888", []),
        ("fall", "Bridge falls", "2024-09-04", ["fall", "fall2", "fall3"]),
        ("school", "School opens", "2024-09-07", ["school", "pier", "vague"]),
    ]
    assert of(after, "school").conflict is None
    assert after.review == (RECENT,)


def test_merging_days_that_differ_shows_both() -> None:
    after, _ = apply(LINE, [Edit(id="fall", merge=("pier",))])
    fall = of(after, "fall")
    assert fall.edtf == "2024-09-04"
    assert fall.conflict == (
        "Radio Vale: 4 September 2024; Coast Daily: 4 September 2024; Morning Tide: 5 September 2024; "
        "Morning Tide: 7 September 2024"
    )


def test_what_is_merged_away_has_no_say() -> None:
    after, problems = apply(LINE, [Edit(id="pier", title="X", hide=True), Edit(id="school", merge=("pier",))])
    assert of(after, "school").title == "School opens"
    assert [each.message for each in problems] == ["this edit has no effect: pier is merged into school"]


def test_an_entry_written_by_hand_takes_sources() -> None:
    after, _ = apply(LINE, [Edit(id="ferry", merge=("vague",))])
    assert (of(after, "ferry").written, of(after, "ferry").events) == (FERRY.written, (VAGUE,))
    assert of(after, "ferry").edtf == "1888"


def test_undated_events_are_not_merged_into_nothing() -> None:
    after, problems = apply(LINE, [Edit(id="vague", merge=("recent",))])
    assert after == LINE
    assert [(each.code, each.message) for each in problems] == [
        ("TL605", "merge has no effect: none of these entries has a date")
    ]


def test_split_makes_an_entry_of_its_own() -> None:
    after, problems = apply(LINE, [Edit(id="fall3", split=True)])
    assert not problems
    assert told(after)[2:] == [
        ("fall", "Bridge falls", "2024-09-04", ["fall", "fall2"]),
        ("fall3", "Bridge comes down", "2024-09-05", ["fall3"]),
        ("pier", "Pier closes", "2024-09-07", ["pier"]),
    ]


def test_split_of_the_first_telling_leaves_the_next_its_place() -> None:
    after, _ = apply(LINE, [Edit(id="fall", split=True, hide=True)])
    assert told(after)[2] == ("fall2", "Span collapses", "2024-09-04", ["fall2", "fall3"])
    assert of(after, "fall2").conflict is not None


def test_split_and_merge_make_two_of_one() -> None:
    after, _ = apply(LINE, [Edit(id="fall2", split=True, merge=("fall3",)), Edit(id="fall3", split=True)])
    assert [(each.id, [e.id for e in each.events]) for each in after.entries][2:4] == [
        ("fall", ["fall"]),
        ("fall2", ["fall2", "fall3"]),
    ]


def test_split_into_another_entry() -> None:
    after, _ = apply(LINE, [Edit(id="fall3", split=True), Edit(id="pier", merge=("fall3",))])
    assert [event.id for event in of(after, "pier").events] == ["pier", "fall3"]
    assert apply(after, [Edit(id="fall3", split=True), Edit(id="pier", merge=("fall3",))])[0] == after


def test_two_edits_of_one_entry_that_disagree() -> None:
    told = [Edit(id="fall2", title="Two", place=(1, 2)), Edit(id="fall", title="One", place=(5, 2))]
    for order in (told, told[::-1]):
        after, problems = apply(LINE, order)
        assert of(after, "fall").title == "One"
        assert [(each.code, each.line) for each in problems] == [("TL605", 1)]


# Edits whose event has vanished


def test_what_has_vanished_is_told_with_its_quote_and_line() -> None:
    read = edits('\n[gone]\nquote = "The pier burned."\nhide = true\n[school]\nmerge = ["lost", "pier"]\n')
    after, problems = apply(LINE, read)
    assert [str(each).split("\n")[0] for each in problems] == [
        "edits.toml:2:1: TL604 nothing has the id gone (“The pier burned.”) any more",
        "edits.toml:6:1: TL604 merge: nothing has the id lost any more",
    ]
    assert [event.id for event in of(after, "school").events] == ["school", "pier"]
    assert [each.id for each in vanished(LINE, read)] == ["gone"]


@pytest.mark.parametrize("cut", [len(PIER.quote), 30])
def test_the_same_sentence_under_a_new_id_is_pointed_at(cut: int) -> None:
    quote = PIER.quote if cut == len(PIER.quote) else PIER.quote[:cut] + "…"
    _, (problem,) = apply(LINE, [Edit(id="old", quote=quote, hide=True)])
    assert problem.help == "The same sentence now has the id pier: put it in the heading of the table."


def test_a_short_quote_points_at_nothing() -> None:
    _, (problem,) = apply(LINE, [Edit(id="old", quote="Pier", hide=True)])
    assert "delete the table" in str(problem.help)


# In any order, and once and for all

IDS = st.sampled_from(["fall", "fall2", "fall3", "school", "pier", "recent", "vague", "ferry", "gone"])
DATES = st.sampled_from([None, None, "2024-09-04", "2001", "yesterday", "1999/.."])


@st.composite
def some_edits(draw: st.DrawFn) -> tuple[Edit, ...]:
    """Edits without circles: each merges only ids that come later in a drawn order."""
    order = draw(st.permutations(["fall", "fall2", "fall3", "school", "pier", "recent", "vague", "ferry", "gone"]))
    made = []
    for n, id in enumerate(order):
        if draw(st.booleans()):
            after = st.sampled_from(order[n + 1 :] or ["lost"])
            made.append(
                Edit(
                    id=id,
                    title=draw(st.sampled_from([None, "One", "Two"])),
                    date=draw(DATES),
                    note=draw(st.sampled_from([None, "Note"])),
                    tags=tuple(draw(st.lists(st.sampled_from(["a", "b"]), max_size=2, unique=True))),
                    merge=tuple(draw(st.lists(after, max_size=2, unique=True))),
                    split=draw(st.booleans()),
                    hide=draw(st.integers(0, 5)) == 0,
                    approved=draw(st.booleans()),
                )
            )
    return tuple(made)


@given(some_edits())
@settings(max_examples=150, deadline=None)
def test_twice_is_once(told: tuple[Edit, ...]) -> None:
    once, _ = apply(LINE, told)
    assert apply(once, told)[0] == once


@given(some_edits(), st.randoms())
@settings(max_examples=80, deadline=None)
def test_the_order_of_edits_changes_nothing(told: tuple[Edit, ...], random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    # Tags are shown in the order of the tellings, and of the entry's own table first.
    assert apply(LINE, shuffled)[0] == apply(LINE, told)[0]


@given(some_edits())
@settings(max_examples=80, deadline=None)
def test_no_event_is_lost_or_doubled(told: tuple[Edit, ...]) -> None:
    shown = tuple(replace(edit, hide=False) for edit in told)
    after, _ = apply(LINE, shown)
    events = [event.id for each in after.entries for event in each.events] + [event.id for event in after.review]
    assert sorted(events) == ["fall", "fall2", "fall3", "pier", "recent", "school", "vague"]
    assert len({each.id for each in after.entries}) == len(after.entries)


# The file written


def test_a_word_more_leaves_the_rest_of_the_file_alone() -> None:
    text = '# Mine.\n\n[a]  # the bridge\nquote = "It fell."\ntitle = "Old"\n\n[b]\nhide = true\n'
    changed = with_edit(text, "a", "ignored", {"title": "New", "approved": True})
    assert changed == (
        '# Mine.\n\n[a]  # the bridge\nquote = "It fell."\ntitle = "New"\napproved = true\n\n[b]\nhide = true\n'
    )


def test_a_new_table_has_its_quote() -> None:
    text = with_edit("", "3f2a9c01bb4e", 'It\nfell "down".', {"note": "a\tb"})
    text = with_edit(text, "odd.id", "Q.", {"hide": True})
    one, two = edits(text)
    assert text.startswith("# The editor's word")
    assert (one.id, one.quote, one.note) == ("3f2a9c01bb4e", 'It fell "down".', "a\tb")
    assert (two.id, two.hide) == ("odd.id", True)


def test_a_long_quote_is_cut_behind_a_word() -> None:
    cut = shortened("The bridge fell " * 20)
    assert len(cut) <= QUOTE
    assert cut.endswith("fell…")


# Events written by hand

OPENING = "---\nevent: true\ntitle: Bridge opens\ndate: {date}\n{more}---\nThe **bridge** opens.\n"


def written(tmp_path: Path, text: str, name: str = "opening.md") -> list[ByHand]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_sources([tmp_path]).by_hand


def test_a_file_marked_as_an_event_is_an_entry_and_no_article(tmp_path: Path) -> None:
    more = "kind: plan\ntags: [bridge, vale]\nnote: As told.\nlang: de\nlayout: post\n"
    (entry,), problems = entries(written(tmp_path, OPENING.format(date="two weeks before 20 April 2016", more=more)))
    assert problems == ()
    assert (entry.title, entry.edtf, entry.kind, entry.tags) == (
        "Bridge opens",
        "2016-04-06",
        "plan",
        ("bridge", "vale"),
    )
    assert (entry.note, entry.approved, entry.events, entry.importance) == ("As told.", True, (), 1.0)
    assert entry.written == (Written(entry.id, "The **bridge** opens.", "plan", "de"),)
    assert read_sources([tmp_path]).articles == []


@pytest.mark.parametrize("front", ["", "event: false\n", "event: Regatta\n", "kind: event\n"])
def test_any_other_file_is_an_article(tmp_path: Path, front: str) -> None:
    (tmp_path / "a.md").write_text(f"---\ndate: 2016-04-20\n{front}---\nThe bridge opened today.\n")
    reading = read_sources([tmp_path])
    assert (len(reading.articles), reading.by_hand) == (1, [])


def test_it_keeps_its_id_when_its_words_change(tmp_path: Path) -> None:
    one = entries(written(tmp_path, OPENING.format(date="2016", more="")))[0][0]
    two = entries(written(tmp_path, OPENING.format(date="2017", more="kind: plan\n")))[0][0]
    assert one.id == two.id
    assert entries(written(tmp_path, OPENING.format(date="2016", more="id: opening\n")))[0][0].id == "opening"


@pytest.mark.parametrize(
    ("front", "told"),
    [
        ("title: A\n", [("TL602", None, "has no date")]),
        ("date: 2016\n", [("TL602", None, "has no title")]),
        ("titel: A\ndate: 2016\n", [("TL602", 3, "'titel' is no field"), ("TL602", None, "has no title")]),
        ("title: A\ndate: yesterday\n", [("TL603", 4, "depends on the day")]),
        ("title: A\ndate: 2016-02-30\n", [("TL603", 4, "no such day")]),
        ("title: [A]\ndate: 2016\n", [("TL106", 3, "title is not a string")]),
        ("title: A\ndate: 2016\nkind: statment\n", [("TL602", 5, "'statment' is no kind")]),
    ],
)
def test_what_is_wrong_with_it_is_told(tmp_path: Path, front: str, told: list[tuple[str, int | None, str]]) -> None:
    made, problems = entries(written(tmp_path, f"---\nevent: yes\n{front}---\nBody.\n"))
    assert made == ()
    assert [(each.code, each.line) for each in problems] == [(code, line) for code, line, _ in told]
    for each, (_, _, message) in zip(problems, told, strict=True):
        assert message in each.message


def test_two_of_one_id(tmp_path: Path) -> None:
    text = OPENING.format(date="2016", more="id: one\n")
    written(tmp_path, text)
    made, (problem,) = entries(written(tmp_path, text, "other.md"))
    assert (len(made), problem.code) == (1, "TL107")


def test_an_entry_of_an_editor_travels_as_json() -> None:
    after, _ = apply(LINE, edits('[ferry]\nnote = "N"\ntags = ["t"]\ndate = "1889"\n'))
    assert Timeline.from_json(after.to_json(), [RADIO, COAST, TIDE]) == after


# Its words on the page


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One *two*.\n\nThree.", "<p>One <em>two</em>.</p>\n<p>Three.</p>"),
        ("# Big\n\nsmall", "<p>Big</p>\n<p>small</p>"),
        ("[a](https://a.example/?b=1&c=2)", '<p><a href="https://a.example/?b=1&amp;c=2" rel="noopener">a</a></p>'),
        ("[a](javascript:alert(1))", '<p><a rel="noopener">a</a></p>'),
        ("[a](//evil.example)", '<p><a rel="noopener">a</a></p>'),
        ("[a](data:text/html,x)", '<p><a rel="noopener">a</a></p>'),
        ("<script>alert(1)</script>b", "<p>b</p>"),
        ("<p onclick='x()' style='color:red' class='q'>b</p>", "<p>b</p>"),
        ("![a](https://t.example/pixel.gif)", "<p></p>"),
        ("<iframe src='https://x.example'></iframe>c", "<p>c</p>"),
        ("[" * (MOST_MARKS + 1), f"<p>{'[' * (MOST_MARKS + 1)}</p>"),
        ("<b>" * (MOST_MARKS + 1), f"<p>{'&lt;b&gt;' * (MOST_MARKS + 1)}</p>"),
    ],
)
def test_markdown_becomes_safe_html(markdown: str, html: str) -> None:
    assert to_html(markdown).strip() == html


def test_a_body_too_long_is_plain_paragraphs() -> None:
    assert to_html("*a*\n\n" + "b" * LONGEST) == f"<p>*a*</p>\n<p>{'b' * LONGEST}</p>"
