"""Forms and the dialog that saves them: problems beside their fields, nothing typed ever lost."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from liaison_desk.domain.typed import parse_day
from liaison_desk.foundation.core.errors import DeskError, InvalidError, Problem, StaleError
from liaison_desk.foundation.qt.dialog import ConfirmDialog, CrashDialog, FormDialog
from liaison_desk.foundation.qt.fields import DateField, Form, TextAreaField, TextField


@pytest.fixture
def form(ui):
    form = Form(ui)
    form.add("title", "&Title", TextField(ui))
    form.add("place", "&Place", TextField(ui))
    form.add("due", "&Due", DateField(ui, lambda typed: parse_day(typed, ("UTC",), ui.clock.now())))
    form.add("notes", "&Notes", TextAreaField(ui))
    form.fill({"title": "Stand-up", "place": "", "due": None, "notes": ""})
    return form


@pytest.fixture
def saves():
    return []


@pytest.fixture
def dialog(ui, qtbot, form, saves):
    def commit(record):
        if record["title"] == "bad":
            raise InvalidError(
                [
                    Problem("title", "A title says “{what}”.", (("what", "bad"),)),
                    Problem("marking", "Above the ceiling."),
                ]
            )
        if record["title"] == "stale":
            raise StaleError("Somebody else changed this event.")
        saves.append(record)
        return 7

    dialog = FormDialog(
        ui, "Edit event", form, action="Save event", collect=form.values, commit=commit, saved=saves.append
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def type_title(dialog, qtbot, text):
    line = dialog.form.field("title").input
    line.selectAll()
    qtbot.keyClicks(line, text)
    return line


def test_the_form_begins_in_its_first_field_and_knows_whether_it_was_touched(dialog, form, qtbot):
    assert form.field("title").input.hasFocus()
    assert not form.dirty
    type_title(dialog, qtbot, "Office call")
    assert form.dirty


def test_ctrl_return_saves_on_the_database_lane_and_closes(dialog, jobs, saves, qtbot):
    line = type_title(dialog, qtbot, "Office call")
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.save_button.isEnabled()
    assert jobs.idle(10)
    assert saves == [{"title": "Office call", "place": "", "due": None, "notes": ""}, 7]
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_return_in_a_line_saves_nothing(dialog, jobs, saves, qtbot):
    line = type_title(dialog, qtbot, "Office call")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert jobs.idle(10)
    assert saves == []
    assert dialog.isVisible()


def test_problems_are_shown_beside_their_fields_and_the_text_stays(dialog, form, jobs, saves, qtbot):
    type_title(dialog, qtbot, "bad")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert jobs.idle(10)
    assert form.field("title").problem() == "A title says “bad”."
    assert dialog.strip.text() == "Above the ceiling."
    assert dialog.isVisible()
    assert form.values()["title"] == "bad"
    assert form.field("title").input.hasFocus()
    type_title(dialog, qtbot, "good")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert jobs.idle(10)
    assert saves[0]["title"] == "good"


def test_a_conflict_is_said_above_the_form_and_the_text_stays(dialog, form, jobs, qtbot):
    type_title(dialog, qtbot, "stale")
    dialog.act()
    assert jobs.idle(10)
    assert dialog.strip.isVisible()
    assert dialog.strip.text() == "Somebody else changed this event."
    assert form.values()["title"] == "stale"


def test_what_means_nothing_is_not_even_sent(dialog, form, jobs, saves, qtbot):
    qtbot.keyClicks(form.field("due").input, "someday")
    dialog.act()
    assert jobs.idle(10)
    assert saves == []
    assert "is not a date" in form.field("due").problem()


def test_esc_asks_only_when_something_was_typed(dialog, asker, qtbot):
    asker.confirms = False
    type_title(dialog, qtbot, "Typed")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asker.asked == ["Discard what you typed?"]
    assert dialog.isVisible()
    asker.confirms = True
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_esc_closes_an_untouched_form_at_once(dialog, asker, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert asker.asked == []


def test_esc_that_ends_a_conversion_does_not_close_the_form(dialog, form, asker, qtbot):
    line = form.field("title").input
    QApplication.sendEvent(line, QInputMethodEvent("えんしゅう", []))
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert asker.asked == []


def test_a_field_is_hidden_with_its_label(form, qtbot):
    qtbot.addWidget(form)
    form.show()
    form.set_shown("place", shown=False)
    visible = [
        label.text()
        for label in form.findChildren(type(form.widget().layout().itemAt(0).layout().itemAt(0).widget()))
        if label.isVisible()
    ]
    assert "&Place" not in visible
    assert "&Due" in visible
    form.set_shown("place", shown=True)
    assert form.field("place").isVisible()


def test_alt_and_the_letter_of_a_label_go_to_its_field(dialog, form, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(form.field("place").input.hasFocus)


def test_a_question_names_its_actions_and_esc_takes_none(ui, qtbot):
    question = ConfirmDialog(
        ui, "Delete Stand-up?", "It repeats.", ["Delete this one", "Delete all 24"], destructive=True
    )
    qtbot.addWidget(question)
    question.show()
    assert [button.text() for button in question.action_buttons] == ["Delete this one", "Delete all 24"]
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.chosen is None
    qtbot.mouseClick(question.action_buttons[1], Qt.MouseButton.LeftButton)
    assert question.chosen == 1


def test_return_never_destroys_at_once(ui, qtbot):
    question = ConfirmDialog(ui, "Empty the trash?", "This cannot be undone.", ["Empty the trash"], destructive=True)
    qtbot.addWidget(question)
    question.show()
    qtbot.keyClick(question, Qt.Key.Key_Return)
    assert question.chosen is None
    assert question.result() == QDialog.DialogCode.Rejected


def test_a_crash_is_told_in_words_with_its_report_to_copy(japanese_ui, qtbot):
    dialog = CrashDialog(japanese_ui, "Traceback: boom", "/data/liaison-desk.log")
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.copy_button, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Traceback: boom"
    assert dialog.windowTitle() == "プログラム内部の異常"


def test_a_prepared_asker_fills_a_form_the_way_a_user_would(ui, asker, jobs, form, qtbot, saves):
    def fill(dialog):
        dialog.form.field("title").set_value("Filled")
        dialog.act()
        assert jobs.idle(10)

    asker.fill = fill
    dialog = FormDialog(
        ui,
        "New event",
        form,
        action="Add event",
        collect=form.values,
        commit=lambda record: record["title"],
        saved=saves.append,
    )
    assert ui.ask.form(dialog)
    assert saves == ["Filled"]


def test_a_long_form_over_a_low_window_stays_whole_on_the_screen(ui, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    window.setGeometry(room.left() + 20, room.bottom() - 200, 400, 190)
    window.show()
    form = Form(ui)
    for number in range(60):
        form.add(f"line{number}", f"Line {number}", TextField(ui))
    dialog = FormDialog(
        ui, "Settings", form, action="Save", collect=form.values, commit=lambda record: None, parent=window
    )
    with qtbot.waitExposed(dialog):
        dialog.show()
    qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    for button in (dialog.save_button, dialog.cancel_button):
        assert room.contains(QRect(button.mapToGlobal(QPoint(0, 0)), button.size()))
    assert form.field("line0").input.hasFocus()


def test_a_short_form_is_no_higher_than_its_fields(dialog, form):
    assert dialog.height() <= form.widget().sizeHint().height() + 150


def test_errors_speak_the_users_language(japanese_ui):
    assert japanese_ui.words(DeskError("Nothing found")) == "該当なし"
    assert japanese_ui.words(ValueError("x")).startswith("プログラム内部で異常")


def test_a_field_is_called_by_its_label_without_the_key_in_either_language(ui, form):
    assert form.field("title").input.accessibleName() == form.field("title").label == "Title"
    name = form.add("name", "演習名(&N)", TextField(ui))
    assert name.input.accessibleName() == name.accessibleName() == "演習名"
    form.set_label("name", "演習の名称(&R)…")
    assert name.input.accessibleName() == "演習の名称…"
