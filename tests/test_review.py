"""The review: what waits for the editor, the talk about it, and the file that comes of it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from timeline import cli
from timeline.building import make, save_edit
from timeline.edits import Waiting, queue, read_edits
from timeline.edits.reviewing import KEYS, review
from timeline.errors import InputError, OutputError
from timeline.model import Timeline

ONE = "---\noutlet: Radio Vale\ntitle: Bridge collapses in Kestrel\ndate: 2024-09-05\n---\n"
BODY = "The Vale Bridge in Kestrel collapsed on {day}, killing two workers. The mayor recently opened a new school.\n"


@pytest.fixture
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles that disagree on a day, with an undated event, beside which the commands run."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.md").write_text(ONE + BODY.format(day="4 September"))
    other = ONE.replace("Radio Vale", "Coast Daily").replace("09-05", "09-08")
    (folder / "b.md").write_text(other + "The Vale Bridge in Kestrel collapsed on 5 September, killing two workers.\n")
    (folder / "c.md").write_text("---\ntitle: Pier\ndate: 2024-10-01\n---\nThe pier in Orrin closed on 2 September.\n")
    return folder


@pytest.fixture
def waiting(articles: Path) -> list[Waiting]:
    return queue(make("articles").timeline)


class Editor:
    """Types the answers given, one after the other, and notes what was said and saved."""

    def __init__(self, *answers: str) -> None:
        self.answers: Iterator[str] = iter(answers)
        self.prompts: list[str] = []
        self.told: list[str] = []
        self.saved: list[tuple[str, dict[str, str | bool]]] = []

    def ask(self, prompt: str) -> str:
        self.prompts.append(prompt)
        try:
            return next(self.answers)
        except StopIteration:
            raise EOFError from None

    def review(self, waiting: list[Waiting]) -> int:
        return review(waiting, self.ask, self.told.append, lambda each, said: self.saved.append((each.title, said)))


def test_the_most_pressing_waits_first(waiting: list[Waiting]) -> None:
    assert [(each.title, each.why) for each in waiting] == [
        ("Bridge collapses in Kestrel", ("date conflict",)),
        ("Mayor opened a new school", ("undated",)),
        ("Pier in Orrin closed", ("new",)),
    ]


def test_what_is_signed_or_hidden_waits_no_more(articles: Path, waiting: list[Waiting]) -> None:
    bridge, school, pier = waiting
    save_edit("articles/edits.toml", pier.id, pier.event.quote, {"approved": True})
    save_edit("articles/edits.toml", school.id, school.event.quote, {"approved": True})
    save_edit("articles/edits.toml", bridge.id, bridge.event.quote, {"note": "Ask the ministry."})
    made = make("articles")
    assert [each.title for each in queue(made.timeline, made.edits)] == [bridge.title]
    save_edit("articles/edits.toml", bridge.id, bridge.event.quote, {"hide": True})
    made = make("articles")
    assert queue(made.timeline, made.edits) == []


def test_low_confidence_is_a_reason(waiting: list[Waiting]) -> None:
    entry = waiting[2].entry
    assert entry is not None
    unsure = replace(entry, events=(replace(entry.events[0], confidence=0.4),))
    (each,) = queue(Timeline((unsure,)))
    assert each.why == ("low confidence",)


def test_each_key_says_one_thing(waiting: list[Waiting]) -> None:
    editor = Editor("t", "Bridge falls", "d", "last Tuesday", "n", "Two died.", "a", "h", "s")
    assert editor.review(waiting) == 2
    assert editor.saved == [
        ("Bridge collapses in Kestrel", {"title": "Bridge falls"}),
        ("Bridge collapses in Kestrel", {"date": "last Tuesday"}),
        ("Bridge collapses in Kestrel", {"note": "Two died."}),
        ("Bridge collapses in Kestrel", {"approved": True}),
        ("Mayor opened a new school", {"hide": True}),
    ]


def test_what_is_shown_is_what_one_decides_by(waiting: list[Waiting]) -> None:
    editor = Editor("q")
    editor.review(waiting)
    (shown,) = editor.told
    for words in (
        "1 of 3",
        waiting[0].id,
        "date conflict",
        "Radio Vale: 4 September 2024; Coast Daily: 5 September 2024",
        "“The Vale Bridge in Kestrel collapsed on 4 September, killing two workers.”",
        "Bridge collapses in Kestrel, 2024-09-05",
        "4 September 2024",
    ):
        assert words in shown
    assert editor.prompts == [f"{KEYS} > "]


def test_the_page_on_reviewing_shows_it(waiting: list[Waiting]) -> None:
    page = (Path(__file__).parent.parent / "docs" / "reviewing.md").read_text("utf-8")
    shown = re.search(r"^\$ timeline review articles\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert shown
    editor = Editor("q")
    editor.review(waiting)
    said = f"{editor.told[0].strip()}\n{editor.prompts[0].strip()}\n"
    counted, count = re.subn(r"^1 of \d+  [0-9a-f]{12} ", f"1 of 3  {waiting[0].id} ", shown[1])
    assert count == 1
    assert re.fullmatch(".*".join(map(re.escape, counted.split("…"))), said), said


def test_a_date_not_understood_is_asked_again(waiting: list[Waiting]) -> None:
    editor = Editor("d", "soonish", "2024-09-04", "q")
    editor.review(waiting)
    assert editor.saved == [("Bridge collapses in Kestrel", {"date": "2024-09-04"})]
    assert "'soonish' is not understood as a date" in editor.told[1]
    assert editor.told[2] == "  that is 4 September 2024"


@pytest.mark.parametrize("answers", [["q"], [], ["x", "", "q"], ["t", "", "q"], ["d", "", "q"], ["S", "s", "Quit"]])
def test_nothing_decided_is_nothing_saved(waiting: list[Waiting], answers: list[str]) -> None:
    editor = Editor(*answers)
    assert editor.review(waiting) == 0
    assert editor.saved == []


# The file


def test_an_edit_is_saved_and_read_again(articles: Path, waiting: list[Waiting]) -> None:
    file = articles / "edits.toml"
    save_edit(file, waiting[0].id, waiting[0].event.quote, {"date": "last Tuesday"})
    (edit,) = read_edits(file.read_text(encoding="utf-8"), "edits.toml")
    assert (edit.id, edit.quote, edit.date) == (waiting[0].id, waiting[0].event.quote, "last Tuesday")
    assert {path.name for path in articles.iterdir()} == {"a.md", "b.md", "c.md", "edits.toml"}


def test_a_file_keeps_its_permissions_and_its_place_behind_a_link(articles: Path, tmp_path: Path) -> None:
    real = tmp_path / "mine.toml"
    real.write_text("# mine\n")
    real.chmod(0o600)
    link = tmp_path / "link.toml"
    link.symlink_to(real)
    save_edit(link, "a", "Q.", {"hide": True})
    assert link.is_symlink()
    assert real.read_text().startswith("# mine\n")
    assert real.stat().st_mode & 0o777 == 0o600


def test_what_somebody_broke_meanwhile_is_not_written_over(articles: Path) -> None:
    file = articles / "edits.toml"
    file.write_text("[a\n")
    with pytest.raises(InputError, match="TL601"):
        save_edit(file, "b", "Q.", {"hide": True})
    assert file.read_text() == "[a\n"


@pytest.mark.parametrize("failing", ["os.replace", "os.fsync"])
def test_a_write_that_fails_leaves_the_old_file(articles: Path, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    file = articles / "edits.toml"
    file.write_text("# mine\n")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(failing, full)
    with pytest.raises(OutputError, match="No space left on device"):
        save_edit(file, "b", "Q.", {"hide": True})
    assert file.read_text() == "# mine\n"
    assert {path.name for path in articles.iterdir()} == {"a.md", "b.md", "c.md", "edits.toml"}


# The command

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        return int(ended.value.code or 0), told.out, told.err

    return run


def test_in_a_pipe_the_queue_is_json_lines_and_nothing_changes(run: Run, articles: Path) -> None:
    code, out, err = run("review")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [each["why"] for each in told] == [["date conflict"], ["undated"], ["new"]]
    assert told[0]["quote"] == "The Vale Bridge in Kestrel collapsed on 4 September, killing two workers."
    assert (told[1]["edtf"], told[1]["days"]) == ("[..2024-09-05]", "no date, only on or before 5 September 2024")
    assert not (articles / "edits.toml").exists()


@pytest.mark.parametrize("arguments", [[], ["--edits", "mine.toml"]])
def test_on_a_terminal_it_asks_and_writes_the_file(articles: Path, arguments: list[str]) -> None:
    shown = on_a_terminal(["review", *arguments], "a\nd\nyesterday\ns\nq\n")
    assert "1 entry settled, 2 left" in shown
    file = articles.parent / "mine.toml" if arguments else articles / "edits.toml"
    bridge, school = read_edits(file.read_text(encoding="utf-8"), "edits.toml")
    assert bridge.approved
    assert (school.date, school.quote) == ("yesterday", "The mayor recently opened a new school.")
    made = make("articles", edits=file)
    assert [entry.edtf for entry in made.timeline.entries] == ["2024-09-02", "2024-09-04", "2024-09-04"]


def on_a_terminal(arguments: list[str], typed: str) -> str:
    """What a terminal would show of the command when these keys are typed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "timeline", *arguments]
    process = subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs)
    os.close(theirs)
    os.write(ours, typed.encode())
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert process.wait() == 0
    return shown.decode()
