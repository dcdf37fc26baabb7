"""The cache: a rebuild with it is byte for byte a build without, and nothing in it is trusted that is not sound."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from operator import is_
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import building, cache, cli, gathering, merging
from timeline.articles import formats, read_text
from timeline.cache import FILE, Cache
from timeline.errors import InputError
from timeline.events import read_events
from timeline.exporters import templates
from timeline.model import Article, Timeline
from timeline.outlets import Outlet
from timeline.recent import Recent

Run = Callable[..., tuple[int, str, str]]
STORIES = [
    "The council met on 20 April 2016. The mayor resigned yesterday.",
    "The ferry sank in 1994, and 12 people were killed. A new one sailed two years later.",
    "“We will open the hall next week,” said Mayor Ann Lee on Monday. The old hall closed in March 2015.",
    "Nothing to see.",
    "The bridge was opened on 1 May 2012 by the Queen of Ruritania. The bridge has been closed since 2014.",
    "The council of Oldtown met on 20 April 2016 and voted for the bridge.",
]
DAYS = ["2016-04-21", "2016-05-03", "2017-01-01"]
FORM = "---\ntitle: {}\ndate: {}\n---\n{}\n"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with two articles."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for n in (0, 1):
        (tmp_path / "articles" / f"{n}.md").write_text(FORM.format(f"Story {n}", DAYS[n], STORIES[n]))
    return tmp_path


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the articles whose events were found anew, in order."""
    told: list[str] = []

    def noted(article: Article):
        told.append(article.title)
        return read_events(article)

    monkeypatch.setattr(gathering, "read_events", noted)
    return told


# What is read anew


def test_only_what_changed_is_read_anew(here: Path, run: Run, read_anew: list[str]) -> None:
    assert run("build")[0] == 0
    assert run("build")[0] == 0
    assert read_anew == ["Story 0", "Story 1"]
    (here / "articles" / "1.md").write_text(FORM.format("Story 1", DAYS[1], STORIES[2]))
    (here / "articles" / "2.md").write_text(FORM.format("Story 2", DAYS[2], STORIES[4]))
    assert run("build")[0] == 0
    assert read_anew[2:] == ["Story 1", "Story 2"]
    assert run("build", "--no-cache")[0] == 0
    assert len(read_anew) == 7


@pytest.mark.parametrize("change", [
    {"published": "2016-04-22"}, {"title": "Another"}, {"url": "https://a.example"}, {"outlet": "A"}, {"id": "a"},
    {"language": "de"}, {"tags": ["a"]}, {"author": "A"}, {"text": STORIES[1]}])
def test_all_of_an_article_that_matters_is_in_its_key(change) -> None:
    article = read_text(STORIES[0], "2016-04-21")
    assert cache.key(Article.from_json(article.to_json() | change)) != cache.key(article)


def test_where_an_article_lies_and_how_it_was_dated_is_not() -> None:
    article = read_text(STORIES[0], "2016-04-21")
    moved = Article.from_json(article.to_json() | {"path": "elsewhere", "evidence": "a guess"})
    assert cache.key(moved) == cache.key(article)


@pytest.mark.parametrize("text", [*STORIES, "On 1 May 2016 the \udcff fell; 😀 it rose yesterday.", "x\x00 today"])
def test_what_is_kept_is_what_was_found(text: str) -> None:
    article = Article(text, read_text("x", "2016-04-21").published, "A title")
    values, events = read_events(article)
    assert gathering.read_back(gathering.found(article), article) == (len(values), tuple(events))


WRITTEN = {
    "front matter": lambda title, day, text: (".md", FORM.format(title, day, text)),
    "a line of many": lambda title, day, text: (".jsonl", "\n".join(
        json.dumps({"title": f"{title} {n}", "published": f"{day}T23:30:00Z", "text": text}) for n in range(2))),
    "dated by its name": lambda title, day, text: (f"-{day}.txt", f"{title}\n\n{text}"),
    "an event": lambda title, day, text: (".md", f"---\nevent: true\ndate: {day}\ntitle: {title}\n---\n{text}"),
    "undated": lambda title, day, text: (".txt", text),
    "empty": lambda title, day, text: (".md", ""),
}
"""An article as a file may hold it: the end of its name, and its content."""
EDITS = st.tuples(st.integers(0, 3), st.sampled_from([None, *STORIES]), st.sampled_from(DAYS),
                  st.sampled_from(["One", "Two"]), st.sampled_from(sorted(WRITTEN)))
