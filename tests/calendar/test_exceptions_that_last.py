"""Exceptions for "this and all later": what is done to the one that says it, alone or to all from it on, leaves the others as they are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.calendar.records import Answer, Override, Participant, Recurrence, Status
from liaison_desk.calendar.rules import content_of, without_override
from liaison_desk.calendar.ui import scope
from liaison_desk.calendar.ui.form.event_dialog import shown_of
from liaison_desk.calendar.ui.scope import Scope
from liaison_desk.domain.bilingual import Bilingual

DENVER, ME = "America/Denver", "me@example.org"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
START = datetime(2026, 10, 29, 9)  # the clocks go back on 1 November


def lasting(number, hours, title, zone=DENVER):
    at = START + number * DAY
    return Override(at=at, start=at + hours * HOUR, end=at + (hours + 20) * HOUR, zone=zone, title=Bilingual(title),
                    participants=(Participant("Me", ME),), this_and_future=True)  # fmt: skip


@pytest.fixture(params=[DENVER, ""], ids=["in Denver", "floating"])
def event(make, request):
    """Seven days; from the third on two hours later and until morning, from the sixth on four hours later."""
    return make.event("Sync", start=START, end=START + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=7",)), zone=request.param,
                      participants=(Participant("Me", ME),), overrides=(lasting(2, 2, "Long", request.param), lasting(5, 4, "Late", request.param)))  # fmt: skip


def shown(desk):
    return desk.calendars.occurrences(datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 1, tzinfo=UTC))


def told(desk):
    return [(one.starts, one.ends, one.title.host, one.status) for one in shown(desk)]


def put_off(desk, one):
    return scope.move(desk.calendars, one, one.starts + HOUR, one.ends + HOUR, Scope.ONE)


def call_off(desk, one):
    return scope.set_status(desk.calendars, one, Status.CANCELLED, Bilingual("Flood"), Scope.ONE)


def take_out(desk, one):
    scope.delete(desk.calendars, one, Scope.ONE)


def say_no(desk, one):
    event = desk.calendars.event(one.event_id)
    desk.calendars.answer(event.id, (ME,), Answer.DECLINED, content_of(event, one))


@pytest.mark.parametrize("do", [put_off, call_off, take_out, say_no])
@pytest.mark.parametrize("number", range(7))
def test_what_is_done_to_one_is_done_to_no_other(desk, event, do, number):
    before = told(desk)
    do(desk, shown(desk)[number])
    others = [one for at, one in enumerate(before) if at != number]
    assert [one for one in told(desk) if one in others] == others
    assert len(told(desk)) == 7 - (do is take_out)
    assert desk.history.undo()
    assert told(desk) == before


def test_done_to_one_after_the_other_all_later_ones_stay(desk, event):
    before = told(desk)
    for number in (2, 3, 4):
        call_off(desk, shown(desk)[number])
    assert [one[:3] for one in told(desk)] == [one[:3] for one in before]
    assert [one[3] for one in told(desk)] == [Status.CONFIRMED] * 2 + [Status.CANCELLED] * 3 + [Status.CONFIRMED] * 2
    assert [one.this_and_future for one in desk.calendars.event(event.id).overrides] == [False, False, False, True]


def test_the_last_one_of_all_is_nobody_elses(desk, make):
    event = make.event("Sync", start=START, end=START + HOUR, recurrence=Recurrence(("FREQ=DAILY;COUNT=3",)),
                       overrides=(lasting(2, 2, "Long"),))  # fmt: skip
    assert without_override(event, START + 2 * DAY, DENVER) == ()


@pytest.mark.parametrize("number", range(7))
def test_a_later_exception_stays_where_it_is_when_an_earlier_part_is_cancelled(desk, event, number):
    before = [one[:3] for one in told(desk)]
    scope.set_status(desk.calendars, shown(desk)[number], Status.CANCELLED, Bilingual("Flood"), Scope.LATER)
    assert [one[:3] for one in told(desk)] == before
    assert [one[3] for one in told(desk)] == [Status.CONFIRMED] * number + [Status.CANCELLED] * (7 - number)


@pytest.mark.parametrize("reach", [Scope.LATER, Scope.ALL])
@pytest.mark.parametrize("taken", [(2,), (2, 3), (2, 5), (2, 3, 4)])
def test_a_date_taken_out_in_the_form_leaves_the_later_ones(desk, event, taken, reach):
    before = told(desk)
    one = shown(desk)[1]
    form = shown_of(event, one, reach, DENVER)
    out = tuple(START + number * DAY for number in taken)
    edited = replace(form, recurrence=replace(form.recurrence, excluded=out))
    scope.apply(desk.calendars, event, edited, one, reach)
    assert told(desk) == [one for number, one in enumerate(before) if number not in taken]


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_series_that_ends_earlier_keeps_what_is_said_of_all_later_only_where_it_comes(desk, event, count):
    before = told(desk)
    form = shown_of(event, shown(desk)[0], Scope.ALL, DENVER)
    edited = replace(form, recurrence=replace(form.recurrence, rules=(f"FREQ=DAILY;COUNT={count}",)))
    scope.apply(desk.calendars, event, edited, shown(desk)[0], Scope.ALL)
    assert told(desk) == before[:count]


MAIL = """BEGIN:VCALENDAR
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
RECURRENCE-ID;TZID=America/Denver:20261031T090000
DTSTART;TZID=America/Denver:20261031T150000
DTEND;TZID=America/Denver:20261031T160000
SUMMARY:From the organizer
ORGANIZER:mailto:chief@example.org
SEQUENCE:99
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_a_mail_about_the_one_that_says_it_leaves_the_later_ones(desk, event, tmp_path, method):
    desk.calendars.save(replace(event, organizer=Participant(email="chief@example.org")))
    before = [(starts, title) for starts, _, title, _ in told(desk)]
    file = tmp_path / "mail.ics"
    file.write_text(MAIL.format(method=method, uid=event.uid))
    report = import_file(desk, file)
    assert report.updated == 1
    after = [(starts, title) for starts, _, title, _ in told(desk)]
    assert after[:2] + after[3:] == before[:2] + before[3:]
    assert [one[3] for one in told(desk)].count(Status.CANCELLED) == (method == "CANCEL")
