"""Makes a site of the documentation: python docs/site.py FOLDER

The pages lie in docs/ and three beside it, with links that work wherever the files are read. Here all of them are laid
into one folder, their links with them, for zensical, which refuses a link that leads nowhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).parent
PAGES = {DOCS / "README.md": "index.md", **{
    DOCS.parent / name: page for name, page in [
        ("README.md", "about.md"), ("CONTRIBUTING.md", "contributing.md"), ("CHANGELOG.md", "changelog.md")]}}
"""Pages that have another name on the site."""
_LINK = re.compile(r"(?P<text>\[(?:`[^`]*`|[^]\[`])*\])\((?P<file>(?!\w+:|#)[^)#\s]+)(?P<place>#[^)]*)?\)")
_CODE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def lay(folder: Path) -> None:
    """Lays every page into a folder that is not there yet, with the images they show."""
    shutil.copytree(DOCS, folder, ignore=shutil.ignore_patterns("*.py", "*.toml", "README.md", "__pycache__"))
    for path in (*DOCS.glob("*.md"), *PAGES):
        target = folder / PAGES.get(path, path.name)
        target.write_text(_moved(path.read_text("utf-8"), path.parent), "utf-8")


def _moved(text: str, home: Path) -> str:
    """The text of a page with its links as the site has them; what is no page there is named without a link."""

    def link(found: re.Match[str]) -> str:
        path = (home / found["file"]).resolve()
        inside = path.is_relative_to(DOCS) and path.suffix in (".md", ".png")
        page = PAGES.get(path, path.relative_to(DOCS).as_posix() if inside else None)
        return f"{found['text']}({page}{found['place'] or ''})" if page else found["text"][1:-1]

    blocks = _CODE.findall(text)
    parts = [_LINK.sub(link, part) for part in _CODE.split(text)]
    return "".join(part + block for part, block in zip(parts, [*blocks, ""], strict=True))


def build(out: Path) -> None:
    """Writes the site into a folder, in the place of what is there. Raises CalledProcessError for a dead link."""
    with TemporaryDirectory() as staged:
        stage = Path(staged)
        lay(stage / "pages")
        shutil.copy(DOCS / "zensical.toml", stage)
        subprocess.run([sys.executable, "-m", "zensical", "build", "--strict"], cwd=stage, check=True)
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(stage / "site", out)


if __name__ == "__main__":
    build(Path(sys.argv[1]))
    print(f"The documentation is in {sys.argv[1]}; open {Path(sys.argv[1], 'index.html').resolve().as_uri()}")
