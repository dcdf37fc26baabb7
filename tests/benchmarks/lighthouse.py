"""What Lighthouse says of the first page and of the page of an entry, on a phone, served compressed as hosts do.

    python tests/benchmarks/lighthouse.py SITE

SITE is a folder that `timeline build` wrote. Lighthouse is looked for in `node_modules` (npm install lighthouse), or
where LIGHTHOUSE names it; Chromium on the PATH. Other work on the machine costs points of performance.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))

from conftest import ARGUMENTS, CHROMIUM

ROOT = Path(__file__).parents[2]
LIGHTHOUSE = os.environ.get("LIGHTHOUSE") or ROOT / "node_modules" / ".bin" / "lighthouse"


class Compressed(SimpleHTTPRequestHandler):
    """Serves a folder gzipped."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        return


def scores(address: str) -> dict[str, int]:
    """The points of a page, by category, of 100; beside each the audits that cost some."""
    flags = " ".join(["--headless=new", *(each for each in ARGUMENTS if "resolver" not in each)])
    told = subprocess.run(
        [LIGHTHOUSE, address, "--quiet", "--output=json", f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": CHROMIUM or ""}, capture_output=True, check=True).stdout
    report = json.loads(told)
    return {_lost(report, name, category): round(100 * category["score"])
            for name, category in report["categories"].items()}


def _lost(report: dict, name: str, category: dict) -> str:
    audits = [report["audits"][each["id"]] for each in category["auditRefs"] if each["weight"]]
    lost = [f"{audit['id']} {audit['score']}" for audit in audits if (audit["score"] or 0) < 1 and
            audit["score"] is not None]
    return f"{name} ({', '.join(lost)})" if lost else name


def main() -> None:
    if len(sys.argv) != 2 or CHROMIUM is None or not shutil.which(LIGHTHOUSE):
        sys.exit(__doc__)
    folder = Path(sys.argv[1])
    entry = next(path.name for path in sorted((folder / "entries").glob("*.html")) if path.name != "index.html")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for page in ("index.html", f"entries/{entry}"):
        for name, points in scores(f"http://127.0.0.1:{server.server_port}/{page}").items():
            print(f"{points:4}  {name}  {page}")
    server.shutdown()


if __name__ == "__main__":
    main()
