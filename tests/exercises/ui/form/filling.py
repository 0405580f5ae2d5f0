"""How tests fill in the form of an exercise: with the keyboard, as an officer does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from liaison_desk.exercises.records import ExerciseFilter

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def saved(ui, page, fill):
    """Fill in the form that opens, and every question after it is agreed to."""
    dialogs = []

    def filled(dialog):
        dialogs.append(dialog)
        if len(dialogs) == 1:
            fill(dialog)
        else:
            dialog.act()

    ui.ask.fill = filled
    page.new_exercise() if not page.open_sheet else page.edit_current()
    assert ui.jobs.idle()


def typed(field, words):
    QTest.keyClicks(field.input, words)


def begin_with(form, template):
    """Choose a back-plan by the keyboard; none where it is empty."""
    box = form.field("template").input
    box.setFocus()
    while form.field("template").value() != template:
        before = form.field("template").value()
        QTest.keyClick(box, Qt.Key.Key_Down if template else Qt.Key.Key_Up)
        assert form.field("template").value() != before


def save(ui, dialog):
    QTest.keyClick(dialog, ENTER, CTRL)
    assert ui.jobs.idle()


def only(desk):
    [number] = desk.exercises.listing(ExerciseFilter()).ids
    return desk.exercises.exercise(number)
