"""The preview over HTTP, on loopback. It knows no file but those of the site: a path is looked up, never opened."""

from __future__ import annotations

import json
import mimetypes
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from urllib.parse import unquote, urlsplit

from timeline.errors import InputError, Problem
from timeline.serving.policy import with_script
from timeline.serving.preview import Preview, State

ADDRESS = "127.0.0.1"
_OWN = "/.timeline/"
"""Where the script and the news of changes lie. No exporter makes a folder of this name."""
_BEAT = 15.0
"""Seconds after which a silent stream says that it is alive, so that one whose page is gone ends."""
_WAITING = b"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Timeline</title>
<meta name="viewport" content="width=device-width"></head><body><p>There is no site yet.</p></body></html>"""


class Server:
    """Serves a preview in threads of its own, from `with` to its end. `address` is the site's."""

    def __init__(self, preview: Preview, port: int) -> None:
        """Port 0 is any that is free. Raises InputError (TL501) for one that cannot be had."""
        self._preview = preview
        handler = type("Handler", (_Handler,), {"preview": preview})
        try:
            self._http = ThreadingHTTPServer((ADDRESS, port), handler)
        except (OSError, OverflowError) as error:
            told = f"port {port} cannot be had: {getattr(error, 'strerror', None) or error}"
            raise InputError(Problem("--port", "TL501", told, "Name another, or 0 for any that is free.")) from None
        # Whoever still listens to a stream when this ends need not be waited for.
        self._http.daemon_threads = True
        self.address = f"http://{ADDRESS}:{self._http.server_port}/"

    def __enter__(self) -> Server:
        Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._preview.end()
        self._http.shutdown()
        self._http.server_close()


class _Handler(BaseHTTPRequestHandler):
    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answers with a file of the site, or with what this server adds to it."""
        path = unquote(urlsplit(self.path).path, errors="replace")
        if not self._is_asked_by_name():
            # A page of another site whose name leads here would read what is not published yet.
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"This is served to the computer it runs on alone.\n")
        elif path == f"{_OWN}changes":
            self._stream()
        elif path == f"{_OWN}reload.js":
            self._send(HTTPStatus.OK, "text/javascript", (files(__package__) / "reload.js").read_bytes())
        else:
            self._site(path.removeprefix("/"))

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing: the terminal is for builds."""

    def _is_asked_by_name(self) -> bool:
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in (ADDRESS, "localhost")

    def _site(self, path: str) -> None:
        state = self.preview.state
        name = f"{path}index.html" if path == "" or path.endswith("/") else path
        site = state.site
        if site is None:
            self._page(HTTPStatus.SERVICE_UNAVAILABLE, _WAITING, state)
        elif (content := site.get(name)) is not None:
            self._file(name, content, state)
        elif site.get(f"{path}/index.html") is not None:
            self._send(HTTPStatus.MOVED_PERMANENTLY, "text/plain", b"", location=f"/{path}/")
        else:
            self._page(HTTPStatus.NOT_FOUND, site.get("404.html") or b"There is no such page.", state)

    def _file(self, name: str, content: bytes, state: State) -> None:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            self._page(HTTPStatus.OK, content, state)
        else:
            self._send(HTTPStatus.OK, kind, content)

    def _page(self, status: HTTPStatus, content: bytes, state: State) -> None:
        script = f'<script src="{_OWN}reload.js" data-site="{state.number}" defer></script>\n'
        self._send(status, "text/html", with_script(content, script.encode()))

    def _send(self, status: HTTPStatus, kind: str, content: bytes, *, location: str | None = None) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind in ("application/json", "application/javascript")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if location is not None:
            self.send_header("Location", location)
        self.end_headers()
        self._write(content if self.command != "HEAD" else b"")

    def _stream(self) -> None:
        """What is shown, now and after each change (https://html.spec.whatwg.org/#server-sent-events)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        seen: State | None = None
        while self.command != "HEAD":
            state = self.preview.wait(seen, _BEAT)
            told = b":\n\n" if state is seen else f"data: {json.dumps(state.told)}\n\n".encode()
            if self.preview.over or not self._write(told):
                break
            seen = state

    def _write(self, content: bytes) -> bool:
        """Whether somebody was there to read it."""
        try:
            self.wfile.write(content)
            self.wfile.flush()
        except ConnectionError:
            self.close_connection = True
            return False
        return True
