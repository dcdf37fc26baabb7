"""What reading a file gave, in writing, for a memory that spares reading it again.

Only what gave articles and nothing else is told: problems, warnings and what was left out are found anew each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Protocol

from timeline.model import Article

Piece = tuple[int | None, Article]
"""An article, and where it begins in a file that holds several."""


class Memory(Protocol):
    """What was read of files, by their path and a key that is another when anything is that an article is made from."""

    def recall(self, path: str, key: str) -> Sequence[Piece] | None:
        """What was read of a file last, if it had this key then."""

    def note(self, path: str, key: str, pieces: Sequence[Piece]) -> None:
        """Remembers what was read of a file, and forgets what was before."""


def key(content: bytes, *told: object) -> str:
    """That of a file by its bytes, and by what else is told of it as `repr` has it."""
    return hashlib.blake2b(repr(told).encode("utf-8", "surrogatepass") + b"\0" + content, digest_size=20).hexdigest()


def written(pieces: Iterable[Piece]) -> str:
    """The articles of a file as JSON."""
    return json.dumps([(line, article.to_json()) for line, article in pieces])


def read_back(told: str) -> list[Piece]:
    """The inverse of `written`."""
    return [(line, Article.from_json(article)) for line, article in json.loads(told)]
