"""Work that several processes share, where this one need not hand them anything: they are its copies.

`pool` is for things that are sent to processes, work done and results sent back. Here each process has all that this
one has, and what it makes lies on the disk: only what it took note of comes back. That takes `fork`, which is safe on
Linux as long as no other thread runs; anywhere else the work is done in this process alone.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import struct
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Protocol

_NUMBER = struct.Struct("<I")
_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_DIES_WITH_PARENT = 1
"""PR_SET_PDEATHSIG of <sys/prctl.h>."""
_MOST = 10_000
"""How many parts a pile may have: it is a pipe, which holds 64 KB."""


class KilledError(RuntimeError):
    """A process that shared the work was killed."""

    def __init__(self) -> None:
        super().__init__("a process that shared the work was killed")


class Notebook(Protocol):
    """What takes note of something in every process that shares the work."""

    def told(self) -> Any:
        """What was noted here, to be pickled."""

    def take(self, told: Any) -> None:
        """Takes over what was noted in another process."""


def share(do: Callable[[int], None], count: int, *, jobs: int, notebooks: Sequence[Notebook] = ()) -> None:
    """Does parts 0 to `count` - 1 of some work, each once, in `jobs` processes that take them from one pile; the first
    are taken first. At the end the `notebooks` hold what was noted in any of them. Where the system has no place for
    so many processes, fewer do it.

    What `do` raises anywhere is raised here, as soon as the parts in hand are done; of several errors any. Raises
    KilledError where a process was killed.
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
        with suppress(BlockingIOError, MemoryError):
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
    """A copy of this process that takes parts from the pile too. Raises BlockingIOError where there may be no more."""

    def __init__(self, do: Callable[[int], None], pile: int, notebooks: Sequence[Notebook]) -> None:
        self._end, answer = os.pipe()
        parent = os.getpid()
        # Until it knows what to do with them, the child must hear no signal: it would act as its parent.
        signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
        try:
            self._pid = os.fork()
            if self._pid == 0:
                _work(do, pile, notebooks, answer, parent)
        except OSError:
            os.close(self._end)
            raise
        finally:
            os.close(answer)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)

    def join(self, notebooks: Sequence[Notebook]) -> None:
        """Waits for its end, and takes over what it noted."""
        with open(self._end, "rb", closefd=False) as file:
            answer = file.read()
        if not answer:
            raise KilledError
        failed, told = pickle.loads(answer)
        if failed is not None:
            raise failed
        for notebook, each in zip(notebooks, told, strict=True):
            notebook.take(each)

    def end(self) -> None:
        """Ends it, whatever it does."""
        os.close(self._end)
        # Who ignores the end of their children has none to wait for.
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)


def _work(
    do: Callable[[int], None], pile: int, notebooks: Sequence[Notebook], answer: int, parent: int
) -> None:
    """What a child does: it never comes back from here, so that nothing of its parent's is done twice."""
    try:
        _tamed(parent)
        for number in _taken(pile):
            do(number)
        told = pickle.dumps((None, [notebook.told() for notebook in notebooks]))
    except BaseException as error:
        deque(_taken(pile), maxlen=0)  # nobody need go on
        told = pickle.dumps((_sent(error), []))
    try:
        with open(answer, "wb") as file:
            file.write(told)
    finally:
        os._exit(0)


def _tamed(parent: int) -> None:
    """Leaves Ctrl-C, which the terminal tells to all, to the parent; and ends when that does, even where it is killed:
    what it holds, such as a lock, its children hold too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    ctypes.CDLL(None).prctl(_DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _sent(error: BaseException) -> BaseException:
    """The error, or one that says the same where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
