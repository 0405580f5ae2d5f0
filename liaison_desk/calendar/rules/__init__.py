"""When an event happens and what makes one valid.

``series`` (bounds, problems) stands on ``course`` (an event with its exceptions), that on ``span`` (what is asked for),
``stepping`` (the common rules) and ``repetition`` (all rules). ``changes`` moves and parts a series with everything that
belongs to it; ``reminders`` says when its alarms fall due.
"""

from liaison_desk.calendar.rules.changes import (
    goes_before,
    keeps_dates,
    moved,
    moved_rule,
    same_pattern,
    split,
    start_with,
    still_met,
)
from liaison_desk.calendar.rules.conflicts import clashing, conflicts, taken, takes_place
from liaison_desk.calendar.rules.course import Course, rule_of
from liaison_desk.calendar.rules.exceptions import as_told, content_of, lasting_at, with_override, without_override
from liaison_desk.calendar.rules.holidays import holiday_occurrences, holiday_palette
from liaison_desk.calendar.rules.invitations import answered, has_declined, invites
from liaison_desk.calendar.rules.people import People, place_of
from liaison_desk.calendar.rules.reminders import (
    FARTHEST_REMINDER,
    Ring,
    alarm_name,
    instants,
    may_ring,
    occurrence_at,
    reminds,
    rings,
    turned,
)
from liaison_desk.calendar.rules.series import (
    bounds,
    coming,
    event_problems,
    happenings,
    latest,
)
from liaison_desk.calendar.rules.span import Happening, Span, touches

__all__ = [
    "FARTHEST_REMINDER",
    "Course",
    "Happening",
    "People",
    "Ring",
    "Span",
    "alarm_name",
    "answered",
    "as_told",
    "bounds",
    "clashing",
    "coming",
    "conflicts",
    "content_of",
    "event_problems",
    "goes_before",
    "happenings",
    "has_declined",
    "holiday_occurrences",
    "holiday_palette",
    "instants",
    "invites",
    "keeps_dates",
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
    "start_with",
    "still_met",
    "taken",
    "takes_place",
    "touches",
    "turned",
    "with_override",
    "without_override",
]
