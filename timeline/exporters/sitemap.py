"""sitemap.xml and robots.txt: where the pages are (https://www.sitemaps.org/protocol.html).

They speak of a whole site, so they are made last, from the files of all exporters.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote
from xml.sax.saxutils import escape

from timeline.exporters import retold
from timeline.exporters.options import Options

MOST = 50_000
"""How many addresses one sitemap may hold; of more, sitemap.xml names the parts."""

_NOT_INDEXED = b'<meta name="robots" content="noindex">'


def lists(path: str, content: bytes) -> bool:
    """Whether a file is a page that does not ask to stay out of indexes."""
    return path.endswith(".html") and _NOT_INDEXED not in content


def files(pages: Iterable[str], options: Options) -> dict[str, bytes]:
    """`robots.txt`, which lets everybody in, and with a public address `sitemap.xml`: these pages, by their paths."""
    base = retold.base(options)
    if base is None:
        return {"robots.txt": b"User-agent: *\nDisallow:\n"}
    addresses = [base + quote(_address(path)) for path in sorted(pages)]
    robots = f"User-agent: *\nDisallow:\n\nSitemap: {base}sitemap.xml\n"
    return {"robots.txt": robots.encode(), **_sitemaps(addresses, base)}


def _address(path: str) -> str:
    """A page as the links of the world name it: the front page of a folder by the folder."""
    return path[: -len("index.html")] if path.rpartition("/")[2] == "index.html" else path


def _sitemaps(addresses: list[str], base: str) -> dict[str, bytes]:
    if len(addresses) <= MOST:
        return {"sitemap.xml": _listed("urlset", "url", addresses)}
    parts = {f"sitemap-{1 + start // MOST}.xml": _listed("urlset", "url", addresses[start : start + MOST])
             for start in range(0, len(addresses), MOST)}
    return {"sitemap.xml": _listed("sitemapindex", "sitemap", [base + name for name in parts]), **parts}


def _listed(whole: str, part: str, addresses: Iterable[str]) -> bytes:
    lines = "".join(f"<{part}><loc>{escape(address)}</loc></{part}>\n" for address in addresses)
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<{whole} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{lines}</{whole}>\n").encode()
