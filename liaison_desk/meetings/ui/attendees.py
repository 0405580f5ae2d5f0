"""Who was there, in the form: contacts found by typing and frozen as they were that day, or anyone by name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine, ImeLineEdit
from liaison_desk.foundation.qt.paint import Text
from liaison_desk.foundation.qt.style import surface
from liaison_desk.foundation.qt.theme import MEDIUM, Size
from liaison_desk.meetings.records import Attendee
from liaison_desk.meetings.ui.words import Words

Freeze = Callable[[int, date], Attendee]


class AttendeesField(Field):
    """A list of attendees. ``day`` says the meeting's date; ``freeze`` runs on the database lane."""

    def __init__(
        self, ui: Ui, words: Words, find: Callable[[str], Sequence[RecordRef]], freeze: Freeze, day: Callable[[], date]
    ) -> None:
        super().__init__(ui)
        self._wording = words
        self._freeze = freeze
        self._day = day
        self.rows: list[AttendeeRow] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.input = NameLine(ui, find, ui.language.tr("Add a contact, or type a name and press Enter"))
        self.input.picked.connect(self._on_picked)
        self.input.entered.connect(self._on_entered)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[Attendee, ...]:
        """Return who was there, with a name that is typed but not yet added."""
        typed = self.input.text().strip()
        listed = tuple(row.value() for row in self.rows)
        return (*listed, Attendee(typed)) if typed else listed

    def set_value(self, value: Sequence[Attendee]) -> None:
        """Show who was there."""
        while self.rows:
            self._take(self.rows[-1])
        self.input.clear()
        for one in value:
            self._add(one)

    def _add(self, one: Attendee) -> None:
        row = AttendeeRow(self.ui, self._wording, one)
        row.changed.connect(self.changed)
        row.removed.connect(lambda: self._remove(row))
        self.rows.append(row)
        self._lines.addWidget(row)

    def _on_picked(self, ref: RecordRef) -> None:
        self.input.clear()
        if any(row.value().contact_id == ref.id for row in self.rows):
            return
        day = self._day()
        self.ui.jobs.database.run(lambda: self._freeze(ref.id, day), self._on_frozen, self._on_failed, owner=self)

    def _on_frozen(self, one: Attendee) -> None:
        self._add(one)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.set_problem(self.ui.words(error))

    def _on_entered(self) -> None:
        name = self.input.text().strip()
        if name:
            self.input.clear()
            self._add(Attendee(name))
            self.changed.emit()

    def _remove(self, row: "AttendeeRow") -> None:
        self._take(row)
        self.input.setFocus()
        self.changed.emit()

    def _take(self, row: "AttendeeRow") -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()


class NameLine(FinderLine):
    """Finds contacts; Return without an offer takes the name as it is."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the typed name when nothing is offered."""
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        entering = plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if entering and not self.composing and not self.offers and self.text().strip():
            self.close_list()
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class AttendeeRow(QWidget):
    """One attendee in a line; the pencil opens what was frozen, for whoever must be put right."""

    changed = Signal()
    removed = Signal()

    def __init__(self, ui: Ui, words: Words, attendee: Attendee) -> None:
        super().__init__()
        self._attendee = attendee
        self._words = words
        tr = ui.language.tr
        surface(self, "side")
        self._name = Text(ui, "", Size.BODY, MEDIUM)
        self._more = Text(ui, "", Size.SECONDARY, tone="t2", elide=True)
        self.edit_button = IconButton(ui, "pencil", tr("Edit this attendee"), act=self._toggle)
        self.remove_button = IconButton(ui, "x", tr("Remove this attendee"), act=self.removed.emit)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name)
        head.addWidget(self._more, 1)
        head.addWidget(self.edit_button)
        head.addWidget(self.remove_button)
        self._inputs = QWidget()
        grid = QGridLayout(self._inputs)
        grid.setContentsMargins(0, 2, 0, 6)
        grid.setVerticalSpacing(2)
        self.inputs: dict[str, ImeLineEdit] = {}
        names = (
            ("name", tr("Name")), ("native", tr("Native name")), ("rank", tr("Rank")), ("role", tr("Role")),
            ("post", tr("Post")), ("organization", tr("Organization")), ("nation", tr("Nation")),
        )  # fmt: skip
        for number, (key, label) in enumerate(names):
            line = ImeLineEdit()
            line.setText(getattr(attendee, key))
            line.setAccessibleName(label)
            line.textEdited.connect(lambda _: self._on_edited())
            self.inputs[key] = line
            row, column = divmod(number, 2)
            grid.addWidget(Text(ui, label, Size.META, tone="t3"), 2 * row, column)
            grid.addWidget(line, 2 * row + 1, column)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(10, 2, 4, 2)
        outer.setSpacing(2)
        outer.addLayout(head)
        outer.addWidget(self._inputs)
        self._inputs.hide()
        self._show()

    def value(self) -> Attendee:
        """Return the attendee as the row says."""
        typed: dict[str, Any] = {key: line.text().strip() for key, line in self.inputs.items()}
        return replace(self._attendee, **typed)

    def _toggle(self) -> None:
        self._inputs.setVisible(self._inputs.isHidden())
        if self._inputs.isVisible():
            self.inputs["name"].setFocus()

    def _on_edited(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        one = self.value()
        self._name.set_text(self._words.attendee(one))
        self._more.set_text(self._words.attendee_more(one))