BESIDE = st.sampled_from([
    ("dates.csv", "file,published,outlet\n0.md,2016-05-01,The Courier\n1.txt,2016-05-02,"), ("dates.csv", None),
    ("edits.toml", ""), ("edits.toml", None), ("0.yml", "published: 2015-02-03"), ("0.yml", None),
    ("touch", "index.html"), ("touch", "about.html"), ("touch", "entries"), ("touch", "sources")])
STEPS = st.lists(st.tuples(st.lists(EDITS, min_size=1, max_size=3), BESIDE, st.booleans(),
                           st.sampled_from([None, "America/New_York"])), min_size=2, max_size=4)


@settings(max_examples=4, deadline=None)
@given(STEPS)
def test_a_rebuild_after_some_edits_is_a_cold_build(steps) -> None:
    rebuild(steps)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_a_rebuild_after_any_edits_is_a_cold_build(steps) -> None:
    rebuild(steps)


def rebuild(steps) -> None:
    """Writes or removes some articles in each step, and what stands beside them, then builds with the cache over the
    site before, whose pages somebody may have touched, and without over a copy of it."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        (home / "a").mkdir()
        (home / "a" / "first.md").write_text(FORM.format("First", DAYS[0], STORIES[0]))
        for n, (edits, (beside, content), full_text, zone) in enumerate(steps):
            for name, text, day, title, form in edits:
                for old in (home / "a").glob(f"{name}[.-]*"):
                    old.unlink()
                if text is not None:
                    end, written = WRITTEN[form](title, day, text)
                    (home / "a" / f"{name}{end}").write_text(written)
            if beside != "touch":
                put(home / "a" / beside, content)
            elif n:
                touch(home / "warm", content)
            if (home / "warm").exists():
                shutil.copytree(home / "warm", home / f"cold{n}")
            told = {"full_text": full_text, "timezone": zone, "undated": "skip",
                    "now": datetime(2024, 1, n + 1, tzinfo=UTC)}
            reports = [outcome(home / "a", home / "warm", cache=home / ".timeline", **told),
                       outcome(home / "a", home / f"cold{n}", **told)]
            assert reports[0] == reports[1]
            assert contents(home / "warm") == contents(home / f"cold{n}")


def put(path: Path, content: str | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(content)


def touch(site: Path, path: str) -> None:
    """Changes a page by one byte, so that neither its length nor its time tells of it."""
    page = next(iter(sorted((site / path).glob("*.html"))), site / path)
    if page.is_file():
        was = page.stat()
        page.write_bytes(b"?" + page.read_bytes()[1:])
        os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))


def outcome(sources: Path, out: Path, **told: object) -> object:
    """What a build says that is not of its place."""
    try:
        report = building.build(sources, out, **told)
    except InputError as error:
        return str(error)
    return replace(report, out=Path(), sources=None)


def contents(folder: Path) -> dict[str, bytes]:
    return files(folder) if folder.exists() else {}


def test_several_processes_make_the_same_site_and_the_same_cache(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [{"text": f"{story} Hall {n} opened on {n % 28 + 1} May 2016.", "published": "2016-06-01", "id": f"{n}"}
             for n in range(40) for story in STORIES[:4]]
    for n, line in enumerate(lines):
        line["id"] = str(n)
    (tmp_path / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    for jobs in (1, 2):
        building.build("wire.jsonl", f"site{jobs}", jobs=jobs, cache=f"cache{jobs}")
    assert files(tmp_path / "site1") == files(tmp_path / "site2")
    one, two = (sqlite3.connect(f"cache{jobs}/{FILE}").execute("SELECT * FROM articles ORDER BY key").fetchall()
                for jobs in (1, 2))
    assert one == two


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that pages were drawn from, in order."""
    told: list[str] = []
    page = templates.Theme.page

    def noted(theme: templates.Theme, template: str, **values: object) -> bytes:
        told.append(template)
        return page(theme, template, **values)

    monkeypatch.setattr(templates.Theme, "page", noted)
    return told


