"""A function over many things, in this process or in several, with the results in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, TypeVar

from timeline.sharing import may_fork

Thing = TypeVar("Thing")
Result = TypeVar("Result")

BATCH = 16
"""Things that go to a process at once: enough to pay for the way, few enough that an interruption is heard soon."""


def each(
    function: Callable[[Thing], Result], things: Sequence[Thing], *, jobs: int = 1
) -> Generator[Result, None, None]:
    """The function of each thing, as soon as those before it are done. What it raises comes out in its place.

    With more than one job the function and the things are pickled and `jobs` other processes do the work: copies of
    this one where that is safe, else fresh ones; a caller's script must then be safe to import (`if __name__ ==
    "__main__"`). They end with the iterator, and with this process even where it is killed. Raises BrokenProcessPool
    where one of them is.
    """
    # A fresh process takes half a second to start: some dozens of articles are read by then.
    jobs = min(jobs, len(things) // (4 * BATCH))
    if jobs < 2:
        yield from map(function, things)
        return
    context: Any = multiprocessing.get_context("fork" if may_fork() else "spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        yield from _in_order(pool, function, things, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_order(
    pool: ProcessPoolExecutor, function: Callable[[Thing], Result], things: Sequence[Thing], jobs: int
) -> Iterator[Result]:
    # A few batches wait for each process, so that it never does; not all, so that they are not in memory at once.
    waiting: deque[Future[list[Result]]] = deque()
    for start in range(0, len(things), BATCH):
        waiting.append(pool.submit(_batch, function, things[start : start + BATCH]))
        if len(waiting) > 4 * jobs:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _batch(function: Callable[[Thing], Result], things: Sequence[Thing]) -> list[Result]:
    return [function(thing) for thing in things]


def _begin() -> None:
    """What a process does first: it leaves Ctrl-C to its parent, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
