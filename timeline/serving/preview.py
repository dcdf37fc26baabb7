"""What is shown now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class State:
    """The last good site (empty where there was none), its number from 1 up, and what went wrong since, "" for
    nothing."""

    files: Mapping[str, bytes]
    number: int
    trouble: str

    @property
    def told(self) -> dict[str, object]:
        """What a page is told of it."""
        return {"site": self.number, "trouble": self.trouble}


class Preview:
    """A site that is replaced while others read it. One thread shows, many may look and wait."""

    def __init__(self) -> None:
        self._state = State({}, 0, "")
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

    def show(self, files: Mapping[str, bytes]) -> None:
        """Puts a new site in the place of the old one, and ends what was wrong. The same site again is no new one."""
        state = self._state
        number = state.number if files == state.files else state.number + 1
        self._replace(State(files, number, ""))

    def fail(self, trouble: str) -> None:
        """Says what went wrong; the site stays."""
        self._replace(State(self._state.files, self._state.number, trouble))

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
