"""share.png: the picture that goes with a link to the site, the bars of its overview.

A PNG, since no network shows an SVG, and made with the standard library, since bars are all there is to it: a library
that draws words would need fonts, and no two machines have the same. The title stands beside the picture in every card.
"""

from __future__ import annotations

import struct
import zlib
from itertools import pairwise

from timeline.exporters.options import Options
from timeline.exporters.overview import Strip, strip
from timeline.exporters.words import catalogue
from timeline.model import Timeline

WIDTH, HEIGHT = 1200, 630
"""In pixels, the size the networks ask for."""
_COLOURS = ("fcfbf7", "dcd7ca", "9b2c13", "c98a78")
"""Those of the default theme: paper, line, accent, and the accent fainter."""
_PAPER, _LINE, _ACCENT, _FAINT = range(4)
_LEFT, _BASE, _TALLEST, _THICK = 90, 500, 370, 4

_Box = tuple[int, int, int, int, int]
"""Left, top, right and bottom, the last two exclusive, and a colour."""


def files(timeline: Timeline, options: Options) -> dict[str, bytes]:
    """`share.png`, 1200 by 630 pixels; of fewer than two dated entries the line alone."""
    drawn = strip(timeline.entries, catalogue(options.language, options.templates))
    line = (_LEFT, _BASE, WIDTH - _LEFT, _BASE + _THICK, _LINE)
    return {"share.png": _png([line, *(_bars(drawn) if drawn else [])])}


def _bars(drawn: Strip) -> list[_Box]:
    scale = (WIDTH - 2 * _LEFT) / 100
    return [(left := _LEFT + round(bar.x * scale), _BASE - max(_THICK, round(bar.height * _TALLEST / 100)),
             left + max(_THICK, round(bar.width * scale)), _BASE, _FAINT if bar.faint else _ACCENT)
            for group in drawn.groups for bar in group.bars]


def _png(boxes: list[_Box]) -> bytes:
    """PNG with a palette of four colours, four pixels a byte (https://www.w3.org/TR/png-3/)."""
    edges = sorted({0, HEIGHT, *(y for _, top, _, bottom, _ in boxes for y in (top, bottom))})
    rows = b"".join(_row(boxes, y) * (below - y) for y, below in pairwise(edges))
    return b"\x89PNG\r\n\x1a\n" + b"".join((
        _chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 2, 3, 0, 0, 0)),
        _chunk(b"PLTE", bytes.fromhex("".join(_COLOURS))),
        _chunk(b"IDAT", zlib.compress(rows, 9)),
        _chunk(b"IEND", b"")))


def _row(boxes: list[_Box], y: int) -> bytes:
    pixels = bytearray(WIDTH)
    for left, top, right, bottom, colour in boxes:
        if top <= y < bottom:
            pixels[left:right] = bytes([colour]) * (right - left)
    packed = (a << 6 | b << 4 | c << 2 | d for a, b, c, d in zip(*(pixels[n::4] for n in range(4)), strict=True))
    return bytes([0, *packed])


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
