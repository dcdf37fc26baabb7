"""Clauses whose date is that of a landmark: "since the coup in 2014", "from 1968 until his retirement in 2018"."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.events import extract
from timeline.model import Article

DAY = date(2016, 4, 20)


def told(text: str) -> list[tuple[str | None, str]]:
    return [(event.edtf, event.title) for event in extract(Article(text, DAY))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Otto Hale has led the Reform Party since its founding in 1998.",
            ("1998/2016-04-20", "Otto Hale has led the Reform Party since its founding"),
        ),
        (
            "The bridge at Vale has been closed since the fire on Monday.",
            ("2016-04-18/2016-04-20", "Bridge at Vale has been closed since the fire"),
        ),
        (
            "Since taking office in 2014, Mayor Anna Hale has closed nine schools.",
            ("2014/2016-04-20", "Mayor Anna Hale has closed nine schools"),
        ),
        (
            "The Vale mill made paper from 1968 until the death of its owner in 1999.",
            ("1968/1999", "Vale mill made paper until the death of its owner"),
        ),
        ("The Vale mill made paper from 1968 until 1999.", ("1968/1999", "Vale mill made paper")),
        (
            "Otto Hale served as mayor until his arrest in 2012.",
            ("../2012", "Otto Hale served as mayor until his arrest"),
        ),
        ("Beginning in 2010, the Vale mill made glass and paper.", ("2010/..", "Vale mill made glass and paper")),
    ],
)
def test_a_landmark_bounds_the_clause(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Since his win in 2014, Otto Hale closed nine schools in Vale.",
        "Otto Hale confessed to killing his brother in 2014.",
        "Otto Hale was convicted of stealing a painting from the Vale museum in 2014.",
        "Anna Hale was praised for saving a child in 2014.",
        "By reports in 2014, the bridge at Vale was unsafe.",
    ],
)
def test_the_date_of_something_else_dates_nothing(text: str) -> None:
    assert "2014" not in [edtf for edtf, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Otto Hale confessed in 2014 to killing his brother.", "2014"),
        ("Otto Hale was convicted in 2014 of stealing a painting.", "2014"),
        ("Anna Hale was arrested in 2014.", "2014"),
        ("After the fall of its owner in 2014, the Vale mill closed for good.", "2014"),
        ("Starting on Monday, the council will close the port.", "2016-04-25"),
        ("Otto Hale moved from Vale to Kestrel in 2014.", "2014"),
    ],
)
def test_the_date_of_the_clause_stays(text: str, edtf: str) -> None:
    assert [day for day, _ in told(text)] == [edtf]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Hale spoke in Vale on Monday. The attacks occurred on Tuesday.",
        "Anna Hale spoke in Vale on Monday. The trial began at 9 a.m. on Tuesday.",
        "Anna Hale spoke in Vale on Monday. Sentencing is set for 4 May.",
    ],
)
def test_what_only_says_that_something_was_waits_for_an_editor(text: str) -> None:
    assert all(event.interval is None or event.interval.is_open for event in extract(Article(text, DAY))[1:])


def test_a_plan_without_a_title_is_kept_for_review() -> None:
    (event,) = extract(Article("Sentencing is set for 4 May.", DAY))
    assert (event.kind, event.title, event.basis) == ("plan", "Sentencing is set for 4 May", "after-publication")
    assert event.expression is not None
    assert event.expression.edtf == "2016-05-04"


def test_an_obituary_tells_a_life_and_not_the_day_of_death() -> None:
    text = "Anna Hale died on Monday. Hale wrote nine novels and won the Vale Prize. Hale died at home in Vale."
    days = {event.title: event.edtf for event in extract(Article(text, DAY))}
    assert days["Anna Hale died"] == "2016-04-18"
    assert "2016-04-18" not in [edtf for title, edtf in days.items() if "wrote" in title or "won" in title]


def test_the_same_toll_of_the_same_day_is_told_once() -> None:
    text = "A fire in Vale killed nine on Monday. The blaze left nine dead on Monday. The mill closed on Tuesday."
    assert [event.edtf for event in extract(Article(text, DAY))] == ["2016-04-18", "2016-04-19"]
