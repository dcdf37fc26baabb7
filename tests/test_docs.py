"""The documentation says what the code does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from timeline.checking.links import dead_links
from timeline.model import SITE_MARKER

ROOT = Path(__file__).parent.parent
FETCHED = re.compile(r"""<(?:script|link|img|iframe)[^>]*?(?:src|href)=["']?https?:[^>]*""")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def test_what_is_made_from_the_code_is_as_the_code_has_it():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    pages = generate.pages()
    assert {path.name for path in pages} == {"time-expressions.md", "commands.md"}
    old = [path.name for path, text in pages.items() if path.read_text(encoding="utf-8") != text]
    assert not old, "run: python docs/generate.py"


def test_the_site_of_the_documentation_has_no_dead_link(tmp_path: Path) -> None:
    out = tmp_path / "docs"
    told = subprocess.run([sys.executable, ROOT / "docs" / "site.py", out], capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    assert len(list(out.glob("*.html"))) > 20
    (out / SITE_MARKER).touch()  # the checker of our own sites knows places within pages too
    assert [finding.problem.message for finding in dead_links(out)] == []
    assert [tag for page in out.glob("*.html") for tag in FETCHED.findall(page.read_text("utf-8"))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(path):
    prose = re.sub(r"```.*?```|`[^`]*`|^    .*$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", prose):
        assert (path.parent / target).exists(), target
