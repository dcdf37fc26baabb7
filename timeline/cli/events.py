"""`timeline events`: what articles tell, before it is merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli import options
from timeline.cli.printing import show

if TYPE_CHECKING:
    from timeline.model import Event


@options.spread()
def events(*, format: options.Format = "auto", asked: options.Asked) -> None:
    """Show the events that articles tell, before they are merged."""
    from timeline.building import find_events

    with asked.wanted() as wanted:
        found = find_events(asked.paths(), **wanted)
    asked.tell(found.reading.warnings, found.reading.hints)
    show(
        ["date", "event", "from", "source"],
        (_event_row(event) for event in found.events),
        (event.to_json() for event in found.events),
        format,
    )


def _event_row(event: Event) -> list[str]:
    from timeline.intervals import describe

    found = event.expression.text if event.expression else ""
    return [
        describe(event.interval) if event.interval else "for review",
        event.title,
        found,
        f"{event.article.title or event.article.path or event.article.id} ({event.article.day})",
    ]
