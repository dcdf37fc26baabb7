"""The templates: where they lie, and how they are filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.errors import TimelineError

if TYPE_CHECKING:
    from jinja2 import Environment

_PACKAGE = Path(__file__).resolve().parents[1]


def default_folder(package: Path = _PACKAGE) -> Path:
    """The folder of our own templates: inside the package where it was installed from a wheel, beside it in a
    checkout. Raises TimelineError where neither holds them."""
    places = (package / "site_templates", package.parent / "site_templates")
    for folder in places:
        if (folder / "base.html").is_file():
            return folder
    raise TimelineError(f"the site templates are missing: neither {places[0]} nor {places[1]} holds base.html; "
                        "install timeline-press again")


class Theme:
    """Templates and assets, those of `custom` before ours of the same name; ours are also found below `default/`.

    Every value is escaped, and a name a template misspells is an error.
    """

    def __init__(self, custom: Path | None = None) -> None:
        ours = default_folder()
        self._folders = (ours,) if custom is None else (custom, ours)
        self._environment = _environment(self._folders)

    def page(self, template: str, **values: Any) -> bytes:
        """A template filled in, as UTF-8; a lone surrogate becomes a question mark."""
        return self._environment.get_template(template).render(values).encode("utf-8", "replace")

    def piece(self, template: str, **values: Any) -> Any:
        """A template filled in, as Markup to stand in other pages."""
        from markupsafe import Markup

        return Markup(self._environment.get_template(template).render(values))

    def parts(self, template: str) -> Any:
        """The macros of a template, each a function that gives Markup."""
        return self._environment.get_template(template).module

    def assets(self) -> dict[str, bytes]:
        """The files that go out as they are, by their path in the site."""
        found = {f"assets/{path.name}": path.read_bytes() for folder in reversed(self._folders)
                 for path in (folder / "assets").glob("*") if path.is_file()}
        return dict(sorted(found.items()))


def _environment(folders: tuple[Path, ...]) -> Environment:
    # Imported here: Jinja2 costs 40 ms that `timeline --help` need not pay.
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

    ours = PrefixLoader({"default": FileSystemLoader(folders[-1])})
    # A theme does not change while a site is made: without asking the disk each time a page costs a third less.
    return Environment(loader=ChoiceLoader([FileSystemLoader(folders), ours]), autoescape=True, auto_reload=False,
                       undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
