"""Sentence bounds and quotations, as tables; and that no text is slow or breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.sentences import quotations, sentences


def told(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Hale met U.S. Senator J. F. Bright on Jan. 5 in St. Paul.",
        "The price rose 3.2 percent to $4.5 a share, Dr. Orr said.",
        "He left at 3.5 p.m. local time.",
        "Orr Corp. bought Hale Inc. for cash.",
        "See No. 5 and Fig. 2 for the figures.",
        'He shouted "Stop!" and ran.',
        '"Never again!" she cried.',
        '"Why?" Anna Hale asked.',
        "They waited … and waited.",
        "VALE, May 3 (Wire) - The bridge opened.",
        "Yahoo! was sold.",
    ],
)
def test_one_sentence(text: str) -> None:
    assert told(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It rained. It snowed! Why? Nobody knew…  Then it stopped.",
            ["It rained.", "It snowed!", "Why?", "Nobody knew…", "Then it stopped."],
        ),
        ("He lives in the U.S. The firm is his.", ["He lives in the U.S.", "The firm is his."]),
        ("They met at 5 p.m. He was late.", ["They met at 5 p.m.", "He was late."]),
        ("He said no. Then he left.", ["He said no.", "Then he left."]),
        ("It ended in 1999. 2000 was better.", ["It ended in 1999.", "2000 was better."]),
        ('"We will go. It is late," he said.', ['"We will go.', 'It is late," he said.']),
        (
            "“It is over.” He left. (He came back.) She stayed.",
            ["“It is over.”", "He left.", "(He came back.)", "She stayed."],
        ),
        ("The iPhone came. iPhones sold well.", ["The iPhone came.", "iPhones sold well."]),
        (
            "A bridge falls\n\nBy Anna Hale\n\nThe bridge fell. Nobody was hurt.",
            ["A bridge falls", "By Anna Hale", "The bridge fell.", "Nobody was hurt."],
        ),
        (
            "What is planned:\n- a bridge\n- a road\n  to the sea\n- a school",
            ["What is planned:", "a bridge", "a road\n  to the sea", "a school"],
        ),
        ("# A heading\nThe text.", ["A heading", "The text."]),
        (
            "The council met on a fine\nday in the town of Vale and\nagreed. It was late.",
            ["The council met on a fine\nday in the town of Vale and\nagreed.", "It was late."],
        ),
        (
            "Short heading\nThe council met on a fine day in the old town of Vale.",
            ["Short heading", "The council met on a fine day in the old town of Vale."],
        ),
        ("", []),
        (" \n\n \t", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and “no”.', ['"yes"', "“no”"]),
        (
            '"It began with a straight mark and ended with a curly one,” she said.',
            ['"It began with a straight mark and ended with a curly one,”'],
        ),
        ("There will be no 'peace at any price' here.", ["'peace at any price'"]),
        ("The workers' party and O'Brien's son weren't there.", []),
        ("In the '90s the farmers' union grew.", []),
        ('"One sentence. Another one," he said. "A third."', ['"One sentence. Another one,"', '"A third."']),
        ('"A first paragraph.\n\n"And the last," he said.', ['"A first paragraph.', '"And the last,"']),
        ('A stray " mark.\n\nAnd a new paragraph.', []),
        ('A 5" pipe and a 7" pipe.', []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == expected


ODD = st.text(alphabet=st.sampled_from(list("aB1 .!?…\n\"'“”‘’-*#()«»:;,U.S\u00a0\u2028é")), max_size=200)


@given(ODD | st.text(max_size=80))
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    for spans in (sentences(text), quotations(text)):
        bounds = [bound for span in spans for bound in span]
        assert bounds == sorted(bounds)
        assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(text[a:b] == text[a:b].strip() for a, b in sentences(text))


@given(st.lists(st.sampled_from(["The bridge opened.", "Who came?", "Nobody did!"]), max_size=6))
def test_no_word_is_lost(parts: list[str]) -> None:
    assert told(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "unit", [".", ". ", '"', "' ", " 'a", ' "([', "\n", "A. ", 'a." ', "U.S.", "- ", "a\n", "x", " "]
)
@pytest.mark.usefixtures("comes_to_an_end")
def test_any_marks_are_read(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    for spans in (sentences(text), quotations(text)):
        assert all(0 <= begin < end <= len(text) for begin, end in spans)
