"""Who answers for a person, as rows of a field: a contact of this desk or a name, and a telephone."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout

from liaison_desk.contacts.records import Assistant
from liaison_desk.contacts.ui.post_field import Find, RecordLine
from liaison_desk.contacts.ui.row_fields import Row, put, text_input
from liaison_desk.foundation.qt.context import Ui


class AssistantRow(Row[Assistant]):
    """One assistant. ``known`` gives the names of contacts by id, for those who are contacts of the desk."""

    def __init__(self, ui: Ui, find: Find, known: Mapping[int, str]) -> None:
        super().__init__()
        tr = ui.language.tr
        self._known = known
        self.who = RecordLine(ui, find, tr("A contact, or a name"))
        self.phone = text_input(tr("Number"), self.changed.emit)
        self.who.edited.connect(self.changed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.who, 3)
        row.addWidget(self.phone, 2)
        self.setFocusProxy(self.who)

    def value(self) -> Assistant | None:
        """Return the assistant, None when nothing was entered."""
        number, name = self.who.value()
        one = Assistant(self.who.text().strip() if number else name, number, self.phone.text().strip())
        return None if one == Assistant() else one

    def set_value(self, item: Assistant) -> None:
        """Show an assistant."""
        self.who.set_value(item.contact_id, self._known.get(item.contact_id, item.name))
        put(self.phone, item.phone)
