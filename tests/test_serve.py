"""`timeline serve`: what it answers, to whom, and what a saved file changes. The page is in browser/test_serve.py."""

from __future__ import annotations

import functools
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from timeline import cli
from timeline.errors import InputError, Problem
from timeline.exporters.kept import Kept
from timeline.serving import Preview, Server, Site, Watch
from timeline.serving.policy import with_script

SITE = {
    "index.html": b"<head><title>One</title></head>",
    "404.html": b"Nothing here.",
    "entries/index.html": b"Entries.",
    "assets/timeline.css": b"a{}",
    "events.json": b"{}",
    "card.png": b"\x89PNG",
    "café.html": b"Coffee.",
}


def whole(files: dict[str, bytes]) -> Site:
    """A site of these files."""
    return Site(tuple(files.items()), lambda kept: files.items())


PATIENCE = 120.0
"""Seconds to wait for what must come. Only a test that fails waits so long, however slow the machine is."""
SCRIPT = b'<script src="/.timeline/reload.js" data-site="1" defer></script>\n'


@pytest.fixture
def preview() -> Preview:
    return Preview()


@pytest.fixture
def server(preview: Preview) -> Iterator[Server]:
    with Server(preview, 0) as server:
        yield server


def heard(stream: HTTPResponse) -> dict[str, object]:
    """The next news of a stream. A beat, which says that it is alive, is none."""
    while not (line := stream.readline()).startswith(b"data: "):
        assert line in (b":\n", b"\n"), "the stream ended"
    return json.loads(line.removeprefix(b"data: "))


def save(path: Path, text: str) -> None:
    """Saves a file at one stroke: nobody ever reads half of it, or nothing."""
    staged = path.parents[1] / "staged"
    staged.write_text(text)
    staged.replace(path)


def ask(server: Server, path: str, *, method: str = "GET", host: str | None = None) -> HTTPResponse:
    """The answer to a path, sent as it is written here."""
    connection = HTTPConnection(urlsplit(server.address).netloc, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=host is not None)
    if host is not None:
        connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


@pytest.mark.parametrize(("path", "status", "kind", "content"), [
    ("/", 200, "text/html; charset=utf-8", b"<head><title>One</title>" + SCRIPT + b"</head>"),
    ("/index.html?q=1", 200, "text/html; charset=utf-8", b"<head><title>One</title>" + SCRIPT + b"</head>"),
    ("/entries/", 200, "text/html; charset=utf-8", b"Entries." + SCRIPT),
    ("/caf%C3%A9.html", 200, "text/html; charset=utf-8", b"Coffee." + SCRIPT),
    ("/assets/timeline.css", 200, "text/css; charset=utf-8", b"a{}"),
    ("/events.json", 200, "application/json; charset=utf-8", b"{}"),
    ("/card.png", 200, "image/png", b"\x89PNG"),
    ("/none.html", 404, "text/html; charset=utf-8", b"Nothing here." + SCRIPT),
    ("/assets/", 404, "text/html; charset=utf-8", b"Nothing here." + SCRIPT),
])
def test_a_site(preview: Preview, server: Server, path: str, status: int, kind: str, content: bytes) -> None:
    preview.show(whole(SITE))
    answer = ask(server, path)
    assert (answer.status, answer.getheader("Content-Type"), answer.read()) == (status, kind, content)
    assert answer.getheader("Cache-Control") == "no-store"
    assert answer.getheader("X-Content-Type-Options") == "nosniff"


def test_a_folder_is_asked_for_with_a_stroke(preview: Preview, server: Server) -> None:
    preview.show(whole(SITE))
    answer = ask(server, "/entries")
    assert (answer.status, answer.getheader("Location")) == (301, "/entries/")


@pytest.mark.parametrize("path", [
    "/../pyproject.toml", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/entries/../../x",
    "/%00", "/\\..\\x", "/.timeline/../index.html", "/.timeline/server.py", "/%ff",
])
def test_nothing_but_the_site_is_read(preview: Preview, server: Server, path: str) -> None:
    preview.show(whole(SITE))
    assert ask(server, path).status == 404


def test_head(preview: Preview, server: Server) -> None:
    preview.show(whole(SITE))
    answer = ask(server, "/", method="HEAD")
    assert (answer.status, answer.read()) == (200, b"")
    assert answer.getheader("Content-Length") == str(len(SITE["index.html"] + SCRIPT))


@pytest.mark.parametrize(("host", "status"), [
    ("127.0.0.1:{}", 200), ("localhost:{}", 200), ("localhost", 200),
    ("rebound.example:{}", 403), ("rebound.example", 403), ("127.0.0.1.rebound.example:{}", 403), ("", 403),
])
def test_only_this_computer_is_answered(preview: Preview, server: Server, host: str, status: int) -> None:
    preview.show(whole(SITE))
    assert ask(server, "/", host=host.format(urlsplit(server.address).port)).status == status


