"""Events an editor wrote by hand, each a Markdown file with `event: true`, become entries."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from timeline.articles import ByHand
from timeline.articles.draft import Found
from timeline.edits.dating import NotUnderstood, dated
from timeline.errors import Problem
from timeline.model import Entry, Written, edtf_of, written_id

KINDS = ("event", "statement", "state", "plan")
_NAMES = ("event", "title", "date", "kind", "tags", "note", "id", "lang")
_ALIASES = {"language": "lang", "keywords": "tags"}


def entries(written: Iterable[ByHand]) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries of what was written by hand, in its order, and the problems of the rest (TL107, TL602, TL603).

    An editor's own entry is as important as any can be, and signed.
    """
    found: dict[str, tuple[Entry, ByHand]] = {}
    problems: list[Problem] = []
    for each in written:
        fields = {_ALIASES.get(told.name.lower(), told.name.lower()): told for told in each.told}
        wrong = [problem for name, told in fields.items() if (problem := _wrong(name, told))]
        wrong += _missing(each, fields)
        entry = None if wrong else _entry(each, fields, wrong)
        if entry and (known := found.setdefault(entry.id, (entry, each))[1]) is not each:
            mend = "Give one of them another id."
            wrong.append(Problem(each.path, "TL107", f"the id {entry.id!r} is taken by {known.path}", mend))
        problems += wrong
    return tuple(entry for entry, _ in found.values()), tuple(problems)


def _missing(written: ByHand, fields: dict[str, Found]) -> list[Problem]:
    mends = {
        "title": "Write title: and what happened.",
        "date": "Write date: and EDTF such as 2016-04-20, or a phrase.",
    }
    return [
        Problem(written.path, "TL602", f"the event written by hand has no {name}", mend)
        for name, mend in mends.items()
        if name not in fields or fields[name].value in ("", ())
    ]


def _wrong(name: str, told: Found) -> Problem | None:
    where = (told.line, told.column)
    if name not in _NAMES:
        near = get_close_matches(name, _NAMES, 1, 0.7)
        mend = f"Did you mean {near[0]}? There are {', '.join(_NAMES)}." if near else ""
        # A name far from ours belongs to another program, and is passed over as in an article.
        return Problem(told.path, "TL602", f"{told.name!r} is no field of an event", mend, *where) if near else None
    if name == "tags" and isinstance(told.value, tuple):
        return None
    if not isinstance(told.value, str):
        return Problem(told.path, "TL106", f"{told.name} is not a string", "Write it as a string.", *where)
    if name == "kind" and told.value and told.value not in KINDS:
        near = get_close_matches(told.value.lower(), KINDS, 1, 0.5)
        mend = (f"Did you mean {near[0]}? " if near else "") + f"There are {', '.join(KINDS)}."
        return Problem(told.path, "TL602", f"{told.value!r} is no kind of entry", mend, *where)
    return None


def _entry(written: ByHand, fields: dict[str, Found], wrong: list[Problem]) -> Entry | None:
    said = {name: found.value for name, found in fields.items() if isinstance(found.value, str) and found.value}
    at = fields["date"]
    try:
        interval = dated(said["date"])
    except NotUnderstood as refusal:
        wrong.append(Problem(at.path, "TL603", f"date: {refusal}", refusal.help, at.line, at.column))
        return None
    listed = fields["tags"].value if "tags" in fields else ()
    tags = listed.split(",") if isinstance(listed, str) else listed or ()
    id = said.get("id") or written_id(written.name)
    return Entry(
        id,
        said["title"],
        interval,
        str(edtf_of(interval)),
        1.0,
        (),
        note=said.get("note"),
        own_tags=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
        approved=True,
        written=(Written(id, written.body, said.get("kind", "event"), said.get("lang")),),
    )
