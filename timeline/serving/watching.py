"""Which saved files ask for a new site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from timeline.cache import FOLDER
from timeline.errors import InputError, Problem

_STEP, _DEBOUNCE = 20, 200
"""Milliseconds: saving is over when nothing happened for the one, and is not waited for longer than the other."""
_BEAT = 100
"""Milliseconds after which a watcher says that it is there, and hears that it is to end."""


class Watch:
    """Watches files and folders, from `with` to its end. A file that is not there yet is watched for."""

    def __init__(self, places: Iterable[Path]) -> None:
        known = {path.resolve() for path in places}
        self._folders = {path for path in known if path.is_dir()}
        self._files = {path for path in known - self._folders if path.parent.is_dir()}
        self._stop = Event()
        self._refused: Exception | None = None
        self._saved: SimpleQueue[frozenset[Path]] = SimpleQueue()

    def __enter__(self) -> Watch:
        """Returns when everything is watched. Raises InputError (TL102) where the system refuses."""
        # An editor puts a new file in the place of the old one, which only the folder of it gets to know.
        for folders, whole in ((self._folders, True), ({path.parent for path in self._files}, False)):
            if folders:
                begun = Event()
                Thread(target=self._run, args=(folders, whole, begun), daemon=True).start()
                begun.wait()
        if self._refused:
            self._stop.set()
            help = "Serve a smaller folder, or let the system watch more files."
            raise InputError(Problem("sources", "TL102", f"they cannot be watched: {self._refused}", help))
        return self

    def __exit__(self, *ended: object) -> None:
        self._stop.set()

    @property
    def has_more(self) -> bool:
        """Whether `saved` would give something at once."""
        return not self._saved.empty()

    def saved(self, seconds: float) -> frozenset[Path]:
        """The files that were saved, made or removed since this was asked last, as soon as there are any; none after so
        many seconds."""
        try:
            found = self._saved.get(timeout=seconds)
            while not self._saved.empty():
                found |= self._saved.get()
        except Empty:
            return frozenset()
        return found

    def _run(self, folders: set[Path], whole: bool, begun: Event) -> None:
        try:
            self._listen(folders, whole, begun)
        except (OSError, RuntimeError) as error:  # watchfiles raises its own kind of the latter
            self._refused = error
        finally:
            begun.set()

    def _listen(self, folders: set[Path], whole: bool, begun: Event) -> None:
        from watchfiles import DefaultFilter, watch

        counts = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, FOLDER)) if whole else self._is_named
        for changes in watch(*folders, watch_filter=counts, recursive=whole, step=_STEP, debounce=_DEBOUNCE,
                             stop_event=self._stop, rust_timeout=_BEAT, yield_on_timeout=True):
            begun.set()
            if changes:
                self._saved.put(frozenset(Path(path) for _, path in changes))

    def _is_named(self, change: object, path: str) -> bool:
        return Path(path) in self._files
