"""When an event happens and what makes one valid.

``series`` (bounds, problems) stands on ``course`` (an event with its exceptions), that on ``stepping`` (the common rules)
and ``repetition`` (all rules). ``changes`` moves and parts a series with everything that belongs to it.
"""

from liaison_desk.calendar.rules.changes import moved, moved_rule, same_pattern, split
from liaison_desk.calendar.rules.course import Course, Happening, rule_of, touches
from liaison_desk.calendar.rules.holidays import holiday_occurrences
from liaison_desk.calendar.rules.series import (
    bounds,
    coming,
    event_problems,
    happenings,
    latest,
)

__all__ = [
    "Course",
    "Happening",
    "bounds",
    "coming",
    "event_problems",
    "happenings",
    "holiday_occurrences",
    "latest",
    "moved",
    "moved_rule",
    "rule_of",
    "same_pattern",
    "split",
    "touches",
]
