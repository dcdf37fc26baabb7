"""Outlets: who publishes at which address, and by which clock."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from timeline.model import Article


@dataclass(frozen=True, slots=True)
class Outlet:
    """`address` is the host its articles lie on ("courier.example", hosts below it included), `zone` the name of its
    time zone in the IANA database; None where it is not known."""

    name: str
    address: str | None = None
    zone: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError, with what was expected, for an address or a zone that is none."""
        if self.address is not None and not _host(self.address):
            raise ValueError(f"{self.address!r} is no address, such as courier.example")
        if self.zone is not None and not _is_zone(self.zone):
            raise ValueError(f"{self.zone!r} is no time zone, such as Europe/London")

    @classmethod
    def read(cls, told: str) -> Outlet:
        """An outlet written on one line, "NAME,ADDRESS,ZONE", of which the last two may be empty or missing."""
        name, address, zone = (*map(str.strip, told.split(",", 2)), "", "")[:3]
        if not name:
            raise ValueError(f"{told!r} names no outlet, as Vale Courier,courier.example,Europe/London does")
        return cls(name, address or None, zone or None)

    def __str__(self) -> str:
        """The inverse of `read`."""
        return f"{self.name},{self.address or ''},{self.zone or ''}"

    def publishes(self, article: Article) -> bool:
        """Whether the article says so itself, or says nothing and lies at the address."""
        if article.outlet is not None or self.address is None:
            return article.outlet == self.name
        home, host = _host(self.address), _host(article.url or "")
        return host == home or host.endswith(f".{home}")


def published_by(article: Article, outlets: Collection[Outlet]) -> Article:
    """The article with the name of its outlet, and published on that outlet's day: a time in UTC is told on its clock,
    one with another offset stays. The same article where it is of none of the outlets."""
    outlet = next((each for each in outlets if each.publishes(article)), None)
    if outlet is None:
        return article
    when = article.published
    if outlet.zone and isinstance(when, datetime) and when.utcoffset() == timedelta():
        when = when.astimezone(ZoneInfo(outlet.zone))
    made_up = article.id == replace(article, id=None).id  # type: ignore[arg-type]  # None asks for one made anew
    id = None if made_up else article.id
    return replace(article, outlet=outlet.name, published=when, id=id)  # type: ignore[arg-type]


def _host(address: str) -> str:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host else ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a name that is none, a path, or a folder of the database
        return False
    return True
