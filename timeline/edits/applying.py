"""Edits on a timeline: first events are taken out, then entries are merged, then each is changed or hidden.

The order in which the edits stand changes nothing, and to apply them twice is to apply them once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from timeline.edits.dating import NotUnderstood, dated
from timeline.edits.edit import Edit
from timeline.errors import Problem
from timeline.intervals import Interval
from timeline.merging import conflict, finest, first_told
from timeline.model import Entry, Event, Timeline, edtf_of

_UNKNOWN = Interval(None, None, "day", False, "day")
_QUOTED = 20
"""Characters of a quote from which it is taken to tell one sentence from all others."""


def apply(timeline: Timeline, edits: Collection[Edit]) -> tuple[Timeline, tuple[Problem, ...]]:
    """The timeline as the editor wants it, and warnings in the order of the file: ids that nothing has any more
    (TL604), edits that contradict each other or come to nothing (TL605).

    An id speaks of the entry that has it or tells the event that has it. In an entry that is merged into another only
    the table of the latter is heard. What has no date stays for review until it is given one.
    """
    known = _homes([*timeline.entries, *map(_undated, timeline.review)])
    sheet = _Sheet(edits, frozenset(known))
    pieces = [part for entry in timeline.entries for part in sheet.split(entry)] + list(map(_undated, timeline.review))
    order = {event.id: n for n, event in enumerate(timeline.review)}
    review = frozenset(order)
    entries: list[Entry] = []
    undated: list[Event] = []
    for entry in (changed for group in sheet.groups(pieces) for changed in sheet.changed(group, review)):
        if _is_undated(entry, review):
            undated += [replace(event, title=entry.title) if event.id == entry.id else event for event in entry.events]
        else:
            entries.append(entry)
    problems = [*_lost(timeline, edits, known), *sheet.problems]
    entries.sort(key=lambda entry: entry.interval.sort_key())
    told = sorted(problems, key=lambda problem: (problem.path, problem.line or 0, problem.column or 0))
    return Timeline(tuple(entries), tuple(sorted(undated, key=lambda event: order[event.id]))), tuple(told)


def vanished(timeline: Timeline, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits whose entry or event is not there."""
    known = _homes([*timeline.entries, *map(_undated, timeline.review)])
    return tuple(edit for edit in edits if edit.id not in known)


