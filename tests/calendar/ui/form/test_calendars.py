"""The form of a calendar, and the calendars' order in the sidebar."""

from PySide6.QtCore import Qt

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.domain.marking import Marking
from tests.calendar.ui.strokes import ALT


def test_a_calendar_marks_shows_and_takes_holidays_of_a_nation(page, board, desk, ui, fill):
    other = Marking("USA", audience=frozenset({"USA", "JPN"}))

    def typing(form) -> None:
        form.field("event_marking").set_value(other)
        form.field("visible").input.click()
        form.field("holidays").set_value("AUS")

    fill(typing)
    page.deeds.edit_calendar(board.visits)
    assert ui.jobs.idle()
    saved = next(one for one in desk.calendars.calendars() if one.id == board.visits.id)
    assert (saved.event_marking, saved.visible, saved.holidays) == (other, False, "AUS")


def test_holidays_of_a_nation_are_added_as_a_calendar(page, board, desk, ui, fill):
    names = []

    def typing(form) -> None:
        names.append(len(form.field("holidays")._values) > 20)
        form.field("holidays").set_value("AUS")

    fill(typing)
    page.sidebar.holidays_asked.emit()
    assert ui.jobs.idle()
    added = desk.calendars.calendars()[-1]
    assert names == [True]
    assert (added.name, added.palette, added.holidays) == (
        Bilingual("Holidays: Australia", "祝日: 豪州"), "holiday_other", "AUS"
    )  # fmt: skip
    assert ui.theme.calendar("holiday_other").bar != ui.theme.calendar("holiday_us").bar


def test_calendars_are_put_in_order_by_keys_and_the_order_can_be_taken_back(page, board, desk, ui, qtbot):
    def names():
        return [one.name.host for one in desk.calendars.calendars()]

    line = page.sidebar.lines[board.planning.id]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Down, ALT)
    assert ui.jobs.idle()
    assert names() == ["Visits", "Planning", "Japan"]
    assert page.sidebar.lines[board.planning.id].hasFocus()
    qtbot.keyClick(page.sidebar.lines[board.planning.id], Qt.Key.Key_Down, ALT)
    assert ui.jobs.idle()
    assert names() == ["Visits", "Planning", "Japan"]
    desk.history.undo()
    assert names() == ["Planning", "Visits", "Japan"]


def test_the_menu_of_a_calendar_offers_what_is_possible(page, board):
    actions = {one.text(): one.isEnabled() for one in page.sidebar.menu(board.planning).actions() if one.text()}
    assert (actions["Move up"], actions["Move down"], actions["Add holidays of a nation…"]) == (False, True, True)
