"""Importing a calendar of 10,000 events into an empty desk against icalendar's parse of the same bytes."""

from contextlib import closing
from datetime import date
from pathlib import Path

from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.importing import import_file
from tests.bench.floors import Ratio, best


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return the ratio; history, search index and commit are ours to pay."""
    import icalendar

    data = calendar(10_000)
    file = folder / "events.ics"
    file.write_bytes(data)
    numbers = iter(range(1000))

    def ours() -> None:
        with closing(make_desk(str(folder / f"import{next(numbers)}.desk"), new_profile("JPN", "USA"))) as desk:
            report = import_file(desk, file)
        assert (report.read, report.added) == (10_000, 10_000), report

    floor = best(lambda: icalendar.Calendar.from_ical(data), rounds)
    return [Ratio("import of 10,000 events", best(ours, rounds), floor, 2.0)]


def calendar(count: int) -> bytes:
    """Return a plausible calendar: single and recurring events, attendees, alarms, both languages."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
    first = date(2025, 1, 1).toordinal()
    for n in range(count):
        day = date.fromordinal(first + n % 900)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{n}@bench.example",
            "DTSTAMP:20261101T000000Z",
            f"DTSTART;TZID=America/Denver:{day:%Y%m%d}T{8 + n % 9:02d}{n % 60:02d}00",
            f"DTEND;TZID=America/Denver:{day:%Y%m%d}T{9 + n % 9:02d}{n % 60:02d}00",
            f"SUMMARY:Planning event {n} 演習調整",
            "LOCATION:Building 1\\, room 214",
            "DESCRIPTION:Agenda to follow. 資料は後送する。",
            "ATTENDEE;CN=Grant Harlan;PARTSTAT=ACCEPTED:mailto:grant.harlan@example.org",
            *(["RRULE:FREQ=WEEKLY;COUNT=10"] if n % 20 == 0 else []),
            *(
                ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT15M", "DESCRIPTION:Reminder", "END:VALARM"]
                if n % 4 == 0
                else []
            ),
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()
