"""What makes a meeting and its portions valid, and which of them promise something."""

from typing import Final

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.text import shows
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.meetings.records import Meeting, Portion, PortionKind

PROMISING = frozenset({PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION})


def meeting_problems(meeting: Meeting) -> list[Problem]:
    """Return what is wrong with a meeting; an empty list is a valid one."""
    problems = []
    if not shows(meeting.title.host + meeting.title.home):
        problems.append(Problem("title", "Give the meeting a title."))
    if meeting.zone and meeting.zone not in known_zones():
        problems.append(
            Problem("zone", "{zone} is no time zone. Choose one such as Asia/Tokyo.", (("zone", meeting.zone),))
        )
    problems += year_problems("start", meeting.start) + year_problems("end", meeting.end)
    if meeting.end < meeting.start:
        problems.append(Problem("end", "The meeting ends before it starts."))
    for number, attendee in enumerate(meeting.attendees, 1):
        if not (attendee.name.strip() or attendee.native.strip()):
            problems.append(Problem("attendees", "Attendee {number} has no name.", (("number", number),)))
    return [*problems, *(problem for portion in meeting.portions for problem in portion_problems(portion))]


DEEPEST: Final = 8
"""How far a portion can be indented."""


def portion_problems(portion: Portion) -> list[Problem]:
    """Return what is wrong with a portion; an empty list is a valid one."""
    problems = year_problems("due", portion.due)
    if not 0 <= portion.level <= DEEPEST:
        problems.append(Problem("level", "A note is indented by {most} steps at most.", (("most", DEEPEST),)))
    return problems
