"""Short ways to read what a test writes down."""

from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.result import ReadSettings

DESK = ReadSettings()


def calendar(*lines, version="2.0"):
    """Return the bytes of a calendar with these lines in it."""
    return "\r\n".join(["BEGIN:VCALENDAR", f"VERSION:{version}", *lines, "END:VCALENDAR", ""]).encode()


def event_lines(*lines):
    """Return an event called Visit on 5 January 2026 unless the lines say otherwise."""
    title = [] if any(line.startswith("SUMMARY") for line in lines) else ["SUMMARY:Visit"]
    start = [] if any(line.startswith("DTSTART") for line in lines) else ["DTSTART:20260105T090000Z"]
    return ["BEGIN:VEVENT", "UID:one", *start, *lines, *title, "END:VEVENT"]


def read(*lines, version="2.0"):
    """Read a calendar with these lines in it."""
    return read_ical(calendar(*lines, version=version), DESK)


def read_event(*lines, version="2.0"):
    """Read a calendar with one event of these lines; return the event."""
    (entry,) = read(*event_lines(*lines), version=version).events
    return entry.record


def told(result):
    """Return the problems as sentences."""
    return [str(problem) for problem in result.problems]
