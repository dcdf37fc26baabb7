"""docs/themes.md: the theme it makes is built from it, and what it says of themes holds."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from sample_timeline import sample

from timeline.exporters import site, whole
from timeline.exporters.ours import default_folder

TIMELINE, OPTIONS = sample()
PAGE = (Path(__file__).parent.parent / "docs" / "themes.md").read_text(encoding="utf-8")
THEME = dict(re.findall(r"```\w+\n(?:\{#|/\*) my-theme/(\S+) (?:#\}|\*/)\n(.*?)```", PAGE, flags=re.DOTALL))
DUTCH = re.findall(r"```toml\n# my-theme/(words/nl\.toml)\n(.*?)```", PAGE, flags=re.DOTALL)
FILES = site.files(TIMELINE, OPTIONS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The theme of the page, as a folder."""
    for name, content in THEME.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


def built(folder: Path) -> dict[str, bytes]:
    return site.files(TIMELINE, replace(OPTIONS, templates=folder))


def test_the_theme_has_two_files_and_no_more_than_twenty_lines():
    assert set(THEME) == {"base.html", "assets/mine.css"}
    assert sum(content.count("\n") for content in THEME.values()) <= 20


def test_the_theme_changes_what_it_says(folder: Path):
    themed = built(folder)
    assert themed["assets/mine.css"].decode() == THEME["assets/mine.css"]
    assert set(themed) == {*FILES, "assets/mine.css"}
    for path in ("index.html", "about.html", "embed/index.html", *(p for p in FILES if p.startswith("entries/"))):
        root = "../" * path.count("/")
        mine = f'<link rel="stylesheet" href="{root}assets/mine.css">'
        page = themed[path].decode()
        assert mine in page
        assert page.index(f"{root}assets/timeline.css") < page.index(mine)
        assert mine not in FILES[path].decode()
    entry = next(path for path in FILES if re.fullmatch(r"entries/(?!index).*\.html", path))
    for path in ("index.html", "about.html", entry):
        assert themed[path].count(b"Kept by the newsroom of the Vale Courier.") == 1
    assert b"newsroom" not in themed["embed/index.html"]


def test_the_rest_stays_ours(folder: Path):
    themed = built(folder)
    for path in ("assets/timeline.css", "assets/timeline.js", "embed.js"):
        assert themed[path] == FILES[path]
    for entry in TIMELINE.entries:
        assert entry.title.encode() in themed["index.html"]


def test_every_property_it_sets_is_one_of_ours():
    ours = (default_folder() / "assets" / "timeline.css").read_text(encoding="utf-8")
    mentioned = set(re.findall(r"--[a-z]+(?=:|`|\))", PAGE))
    assert {"--accent", "--paper", "--highlight"} <= mentioned
    assert {name for name in mentioned if f"{name}:" not in ours} == set()


def test_a_file_of_the_same_name_replaces_ours(tmp_path: Path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "timeline.css").write_text("body { color: teal }")
    (tmp_path / "about.html").write_text("{{ site.title }}: nothing more.")
    themed = built(tmp_path)
    assert themed["assets/timeline.css"] == b"body { color: teal }"
    assert themed["about.html"] == b"The harbour bridge: nothing more."


def test_the_same_theme_makes_the_same_bytes(folder: Path):
    options = replace(OPTIONS, templates=folder, base_url="https://user.example/")
    assert whole(TIMELINE, options) == whole(TIMELINE, options)


@pytest.mark.parametrize(("path", "most"), [
    ("assets/timeline.js", 5_000), ("assets/timeline.css", 5_000), ("embed.js", 500)])
def test_what_every_reader_loads_stays_small(path, most):
    """In bytes, gzipped as a server does."""
    assert len(gzip.compress(FILES[path], 6, mtime=0)) <= most


def test_the_style_sheet_knows_no_left_and_right_but_where_the_page_is_turned():
    rules = FILES["assets/timeline.css"].decode().splitlines()
    sided = re.compile(r"\b(left|right)\b|(padding|margin|inset):( [^ ;]+){4};")
    physical = [rule for rule in rules if sided.search(rule)]
    assert [rule for rule in physical if '[dir="rtl"]' not in rule] == []


def test_a_language_is_a_file_of_ten_lines(tmp_path: Path):
    ((name, content),) = DUTCH
    assert content.count("\n") <= 10
    (tmp_path / "words").mkdir()
    (tmp_path / name).write_text(content, encoding="utf-8")
    files = site.files(TIMELINE, replace(OPTIONS, templates=tmp_path, language="nl"))
    index, about = files["index.html"].decode(), files["about.html"].decode()
    assert '<html lang="nl">' in index
    assert '<span class="count">2 bronnen</span>' in index
    assert '<span class="count">1 bron</span>' in index
    assert "<h1>Hoe dit is gemaakt</h1>" in about
    assert "What the marks mean" in about
    assert any("20 december 2016" in page.decode() or "1 april 2014" in page.decode() for page in files.values())
