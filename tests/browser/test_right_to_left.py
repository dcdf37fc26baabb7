"""A timeline whose language runs from right to left, with an English source among its own."""

from __future__ import annotations

import pytest
from sample_timeline import Told, article, entry

from timeline.exporters import whole
from timeline.exporters.options import Options
from timeline.model import Timeline
from timeline.writer import write

WIDTHS = pytest.mark.parametrize("width", [390, 1280])


def arabic() -> tuple[Timeline, Options]:
    own, (closed, works) = article("2016-04-20", "الجسر القديم يغلق أبوابه", [
        Told("أُغلق جسر الميناء أمام الشاحنات [يوم الثلاثاء] بعد فحص.", "2016-04-19", "إغلاق جسر الميناء", "Counted."),
        Told("ستستمر الأعمال [من مارس إلى يونيو].", "2016-03/2016-06", "أعمال الإصلاح مستمرة", "Named.", "plan"),
    ], outlet="صحيفة الوادي", language="ar", tags=("جسر",))
    other, (told,) = article("2016-04-21", "A bridge is closed", [
        Told("The bridge was closed [on Tuesday] (again).", "2016-04-19", "Bridge closed", "Counted.")],
        outlet="Radio Tamsin", url="https://radio.example/", tags=("Tolls",))
    options = Options(title="جسر الميناء", description="أحد عشر شقًا ورسوم.", language="ar", articles=(own, other))
    return Timeline((entry(works), entry(closed, told))), options


@pytest.fixture(scope="module")
def home(host):
    """The address of its site."""
    address, folder = host
    write(whole(*arabic()), folder / "arabic")
    return f"{address}arabic/"


@pytest.fixture
def page(open_page, home):
    """Opens a page of it."""
    return lambda path, width: open_page(f"{home}{path}", width=width)


def right_of(page, one: str, other: str) -> bool:
    """Whether the one begins to the right of the other."""
    boxes = [page.locator(each).first.bounding_box() for each in (one, other)]
    return boxes[0]["x"] + boxes[0]["width"] / 2 > boxes[1]["x"] + boxes[1]["width"] / 2


ENTRY = f"entries/{arabic()[0].entries[1].id}.html"


@WIDTHS
@pytest.mark.parametrize("path", ["index.html", ENTRY, "about.html", "sources/index.html", "embed/index.html"])
def test_a_page_runs_from_right_to_left_and_fits(page, path, width):
    opened = page(path, width)
    assert opened.evaluate("getComputedStyle(document.body).direction") == "rtl"
    # Scrolling sideways would go into the negative here.
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    outside = opened.evaluate("""[...document.querySelectorAll("body *")].filter((node) => node.checkVisibility())
        .filter((node) => !node.closest(".skip")).map((node) => node.getBoundingClientRect())
        .filter(({ left, right, width }) => width && (left < -1 || right > innerWidth + 1)).length""")
    assert outside == 0


@WIDTHS
def test_the_rail_stands_right_of_the_entries_and_the_summary_opens_leftwards(page, width):
    opened = page("index.html", width)
    assert right_of(opened, ".entry .rail", ".entry .title")
    assert right_of(opened, ".masthead h1", ".entry .labels")
    if width > 1000:
        assert right_of(opened, ".year-heading", ".entry")
        assert right_of(opened, ".entry .when", ".entry .rail")


def test_each_quote_runs_as_its_language_does(page):
    opened = page(ENTRY, 1280)
    told = opened.locator("blockquote").evaluate_all("(all) => all.map((n) => [n.lang, getComputedStyle(n).direction])")
    assert told == [["ar", "rtl"], ["", "ltr"]]
    # There is no Arabic catalogue: the page is Arabic, the words of its interface are English.
    named = "[document.documentElement, document.body, document.querySelector('.home a')]"
    assert opened.evaluate(f"{named}.map((node) => node.lang)") == ["ar", "en", "ar"]


def x_of(page, selector: str, word: str) -> float:
    """Where the word begins in the first text of an element, in pixels."""
    return page.locator(selector).first.evaluate("""(node, word) => {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
        for (let text = texts.nextNode(); text; text = texts.nextNode()) {
          const at = text.data.indexOf(word);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + word.length);
          return range.getBoundingClientRect().left;
        } }""", word)


@pytest.mark.parametrize(("path", "selector", "first", "then"), [
    ("index.html", ".masthead .byline", "2", "entries"), ("index.html", "summary .count", "1", "source"),
    (ENTRY, ".single-entry .when b", "19", "2016"), (ENTRY, ".how", "How", "Counted"),
])
def test_english_words_of_the_interface_keep_their_order(page, path, selector, first, then):
    opened = page(path, 1280)
    assert x_of(opened, selector, first) < x_of(opened, selector, then)
