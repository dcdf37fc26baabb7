"""What commands print with, in this process: tables, lines, files, progress, and readers that leave early."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator

import pytest

from timeline.cli import printing

COLUMNS, ROWS = ("date", "title"), [("2016-04-19", "Bridge [bold]shut[/bold]"), ("1911", "Opened")]
RECORDS = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]


@pytest.mark.parametrize(("format", "terminal"), [("table", False), ("table", True), ("auto", True)])
def test_a_table(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, format: str, terminal: bool):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    monkeypatch.setenv("TERM", "dumb")
    printing.show(COLUMNS, ROWS, RECORDS, format)
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["date", "title"] in lines
    # What stands in a cell is no markup.
    assert ["2016-04-19", "Bridge", "[bold]shut[/bold]"] in lines


@pytest.mark.parametrize(("format", "terminal"), [("auto", False), ("jsonl", False), ("jsonl", True)])
def test_an_object_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, format: str, terminal: bool
):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    printing.show(COLUMNS, ROWS, RECORDS, format)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == RECORDS


def test_comma_separated_values(capfdbinary: pytest.CaptureFixture[bytes]):
    printing.show(COLUMNS, ROWS, RECORDS, "csv")
    written = capfdbinary.readouterr().out.decode("utf-8-sig")
    assert written.splitlines()[0] == "date,title"
    assert "Bridge [bold]shut[/bold]" in written


def test_a_file_goes_out_byte_for_byte(capfdbinary: pytest.CaptureFixture[bytes]):
    printing.print_bytes(b"a\r\n\xff\x00")
    assert capfdbinary.readouterr().out == b"a\r\n\xff\x00"


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Standard output is a pipe whose reader has left."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w", encoding="utf-8") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        yield
        monkeypatch.undo()


@pytest.mark.parametrize("prints", [
    lambda: printing.show(COLUMNS, ROWS, RECORDS, "jsonl"), lambda: printing.show(COLUMNS, ROWS, RECORDS, "table"),
    lambda: printing.show(COLUMNS, ROWS, RECORDS, "csv"), lambda: printing.print_bytes(b"a"),
    lambda: printing.print_lines(["a"]), lambda: (print("a"), printing.flush()),
], ids=["lines of JSON", "a table", "csv", "a file", "lines", "what is left"])
def test_a_reader_that_has_left_is_no_error(left: None, prints: Callable[[], object]):
    prints()
    # From here on it goes nowhere, also when the interpreter ends.
    print("more")
    sys.stdout.flush()


def test_progress(capsys: pytest.CaptureFixture[str]):
    with printing.progress(shown=True) as told:
        assert told is not None
        for done in range(3):
            told("reading", done, 2)
        told("finding", 1, 1)
    captured = capsys.readouterr()
    assert captured.out == ""
    with printing.progress(shown=False) as told:
        assert told is None
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("n", "many", "told"), [
    (0, None, "0 events"), (1, None, "1 event"), (2, None, "2 events"), (1234, "entries", "1,234 entries"),
    (1, "entries", "1 event"),
])
def test_counts(n: int, many: str | None, told: str):
    assert printing.count(n, "event", many) == told
