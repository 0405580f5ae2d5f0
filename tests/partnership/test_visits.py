"""Visits on a desk: listed with how their requests stand, moved with their itinerary, prepared by checklists, brought along by exercises."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from liaison_desk.app.lending.visits import delegate_on, visit_of_exercise
from liaison_desk.calendar.records import Recurrence
from liaison_desk.contacts.records import Person, Post
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.names import PersonName
from liaison_desk.exercises.records import Exercise
from liaison_desk.foundation.core.errors import InvalidError, StaleError
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.partnership.records import (
    Delegate,
    Gift,
    Named,
    Passing,
    Site,
    Visit,
    VisitFilter,
    VisitSite,
    VisitSort,
    VisitState,
    VisitType,
)
from liaison_desk.partnership.records.visit_lines import Origin, Pressure
from liaison_desk.partnership.service.gifts import Gifts

ALL = VisitFilter()


def visit_of(title, **values):
    return Visit(title=Bilingual(title), **values)


def titles(desk, wanted=ALL, key=VisitSort.FIRST, *, descending=False):
    ids = desk.visits.listing(wanted, Sort(key, descending)).ids
    lines = desk.visits.lines(ids)
    return [lines[id_].title.host for id_ in ids]


def test_the_list_is_narrowed_sorted_and_says_how_each_request_stands(any_desk):
    desk = any_desk
    person = desk.contacts.save(Person(name=PersonName("Asano", "Rei")))
    site = desk.sites.save(Site(name=Bilingual("Headquarters", "司令部"), nation="USA", one_time=10, working=True))
    there = (VisitSite("Headquarters", site.id), VisitSite("Range"))
    early = desk.visits.save(visit_of("Call", first=date(2026, 12, 10), number="B-2", sites=there))
    people = (Delegate("ASANO Rei", contact_id=person.id), Delegate("Head", rank="Lt Gen", code="OF-8"))
    late = visit_of(
        "Staff talks", first=date(2027, 6, 1), last=date(2027, 6, 4), delegation=people, type=VisitType.EXTENDED
    )
    late = desk.visits.save(late)
    undated = desk.visits.save(visit_of("Undated", number="A-1", purpose=Bilingual("a tour of the range")))
    assert titles(desk) == ["Call", "Staff talks", "Undated"]
    assert titles(desk, key=VisitSort.NUMBER) == ["Undated", "Call", "Staff talks"]
    assert titles(desk, key=VisitSort.TITLE, descending=True) == ["Undated", "Staff talks", "Call"]
    for wanted, found in (
        (VisitFilter(words="tour ran"), ["Undated"]),
        (VisitFilter(types=(VisitType.EXTENDED,)), ["Staff talks"]),
        (VisitFilter(person=Named(person.id, "")), ["Staff talks"]),
        (VisitFilter(person=Named(0, "Head")), ["Staff talks"]),
        (VisitFilter(person=Named(0, "ASANO Rei")), []),
        (VisitFilter(site=Named(0, "Range")), ["Call"]),
        (VisitFilter(site=Named(site.id, "")), ["Call"]),
        (VisitFilter(states=(VisitState.DENIED,)), []),
    ):
        assert titles(desk, wanted) == found
    places, names = desk.visits.named()
    assert places == [Named(site.id, "Headquarters"), Named(0, "Range")]
    assert names == [Named(person.id, "ASANO Rei"), Named(0, "Head")]
    assert titles(desk, key=VisitSort.SITES) == ["Call", "Staff talks", "Undated"]
    assert titles(desk, key=VisitSort.HEAD) == ["Staff talks", "Call", "Undated"]
    lines = desk.visits.lines([early.id, late.id, undated.id])
    assert lines[early.id].places == (site.name, Bilingual("Range")), "as the rules of sites call them, or as typed"
    call = lines[early.id].countdown
    # Ten working days before Thursday 10 December, with Thanksgiving between.
    assert (call.due, call.left, call.origin, call.site_id) == (date(2026, 11, 25), 1, Origin.SITE, site.id)
    assert call.pressure is Pressure.SOON
    assert lines[late.id].leader.name == "Head"
    assert lines[late.id].countdown.pressure is Pressure.AHEAD
    assert lines[undated.id].countdown.pressure is Pressure.UNDATED
    assert [line.id for line in desk.visits.pressing()] == [early.id]
    board = desk.visits.board(ALL)
    assert list(board[VisitState.PLANNED].ids) == [early.id, late.id, undated.id]
    moved = desk.visits.step(desk.visits.one(early.id), VisitState.SUBMITTED, date(2026, 11, 24))
    assert list(desk.visits.board(ALL)[VisitState.SUBMITTED].ids) == [early.id]
    assert desk.visits.pressing() == []
    assert not desk.visits.lines([early.id])[early.id].countdown.presses
    desk.visits.step(moved, VisitState.RETURNED, date(2026, 11, 24))
    assert desk.visits.lines([early.id])[early.id].countdown.presses
    desk.history.undo()
    assert desk.visits.one(early.id).state is VisitState.SUBMITTED
    desk.sites.delete([site.id])
    assert desk.visits.countdown(desk.visits.one(early.id)).origin is Origin.USUAL


def test_an_itinerary_is_what_the_visit_is_linked_with_and_moves_with_it_in_one_action(desk, make):
    visit = desk.visits.save(visit_of("Call", first=date(2027, 3, 1), last=date(2027, 3, 3)))
    plane = make.event("Flight", start=datetime(2027, 2, 28, 11), end=datetime(2027, 2, 28, 22), zone="Asia/Tokyo")
    weekly = make.event(
        "Update", start=datetime(2027, 1, 5, 8), end=datetime(2027, 1, 5, 9), recurrence=Recurrence(("FREQ=WEEKLY",))
    )
    for event in (plane, weekly):
        desk.visits.link(visit.id, RecordRef("event", event.id))
    start = datetime(2027, 3, 2, 10)
    call = desk.visits.add_event(
        visit, Bilingual("Office call"), start, start.replace(hour=11), "America/Denver", Bilingual("HQ")
    )
    again = desk.visits.add_event(
        visit, Bilingual("Dinner"), start.replace(hour=19), start.replace(hour=21), "America/Denver", Bilingual()
    )
    found = [(one.title.host, one.starts) for one in desk.visits.itinerary(visit.id)]
    assert found == [
        ("Flight", datetime(2027, 2, 28, 2, tzinfo=UTC)),
        ("Update", datetime(2027, 3, 2, 15, tzinfo=UTC)),
        ("Office call", datetime(2027, 3, 2, 17, tzinfo=UTC)),
        ("Dinner", datetime(2027, 3, 3, 2, tzinfo=UTC)),
    ]
    calendars = [one for one in desk.calendars.calendars() if one.palette == "visits"]
    assert {desk.calendars.event(one).calendar_id for one in (call, again)} == {calendars[0].id}
    preview = desk.visits.preview(visit, date(2027, 3, 15))
    assert [(one.title.host, one.stays) for one in preview.events] == [
        ("Update", True), ("Flight", False), ("Office call", False), ("Dinner", False),
    ]  # fmt: skip
    assert (preview.days, preview.last, preview.countdown.due) == (14, date(2027, 3, 17), date(2027, 2, 13))
    desk.visits.move(preview)
    assert desk.calendars.event(call).start == datetime(2027, 3, 16, 10)
    # Its own time stays, though clocks have gone forward in Colorado meanwhile.
    assert desk.visits.itinerary(visit.id)[-1].starts == datetime(2027, 3, 17, 1, tzinfo=UTC)
    assert desk.calendars.event(weekly.id).start == weekly.start
    assert desk.history.undo() == "Move a visit"
    assert desk.calendars.event(plane.id).start == plane.start
    assert desk.visits.one(visit.id).first == visit.first
    preview = desk.visits.preview(desk.visits.one(visit.id), date(2027, 3, 8))
    changed = desk.calendars.event(call)
    desk.calendars.save(replace(changed, title=Bilingual("Renamed")))
    with pytest.raises(StaleError):
        desk.visits.move(preview)
    assert desk.visits.one(visit.id).first == visit.first
    desk.calendars.delete([again])
    assert [one.title.host for one in desk.visits.itinerary(visit.id)] == ["Flight", "Update", "Renamed"]


def test_a_visit_whole_has_its_people_by_precedence_its_steps_and_its_gifts(desk):
    people = (Delegate("Aide", code="OF-3"), Delegate("Guest"), Delegate("General", code="OF-8"))
    visit = desk.visits.save(visit_of("Call", first=date(2026, 12, 1), delegation=people))
    visit = desk.visits.apply(visit, "senior-visit")
    visit = desk.visits.tick(visit, "gifts", done=True)
    assert desk.visits.apply(visit, "senior-visit") == visit
    desk.gifts.save(Gift(on=date(2026, 12, 1), passing=Passing.RECEIVED, item=Bilingual("Plate"), visit_id=visit.id))
    whole = desk.visits.whole(visit.id)
    assert [one.name for one in whole.visit.delegation] == ["General", "Aide", "Guest"]
    assert [gift.item.host for gift in whole.gifts] == ["Plate"]
    assert whole.countdown.pressure is Pressure.COMPRESSED
    assert next(line for line in whole.steps if line.step.key == "gifts").step.done == date(2026, 11, 24)
    assert (
        next(line for line in whole.steps if line.step.key == "gifts").step.text.home
        == "贈答品の選定、価額確認及び承認"
    )
    line = desk.visits.lines([visit.id])[visit.id]
    assert (line.steps, line.steps_done) == (17, 1)
    kept = desk.visits.change_steps(visit, visit.steps[:2])
    assert len(desk.visits.apply(kept, "working-visit").steps) == 2 + 8


def test_who_goes_along_is_frozen_as_he_is_on_those_days(desk):
    posts = (
        Post(title=Bilingual("Chief"), since=date(2026, 1, 1), until=date(2026, 12, 31)),
        Post(title=Bilingual("Director"), since=date(2027, 1, 1)),
    )
    person = desk.contacts.save(
        Person(
            name=PersonName("Asano", "Rei"),
            rank="Col",
            service="USAF",
            rank_code="OF-5",
            date_of_rank=date(2022, 5, 1),
            nation="USA",
            posts=posts,
            diet="no pork",
        )
    )
    found = delegate_on(desk, person.id, date(2027, 2, 1))
    assert (found.rank, found.code, found.dated, found.post, found.diet) == (
        "Col USAF",
        "OF-5",
        date(2022, 5, 1),
        "Director",
        "no pork",
    )
    assert delegate_on(desk, person.id, date(2026, 2, 1)).post == "Chief"


def test_an_exercise_brings_a_visit_along_that_is_linked_with_it(desk):
    held = {"startex": datetime(2027, 3, 8, 8), "endex": datetime(2027, 3, 19, 17), "zone": "America/Denver"}
    exercise = desk.exercises.save(Exercise(name=Bilingual("BLUE HORIZON"), place=Bilingual("Range"), **held))
    begun = visit_of_exercise(desk, exercise.id)
    assert (begun.first, begun.last, begun.sites) == (date(2027, 3, 8), date(2027, 3, 19), (VisitSite("Range"),))
    visit = desk.visits.save_linked(begun, [RecordRef("exercise", exercise.id)])
    assert [ref.label for ref in desk.visits.belongings(visit.id).links] == ["BLUE HORIZON"]
    desk.history.undo()
    assert desk.visits.one(visit.id).deleted_at is not None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last": date(2026, 1, 1)}, "last"),
        ({"lead": -1}, "lead"),
        ({"submitted": date(2026, 5, 2), "answered": date(2026, 5, 1)}, "answered"),
        ({"delegation": (Delegate("A", leads=True), Delegate("B", leads=True))}, "delegation"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(desk, changed, field):
    with pytest.raises(InvalidError) as refused:
        desk.visits.save(visit_of("Call", **({"first": date(2026, 6, 1)} | changed)))
    assert [one.field for one in refused.value.problems] == [field]


def test_the_list_is_sorted_by_when_each_request_has_to_be_in_and_what_is_in_comes_last(desk):
    for title, first, lead in (("Late", 20, 60), ("Far", 200, 10), ("Next", 90, 80)):
        desk.visits.save(visit_of(title, first=date(2026, 11, 24) + timedelta(days=first), lead=lead))
    submitted = desk.visits.save(visit_of("Submitted", first=date(2026, 12, 1), lead=20))
    desk.visits.step(submitted, VisitState.SUBMITTED, date(2026, 11, 1))
    desk.visits.save(visit_of("Undated"))
    assert titles(desk, key=VisitSort.DUE) == ["Late", "Next", "Far", "Submitted", "Undated"]
    assert titles(desk, key=VisitSort.DUE, descending=True) == ["Far", "Next", "Late", "Submitted", "Undated"]


def test_a_day_beyond_the_calendar_is_refused_and_breaks_nothing(desk, make, tmp_path):
    visit = desk.visits.save(visit_of("Call", first=date(2027, 3, 1), last=date(2029, 3, 3)))
    plane = make.event("Flight", start=datetime(2027, 2, 28, 11), end=datetime(2030, 2, 28, 22), zone="Asia/Tokyo")
    desk.visits.link(visit.id, RecordRef("event", plane.id))
    for first in (date(9998, 12, 1), date(9997, 12, 20)):
        with pytest.raises(InvalidError, match="A date lies in the years"):
            desk.visits.preview(visit, first)
    (tmp_path / "jpn.toml").write_text(
        'nation = "JPN"\n[[rule]]\nkey = "r"\nway = "received"\ndays = 3660\nfrom = "visit"\nen = "a"\nja = "b"\n'
    )
    gifts = Gifts(desk.database, desk.profile.get, tmp_path)
    far = desk.visits.save(visit_of("Far", first=date(9990, 1, 1), last=date(9998, 12, 31)))
    one = gifts.save(Gift(on=date(2026, 11, 1), passing=Passing.RECEIVED, item=Bilingual("Bowl"), visit_id=far.id))
    assert one.report_due == date(9998, 12, 31)
