"""What meetings, registers, minutes, tasks and Today are asked for, asked of a file and of a shared desk: the answer is one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.app.desk import open_desk
from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.paging import Sort
from liaison_desk.meetings.records import (
    Attendee,
    Jotting,
    MeetingFilter,
    MeetingSort,
    Portion,
    PortionKind,
    RegisterFilter,
    RegisterSort,
)
from liaison_desk.tasks.records import (
    Rfi,
    RfiStatus,
    Side,
    TaskFilter,
    TaskGrouping,
    TaskKind,
    TaskSort,
    TaskState,
    TaskView,
)
from liaison_desk.today.view import Part, Sources, read_parts
from tests.conftest import NOW, Maker

PROMISES = (PortionKind.COMMITMENT,)
DAY = date(2026, 11, 24)
SPAN = (date(2026, 11, 1), date(2026, 12, 31))


@pytest.fixture
def make(any_desk):
    return Maker(any_desk)


@pytest.fixture
def jun(make):
    return make.person("Kisaragi", "Jun")


@pytest.fixture
def meeting(any_desk, make, jun):
    """A meeting with a note of each kind: the second half of them in Japanese, one with a topic."""
    held = make.meeting(
        "Planning VTC",
        series="Planning",
        attendees=(Attendee("Jun Kisaragi", "如月 純", jun.id, "Maj", "", "J5", "JPN"),),
    )
    said = {"said_by": "Jun Kisaragi"}
    notes = (
        Portion(kind=PortionKind.DECISION, text=Bilingual("Feed by spring #radar", "春までに配信")),
        Portion(kind=PortionKind.EQUITY, text=Bilingual("", "国内の立場")),
        Portion(kind=PortionKind.COMMITMENT, text=Bilingual("Send the specification"), due=date(2026, 12, 4), **said),
        Portion(kind=PortionKind.RFI, text=Bilingual("Which format?", "形式は何か"), level=1, **said),
        Portion(kind=PortionKind.ACTION, text=Bilingual("宇宙 emoji 🛰 ünïcode"), due=date(2026, 12, 1)),
        Portion(kind=PortionKind.INSIGHT, text=Bilingual("They read before they talk")),
    )
    return any_desk.meetings.save(replace(held, portions=notes))


def with_tasks(desk, meeting):
    promising = [
        one.uid for one in meeting.portions if one.kind in {PortionKind.COMMITMENT, PortionKind.RFI, PortionKind.ACTION}
    ]
    return desk.meetings.make_tasks(meeting.id, promising)


def test_notes_are_kept_in_their_order_and_what_was_typed_is_recovered(any_desk, meeting, clock):
    first, second, *_ = meeting.portions
    new = Portion(uid=any_desk.meetings.new_uid(), text=Bilingual("Between"))
    changed = replace(second, text=Bilingual("", "立場は変わった"))
    order = [first.uid, new.uid, *(one.uid for one in meeting.portions[1:])]
    done = any_desk.meetings.keep(meeting.id, [Jotting(new, None, first.uid), Jotting(changed, second)], order=order)
    assert (len(done.saved), done.stale, done.gone) == (2, (), ())
    assert [one.uid for one in any_desk.meetings.meeting(meeting.id).portions] == order
    late = any_desk.meetings.keep(meeting.id, [Jotting(replace(second, text=Bilingual("Mine")), second)])
    assert [one.uid for one in late.stale] == [second.uid]
    unfinished = Portion(uid=any_desk.meetings.new_uid(), text=Bilingual("Half a sent"))
    any_desk.meetings.jot(meeting.id, [Jotting(unfinished, None, first.uid)])
    clock.forward(minutes=1)
    other = open_desk(any_desk.location, clock=clock)
    assert [one.count for one in other.meetings.recover()] == [1]
    assert [one.text.host for one in other.meetings.meeting(meeting.id).portions][:3] == [
        first.text.host, "Half a sent", "Between",
    ]  # fmt: skip
    other.close()
    assert any_desk.meetings.recover() == []


def test_registers_by_each_of_their_filters_and_orders(any_desk, meeting, jun):
    with_tasks(any_desk, meeting)
    ask = any_desk.registers
    every = [RegisterFilter(), RegisterFilter(words="spec"), RegisterFilter(words="形式"), RegisterFilter(nation="JPN"),
             RegisterFilter(contact_id=jun.id), RegisterFilter(topic="radar"), RegisterFilter(PROMISES, owed="ours"),
             RegisterFilter(PROMISES, owed="theirs"),
             RegisterFilter(unfinished=True), RegisterFilter(since=DAY), RegisterFilter(since=SPAN[0], until=SPAN[1]),
             RegisterFilter(kinds=(PortionKind.DECISION, PortionKind.INSIGHT))]  # fmt: skip
    for sort in RegisterSort:
        found = [len(ask.portions(wanted, Sort(sort)).ids) for wanted in every]
        assert found == [6, 1, 1, 2, 2, 1, 1, 0, 6, 0, 6, 2], sort
        assert [one.portion.id for one in ask.register(every[0], Sort(sort))] == list(
            ask.portions(every[0], Sort(sort)).ids
        )
    promise = next(iter(ask.lines(ask.portions(every[6], Sort(RegisterSort.DUE)).ids).values()))
    assert (promise.portion.nation, promise.portion.said_by_id) == ("JPN", jun.id)
    assert ask.topics("ra") == ["radar"]


def test_meetings_by_each_of_their_filters_and_the_meeting_before(any_desk, make, meeting, jun):
    after = make.meeting(
        "Next", "x", series="Planning", start=datetime(2026, 11, 30, 9), end=datetime(2026, 11, 30, 10)
    )
    ask = any_desk.meetings
    every = [MeetingFilter(), MeetingFilter(words="specification"), MeetingFilter(words="立場"), MeetingFilter(contact_id=jun.id),
             MeetingFilter(series="Planning"), MeetingFilter(drafts=True), MeetingFilter(since=DAY), MeetingFilter(trash=True)]  # fmt: skip
    for sort in MeetingSort:
        assert [len(ask.meetings(wanted, Sort(sort)).ids) for wanted in every] == [2, 1, 1, 1, 2, 2, 1, 0], sort
    assert ask.previous(after).id == meeting.id
    assert ask.series("Pla") == ["Planning"]
    assert ask.meeting_of(meeting.portions[0].id) == (meeting.id, meeting.portions[0].uid)
    assert ask.lines([meeting.id])[meeting.id].title.host == "Planning VTC"
    assert [one.id for one in ask.held(*SPAN)] == [meeting.id, after.id]
    assert len(ask.said_by(jun.id, list(PortionKind), 5)) == 2


def test_meetings_that_went_before_by_series_event_and_people(any_desk, make, meeting, jun):
    sam = make.person("Lee", "Sam")
    event = make.event("Planning")
    there = {one: (Attendee(one.name.latin(), contact_id=one.id),) for one in (jun, sam)}
    for title, day, more in (
        ("Series", 3, {"series": "Planning"}),
        ("Event", 4, {"event_id": event.id, "attendees": there[sam]}),
        ("Both", 5, {"series": "Planning", "attendees": there[sam]}),
        ("Other", 6, {}),
        ("Gone", 7, {"attendees": there[sam]}),
        ("Late", 28, {"series": "Planning"}),
    ):
        start = datetime(2026, 11, day, 9)
        made = make.meeting(title, start=start, end=start.replace(hour=10), **more)
        if title == "Gone":
            any_desk.meetings.delete([made.id])
    ask = any_desk.meetings
    titles = {id_: one.title.host for id_, one in ask.meetings_by_ids(range(1, 60)).items()}

    def earlier(meetings, people):
        found = ask.earlier(datetime(2026, 11, 24, tzinfo=UTC), meetings, {one.id for one in people})
        return [(titles[one.id], sorted(one.contact_ids)) for one in found]

    asked = replace(meeting, event_id=event.id)
    assert earlier([asked], [sam]) == [("Planning VTC", []), ("Both", [sam.id]), ("Event", [sam.id]), ("Series", [])]
    assert earlier([], [jun, sam]) == [("Planning VTC", [jun.id]), ("Both", [sam.id]), ("Event", [sam.id])]
    assert earlier([replace(meeting, series="")], []) == []
    assert earlier([], []) == []


def test_what_lies_in_the_trash_is_not_found_and_comes_back_whole(any_desk, meeting):
    with_tasks(any_desk, meeting)

    def found(words):
        return sorted((hit.kind, hit.where) for hit in any_desk.search(words))

    assert found("specification") == [("portion", "Planning VTC"), ("task", "")]
    any_desk.meetings.delete_portion(meeting.id, meeting.portions[2].uid)
    assert found("specification") == [("task", "")]
    any_desk.history.undo()
    any_desk.meetings.delete_portion(meeting.id, meeting.portions[0].uid)
    assert any_desk.registers.topics("ra") == []
    any_desk.history.undo()
    assert any_desk.registers.topics("ra") == ["radar"]
    any_desk.meetings.delete([meeting.id])
    assert found("specification") == [("task", "")]
    assert any_desk.registers.register(RegisterFilter(), Sort(RegisterSort.DATE)) == []
    any_desk.meetings.restore([meeting.id])
    assert found("specification") == [("portion", "Planning VTC"), ("task", "")]
    assert [one.uid for one in any_desk.meetings.meeting(meeting.id).portions] == [one.uid for one in meeting.portions]
    assert any_desk.check() == []


def test_minutes_are_frozen_compared_and_opened_again(any_desk, meeting):
    assert any_desk.minutes.finalize(meeting.id).state == "final"
    any_desk.meetings.add_portion(meeting.id, Portion(text=Bilingual("Afterthought")))
    assert any_desk.meetings.meeting(meeting.id).state == "draft"
    any_desk.minutes.finalize(meeting.id)
    newest, oldest = any_desk.minutes.versions(meeting.id)
    assert (newest.number, oldest.number) == (2, 1)
    assert any_desk.minutes.digest_of(meeting.id, 2) == newest.sha256 != oldest.sha256


def test_tasks_by_each_of_their_filters_orders_and_groups(any_desk, make, meeting, jun):
    with_tasks(any_desk, meeting)
    make.task("Wait", state=TaskState.WAITING, waiting_on="J5", waiting_side=Side.HOST, waiting_since=DAY)
    make.task("Late", due=datetime(2026, 11, 2), own_owner="Jun Kisaragi", own_owner_id=jun.id)
    make.task("Asleep", asleep_until=date(2027, 1, 1))
    ask = any_desk.tasks
    every = [TaskFilter(), TaskFilter(words="spec"), TaskFilter(words="宇宙"), TaskFilter(kinds=(TaskKind.RFI,)), TaskFilter(overdue=True),
             TaskFilter(waiting="host"), TaskFilter(from_nation="JPN"), TaskFilter(source_kind="meeting", source_id=meeting.id),
             TaskFilter(awake=True), TaskFilter(asleep=True), TaskFilter(due_until=datetime(2026, 11, 25, 7, tzinfo=UTC)), TaskFilter(contact_id=jun.id), TaskFilter(trash=True)]  # fmt: skip
    counted = [6, 1, 1, 1, 1, 1, 2, 3, 5, 1, 1, 3, 0]
    for sort in TaskSort:
        assert [len(ask.tasks(wanted, Sort(sort)).ids) for wanted in every] == counted, sort
        for grouping in TaskGrouping:
            assert len(ask.grouped(TaskFilter(), Sort(sort), grouping).ids) == 6
    assert ask.count(every) == counted
    assert {state: len(found.ids) for state, found in ask.board(TaskFilter(), Sort(TaskSort.DUE)).items() if found.ids} == {
        TaskState.OPEN: 5, TaskState.WAITING: 1,
    }  # fmt: skip
    assert [one.title.host for one in ask.waiting()] == ["Wait"]
    assert [one.due.day for one in ask.suspenses(SPAN[1])] == [2, 1, 4]
    view = any_desk.task_views.save(TaskView(name="Ours", wanted=every[6], pinned=True))
    assert [(one.id, number) for one, number in any_desk.task_views.counted(pinned=True)] == [(view.id, 2)]


def test_a_request_goes_its_way_and_comes_to_today(any_desk, make):
    asked = make.task("Feed", kind=TaskKind.RFI, from_nation="JPN", to_nation="USA", rfi=Rfi(), due=datetime(2026, 11, 24),
                      reminders=(60,))  # fmt: skip
    any_desk.rfis.submit(asked.id)
    any_desk.rfis.pass_on(asked.id, "J3", review=True)
    any_desk.tasks.log(asked.id, "Called them")
    sources = Sources(any_desk.profile.get, any_desk.calendars, any_desk.tasks, any_desk.task_views, any_desk.meetings,
                      any_desk.contacts, any_desk.searches, any_desk.history.since)  # fmt: skip
    assert [one.deed for one in any_desk.tasks.task(asked.id).rfi.chain] == ["asked", "passed"]
    assert asked.id in {one.id for one in read_parts(sources, NOW, {Part.TASKS})["pressing"].rfis}
    any_desk.rfis.answer(asked.id, Bilingual("Version two"), None)
    answered = any_desk.tasks.task(asked.id)
    assert (answered.rfi.status, answered.rfi.called) == (RfiStatus.ANSWERED, "26-001")


@pytest.mark.parametrize(
    "text",
    [
        f"{'Words before it, ' * 5}alongside the lighthouse #far",
        f"- {'item ' * 30}\n- the lighthouse #far",
        "\n\nfirst\n\nthe lighthouse #far",
        f"**{'x' * 79} lighthouse** #far",
    ],
)
def test_a_long_note_is_found_by_all_that_it_says(any_desk, make, text):
    held = make.meeting("Call", text)
    assert [hit.uid for hit in any_desk.search("lighthouse")] == [held.portions[0].uid]
    assert [hit.uid for hit in any_desk.search("far")] == [held.portions[0].uid]
    assert any_desk.registers.portions(RegisterFilter(words="lighthouse"), Sort(RegisterSort.DATE)).ids
