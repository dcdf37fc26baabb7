"""timeline.toml: found, read, overruled by options, and told where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import cli, configuration
from timeline.errors import InputError, offer
from timeline.exporters import EXPORTERS
from timeline.model import Article
from timeline.outlets import Outlet, published_by

PAGE = (Path(__file__).parent.parent / "docs" / "configuration.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```toml\n(.*?)```", PAGE, flags=re.DOTALL)[1]
STORY = "The council met on 20 April 2016. It met again yesterday.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with one article."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "2016-04-21.txt").write_text(STORY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def wrong(here: Path, text: str) -> str:
    """What is said of a file with this text, without the helps."""
    (here / "timeline.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        configuration.read(Path("timeline.toml"))
    return "\n".join(str(problem).split("\n")[0] for problem in caught.value.problems)


# What the page says


def test_the_example_of_the_page_builds(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "timeline.toml").write_text(EXAMPLE, encoding="utf-8")
    (here / "letters").mkdir()
    (here / "letters" / "2016-04-22.txt").write_text("The mayor resigned on 21 April 2016.")
    (here / "theme").mkdir()
    (here / "edits.toml").write_text("")
    code, out, err = run(capsys, "build")
    assert (code, err) == (0, "")
    assert "2 articles read" in out
    names = {path.name for path in (here / "site").iterdir()}
    assert {"index.html", "events.json", "atom.xml", "timeline.ics", "sitemap.xml"} <= names
    assert not {"events.csv", "feed.json"} & names
    assert "<title>The bridge" in (here / "site" / "index.html").read_text(encoding="utf-8")


def test_every_key_is_on_the_page_and_in_its_example(here: Path) -> None:
    assert set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, flags=re.MULTILINE)) == set(configuration.KEYS)
    (here / "timeline.toml").write_text(EXAMPLE, encoding="utf-8")
    read = configuration.read(Path("timeline.toml")).values
    assert {key.replace("-", "_") for key in configuration.KEYS} == set(read)


def test_every_exporter_is_on_the_page() -> None:
    (told,) = re.findall(r"^`exporters` are (.*?)\. Without", PAGE, flags=re.MULTILINE)
    assert re.findall(r"`(\w+)`", told) == list(EXPORTERS)


def test_every_key_is_an_option_of_build() -> None:
    build = typer.main.get_command(cli.app).commands["build"]  # type: ignore[attr-defined]
    assert {key.replace("-", "_") for key in configuration.KEYS} <= {parameter.name for parameter in build.params}


# Where it is found, and what wins


def test_the_nearest_file_is_found_upward_and_its_paths_are_its_own(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "timeline.toml").write_text('sources = "articles"\nout = "made/site"\ntitle = "Above"\n')
    deep = here / "articles" / "deep"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert configuration.find(Path()) == Path("../../timeline.toml")
    code, out, _ = run(capsys, "build")
    assert (code, out.splitlines()[0]) == (0, "1 article read, 2 time expressions found")
    assert "Above" in (here / "made" / "site" / "index.html").read_text(encoding="utf-8")
    assert (here / ".timeline").is_dir()
    (deep / "timeline.toml").write_text('title = "Nearer"')
    assert configuration.find(Path()) == Path("timeline.toml")


def test_an_option_wins(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "timeline.toml").write_text('title = "One"\napproved-only = true\nout = "one"\nsources = ["nowhere"]\n')
    assert run(capsys, "build")[0] == 2
    code, *_ = run(capsys, "build", "articles", "--no-approved-only", "--title", "Two", "--out", "two")
    assert code == 0
    assert "<title>Two" in (here / "two" / "index.html").read_text(encoding="utf-8")
    assert not (here / "one").exists()


def test_a_file_can_be_named(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "other").mkdir()
    (here / "other" / "mine.toml").write_text('out = "site"\nsources = "../articles"')
    (here / "timeline.toml").write_text("broken")
    assert run(capsys, "build", "--config", "other/mine.toml")[0] == 0
    assert (here / "other" / "site" / "index.html").is_file()
    code, _, err = run(capsys, "build", "--config", "nowhere.toml")
    assert (code, err.splitlines()[0]) == (2, "nowhere.toml:1:1: TL102 it cannot be read: No such file or directory")


def test_the_file_is_no_source_and_help_does_not_need_it(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "timeline.toml").write_text('sources = "."')
    assert "left out" not in run(capsys, "build")[1]
    (here / "timeline.toml").write_text("broken")
    assert run(capsys, "build", "--help")[0] == 0


# What is wrong with it

MISTAKES = {
    'title = "A"\n\n titel = "A"': "3:2: TL503 there is no key 'titel'",
    "title = 3": "1:9: TL503 title is not words in quotation marks",
    '"title" = " "': "1:11: TL503 title is not words in quotation marks",
    "top = 0": "1:7: TL503 top is not a number from 1 up",
    "top = true": "1:7: TL503 top is not a number from 1 up",
    'description = """\ntop = 1\n"""\njobs = "two"': "4:8: TL503 jobs is not a number from 1 up",
    'approved-only = "yes"': "1:17: TL503 approved-only is not true or false",
    "sources = []": "1:11: TL503 sources is not a list of words in quotation marks",
    'base-url = "example.org"': "1:12: TL503 base-url is not the address of a site",
    'timezone = "Europe/Lodnon"': "1:12: TL503 timezone is not a time zone of the IANA database",
    'undated = "perhaps"': '1:11: TL503 undated is not "error" or "skip"',
    'site-language = "x y"': "1:17: TL503 site-language is not the tag of a language by BCP 47",
    'language = "tlh"': "1:12: TL503 language is not a language it can read: there is no grammar for the language",
    'exporters = ["atm"]': "1:13: TL503 exporters is not a list of exporters: there is no 'atm', but atom, ",
    "outlets = 3": "1:11: TL503 outlets is no table",
    "[outlets]\nA = 3": "2:5: TL503 'A' is no table of an outlet",
    '[outlets."A, B"]': "1:1: TL503 'A, B' is no table of an outlet",
    '[outlets.A]\nadress = "a.example"': "2:1: TL503 an outlet has no 'adress'",
    '[outlets.A]\naddress = "here"': "2:11: TL503 'here' is no address, such as courier.example",
    '[outlets.A]\nzone = "Europe"': "2:8: TL503 'Europe' is no time zone, such as Europe/London",
    '[outlets.A]\nzone = 1': "2:8: TL503 zone is not words in quotation marks",
    'outlets = { A = { zone = "x" } }': "1:11: TL503 'x' is no time zone, such as Europe/London",
    "title = The bridge": "1:9: TL502 not valid TOML: Invalid value",
    'title = "A"\ntitle = "B"': "2:1: TL502 not valid TOML: Cannot overwrite a value",
    'title = "A': "1:1: TL502 not valid TOML: Unterminated string",
    "a = " + "[" * 5000: "1:1: TL502 not valid TOML: nested too deeply",
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.items(), ids=range(len(MISTAKES)))
def test_a_mistake_is_told_with_its_place(here: Path, text: str, told: str) -> None:
    assert wrong(here, text).startswith(f"timeline.toml:{told}")


def test_all_mistakes_are_told_at_once_and_the_nearest_key_first(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "timeline.toml").write_text('top = 0\nthem = "x"\n')
    code, out, err = run(capsys, "build")
    assert (code, out) == (2, "")
    assert [line.split(" ")[0] for line in err.splitlines() if line[0] != " "] == [
        "timeline.toml:1:7:", "timeline.toml:2:1:"]
    assert "help: Did you mean theme? There are theme, " in err
    assert not (here / "site").exists()


def test_a_link_out_of_its_folder_is_not_followed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "secret").write_text("hoard = 1\n")
    (here / "story").mkdir()
    (here / "story" / "timeline.toml").symlink_to(here / "secret")
    code, out, err = run(capsys, "build", "--config", "story/timeline.toml")
    assert (code, out) == (2, "")
    assert err.startswith("story/timeline.toml:1:1: TL102 it is a link out of its folder, which is not followed\n")
    assert "hoard" not in err


def test_of_thousands_of_unknown_keys_the_first_are_told_with_the_nearest(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sought: list[str] = []

    def noted(word: str, known: Collection[str]) -> str:
        sought.append(word)
        return offer(word, known)

    monkeypatch.setattr(configuration, "offer", noted)
    (here / "timeline.toml").write_text("".join(f"key{n} = 1\n" for n in range(3000)))
    code, _, err = run(capsys, "build")
    assert (code, err.count("TL503"), sought) == (2, 21, [f"key{n}" for n in range(20)])
    assert err.endswith("timeline.toml:21:1: TL503 and 2,980 more like these\n")


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(['[outlets.a]', 'title', '=', '"', "'''", '"""', '\n', '[', ']', '{', '}',
                                            '.', '3', 'true', '#', ',', 'zone', 'é'])).map("".join))
