"""Importing 10,000 events or cards into an empty desk against the parse of the same bytes."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.exchange.result import ReadSettings
from tests.bench.floors import Ratio, best


def measure(folder: Path, rounds: int) -> list[Ratio]:
    """Return the ratio; history, search index and commit are ours to pay."""
    import icalendar

    data = calendar(10_000)
    file = folder / "events.ics"
    file.write_bytes(data)
    floor = best(lambda: icalendar.Calendar.from_ical(data), rounds)
    ours = best(_import_of(file), rounds)
    return [Ratio("import of 10,000 events", ours, floor, 2.0), _cards(folder, rounds)]


def _cards(folder: Path, rounds: int) -> Ratio:
    """Return the ratio of importing cards to our own reading of them; no other reader takes all they hold."""
    from liaison_desk.exchange.vcard import read_vcards

    data = cards(10_000)
    file = folder / "people.vcf"
    file.write_bytes(data)
    floor = best(lambda: read_vcards(data, ReadSettings()), rounds)
    return Ratio("import of 10,000 cards", best(_import_of(file), rounds), floor, 2.0)


def _import_of(file: Path) -> Callable[[], None]:
    """Return what takes a file of 10,000 new records into an empty desk, another one each time."""
    numbers = iter(range(1000))

    def take() -> None:
        path = file.parent / f"{file.stem}{next(numbers)}.desk"
        with closing(make_desk(str(path), new_profile("JPN", "USA"))) as desk:
            report = import_file(desk, file)
        assert (report.read, report.added) == (10_000, 10_000), report

    return take


def cards(count: int) -> bytes:
    """Return a plausible address book: both scripts, a post, two numbers, an address, a note."""
    lines = []
    for n in range(count):
        lines += [
            "BEGIN:VCARD",
            "VERSION:3.0",
            f"UID:{n}@bench.example",
            f"N:Family{n % 997};Given{n % 89};;Lt Col;",
            f"FN:Lt Col Given{n % 89} Family{n % 997}",
            "X-PHONETIC-LAST-NAME:やじま",
            f"ORG:Unit {n % 200};Plans",
            "TITLE:Plans officer",
            f"TEL;TYPE=WORK:+1 719 555 {n % 10_000:04d}",
            "TEL;TYPE=CELL:090-0000-0000",
            f"EMAIL;TYPE=INTERNET:officer{n}@example.org",
            "ADR;TYPE=WORK:;;1 Example Way;Colorado Springs;CO;80914;USA",
            "NOTE:Met at the planning conference. 次回は電話で。",
            "END:VCARD",
        ]
    return "\r\n".join([*lines, ""]).encode()


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
