"""`timeline serve` in a real browser: the page that reloads itself, and what it says when a build fails."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

STORY = "---\ntitle: Pier\n---\nThe old pier in Aldmere closed on 12 April 2016.\n"
TROUBLE = "#timeline-trouble"


def save(path: Path, text: str) -> None:
    """Saves a file at one stroke: nobody ever reads half of it, or nothing."""
    staged = path.parents[1] / "staged"
    staged.write_text(text)
    os.replace(staged, path)


@pytest.fixture
def article(tmp_path):
    """The one article of a folder that is served."""
    path = tmp_path / "articles" / "2016-04-20.md"
    path.parent.mkdir()
    path.write_text(STORY)
    return path


@pytest.fixture
def served(article):
    """The command, and the address of its site."""
    process = subprocess.Popen([sys.executable, "-m", "timeline", "serve", "--port", "0"], cwd=article.parents[1],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield process, re.search(r"http\S+", process.stdout.readline())[0]
    process.kill()
    process.communicate()


@pytest.fixture
def page(context, served):
    """The first page, open; at its end it may not have complained."""
    page = context().new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type != "log" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(served[1])
    yield page
    page.context.close()
    # A page that is not there is one of the cases.
    assert [said for said in complaints if "404 (Not Found)" not in said] == []


@pytest.mark.parametrize("path", ["", "about.html", "embed/index.html", "sources/index.html", "none.html"])
def test_a_saved_article_reloads_every_page(page, served, article, path):
    page.goto(served[1] + path, wait_until="load")
    with page.expect_event("load"):
        save(article, STORY.replace("closed", "opened"))
    assert page.locator(TROUBLE).count() == 0


def test_the_page_shows_what_was_saved(page, article):
    assert page.get_by_text("Old pier in Aldmere closed").first.is_visible()
    save(article, STORY.replace("closed", "opened"))
    page.get_by_text("Old pier in Aldmere opened").first.wait_for()


def test_trouble_shows_over_the_last_good_page_and_goes(page, article):
    save(article, "---\ntitle: [<b>x</b>\n---\n")
    notice = page.locator(TROUBLE)
    notice.wait_for()
    told = notice.inner_text()
    assert told.startswith("articles/2016-04-20.md:2:")
    assert "TL104 not valid YAML" in told
    assert "help:" in told
    assert page.get_by_text("Old pier in Aldmere closed").first.is_visible()
    save(article, STORY)
    notice.wait_for(state="detached")


def test_what_an_article_says_is_never_run(page, article):
    save(article.parent / "<img src=x onerror=document.title='run'>.md", "---\ntitle: [\n---\n")
    notice = page.locator(TROUBLE)
    notice.wait_for()
    assert "<img src=x onerror=" in notice.inner_text()
    assert notice.locator("img").count() == 0
    assert page.title() != "run"


def test_trouble_is_there_when_a_page_is_opened_in_it(page, served, article):
    save(article, "---\ntitle: [\n---\n")
    page.locator(TROUBLE).wait_for()
    page.goto(served[1] + "about.html")
    page.locator(TROUBLE).wait_for()


def test_the_first_build_may_fail(article, context):
    article.write_text("---\ntitle: [\n---\n")
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=article.parents[1], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True) as other:
        try:
            fresh = context().new_page()
            fresh.goto(re.search(r"http\S+", other.stdout.readline())[0])
            fresh.locator(TROUBLE).wait_for()
            save(article, STORY)
            fresh.get_by_text("Old pier in Aldmere closed").first.wait_for()
        finally:
            other.kill()
