"""What to copy into another page: a frame with the timeline in it, or one entry as a quotation.

The frame has a height before anything is loaded, worked out from its entries, so that the page around it need not move
when the loader fits it: to the pixel, which nobody can foretell who does not know the reader's fonts.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil

from timeline.exporters import retold
from timeline.exporters.dates import place
from timeline.exporters.options import Options
from timeline.exporters.words import Words
from timeline.model import Entry

WIDTH = 640
"""The width of the frame, in CSS pixels, for which its height is worked out."""
PLACEHOLDER = "https://ADDRESS-OF-THIS-SITE/"
"""What stands for the address of a site that does not know its own; the script of a page puts in the true one."""
_WHOLE = 30
"""The most entries that are embedded all together; of more, those that matter most."""
_SOME = 20

# Heights by the style sheet, at `WIDTH`, and characters that go on a line of that type.
_ENDS, _HEADING, _REST = 24, 24, 45
_YEAR, _GAP, _MONTH, _LIST = 48, 20, 40.5, 12
_ENTRY, _TITLE, _GIST, _LABELS, _REMARK, _SOURCES = 56, 25.6, 23.2, 20.15, 21.75, 21.7
_TITLE_LINE, _GIST_LINE, _REMARK_LINE, _SOURCES_LINE, _LABELS_LINE = 59, 83, 72, 72, 78


def shown(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that the frame offered for copying shows: all of a few, of many the most important, in order."""
    if len(entries) <= _WHOLE:
        return [*entries]
    ranked = sorted(range(len(entries)), key=lambda n: -entries[n].importance)[:_SOME]
    return [entries[n] for n in sorted(ranked)]


def frame(entries: Sequence[Entry], options: Options, words: Words, width: str = "100%") -> str:
    """The timeline in a frame that is loaded when it comes near; for a reader of HTML who takes no script."""
    address = escape(retold.base(options) or PLACEHOLDER)
    some = shown(entries)
    query = "" if len(some) == len(entries) else f"?top={len(some)}"
    return (f'<iframe src="{address}embed/{query}" title="{escape(retold.line(options.title))}" width="{width}" '
            f'height="{height(entries, words)}" loading="lazy" style="border:0"></iframe>')


def snippet(entries: Sequence[Entry], options: Options, words: Words) -> str:
    """Three lines of HTML: the frame, a link for where frames are taken out, and the script that fits the frame."""
    address = escape(retold.base(options) or PLACEHOLDER)
    return (f'{frame(entries, options, words)}\n<p><a href="{address}">{escape(retold.line(options.title))}</a></p>\n'
            f'<script src="{address}embed.js" async></script>')


def quotation(entry: Entry, options: Options, words: Words) -> str:
    """One entry as HTML that needs neither script nor frame: date, title, the first quote, and the way to its page."""
    address = escape((retold.base(options) or PLACEHOLDER) + retold.page(entry))
    title = f"<strong>{escape(retold.title(entry, words))}</strong>"
    said = f"<p>{words.html('elsewhere.dated', date=escape(retold.when(entry, words)), title=title)}</p>\n"
    if entry.events:
        event = entry.events[0]
        quote = words.say("elsewhere.quote", text=retold.line(event.quote))
        by = words.say("elsewhere.source", source=retold.source(event, words))
        said += f"<p>{escape(quote)} {escape(by)}</p>\n"
    whole = f'<p><a href="{address}">{escape(retold.line(options.title))}</a></p>'
    return f'<blockquote cite="{address}">\n{said}{whole}\n</blockquote>'


def height(entries: Sequence[Entry], words: Words) -> int:
    """How tall the frame offered for these entries is, in CSS pixels, where it is `WIDTH` wide."""
    some = shown(entries)
    places = {(at.anchor, at.month) if (at := place(entry.interval)) else ("", None) for entry in some}
    years = len({anchor for anchor, _ in places})
    months = sum(month is not None for _, month in places)
    headings = years * _YEAR + (len(places) - years) * _GAP + months * _MONTH + len(places) * _LIST
    rest = _REST if len(some) < len(entries) else 0
    return ceil(_ENDS + _HEADING + headings + rest + sum(_tall(entry, words) for entry in some))


def _tall(entry: Entry, words: Words) -> float:
    title = _TITLE * _lines(retold.title(entry, words), _TITLE_LINE)
    gist = 4 + _GIST * min(2, _lines(text, _GIST_LINE)) if (text := retold.gist(entry)) else 0
    return _ENTRY + title + gist + _labels(entry) + _remarks(entry, words) + _sources(entry, words)


def _labels(entry: Entry) -> float:
    labels = " ".join("#" + tag for tag in retold.tags(entry))
    plain = not labels and entry.kind == "event" and "date" not in entry.edited
    return 0 if plain else 4.8 + _LABELS * _lines(labels, _LABELS_LINE)


def _remarks(entry: Entry, words: Words) -> float:
    told = [f"{words.say('entry.disagree')} {entry.conflict}"] if entry.conflict else []
    told += [f"{words.say('entry.note')} {entry.note}"] if entry.note else []
    told += [written.body for written in entry.written if written.body]
    return sum(8 + _REMARK * _lines(text, _REMARK_LINE) for text in told) + (30 if entry.written else 0)


def _sources(entry: Entry, words: Words) -> float:
    told = f"{words.say('count.sources', count=9)} {words.comma(*retold.outlets(entry))}"
    return 8 + 6.4 + _SOURCES * _lines(told, _SOURCES_LINE) if entry.events else 0


def _lines(text: str, characters: int) -> int:
    return max(1, ceil(len(text) / characters))
