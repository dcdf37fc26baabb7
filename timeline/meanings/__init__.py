"""What phrases mean: a function of the anchor and the slots, each two to six lines, named in the language files.

A meaning returns the Interval it names, or a Sense where TIMEX3 says more than days do (a duration, a set, a time
of day, a vague reference), or None where the calendar has no such day: text is never guilty. The words given to
`@meaning` end the sentence "'yesterday' is …"; `{slot}` in them stands for what the slot holds, `{anchor}` for the
day it hangs on.
"""

from timeline.meanings import clock, dates, holidays, lengths, periods, references, sets, units, weekdays
from timeline.meanings.anchor import DAY, MEANINGS, PUBLICATION, REFERENCE, Anchor, Meaning, Sense, with_mod

ROOMS = (clock, dates, holidays, lengths, periods, references, sets, units, weekdays)
"""Where meanings are written; importing them enters them in `MEANINGS`."""

__all__ = ["DAY", "MEANINGS", "PUBLICATION", "REFERENCE", "ROOMS", "Anchor", "Meaning", "Sense", "with_mod"]
