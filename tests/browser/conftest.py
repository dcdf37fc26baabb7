"""A real Chromium, and the sample site served from a folder below the root, beside a host page of another origin."""

from __future__ import annotations

import functools
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from sample_timeline import many, sample

from timeline.exporters import whole
from timeline.writer import write

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-proxy-server",
             "--host-resolver-rules=MAP *.example 127.0.0.1"]
PATIENCE = 120_000
"""Milliseconds to wait for what must come. Only a test that fails waits so long, however slow the machine is."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory):
    """Chromium, or a skip that says why it is not there; with CI set, where it must be, a failure."""
    missing = "no chromium on the PATH (Debian: apt install chromium)" if CHROMIUM is None else None
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing = "the Python package playwright is not installed"
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    # Chromium writes into its home, which must not be the user's.
    home = tmp_path_factory.mktemp("home")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, env={**os.environ, "HOME": str(home)}, timeout=PATIENCE
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def expect(browser):
    """Waits until a page shows what it is to show."""
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    return expect


@pytest.fixture
def context(browser) -> Iterator[Callable]:
    """Makes fresh contexts that are patient."""
    made = []

    def fresh(**more):
        made.append(browser.new_context(**more))
        made[-1].set_default_timeout(PATIENCE)
        return made[-1]

    yield fresh
    for each in made:
        each.close()


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, format: str, *args: object) -> None:
        return


class Many(ThreadingHTTPServer):
    """Lets a browser open more connections at once than five, which is what Python lets wait."""

    request_queue_size = 128


def serve(folder: Path, name: str = "timeline.example") -> Iterator[str]:
    """The address of a folder, at a host of that name. Sites of different names are different processes to Chromium,
    those of different ports are not."""
    server = Many(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://{name}:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """The sample site, written to `repo/` so that it is served below the root."""
    written = tmp_path_factory.mktemp("served") / "repo"
    write(whole(*sample()), written)
    write(whole(*many()), written.parent / "large")
    return written


@pytest.fixture(scope="session")
def site(folder) -> Iterator[str]:
    """The address of the sample site."""
    for root in serve(folder.parent):
        yield f"{root}repo/"


@pytest.fixture(scope="session")
def large(site) -> str:
    """The address of a site of more entries than one page holds."""
    return site.replace("/repo/", "/large/")


@pytest.fixture(scope="session")
def host(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """The address and the folder of another origin, for pages that embed the timeline."""
    pages = tmp_path_factory.mktemp("host")
    for root in serve(pages, "host.example"):
        yield root, pages


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of a test complained of; none may be left at its end."""
    return []


@pytest.fixture
def open_page(context, site, large, host, complaints) -> Iterator[Callable]:
    """Opens an address in a fresh context, `init` being a script that goes before those of its pages; at the end no
    page may have complained or asked for anything foreign."""
    contexts, asked = [], []

    def opened(address: str, *, width: int = 1280, height: int = 900, init: str = "", **more):
        own = context(viewport={"width": width, "height": height}, **more)
        contexts.append(own)
        own.add_init_script(init)
        page = own.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(address)
        return page

    yield opened
    for each in contexts:
        each.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((site, large, host[0], "file:", "data:", "about:"))] == []
