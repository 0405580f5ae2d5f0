"""The asker of the real window, its dialogs answered by real clicks while they are open."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from liaison_desk.foundation.qt.asker import DialogAsker
from liaison_desk.foundation.qt.dialog import FormDialog
from liaison_desk.foundation.qt.fields import Form, TextField


@pytest.fixture
def asking(ui, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    asker = DialogAsker()
    ui = replace(ui, ask=asker)
    asker.attach(ui, window)
    return ui


def when_asked(answer):
    """Call ``answer`` with the dialog once one is open."""

    def look():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(5, look)
        else:
            answer(dialog)

    QTimer.singleShot(0, look)


def test_the_action_that_was_clicked_is_taken(asking, qtbot):
    when_asked(lambda dialog: qtbot.mouseClick(dialog.action_buttons[1], Qt.MouseButton.LeftButton))
    assert asking.ask.choose("Delete Stand-up?", "It repeats.", ["Delete this one", "Delete all 24"]) == 1


def test_esc_takes_nothing(asking, qtbot):
    when_asked(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert not asking.ask.confirm("Empty the trash?", "This cannot be undone.", "Empty the trash", destructive=True)


def test_a_form_is_filled_in_over_the_window(asking, qtbot):
    saved = []
    form = Form(asking)
    form.add("title", "Title", TextField(asking))

    def fill(dialog):
        assert dialog.parentWidget() is not None
        qtbot.keyClicks(form.field("title").input, "Stand-up")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    dialog = FormDialog(asking, "New event", form, action="Add event", collect=form.values, commit=saved.append)
    when_asked(fill)
    assert asking.ask.form(dialog)
    assert saved == [{"title": "Stand-up"}]


def test_a_dirty_form_asks_over_itself_and_stays_when_told_so(asking, qtbot):
    form = Form(asking)
    form.add("title", "Title", TextField(asking))
    dialog = FormDialog(asking, "New event", form, action="Add event", collect=form.values, commit=lambda record: None)
    seen = []

    def discard(question):
        seen.append(question.windowTitle())
        qtbot.mouseClick(question.action_buttons[0], Qt.MouseButton.LeftButton)

    def fill(open_dialog):
        qtbot.keyClicks(form.field("title").input, "x")
        QTimer.singleShot(0, lambda: discard(QApplication.activeModalWidget()))
        qtbot.keyClick(open_dialog, Qt.Key.Key_Escape)

    when_asked(fill)
    assert not asking.ask.form(dialog)
    assert seen == ["Discard what you typed?"]
