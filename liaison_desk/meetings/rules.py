"""What makes a meeting valid, and which portions promise something."""

from liaison_desk.domain.dates import year_problems
from liaison_desk.domain.zones import known_zones
from liaison_desk.foundation.core.errors import Problem
from liaison_desk.meetings.records import Meeting, PortionKind

PROMISING = frozenset({PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION})


def meeting_problems(meeting: Meeting) -> list[Problem]:
    """Return what is wrong with a meeting; an empty list is a valid one."""
    problems = []
    if not (meeting.title.host.strip() or meeting.title.home.strip()):
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
    return problems