@dataclass(slots=True)
class _Sheet:
    """The edits by id, those of them that lie in another (`within`), and what is wrong with them so far."""

    edits: Collection[Edit]
    known: frozenset[str]
    by_id: Mapping[str, Edit] = field(init=False)
    roots: Mapping[str, str] = field(init=False)
    within: frozenset[str] = field(init=False)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        there = [edit for edit in self.edits if edit.id in self.known]
        pairs = [(edit.id, id) for edit in there for id in edit.merge if id in self.known]
        self.by_id = {edit.id: edit for edit in there}
        self.roots = _joined_ids(pairs)
        self.within = frozenset(id for _, id in pairs)

    def split(self, entry: Entry) -> list[Entry]:
        """The entry without the events that the editor takes out, and these; those merged together stay together."""
        if not any(event.id in self.by_id and self.by_id[event.id].split for event in entry.events):
            return [entry]
        members, by_hand = {entry.id, *_ids(entry)}, {written.id for written in entry.written}
        leaving: dict[str, list[Event]] = {}
        for event in entry.events:
            with_it = [id for id in members if self.roots.get(id, id) == self.roots.get(event.id, event.id)]
            # Where one of those it is merged with stays, as what is written by hand does, the same edits put it there.
            if all(id in self.by_id and self.by_id[id].split and id not in by_hand for id in with_it):
                leaving.setdefault(self.roots.get(event.id, event.id), []).append(event)
        alone = len(leaving) == 1 and not entry.written
        if not leaving or (alone and sum(map(len, leaving.values())) == len(entry.events)):
            return [entry]
        rest = [event for event in entry.events if not any(event in events for events in leaving.values())]
        parts = [_without(entry, rest)] if rest or entry.written else []
        return parts + [_of_events(events, entry.importance) for events in leaving.values()]

    def groups(self, pieces: list[Entry]) -> Iterator[list[Entry]]:
        """The pieces that the editor merges, the one that stays first; most are alone."""
        homes = _homes(pieces)
        pairs = [(id, root) for id, root in self.roots.items() if id in homes and root in homes]
        ids = _joined_ids((str(homes[id]), str(homes[root])) for id, root in pairs)
        found: dict[str, list[tuple[bool, int]]] = {}
        for n, piece in enumerate(pieces):
            found.setdefault(ids.get(str(n), str(n)), []).append((self._is_within(piece), n))
        for group in found.values():
            yield [pieces[n] for _, n in sorted(group)]

    def _is_within(self, piece: Entry) -> bool:
        return piece.id in self.within or (piece.id not in self.by_id and any(id in self.within for id in _ids(piece)))

    def changed(self, group: list[Entry], review: frozenset[str]) -> Iterator[Entry]:
        """The one entry of a group as the editor wants it; nothing where it is hidden."""
        entry = _joined(group, review)
        edits = self._of(entry, group)
        undated = all(_is_undated(each, review) for each in group)
        if len(group) > 1 and undated and not any(edit.date for edit in edits):
            first = next(edit for edit in edits if edit.merge)
            self._idle(first, "merge", "none of these entries has a date", "Give this one a date.")
            for each in group:
                yield from self._edited(each, self._of(each, [each]), review)
            return
        # Where nothing else dates them, a date is taken from whichever table has one.
        heard = [edit for edit in edits if edit.id not in self.within or (undated and edit.date)]
        for edit in edits:
            if edit not in heard and (edit.title or edit.date or edit.note or edit.tags or edit.hide):
                self._idle(edit, None, f"{edit.told} is merged into {entry.id}", "Say it in the table of that one.")
        yield from self._edited(entry, heard, review)

    def _of(self, entry: Entry, group: list[Entry]) -> list[Edit]:
        """The edits that speak of an entry made of a group: that of its own id first, then in the order of tellings."""
        ids = [entry.id, *_ids(entry), *(each.id for each in group)]
        return [self.by_id[id] for id in dict.fromkeys(ids) if id in self.by_id]

    def _edited(self, entry: Entry, edits: list[Edit], review: frozenset[str]) -> Iterator[Entry]:
        if any(edit.hide for edit in edits):
            return
        title, note = self._first(edits, "title"), self._first(edits, "note")
        interval = self._interval(entry, edits)
        edited = {*entry.edited, *(["title"] if title else []), *(["date"] if interval else [])}
        changed = replace(
            entry,
            title=title.title if title and title.title else entry.title,
            note=note.note if note else entry.note,
            interval=interval or entry.interval,
            edtf=str(edtf_of(interval or entry.interval)),
            conflict=None if interval else entry.conflict,
            own_tags=tuple(dict.fromkeys((*entry.own_tags, *(tag for edit in edits for tag in edit.tags)))),
            approved=entry.approved or any(edit.approved for edit in edits),
            edited=tuple(sorted(edited)),
        )
        if _is_undated(changed, review):
            for edit in edits:
                if edit.note or edit.tags:
                    self._idle(edit, "note" if edit.note else "tags", "it has no date yet", "Give it a date.")
        yield changed

    def _interval(self, entry: Entry, edits: list[Edit]) -> Interval | None:
        edit = self._first(edits, "date")
        if edit is None or edit.date is None:
            return None
        articles = [event.article for event in entry.events if event.id == edit.id]
        articles += [event.article for event in entry.events]
        try:
            return dated(edit.date, articles[0].published if articles else None)
        except NotUnderstood as refusal:
            self._idle(edit, "date", str(refusal), refusal.help)
            return None

    def _first(self, edits: list[Edit], name: str) -> Edit | None:
        """The first edit that says this; a later one that says otherwise is a problem."""
        saying = [edit for edit in edits if getattr(edit, name)]
        for edit in saying[1:]:
            if getattr(edit, name) != getattr(saying[0], name):
                self._idle(edit, name, f"{saying[0].id} is the same entry and has another {name}", "Keep one of them.")
        return saying[0] if saying else None

    def _idle(self, edit: Edit, name: str | None, why: str, mend: str) -> None:
        self.problems.append(edit.problem("TL605", f"{name or 'this edit'} has no effect: {why}", mend, name))


def _ids(entry: Entry) -> list[str]:
    """The ids of everything that tells it, its own apart."""
    return [written.id for written in entry.written] + [event.id for event in entry.events]


