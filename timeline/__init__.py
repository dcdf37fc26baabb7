"""Timeline: what happened when, from a folder of articles, with the sentence every date came from.

The public interface. Names are loaded when first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from timeline.articles import read
    from timeline.building import build
    from timeline.events import clauses, extract
    from timeline.intervals import Interval
    from timeline.merging import merge
    from timeline.model import Article, Clause, Entry, Event, TimeExpression, Timeline, TimeValue
    from timeline.resolve import tag

_HOMES = {
    "read": "timeline.articles",
    "build": "timeline.building",
    "clauses": "timeline.events",
    "extract": "timeline.events",
    "Interval": "timeline.intervals",
    "merge": "timeline.merging",
    "Article": "timeline.model",
    "Clause": "timeline.model",
    "Entry": "timeline.model",
    "Event": "timeline.model",
    "Timeline": "timeline.model",
    "TimeExpression": "timeline.model",
    "TimeValue": "timeline.model",
    "tag": "timeline.resolve",
}

__all__ = [
    "Article",
    "Clause",
    "Entry",
    "Event",
    "Interval",
    "TimeExpression",
    "TimeValue",
    "Timeline",
    "build",
    "clauses",
    "extract",
    "merge",
    "read",
    "tag",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
