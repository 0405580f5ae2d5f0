"""What a test chooses in the dialog “Find a time”, and the proposals it reads there."""

from datetime import date, timedelta

from PySide6.QtCore import Qt

from liaison_desk.calendar.ui.slots.dialog import SlotDialog

HALF = timedelta(minutes=30)
TODAY = date(2026, 11, 24)


def clocks(dialog: SlotDialog) -> list[str]:
    return [f"{one.starts - timedelta(hours=7):%d %H%M}" for one in dialog.list.slots()]


def choose(dialog: SlotDialog, name: str, value) -> None:
    """Choose in a list of the form, as a click there does."""
    field = dialog.form.field(name)
    field.set_value(value)
    field.changed.emit()


def said(dialog: SlotDialog) -> list[str]:
    model = dialog.list.model()
    return [model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
