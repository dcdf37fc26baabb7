"""What in an article looks like a date and is none one could stand by.

A text is never guilty: nothing here stops a build. It is told because a slip of the pen ("February 30") and a date
written for other readers (03/04/2016) are the two ways in which a timeline goes wrong without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.checking.finding import Finding
from timeline.checking.places import Span, problem_at
from timeline.model import Article, TimeValue
from timeline.recognise import recogniser
from timeline.resolve import resolve
from timeline.sentences import sentences

_LIKE_A_DATE = re.compile(
    r"(?<![\w./:-])(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2\d{4}|\d{1,2}/\d{1,2}/\d{2})(?![\w/:-]|\.\d)"
)
_TWO_WAYS = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}")
_REWRITE = "Correct it, or write the month as a word; as it is, nothing is dated by it."
_SAY_WHICH = "Write the month as a word where the other one is meant."


def text_findings(article: Article) -> Iterator[Finding]:
    """What the dates of an article leave to ask, in the order of the text."""
    expressions = recogniser(article.language).expressions(article.text)
    values = resolve(expressions, article.published, article.text)
    valued = {value.start for value in values}
    # "twenty six" was no year, and nobody meant one; digits were meant.
    nowhere = [(e.start, e.end) for e in expressions if e.start not in valued and any(map(str.isdigit, e.text))]
    unread = list(_unread(article.text, [*[(v.start, v.end) for v in values], *nowhere]))
    alone = [span for span in nowhere if not any(a <= span[0] < b for a, b in unread)]
    asked = [
        *((span, "TL204", "there is no such day or time: {}", _REWRITE) for span in alone),
        *((span, "TL205", "not understood, though it looks like a date: {}", _REWRITE) for span in unread),
        *((span, "TL206", told, _SAY_WHICH) for span, told in _in_two_ways(values)),
    ]
    bounds = sentences(article.text) if asked else []
    for span, code, told, help in sorted(asked):
        yield marked(article, code, told.format(article.text[slice(*span)]), help, _around(span, bounds), span)


def marked(article: Article, code: str, told: str, help: str, sentence: Span, words: Span) -> Finding:
    """A finding about some words of a sentence."""
    shown = re.sub(r"\s", " ", article.text[slice(*sentence)])
    mark = words[0] - sentence[0], min(words[1], sentence[1]) - sentence[0]
    return Finding(problem_at(article, code, told, help, sentence, words), shown=shown, mark=mark)


def _unread(text: str, known: Sequence[Span]) -> Iterator[Span]:
    """What is shaped like a date and was not recognised as a whole."""
    for found in _LIKE_A_DATE.finditer(text):
        begin, end = found.span()
        if not any(a <= begin and end <= b for a, b in known):
            yield begin, end


def _in_two_ways(values: Sequence[TimeValue]) -> Iterator[tuple[Span, str]]:
    for value in values:
        found = _TWO_WAYS.fullmatch(value.text)
        if found and found[1] != found[2] and max(int(found[1]), int(found[2])) <= 12 and value.edtf:
            yield (value.start, value.end), f"{{}} is read as {value.edtf}; day and month may be the other way round"


def _around(span: Span, bounds: Sequence[Span]) -> Span:
    """The sentence that holds a span; what lies in none stands for itself."""
    return next((bound for bound in bounds if bound[0] <= span[0] < bound[1]), span)
