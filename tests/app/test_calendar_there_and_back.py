"""Everything an event can hold goes out to a file and comes onto another desk the same; onto the same desk it changes nothing."""

from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from liaison_desk.app.founding import new_profile
from liaison_desk.app.incoming.importing import FileReport, import_file
from liaison_desk.app.outgoing.calendar_export import CalendarExport, export_calendar
from liaison_desk.calendar.records import Answer, Calendar, Event, EventFilter, Participant
from liaison_desk.calendar.rules import event_problems
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.ical.headers import SEEN
from tests.desks import new_desk
from tests.exchange.ical.records import events

_OF_A_DESK = {"id", "version", "created_at", "updated_at", "author", "calendar_id"}


def content(event: Event) -> dict:
    """Return what an event says, without what belongs to its desk."""
    values = {one.name: getattr(event, one.name) for one in fields(Event) if one.name not in _OF_A_DESK}
    values["extra"] = tuple(line for line in event.extra if not line.startswith(SEEN))
    return values


def only(desk) -> Event:
    (found,) = desk.calendars.events_by_ids(desk.calendars.events(EventFilter()).ids).values()
    return found


def told(report: FileReport) -> list[str]:
    """Return what was not taken in as it stands; a reminder of another century comes along, but is said not to ring."""
    return [one.text for one in report.problems if not one.text.startswith("The reminder is more than")]


@pytest.mark.parametrize("ending", [".ics", ".json"])
def test_there_and_back(ending):
    @settings(
        max_examples=15, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(events())
    def check(event):
        event = replace(
            event,
            overrides=tuple(
                replace(one, end_zone="" if one.end_zone == one.zone else one.end_zone) for one in event.overrides
            ),
            end_zone="" if event.end_zone == event.zone else event.end_zone,
            marking=None,
        )
        if event_problems(event):
            return
        with TemporaryDirectory() as folder:
            here, there = (
                new_desk(Path(folder) / f"{seed}.desk", new_profile("JPN", "USA"), seed=seed) for seed in (1, 2)
            )
            calendar = here.calendars.save_calendar(Calendar(name=Bilingual("Planning", "計画")))
            saved = here.calendars.save(replace(event, calendar_id=calendar.id))
            file = Path(folder) / f"out{ending}"
            export_calendar(here, file, CalendarExport())
            again = import_file(here, file)
            now, was = content(only(here)), content(saved)
            assert {name: (value, was[name]) for name, value in now.items() if value != was[name]} == {}
            assert (again.added, again.updated, told(again)) == (0, 0, []), again
            report = import_file(there, file)
            assert (report.added, told(report)) == (1, []), report
            assert content(only(there)) == content(saved)
            twice = import_file(there, file)
            assert (twice.added, twice.updated) == (0, 0)
            here.close()
            there.close()

    check()


def test_two_people_at_one_address_keep_their_own_roles_and_answers(tmp_path):
    desk = new_desk(tmp_path / "a.desk", new_profile("JPN", "USA"))
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Planning")))
    people = (
        Participant("Taro Sato", "j5@example.jp", answer=Answer.ACCEPTED),
        Participant("Ken Abe", "j5@example.jp", role="chair", answer=Answer.DECLINED),
        Participant("Jun Mori", "j5@example.jp"),
    )
    start = datetime(2026, 11, 2, 9)
    saved = desk.calendars.save(
        Event(
            calendar_id=calendar.id, title=Bilingual("Board"), start=start, end=start, zone="UTC", participants=people
        )
    )
    export_calendar(desk, tmp_path / "out.ics", CalendarExport())
    report = import_file(desk, tmp_path / "out.ics")
    assert (report.updated, only(desk).participants) == (0, saved.participants)
    desk.close()
