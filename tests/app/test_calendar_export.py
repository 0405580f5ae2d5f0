"""Calendars written for others: what is asked for and no more, and for an audience nothing that one of them may not have."""

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest

from liaison_desk.app.calendar_export import CalendarExport, export_calendar
from liaison_desk.app.desk import make_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.calendar.records import (
    Alarm,
    Calendar,
    Event,
    Override,
    Participant,
    Party,
    Recurrence,
    RhythmCard,
)
from liaison_desk.contacts.records import Email, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.clock import FixedClock

BOTH = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
OURS = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"}))
AUDIENCE = frozenset({"USA", "JPN"})
NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)


def desk_at(place):
    return make_desk(str(place), new_profile("JPN", "USA"), clock=FixedClock(NOW), random=Random(1))


@pytest.fixture
def desk(tmp_path):
    desk = desk_at(tmp_path / "my.desk")
    yield desk
    desk.close()


def calendar_of(desk, name="Planning", marking=BOTH):
    return desk.calendars.save_calendar(Calendar(name=Bilingual(name), marking=marking)).id


def event_in(calendar_id, title="Sync", day=25, **values):
    start = datetime(2026, 11, day, 9)
    values = {"marking": BOTH, "zone": "America/Denver", "uid": f"{title}@example.org", **values}
    return Event(calendar_id=calendar_id, title=Bilingual(title), start=start, end=start.replace(hour=10), **values)


def written(desk, tmp_path, name="out.ics", **wanted):
    target = tmp_path / name
    result = export_calendar(desk, target, CalendarExport(**wanted))
    return result, target.read_bytes()


def titles(data):
    return [entry.record.title.host for entry in read_ical(data, ReadSettings()).events]


