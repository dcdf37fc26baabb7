"""The talk with the editor, one thing after the other. It knows no terminal: it is given what asks, tells and saves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from timeline.edits.dating import NotUnderstood, dated
from timeline.edits.queue import Waiting
from timeline.intervals import describe

Ask = Callable[[str], str]
"""Gives the line an editor types behind a prompt. Raises EOFError where there is no more."""
Save = Callable[[Waiting, dict[str, str | bool]], None]
"""Keeps what was decided of one thing, by the names a table of the editor's file has."""

KEYS = "a approve, h hide, t title, d date, n note, s skip, q quit"
_NAMES = {"t": "title", "d": "date", "n": "note"}


def review(waiting: Sequence[Waiting], ask: Ask, tell: Callable[[str], None], save: Save) -> int:
    """Walks through what waits and saves each answer at once. How many were settled, that is approved or hidden; the
    end of the input is as good as "quit"."""
    settled = 0
    try:
        for n, each in enumerate(waiting, 1):
            tell("\n".join(("", *_shown(each, f"{n} of {len(waiting)}"))))
            answer = _settle(each, ask, tell, save)
            if answer == "q":
                break
            settled += answer in ("a", "h")
    except EOFError:
        tell("")
    return settled


def _settle(each: Waiting, ask: Ask, tell: Callable[[str], None], save: Save) -> str:
    """The key that ended the talk about one thing: a, h, s or q."""
    while True:
        key = ask(f"{KEYS} > ").strip().lower()[:1]
        if key == "a":
            save(each, {"approved": True})
        elif key == "h":
            save(each, {"hide": True})
        elif key in _NAMES:
            _change(each, _NAMES[key], ask, tell, save)
        elif key not in ("s", "q"):
            tell("Type one of these letters, then Enter.")
        if key and key in "ahsq":
            return key


def _change(each: Waiting, name: str, ask: Ask, tell: Callable[[str], None], save: Save) -> None:
    """Asks for words until they make sense; none leaves everything as it is."""
    while words := " ".join(ask(f"  {name}: ").split()):
        if name != "date" or _understood(words, each.event.article.published, tell):
            save(each, {name: words})
            return


def _understood(words: str, published: date | datetime, tell: Callable[[str], None]) -> bool:
    try:
        tell(f"  that is {describe(dated(words, published))}")
    except NotUnderstood as refusal:
        tell(f"  {refusal}. {refusal.help}")
        return False
    return True


def _shown(each: Waiting, place: str) -> Iterator[str]:
    article = each.event.article
    outlet = f"{article.outlet}, " if article.outlet else ""
    yield f"{place}  {each.id}  {', '.join(each.why)}"
    yield f"  {each.title}"
    yield f"  {each.days}"
    if each.entry is not None and each.entry.conflict:
        yield f"  Sources disagree. {each.entry.conflict}"
    yield f"  “{' '.join(each.event.quote.split())}”"
    yield f"  {outlet}{article.title or article.id}, {article.day}; confidence {each.event.confidence:.2f}"
    if each.event.explanation:
        yield f"  {each.event.explanation}"
