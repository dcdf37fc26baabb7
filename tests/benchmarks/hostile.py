"""How long texts made to be slow take, and whether the time grows with the length and no faster.

    python tests/benchmarks/hostile.py [--length 100000]

Prints for each the processor time at that length and at twice it, and their ratio, the best of five in turns.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

import timeline

HOSTILE = {
    "digits": "0123456789",
    "ones": "1",
    "commas": ",",
    "digits and commas": "1,234,567,",
    "digits and dots": "12.34.",
    "digits and colons": "12:34:",
    "digits and slashes": "12/34/",
    "digits and hyphens": "2016-04-",
    "the year": "the year ",
    "years": "2003 ",
    "year after year": "year after year ",
    "from to": "from 2003 to ",
    "between and": "between 1990 and ",
    "one line": "the council met yesterday and the mayor spoke of the harbour for two years ",
    "no time at all": "lorem ipsum dolor sit amet, ",
    "nested quotes": "\"'\u201c\u2018on Monday\u2019\u201d'\" ",
    "opening quotes": "\u201c",
    "opening brackets": "(",
    "brackets and dates": "(in 1990 ",
    "weekdays": "Monday Tuesday Wednesday Thursday Friday ",
    "months": "January February March April May June ",
    "Mays": "May ",
    "spaces": " ",
    "spaces after a number": "two" + " " * 97,
    "newlines": "\n",
    "spaces and newlines": " \n",
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "a": "a ",
    "the": "the ",
    "numbers": "two two two hundred and ",
    "hundred": "hundred and ",
    "twenty-": "twenty-",
    "a half": "and a half ",
    "numbers of years": "two two two hundred and two thousand and twenty-two years ",
    "numbers before years": "two hundred and " * 6 + "years ",
    "twenty- years": "twenty-" * 9 + "years ",
    "a half of years": "two and a half and a half and a half years ",
    "straight": "a second straight consecutive second straight week in a row ",
    "modifiers": "early early late mid- ",
    "more than": "more than about at least nearly ",
    "modified years": "early late mid- the end of more than about 2003 ",
    "modified lengths": "at least nearly more than about two years or so or more ",
    "spaces and years": " " * 60 + "year",
    "spaces in an expression": "the   day   before   the   year   of   two   ",
    "bracketed years": "((((((2003",
    "early in the": "early in the middle of the end of ",
    "apostrophes": "'",
    "curly apostrophes": "\u2019",
    "short years": "'98 ",
    "possessives": "today's ",
    "since": "since since since ",
    "cues": "will be set to is due to ",
    "has for": "has for ",
    "units": "second minute hour day week month quarter year ",
    "ago": "ago ",
    "the day before": "the day before ",
    "the day before the": "the day before the day after ",
    "last": "last ",
    "ordinals": "first second third 4th ",
    "clock": "10:30 p.m. ",
    "half a clock": "10 p.m",
    "hyphens": "-",
    "two-": "two-",
    "capitals": "A",
    "one word": "yesterday",
    "words without a blank": "MondayJanuary2016",
    "old years": "44 BC ",
    "century": "the nineteenth-",
    "dollars": "$1,990 ",
    "surrogates": "\ud800",
    "emoji": "\U0001f4c5",
    "accents": "e\u0301",
    "full stops": ".",
    "stops and blanks": ". ",
    "of of of": "of ",
    "may may may": "may ",
    "May 1": "May 1, ",
    "1 1 1": "1 1 1 ",
    "grouped figures": "1,111,",
    "figures alone": "1,111 2,222 ",
    "first of the first": "first of the first of the ",
    "half past": "half past ",
    "a quarter past": "a quarter past ",
    "a year ago": "a year ago ",
    "a while ago": "a while ago for the time being ",
    "the end of": "the end of ",
    "not until": "not until until until ",
    "until years": "until 2003 until ",
    "since brackets": "since (2003 ",
    "brackets of years": "(2003) ",
    "spaced units": "two" + "\u2003" * 5 + "years ",
    "Unicode figures": "\u0661\u0669\u0669\u0660 ",
    "combining marks": "Monday\u0301 ",
    "marks alone": "\u0301",
    "letters beyond ASCII": "\u00e9",
    "days beside dashes": "Monday\u2013",
    "paragraphs": "on Monday\n\n",
    "lines of years": "2003\n",
    "proper names": "The 2003 Aaaa Bbbb ",
    "figures and names": "2003 Aaaa ",
    "underlined": "_2003_",
    "from Monday to": "from Monday to ",
    "first two of": "the first two first two weeks of ",
    "nineteen": "nineteen ",
    "twenty-first": "the twenty-first twenty-first ",
    "will on Friday": "will said will on Friday ",
    "clocks": "10:30 ",
    "dated clocks": "10:30 a.m. on Monday, May 3, 2003, ",
    "shortened years": "1998-99-",
    "quarters": "first quarter second-quarter Q3 3Q ",
    "old ages": "two-year-old-year-old ",
}
"""What each is made of, over and over."""


def hostile(name: str, length: int) -> str:
    """The hostile text of a name, of just that many characters."""
    seed = HOSTILE[name]
    return (seed * (length // len(seed) + 1))[:length]


def seconds(*texts: str) -> list[float]:
    """Processor seconds to tag each text, the best of five, taken in turns."""
    best = [float("inf")] * len(texts)
    for _ in range(5):
        for i, text in enumerate(texts):
            begun = time.process_time()
            timeline.tag(text, date(2016, 4, 20))
            best[i] = min(best[i], time.process_time() - begun)
    return best


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--length", type=int, default=100_000, help="characters (default: 100000)")
    length = ap.parse_args().length
    seconds("It snowed yesterday.")
    print(f"{'':24}{'seconds':>9}{'doubled':>9}{'ratio':>7}")
    for name in HOSTILE:
        once, twice = seconds(hostile(name, length), hostile(name, 2 * length))
        print(f"{name:24}{once:9.3f}{twice:9.3f}{twice / once:7.2f}")


if __name__ == "__main__":
    main()
