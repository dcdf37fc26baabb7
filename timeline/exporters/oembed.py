"""oembed.json: how to show the timeline in another page, for those that ask by oEmbed (https://oembed.com/)."""

from __future__ import annotations

import json
from html import escape

from timeline.exporters import retold
from timeline.exporters.options import Options
from timeline.model import Timeline

WIDTH, HEIGHT = 640, 640
"""In CSS pixels; whoever embeds it may make it any other size."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`oembed.json`, of type rich; nothing where the public address is not known, since a frame needs one."""
    base = retold.base(options)
    if base is None:
        return {}
    title = retold.line(options.title) or "Timeline"
    frame = (f'<iframe src="{escape(base)}embed/" title="{escape(title)}" width="{WIDTH}" height="{HEIGHT}" '
             'loading="lazy" style="border:0"></iframe>')
    told = {"version": "1.0", "type": "rich", "title": title, "provider_name": title, "provider_url": base,
            "html": frame, "width": WIDTH, "height": HEIGHT}
    return {"oembed.json": f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()}
