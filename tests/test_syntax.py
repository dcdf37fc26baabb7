"""Words, clauses and subjects of a sentence, as tables."""

from __future__ import annotations

import pytest

from timeline.syntax import Words, clauses, finite_verbs, may_be_past, subject, tense, words


def split(text: str) -> Words:
    return words(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("The workers' union met.", "DSwv."),
        ("He called the workers 'brave' again.", "OvDwqwqA."),
        ("Hale’s ship and the ships’ crews left.", "SwCDSwv."),
        ("A 5.3-magnitude quake hit Vale.", "D#wvX."),
        ("The attacks began.", "DwV."),
        ("Anna Hale attacks Orrin.", "XXzX."),
        ("Sadly, Vale lost.", "A,Xv."),
        ("Italy lost.", "wv."),
        ("It fell on U.S. soil.", "OVPXw."),
    ],
)
def test_kinds_of_words(text: str, tags: str) -> None:
    assert split(text).tags == tags


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("A ship called the Heron sank.", ["sank"]),
        ("The mayor called the police.", ["called"]),
        ("Hale, author of a study published in May, said no.", ["said"]),
        ("They came to the fair, a show launched in Orrin.", ["came"]),
        ("The note, released in May (in Orrin) praised Weld.", ["praised"]),
        ("They wrote to newly elected President Weld.", ["wrote"]),
        ("He won with 220 votes.", ["won"]),
        ("The trial, expected to begin in May, was moved.", ["was"]),
        ("The largest fair ever held in Vale began.", ["began"]),
        ("It allows men to be moved to Vale and subjected to its laws.", ["allows"]),
        ("The man, often referred to as the Fox, fled.", ["fled"]),
        ("Hale is due to stay in Vale and return on Friday.", ["is"]),
        ("They live in Vale and return on Friday.", ["live", "return"]),
    ],
)
def test_finite_verbs(text: str, verbs: list[str]) -> None:
    w = split(text)
    assert [w.low[i] for i in finite_verbs(w)] == verbs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two fled after Otto Lund, mayor of Vale, was shot.", "Two"),
        ("The council of Orrin (CO), Vale met.", "The council of Orrin (CO), Vale"),
        ("A Kestrel, Vale judge freed him.", "A Kestrel, Vale judge"),
        ("The board said that Hale won.", "The board"),
        ("The wreck they found was old.", "The wreck they found"),
        ("At the council's own (annual) fair in Vale, Mayor Anna Hale spoke.", "Mayor Anna Hale"),
    ],
)
def test_subjects(text: str, expected: str) -> None:
    w = split(text)
    main = next(part for part in clauses(w) if part.verb is not None and part.role == "main")
    assert w.said(subject(w, main)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The board announced Anna Hale, head of the party, won the vote.", "Anna Hale"),
        ("The board announced the plan, the first of its kind.", None),
        ("Orr News reported a source, whom they did not name, said the port was closed.", "a source"),
    ],
)
def test_who_did_what_is_told(text: str, told: str | None) -> None:
    w = split(text)
    content = [w.said(subject(w, part)) for part in clauses(w) if part.role == "content" and part.verb is not None]
    assert content[:1] == ([told] if told else [])


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("The ferry sank.", True),
        ("The ferry was late.", True),
        ("The ferry wasn't late.", True),
        ("The board hasn't met.", True),
        ("Did the board meet?", True),
        ("The board announces that the ferry sank.", True),
        ("The ferry sinks.", False),
        ("The ferry will sink off Vale.", False),
        ("The red ferry needs paint.", False),
        ("Is Vale indeed a port?", False),
    ],
)
def test_what_has_no_past_verb_tells_nothing_past(text: str, past: bool) -> None:
    """It may be true where no clause is past, and never the other way round."""
    w = split(text)
    told = any(tense(w, part) in ("past", "perfect", "pluperfect") for part in clauses(w))
    assert (may_be_past(w), told and not past) == (past, False)
