"""Reminders, comments, rules and requests of tasks: what other programs wrote stays theirs, what is damaged costs no task."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.exchange.ical.duties import waits_for
from liaison_desk.tasks.records import LogEntry, Repeats, Rfi, Task, TaskKind
from tests.exchange.ical.desk import DESK, read, told

DUE = datetime.fromisoformat("2026-12-01 17:00")


def _task(*lines):
    (entry,) = read("BEGIN:VTODO", "UID:one", "SUMMARY:Ask", *lines, "END:VTODO").tasks
    return entry.record


def _written(*tasks):
    return write_ical(CalendarContent(tasks=tasks), DESK).decode().replace("\r\n ", "").split("\r\n")


def _alarm(trigger, *more):
    return ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, *more, "END:VALARM"]


def test_a_reminder_goes_out_as_an_alarm_before_the_suspense():
    lines = _written(
        Task(uid="one", title=Bilingual("Ask"), due=DUE, due_zone="UTC", due_all_day=False, reminders=(90,))
    )
    assert lines[lines.index("BEGIN:VALARM") :][:5] == _alarm("TRIGGER;RELATED=END:-PT1H30M", "DESCRIPTION:")


@pytest.mark.parametrize(
    ("trigger", "start", "minutes"),
    [
        ("TRIGGER;RELATED=END:-P1D", True, (1440,)),
        ("TRIGGER;RELATED=END:PT0S", False, (0,)),
        ("TRIGGER:-PT30M", False, (30,)),  # without a start there is but the suspense
        ("TRIGGER:-PT30M", True, ()),
        ("TRIGGER;RELATED=END:PT30M", False, ()),
        ("TRIGGER;RELATED=END:-PT30S", False, ()),
        ("TRIGGER;VALUE=DATE-TIME:20261201T080000Z", True, (540,)),  # as Apple's reminders are written
        ("TRIGGER;VALUE=DATE-TIME:20261201T170001Z", False, ()),
    ],
)
def test_an_alarm_of_another_program_reminds_here_and_goes_back_unread(trigger, start, minutes):
    alarm = _alarm(trigger, "DESCRIPTION:Due soon", "X-MOZ-LASTACK:20261101T000000Z")
    task = _task("DUE:20261201T170000Z", *(["DTSTART:20261120T090000Z"] if start else []), *alarm)
    assert task.reminders == minutes
    lines = _written(task)
    assert [line for line in lines if line.startswith("TRIGGER")] == [trigger]
    assert lines[lines.index("BEGIN:VALARM") :][: len(alarm)] == alarm


def test_an_alarm_at_an_instant_follows_the_suspense_that_was_moved_here():
    alarm = _alarm("TRIGGER;VALUE=DATE-TIME:20261201T080000Z", "DESCRIPTION:Soon")
    task = _task("DUE:20261201T170000Z", *alarm)
    lines = _written(replace(task, due=DUE + timedelta(days=1)))
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER;RELATED=END:-PT9H"]


def test_an_alarm_whose_reminder_was_taken_away_here_is_not_written():
    task = _task(
        "DUE:20261201T170000Z",
        *_alarm("TRIGGER:-PT30M", "DESCRIPTION:Soon"),
        *_alarm("TRIGGER:-PT5M", "DESCRIPTION:Now"),
    )
    lines = _written(replace(task, reminders=(5, 60)))
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER;RELATED=END:-PT1H", "TRIGGER:-PT5M"]


def test_without_a_suspense_no_alarm_is_written_that_strict_programs_would_refuse():
    task = Task(uid="one", title=Bilingual("Ask"), reminders=(60, 5))
    assert "BEGIN:VALARM" not in _written(task)
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(task,)), DESK), DESK).tasks
    assert entry.record == task


def test_the_log_goes_out_as_comments_that_anybody_can_read_and_other_comments_stay():
    log = (LogEntry(datetime(2026, 11, 20, 8, 0, 0, 7, UTC), "sato; ryo", "Asked,\nagain"),)
    task = Task(uid="one", title=Bilingual("Ask"), log=log, extra=("COMMENT:bring badges",))
    lines = _written(task)
    assert len([line for line in lines if line.startswith("COMMENT") and line.endswith(":Asked\\,\\nagain")]) == 1
    assert "COMMENT:bring badges" in lines
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(task,)), DESK), DESK).tasks
    assert entry.record == task


@pytest.mark.parametrize("at", ["", "yesterday", "2026-11-20T08:00:00", "0001-01-01T00:00:00+00:00", "99999"])
def test_a_comment_with_a_damaged_time_is_only_a_comment(at):
    line = f'COMMENT;X-LIAISON-DESK-AT="{at}":Asked'
    task = _task(line)
    assert task.log == ()
    assert line in task.extra


@pytest.mark.parametrize(
    "said",
    [
        "nothing", "[]", "7", '{"number": "x"}', '{"number": -1}', '{"status": "lost"}', '{"received": "0000-00-00"}', "[" * 5000,
        '{"answer_marking": {"level": 99}}', '{"unknown": 1}',
    ],
)  # fmt: skip
def test_a_damaged_request_becomes_a_task_and_is_told(said):
    text = said.replace(",", "\\,")
    line = f"X-LIAISON-DESK-RFI:{text}"
    nations = ["X-LIAISON-DESK-FROM-NATION:JPN", "X-LIAISON-DESK-TO-NATION:USA", "X-LIAISON-DESK-KIND:rfi"]
    result = read("BEGIN:VTODO", "UID:one", "SUMMARY:Ask", *nations, line, "END:VTODO")
    (entry,) = result.tasks
    assert (entry.record.kind, entry.record.rfi, entry.record.title.host) == (TaskKind.TASK, None, "Ask")
    assert any("could not be read; it became a task" in text for text in told(result))
    assert any("RFI" in kept for kept in entry.record.extra)


def test_a_request_between_nobody_is_a_task():
    assert _task('X-LIAISON-DESK-RFI:{"number": 4}', "X-LIAISON-DESK-KIND:rfi").kind is TaskKind.TASK


def test_a_number_of_another_direction_is_left_out():
    request = Task(
        uid="one", title=Bilingual("Ask"), kind=TaskKind.RFI, from_nation="JPN", to_nation="USA",
        rfi=Rfi(year=2026, number=4, direction="USA>JPN", asker="Sato", asker_id=9),
    )  # fmt: skip
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(request,)), DESK), DESK).tasks
    assert entry.record.rfi == Rfi(asker="Sato")


@pytest.mark.parametrize(
    ("lines", "repeats"),
    [
        (["RRULE:FREQ=WEEKLY"], Repeats.BY_DATE),
        (["RRULE:FREQ=WEEKLY", "X-LIAISON-DESK-REPEATS:completion"], Repeats.AFTER_DONE),
        (["RRULE:FREQ=WEEKLY", "X-LIAISON-DESK-REPEATS:never"], Repeats.NOT),
        (["RRULE:FREQ=WEEKLY", "X-LIAISON-DESK-REPEATS:sometimes"], Repeats.BY_DATE),
        ([], Repeats.NOT),
    ],
)
def test_a_rule_counts_from_the_suspense_unless_a_desk_says_otherwise(lines, repeats):
    assert _task(*lines).repeats is repeats


def test_a_task_says_which_other_it_waits_for_and_keeps_other_relations():
    task = _task("RELATED-TO:parent", "RELATED-TO;RELTYPE=DEPENDS-ON:early")
    assert waits_for(task) == "early"
    first = Task(id=7, uid="first; one", title=Bilingual("First"))
    lines = _written(first, replace(task, after_id=7))
    assert [line for line in lines if line.startswith("RELATED-TO")] == [
        "RELATED-TO;RELTYPE=DEPENDS-ON:first\\; one",
        "RELATED-TO:parent",
    ]


@pytest.mark.parametrize(
    ("item", "kept"), [("nonsense", True), ('{"title": {"host": "Points"}}', False), ('{"after": "x"}', True)]
)
def test_a_damaged_item_of_an_agenda_costs_no_other(item, kept):
    result = read(
        "BEGIN:VJOURNAL", "UID:one", "DTSTART:20261124T090000Z", "SUMMARY:Sync", 'X-LIAISON-DESK-AGENDA:{"title": {"host": "First"}}',
        f"X-LIAISON-DESK-AGENDA:{item}", "END:VJOURNAL",
    )  # fmt: skip
    (entry,) = result.journals
    assert entry.record.agenda[0].title.host == "First"
    assert len(entry.record.agenda) == 2 - kept
    assert any("item of the agenda" in text for text in told(result)) is kept


def test_a_start_is_written_in_the_form_its_suspense_has():
    day = datetime.fromisoformat("2026-11-20").date()
    timed = Task(uid="one", title=Bilingual("Ask"), start=day, due=DUE, due_zone="Asia/Tokyo", due_all_day=False)
    lines = _written(timed)
    assert "DTSTART;X-LIAISON-DESK-DAY=TRUE;TZID=Asia/Tokyo:20261120T000000" in lines
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(timed,)), DESK), DESK).tasks
    assert entry.record == timed
    assert "DTSTART;VALUE=DATE:20261120" in _written(replace(timed, due_all_day=True))
