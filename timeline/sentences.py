"""Where sentences and quotations begin and end.

All spans are (start, end) offsets into the text, the end exclusive, without blanks at either end, in text order.
Every function reads the text a fixed number of times, whatever stands in it: a megabyte of dots is only slow
as a megabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.english import FINAL_UNLESS_NUMBER, NEVER_FINAL, SELDOM_FINAL, STARTERS, TAGS

Span = tuple[int, int]

_BLANK_LINE = re.compile(r"\n[^\S\n]*+(?:\n\s*+)+")
_LINE = re.compile(r"[^\n]+")
_BULLET = re.compile(r"\s*+(?:[-*+•‣·–—]|\d{1,2}[.)]|\(\d{1,2}\)|#{1,6}|>)\s++(?=\S)")
_ENDED = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
# The look-behind starts a match at the first mark of a run only, so that a long run is read once.
_MARK = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)")
_NEXT = re.compile(r"\s*+[\"'“‘„«(\[]*+(?:[–—-]\s)?[\"'“‘„«(\[]*+")
_WORD = re.compile(r"[\w’'.&-]*")
_TOKEN_BEFORE = re.compile(r"[\w.&’'-]{1,40}$")
_SPEAKER_FOLLOWS = re.compile(r"\s*+(?:[\w.’'-]++\s+){1,4}?(?:" + "|".join(sorted(TAGS)) + r")\b")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")


def sentences(text: str) -> list[Span]:
    """The sentences of a text. Headings, bylines and list items are sentences of their own, without their bullets.

    A direct quotation of several sentences is several sentences; one that ends inside a sentence ("Stop!" he
    said.) doesn't cut it.
    """
    return [
        trimmed
        for begin, end in paragraphs(text)
        for piece in _pieces(text, begin, end)
        if (trimmed := _trimmed(text, *piece))
    ]


def paragraphs(text: str) -> list[Span]:
    """Stretches that no sentence crosses: what blank lines, bullets and deliberate line ends part."""
    found: list[Span] = []
    begin = 0
    for gap in _BLANK_LINE.finditer(text):
        found.extend(_lines(text, begin, gap.start()))
        begin = gap.end()
    return found + list(_lines(text, begin, len(text)))


def _lines(text: str, begin: int, end: int) -> Iterator[Span]:
    """A block between blank lines, cut at the line ends that an author set rather than a line width."""
    lines = [m.span() for m in _LINE.finditer(text, begin, end)]
    width = max((b - a for a, b in lines), default=0)
    start, bulleted = begin, False
    for i, (a, b) in enumerate(lines):
        bullet = _BULLET.match(text, a, b)
        fresh = i == 0 or _deliberate(text, lines[i - 1], (a, b), width) or (bulleted and bullet is not None)
        if fresh and i:
            yield start, lines[i - 1][1]
        if fresh:
            bulleted = bullet is not None
            start = bullet.end() if bullet else a
    if lines:
        yield start, end


def _deliberate(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line end was meant: the next word would have fitted, or the line is a heading or ended a sentence."""
    if _BULLET.match(text, *following) and (
        _ENDED.search(text[max(line[0], line[1] - 4) : line[1]].rstrip()) or text.startswith("#", following[0])
    ):
        return True
    if text.startswith("#", line[0]):
        return True
    first = text[following[0] : following[1]].lstrip()[:40].split(None, 1)
    if not first or first[0][0].islower():
        return False
    return line[1] - line[0] + 1 + len(first[0]) <= width


def _pieces(text: str, begin: int, end: int) -> Iterator[Span]:
    start = begin
    for mark in _MARK.finditer(text, begin, end):
        if _final(text, mark, end):
            yield start, mark.end()
            start = mark.end()
    yield start, end


