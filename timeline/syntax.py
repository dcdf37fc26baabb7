"""The clauses of a sentence: their verbs, who speaks, what stands in a relative clause.

No parser: words are sorted by closed lists and endings (`timeline.english`), and the clause bounds follow from
commas, conjunctions and the finite verbs between them. It errs on the side of one long clause. Spans count words
of the sentence unless they say characters; all ends are exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from timeline import english as en

Span = tuple[int, int]

_DEEPEST = 5  # sayings within sayings: nobody writes more, and a hostile text could

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)+|(?:[^\W\d_]\.){2,}(?:-\w+)?|[^\W_]+(?:[.'’&/-][^\W_]+)*|\S")
_MARKS = {
    ",": ",",
    ";": ";",
    ":": ";",
    "–": ";",
    "—": ";",
    "-": ";",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    '"': "q",
    "“": "q",
    "”": "q",
    "„": "q",
    "«": "q",
    "»": "q",
    "‘": "q",
    "’": "q",
    "'": "q",
    ".": ".",
    "!": ".",
    "?": ".",
    "…": ".",
}
_CLOSED = {
    word: letter
    for letter, members in [
        ("A", en.ADVERBS),
        ("P", en.PREPOSITIONS),
        ("D", en.DETERMINERS),
        ("O", en.SUBJECTS),
        ("z", en.PRESENTS),
        ("p", en.PARTICIPLES),
        ("v", en.WEAK_PASTS),
        ("V", en.STRONG_PASTS),
        ("w", en.ADJECTIVAL),
        ("C", en.COORDINATORS),
        ("U", en.SUBORDINATORS),
        ("R", en.RELATIVES),
        ("W", en.WHEN_WHERE),
        ("M", en.MODALS),
        ("b", en.BE | en.CONTRACTED),
        ("h", en.HAVE),
        ("d", en.DO),
        ("n", en.INFINITE),
        ("t", frozenset({"to"})),
    ]
    for word in members
}


_NOUN_FOLLOWS = re.compile("[DS]A?$")


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in words. `spans` are characters of `text`, `low` the words in small letters, `tags` their kinds.

    One letter a word, so that grammar is a string: D determiner, S possessive, P preposition, t "to", C and/or,
    U because/after/since, R who/which/that, W when/where, O pronoun, M modal, b be, h have, d do, n been/being,
    A adverb, V past, v past or participle, p participle, g -ing, z present, X name, # number, w other word,
    T time expression, `,` `;` `(` `)` marks, q quotation mark, `.` any other mark.
    """

    text: str
    spans: tuple[Span, ...]
    low: tuple[str, ...]
    tags: str

    def at(self, start: int, end: int) -> Span:
        """The words that stand in characters `start` to `end`."""
        first = bisect_left(self.spans, start, key=lambda span: span[1] - 1)
        last = bisect_left(self.spans, end, key=lambda span: span[0])
        return (first, last) if first < last else (0, 0)

    def said(self, span: Span) -> str:
        """The characters from the first of some words to the last, white space made single."""
        if span[0] >= span[1]:
            return ""
        return " ".join(self.text[self.spans[span[0]][0] : self.spans[span[1] - 1][1]].split())

    def before(self, i: int) -> str:
        """The tag before word `i`, adverbs passed over; "" at the beginning."""
        i -= 1
        while i >= 0 and self.tags[i] == "A":
            i -= 1
        return self.tags[i] if i >= 0 else ""

    def after(self, i: int) -> str:
        """The tag after word `i`, adverbs passed over; "" at the end."""
        i += 1
        while i < len(self.tags) and self.tags[i] == "A":
            i += 1
        return self.tags[i] if i < len(self.tags) else ""


@dataclass(slots=True)
class Part:
    """A clause in the making: `pieces` are its own words, those of the clauses inside it left out.

    `role` is "main", "relative", "subordinate", "content" (what somebody said) or "tag" ("he said" beside what he
    said). `verb` is its finite verb, None where there is none. `subject` are the words of its subject, empty
    where it shares that of the part before it (`follows`) or has none. `speaker` says who says a "content".
    """

    pieces: list[Span]
    role: str
    verb: int | None = None
    opener: str = ""
    parent: Part | None = None
    follows: Part | None = None
    speaker: str | None = None

    @property
    def extent(self) -> Span:
        """From its first word to its last, clauses inside it included."""
        return self.pieces[0][0], self.pieces[-1][1]

    def holds(self, i: int) -> bool:
        """Whether word `i` is one of its own."""
        return any(a <= i < b for a, b in self.pieces)


