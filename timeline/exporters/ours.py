"""Where our own theme lies: templates, styles, scripts and words."""

from __future__ import annotations

from pathlib import Path

from timeline.errors import TimelineError

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
