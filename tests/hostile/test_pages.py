"""Pages that the libraries behind the reader would be slow with are read by ours alone."""

from __future__ import annotations

import pytest

from timeline.articles import html
from timeline.articles.extracting import MOST_ATTRIBUTES


@pytest.mark.parametrize(("attributes", "asked"), [
    ("", 2), ("".join(f" a{n}=b" for n in range(MOST_ATTRIBUTES)), 2),
    ("".join(f" a{n}=b" for n in range(MOST_ATTRIBUTES + 1)), 0), (" a" * (MOST_ATTRIBUTES + 1), 0)])
def test_an_element_of_too_many_attributes_is_for_no_library(monkeypatch: pytest.MonkeyPatch, attributes: str,
                                                             asked: int) -> None:
    calls = []
    monkeypatch.setattr(html, "text_blocks", lambda page, path: calls.append(path) or [])
    monkeypatch.setattr(html, "second_opinion", lambda page, path: calls.append(path))
    draft, = html.drafts(f"<body><p>Before.</p><p{attributes}>It sank.</p></body>", "a.html")
    assert draft.text == "Before.\n\nIt sank."
    assert len(calls) == asked
