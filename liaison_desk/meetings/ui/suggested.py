"""A line of free text with suggestions: a chair among those present and the contacts, a series among those there are."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.domain.text import fold
from liaison_desk.foundation.core.ids import RecordRef
from liaison_desk.foundation.qt.buttons import IconButton
from liaison_desk.foundation.qt.context import Ui
from liaison_desk.foundation.qt.fields import Field, FinderLine, ImeLineEdit
from liaison_desk.foundation.qt.menus import open_below, popup_menu

_MOST = 40
_LONGEST = 2000


class SuggestedLine(FinderLine):
    """Offers while one types; what is typed stands as it is, and Ctrl+Enter belongs to the dialog."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the dialog's key to the dialog."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:  # fmt: skip
            self.close_list()
            ImeLineEdit.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)


class SuggestedText(Field):
    """Text, typed or taken from what ``search`` offers (it runs on the database lane)."""

    def __init__(self, ui: Ui, search: Callable[[str], Sequence[RecordRef]], placeholder: str = "") -> None:
        super().__init__(ui)
        self.input = SuggestedLine(ui, search, placeholder)
        self.input.setMaxLength(_LONGEST)
        self.input.picked.connect(self._on_picked)
        self.input.textEdited.connect(lambda _: self.changed.emit())
        self.row = QHBoxLayout()
        self.row.setSpacing(6)
        self.row.addWidget(self.input, 1)
        self.body.addLayout(self.row)
        self.watch(self.input)

    def value(self) -> str:
        """Return the text without blanks at its ends."""
        return self.input.text().strip()

    def set_value(self, value: str) -> None:
        """Show a text from its beginning."""
        self.input.setText(value)
        self.input.setCursorPosition(0)

    def _on_picked(self, ref: RecordRef) -> None:
        self.set_value(ref.label)
        self.changed.emit()


class PersonText(SuggestedText):
    """A person by name: among those present, whom a button lists too, among the contacts, or typed."""

    def __init__(self, ui: Ui, contacts: Callable[[str], Sequence[RecordRef]]) -> None:
        # Read on the database lane, changed on the window's thread: a tuple is replaced whole.
        self._present: tuple[str, ...] = ()
        self._contacts = contacts
        super().__init__(ui, self._search)
        self.list_button = IconButton(
            ui, "users", ui.language.tr("Choose among those present"), bordered=True, act=self._open
        )
        self.row.addWidget(self.list_button)
        self.show_present(())

    def show_present(self, names: Sequence[str]) -> None:
        """Offer those who are present."""
        self._present = tuple(dict.fromkeys(name for name in names if name))
        self.list_button.setEnabled(bool(self._present))

    def _search(self, typed: str) -> list[RecordRef]:
        wanted = fold(typed)
        there = [name for name in self._present if wanted in fold(name)]
        found = [RecordRef("attendee", number, name) for number, name in enumerate(there, 1)]
        return [*found, *(ref for ref in self._contacts(typed) if ref.label not in there)]

    def _open(self) -> None:
        menu = popup_menu(self)
        for name in self._present[:_MOST]:
            menu.addAction(name.replace("&", "&&")).triggered.connect(
                lambda _=False, name=name: self._on_picked(RecordRef("attendee", 0, name))
            )
        open_below(menu, self.list_button)
