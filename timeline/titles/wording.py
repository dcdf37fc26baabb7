"""Words that only titles ask for, by what they do; `timeline.english` has those that others read by too."""

from __future__ import annotations

from timeline import english as en


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Subjects

KEEPS_ARTICLE = en.PREPOSITIONS | _words("same other only rest more less")
"""Words before which an article can't go: "the following election", "the same ship"."""
POINTERS = _words(
    "first second third fourth fifth sixth seventh eighth ninth tenth last other others another latter former one some "
    "many both few several most this that these those"
)
"""Words that alone point at something named before."""
NO_SUBJECT = _words("what who whom how why when where whether if that there not due")
OWNERS = _words("his her their its my our your")
PEOPLE = _words(
    "man woman boy girl person people suspect driver victim officer singer actor actress artist writer musician "
    "player boxer pilot teenager student worker mother father son daughter brother sister wife husband widow "
    "scientist engineer soldier passenger politician lawmaker gunman attacker teacher doctor nurse farmer chef "
    "racer runner"
)
"""Nouns that "he" or "she" may stand for."""

# What stands behind the verb

PRONOUNS = _words("he she it they him her them his their its hers theirs")
PERSONAL = _words("he she him her his hers")
"""Pronouns for a person."""
ALONE = _words(
    "died resigned collapsed began started crashed fell happened occurred ended arrived retired exploded surrendered "
    "fled sank drowned escaped returned reopened disappeared erupted overturned capsized derailed"
)
"""Verbs that say enough alone."""
WANTS_OBJECT = _words(
    "attended led visited joined made brought sent held gave took found built bought sold caused received used "
    "included involved followed reached replaced contained"
)
"""Verbs that say nothing without whom or what."""
WANTS_PLACE = _words("put puts putting placed placing based located lays laid associated attributed compared replaced")
"""Verbs that say nothing without where."""
LINKS = en.BE | _words("been being became become remained remains seemed seems appeared")
"""Verbs that say nothing without what."""
ASKED = _words("that whether if how why what who")
"""Words that open what somebody asked or learned."""
TRANSITIVE = _words(
    "made built found sent held brought taught sold told kept laid caught bought rebuilt shot listed named charged "
    "convicted sentenced arrested detained hospitalized hospitalised identified pronounced evacuated rescued "
    "transported elected appointed nominated nicknamed awarded accused acquitted executed deported extradited banned "
    "located taken"
)
"""Pasts that without an object are participles."""
OF_NAMES = _words("for of and de")
"""Words inside names: "the Movement for Change"."""

FULL = _words(
    "connection addition response form case terms light favor favour part front honor honour behalf wake relation"
)
"""Nouns that after "in" wait for a preposition of their own."""
WANTS_TO = _words(
    "asked told ordered urged forced allowed required invited encouraged helped advised instructed persuaded expected "
    "wanted directed enabled tried sought failed managed"
)
"""Verbs that say little without "to …"."""
BARS = _words(
    "preventing banning stopping barring prohibiting prevented banned stopped barred prohibited blocking blocked"
)
"""Verbs that say little without "from …"."""
WANTS_AS = _words("designated described regarded viewed portrayed referred depicted characterized characterised")
"""Verbs that say little without "as …"."""
PAIRED = frozenset(
    (
        ("enough", "to"),
        ("enough", "for"),
        ("enough", "that"),
        ("rather", "than"),
        ("other", "than"),
        ("time", "after"),
        ("time", "before"),
    )
)
"""Words that lead on to the word behind them."""
PERSONS_BY_FATE = _words(
    "accused injured wounded killed detained arrested displaced deceased bereaved convicted disabled missing"
)
"""Participles that stand for people: "visited the injured"."""
FINDING = _words("decided decides found finds ruled rules believed thought knew learned learnt discovered concluded")
"""Verbs behind which a clause may follow without "that"."""
HAPPENS = (
    en.BE
    | en.HAVE
    | _words(
        "been being will to be also then again now still first later just out place over off on up under way underway "
        "took take takes taken taking occurred occurs occur happened happens happen began begins begin begun "
        "started starts start ended ends end finished followed follows continued continues continue "
        "resumed resumes resume came comes come arrived arrives arrive broke broken went gone gave arose "
        "moved moves held scheduled planned expected set due ongoing"
    )
)
"""Words that say no more than that something was."""
SAYING = _words("stating adding noting claiming announcing declaring")
BODIES = _words(
    "bank board bureau chamber college committee commission council court department faculty house institute ministry "
    "movement office party school society union university"
)
"""Nouns that "of …" makes the name of a body: the Court of Appeals."""
COUNTS = _words(
    "number couple series group pair lot dozen dozens hundreds thousands majority part member rest one millions"
)
"""Nouns that say little without "of …"."""

# Time phrases

LEADS = _words(
    "in on at by for from since until till before after during through throughout over of between about around to "
    "within into toward towards as near"
)
"""Prepositions that lead to a time."""
GOES_ALONG = _words("late early earlier later sometime shortly just only approximately roughly exactly")
"""Words before a time that go with it."""
PARTS_OF_TIME = _words("beginning end start middle half quarter eve turn close")
"""Nouns that are a time with what follows them: "the very beginning of the year"."""
STRETCHES = _words("week month year season decade summer winter spring autumn fall")
NEARBY = _words("yesterday today tomorrow")
