"""Feeds at an address: when they are fetched, what is kept of them, and what is said when nothing comes."""

from __future__ import annotations

import gzip
import json
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from timeline import cli, fetching
from timeline.errors import InputError
from timeline.fetching import fetched

RSS = b"""<rss version="2.0"><channel><title>The Quay</title><item><title>Ferry</title>
<link>https://quay.example/ferry</link><pubDate>Wed, 20 Apr 2016 23:30:00 -0400</pubDate>
<description>The old ferry of Aldmere sank on 12 April 2016.</description></item></channel></rss>"""
JSON = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Quay", "items": [
    {"id": "1", "date_published": "2016-04-20", "content_text": "The old ferry of Aldmere sank on 12 April 2016."}]})
PAGE = b"""<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml">
<link rel="stylesheet" type="text/css" href="/a.css"></head></html>"""
FIRST, LATER = datetime(2024, 5, 20, 8, tzinfo=UTC), datetime(2024, 5, 21, 9, 30, tzinfo=UTC)


@dataclass(slots=True)
class Site:
    """What a server says to a path (status, headers, content), and the headers of what it was asked."""

    address: str
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[Message] = field(default_factory=list)

    def says(self, content: bytes, status: int = 200, **headers: str) -> str:
        """The address that says it from now on."""
        self.pages["/feed"] = status, {name.replace("_", "-"): told for name, told in headers.items()}, content
        return f"{self.address}/feed"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.asked.append(self.headers)
            status, headers, content = here.pages[self.path]
            self.send_response(status)
            for name, told in headers.items():
                self.send_header(name, told)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *told: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Says nothing of who left early: it would be heard in whichever test comes next."""

    server = Server(("127.0.0.1", 0), Handler)
    here = Site(f"http://127.0.0.1:{server.server_port}")
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("content", "headers", "ending", "kept"), [
    (RSS, {}, ".xml", RSS),
    (b"\xef\xbb\xbf\n" + RSS, {}, ".xml", b"\xef\xbb\xbf\n" + RSS),
    (JSON.encode(), {}, ".json", JSON.encode()),
    (gzip.compress(RSS), {"Content_Encoding": "gzip"}, ".xml", RSS),
])
def test_a_feed_is_kept_byte_for_byte(site: Site, tmp_path: Path, content, headers, ending, kept) -> None:
    copy = fetched(site.says(content, **headers), tmp_path, now=FIRST)
    assert (copy.path.suffix, copy.path.read_bytes(), copy.when, copy.fresh) == (ending, kept, FIRST, True)
    assert not any(each.isdigit() for each in copy.path.name)


@pytest.mark.parametrize(("content", "status", "headers", "told"), [
    (b"", 404, {}, "the server says 404 Not Found"),
    (RSS, 500, {}, "the server says 500 Internal Server Error"),
    (b"", 302, {"Location": "file:///etc/passwd"}, "302"),
    (b"", 302, {"Location": "ftp://127.0.0.1/feed"}, "unknown url type: ftp"),
    (b"", 302, {"Location": "/feed"}, "infinite loop"),
    (b"", 304, {}, "the server says 304 Not Modified"),
    (RSS[:-20], 200, {}, "what came is no feed, or a broken one: "),
    (JSON.encode()[:-20], 200, {}, "what came is no feed, or a broken one: "),
    (b'{"a":' * 100_000, 200, {}, "what came is no feed, or a broken one: "),
    (b"", 200, {}, "what came is no feed, or a broken one: no element found"),
    (b"nothing", 200, {"Content_Encoding": "gzip"}, "it cannot be unfolded"),
    (gzip.compress(bytes(30_000_000)), 200, {"Content_Encoding": "gzip"}, "unfolds"),
    (b"x" * 20_000_001, 200, {}, "it is larger than 20 MB"),
    (PAGE, 200, {}, "it is a page, and no feed"),
], ids=range(14))
def test_what_cannot_be_fetched_is_one_problem_and_leaves_nothing(
    site: Site, tmp_path: Path, content: bytes, status: int, headers: dict[str, str], told: str
) -> None:
    with pytest.raises(InputError) as caught:
        fetched(site.says(content, status, **headers), tmp_path, now=FIRST)
    problem, = caught.value.problems
    assert problem.code == "TL113"
    assert told in problem.message
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["http://[", "http://", "http://127.0.0.1:0/", "http://127.0.0.1:99999/feed",
                                     "http://a b/", "http://127.0.0.1:1/\r\nX: y", "http://127.0.0.1:1/caf\xe9"])
def test_an_address_that_leads_nowhere_is_told(site: Site, tmp_path: Path, address: str) -> None:
    with pytest.raises(InputError, match="TL113 it cannot be fetched: .+"):
        fetched(address, tmp_path, now=FIRST)


def test_a_server_that_says_nothing_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_PATIENCE", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(InputError, match="TL113 it cannot be fetched: timed out"):
            fetched(address, tmp_path, now=FIRST)


def test_one_that_never_ends_is_left(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "_DEADLINE", 0.0)
    with pytest.raises(InputError, match="it takes longer than 0 seconds"):
        fetched(site.says(RSS), tmp_path, now=FIRST)


def test_a_page_is_asked_for_its_feed(site: Site, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        fetched(site.says(PAGE), tmp_path, now=FIRST)
    assert caught.value.problems[0].help == f"The page names as its feed: {site.address}/feed.xml."


def test_it_is_followed_to_where_it_lies_now(site: Site, tmp_path: Path) -> None:
    site.pages["/new"] = 200, {}, RSS
    assert fetched(site.says(b"", 301, Location="/new"), tmp_path, now=FIRST).path.read_bytes() == RSS


def test_a_server_is_asked_for_what_is_new(site: Site, tmp_path: Path) -> None:
    address = site.says(RSS, ETag='"a"', Last_Modified="Wed, 20 Apr 2016 08:00:00 GMT")
    path = fetched(address, tmp_path, now=FIRST).path
    site.says(b"", 304)
    again = fetched(address, tmp_path, now=LATER)
    assert (again.path, again.when, again.fresh, path.read_bytes()) == (path, LATER, True, RSS)
    assert site.asked[0]["If-None-Match"] is None
    assert (site.asked[1]["If-None-Match"], site.asked[1]["If-Modified-Since"]) == (
        '"a"', "Wed, 20 Apr 2016 08:00:00 GMT")
    fetched(address, tmp_path, now=LATER)
    assert site.asked[2]["If-None-Match"] == '"a"'


def test_a_failure_leaves_the_copy_and_says_so(site: Site, tmp_path: Path) -> None:
    address = site.says(RSS)
    fetched(address, tmp_path, now=FIRST)
    for content, status in [(b"", 503), (PAGE, 200), (RSS[:-20], 200)]:
        site.says(content, status)
        copy = fetched(address, tmp_path, now=LATER)
        assert (copy.when, copy.fresh, copy.path.read_bytes()) == (FIRST, False, RSS)
        assert copy.failed is not None
        assert copy.failed.code == "TL113"


def test_without_leave_nothing_is_asked(site: Site, tmp_path: Path) -> None:
    address = site.says(RSS)
    with pytest.raises(InputError, match=f"{address}: TL112"):
        fetched(address, tmp_path, now=None)
    fetched(address, tmp_path, now=FIRST)
    copy = fetched(address, tmp_path, now=None)
    assert (copy.when, copy.fresh, copy.failed, len(site.asked)) == (FIRST, False, None, 1)


@pytest.mark.parametrize("record", ["", "[]", "{", '{"address": "x"}', "WHEN", "FILE"])
def test_a_record_that_makes_no_sense_is_no_copy(site: Site, tmp_path: Path, record: str) -> None:
    """Nor does it lead out of the folder."""
    address = site.says(RSS)
    fetched(address, tmp_path / "kept", now=FIRST)
    about, = (tmp_path / "kept").glob("*.about")
    (tmp_path / "secret.xml").write_bytes(RSS)
    told = json.loads(about.read_text())
    changed = {"WHEN": {"when": "someday"}, "FILE": {"file": "../secret.xml"}}.get(record)
    about.write_text(json.dumps(told | changed) if changed else record)
    with pytest.raises(InputError, match="TL112"):
        fetched(address, tmp_path / "kept", now=None)


def test_a_folder_that_cannot_be_written_is_told(site: Site, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file")
    with pytest.raises(InputError, match="TL113 it cannot be fetched: the copy cannot be written"):
        fetched(site.says(RSS), tmp_path / "kept", now=FIRST)


# The commands

def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_feed_becomes_a_site(site: Site, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = site.says(RSS)
    code, out, err = run(capsys, "build", address, "--fetch")
    assert (code, err) == (0, "")
    assert "1 entry made" in out
    assert (here / "site" / "index.html").is_file()
    assert (here / ".timeline" / ".gitignore").read_text() == "*\n"
    code, _, err = run(capsys, "build", address)
    assert code == 0
    assert err.startswith(f"hint: {address} is read as it was on 20")
    assert "; --fetch has it fetched anew\n" in err
    assert len(site.asked) == 1


def test_a_fetch_that_fails_is_a_warning_where_there_is_a_copy(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = site.says(RSS)
    run(capsys, "build", address, "--fetch")
    site.says(b"", 503)
    code, _, err = run(capsys, "build", address, "--fetch")
    assert code == 0
    told = err.splitlines()
    assert told[0].startswith(f"warning: {address}: TL113 it cannot be fetched: the server says 503")
    assert told[2].startswith(f"hint: {address} is read as it was on 20")
    assert run(capsys, "events", address, "--fetch", "--quiet")[2] == ""


def test_every_address_that_gives_nothing_is_told(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.says(b"", 404)
    code, out, err = run(capsys, "build", f"{site.address}/feed", "http://127.0.0.1:1/", "--fetch")
    assert (code, out, err.count("TL113")) == (2, "", 2)
    code, out, err = run(capsys, "build", f"{site.address}/feed", "http://127.0.0.1:1/")
    assert (code, out, err.count("TL112"), err.count("--fetch")) == (2, "", 2, 2)
    assert not (here / "site").exists()


def test_an_address_in_the_configuration(site: Site, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = site.says(RSS)
    (here / "timeline.toml").write_text(f'sources = ["articles", "{address}"]\n')
    (here / "articles").mkdir()
    (here / "articles" / "2016-04-20.txt").write_text("The new pier of Aldmere opened yesterday.")
    (here / "deep").mkdir()
    os.chdir(here / "deep")
    code, out, _ = run(capsys, "build", "--fetch")
    assert code == 0
    assert "2 articles read" in out
    assert list((here / ".timeline" / "fetched").glob("*.xml"))


def test_the_editors_word_on_a_feed_lies_where_nothing_is_thrown_away(
    site: Site, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = site.says(RSS)
    _, out, _ = run(capsys, "events", address, "--fetch")
    (here / "edits.toml").write_text(f'[{json.loads(out)["id"]}]\ntitle = "The ferry is lost"\n')
    assert '"The ferry is lost"' in run(capsys, "export", "json", address)[1]
