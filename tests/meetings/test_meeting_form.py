"""The meeting's form with real keys: agenda, people present, chair, series, template; it is 24 November 2026."""

from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.foundation.core.language import Language
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.meetings.records import AgendaItem, Attendee, Portion
from liaison_desk.meetings.ui.agenda_view import AgendaView
from liaison_desk.meetings.ui.form import meeting_dialog
from liaison_desk.meetings.ui.words import Words
from tests.meetings.notes import ALT, CTRL, meeting

START = datetime(2026, 11, 24, 9)
AGENDA = (
    AgendaItem(Bilingual("Opening", "開会"), None, 5, "Vance"),
    AgendaItem(Bilingual("Space data"), None, 20),
    AgendaItem(Bilingual("Way ahead"), 45, 10),
)
PEOPLE = (Attendee("Theodore Vance", rank="Mr."), Attendee("Morishita Kengo", "森下 健吾", rank="Capt JMSDF"))


@pytest.fixture
def kept(desk):
    return desk.meetings.save(
        meeting(("Sync",), START, agenda=AGENDA, attendees=PEOPLE, template="minutes", series="Weekly sync")
    )


@pytest.fixture
def open_form(ui, desk, qtbot):
    def opened(one, ui=ui, invited=None):
        words = Words(ui.language, desk.profile.get, desk.clock)
        dialog = meeting_dialog(ui, words, desk.meetings, desk.suggest, desk.attendee_on, one, lambda _: None, invited)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        with qtbot.waitActive(dialog):
            dialog.activateWindow()
        return dialog

    return opened


def times(form):
    return [row.call.text() or row.call.placeholderText() for row in form.agenda.rows]


def saved(dialog, ui, desk, one):
    dialog.act()
    assert ui.jobs.idle()
    return desk.meetings.meeting(one.id)


