"""An event as somebody wrote it in another program, in terms of ours, and the Markdown file it becomes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from timeline.articles.decoding import whole
from timeline.articles.draft import ByHand, Found, Value
from timeline.edtf import from_edtf

_LINKED = re.compile(r"https?://[^\s<>\"]+")
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_TAG = re.compile(r"<[^<>]*+>")


@dataclass(frozen=True, slots=True)
class HandMade:
    """An event written by hand: `date` is EDTF, `body` Markdown, `kind` as an entry has it.

    `spare` is what was said of it and has no place in an event, by the names of the other program. `line` is where it
    begins in its file, or its number there, from 1.
    """

    title: str
    date: str
    body: str = ""
    tags: tuple[str, ...] = ()
    kind: str = "event"
    spare: tuple[tuple[str, str], ...] = ()
    line: int = 1

    def __post_init__(self) -> None:
        from_edtf(self.date)

    def as_read(self, path: str) -> ByHand:
        """The event as the reader of a Markdown file would find it."""
        told: dict[str, Value] = {"event": "true", "title": self.title, "date": self.date, "kind": self.kind,
                                  "tags": self.tags}
        found = tuple(Found(value, name, path, self.line) for name, value in told.items())
        return ByHand(path, self.body, found, f"{self.date}|{self.title}")

    def markdown(self) -> bytes:
        """The Markdown file."""
        lines = ["---", "event: true", f"title: {_quoted(self.title)}", f"date: {_quoted(self.date)}"]
        lines += [f"kind: {self.kind}"] if self.kind != "event" else []
        lines += [f"tags: [{', '.join(map(_quoted, self.tags))}]"] if self.tags else []
        return "\n".join([*lines, "---", "", whole(self.body), ""]).encode()


def one_line(text: str) -> str:
    """The text in one line, without marks of HTML and with what no file can hold replaced."""
    return " ".join(whole(_TAG.sub(" ", text)).split())


def titled(title: str, body: str) -> str:
    """The title, or where there is none the first line of the body, cut where it is long. "" for neither."""
    first = title or next(filter(None, map(one_line, body.split("\n"))), "")
    return first if len(first) <= 120 else f"{first[:119].rsplit(' ', 1)[0]}…"


def link(url: str, words: str) -> str:
    """A link in Markdown with its words, or the words alone where the address is none of the web."""
    label = re.sub(r"([\[\]\\])", r"\\\1", one_line(words))
    if not _LINKED.fullmatch(url):
        return label
    return f"[{label or url}](<{url}>)"


def is_web(url: str) -> bool:
    """Whether this is one address of the web and nothing else."""
    return _LINKED.fullmatch(url) is not None


def tags_of(*names: str) -> tuple[str, ...]:
    """Each name once, in one line; a tag has no comma."""
    return tuple(dict.fromkeys(filter(None, (one_line(name.replace(",", " ")) for name in names))))


def placed(made: HandMade, line: int) -> HandMade:
    """The event on that line."""
    return replace(made, line=line)


def _quoted(text: str) -> str:
    """A string of YAML that stays one whatever it holds (JSON is YAML, but for characters that YAML calls special)."""
    told = json.dumps(whole(text), ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda mark: f"\\u{ord(mark[0]):04x}", told)