def words(text: str, start: int, end: int, timed: Sequence[Span] = ()) -> Words:
    """The words of a sentence; `timed` are the character spans of its time expressions, in text order."""
    spans = tuple([m.span() for m in _TOKEN.finditer(text, start, end)])
    said = [text[a:b] for a, b in spans]
    tags: list[str] = []
    n = 0
    for i, word in enumerate(said):
        a = spans[i][0]
        while n < len(timed) and timed[n][1] <= a:
            n += 1
        if n < len(timed) and timed[n][0] <= a:
            if tags[-1:] == ["U"]:
                tags[-1] = "P"
            tags.append("T")
        elif word in _CLOSED and word != "that":
            tags.append(_CLOSED[word])
        elif word.isalpha() and word.islower() and word != "that":
            letter = _by_ending(word)
            if letter == "g" and _NOUN_FOLLOWS.search("".join(tags[-2:])):
                letter = "w"
            tags.append(letter)
        else:
            tags.append(_tag(word, said[i + 1] if i + 1 < len(said) else "", tags[-2:]))
    low = tuple([word.lower().replace("’", "'") for word in said])
    return Words(text, spans, low, "".join(tags))


def _tag(said: str, following: str, before: list[str]) -> str:
    """The kind of one word. A capital tells a name only where no sentence or quotation begins."""
    first, low = said[0], said.lower().replace("’", "'")
    initial = not before or before[-1] in "q;"
    if low == "that" and (initial or before[-1] == "P"):
        return "O" if initial else "D"
    if said == "." and before and following[:1].isalnum():
        # The stop of an abbreviation: sentences are cut already.
        return before[-1]
    if not first.isalnum():
        return _MARKS.get(said, "#")
    if first.isupper() and not initial and low != "i":
        return "S" if low.endswith(("'s", "s'")) and low not in en.CONTRACTED else "X"
    if low in _CLOSED:
        return _CLOSED[low]
    if first.isdigit():
        return "#"
    if low.endswith("'s"):
        return "S"
    if low.endswith("n't"):
        return "M"
    if first.isupper():
        return "X" if following[:1].isupper() or said.isupper() else "w"
    return _by_ending(low)


@lru_cache(maxsize=20_000)
def _by_ending(low: str) -> str:
    if low.endswith("ed") and len(low) > 4:
        return "v"
    if low.endswith("ing") and len(low) > 5:
        return "g"
    return "A" if low.endswith("ly") and len(low) > 4 else "w"


def finite_verbs(w: Words) -> list[int]:
    """Where the finite verbs stand, the auxiliary where there is one."""
    return [i for i, tag in enumerate(w.tags) if tag in "MbhdVvz" and _is_finite(w, i, tag)]


def _is_finite(w: Words, i: int, tag: str) -> bool:
    before, after = w.before(i), w.after(i)
    if before and before in "MtnP" and tag != "M" and not (before == "P" and tag in "bhd"):
        return False
    if tag == "M":
        return before not in ("D", "S") and after not in ("", ",", ".")
    if tag in "bhd":
        return before not in ("b", "h", "d") or i == 0
    if before and before in "bhdDS":
        return False
    if tag == "V":
        return True
    noun_before = before in ("X", "w", "O", "T", "q", ")", "R", "W", "C", ",", "g", "#")
    if tag == "v" and after in ("T", "P") and _in_adjunct(w, i):
        return False
    if tag == "v" and before == "," and _closed_by_verb(w, i):
        return False
    if tag == "v" and before == "," and after in ("P", "T", "t") and _has_verb_before(w, i):
        return False
    if tag == "v" and before == "," and w.tags[i + 1 : i + 2] == "X" and w.low[i] not in en.SPEECH:
        return False
    if tag == "v" and w.low[i - 1 : i] == ("not",):
        return False
    if tag == "v" and before == "g":
        # "The apartment building collapsed on Monday": here the word in -ing is a noun.
        return re.search("[DS]w+g$", w.tags[:i]) is not None and after in ("", "P", "T", ".", ",", "t")
    if tag == "v":
        return noun_before and before not in ("g", "#") and w.low[i + 1 : i + 2] != ("by",)
    if before == ",":
        # "Images from 2017, from the United Nations, suggest …": the sentence has had no verb before.
        noun_before = w.low[i].endswith("s") and not re.search("[MbhdVz]", w.tags[:i])
    return (
        noun_before
        and before != "g"
        and (not after or after not in "bhMvV")
        and not (before == "w" and w.before(i - 1) == "t")
    )


