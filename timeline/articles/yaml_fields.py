"""Fields written in YAML: front matter and sidecar files. Every scalar stays the string its writer typed.

YAML 1.1 would make a date of 2016-04-20, an instant in UTC of 2016-04-20 01:00 +0200 and False of "no". Only the node
tree is composed here, nothing is constructed, so that no tag can make an object and no alias can unfold.
"""

from __future__ import annotations

import re
from itertools import accumulate

import yaml

from timeline.articles.decoding import whole
from timeline.articles.draft import Found, Value
from timeline.errors import InputError, Problem

LONGEST = 32_000
"""In characters. PyYAML takes a second for some 100,000; no front matter needs a tenth of it."""

DEEPEST = 50
"""Lists within lists. PyYAML looks at all that are open for each word within them, which takes a second for 9,000."""

_SHAPE = "Write one `name: value` a line."
_APART = re.compile(r"[\t\ufeff?!]")
_ABSENT = ("", "~", "null")


def read_yaml(text: str, path: str, first_line: int = 1) -> list[Found]:
    """The named values of a YAML mapping, in order, with their places. Raises InputError (TL104)."""
    if len(text) > LONGEST:
        raise _broken(path, f"the fields are longer than {LONGEST:,} characters", "Shorten them.", first_line)
    if _deepest(text) > DEEPEST:
        raise _broken(path, "not valid YAML: nested too deeply", _SHAPE, first_line)
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
        raise _broken(path, f"not valid YAML: {error.problem}",
                      'Put a value with a colon or a sign in front into quotes: title: "One: two".', *where) from None
    except (yaml.YAMLError, RecursionError) as error:
        why = "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "reason", "unreadable")
        raise _broken(path, f"not valid YAML: {why}", _SHAPE, first_line) from None
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        raise _broken(path, "not a list of names and values", _SHAPE, first_line)
    return [Found(_value(value), name.value, path, first_line + value.start_mark.line, value.start_mark.column + 1)
            for name, value in root.value if isinstance(name, yaml.ScalarNode)]


def _composed(text: str) -> yaml.Node | None:
    """The tree of nodes. libyaml makes it in a tenth of the time, where PyYAML was built with it. But it has its own
    words for what is wrong, and its own mind of tabs, byte order marks, tags and keys behind a `?`: those PyYAML reads.
    """
    if (quick := getattr(yaml, "CBaseLoader", None)) is not None and not _APART.search(text):
        try:
            return yaml.compose(text, Loader=quick)
        except (yaml.YAMLError, UnicodeError):
            pass
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _value(node: yaml.Node) -> Value:
    if isinstance(node, yaml.ScalarNode):
        return "" if not node.style and node.value in _ABSENT else whole(node.value).strip()
    if isinstance(node, yaml.SequenceNode) and all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return tuple(whole(item.value).strip() for item in node.value)
    return None


def _deepest(text: str) -> int:
    """How many brackets are open at once, those within words counted too."""
    return max(accumulate(1 if bracket in "[{" else -1 for bracket in re.findall(r"[\[\]{}]", text)), default=0)


def _broken(path: str, what: str, mend: str, line: int, column: int = 1) -> InputError:
    return InputError(Problem(path, "TL104", what, mend, line, column))
