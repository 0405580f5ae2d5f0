"""Somebody or some organization by name: a record picked from what is found, or whoever is typed."""

from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields.base import Field
from liaison_desk.foundation.qt.fields.records import FinderLine, Search


class OwnerField(Field):
    """A name, and the record it is, if it was picked. The value is (name, the record's id or 0)."""

    def __init__(self, ui: Ui, find: Search, placeholder: str) -> None:
        super().__init__(ui)
        self._id = 0
        self.input = FinderLine(ui, find, placeholder)
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(self._on_edited)
        self.body.addWidget(self.input)
        self.watch(self.input)

    def value(self) -> tuple[str, int]:
        """Return the name and the record it is."""
        return self.input.text().strip(), self._id

    def set_value(self, value: tuple[str, int]) -> None:
        """Show a name."""
        name, self._id = value
        self.input.setText(name)
        self.input.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value((ref.label, ref.id))
        self.changed.emit()

    def _on_edited(self, _: str) -> None:
        self._id = 0
        self.changed.emit()