def test_a_file_that_is_as_it_was_is_not_parsed_again(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    read = formats.READERS[".md"]
    monkeypatch.setitem(formats.READERS, ".md", lambda content, path: parsed.append(path) or read(content, path))
    (here / "articles" / "2.md").write_text("Nothing dates it.")
    for _ in range(2):
        assert run("build", "--undated", "skip")[0] == 0
    undated = "articles/2.md"
    assert parsed == ["articles/0.md", "articles/1.md", undated, undated]
    (here / "articles" / "1.yml").write_text("outlet: The Courier")
    assert run("build", "--undated", "skip")[0] == 0
    assert run("build", "--published", "2016-04-30")[0] == 0
    assert parsed[4:] == ["articles/1.md", undated, "articles/0.md", "articles/1.md", undated]
    assert b"The Courier" in (here / "site" / "events.json").read_bytes()


def test_a_page_is_drawn_again_only_where_it_changes(here: Path, run: Run, drawn: list[str]) -> None:
    assert run("build")[0] == 0
    assert drawn.count("entry.html") == 4
    assert run("build")[0] == 0
    assert drawn.count("entry.html") == 4
    other = STORIES[1].replace("12 people", "9 people")
    (here / "articles" / "1.md").write_text(FORM.format("Story 1", DAYS[1], other))
    assert run("build")[0] == 0
    # That of the ferry and those of its neighbours in time and in its article.
    assert 1 <= drawn.count("entry.html") - 4 <= 3


@pytest.mark.parametrize("out", ["site", "other"])
def test_a_page_that_somebody_touched_is_drawn_again(here: Path, run: Run, drawn: list[str], out: str) -> None:
    assert run("build", "--out", out)[0] == 0
    page = min((here / out / "entries").glob("????????????.html"))
    before = page.read_bytes()
    touch(here / out, f"entries/{page.name}")
    assert page.read_bytes() != before
    assert run("build", "--out", out)[0] == 0
    assert page.read_bytes() == before
    assert drawn.count("entry.html") == 5


def test_another_site_of_the_same_articles_has_pages_of_its_own(here: Path, run: Run, drawn: list[str]) -> None:
    for _ in range(2):
        assert run("build")[0] == 0
        assert run("build", "--out", "other", "--title", "Another")[0] == 0
    assert drawn.count("entry.html") == 8
    shutil.copytree(here / "other", here / "third")
    assert run("build", "--out", "third", "--title", "Another")[0] == 0
    assert drawn.count("entry.html") == 12


def test_pages_drawn_by_several_processes_are_the_same(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_WORTH", 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for n, jobs in enumerate(("1", "3", "1", "3")):
        # The second time, some stand already.
        assert run("build", "--out", f"site-{jobs}", "--jobs", jobs)[0] == 0
        if n % 2:
            assert files(here / "site-1") == files(here / "site-3")
            (here / "articles" / "0.md").write_text(FORM.format("Story 0", DAYS[0], STORIES[4]))


def test_what_a_process_keeps_is_what_is_there(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def made(**wanted: object) -> tuple[Timeline, list[tuple[str | None, str | None]]]:
        told = building.make("articles", **wanted).timeline
        return told, [(each.path, each.evidence) for each in told.articles]

    recent, first = Recent(), here / "articles" / "0.md"
    for text in (STORIES[0], STORIES[4], STORIES[0]):
        first.write_text(FORM.format("Story 0", DAYS[0], text))
        assert made(cache="kept", recent=recent) == made()
    # An article that is the same but for where it lies.
    first.rename(first.with_name("2.md"))
    told = made(cache="kept", recent=recent)
    assert told == made()
    for room in (cache, gathering):
        monkeypatch.setattr(room, "read_back", None)
    monkeypatch.setattr(merging, "_made", lambda tellings, days, memory: memory.made.find(tellings[0].event.id))
    assert made(cache="kept", recent=recent) == told
    assert {Path(path).name for path in recent.files} == {path.name for path in (here / "articles").iterdir()}


def test_what_a_process_keeps_are_articles_of_their_outlets(here: Path) -> None:
    recent, outlets = Recent(), [Outlet("The Courier", "courier.example")]
    (here / "articles" / "0.md").write_text(FORM.format("Story 0\nurl: https://courier.example/0", DAYS[0], STORIES[0]))
    first, second = (building.make("articles", cache="kept", recent=recent, outlets=outlets).timeline.articles
                     for _ in range(2))
    assert [article.outlet for article in first].count("The Courier") == 1
    assert all(map(is_, first, second))


# What is not trusted


def spoil_half(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def spoil_byte(content: bytes, chance: random.Random) -> bytes:
    spoiled = bytearray(content)
    for _ in range(20):
        spoiled[chance.randrange(len(spoiled))] ^= chance.randrange(1, 256)
    return bytes(spoiled)


def spoil_page(content: bytes, chance: random.Random) -> bytes:
    start = 4096 * chance.randrange(len(content) // 4096)
    return content[:start] + chance.randbytes(4096) + content[start + 4096:]


def spoil_all(content: bytes, chance: random.Random) -> bytes:
    return b"This is no database." * 300


@pytest.mark.parametrize("spoil", [spoil_half, spoil_byte, spoil_page, spoil_all])
def test_a_damaged_cache_changes_nothing(here: Path, spoil) -> None:
    building.build("articles", "cold", cache=None)
    building.build("articles", "site", cache="kept")
    cold, kept = files(here / "cold"), here / "kept" / FILE
    sound = kept.read_bytes()
    for seed in range(6):
        kept.write_bytes(spoil(sound, random.Random(seed)))
        report = building.build("articles", "warm", cache="kept")
        assert files(here / "warm") == cold
        assert {problem.code for problem in report.warnings} <= {"TL403"}
        assert not building.build("articles", "warm", cache="kept").warnings


def test_what_does_not_agree_with_its_digest_is_thrown_away_with_a_word(here: Path, run: Run) -> None:
    assert run("build") [2] == ""
    with closing(sqlite3.connect(here / ".timeline" / FILE)) as database:
        database.execute("UPDATE articles SET told = replace(told, 'resigned', 'remained')")
        database.commit()
    code, _, err = run("build")
    assert code == 0
    assert err.splitlines()[:2] == [
        "warning: .timeline:1:1: TL403 the cache is damaged: it was thrown away, and every article is read anew",
        "  help: Delete the folder where this goes on, or build with --no-cache."]
    assert b"remained" not in (here / "site" / "events.json").read_bytes()
    assert "TL403" not in run("build")[2]


def test_one_of_another_version_too(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch, read_anew) -> None:
    assert run("build")[0] == 0
    monkeypatch.setattr(cache, "version", lambda: "another")
    assert "TL403 the cache is of another version: it was thrown away" in run("build")[2]
    assert len(read_anew) == 4


def test_the_version_is_that_of_every_file_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "timeline"
    shutil.copytree(Path(cache.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(cache, "__file__", str(package / "cache.py"))
    versions = [cache.version.__wrapped__()]
    for changed in ("languages/en.toml", "worth.toml", "titles/naming.py"):
        with (package / changed).open("a") as file:
            file.write("\n# A word.\n")
        versions.append(cache.version.__wrapped__())
    assert len(set(versions)) == 4


def test_a_folder_one_cannot_make_is_done_without(here: Path, run: Run) -> None:
    (here / ".timeline").write_text("A file.")
    code, _, err = run("build")
    assert code == 0
    assert "TL403 the cache cannot be used: File exists" in err
    assert (here / ".timeline").read_text() == "A file."


def test_one_that_another_build_holds_is_done_without(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build")[0] == 0
    monkeypatch.setattr(cache, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(here / ".timeline" / FILE)) as database:
        database.execute("BEGIN EXCLUSIVE")
        code, _, err = run("build")
    assert code == 0
    assert err.count("TL403 the cache cannot be used: another build holds it") == 1
    assert "thrown away" not in err
    assert run("build")[2] == "0 new, 0 changed, 0 gone since the last build\n"


def test_an_interrupted_build_keeps_what_it_found(here: Path, monkeypatch: pytest.MonkeyPatch, read_anew) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(building, "merge_articles", lambda told, memory: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            building.build("articles", cache="kept")
    building.build("articles", cache="kept")
    assert read_anew == ["Story 0", "Story 1"]


def test_what_no_build_has_any_more_is_forgotten(here: Path) -> None:
    for n in range(5):
        (here / "articles" / "1.md").write_text(FORM.format("Story 1", DAYS[1], STORIES[1] + " The end." * n))
        building.build("articles", cache="kept")
    with closing(sqlite3.connect(here / "kept" / FILE)) as database:
        # Two of this build, and the old one that `timeline changes --built` shows.
        assert database.execute("SELECT count(*) FROM articles").fetchone() == (3,)


@pytest.mark.parametrize(("source", "stand", "place"), [
    ("articles", ".", ".timeline"), ("articles/0.md", ".", "articles/.timeline"),
    (".", "articles", "articles/.timeline"),
    ("../articles", "elsewhere", "elsewhere/.timeline"), ("deep/down", ".", "deep/.timeline")])
def test_it_lies_beside_the_sources_and_never_outside_where_one_stands(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch, source: str, stand: str, place: str
) -> None:
    (here / "elsewhere").mkdir()
    shutil.copytree(here / "articles", here / "deep" / "down")
    monkeypatch.chdir(here / stand)
    assert run("events", source)[0] == 0
    assert run("export", "csv", source)[0] == 0
    assert not list(here.rglob(".timeline"))
    assert run("build", source, "--out", str(here / "site"))[0] == 0
    assert list(here.rglob(".timeline")) == [here / place]


def test_nobody_commits_it(here: Path, run: Run) -> None:
    assert run("build")[0] == 0
    assert (here / ".timeline" / ".gitignore").read_text() == "*\n"


# What became of the sources


def test_changes_are_those_a_rebuild_would_bring(here: Path, run: Run) -> None:
    code, out, err = run("changes")
    assert (code, out) == (1, "")
    assert err == "No build of site is remembered that this could be compared with.\n"
    assert run("build")[0] == 0
    assert run("changes") == (0, "", "")
    (here / "articles" / "0.md").write_text(FORM.format("Story 0", DAYS[0], STORIES[0].replace("yesterday", "today")))
    (here / "articles" / "1.md").unlink()
    (here / "articles" / "2.md").write_text(FORM.format("Story 2", DAYS[2], STORIES[5]))
    assert run("changes", "--format", "text") == (0, CHANGED, "")
    told = [json.loads(line) for line in run("changes")[1].splitlines()]
    assert [(each["source"], each["what"]) for each in told] == [
        ("articles/0.md", "changed"), ("articles/1.md", "gone"), ("articles/2.md", "new")]
    assert told[0]["lost"] == [{"text": "The mayor resigned yesterday.", "edtf": "2016-04-20"}]
    assert run("changes", "--built", "--format", "text")[0] == 1
    code, _, err = run("build")
    assert err.splitlines()[-1] == "1 article with another text, see `timeline changes --built`: articles/0.md"
    assert run("changes") == (0, "", "")
    assert run("changes", "--built", "--format", "text") == (0, CHANGED, "")
    assert run("build")[0] == 0
    assert run("changes", "--built", "--format", "text") == (0, CHANGED, "")


CHANGED = """\
changed: articles/0.md (Story 0)
  - 2016-04-20: The mayor resigned yesterday.
  + 2016-04-21: The mayor resigned today.
gone: articles/1.md (Story 1)
  - 1994: The ferry sank in 1994, and 12 people were killed.
  - 1996: A new one sailed two years later.
new: articles/2.md (Story 2)
  + 2016-04-20: The council of Oldtown met on 20 April 2016 and voted for the bridge.
"""


def test_each_site_has_a_memory_of_its_own(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "timeline.toml").write_text('sources = "articles"\nout = "site"')
    assert run("build")[0] == 0
    assert run("build", "articles/0.md", "--out", "other")[0] == 0
    assert run("changes", "articles/0.md", "--out", "other") == (0, "", "")
    monkeypatch.chdir(here / "articles")
    assert run("changes") == (0, "", "")


def test_articles_of_one_file_are_known_by_their_titles(here: Path, run: Run) -> None:
    lines = [{"title": f"Story {n}", "published": DAYS[0], "text": STORIES[n]} for n in (0, 1, 5)]
    (here / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert run("build", "wire.jsonl")[0] == 0
    lines[1]["text"] += " The bridge was raised in 1997."
    (here / "wire.jsonl").write_text("\n".join(map(json.dumps, lines)))
    (line,) = run("changes", "wire.jsonl")[1].splitlines()
    told = json.loads(line)
    assert (told["source"], told["what"], told["lost"]) == ("wire.jsonl#Story 1", "changed", [])
    assert [quote["edtf"] for quote in told["found"]] == ["1997"]


def test_a_damaged_memory_is_thrown_away(here: Path) -> None:
    with closing(Cache(here / "kept")) as kept:
        kept.remember("site", {"a": ["A", "1"]})
        kept.remember("site", {"a": ["A", "2"]})
        assert kept.built("site") == {"a": ["A", "2"]}
        assert kept.built("site", before=True) == {"a": ["A", "1"]}
    with closing(sqlite3.connect(here / "kept" / FILE)) as database:
        database.execute("UPDATE builds SET told = '{}'")
        database.commit()
    with closing(Cache(here / "kept")) as kept:
        assert kept.built("site") is None
        assert "damaged" in kept.words[0]
    assert os.listdir(here / "kept")
