"""Files made to be slow, to fill the memory or to break the one who reads them, of any length."""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path

from benchmarks.hostile import HOSTILE

Make = Callable[[int], bytes]
"""A file of about so many bytes."""
FRONT = "---\ntitle: Ferry\ndate: 2016-04-20\n---\n"
TOLD = "The council met on 3 May 2014.\n"


@dataclass(frozen=True, slots=True)
class Hostile:
    """A file in a folder of articles, with what lies beside it; `problem` is the code the build should end with, None
    where it should end well, and "TL104 or none" where that hangs on the length."""

    name: str
    make: Make
    problem: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)


def over(seed: str, head: str = "", tail: str = "") -> Make:
    """The seed over and over, between the two."""
    return lambda length: (head + (seed * (length // len(seed.encode()) + 1))[:length] + tail).encode()


def whole(seed: str, head: str = "", tail: str = "") -> Make:
    """The seed over and over, never cut, with its number in place of every `#`."""

    def make(length: int) -> bytes:
        made, size = [head], 0
        for number in count(1):
            if size >= length:
                break
            made.append(seed.replace("#", str(number)))
            size += len(made[-1].encode())
        return ("".join(made) + tail).encode()

    return make


def nested(begin: str, middle: str, end: str, head: str = "", tail: str = "") -> Make:
    """The beginning over and over, and as many ends."""

    def make(length: int) -> bytes:
        depth = length // len((begin + end).encode())
        return (head + begin * depth + middle + end * depth + tail).encode()

    return make


def days(line: str) -> Make:
    """A line for each day from 1 January 1990 on, which stands in it as `DAY` and, as words, as `DATE`."""

    def make(length: int) -> bytes:
        made, size, day = [], 0, date(1990, 1, 1)
        while size < length:
            made.append(line.replace("DAY", day.isoformat()).replace("DATE", f"{day.day} {day:%B %Y}"))
            size += len(made[-1])
            day += timedelta(days=1)
        return "".join(made).encode()

    return make


def _docx(length: int) -> bytes:
    import docx

    document, out = docx.Document(), io.BytesIO()
    for number in range(length // 200):
        document.add_paragraph(f"The mayor opened pier {number} on 3 May 2014.")
    document.save(out)
    return out.getvalue()


def _pdf(length: int) -> bytes:
    from test_inputs import pdf

    return pdf(*[[f"The mayor opened pier {page} on 3 May 2014."] * 40 for page in range(length // 1600 + 1)])


def _pdf_stream(length: int) -> bytes:
    """One page, whose words unfold to many times the file."""
    from test_inputs import pdf

    words = b"BT /F1 12 Tf " + b"(a) Tj 1 0 0 1 9 9 Tm " * (length * 3) + b" ET"
    packed = zlib.compress(words, 9)
    plain = pdf(["X"])
    at, end = plain.index(b"<</Length"), plain.index(b"endstream")
    return plain[:at] + b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\n" + plain[end:]


def _warc(length: int) -> bytes:
    from test_inputs import PAGE, warc

    one = warc(PAGE.encode("latin-1"), gzip=False)
    return one * (length // len(one) + 1)


def _references(length: int) -> bytes:
    one = {
        "type": "article-newspaper",
        "title": "Ferry",
        "abstract": "The mayor opened the pier on 3 May 2014.",
        "issued": {"date-parts": [[2016, 4, 20]]},
        "container-title": "The Quay",
    }
    return json.dumps([{**one, "title": f"Ferry {n}"} for n in range(length // 160 + 1)]).encode()


def _feed(length: int) -> bytes:
    one = {"content_text": "The mayor opened the pier on 3 May 2014.", "date_published": "2016-04-20"}
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "The Quay",
            "items": [{**one, "title": f"Ferry {n}"} for n in range(length // 110 + 1)],
        }
    ).encode()


_HTML = "<html><head><title>Ferry</title><meta property=article:published_time content=2016-04-20>"
_PAGE = f"{_HTML}</head><body><article><p>The mayor opened the pier on 3 May 2014, with ninety people on board.</p>"
_RSS = "<rss version='2.0'><channel><title>The Quay</title>"
_ITEM = "<item><title>Ferry #</title><pubDate>2016-04-20</pubDate><description>{}</description></item>\n"
_WIKI = "<mediawiki><siteinfo><sitename>W</sitename></siteinfo>"
_WIKI_PAGE = (
    "<page><title>Ferry #</title><ns>0</ns><revision><text>{{{{date|April 20, 2016}}}} {}</text></revision></page>"
)
_ARTICLE = {"2016-04-20.txt": TOLD}

MARKDOWN = {
    "brackets": "[",
    "pictures": "![",
    "links without end": "[a](",
    "links in links": "[[a](b)](",
    "stars": "*",
    "starred letters": "*a ",
    "bold without end": "**a _b ",
    "underscores": "_",
    "words with underscores": "_a_b",
    "backticks": "`",
    "backticks by twos and threes": "`` a ``` b ` ",
    "tags without end": "<a ",
    "less-than": "<",
    "comments without end": "<!-- ",
    "scripts": "<script>x</script>",
    "scripts without end": "<script>",
    "quotations in quotations": "> ",
    "lists in lists": "- ",
    "headings": "# a\n",
    "marks of headings": "#",
    "underlined": "a\n=\n",
    "rules": "---\n",
    "rows": "| a | b |\n",
    "bars": "|",
    "rules of tables": "|-",
    "definitions": "[a]: b\n",
    "footnotes": "[^1]: a [^1]\n",
    "entities": "&amp;",
    "entities without end": "&#x",
    "escapes": "\\",
    "escaped brackets": "\\[",
    "indented": "    a\n",
    "fences": "```\na\n",
    "empty lines": "\n",
    "form feeds": "\f",
    "line separators": "\u2028",
    "hard breaks": "a  \n",
    "tildes": "~~a ",
    "addresses": "<https://a.example/",
    "parentheses in links": "[a](b(c",
    "images in links": "[![a](b)](c) ",
}
"""What the text of a Markdown article is made of, over and over."""

NEWS = {
    "one day, one event": TOLD,
    "one day, many events": "The mayor opened pier # on 3 May 2014.\n\n",
    "names without end": "Ann Oak Ben Elm Cai Ash ",
    "sentences without end": "the mayor said that she went and ",
    "abbreviations": "Mr. Dr. St. U.S. p.m. ",
    "single letters": "A. B. C. ",
    "said said": "said said said ",
    "quotation after quotation": "\u201cIt sank on 3 May 2014,\u201d she said. ",
    "half quotations": "\u201cIt sank. ",
    "that that that": "that which who that ",
    "commas and clauses": ", who met on Monday, which ",
    "verbs": "was were is had been opened ",
    "capitals": "AAA BBB CCC ",
    "exclamations": "!?",
    "ellipses": "\u2026 ",
    "dashes": " \u2014 ",
    "brackets in brackets": "(a (b ",
    "dated clauses": "on Monday, on Tuesday, in May 2014, ",
    "right to left": "\u202e",
    "zero width": "\u200b",
    "an accent without a letter": "\u0301",
    "letters beyond the first plane": "\U0001d400",
    "Chinese": "\u4e8c\u96f6\u4e00\u516d\u5e74",
    "possessives": "the mayor's ",
    "questions": "Did it open on 3 May 2014? ",
    "headlines": "Ferry sails again\n\n",
    "passives": "was opened by the mayor by ",
    "years": "In 2014 it sank. ",
    "a day for each": "On Monday it sank. On Tuesday it rose. ",
    "colons": "Ann: ",
    "lists": "apples, pears, plums, and ",
    "hyphens": "so-called-",
    "one word": "a",
}
"""What the news are made of, over and over: what is hard for sentences, clauses, titles and merging."""

FILES: dict[str, Hostile] = {
    **{
        f"Markdown: {name}": Hostile("2016-04-20.md", over(seed, f"{FRONT}{TOLD}\n")) for name, seed in MARKDOWN.items()
    },
    **{
        f"by hand: {name}": Hostile(
            "a.md", over(seed, f"---\nevent: true\ntitle: Ferry\ndate: 2016-04-20\n---\n{TOLD}\n")
        )
        for name, seed in MARKDOWN.items()
    },
    **{f"news: {name}": Hostile("2016-04-20.txt", whole(seed, TOLD + "\n")) for name, seed in NEWS.items()},
    **{
        f"grammar: {name}": Hostile("2016-04-20.txt", over(seed.replace("\ud800", "\ufffd"), TOLD + "\n"))
        for name, seed in HOSTILE.items()
    },
    "news: an event a day": Hostile("2036-04-20.txt", days("The mayor opened a pier on DATE.\n\n")),
    "front matter: lists in lists": Hostile("2016-04-20.md", over("[", "---\ntags: ", f"\n---\n{TOLD}"), "TL104"),
    "front matter: names": Hostile("2016-04-20.md", whole("a#: b\n", "---\n", f"---\n{TOLD}"), "TL104 or none"),
    "front matter: aliases": Hostile(
        "2016-04-20.md", whole("b#: [*a, *a, *a]\n", "---\na: &a [x]\n", f"---\n{TOLD}"), "TL104 or none"
    ),
    "front matter: without end": Hostile("2016-04-20.md", whole("a#: b\n", "---\n"), "TL104"),
    "front matter: a long title": Hostile(
        "2016-04-20.md", over("a ", "---\ntitle: ", f"\n---\n{TOLD}"), "TL104 or none"
    ),
    "front matter: many dates": Hostile("a.md", whole("date: 2016-04-20\n", "---\n", f"---\n{TOLD}"), "TL104 or none"),
    "NUL": Hostile("2016-04-20.txt", over("\0"), "TL103"),
    "noise": Hostile("2016-04-20.txt", lambda length: bytes(range(128, 256)) * (length // 128), "TL103"),
    "half a UTF-16": Hostile("2016-04-20.txt", lambda length: b"\xff\xfe" + b"\x00\xd8" * (length // 2), "TL103"),
    "blanks": Hostile("2016-04-20.txt", over(" \n"), "TL109"),
    "page: elements in elements": Hostile("a.html", nested("<div>", "", "</div>", _PAGE)),
    "page: quotations in quotations": Hostile("a.html", over("<blockquote><p>a", _PAGE)),
    "page: elements without end": Hostile("a.html", over("<b><i>a", _PAGE)),
    "page: tags without end": Hostile("a.html", over("<a href='", _PAGE)),
    "page: attributes": Hostile("a.html", whole(" a#=b", f"{_PAGE}<p", ">x</p>")),
    "page: attributes everywhere": Hostile(
        "a.html", whole(f"<p {' '.join(f'a{n}=b' for n in range(490))}>It sank #</p>", _PAGE)
    ),
    "page: comments": Hostile("a.html", over("<!--", _PAGE)),
    "page: less-than": Hostile("a.html", over("<", _PAGE)),
    "page: declarations": Hostile("a.html", over("<![", _PAGE)),
    "page: entities": Hostile("a.html", over("&amp", _PAGE)),
    "page: ends": Hostile("a.html", over("</p>", _PAGE)),
    "page: articles in articles": Hostile("a.html", over("<article><p>It sank.", _PAGE)),
    "page: headings": Hostile("a.html", whole("<h1>Ferry #</h1>", _PAGE)),
    "page: paragraphs": Hostile("a.html", whole("<p>The mayor opened pier # on 3 May 2014.</p>\n", _PAGE)),
    "page: dates": Hostile("a.html", whole("<time datetime=2016-04-2#></time>", _PAGE)),
    "page: dates of its own": Hostile(
        "a.html", over("<meta property=article:published_time content=2016-04-20>", _HTML, _PAGE)
    ),
    "page: metadata in metadata": Hostile(
        "a.html",
        nested('{"mainEntity":[', "1", "]}", (f"{_HTML}<script type=application/ld+json>"), f"</script>{_PAGE}"),
    ),
    "page: many metadata": Hostile(
        "a.html",
        whole(
            '{"@type":"NewsArticle","datePublished":"x#"},',
            (f"{_HTML}<script type=application/ld+json>["),
            f"{{}}]</script>{_PAGE}",
        ),
    ),
    "page: tables in tables": Hostile("a.html", over("<table><tr><td>a", _PAGE)),
    "page: rows": Hostile("a.html", over("<tr><td>a</td></tr>", f"{_PAGE}<table>")),
    "page: lists in lists": Hostile("a.html", over("<ul><li>a", _PAGE)),
    "page: one word": Hostile("a.html", over("a", f"{_PAGE}<p>")),
    "page: one link": Hostile("a.html", over("<a href=b>c</a> ", f"{_PAGE}<p>")),
    "table: columns": Hostile("a.csv", whole("a#,", "text,date,", "b\n" + TOLD), "TL111"),
    "table: short rows": Hostile("a.csv", over("a\n", "text,date\n"), "TL111"),
    "table: without end": Hostile("a.csv", over("a,", 'text,date\n"'), "TL111"),
    "table: quotes": Hostile("a.csv", over('"', 'text,date\n"', "\n"), "TL111"),
    "table: blank rows": Hostile("a.csv", over(",\n", "text,date\n", f'"{TOLD}",2016-04-20\n')),
    "table: articles": Hostile("a.csv", whole("The mayor opened pier # on 3 May 2014.,2016-04-20\n", "text,date\n")),
    "table: events": Hostile("a.csv", whole("Pier #,yes,2014-05-03,x\n", "title,event,date,text\n")),
    "table: one event": Hostile("a.csv", over("Pier,yes,2014-05-03,x\n", "title,event,date,text\n"), "TL107"),
    "table: slides": Hostile("a.csv", whole("2014,5,Pier #\n", "Year,Month,Headline\n")),
    "lines: empty objects": Hostile("a.jsonl", over("{}\n"), "TL106"),
    "lines: lists in lists": Hostile("a.jsonl", over("["), "TL105"),
    "lines: figures": Hostile("a.jsonl", over("1"), "TL105"),
    "lines: the same": Hostile("a.jsonl", whole(json.dumps({"text": TOLD, "date": "2016-04-20"}) + "\n")),
    "lines: much alike": Hostile(
        "a.jsonl", whole('{"text": "The mayor opened pier # on 3 May 2014.", "date": "2016-04-20"}\n')
    ),
    "lines: one id": Hostile("a.jsonl", whole('{"id": "a", "text": "Pier #.", "date": "2016-04-20"}\n'), "TL107"),
    "lines: undated": Hostile("a.jsonl", whole('{"text": "Pier #."}\n'), "TL201"),
    "lines: halves of letters": Hostile(
        "a.jsonl", whole("\\ud800", '{"date": "2016-04-20", "text": "', f'{TOLD.strip()}"}}'), "TL301"
    ),
    "lines: names": Hostile(
        "a.jsonl",
        whole('"a#": "b", ', "{", '"date": "2016-04-20", "text": "The mayor opened the pier on 3 May 2014."}'),
    ),
    "lines: names with escapes": Hostile(
        "a.jsonl",
        whole('"\\u0061#": "b", ', "{", '"date": "2016-04-20", "text": "The mayor opened the pier on 3 May 2014."}'),
    ),
    "lines: tags": Hostile(
        "a.jsonl",
        whole(
            '"a#", ', '{"tags": [', '"b"], "date": "2016-04-20", "text": "The mayor opened the pier on 3 May 2014."}'
        ),
    ),
    "feed: entries": Hostile(
        "a.rss", whole(_ITEM.format("The mayor opened pier # on 3 May 2014."), _RSS, "</channel></rss>")
    ),
    "feed: elements in elements": Hostile("a.rss", nested("<a>", "", "</a>", _RSS, "</channel></rss>"), "TL108"),
    "feed: without end": Hostile("a.rss", over("<item>", _RSS), "TL111"),
    "feed: brackets": Hostile(
        "a.rss",
        over(
            "&lt;",
            f"{_RSS}<item><pubDate>2016-04-20</pubDate><description>It sank.",
            "</description></item></channel></rss>",
        ),
        "TL301",
    ),
    "feed: entities": Hostile(
        "a.rss",
        whole('<!ENTITY a# "&a;&a;">', '<!DOCTYPE x [<!ENTITY a "ha">', f"]>{_RSS}</channel></rss>"),
        "TL111",
    ),
    "feed of JSON: entries": Hostile("a.json", _feed),
    "references": Hostile("a.json", _references),
    "wiki: pages": Hostile(
        "a.xml", whole(_WIKI_PAGE.format("The mayor opened pier # on 3 May 2014."), _WIKI, "</mediawiki>")
    ),
    **{
        f"wiki: {name}": Hostile(
            "a.xml",
            whole(
                seed,
                f"{_WIKI}{_WIKI_PAGE.format(TOLD)[: -len('</text></revision></page>')]}\n\n",
                "</text></revision></page></mediawiki>",
            ),
            "none or TL108",
        )
        for name, seed in {
            "apostrophes": "'''''a''",
            "closed links": "[[a|b]] ",
            "closed templates": "{{a|b=c}} ",
            "headings": "\n== a ==\n",
            "lists": "\n*#:;a",
            "tables": "\n{|\n|a\n|}\n",
            "entities": "&amp;nbsp;",
            "references": "&lt;ref>a&lt;/ref>",
            "addresses": "[https://a.example b] ",
            "signs": "~~~~ ---- __TOC__ ",
        }.items()
    },
    "wiki: links in links": Hostile(
        "a.xml",
        over(
            "[[a|", f"{_WIKI}<page><title>A</title><ns>0</ns><revision><text>", "</text></revision></page></mediawiki>"
        ),
        "TL108",
    ),
    "wiki: elements in elements": Hostile("a.xml", nested("<a>", "", "</a>", _WIKI, "</mediawiki>"), "TL108"),
    "archive: pages": Hostile("a.warc", _warc),
    "archive: headers": Hostile("a.warc", whole("A#: b\r\n", "WARC/1.0\r\n"), "TL108"),
    "PDF: pages": Hostile("2016-04-20.pdf", _pdf),
    "PDF: a page that unfolds": Hostile("2016-04-20.pdf", _pdf_stream, "TL110"),
    "PDF: objects in objects": Hostile("2016-04-20.pdf", over("<</A[", "%PDF-1.4\n1 0 obj"), "TL111"),
    "DOCX: paragraphs": Hostile("2016-04-20.docx", _docx),
    "edits: tables": Hostile("edits.toml", whole("[a#]\nhide = true\n"), beside=_ARTICLE),
    "edits: tables in tables": Hostile("edits.toml", over("a.", "[", "a]\n"), "TL601", _ARTICLE),
    "edits: keys in keys": Hostile("edits.toml", over("a.", "", "a = 1\n"), "TL601", _ARTICLE),
    "edits: lists in lists": Hostile("edits.toml", over("[", "[a]\nnote = "), "TL601", _ARTICLE),
    "edits: inline tables": Hostile("edits.toml", nested("{a=", "1", "}", "[a]\nnote = "), "TL601", _ARTICLE),
    "edits: a long note": Hostile("edits.toml", over("a", '[a]\nnote = "', '"\n'), beside=_ARTICLE),
    "edits: unknown keys": Hostile("edits.toml", whole("a# = 1\n", "[a]\n"), "TL602", _ARTICLE),
    "edits: dates that are none": Hostile("edits.toml", whole('[a#]\ndate = "2016-13"\n'), "TL603", _ARTICLE),
    "edits: one merge": Hostile("edits.toml", whole('[a#]\nmerge-into = "b"\n'), "TL602", _ARTICLE),
    "edits: merges in a row": Hostile("edits.toml", whole('[a#]\nmerge-into = "a#0"\n'), "TL602", _ARTICLE),
    "edits: without end": Hostile("edits.toml", over("a", '[a]\nnote = """'), "TL601", _ARTICLE),
    "edits: quotes": Hostile("edits.toml", whole('[a#]\nquote = "The council met."\nhide = true\n'), beside=_ARTICLE),
    "edits: many problems in one line": Hostile("edits.toml", whole("a# = 1, ", "a = {", "}"), "TL601", _ARTICLE),
    "dates: rows": Hostile("dates.csv", whole("a#.txt,2016-04-20\n", "file,published\n"), beside=_ARTICLE),
    "dates: one file": Hostile("dates.csv", over("2016-04-20.txt,2016-04-20\n", "file,published\n"), "TL106", _ARTICLE),
    "dates: up and up": Hostile("dates.csv", over("../", "file,published\n", ",2016-04-20\n"), beside=_ARTICLE),
    "sidecar: names": Hostile("2016-04-20.yml", whole("a#: b\n"), "TL104 or none", _ARTICLE),
    "sidecar: lists in lists": Hostile("2016-04-20.json", over("["), "TL105", _ARTICLE),
    "sidecar: numbers": Hostile("2016-04-20.json", over("1", '{"id": ', "}"), "TL105", _ARTICLE),
    "configuration: outlets": Hostile(
        "../timeline.toml", whole('[outlets.a#]\nzone = "Europe/London"\n'), beside=_ARTICLE
    ),
    "configuration: keys in keys": Hostile("../timeline.toml", over("a.", "", "a = 1\n"), "TL502", _ARTICLE),
    "configuration: lists in lists": Hostile("../timeline.toml", over("[", "sources = "), "TL502", _ARTICLE),
    "configuration: unknown keys": Hostile("../timeline.toml", whole("a# = 1\n"), "TL503", _ARTICLE),
}
"""Every hostile file by what it is."""

MANY = {
    "news: one day, one event",
    "news: one day, many events",
    "news: an event a day",
    "page: paragraphs",
    "table: articles",
    "table: events",
    "table: slides",
    "lines: much alike",
    "lines: tags",
    "feed: entries",
    "feed of JSON: entries",
    "references",
    "wiki: pages",
}
"""Those that are many articles, events or tags of their own: their build has much to do and no trap to fall into."""


def lay(name: str, length: int, folder: Path) -> None:
    """Lays a hostile file and what belongs beside it into the folder of articles in a folder."""
    hostile = FILES[name]
    articles = folder / "articles"
    articles.mkdir(parents=True)
    for other, content in hostile.beside.items():
        (articles / other).write_text(content, encoding="utf-8")
    (articles / hostile.name).write_bytes(hostile.make(length))
