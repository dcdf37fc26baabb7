"""What became of the articles since a site was built: which are new, changed or gone, and which quotes with them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from timeline import gathering
from timeline.cache import Cache, Sources
from timeline.model import JSON, Article


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that an event is quoted from, and when that was in EDTF, None where it has no date."""

    text: str
    edtf: str | None


@dataclass(frozen=True, slots=True)
class SourceChange:
    """What became of one article: `what` is "new", "changed" or "gone". `lost` are the quotes that stood in it then and
    don't now, `found` those that came; of a gone or new one all."""

    source: str
    title: str
    what: str
    lost: tuple[Quote, ...]
    found: tuple[Quote, ...]

    def to_json(self) -> JSON:
        """The attributes by their names."""
        quotes = {name: [{"text": quote.text, "edtf": quote.edtf} for quote in told]
                  for name, told in (("lost", self.lost), ("found", self.found))}
        return {"source": self.source, "title": self.title, "what": self.what, **quotes}


SourceChanges = tuple[SourceChange, ...]


def named(articles: Sequence[Article], keys: Sequence[str], home: Path) -> Sources:
    """Articles with what names them from build to build: the path below `home` and, where a file holds several, the
    title, or else the id."""
    paths = [Path(os.path.relpath(article.path, home)).as_posix() if article.path else "" for article in articles]
    several = Counter(paths)
    made: Sources = {}
    for article, path, key in zip(articles, paths, keys, strict=True):
        name = path if path and several[path] == 1 else f"{path}#{article.title or article.id}"
        made[f"{path}#{article.id}" if name in made else name] = [article.title, key]
    return made


def since(kept: Cache, site: str, now: Sources, *, before: bool = False) -> SourceChanges | None:
    """What became of the sources since a site was last built, or since the build `before` that; None where the cache
    remembers none."""
    then = kept.built(site, before=before)
    return None if then is None else tuple(_changes(kept, then, now))


def _changes(kept: Cache, then: Sources, now: Sources) -> Iterator[SourceChange]:
    for source in sorted(then.keys() | now.keys()):
        (_, was), (title, key) = then.get(source, ("", "")), now.get(source, ("", ""))
        if was != key:
            what = "new" if not was else ("changed" if key else "gone")
            old, new = _quotes(kept, was), _quotes(kept, key)
            lost, found = (tuple((one - other).elements()) for one, other in ((old, new), (new, old)))
            yield SourceChange(source, title or then.get(source, ("",))[0], what, lost, found)


def _quotes(kept: Cache, key: str) -> Counter[Quote]:
    told = kept.find(key) if key else None
    return Counter(Quote(text, edtf) for text, edtf in (gathering.quotes(told) if told else ()))
