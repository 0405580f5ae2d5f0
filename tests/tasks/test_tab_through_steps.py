"""Tab goes through the steps of a checklist where they stand, not behind the buttons of the form."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from liaison_desk.tasks.records import ChecklistItem
from liaison_desk.tasks.ui.steps import StepsField


def test_steps_that_came_later_are_between_what_stands_above_and_below(ui, qtbot):
    form = QWidget()
    lines, above, steps, below = QVBoxLayout(form), QLineEdit(), StepsField(ui), QLineEdit()
    for widget in (above, steps, below):
        lines.addWidget(widget)
    qtbot.addWidget(form)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    steps.set_value([ChecklistItem("one"), ChecklistItem("two")])
    first, second = steps.rows
    qtbot.waitUntil(second.isVisible)
    above.setFocus()
    stops = [above]
    while stops[-1] is not below and len(stops) < 12:
        qtbot.keyClick(stops[-1], Qt.Key.Key_Tab)
        stops.append(form.focusWidget())
    lines = [one for one in stops if one in {first.line, second.line, steps.add_button, below}]
    assert lines == [first.line, second.line, steps.add_button, below]
