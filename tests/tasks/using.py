"""What a test presses and types on the tasks page, and what it reads there."""

from PySide6.QtCore import Qt


def shown(page):
    model = page.model
    return [model.line_at(model.index(row, 0)).title.host for row in range(model.rowCount())]


def cell(page, row, key):
    number = next(n for n, column in enumerate(page.model.columns) if column.key == key)
    return page.model.index(row, number)


def words(page, row, key):
    return page.model.data(cell(page, row, key))


def press(qtbot, ui, widget, key, *modifiers):
    qtbot.keyClick(widget, key, *modifiers)
    assert ui.jobs.idle()


def type_line(qtbot, ui, page, text):
    page.quick.input.setFocus()
    qtbot.keyClicks(page.quick.input, text)
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)
