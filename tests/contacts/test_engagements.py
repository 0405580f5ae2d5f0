"""When somebody was last met and will be met next, on either engine; it is 24 November 2026, 09:41 at the headquarters."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from liaison_desk.calendar.records import Calendar, Event, Override, Participant, Recurrence, Status
from liaison_desk.contacts.records import Billet, BoardSort, PersonFilter, Post
from liaison_desk.contacts.rules.validity import days_without
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import Attendee, Meeting
from tests.contacts.people import AIDA, RAMAN, WHITCOMBE, YAJIMA

BOARD = PersonFilter(with_interval=True)


@pytest.fixture
def people(any_desk):
    wanted = [replace(one, cadence_days=30) for one in (YAJIMA, AIDA, WHITCOMBE)]
    return {one.name.family: one for one in any_desk.contacts.save_all(wanted, "Add contacts")}


def hold(desk, person, title, start, zone="America/Denver"):
    there = (Attendee(person.name.latin(), contact_id=person.id),)
    hour = timedelta(hours=1)
    desk.meetings.save(Meeting(title=Bilingual(title), start=start, end=start + hour, zone=zone, attendees=there))


def series(desk, person, start, rule, **more):
    calendar = desk.calendars.save_calendar(Calendar(name=Bilingual("Rhythm")))
    desk.calendars.save(
        Event(
            title=Bilingual("Sync"), calendar_id=calendar.id, start=start, end=start + timedelta(hours=1),
            zone="America/Denver", participants=(Participant(contact_id=person.id),), recurrence=Recurrence(rule, **more.pop("recurrence", {})),
            **more,
        )
    )  # fmt: skip


def line(desk, person):
    return desk.relations.lines([person.id])[person.id]


def test_what_lies_later_today_is_next_and_what_has_begun_is_last(any_desk, people):
    yajima = people["Yajima"]
    hold(any_desk, yajima, "Breakfast", datetime(2026, 11, 24, 8))
    hold(any_desk, yajima, "Lunch", datetime(2026, 11, 24, 12))
    hold(any_desk, yajima, "Night call", datetime(2026, 11, 25, 3), "Asia/Tokyo")  # 11:00 today at the headquarters
    found = line(any_desk, yajima)
    assert (found.last.title.host, found.next.title.host) == ("Breakfast", "Night call")
    assert [one.title.host for one in any_desk.contacts.history_with(yajima.id)] == ["Breakfast"]


def test_the_next_occurrence_of_a_series_counts_without_those_left_out_or_cancelled(any_desk, people):
    start = datetime(2026, 11, 23, 15)
    cancelled = Override(
        at=start + timedelta(days=2), start=start + timedelta(days=2), end=start + timedelta(days=2, hours=1),
        status=Status.CANCELLED, participants=(Participant(contact_id=people["Aida"].id),),
    )  # fmt: skip
    left_out = (start + timedelta(days=1),)
    series(any_desk, people["Aida"], start, ("FREQ=DAILY",), recurrence={"excluded": left_out}, overrides=(cancelled,))
    assert line(any_desk, people["Aida"]).next.start == start + timedelta(days=3)
    assert line(any_desk, people["Yajima"]).next is None


def test_the_board_orders_by_series_and_meetings_alike_and_knows_who_has_nothing_planned(any_desk, people):
    hold(any_desk, people["Yajima"], "Talks", datetime(2026, 12, 1, 9))
    series(any_desk, people["Aida"], datetime(2026, 11, 20, 9), ("FREQ=WEEKLY",))  # next on Friday 27
    for descending, order in ((False, ["Whitcombe", "Aida", "Yajima"]), (True, ["Yajima", "Aida", "Whitcombe"])):
        ids = any_desk.relations.people(BOARD, Sort(BoardSort.NEXT, descending=descending)).ids
        named = {one.id: family for family, one in people.items()}
        assert [named[id_] for id_ in ids] == order
    for sort in (BoardSort.NEGLECT, BoardSort.NAME):
        assert list(any_desk.relations.people(BOARD, Sort(sort), unplanned=True).ids) == [people["Whitcombe"].id]


def test_a_series_that_is_over_or_called_off_is_nothing_to_come(any_desk, people):
    series(any_desk, people["Aida"], datetime(2026, 10, 1, 9), ("FREQ=DAILY;COUNT=3",))
    series(any_desk, people["Yajima"], datetime(2026, 10, 1, 9), ("FREQ=DAILY",), status=Status.CANCELLED)
    assert line(any_desk, people["Aida"]).next is None
    assert line(any_desk, people["Yajima"]).next is None


def test_of_many_engagements_the_newest_and_the_nearest_are_told_meeting_or_event(any_desk, people):
    yajima, aida = people["Yajima"], people["Aida"]
    for title, start in (
        ("Older", datetime(2026, 9, 1, 9)), ("Newest", datetime(2026, 11, 2, 9)), ("Oldest", datetime(2025, 1, 5, 9)),
        ("Later", datetime(2027, 1, 5, 9)), ("Nearest", datetime(2026, 12, 3, 9)),
    ):  # fmt: skip
        hold(any_desk, yajima, title, start)
    hold(any_desk, aida, "Talks", datetime(2026, 12, 4, 9))
    calendar = any_desk.calendars.save_calendar(Calendar(name=Bilingual("Visits")))
    for day in (3, 2):
        start = datetime(2026, 12, day, 18)
        invited = (
            Participant(contact_id=aida.id),
            Participant(contact_id=yajima.id) if day == 3 else Participant("Guest"),
        )
        any_desk.calendars.save(
            Event(
                title=Bilingual(f"Dinner {day}"), calendar_id=calendar.id, start=start, end=start + timedelta(hours=2),
                zone="America/Denver", participants=invited,
            )
        )  # fmt: skip
    assert (line(any_desk, yajima).last.title.host, line(any_desk, yajima).next.title.host) == ("Newest", "Nearest")
    assert line(any_desk, yajima).person.last_contact == datetime(2026, 11, 2).date()
    assert (line(any_desk, aida).last, line(any_desk, aida).next.title.host) == (None, "Dinner 2")
    assert line(any_desk, aida).next.kind == "event"


def test_every_order_leaves_out_who_is_not_late_and_who_takes_part_in_a_series(any_desk, people):
    for one, day in (("Yajima", 2), ("Aida", 3), ("Whitcombe", 20)):
        hold(any_desk, people[one], "Talks", datetime(2026, 10 if one != "Whitcombe" else 11, day, 9))
    late, free = [people["Yajima"].id, people["Aida"].id], [people["Yajima"].id, people["Whitcombe"].id]
    series(any_desk, people["Aida"], datetime(2026, 11, 20, 9), ("FREQ=WEEKLY",))
    for key in BoardSort:
        for descending in (False, True):
            order = Sort(key, descending=descending)
            listed = any_desk.relations.people(replace(BOARD, overdue=True), order)
            assert sorted(listed.ids) == sorted(late)
            assert sorted(any_desk.relations.people(BOARD, order, unplanned=True).ids) == sorted(free)
            both = any_desk.relations.people(replace(BOARD, overdue=True), order, unplanned=True)
            assert list(both.ids) == [people["Yajima"].id]


def test_age_is_the_days_since_the_last_engagement_or_since_somebody_came_onto_the_desk(any_desk, people, clock):
    hold(any_desk, people["Yajima"], "Long ago", datetime(2026, 9, 1, 9))
    hold(any_desk, people["Aida"], "Lately", datetime(2026, 11, 20, 9))
    clock.forward(days=3)
    later = any_desk.contacts.save(replace(RAMAN, cadence_days=30))
    longest = [people["Yajima"].id, people["Aida"].id, people["Whitcombe"].id, later.id]
    lines, today = any_desk.relations.lines(longest), any_desk.contacts.today()
    days = [days_without(line.last and line.last.start.date(), today, line.known_since) for line in lines.values()]
    assert days == sorted(days, reverse=True)
    assert list(any_desk.relations.people(BOARD, Sort(BoardSort.AGE, descending=True)).ids) == longest
    assert list(any_desk.relations.people(BOARD, Sort(BoardSort.AGE)).ids) == longest[::-1]


def test_posts_are_ordered_by_the_names_of_their_holders_the_vacant_last(any_desk, people):
    posts = [any_desk.billets.save(Billet(title=Bilingual(title), cadence_days=30)) for title in ("A", "B", "C", "D")]
    for name, post in zip(("Yajima", "Aida"), posts[:2], strict=True):
        any_desk.contacts.save(replace(people[name], posts=(Post(Bilingual("Post"), billet_id=post.id),)))
    by_name = [posts[1].id, posts[0].id, posts[2].id, posts[3].id]
    assert list(any_desk.relations.posts(Sort(BoardSort.NAME)).ids) == by_name
    assert list(any_desk.relations.posts(Sort(BoardSort.NAME), language="ja").ids) == by_name


def test_posts_are_ordered_by_age_alike(any_desk, people):
    posts = [
        any_desk.billets.save(Billet(title=Bilingual(title), cadence_days=30))
        for title in ("Chief", "Deputy", "Attaché")
    ]
    for name, post in zip(("Yajima", "Aida"), posts, strict=False):
        any_desk.contacts.save(replace(people[name], posts=(Post(Bilingual("Post"), billet_id=post.id),)))
    hold(any_desk, people["Yajima"], "Lately", datetime(2026, 11, 20, 9))
    hold(any_desk, people["Aida"], "Long ago", datetime(2026, 9, 1, 9))
    longest = [posts[1].id, posts[0].id, posts[2].id]
    assert list(any_desk.relations.posts(Sort(BoardSort.AGE, descending=True)).ids) == longest
    assert list(any_desk.relations.posts(Sort(BoardSort.AGE)).ids) == longest[::-1]
    assert any_desk.billets.set_interval([post.id for post in posts[:2]], 30) == 0
    assert any_desk.billets.set_interval([post.id for post in posts], 45) == 3
    assert {one.cadence_days for one in any_desk.billets.billets()} == {45}


def test_a_post_that_is_abolished_or_not_yet_set_up_is_not_on_the_board(any_desk):
    day = any_desk.contacts.today()
    spans = ((None, day), (day, None), (None, day - timedelta(days=1)), (day + timedelta(days=1), None))
    posts = [
        any_desk.billets.save(Billet(title=Bilingual("Chief"), cadence_days=30, since=since, until=until))
        for since, until in spans
    ]
    assert set(any_desk.relations.posts(Sort(BoardSort.NEGLECT)).ids) == {posts[0].id, posts[1].id}
