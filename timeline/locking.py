"""A lock between processes: a file that one of them holds, and that is gone with the last."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.errors import OutputError, Problem

PATIENCE = 30.0
"""Seconds after which one that waits gives up."""
_PAUSE = 0.05


@contextmanager
def locked(file: Path, named: Path) -> Iterator[None]:
    """Holds a lock until the end of the block; who was killed holds it no longer. Waits for another process, and raises
    OutputError (TL404), which names the folder as the user did, where that takes too long."""
    handle = _held(file, named)
    try:
        yield
    finally:
        # While it is held, so that nobody waits for a file that has no name any more and gets it.
        file.unlink(missing_ok=True)
        os.close(handle)


def _held(file: Path, named: Path) -> int:
    waited = 0.0
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        if _try(handle) and _is_still(handle, file):
            return handle
        os.close(handle)
        if waited >= PATIENCE:
            help = "Wait for it to end, or choose another folder with --out."
            raise OutputError(Problem(str(named), "TL404", "another build is writing it", help))
        time.sleep(_PAUSE)
        waited += _PAUSE


def _is_still(handle: int, file: Path) -> bool:
    """Whether the file that was opened is the one of that name, and not one that its last holder removed."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(file))
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
