"""oembed.json: how to show the timeline in another page, for those that ask by oEmbed (https://oembed.com/)."""

from __future__ import annotations

import json

from timeline.exporters import embedding, retold
from timeline.exporters.options import Options
from timeline.exporters.words import catalogue
from timeline.model import Timeline


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`oembed.json`, of type rich; nothing where the public address is not known or the site has no pages, since a
    frame needs both."""
    base = retold.base(options)
    if base is None or not options.has("site"):
        return {}
    words = catalogue(options.language, options.templates)
    title = retold.line(options.title) or words.say("page.timeline")
    width, height = embedding.WIDTH, embedding.height(timeline.entries, words)
    told = {"version": "1.0", "type": "rich", "title": title, "provider_name": title, "provider_url": base,
            "html": embedding.frame(timeline.entries, options, words, str(width)), "width": width, "height": height}
    return {"oembed.json": f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()}
