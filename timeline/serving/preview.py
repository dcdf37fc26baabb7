"""What is shown now."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition

from timeline.serving.site import Site


@dataclass(frozen=True, slots=True)
class State:
    """The last good site (None where there was none), its number from 1 up, and what went wrong since, "" for
    nothing."""

    site: Site | None
    number: int
    trouble: str

    @property
    def told(self) -> dict[str, object]:
        """What a page is told of it."""
        return {"site": self.number, "trouble": self.trouble}


class Preview:
    """A site that is replaced while others read it. One thread shows, many may look and wait."""

    def __init__(self) -> None:
        self._state = State(None, 0, "")
        self._changed = Condition()
        self._over = False

    @property
    def state(self) -> State:
        """What is shown now."""
        return self._state

    @property
    def over(self) -> bool:
        """Whether nothing will follow."""
        return self._over

    def show(self, site: Site) -> Site:
        """Puts a new site in the place of the old one, and ends what was wrong. The same site again is no new one: the
        old one stays. Gives the one that is shown."""
        state = self._state
        if state.site and state.site.made_from == site.made_from:
            self._replace(State(state.site, state.number, ""))
            return state.site
        self._replace(State(site, state.number + 1, ""))
        return site

    def fail(self, trouble: str) -> None:
        """Says what went wrong; the site stays."""
        self._replace(State(self._state.site, self._state.number, trouble))

    def end(self) -> None:
        """Lets go whoever waits."""
        with self._changed:
            self._over = True
            self._changed.notify_all()

    def wait(self, seen: State | None, seconds: float) -> State:
        """What is shown as soon as it is another than what was seen, or what is shown after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._over or self._state is not seen, seconds)
            return self._state

    def _replace(self, state: State) -> None:
        with self._changed:
            self._state = state
            self._changed.notify_all()
