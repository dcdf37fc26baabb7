"""Compressed files (.gz, .bz2, and the archives other formats are) unfold only so far: none can fill the memory."""

from __future__ import annotations

import bz2
import gzip
import io
import zipfile
import zlib

from timeline.errors import InputError, Problem

RATIO = 200
"""How many times its size a file may unfold to. Text shrinks to a tenth at best, a bomb to a thousandth."""
LARGEST = 100_000_000
"""Bytes that a file may unfold to."""
OPENERS = {".gz": gzip.GzipFile, ".bz2": bz2.BZ2File}
"""What opens a compressed file, by extension."""


def unfolded(content: bytes, ending: str, path: str) -> bytes:
    """What a .gz or .bz2 file holds, all its members. Raises InputError: TL110 unfolds too far, TL111 damaged."""
    limit = _limit(len(content))
    opener = OPENERS[ending]
    try:
        with opener(fileobj=io.BytesIO(content)) if opener is gzip.GzipFile else opener(io.BytesIO(content)) as file:
            whole = file.read(limit + 1)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise InputError(Problem(path, "TL111", f"it cannot be unfolded: {error}", "Compress it again.")) from None
    if len(whole) > limit:
        raise InputError(_too_far(path, len(content)))
    return bytes(whole)


def check_archive(content: bytes, path: str, kind: str) -> None:
    """Refuses a zip archive by what its directory says it unfolds to, more than which zipfile never reads.

    Raises InputError: TL110 unfolds too far, TL111 no archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            total = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        mend = "Save it again, or convert it to text."
        raise InputError(Problem(path, "TL111", f"it cannot be read as {kind}: {error}", mend)) from None
    if total > _limit(len(content)):
        raise InputError(_too_far(path, len(content)))


def _limit(size: int) -> int:
    return min(LARGEST, RATIO * size)


def _too_far(path: str, size: int) -> Problem:
    over = f"{LARGEST // 1_000_000} MB" if RATIO * size >= LARGEST else f"{RATIO} times its size"
    return Problem(path, "TL110", f"it unfolds to more than {over}", "Unfold it yourself where you trust it.")
