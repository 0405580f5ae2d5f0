"""Calendars written for others: what is asked for and no more, and for an audience nothing that one of them may not have."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.calendar_export import CalendarExport, export_calendar
from liaison_desk.calendar.records import (
    Alarm,
    Calendar,
    Event,
    EventFilter,
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
from liaison_desk.domain.nations import load_groups
from liaison_desk.domain.release import ReleaseRules, decide
from liaison_desk.exchange.ical import read_ical
from liaison_desk.exchange.result import ReadSettings
from liaison_desk.foundation.core.clock import FixedClock
from tests.desks import new_desk

BOTH = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN"}))
OURS = Marking("JPN", Level.UNCLASSIFIED, frozenset({"JPN"}))
AUDIENCE = frozenset({"USA", "JPN"})
RULES = ReleaseRules("JPN", "USA", load_groups())
NOW = datetime(2026, 11, 24, 16, tzinfo=UTC)


def desk_at(place):
    return new_desk(place, new_profile("JPN", "USA"), FixedClock(NOW), seed=1)


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
    answered = say("export", sample, "calendar", "--output", file, "--audience", "USA,JPN,NZL", "--withheld", report)
    assert answered.code == 0
    assert "0 records written." in answered.out
    assert "The release list does not name NZL." in report.read_text("utf-8")
    assert b"BEGIN:VEVENT" not in file.read_bytes()
    names = say("export", sample, "calendar", "--output", file, "--calendar", "Exercises", "--from", "2026-11-01")
    assert names.code == 0
    assert read_ical(file.read_bytes(), ReadSettings()).name.host == "Exercises"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calendar", "--output", "x.json", "--audience", "USA"), "Possible endings: .ics, .csv, .xlsx."),
        (("calendar", "--output", "x.ics", "--calendar", "Nowhere"), "There is no calendar called Nowhere."),
        (("tasks", "--output", "x.ics", "--audience", "USA"), "go with “calendar” only, "),
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


def uids(data):
    return [entry.record.uid for entry in read_ical(data, ReadSettings()).events]


def own_event(calendar_id, **values):
    """Return an event that the desk gives its own UID."""
    return event_in(calendar_id, uid="", **values)


def test_a_foreign_uid_names_hosts_and_people_and_is_not_told(desk, tmp_path):
    foreign = "040000008200E00-ivan.secretov@secret-host.example"
    file = tmp_path / "in.ics"

    def take_in(sequence, title):
        file.write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//EN\r\nBEGIN:VEVENT\r\n"
            f"UID:{foreign}\r\nDTSTAMP:2026110{sequence}T000000Z\r\nCREATED:2026110{sequence}T000000Z\r\n"
            f"SEQUENCE:{sequence}\r\nDTSTART:20261125T160000Z\r\nDTEND:20261125T170000Z\r\nSUMMARY:{title}\r\n"
            "X-LIAISON-DESK-MARKING:USA|U|JPN USA|\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        )
        import_file(desk, file)
        event = next(iter(desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()))
        assert (event.uid, event.title.host) == (foreign, title)
        if event.marking != BOTH:
            desk.calendars.save(replace(event, marking=BOTH))
        return uids(written(desk, tmp_path, audience=AUDIENCE)[1])

    first = take_in(1, "Sync")
    for name in ("out.ics", "out.csv"):
        _, data = written(desk, tmp_path, name, audience=AUDIENCE)
        assert b"Sync" in data
        assert b"secret" not in data.lower()
    # Whoever was sent it before is sent the same event again, not another one.
    assert len(first) == 1
    assert take_in(2, "Sync, moved") == first
    assert foreign.encode() in written(desk, tmp_path)[1]


def test_the_desks_own_uid_goes_out_for_later_versions_are_known_by_it(desk, tmp_path):
    saved = desk.calendars.save(own_event(calendar_of(desk)))
    data = written(desk, tmp_path, audience=AUDIENCE)[1]
    assert uids(data) == [saved.uid]


def test_when_the_officer_worked_on_an_event_is_not_told(tmp_path):
    def made(name, *, worked):
        place = tmp_path / name
        with closing(desk_at(place)) as desk:
            event = desk.calendars.save(own_event(calendar_of(desk)))
        for hours in (3, 6):
            clock = FixedClock(NOW + timedelta(hours=hours))
            with closing(open_desk(str(place), clock=clock)) as desk:
                if worked and hours == 3:
                    desk.calendars.save(replace(event, description=Bilingual("For us alone")))
                data = written(desk, tmp_path, audience=AUDIENCE)[1]
        return data

    assert made("one.desk", worked=True) == made("other.desk", worked=False)


@pytest.mark.parametrize("name", ["out.ics", "out.csv", "out.xlsx"])
@pytest.mark.parametrize(
    "somebody", ["Ivan Secretov", "Secretov, Ivan", "ISAT", "Quietoffice", "Office of Gen Secretov"]
)
def test_words_that_name_somebody_withheld_stay_out(desk, tmp_path, name, somebody):
    person = PersonName(family="Secretov", given="Ivan")
    desk.contacts.save(Person(name=person, nickname="Isat", emails=(Email("xq@example.net"),), marking=OURS))
    desk.contacts.save_organization(Organization(name=Bilingual("Quietoffice"), marking=OURS))
    dana = desk.contacts.save(Person(name=PersonName("Hartwell", "Dana"), marking=BOTH))
    event = desk.calendars.save(own_event(calendar_of(desk), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=4",))))
    at = datetime(2026, 12, 2, 9)
    moved = Override(at, at, at.replace(hour=10), "America/Denver", title=Bilingual("Sync"))
    guest = Participant("Dana Hartwell", contact_id=dana.id)
    event = desk.calendars.save(replace(event, overrides=(moved,), participants=(guest,)))
    plain = written(desk, tmp_path, name, audience=AUDIENCE)[1]
    dotted = somebody.replace(",", "").replace(" ", ".")
    others = (Participant("", f"{dotted}@elsewhere.example"), Participant("Q", "XQ@example.net"), Participant(somebody))
    words = Bilingual(somebody)
    event = replace(
        event,
        place=words,
        link=f"https://vtc.example/{dotted}",
        categories=(somebody,),
        organizer=others[1],
        # What he was called when he was invited is not what he is called now.
        participants=(replace(guest, name=somebody), *others),
        overrides=(replace(moved, place=words, participants=others),),
    )
    desk.calendars.save(event)
    assert written(desk, tmp_path, name, audience=AUDIENCE)[1] == plain


def test_a_calendar_of_which_nothing_is_left_is_in_the_officers_report(desk, tmp_path):
    hidden = calendar_of(desk, "HIDDENCAL", OURS)
    desk.calendars.save(own_event(hidden, marking=OURS))
    result, data = written(desk, tmp_path, audience=AUDIENCE)
    assert result.count == 0
    assert b"HIDDEN" not in data
    assert {(entry.record.kind, entry.record.label) for entry in result.withheld.entries} == {
        ("event", "Sync"),
        ("calendar", "HIDDENCAL"),
    }


@pytest.mark.parametrize("audience", [{"JPN"}, {"USA"}, {"AUS"}, {"JPN", "AUS"}, {"USA", "JPN", "AUS"}])
@pytest.mark.parametrize("name", ["out.ics", "out.csv", "out.xlsx"])
def test_each_audience_gets_what_each_of_it_may_read_and_nothing_tells_of_the_rest(desk, tmp_path, audience, name):
    three = Marking("USA", Level.UNCLASSIFIED, frozenset({"USA", "JPN", "AUS"}))
    markings = {
        "Three": three,
        "Both": BOTH,
        "Ours": OURS,
        "Unmarked": None,
        "Theirs": Marking("USA"),
        "Home": Marking("JPN"),
    }
    may = {
        title
        for title, marking in markings.items()
        if marking is not None and decide(marking, frozenset(audience), RULES).released
    }
    with closing(desk_at(tmp_path / "less.desk")) as less:
        for one, titles_there in ((desk, set(markings)), (less, may)):
            calendar_id = calendar_of(one, "Planning", three)
            kept = [
                event_in(calendar_id, title, day, marking=markings[title])
                for day, title in enumerate(markings, 2)
                if title in titles_there
            ]
            if kept:
                one.calendars.save_all(kept, "Add")
        data, same = (written(one, tmp_path, name, audience=frozenset(audience))[1] for one in (desk, less))
    assert data == same
    if name == "out.ics":
        assert set(titles(data)) == may
