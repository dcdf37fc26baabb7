"""`timeline import` as it is typed: what it writes and says, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline import cli

SLIDES = {"events": [
    {"start_date": {"year": "2016", "month": "4", "day": "19"}, "text": {"headline": "The bridge is shut"}},
    {"start_date": {"year": "1911"}, "text": {"headline": "The bridge opens"}},
]}


@pytest.fixture
def slides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A timeline of TimelineJS, where one stands."""
    monkeypatch.chdir(tmp_path)
    path = Path("slides.json")
    path.write_text(json.dumps(SLIDES), "utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(["import", *map(str, arguments)])
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def written(folder: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(Path(folder).iterdir())}


def test_each_event_becomes_a_file(slides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, slides) == (0, "2 events written to articles\n", "")
    made = written("articles")
    assert len(made) == 2
    assert all("event: true" in text for text in made.values())
    assert any("The bridge opens" in text and "1911" in text for text in made.values())


def test_where_they_go_is_said(slides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, slides, "--out", "by-hand") == (0, "2 events written to by-hand\n", "")
    assert len(written("by-hand")) == 2
    assert not Path("articles").exists()


def test_what_found_no_place_is_told_unless_one_wants_quiet(slides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    undated = {"text": {"headline": "The bridge is spoken of"}}
    slides.write_text(json.dumps({"events": [*SLIDES["events"], undated]}), "utf-8")
    code, out, err = run(capsys, slides)
    assert (code, out) == (0, "2 events written to articles\n")
    first, second = err.splitlines()
    assert first == "1 thing of slides.json found no place:"
    assert "The bridge is spoken of" in second
    assert run(capsys, slides, "--quiet", "--out", "again") == (0, "", "")
    assert len(written("again")) == 2


def test_nothing_is_overwritten(slides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, slides)
    before = written("articles")
    code, out, err = run(capsys, slides)
    assert (code, out) == (2, "")
    assert "TL405" in err
    assert written("articles") == before


@pytest.mark.parametrize(("file", "problem"), [("none.json", "TL101"), ("slides.txt", "TL")])
def test_what_cannot_be_imported_is_told(
    slides: Path, capsys: pytest.CaptureFixture[str], file: str, problem: str
) -> None:
    Path("slides.txt").write_text("nothing of the kind")
    code, out, err = run(capsys, file)
    assert (code, out) == (2, "")
    assert err.startswith(f"{file}:")
    assert problem in err
    assert not Path("articles").exists()