def test_it_listens_on_loopback_alone(server: Server) -> None:
    assert server.address.startswith("http://127.0.0.1:")


def test_before_there_is_a_site(preview: Preview, server: Server) -> None:
    answer = ask(server, "/")
    assert answer.status == 503
    assert b"/.timeline/reload.js" in answer.read()


def test_a_port_that_is_taken(preview: Preview, server: Server) -> None:
    with pytest.raises(InputError, match=r"--port: TL501 port \d+ cannot be had: Address already in use"):
        Server(Preview(), urlsplit(server.address).port or 0)


def test_pages_hear_of_every_change(preview: Preview, server: Server) -> None:
    preview.show(whole(SITE))
    with urlopen(f"{server.address}.timeline/changes", timeout=PATIENCE) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert heard(stream) == {"site": 1, "trouble": ""}
        preview.fail("a.md:1:1: TL104 <b>\nhelp")
        assert heard(stream) == {"site": 1, "trouble": "a.md:1:1: TL104 <b>\nhelp"}
        preview.show(whole(SITE))
        assert heard(stream) == {"site": 1, "trouble": ""}
        preview.show(whole(SITE | {"index.html": b"Two"}))
        assert heard(stream) == {"site": 2, "trouble": ""}
        preview.end()
        assert stream.read().strip(b":\n") == b""


def test_a_silent_stream_says_that_it_is_alive(
    preview: Preview, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.serving.server._BEAT", 0.01)
    preview.show(whole(SITE))
    with urlopen(f"{server.address}.timeline/changes", timeout=PATIENCE) as stream:
        assert [stream.readline() for _ in range(4)][2:] == [b":\n", b"\n"]
        preview.fail("trouble")
        assert heard(stream) == {"site": 1, "trouble": "trouble"}


def test_the_last_good_site_stays(preview: Preview, server: Server) -> None:
    preview.show(whole(SITE))
    preview.fail("something")
    assert ask(server, "/").status == 200


@pytest.mark.parametrize(("policy", "served"), [
    ("default-src 'none'; script-src 'self' file:; img-src data:",
     "img-src data:; script-src 'self' file:; default-src 'none'; connect-src 'self'"),
    ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self'"),
    ("script-src 'none'; connect-src https://example.org", "connect-src 'self'; script-src 'self'"),
    ("script-src 'sha256-abc=';", "script-src 'self' 'sha256-abc='; connect-src 'self'"),
    # Of two with one name the first counts.
    ("script-src 'self' file:; script-src 'none'", "script-src 'self' file:; connect-src 'self'"),
])
def test_the_policy_of_a_page_lets_the_script_in(policy: str, served: str) -> None:
    page = '<meta http-equiv="Content-Security-Policy" content="{}"><body>'
    assert with_script(page.format(policy).encode(), b"S") == page.format(served).replace("<body>", "S<body>").encode()


@pytest.mark.parametrize(("page", "served"), [
    (b"<head><title>x</title></head><body></body>", b"<head><title>x</title>S</head><body></body>"),
    (b"<title>x</title><BODY class=a></body>", b"<title>x</title>S<BODY class=a></body>"),
    (b"no page", b"no pageS"),
    (b"", b"S"),
])
def test_where_the_script_goes(page: bytes, served: bytes) -> None:
    assert with_script(page, b"S") == served


# Drawn when asked for


class Drawing:
    """Draws some pages from the words they are to show, and notes which; one of them may be broken."""

    def __init__(self, words: dict[str, str]) -> None:
        self.words, self.drawn = words, list[str]()

    def __call__(self, kept: Kept) -> Iterator[tuple[str, bytes | None]]:
        for path, word in self.words.items():
            yield path, None if kept.stands(path, word) else self.draw(path, word)

    def draw(self, path: str, word: str) -> bytes:
        if word == "broken":
            raise InputError(Problem(path, "TL504", "it is broken"))
        self.drawn.append(path)
        return word.encode()


WORDS = {"index.html": "a", "b.html": "b", "c.html": "c"}


def test_a_file_is_drawn_when_it_is_asked_for() -> None:
    site = Site("x", drawing := Drawing(WORDS))
    assert drawing.drawn == []
    assert site.get("b.html") == b"b"
    assert drawing.drawn == ["index.html", "b.html"]
    assert list(site.drawn()) == ["c.html"]
    assert [site.get(path) for path in (*WORDS, "none.html")] == [b"a", b"b", b"c", None]
    assert drawing.drawn == [*WORDS]


def test_what_was_drawn_before_is_not_drawn_again() -> None:
    first = Site("x", Drawing(WORDS))
    first.get("b.html")
    second = Site("y", drawing := Drawing(WORDS | {"index.html": "A"}), first)
    assert [second.get(path) for path in WORDS] == [b"A", b"b", b"c"]
    assert drawing.drawn == ["index.html", "c.html"]
    third = Site("z", drawing := Drawing({"index.html": "A", "c.html": "c"}), second)
    assert [third.get(path) for path in WORDS] == [b"A", None, b"c"]
    assert drawing.drawn == []


def test_what_goes_wrong_while_somebody_asks_is_told_to_who_draws() -> None:
    site = Site("x", Drawing(WORDS | {"b.html": "broken"}))
    assert [site.get(path) for path in WORDS] == [b"a", None, None]
    with pytest.raises(InputError, match="TL504 it is broken"):
        list(site.drawn())
    assert site.get("index.html") == b"a"


def test_many_may_ask_at_once() -> None:
    words = {f"{n}.html": str(n) for n in range(300)}
    site = Site("x", drawing := Drawing(words))
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(site.get, path) for path in reversed(words)]
        list(site.drawn())
        assert [each.result() for each in asked] == [word.encode() for word in reversed(words.values())]
    assert drawing.drawn == [*words]