def _has_verb_before(w: Words, i: int) -> bool:
    """Whether a sentence has had its verb before word `i`: "They sent a note, scheduled for Monday"."""
    comma = w.tags.find(",")
    head = w.tags[:comma]
    return "R" not in head and "U" not in head and re.search("[bhdVv]", head) is not None and "C" not in w.tags[comma:i]


def _in_adjunct(w: Words, i: int) -> bool:
    """Whether a participle stands in a phrase before the clause: "In a paper published on Monday, they said …"."""
    begin = _previous_mark(w, i)
    closed = w.tags.find(",", i)
    return (
        w.tags[begin] == "P"
        and "T" not in w.tags[begin:i]
        and closed > 0
        and re.search("[bhdVv]", w.tags[closed:]) is not None
    )


def _closed_by_verb(w: Words, i: int) -> bool:
    """Whether the phrase from word `i` ends with a comma and a verb: "The council, created in 2002, met"."""
    comma = w.tags.find(",", i)
    return comma > 0 and re.match("A*[MbhdVv]", w.tags[comma + 1 :]) is not None


def clauses(w: Words) -> list[Part]:
    """The clauses of a sentence. Every word but marks between clauses belongs to one of them."""
    verbs = finite_verbs(w)
    tag = _tag_phrase(w, verbs)
    found = _assembled(w, 0, len(w.tags), tag, verbs)
    if tag:
        phrase, speaker = tag
        for part in found:
            part.speaker = part.speaker or name_of(w, speaker)
        found.append(Part([phrase], "tag", next((v for v in verbs if phrase[0] <= v < phrase[1]), None)))
    return found


def _tag_phrase(w: Words, verbs: list[int]) -> tuple[Span, Span] | None:
    """The words that say who said the rest ("…, he said on Monday", "according to …"), and those of the speaker."""
    for i in range(len(w.low) - 2):
        if w.low[i] == "according" and w.low[i + 1] == "to":
            end = _next_mark(w, i + 2)
            return (i, end), _until_adjunct(w, (i + 2, end))
    for v in verbs:
        if w.low[predicate(w, v)] in en.TAGS and (phrase := _tag_around(w, v, verbs)):
            return phrase
    return None


def _tag_around(w: Words, v: int, verbs: list[int]) -> tuple[Span, Span] | None:
    left, right = _previous_mark(w, v), _next_mark(w, v + 1)
    if left == 0 or any(left <= x < right for x in verbs if x != v) or "R" in w.tags[v:right]:
        return None
    after = predicate(w, v) + 1
    after += after < right and w.low[after] in ("out", "up")
    heard = (left, v) if left < v else (after, right)
    hearer = re.match(r"D?[wX]{1,3}", w.tags[after:right]) if w.low[after - 1] in en.HEARERS else None
    if left < v and not _ASIDE.fullmatch(w.tags[after + (hearer.end() if hearer else 0) : right]):
        return None
    if heard[0] >= heard[1] or w.tags[heard[0]] not in "DXOwSA":
        return None
    return (left, right), _until_adjunct(w, heard)


_ASIDE = re.compile(r"(?:A|P?[DwX#]*T+|P[DwXS#]+)*")


def _until_adjunct(w: Words, span: Span) -> Span:
    """A speaker without "on Tuesday" or "in an interview" behind the name."""
    for i in range(span[0] + 1, span[1]):
        if w.tags[i] in "TARW" or (w.tags[i] == "P" and w.low[i] not in ("of", "for")):
            return span[0], i
    return span