def _homes(pieces: Iterable[Entry]) -> dict[str, int]:
    """Where each id is at home: the entry that has it, else the one that tells the event."""
    pieces = list(pieces)
    told = {id: n for n, entry in reversed([*enumerate(pieces)]) for id in _ids(entry)}
    return told | {entry.id: n for n, entry in reversed([*enumerate(pieces)])}


def _joined_ids(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each id in a pair the one that stands for all joined with it, directly or not (union-find)."""
    parents: dict[str, str] = {}

    def root(id: str) -> str:
        parents.setdefault(id, id)
        while parents[id] != id:
            parents[id] = parents[parents[id]]
            id = parents[id]
        return id

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parents[high] = low
    return {id: root(id) for id in list(parents)}


def _undated(event: Event) -> Entry:
    """An event for review as an entry without a date."""
    interval = event.interval or _UNKNOWN
    # As important as merging makes what one article tells in passing.
    importance = round(0.1 * event.confidence, 3)
    return Entry(event.id, event.title, interval, str(edtf_of(interval)), importance, (event,))


def _is_undated(entry: Entry, review: frozenset[str]) -> bool:
    if entry.written or "date" in entry.edited:
        return False
    return all(event.id in review for event in entry.events)


def _of_events(events: list[Event], importance: float) -> Entry:
    first = min(events, key=first_told)
    interval = finest(events) if any(event.interval for event in events) else _UNKNOWN
    return Entry(
        first.id, events[0].title, interval, str(edtf_of(interval)), importance, tuple(events), conflict(events)
    )


def _without(entry: Entry, rest: list[Event]) -> Entry:
    """The entry with fewer tellings; title, date and id stay where they don't come from one that left."""
    if not rest:
        return replace(entry, id=entry.written[0].id, events=(), conflict=None)
    whole = _of_events(rest, entry.importance)
    left = [event for event in entry.events if event not in rest]
    gone = {event.title for event in left} - {event.title for event in rest}
    off = {event.interval for event in left} - {event.interval for event in rest}
    interval = whole.interval if entry.interval in off else entry.interval
    return replace(
        entry,
        id=whole.id if any(event.id == entry.id for event in left) else entry.id,
        title=whole.title if entry.title in gone else entry.title,
        interval=interval,
        edtf=str(edtf_of(interval)),
        events=tuple(rest),
        conflict=whole.conflict,
    )


def _joined(group: list[Entry], review: frozenset[str]) -> Entry:
    """One entry of several: id and title of the first, the finest date that its own allows, every telling."""
    first = group[0]
    if len(group) == 1:
        return first
    dates = [entry.interval for entry in group if not _is_undated(entry, review)] or [first.interval]
    finer = [interval for interval in dates if dates[0].covers(interval)]
    interval = min(finer, key=lambda interval: interval.days or 10**9)
    events = list({event.id: event for entry in group for event in entry.events}.values())
    return replace(
        first,
        interval=interval,
        edtf=str(edtf_of(interval)),
        importance=max(entry.importance for entry in group),
        events=tuple(events),
        conflict=conflict(events),
        own_tags=tuple(dict.fromkeys(tag for entry in group for tag in entry.own_tags)),
        written=tuple({each.id: each for entry in group for each in entry.written}.values()),
    )


def _lost(timeline: Timeline, edits: Collection[Edit], known: Mapping[str, int]) -> Iterator[Problem]:
    for edit in edits:
        if edit.id not in known:
            yield edit.problem("TL604", f"nothing has the id {edit.told} any more", _mend(timeline, edit))
        for id in edit.merge:
            if id not in known:
                mend = "Take it out of the list, or find the new id with `timeline events`."
                yield edit.problem("TL604", f"merge: nothing has the id {id} any more", mend, "merge")


def _mend(timeline: Timeline, edit: Edit) -> str:
    """What to do about an edit whose event is gone; the new id where the same sentence is still told, once."""
    begin = edit.quote.removesuffix("…").rstrip()
    events = [event for entry in timeline.entries for event in entry.events] + list(timeline.review)
    same = {event.id for event in events if " ".join(event.quote.split()).startswith(begin)}
    if len(begin) >= _QUOTED and len(same) == 1:
        return f"The same sentence now has the id {same.pop()}: put it in the heading of the table."
    return "Its sentence or its article was changed: find the new id with `timeline events`, or delete the table."
