"""Events written by hand become Markdown files."""

from __future__ import annotations

import re
import unicodedata

from timeline.articles.handmade import HandMade
from timeline.imports.imported import Imported

_LONGEST = 60


def files(imported: Imported) -> dict[str, bytes]:
    """A Markdown file an event, by its name in small letters and digits: "2016-04-20-ferry-sails.md".

    The same timeline gives the same names, so that its events keep their ids. Two of one name are told apart by a
    number.
    """
    made: dict[str, bytes] = {}
    for event in imported.events:
        stem, number = _stem(event), 1
        name = f"{stem}.md"
        while name in made:
            number += 1
            name = f"{stem}-{number}.md"
        made[name] = event.markdown()
    return made


def _stem(event: HandMade) -> str:
    # A name begins with a date, so that it is none that a system keeps for itself, such as CON.
    when = "-".join(re.findall(r"\d+", event.date.partition("/")[0])) or "open"
    words = unicodedata.normalize("NFKD", event.title.lower()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", words).strip("-")
    return f"{when}-{slug}"[:_LONGEST].rstrip("-")