def _next_mark(w: Words, i: int) -> int:
    while i < len(w.tags) and w.tags[i] not in ",;q.()":
        i += 1
    return i


def _previous_mark(w: Words, i: int) -> int:
    while i > 0 and w.tags[i - 1] not in ",;q.()":
        i -= 1
    return i


def _segments(w: Words, start: int, end: int, tag: tuple[Span, Span] | None) -> Iterator[tuple[int, int, str]]:
    """Stretches between possible clause bounds, each with the signs that opened it; the tag phrase left out."""
    left_out = tag[0] if tag else (end, end)
    opener, begin = "", start
    for i in range(start, end + 1):
        sign = w.tags[i] if i < end else "."
        opens, closes = sign in "CURW", sign in ",;q()."
        if not (opens or closes or i == left_out[0]):
            continue
        if begin < i and not left_out[0] <= begin < left_out[1]:
            yield begin, i, opener
            opener = ""
        opener += sign if opens or closes else ""
        begin = i + closes


def _assembled(
    w: Words, start: int, end: int, tag: tuple[Span, Span] | None, verbs: list[int], depth: int = 0
) -> list[Part]:
    """Segments joined into clauses: those without a verb go to a neighbour, the others begin a clause or resume one."""
    found: list[Part] = []
    main = last = None
    for begin, stop, opener in _segments(w, start, end, tag):
        heads = [v for v in verbs if begin <= v < stop]
        sign = opener[-1:]
        if not heads:
            resumed = main is not None and (
                main.verb is None or (last is not None and last.role == "relative" and w.tags[begin] in "PT")
            )
            home = main if resumed and sign in (",", "q") else last
            if home is None:
                home = main = last = _begun(found, "main")
            home.pieces.append((begin, stop))
        elif sign and sign in "RWU":
            # "The man who shot Palme died": the second verb takes the main clause up again.
            resumes = main is not None and main.verb is None and len(heads) > 1
            last = _begun(
                found,
                "subordinate" if sign == "U" else "relative",
                (begin, heads[1] if resumes else stop),
                heads[0],
                sign,
            )
            if main is not None and resumes:
                main.pieces.append((heads[1], stop))
                main.verb, last = heads[1], main
        elif main is None or main.verb is None:
            main = main or _begun(found, "main")
            main.pieces.append((begin, stop))
            main.verb, main.opener, last = heads[0], sign, main
        else:
            shares = not w.tags[begin : heads[0]].strip("ACPT")
            last, before = _begun(found, last.role if shares and last else "main", (begin, stop), heads[0], sign), last
            last.follows = before if shares else None
        content = (
            _content(w, last, verbs, end) if last is not None and last.role == "main" and depth < _DEEPEST else None
        )
        if last is not None and content is not None:
            a = last.pieces[-1][0]
            last.pieces[-1] = (a, max(content, a + 1))
            return found + _told(w, last, content, end, tag, verbs, depth + 1)
    return _promoted(w, found)


def _begun(found: list[Part], role: str, piece: Span | None = None, verb: int | None = None, opener: str = "") -> Part:
    part = Part([piece] if piece else [], role, verb, opener)
    found.append(part)
    return part


def _told(
    w: Words, teller: Part, start: int, end: int, tag: tuple[Span, Span] | None, verbs: list[int], depth: int
) -> list[Part]:
    """The clauses of what somebody is said to have said, with who said it."""
    inner = _assembled(w, start, end, tag, [v for v in verbs if v >= start], depth)
    speaker = name_of(w, subject(w, teller)) or None
    for part in inner:
        part.role = "content" if part.role == "main" else part.role
        part.parent = part.parent or teller
        part.speaker = part.speaker or speaker
    return inner


def _content(w: Words, teller: Part, verbs: list[int], end: int) -> int | None:
    """The word with which begins what a speech verb reports, None where the clause reports no clause."""
    if teller.verb is None:
        return None
    said = predicate(w, teller.verb)
    later = next((v for v in verbs if v > said), None)
    if w.low[said] not in en.SPEECH or later is None or later >= end:
        return None
    between = w.tags[said + 1 : later]
    if "that" in w.low[said + 1 : later]:
        return w.low.index("that", said + 1) + 1
    if mark := re.search(r"[q;]", between):
        return said + 2 + mark.start()
    if pause := re.match(r"A*P?T+,", between):
        return said + 1 + pause.end()
    if re.search(r"[,CUWR]", between) or not between.strip("A"):
        return None
    if "T" in between:
        after_time = said + 2 + between.rindex("T")
        return after_time if after_time < later else said + 1
    if w.low[said] in en.HEARERS and (hearer := re.match(r"D?(?:X+|O|w)", between)) and hearer.end() < len(between):
        return said + 1 + hearer.end()
    return said + 1


