"""Work that several processes share: every part is done once, wherever, and what was noted comes together."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from timeline.errors import InputError, OutputError, Problem, UndatedError
from timeline.sharing import KilledError, share

forks = pytest.mark.skipif(sys.platform != "linux", reason="work is shared on Linux alone")


class Notes:
    """Which process did which part."""

    def __init__(self) -> None:
        self.parts: dict[int, int] = {}

    def do(self, number: int) -> None:
        assert number not in self.parts
        self.parts[number] = os.getpid()
        time.sleep(0.002)

    def told(self) -> dict[int, int]:
        return self.parts

    def take(self, told: dict[int, int]) -> None:
        assert not self.parts.keys() & told.keys()
        self.parts |= told


@pytest.fixture(autouse=True)
def no_child_is_left():
    before = children()
    yield
    assert children() <= before


def children() -> set[str]:
    path = Path(f"/proc/self/task/{os.getpid()}/children")
    return {*path.read_text("ascii").split()} if path.exists() else set()


@pytest.mark.parametrize("jobs", [1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 2, 60])
def test_every_part_is_done_once(count, jobs):
    notes = Notes()
    share(notes.do, count, jobs=jobs, notebooks=[notes])
    assert sorted(notes.parts) == list(range(count))
    assert len({*notes.parts.values()}) <= max(1, min(jobs, count))


@forks
def test_several_processes_take_part():
    notes = Notes()
    share(notes.do, 60, jobs=3, notebooks=[notes])
    assert len({*notes.parts.values()}) == 3
    assert os.getpid() in notes.parts.values()


def test_nothing_is_forked_beside_another_thread():
    notes, over = Notes(), threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        share(notes.do, 40, jobs=2, notebooks=[notes])
    finally:
        over.set()
        thread.join()
    assert {*notes.parts.values()} == {os.getpid()}


class Unsendable(Exception):
    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


UNDATED = UndatedError([Problem("a.md", "TL201", "no date", "Write one.")], {"dates.csv": "path,date\n"}, "Fill it in.")


@forks
@pytest.mark.parametrize(("error", "seen"), [
    (OutputError(Problem("site", "TL402", "is full", "Make room.")), OutputError),
    (UNDATED, UndatedError),
    (ValueError("twice"), ValueError),
    (OSError(28, "No space left on device"), OSError),
    (Unsendable(1, 2), RuntimeError),
    (SystemExit(3), SystemExit),
], ids=repr)
def test_what_goes_wrong_elsewhere_goes_wrong_here(error, seen):
    here = os.getpid()

    def do(number: int) -> None:
        if os.getpid() != here:
            raise error
        time.sleep(0.02)

    with pytest.raises(seen) as caught:
        share(do, 20, jobs=2)
    assert str(error) in str(caught.value)
    if isinstance(error, InputError):
        assert caught.value.__dict__ == error.__dict__


@forks
def test_what_goes_wrong_here_ends_the_others():
    here, began = os.getpid(), time.monotonic()

    def do(number: int) -> None:
        if os.getpid() != here:
            time.sleep(60)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        share(do, 4, jobs=2)
    assert time.monotonic() - began < 30


@forks
def test_one_that_is_killed_is_told():
    here = os.getpid()

    def do(number: int) -> None:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(0.01)

    with pytest.raises(KilledError, match="killed"):
        share(do, 10, jobs=2)


@forks
def test_after_an_error_nobody_goes_on():
    here, done = os.getpid(), 0

    def do(number: int) -> None:
        nonlocal done
        if os.getpid() != here:
            raise ValueError("at once")
        done += 1
        time.sleep(0.05)

    with pytest.raises(ValueError, match="at once"):
        share(do, 200, jobs=2)
    assert done < 100


@forks
def test_where_no_process_can_be_made_one_does_it_all(monkeypatch):
    monkeypatch.setattr(os, "fork", lambda: (_ for _ in ()).throw(BlockingIOError(11, "Resource unavailable")))
    notes, files = Notes(), len(os.listdir("/proc/self/fd"))
    share(notes.do, 20, jobs=3, notebooks=[notes])
    assert sorted(notes.parts) == list(range(20))
    assert len(os.listdir("/proc/self/fd")) == files


@forks
def test_a_process_that_waits_for_no_child_may_share_too():
    notes, before = Notes(), signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        share(notes.do, 40, jobs=2, notebooks=[notes])
    finally:
        signal.signal(signal.SIGCHLD, before)
    assert sorted(notes.parts) == list(range(40))
