"""What waits for the editor: entries that nobody signed or hid, and events without a date."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from timeline.edits.edit import Edit
from timeline.intervals import describe
from timeline.model import JSON, Entry, Event, Timeline

LOW = 0.5
"""The confidence below which an entry says so."""
REASONS = ("date conflict", "low confidence", "undated", "new")
"""Why something waits, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry with its best telling, or an event without a date (`entry` None), and why it waits, out of REASONS."""

    event: Event
    entry: Entry | None
    why: tuple[str, ...]

    @property
    def id(self) -> str:
        """What a table of the editor's file is headed by."""
        return self.event.id if self.entry is None else self.entry.id

    @property
    def title(self) -> str:
        """The title as it stands."""
        return self.event.title if self.entry is None else self.entry.title

    @property
    def days(self) -> str:
        """Its date in English words; for what has none "no date", and what is known of it."""
        if self.entry is not None:
            return describe(self.entry.interval)
        return "no date" if self.event.interval is None else f"no date, only {describe(self.event.interval)}"

    def to_json(self) -> JSON:
        """What an editor would want to see, flat."""
        article = self.event.article
        return {
            "id": self.id,
            "why": list(self.why),
            "title": self.title,
            "edtf": self.event.edtf if self.entry is None else self.entry.edtf,
            "days": self.days,
            "quote": self.event.quote,
            "explanation": self.event.explanation,
            "confidence": self.event.confidence,
            "conflict": None if self.entry is None else self.entry.conflict,
            "source": article.title or article.outlet or article.id,
            "published": article.day,
        }


def queue(timeline: Timeline, edits: Collection[Edit] = ()) -> list[Waiting]:
    """What waits in a timeline with its edits applied, the most pressing first, else in the order of the timeline.

    An event without a date waits until it is dated, hidden, or approved as it is.
    """
    waiting = list(_waiting(timeline, frozenset(edit.id for edit in edits if edit.approved)))
    return sorted(waiting, key=lambda each: REASONS.index(each.why[0]))


def _waiting(timeline: Timeline, approved: Collection[str]) -> Iterator[Waiting]:
    for entry in timeline.entries:
        if not entry.approved and entry.events:
            low = max(event.confidence for event in entry.events) < LOW
            found = {"date conflict": entry.conflict is not None, "low confidence": low}
            why = tuple(reason for reason in REASONS if found.get(reason)) or ("new",)
            yield Waiting(entry.events[0], entry, why)
    for event in timeline.review:
        if event.id not in approved:
            yield Waiting(event, None, ("undated",))
