"""An invitation to one occurrence of a series that is not on the desk: it is moved, changed, cancelled, copied and deleted as what it is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.calendar.records import EventFilter
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.profile import DeskProfile
from tests.desks import new_desk

DENVER = "America/Denver"
HOUR = timedelta(hours=1)
MARCH = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
LINES = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
{events}END:VCALENDAR
"""
ONE = """BEGIN:VEVENT
UID:series@example.org
RECURRENCE-ID;TZID=America/Denver:202603{day}T090000
DTSTART;TZID=America/Denver:202603{day}T100000
DTEND;TZID=America/Denver:202603{day}T110000
SUMMARY:Board {day}
ORGANIZER;CN=Grant Harlan:mailto:harlan@example.org
ATTENDEE;CN=Taro Sato;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sato@example.jp
SEQUENCE:2
END:VEVENT
"""


@pytest.fixture
def desk(tmp_path):
    desk = new_desk(tmp_path / "a.desk", DeskProfile(host_zone=DENVER))
    file = tmp_path / "invitation.ics"
    file.write_text(LINES.format(events=ONE.format(day="10") + ONE.format(day="17")))
    import_file(desk, file)
    yield desk
    desk.close()


def shown(desk):
    return [(one.title.host, one.start) for one in desk.calendars.occurrences(*MARCH)]


TENTH, SEVENTEENTH = datetime(2026, 3, 10, 10), datetime(2026, 3, 17, 10)


def first(desk):
    return desk.calendars.occurrences(*MARCH)[0]


def test_it_is_moved_and_the_other_stays(desk):
    one = first(desk)
    scope.move(desk.calendars, one, one.starts + HOUR, one.ends + HOUR, Scope.ALL)
    assert shown(desk) == [("Board 10", TENTH + HOUR), ("Board 17", SEVENTEENTH)]
    desk.history.undo()
    assert shown(desk) == [("Board 10", TENTH), ("Board 17", SEVENTEENTH)]


def test_its_form_shows_and_changes_it(desk):
    one = first(desk)
    event = desk.calendars.event(one.event_id)
    form = shown_of(event, one, Scope.ONE, DENVER)
    assert (form.title.host, form.start, form.participants[0].name) == ("Board 10", TENTH, "Taro Sato")
    answered = replace(form.participants[0], answer="accepted")
    edited = replace(form, title=Bilingual("Board, moved"), participants=(answered,))
    saved = scope.apply(desk.calendars, event, edited, one, Scope.ONE)
    assert shown(desk) == [("Board, moved", TENTH), ("Board 17", SEVENTEENTH)]
    assert [one.participants[0].answer for one in saved.overrides] == ["accepted", "needs-action"]


def test_deleting_it_leaves_the_other_and_deleting_both_the_trash(desk):
    scope.delete(desk.calendars, first(desk), Scope.ALL)
    assert shown(desk) == [("Board 17", SEVENTEENTH)]
    assert not first(desk).recurring
    scope.delete(desk.calendars, first(desk), Scope.ALL)
    assert shown(desk) == []
    assert len(desk.calendars.events(EventFilter(trash=True)).ids) == 1


def test_a_copy_of_it_is_an_event_that_is_shown(desk):
    one = first(desk)
    scope.copy(desk.calendars, one, one.starts + 2 * HOUR, one.ends + 2 * HOUR)
    assert shown(desk) == [("Board 10", TENTH), ("Board 10", TENTH + 2 * HOUR), ("Board 17", SEVENTEENTH)]
