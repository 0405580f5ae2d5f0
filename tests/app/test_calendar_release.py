"""Attacks on what an export for an audience tells: bytes are compared with those of a desk where nothing was ever withheld."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime

import pytest

from liaison_desk.app.incoming.importing import import_events
from liaison_desk.calendar.records import Alarm, Calendar, EventFilter, Override, Participant, Recurrence, RhythmCard
from liaison_desk.contacts.records import Email, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from tests.app.test_calendar_export import AUDIENCE, BOTH, OURS, calendar_of, desk_at, own_event, written

AT = datetime(2026, 12, 2, 9)
WEEKLY = Recurrence(("FREQ=WEEKLY;COUNT=4",))
NAMES = ("out.ics", "out.csv", "out.xlsx")


@pytest.fixture
def desk(tmp_path):
    with closing(desk_at(tmp_path / "my.desk")) as opened:
        withhold(opened)
        yield opened


def withhold(desk):
    """Keep a contact and an organization of which nobody but home may hear."""
    person = Person(name=PersonName("Secretov", "Ivan"), emails=(Email("xq@example.net"),), marking=OURS)
    desk.contacts.save(person)
    desk.contacts.save_organization(Organization(name=Bilingual("Quietoffice"), marking=OURS))


def sent(desk, tmp_path, name="out.ics"):
    return written(desk, tmp_path, name, audience=AUDIENCE)


def series(desk, **values):
    return desk.calendars.save(own_event(calendar_of(desk), recurrence=WEEKLY, **values))


def moved(**values):
    values = {"title": Bilingual("Sync")} | values
    return Override(AT, AT, AT.replace(hour=10), "America/Denver", **values)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "title",
    [
        Bilingual("Dinner with Ivan Secretov"),
        Bilingual("Dinner", "Secretovとの会食"),
        Bilingual("Call xq@example.net."),
        Bilingual("Quietoffice: sync"),
    ],
)
def test_an_event_whose_title_names_somebody_withheld_stays_out_and_is_reported(desk, tmp_path, name, title):
    series(desk)
    plain = sent(desk, tmp_path, name)[1]
    hidden = own_event(calendar_of(desk, "Planning"), zone="Asia/Tokyo", recurrence=WEEKLY)
    desk.calendars.save(replace(hidden, title=title))
    result, data = sent(desk, tmp_path, name)
    assert data == plain
    assert result.count == 1
    told = {(one.record.kind, one.record.label, one.rule, one.whole) for one in result.withheld.entries}
    assert ("event", title.host, "Its title names what is withheld.", True) in told


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_occurrence_whose_title_names_somebody_withheld_is_called_as_its_series(desk, tmp_path, name):
    event = series(desk)
    late = replace(moved(), end=AT.replace(hour=12))
    event = desk.calendars.save(replace(event, overrides=(late,)))
    plain = sent(desk, tmp_path, name)[1]
    desk.calendars.save(replace(event, overrides=(replace(late, title=Bilingual("Sync with Secretov")),)))
    result, data = sent(desk, tmp_path, name)
    assert data == plain
    assert ("Its title names what is withheld.", False) in {(one.rule, one.whole) for one in result.withheld.entries}


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_calendar_that_names_somebody_withheld_is_not_told(desk, tmp_path, name):
    event = series(desk)
    calendar = desk.calendars.calendars()
    (mine,) = [one for one in calendar if one.id == event.calendar_id]
    mine = desk.calendars.save_calendar(replace(mine, name=Bilingual("Visits of Gen Secretov", "Secretov")))
    result, data = sent(desk, tmp_path, name)
    assert b"ecretov" not in data
    assert any("Secretov" in one.record.label for one in result.withheld.entries)
    desk.calendars.save_calendar(replace(mine, name=Bilingual("Ours"), marking=OURS))
    assert sent(desk, tmp_path, name)[1] == data


@pytest.mark.parametrize(
    "only",
    [
        {"description": Bilingual("NOTES for us alone")},
        {"reason": Bilingual("REASON")},
        {"alarms": (Alarm(text="ALARM"),)},
        {"extra": ("X-FOREIGN:LEAK", "RELATED-TO:quiet-parent", "COMMENT:LEAK")},
        {"participants": (Participant("Ivan Secretov"),)},
        {"place": Bilingual("Quietoffice")},
        {"title": Bilingual("Sync with Secretov")},
    ],
)
def test_an_exception_that_differs_in_nothing_that_may_be_told_is_none(desk, tmp_path, only):
    event = series(desk)
    plain = sent(desk, tmp_path)[1]
    desk.calendars.save(replace(event, overrides=(moved(**only),)))
    assert sent(desk, tmp_path)[1] == plain


@pytest.mark.parametrize("changed", [{"start": AT.replace(hour=8)}, {"title": Bilingual("Long sync")}, {"end_zone": "Asia/Tokyo"}])  # fmt: skip
def test_an_exception_that_differs_in_what_may_be_told_goes_along(desk, tmp_path, changed):
    event = series(desk)
    desk.calendars.save(replace(event, overrides=(replace(moved(), **changed),)))
    assert b"RECURRENCE-ID" in sent(desk, tmp_path)[1]


def test_an_exception_on_a_day_left_out_or_after_a_lasting_one_goes_along(desk, tmp_path):
    event = series(desk)
    out = replace(WEEKLY, excluded=(AT,))
    event = desk.calendars.save(replace(event, recurrence=out, overrides=(moved(),)))
    assert b"RECURRENCE-ID" in sent(desk, tmp_path)[1]
    lasting = replace(moved(), at=AT.replace(day=9), start=AT.replace(day=9, hour=11), end=AT.replace(day=9, hour=12))
    event = replace(event, recurrence=WEEKLY, overrides=(moved(), replace(lasting, this_and_future=True)))
    desk.calendars.save(event)
    assert sent(desk, tmp_path)[1].count(b"RECURRENCE-ID") == 2


@pytest.mark.parametrize("name", NAMES)
def test_what_another_program_left_beside_a_participant_is_not_told(desk, tmp_path, name):
    guest = Participant("Dana Hartwell", "dana@example.org")
    event = series(desk, participants=(guest,), organizer=guest)
    plain = sent(desk, tmp_path, name)[1]
    odd = replace(
        guest, role="x-aide-to-secretov", answer="x-secretov-asked", kind="x-quietoffice",
        extra=("DELEGATED-TO=mailto:secretov@example.org", "SENT-BY=mailto:xq@example.net", "MEMBER=mailto:q@quiet.example"),
    )  # fmt: skip
    desk.calendars.save(replace(event, participants=(odd,), organizer=odd))
    assert sent(desk, tmp_path, name)[1] == plain


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "line",
    [
        "ATTACH;FILENAME=Secretov.pdf:https://files.example/Secretov.pdf", "RELATED-TO:secretov-parent", "COMMENT:Secretov asked",
        "CONTACT:Secretov", "RESOURCES:Secretov's car", "X-SECRETOV;X-WHO=Secretov:1", "GEO:38.8;-104.7", "CLASS:PRIVATE",
        "CATEGORIES:Secretov", "URL:https://example.org/secretov", "COLOR:maroon", "PRIORITY:1", "X-APPLE-TRAVEL-DURATION;VALUE=DURATION:PT45M",
        "X-LIAISON-DESK-ACCESS:closed", "X-LIAISON-DESK-TRAVEL-AFTER;VALUE=DURATION:PT20M", "X-LIAISON-DESK-ORGANIZATION:Quietoffice",
        "IMAGE;VALUE=URI:https://example.org/secretov.png", "DESCRIPTION:Secretov comes", "REQUEST-STATUS:2.0;Secretov",
        "X-ALT-DESC;FMTTYPE=text/html:<b>Secretov</b>", "ATTACH;VALUE=BINARY;ENCODING=BASE64;X-FILENAME=Secretov.txt:U2VjcmV0b3Y=",
        "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT1H\r\nDESCRIPTION:Secretov waits\r\nEND:VALARM",
        "BEGIN:VALARM\r\nACTION:EMAIL\r\nTRIGGER:-PT1H\r\nATTENDEE:mailto:xq@example.net\r\nSUMMARY:S\r\nDESCRIPTION:S\r\nEND:VALARM",
        "BEGIN:PARTICIPANT\r\nUID:secretov\r\nSUMMARY:Secretov\r\nEND:PARTICIPANT",
    ],
)  # fmt: skip
def test_no_line_of_an_imported_event_goes_out_unseen(tmp_path, name, line):
    def made(place, more):
        with closing(desk_at(tmp_path / place)) as desk:
            withhold(desk)
            into = calendar_of(desk)
            lines = [
                "BEGIN:VCALENDAR", "VERSION:2.0", "X-WR-CALDESC:Secretov", "BEGIN:VEVENT", "UID:one@example.org", "DTSTAMP:20261101T000000Z",
                "DTSTART:20261125T160000Z", "DTEND:20261125T170000Z", "SUMMARY:Sync", *more, "END:VEVENT", "END:VCALENDAR", "",
            ]  # fmt: skip
            import_events(desk, "\r\n".join(lines).encode(), into)
            (event,) = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
            desk.calendars.save(replace(event, marking=BOTH))
            return sent(desk, tmp_path, name)[1]

    data = made("one.desk", [line])
    assert data == made("other.desk", [])
    assert b"ecretov" not in data


def test_zones_calendars_and_counts_tell_nothing_of_what_stays_out(desk, tmp_path):
    series(desk)
    plain, data = sent(desk, tmp_path)
    hidden = desk.calendars.save_calendar(Calendar(name=Bilingual("Zoo"), palette="visits", marking=OURS))
    until = Recurrence(("FREQ=YEARLY;UNTIL=20991125T000000Z",))
    for zone in ("Asia/Kathmandu", "America/Denver", "UTC"):
        card = RhythmCard(purpose=Bilingual("P"))
        desk.calendars.save(own_event(hidden.id, title="H", zone=zone, marking=OURS, recurrence=until, rhythm=card))
    result, after = sent(desk, tmp_path)
    assert after == data
    assert result.count == plain.count == 1
