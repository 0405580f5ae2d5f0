"""How an event repeats: patterns, the preview, single dates, rules nobody can click together."""

from datetime import datetime

from PySide6.QtCore import Qt

from liaison_desk.calendar.records import Recurrence
from liaison_desk.calendar.ui.form.event_form import REPEAT
from liaison_desk.calendar.words.repeats import Kind
from tests.calendar.ui.form.writing import MONDAY, WEEK, edit, new, typed


def test_the_last_working_day_of_the_month_is_chosen_and_read_back(page, board, desk, fill, qtbot, ui):
    said = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.title.host.setText("Month's end")
        form.repeat.choose(Kind.MONTHLY_SETS)
        qtbot.mouseClick(form.repeat.working, Qt.MouseButton.LeftButton)
        for box in form.repeat.nths:
            if box.isChecked() != (box.text() == "last"):
                box.click()
        said.append(form.repeat.words.text_whole())
        said.append([line.day for line in form.repeat.upcoming.lines[:3]])

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Month's end").event_id)
    assert event.recurrence.rules == ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",)
    assert said[0] == "Every month on the last working day at 1500T"
    assert said[1] == ["Tue 24 Nov 2026", "Mon 30 Nov 2026", "Thu 31 Dec 2026"]
    kinds = []
    fill(lambda form: kinds.append(form.repeat.repeat().kind))
    ui.ask.chooses = 2
    edit(page, board.one("Month's end"))
    assert kinds == [Kind.MONTHLY_SETS]


def test_the_preview_marks_where_homes_time_shifts(page, fill, qtbot):
    seen = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.repeat.choose(Kind.WEEKLY)
        seen.extend(line.text for line in form.repeat.upcoming.lines)

    fill(typing, save=False)
    new(page)
    assert seen[0] == "Tue 24 Nov 2026 1500T 2200Z 0700I+1"
    assert seen[-1] == "Tue 16 Mar 2027 1500S 2100Z 0600I+1 Tokyo 1 h earlier"
    assert len(seen) == 6


def test_single_dates_are_added_and_left_out_as_chips(page, board, desk, fill, qtbot):
    said = []

    def typing(form) -> None:
        form.turn_to(REPEAT)
        form.title.host.setText("Sync")
        repeat = form.repeat
        repeat.choose(Kind.WEEKLY)
        for dates, text in (
            (repeat.added, "3 Dec 1030"), (repeat.added, "4 dec"), (repeat.excluded, "8 Dec"), (repeat.excluded, "9 Dec"),
        ):  # fmt: skip
            typed(qtbot, dates, text)
            qtbot.keyClick(dates.input, Qt.Key.Key_Return)
        said.append(repeat.excluded._wrong.text_whole())
        repeat.excluded.input.clear()
        said.append([line.day for line in repeat.upcoming.lines[:5]])

    fill(typing)
    new(page)
    event = desk.calendars.event(board.one("Sync").event_id)
    assert said == [
        "It does not take place on Wed 9 Dec 2026 anyway.",
        ["Tue 24 Nov 2026", "Tue 1 Dec 2026", "Thu 3 Dec 2026", "Fri 4 Dec 2026", "Tue 15 Dec 2026"],
    ]
    assert event.recurrence.added == (datetime(2026, 12, 3, 10, 30), datetime(2026, 12, 4, 15))
    assert event.recurrence.excluded == (datetime(2026, 12, 8, 15),)


def test_another_pattern_forgets_what_was_left_out_of_the_old_one_before_ones_eyes(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        seen.append(form.repeat.excluded.dates)
        form.repeat.choose(Kind.DAILY)
        seen.append(form.repeat.excluded.dates)

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    assert seen == [(MONDAY + WEEK,), ()]
    assert desk.calendars.event(event.id).recurrence.excluded == ()


def test_a_date_that_was_left_out_takes_place_again_when_its_chip_goes(page, board, desk, ui, fill):
    event = board.weekly("Sync", MONDAY)
    desk.calendars.skip_occurrence(event.id, MONDAY + WEEK)
    assert ui.jobs.idle()
    fill(lambda form: form.repeat.excluded._take_out(MONDAY + WEEK))
    ui.ask.chooses = 2
    edit(page, board.one("Sync"))
    assert len([one for one in board.seen() if one.event_id == event.id]) == 5


def test_an_involved_rule_is_told_as_it_is_and_never_lost(page, board, desk, ui, fill):
    rule = "FREQ=HOURLY;INTERVAL=6;BYHOUR=9,21;COUNT=4"
    event = board.event("Watch", MONDAY, 30, recurrence=Recurrence((rule,)))
    assert ui.jobs.idle()
    seen = []

    def typing(form) -> None:
        seen.append((form.repeat.rule.text(), form.repeat.words.text_whole()))
        form.title.host.setText("Watch change")

    fill(typing)
    ui.ask.chooses = 2
    edit(page, board.one("Watch"))
    assert seen == [(rule, f"By the rule {rule}")]
    assert desk.calendars.event(event.id).recurrence.rules == (rule,)