def _promoted(w: Words, found: list[Part]) -> list[Part]:
    """A sentence whose only verb stands in a dependent clause ("Let us not forget that …") says that clause."""
    if found and all(part.verb is None or part.role != "main" for part in found):
        dependent = next((part for part in found if part.verb is not None), None)
        if dependent is not None:
            dependent.role = "main"
    return found


def predicate(w: Words, head: int) -> int:
    """The last word of the verb group that begins with `head`: "calling" of "has been calling"."""
    at, i = head, head + 1
    if w.tags[head] not in "Mbhd":
        return head
    while i < len(w.tags) and (w.tags[i] in "AbhdnT" or w.tags[i : i + 2] == "PT"):
        at = i if w.tags[i] in "bhdn" else at
        i += 1
    if i < len(w.tags) and (w.tags[i] in "VvpgzM" or (w.tags[head] in "Md" and w.tags[i] in "wz")):
        return i
    return at


def subject(w: Words, part: Part) -> Span:
    """The words of a clause's subject, for "who" and "which" the name before it; (0, 0) where it has none."""
    if part.verb is None:
        return 0, 0
    begin, end = _before_verb(w, part, part.verb)
    while begin < end and w.tags[end - 1] == "A":
        end -= 1
    if begin >= end and part.opener == "R":
        return _antecedent(w, part.pieces[0][0])
    return (begin, end) if begin < end else (0, 0)


def _antecedent(w: Words, at: int) -> Span:
    """The name right before a relative clause that begins with word `at`, (0, 0) where no name stands there."""
    name = re.search(r"(?:^|[^DXSw])D?w{0,2}(X+),?$", w.tags[:at])
    return name.span(1) if name and not w.tags[name.start() :].startswith("P") else (0, 0)


def _before_verb(w: Words, part: Part, verb: int) -> Span:
    begin, _ = next(piece for piece in part.pieces if piece[0] <= verb < piece[1])
    while begin < verb and w.tags[begin] in "CURWA":
        begin += 1
    if begin < verb and part.opener != "C":
        place = _cut_subject(w, part, begin, verb)
        return _past_time(w, begin if place is None else place, verb)
    earlier = [piece for piece in part.pieces if piece[1] <= verb and not _ADJUNCT.match(w.tags[slice(*piece)])]
    if begin < verb:
        return (earlier[0][0] if earlier else begin), verb
    named = [piece for piece in earlier if re.fullmatch(r"X{2,4}", w.tags[slice(*piece)])]
    # "A member of the institute, Otto Lund, said": the name is the subject's where an office stands before it.
    named = named if earlier and en.OFFICES.intersection(w.low[slice(*earlier[0])]) else []
    if not earlier:
        return 0, 0
    chosen = named[-1] if named else earlier[0]
    # "Kerry and Lavrov, both in Geneva, agreed": what "and" adds belongs to the subject.
    return chosen[0], next((end for at, end in earlier if at == chosen[1] and w.tags[at] == "C"), chosen[1])


_ADJUNCT = re.compile(r"[PUAgTt]|[wD#]*T+$|wP?D?T+$")
"""A phrase that is no subject."""


def _cut_subject(w: Words, part: Part, begin: int, verb: int) -> int | None:
    """Where a subject begins that a comma or a parenthesis cuts: "a plane in Nevada, United States crashed"."""
    before = next((piece for piece in part.pieces if piece[1] == begin - 1), None)
    if begin and w.tags[begin - 1] == ")":
        return next((piece[0] for piece in part.pieces if w.tags[piece[1] : piece[1] + 1] == "("), None)
    if before is None or set(w.tags[begin:verb]) != {"X"} or not re.search(r"[^P].*PX+$", w.tags[slice(*before)]):
        return None
    start = _past_time(w, *before)[0]
    return None if _ADJUNCT.match(w.tags[start : before[1]]) else start


