"""What is said of a series anew is said of its exceptions too, but for what is their own; and nobody is moved by it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.calendar.records import Alarm, Answer, Calendar, Event, Participant, Recurrence
from liaison_desk.calendar.rules import content_of
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual

DENVER = "America/Denver"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2026, 11, 2, 9)
SPAN = (datetime(2026, 10, 1, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
RAMAN, SATO, MORI = (Participant(name, f"{name.casefold()}@example.org") for name in ("Raman", "Sato", "Mori"))


@pytest.fixture
def event(desk) -> Event:
    """Five Mondays; the second a day later and an hour long, the third with a title and people of its own."""
    [calendar] = desk.calendars.save_calendars([Calendar(name=Bilingual("Planning"))], "Add a calendar")
    saved = desk.calendars.save(
        Event(calendar_id=calendar.id, title=Bilingual("Sync", "調整"), place=Bilingual("Room 210"), start=MONDAY, end=MONDAY + HOUR,
              zone=DENVER, participants=(RAMAN, SATO), alarms=(Alarm(-15),), recurrence=Recurrence(("FREQ=WEEKLY;COUNT=5",)))
    )  # fmt: skip
    second, third = (content_of(saved, seen(desk)[number]) for number in (1, 2))
    desk.calendars.change_occurrence(saved.id, replace(second, start=second.start + DAY, end=second.end + DAY))
    own = replace(third, title=Bilingual("Sync with Tokyo"), participants=(replace(RAMAN, answer=Answer.DECLINED),))
    return desk.calendars.change_occurrence(saved.id, own)


def seen(desk):
    return desk.calendars.occurrences(*SPAN)


def told(desk) -> list[tuple[str, str]]:
    return [(one.title.host, one.place.host) for one in seen(desk)]


def people(desk) -> list[list[str]]:
    """Who comes to each occurrence, as its content says."""
    events = desk.calendars.events_by_ids({one.event_id for one in seen(desk)})
    return [[who.name for who in content_of(events[one.event_id], one).participants] for one in seen(desk)]


def edit(desk, number: int, reach: Scope, **changes):
    one = seen(desk)[number]
    event = desk.calendars.event(one.event_id)
    shown = shown_of(event, one, reach, DENVER)
    return scope.apply(desk.calendars, event, replace(shown, recurrence=event.recurrence, **changes), one, reach)


def starts(desk) -> list[datetime]:
    return [one.start for one in seen(desk)]


@pytest.mark.parametrize("number", [0, 1, 2, 4])
def test_words_told_of_all_reach_exceptions_but_not_words_of_their_own(desk, event, number):
    before = starts(desk)
    edit(desk, number, Scope.ALL, title=Bilingual("Plans sync", "計画調整"), place=Bilingual("Room 12"), alarms=())
    assert (
        told(desk)
        == [("Plans sync", "Room 12")] * 2 + [("Sync with Tokyo", "Room 12")] + [("Plans sync", "Room 12")] * 2
    )
    assert starts(desk) == before
    assert [one.alarms for one in desk.calendars.event(event.id).overrides] == [(), ()]


def test_words_told_of_later_ones_reach_their_exceptions_only(desk, event):
    edit(desk, 2, Scope.LATER, place=Bilingual("Room 12"))
    assert told(desk) == [("Sync", "Room 210")] * 2 + [("Sync with Tokyo", "Room 12")] + [("Sync", "Room 12")] * 2


def test_people_who_join_or_leave_a_series_join_and_leave_its_exceptions(desk, event):
    edit(desk, 0, Scope.ALL, participants=(RAMAN, MORI))
    assert people(desk) == [["Raman", "Mori"]] * 5
    third = desk.calendars.event(event.id).overrides[1]
    assert third.participants[0].answer == Answer.DECLINED  # his answer to this one is his own


@pytest.mark.parametrize(("reach", "number", "expected"), [
    (Scope.ONE, 1, [2, 3, 1, 2, 2]), (Scope.LATER, 1, [2, 3, 2, 3, 3]), (Scope.LATER, 2, [2, 2, 2, 3, 3]), (Scope.ALL, 1, [3, 3, 2, 3, 3]),
])  # fmt: skip
def test_who_is_invited_to_a_series_is_invited_to_its_exceptions_and_nothing_moves(
    desk, event, reach, number, expected
):
    before = starts(desk)
    scope.invite(desk.calendars, seen(desk)[number], (MORI,), reach)
    assert [len(some) for some in people(desk)] == expected
    assert starts(desk) == before
    scope.invite(desk.calendars, seen(desk)[number], (replace(MORI, email="MORI@example.org"),), reach)
    assert [len(some) for some in people(desk)] == expected
    desk.history.undo()
    desk.history.undo()
    assert [len(some) for some in people(desk)] == [2, 2, 1, 2, 2]


@pytest.mark.parametrize("moved", [timedelta(), HOUR, DAY])
def test_this_and_later_from_a_date_added_before_the_start_moves_nothing_else(desk, event, moved):
    added = MONDAY - 3 * DAY
    series = desk.calendars.event(event.id)
    recurrence = replace(series.recurrence, added=(added,))
    desk.calendars.save(replace(series, recurrence=recurrence))
    before = starts(desk)
    assert before[0] == added
    edit(desk, 0, Scope.LATER, title=Bilingual("Board"), start=added + moved, end=added + moved + HOUR)
    assert starts(desk) == [one + moved for one in before]
    assert {one.ends - one.starts for one in seen(desk)} == {HOUR}
