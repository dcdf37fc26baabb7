"""The clauses of a sentence: their verbs, who speaks, what stands in a relative clause.

No parser: words are sorted by closed lists and endings (`timeline.english`), and the clause bounds follow from
commas, conjunctions and the finite verbs between them. It errs on the side of one long clause. Spans count words
of the sentence unless they say characters; all ends are exclusive.
"""

from timeline.syntax.dividing import clauses
from timeline.syntax.parts import Part, name_of, subject
from timeline.syntax.tagging import Kept, Span, Words, within, words
from timeline.syntax.tenses import is_negated, is_stative, may_be_past, tense
from timeline.syntax.verbs import finite_verbs, predicate

__all__ = [
    "Kept",
    "Part",
    "Span",
    "Words",
    "clauses",
    "finite_verbs",
    "is_negated",
    "is_stative",
    "may_be_past",
    "name_of",
    "predicate",
    "subject",
    "tense",
    "within",
    "words",
]
