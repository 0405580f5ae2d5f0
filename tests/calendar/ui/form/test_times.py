"""When an event begins and ends, in two zones and where the clocks change."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Alarm
from tests.calendar.ui.conftest import DENVER, PROFILE
from tests.calendar.ui.form.writing import TOKYO, edit, new, typed
from tests.calendar.ui.strokes import CONTROL


def test_a_flight_ends_in_another_zone_than_it_begins_in(page, board, desk, fill, qtbot):
    shown = []

    def typing(form) -> None:
        form.title.host.setText("Flight")
        typed(qtbot, form.start, "2026-12-05 1235")
        form.times.two_zones.input.click()
        form.times.end_zone.set_value(TOKYO)
        form.times.end_zone.changed.emit()
        typed(qtbot, form.end, "2026-12-06 1640")
        shown.append((form.times.end_zone.isVisibleTo(form), form.end.echo_line.text_whole()))

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Flight").event_id)
    assert shown == [(True, "06 0040T / 0740Z / 1640I DEC 26")]
    assert (event.start, event.zone, event.end, event.end_zone) == (
        datetime(2026, 12, 5, 12, 35), DENVER, datetime(2026, 12, 6, 16, 40), TOKYO
    )  # fmt: skip
    assert board.one("Flight").ends == datetime(2026, 12, 6, 7, 40, tzinfo=UTC)


def test_the_end_in_the_same_zone_again_keeps_its_wall_time(page, board, desk, fill, ui):
    event = board.event("Flight", datetime(2026, 12, 5, 9), end=datetime(2026, 12, 6, 16), end_zone=TOKYO)
    assert ui.jobs.idle()
    fill(lambda form: form.times.two_zones.input.click())
    edit(page, board.one("Flight"))
    after = desk.calendars.event(event.id)
    assert (after.end, after.end_zone) == (datetime(2026, 12, 6, 16), "")


@pytest.mark.parametrize(("text", "words"), [
    ("2026-03-08 0230", "0230 does not exist in Denver that day, for the clocks go forward. 0330 is meant: 080930Z MAR 26."),
    ("2026-11-01 0130", "0130 comes twice in Denver that day, for the clocks go back. The first is meant: 010730Z NOV 26. For the second, choose Zulu as the time zone."),
    ("010730ZNOV26", ""), ("2026-11-01 0130 tokyo", ""), ("2026-11-24 0900", ""),
])  # fmt: skip
def test_where_the_clocks_change_the_form_says_which_instant_is_meant(page, fill, qtbot, text, words):
    seen = []

    def typing(form) -> None:
        typed(qtbot, form.start, text)
        seen.append(form.start.doubt())

    fill(typing, save=False)
    new(page)
    assert seen == [words]


def test_the_second_of_an_hour_that_comes_twice_is_not_silently_taken_for_the_first(page, board, ui, qtbot, desk):
    seen = []

    def fill_in(dialog) -> None:
        form = dialog.form
        form.title.host.setText("Watch change")
        typed(qtbot, form.start, "010830ZNOV26")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert ui.jobs.idle()
        seen.append(form.start.problem())
        form.zone.set_value("UTC")
        form.zone.changed.emit()
        typed(qtbot, form.start, "010830ZNOV26")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
        assert ui.jobs.idle()

    ui.ask.fill = fill_in
    new(page)
    assert seen == [
        "0130 comes twice in Denver that day, and this is the second. Choose Zulu as the time zone to keep it."
    ]
    found = desk.calendars.occurrences(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC))
    assert [one.starts for one in found] == [datetime(2026, 11, 1, 8, 30, tzinfo=UTC)]


@pytest.mark.parametrize(("text", "starts"), [
    ("thu 1400 tokyo", datetime(2026, 11, 26, 5, tzinfo=UTC)), ("木曜 14時 東京", datetime(2026, 11, 26, 5, tzinfo=UTC)),
    ("261400TNOV26", datetime(2026, 11, 26, 21, tzinfo=UTC)), ("2026-11-26 1400", datetime(2026, 11, 26, 21, tzinfo=UTC)),
])  # fmt: skip
def test_a_time_is_typed_in_any_of_three_ways(page, board, fill, qtbot, text, starts):
    def typing(form) -> None:
        form.title.host.setText("Call")
        typed(qtbot, form.start, text)

    fill(typing)
    new(page)
    assert board.one("Call").starts == starts
    assert board.one("Call").ends == starts + timedelta(hours=1)


def test_hours_that_become_whole_days_last_the_days_they_were_typed_on(page, board, fill, qtbot):
    def typing(form) -> None:
        form.title.host.setText("Leave")
        typed(qtbot, form.start, "2026-12-05 2230")
        typed(qtbot, form.end, "2026-12-06 0130")
        form.all_day.input.click()

    fill(typing)
    new(page)
    leave = board.one("Leave")
    assert (leave.all_day, leave.start, leave.end) == (True, datetime(2026, 12, 5), datetime(2026, 12, 7))


@pytest.mark.parametrize("made", [
    lambda board: board.event("Sync", datetime(2026, 12, 5, 14), zone=TOKYO, alarms=(Alarm(-15), Alarm(30))),
    lambda board: board.days("Sync", datetime(2026, 12, 5), 3, alarms=(Alarm(9 * 60),)),
], ids=["hours", "days"])  # fmt: skip
def test_ticking_all_day_and_again_changes_nothing(page, board, desk, fill, ui, made):
    event = made(board)
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.all_day.input.click()
        form.all_day.input.click()

    fill(typing)
    edit(page, board.one("Sync"))
    after = desk.calendars.event(event.id)
    for name in ("start", "end", "zone", "all_day", "alarms"):
        assert getattr(after, name) == getattr(event, name)


def test_whole_days_that_become_hours_are_the_first_hour_of_duty_here(page, board, desk, fill, ui):
    event = board.days("Visit", datetime(2026, 12, 5), 3, alarms=(Alarm(9 * 60), Alarm(-15 * 60)))
    assert ui.jobs.idle()

    def typing(form) -> None:
        form.all_day.input.click()

    fill(typing)
    edit(page, board.one("Visit"))
    after = desk.calendars.event(event.id)
    duty = datetime.combine(event.start, PROFILE.duty_start)
    assert (after.start, after.end, after.zone, after.all_day) == (duty, duty + timedelta(hours=1), DENVER, False)
    assert [alarm.minutes for alarm in after.alarms] == [0, -15 * 60 - 450]
