"""The templates of a theme, compiled once for all the sites that a process of tests makes: four fifths of what a small
site costs."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType

from jinja2.bccache import Bucket, BytecodeCache

from timeline.exporters.templates import Theme
from timeline.exporters.words import Words


class Compiled(BytecodeCache):
    """What templates were compiled to, found by where they lie, their text, and the words that were filled in."""

    def __init__(self, words: Words, known: dict[tuple[str, ...], CodeType | None]) -> None:
        self._words, self._known = (words.language, words.digest), known

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((*self._words, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[*self._words, bucket.key, bucket.checksum] = bucket.code


def once(made: Callable[..., None] = Theme.__init__) -> Callable[..., None]:
    """How a theme is made that shares what it compiles with others made so."""
    known: dict[tuple[str, ...], CodeType | None] = {}

    def made_so(theme: Theme, words: Words, *more: object) -> None:
        made(theme, words, *more)
        theme._environment.bytecode_cache = Compiled(words, known)

    return made_so
