"""When an event happens and what makes one valid.

``series`` (bounds, problems) stands on ``course`` (an event with its exceptions), that on ``span`` (what is asked for),
``stepping`` (the common rules) and ``repetition`` (all rules). ``changes`` moves and parts a series with everything that
belongs to it; ``reminders`` says when its alarms fall due.
"""

from liaison_desk.calendar.rules.changes import (
    content_of,
    goes_before,
    lasting_at,
    moved,
    moved_rule,
    same_pattern,
    split,
    with_override,
)
from liaison_desk.calendar.rules.conflicts import clashing, conflicts, taken, takes_place
from liaison_desk.calendar.rules.course import Course, rule_of
from liaison_desk.calendar.rules.holidays import holiday_occurrences, holiday_palette
from liaison_desk.calendar.rules.invitations import answered, invites, place_of
from liaison_desk.calendar.rules.reminders import Ring, alarm_name, instants, may_ring, occurrence_at, reminds, rings
from liaison_desk.calendar.rules.series import (
    bounds,
    coming,
    event_problems,
    happenings,
    latest,
)
from liaison_desk.calendar.rules.span import Happening, Span, touches

__all__ = [
    "Course",
    "Happening",
    "Ring",
    "Span",
    "alarm_name",
    "answered",
    "bounds",
    "clashing",
    "coming",
    "conflicts",
    "content_of",
    "event_problems",
    "goes_before",
    "happenings",
    "holiday_occurrences",
    "holiday_palette",
    "instants",
    "invites",
    "lasting_at",
    "latest",
    "may_ring",
    "moved",
    "moved_rule",
    "occurrence_at",
    "place_of",
    "reminds",
    "rings",
    "rule_of",
    "same_pattern",
    "split",
    "taken",
    "takes_place",
    "touches",
    "with_override",
]
