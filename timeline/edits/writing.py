"""The editor's file with one more word in it. Whatever a person wrote there stays: comments, order, blank lines."""

from __future__ import annotations

from collections.abc import Mapping

QUOTE = 100
"""Characters of a sentence that stand beside an id."""
_HEADING = (
    "# The editor's word on this timeline: each table is headed by the id of an entry or event.",
    "# title, date, note, tags, merge, split, hide and approved say what to do; quote tells a reader what it is about.",
    "",
)


def with_edit(text: str, id: str, quote: str, changes: Mapping[str, str | bool]) -> str:
    """The file's text with these names set in the table of `id`, which is added with the quote where there is none.

    `text` is a file that `read_edits` takes, or empty.
    """
    # Only whoever reviews needs it, so that reading and building never pay for it.
    import tomlkit

    told = tomlkit.parse(text or "\n".join(_HEADING))
    if id not in told:
        told[id] = tomlkit.table().add("quote", shortened(quote))
    table = told[id]
    assert isinstance(table, dict)
    table.update(changes)
    return tomlkit.dumps(told)


def shortened(quote: str) -> str:
    """A sentence in one line, cut with … behind a whole word where it is long."""
    words = " ".join(quote.split())
    if len(words) <= QUOTE:
        return words
    return words[: QUOTE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
