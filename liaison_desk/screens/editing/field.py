"""A short list that is edited in place, as a field of a form: its value is the tuple of its rows."""

from collections.abc import Callable, Sequence
from typing import Any

from liaison_desk.foundation.core.errors import DeskError
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field
from liaison_desk.screens.editing.model import EditColumn, EditModel
from liaison_desk.screens.editing.table import EditTable


class RowsField(Field):
    """Rows in their order; ``make`` gives an empty one, ``hint`` stands where a new one is typed. What is refused is said below.

    Their columns open nothing: it would be a page behind the form.
    """

    def __init__(self, ui: Ui, columns: Sequence[EditColumn], make: Callable[[], Any], hint: str, name: str) -> None:
        super().__init__(ui)
        self.model = EditModel(columns, make, hint, self)
        self.table = EditTable(ui, self.model, name)
        self.model.edited.connect(self._on_edited)
        self.model.refused.connect(self._on_refused)
        self.body.addWidget(self.table)
        self.watch(self.table)

    def value(self) -> tuple[Any, ...]:
        """Return the rows."""
        return self.model.rows()

    def set_value(self, value: Sequence[Any]) -> None:
        """Show rows."""
        self.model.show_rows(value)

    def left(self) -> None:
        """What was refused stays said while the keyboard goes into a cell and out of it."""

    def _on_edited(self) -> None:
        self.set_problem(None)
        self.changed.emit()

    def _on_refused(self, error: DeskError) -> None:
        self.set_problem(self.ui.words(error))