def test_one_calendar_a_selection_or_a_span_goes_out_alone(desk, tmp_path):
    one, other = calendar_of(desk, "Planning"), calendar_of(desk, "Visits")
    series = replace(event_in(one, "Weekly", 2), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=8",)))
    saved = desk.calendars.save_all([event_in(one, "First", 20), event_in(other, "Second", 25), series], "Add")
    assert titles(written(desk, tmp_path)[1]) == ["Weekly", "First", "Second"]
    assert titles(written(desk, tmp_path, calendar_id=other)[1]) == ["Second"]
    assert titles(written(desk, tmp_path, events=(saved[0].id,))[1]) == ["First"]
    span = {"since": date(2026, 11, 21), "until": date(2026, 11, 23)}
    assert titles(written(desk, tmp_path, **span)[1]) == ["Weekly"]
    assert titles(written(desk, tmp_path, since=date(2026, 11, 24))[1]) == ["Weekly", "Second"]
    assert titles(written(desk, tmp_path, until=date(2026, 11, 1))[1]) == []
    assert b"X-WR-CALNAME:Visits" in written(desk, tmp_path, calendar_id=other)[1]


def filled(desk, *, withheld):
    """Fill a desk with an event for both nations; ``withheld`` adds all that must leave no trace."""
    calendar_id = calendar_of(desk)
    event = event_in(
        calendar_id,
        organizer=Participant("Grant Harlan", "grant.harlan@example.org"),
        participants=(Participant("Ito Ren", "ren.ito@example.jp", answer="accepted"),),
        organizations=(Party("J5"),),
        recurrence=Recurrence(("FREQ=WEEKLY;COUNT=4",)),
    )
    moved = Override(
        at=datetime(2026, 12, 2, 9),
        start=datetime(2026, 12, 3, 9),
        end=datetime(2026, 12, 3, 10),
        zone="America/Denver",
        title=Bilingual("Sync"),
    )
    event = replace(event, overrides=(moved,))
    if withheld:
        person = desk.contacts.save(
            Person(name=PersonName(family="Secretov", given="Ivan"), emails=(Email("ivan@example.net"),), marking=OURS)
        )
        house = desk.contacts.save_organization(Organization(name=Bilingual("Quietoffice"), marking=OURS))
        event = replace(
            event,
            description=Bilingual("NOTES of the officer"),
            reason=Bilingual("REASON"),
            access="closed",
            travel_before=30,
            categories=("INTERNAL",),
            alarms=(Alarm(text="ALARMTEXT"),),
            rhythm=RhythmCard(purpose=Bilingual("PURPOSE")),
            participants=(
                *event.participants,
                Participant("Ivan Secretov", contact_id=person.id),
                Participant("I. S.", "IVAN@example.net"),
                Participant("Secretov"),
            ),
            organizations=(*event.organizations, Party("Quietoffice", house.id), Party("QUIETOFFICE")),
            overrides=(
                replace(moved, description=Bilingual("NOTES"), reason=Bilingual("REASON"), extra=("X-FOREIGN:LEAK",)),
            ),
            extra=("ATTACH;FMTTYPE=application/pdf:cid:SECRETPLAN.pdf", "X-ALT-DESC:NOTES"),
        )
        others = [
            event_in(calendar_id, "UNMARKED", marking=None),
            event_in(calendar_id, "HOMEONLY", marking=OURS, zone="Asia/Tokyo"),
        ]
        desk.calendars.save_all(others, "Add")
        hidden = calendar_of(desk, "HIDDENCAL", OURS)
        desk.calendars.save(event_in(hidden, "Visible"))
    else:
        desk.calendars.save(event_in(calendar_of(desk, "Open"), "Visible"))
    desk.calendars.save(event)


def test_what_is_withheld_leaves_no_trace(desk, tmp_path):
    filled(desk, withheld=True)
    other = desk_at(tmp_path / "other.desk")
    filled(other, withheld=False)
    (result, data), (plain, same) = (written(one, tmp_path, audience=AUDIENCE) for one in (desk, other))
    other.close()
    assert data == same
    assert sorted(titles(data)) == ["Sync", "Visible"]
    assert (result.count, plain.count) == (2, 2)
    assert plain.withheld.entries == ()
    labels = {entry.record.label for entry in result.withheld.entries}
    assert labels >= {"UNMARKED", "HOMEONLY", "Quietoffice"}
    assert any("Secretov" in label for label in labels)
    assert "HIDDENCAL" in labels
    for word in (b"SECRET", b"Secretov", b"ivan", b"uiet", b"NOTES", b"REASON", b"ALARM", b"PURPOSE", b"HIDDEN", b"LEAK", b"Tokyo", b"INTERNAL"):  # fmt: skip
        assert word not in data, word


def test_the_names_of_a_withheld_calendar_are_not_told_in_a_table(desk, tmp_path):
    filled(desk, withheld=True)
    _, data = written(desk, tmp_path, "out.csv", audience=AUDIENCE)
    text = data.decode("utf-8-sig")
    assert "Visible" in text
    for word in ("HIDDEN", "SECRET", "Secretov", "NOTES", "UNMARKED", "Quiet", "REASON"):
        assert word not in text


def test_an_officers_own_export_holds_everything(desk, tmp_path):
    filled(desk, withheld=True)
    result, data = written(desk, tmp_path)
    assert (result.count, result.withheld) == (4, None)
    for word in (b"HOMEONLY", b"NOTES", b"REASON", b"SECRETPLAN", b"Quietoffice"):
        assert word in data


def test_the_command_line_writes_for_an_audience_and_says_what_stayed_out(say, sample, tmp_path):
    file, report = tmp_path / "out.ics", tmp_path / "withheld.txt"
    answered = say("export", sample, "calendar", "--output", file, "--audience", "USA,JPN,GBR", "--withheld", report)
    assert answered.code == 0
    assert "0 records written." in answered.out
    assert "The release list does not name GBR." in report.read_text("utf-8")
    assert b"BEGIN:VEVENT" not in file.read_bytes()
    names = say("export", sample, "calendar", "--output", file, "--calendar", "Exercises", "--from", "2026-11-01")
    assert names.code == 0
    assert read_ical(file.read_bytes(), ReadSettings()).name.host == "Exercises"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calendar", "--output", "x.json", "--audience", "USA"), "Possible endings: .ics, .csv, .xlsx."),
        (("calendar", "--output", "x.ics", "--calendar", "Nowhere"), "There is no calendar called Nowhere."),
        (("tasks", "--output", "x.ics", "--audience", "USA"), "go with “calendar” only."),
        (("calendar", "--output", "x.ics", "--withheld", "y.txt"), "Without --audience nothing is withheld."),
        (("calendar", "--output", "x.ics", "--audience", "USA", "--withheld", "x.ics"), "needs a file of its own."),
        (("calendar", "--output", "x.ics", "--from", "2026-11-02", "--to", "2026-11-01"), "before the first."),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_in_one_line(say, sample, tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    answered = say("export", sample, *words)
    assert answered.code == 2
    assert said in answered.err
    assert list(tmp_path.iterdir()) == []
