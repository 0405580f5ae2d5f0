"""Small files of other programs, as text."""

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Test//Test//EN
BEGIN:VEVENT
UID:one@example.org
DTSTAMP:20261101T000000Z
SEQUENCE:{sequence}
DTSTART;TZID=America/Denver:20261125T090000
DTEND;TZID=America/Denver:20261125T100000
SUMMARY:{title}
LOCATION:HQ 共同指揮所
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-PT15M
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:two@example.org
DTSTAMP:20261101T000000Z
DTSTART;TZID=America/Denver:20261026T160000
DTEND;TZID=America/Denver:20261026T170000
RRULE:FREQ=WEEKLY;COUNT=6
EXDATE;TZID=America/Denver:20261116T160000
SUMMARY:Weekly sync
END:VEVENT
BEGIN:VEVENT
UID:three@example.org
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261126
DTEND;VALUE=DATE:20261127
SUMMARY:感謝祭
END:VEVENT
END:VCALENDAR
"""

CARDS = """BEGIN:VCARD
VERSION:4.0
UID:urn:uuid:6f9619ff-8b86-4011-b42d-00c04fc964ff
FN:Jun Kisaragi
N:Kisaragi;Jun;;;
ORG:Joint Staff;J5
TITLE:Planner
EMAIL:jun@example.org
TEL;TYPE=work:+81-3-0000-0000
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:大野 真司
N:大野;真司;;;
EMAIL:ono@example.org
END:VCARD
"""

TABLE = """Name,Email,Organization
"Cedar, Robin",robin@example.org,Planning Staff
"Birch, Sam",sam@example.org,Planning Staff
"""

MAIL = """From: Robin Cedar <robin@example.org>
To: Jun Kisaragi <jun@example.org>
Subject: Planning conference
{date}Message-ID: <m1@example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="xx"

--xx
Content-Type: text/plain; charset=utf-8

See you there.
--xx
Content-Type: text/calendar; charset=utf-8; method=REQUEST

{calendar}
--xx--
"""


def calendar(title: str = "Planning conference", sequence: int = 0) -> str:
    """Return the calendar with one event's title and sequence chosen."""
    return CALENDAR.format(title=title, sequence=sequence).replace("\n", "\r\n")
