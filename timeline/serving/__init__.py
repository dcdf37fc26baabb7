"""A site shown while it is being written: made in memory, served on loopback, made again when a file is saved.

    sources ─render→ Site ─Preview, Server→ browser        saved file ─Watch→ render

Nothing is written. A site is shown as soon as its first page is drawn; the others are drawn when somebody asks for
them, or else after that. A page reloads itself when there is a newer site; where a build fails, the last good one stays
and the page says what is wrong.
"""

from timeline.serving.preview import Preview as Preview
from timeline.serving.server import Server as Server
from timeline.serving.site import Site as Site
from timeline.serving.watching import Watch as Watch
