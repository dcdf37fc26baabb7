"""The words of a time phrase: what a title leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline import english as en
from timeline.syntax import Span, Words
from timeline.titles import wording

_LONGEST_ZONE = 4
"""Letters of a time zone."""


def time_words(w: Words, spans: Iterable[Span]) -> set[int]:
    """The words of some time expressions with what leads to them and what goes on with them."""
    return {i for span in spans for i in _time_phrase(w, span)}


def _time_phrase(w: Words, span: Span) -> range:
    begin, end = span
    if begin >= end or _belongs_to_noun(w, begin, end):
        return range(0)
    begin = _first_day(w, begin)
    if w.low[begin - 1 : begin] == ("the",):
        begin -= 1
    end = _rest(w, end)
    while begin > 0 and (_leads(w, begin) or w.low[begin - 1] in wording.GOES_ALONG):
        begin -= 1
        if w.low[begin] in ("before", "after") and w.low[begin - 2 : begin] == ("some", "time"):
            begin -= 2
    return range(begin, end)


def _belongs_to_noun(w: Words, begin: int, end: int) -> bool:
    """Whether a noun would lose its time: "the 2014 deal", "a bid for October elections", "the 2008 and 2012 races"."""
    following, before = w.tags[end : end + 1], w.tags[begin - 1] if begin else ""
    if following and following in "wXvgpzV#" and (before in ("D", "S") or w.tags[begin] == "C"):
        return True
    if w.low[end : end + 1] == ("as",) and "same" in w.low[begin:end]:
        return True  # "on the same day as the court"
    if before == "D" and re.match("T*(?:C#?T+)+[wX]", w.tags[begin:]):
        return True
    if before == "C" and re.search("D(?:#?T+)C$", w.tags[:begin]) and following in ("w", "X"):
        return True
    if w.low[begin - 1 : begin] == ("the",) and w.tags[begin - 2 : begin - 1] in ("v", "V", "w"):
        return True  # "attended the Saturday of the fair"
    return bool(begin) and w.low[begin - 1] in ("for", "of") and following == "w"


def _first_day(w: Words, begin: int) -> int:
    """Where "11 and 12 April" begins, whose first number alone is no time expression."""
    pair = _DAYS_BEFORE.search(w.tags[max(0, begin - 6) : begin])
    return begin - len(pair.group(1)) if pair else begin


_DAYS_BEFORE = re.compile("(?:P|^)(#(?:[Ct;,]#)*[Ct;,])$")


def _rest(w: Words, end: int) -> int:
    """Where "from 3 to 5 of last month", "8 p.m. EST on Friday" ends."""
    while True:
        end = _zone(w, end)
        end += w.low[end : end + 1] in (("ended",), ("ending",)) and w.tags[end + 1 : end + 2] in ("T", "P")
        further = _FURTHER.match(w.tags, end)
        if further is None or (further.group(1) and w.low[further.start(1)] not in wording.LEADS | {"to"}):
            return end
        if further.group().startswith(",") and not further.group().startswith((",T", ",D")):
            return end
        end = further.end()


_FURTHER = re.compile(r"(?:\([^()]*\))?(?:[C;]|,)?(P?t?)D?T+(?![wXg])")


def _zone(w: Words, end: int) -> int:
    """Where the time zone behind an hour ends: "EST", "Moscow time"."""
    if w.low[end + 1 : end + 2] == ("time",) and w.tags[end] in "Xw":
        return end + 2
    letters = w.text[slice(*w.spans[end])] if end < len(w.spans) and w.tags[end] == "X" else ""
    closed = w.tags[end + 1 : end + 2] in ("", "P", ",", "(", ".", "T")
    return end + (letters.isupper() and len(letters) <= _LONGEST_ZONE and closed)


def _leads(w: Words, begin: int) -> bool:
    """Whether the word before a time leads to it, and does not belong to the verb ("stepped down today")."""
    before = w.low[begin - 1]
    if before == "as":
        return w.low[begin] == "of"
    if before == "of":
        return w.low[begin - 2 : begin - 1] == ("as",)
    if w.tags[begin - 1] not in "Pt" or before not in wording.LEADS:
        return False
    if w.tags[begin] != "T":
        # "over the weekend", but "took over on Monday"
        return before not in en.PARTICLES or (before == "over" and w.tags[begin] in "DS#")
    first, last = w.low[begin], _last(w, begin)
    if before == "in":
        return first not in en.BARE_TIMES
    if before == "on":
        return first not in wording.NEARBY and not (first in en.BARE_TIMES and last in wording.STRETCHES)
    return True


def _last(w: Words, begin: int) -> str:
    while w.tags[begin + 1 : begin + 2] == "T":
        begin += 1
    return w.low[begin]
