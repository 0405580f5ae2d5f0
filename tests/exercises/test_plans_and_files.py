"""Calendar files that move the events of milestones: they are followed as if somebody had dragged them."""

from datetime import timedelta

import pytest

from liaison_desk.app.incoming.importing import import_file
from liaison_desk.app.outgoing.exporting import export
from liaison_desk.domain.backplan import Rule
from liaison_desk.exercises.records import Makes
from tests.exercises.plans_using import everything, milestone, new_exercise


@pytest.fixture
def pair(desk):
    exercise = new_exercise(desk)
    first = desk.plans.save(milestone(exercise, rule=Rule("startex", -30, length=2), makes=(Makes.EVENT,)))
    return first, desk.plans.save(milestone(exercise, "Report", rule=Rule(first.key, 10)))


def take_in(desk, folder, *days):
    """Take in a calendar file in which events, by their uids, are on other days."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN"]
    for uid, first, end in days:
        lines += ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20270101T000000Z", "SEQUENCE:9",
                  f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{end:%Y%m%d}", "SUMMARY:Moved", "END:VEVENT"]  # fmt: skip
    file = folder / "moved.ics"
    file.write_text("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return import_file(desk, file)


def test_an_imported_calendar_moves_milestones_and_one_undo_takes_it_back(desk, pair, tmp_path):
    first, report = pair
    uid, week = desk.calendars.event(first.event_id).uid, timedelta(days=7)
    before = everything(desk)
    take_in(desk, tmp_path, (uid, first.first + week, first.last + week + timedelta(days=1)))
    moved, followed = desk.plans.milestone(first.id), desk.plans.milestone(report.id)
    assert (moved.first, moved.last) == (first.first + week, first.last + week)
    assert followed.first > report.first
    assert desk.calendars.event(followed.event_id).start.date() == followed.first
    desk.history.undo()
    assert everything(desk) == before


def test_an_imported_calendar_that_moves_both_puts_both_where_it_says(desk, pair, tmp_path):
    week, a_day = timedelta(days=7), timedelta(days=1)
    said = [
        (desk.calendars.event(one.event_id).uid, one.first + by, one.last + by + a_day)
        for one, by in zip(pair, (week, 3 * week), strict=True)
    ]
    take_in(desk, tmp_path, *said)
    for one, (_, first, end) in zip(pair, said, strict=True):
        now = desk.plans.milestone(one.id)
        assert (now.first, now.last) == (first, end - a_day)
        assert desk.calendars.event(one.event_id).start.date() == first


def test_a_locked_milestone_stays_when_a_file_moves_its_event(desk, pair, tmp_path):
    first, _ = pair
    desk.plans.lock([first.id])
    uid, week = desk.calendars.event(first.event_id).uid, timedelta(days=7)
    take_in(desk, tmp_path, (uid, first.first + week, first.last + week + timedelta(days=1)))
    assert desk.plans.milestone(first.id).first == first.first
    (strayed,) = desk.following.strayed()
    assert (strayed.milestone_id, strayed.first) == (first.id, first.first + week)


def test_an_archive_taken_back_lets_events_and_tasks_in_the_trash_be_those_of_their_milestones(desk, pair, tmp_path):
    _, report = pair
    exercise = desk.exercises.exercise(report.exercise_id)
    desk.calendars.delete([report.event_id, exercise.event_id])
    desk.tasks.delete([report.task_id])
    before = everything(desk)
    export(desk, "all", tmp_path / "all.json")
    import_file(desk, tmp_path / "all.json")
    assert everything(desk) == before
    desk.history.restore("event", [report.event_id])
    desk.plans.carry_out(
        desk.plans.try_move(report.id, report.first + timedelta(days=7), report.last + timedelta(days=7))
    )
    assert desk.calendars.event(report.event_id).start.date() == desk.plans.milestone(report.id).first


def test_milestones_of_this_desk_go_where_an_archive_puts_startex_and_those_of_the_archive_stay(desk, pair, tmp_path):
    first, _ = pair
    exercise = desk.exercises.exercise(first.exercise_id)
    later = timedelta(days=28)
    desk.plans.carry_out(desk.plans.try_startex(exercise.id, exercise.startex + later))
    export(desk, "all", tmp_path / "all.json")
    desk.history.undo()
    own = desk.plans.save(milestone(exercise, "Rehearsal here", -10))
    import_file(desk, tmp_path / "all.json")
    assert desk.exercises.exercise(exercise.id).startex == exercise.startex + later
    now = desk.plans.milestone(own.id)
    assert (now.first - own.first) == later
    assert desk.calendars.event(now.event_id).start.date() == now.first
