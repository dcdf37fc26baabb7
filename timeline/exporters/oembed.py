"""oembed.json: how to show the timeline in another page, for those that ask by oEmbed (https://oembed.com/)."""

from __future__ import annotations

import json

from timeline.exporters import embedding, retold
from timeline.exporters.options import Options
from timeline.model import Timeline


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`oembed.json`, of type rich; nothing where the public address is not known, since a frame needs one."""
    base = retold.base(options)
    if base is None:
        return {}
    title = retold.line(options.title) or "Timeline"
    width, height = embedding.WIDTH, embedding.height(timeline.entries)
    told = {"version": "1.0", "type": "rich", "title": title, "provider_name": title, "provider_url": base,
            "html": embedding.frame(timeline.entries, options, str(width)), "width": width, "height": height}
    return {"oembed.json": f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()}
