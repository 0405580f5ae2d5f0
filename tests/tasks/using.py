"""What a test presses and types on the tasks page, and what it reads there."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu

from liaison_desk.domain.bilingual import Bilingual
from liaison_desk.tasks.records import Task


def task(title="Return side letter comments", **more) -> Task:
    return Task(title=Bilingual(title), **more)


def shown(page):
    """Return the titles of the list, without its headings."""
    return [line.title.host or line.title.home for row in range(page.model.rowCount()) if (line := line_of(page, row))]


def headings(page):
    """Return the headings of the list with how many stand below each."""
    groups = (page.model.group_at(row) for row in range(page.model.rowCount()))
    return [(group.label, group.count) for group in groups if group is not None]


def line_of(page, row):
    return page.model.line_at(page.model.index(row, 0)) if page.model.group_at(row) is None else None


def cell(page, number, key):
    """Return the cell of the nth task, headings left aside."""
    rows = [row for row in range(page.model.rowCount()) if page.model.group_at(row) is None]
    column = next(n for n, column in enumerate(page.model.columns) if column.key == key)
    return page.model.index(rows[number], column)


def words(page, number, key):
    return page.model.data(cell(page, number, key))


def press(qtbot, ui, widget, key, *modifiers):
    qtbot.keyClick(widget, key, *modifiers)
    assert ui.jobs.idle()


def click(qtbot, ui, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    assert ui.jobs.idle()


def type_line(qtbot, ui, page, text):
    page.quick.input.setFocus()
    qtbot.keyClicks(page.quick.input, text)
    press(qtbot, ui, page.quick.input, Qt.Key.Key_Return)


def readings(page):
    """Return what the chips below the quick line say."""
    return [chip.look.text for chip in page.quick.chips]


def open_menu(page):
    """Return the menu that is open."""
    return next(menu for menu in page.findChildren(QMenu) if menu.isVisible())


def choose(qtbot, ui, menu, text):
    """Click an entry of a menu."""
    action = next(one for one in menu.actions() if one.text().split("\t")[0].replace("&", "") == text)
    if not menu.isVisible():
        menu.popup(QPoint(10, 10))
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())
    assert ui.jobs.idle()


def close_menus():
    """Close what stays open when a menu inside another was clicked without walking to it."""
    for menu in QApplication.topLevelWidgets():
        if isinstance(menu, QMenu) and menu.isVisible():
            menu.close()


def drag(qtbot, ui, widget, begun, ended):
    """Drag with the left button from a point of a widget to a point of the screen."""
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=begun)
    here = widget.mapFromGlobal(ended)
    for step in (QPoint(12, 0), QPoint(20, 0)):
        move(widget, begun + step)
    move(widget, here)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=here)
    assert ui.jobs.idle()


def move(widget, at):
    """Move the pointer over a widget with the left button down; QTest moves it with none."""
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    held = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(at), QPointF(widget.mapToGlobal(at)), held, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)