def _past_time(w: Words, begin: int, end: int) -> Span:
    lead = re.match(r"(?:P?D?T+)+", w.tags[begin:end])
    return (begin + lead.end() if lead else begin), end


def name_of(w: Words, span: Span) -> str:
    """A person's name without the office ("the Foreign Minister of Russia Sergei Lavrov"), else all the words."""
    tags = w.tags[slice(*span)]
    run = re.search(r"X+$", tags)
    beside = any(w.tags[i] in "C," or (w.tags[i] == "P" and w.low[i] != "of") for i in range(*span))
    if beside:
        return w.said(span)
    if run is None or run.start() == 0:
        roles = [i for i in range(*span) if w.low[i] in en.OFFICES]
        start = max((i + 1 for i in roles), default=span[0])
    else:
        inside = range(span[0] + run.start(), span[1])
        start = max((i + 1 for i in inside if w.low[i] in en.OFFICES), default=inside[0])
        if start == inside[0] and w.tags[start - 1] == "P" and span[1] - start > 2:
            start = span[1] - 2
        elif start == inside[0] and w.tags[start - 1] in "PD":
            start = span[0]
    return w.said((start if 1 < span[1] - start <= 4 else span[0], span[1]))


def tense(w: Words, part: Part) -> str:
    """When the verb of a clause lies: "past", "perfect", "pluperfect", "present", "future", "planned" or "doubtful".

    "none" where there is no verb. "planned" is the future seen from then ("would", "was to", "is due to"), "doubtful"
    what may, could or should be.
    """
    if part.verb is None:
        return "none"
    head, last = part.verb, predicate(w, part.verb)
    word, tag = w.low[head], w.tags[head]
    if tag == "M":
        return "future" if word in en.FUTURE else "planned" if word in en.CONDITIONAL else "doubtful"
    onward = w.tags[last + 1 : last + 3]
    if tag == "b" and (w.low[last] in en.PLANNED or last == head) and "t" in w.tags[last + 1 : last + 2]:
        return "planned"
    if tag == "b" and w.low[last + 1 : last + 2] and w.low[last + 1] in en.PLANNED and onward[1:2] == "t":
        return "planned"
    if w.low[last] in en.PLANS and onward[:1] == "t":
        return "planned"
    if tag == "h" and last != head:
        return "pluperfect" if word.startswith("had") else "perfect"
    if tag in "Vv" or word in en.PAST_AUXILIARIES:
        return "past"
    return "present"


def is_stative(w: Words, part: Part) -> bool:
    """Whether the verb of a clause says how things were, rather than what happened: "was", "had", "remained"."""
    if part.verb is None:
        return True
    last = predicate(w, part.verb)
    passive = last != part.verb and w.tags[part.verb] in "bh" and w.tags[last - 1] in "bnAT"
    return w.low[last] in en.STATIVE and not passive


def is_negated(w: Words, part: Part) -> bool:
    """Whether the clause says that something did not happen."""
    if part.verb is None:
        return False
    last = predicate(w, part.verb)
    group = [word for word in w.low[part.verb : last + 2] if word != "without"]
    first = w.low[subject(w, part)[0]]
    return (
        any(word in en.NEGATIONS or word.endswith("n't") for word in group)
        or first in en.NEGATIONS | en.FEW
        or any(word in en.ALMOST for word in w.low[max(0, part.verb - 2) : part.verb])
        or _is_denied(w, part.verb, last)
    )


def _is_denied(w: Words, verb: int, last: int) -> bool:
    """Whether the sentence says that a clause behind "that" is not so: "denied that …", "it is not true that …", "… are
    false"."""
    if "that" not in w.low[:verb]:
        return False
    that = verb - 1 - w.low[:verb][::-1].index("that")
    leading, trailing = w.low[max(0, that - 6) : that], w.low[last + 1 :]
    untrue = "true" in leading and any(word == "not" or word.endswith("n't") for word in leading)
    return (
        untrue or any(word in en.DENIALS for word in leading) or any(word in ("false", "untrue") for word in trailing)
    )
