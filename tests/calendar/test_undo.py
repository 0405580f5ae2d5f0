"""Every kind of write of the calendar taken back and done again: all tables and what is found by words stand as they stood."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select, text

from liaison_desk.app.desk import Desk, open_desk
from liaison_desk.app.incoming.importing import import_events, import_file
from liaison_desk.calendar.records import (
    Alarm,
    Answer,
    Calendar,
    Event,
    Override,
    Participant,
    Party,
    Recurrence,
    ReminderKey,
    RhythmCard,
    RhythmInput,
    Status,
)
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.contacts.records import PERSON, Organization, Person
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from liaison_desk.domain.names import PersonName
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.database.base import METADATA, content_table, entry_table, meta_table, transaction_table
from tests.desks import with_rows

DENVER, TOKYO = "America/Denver", "Asia/Tokyo"
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MONDAY = datetime(2026, 11, 23, 9)
SHARED = Marking("JPN", audience=frozenset({"JPN", "USA"}))
_BOOKS = {"version", "updated_at", "author"}
"""What a record tells of its own writing, which goes on with every undo."""


@dataclass
class Places:
    """A desk with something of every kind in its calendars."""

    desk: Desk
    folder: object
    jun: Person
    house: Organization
    planning: Calendar
    visits: Calendar
    single: Event
    series: Event
    rhythm: Event
    only: Event
    file: int = 0

    @property
    def calendars(self):
        return self.desk.calendars

    def as_it_is(self) -> "Places":
        """Return the same with the versions the desk has by now."""
        events = {name: self.calendars.event(getattr(self, name).id) for name in ("single", "series", "rhythm", "only")}
        known = {one.id: one for one in self.calendars.calendars()}
        return replace(self, planning=known[self.planning.id], visits=known[self.visits.id], **events)

    def occurrence(self, event: Event, number: int):
        found = self.desk.calendars.occurrences(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))
        return [one for one in found if one.event_id == event.id][number]


def furnish(desk, folder):
    """Return a desk with something of every kind in its calendars, and nothing to undo."""
    jun = desk.contacts.save(Person(name=PersonName("Kisaragi", "Jun")))
    house = desk.contacts.save_organization(Organization(name=Bilingual("J5", "第五部")))
    planning = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning", "計画"), position=0))
    visits = desk.calendars.save_calendar(Calendar(name=Bilingual("Visits", "訪問"), palette="visits", position=1))
    me = Participant("Officer", "officer@example.jp", rsvp=True)
    guests = (Participant("Kisaragi Jun", "jun@example.jp", jun.id), me)
    single = desk.calendars.save(
        Event(calendar_id=planning.id, title=Bilingual("Office call", "表敬"), start=MONDAY, end=MONDAY + HOUR, zone=DENVER,
              participants=guests, organizations=(Party("J5", house.id),), alarms=(Alarm(),), categories=("space",),
              organizer=Participant("Boss", "boss@example.us"))
    )  # fmt: skip
    moved = Override(at=MONDAY + WEEK, start=MONDAY + WEEK + HOUR, end=MONDAY + WEEK + 2 * HOUR, zone=DENVER,
                     title=Bilingual("Moved sync", "移動"), participants=guests, alarms=(Alarm(-30),))  # fmt: skip
    series = desk.calendars.save(
        Event(calendar_id=planning.id, title=Bilingual("Weekly sync", "週例"), start=MONDAY, end=MONDAY + HOUR, zone=DENVER,
              participants=guests, alarms=(Alarm(),), overrides=(moved,),
              recurrence=Recurrence(("FREQ=WEEKLY;COUNT=8",), (MONDAY + 2 * DAY,), (MONDAY + 2 * WEEK,)))
    )  # fmt: skip
    card = RhythmCard(
        purpose=Bilingual("Agree plans", "計画調整"),
        chair=Participant("Chair", contact_id=jun.id),
        inputs=(
            RhythmInput(Bilingual("Slides", "資料"), 2, time(16), "J5"),
            RhythmInput(Bilingual("Names", "名簿"), 0),
        ),
    )
    rhythm = desk.calendars.save(
        Event(calendar_id=planning.id, title=Bilingual("Board", "会議"), start=MONDAY + 2 * DAY + 2 * HOUR, end=MONDAY + 2 * DAY + 3 * HOUR,
              zone=DENVER, marking=SHARED, recurrence=Recurrence(("FREQ=WEEKLY;COUNT=6",)), rhythm=card)
    )  # fmt: skip
    lone = Override(
        at=MONDAY + 3 * DAY, start=MONDAY + 3 * DAY, end=MONDAY + 3 * DAY + HOUR, zone=DENVER, participants=(me,)
    )
    only = desk.calendars.save(
        Event(calendar_id=visits.id, title=Bilingual("Invited once", "招待"), start=MONDAY + 3 * DAY, end=MONDAY + 3 * DAY + HOUR,
              zone=DENVER, overrides=(lone, replace(lone, at=lone.at + WEEK, start=lone.start + WEEK, end=lone.end + WEEK)), only_overrides=True)
    )  # fmt: skip
    desk.calendars.link(single.id, RecordRef(PERSON, jun.id))
    file = desk.calendars.attach(single, "agenda.txt", b"1. Words of welcome", "text/plain")
    desk.history.settle()
    return Places(desk, folder, jun, house, planning, visits, single, series, rhythm, only, file.id)


def standing(desk):
    """Return everything the tables hold, but for the books about their writing; what lies in the trash apart."""
    alive, trash = {}, {}
    # The bytes of files are kept for as long as any version may want them.
    books = {entry_table.name, transaction_table.name, meta_table.name, content_table.name}
    with desk.database.read() as connection:
        for table in with_rows(connection, METADATA.sorted_tables):
            if table.name in books:
                continue
            left_out = _BOOKS if "version" in table.c else {"id"} if "record_id" in table.c else set()
            for row in connection.execute(select(table)).mappings():
                kept = {name: value for name, value in row.items() if name not in left_out}
                place = trash if row.get("deleted_at") is not None else alive
                kept.pop("deleted_at", None)
                key = (table.name, *(row[name] for name in ("id", "record_id", "position") if name in kept))
                assert key not in place
                place[key] = kept
        index = (
            "SELECT id, words, names FROM search_index"
            if connection.dialect.name == "postgresql"
            else "SELECT rowid AS id, words, names FROM search_index"
        )
        alive |= {("search_index", row.id): (row.words, row.names) for row in connection.execute(text(index))}
    # The parts of a record in the trash lie there with it.
    away = {id_ for _, id_, *_ in trash}
    for key in [key for key, kept in alive.items() if isinstance(kept, dict) and kept.get("record_id") in away]:
        trash[key] = alive.pop(key)
    return alive, trash


ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nX-WR-CALNAME:Wing\r\nBEGIN:VEVENT\r\nUID:new@example.org\r\n"
    b"SUMMARY:Wing brief\r\nDTSTART;TZID=America/Denver:20261124T090000\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=3\r\n"
    b"ATTACH;VALUE=BINARY;ENCODING=BASE64;FMTTYPE=text/plain;X-FILENAME=a.txt:aGVsbG8=\r\nEND:VEVENT\r\n"
    b"BEGIN:VTODO\r\nUID:todo@example.org\r\nSUMMARY:Answer\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
)


def take_in(places):
    path = places.folder / "wing.ics"
    path.write_bytes(ICS)
    import_file(places.desk, path)


def take_in_again(places):
    """Update what is there by a newer version of it."""
    newer = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:{places.series.uid}\r\nSEQUENCE:9\r\n"
        "SUMMARY:Otherwise\r\nDTSTART;TZID=Asia/Tokyo:20261124T090000\r\nDTEND;TZID=Asia/Tokyo:20261124T100000\r\n"
        "RRULE:FREQ=DAILY;COUNT=4\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n"
        f"UID:{places.rhythm.uid}\r\nSEQUENCE:9\r\nSUMMARY:Board\r\nDTSTART;TZID=America/Denver:20261126T110000\r\n"
        "DTEND;TZID=America/Denver:20261126T120000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    import_events(places.desk, newer.encode(), places.planning.id)


def every_field(event, calendar_id):
    """Return an event every field of which is another."""
    return replace(
        event, calendar_id=calendar_id, title=Bilingual("Else", "他"), description=Bilingual("About", "説明"), place=Bilingual("Hall", "講堂"),
        start=MONDAY + DAY, end=MONDAY + DAY + 3 * HOUR, zone=TOKYO, end_zone=DENVER, status=Status.TENTATIVE, reason=Bilingual("Why", "理由"),
        access="closed", busy=False, travel_before=15, travel_after=20, link="https://vtc.example.org", url="https://example.org", priority=3,
        privacy="private", organizer=None, participants=event.participants[:1], organizations=(), marking=SHARED,
        alarms=(Alarm(at=datetime(2026, 11, 30, tzinfo=UTC), extra=("X-A:1",)), Alarm(-60, related_to_end=True, repeat=2, every_minutes=5)),
        categories=("a", "b"), recurrence=Recurrence(("FREQ=MONTHLY;BYDAY=2TU",), (MONDAY + 3 * DAY,), (), ("FREQ=YEARLY",), (MONDAY + 3 * DAY + HOUR,)),
        sequence=7, extra=("X-B:2",),
    )  # fmt: skip


def holidays(places):
    places.calendars.save_calendar(Calendar(name=Bilingual("Japan"), palette="holiday_jp", position=9, holidays="JPN"))


def order(places):
    swapped = [replace(places.planning, position=1), replace(places.visits, position=0)]
    places.calendars.save_calendars(swapped, "Order the calendars")


def change_calendar(places):
    changed = replace(
        places.planning,
        name=Bilingual("Plans", "案"),
        palette="leave",
        visible=False,
        event_marking=SHARED,
        holidays="USA",
        extra=("X:1",),
    )
    places.calendars.save_calendar(changed)  # fmt: skip


def split(places, event):
    at = event.start + 3 * WEEK
    changed = replace(event, start=at + 25 * HOUR, end=at + 27 * HOUR, title=Bilingual("From here on"))
    places.calendars.split(event.id, at, changed)


def answer(places, one=None):
    event = places.single if one is None else places.only
    places.calendars.answer(event.id, ["officer@example.jp"], Answer.ACCEPTED, one)


def answer_once(places):
    answer(places, content_of(places.only, places.occurrence(places.only, 0)))


def drag(places, event, number, reach):
    one = places.occurrence(event, number)
    scope.move(places.calendars, one, one.starts + 26 * HOUR, one.ends + 27 * HOUR, reach)


def cancel(places, reach):
    one = places.occurrence(places.rhythm, 1)
    scope.set_status(places.calendars, one, Status.CANCELLED, Bilingual("Flooded"), reach)


def reminder(places, event=None, name="15"):
    event = event or places.single
    return ReminderKey(event.uid, event.start, name)


def dismiss_all(places):
    places.desk.clock.forward(hours=23)  # a quarter of an hour before the added date of the series
    assert places.desk.reminders.dismiss_all(places.desk.clock.now())


def without_card(places):
    places.calendars.save(replace(places.rhythm, rhythm=None))


def without_an_input(places):
    card = places.rhythm.rhythm
    asked = replace(card.inputs[0], days_before=1, what=Bilingual("Charts", "図"))
    places.calendars.save(replace(places.rhythm, rhythm=replace(card, inputs=(asked,))))


DEEDS: dict[str, Callable[[Places], object]] = {
    "add a calendar": lambda p: p.calendars.save_calendar(Calendar(name=Bilingual("New"))),
    "change a calendar": change_calendar,
    "holidays": holidays,
    "order": order,
    "delete a calendar": lambda p: p.calendars.delete_calendars([p.planning.id]),
    "delete calendars": lambda p: p.calendars.delete_calendars([p.planning.id, p.visits.id]),
    "add an event": lambda p: p.calendars.save(every_field(replace(p.single, id=0, uid="", version=0), p.visits.id)),
    "add an event with a card": lambda p: p.calendars.save(replace(p.rhythm, id=0, uid="", version=0)),
    "change every field": lambda p: p.calendars.save(every_field(p.single, p.visits.id)),
    "change every field of a series": lambda p: p.calendars.save(every_field(p.series, p.visits.id)),
    "change every field of a card's event": lambda p: p.calendars.save(every_field(p.rhythm, p.visits.id)),
    "change several": lambda p: p.calendars.save_all([every_field(one, p.visits.id) for one in (p.single, p.series)], "Many"),
    "change one occurrence": lambda p: drag(p, p.series, 4, Scope.ONE),
    "change an exception": lambda p: drag(p, p.series, 2, Scope.ONE),
    "change a lone occurrence": lambda p: drag(p, p.only, 0, Scope.ONE),
    "change one occurrence of a card": lambda p: drag(p, p.rhythm, 1, Scope.ONE),
    "move later ones": lambda p: drag(p, p.series, 3, Scope.LATER),
    "move later ones of a card": lambda p: drag(p, p.rhythm, 1, Scope.LATER),
    "move all": lambda p: drag(p, p.series, 3, Scope.ALL),
    "move all of a card": lambda p: drag(p, p.rhythm, 1, Scope.ALL),
    "copy": lambda p: scope.copy(p.calendars, p.occurrence(p.series, 2), datetime(2026, 12, 1, tzinfo=UTC), datetime(2026, 12, 2, tzinfo=UTC)),
    "answer": answer,
    "answer to one": answer_once,
    "skip": lambda p: p.calendars.skip_occurrence(p.series.id, MONDAY + 3 * WEEK),
    "skip an exception": lambda p: p.calendars.skip_occurrence(p.series.id, MONDAY + WEEK),
    "skip of a card": lambda p: p.calendars.skip_occurrence(p.rhythm.id, p.rhythm.start + WEEK),
    "skip a lone one": lambda p: p.calendars.skip_occurrence(p.only.id, p.only.start),
    "skip a single one": lambda p: p.calendars.skip_occurrence(p.single.id, p.single.start),
    "split": lambda p: split(p, p.series),
    "split a card": lambda p: split(p, p.rhythm),
    "split at the first": lambda p: p.calendars.split(p.rhythm.id, p.rhythm.start, every_field(p.rhythm, p.visits.id)),
    "end": lambda p: p.calendars.end_before(p.series.id, MONDAY + 3 * WEEK),
    "end a card": lambda p: p.calendars.end_before(p.rhythm.id, p.rhythm.start + WEEK),
    "end at the first": lambda p: p.calendars.end_before(p.rhythm.id, p.rhythm.start),
    "delete": lambda p: p.calendars.delete([p.single.id]),
    "delete many": lambda p: p.calendars.delete([p.single.id, p.series.id, p.rhythm.id, p.only.id]),
    "attach": lambda p: p.calendars.attach(p.series, "slides.txt", b"slides", "text/plain"),
    "remove a file": lambda p: p.calendars.remove_files([p.file]),
    "link": lambda p: p.calendars.link(p.series.id, RecordRef(PERSON, p.jun.id)),
    "unlink": lambda p: p.calendars.unlink(p.single.id, RecordRef(PERSON, p.jun.id)),
    "no card any more": without_card,
    "another card": without_an_input,
    "cancel a card's event": lambda p: p.calendars.save(replace(p.rhythm, status=Status.CANCELLED)),
    "cancel one of a card": lambda p: cancel(p, Scope.ONE),
    "cancel later ones of a card": lambda p: cancel(p, Scope.LATER),
    "cancel all of a card": lambda p: cancel(p, Scope.ALL),
    "snooze": lambda p: p.desk.reminders.snooze([reminder(p)], p.desk.clock.now() + HOUR),
    "dismiss": lambda p: p.desk.reminders.dismiss([reminder(p), reminder(p, p.series)]),
    "dismiss all": dismiss_all,
    "import": take_in,
    "import a newer version": take_in_again,
}  # fmt: skip


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_taken_back_and_done_again_stands_to_the_byte(desk, tmp_path, deed):
    there_and_back(furnish(desk, tmp_path), DEEDS[deed])
    assert desk.check() == []


def test_all_of_it_one_after_the_other_on_a_shared_desk(shared_desk_url, clock, tmp_path):
    desk = open_desk(shared_desk_url, clock=clock)
    try:
        places = furnish(desk, tmp_path)
        for deed in DEEDS.values():
            there_and_back(places, deed, rounds=1)
            desk.history.undo()
            desk.history.settle()
            places = places.as_it_is()
        assert desk.check() == []
    finally:
        desk.close()


def there_and_back(places, deed, rounds=2):
    """Do something, take it back and do it again, some times over."""
    desk = places.desk
    desk.clock.forward(days=1)
    desk.rhythm.settle()  # so that no task comes near while it is done
    desk.clock.forward(days=-1)
    alive, trash = standing(desk)
    desk.clock.forward(minutes=5)
    deed(places)
    done_alive, done_trash = standing(desk)
    assert (done_alive, done_trash) != (alive, trash), "nothing was written"
    for _ in range(rounds):
        desk.clock.forward(minutes=5)
        assert desk.history.undo() is not None
        assert desk.history.labels()[0] is None, "it was not one action"
        back_alive, back_trash = standing(desk)
        assert differences(back_alive, alive) == {}
        # What was made lies in the trash now.
        assert differences({key: back_trash.get(key) for key in trash}, trash) == {}
        assert nothing_to_settle(desk)
        desk.clock.forward(minutes=5)
        assert desk.history.redo() is not None
        again_alive, again_trash = standing(desk)
        assert differences(again_alive, done_alive) == {}
        assert differences({key: again_trash.get(key) for key in done_trash}, done_trash) == {}
        assert desk.history.redo() is None
        assert nothing_to_settle(desk)


def nothing_to_settle(desk):
    """Tell whether the cards have the tasks they want: what the desk does by itself would else cut the way forward again."""
    before = desk.history.count()
    desk.rhythm.settle()
    return desk.history.count() == before


def differences(one, other):
    """Return what two states tell differently, by their key."""
    return {key: (one.get(key), other.get(key)) for key in one.keys() | other.keys() if one.get(key) != other.get(key)}