def _final(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether a full stop, question mark, exclamation mark or ellipsis ends its sentence."""
    opening = _NEXT.match(text, mark.end(), end)
    after = opening.end() if opening else mark.end()
    if after >= end:
        return True
    if text[after].islower() and text[after + 1 : after + 2].islower():
        return False
    said = mark.group()
    if said[0] in "!?" and len(said) > 1 and said[-1] in "\"'”’»":
        return _SPEAKER_FOLLOWS.match(text, mark.end(), end) is None
    if said[0] != "." or len(said.rstrip("\"'”’»)]")) > 1:
        return True
    # From the last blank on: a token holds none, and the search would begin at each character before it.
    begin = max(0, mark.start() - 40, text.rfind(" ", 0, mark.start()))
    before = _TOKEN_BEFORE.search(text, begin, mark.start())
    word = _WORD.match(text, after)
    return before is None or word is None or _stop_is_final(before.group(), word.group(), text[after])


def _stop_is_final(token: str, following: str, first: str) -> bool:
    """Whether the stop after a token ends the sentence, given the word that follows."""
    word = token.lower().strip("'’")
    if word in FINAL_UNLESS_NUMBER:
        return not first.isdigit()
    if word in NEVER_FINAL:
        return False
    initial = len(token) == 1 and token.isupper() and token != "I"
    if initial or word in SELDOM_FINAL or _DOTTED.fullmatch(token):
        return following.lower() in STARTERS
    return True


def _trimmed(text: str, begin: int, end: int) -> Span | None:
    piece = text[begin:end]
    begin += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (begin, end) if begin < end else None


_DOUBLE = re.compile(r"[\"“”„«»]")
_SINGLE = re.compile(r"['‘’]")
_CLOSERS = {'"': '"”', "“": '"”', "„": '"”“', "«": "»"}


def quotations(text: str) -> list[Span]:
    """The quoted stretches of a text, quotation marks included, none overlapping.

    Straight and curly marks, double and single; an apostrophe is none. A quotation ends with its paragraph at
    the latest; one that goes on in the next paragraph, which then opens with a mark of its own, is two spans.
    """
    found: list[Span] = []
    blocks = _blocks(text)
    for i, (begin, end) in enumerate(blocks):
        spans, opened = _double_quoted(text, begin, end)
        continued = i + 1 < len(blocks) and text[blocks[i + 1][0]] in '"“„«'
        if opened is not None and continued:
            spans.append((opened, end))
        found.extend(_with_single(text, begin, end, spans))
    return found


def _blocks(text: str) -> list[Span]:
    """Paragraphs as far as quotations go: a quotation may run over a line end, and not over a blank line."""
    cuts = [0, *(cut for gap in _BLANK_LINE.finditer(text) for cut in gap.span()), len(text)]
    trimmed = (_trimmed(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return [span for span in trimmed if span]


def _double_quoted(text: str, begin: int, end: int) -> tuple[list[Span], int | None]:
    """The quotations in double marks, and where one opens that is not closed."""
    spans: list[Span] = []
    opened = None
    closers = ""
    for mark in _DOUBLE.finditer(text, begin, end):
        at, sign = mark.start(), mark.group()
        before = text[at - 1] if at > begin else " "
        after = text[at + 1] if at + 1 < end else " "
        if opened is None:
            # Some texts set blanks on both sides of every straight mark; no quotation begins with a comma.
            opens = after == before == " " or not (before.isalnum() or after.isspace() or after in ",.;:!?)")
            if sign in _CLOSERS and (sign != '"' or opens):
                opened, closers = at, _CLOSERS[sign]
        elif sign in closers and (sign != '"' or not before.isspace() or not after.isalnum()):
            spans.append((opened, at + 1))
            opened = None
    return spans, opened


def _with_single(text: str, begin: int, end: int, doubles: list[Span]) -> list[Span]:
    """The given spans and the quotations in single marks outside them, in text order."""
    found: list[Span] = []
    for a, b in [*doubles, (end, end)]:
        opened = None
        for mark in _SINGLE.finditer(text, begin, a):
            at = mark.start()
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if opened is None and mark.group() != "’" and after.isalpha() and (before.isspace() or before in '([—–"'):
                opened = at
            elif opened is not None and not after.isalnum() and not before.isspace():
                found.append((opened, at + 1))
                opened = None
        if a < b:
            found.append((a, b))
        begin = b
    return found
