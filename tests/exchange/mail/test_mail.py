"""Mails as they really arrive become notes that read as the mail did."""

from datetime import UTC, datetime

import pytest

from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exchange.mail.headers import date_of
from liaison_desk.exchange.mail.reader import read_mail
from liaison_desk.exchange.result import ReadSettings
from tests.exchange.mail.mails import DESK, HEAD, note, read


def test_a_mail_becomes_an_unmarked_note_of_its_subject_time_people_and_text() -> None:
    meeting = note(HEAD + "\r\nSee you at the <b>gate</b>.\r\n")
    assert (meeting.kind, meeting.title.host) == ("mail", "Sync")
    assert (meeting.start, meeting.end, meeting.zone) == (
        *[datetime.fromisoformat("2026-11-23 14:30")] * 2,
        "America/Denver",
    )
    assert [(person.name, person.native, person.role) for person in meeting.attendees] == [
        ("Ada Marsh", "", "from"),
        ("岸", "岸", "to"),
    ]
    assert meeting.marking is None
    (portion,) = meeting.portions
    assert portion.marking is None
    # It is an English mail, whatever script the names in it are in.
    assert portion.text.host == (
        "From: Ada Marsh <ada@example.org>\nTo: 岸 <kishi@example.jp>\n\nSee you at the <b>gate</b>."
    )


def test_the_marking_of_what_comes_in_is_the_settings() -> None:
    marking = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
    (meeting,) = read_mail(HEAD.encode(), ReadSettings(marking=marking)).records
    assert (meeting.marking, meeting.portions[0].marking) == (marking, marking)


@pytest.mark.parametrize(
    ("date", "start", "zone"),
    [
        ("Mon, 23 Nov 2026 14:30:00 -0700", "2026-11-23 14:30", "America/Denver"),
        ("Tue, 24 Nov 2026 06:30:00 +0900 (JST)", "2026-11-24 06:30", "Asia/Tokyo"),
        ("Mon, 23 Nov 2026 21:30:00 GMT", "2026-11-23 21:30", "UTC"),
        ("Mon, 23 Nov 2026 22:30:00 +0100", "2026-11-23 14:30", "America/Denver"),
        ("23 Nov 26 14.30.00 MST", "2026-11-23 14:30", "America/Denver"),
    ],
)
def test_the_time_stands_in_the_zone_its_offset_belongs_to(date: str, start: str, zone: str) -> None:
    meeting = note(HEAD.replace("Mon, 23 Nov 2026 14:30:00 -0700", date))
    assert (meeting.start, meeting.zone) == (datetime.fromisoformat(start), zone)


def test_a_mail_without_a_date_stands_where_it_was_received_and_is_listed() -> None:
    seen = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    found = read_mail(b"From: a@example.org\nSubject: x\n\ny", DESK, received=seen)
    assert found.records[0].start == datetime.fromisoformat("2026-11-23 21:30")
    assert found.problems[0].text == "The mail has no readable date."
    stamped = read_mail(b"From: a@example.org\nReceived: from x by y; Mon, 23 Nov 2026 14:30:00 -0700\n\ny", DESK)
    assert stamped.problems == ()
    assert date_of(b"tomorrow") is None


def test_an_mbox_is_several_notes_with_their_lines() -> None:
    mbox = "".join(
        f"From x Mon Nov 23 14:30:00 2026\n{HEAD.replace('<1@', f'<{n}@')}\nFrom here on, {n}\n\n" for n in (1, 2)
    )
    found = read(mbox.replace("\r\n", "\n"))
    assert [entry.line for entry in found.entries] == [1, 10]
    assert [mail.content.text for mail in found.mails] == ["From here on, 1", "From here on, 2"]
    assert len({meeting.uid for meeting in found.records}) == 2


def test_the_same_mail_is_known_again() -> None:
    assert note(HEAD + "\nx").uid == note(HEAD + "X-Spam: no\n\nx").uid
    bare = "Date: Mon, 23 Nov 2026 14:30:00 -0700\nFrom: a@example.org\nSubject: {}\n\nx"
    assert note(bare.format("a")).uid == note(bare.format("a")).uid != note(bare.format("b")).uid
