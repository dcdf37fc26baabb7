"""The pool: one process or several give the same, in the same order, and end with their parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from timeline import pool


def half(n: int) -> int:
    if n % 2:
        raise ValueError(f"{n} is odd")
    return n // 2


def process(n: int) -> int:
    return os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, pool.BATCH, 9 * pool.BATCH + 1])
def test_the_results_stand_in_the_order_of_the_things(jobs, count):
    things = range(0, 2 * count, 2)
    assert list(pool.each(half, list(things), jobs=jobs)) == list(range(count))


def test_several_processes_do_the_work_of_many_things_and_this_one_that_of_few():
    assert os.getpid() not in pool.each(process, range(8 * pool.BATCH), jobs=2)
    assert set(pool.each(process, range(3 * pool.BATCH), jobs=2)) == {os.getpid()}


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_comes_out_in_its_place(jobs):
    things = [0] * (8 * pool.BATCH) + [1] + [0] * pool.BATCH
    told = []
    with pytest.raises(ValueError, match="1 is odd"), closing(pool.each(half, things, jobs=jobs)) as results:
        told.extend(results)
    assert len(told) == 8 * pool.BATCH


LONG = """
import os, signal, sys, time
from timeline import pool

def slow(n):
    print(os.getpid(), flush=True)
    time.sleep(600)

if __name__ == "__main__":
    list(pool.each(slow, range(1000), jobs=2))
"""


def is_alive(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):  # the latter where it goes between opening and reading
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_processes_end_with_a_parent_that_is_killed(tmp_path):
    (tmp_path / "long.py").write_text(LONG)
    with subprocess.Popen([sys.executable, tmp_path / "long.py"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.send_signal(signal.SIGKILL)
    for _ in range(1200):
        if not is_alive(child):
            return
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the child lives on without its parent")
