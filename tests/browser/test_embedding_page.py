"""docs/embedding.md: what it offers to copy does in a browser what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text("utf-8")


def shown(language: str) -> str:
    block, = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return block


@pytest.mark.parametrize("script", ["", shown("js")], ids=["its own script", "another in its stead"])
def test_the_lines_of_the_page_fit_the_frame(open_page, host, site, script):
    address, folder = host
    lines = shown("html").replace("https://user.github.io/repo/", site)
    if script:
        lines = re.sub(r"<script.*?</script>", "", lines) + f"<script>{script}</script>"
    (folder / "copied.html").write_text(f'<!doctype html><link rel="icon" href="data:,">{lines}', encoding="utf-8")
    page = open_page(f"{address}copied.html")
    fitted = "() => { const node = document.querySelector('iframe'); return node.clientHeight !== 4512; }"
    page.wait_for_function(fitted)
    assert page.locator("iframe").evaluate("(node) => node.clientHeight") > 500
