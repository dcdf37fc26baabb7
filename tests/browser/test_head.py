"""What the head of a page tells machines, in a browser: read as data, run as nothing, stopped by no policy."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace

from sample_timeline import ENGLISH, sample

from timeline.exporters import EXPORTERS, share, structured
from timeline.exporters.ours import default_folder
from timeline.exporters.templates import Theme

TIMELINE, OPTIONS = sample()
HOSTILE = replace(OPTIONS, title="</script><script>window.ran = 1</script>\u2028<!--", base_url="https://user.example/")


def opened(context, extra: str = ""):
    """A page under the policy of the site, and what the browser complained of."""
    policy = re.search(r"<meta http-equiv[^>]*>", (default_folder() / "base.html").read_text("utf-8"))
    common = {"site": HOSTILE, "base_url": HOSTILE.base_url, "root": "", "beside": dict.fromkeys(EXPORTERS, True)}
    theme = Theme(ENGLISH)
    head = theme.page("_machines.html", path="", feeds=theme.piece("_feeds.html", **common),
                      machines=structured.front(TIMELINE.entries, HOSTILE, ENGLISH), **common).decode()
    page, complaints = context().new_page(), []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_content(f"<!doctype html><html><head>{policy[0]}{extra}{head}<title>x</title></head><body></body></html>")
    return page, complaints


def test_json_ld_is_data_that_the_policy_lets_stand(context):
    page, complaints = opened(context)
    told = page.evaluate("[...document.scripts].map(script => JSON.parse(script.textContent).name)")
    assert told == [" ".join(HOSTILE.title.split())]
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.title") == "x"
    assert complaints == []


def test_the_policy_is_in_force(context):
    page, complaints = opened(context, "<script>window.ran = 2</script>")
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)


def test_the_share_picture_can_be_shown(context):
    page = context().new_page()
    picture = b64encode(share.files(TIMELINE, OPTIONS)["share.png"]).decode()
    page.set_content(f'<img src="data:image/png;base64,{picture}">')
    page.wait_for_function("document.images[0].complete")
    assert page.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [1200, 630]
