"""Tasks and journal entries of other programs, and what only this desk knows of its own."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Level, Marking
from liaison_desk.exchange.ical import CalendarContent, read_ical, write_ical
from liaison_desk.meetings.records import Attendee, Portion, PortionKind
from liaison_desk.tasks.records import ChecklistItem, Priority, Task, TaskState
from tests.exchange.ical.desk import DESK, read, told


def _task(*lines):
    (entry,) = read("BEGIN:VTODO", "UID:one", *lines, "END:VTODO").tasks
    return entry.record


def _journal(*lines):
    (entry,) = read("BEGIN:VJOURNAL", "UID:one", *lines, "END:VJOURNAL").journals
    return entry.record


def _written(**content):
    return write_ical(CalendarContent(**content), DESK).decode().replace("\r\n ", "").split("\r\n")


def test_a_task_needs_neither_start_nor_suspense():
    task = _task("SUMMARY:Answer the RFI")
    assert (task.title.host, task.due, task.start, task.state) == ("Answer the RFI", None, None, TaskState.OPEN)


def test_a_suspense_is_a_day_or_a_time_in_a_zone():
    day, time = _task("DUE;VALUE=DATE:20260110"), _task("DUE;TZID=Asia/Tokyo:20260110T170000")
    assert (day.due, day.due_all_day, day.due_zone) == (datetime(2026, 1, 10), True, "")
    assert (time.due, time.due_all_day, time.due_zone) == (datetime(2026, 1, 10, 17), False, "Asia/Tokyo")


def test_a_suspense_may_be_said_as_a_length_from_the_start():
    task = _task("DTSTART;TZID=Asia/Tokyo:20260110T090000", "DURATION:P2D")
    assert (task.start, task.due) == (date(2026, 1, 10), datetime(2026, 1, 12, 9))


def test_the_hour_a_task_starts_at_goes_back_as_long_as_its_day_stays():
    task = _task("DTSTART;TZID=Tokyo Standard Time:20260110T090000")
    assert "DTSTART;TZID=Asia/Tokyo:20260110T090000" in _written(tasks=(task,))
    assert "TZID:Asia/Tokyo" in _written(tasks=(task,))
    assert "DTSTART;VALUE=DATE:20260111" in _written(tasks=(replace(task, start=date(2026, 1, 11)),))


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (["STATUS:IN-PROCESS"], TaskState.IN_PROGRESS),
        (["STATUS:NEEDS ACTION"], TaskState.OPEN),
        (["STATUS:CANCELLED"], TaskState.CANCELLED),
        (["COMPLETED:20260105T000000Z"], TaskState.DONE),
        (["PERCENT-COMPLETE:100"], TaskState.DONE),
        (["PERCENT-COMPLETE:40"], TaskState.IN_PROGRESS),
        (["X-LIAISON-DESK-STATE:waiting", "STATUS:IN-PROCESS"], TaskState.WAITING),
    ],
)
def test_the_state_of_a_task_is_read_from_what_it_says(lines, state):
    assert _task(*lines).state is state


@pytest.mark.parametrize(
    ("number", "priority"),
    [
        (0, Priority.NORMAL),
        (1, Priority.HIGH),
        (4, Priority.HIGH),
        (5, Priority.NORMAL),
        (6, Priority.LOW),
        (9, Priority.LOW),
    ],
)
def test_nine_priorities_become_three(number, priority):
    assert _task(f"PRIORITY:{number}").priority is priority


def test_a_cancelled_task_has_a_reason_as_the_desk_wants_one():
    assert _task("SUMMARY:RFI", "STATUS:CANCELLED").reason == "Cancelled in the program it came from."


def test_a_task_without_a_title_is_called_by_its_text():
    task = _task("DESCRIPTION:Answer the RFI\\nby Friday")
    assert task.title.host == "Answer the RFI"
    assert not any(line.startswith("SUMMARY") for line in _written(tasks=(task,)))


def test_a_priority_the_desk_would_not_write_goes_back_until_it_is_changed():
    task = _task("PRIORITY:3")
    assert "PRIORITY:3" in _written(tasks=(task,))
    assert "PRIORITY:9" in _written(tasks=(replace(task, priority=Priority.LOW),))


def test_the_alarm_of_a_task_goes_back_unread():
    alarm = ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT1H", "DESCRIPTION:Due", "END:VALARM"]
    lines = _written(tasks=(_task(*alarm),))
    assert lines[lines.index("BEGIN:VALARM") :][:5] == alarm


def test_an_occurrence_of_a_repeating_task_is_a_task_of_its_own_and_goes_back_under_its_uid():
    task = _task("RECURRENCE-ID:20260105T090000Z", "SUMMARY:This one")
    assert task.uid == "one/20260105T090000Z"
    assert "UID:one" in _written(tasks=(task,))


def test_what_only_this_desk_knows_of_a_task_comes_back():
    task = Task(
        uid="one", title=Bilingual("RFI", "照会"), state=TaskState.WAITING, own_owner="Sato", host_owner="Jones", waiting_on="J5",
        waiting_since=date(2026, 1, 5), source_kind="meeting", source_uid="two", source="Staff talks",
        checklist=(ChecklistItem("Ask J2", True), ChecklistItem("Translate; send")),
    )  # fmt: skip
    (entry,) = read_ical(write_ical(CalendarContent(tasks=(task,)), DESK), DESK).tasks
    assert entry.record == task


def test_a_journal_entry_becomes_notes_of_a_meeting():
    journal = _journal(
        "DTSTART;TZID=Asia/Tokyo:20260105T140000",
        "SUMMARY:Staff talks",
        "DESCRIPTION:Agreed on dates.",
        "ATTENDEE;CN=Jones:mailto:j@example.org",
    )
    assert (journal.title.host, journal.start, journal.zone) == ("Staff talks", datetime(2026, 1, 5, 14), "Asia/Tokyo")
    assert [portion.text.host for portion in journal.portions] == ["Agreed on dates."]
    assert [portion.kind for portion in journal.portions] == [PortionKind.NOTE]
    assert journal.attendees == (Attendee("Jones"),)
    assert "ATTENDEE;CN=Jones:mailto:j@example.org" in _written(meetings=(journal,))


def test_a_journal_that_is_final_elsewhere_is_final_here_and_final_minutes_say_so_to_others():
    """As jtx Board writes them: a journal is a draft, final or cancelled (RFC 5545 §3.8.1.11)."""
    final = _journal("DTSTART:20260105T140000Z", "SUMMARY:Staff talks", "STATUS:FINAL")
    assert (final.state, final.extra) == ("final", ())
    assert _written(meetings=(final,)).count("STATUS:FINAL") == 1
    assert not [line for line in _written(meetings=(replace(final, state="draft"),)) if line.startswith("STATUS")]


@pytest.mark.parametrize("status", ["DRAFT", "CANCELLED", "X-OTHER"])
def test_what_a_journal_says_of_itself_otherwise_goes_back_until_it_is_final(status):
    journal = _journal("DTSTART:20260105T140000Z", f"STATUS:{status}")
    assert journal.state == "draft"
    assert f"STATUS:{status}" in _written(meetings=(journal,))
    written = _written(meetings=(replace(journal, state="final"),))
    assert [line for line in written if line.startswith("STATUS")] == ["STATUS:FINAL"]


def test_a_journal_of_a_day_is_at_the_desks_place_and_goes_back_as_a_day():
    journal = _journal("DTSTART;VALUE=DATE:20260105")
    assert (journal.start, journal.zone) == (datetime(2026, 1, 5), "America/Denver")
    assert "DTSTART;VALUE=DATE:20260105" in _written(meetings=(journal,))


def test_a_journal_without_a_date_stands_at_the_time_it_was_written():
    journal = _journal("CREATED:20260104T000000Z", "DTSTAMP:20260105T000000Z")
    assert (journal.start, journal.zone) == (datetime(2026, 1, 4), "UTC")
    result = read("BEGIN:VJOURNAL", "SUMMARY:When?", "END:VJOURNAL")
    assert told(result) == ["The journal entry has no date that can be read; it was left out."]


def test_a_damaged_marking_of_a_portion_leaves_it_unmarked():
    secret = Marking("USA", Level.SECRET, frozenset({"USA", "JPN"}))
    journal = replace(
        _journal("DTSTART:20260105T000000Z"), portions=(Portion(uid="p", marking=secret, text=Bilingual("Talks")),)
    )
    data = write_ical(CalendarContent(meetings=(journal,)), DESK)
    (whole,) = read_ical(data, DESK).journals
    assert whole.record.portions[0].marking == secret
    (damaged,) = read_ical(data.replace(b"USA^'\\,4", b"USA^'\\,x").replace(b"USA^',4", b"USA^',x"), DESK).journals
    assert damaged.record.portions[0].marking is None


def test_completed_times_are_in_utc():
    assert _task("COMPLETED:20260105T101500Z").completed_at == datetime(2026, 1, 5, 10, 15, tzinfo=UTC)