@pytest.fixture
def watched(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    for name in ("edits.toml", "beside.txt", "articles/a.md"):
        (tmp_path / name).write_text("")
    return tmp_path.resolve()


@pytest.mark.parametrize("name", ["articles/a.md", "articles/new/b.md", "edits.toml", "later.toml"])
def test_what_is_saved_is_heard(watched: Path, name: str) -> None:
    with Watch([watched / "articles", watched / "edits.toml", watched / "later.toml"]) as watch:
        (watched / name).parent.mkdir(exist_ok=True)
        (watched / name).write_text("saved")
        found = watch.saved(PATIENCE)
    assert any((watched / name).is_relative_to(path) for path in found)


def test_a_file_put_in_the_place_of_another_is_heard_again_and_again(watched: Path) -> None:
    with Watch([watched / "edits.toml"]) as watch:
        for n in range(2):
            (watched / "staged").write_text(str(n))
            (watched / "staged").replace(watched / "edits.toml")
            assert watch.saved(PATIENCE) == {watched / "edits.toml"}


@pytest.mark.parametrize("name", [
    "beside.txt", "articles/.timeline/cache.sqlite", "articles/.a.md.swp", "articles/a.md~"])
def test_what_is_no_source_is_not_heard(watched: Path, name: str) -> None:
    with Watch([watched / "articles", watched / "edits.toml"]) as watch:
        (watched / name).parent.mkdir(exist_ok=True)
        (watched / name).write_text("saved")
        (watched / "edits.toml").write_text("the last one")
        assert watch.saved(PATIENCE) == {watched / "edits.toml"}


def test_a_system_that_watches_no_more_files(watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*told: object, **more: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr("watchfiles.watch", refuse)
    with pytest.raises(InputError, match="TL102 they cannot be watched: OS file watch limit"), Watch([watched]):
        pass


STORY = "---\ntitle: Pier\n---\nThe old pier in Aldmere closed on 12 April 2016.\n"


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command beside a folder of one article, with the address it tells."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "2016-04-20.md").write_text(STORY)
    command = [sys.executable, "-m", "timeline", "serve", "--port", "0"]
    # A shell in the background ignores Ctrl-C, and so would what it starts.
    hears = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               preexec_fn=hears)
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        address = re.fullmatch(r"The site is at (http://127\.0\.0\.1:\d+/) until Ctrl-C\n", told)
        assert address, told
        yield process, address[1]
    finally:
        process.kill()
        process.communicate()


def test_the_command_from_its_start_to_ctrl_c(serving: tuple[subprocess.Popen[str], str], tmp_path: Path) -> None:
    process, address = serving
    with urlopen(f"{address}.timeline/changes", timeout=PATIENCE) as stream:
        assert heard(stream) == {"site": 1, "trouble": ""}
        article = tmp_path / "articles" / "2016-04-20.md"
        save(article, STORY.replace("12 April", "13 April"))
        assert heard(stream) == {"site": 2, "trouble": ""}
        assert b"2016-04-13" in urlopen(address, timeout=PATIENCE).read()
        save(article, "---\ntitle: [x\n---\n")
        problem = "articles/2016-04-20.md:2:10: TL104 not valid YAML"
        assert str(heard(stream)["trouble"]).startswith(problem)
        assert b"2016-04-13" in urlopen(address, timeout=PATIENCE).read()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert out == ""
    first, second, *rest = err.splitlines()
    assert re.fullmatch(r"1 entry shown after \d+\.\d\d s", first)
    assert re.fullmatch(r"1 entry shown after \d+\.\d\d s", second)
    assert rest[0].startswith(problem)
    assert "Traceback" not in err
    assert sorted(os.listdir(tmp_path)) == ["articles"], "nothing is written beside the sources"


# The command in this process, its watcher being told what is saved


class Told:
    """A watcher that hears of the saved files it was made for, one after the other, and of Ctrl-C then."""

    has_more = False

    def __init__(self, *saving: Callable[[], Path]) -> None:
        self.saving = iter(saving)

    def __call__(self, places: object) -> Told:
        return self

    def __enter__(self) -> Told:
        return self

    def __exit__(self, *ended: object) -> None:
        return

    def saved(self, seconds: float) -> frozenset[Path]:
        for save in self.saving:
            return frozenset({save().resolve()})
        raise KeyboardInterrupt


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one article, where one stands."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("timeline.cli.serve._PAUSE", 0)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "2016-04-20.md").write_text(STORY)
    return tmp_path


def serve(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *saving: Callable[[], Path],
    arguments: tuple[str, ...] = (),
) -> list[str]:
    """What the command says on standard error while these are saved one after the other, then Ctrl-C."""
    monkeypatch.setattr("timeline.serving.Watch", Told(*saving))
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--port", "0", *arguments])
    told = capsys.readouterr()
    assert not ended.value.code
    assert re.fullmatch(r"The site is at http://127\.0\.0\.1:\d+/ until Ctrl-C\n", told.out)
    return told.err.splitlines()


def saving(path: str, text: str) -> Callable[[], Path]:
    """What puts a text into a file below the folder where one stands."""

    def save() -> Path:
        Path(path).write_text(text)
        return Path(path)

    return save


SHOWN = re.compile(r"\d entr(y|ies) shown after \d+\.\d\d s")


def test_each_saved_file_is_told_and_so_is_what_is_wrong(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    article = "articles/2016-04-20.md"
    first, second, problem, *help, third, end = serve(
        monkeypatch, capsys, saving(article, STORY.replace("12", "13")),
        saving(article, "---\ntitle: [x\n---\n"), saving(article, STORY))
    assert all(SHOWN.fullmatch(told) for told in (first, second, third))
    assert problem.startswith(f"{article}:2:10: TL104 not valid YAML")
    assert not any(SHOWN.search(told) for told in help)
    assert end == ""


def test_quiet_tells_but_what_is_wrong(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = serve(monkeypatch, capsys, saving("articles/2016-04-20.md", STORY.replace("12", "13")),
                 saving("articles/2016-04-21.md", "---\ntitle: [x\n---\n"), arguments=("--quiet",))
    assert told[0].startswith("articles/2016-04-21.md:2:10: TL104")
    assert not any(SHOWN.search(each) for each in told)


def test_a_saved_configuration_is_read_by_the_next_start(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "timeline.toml").write_text('title = "Piers"\n')
    told = serve(monkeypatch, capsys, saving("timeline.toml", 'title = "Old piers"\n'))
    assert sum("timeline.toml was saved: start again" in each for each in told) == 1


def test_a_template_that_fails_leaves_the_last_good_site(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "theme").mkdir()
    shown = list[tuple[int, str]]()

    class Noted(Preview):
        def end(self) -> None:
            shown.append((self.state.number, self.state.trouble))
            super().end()

    monkeypatch.setattr("timeline.serving.Preview", Noted)
    told = serve(monkeypatch, capsys, saving("theme/about.html", "{{ nothing.of.the.kind }}"),
                 arguments=("--theme", "theme"))
    assert SHOWN.fullmatch(told[0])
    (number, trouble), = shown
    assert number == 1
    assert "about.html" in trouble
    assert trouble.splitlines()[0] in told


def test_the_cache_of_the_sources_is_read_and_left_as_it_is(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.main(["build", "--quiet"])
    before = {path: path.read_bytes() for path in sorted(here.rglob("*")) if path.is_file()}
    serve(monkeypatch, capsys, saving("articles/2016-04-20.md", STORY))
    assert {path: path.read_bytes() for path in sorted(here.rglob("*")) if path.is_file()} == before


@pytest.mark.skipif(os.name == "nt", reason="no SIGTERM there")
def test_told_to_end_it_leaves_nothing_behind(serving: tuple[subprocess.Popen[str], str]) -> None:
    process, _ = serving
    process.terminate()
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [["none"], ["--port", "70000"], ["--port", "x"], ["--top", "x"]])
def test_wrong_usage_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", *arguments])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""
