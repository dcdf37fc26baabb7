"""Work that several processes share, where this one need not hand them anything: they are its copies.

`pool` is for things that are sent to processes, work done and results sent back. Here each process has all that this
one has, and what it makes lies on the disk: only what it took note of comes back. That takes `fork`, which is safe on
Linux as long as no other thread runs; anywhere else the work is done in this process alone.
"""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

_NUMBER = struct.Struct("<I")
_MOST = 10_000
"""How many parts a pile may have: it is a pipe, which holds 64 KB."""


class Notebook(Protocol):
    """What takes note of something in every process that shares the work."""

    def told(self) -> Any:
        """What was noted here, to be pickled."""

    def take(self, told: Any) -> None:
        """Takes over what was noted in another process."""


def share(do: Callable[[int], None], count: int, *, jobs: int, notebooks: Sequence[Notebook] = ()) -> None:
    """Does parts 0 to `count` - 1 of some work, each once, in `jobs` processes that take them from one pile; the first
    are taken first. At the end the `notebooks` hold what was noted in any of them.

    What `do` raises anywhere is raised here, and the others are stopped then. Raises ChildProcessError where one of
    them was killed.
    """
    jobs = min(jobs, count) if count <= _MOST and may_fork() else 1
    if jobs < 2:
        for number in range(count):
            do(number)
        return
    pile, end = os.pipe()
    children: list[_Child] = []
    try:
        os.write(end, b"".join(map(_NUMBER.pack, range(count))))
        os.close(end)
        children += (_Child(do, pile, notebooks) for _ in range(jobs - 1))
        for number in _taken(pile):
            do(number)
        for child in children:
            child.join(notebooks)
    finally:
        os.close(pile)
        for child in children:
            child.end()


def may_fork() -> bool:
    """Whether copies of this process may be made here and now."""
    return sys.platform == "linux" and threading.active_count() == 1


def _taken(pile: int) -> Iterator[int]:
    # A number is read whole or not at all: all that is written and read here are numbers.
    while told := os.read(pile, _NUMBER.size):
        yield _NUMBER.unpack(told)[0]


class _Child:
    """A copy of this process that takes parts from the pile too."""

    def __init__(self, do: Callable[[int], None], pile: int, notebooks: Sequence[Notebook]) -> None:
        self._answer, answer = os.pipe()
        parent = os.getpid()
        self._pid: int | None = os.fork()
        if self._pid == 0:
            os.close(self._answer)
            _work(do, pile, notebooks, answer, parent)
        os.close(answer)

    def join(self, notebooks: Sequence[Notebook]) -> None:
        """Waits for its end, and takes over what it noted."""
        with open(self._answer, "rb", closefd=False) as file:
            answer = file.read()
        if not answer:
            raise ChildProcessError("a process that shared the work was killed")
        failed, told = pickle.loads(answer)
        if failed is not None:
            raise failed
        for notebook, each in zip(notebooks, told, strict=True):
            notebook.take(each)

    def end(self) -> None:
        """Ends it, whatever it does."""
        if self._pid is not None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
            os.close(self._answer)
            self._pid = None


def _work(
    do: Callable[[int], None], pile: int, notebooks: Sequence[Notebook], answer: int, parent: int
) -> None:
    """What a child does: it never comes back from here, so that nothing of its parent's is done twice."""
    try:
        # The terminal tells Ctrl-C to all of them; the parent ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for number in _taken(pile):
            if os.getppid() != parent:
                break
            do(number)
        told: tuple[BaseException | None, list[Any]] = None, [notebook.told() for notebook in notebooks]
        _answer(answer, told)
    except BaseException as error:
        _answer(answer, (_sent(error), []))
    finally:
        os._exit(0)


def _sent(error: BaseException) -> BaseException:
    """The error, or one that says the same where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _answer(file: int, told: object) -> None:
    with open(file, "wb") as end:
        end.write(pickle.dumps(told))
