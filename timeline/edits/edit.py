"""One edit: what the editor says of an entry or event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from timeline.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What a table of the editor's file says of the entry or event `id`; None and empty where it says nothing.

    `quote` is only there for the reader. `date` is EDTF or a phrase, as written. `merge` are the ids of entries and
    events that are this one, `split` takes the event out of its entry. `path` is the file as the user wrote it,
    `place` where the table begins, `places` where each of its names stands: line and column, from 1.
    """

    id: str
    quote: str = ""
    title: str | None = None
    date: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    merge: tuple[str, ...] = ()
    split: bool = False
    hide: bool = False
    approved: bool = False
    path: str = field(default="edits.toml", compare=False)
    place: tuple[int, int] = field(default=(1, 1), compare=False)
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    def problem(self, code: str, message: str, help: str, name: str | None = None) -> Problem:
        """A problem at the table, or at one of its names."""
        return Problem(self.path, code, message, help, *self.places.get(name or "", self.place))

    @property
    def told(self) -> str:
        """The quote in quotation marks, else the id: how a message names it."""
        return f"{self.id} (“{self.quote}”)" if self.quote else self.id