def test_an_agenda_says_its_clock_times_and_they_move_with_the_start(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    assert times(form) == ["0900", "0905", "0945"]
    assert form.agenda.told.text_whole() == "until 0955"
    line = form.start.input
    line.selectAll()
    qtbot.keyClicks(line, "2026-11-24 1300")
    assert times(form) == ["1300", "1305", "1345"]
    found = saved(dialog, ui, desk, kept)
    assert (found.start.hour, found.agenda) == (13, AGENDA)


def test_enter_adds_the_next_item_and_alt_with_the_arrows_moves_it(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    last = form.agenda.rows[-1].titles[0]
    last.setFocus()
    qtbot.keyClick(last, Qt.Key.Key_Return)
    new = form.agenda.rows[3]
    assert dialog.focusWidget() is new.titles[0]
    qtbot.keyClicks(new.titles[0], "Any other business")
    new.titles[1].insert("その他")  # as an input method does
    qtbot.keyClicks(new.minutes, "15")
    new.lead.setFocus()
    qtbot.keyClicks(new.lead, "Ishida")
    assert form.agenda.told.text_whole() == "until 1010, 10 min longer than the meeting"
    for _ in range(5):
        qtbot.keyClick(new.lead, Qt.Key.Key_Up, ALT)
    assert dialog.focusWidget() is new.lead
    assert times(form) == ["0900", "0915", "0920", "0945"]
    qtbot.keyClick(new.lead, Qt.Key.Key_Down, ALT)
    found = saved(dialog, ui, desk, kept)
    assert [one.title.host for one in found.agenda] == ["Opening", "Any other business", "Space data", "Way ahead"]
    assert found.agenda[1] == AgendaItem(Bilingual("Any other business", "その他"), None, 15, "Ishida")


def test_a_typed_time_is_a_clock_or_minutes_and_nonsense_is_told(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    first, second, _ = form.agenda.rows
    first.call.setFocus()
    qtbot.keyClicks(first.call, "+10")
    qtbot.keyClick(first.call, Qt.Key.Key_Tab)
    qtbot.keyClicks(second.call, "9:30")
    assert times(form)[:2] == ["0910", "9:30"]
    second.minutes.selectAll()
    qtbot.keyClicks(second.minutes, "soon")
    dialog.act()
    assert form.agenda.problem() == "“soon” is no length in minutes."
    second.minutes.selectAll()
    qtbot.keyClicks(second.minutes, "20")
    second.titles[0].selectAll()
    qtbot.keyClick(second.titles[0], Qt.Key.Key_Delete)
    dialog.act()
    assert form.agenda.problem() == "Item 2 of the agenda has no title."
    qtbot.keyClicks(second.titles[0], "Space data")
    found = saved(dialog, ui, desk, kept)
    assert [one.after for one in found.agenda] == [10, 30, 45]


def test_an_empty_row_is_left_out_and_backspace_takes_it_away(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    qtbot.mouseClick(form.agenda.add_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.agenda.add_button, Qt.MouseButton.LeftButton)
    assert len(form.agenda.rows) == 5
    qtbot.keyClick(form.agenda.rows[4].titles[0], Qt.Key.Key_Backspace)
    assert dialog.focusWidget() is form.agenda.rows[3].titles[0]
    qtbot.mouseClick(form.agenda.rows[1].remove_button, Qt.MouseButton.LeftButton)
    assert [one.title.host for one in saved(dialog, ui, desk, kept).agenda] == ["Opening", "Way ahead"]


def test_those_present_are_moved_and_one_of_them_is_chosen_as_chair(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    row = form.attendees.rows[1]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Up, ALT)
    qtbot.mouseClick(form.chair.list_button, Qt.MouseButton.LeftButton)
    menu = form.chair.findChild(QMenu)
    assert [one.text() for one in menu.actions()] == ["Morishita Kengo", "Theodore Vance"]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[0]).center())
    qtbot.waitUntil(lambda: form.chair.findChild(QMenu) is None)
    with qtbot.waitActive(dialog):  # without a window manager nobody gives it back after a menu
        dialog.activateWindow()
    line = form.interpreter.input
    line.setFocus()
    qtbot.keyClicks(line, "vanc")
    qtbot.waitUntil(lambda: bool(line.offers))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    found = saved(dialog, ui, desk, kept)
    assert [one.name for one in found.attendees] == ["Morishita Kengo", "Theodore Vance"]
    assert (found.chair, found.interpreter) == ("Morishita Kengo", "Theodore Vance")


def test_f2_puts_an_attendee_right_and_del_takes_him_out(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    first, second = form.attendees.rows
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_F2)
    assert dialog.focusWidget() is first.inputs["name"]
    first.inputs["rank"].selectAll()
    qtbot.keyClicks(first.inputs["rank"], "Dr.")
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Delete)
    assert [(one.rank, one.name) for one in saved(dialog, ui, desk, kept).attendees] == [("Dr.", "Theodore Vance")]


def test_those_of_the_calendar_event_are_added_once(open_form, ui, desk, kept, qtbot):
    asked = []

    def invited(one):
        asked.append(one.id)
        return (PEOPLE[0], Attendee("New Guest"))

    dialog = open_form(kept, invited=invited)
    assert dialog.form.attendees.invited_button.isHidden()  # it has no event
    with_event = replace(kept, event_id=7)
    dialog = open_form(with_event, invited=invited)
    button = dialog.form.attendees.invited_button
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert [one.name for one in dialog.form.attendees.value()] == ["Theodore Vance", "Morishita Kengo", "New Guest"]
    assert asked == [kept.id]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()
    assert len(dialog.form.attendees.rows) == 3


def test_a_series_is_offered_as_one_types_and_ctrl_enter_saves_what_was_typed(open_form, ui, desk, kept, qtbot):
    new = desk.meetings.save(meeting(("Next",), datetime(2026, 12, 1, 9)))
    dialog = open_form(new)
    line = dialog.form.field("series").input
    line.setFocus()
    qtbot.keyClicks(line, "Week")
    qtbot.waitUntil(lambda: [ref.label for ref in line.offers] == ["Weekly sync"])
    qtbot.keyClick(line, Qt.Key.Key_Return, CTRL)
    assert ui.jobs.idle()
    assert desk.meetings.meeting(new.id).series == "Week"
    dialog = open_form(desk.meetings.meeting(new.id))
    line = dialog.form.field("series").input
    line.setFocus()
    line.end(False)
    qtbot.keyClicks(line, "ly")
    qtbot.waitUntil(lambda: bool(line.offers))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert saved(dialog, ui, desk, new).series == "Weekly sync"


def test_the_template_is_chosen_and_an_unknown_one_of_another_desk_stays(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    field = dialog.form.template
    field.input.setFocus()
    while field.value() != "office-call":
        qtbot.keyClick(field.input, Qt.Key.Key_Down)
    assert dialog.form.kind.value() == "office-call"  # for which it is
    dialog.form.kind.set_value("visit")
    while field.value() != "engagement-plan":
        qtbot.keyClick(field.input, Qt.Key.Key_Down)
    found = saved(dialog, ui, desk, kept)
    assert (found.template, found.kind) == ("engagement-plan", "visit")
    foreign = desk.meetings.save_head(replace(found, template="theirs"))
    assert saved(open_form(foreign), ui, desk, kept).template == "theirs"


def test_a_plan_becomes_the_report_of_the_same_meeting_and_its_notes_stay(page, ui, desk, told, two):
    desk.meetings.save_head(replace(two[0], template="engagement-plan"))
    desk.meetings.add_portion(two[0].id, Portion(text=Bilingual("No basing"), section="red-lines"))
    assert ui.jobs.idle()
    next(one for one in page.context_menu().actions() if one.text() == "Turn the plan into the report").trigger()
    assert ui.jobs.idle()
    found = desk.meetings.meeting(two[0].id)
    assert (found.template, found.portions[-1].section) == ("engagement-report", "red-lines")
    told.undo()
    assert ui.jobs.idle()
    assert desk.meetings.meeting(two[0].id).template == "engagement-plan"


def test_a_marking_above_the_ceiling_is_refused_wherever_it_is_typed(open_form, ui, desk, kept, qtbot):
    dialog = open_form(kept)
    form = dialog.form
    for line in (form.agenda.rows[1].titles[0], form.chair.input):
        before = line.text()
        line.setText("(S//NF) the plan")
        assert saved(dialog, ui, desk, kept) == kept
        line.setText(before)
    assert saved(dialog, ui, desk, kept).agenda == AGENDA


def test_the_form_of_three_hundred_people_opens_without_their_fields(open_form, desk, ui):
    crowd = tuple(Attendee(f"Guest {number}", rank="Col") for number in range(300))
    dialog = open_form(desk.meetings.save(meeting(("Reception",), START, attendees=crowd)))
    rows = dialog.form.attendees.rows
    assert len(rows) == 300
    assert not any(row.inputs for row in rows)
    assert len(dialog.form.attendees.value()) == 300


def test_the_agenda_is_read_above_the_notes_with_its_times(page, ui, desk, two):
    desk.meetings.save_head(replace(two[0], agenda=AGENDA, template="vtc"))
    assert ui.jobs.idle()
    shown = page.view.findChild(AgendaView)
    texts = [one.text_whole() for one in shown.findChildren(Text)]
    assert texts[:6] == ["1630", "Opening  開会", "5 min · Vance", "1635", "Space data", "20 min"]
    assert texts[6] == "1715"


def test_an_agenda_fits_a_narrow_form_in_japanese(open_form, ui, kept, qtbot):
    dialog = open_form(kept, replace(ui, language=Language("ja")))
    dialog.resize(dialog.minimumWidth(), 600)
    row = dialog.form.agenda.rows[0]
    cross = row.remove_button
    assert cross.mapTo(dialog, QPoint(cross.width(), 0)).x() <= dialog.width()
    assert row.titles[1].text() == "開会"
    assert row.titles[0].width() > 100


def test_tab_goes_through_the_items_and_those_present_where_they_stand(open_form, ui, desk, kept, qtbot):
    """Qt puts what comes into a form later behind its last button."""
    form = open_form(kept).form
    qtbot.mouseClick(form.agenda.add_button, Qt.MouseButton.LeftButton)
    first, *_, new = form.agenda.rows
    assert form.window().focusWidget() is new.titles[0]
    for row, following in ((new, form.agenda.add_button), (first, form.agenda.rows[1].call)):
        row.lead.setFocus()
        qtbot.keyClick(row.lead, Qt.Key.Key_Tab)
        assert form.window().focusWidget() is row.remove_button
        qtbot.keyClick(row.remove_button, Qt.Key.Key_Tab)
        assert form.window().focusWidget() is following
    stops = [form.field("series").input]
    stops[0].setFocus()
    for _ in range(40):
        qtbot.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(form.window().focusWidget())
    wanted = [
        *(row.lead for row in form.agenda.rows),
        form.agenda.add_button,
        form.attendees.input,
        *form.attendees.rows,
    ]
    assert [one for one in stops if one in wanted] == wanted
