"""Libraries that come with an extra (`pip install 'timeline-press[pdf]'`), loaded when a file first needs them."""

from __future__ import annotations

import logging
from importlib import import_module, util
from typing import Any

from timeline.errors import InputError, Problem


def extra(module: str, name: str, path: str) -> Any:
    """The library. Raises InputError (TL102) that names the extra to install."""
    try:
        library = import_module(module)
    except ImportError as error:
        kind = path.rpartition(".")[2]
        raise InputError(Problem(path, "TL102", f"reading .{kind} files needs the extra {name} ({error})",
                                 f"Install it: pip install 'timeline-press[{name}]'.")) from None
    # What a parser mutters about a file is no word of ours; the user is told what matters as a Problem.
    logging.getLogger(module.partition(".")[0]).addHandler(logging.NullHandler())
    return library


def installed(module: str) -> bool:
    """Whether the library is there; it is not loaded."""
    return util.find_spec(module) is not None


def damaged(path: str, kind: str, error: Exception, line: int | None = None) -> Problem:
    """The problem (TL111) of a file that its parser gave up on; `kind` is what it should have been, "a PDF"."""
    why = " ".join(str(error).split())[:120] or type(error).__name__
    return Problem(path, "TL111", f"it cannot be read as {kind}: {why}", "Save it again, or convert it to text.", line)
