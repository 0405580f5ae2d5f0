"""A proposal becomes a new event's time or a line of a mail, never one for what the fields said before."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from liaison_desk.calendar.records import Participant
from liaison_desk.calendar.service.slots import Slots
from liaison_desk.calendar.ui.slots.dialog import SlotDialog
from liaison_desk.contacts.records import Person
from liaison_desk.domain.names import PersonName
from tests.calendar.ui.conftest import DENVER, PROFILE
from tests.calendar.ui.slots.proposals import clocks
from tests.calendar.ui.strokes import CONTROL, KEY


@pytest.fixture
def page(open_page, desk):
    return open_page(suggest=desk.suggest, slots=Slots(desk.database, lambda: PROFILE, desk.calendars))


def test_enter_on_a_proposal_opens_the_form_of_a_new_event_filled(page, board, desk, ui, qtbot):
    known = desk.contacts.save(Person(name=PersonName("Whitcombe", "Rowan")))
    board.event("Talks", datetime(2026, 11, 24, 16, 30), participants=(Participant(contact_id=known.id),), busy=False)
    steps = []

    def fill(dialog) -> None:
        steps.append(dialog.windowTitle())
        if isinstance(dialog, SlotDialog):
            line = dialog.form.people.input
            line.setFocus()
            qtbot.keyClicks(line, "whit")
            qtbot.waitUntil(lambda: bool(line.offers))
            qtbot.keyClick(line, KEY.Key_Return)
            qtbot.waitUntil(lambda: clocks(dialog)[:1] == ["25 1630"])  # she has talks on the 24th
            dialog.list.setFocus()
            qtbot.keyClick(dialog.list, KEY.Key_Down)
            qtbot.keyClick(dialog.list, KEY.Key_Return)
            return
        event = dialog.form.collected()
        steps.append((event.start, event.end, event.zone, [(one.name, one.contact_id) for one in event.participants]))
        dialog.reject()

    ui.ask.fill = fill
    qtbot.keyClick(page.present, KEY.Key_S)
    assert ui.jobs.idle()
    assert steps == [
        "Find a time", "New event",
        (datetime(2026, 11, 25, 17), datetime(2026, 11, 25, 17, 30), DENVER, [("Whitcombe Rowan", known.id)]),
    ]  # fmt: skip


def test_stepping_back_makes_no_event_and_the_menu_offers_the_search(page, board, ui, qtbot):
    page._open_menu(None, page.mapToGlobal(page.rect().center()))
    menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
    action = next(one for one in menu.actions() if one.text().startswith("Find a time…"))
    ui.ask.fill = lambda dialog: qtbot.keyClick(dialog, KEY.Key_Escape)
    menu.close()
    action.trigger()
    assert ui.jobs.idle()
    assert ui.ask.asked == ["Find a time"]
    assert page.focusWidget() is page.present


def test_several_proposals_are_copied_as_lines_for_a_mail_in_either_language(open_dialog, qtbot):
    dialog = open_dialog()
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.list, KEY.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == (
        "Tue 24 Nov 2026 1630–1700T (Colorado Springs) / 2330–0000Z / Wed 25 Nov 0830–0900I (Tokyo)\n"
        "Tue 24 Nov 2026 1700–1730T (Colorado Springs) / 0000–0030Z+1 / Wed 25 Nov 0900–0930I (Tokyo)"
    )
    assert dialog.told.text_whole() == "2 times copied."
    qtbot.mouseClick(dialog.copy_buttons["ja"], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text().splitlines()[0] == (
        "2026年11月24日（火） 1630–1700T（コロラドスプリングス） / 2330–0000Z / 11月25日（水） 0830–0900I（東京）"
    )


def test_a_proposal_for_what_the_fields_said_before_is_not_taken(open_dialog, ui, qtbot):
    dialog = open_dialog()
    field = dialog.form.field("length")
    field.input.setFocus()
    field.input.selectAll()
    qtbot.keyClicks(field.input, "1:00")
    qtbot.keyClick(field.input, KEY.Key_Return, CONTROL)
    assert dialog.found is None
    assert ui.jobs.idle()
    qtbot.keyClick(field.input, KEY.Key_Return, CONTROL)
    assert dialog.found.ends - dialog.found.starts == timedelta(hours=1)


def test_a_name_that_means_nobody_is_said_and_no_time_is_taken_without_him(open_dialog, qtbot):
    dialog = open_dialog()
    line = dialog.form.people.input
    qtbot.keyClicks(line, "Nobody")
    qtbot.keyClick(dialog.list, KEY.Key_Return)
    assert dialog.found is None
    assert dialog.form.people.problem().startswith("“Nobody” is nothing chosen.")
    line.clear()
    qtbot.keyClick(dialog.list, KEY.Key_Return)
    assert dialog.found is not None


def test_a_form_takes_the_time_that_was_found(page, board, ui, qtbot):
    """The button below the end looks for as long as the event lasts, and fills start and end."""
    times = {}
    board.event("Talks", datetime(2026, 11, 24, 16, 30))
    assert ui.jobs.idle()

    def fill(dialog) -> None:
        if isinstance(dialog, SlotDialog):
            assert ui.jobs.idle()
            qtbot.keyClick(dialog, KEY.Key_Return, CONTROL.ControlModifier)
            times["found"] = dialog.found
            return
        form = dialog.form
        times["length"] = form.times.length()
        qtbot.mouseClick(form.find_button, Qt.MouseButton.LeftButton)
        times["shown"] = (form.times.start.value(), form.times.end.value())
        dialog.reject()

    ui.ask.fill = fill
    page.new_record()
    found = times["found"]
    assert times["length"] == timedelta(hours=1) == found.ends - found.starts
    assert times["shown"] == (found.starts, found.ends)
