"""Where a story stands: the year of a date that comes without one."""

from __future__ import annotations

from datetime import date

import pytest

import timeline

PUBLISHED = date(2012, 6, 1)


def told(text: str) -> list[str]:
    return [value.value for value in timeline.tag(text, PUBLISHED, anchor="narrative")]


@pytest.mark.parametrize(("text", "expected"), [
    # a look back moves nothing
    ("The mill opened in May 1875. A year earlier it had burnt. In June it closed.", ["1875-05", "1874", "1875-06"]),
    ("The mill opened in May 1875, bigger than the previous year. In June it closed.", ["1875-05", "1874", "1875-06"]),
    ("The mill opened in May 1875. Two years later it burnt. In June it was gone.", ["1875-05", "1877", "1877-06"]),
    # nor does what is seen from the day of publication
    ("The mill opened in May 1875. It is shown today. In June it closed.", ["1875-05", "2012-06-01", "1875-06"]),
    # a month far ahead belongs to the year before only where the next date says so
    ("Work ended in October 1874. In January the wheel turned.", ["1874-10", "1875-01"]),
    ("It was sold in March 1874, not in 1875. In April it moved, and in May 1874 it fell.",
     ["1874-03", "1875", "1874-04", "1874-05"]),
    ("It was sold in March 1874. In 1875 it moved. In April it fell, and in May 1875 it stood.",
     ["1874-03", "1875", "1875-04", "1875-05"]),
    # a year far on is where the story went
    ("It was begun in October 1862. In 1871 the wall fell, and on 3 March it was sold.",
     ["1862-10", "1871", "1871-03-03"]),
    # what stands in brackets takes part, and leads nowhere when it names its year
    ("It rose in April 1874 (cracked in May) and fell in June.", ["1874-04", "1874-05", "1874-06"]),
    ("It rose in April 1874 (as in May 1820) and fell in June.", ["1874-04", "1820-05", "1874-06"]),
])
def test_the_year_of_a_story(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_day_of_a_month_is_not_made_up() -> None:
    value = timeline.tag("The dam broke in July 1874. That same day the mill stood still.", PUBLISHED,
                         anchor="narrative")[1]
    assert (value.value, value.edtf) == ("1874-07-XX", "1874-07~")


def test_a_year_between_two_dates_says_so() -> None:
    text = "It was sold in March 1874, not in 1875. In April it moved, and in May 1874 it fell."
    assert "the year that fits the dates named before and after it, 1874" in timeline.tag(
        text, PUBLISHED, anchor="narrative")[2].explanation


def test_news_looks_neither_far_back_nor_ahead() -> None:
    text = "It was sold in March 1874, not in 1875. In April it moved, and in May 1874 it fell."
    assert timeline.tag(text, PUBLISHED, anchor="publication")[2].value == "2012-04"


@pytest.mark.parametrize(("text", "expected"), [
    # In news a date goes on in the year of the one before it in its sentence, up to a year on.
    ("Hale was elected in June 2009 and took office in July.", ["2009-06", "2009-07"]),
    ("Hale was jailed in November 2009 and freed on 3 March.", ["2009-11", "2010-03-03"]),
    ("Divers found the wreck on 3 April 2009; they raised the bell in May.", ["2009-04-03", "2009-05"]),
    # It does not over a full stop, a relative clause, a death or a plan, nor behind a bare year.
    ("Hale was elected in June 2009. She took office in July.", ["2009-06", "2011-07"]),
    ("The firm, founded in June 1998, said sales rose in March.", ["1998-06", "2012-03"]),
    ("Hale was born in June 1950 and died in March.", ["1950-06", "2012-03"]),
    ("The two met in June 2009, and will meet again in July.", ["2009-06", "2012-07"]),
    ("Hale won the prize in 2009 and was back in March.", ["2009", "2012-03"]),
])
def test_a_date_goes_on_in_the_year_of_its_sentence(text: str, expected: list[str]) -> None:
    assert [value.value for value in timeline.tag(text, PUBLISHED)] == expected
