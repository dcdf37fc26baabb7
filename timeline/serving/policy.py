"""A page as it is served: with the script that reloads it, and leave for that script in its content security policy.

The policy is https://www.w3.org/TR/CSP3/; of two directives with one name the first counts.
"""

from __future__ import annotations

import re

_META = re.compile(rb"""(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)(")""", re.IGNORECASE)
_HEAD_ENDS = re.compile(rb"</head\s*>|<body[\s>]", re.IGNORECASE)


def with_script(page: bytes, script: bytes) -> bytes:
    """The page with an element added to its head, else at its end, which may load from its own origin and ask it."""
    page = _META.sub(lambda found: found[1] + _opened(found[2]) + found[3], page)
    end = _HEAD_ENDS.search(page)
    at = end.start() if end else len(page)
    return page[:at] + script + page[at:]


def _opened(policy: bytes) -> bytes:
    told = [directive.split() for directive in policy.split(b";") if directive.strip()]
    rules = {name.lower(): sources for name, *sources in reversed(told)}
    scripts = [source for source in rules.get(b"script-src", []) if source not in (b"'self'", b"'none'")]
    rules |= {b"script-src": [b"'self'", *scripts], b"connect-src": [b"'self'"]}
    return b"; ".join(b" ".join([name, *sources]) for name, sources in rules.items())
