"""The templates: where they lie, and how they are filled in."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timeline.exporters.ours import default_folder

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from timeline.exporters.words import Words


_OFTEN = 200
"""After how many pages of a theme of the user's what they left is looked for."""


class Theme:
    """Templates and assets, those of `custom` before ours of the same name; ours are also found below `default/`.

    Every value is escaped, and a name a template misspells is an error. `words` are what the filters go by that speak.
    """

    def __init__(self, words: Words, custom: Path | None = None) -> None:
        ours = default_folder()
        self._folders = (ours,) if custom is None else (custom, ours)
        self._environment = _environment(self._folders)
        self._environment.filters.update(_filters(words))
        self._filled = 0

    @cached_property
    def _digest(self) -> str:
        told = hashlib.blake2b(digest_size=16)
        for folder in self._folders:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                told.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode("utf-8", "surrogateescape"))
                told.update(path.read_bytes())
        return told.hexdigest()

    def digest(self) -> str:
        """A name for all its templates, words and files, another for others."""
        return self._digest

    def page(self, template: str, **values: Any) -> bytes:
        """A template filled in, as UTF-8; a lone surrogate becomes a question mark."""
        self._filled += 1
        if len(self._folders) > 1 and not self._filled % _OFTEN:
            # A template with a macro of its own, which ours have none of, refers to itself with all it was given.
            gc.collect(0)
        return self._environment.get_template(template).render(values).encode("utf-8", "replace")

    def piece(self, template: str, **values: Any) -> Any:
        """A template filled in, as Markup to stand in other pages."""
        from markupsafe import Markup

        return Markup(self._environment.get_template(template).render(values))

    def parts(self, template: str) -> Any:
        """The macros of a template, each a function that gives Markup."""
        return self._environment.get_template(template).module

    def assets(self) -> dict[str, bytes]:
        """The files that go out as they are, by their path in the site."""
        found = {f"assets/{path.name}": path.read_bytes() for folder in reversed(self._folders)
                 for path in (folder / "assets").glob("*") if path.is_file()}
        return dict(sorted(found.items()))


@lru_cache(maxsize=1)
def ours(words: Words) -> Theme:
    """The default theme, compiled once for as long as the words stay: nobody changes it while it runs."""
    return Theme(words)


def _environment(folders: tuple[Path, ...]) -> Environment:
    # Imported here: Jinja2 costs 40 ms that `timeline --help` need not pay.
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
    from jinja2.compiler import CodeGenerator
    from jinja2.nodes import EvalContext

    class Writer(CodeGenerator):
        """Writes templates that escape by `_escaping`, which takes a tenth off every site. Were this method to go from
        Jinja, templates would escape as Jinja has it, and the pages be the same."""

        def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
            context: EvalContext = frame.eval_ctx
            if context.volatile or not context.autoescape or finalize.src is not None:
                super()._output_child_pre(node, frame, finalize)
            else:
                self.write("environment.escaped(")

    class Quick(Environment):
        code_generator_class = Writer
        escaped = staticmethod(_escaping())

        def make_globals(self, d: Any) -> Any:
            """Those of all templates as they are: Jinja would lay a chain over them at every page."""
            return {**self.globals, **d} if d else self.globals

    ours = PrefixLoader({"default": FileSystemLoader(folders[-1])})
    # A theme does not change while a site is made: without asking the disk each time a page costs a third less.
    return Quick(loader=ChoiceLoader([FileSystemLoader(folders), ours]), autoescape=True, auto_reload=False,
                 undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)


def _filters(words: Words) -> dict[str, Callable[..., Any]]:
    """The filters that speak. Jinja works one out as it compiles a template where all it is given stands in it, so that
    a plain word costs no more than text."""
    from jinja2 import UndefinedError
    from markupsafe import Markup

    def word(name: str, /, **values: Any) -> str:
        try:
            return words.say(name, **values)
        except KeyError as error:
            missing = error.args[0]
            told = f"there is no word {name!r}" if missing == name else f"{name!r} is not told its {missing!r}"
            raise UndefinedError(told) from None

    def begin(name: str) -> str:
        return words.round(name)[0]

    def end(name: str) -> str:
        return words.round(name)[1]

    def linked(name: str, address: str, /, **values: Any) -> Markup:
        before, within, after = words.linked(name, **values)
        return Markup('{}<a href="{}">{}</a>{}').format(before, address, within, after)

    def lang(tag: str) -> Markup:
        return Markup(' lang="{}"').format(tag) if tag != words.language else Markup()

    def english(text: str) -> str:
        if words.language.casefold().split("-")[0] == "en":
            return text
        return Markup('<span lang="en" dir="ltr">{}</span>').format(text)

    return {"word": word, "begin": begin, "end": end, "linked": linked, "number": words.number, "lang": lang,
            "english": english}


def _escaping() -> Callable[[Any], str]:
    """`markupsafe.escape`, but giving a plain string, which costs a third: what is drawn is joined at once."""
    import markupsafe

    markup, escape = markupsafe.Markup, markupsafe.escape
    # What `escape` itself calls for a string; no part of its interface, and the pages are the same without.
    inner: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)

    def escaped(value: Any) -> str:
        kind = value.__class__
        if kind is str:
            return inner(value)
        if kind is markup:
            drawn: str = value
            return drawn
        return escape(value)

    return escaped
