"""The command: what it prints where, and with which exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
import typer

import timeline
from timeline import building, cli
from timeline.exporters import EXPORTERS, events_csv
from timeline.exporters.options import Options
from timeline.model import Timeline

Run = Callable[..., tuple[int, str, str]]
COMMAND = [sys.executable, "-m", "timeline"]
STORY = "The council met on 20 April 2016. The council met yesterday.\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; gives its exit code, standard output and standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two articles and a file nobody reads, beside which the commands run."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "2016-04-21.txt").write_text(STORY)
    (folder / "2016-07-14.md").write_text("---\ntitle: Second meeting\n---\nThe council met yesterday.\n")
    (folder / "notes.xyz").write_text("Notes.")
    return folder


def test_help_loads_nothing_heavy() -> None:
    heavy = ("dateparser", "jinja2", "markdown", "yaml", "nh3", "rich", "timeline.articles", "timeline.rules",
             "timeline.configuration", "timeline.building", "sqlite3", "multiprocessing", "tomllib")
    code = (
        "import sys\nfrom timeline.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n"
        f"    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stderr.strip() == "[]"
    for command in ("build", "export", "tag", "events", "review", "changes", "explain"):
        assert f"  {command}  " in told.stdout


COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
REFERENCE = (Path(__file__).parent.parent / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    section = re.search(rf"^## timeline {name}\b.*?(?=^## |\Z)", REFERENCE, flags=re.MULTILINE | re.DOTALL)
    assert section, f"docs/commands.md has no section on {name}"
    options = {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("--")}
    assert {option for option in options - {"--help"} if not re.search(rf"{option}\b", section[0])} == set()


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"timeline {timeline.__version__}\n", "")
    told = subprocess.run([*COMMAND, "--version"], check=True, capture_output=True, text=True)
    assert told.stdout == f"timeline {timeline.__version__}\n"


def test_build_tells_what_it_did(run: Run, articles: Path) -> None:
    code, out, err = run("build", "articles", "--title", "The council")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2 articles read, 3 time expressions found",
        "2 entries made, 0 events for review",
        "1 left out, no reader for .xyz files: articles/notes.xyz",
        f"The site is in site; open {(articles.parent / 'site' / 'index.html').as_uri()}",
    ]
    assert "The council" in (articles.parent / "site" / "index.html").read_text(encoding="utf-8")


def test_without_sources_the_folder_articles_is_built(run: Run, articles: Path) -> None:
    assert run("build")[0] == 0
    assert (articles.parent / "site" / "index.html").is_file()


def test_quiet_prints_nothing(run: Run, articles: Path) -> None:
    assert run("build", "articles", "--quiet") == (0, "", "")


def test_warnings_go_to_standard_error(run: Run, articles: Path) -> None:
    (articles / "2016-04-22.md").write_text("---\ndate: 2016-04-23\n---\n" + STORY)
    code, _, err = run("build", "articles")
    assert code == 0
    assert err.startswith("warning: articles/2016-04-22.md:1:1: TL203 front matter: date says 2016-04-23, but")


def test_the_same_input_gives_the_same_bytes(run: Run, articles: Path) -> None:
    for out in ("one", "two"):
        assert run("build", "articles", "--out", out)[0] == 0
    one, two = (
        {path.relative_to(root): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
        for root in (articles.parent / "one", articles.parent / "two")
    )
    assert one == two


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


SAID = re.compile(r"\d+ new, \d+ changed, \d+ gone since the last build\n")


def test_a_rebuild_says_what_changed_and_when(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = articles.parent / "site"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert not SAID.search(run("build")[2])
    first = files(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    assert run("build")[2] == "0 new, 0 changed, 0 gone since the last build\n"
    assert files(site) == first

    (articles / "opening.md").write_text(OPENING)
    (articles / "2016-07-14.md").unlink()
    known = json.loads(first["events.json"])["entries"][0]["id"]
    (articles / "edits.toml").write_text(f'[{known}]\nnote = "In the old hall."\n')
    assert run("build")[2] == "1 new, 1 changed, 1 gone since the last build\n"
    told = json.loads((site / "events.json").read_text(encoding="utf-8"))
    new = next(entry["id"] for entry in told["entries"] if entry["title"] == "Hall opens")
    assert told["added"] == {known: "2016-04-21T00:00:00Z", new: "2026-02-02T02:40:00Z"}
    assert told["changed"] == {known: "2026-02-02T02:40:00Z"}

    second = files(site)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert run("build", "--quiet") == (0, "", "")
    assert files(site) == second


def test_a_first_build_does_not_ask_what_time_it_is(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = []
    for epoch in ("0", "1767225600"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert run("build", "--out", f"at-{epoch}")[0] == 0
        sites.append(files(articles.parent / f"at-{epoch}"))
    assert sites[0] == sites[1]


@pytest.mark.parametrize("epoch", ["yesterday", "1e3", "9" * 30])
def test_a_time_that_is_none_is_told(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    code, out, err = run("build")
    assert (code, out) == (2, "")
    assert f"SOURCE_DATE_EPOCH is '{epoch}', which is no number of seconds since 1970." in err


def test_a_damaged_events_json_is_as_if_there_were_none(run: Run, articles: Path) -> None:
    assert run("build")[0] == 0
    (articles.parent / "site" / "events.json").write_text("{")
    code, _, err = run("build")
    assert (code, err) == (0, "")


FORMATS = {"atom": "atom.xml", "csv": "events.csv", "ics": "timeline.ics", "json": "events.json",
           "jsonfeed": "feed.json", "timelinejs": "timelinejs.json"}


@pytest.mark.parametrize("name", FORMATS)
def test_export_prints_what_a_build_writes(run: Run, articles: Path, name: str) -> None:
    told = ("--title", "The council", "--description", "Two meetings.", "--base-url", "https://user.example/repo")
    assert run("build", *told)[0] == 0
    code, out, err = run("export", name, "articles", *told)
    assert (code, err) == (0, "")
    assert out.encode() == (articles.parent / "site" / FORMATS[name]).read_bytes()


def test_every_exporter_of_one_file_of_text_can_be_asked_for() -> None:
    options = Options(base_url="https://user.example/")
    single = {name for name, made in EXPORTERS.items() if name != "site" and len(made(Timeline(()), options)) == 1}
    assert single == {*FORMATS, "oembed", "share"}


def test_export_says_what_is_wrong_with_the_input(run: Run, articles: Path) -> None:
    (articles / "undated.txt").write_text(STORY)
    code, out, err = run("export", "csv")
    assert (code, out) == (2, "")
    assert "articles/undated.txt:1:1: TL201" in err
    assert run("export", "csv", "--undated", "skip")[0] == 0


def test_tables_can_be_had_as_csv(run: Run, articles: Path) -> None:
    (articles / "2016-07-14.md").write_text("---\ntitle: =1+1\n---\nThe council met yesterday.\n")
    code, out, _ = run("events", "--format", "csv", "articles/2016-07-14.md")
    (row,) = events_csv.read(out.encode())
    assert (code, row["from"], row["source"]) == (0, "yesterday", "=1+1 (2016-07-14)")
    assert "'=1+1 (2016-07-14)" in out
    _, out, _ = run("tag", "--format", "table", "articles/2016-07-14.md")
    assert "2016-07-13" in out
    assert "{" not in out


def test_the_site_gets_what_was_asked_for(run: Run, articles: Path) -> None:
    long = "The mayor of Aldmere has a red door."
    with (articles / "2016-07-14.md").open("a") as article:
        article.write(f"\n{long}\n")
    (articles.parent / "theme" / "assets").mkdir(parents=True)
    (articles.parent / "theme" / "assets" / "mine.css").write_text("a{}")
    site = articles.parent / "site"
    for more, given in ((["--description", "Two tales.", "--full-text", "--theme", "theme"], True), ([], False)):
        assert run("build", *more)[0] == 0
        pages = "".join(page.read_text("utf-8") for page in site.rglob("*.html"))
        assert ("Two tales." in pages, long in pages, (site / "assets" / "mine.css").is_file()) == (given,) * 3


@pytest.mark.parametrize(
    ("template", "place", "told"),
    [
        ('{% extends "default/base.html" %}\n{% block main %}', "theme/entry.html:2:1", "Unexpected end of template."),
        ("\n\n{{ itme.title }}", "theme/entry.html:3:1", "'itme' is undefined"),
        ("{{ 1 + item.title }}", "theme/entry.html:1:1", "unsupported operand"),
        ('{% extends "defualt/base.html" %}', "theme:1:1", "there is no template defualt/base.html"),
        ("\udcff", "theme:1:1", "a template is not UTF-8"),
    ],
)
def test_a_broken_template_is_told_with_its_line(
    run: Run, articles: Path, template: str, place: str, told: str
) -> None:
    theme = articles.parent / "theme"
    theme.mkdir()
    (theme / "entry.html").write_bytes(template.encode("utf-8", "surrogateescape"))
    code, out, err = run("build", "--theme", "theme")
    assert (code, out) == (2, "")
    assert err.startswith(f"{place}: TL504 ")
    assert told in err
    assert not (articles.parent / "site").exists()


def test_a_site_inside_the_source_is_not_read(run: Run, articles: Path) -> None:
    for _ in range(2):
        code, out, _ = run("build", articles.parent / "articles", "--out", articles / "site")
        assert code == 0
        assert out.startswith("2 articles read")


def test_undated_articles_can_be_left_out(run: Run, articles: Path) -> None:
    (articles / "undated.txt").write_text(STORY)
    code, out, _ = run("build", "articles", "--undated", "skip")
    assert code == 0
    assert "2 articles read" in out
    assert "1 left out, no publication date: articles/undated.txt" in out


def test_one_date_for_everything(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("The council met yesterday.")
    assert run("build", "a.txt", "--published", "2016-04-21")[0] == 0
    (entry,) = json.loads((tmp_path / "site" / "events.json").read_text())["entries"]
    assert entry["edtf"] == "2016-04-20"


def test_nothing_to_show_is_exit_code_1(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2016-04-20.txt").write_text("Nothing happened.")
    code, out, err = run("build", "2016-04-20.txt")
    assert (code, out) == (1, "")
    assert err.startswith("2016-04-20.txt:1:1: TL301 no event could be dated in 1 article with 0 time expressions\n")
    assert not (tmp_path / "site").exists()


OPENING = "---\nevent: true\ntitle: Hall opens\ndate: 1 May 2016\n---\nThe *hall* opens.\n"


def ids(run: Run) -> list[str]:
    """The ids of the entries in the order of the timeline."""
    return [json.loads(line)["id"] for line in run("review")[1].splitlines()]


def entries(articles: Path) -> list[str]:
    told = json.loads((articles.parent / "site" / "events.json").read_text(encoding="utf-8"))
    return [entry["title"] for entry in told["entries"]]


def test_a_build_tells_of_edits_and_of_what_was_written_by_hand(run: Run, articles: Path) -> None:
    first, second = ids(run)
    (articles / "opening.md").write_text(OPENING)
    (articles / "edits.toml").write_text(
        f'[{first}]\nhide = true\n[{second}]\ntitle = "Again"\n\n[gone]\nquote = "It met."\nhide = true\n'
    )
    code, out, err = run("build", "articles")
    assert code == 0
    assert out.splitlines()[1:4] == [
        "2 entries made, 0 events for review",
        "1 entry written by hand",
        "2 edits applied, 1 entry hidden, 1 edit without its event",
    ]
    assert err.startswith("warning: articles/edits.toml:6:1: TL604 nothing has the id gone (“It met.”) any more\n")
    assert entries(articles) == ["Hall opens", "Again"]
    assert "edits.toml" not in out


def test_only_what_is_signed_is_shown(run: Run, articles: Path) -> None:
    first, second = ids(run)
    code, out, err = run("build", "--approved-only")
    assert (code, out) == (1, "")
    assert err.startswith(
        "articles:1:1: TL302 none of 2 entries is approved\n  help: Sign entries with `timeline review`"
    )
    (articles / "2016-07-15.txt").write_text("The mayor recently opened a new hall.")
    (articles / "edits.toml").write_text(f"[{second}]\napproved = true\n")
    code, out, _ = run("build", "--approved-only")
    assert code == 0
    assert "1 entry shown, 1 kept back" in out.splitlines()
    assert len(entries(articles)) == 1
    assert "recently" not in (articles.parent / "site" / "about.html").read_text(encoding="utf-8")


def test_the_site_speaks_another_language_than_its_articles(run: Run, articles: Path) -> None:
    (articles / "opening.md").write_text(OPENING)
    assert run("build", "--site-language", "de")[0] == 0
    page = (articles.parent / "site" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de">' in page
    assert "Zum Inhalt" in page
    assert '<cite lang="en"' in page


def test_the_most_important_are_kept_in_the_order_of_time(run: Run, articles: Path) -> None:
    (articles / "opening.md").write_text(OPENING)
    code, out, _ = run("build", "--top", "2")
    assert code == 0
    assert "2 entries shown, 1 kept back" in out.splitlines()
    assert entries(articles) == ["Council met", "Hall opens"]


def test_everything_hidden_is_exit_code_1(run: Run, articles: Path) -> None:
    (articles / "edits.toml").write_text("".join(f"[{id}]\nhide = true\n" for id in ids(run)))
    code, _, err = run("build")
    assert code == 1
    assert "TL302 every entry is hidden" in err


def test_edits_lie_beside_a_file_and_may_be_named(run: Run, articles: Path) -> None:
    (id,) = [json.loads(line)["id"] for line in run("review", "articles/2016-07-14.md")[1].splitlines()]
    (articles / "edits.toml").write_text(f'[{id}]\ntitle = "One"\n')
    (articles.parent / "other.toml").write_text(f'[{id}]\ntitle = "Two"\n')
    assert run("build", "articles/2016-07-14.md")[0] == 0
    assert entries(articles) == ["One"]
    assert run("build", "articles/2016-07-14.md", "--edits", "other.toml")[0] == 0
    assert entries(articles) == ["Two"]
    code, _, err = run("build", "--edits", "nowhere.toml")
    assert code == 2
    assert err.startswith("nowhere.toml:1:1: TL102 it cannot be read: No such file")


def test_everything_wrong_is_told_at_once(run: Run, articles: Path) -> None:
    (articles / "edits.toml").write_text("[a]\nhid = true\n")
    (articles / "opening.md").write_text(OPENING.replace("1 May 2016", "tomorrow"))
    (articles / "undated.txt").write_text(STORY)
    code, out, err = run("build")
    assert (code, out) == (2, "")
    for problem in (
        "articles/edits.toml:2:1: TL602 'hid' is no edit\n    hid = true\n    ^\n  help: Did you mean hide?",
        "articles/opening.md:4:7: TL603 date: 'tomorrow' depends on the day it is said",
        "articles/undated.txt:1:1: TL201",
    ):
        assert problem in err
    assert not (articles.parent / "site").exists()


def test_two_files_of_edits_speak_of_different_entries(run: Run, articles: Path) -> None:
    (articles.parent / "more").mkdir()
    (articles.parent / "more" / "2016-08-02.txt").write_text("The fair opened on 1 August 2016.")
    for folder in ("articles", "more"):
        (articles.parent / folder / "edits.toml").write_text('[a]\nquote = "x"\nhide = true\n')
    code, _, err = run("build", "articles", "more")
    assert code == 2
    assert "more/edits.toml:1:1: TL602 a has a table in articles/edits.toml too" in err


def test_tag_gives_json_lines_in_a_pipe(run: Run, articles: Path) -> None:
    code, out, _ = run("tag", articles / "2016-04-21.txt")
    values = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [(value["text"], value["value"]) for value in values] == [
        ("20 April 2016", "2016-04-20"),
        ("yesterday", "2016-04-20"),
    ]
    assert all(STORY[value["start"] : value["end"]] == value["text"] for value in values)


def test_tag_reads_standard_input() -> None:
    told = subprocess.run(
        [*COMMAND, "tag", "-", "--published", "2016-04-21"],
        input="Né yesterday – 😀.".encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert json.loads(told.stdout)["start"] == 3


def test_events_are_json_lines_too(run: Run, articles: Path) -> None:
    code, out, _ = run("events", articles / "2016-07-14.md")
    (event,) = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert (event["quote"], event["edtf"]) == ("The council met yesterday.", "2016-07-13")
    assert event["article"]["title"] == "Second meeting"


def test_explain(run: Run) -> None:
    code, out, _ = run("explain", "It met yesterday, for two years in a row.", "--published", "2016-04-20")
    assert code == 0
    first, second = out.split("\n\n")
    told = dict(line.split(maxsplit=1) for line in first.splitlines()[1:])
    assert first.splitlines()[0] == "yesterday"
    assert (told["trigger"], told["rule"].split(",")[0], told["slots"]) == ("yesterday", "day-word", "days = -1")
    assert (told["type"], told["value"], told["EDTF"]) == ("DATE", "2016-04-19", "2016-04-19")
    assert told["anchor"] == "2016-04-20: the publication day, as deictic words do"
    assert second.splitlines()[0] == "two years in a row"
    assert "P2Y" in second


@pytest.mark.parametrize(
    ("anchor", "value"), [("publication", "2016-03"), ("narrative", "1941-03"), ("auto", "1941-03")]
)
def test_the_anchor_can_be_chosen(run: Run, anchor: str, value: str) -> None:
    text = "It opened in January 1941 and closed in March."
    _, out, _ = run("explain", text, "--published", "2016-04-20", "--anchor", anchor)
    assert f"value   {value}" in out.split("\n\n")[1]


def test_explain_of_no_expression_is_exit_code_1(run: Run) -> None:
    assert run("explain", "We may.", "--published", "2016-04-20") == (1, "", "No time expression in 'We may.'.\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "--undated", "perhaps"], "'perhaps' is not one of 'error', 'skip'"),
        (["build", "--bse-url", "x"], "No such option: --bse-url"),
        (["bulid"], "No such command 'bulid'"),
        (["explain", "today"], "Missing option '--published'"),
        (["explain", "today", "--published", "03/04/2016"], "--published: TL501 '03/04/2016' can be read in two ways"),
        (["build", "x", "--published", "2016-02-30"], "--published: TL501 '2016-02-30' is not a date"),
        (["build", "x", "--language", "../xx"], "--language: TL501 there is no grammar for the language '../xx'"),
        (["build", "x", "--base-url", "example.org"], "--base-url: TL501 'example.org' is not the address of a site"),
        (["build", "x", "--site-language", "x y"], "--site-language: TL501 'x y' is no language tag"),
        (["build", "x", "--top", "0"], "--top: TL501 0 is no number of entries"),
        (["build", "x", "--theme", "nowhere"], "--theme: TL501 'nowhere' is no folder"),
        (["export"], "Missing argument 'FORMAT'"),
        (["export", "pdf"], "'pdf' is not one of 'atom', 'csv', 'ics', 'json', 'jsonfeed', 'timelinejs'."),
        (["events", "--format", "xml"], "'xml' is not one of 'auto', 'table', 'json', 'csv'"),
        (["tag", "-"], "-:1:1: TL201 no publication date was found"),
    ],
)
def test_wrong_usage_is_exit_code_2(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"Yesterday.")))
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err


def test_an_interrupted_build_leaves_the_old_site(run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build")[0] == 0
    before = {path: path.read_bytes() for path in (articles.parent / "site").rglob("*") if path.is_file()}

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(building, "merge_articles", interrupted)
    (articles / "2016-08-01.txt").write_text("The council met today.")
    assert run("build") == (130, "", "")
    assert {path: path.read_bytes() for path in (articles.parent / "site").rglob("*") if path.is_file()} == before


def test_a_reader_that_has_seen_enough(articles: Path) -> None:
    (articles / "2016-07-15.txt").write_text("".join(f"Hall {n} opened on 20 April 2016.\n" for n in range(1500)))
    for arguments in ("tag articles/2016-07-15.txt", "export ics", "events --format csv"):
        command = f"set -o pipefail; {sys.executable} -m timeline {arguments} | head -1"
        told = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (told.returncode, told.stderr, len(told.stdout.splitlines())) == (0, "", 1)


def test_a_terminal_gets_a_table_and_a_progress_bar(articles: Path) -> None:
    for arguments, words in ((["tag", "articles/2016-04-21.txt"], "20 April 2016"), (["build", "articles"], "Reading")):
        shown = on_a_terminal(arguments, {**os.environ, "TERM": "xterm-256color", "COLUMNS": "120"})
        assert words in shown
        assert "{" not in shown


def on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What a terminal would show of the command."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, *arguments], stdout=theirs, stderr=theirs, stdin=theirs, env=environment)
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()
