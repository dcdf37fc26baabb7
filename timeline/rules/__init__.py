"""A language file, read, checked and compiled.

A phrase is words, `{slots}`, `( )?` for what may be left out and `( | )` for a choice; a space is any white space
within a paragraph and `-` any hyphen. `{month}` takes a word of the list `[words.month]`, or a numeric shape (SHAPES);
`{begin:month}` does the same under another name, `{_:month}` under none, and a name from `[fragments]` stands for the
phrase written there. A word that begins small in the file matches in either case, one that begins with a capital only
so, or in capitals throughout.

Square brackets part a phrase into expressions of their own: `[{month} {day}] and [{day}]` reads "May 3 and 4" as two,
and what `shares` names (here the month) a part takes from its neighbour where it has none. `after` and `before` list
words of which one must stand right beside the expression, `not_after` those that must not stand before it.

Every expression holds a lexical trigger: a word of one of the lists named in `triggers`, or a shape that is one. A rule
without a trigger is refused, since the recogniser would never look at it.

The rooms: `phrases` reads a phrase, `shapes` are its numbers, `patterns` make regular expressions of words, `leads` say
how a rule begins, `language` checks and compiles a file.
"""

from __future__ import annotations

from timeline.rules.language import LANGUAGES, Language, Rule, language, load

__all__ = ["LANGUAGES", "Language", "Rule", "language", "load"]
