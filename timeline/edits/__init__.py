"""The editor's word, which is last: corrections kept in a file beside the sources, and events written by hand.

    edits.toml ──read_file→ Edits ──┐
    Markdown files ─entries→ Entries ┴apply→ Timeline

`apply` is pure, and whoever applies the same edits twice gets what once gave. `timeline review` finds with `queue` what
nobody has signed yet and writes the file with `with_edit`.
"""

from timeline.edits.applying import apply as apply
from timeline.edits.applying import vanished as vanished
from timeline.edits.by_hand import entries as entries
from timeline.edits.dating import NotUnderstood as NotUnderstood
from timeline.edits.dating import dated as dated
from timeline.edits.edit import Edit as Edit
from timeline.edits.queue import Waiting as Waiting
from timeline.edits.queue import queue as queue
from timeline.edits.reading import read_edits as read_edits
from timeline.edits.reading import read_file as read_file