def test_any_text_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(InputError):
        configuration.read(path)


# Outlets

COURIER = Outlet("Vale Courier", "courier.example", "Pacific/Auckland")
LATE = datetime(2016, 4, 20, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(("url", "outlet", "name", "day"), [
    ("https://courier.example/a", None, "Vale Courier", "2016-04-21"),
    ("https://www.courier.example/a", None, "Vale Courier", "2016-04-21"),
    ("https://news.courier.example/a", None, "Vale Courier", "2016-04-21"),
    (None, "Vale Courier", "Vale Courier", "2016-04-21"),
    ("https://courier.example/a", "The Wire", "The Wire", "2016-04-20"),
    ("https://notcourier.example/a", None, None, "2016-04-20"),
    ("https://[/a", None, None, "2016-04-20"),
    (None, None, None, "2016-04-20"),
])
def test_articles_are_known_by_their_address_or_outlet(url, outlet, name, day) -> None:
    told = published_by(Article(STORY, LATE, url=url, outlet=outlet), [Outlet("Another"), COURIER])
    assert (told.outlet, told.day) == (name, day)


def test_a_date_or_an_offset_of_its_own_stays_and_an_id_that_was_given_too() -> None:
    for when in (date(2016, 4, 20), datetime.fromisoformat("2016-04-20T23:30:00+02:00")):
        told = published_by(Article(STORY, when, outlet="Vale Courier", id="a1"), [COURIER])
        assert (told.published, told.id) == (when, "a1")
    made = published_by(Article(STORY, LATE, outlet="Vale Courier"), [COURIER])
    assert made.id == Article(STORY, date(2016, 4, 21)).id


@pytest.mark.parametrize("told", ["A", "A,a.example", "A,,Europe/London", " A , a.example , Europe/London "])
def test_an_outlet_on_one_line(told: str) -> None:
    outlet = Outlet.read(told)
    assert outlet.name == "A"
    assert Outlet.read(str(outlet)) == outlet


@pytest.mark.parametrize(("told", "message"), [
    (",a.example", "names no outlet"), ("A,here", "'here' is no address"), ("A,,Europe", "'Europe' is no time zone")])
def test_an_outlet_that_is_none_is_told(
    here: Path, capsys: pytest.CaptureFixture[str], told: str, message: str
) -> None:
    code, _, err = run(capsys, "build", "--outlet", told)
    assert code == 2
    assert err.startswith("--outlet: TL501")
    assert message in err
